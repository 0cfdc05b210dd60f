"""A rule book from disk to model in one call.

Invariant: no exception for bad input; where there is an error there is no model, and the diagnostics say why.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

<<<<<<< HEAD
from attrs import evolve, frozen

from policy_engine.checking.check import PASSES, Pass, check
from policy_engine.files.read_books import read_books
from policy_engine.files.read_rule_files import RuleFile
from policy_engine.model.rulebook import Model
=======
from policy_engine.checking.beside import beside
from policy_engine.checking.check import PASSES, Pass, check
from policy_engine.files.loaded import Loaded
from policy_engine.files.read_rule_files import read_rule_files
>>>>>>> 9ea2eb389ee79262c90ba8dabc1fa4de140a452d
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.syntax.declarations import Case, File


<<<<<<< HEAD
@frozen
class Loaded:
    """A rule book that was read and checked: its model (None where there is an error), its cases, its files.

    The files are those of the books that it extends, too; the cases of these are `cases_below`: they speak of the
    book below as it stands alone, and only lend their facts.  `unread` says that something named could not be read from
    disk at all.
    """

    model: Model | None
    cases: tuple[Case, ...] = ()
    cases_below: tuple[Case, ...] = ()
    files: tuple[RuleFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: bool = False


=======
>>>>>>> 9ea2eb389ee79262c90ba8dabc1fa4de140a452d
def load(paths: Iterable[str | Path], passes: Sequence[Pass] = PASSES) -> Loaded:
    """Reads, parses and checks the rule files of the named files and folders as one book, with those it extends.

    A file that cannot be read keeps the book from being checked: what it declares would be missed everywhere else, and
    each place would be reported for it.  Where the text of some declarations is wrong, the others are still looked at.
    A draft may be looked at by fewer passes.
    """
    books = read_books(paths)
    diagnostics = (*books.unread, *(diagnostic for each in books.files for diagnostic in each.diagnostics))
    read, files = tuple(each.read for each in books.files), tuple(each.file for each in books.files)
    own = Loaded(None, _cases(files, below=False), _cases(files, below=True), read, diagnostics, bool(books.unread))
    if _has_error(diagnostics):
<<<<<<< HEAD
        return own
=======
        others = () if found.diagnostics else beside(files, diagnostics)
        return Loaded(None, cases, found.files, (*diagnostics, *others), unread=bool(found.diagnostics))
>>>>>>> 9ea2eb389ee79262c90ba8dabc1fa4de140a452d
    checked = check(files, passes)
    diagnostics = (*diagnostics, *checked.diagnostics)
    return evolve(own, model=None if _has_error(diagnostics) else checked.model, diagnostics=diagnostics)


def _cases(files: Iterable[File], *, below: bool) -> tuple[Case, ...]:
    chosen = (file for file in files if (file.below > 0) is below)
    return tuple(entry for file in chosen for entry in file.declarations if isinstance(entry, Case))


def _has_error(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
