"""Sums of parts: `a minus 2 times b plus 30` as the terms a and b with their factors, and a constant.

Invariant: an expression and its sum have the same value in every case in which both have one.
"""

from collections.abc import Callable
from fractions import Fraction

from attrs import field, frozen

from policy_engine.model import core
from policy_engine.model.core import Expression
from policy_engine.values.value import Exact, exact

Known = Callable[[Expression], Exact | None]
"""The value of an expression that is the same in every case, None for all others."""


@frozen
class Sum:
    """factors: the terms that vary, in the order of the text, each with the number it is multiplied with."""

    terms: tuple[Expression, ...] = field(repr=False)
    factors: tuple[Exact, ...]
    constant: Exact

    def times(self, factor: Exact) -> "Sum":
        """The same sum, each part multiplied; nothing is left of it where the factor is 0."""
        if factor == 0:
            return Sum((), (), 0)
        factors = tuple(exact(each * Fraction(factor)) for each in self.factors)
        return Sum(self.terms, factors, exact(self.constant * Fraction(factor)))

    def plus(self, other: "Sum") -> "Sum":
        """Both together; terms that cancel are gone."""
        factors = dict(zip(self.terms, self.factors, strict=True))
        for term, factor in zip(other.terms, other.factors, strict=True):
            factors[term] = exact(factors.get(term, 0) + Fraction(factor))
        left = {term: factor for term, factor in factors.items() if factor != 0}
        return Sum(tuple(left), tuple(left.values()), exact(self.constant + Fraction(other.constant)))

    def minus(self, other: "Sum") -> "Sum":
        return self.plus(other.times(-1))


def literal_value(expression: Expression) -> Exact | None:
    """The number of a literal."""
    if isinstance(expression, core.Literal) and isinstance(expression.value, int | Fraction):
        return expression.value
    return None


def linear(expression: Expression, known: Known = literal_value) -> Sum:
    """An expression of quantities as a sum; what is no sum is one term by itself."""
    value = known(expression)
    if value is not None:
        return Sum((), (), value)
    if isinstance(expression, core.Operation) and len(expression.operands) >= 2:
        first, *others = (linear(operand, known) for operand in expression.operands)
        match expression.operator:
            case "plus" | "sum":
                for other in others:
                    first = first.plus(other)
                return first
            case "minus":
                return first.minus(others[0])
            case "times" if not others[0].terms:
                return first.times(others[0].constant)
            case "times" if not first.terms:
                return others[0].times(first.constant)
            case "divided by" if not others[0].terms and others[0].constant != 0:
                return first.times(exact(1 / Fraction(others[0].constant)))
    return Sum((expression,), (1,), 0)
