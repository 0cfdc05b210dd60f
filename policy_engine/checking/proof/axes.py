"""What the tests of rows ask about, each thing an axis that is cut into cells at the values it is compared with.

Invariant: inside one cell every comparison that was read has one answer, and together the cells of an axis are all
the values that it can have.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from attrs import define, field, frozen

from policy_engine.checking.scales.ranges import common_step
from policy_engine.model.core import Expression
from policy_engine.values.value import NEVER, Exact, Value, exact

FIRST_DAY = date(1900, 1, 1).toordinal()
LAST_DAY = date(2199, 12, 31).toordinal()


@frozen
class Domain:
    """The values from `low` to `high` in steps from `low`; a step of 0 leaves room between any two values."""

    low: Exact
    high: Exact
    step: Exact


DAYS = Domain(FIRST_DAY, LAST_DAY, 1)
MONTHS = Domain(1900 * 12, 2199 * 12 + 11, 1)
YEARS = Domain(1900, 2199, 1)
NO_DAY = Domain(1, 0, 1)
"""Of `never` itself, which is no day."""

Never = Literal["", "never", "left never", "right never", "both never"]


@frozen
class Cell:
    """A stretch of values, both ends in; or one value of a list; or that something has not happened.

    never: for a date that it is never; for a difference of dates which of the two is.
    """

    low: Exact = 0
    high: Exact = 0
    value: Value | None = None
    never: Never = ""


@define
class Axis:
    """One thing that is asked about.

    kind: the value of a term; the difference of two terms; a sum of several; which of two comes first; or one of
        several values without an order.
    values: for an axis without an order, all of its values.
    may_be_never: whether each term may be a date that is never.
    factors: what the terms of a sum are multiplied with.
    plain: whether each of its cells is surely possible, because it asks about a fact, a field or an argument alone.
    """

    kind: Literal["value", "difference", "sum", "order", "choice"]
    terms: tuple[Expression, ...]
    domain: Domain | None = None
    values: tuple[Value, ...] = ()
    may_be_never: tuple[bool, ...] = (False,)
    plain: bool = False
    factors: tuple[Exact, ...] = ()
    cuts: set[Exact] = field(factory=set)
    cells: tuple[Cell, ...] = ()
    lows: tuple[Exact, ...] = ()
    """The low ends of the cells that have an order, which stand before those that are never."""

    def cut(self) -> None:
        """Make the cells, once everything it is compared with is known."""
        if self.domain is None:
            self.cells = tuple(Cell(value=value) for value in self.values)
            return
        ordered = tuple(Cell(low, high) for low, high in stretches(self.domain, sorted(self.cuts)))
        self.cells = (*ordered, *_never_cells(self.may_be_never))
        self.lows = tuple(cell.low for cell in ordered)


def stretches(domain: Domain, cuts: Sequence[Exact]) -> list[tuple[Exact, Exact]]:
    """The domain cut into points, at the ascending cuts, and what lies between them.

    A domain without a step has a value between any two others.
    """
    step = Fraction(domain.step or common_step_of((*cuts, domain.low, domain.high)) / Fraction(2) or 1)
    result: list[tuple[Exact, Exact]] = []
    start = domain.low
    for cut in cuts:
        steps = (cut - domain.low) / step
        below = min(exact(domain.low + (ceil(steps) - 1) * step), domain.high)
        if start <= below:
            result.append((start, below))
        if start <= cut <= domain.high and steps.denominator == 1:
            result.append((cut, cut))
        start = max(start, exact(domain.low + (floor(steps) + 1) * step))
    if start <= domain.high:
        result.append((start, domain.high))
    return result


def common_step_of(values: Sequence[Exact]) -> Exact:
    """The greatest step of which all of the values are whole multiples."""
    result: Exact = 0
    for value in values:
        result = common_step(result, value)
    return result


def comparing(axis: Axis, word: str, bound: Exact) -> int:
    """The cells of an axis whose values are so compared with a bound, which is one of its cuts."""
    count = len(axis.lows)
    everything = (1 << count) - 1
    below = (1 << bisect_left(axis.lows, bound)) - 1
    up_to = (1 << bisect_right(axis.lows, bound)) - 1
    ordered = {
        "below": below, "before": below, "at most": up_to, "on or before": up_to, "over": everything ^ up_to,
        "after": everything ^ up_to, "at least": everything ^ below, "on or after": everything ^ below,
        "is": up_to ^ below, "is not": everything ^ up_to ^ below,
    }[word]  # fmt: skip
    rest = enumerate(axis.cells[count:], start=count)
    return ordered | sum(1 << place for place, cell in rest if word in _SAYS_NEVER[cell.never])


def compares(word: str, value: Exact, bound: Exact) -> bool:
    """Whether a known value is so compared with a bound."""
    return bool(comparing(Axis("value", (), lows=(value,)), word, bound))


def among(axis: Axis, values: Sequence[Value]) -> int:
    """The cells of an axis whose value is one of these."""
    return sum(1 << place for place, cell in enumerate(axis.cells) if cell.value in values)


def never(axis: Axis) -> int:
    """The cells of an axis in which a date has not happened."""
    return sum(1 << place for place, cell in enumerate(axis.cells) if cell.never == "never")


_LATER, _EARLIER, _SAME = ("after", "on or after", "is not"), ("before", "on or before", "is not"), (
    "on or before", "on or after", "is",
)  # fmt: skip
_SAYS_NEVER: dict[Never, tuple[str, ...]] = {
    "": (), "never": _LATER, "left never": _LATER, "right never": _EARLIER, "both never": _SAME,
}  # fmt: skip
"""The comparisons that are yes where a date is never, which is later than every date."""


def _never_cells(may_be: tuple[bool, ...]) -> tuple[Cell, ...]:
    if len(may_be) == 1:
        return (Cell(value=NEVER, never="never"),) if may_be[0] else ()
    left = (Cell(never="left never"),) if may_be[0] else ()
    right = (Cell(never="right never"),) if may_be[1] else ()
    return (*left, *right, *((Cell(never="both never"),) if left and right else ()))
