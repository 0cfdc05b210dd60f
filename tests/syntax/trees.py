"""Strategies for well-formed expressions, conditions and meanings: the shape of the grammar, level by level.

Every tree made here can be written, so `parse(format(tree)) == tree`; nothing in it need make sense.
"""

import string
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from functools import cache, wraps
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from policy_engine.syntax import tree
from policy_engine.syntax.words import RESERVED

Strategy = SearchStrategy[Any]

_NOTHING: Strategy = st.just(tree.NO_AUTHORITY)


def strategy(make: Callable[..., Strategy]) -> Callable[..., Strategy]:
    """Makes a strategy once, and only when it is drawn from: the levels of the grammar name one another."""

    @cache
    @wraps(make)
    def deferred(*parts: Any) -> Strategy:
        return st.deferred(lambda: make(*parts))

    return deferred


_PLAIN = ("leave", "wages", "born_on", "d", "x1", "river_benefit", "kin")
_SOFT = ("value", "source", "note", "text", "table", "group", "title", "unit", "service", "given", "first", "read")
_BEFORE_OF = ("all", "any", "none", "one", "band", "list")


def names(soft: bool = False) -> SearchStrategy[str]:
    """A name; a soft one is a word of the language that may be a name where only a name can stand."""
    free = st.text(string.ascii_lowercase + "_0123456789", min_size=1, max_size=6).map("n".__add__)
    free = free.filter(lambda text: text not in RESERVED)
    return st.one_of(
        st.sampled_from(_PLAIN + (_SOFT if soft else ())), free.filter(lambda text: text not in _BEFORE_OF)
    )


def name_nodes() -> Strategy:
    return st.builds(tree.Name, names())


_READABLE = st.characters(max_codepoint=0xFFEF, exclude_categories=["C", "Z"], exclude_characters='"')


def said(min_size: int = 0) -> SearchStrategy[str]:
    """A text for people: letters of any language, marks, single blanks."""
    letters = st.one_of(
        st.sampled_from(string.ascii_letters + string.digits + " .,;:()'-/&%|\u2013\u201c\u201d\u20ac\u00e9"), _READABLE
    )
    return st.text(letters, min_size=min_size, max_size=12)


def words(min_size: int = 1) -> Strategy:
    """Words in one language or in both."""
    text = said(1)
    both = st.builds(tree.Words, text, text)
    return st.one_of(both, st.builds(tree.Words, en=text), st.builds(tree.Words, ms=text))


def remarks() -> SearchStrategy[str]:
    return st.one_of(st.just(""), said().map(str.strip))


def commented(node: Callable[..., Any], *parts: Strategy, **named: Strategy) -> Strategy:
    """A node that begins a line, sometimes with comments."""
    comments = st.one_of(st.just(()), st.lists(said().map(str.strip), max_size=2).map(tuple))
    return st.builds(node, *parts, **named, comments=comments, remark=remarks())


def tuples(part: Strategy, min_size: int = 1, max_size: int = 3) -> Strategy:
    return st.lists(part, min_size=min_size, max_size=max_size).map(tuple)


def optional(part: Strategy) -> Strategy:
    return st.one_of(st.none(), part)


# ------------------------------------------------------------------------------------------------ authority

_IDS = st.sampled_from(["L-1", "FHUS-3", "Q6-ii", "s.12(a)", "A/3", "12", "B_2"])


@strategy
def authorities() -> Strategy:
    citation = st.builds(tree.Citation, name_nodes(), tuples(st.builds(tree.Name, _IDS), 1, 25))
    citations = st.lists(citation, max_size=2, unique_by=lambda each: each.source).map(tuple)
    full = st.builds(tree.Authority, citations, tuples(name_nodes(), 0, 2))
    return st.one_of(st.just(tree.NO_AUTHORITY), full)


# ------------------------------------------------------------------------------------------------ values

UNIT_WORDS = ("day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours")
_PER = st.one_of(st.just(""), st.sampled_from(["day", "week", "month", "year", "hour"]), names())
_OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def numbers() -> SearchStrategy[Fraction]:
    return st.builds(lambda whole, places: Fraction(whole, 10**places), st.integers(0, 10**12), st.integers(0, 4))


def durations() -> Strategy:
    return st.builds(tree.DurationValue, numbers(), st.one_of(st.sampled_from(UNIT_WORDS), names()), _PER)


@strategy
def literals() -> Strategy:
    moments = st.datetimes(timezones=_OFFSETS, min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1))
    return st.one_of(
        st.builds(tree.MoneyValue, numbers(), st.sampled_from(["RM", "USD", "$", "€"]), _PER),
        st.builds(tree.NumberValue, numbers(), _PER),
        st.builds(tree.PercentValue, numbers().map(lambda value: value / 100)),
        st.builds(tree.FractionValue, st.integers(0, 10**6), st.integers(1, 10**6)),
        st.builds(tree.DateValue, st.dates(date(1, 1, 1))),
        st.builds(tree.MonthValue, st.integers(1, 9999), st.integers(1, 12)),
        st.builds(tree.MomentValue, moments.map(lambda moment: moment.replace(microsecond=0))),
        st.builds(tree.TextValue, said()),
        st.builds(tree.YesNoValue, st.booleans()),
        st.just(tree.NeverValue()),
    )


def plain() -> Strategy:
    """What may stand in a limit of a fact, or be given in a case."""
    return st.one_of(st.builds(tree.Reference, names()), literals(), durations())


# ------------------------------------------------------------------------------------------------ expressions, by level


def _choice(least: Strategy, *others: Callable[[], Strategy], depth: int) -> Strategy:
    return st.one_of(least, *(other() for other in others)) if depth > 0 else least


@strategy
def atoms(depth: int) -> Strategy:
    leaves = st.one_of(st.builds(tree.Reference, names(soft=True)), literals(), durations(), st.just(tree.TheDay()))
    return _choice(
        leaves,
        lambda: st.builds(tree.Brackets, expressions(depth - 1), st.lists(modifiers(depth - 1), max_size=2).map(tuple)),
        depth=depth,
    )


@strategy
def simples(depth: int) -> Strategy:
    return _choice(
        atoms(depth),
        lambda: st.builds(tree.Of, atoms(depth - 1), st.tuples(simples(depth - 1))),
        lambda: st.builds(tree.Of, atoms(depth - 1), severals(depth - 1)),
        depth=depth,
    )


def severals(depth: int) -> Strategy:
    return tuples(expressions(depth), 2, 3)


def _calendars(depth: int) -> Strategy:
    return st.builds(tree.Calendar, st.sampled_from(_words(tree.Calendar)), days(depth - 1))


def _words(node: type) -> tuple[str, ...]:
    return get_args(node.__annotations__["word"])


@strategy
def days(depth: int) -> Strategy:
    return _choice(simples(depth), lambda: _calendars(depth), depth=depth)


_END = st.sampled_from(["to", "until"])
_PICK = st.sampled_from(get_args(tree.PickWord))


@strategy
def windows(depth: int) -> Strategy:
    part = simples(depth - 1)
    return _choice(
        simples(depth),
        lambda: st.builds(tree.Window, part, part, days(depth - 1)),
        lambda: st.builds(tree.Within, part, st.one_of(st.builds(tree.Reference, names()), _calendars(depth))),
        lambda: st.builds(tree.Counted, part, days(depth - 1), _END, days(depth - 1)),
        depth=depth,
    )


def _prefixed(depth: int) -> Strategy:
    part, day, inner = simples(depth - 1), days(depth - 1), expressions(depth - 1)
    aggregate = st.sampled_from(_words(tree.Aggregate))
    return st.one_of(
        _calendars(depth),
        st.builds(tree.Age, part, optional(day)),
        st.builds(tree.DateWhen, part, part),
        st.builds(tree.Between, st.sampled_from(_words(tree.Between)), day, _END, day),
        st.builds(tree.Counting, durations(), day),
        st.builds(tree.Excess, part, part),
        st.builds(tree.NumberOf, windows(depth - 1), optional(inner)),
        st.builds(tree.Aggregate, aggregate, part),
        st.builds(tree.Aggregate, aggregate, part, names(), part, optional(inner)),
        st.builds(tree.Extreme, aggregate, severals(depth - 1)),
        st.builds(tree.Picked, names(), part, _PICK, part),
    )


@strategy
def operands(depth: int) -> Strategy:
    return _choice(
        windows(depth),
        lambda: _prefixed(depth),
        lambda: st.builds(tree.Of, atoms(depth - 1), st.tuples(_prefixed(depth - 1))) if depth > 1 else windows(depth),
        depth=depth,
    )


@strategy
def sums(depth: int) -> Strategy:
    dated = _choice(
        operands(depth), lambda: st.builds(tree.AsAt, operands(depth - 1), operands(depth - 1)), depth=depth
    )
    product = _choice(
        dated,
        lambda: st.builds(tree.Arithmetic, st.sampled_from(["times", "divided by", "for"]), operands(depth - 1), dated),
        depth=depth,
    )
    return _choice(
        product,
        lambda: st.builds(tree.Arithmetic, st.sampled_from(["plus", "minus"]), sums(depth - 1), product),
        depth=depth,
    )


COMPARE_WORDS = get_args(tree.CompareWord)


@strategy
def negations(depth: int) -> Strategy:
    part = sums(depth - 1)
    return _choice(
        sums(depth),
        lambda: st.builds(tree.Compare, st.sampled_from(COMPARE_WORDS), part, part),
        lambda: st.builds(tree.InValues, part, severals(depth - 1)),
        lambda: st.builds(tree.Payable, name_nodes()),
        lambda: st.builds(tree.PaidOn, name_nodes(), part),
        lambda: st.builds(
            tree.Quantified,
            st.sampled_from(["some", "every", "no"]),
            names(),
            simples(depth - 1),
            expressions(depth - 1),
        ),
        lambda: st.builds(tree.Not, negations(depth - 1)),
        depth=depth,
    )


@strategy
def expressions(depth: int = 2) -> Strategy:
    """Any expression of at most that depth."""
    part = negations(depth - 1)
    return _choice(
        negations(depth),
        lambda: st.builds(tree.Logic, st.sampled_from(["and", "or"]), tuples(part, 2, 4)),
        lambda: st.builds(tree.Logic, st.just("unless"), st.tuples(part, part)),
        depth=depth,
    )


def modifiers(depth: int = 1) -> Strategy:
    limit = st.builds(tree.Modifier, st.sampled_from(["not below", "not above"]), sums(depth))
    how = st.sampled_from(["half up", "half even", "down", "up"])
    return st.one_of(limit, st.builds(tree.Modifier, st.just("rounded"), sums(depth), how))


def _with(modifier: tree.Modifier, authority: tree.Authority) -> tree.Modifier:
    return tree.Modifier(modifier.word, modifier.operand, modifier.rounding, authority)


def amounts() -> Strategy:
    """The value of an `is` line."""
    limited = tuples(st.builds(_with, modifiers(), authorities()), 0, 2)
    return st.builds(tree.Amount, expressions(), limited, authorities())


def amounts_of_a_row(authority: Strategy = _NOTHING) -> Strategy:
    """The value of a row, a band or a clause, which stands on one line."""
    return st.builds(tree.Amount, expressions(1), authority=authority)


# ------------------------------------------------------------------------------------------------ conditions

_ROMAN = ("i", "ii", "iii", "iv", "v")


def _labelled(kind: str, conditions: list[Any], notes: list[tuple[tuple[str, ...], str]]) -> tuple[tree.Limb, ...]:
    labels = {"i": _ROMAN, "a": "abcde", "1": "12345"}[kind]
    return tuple(
        tree.Limb(label, condition, comments=comments, remark=remark)
        for label, condition, (comments, remark) in zip(labels, conditions, notes, strict=False)
    )


@strategy
def limbs(depth: int) -> Strategy:
    note = st.tuples(st.lists(said().map(str.strip), max_size=1).map(tuple), remarks())
    return st.builds(
        _labelled,
        st.sampled_from(["i", "a", "1"]),
        st.lists(conditions(depth), min_size=1, max_size=4),
        st.lists(note, min_size=4, max_size=4),
    )


def groups(depth: int, own_line: bool = False) -> Strategy:
    word = st.sampled_from(["all of", "any of", "none of"])
    made = commented if own_line else st.builds
    return made(tree.Group, word, limbs(depth - 1), authorities())


def by_readings(depth: int, own_line: bool = False) -> Strategy:
    meaning = st.one_of(amounts_of_a_row(authorities()), groups(depth - 1) if depth > 1 else amounts_of_a_row())
    made = commented if own_line else st.builds
    return made(tree.ByReading, name_nodes(), tuples(commented(tree.Alternative, name_nodes(), meaning)), authorities())


@strategy
def conditions(depth: int = 2) -> Strategy:
    """What stands behind `when`, or behind a label."""
    return _choice(
        st.builds(tree.Stated, expressions(), authorities()),
        lambda: groups(depth),
        lambda: by_readings(depth),
        depth=depth,
    )


# ------------------------------------------------------------------------------------------------ meanings


def edges() -> Strategy:
    return st.builds(tree.Edge, st.sampled_from(["below", "up to", "over", "at least"]), sums(1))


def _cells() -> Strategy:
    compare = st.builds(tree.CompareCell, st.sampled_from([word for word in COMPARE_WORDS if word != "in"]), sums(1))
    between = st.builds(tree.RangeCell, optional(sums(1)), sums(1))
    tests = st.builds(tree.TestsCell, tuples(st.one_of(expressions(1), compare, between)))
    return st.one_of(tests, st.just(tree.AnyCell()), st.just(tree.IsCell()), st.just(tree.OtherwiseCell()))


@strategy
def meanings() -> Strategy:
    """What a rule or an amount is, in any of its forms."""
    return st.one_of(commented(tree.Is, amounts()), block_meanings())


def _below(depth: int) -> Strategy:
    """What may stand below a row or an option of a reading."""
    return st.one_of(commented(tree.Is, amounts()), *((_choices_of_rows(depth - 1),) if depth else ()))


@strategy
def block_meanings() -> Strategy:
    """The meanings that have deeper lines."""
    return st.one_of(_choices_of_rows(1), groups(2, own_line=True), by_readings(2, own_line=True))


@strategy
def _choices_of_rows(depth: int) -> Strategy:
    row_of = st.one_of(amounts_of_a_row(), _below(depth), groups(1, own_line=True))
    row = commented(tree.Row, row_of, optional(expressions(1)), authorities())
    option = commented(tree.Alternative, name_nodes(), _below(depth))
    band = commented(tree.Band, optional(edges()), amounts_of_a_row(), authorities())
    clause = commented(
        tree.Clause, name_nodes(), tuples(name_nodes(), 0, 2), tuples(name_nodes(), 0, 1), amounts_of_a_row(),
        optional(expressions(1)), authorities(), st.one_of(words(), st.just(tree.Words())),
    )  # fmt: skip
    return st.one_of(
        commented(tree.Rows, tuples(row)),
        commented(tree.Table, tuples(commented(tree.TableRow, tuples(_cells()), authorities())), authorities()),
        commented(tree.Bands, expressions(), tuples(band), authorities()),
        commented(tree.Clauses, tuples(clause), authorities()),
        commented(tree.ByReading, name_nodes(), tuples(option), authorities()),
    )
