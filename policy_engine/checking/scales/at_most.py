"""Whether one value is never above another, so that their difference is never less than nothing.

Invariant: yes is said only where it is so in every case; where it cannot be shown, no is said.
"""

from fractions import Fraction

from attrs import evolve, frozen

from policy_engine.checking.scales.constants import parameter_values
from policy_engine.checking.scales.guards import Measure, canonical, number_in
from policy_engine.checking.scales.limits import crossing
from policy_engine.checking.scales.linear import linear
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import Quantity
from policy_engine.model.walk import within

_DEEPEST = 8


def at_most(model: rulebook.Model, left: Expression, right: Expression, measure: Measure) -> bool:
    """Whether the left value is at most the right one in every case."""
    return _Order(model, measure).shown(_counted(left), _counted(right), _DEEPEST)


def _counted(expression: Expression) -> Expression:
    """A sum in which each number of members stands in one form, so that two of them are seen to be the same."""
    if isinstance(expression, core.Operation) and isinstance(expression.type, Quantity):
        return evolve(expression, operands=tuple(_counted(operand) for operand in expression.operands))
    return canonical(expression)


@frozen
class _Order:
    model: rulebook.Model
    measure: Measure

    def shown(self, left: Expression, right: Expression, deeper: int) -> bool:
        """Tries, in turn, what the numbers say, what the left value is made of, and what the right one is."""
        if left == right:
            return True
        if not deeper:
            return False
        return (
            self._by_numbers(left, right) or self._left(left, right, deeper - 1) or self._right(left, right, deeper - 1)
        )

    def _by_numbers(self, left: Expression, right: Expression) -> bool:
        one, other = self.measure(left), self.measure(right)
        if one is None or other is None:
            return False
        if one.high <= other.low:
            return True
        measured = self._is_measured(left) and self._is_measured(right)
        return measured and crossing(self.model, left, right, self.measure) is None

    def _is_measured(self, expression: Expression) -> bool:
        """Whether all that a sum is made of has a range, and no parameter in it a value that is left open."""
        lookups = (inside for inside in within(expression) if isinstance(inside, core.Lookup))
        values = (value for lookup in lookups for value in parameter_values(self.model, lookup.parameter))
        known = all(isinstance(value, core.Literal) for value in values)
        return known and all(self.measure(term) is not None for term in linear(expression).terms)

    def _left(self, left: Expression, right: Expression, deeper: int) -> bool:
        """Every value that the left one can be, or something that it is never above, is at most the right one."""
        match left:
            case core.Operation(operator="not above" | "lowest"):
                return any(self.shown(part, right, deeper) for part in left.operands)
            case core.Operation(operator="not below" | "highest"):
                return all(self.shown(part, right, deeper) for part in left.operands)
            case core.Operation(operator="excess", operands=(whole, taken)):
                return self._lies(taken, 0) and self._lies(right, 0) and self.shown(whole, right, deeper)
            case core.Operation(operator="times", operands=(one, other)):
                return self._is_part(one, other, right, deeper) or self._is_part(other, one, right, deeper)
            case core.Operation(operator="divided by", operands=(whole, divisor)):
                return self._lies(whole, 0) and self._lies(divisor, 1) and self.shown(whole, right, deeper)
            case core.Each(word="sum"):
                most = self._most_of_each(left)
                return most is not None and self.shown(most, right, deeper)
            case core.ScaleValue():
                return (
                    self._takes_parts(left.scale) and self._lies(left.base, 0) and self.shown(left.base, right, deeper)
                )
            case core.Round():
                keeps = left.mode == "down" and self._lies(left.operand, 0)
                return (keeps or self._is_whole(right, left.unit)) and self.shown(left.operand, right, deeper)
            case _:
                values = self._values(left)
                return bool(values) and all(self.shown(_counted(value), right, deeper) for value in values)

    def _right(self, left: Expression, right: Expression, deeper: int) -> bool:
        """The left one is at most every value that the right one can be, or something that is never above it."""
        match right:
            case core.Operation(operator="not below" | "highest"):
                return any(self.shown(left, part, deeper) for part in right.operands)
            case core.Operation(operator="not above" | "lowest"):
                return all(self.shown(left, part, deeper) for part in right.operands)
            case core.Round():
                keeps = right.mode == "up" and self._lies(right.operand, 0)
                return (keeps or self._is_whole(left, right.unit)) and self.shown(left, right.operand, deeper)
            case _:
                values = self._values(right)
                return bool(values) and all(self.shown(left, _counted(value), deeper) for value in values)

    def _lies(self, expression: Expression, low: int) -> bool:
        """Whether a value is at least so much."""
        of = self.measure(expression)
        return of is not None and of.low >= low

    def _is_part(self, whole: Expression, part: Expression, right: Expression, deeper: int) -> bool:
        """Whether what is multiplied is taken in part only, and is itself at most the right value."""
        of = self.measure(part)
        return (
            of is not None
            and of.low >= 0
            and of.high <= 1
            and self._lies(whole, 0)
            and self.shown(whole, right, deeper)
        )

    def _most_of_each(self, each: core.Each) -> Expression | None:
        """The most that each member can bring, for each of them."""
        of = None if each.body is None else self.measure(evolve(each, word="highest"))
        if of is None:
            return None
        number = number_in(each.subject, each.variable, each.where)
        return core.Operation("times", (core.Literal(of.high, each.type), number), each.type)

    def _takes_parts(self, scale: str) -> bool:
        """Whether no slice of a scale takes more than there is in it."""
        declared = self.model.scales.get(scale)
        slices = () if declared is None else [each for version in declared.versions for each in version.slices]
        return bool(slices) and all(0 <= each.rate <= 1 and each.start >= 0 for each in slices)

    def _is_whole(self, expression: Expression, unit: core.Literal) -> bool:
        """Whether a value is always a whole multiple of the unit to which the other one is rounded."""
        of = self.measure(expression)
        if of is None or of.divisor is not None or not isinstance(unit.value, int | Fraction):
            return False
        return (Fraction(of.step) / unit.value).denominator == 1

    def _values(self, expression: Expression) -> tuple[Expression, ...]:
        """The values one of which it has: of a choice, of a disputed reading, of a rule in its versions."""
        match expression:
            case core.Choose():
                return tuple(row.value for row in expression.rows)
            case core.ByReading():
                return tuple(branch for _, branch in expression.branches)
            case core.Use() if not expression.arguments:
                rule = self.model.rules.get(expression.rule)
                return () if rule is None or rule.as_at else tuple(version.expression for version in rule.versions)
            case _:
                return ()
