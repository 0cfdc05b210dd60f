"""Whether the chosen cells can be those of one case, and a value for everything they are about.

Invariant: what is refused cannot be; what is given satisfies every cell, except that a date some months from another
is only about so many days from it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from policy_engine.checking.proof.axes import Axis, Cell
from policy_engine.checking.proof.differences import ORIGIN, Bound, solved
from policy_engine.checking.proof.formula import Formula, axes_of, decided
from policy_engine.checking.proof.terms import calendar_domain, day_of_number, place_of
from policy_engine.model import core
from policy_engine.model.core import Expression
from policy_engine.values.value import NEVER, Exact, Value

_MOST_TRIES = 2_000
_DAYS_A_MONTH = Fraction(146_097, 4_800)  # 400 years of the calendar
_WISHED_DAY = date(2024, 1, 1).toordinal()

Chosen = Sequence[int | None]
"""The number of the chosen cell of each axis, None where none is chosen."""


@frozen
class Case:
    """A whole cell that can be: the chosen cells, and a value for each term of an axis with an order.

    exact: whether each value is on the step of its fact; two facts with different steps may have none in a cell.
    """

    chosen: tuple[int | None, ...]
    values: Mapping[Expression, Value]
    exact: bool


def possible(axes: Sequence[Axis], premises: Sequence[Formula], chosen: Chosen) -> Case | None:
    """The chosen cells with whatever else the premises need; None where there is no such case."""
    needed = dict.fromkeys(axis for axis, cell in enumerate(chosen) if cell is not None)
    needed.update(dict.fromkeys(axis for premise in premises for axis in axes_of(premise)))
    for axis in tuple(needed):
        needed.update(dict.fromkeys(_values_behind(axes, axis)))
    return _Completion(axes, premises, [axis for axis in needed if chosen[axis] is None]).of(list(chosen), [0])


@frozen
class _Completion:
    axes: Sequence[Axis]
    premises: Sequence[Formula]
    order: Sequence[int]

    def of(self, chosen: list[int | None], tries: list[int]) -> Case | None:
        tries[0] += 1
        if tries[0] > _MOST_TRIES or any(decided(premise, chosen) is False for premise in self.premises):
            return None
        axis = next((each for each in self.order if chosen[each] is None), None)
        if axis is None:
            values = _values(self.axes, chosen)
            return None if values is None else Case(tuple(chosen), values, _is_exact(self.axes, values))
        for cell in range(len(self.axes[axis].cells)):
            chosen[axis] = cell
            case = self.of(chosen, tries)
            if case is not None:
                return case
        chosen[axis] = None
        return None


def _values_behind(axes: Sequence[Axis], difference: int) -> Iterator[int]:
    """The axes of the values of the two terms of a difference."""
    if axes[difference].kind == "difference":
        for place, each in enumerate(axes):
            if each.kind == "value" and each.terms[0] in axes[difference].terms:
                yield place


def _values(axes: Sequence[Axis], chosen: Chosen) -> dict[Expression, Value] | None:
    """A value for each term of the chosen cells; None where the cells contradict one another."""
    picked = [(axes[place], axes[place].cells[cell]) for place, cell in enumerate(chosen) if cell is not None]
    never = {axis.terms[0]: NEVER for axis, cell in picked if cell.never == "never"}
    if not all(_never_agrees(axis, cell, never) for axis, cell in picked if axis.kind == "difference"):
        return None
    numbers = {axis.terms[0]: place for place, axis in enumerate(axes) if axis.kind == "value"}
    bounded = [(axis, cell) for axis, cell in picked if axis.kind in ("value", "difference") and not cell.never]
    wished: dict[int, Exact] = {}
    for axis, cell in sorted(bounded, key=lambda pair: pair[0].kind, reverse=True):
        for term in axis.terms:
            wished.setdefault(numbers[term], _wish(axis, cell) if axis.kind == "value" else _low(axes[numbers[term]]))
    bounds = [_bound(cell, *(numbers[term] for term in axis.terms)) for axis, cell in bounded]
    found = solved([*bounds, *_of_domains(axes, wished), *_of_months(axes, wished, numbers)], wished)
    if found is None:
        return None
    terms = {axes[place].terms[0]: number for place, number in found.items()}
    return {**never, **{term: day_of_number(number, term.type) for term, number in terms.items()}}


def _is_exact(axes: Sequence[Axis], values: Mapping[Expression, Value]) -> bool:
    """Whether every number is a whole number of steps from the least."""
    for axis in axes:
        value = values.get(axis.terms[0]) if axis.kind == "value" else None
        domain = axis.domain
        step = Fraction(0 if domain is None else domain.step)
        if domain is None or not step or not isinstance(value, int | Fraction):
            continue
        if ((value - domain.low) / step).denominator != 1:
            return False
    return True


def _never_agrees(axis: Axis, cell: Cell, never: Mapping[Expression, Value]) -> bool:
    """Whether the two dates of a difference are never exactly where the cell says so."""
    left, right = (term in never for term in axis.terms)
    says = {"": (False, False), "left never": (True, False), "right never": (False, True)}
    return (left, right) == says.get(cell.never, (True, True))


def _wish(axis: Axis, cell: Cell) -> Exact:
    """The value of a cell that people would choose: a day of our time, or the number nearest to where it is cut."""
    if calendar_domain(axis.terms[0].type) is not None:
        return _low(axis)
    assert axis.domain is not None
    return cell.high if cell.low == axis.domain.low and cell.high != axis.domain.high else cell.low


def _low(axis: Axis) -> Exact:
    assert axis.domain is not None
    day = number_of_a_day(axis)
    return axis.domain.low if day is None else day


def number_of_a_day(axis: Axis) -> int | None:
    """The number of a day, month or year of our time; None for what is no part of the calendar."""
    domain = calendar_domain(axis.terms[0].type)
    if domain is None:
        return None
    wished = (_WISHED_DAY, 2024 * 12, 2024)
    return next(number for number in wished if domain.low <= number <= domain.high)


def _bound(cell: Cell, left: int, right: int = ORIGIN) -> Bound:
    return Bound(left, right, cell.low, cell.high)


def _of_domains(axes: Sequence[Axis], wished: Mapping[int, Exact]) -> Iterator[Bound]:
    for place in wished:
        domain = axes[place].domain
        assert domain is not None
        yield Bound(place, ORIGIN, domain.low, domain.high)


def _of_months(axes: Sequence[Axis], wished: Mapping[int, Exact], numbers: Mapping[Expression, int]) -> Iterator[Bound]:
    """A date some months from another is about so many days from it."""
    for place in wished:
        term = axes[place].terms[0]
        if not isinstance(term, core.Operation) or term.operator not in ("date plus months", "date minus months"):
            continue
        start, months = place_of(term.operands[0]), term.operands[1]
        behind = None if start.term is None else numbers.get(start.term)
        number = months.value if isinstance(months, core.Literal) else None
        if behind is not None and behind in wished and isinstance(number, int):
            days = number * _DAYS_A_MONTH * (1 if term.operator == "date plus months" else -1) + start.steps
            yield Bound(place, behind, floor(days) - 3, ceil(days) + 3)
