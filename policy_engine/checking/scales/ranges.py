"""How large a quantity can be, in which steps it comes, and by what it is still divided.

A Range says of a value that it lies from `low` to `high` and is `step` times a whole number, divided by the open
divisor if there is one.  All in base units (values/value.py).
Invariant: every range is finite, and what it says holds for every case that the declared ranges of the facts allow.
"""

from fractions import Fraction
from math import floor, gcd
from typing import Literal

from attrs import evolve, field, frozen

from policy_engine.model.core import Expression
from policy_engine.model.rulebook import Fact
from policy_engine.model.types import UNIT_FACTORS, ListType, Quantity, Type
from policy_engine.values.value import Exact, exact

WIDEST = 10**38
"""The greatest whole number that an engine with 128 bits for a decimal can hold."""

_WHOLE_RANGE = 10**12
_UNKNOWN_STEP = Fraction(1, 10**6)
_NEVER_NEGATIVE = ("count", "day", "month", "hour")


@frozen
class Divisor:
    """A whole positive number by which a value is still to be divided.

    expression: where it comes from; two divisors are the same where these are equal.  most: its greatest value.
    """

    expression: Expression = field(repr=False)
    most: int


@frozen
class Range:
    low: Exact
    high: Exact
    step: Exact
    divisor: Divisor | None = None

    @property
    def is_constant(self) -> bool:
        return self.low == self.high

    def holds(self, value: Exact) -> bool:
        return self.low <= value <= self.high

    @property
    def width(self) -> int:
        """The greatest whole number that the value is counted in: its numerator over its step and divisor."""
        if self.step == 0:
            return 0
        return floor(max(size(self.low), size(self.high)) * self.most / Fraction(self.step))

    @property
    def most(self) -> int:
        """The greatest value of the open divisor, 1 where there is none."""
        return 1 if self.divisor is None else self.divisor.most


def constant(value: Exact) -> Range:
    """The range of one known value."""
    return Range(value, value, size(value))


def size(value: Exact) -> Exact:
    """A number without its sign."""
    return -value if value < 0 else value


def common_step(left: Exact, right: Exact) -> Exact:
    """The greatest step of which both are whole multiples; 0 is a multiple of every step."""
    one, other = Fraction(left), Fraction(right)
    above = gcd(one.numerator * other.denominator, other.numerator * one.denominator)
    return exact(Fraction(above, one.denominator * other.denominator))


def one_unit(type: Quantity) -> Exact:
    """One of the unit that people read: a sen, a per cent, a week, a ringgit-cent per year, in base units."""
    factor = UNIT_FACTORS[type.unit][1] if type.unit in UNIT_FACTORS else 1
    per = UNIT_FACTORS[type.per_unit][1] if type.per_unit in UNIT_FACTORS else 1
    percent = 100 if type.dimension == "ratio" and type.unit == "percent" else 1
    return exact(Fraction(factor, per * percent))


def whole_range(type: Quantity) -> Range:
    """What is known of a quantity of which nothing else is known."""
    step: Exact = _UNKNOWN_STEP if type.dimension in ("number", "ratio") else min(one_unit(type), 1)
    low = 0 if type.dimension in _NEVER_NEGATIVE and not type.per else -_WHOLE_RANGE
    return Range(low, _WHOLE_RANGE, step)


def declared_range(fact: Fact) -> Range | None:
    """The range of a fact, or of each member of a list of plain values; None where it is no quantity."""
    type = item_type(fact.type)
    if not isinstance(type, Quantity):
        return None
    whole = whole_range(type)
    low = fact.low if isinstance(fact.low, int | Fraction) else whole.low
    high = fact.high if isinstance(fact.high, int | Fraction) else whole.high
    return Range(low, max(low, high), common_step(declared_step(fact), low))


def declared_step(fact: Fact) -> Exact:
    """The step of a fact, counted from the least value."""
    type = item_type(fact.type)
    unit: Exact = one_unit(type) if isinstance(type, Quantity) else 1
    return unit if fact.step is None else fact.step


def item_type(type: Type) -> Type:
    """The type of the members of a list, or the type itself."""
    return type.item if isinstance(type, ListType) else type


# ------------------------------------------------------------------------------------------------ arithmetic
# Whoever combines two ranges has made sure that they have the same open divisor, or one of them none.


def _joined(left: Range, right: Range, low: Exact, high: Exact, step: Exact) -> Range:
    return Range(exact(low), exact(high), exact(step), left.divisor or right.divisor)


def plus(left: Range, right: Range) -> Range:
    """Left plus right."""
    return _joined(left, right, left.low + right.low, left.high + right.high, common_step(left.step, right.step))


def negated(of: Range) -> Range:
    """The range of minus a value."""
    return evolve(of, low=-of.high, high=-of.low)


def minus(left: Range, right: Range) -> Range:
    """Left minus right."""
    return plus(left, negated(right))


def times(left: Range, right: Range) -> Range:
    """Left times right."""
    corners = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    return _joined(left, right, min(corners), max(corners), left.step * right.step)


def hull(left: Range, right: Range) -> Range:
    """Either of the two."""
    step = common_step(left.step, right.step)
    return _joined(left, right, min(left.low, right.low), max(left.high, right.high), step)


def lesser(left: Range, right: Range) -> Range:
    """The lesser of the two."""
    step = common_step(left.step, right.step)
    return _joined(left, right, min(left.low, right.low), min(left.high, right.high), step)


def greater(left: Range, right: Range) -> Range:
    """The greater of the two."""
    return negated(lesser(negated(left), negated(right)))


def excess(left: Range, right: Range) -> Range:
    """Left minus right, and nothing where right is greater."""
    return greater(minus(left, right), constant(0))


def divided_by_constants(left: Range, values: tuple[Exact, ...]) -> Range:
    """Divided by one of several known values, none of them 0."""
    quotients = [times(left, constant(exact(1 / Fraction(value)))) for value in values]
    result = quotients[0]
    for quotient in quotients[1:]:
        result = hull(result, quotient)
    return result


def divided_by(left: Range, right: Range, expression: Expression) -> Range:
    """Divided by a positive value that is known only in the case: the result stays open."""
    corners = [Fraction(one) / other for one in (left.low, left.high) for other in (right.low, right.high)]
    divisor = Divisor(expression, floor(Fraction(right.high) / right.step))
    return Range(exact(min(corners)), exact(max(corners)), exact(Fraction(left.step) / right.step), divisor)


def repeated(of: Range, least: int, most: int) -> Range:
    """The sum of so many values."""
    return times(of, Range(least, most, 1))


RoundingMode = Literal["half up", "half even", "down", "up"]


def rounded(of: Range, unit: Exact) -> Range:
    """Rounded, in whatever mode, to a whole multiple of the unit; this closes an open divisor."""
    low, high = floor(of.low / Fraction(unit)), -floor(-of.high / Fraction(unit))
    return Range(exact(low * Fraction(unit)), exact(high * Fraction(unit)), unit)


def limited(of: Range, low: Exact | None, high: Exact | None) -> Range:
    """The part of a range from `low` to `high`; the range itself where nothing would be left."""
    least = of.low if low is None else max(low, of.low)
    most = of.high if high is None else min(high, of.high)
    return evolve(of, low=least, high=most) if least <= most else of


def next_above(of: Range, value: Exact) -> Exact:
    """The least value above this one that a closed range can take."""
    if of.divisor is not None or of.step == 0:
        return value
    return exact((floor(value / Fraction(of.step)) + 1) * Fraction(of.step))
