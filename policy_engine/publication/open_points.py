"""What is open in a book: gaps, discretions, readings, assumptions, values that end or that nobody has reviewed, rows
that leave a case out or disagree, and items of sources that are left out.

Invariant: everything that the book declares as open comes once; what only cases found comes once a rule.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain, pairwise
from typing import Any

from attrs import frozen

from policy_engine.explanation.schema import type_text
from policy_engine.explanation.telling import Telling
from policy_engine.model import core, rulebook
from policy_engine.model.citations import citations
from policy_engine.model.core import Authority
from policy_engine.model.rulebook import Interval, Model, Words
from policy_engine.model.type_words import in_words
from policy_engine.model.types import Type
from policy_engine.model.walk import expressions_of, within
from policy_engine.publication.dependants import Users, dependants, users
from policy_engine.publication.document import (
    NO_WORDS,
    POINT_KINDS,
    Alternative,
    CitedItem,
    InForce,
    OpenPoint,
    OpenPoints,
    PointKind,
)
from policy_engine.publication.met import ItemKey, Met, PointKey, met
from policy_engine.publication.titles import title_of, where
from policy_engine.syntax.declarations import Case

_ONE_DAY = timedelta(1)


def open_points(model: Model, cases: Sequence[Case], known: Sequence[Met] | None = None) -> OpenPoints:
    """All of them, kind by kind, each kind in the order of the sources; `known` is what the cases meet, where that
    has been worked out already."""
    by_case = met(model, cases, turning=True) if known is None else known
    book = _Book(model, users(model), _touched(by_case), _kept_open(by_case), _turning(by_case))
    found = (
        *map(book.gap, model.gaps.values()),
        *map(book.discretion, model.discretions.values()),
        *map(book.reading, model.readings.values()),
        *_assumptions(book),
        *_values(book),
        *_met_only(book),
        *_left_out(model),
    )
    order = _order(model)
    points = sorted(found, key=lambda point: _rank(point, order))
    return OpenPoints(tuple(points), len(cases), model.settings.name, model.settings.title)


Names = Mapping[PointKey, Sequence[str]]
"""Names of cases by the open point."""


def _touched(by_case: Sequence[Met]) -> Names:
    found: dict[PointKey, list[str]] = {}
    for each in by_case:
        for point in each.points:
            found.setdefault(point, []).append(each.case)
    return found


def _kept_open(by_case: Sequence[Met]) -> Names:
    """The cases that each kind of hole keeps from being decided."""
    found: dict[PointKey, dict[str, None]] = {}
    for each in by_case:
        for hole in each.holes:
            if hole.is_open_point:
                found.setdefault((hole.kind, hole.name), {})[each.case] = None
    return {key: tuple(names) for key, names in found.items()}


def _turning(by_case: Sequence[Met]) -> Mapping[str, Sequence[str]] | None:
    """The cases whose answer turns on each reading; None where that was not examined."""
    found: dict[str, list[str]] = {}
    examined = [each for each in by_case if each.turns_on is not None]
    for each in examined:
        for reading in each.turns_on or ():
            found.setdefault(reading, []).append(each.case)
    return found if examined else None


def _order(model: Model) -> Mapping[ItemKey, int]:
    items = ((source.name, item) for source in model.sources.values() for item in source.items)
    return {key: place for place, key in enumerate(items)}


def _rank(point: OpenPoint, order: Mapping[ItemKey, int]) -> tuple[int, int]:
    """Points that stand nowhere in the sources come behind the others of their kind."""
    places = (order[each.source, each.item] for each in point.citations)
    return POINT_KINDS.index(point.kind), min(places, default=len(order))


@frozen
class _Book:
    model: Model
    users: Users
    touched: Names
    kept_open: Names
    turning: Mapping[str, Sequence[str]] | None

    def gap(self, gap: rulebook.Gap) -> OpenPoint:
        return OpenPoint(
            "gap", gap.name, gap.title, gap.ask, in_words(gap.type), self.type_title(gap.type),
            **self.filling(gap.filled_by),
            citations=self.cited(gap.authority),
            dependants=dependants(self.users, "gap", gap.name),
            cases=self.cases("gap", gap.name),
            referred=self.referred("gap", gap.name),
            where=where(gap.span),
        )  # fmt: skip

    def filling(self, name: str) -> dict[str, Any]:
        """What fills a gap, and what it cites anywhere in it."""
        if not name:
            return {}
        filling = self.model.parameters.get(name) or self.model.rules[name]
        kind = "parameter" if isinstance(filling, rulebook.Parameter) else "rule"
        places = (each for each in citations(self.model) if (each.place.kind, each.place.name) == (kind, name))
        cited = self.cited(*(each.authority for each in places))
        return {"filled_by": name, "filled_title": filling.title, "filled_from": cited}

    def discretion(self, discretion: rulebook.Discretion) -> OpenPoint:
        return OpenPoint(
            "discretion", discretion.name, discretion.title, discretion.ask,
            office=discretion.office,
            office_title=title_of(self.model, "body", discretion.office),
            citations=self.cited(discretion.authority),
            dependants=dependants(self.users, "discretion", discretion.name),
            cases=self.cases("discretion", discretion.name),
            referred=self.referred("discretion", discretion.name),
            where=where(discretion.span),
        )  # fmt: skip

    def reading(self, reading: rulebook.Reading) -> OpenPoint:
        """The title of a reading is its question."""
        options = tuple(
            Alternative(each.name, each.title, each.name == reading.chosen, each.because, self.cited(each.authority))
            for each in reading.options
        )
        return OpenPoint(
            "reading", reading.name, reading.title, reading.title,
            alternatives=options,
            citations=self.cited(reading.authority, *(each.authority for each in reading.options)),
            dependants=dependants(self.users, "reading", reading.name),
            cases=self.cases("reading", reading.name),
            turning=None if self.turning is None else tuple(self.turning.get(reading.name, ())),
            where=where(reading.span),
        )  # fmt: skip

    def cited(self, *authorities: Authority) -> tuple[CitedItem, ...]:
        """The items, each once, in the order in which they are cited."""
        cited = chain.from_iterable(each.citations for each in authorities)
        keys = dict.fromkeys((each.source, item) for each in cited for item in each.items)
        items = (self.model.sources[source].items[item] for source, item in keys)
        return tuple(CitedItem(*key, each.title, each.confidence) for key, each in zip(keys, items, strict=True))

    def type_title(self, type: Type) -> Words:
        return Words(type_text(Telling(self.model, "en"), type), type_text(Telling(self.model, "ms"), type))

    def cases(self, kind: str, name: str) -> tuple[str, ...]:
        return tuple(self.touched.get((kind, name), ()))

    def referred(self, kind: str, name: str) -> tuple[str, ...]:
        return tuple(self.kept_open.get((kind, name), ()))


# ------------------------------------------------------------------------------------------------ assumptions


def _assumptions(book: _Book) -> Iterator[OpenPoint]:
    """Where an assumption stands in the sources is said by what is cited beside it."""
    beside: dict[str, list[Authority]] = {}
    for citing in citations(book.model):
        for name in citing.authority.assumptions:
            beside.setdefault(name, []).append(citing.authority)
    for name, assumption in book.model.assumptions.items():
        yield OpenPoint(
            "assumption", name, assumption.title,
            citations=book.cited(assumption.authority, *beside.get(name, ())),
            dependants=dependants(book.users, "assumption", name),
            cases=book.cases("assumption", name),
            where=where(assumption.span),
        )  # fmt: skip


# ------------------------------------------------------------------------------------------------ values


def _values(book: _Book) -> Iterator[OpenPoint]:
    """Parameters and scales that end, have holes or go on without an end; dated rules that end, have holes or
    leave a case out."""
    model = book.model
    for parameter in model.parameters.values():
        stretches = tuple(
            InForce(each.interval, each.attested, book.cited(each.authority, *(key.authority for key in each.values)))
            for each in parameter.versions
        )
        yield from _value(book, "parameter", parameter, stretches)
    for scale in model.scales.values():
        slices = tuple(
            InForce(each.interval, False, book.cited(each.authority, *(part.authority for part in each.slices)))
            for each in scale.versions
        )
        yield from _value(book, "scale", scale, slices)
    for rule in model.rules.values():
        dated = tuple(InForce(each.interval) for each in rule.versions)
        if dated and (dated[-1].interval.to or _holes(dated) or book.referred("not in force", rule.key)):
            yield from _value(book, "rule", rule, dated)


def _value(
    book: _Book,
    kind: str,
    declared: rulebook.Parameter | rulebook.Scale | rulebook.Rule,
    in_force: tuple[InForce, ...],
) -> Iterator[OpenPoint]:
    if not in_force:
        return
    is_rule = isinstance(declared, rulebook.Rule)
    name = declared.key if isinstance(declared, rulebook.Rule) else declared.name
    keys = dict.fromkeys((*book.cited(declared.authority), *chain.from_iterable(each.citations for each in in_force)))
    yield OpenPoint(
        "value", name, declared.title,
        type=in_words(declared.type),
        type_title=book.type_title(declared.type),
        declared=kind,
        in_force=in_force,
        holes=_holes(in_force),
        reviewed_through=None if isinstance(declared, rulebook.Rule) else declared.reviewed_through,
        citations=tuple(keys),
        dependants=dependants(book.users, "rule" if is_rule else "figure", name),
        cases=book.cases("value", name),
        referred=book.referred("not in force", name),
        where=where(declared.span),
    )  # fmt: skip


def _holes(in_force: Sequence[InForce]) -> tuple[Interval, ...]:
    """The days between two stretches on which there is no value."""
    found = []
    for before, after in pairwise(each.interval for each in in_force):
        if before.to is not None and after.start is not None and (after.start - before.to).days > 1:
            found.append(Interval(before.to + _ONE_DAY, after.start - _ONE_DAY))
    return tuple(found)


# ------------------------------------------------------------------------------------------------ met, or left out


def _met_only(book: _Book) -> Iterator[OpenPoint]:
    """Rules of which no row decides some case, or several rows that differ do."""
    for (kind, name), names in book.kept_open.items():
        if kind == "no row" or kind == "conflict":
            yield _of_rows(book, "no row" if kind == "no row" else "conflict", name, tuple(names))


def _of_rows(book: _Book, kind: PointKind, name: str, cases: tuple[str, ...]) -> OpenPoint:
    rule, benefit = book.model.rules.get(name), book.model.benefits.get(name)
    declared: rulebook.Rule | rulebook.Benefit | None = rule or benefit
    rows = () if declared is None else tuple(_rows(expressions_of(declared)))
    return OpenPoint(
        kind, name, declared.title if declared else NO_WORDS,
        declared="rule" if rule else benefit.kind if benefit else "",
        rows=tuple(dict.fromkeys(row.label for row in rows)),
        citations=book.cited(*(row.authority for row in rows)),
        dependants=dependants(book.users, "rule" if rule else "entitlement", name),
        cases=cases,
        referred=cases,
        where=where(declared.span) if declared else "",
    )  # fmt: skip


def _rows(expressions: Iterable[core.Expression]) -> Iterator[core.Row]:
    for expression in expressions:
        for inside in within(expression):
            if isinstance(inside, core.Choose):
                yield from inside.rows


def _left_out(model: Model) -> Iterator[OpenPoint]:
    """Items that the book says it does not encode."""
    for source in model.sources.values():
        for item in source.items.values():
            if item.status == "not encoded":
                cited = (CitedItem(source.name, item.name, item.title, item.confidence),)
                yield OpenPoint(
                    "not encoded", f"{source.name} {item.name}", item.title,
                    because=item.because, citations=cited, where=where(item.span),
                )  # fmt: skip
