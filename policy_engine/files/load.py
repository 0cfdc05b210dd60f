"""A rule book from disk to model in one call.

Invariant: no exception for bad input; where there is an error there is no model, and the diagnostics say why.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import evolve

from policy_engine.checking.beside import beside
from policy_engine.checking.check import PASSES, Pass, check
from policy_engine.files.loaded import Loaded
from policy_engine.files.read_books import read_books
from policy_engine.source.arguments import must_all_be
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.syntax.declarations import Case, File


def load(paths: Iterable[str | Path], passes: Sequence[Pass] = PASSES) -> Loaded:
    """Reads, parses and checks the rule files of the named files and folders as one book, with those it extends.

    A file that cannot be read keeps the book from being checked: what it declares would be missed everywhere else, and
    each place would be reported for it.  Where the text of some declarations is wrong, the others are still looked at.
    A draft may be looked at by fewer passes.
    """
    named = must_all_be((str, Path), paths, "load", "paths", "a list of files and folders, as in load(['rules'])")
    books = read_books(named)
    diagnostics = (*books.unread, *(diagnostic for each in books.files for diagnostic in each.diagnostics))
    read, files = tuple(each.read for each in books.files), tuple(each.file for each in books.files)
    own = Loaded(None, _cases(files, below=False), _cases(files, below=True), read, diagnostics, bool(books.unread))
    if _has_error(diagnostics):
        others = () if books.unread else beside(files, diagnostics)
        return evolve(own, diagnostics=(*diagnostics, *others))
    checked = check(files, passes)
    diagnostics = (*diagnostics, *checked.diagnostics)
    return evolve(own, model=None if _has_error(diagnostics) else checked.model, diagnostics=diagnostics)


def _cases(files: Iterable[File], *, below: bool) -> tuple[Case, ...]:
    chosen = (file for file in files if (file.below > 0) is below)
    return tuple(entry for file in chosen for entry in file.declarations if isinstance(entry, Case))


def _has_error(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
