"""Whether `not below` and `not above` can cross: a least amount above the greatest leaves nothing to pay.

Invariant: two limits are let pass only where it is shown that they cannot cross on any day on which both hold.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice, product

from attrs import frozen

from policy_engine.checking.scales.guards import Measure
from policy_engine.checking.scales.linear import linear, literal_value
from policy_engine.checking.scales.ranges import Range, constant, plus, times
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import OneOf
from policy_engine.model.walk import within
from policy_engine.values.value import Exact

_MOST_CHOICES = 5_000


@frozen
class Crossing:
    """A least and a greatest that can cross, with the values they then have and the first such day (None is any day).

    sure: whether some case surely has these values, and it is not only so that nothing shows the contrary.
    """

    least: Expression
    greatest: Expression
    least_value: Exact
    greatest_value: Exact
    day: date | None
    sure: bool


def limits(model: rulebook.Model, expression: core.Operation, measure: Measure) -> Iterator[Crossing]:
    """The crossings of the outermost limit of an expression with the limits inside it."""
    bound = expression.operands[1]
    for other in _limits_inside(expression):
        if other.operator == expression.operator:
            continue
        pair = (bound, other.operands[1]) if expression.operator == "not below" else (other.operands[1], bound)
        found = crossing(model, *pair, measure)
        if found is not None:
            yield found


def _limits_inside(expression: core.Operation) -> Iterator[core.Operation]:
    inside = expression.operands[0]
    while isinstance(inside, core.Operation) and inside.operator in ("not below", "not above"):
        yield inside
        inside = inside.operands[0]


def crossing(model: rulebook.Model, least: Expression, greatest: Expression, measure: Measure) -> Crossing | None:
    """How the one can be above the other; None where it is shown that it cannot."""
    if _is_held(greatest, "not below", "highest", least) or _is_held(least, "not above", "lowest", greatest):
        return None
    if _is_dated(least) and _is_dated(greatest) and len(_choices(model, least, greatest)) <= _MOST_CHOICES:
        return _crossing_on_a_day(model, least, greatest)
    difference = _range_of_difference(least, greatest, measure)
    if difference is None or difference.low >= 0:
        return None
    one, other = measure(least), measure(greatest)
    if one is None or other is None:
        return None
    sure = _is_plain(least) and _is_plain(greatest) and not (_lookups(least) and _lookups(greatest))
    return Crossing(least, greatest, one.high, other.low, None, sure)


def _is_held(limited: Expression, word: str, choice: str, by: Expression) -> bool:
    """Whether a bound is itself kept on the right side of the other one."""
    if limited == by:
        return True
    if not isinstance(limited, core.Operation):
        return False
    return (limited.operator == word and limited.operands[1] == by) or (
        limited.operator == choice and by in limited.operands
    )


def _is_dated(expression: Expression) -> bool:
    """Whether its value depends on nothing but the day and the keys of lists."""
    return all(
        isinstance(inside, core.Literal)
        or (isinstance(inside, core.Operation) and inside.operator in ("plus", "minus", "times", "divided by"))
        or (isinstance(inside, core.Lookup) and all(isinstance(key.type, OneOf) for key in inside.keys))
        or isinstance(inside.type, OneOf)
        for inside in within(expression)
    )  # fmt: skip


def _is_plain(expression: Expression) -> bool:
    return all(
        isinstance(inside, core.Literal | core.FactValue | core.FieldValue | core.Variable)
        or (isinstance(inside, core.Operation) and inside.operator in ("plus", "minus", "times", "divided by"))
        or (isinstance(inside, core.Lookup) and not inside.keys)
        for inside in within(expression)
    )  # fmt: skip


def _range_of_difference(least: Expression, greatest: Expression, measure: Measure) -> Range | None:
    difference = linear(greatest).minus(linear(least))
    result = constant(difference.constant)
    for term, factor in zip(difference.terms, difference.factors, strict=True):
        of = measure(term)
        if of is None:
            return None
        result = plus(result, times(of, constant(factor)))
    return result


def _crossing_on_a_day(model: rulebook.Model, least: Expression, greatest: Expression) -> Crossing | None:
    """Version by version and key by key: only values that hold on the same day for the same keys meet."""
    lookups = _lookups(least, greatest)
    for day in _first_days(model, lookups):
        for on in _choices(model, least, greatest):
            values = tuple(_value_on(model, bound, day, on) for bound in (least, greatest))
            if values[0] is not None and values[1] is not None and values[0] > values[1]:
                return Crossing(least, greatest, values[0], values[1], day if lookups else None, sure=True)
    return None


def _lookups(*roots: Expression) -> list[core.Lookup]:
    return [each for root in roots for each in within(root) if isinstance(each, core.Lookup)]


def _choices(model: rulebook.Model, least: Expression, greatest: Expression) -> list[dict[Expression, str]]:
    """Every choice of a value for each key, a few more than are looked at where there are very many."""
    keys = tuple(dict.fromkeys(key for lookup in _lookups(least, greatest) for key in lookup.keys))
    chosen = product(*(_values_of(model, key) for key in keys))
    return [dict(zip(keys, values, strict=True)) for values in islice(chosen, _MOST_CHOICES + 1)]


def _values_of(model: rulebook.Model, key: Expression) -> tuple[str, ...]:
    if isinstance(key, core.Literal):
        return (str(key.value),)
    assert isinstance(key.type, OneOf)
    return tuple(model.lists[key.type.list_name].values)


def _first_days(model: rulebook.Model, lookups: list[core.Lookup]) -> tuple[date, ...]:
    """Every day on which some version begins: where two versions hold together, the later of them has just begun."""
    starts = {
        version.interval.start or date.min
        for lookup in lookups
        for version in model.parameters[lookup.parameter].versions
    }
    return tuple(sorted(starts)) or (date.min,)


def _value_on(model: rulebook.Model, bound: Expression, day: date, on: Mapping[Expression, str]) -> Exact | None:
    """The value of a bound on a day for chosen keys; None where no value is in force or known."""

    def known(expression: Expression) -> Exact | None:
        if not isinstance(expression, core.Lookup):
            return literal_value(expression)
        value = looked_up(model.parameters[expression.parameter], day, tuple(on[key] for key in expression.keys))
        return None if value is None else literal_value(value)

    total = linear(bound, known)
    return None if total.terms else total.constant


def looked_up(parameter: rulebook.Parameter, day: date, keys: tuple[str, ...]) -> Expression | None:
    """The value of a parameter in force on a day, for list keys."""
    for version in parameter.versions:
        if version.interval.holds(day):
            if not keys:
                return version.value
            return next((keyed.value for keyed in version.values if keyed.keys == keys), None)
    return None
