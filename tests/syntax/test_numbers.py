"""Numbers, money, dates and lengths of time: one right form, and a message for each wrong one."""

from fractions import Fraction

import pytest

from policy_engine.syntax import declarations, tree
from policy_engine.syntax.format import format
from tests.syntax.books import codes, read, tree_of


def _value(text: str) -> object:
    (rule,) = tree_of(f"rule r : money\n  is {text}\n").declarations
    assert isinstance(rule, declarations.Rule)
    (meaning,) = rule.entries
    assert isinstance(meaning, tree.Is)
    return meaning.amount.expression


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1200", tree.NumberValue(Fraction(1200))),
        ("1,200", tree.NumberValue(Fraction(1200))),
        ("0.50", tree.NumberValue(Fraction(1, 2))),
        ("1,234,567.891", tree.NumberValue(Fraction(1234567891, 1000))),
        ("RM30.00", tree.MoneyValue(Fraction(30), "RM")),
        ("RM0.10 per day", tree.MoneyValue(Fraction(1, 10), "RM", "day")),
        ("USD1,000", tree.MoneyValue(Fraction(1000), "USD")),
        ("200%", tree.PercentValue(Fraction(2))),
        ("0.5%", tree.PercentValue(Fraction(1, 200))),
        ("2/5", tree.FractionValue(2, 5)),
        ("4/10", tree.FractionValue(4, 10)),
        ("4 days", tree.DurationValue(Fraction(4), "days")),
        ("30 days per months", tree.DurationValue(Fraction(30), "days", "month")),
        ("5 kilometre", tree.DurationValue(Fraction(5), "kilometre")),
        ("2024-03", tree.MonthValue(2024, 3)),
    ],
)
def test_a_value_is_exact(text: str, value: object) -> None:
    assert _value(text) == value


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("1200", "1,200"),
        ("2024", "2024"),
        ("12345.60", "12,345.6"),
        ("RM1000.5", "RM1,000.50"),
        ("RM0.125", "RM0.125"),
        ("RM30.00", "RM30.00"),
        ("RM30", "RM30"),
        ("RM1000.0", "RM1,000.00"),
        ("80.0%", "80.0%"),
        ("1000 days", "1,000 days"),
    ],
)
def test_a_number_has_one_canonical_form(written: str, canonical: str) -> None:
    assert format(tree_of(f"rule r\n  is {written}\n")) == f"rule r\n  is {canonical}\n"


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        ("1,2", "S025", "1.2"),
        ("1,23,456", "S025", "123,456"),
        ("1.234,50", "S025", "1,234.50"),
        ("rm30", "S021", "RM30"),
        ("RM 30", "S021", "RM30"),
        ("Rm30.50", "S021", "RM30.50"),
        ("RM1,2", "S021", "RM1.2"),
        ("4days", "S022", "4 days"),
        ("2022-9-1", "S023", "2022-09-01"),
        ("01/02/2023", "S023", "2023-02-01"),
        ("2023/02/01", "S023", "2023-02-01"),
        ("0x10", "S020", None),
        ("1_000", "S020", None),
        ("1e999999999", "S020", None),
        ("1E-999999999", "S020", None),
        ("5%%", "S020", None),
        ("\uff16\uff10", "S017", None),
        ("\u0663", "S017", None),
        ("2023-02-29", "S024", None),
        ("0000-01-01", "S024", None),
        ("2023-13", "S024", None),
        ("2023-02-03T24:01+08:00", "S024", None),
        ("2/0", "S027", None),
        ("1" * 31, "S005", None),
        ("1" * 5000, "S005", None),
        ("-5%", "S015", None),
    ],
)
def test_a_wrong_form_has_its_own_message(text: str, code: str, near: str | None) -> None:
    (problem,) = read(f"rule r\n  is {text}\nfact after_it : money\n").diagnostics

    assert problem.code == code
    assert problem.facts.get("near") == near


def test_a_year_of_five_digits_is_no_date() -> None:
    assert codes("rule r\n  is 10000-01-01\n") == ["S020"]
