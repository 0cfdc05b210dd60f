"""The canonical text of a rule file.

Invariant: parse(format(file)) is the file again, comments included, and formatting twice changes nothing.
"""

from policy_engine.source.arguments import must_be
from policy_engine.syntax.declarations import Declaration, File
from policy_engine.syntax.formatting.book import declaration
from policy_engine.syntax.formatting.page import Page


def format(file: File) -> str:
    """The text of a file that was read without a diagnostic, in its one canonical form."""
    must_be(File, file, "format", "file", "the `file` that parse gives")
    page = Page()
    before: type[Declaration] | None = None  # the kind of the declaration before, if it took one row
    for node in file.declarations:
        rows = _rows(node)
        kind = type(node) if len(rows) == 1 else None
        if page.rows and (kind is None or kind is not before):
            page.rows.append("")
        page.rows += rows
        before = kind
    if page.rows and file.comments:
        page.rows.append("")
    page.comments(0, file.comments)
    return "".join(f"{row}\n" for row in page.rows)


def _rows(node: Declaration) -> list[str]:
    page = Page()
    declaration(page, node)
    return page.rows
