"""Exact numbers: multiplied, divided, rounded as the law states it, read as decimals, written without losing anything.

Invariant: every number is an int where it is whole and a Fraction where it is not; none passes through a float, and
nothing rounds but `round_to`.
"""

import re
from fractions import Fraction
from typing import Literal

from policy_engine.values.value import Exact, exact

RoundingMode = Literal["half up", "half even", "down", "up"]

MOST_DIGITS = 30
"""How many digits a number may be written with, before and after the point together."""

_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def round_to(value: Exact, unit: Exact, mode: RoundingMode) -> Exact:
    """The whole multiple of `unit` (above zero) that the mode chooses.

    Every mode treats a negative value as the mirror image of the positive one, so that a refund rounds like a payment:
    half up takes a half away from zero, down cuts towards zero, up goes away from zero.
    """
    size = abs(value.numerator) * unit.denominator
    whole, rest = divmod(size, value.denominator * unit.numerator)
    if _rounds_away(whole, 2 * rest, value.denominator * unit.numerator, mode):
        whole += 1
    return exact((-whole if value.numerator < 0 else whole) * unit)


def _rounds_away(whole: int, twice_the_rest: int, one: int, mode: RoundingMode) -> bool:
    """Whether a size of `whole` units and a rest below `one` unit becomes one unit more."""
    match mode:
        case "half up":
            return twice_the_rest >= one
        case "half even":
            return twice_the_rest > one or (twice_the_rest == one and whole % 2 == 1)
        case "down":
            return False
        case "up":
            return twice_the_rest > 0


def product(one: Exact, other: Exact) -> Exact:
    """Their product."""
    return _ratio(one.numerator * other.numerator, one.denominator * other.denominator)


def quotient(one: Exact, other: Exact) -> Exact:
    """The one divided by the other, which is not nothing."""
    return _ratio(one.numerator * other.denominator, one.denominator * other.numerator)


def _ratio(top: int, bottom: int) -> Exact:
    whole, rest = divmod(top, bottom)
    return Fraction(top, bottom) if rest else whole


def decimal_number(text: str, thousands: bool = False) -> Exact | None:
    """The number that a text says, or None where it is not one.

    A number is ASCII digits, perhaps a minus before and a point with further digits behind: no plus, blank, exponent
    or bare point.  With `thousands` the digits before the point may stand in groups of three: 1,200 but not 12,00.
    """
    if not (_PLAIN.fullmatch(text) or (thousands and _GROUPED.fullmatch(text))):
        return None
    whole, _, decimals = text.replace(",", "").partition(".")
    if len(whole.removeprefix("-")) + len(decimals) > MOST_DIGITS:
        return None
    return exact(Fraction(int(whole + decimals), 10 ** len(decimals)))


def plain_text(value: Exact) -> str:
    """The number in full: as a decimal where that ends (`-12.5`), else as a fraction (`2/3`)."""
    decimal = decimal_text(value)
    return fraction_text(value) if decimal is None else decimal


def decimal_text(value: Exact) -> str | None:
    """The number as a decimal with as many places as it needs, or None where no number of places is enough."""
    if value.denominator == 1:
        return str(value.numerator)
    places = decimal_places(value)
    if places is None:
        return None
    scaled = value.numerator * 10**places // value.denominator
    digits = str(abs(scaled)).rjust(places + 1, "0")
    sign = "-" if value.numerator < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def decimal_places(value: Exact) -> int | None:
    """How many decimal places the number needs; None where no number of places is enough.

    A number is enough only for a fraction in lowest terms whose denominator is made of twos and fives.
    """
    twos, rest = _times_divisible(value.denominator, 2)
    fives, rest = _times_divisible(rest, 5)
    return max(twos, fives) if rest == 1 else None


def fraction_text(value: Exact) -> str:
    """The number as a fraction in lowest terms, `2/3`, or as a whole number."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{value.numerator}/{value.denominator}"


def _times_divisible(number: int, divisor: int) -> tuple[int, int]:
    """How often a number can be divided without a rest, and what is left."""
    times = 0
    while number % divisor == 0:
        number //= divisor
        times += 1
    return times, number
