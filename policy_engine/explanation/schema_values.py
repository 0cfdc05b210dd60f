"""The JSON Schema of one value of a facts file.

Invariant: it admits what evaluation/read_value.py reads and refuses other kinds and forms; the range of an amount that
is written as text (RM2,500.00) is beyond JSON Schema and left to the reader of facts.
"""

from fractions import Fraction
from math import ceil, floor
from typing import Any

from policy_engine.model.rulebook import Fact, Model
from policy_engine.model.type_words import factor_of, per_factor
from policy_engine.model.types import (
    UNIT_FACTORS,
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
from policy_engine.values.value import Value

Json = dict[str, Any]

LONGEST_TEXT = 10_000
NUMBER = r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?"
DAY: Json = {
    "type": "string",
    "format": "date",
    "pattern": r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
}
MONTH: Json = {"type": "string", "pattern": r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"}
MOMENT: Json = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?[+-][0-9]{2}:[0-9]{2}$",
}
NEVER: Json = {"const": "never"}


def value_schema(model: Model, fact: Fact, type: Type) -> Json:
    """What may stand for one value of the type, with the range of the fact."""
    match type:
        case YesNo():
            return {"enum": [True, False, "yes", "no"]}
        case Quantity():
            return _ratio(type) if type.dimension == "ratio" else _quantity(model, fact, type)
        case DateType():
            return {"anyOf": [DAY, NEVER]} if type.never else DAY
        case MomentType():
            return {"anyOf": [MOMENT, NEVER]} if type.never else MOMENT
        case MonthType():
            return MONTH
        case YearType():
            years = {"type": "integer", "minimum": 1900, "maximum": 2199}
            return {"anyOf": [years, {"type": "string", "pattern": "^(19|20|21)[0-9]{2}$"}]}
        case PeriodsType():
            return {"type": "array", "items": stretch(DAY)}
        case MonthsType():
            return {"type": "array", "items": {"anyOf": [MONTH, stretch(MONTH)]}}
        case TextType():
            return {"type": "string", "maxLength": LONGEST_TEXT}
        case OneOf():
            listed = model.lists.get(type.list_name)
            return {"enum": list(listed.values) if listed else []}
        case ListType():
            return list_schema(fact, value_schema(model, fact, type.item))
        case EntityType():
            return {"type": "object"}


def stretch(ends: Json) -> Json:
    """From when to when, both included."""
    return closed({"from": ends, "to": ends}, ("from", "to"))


def closed(properties: Json, required: tuple[str, ...] = ()) -> Json:
    """An object with these properties and no others."""
    schema: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def list_schema(fact: Fact, item: Json) -> Json:
    """A list, or one that says of itself that it may have further members."""
    low, high = fact.length or (0, None)
    limits: Json = {} if high is None else {"maxItems": high}
    items = {"type": "array", "items": item, **limits}
    partial = closed({"partial": {"type": "boolean"}, "items": items}, ("partial", "items"))
    return {"anyOf": [{**items, "minItems": low} if low else items, partial]}


def _quantity(model: Model, fact: Fact, type: Quantity) -> Json:
    """A number in the unit that people read, or a text with its unit behind it."""
    return {"anyOf": [_number(model, fact, type), {"type": "string", "pattern": f"^{_text(model, type)}$"}]}


def _number(model: Model, fact: Fact, type: Quantity) -> Json:
    unit = _size(model, type)
    whole = fact.step is not None and (Fraction(fact.step) / unit).denominator == 1
    schema: Json = {"type": "integer" if whole and _is_whole(fact.low, unit) else "number"}
    low, high = (_in_unit(limit, unit) for limit in (fact.low, fact.high))
    if low is not None:
        schema["minimum"] = ceil(low) if schema["type"] == "integer" else floor(low)
    if high is not None:
        schema["maximum"] = floor(high) if schema["type"] == "integer" else ceil(high)
    return schema


def _size(model: Model, type: Quantity) -> Fraction:
    """How many base units one unit is that people read."""
    minor = 10**model.settings.minor_digits if type.dimension == "money" else 1
    return Fraction(factor_of(type) * minor, per_factor(type))


def _in_unit(limit: Value | None, unit: Fraction) -> Fraction | None:
    return Fraction(limit) / unit if isinstance(limit, int | Fraction) else None


def _is_whole(low: Value | None, unit: Fraction) -> bool:
    first = _in_unit(low, unit)
    return first is None or first.denominator == 1


def _text(model: Model, type: Quantity) -> str:
    rate = f"( per ({'|'.join(_words(type.per))}))?" if type.per else ""
    if type.dimension == "money":
        symbol = "".join(sign if sign.isalnum() else f"[{sign}]" for sign in model.settings.symbol)
        return f"({symbol})?{NUMBER}{rate}" if symbol else NUMBER + rate
    if type.dimension in ("number", "count"):
        return NUMBER + rate
    return f"{NUMBER}( ({'|'.join(_words(type.dimension))}))?{rate}"


def _words(dimension: str) -> tuple[str, ...]:
    """The words for units of a dimension: day, days, week, weeks."""
    return tuple(word for word, (of, _) in UNIT_FACTORS.items() if of == dimension) or (dimension,)


def _ratio(type: Quantity) -> Json:
    if type.unit == "percent":
        return {"type": "string", "pattern": f"^{NUMBER}%$"}
    return {"type": "string", "pattern": "^[0-9]{1,30}/0*[1-9][0-9]{0,29}$"}
