"""Values between a case and the engine: what an officer expects as a value, and a value as an officer would write it.

Invariant: what `written` says of a known value, `value_of` reads as the same value.
"""

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from attrs import evolve

from policy_engine.evaluation.read_value import Place, read_value
from policy_engine.model.rulebook import Fact, Gap, Model, Settings
from policy_engine.model.type_words import factor_of, per_factor
from policy_engine.model.types import (
    YES_NO,
    DateType,
    EntityType,
    ListType,
    MomentType,
    MonthsType,
    MonthType,
    OneOf,
    PeriodsType,
    Quantity,
    TextType,
    Type,
    YearType,
    YesNo,
)
from policy_engine.model.written_values import written_value
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.near import near
from policy_engine.syntax import tree
from policy_engine.values.calendar import offset_text
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


def example_of(type: Type, found: str, model: Model) -> str:
    """How a value of the type is written; a figure that was found is taken for it."""
    match type:
        case Quantity():
            figure = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", found, re.ASCII)
            number = figure[0] if figure else "10"
            per = f" per {type.per_unit or type.per}" if type.per else ""
            if type.dimension == "money":
                return f"{model.settings.symbol}{number}{per}"
            return (f"{number}%" if type.unit == "percent" else f"{number} {type.unit}".rstrip()) + per
        case OneOf():
            values = list(model.lists[type.list_name].values)
            return next(iter(near(found, values)), values[0])
        case TextType():
            return f'"{found}"'
        case YesNo() | MomentType() | MonthType() | YearType():
            return example(type, model)
        case _:
            return "2024-03-04"


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


def in_case_words(model: Model, diagnostic: Diagnostic) -> Diagnostic:
    """What the reader of facts says, with what was found and how to write it as they stand in a case."""
    facts = dict(diagnostic.facts)
    if "found" in facts:
        facts["found"] = facts["found"].strip('"')
    type = _type_of(model, facts.get("name", ""))
    if "example" in facts and type is not None:
        facts["example"] = example(type, model)
    return evolve(diagnostic, facts=facts)


def _type_of(model: Model, name: str) -> Type | None:
    declared: Iterable[Fact | Gap | None] = (model.facts.get(name), model.gaps.get(name))
    declared = (*declared, *(entity.fields.get(name) for entity in model.entities.values()))
    if name in model.discretions:
        return YES_NO
    return next((each.type for each in declared if each is not None), None)


def example(type: Type, model: Model) -> str:
    """How a value of the type may be written in a case."""
    match type:
        case YesNo():
            return "yes"
        case Quantity():
            return _example_of_quantity(type, model.settings)
        case DateType():
            return "2024-03-04"
        case MomentType():
            return f"2024-03-04T10:00{offset_text(model.settings.offset)}"
        case MonthType():
            return "2024-03"
        case YearType():
            return "2024"
        case PeriodsType():
            return "2024-01-01 to 2024-03-31"
        case MonthsType():
            return "2024-01, 2024-03 to 2024-06"
        case TextType():
            return '"..."'
        case OneOf():
            return next(iter(model.lists[type.list_name].values), "")
        case EntityType():
            return "ali"
        case ListType():
            return example(type.item, model)


def _example_of_quantity(type: Quantity, settings: Settings) -> str:
    if type.dimension == "money":
        return written_value(exact(Fraction(1200 * 10**settings.minor_digits, per_factor(type))), type, settings)
    if type.dimension == "ratio":
        return written_value(Fraction(1, 4), type, settings)
    return written_value(14 * factor_of(type), type, settings)


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
