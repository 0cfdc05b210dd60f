"""What a book adds to the book that it extends: values for its gaps, further versions of its figures.

Invariant: nothing that the book below says is changed: a filling stands where there was no value, a further version
where there was none in force.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from policy_engine.checking import errors
from policy_engine.checking.names import Entry, Names, module_of
from policy_engine.checking.scope import Further, Scope, Symbol, entry_of
from policy_engine.model.type_words import in_words
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.syntax import declarations as syntax


def fillings(names: Names, symbols: Mapping[str, Symbol], scope: Scope) -> dict[str, Symbol]:
    """What fills each gap that is filled; what cannot fill one is said."""
    filled: dict[str, Symbol] = {}
    first: dict[str, syntax.Fills] = {}
    for found in _fills(names):
        gap = entry_of(found.scope(scope), found.line.gap, ("gap",))
        if gap is None:
            continue
        symbol = None if found.inside else symbols.get(found.entry.name)
        if gap.below <= found.entry.below:
            scope.report(errors.fills_own_gap(gap.name, found.line.gap.span, gap.span))
        elif found.inside or (symbol is not None and symbol.arguments):
            scope.report(errors.cannot_fill(found.name, gap.name, found.line.span))
        elif gap.name in first:
            scope.report(errors.filled_twice(gap.name, found.line.gap.span, first[gap.name].gap.span))
        elif symbol is not None and _fits(symbol, symbols.get(gap.name), gap, found.line, scope):
            first[gap.name] = found.line
            filled[gap.name] = symbol
    return filled


@frozen
class _Fill:
    """A `fills` line, and the declaration in which it stands; `inside`: of a benefit, and so no value for all."""

    line: syntax.Fills
    entry: Entry
    name: str
    inside: bool = False

    def scope(self, of_book: Scope) -> Scope:
        """Where the line stands."""
        return Scope(of_book.book, self.entry.module, of_book.found)


def _fills(names: Names) -> Iterator[_Fill]:
    for entry in names.entries.values():
        declared = entry.declaration
        if isinstance(declared, syntax.Parameter | syntax.Rule):
            yield from (_Fill(line, entry, entry.name) for line in declared.entries if isinstance(line, syntax.Fills))
        inside = declared.entries if isinstance(declared, syntax.Benefit) else ()
        for rule in (each for each in inside if isinstance(each, syntax.Rule)):
            lines = (line for line in rule.entries if isinstance(line, syntax.Fills))
            yield from (_Fill(line, entry, rule.name.text, inside=True) for line in lines)


def _fits(symbol: Symbol, gap: Symbol | None, entry: Entry, line: syntax.Fills, scope: Scope) -> bool:
    """Whether the types agree; one that is wrong in itself has been said."""
    if symbol.type is None or gap is None or gap.type is None:
        return False
    if symbol.type != gap.type:
        types = in_words(symbol.type), in_words(gap.type)
        scope.report(errors.filling_does_not_fit(symbol.key, entry.name, *types, line.gap.span, entry.span))
        return False
    return True


def further(files: Sequence[syntax.File], names: Names, scope: Scope) -> dict[str, tuple[Further, ...]]:
    """The further versions of each parameter and scale of a book below; those of anything else are said."""
    found: dict[str, tuple[Further, ...]] = {}
    for file in files:
        module = module_of(file)
        for node in file.declarations:
            if not isinstance(node, syntax.FurtherVersions):
                continue
            of = entry_of(Scope(scope.book, module, scope.found), node.of, ("parameter", "scale"))
            if of is None:
                continue
            if of.below <= file.below:
                scope.report(errors.further_of_own(of.name, node.of.span, of.span))
                continue
            found[of.name] = (*found.get(of.name, ()), Further(node, module))
            _kinds(node, of, scope)
    return found


def _kinds(node: syntax.FurtherVersions, of: Entry, scope: Scope) -> None:
    """A scale has slices, a parameter values."""
    wanted = syntax.Version if isinstance(of.declaration, syntax.Parameter) else syntax.ScaleVersion
    for version in node.entries:
        if not isinstance(version, wanted):
            scope.report(errors.other_kind_of_version(of.name, of.kind, version.span, of.span))


def books(files: Sequence[syntax.File], found: list[Diagnostic]) -> tuple[tuple[syntax.File, ...], ...]:
    """The files of each book, the one that is asked for first; each must be the one that the book above it names."""
    deepest = max((file.below for file in files), default=0)
    each = tuple(tuple(file for file in files if file.below == below) for below in range(deepest + 1))
    for here, below in zip(each, (*each[1:], ()), strict=True):
        line = extends_line(here)
        if line is None:
            continue
        heads = [head for file in below for head in file.declarations if isinstance(head, syntax.RuleBook)]
        if not below:
            found.append(errors.book_not_there(line.name.text, line.folder, line.span))
        elif heads and heads[0].name.text != line.name.text:
            found.append(errors.another_book(line.name.text, heads[0].name.text, line.name.span, heads[0].name.span))
    return each


def extends_line(files: Sequence[syntax.File]) -> syntax.BookExtends | None:
    """The line by which a book extends another."""
    heads = (head for file in files for head in file.declarations if isinstance(head, syntax.RuleBook))
    lines = (line for head in heads for line in head.entries if isinstance(line, syntax.BookExtends))
    return next(lines, None)
