"""Values as they are written in cases, there and back."""

from datetime import date
from fractions import Fraction

import pytest

from policy_engine.casebook.written_values import example_of, value_of, written
from policy_engine.files.load import load
from policy_engine.model.rulebook import Model
from policy_engine.model.types import (
    COUNT,
    DATE,
    DATE_OR_NEVER,
    DAYS,
    MONEY,
    MONTHS,
    NUMBER,
    PERCENT,
    RATIO,
    YEARS,
    YES_NO,
    ListType,
    MonthsType,
    MonthType,
    OneOf,
    PeriodsType,
    Quantity,
    TextType,
    Type,
    YearType,
)
from policy_engine.source.text import Source
from policy_engine.syntax import tree
from policy_engine.syntax.declarations import Case
from policy_engine.syntax.parse import parse
from policy_engine.values.truth import LEANS_NO, NO, OPEN, UNKNOWN, YES
from policy_engine.values.value import (
    NEVER,
    NOT_APPLICABLE,
    REFERRED,
    UNDETERMINED,
    Collection,
    Element,
    Month,
    Months,
    Periods,
    Value,
    Year,
)
from tests.doors.books import write_book

MONTHLY = Quantity("money", "money", "month", "month")
YEARLY = Quantity("money", "money", "month", "year")
LIST = """\
list colour
  title en "colour"  ms "warna"
  red en "red"  ms "merah"
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    rules = write_book(tmp_path_factory.mktemp("book"))
    (rules / "list.policy").write_text(LIST, encoding="utf-8")
    found = load([rules]).model
    assert found is not None
    return found


def expected(text: str) -> tree.Expression:
    parsed = parse(Source("case.policy", f"case one\n  expect value\n    is {text}\n"))
    (case,) = parsed.file.declarations
    assert isinstance(case, Case), parsed.diagnostics
    value = case.expected[0].value
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("text", "type", "value"),
    [
        ("yes", YES_NO, YES), ("no", YES_NO, NO), ("7", COUNT, 7), ("1,200", COUNT, 1200),
        ("0.5", NUMBER, Fraction(1, 2)),
        ("RM1,848.00", MONEY, 184800), ("RM0.05", MONEY, 5), ("RM120.00 per month", MONTHLY, 12000),
        ("RM120.00 per year", YEARLY, 1000), ("80%", PERCENT, Fraction(4, 5)), ("12.5%", PERCENT, Fraction(1, 8)),
        ("2/5", RATIO, Fraction(2, 5)), ("14 days", DAYS, 14), ("18 months", MONTHS, 18), ("21 years", YEARS, 252),
        ("2024-02-29", DATE, date(2024, 2, 29)), ("never", DATE_OR_NEVER, NEVER),
        ("2024-03", MonthType(), Month.of(2024, 3)),
        ("2024", YearType(), Year(2024)), ('"a text"', TextType(), "a text"), ("red", OneOf("colour"), "red"),
    ],
)  # fmt: skip
def test_there_and_back(model: Model, text: str, type: Type, value: Value) -> None:
    assert value_of(expected(text), type, model) == value
    assert written(value, type, model.settings) == text


@pytest.mark.parametrize(
    ("text", "type", "value"),
    [
        ("RM120", MONTHLY, 12000),
        ("2 weeks", DAYS, 14),
        ("2 years", MONTHS, 24),
        ("25%", RATIO, Fraction(1, 4)),
        ("2/3", NUMBER, Fraction(2, 3)),
    ],
)
def test_other_ways_to_write_it(model: Model, text: str, type: Type, value: Value) -> None:
    assert value_of(expected(text), type, model) == value


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("7", MONEY), ("RM7", COUNT), ("7 months", DAYS), ("RM7 per day", MONEY), ("yes", COUNT), ("never", DATE),
        ("green", OneOf("colour")), ("2024-03", DATE), ("80%", MONEY),
    ],
)  # fmt: skip
def test_values_of_another_kind(model: Model, text: str, type: Type) -> None:
    assert value_of(expected(text), type, model) is None


@pytest.mark.parametrize(
    ("value", "type", "text"),
    [
        (UNKNOWN, YES_NO, "undetermined"), (LEANS_NO, YES_NO, "undetermined"), (OPEN, YES_NO, "referred"),
        (UNDETERMINED, MONEY, "undetermined"), (REFERRED, MONEY, "referred"), (NOT_APPLICABLE, MONEY, "not asked"),
        (Periods(()), PeriodsType(), "nothing"),
        (Periods(((738886, 738889),)), PeriodsType(), "2024-01-01 to 2024-01-03"),
        (Months(frozenset()), MonthsType(), "nothing"),
        (Months(frozenset({Month.of(2024, 2).index, Month.of(2023, 12).index})), MonthsType(), "2023-12, 2024-02"),
        (Element("dependant", "ali", {}), YES_NO, "ali"), (Collection(()), ListType(MONEY), "nothing"),
        (Collection((100, 250)), ListType(MONEY), "RM1.00, RM2.50"),
    ],
)  # fmt: skip
def test_what_has_no_single_value_is_named(model: Model, value: Value, type: Type, text: str) -> None:
    assert written(value, type, model.settings) == text


@pytest.mark.parametrize(
    ("found", "type", "example"),
    [
        ("800 days", MONEY, "RM800"),
        ("RM5.00", MONTHLY, "RM5.00 per month"),
        ("yes", DAYS, "10 days"),
        ("RM10", COUNT, "10"),
        ("5", PERCENT, "5%"),
        ("5", YES_NO, "yes"),
        ("redd", OneOf("colour"), "red"),
        ("5", DATE, "2024-03-04"),
        ("5", MonthType(), "2024-03"),
        ("5", YearType(), "2024"),
        ("5", TextType(), '"5"'),
    ],
)
def test_an_example_is_a_value_of_the_type(model: Model, found: str, type: Type, example: str) -> None:
    assert example_of(type, found, model) == example
    assert value_of(expected(example), type, model) is not None or type in (MonthType(), YearType())
