"""Rounding, reading and writing exact numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.values.number import decimal_number, decimal_text, fraction_text, plain_text, round_to
from policy_engine.values.value import exact

MODES = ("half up", "half even", "down", "up")
numbers = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6).map(exact)
units = st.sampled_from([1, 5, 10, 100, Fraction(1, 2), Fraction(1, 100), Fraction(2, 3)])


def decimal(text: str) -> int | Fraction:
    return exact(Fraction(text))


# The published table of [0, 3.00, 3.30, 3.50, 3.99] and its mirror image; 3.50 is the half.
WHOLE = {
    "down": {"0": 0, "3.00": 3, "3.30": 3, "3.50": 3, "3.99": 3},
    "up": {"0": 0, "3.00": 3, "3.30": 4, "3.50": 4, "3.99": 4},
    "half up": {"0": 0, "3.00": 3, "3.30": 3, "3.50": 4, "3.99": 4},
    "half even": {"0": 0, "3.00": 3, "3.30": 3, "3.50": 4, "3.99": 4, "2.50": 2, "4.50": 4, "2.51": 3},
}


@pytest.mark.parametrize("mode", MODES)
def test_to_whole_numbers(mode):
    for text, expected in WHOLE[mode].items():
        assert round_to(decimal(text), 1, mode) == expected
        assert round_to(-decimal(text), 1, mode) == -expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        # half a cent away from zero, on both sides
        ("0.005", "0.01", "0.01"),
        ("-0.005", "0.01", "-0.01"),
        ("0.025", "0.01", "0.03"),
        # one number to 2, 1, 0, -1 and -2 places
        ("1234.56", "0.01", "1234.56"),
        ("1234.56", "0.1", "1234.6"),
        ("1234.56", "1", "1235"),
        ("1234.56", "10", "1230"),
        ("1234.56", "100", "1200"),
        # where rounding twice would go wrong: 1234.96 by way of 1235 is 1240, 1249.99 by way of 1250 is 1300
        ("1234.96", "10", "1230"),
        ("1249.99", "100", "1200"),
        # to five sen: 0.125 is exactly between 0.10 and 0.15
        ("0.125", "0.05", "0.15"),
        ("0.124", "0.05", "0.10"),
    ],
)
def test_half_up(text, unit, expected):
    assert round_to(decimal(text), decimal(unit), "half up") == decimal(expected)


def test_one_rounding_differs_from_thirty():
    """21% of RM148.50 is 31.185 a day; 4/5 of it 24.948; 30 days 748.44 rounded once, 24.95 x 30 = 748.50 per day."""
    rate = Fraction(21, 100) * 14850 * Fraction(4, 5)  # sen
    assert round_to(rate * 30, 1, "half up") == 74844
    assert round_to(rate, 1, "half up") * 30 == 74850


@given(numbers, units, st.sampled_from(MODES))
def test_rounding_is_near_idempotent_and_symmetric(value, unit, mode):
    rounded = round_to(value, unit, mode)
    off = abs(rounded - value)
    assert off <= Fraction(unit) / 2 if mode.startswith("half") else off < unit
    assert (Fraction(rounded) / unit).denominator == 1
    assert round_to(rounded, unit, mode) == rounded
    assert round_to(-value, unit, mode) == -rounded
    assert type(rounded) is int or rounded.denominator > 1


@given(numbers, units)
def test_down_and_up_enclose(value, unit):
    down, up = round_to(value, unit, "down"), round_to(value, unit, "up")
    assert abs(down) <= abs(value) <= abs(up)
    assert round_to(value, unit, "half up") in (down, up)
    assert round_to(value, unit, "half even") in (down, up)


@given(numbers, numbers, units, st.sampled_from(MODES))
def test_rounding_keeps_the_order(left, right, unit, mode):
    low, high = sorted((left, right))
    assert round_to(low, unit, mode) <= round_to(high, unit, mode)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("-0", 0),
        ("1200", 1200),
        ("0.5", Fraction(1, 2)),
        ("-12.50", Fraction(-25, 2)),
        ("3.000", 3),
        ("007", 7),
        ("9" * 30, 10**30 - 1),
        ("0." + "0" * 28 + "1", Fraction(1, 10**29)),
    ],
)
def test_a_decimal_is_read_exactly(text, expected):
    value = decimal_number(text)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", ".5", "5.", "+5", " 5", "5 ", "5\n", "1e3", "1_000", "0x1", "--1", "1.2.3", "1,200", "nan",
     "\u0663", "\uff15", "1/2", "9" * 31, "0." + "0" * 29 + "1", "0" * 31],
)  # fmt: skip
def test_what_is_no_decimal(text):
    assert decimal_number(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200", 1200),
        ("-1,200.50", Fraction(-2401, 2)),
        ("12,345,678", 12345678),
        ("1200", 1200),
        ("12,00", None),
        ("1,2", None),
        ("1200,300", None),
        (",200", None),
        ("1,200,", None),
        ("1,,200", None),
        ("1.200,300", None),
    ],
)
def test_thousands_stand_in_groups_of_three(text, expected):
    assert decimal_number(text, thousands=True) == expected


@pytest.mark.parametrize(
    ("value", "decimal", "fraction", "plain"),
    [
        (0, "0", "0", "0"),
        (-1200, "-1200", "-1200", "-1200"),
        (Fraction(1, 2), "0.5", "1/2", "0.5"),
        (Fraction(-25, 2), "-12.5", "-25/2", "-12.5"),
        (Fraction(-1, 8), "-0.125", "-1/8", "-0.125"),
        (Fraction(1, 40), "0.025", "1/40", "0.025"),
        (Fraction(1, 3), None, "1/3", "1/3"),
        (Fraction(-7, 6), None, "-7/6", "-7/6"),
        (10**20 + Fraction(1, 5), "100000000000000000000.2", "500000000000000000001/5", "100000000000000000000.2"),
    ],
)
def test_writing(value, decimal, fraction, plain):
    assert decimal_text(value) == decimal
    assert fraction_text(value) == fraction
    assert plain_text(value) == plain


@given(st.integers(-(10**20), 10**20), st.integers(0, 9))
def test_what_is_written_is_read_back(whole, places):
    value = exact(Fraction(whole, 10**places))
    assert decimal_number(plain_text(value)) == value
