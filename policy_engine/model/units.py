"""The algebra of units: what a product and a quotient of two quantities are.

A quantity is a power product: its dimension has the exponent +1 and what it is `per` has -1; number, count and ratio
have no dimension.  Products add exponents, quotients subtract them.
Invariant: a result has at most one dimension above the line and one below it, and below it only what a rate can be
per; everything else (money times money, days per month times days) has no type and is None.
"""

from collections.abc import Sequence

from attrs import frozen

from policy_engine.model.types import NUMBER, Quantity

DIMENSIONLESS = ("number", "count", "ratio")

_PLURALS = {"day": "days", "week": "weeks", "month": "months", "year": "years", "hour": "hours"}
_SINGULARS = {plural: singular for singular, plural in _PLURALS.items()}


@frozen
class _Factor:
    """One dimension above (+1) or below (-1) the line, with the word in which people read it."""

    dimension: str
    word: str
    exponent: int


def is_length(dimension: str) -> bool:
    """Whether it is a dimension that a rate can be per: time, or a unit of the book."""
    return dimension not in DIMENSIONLESS and dimension != "money"


def alike(types: Sequence[Quantity]) -> Quantity | None:
    """The type of quantities that may be added or compared, or None; numbers and counts mix, and make a number.

    The unit is that of the first.
    """
    first, *others = types
    dimensions = {each.dimension for each in types}
    if any(each.per != first.per for each in others):
        return None
    if len(dimensions) == 1:
        return first
    if dimensions <= {"number", "count"}:
        return Quantity("number", per=first.per, per_unit=first.per_unit)
    return None


def product(left: Quantity, right: Quantity) -> Quantity | None:
    """What `left times right` is: money per day times days is money."""
    return _reduced(_factors(left, 1) + _factors(right, 1), _product_without_dimension(left, right))


def quotient(left: Quantity, right: Quantity) -> Quantity | None:
    """What `left divided by right` is: money per month divided by days per month is money per day."""
    return _reduced(_factors(left, 1) + _factors(right, -1), _quotient_without_dimension(left, right))


def _factors(quantity: Quantity, exponent: int) -> tuple[_Factor, ...]:
    factors: tuple[_Factor, ...] = ()
    if quantity.dimension not in DIMENSIONLESS:
        factors += (_Factor(quantity.dimension, quantity.unit, exponent),)
    if quantity.per:
        factors += (_Factor(quantity.per, quantity.per_unit, -exponent),)
    return factors


def _reduced(factors: tuple[_Factor, ...], without_dimension: Quantity) -> Quantity | None:
    """The quantity that is left when what stands above and below the line has cancelled."""
    above = _left_over(factors, 1)
    below = _left_over(factors, -1)
    if len(above) > 1 or len(below) > 1 or not all(is_length(factor.dimension) for factor in below):
        return None
    dimension, unit = without_dimension.dimension, without_dimension.unit
    for factor in above:
        dimension, unit = factor.dimension, _PLURALS.get(factor.word, factor.word)
    for factor in below:
        return Quantity(dimension, unit, factor.dimension, _SINGULARS.get(factor.word, factor.word))
    return Quantity(dimension, unit)


def _left_over(factors: tuple[_Factor, ...], side: int) -> list[_Factor]:
    """The factors of one side for which the other side has no partner, the first ones first."""
    result = [factor for factor in factors if factor.exponent == side]
    for partner in factors:
        if partner.exponent == -side:
            match = next((factor for factor in result if factor.dimension == partner.dimension), None)
            if match is not None:
                result.remove(match)
    return result


def _product_without_dimension(left: Quantity, right: Quantity) -> Quantity:
    """Number goes before count and count before ratio: a ratio of a count is counted in the same things."""
    kinds = [each for each in (left, right) if each.dimension in DIMENSIONLESS]
    for dimension in DIMENSIONLESS:
        for kind in kinds:
            if kind.dimension == dimension:
                return kind
    return NUMBER


def _quotient_without_dimension(left: Quantity, right: Quantity) -> Quantity:
    """A ratio divided by a number stays a ratio, a count divided by a ratio a count; like by like is a number."""
    if left.dimension not in DIMENSIONLESS:
        return NUMBER
    if right.dimension not in DIMENSIONLESS:
        return left
    if "ratio" in (left.dimension, right.dimension) and left.dimension != right.dimension:
        return left
    return NUMBER
