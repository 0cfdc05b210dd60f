"""A rule book from disk to model in one call.

Invariant: no exception for bad input; where there is an error there is no model, and the diagnostics say why.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from policy_engine.checking.beside import beside
from policy_engine.checking.check import PASSES, Pass, check
from policy_engine.files.loaded import Loaded
from policy_engine.files.read_rule_files import read_rule_files
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.syntax.declarations import Case
from policy_engine.syntax.parse import parse


def load(paths: Iterable[str | Path], passes: Sequence[Pass] = PASSES) -> Loaded:
    """Reads, parses and checks the rule files of the named files and folders as one rule book.

    A file that cannot be read keeps the book from being checked: what it declares would be missed everywhere else, and
    each place would be reported for it.  Where the text of some declarations is wrong, the others are still looked at.
    A draft may be looked at by fewer passes.
    """
    found = read_rule_files(paths)
    parsed = [parse(source) for source in found.sources]
    diagnostics = (*found.diagnostics, *(diagnostic for each in parsed for diagnostic in each.diagnostics))
    files = tuple(each.file for each in parsed)
    cases = tuple(entry for file in files for entry in file.declarations if isinstance(entry, Case))
    if _has_error(diagnostics):
        others = () if found.diagnostics else beside(files, diagnostics)
        return Loaded(None, cases, found.files, (*diagnostics, *others), unread=bool(found.diagnostics))
    checked = check(files, passes)
    diagnostics = (*diagnostics, *checked.diagnostics)
    return Loaded(None if _has_error(diagnostics) else checked.model, cases, found.files, diagnostics)


def _has_error(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
