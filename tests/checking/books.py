"""Rule text for the tests of the crossing."""

from policy_engine.checking.check import Checked, check
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse

NEXT_FILE = "-- the next file\n"

HEAD = """rulebook towns
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
  moments at +08:00
"""
ACT = """source act "The Act" in en, attests 2024-01-01 to 2024-12-31
  item A-1 en "the rule"
"""
"""With a source in the book everything must stand by some right; without one nothing needs to."""


def read(text: str) -> Checked:
    """Check rule text, which must parse; a line `-- the next file` divides files."""
    files = []
    for number, part in enumerate(text.split(NEXT_FILE), 1):
        parsed = parse(Source(f"file_{number}.policy", part))
        assert parsed.diagnostics == (), [(each.code, each.span.text) for each in parsed.diagnostics]
        files.append(parsed.file)
    return check(files)


def codes(checked: Checked) -> list[str]:
    """The codes of all that is said."""
    return [diagnostic.code for diagnostic in checked.diagnostics]
