"""The table of operators: what each gives on known values, and that its types keep their word."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.model.functions import OPERATORS
from policy_engine.model.rulebook import Settings, Words
from policy_engine.model.types import (
    COUNT,
    DATE,
    DATE_OR_NEVER,
    DAYS,
    HOURS,
    MONEY,
    MONTHS,
    NUMBER,
    PERCENT,
    RATIO,
    YEARS,
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
from policy_engine.values import sets
from policy_engine.values.calendar import FIRST_DAY, FIRST_MOMENT, LAST_DAY, LAST_MOMENT
from policy_engine.values.truth import NO, YES
from policy_engine.values.value import (
    NEVER,
    Collection,
    Element,
    Month,
    Months,
    Never,
    NoValue,
    NoValueKey,
    Periods,
    Year,
    exact,
)

BOOK = Settings("book", Words())
BIRTH = DateType(birth=True)
MOMENT = MomentType()
MOMENT_OR_NEVER = MomentType(never=True)
TEXT = TextType()
MONTH, YEAR, PERIODS, MONTH_SET = MonthType(), YearType(), PeriodsType(), MonthsType()
CHILD, KIND = EntityType("child"), OneOf("kind")
LANGUAGE = {
    "plus", "minus", "times", "divided by", "not below", "not above", "lowest", "highest", "sum", "excess",
    "at least", "at most", "below", "over", "before", "after", "on or before", "on or after", "is", "is not",
    "in values", "in periods", "outside periods", "in months", "in year", "window", "months within year",
    "periods within year",
    "months counted to", "months counted until", "periods counted to", "periods counted until", "number of months",
    "number of days", "date plus days", "date minus days", "date plus months", "date minus months", "month plus months",
    "month minus months", "moment plus hours", "moment minus hours", "counting", "age", "date when", "days to",
    "days until", "months elapsed", "years elapsed", "whole months to", "whole months until", "hours until",
    "month of date", "year of date", "year of month", "date of moment", "first day of month", "last day of month",
    "first day of year", "last day of year",
}  # fmt: skip


def of(word: str, *values: object, book: Settings = BOOK) -> object:
    return OPERATORS[word].apply(book, values)


def typed(word: str, *types: Type) -> Type | None:
    return OPERATORS[word].result(types)


def test_the_table_is_the_language():
    assert set(OPERATORS) == LANGUAGE
    assert all(name == each.name for name, each in OPERATORS.items())


# ------------------------------------------------------------------------------------------------ one by one

D1, D2 = date(2024, 3, 4), date(2024, 3, 5)
M1, M2 = Month.of(2024, 3), Month.of(2024, 4)
ZONE = FIRST_MOMENT.tzinfo
T1 = datetime(2024, 3, 4, 10, tzinfo=ZONE)
LEAVE = sets.merged([(D1.toordinal(), D2.toordinal())])
PAID = sets.months_of([M1])
ALI, BALA = Element("child", "ali", {}), Element("child", "bala", {})

VALUES = [
    ("minus", (3, 5), -2),
    ("excess", (3, 5), 0),
    ("excess", (5, 3), 2),
    ("not below", (3, 5), 5),
    ("not above", (3, 5), 3),
    ("sum", (1, Fraction(1, 2), Fraction(1, 2)), 2),
    ("sum", (7,), 7),
    ("divided by", (1, 0), NoValue("divided by zero")),
    ("lowest", (3, Fraction(1, 2), 5), Fraction(1, 2)),
    ("highest", (3, Fraction(1, 2), 5), 5),
    ("lowest", (NEVER, D2, D1), D1),
    ("highest", (D1, NEVER, D2), NEVER),
    ("lowest", (NEVER, NEVER), NEVER),
    ("highest", (M1, M2), M2),
    ("at least", (5, 5), YES),
    ("at most", (Fraction(11, 2), 5), NO),
    ("below", (5, 5), NO),
    ("over", (Fraction(11, 2), 5), YES),
    ("before", (D1, D2), YES),
    ("before", (D1, D1), NO),
    ("before", (D1, NEVER), YES),
    ("before", (NEVER, D1), NO),
    ("before", (NEVER, NEVER), NO),
    ("after", (NEVER, D1), YES),
    ("after", (D1, NEVER), NO),
    ("on or before", (D1, D1), YES),
    ("on or before", (NEVER, NEVER), YES),
    ("on or before", (NEVER, D1), NO),
    ("on or after", (NEVER, NEVER), YES),
    ("on or after", (D1, NEVER), NO),
    ("on or after", (M1, M2), NO),
    ("is", (NEVER, NEVER), YES),
    ("is", (D1, NEVER), NO),
    ("is not", (D1, NEVER), YES),
    ("is", (YES, NO), NO),
    ("is", ("child", "child"), YES),
    ("is", (ALI, Element("child", "ali", {"born": D1})), YES),
    ("is not", (ALI, BALA), YES),
    ("in values", ("child", "spouse", "child"), YES),
    ("in values", ("parent", "spouse", "child"), NO),
    ("in periods", (D1, LEAVE), YES),
    ("outside periods", (D1, LEAVE), NO),
    ("outside periods", (D2, LEAVE), YES),
    ("in periods", (NEVER, LEAVE), NO),
    ("outside periods", (NEVER, LEAVE), NO),
    ("in months", (M1, PAID), YES),
    ("in months", (M2, PAID), NO),
    ("in year", (D1, Year(2024)), YES),
    ("in year", (M1, Year(2023)), NO),
    ("in year", (NEVER, Year(2024)), NO),
    ("window", (PAID, 1, M2), PAID),
    ("window", (PAID, 1, M1), Months(frozenset())),
    ("window", (PAID, Fraction(1, 2), M1), NoValue("not whole")),
    ("months within year", (PAID, Year(2024)), PAID),
    ("periods within year", (LEAVE, Year(2023)), Periods(())),
    ("months counted to", (PAID, M1, M1), PAID),
    ("months counted until", (PAID, M1, M1), Months(frozenset())),
    ("periods counted to", (LEAVE, D1, D1), LEAVE),
    ("periods counted until", (LEAVE, D1, D1), Periods(())),
    ("periods counted to", (LEAVE, D1, NEVER), NoValue("never")),
    ("periods counted until", (LEAVE, D2, D1), NoValue("end before start")),
    ("number of months", (PAID,), 1),
    ("number of days", (LEAVE,), 1),
    ("date plus days", (D1, 1), D2),
    ("date minus days", (D2, 1), D1),
    ("date plus days", (NEVER, 1), NEVER),
    ("date plus days", (D1, Fraction(1, 2)), NoValue("not whole")),
    ("date plus months", (date(2024, 1, 31), 1), date(2024, 2, 29)),
    ("date minus months", (date(2024, 3, 31), 1), date(2024, 2, 29)),
    ("date plus months", (LAST_DAY, 1), NoValue("outside the calendar")),
    ("date minus months", (NEVER, 1), NEVER),
    ("month plus months", (M1, 1), M2),
    ("month minus months", (M2, 1), M1),
    ("moment plus hours", (T1, Fraction(1, 2)), datetime(2024, 3, 4, 10, 30, tzinfo=ZONE)),
    ("moment minus hours", (T1, 48), datetime(2024, 3, 2, 10, tzinfo=ZONE)),
    ("moment plus hours", (NEVER, 48), NEVER),
    ("counting", (2, D1), D2),
    ("counting", (2, NEVER), NEVER),
    # 20 years in months
    ("age", (date(2004, 2, 29), date(2025, 2, 28)), 240),
    ("age", (D2, D1), NoValue("before birth")),
    ("age", (D1, NEVER), NoValue("never")),
    ("date when", (date(2004, 2, 29), 252), date(2025, 3, 1)),
    ("date when", (NEVER, 252), NoValue("never")),
    ("days to", (D1, D2), 2),
    ("days until", (D1, D2), 1),
    ("days until", (D1, NEVER), NoValue("never")),
    ("months elapsed", (date(2024, 1, 31), date(2024, 2, 29)), 1),
    ("years elapsed", (date(2020, 1, 1), date(2022, 12, 31)), 24),
    ("years elapsed", (D2, D1), NoValue("end before start")),
    ("whole months to", (date(2024, 1, 1), date(2024, 1, 31)), 1),
    ("whole months until", (date(2024, 1, 1), date(2024, 1, 31)), 0),
    ("hours until", (T1, T1 + timedelta(minutes=20)), Fraction(1, 3)),
    ("month of date", (D1,), M1),
    ("month of date", (NEVER,), NoValue("never")),
    ("year of date", (D1,), Year(2024)),
    ("year of month", (M1,), Year(2024)),
    ("date of moment", (T1,), D1),
    ("date of moment", (NEVER,), NEVER),
    ("first day of month", (M1,), date(2024, 3, 1)),
    ("last day of month", (M1,), date(2024, 3, 31)),
    ("first day of year", (Year(2024),), date(2024, 1, 1)),
    ("last day of year", (Year(2024),), date(2024, 12, 31)),
]


@pytest.mark.parametrize(("word", "values", "expected"), VALUES)
def test_values(word, values, expected):
    value = of(word, *values)
    assert value == expected
    assert type(value) is type(expected)


def test_every_operator_is_tried():
    tried = {word for word, _, _ in VALUES}
    assert set(OPERATORS) - tried == {"plus", "times"}  # test_units.py


def test_the_head_of_the_book_decides():
    other = Settings("book", Words(), leap_birthday="28 February", month_end="forward")
    born, eve = date(2004, 2, 29), date(2025, 2, 28)
    assert of("age", born, eve, book=other) == 252
    assert of("date when", born, 252, book=other) == eve
    assert of("date plus months", date(2024, 1, 31), 1, book=other) == date(2024, 3, 1)
    assert of("date minus months", date(2024, 3, 31), 1, book=other) == date(2024, 3, 1)
    assert of("months elapsed", date(2024, 1, 31), date(2024, 2, 29), book=other) == 0
    assert of("years elapsed", born, eve, book=other) == 240


@pytest.mark.parametrize(
    ("word", "types", "expected"),
    [
        ("age", (BIRTH, DATE), YEARS),
        ("date when", (BIRTH, YEARS), DATE),
        ("date when", (BIRTH, DAYS), None),
        ("date plus months", (BIRTH, YEARS), None),
        ("days until", (BIRTH, DATE), None),
        ("year of date", (BIRTH,), None),
        ("before", (BIRTH, DATE), YES_NO),
        ("before", (DATE, MOMENT), None),
        ("is", (DATE, MOMENT), None),
        ("before", (DATE, MONTH), None),
        ("before", (YEAR, YEAR), YES_NO),
        ("below", (YEARS, MONTHS), YES_NO),
        ("below", (DAYS, YEARS), None),
        ("below", (COUNT, NUMBER), YES_NO),
        ("below", (PERCENT, NUMBER), None),
        ("at least", (DATE, DATE), None),
        ("is", (COUNT, NUMBER), YES_NO),
        ("is", (KIND, OneOf("other")), None),
        ("is", (KIND, TEXT), None),
        ("is", (ListType(MONEY), ListType(MONEY)), None),
        ("in values", (KIND, KIND, KIND), YES_NO),
        ("in values", (KIND, KIND, TEXT), None),
        ("in values", (KIND,), None),
        ("lowest", (MONTH, MONTH, MONTH), MONTH),
        ("lowest", (DATE, MONTH), None),
        ("lowest", (MOMENT, DATE), None),
        ("lowest", (MONTH, YEAR), None),
        ("lowest", (TEXT, TEXT), None),
        ("sum", (DATE, DATE), None),
        ("in year", (MOMENT, YEAR), None),
        ("in months", (DATE, MONTH_SET), None),
        ("window", (MONTH_SET, DAYS, MONTH), None),
        ("date plus days", (DATE, MONTHS), None),
        ("date plus days", (DATE,), None),
        ("times", (DATE, NUMBER), None),
        ("date of moment", (DATE,), None),
    ],
)
def test_types(word, types, expected):
    assert typed(word, *types) == expected


@pytest.mark.parametrize(
    ("word", "types", "never"),
    [
        ("date plus days", (DATE, DAYS), False),
        ("date plus days", (DATE_OR_NEVER, DAYS), True),
        ("counting", (DAYS, DATE_OR_NEVER), True),
        ("moment plus hours", (MOMENT_OR_NEVER, HOURS), True),
        ("date of moment", (MOMENT_OR_NEVER,), True),
        ("lowest", (DATE, DATE_OR_NEVER), False),
        ("lowest", (DATE_OR_NEVER, DATE_OR_NEVER), True),
        ("highest", (DATE, DATE_OR_NEVER), True),
        ("highest", (MOMENT, MOMENT), False),
    ],
)
def test_whether_it_may_be_never(word, types, never):
    result = typed(word, *types)
    assert isinstance(result, DateType | MomentType)
    assert result.never is never


# ------------------------------------------------------------------------------------------------ over all operators

TYPES = (
    YES_NO, NUMBER, COUNT, PERCENT, MONEY, DAYS, MONTHS, YEARS, HOURS, Quantity("kilometre", "kilometre"),
    Quantity("money", "money", "day", "day"), Quantity("money", "money", "month", "year"),
    Quantity("day", "days", "month", "month"), Quantity("ratio", "percent", "month", "month"),
    DATE, DATE_OR_NEVER, BIRTH, MOMENT, MOMENT_OR_NEVER, MONTH, YEAR, PERIODS, MONTH_SET, TEXT, KIND, CHILD,
    ListType(MONEY),
)  # fmt: skip
FITTING = {
    name: [
        (types, result)
        for length in (1, 2, 3)
        for types in product(TYPES, repeat=length)
        if (result := each.result(types)) is not None
    ]
    for name, each in OPERATORS.items()
}

BOOKS = st.builds(
    lambda leap, end: Settings("book", Words(), leap_birthday=leap, month_end=end),
    st.sampled_from(["1 March", "28 February"]),
    st.sampled_from(["back", "forward"]),
)
NUMBERS = st.one_of(
    st.integers(-5, 500), st.integers(-(10**15), 10**15), st.fractions(-1000, 1000, max_denominator=60).map(exact)
)
DATES = st.one_of(st.dates(FIRST_DAY, LAST_DAY), st.dates(date(2024, 1, 1), date(2024, 12, 31)))
MOMENTS = st.datetimes(FIRST_MOMENT.replace(tzinfo=None), LAST_MOMENT.replace(tzinfo=None), timezones=st.just(ZONE))
MONTH_VALUES = st.builds(Month.of, st.integers(1900, 2199), st.integers(1, 12))
STRETCHES = st.tuples(DATES, st.integers(0, 400)).map(
    lambda pair: (pair[0].toordinal(), min(pair[0].toordinal() + pair[1], LAST_DAY.toordinal() + 1))
)


def values_of(type: Type) -> st.SearchStrategy[object]:
    match type:
        case YesNo():
            return st.sampled_from([YES, NO])
        case Quantity():
            return NUMBERS
        case DateType():
            return st.one_of(st.just(NEVER), DATES) if type.never else DATES
        case MomentType():
            return st.one_of(st.just(NEVER), MOMENTS) if type.never else MOMENTS
        case MonthType():
            return MONTH_VALUES
        case YearType():
            return st.builds(Year, st.integers(1900, 2199))
        case PeriodsType():
            return st.lists(STRETCHES, max_size=4).map(sets.merged)
        case MonthsType():
            return st.lists(MONTH_VALUES, max_size=6).map(sets.months_of)
        case TextType() | OneOf():
            return st.sampled_from(["child", "spouse", ""])
        case EntityType():
            return st.sampled_from([ALI, BALA])
        case ListType():
            return st.lists(NUMBERS, max_size=3).map(lambda items: Collection(tuple(items)))


def is_of(value: object, type: Type) -> bool:
    """Whether a value is one of the type."""
    match type:
        case YesNo():
            return value is YES or value is NO
        case Quantity():
            return value.__class__ is int or (value.__class__ is Fraction and value.denominator > 1)
        case DateType():
            if value.__class__ is Never:
                return type.never
            return value.__class__ is date and FIRST_DAY <= value <= LAST_DAY
        case MomentType():
            if value.__class__ is Never:
                return type.never
            return value.__class__ is datetime and value.tzinfo is ZONE and FIRST_MOMENT <= value <= LAST_MOMENT
        case MonthType():
            return value.__class__ is Month and 1900 <= value.year <= 2199
        case YearType():
            return value.__class__ is Year and 1900 <= value.number <= 2199
        case PeriodsType():
            return value.__class__ is Periods and sets.merged(value.stretches) == value
        case MonthsType():
            return value.__class__ is Months
        case TextType() | OneOf():
            return value.__class__ is str
        case EntityType():
            return value.__class__ is Element
        case ListType():
            return value.__class__ is Collection


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_every_operator_fits_something_and_refuses_something(name):
    assert FITTING[name]
    assert len(FITTING[name]) < len(TYPES) + len(TYPES) ** 2 + len(TYPES) ** 3
    assert OPERATORS[name].result(()) is None
    assert OPERATORS[name].result([ListType(MONEY)]) is None


@pytest.mark.parametrize("name", sorted(OPERATORS))
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_typed_operation_gives_a_value_of_its_type_or_says_why_not(name, data):
    types, result = data.draw(st.sampled_from(FITTING[name]))
    values = tuple(data.draw(values_of(type)) for type in types)
    value = OPERATORS[name].apply(data.draw(BOOKS), values)
    if isinstance(value, NoValue):
        assert value.key in get_args(NoValueKey)
    else:
        assert is_of(value, result), (values, value, result)


@given(*[st.one_of(st.just(NEVER), DATES)] * 2)
def test_the_order_of_dates_is_total(left, right):
    before, after = of("before", left, right), of("after", left, right)
    assert [before, after, of("is", left, right)].count(YES) == 1
    assert (of("on or before", left, right) is YES) == (after is NO)
    assert (of("on or after", left, right) is YES) == (before is NO)
    assert of("on or before", of("lowest", left, right), of("highest", left, right)) is YES


def test_percent_and_fraction_are_one_type():
    assert typed("is", PERCENT, RATIO) == YES_NO
    assert of("is", Fraction(4, 5), Fraction(8, 10)) is YES
