"""Which way a figure moves as days go by: up, down, or not to be said.

A Step is asked again for another day from the values of its inputs alone, so that the day on which a moving figure
crosses a limit is found with the same operators that decide, birthdays on 29 February included.
Invariant: a direction is given only where a later day can never move the figure back.
"""

from collections.abc import Callable
from datetime import date

from policy_engine.evaluation.operate import operate
from policy_engine.evaluation.step import Step
from policy_engine.model import core
from policy_engine.model.rulebook import Settings
from policy_engine.model.types import YesNo
from policy_engine.values.calendar import LAST_DAY
from policy_engine.values.value import Value

UP, STILL, DOWN = 1, 0, -1

_ALL_UP = frozenset(
    {
        "plus", "sum", "not below", "not above", "lowest", "highest", "date plus days", "date plus months",
        "month plus months", "moment plus hours", "date when", "month of date", "year of date", "year of month",
        "date of moment", "first day of month", "last day of month", "first day of year", "last day of year",
    }
)  # fmt: skip
_FIRST_UP = frozenset(
    {
        "minus", "excess", "date minus days", "date minus months", "month minus months", "moment minus hours",
        "at least", "over", "after", "on or after",
    }
)  # fmt: skip
_FIRST_DOWN = frozenset(
    {
        "age", "days to", "days until", "months elapsed", "years elapsed", "whole months to", "whole months until",
        "hours until", "at most", "below", "before", "on or before",
    }
)  # fmt: skip


def is_the_day(step: Step, day: date) -> bool:
    """Whether the value of the Step is the running day itself."""
    node = step.node
    return step.value == day and (
        (isinstance(node, core.TheDay) and step.day == day)
        or (isinstance(node, core.Variable) and node.name == core.THE_DAY_PAID)
    )


def direction(step: Step, day: date, still: Callable[[Step], bool]) -> int | None:
    """UP or DOWN where a figure can only move that way after the day, STILL where it stays, None where nobody knows."""
    if is_the_day(step, day):
        return UP
    return STILL if still(step) else moves(step, day, still)


def moves(step: Step, day: date, still: Callable[[Step], bool]) -> int | None:
    """The direction of a figure of which something behind it moves."""
    node = step.node
    if isinstance(node, core.Use) and _is_one_body(step):
        return direction(step.inputs[0], day, still)
    if not isinstance(node, core.Operation):
        return None
    ways = [direction(each, day, still) for each in step.inputs]
    if node.operator in _ALL_UP:
        return _together(ways)
    if node.operator in _FIRST_UP:
        return _together([ways[0], *map(_turned, ways[1:])])
    if node.operator in _FIRST_DOWN:
        return _together([_turned(ways[0]), *ways[1:]])
    return None


def _is_one_body(step: Step) -> bool:
    """Whether behind a rule there is its body alone, asked for the same day."""
    return len(step.inputs) == 1 and not isinstance(step.inputs[0].node, core.AsAt)


def _turned(way: int | None) -> int | None:
    return None if way is None else -way


def _together(ways: list[int | None]) -> int | None:
    moving = {way for way in ways if way != STILL}
    if not moving:
        return STILL
    return moving.pop() if len(moving) == 1 else None


def value_on(day: date, step: Step, today: date, still: Callable[[Step], bool], settings: Settings) -> Value:
    """What a figure that has a direction comes to on another day."""
    if is_the_day(step, today):
        return day
    return step.value if still(step) else moved_value(day, step, today, still, settings)


def moved_value(day: date, step: Step, today: date, still: Callable[[Step], bool], settings: Settings) -> Value:
    """The same of a figure of which something behind it moves."""
    if isinstance(step.node, core.Use):
        return value_on(day, step.inputs[0], today, still, settings)
    assert isinstance(step.node, core.Operation)
    values = [value_on(day, each, today, still, settings) for each in step.inputs]
    return operate(step.node.operator, values, type(step.node.type) is YesNo, settings)[0]


def first_day(after: date, has_changed: Callable[[date], bool]) -> date | None:
    """The first later day of the calendar from which on something has changed for good; None where it never does."""
    if after >= LAST_DAY or not has_changed(LAST_DAY):
        return None
    before, behind = after.toordinal(), LAST_DAY.toordinal()
    while behind - before > 1:
        middle = (before + behind) // 2
        if has_changed(date.fromordinal(middle)):
            behind = middle
        else:
            before = middle
    return date.fromordinal(behind)
