"""The first look at a book: its head, and what everything declared is to whoever uses it.

Invariant: types of declarations are known before the first expression is read, so that order never matters.
"""

from collections.abc import Sequence

from attrs import evolve

from policy_engine.checking import errors
from policy_engine.checking.declarations.entries import only, title_of
from policy_engine.checking.declarations.extending import books, extends_line, fillings, further
from policy_engine.checking.declarations.facts import fact_type
from policy_engine.checking.declarations.figures import key_types
from policy_engine.checking.declarations.rules import rule_symbol
from policy_engine.checking.declarations.sources import list_of_values
from policy_engine.checking.expressions.written import type_of
from policy_engine.checking.names import Entry, Names
from policy_engine.checking.scope import Book, Scope, Symbol
from policy_engine.model.rulebook import ListValues, PartOfMonth, Settings, Words
from policy_engine.model.types import YES_NO, Type
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import NOWHERE, Span
from policy_engine.syntax import declarations as syntax


def book(files: Sequence[syntax.File], names: Names, found: list[Diagnostic]) -> Book:
    """The book with the types of its declarations; what is wrong with a type is said."""
    first = Book(names, settings(files, found), head=_head(files))
    lists: dict[str, ListValues] = {}
    fields: dict[str, dict[str, Type | None]] = {}
    items: dict[str, tuple[str, ...]] = {}
    options: dict[str, tuple[str, ...]] = {}
    symbols: dict[str, Symbol] = {}
    inside: dict[str, dict[str, Symbol]] = {}
    for name, entry in names.entries.items():
        scope = Scope(first, entry.module, found)
        match entry.declaration:
            case syntax.ListOfValues() as declared:
                lists[name] = list_of_values(declared, scope)
            case syntax.Entity() as declared:
                fields[name] = _fields(declared, scope)
            case syntax.SourceDocument() as declared:
                items[name] = tuple(each.id.text for each in declared.entries if isinstance(each, syntax.Item))
            case syntax.Reading() as declared:
                named = (each.name.text for each in declared.entries if isinstance(each, syntax.Option))
                options[name] = tuple(dict.fromkeys(named))
            case syntax.Benefit() as declared:
                inside[name] = _inside(declared, evolve(scope, benefit=name))
            case _:
                symbol = _symbol(entry, scope)
                if symbol is not None:
                    symbols[name] = symbol
    of_book = Scope(first, "", found)
    filled, more = fillings(names, symbols, of_book), further(files, names, of_book)
    return Book(names, first.settings, first.head, symbols, inside, lists, fields, items, options, filled, more)


def _head(files: Sequence[syntax.File]) -> Span:
    heads = (each.name.span for file in files for each in file.declarations if isinstance(each, syntax.RuleBook))
    return next(heads, NOWHERE)


def settings(files: Sequence[syntax.File], found: list[Diagnostic]) -> Settings:
    """What the head of the book says, and of the books that it extends, whose money and calendar it takes over."""
    made: Settings | None = None
    for each in reversed(books(files, found)):
        made = _settings_of(each, made, found)
    assert made is not None
    return made


def _settings_of(files: Sequence[syntax.File], below: Settings | None, found: list[Diagnostic]) -> Settings:
    """What the head of one book says; exactly one file has it."""
    heads = [each for file in files for each in file.declarations if isinstance(each, syntax.RuleBook)]
    if not heads:
        found.append(errors.no_rulebook(files))
        return Settings("", Words())
    for second in heads[1:]:
        found.append(errors.second_rulebook(second.name.text, second.name.span, heads[0].name.span))
    scope = Scope(Book(Names({}, {}, {}), Settings("", Words())), "", found)
    head = heads[0]
    money = only((each for each in head.entries if isinstance(each, syntax.BookMoney)), "money", scope)
    leap = only((each for each in head.entries if isinstance(each, syntax.BookLeap)), "leap birthday on", scope)
    month_end = only((each for each in head.entries if isinstance(each, syntax.BookMonthEnd)), "month end", scope)
    parts = (each for each in head.entries if isinstance(each, syntax.BookPartOfMonth))
    part = only(parts, "part of a month by", scope)
    moments = only((each for each in head.entries if isinstance(each, syntax.BookMoments)), "moments at", scope)
    title = title_of(head.entries, scope)
    made = Settings(head.name.text, title)
    if extends_line(files) is not None:
        for line in head.entries:
            if isinstance(line, _OF_THE_BOOK_BELOW):
                found.append(errors.taken_over(" ".join(line.span.text.split()), line.span))
        return made if below is None else evolve(below, name=head.name.text, title=title, extends=below.name)
    lines = {"leap birthday on": leap, "month end": month_end, "moments at": moments}
    made = evolve(made, said=tuple(name for name, line in lines.items() if line is not None))
    if part is not None:
        made = evolve(made, part_of_month=_part_of_month(part))
    if money is not None:
        made = evolve(
            made, currency=money.code, symbol=money.symbol, minor_name=money.minor_name, minor_digits=money.minor_digits
        )
    if moments is not None:
        made = evolve(made, offset=moments.offset)
    if leap is not None:
        made = evolve(made, leap_birthday=leap.day)
    return made if month_end is None else evolve(made, month_end=month_end.direction)


_OF_THE_BOOK_BELOW = (
    syntax.BookMoney | syntax.BookLeap | syntax.BookMonthEnd | syntax.BookMoments | syntax.BookPartOfMonth
)
"""Lines that a book which extends another one takes over from it."""


def _part_of_month(line: syntax.BookPartOfMonth) -> PartOfMonth:
    """Names of assumptions are looked up where all are known (plain_lines.py)."""
    return PartOfMonth(line.by, line.rounding, tuple(name.text for name in line.authority.assumptions))


def _fields(node: syntax.Entity, scope: Scope) -> dict[str, Type | None]:
    fields: dict[str, Type | None] = {}
    for each in node.entries:
        if isinstance(each, syntax.Fact) and each.name.text not in fields:
            fields[each.name.text] = fact_type(each.type, scope)
    return fields


def _inside(node: syntax.Benefit, scope: Scope) -> dict[str, Symbol]:
    hidden = "" if node.for_each is None else node.for_each[0].text
    rules: dict[str, Symbol] = {}
    for each in node.entries:
        if isinstance(each, syntax.Rule) and each.name.text not in rules:
            rules[each.name.text] = rule_symbol(each, scope, hidden)
    return rules


def _symbol(entry: Entry, scope: Scope) -> Symbol | None:
    """What a fact, a figure, a rule or an open point is where a value is wanted; nothing else is one."""
    name = entry.name
    match entry.declaration:
        case syntax.Fact() as node:
            return Symbol(node.kind, name, fact_type(node.type, scope))
        case syntax.Parameter() as node:
            return Symbol("parameter", name, type_of(node.type, scope), key_types(node, scope))
        case syntax.Scale() as node:
            base = (node.base.word, type_of(node.base, scope))
            return Symbol("scale", name, type_of(node.result, scope), (base,))
        case syntax.Rule() as node:
            return rule_symbol(node, scope)
        case syntax.Gap() as node:
            return Symbol("gap", name, type_of(node.type, scope))
        case syntax.Discretion():
            return Symbol("discretion", name, YES_NO)
        case (
            syntax.RuleBook() | syntax.Module() | syntax.SourceDocument() | syntax.Body() | syntax.Unit()
            | syntax.ListOfValues() | syntax.Entity() | syntax.FurtherVersions() | syntax.Benefit() | syntax.Always()
            | syntax.Assumption() | syntax.Reading() | syntax.Case()
        ):  # fmt: skip
            return None
