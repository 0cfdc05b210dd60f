"""A Type back in the words of a rule file: `money per day`.

Invariant: the words of a type are those of the rule language, so they read the same in every language of messages.
"""

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

SINGULAR = {"days": "day", "weeks": "week", "months": "month", "years": "year", "hours": "hour"}
PLURAL = {singular: plural for plural, singular in SINGULAR.items()}


def factor_of(type: Quantity) -> int:
    """How many base units above the line one unit that people read is: 12 for years, 7 for weeks."""
    return UNIT_FACTORS.get(type.unit, ("", 1))[1]


def per_factor(type: Quantity) -> int:
    """How many base units below the line one unit that people read is: 12 for `per year`, 7 for `per week`."""
    return UNIT_FACTORS.get(type.per_unit, ("", 1))[1]


def in_words(type: Type) -> str:
    """A type as it would be written in a rule file."""
    match type:
        case YesNo():
            return "yes or no"
        case Quantity():
            return _quantity(type)
        case DateType():
            return ("birth date" if type.birth else "date") + (" or never" if type.never else "")
        case MomentType():
            return "moment or never" if type.never else "moment"
        case MonthType():
            return "calendar month"
        case YearType():
            return "calendar year"
        case PeriodsType():
            return "periods"
        case MonthsType():
            return "calendar months"
        case TextType():
            return "text"
        case OneOf():
            return f"one of {type.list_name}"
        case EntityType():
            return type.entity
        case ListType():
            return f"list of {in_words(type.item)}"


def _quantity(type: Quantity) -> str:
    if type.dimension in ("number", "count", "money"):
        words = type.dimension
    elif type.dimension == "ratio":
        words = "percent" if type.unit == "percent" else "fraction"
    else:
        words = type.unit or PLURAL.get(type.dimension, type.dimension)
    per = type.per_unit or type.per
    return f"{words} per {per}" if per else words
