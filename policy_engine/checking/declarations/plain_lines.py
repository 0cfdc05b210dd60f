"""The authority of lines that nothing is computed from: the head of the book, values of lists, notes, reviews, parties.

Invariant: what such a line cites counts for the ledger like any other citation.
"""

from collections.abc import Iterator, Sequence

from policy_engine.checking.expressions.authorities import authority
from policy_engine.checking.names import module_of
from policy_engine.checking.scope import Book, Scope
from policy_engine.model import core
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree


def plain_lines(files: Sequence[syntax.File], whole: Book, found: list[Diagnostic]) -> tuple[core.Authority, ...]:
    """The authorities of these lines, in the order of the text; a name that is not known is said."""
    known: list[core.Authority] = []
    for file in files:
        scope = Scope(whole, module_of(file), found)
        written = (each for declaration in file.declarations for each in _written(declaration))
        known.extend(authority(each, scope) for each in written if each != tree.NO_AUTHORITY)
    return tuple(known)


def _written(declaration: syntax.Declaration) -> Iterator[tree.Authority]:
    match declaration:
        case syntax.RuleBook():
            for line in declaration.entries:
                if isinstance(line, syntax.BookLeap | syntax.BookMonthEnd | syntax.BookPartOfMonth):
                    yield line.authority
        case syntax.ListOfValues():
            for value in declaration.entries:
                if isinstance(value, syntax.ListValue | syntax.ListGroup):
                    yield value.authority
        case syntax.Parameter() | syntax.Scale():
            for entry in declaration.entries:
                if isinstance(entry, tree.ReviewedThrough):
                    yield entry.authority
        case syntax.Benefit():
            for part in declaration.entries:
                if isinstance(part, syntax.Note):
                    yield part.authority
                if isinstance(part, syntax.Shares):
                    yield from (each.authority for each in part.entries if isinstance(each, syntax.Parties))
        case (
            syntax.Module() | syntax.SourceDocument() | syntax.Body() | syntax.Unit() | syntax.Entity() | syntax.Fact()
            | syntax.Rule() | syntax.Always() | syntax.Assumption() | syntax.Gap() | syntax.Discretion()
            | syntax.Reading() | syntax.Case()
        ):  # fmt: skip
            pass
