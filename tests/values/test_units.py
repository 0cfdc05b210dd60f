"""The algebra of units, and that amounts in base units multiply like the words that people write."""

from fractions import Fraction
from itertools import product as pairs

import pytest

from policy_engine.model.functions import OPERATORS
from policy_engine.model.rulebook import Settings, Words
from policy_engine.model.types import (
    COUNT,
    DATE,
    DAYS,
    HOURS,
    MONEY,
    MONTHS,
    NUMBER,
    PERCENT,
    RATIO,
    UNIT_FACTORS,
    YEARS,
    YES_NO,
    Quantity,
)

BOOK = Settings("book", Words())
WEEKS = Quantity("day", "weeks")
KILOMETRES = Quantity("kilometre", "kilometre")


def per(word: str, above: Quantity = MONEY) -> Quantity:
    """A rate: money per day, days per month."""
    dimension = UNIT_FACTORS[word][0] if word in UNIT_FACTORS else word
    return Quantity(above.dimension, above.unit, dimension, word)


PRODUCTS = [
    (RATIO, RATIO, RATIO),
    (NUMBER, NUMBER, NUMBER),
    (COUNT, COUNT, COUNT),
    (NUMBER, RATIO, NUMBER),
    (NUMBER, COUNT, NUMBER),
    (COUNT, RATIO, COUNT),
    (RATIO, MONEY, MONEY),
    (NUMBER, DAYS, DAYS),
    (COUNT, per("month"), per("month")),
    (RATIO, DATE, None),
    (MONEY, MONEY, None),
    (DAYS, DAYS, None),
    (MONEY, DAYS, None),
    (per("day"), DAYS, MONEY),
    (per("day"), WEEKS, MONEY),
    (per("day"), MONTHS, None),
    (per("year"), MONTHS, MONEY),
    (per("hour"), HOURS, MONEY),
    (per("kilometre"), KILOMETRES, MONEY),
    (per("month", DAYS), per("day"), per("month")),
    (per("month", DAYS), MONTHS, DAYS),
    (per("month", DAYS), DAYS, None),
    (per("month", DAYS), MONEY, None),
    (per("day"), per("day"), None),
    (per("month", RATIO), MONTHS, RATIO),
    (per("month", RATIO), MONEY, per("month")),
    (per("day", NUMBER), DAYS, NUMBER),
    (per("month", DAYS), per("day", MONTHS), NUMBER),
]
QUOTIENTS = [
    (MONEY, MONEY, NUMBER),
    (per("day"), per("day"), NUMBER),
    (DAYS, WEEKS, NUMBER),
    (COUNT, COUNT, NUMBER),
    (RATIO, RATIO, NUMBER),
    (COUNT, NUMBER, NUMBER),
    (NUMBER, RATIO, NUMBER),
    (RATIO, NUMBER, RATIO),
    (COUNT, RATIO, COUNT),
    (MONEY, COUNT, MONEY),
    (MONEY, RATIO, MONEY),
    (MONEY, MONTHS, per("month")),
    (MONEY, KILOMETRES, per("kilometre")),
    (NUMBER, DAYS, per("day", NUMBER)),
    (per("month"), per("month", DAYS), per("day")),
    (MONEY, per("day"), DAYS),
    (MONEY, per("month", DAYS), None),
    (per("month"), DAYS, None),
    (DAYS, MONEY, None),
    (DAYS, MONTHS, per("month", DAYS)),
    (per("day"), per("month"), per("day", MONTHS)),
    (YES_NO, NUMBER, None),
]


@pytest.mark.parametrize(("left", "right", "expected"), PRODUCTS)
def test_products(left, right, expected):
    assert OPERATORS["times"].result((left, right)) == expected
    assert OPERATORS["times"].result((right, left)) == expected


@pytest.mark.parametrize(("left", "right", "expected"), QUOTIENTS)
def test_quotients(left, right, expected):
    assert OPERATORS["divided by"].result((left, right)) == expected


@pytest.mark.parametrize(
    ("word", "left", "right", "unit", "per_unit"),
    [
        ("times", PERCENT, RATIO, "percent", ""),
        ("times", RATIO, per("year"), "money", "year"),
        ("times", per("month", DAYS), per("day"), "money", "month"),
        ("divided by", MONEY, YEARS, "money", "year"),
        ("divided by", MONEY, per("year"), "years", ""),
        ("divided by", MONEY, WEEKS, "money", "week"),
        ("plus", WEEKS, DAYS, "weeks", ""),
        ("plus", per("year"), per("month"), "money", "year"),
    ],
)
def test_the_unit_that_people_read(word, left, right, unit, per_unit):
    result = OPERATORS[word].result((left, right))
    assert isinstance(result, Quantity)
    assert (result.unit, result.per_unit) == (unit, per_unit)


def test_dividing_undoes_multiplying():
    """Wherever a product of two quantities with a dimension is a type, dividing it by the one gives the other."""
    dimensions = (MONEY, DAYS, MONTHS, per("day"), per("year"), per("month", DAYS), per("kilometre"), KILOMETRES)
    for left, right in pairs(dimensions, repeat=2):
        whole = OPERATORS["times"].result((left, right))
        if whole is not None:
            assert OPERATORS["divided by"].result((whole, right)) == left


@pytest.mark.parametrize("word", ["plus", "minus", "excess", "not below", "not above", "lowest", "highest", "sum"])
def test_what_may_be_added(word):
    result = OPERATORS[word].result
    assert result((MONEY, MONEY)) == MONEY
    assert result((per("year"), per("month"))) == per("month")
    assert result((NUMBER, COUNT)) == NUMBER
    assert result((COUNT, NUMBER)) == NUMBER
    assert result((COUNT, COUNT)) == COUNT
    assert result((PERCENT, RATIO)) == RATIO
    assert result((YEARS, MONTHS)) == MONTHS
    for left, right in [(MONEY, MONTHS), (MONEY, NUMBER), (RATIO, NUMBER), (DAYS, MONTHS), (per("day"), per("month"))]:
        assert result((left, right)) is None
    assert result(()) is None


def sen(ringgit: int) -> int:
    return ringgit * 100


def rate(amount: int, word: str) -> int | Fraction:
    """An amount per unit in base units, as the literal `amount per word` holds it."""
    value = Fraction(amount, UNIT_FACTORS[word][1])
    return int(value) if value.denominator == 1 else value


def length(amount: int, word: str) -> int:
    return amount * UNIT_FACTORS[word][1]


@pytest.mark.parametrize(
    ("word", "left", "right", "expected"),
    [
        # RM12,000 per year for 18 months is 12,000 x 1.5 = RM18,000
        ("times", rate(sen(12_000), "year"), length(18, "months"), sen(18_000)),
        # RM12,000 per year for 2 years
        ("times", rate(sen(12_000), "year"), length(2, "years"), sen(24_000)),
        # RM100 per year for 1 month is RM100 / 12 = 833 1/3 sen
        ("times", rate(sen(100), "year"), length(1, "month"), Fraction(2500, 3)),
        # RM70 per week for 3 days is RM30
        ("times", rate(sen(70), "week"), length(3, "days"), sen(30)),
        # RM70 per week for 2 weeks
        ("times", length(2, "weeks"), rate(sen(70), "week"), sen(140)),
        # 30 days per month times RM50 per day is RM1,500 per month, which is RM18,000 per year
        ("times", rate(30, "month"), rate(sen(50), "day"), rate(sen(18_000), "year")),
        # RM3,000 per month divided by 30 days per month is RM100 per day
        ("divided by", rate(sen(3_000), "month"), rate(30, "month"), rate(sen(100), "day")),
        # RM700 divided by RM70 per week is 10 weeks
        ("divided by", sen(700), rate(sen(70), "week"), length(10, "weeks")),
        # RM36,000 divided by 3 years is RM1,000 per month
        ("divided by", sen(36_000), length(3, "years"), rate(sen(1_000), "month")),
        # 30% of RM1,234.56 is RM370.368
        ("times", Fraction(3, 10), 123_456, Fraction(370_368, 10)),
        # 4 weeks and 2 days are 30 days
        ("plus", length(4, "weeks"), length(2, "days"), 30),
        ("divided by", sen(1), 3, Fraction(100, 3)),
    ],
)
def test_amounts_in_base_units(word, left, right, expected):
    value = OPERATORS[word].apply(BOOK, (left, right))
    assert value == expected
    assert type(value) is type(expected)
