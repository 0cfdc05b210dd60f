"""Until when a Step holds: the first later day on which its value may be another one.

Every Step that was asked for the running day is looked at; a day too many only costs an evaluation, a day too few would
be a wrong answer, so whatever is not understood is asked again when anything behind it may change.
Invariant: between a day and the day returned, exclusive, the Step has the same value on the same facts.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

from attrs import define, field

from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.in_force import Versions
from policy_engine.evaluation.step import Step
from policy_engine.evaluation.timeline.directions import (
    UP,
    direction,
    first_day,
    is_the_day,
    moved_value,
    moves,
    value_on,
)
from policy_engine.model import core
from policy_engine.model.rulebook import Model
from policy_engine.values.calendar import LAST_DAY
from policy_engine.values.value import Exact, Month, Periods, Value, Year


@define(eq=False)
class Watch:
    """The Steps of one running day, each looked at once."""

    model: Model
    facts: Facts
    day: date
    known: dict[int, date | None] = field(factory=dict, init=False)

    def until(self, step: Step) -> date | None:
        """The first later day on which the Step may have another value; None where it never does."""
        stack = [step]
        while stack:  # a rule may rest on a chain of any length
            current = stack[-1]
            waiting = [each for each in current.inputs if id(each) not in self.known]
            if waiting and id(current) not in self.known:
                stack.extend(waiting)
                continue
            stack.pop()
            if id(current) not in self.known:
                self.known[id(current)] = self._of(current)
        return self.known[id(step)]

    def holds_for_good(self, step: Step) -> bool:
        """Whether no later day changes the Step."""
        return self.until(step) is None

    def _of(self, step: Step) -> date | None:
        if is_the_day(step, self.day):
            return None if self.day >= LAST_DAY else next_day(self.day)
        node = step.node
        if isinstance(node, core.AsAt):
            return self._of_another_day(*step.inputs)
        below = earliest(self.known[id(each)] for each in step.inputs)
        if isinstance(node, core.Operation) and below is not None:
            return self._of_operation(step, node, below)
        if isinstance(node, core.PaidOn) and below is not None:
            return self._of_award(step, node, below)
        return earliest((below, *self._versions(step)))

    # -------------------------------------------------------------------------------------------- operations

    def _of_operation(self, step: Step, node: core.Operation, below: date) -> date | None:
        if moves(step, self.day, self.holds_for_good) is not None:
            return first_day(self.day, lambda day: bool(self._moved(day, step) != step.value))
        if node.operator in ("is", "is not"):
            return self._meeting(step.inputs, below)
        if node.operator in ("in periods", "outside periods") and self.holds_for_good(step.inputs[1]):
            return self._crossing(step.inputs[0], _bounds_of_periods(step.inputs[1].value), below)
        return below

    def _moved(self, day: date, step: Step) -> Value:
        return moved_value(day, step, self.day, self.holds_for_good, self.model.settings)

    def _on(self, day: date, step: Step) -> Value:
        return value_on(day, step, self.day, self.holds_for_good, self.model.settings)

    def _meeting(self, inputs: Sequence[Step], below: date) -> date | None:
        """Equal is where of two figures the one overtakes the other."""
        left, right = inputs
        ways = {direction(each, self.day, self.holds_for_good) for each in inputs}
        now = _ahead(left.value, right.value)
        if None in ways or len(ways) == 1 or now is None:
            return below
        return first_day(self.day, lambda day: _ahead(self._on(day, left), self._on(day, right)) != now)

    def _crossing(self, moving: Step, bounds: Iterable[date], below: date) -> date | None:
        """The first day on which a moving date reaches the next of several days."""
        value = moving.value
        if direction(moving, self.day, self.holds_for_good) != UP or type(value) is not date:
            return below
        target = min((bound for bound in bounds if bound > value), default=None)
        if target is None:
            return None

        def has_reached(day: date) -> bool:
            there = self._on(day, moving)
            return type(there) is not date or there >= target

        return first_day(self.day, has_reached)

    def _of_another_day(self, asked_for: Step, asked: Step) -> date | None:
        """What is asked for another day changes when that day reaches the one on which it changes there."""
        here = self.known[id(asked)]
        there = asked_for.value
        if is_the_day(asked_for, self.day) or self.holds_for_good(asked_for):
            return here
        if type(there) is not date:
            return earliest((here, self.known[id(asked_for)]))
        changes = Watch(self.model, self.facts, there).until(asked)
        bounds = () if changes is None else (changes,)
        return earliest((here, self._crossing(asked_for, bounds, self.until(asked_for) or self.day)))

    # -------------------------------------------------------------------------------------------- what has versions

    def _versions(self, step: Step) -> tuple[date, ...]:
        """The days on which another version of a rule, a parameter or a scale comes into force, or none is any more."""
        if step.day != self.day:
            return ()
        node = step.node
        match node:
            case core.Use():
                return self._bounds(self.model.rules[node.rule].versions)
            case core.Lookup():
                return self._bounds(self.model.parameters[node.parameter].versions)
            case core.ScaleValue():
                return self._bounds(self.model.scales[node.scale].versions)
            case _:
                return ()

    def _bounds(self, versions: Versions) -> tuple[date, ...]:
        intervals = [version.interval for version in versions]
        begins = [each.start for each in intervals if each.start is not None]
        ends = [next_day(each.to) for each in intervals if each.to is not None]
        return tuple(day for day in (*begins, *ends) if day > self.day)

    def _of_award(self, step: Step, node: core.PaidOn, below: date) -> date | None:
        """An award is there from the day on which it begins to the morrow of the last day that was paid."""
        awards = [each for each in self.facts.awards or () if each.benefit == node.benefit]
        behind = [next_day(next_day(each.paid_to)) for each in awards if each.paid_to is not None]
        return self._crossing(step.inputs[0], (*(each.begun for each in awards), *behind), below)


def earliest(days: Iterable[date | None]) -> date | None:
    """The earliest of the days on which something may change; None where nothing does."""
    return min((day for day in days if day is not None), default=None)


def next_day(day: date) -> date:
    """The day after; the last day of the calendar has none, and stands for itself."""
    return day if day >= LAST_DAY else day + timedelta(1)


def _bounds_of_periods(value: Value) -> tuple[date, ...]:
    if not isinstance(value, Periods):
        return ()
    return tuple(date.fromordinal(bound) for stretch in value.stretches for bound in stretch)


def _ahead(left: Value, right: Value) -> int | None:
    """Which of two figures is ahead; None where there is no telling."""
    if type(left) is not type(right) and not (isinstance(left, Exact) and isinstance(right, Exact)):
        return None
    if isinstance(left, int | Fraction | date | Month | Year):
        return (left > right) - (left < right)  # type: ignore[operator]  # of one kind
    return None
