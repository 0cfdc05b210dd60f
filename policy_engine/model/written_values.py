"""Values as an officer writes them in a rule file: RM1,200.00, 10 days, 12.5%, 2024-03-04, yes, never.

Invariant: what is written here reads the same in every language of messages, and parses back to the same value, but
for amounts and percentages whose decimals never end (`RM33.33…`).
"""

from datetime import date, datetime
from fractions import Fraction

from policy_engine.model.rulebook import Settings
from policy_engine.model.types import UNIT_FACTORS, Quantity, Type
from policy_engine.values.truth import Truth
from policy_engine.values.value import Exact, Month, Never, Value, Year, exact


def written_value(value: Value, type: Type, settings: Settings) -> str:
    """A known value in the words of the rule language."""
    match value:
        case Truth():
            return "yes" if value.low else "no"
        case int() | Fraction() if isinstance(type, Quantity):
            return _quantity(value, type, settings)
        case datetime() | date():
            return value.isoformat()
        case Never():
            return "never"
        case Month():
            return f"{value.year:04}-{value.month:02}"
        case Year():
            return str(value.number)
        case _:
            return str(value)


def smallest_amount(type: Quantity, settings: Settings) -> str:
    """The smallest unit of money as it is written behind `rounded half up to`."""
    per = f" per {type.per_unit}" if type.per_unit else ""
    return f"{settings.symbol}{_grouped(Fraction(1, 10**settings.minor_digits))}{per}"


def _quantity(value: Exact, type: Quantity, settings: Settings) -> str:
    factor = UNIT_FACTORS[type.unit][1] if type.unit in UNIT_FACTORS else 1
    per_factor = UNIT_FACTORS[type.per_unit][1] if type.per_unit in UNIT_FACTORS else 1
    shown = Fraction(value) * per_factor / factor
    per = f" per {type.per_unit}" if type.per_unit else ""
    match type.dimension:
        case "money":
            sign = "-" if shown < 0 else ""
            amount = _cut(abs(shown) / 10**settings.minor_digits, settings.minor_digits)
            return f"{sign}{settings.symbol}{amount}{per}"
        case "ratio" if type.unit == "percent":
            return f"{_cut(shown * 100, 0)}%{per}"
        case "ratio":
            return f"{shown.numerator}/{shown.denominator}{per}"
        case "number" | "count":
            return f"{_grouped(shown)}{per}"
        case _ if shown.denominator != 1 and factor != 1:
            return f"{_grouped(Fraction(value))} {_UNITS.get(type.dimension, type.dimension)}{per}"
        case _:
            return f"{_grouped(shown)} {type.unit or type.dimension}{per}"


_UNITS = {"day": "days", "month": "months", "hour": "hours"}


def _cut(value: Fraction, digits: int) -> str:
    """In decimals, cut off behind the second that is not nought where they never end: `33.33…`."""
    written = _grouped(value, digits)
    if "/" not in written:
        return written
    decimals = max(digits, 2)
    while abs(value) * 10**decimals < 10:
        decimals += 1
    sign = "-" if value < 0 else ""
    return f"{sign}{_grouped(Fraction(abs(value) * 10**decimals // 1, 10**decimals), decimals)}…"


def _grouped(value: Fraction, digits: int = 0) -> str:
    """With thousands set apart, at least so many decimals, and as a fraction where decimals never end."""
    decimals = digits
    while decimals < 12 and (value * 10**decimals).denominator != 1:
        decimals += 1
    scaled = exact(value * 10**decimals)
    if isinstance(scaled, Fraction):
        return f"{value.numerator}/{value.denominator}"
    sign, whole = ("-" if scaled < 0 else ""), f"{abs(scaled):0{decimals + 1}d}"
    cut = len(whole) - decimals
    return f"{sign}{int(whole[:cut]):,}" + (f".{whole[cut:]}" if decimals else "")
