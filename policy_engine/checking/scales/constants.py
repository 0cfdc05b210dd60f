"""The values that a parameter, a scale, or a choice among a few of them can have, whatever the case.

Invariant: a value that some day or some key brings is among them; `None` says that a case can bring others.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import evolve

from policy_engine.checking.scales.ranges import Range, common_step, constant, declared_range, hull, whole_range
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.rulebook import Fact
from policy_engine.model.types import Quantity
from policy_engine.model.walk import values_of
from policy_engine.values.value import Exact, exact

_MOST_CONSTANTS = 100
_DEEPEST = 10


def constants(model: rulebook.Model, expression: Expression) -> tuple[Exact, ...] | None:
    """The values of a literal, a parameter, or rows and rules of nothing else."""
    found: dict[Exact, None] = {}
    stack = [(expression, _DEEPEST)]
    while stack:
        current, deeper = stack.pop()
        parts: Iterable[Expression] = ()
        if isinstance(current, core.Literal) and isinstance(current.value, int | Fraction):
            found[current.value] = None
        elif isinstance(current, core.Lookup):
            parts = parameter_values(model, current.parameter)
        elif isinstance(current, core.Choose):
            parts = [row.value for row in current.rows]
        elif isinstance(current, core.Use) and current.rule in model.rules and deeper:
            parts = [version.expression for version in model.rules[current.rule].versions]
        else:
            return None
        stack.extend((part, deeper - 1) for part in parts)
        if len(found) + len(stack) > _MOST_CONSTANTS:
            return None
    return tuple(found) or None


def parameter_values(model: rulebook.Model, name: str) -> tuple[Expression, ...]:
    """Every value of a parameter, of all its versions and keys."""
    parameter = model.parameters.get(name)
    return () if parameter is None else tuple(value for each in parameter.versions for value in values_of(each))


def parameter_range(model: rulebook.Model, name: str, type: Quantity) -> Range:
    """From the least to the greatest of all values; a gap among them can be anything."""
    result: Range | None = None
    for expression in parameter_values(model, name):
        value = expression.value if isinstance(expression, core.Literal) else None
        if isinstance(expression, core.OpenPoint):
            of = _gap_range(model, expression, type)
        else:
            of = constant(value) if isinstance(value, int | Fraction) else whole_range(type)
        result = of if result is None else hull(result, of)
    return whole_range(type) if result is None else result


def _gap_range(model: rulebook.Model, gap: core.OpenPoint, type: Quantity) -> Range:
    """What a ruling or a filling can say; a rule that fills it is not looked into here."""
    ruled = open_point_range(model, gap) or whole_range(type)
    if gap.filling is None:
        return ruled
    if isinstance(gap.filling, core.Lookup):
        return hull(ruled, parameter_range(model, gap.filling.parameter, type))
    return whole_range(type)


def open_point_range(model: rulebook.Model, point: core.OpenPoint) -> Range | None:
    """What a ruling can say: nothing below nothing."""
    if not isinstance(point.type, Quantity):
        return None
    gap = model.gaps.get(point.name)
    if gap is None or gap.low is None or gap.high is None:
        return evolve(whole_range(point.type), low=0)
    return declared_range(Fact(gap.name, type=gap.type, low=gap.low, high=gap.high, step=gap.step))


def scale_range(model: rulebook.Model, name: str, base: Range, type: Quantity) -> Range:
    """What a marginal scale makes of a base, in any of its versions."""
    scale = model.scales.get(name)
    result: Range | None = None
    for version in () if scale is None else scale.versions:
        levied = _levied(version.slices, base)
        result = levied if result is None else hull(result, levied)
    return whole_range(type) if result is None else result


def _levied(slices: Sequence[rulebook.Slice], base: Range) -> Range:
    """Between two turning points the levy rises or falls evenly, so its extremes are there or at the ends."""
    turns = [base.low, base.high, *(each.start for each in slices if base.holds(each.start))]
    levies = [_levy(slices, turn) for turn in turns]
    step: Exact = 0
    for each in slices:
        step = common_step(step, each.rate * common_step(base.step, each.start))
    return Range(min(levies), max(levies), step, base.divisor)


def _levy(slices: Sequence[rulebook.Slice], base: Exact) -> Exact:
    ends = [*(each.start for each in slices[1:]), None]
    total = Fraction(0)
    for each, end in zip(slices, ends, strict=True):
        top = base if end is None else min(base, end)
        total += max(Fraction(0), Fraction(top) - each.start) * each.rate
    return exact(total)
