"""What comes of loading a rule book.

Invariant: where there is an error there is no model, and the diagnostics say why.
"""

from typing import TYPE_CHECKING

from attrs import frozen

from policy_engine.files.read_rule_files import RuleFile
from policy_engine.model.rulebook import Model
from policy_engine.source.diagnostic import Diagnostic

if TYPE_CHECKING:  # a book that is kept is read back without the parser
    from policy_engine.syntax.declarations import Case


@frozen
class Loaded:
    """A rule book that was read and checked: its model (None where there is an error), its cases, its files.

    The files are those of the books that it extends, too; the cases of these are `cases_below`: they speak of the
    book below as it stands alone, and only lend their facts.  `unread` says that something named could not be read from
    disk at all.
    """

    model: Model | None
    cases: "tuple[Case, ...]" = ()
    cases_below: "tuple[Case, ...]" = ()
    files: tuple[RuleFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: bool = False
