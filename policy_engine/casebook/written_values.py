"""Values between a case and the engine: what an officer expects as a value, and a value as an officer would write it.

Invariant: `value_of` and `written` are inverse for every value that a case can state exactly.
"""

from datetime import date, datetime
from fractions import Fraction

from policy_engine.model.rulebook import Settings
from policy_engine.model.types import (
    UNIT_FACTORS,
    DateType,
    MomentType,
    MonthType,
    OneOf,
    Quantity,
    TextType,
    Type,
    YearType,
    YesNo,
)
from policy_engine.model.written import factor_of, per_factor
from policy_engine.syntax import tree
from policy_engine.values.number import fraction_text, plain_text
from policy_engine.values.truth import NO, YES, Truth, truth_of
from policy_engine.values.value import (
    NEVER,
    Collection,
    Element,
    Exact,
    Month,
    Months,
    Never,
    NotApplicable,
    Open,
    Periods,
    Value,
    Year,
    exact,
)


def value_of(node: tree.Expression, type: Type, settings: Settings) -> Value | None:
    """What is written as a value of the type, in base units; None where it is no value of that type.

    A rate may be written without its `per`, which the type makes plain.
    """
    match node, type:
        case tree.MoneyValue(), Quantity(dimension="money"):
            return _rate(node.value * 10**settings.minor_digits, node.per, type)
        case tree.PercentValue(), Quantity(dimension="ratio"):
            return exact(node.value)
        case tree.FractionValue(), Quantity(dimension="ratio" | "number"):
            return exact(Fraction(node.numerator, node.denominator)) if node.denominator else None
        case tree.NumberValue(), Quantity(dimension="number" | "count"):
            return _rate(node.value, node.per, type)
        case tree.DurationValue(), Quantity():
            dimension, factor = UNIT_FACTORS.get(node.unit, (node.unit, 1))
            return _rate(node.value * factor, node.per, type) if dimension == type.dimension else None
        case tree.NumberValue(), YearType():
            return Year(int(node.value)) if node.value.denominator == 1 and not node.per else None
        case tree.DateValue(), DateType():
            return node.value
        case tree.MomentValue(), MomentType():
            return node.value
        case tree.NeverValue(), DateType() | MomentType():
            return NEVER
        case tree.MonthValue(), MonthType():
            return Month.of(node.year, node.month)
        case tree.TextValue(), TextType():
            return node.value
        case tree.YesNoValue(), YesNo():
            return truth_of(node.value)
        case tree.Reference(), OneOf():
            return node.name
    return None


def _rate(value: Fraction, per: str, type: Quantity) -> Exact | None:
    """A quantity in base units; `per` must be of the type's divisor, or be left out."""
    if not per:
        return exact(value / per_factor(type))
    dimension, factor = UNIT_FACTORS.get(per, (per, 1))
    return exact(value / factor) if dimension == type.per else None


def written(value: Value, type: Type, settings: Settings) -> str:
    """A value as it is written in a case; an exact value that no decimal can say is written as a fraction."""
    match value:
        case Truth():
            return truth_word(value)
        case int() | Fraction():
            return _quantity(value, type, settings) if isinstance(type, Quantity) else plain_text(value)
        case datetime() | date():
            return value.isoformat()
        case Never():
            return "never"
        case Month():
            return f"{value.year:04}-{value.month:02}"
        case Year():
            return str(value.number)
        case Periods():
            stretches = [(date.fromordinal(start), date.fromordinal(end - 1)) for start, end in value.stretches]
            return ", ".join(f"{start} to {end}" for start, end in stretches) or "nothing"
        case Months():
            months = [Month(index) for index in sorted(value.indices)]
            return ", ".join(written(month, MonthType(), settings) for month in months) or "nothing"
        case str():
            return f'"{value}"' if isinstance(type, TextType) else value
        case Element():
            return value.id
        case Collection():
            return ", ".join(item.id if isinstance(item, Element) else str(item) for item in value.items) or "nothing"
        case Open():
            return "referred" if value.referred else "undetermined"
        case NotApplicable():
            return "not asked"


def truth_word(truth: Truth) -> str:
    """A truth as a limb of a case is expected: facts are missing where one of its parts is unknown."""
    if truth is YES:
        return "yes"
    if truth is NO:
        return "no"
    return "undetermined" if truth.low is None or truth.high is None else "referred"


def _quantity(value: Exact, type: Quantity, settings: Settings) -> str:
    shown = exact(Fraction(value) * per_factor(type) / factor_of(type))
    per = f" per {type.per_unit or type.per}" if type.per else ""
    if type.dimension == "money":
        major = exact(Fraction(shown) / 10**settings.minor_digits)
        whole, point, decimals = plain_text(major).partition(".")
        if "/" in whole:
            return f"{settings.symbol}{whole}{per}"
        decimals = decimals.ljust(settings.minor_digits, "0")
        return f"{settings.symbol}{int(whole):,}{'.' if decimals else ''}{decimals}{per}"
    if type.dimension == "ratio":
        return f"{plain_text(exact(shown * 100))}%" if type.unit == "percent" else fraction_text(shown)
    unit = f" {type.unit or type.dimension}" if type.dimension not in ("number", "count") else ""
    return f"{plain_text(shown)}{unit}{per}"
