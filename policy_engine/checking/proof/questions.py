"""The axes that the tests of a choice ask about, found while they are read and cut once all of them are known.

Everything is read twice: once to find the axes and the values at which they are cut, and once more, behind `cut`, for
the formulas.
Invariant: the axis of the day is always the first, and a parameter has one value inside each of its cells.
"""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from attrs import define, evolve, field, frozen

from policy_engine.checking.proof.axes import NO_DAY, Axis, Cell, Domain, comparing
from policy_engine.checking.proof.formula import DAY, And, Atom, Formula, Or
from policy_engine.checking.proof.terms import calendar_domain, is_plain, may_be_never, number_of_day
from policy_engine.checking.scales.limits import looked_up
from policy_engine.checking.scales.linear import Sum
from policy_engine.checking.scales.measure import NO_SCOPE, Measured, Scope
from policy_engine.checking.scales.ranges import Range, common_step, constant, declared_step, plus, times, whole_range
from policy_engine.checking.scales.sizes import listed_fact
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import DATE, OneOf, Quantity
from policy_engine.model.walk import within
from policy_engine.values.value import Exact, Value, exact

OTHER_TEXT = "..."
TURNED = {
    "at least": "at most", "at most": "at least", "below": "over", "over": "below", "before": "after",
    "after": "before", "on or before": "on or after", "on or after": "on or before", "is": "is", "is not": "is not",
}  # fmt: skip
"""Each comparison, and what it is with its sides changed."""

THE_DAY = core.TheDay(DATE)


@frozen
class Setting:
    """Where a choice stands: the expression of the day, the days of its version, and the variables around it."""

    day: Expression = THE_DAY
    interval: rulebook.Interval = rulebook.ALWAYS
    scope: Scope = NO_SCOPE


@define
class Questions:
    """What has been asked so far in one place.

    axes: in the order of the text.  lookups: the parameters whose value on the day is compared with something.
    """

    measured: Measured
    setting: Setting
    axes: list[Axis] = field(factory=list)
    lookups: dict[core.Lookup, None] = field(factory=dict)
    is_cut: bool = False
    _places: dict[tuple[object, ...], int] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.value_axis(self.setting.day)

    def cut(self) -> None:
        """Make the cells of every axis; what is read from now on knows them."""
        day = self.axes[DAY]
        interval = self.setting.interval
        bounds = [interval, *(version.interval for each in self.lookups for version in self._versions(each))]
        if self.lookups or interval != rulebook.ALWAYS:
            day.cuts.update(each.start.toordinal() for each in bounds if each.start is not None)
            day.cuts.update(each.to.toordinal() + 1 for each in bounds if each.to is not None)
        for axis in self.axes:
            axis.cut()
        day.cells = tuple(cell for cell in day.cells if not cell.never and self._in_force(_day_in(cell)))
        day.lows = tuple(cell.low for cell in day.cells)
        self.is_cut = True

    def _in_force(self, day: date) -> bool:
        """Whether the version holds on a day, and every parameter has a value then."""
        return self.setting.interval.holds(day) and all(self.on(each, day) is not None for each in self.lookups)

    def ask_only_known(self, ask: Callable[[], Formula]) -> Formula | None:
        """What is asked, if it asks about nothing new; else None, and it is as if it had not been asked."""
        axes, places, lookups = len(self.axes), dict(self._places), dict(self.lookups)
        formula = ask()
        if len(self.axes) == axes and lookups == self.lookups:
            return formula
        del self.axes[axes:]
        self._places, self.lookups = places, lookups
        return None

    def has(self, key: tuple[object, ...]) -> bool:
        """Whether there is such an axis."""
        return key in self._places

    def value_axis(self, term: Expression) -> int:
        domain = calendar_domain(term.type)
        if domain is None:
            of = self._range(term)
            fact = listed_fact(self.measured.model, term)
            domain = Domain(of.low, of.high, of.step if fact is None else declared_step(fact))
        elif isinstance(term, core.Literal):
            known = number_of_day(term.value)
            domain = NO_DAY if known is None else Domain(known, known, 1)
        never = (may_be_never(term.type),)
        return self.place(("value", term), lambda: Axis("value", (term,), domain, (), never, is_plain(term)))

    def place(self, key: tuple[object, ...], make: Callable[[], Axis]) -> int:
        if key not in self._places:
            self._places[key] = len(self.axes)
            self.axes.append(make())
        return self._places[key]

    def atom(self, place: int, answers: Callable[[Axis], int]) -> Atom:
        """A question about an axis; its cells are known once all axes are."""
        return Atom(place, answers(self.axes[place])) if self.is_cut else Atom(place)

    def dated(self, on: Callable[[date | None], Formula], starts: Iterable[date | None]) -> Formula:
        """What a comparison says with the parameters of each day."""
        if not self.is_cut:
            return Or(tuple(on(day) for day in starts))
        days = [_day_in(cell) for cell in self.axes[DAY].cells]
        return Or(tuple(
            And((Atom(DAY, 1 << place), on(day)))
            for place, day in enumerate(days)
        ))  # fmt: skip

    def days(self, left: Expression, right: Expression) -> tuple[date | None, ...]:
        """The days on which some parameter of a comparison gets a new value."""
        lookups = [each for side in (left, right) for each in within(side) if isinstance(each, core.Lookup)]
        starts = {version.interval.start or date.min for each in lookups for version in self._versions(each)}
        return tuple(sorted(starts)) or (None,)

    def _versions(self, lookup: core.Lookup) -> tuple[rulebook.ParameterVersion, ...]:
        return self.measured.model.parameters[lookup.parameter].versions

    def on(self, lookup: core.Lookup, day: date) -> Value | None:
        """The value of a parameter on a day; None where there is none, or only a gap."""
        keys = tuple(str(key.value) for key in lookup.keys if isinstance(key, core.Literal))
        value = looked_up(self.measured.model.parameters[lookup.parameter], day, keys)
        return value.value if isinstance(value, core.Literal) else None

    def choice_axis(self, term: Expression) -> Axis:
        if isinstance(term.type, OneOf) and term.type.list_name in self.measured.model.lists:
            values: tuple[Value, ...] = tuple(self.measured.model.lists[term.type.list_name].values)
        else:
            values = (OTHER_TEXT,)
        return Axis("choice", (term,), values=values, plain=is_plain(term))

    def bounded(self, place: int, word: str, bound: Exact) -> Formula:
        if not self.is_cut:
            self.axes[place].cuts.add(bound)
        return self.atom(place, lambda axis: comparing(axis, word, bound))

    def between(self, word: str, left: Expression, right: Expression, bound: Exact) -> Formula:
        """A difference of two terms compared with a bound: one axis, whichever of the two is named first."""
        if ("difference", right, left) in self._places:
            left, right, word, bound = right, left, TURNED[word], exact(-Fraction(bound))
        return self.bounded(self._difference_axis(left, right), word, bound)

    def _difference_axis(self, left: Expression, right: Expression) -> int:
        one, other = self.axes[self.value_axis(left)], self.axes[self.value_axis(right)]
        assert one.domain is not None
        assert other.domain is not None
        step = common_step(one.domain.step, other.domain.step) if one.domain.step and other.domain.step else 0
        domain = Domain(exact(one.domain.low - Fraction(other.domain.high)),
                        exact(one.domain.high - Fraction(other.domain.low)), step)  # fmt: skip
        never = (*one.may_be_never, *other.may_be_never)
        plain = one.plain and other.plain and step != 0
        return self.place(
            ("difference", left, right), lambda: Axis("difference", (left, right), domain, (), never, plain)
        )

    def sum_axis(self, of: Sum) -> Axis:
        total = constant(0)
        for term, factor in zip(of.terms, of.factors, strict=True):
            total = plus(total, times(evolve(self._range(term), divisor=None), constant(factor)))
        return Axis("sum", of.terms, Domain(total.low, total.high, total.step), factors=of.factors)

    def _range(self, term: Expression) -> Range:
        of = self.measured.quietly(term, Scope(self.setting.scope.variables))
        if of is None:
            assert isinstance(term.type, Quantity)
            return whole_range(term.type)
        return of if of.divisor is None else evolve(of, step=0)


def _day_in(cell: Cell) -> date:
    return date.fromordinal(int(cell.low))
