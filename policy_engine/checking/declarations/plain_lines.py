"""The authority of lines that nothing is computed from: the head of the book, values of lists, notes, reviews, parties.

Invariant: what such a line cites counts for the ledger like any other citation.
"""

from collections.abc import Iterator, Sequence

from policy_engine.checking.expressions.authorities import authority
from policy_engine.checking.names import module_of
from policy_engine.checking.scope import Book, Scope
from policy_engine.model import rulebook
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree


def plain_lines(files: Sequence[syntax.File], whole: Book, found: list[Diagnostic]) -> tuple[rulebook.PlainLine, ...]:
    """Those that stand by some right, in the order of the text; a name that is not known is said."""
    known: list[rulebook.PlainLine] = []
    for file in files:
        scope = Scope(whole, module_of(file), found)
        for declaration in file.declarations:
            for place, written in _written(declaration):
                if written != tree.NO_AUTHORITY:
                    known.append(rulebook.PlainLine(*place, authority(written, scope), declaration.span))
    return tuple(known)


_Place = tuple[str, str, str, str]


def _written(declaration: syntax.Declaration) -> Iterator[tuple[_Place, tree.Authority]]:
    match declaration:
        case syntax.RuleBook():
            for line in declaration.entries:
                if isinstance(
                    line, syntax.BookLeap | syntax.BookMonthEnd | syntax.BookMoments | syntax.BookPartOfMonth
                ):
                    yield ("rulebook", declaration.name.text, _HEAD[type(line)], ""), line.authority
        case syntax.ListOfValues():
            for value in declaration.entries:
                if isinstance(value, syntax.ListValue | syntax.ListGroup):
                    word = "value" if isinstance(value, syntax.ListValue) else "group"
                    yield ("list", declaration.name.text, word, value.name.text), value.authority
        case syntax.Parameter() | syntax.Scale():
            kind = "parameter" if isinstance(declaration, syntax.Parameter) else "scale"
            for entry in declaration.entries:
                if isinstance(entry, tree.ReviewedThrough):
                    yield (kind, declaration.name.text, "reviewed through", ""), entry.authority
        case syntax.Benefit():
            for part in declaration.entries:
                if isinstance(part, syntax.Note):
                    yield (declaration.kind, declaration.name.text, "note", ""), part.authority
                if isinstance(part, syntax.Shares):
                    parties = (each.authority for each in part.entries if isinstance(each, syntax.Parties))
                    place = (declaration.kind, declaration.name.text, "parties", part.name.text)
                    yield from ((place, each) for each in parties)
        case (
            syntax.Module() | syntax.SourceDocument() | syntax.Body() | syntax.Unit() | syntax.Entity() | syntax.Fact()
            | syntax.FurtherVersions() | syntax.Rule() | syntax.Always() | syntax.Assumption() | syntax.Gap()
            | syntax.Discretion() | syntax.Reading() | syntax.Case()
        ):  # fmt: skip
            pass


_HEAD = {
    syntax.BookLeap: "leap birthday",
    syntax.BookMonthEnd: "month end",
    syntax.BookMoments: "moments at",
    syntax.BookPartOfMonth: "part of a month",
}
