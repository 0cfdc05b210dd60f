"""Values as people read them, in both languages; every expected text was written by hand."""

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import pytest

from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.explanation.explain import explain
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.text import as_text
from policy_engine.explanation.write import exactly, fraction_as_written, plain, write
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
    YEARS,
    YES_NO,
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
)
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from policy_engine.values.truth import LEANS_YES, NO, OPEN, UNKNOWN, YES
from policy_engine.values.value import (
    NEVER,
    NOT_APPLICABLE,
    REFERRED,
    UNDETERMINED,
    Collection,
    Month,
    Months,
    Periods,
    Value,
    Year,
)
from tests.explanation.books import BOOK
from tests.explanation.written import model_of

MONEY_A_DAY = Quantity("money", "money", "day", "day")
MONEY_A_YEAR = Quantity("money", "money", "month", "year")
WEEKS = Quantity("day", "weeks")
DAYS_A_MONTH = Quantity("day", "days", "month", "month")


def _months(*pairs: tuple[int, int]) -> Months:
    return Months(frozenset(Month.of(year, month).index for year, month in pairs))


def _periods(*pairs: tuple[date, date]) -> Periods:
    return Periods(tuple((start.toordinal(), end.toordinal() + 1) for start, end in pairs))


MALAYSIA = timezone(timedelta(hours=8))

VALUES: list[tuple[Value, Type, str, str]] = [
    (1_848_00, MONEY, "RM1,848.00", "RM1,848.00"),
    (-5, MONEY, "-RM0.05", "-RM0.05"),
    (Fraction(1, 2), MONEY, "RM0.005", "RM0.005"),  # half a sen ends, so it is written out
    (Fraction(16400, 3), MONEY, "about RM54.67", "kira-kira RM54.67"),  # 164/3 = 54.666...
    (132_00, MONEY_A_DAY, "RM132.00 a day", "RM132.00 sehari"),
    (1_000_00, MONEY_A_YEAR, "RM12,000.00 a year", "RM12,000.00 setahun"),  # held per month
    (Fraction(4, 5), PERCENT, "80%", "80%"),
    (Fraction(5, 1000), PERCENT, "0.5%", "0.5%"),
    (Fraction(2, 3), PERCENT, "about 66.67%", "kira-kira 66.67%"),
    (Fraction(2, 5), RATIO, "2/5", "2/5"),
    (Fraction(7, 3), NUMBER, "2 1/3", "2 1/3"),
    (1200, COUNT, "1,200", "1,200"),
    (1, DAYS, "1 day", "1 hari"),
    (14, DAYS, "14 days", "14 hari"),
    (28, WEEKS, "4 weeks", "4 minggu"),
    (30, WEEKS, "30 days", "30 hari"),  # no whole number of weeks
    (24, MONTHS, "24 months", "24 bulan"),
    (252, YEARS, "21 years", "21 tahun"),
    (257, YEARS, "21 years and 5 months", "21 tahun dan 5 bulan"),  # 21 x 12 + 5
    (5, YEARS, "5 months", "5 bulan"),
    (48, HOURS, "48 hours", "48 jam"),
    (30, DAYS_A_MONTH, "30 days a month", "30 hari sebulan"),
    (date(2024, 3, 4), DATE, "4 March 2024", "4 Mac 2024"),
    (NEVER, DATE, "never", "belum berlaku"),
    (
        datetime(2024, 3, 4, 9, 5, tzinfo=MALAYSIA),
        MomentType(),
        "4 March 2024, 09:05 (+08:00)",
        "4 Mac 2024, 09:05 (+08:00)",
    ),
    (Month.of(2024, 8), MonthType(), "August 2024", "Ogos 2024"),
    (Year(2024), YearType(), "2024", "2024"),
    (
        _periods((date(2024, 1, 1), date(2024, 3, 31)), (date(2024, 5, 1), date(2024, 5, 1))),
        PeriodsType(),
        "1 January 2024 to 31 March 2024, 1 May 2024 to 1 May 2024",
        "1 Januari 2024 hingga 31 Mac 2024, 1 Mei 2024 hingga 1 Mei 2024",
    ),
    (Periods(()), PeriodsType(), "none", "tiada"),
    (
        _months((2023, 11), (2023, 12), (2024, 1), (2024, 3)),
        MonthsType(),
        "November 2023 to January 2024, March 2024",
        "November 2023 hingga Januari 2024, Mac 2024",
    ),
    ("child", OneOf("relation_kind"), "child", "anak"),
    ("lama", TextType(), "“lama”", "“lama”"),
    (Collection((100_00, 200_00)), ListType(MONEY), "RM100.00, RM200.00", "RM100.00, RM200.00"),
    (Collection((1,), False), ListType(COUNT), "1, and perhaps more", "1, dan mungkin ada lagi"),
    (YES, YES_NO, "yes", "ya"),
    (NO, YES_NO, "no", "tidak"),
    (UNKNOWN, YES_NO, "not yet known", "belum diketahui"),
    (OPEN, YES_NO, "left open by the law", "tidak ditentukan oleh undang-undang"),
    (
        LEANS_YES,
        YES_NO,
        "not yet known, and an open point bears on it too",
        "belum diketahui, dan satu perkara terbuka turut mempengaruhinya",
    ),
    (UNDETERMINED, MONEY, "not yet known", "belum diketahui"),
    (REFERRED, MONEY, "left open by the law", "tidak ditentukan oleh undang-undang"),
    (NOT_APPLICABLE, MONEY, "not asked here", "tidak ditanya di sini"),
]


@pytest.mark.parametrize(("value", "type_", "english", "malay"), VALUES, ids=lambda each: str(each)[:40])
def test_a_value_is_written_as_people_read_it(value: Value, type_: Type, english: str, malay: str) -> None:
    model = model_of(BOOK)

    assert write(Telling(model, "en"), value, type_) == english
    assert write(Telling(model, "ms"), value, type_) == malay


def test_told_in_full_an_amount_that_does_not_end_says_what_it_is_exactly() -> None:
    full = Telling(model_of(BOOK), "en", True)

    assert write(full, Fraction(16400, 3), MONEY) == "RM54.67 (exactly RM54 2/3)"
    assert write(full, Fraction(16400, 3), MONEY_A_DAY) == "RM54.67 (exactly RM54 2/3) a day"
    assert write(full, Fraction(2, 3), PERCENT) == "66.67% (exactly 66 2/3%)"
    assert write(full, 54_67, MONEY) == "RM54.67"


def test_a_fraction_stays_as_it_was_written_while_it_is_the_same_number() -> None:
    assert fraction_as_written(Fraction(2, 5), "4/10") == "4/10"
    assert fraction_as_written(Fraction(2, 5), "share_of of child") == "2/5"
    assert fraction_as_written(Fraction(2, 5), "1/2") == "2/5"
    assert fraction_as_written(Fraction(2, 5), "1/0") == "2/5"


DATA: list[tuple[Value, Type, object]] = [
    (1_848_00, MONEY, "1848.00"),
    (Fraction(16400, 3), MONEY, "54.67"),
    (Fraction(4, 5), PERCENT, "80%"),
    (Fraction(2, 3), PERCENT, "2/3"),
    (Fraction(2, 5), RATIO, "2/5"),
    (1200, COUNT, 1200),
    (Fraction(5, 2), NUMBER, "2.5"),
    (14, DAYS, "14 days"),
    (252, YEARS, "21 years"),
    (date(2024, 3, 4), DATE, "2024-03-04"),
    (NEVER, DATE, "never"),
    (Month.of(2024, 8), MonthType(), "2024-08"),
    (_months((2024, 1), (2024, 2)), MonthsType(), ({"from": "2024-01", "to": "2024-02"},)),
    (_periods((date(2024, 1, 1), date(2024, 1, 2))), PeriodsType(), ({"from": "2024-01-01", "to": "2024-01-02"},)),
    ("child", OneOf("relation_kind"), "child"),
    (YES, YES_NO, True),
    (UNKNOWN, YES_NO, None),
    (UNDETERMINED, MONEY, None),
]


@pytest.mark.parametrize(("value", "type_", "expected"), DATA, ids=lambda each: str(each)[:40])
def test_a_value_for_programs_has_no_float(value: Value, type_: Type, expected: object) -> None:
    assert plain(Telling(model_of(BOOK), "ms"), value, type_) == expected


def test_what_was_rounded_for_programs_is_given_exactly_beside() -> None:
    telling = Telling(model_of(BOOK), "en")

    assert exactly(telling, Fraction(16400, 3), MONEY) == "164/3"
    assert exactly(telling, 54_67, MONEY) == ""
    assert exactly(telling, Fraction(2, 3), PERCENT) == ""


@pytest.mark.parametrize(
    ("n", "english", "malay"),
    [(1, "1 degree", "1 darjah"), (2, "2 degrees", "2 darjah"), (0, "0 degrees", "0 darjah")],
)
def test_a_declared_unit_has_a_plural_where_the_language_has_one(n: int, english: str, malay: str) -> None:
    model = model_of(BOOK + 'unit degree\n  title en "degree"  ms "darjah"\n  plural en "degrees"\n')
    degrees, price = Quantity("degree", "degree"), Quantity("money", "money", "degree", "degree")

    assert write(Telling(model, "en"), n, degrees) == english
    assert write(Telling(model, "ms"), n, degrees) == malay
    assert write(Telling(model, "en"), 200, price) == "RM2.00 for each degree"


SCALE = """rulebook credit
  title en "Credit"
  money USD written $ to 0.01 cent
fact wage : money from $0 to $100,000
  title en "wage"
scale phase : money on money
  title en "phase"
  from 2020-01-01
    15.98% from $0
    21.06% from $10,000
rule reduced : money
  title en "reduced"
  as at 2024-01-01
  is phase of wage rounded half up to $0.01
"""


def test_a_rate_of_a_scale_is_a_percentage_where_it_ends_as_one() -> None:
    """15.98% of 10,000 is 1,598; 21.06% of 1,000 is 210.60."""
    model = check([parse(Source("book.policy", SCALE)).file]).model
    assert model is not None
    facts = read_facts(model, {"wage": "11000"}).facts
    assert facts is not None
    (decision,) = decide(model, facts, "reduced").decisions
    page = " ".join(as_text(explain(model, decision, "en")).split())

    assert "$1,808.60" in page
    assert "15.98% of $10,000.00 plus 21.06% of $1,000.00" in page


ENDED = """rulebook pensions
  title en "Pensions"
  money USD written $ to 0.01 cent
body person
  title en "person"
fact begins_on : date
  title en "begins on"
fact died_on : date or never
  title en "died on"
benefit pension
  title en "Pension"
  as at begins_on
  payable when begins_on after 2000-01-01
  pays monthly : money per month to person
    title en "monthly pension"
    is $100 per month
    from begins_on
    until died_on
"""


@pytest.mark.parametrize(
    ("died_on", "told"),
    [
        ("2023-02-28", "not due it would begin on 1 June 2024, and from 28 February 2023 on nothing is paid"),
        ("2024-06-01", "not due it would begin on 1 June 2024, and from 1 June 2024 on nothing is paid"),
        ("2024-06-02", "$100.00 a month from 1 June 2024, to 1 June 2024, paid to person"),
    ],
)
def test_a_payment_that_ends_before_it_begins_says_so(died_on: str, told: str) -> None:
    model = check([parse(Source("book.policy", ENDED)).file]).model
    assert model is not None
    facts = read_facts(model, {"begins_on": "2024-06-01", "died_on": died_on}).facts
    assert facts is not None
    (decision,) = decide(model, facts, "pension").decisions

    assert f"monthly pension {told}" in " ".join(as_text(explain(model, decision, "en")).split())


def test_what_has_no_value_says_why() -> None:
    """A month that is reckoned from a day that has not come, which is not an age."""
    ends = ENDED.replace("until died_on", "until first day of month of (died_on plus 1 months)")
    model = check([parse(Source("book.policy", ends.replace("cent\n", "cent\n  month end back\n", 1))).file]).model
    assert model is not None
    facts = read_facts(model, {"begins_on": "2024-06-01", "died_on": "never"}).facts
    assert facts is not None
    (decision,) = decide(model, facts, "pension").decisions

    told = {language: " ".join(as_text(explain(model, decision, language)).split()) for language in ("en", "ms")}
    assert "no value, because the day has not happened" in told["en"]
    assert "because none" not in told["en"]
    assert "hari itu belum berlaku" in told["ms"]
