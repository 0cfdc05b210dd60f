"""The types that a value can have, with the units that people read.

Invariant: two quantities may be added or compared exactly when `dimension` and `per` are equal; `unit` and `per_unit`
only say how the value is written (30 days and 4 weeks are one type).
"""

from attrs import field, frozen


@frozen
class YesNo:
    pass


@frozen
class Quantity:
    """A number with its unit.

    dimension: number, count, ratio, money, day, month, hour, or the name of a unit that the book declares.
    unit: the unit people read: "" for number and count, percent or fraction for a ratio, money for money, days or
        weeks, months or years, hours, or the declared unit.
    per: the dimension of the divisor of a rate: "", day, month, hour or a declared unit; per_unit: the word people read
        (day, week, month, year, hour).
    """

    dimension: str
    unit: str = field(default="", eq=False)
    per: str = ""
    per_unit: str = field(default="", eq=False)


@frozen
class DateType:
    never: bool = field(default=False, eq=False)
    birth: bool = field(default=False, eq=False)  # a birth date, which only ages may be counted from


@frozen
class MomentType:
    never: bool = field(default=False, eq=False)


@frozen
class MonthType:
    pass


@frozen
class YearType:
    pass


@frozen
class PeriodsType:
    pass


@frozen
class MonthsType:
    pass


@frozen
class TextType:
    pass


@frozen
class OneOf:
    list_name: str


@frozen
class EntityType:
    entity: str


@frozen
class ListType:
    item: "Type"
    ordered: bool = field(default=False, eq=False)


Type = (
    YesNo | Quantity | DateType | MomentType | MonthType | YearType | PeriodsType | MonthsType | TextType | OneOf
    | EntityType | ListType
)  # fmt: skip

YES_NO = YesNo()
NUMBER = Quantity("number")
COUNT = Quantity("count")
RATIO = Quantity("ratio", "fraction")
PERCENT = Quantity("ratio", "percent")
MONEY = Quantity("money", "money")
DAYS = Quantity("day", "days")
MONTHS = Quantity("month", "months")
YEARS = Quantity("month", "years")
HOURS = Quantity("hour", "hours")
DATE = DateType()
DATE_OR_NEVER = DateType(never=True)

UNIT_FACTORS = {
    "day": ("day", 1), "days": ("day", 1), "week": ("day", 7), "weeks": ("day", 7),
    "month": ("month", 1), "months": ("month", 1), "year": ("month", 12), "years": ("month", 12),
    "hour": ("hour", 1), "hours": ("hour", 1),
}  # fmt: skip
"""Unit word -> (dimension, how many of the base unit it is)."""
