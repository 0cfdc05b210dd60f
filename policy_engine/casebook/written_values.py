"""Values between a case and the engine: what an officer expects as a value, and a value as an officer would write it.

Invariant: what `written` says of a known value, `value_of` reads as the same value.
"""

from datetime import date
from fractions import Fraction

from policy_engine.evaluation.read_value import Place, read_value
from policy_engine.model.rulebook import Fact, Model, Settings
from policy_engine.model.types import ListType, MonthType, Quantity, TextType, Type
from policy_engine.model.written_values import written_value
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.syntax import tree
from policy_engine.values.truth import NO, YES, Truth
from policy_engine.values.value import (
    Collection,
    Element,
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


def value_of(node: tree.Expression, type: Type, model: Model) -> Value | None:
    """What is written as a value of the type, in base units; None where it is no value of that type.

    It is read as a fact of that type would be, so a rate may be written without its `per`, which the type makes plain;
    and a share both as a percentage and as a fraction.
    """
    if isinstance(type, Quantity) and type.dimension in ("ratio", "number") and not type.per:
        if isinstance(node, tree.FractionValue):
            return exact(Fraction(node.numerator, node.denominator))
        if isinstance(node, tree.PercentValue):
            return exact(node.value)
    if isinstance(node, tree.NumberValue) and isinstance(type, Quantity) and type.dimension not in ("number", "count"):
        return None  # a facts file may leave out the unit, the rule language may not
    wrong: list[Diagnostic] = []
    value = read_value(plain_data(node), type, Place(model, Fact("", type=type), "", wrong))
    return None if wrong else value


def plain_data(node: tree.Expression) -> str:
    """A single value as text of a facts file, in which the officer's own notation is read."""
    match node:
        case tree.TextValue():
            return node.value
        case tree.MomentValue():
            return node.value.isoformat()
        case tree.Reference():
            return node.name
        case _:
            return " ".join(node.span.text.split())


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
