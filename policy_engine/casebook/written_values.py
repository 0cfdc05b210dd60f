"""Values between a case and the engine: what an officer expects as a value, and a value as an officer would write it.

Invariant: what `written` says of a known value, `value_of` reads as the same value.
"""

from datetime import date
from fractions import Fraction

from policy_engine.model.rulebook import Settings
from policy_engine.model.types import (
    UNIT_FACTORS,
    DateType,
    ListType,
    MomentType,
    MonthType,
    OneOf,
    Quantity,
    TextType,
    Type,
    YearType,
    YesNo,
)
from policy_engine.model.written import per_factor
from policy_engine.model.written_values import written_value
from policy_engine.syntax import tree
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
        case _:
            return None


def _rate(value: Fraction, per: str, type: Quantity) -> Exact | None:
    """A quantity in base units; `per` must be of the type's divisor, or be left out."""
    if not per:
        return exact(value / per_factor(type))
    dimension, factor = UNIT_FACTORS.get(per, (per, 1))
    return exact(value / factor) if dimension == type.per else None


def written(value: Value, type: Type, settings: Settings) -> str:
    """A value as it is written in a case."""
    match value:
        case Truth():
            return truth_word(value)
        case Open():
            return "referred" if value.referred else "undetermined"
        case NotApplicable():
            return "not asked"
        case Element():
            return value.id
        case Collection():
            return ", ".join(_item(item, type, settings) for item in value.items) or "nothing"
        case Periods():
            stretches = [(date.fromordinal(start), date.fromordinal(end - 1)) for start, end in value.stretches]
            return ", ".join(f"{start} to {end}" for start, end in stretches) or "nothing"
        case Months():
            months = [Month(index) for index in sorted(value.indices)]
            return ", ".join(written_value(month, MonthType(), settings) for month in months) or "nothing"
        case str():
            return f'"{value}"' if isinstance(type, TextType) else value
        case int() | Fraction() | date() | Never() | Month() | Year():
            return written_value(value, type, settings)


def _item(item: Value, type: Type, settings: Settings) -> str:
    return written(item, type.item if isinstance(type, ListType) else type, settings)


def truth_word(truth: Truth) -> str:
    """A truth as a limb of a case is expected: facts are missing where one of its parts is unknown."""
    if truth is YES:
        return "yes"
    if truth is NO:
        return "no"
    return "undetermined" if truth.low is None or truth.high is None else "referred"
