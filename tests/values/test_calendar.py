"""The calendar, row by row of the table of edge cases, and its laws."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.model.rulebook import Interval
from policy_engine.values import sets
from policy_engine.values.calendar import (
    FIRST_DAY,
    FIRST_MOMENT,
    LAST_DAY,
    LAST_MOMENT,
    add_days,
    add_hours,
    add_months,
    add_to_month,
    age,
    counting,
    date_of_moment,
    day_of_age,
    days_to,
    days_until,
    first_day_of_month,
    first_day_of_year,
    hours_until,
    in_calendar,
    last_day_of_month,
    last_day_of_year,
    local_moment,
    month_of,
    months_elapsed,
    whole_months_to,
    whole_months_until,
    year_of,
    years_elapsed,
)
from policy_engine.values.value import Month, Months, NoValue, Year

LEAP_BIRTHDAY = {"M": "1 March", "F": "28 February"}
BEFORE_BIRTH = NoValue("before birth")
REVERSED = NoValue("end before start")
OUTSIDE = NoValue("outside the calendar")
NOT_WHOLE = NoValue("not whole")

dates = st.dates(FIRST_DAY, LAST_DAY)
policies = st.sampled_from(["1 March", "28 February"])
ends = st.sampled_from(["back", "forward"])


def day(text: str) -> date:
    return date.fromisoformat(text)


def month(text: str) -> Month:
    return Month.of(int(text[:4]), int(text[5:]))


# ------------------------------------------------------------------------------------------------ the table

AGES = [
    (1, "M", "1964-05-10", "2024-05-09", 59),
    (2, "M", "1964-05-10", "2024-05-10", 60),
    (3, "M", "2003-12-31", "2024-12-30", 20),
    (4, "M", "2003-12-31", "2024-12-31", 21),
    (5, "M", "2004-01-01", "2024-12-31", 20),
    (6, "M", "2004-01-01", "2025-01-01", 21),
    (7, "M", "2004-02-29", "2025-02-28", 20),
    (8, "F", "2004-02-29", "2025-02-28", 21),
    (9, "F", "2004-02-29", "2025-02-27", 20),
    (10, "M", "2004-02-29", "2025-03-01", 21),
    (11, "M", "2004-02-29", "2024-02-28", 19),
    (12, "F", "2004-02-29", "2024-02-28", 19),
    (13, "F", "2004-02-29", "2024-02-29", 20),
    (14, "M", "2000-02-29", "2100-02-28", 99),
    (15, "F", "2000-02-29", "2100-02-28", 100),
    (16, "M", "2000-02-28", "2025-02-28", 25),
    (17, "F", "2004-03-01", "2025-02-28", 20),
    (18, "M", "2024-06-01", "2024-06-01", 0),
    (19, "M", "2024-06-02", "2024-06-01", BEFORE_BIRTH),
    (20, "M", "1903-02-28", "2024-02-29", 121),
]
ADDED = [
    (21, "2024-01-31", 1, "2024-02-29"),
    (22, "2023-01-31", 1, "2023-02-28"),
    (23, "2024-01-31", 2, "2024-03-31"),
    (24, "2024-02-29", 12, "2025-02-28"),
    (25, "2024-02-29", 48, "2028-02-29"),
    (26, "2023-02-28", 12, "2024-02-28"),
    (27, "2024-03-31", -1, "2024-02-29"),
    (28, "2024-10-31", 1, "2024-11-30"),
    (29, "2024-12-15", 1, "2025-01-15"),
    (30, "2024-01-15", -1, "2023-12-15"),
    (31, "2099-11-30", 3, "2100-02-28"),
    (32, "2024-05-31", 0, "2024-05-31"),
]
ELAPSED = [
    (33, "2024-01-15", "2024-02-14", 0),
    (34, "2024-01-15", "2024-02-15", 1),
    (35, "2024-01-31", "2024-02-28", 0),
    (36, "2024-01-31", "2024-02-29", 1),
    (37, "2023-01-31", "2023-02-28", 1),
    (38, "2024-01-31", "2024-03-30", 1),
    (39, "2024-02-29", "2025-02-28", 12),
    (40, "2023-02-28", "2024-02-27", 11),
    (41, "2024-03-31", "2024-03-31", 0),
    (42, "2024-03-31", "2024-03-30", REVERSED),
]
WHOLE = [
    (43, "2024-01-01", "2024-02-01", 1),
    (44, "2024-01-02", "2024-03-01", 1),
    (45, "2024-01-15", "2024-02-15", 0),
    (46, "2024-01-01", "2024-02-29", 1),
    (47, "2020-03-01", "2024-07-01", 52),
    (48, "2020-03-02", "2024-07-01", 51),
    (49, "2024-02-10", "2024-02-20", 0),
]
WINDOWS = [
    (50, 40, "2024-07-15", "2021-03", "2024-06"),
    (51, 40, "2024-07-01", "2021-03", "2024-06"),
    (52, 40, "2024-07-31", "2021-03", "2024-06"),
    (53, 40, "2024-01-01", "2020-09", "2023-12"),
    (54, 6, "2024-03-31", "2023-09", "2024-02"),
    (55, 1, "2024-01-31", "2023-12", "2023-12"),
]
IN_FORCE = [(66, "2024-09-30", True), (67, "2024-10-01", False), (68, "2022-08-31", False)]
LAST_DAY_BELOW_21 = [
    (69, "M", "2004-02-29", "2025-02-28"),
    (70, "F", "2004-02-29", "2025-02-27"),
    (71, "M", "2003-08-15", "2024-08-14"),
    (71, "F", "2003-08-15", "2024-08-14"),
]


@pytest.mark.parametrize(("row", "policy", "born", "on", "expected"), AGES)
def test_age(row, policy, born, on, expected):
    assert age(day(born), day(on), LEAP_BIRTHDAY[policy]) == expected, row


@pytest.mark.parametrize(("row", "start", "months", "expected"), ADDED)
def test_months_added_in_one_step(row, start, months, expected):
    assert add_months(day(start), months, "back") == day(expected), row


@pytest.mark.parametrize(("row", "start", "end", "expected"), ELAPSED)
def test_months_elapsed(row, start, end, expected):
    assert months_elapsed(day(start), day(end), "back") == expected, row


@pytest.mark.parametrize(("row", "start", "end", "expected"), WHOLE)
def test_whole_calendar_months(row, start, end, expected):
    """`until` the end is `to` the day before it."""
    assert whole_months_until(day(start), day(end)) == expected, row
    assert whole_months_to(day(start), day(end) - timedelta(days=1)) == expected, row


@pytest.mark.parametrize(("row", "length", "on", "first", "last"), WINDOWS)
def test_window(row, length, on, first, last):
    every_month = Months(frozenset(range(month("1990-01").index, month("2050-01").index)))
    inside = sets.window(every_month, length, month_of(day(on)))
    assert isinstance(inside, Months)
    assert sets.number_of_months(inside) == length, row
    assert sets.in_order(inside)[0] == month(first), row
    assert sets.in_order(inside)[-1] == month(last), row


def test_months_paid_in_a_window():
    """Row 56."""
    paid = sets.months_of(month(text) for text in ("2021-02", "2021-03", "2024-06", "2024-07"))
    inside = sets.window(paid, 40, month_of(day("2024-07-15")))
    assert isinstance(inside, Months)
    assert sets.number_of_months(inside) == 2


def test_days():
    """Rows 57 to 60."""
    assert days_until(day("2024-02-28"), day("2024-03-01")) == 2
    assert days_until(day("2023-02-28"), day("2023-03-01")) == 1
    assert days_to(day("2024-03-04"), day("2024-03-07")) == 4
    assert days_to(day("2024-03-04"), day("2024-03-06")) == 3
    assert days_to(day("2024-03-04"), day("2024-03-04")) == 1
    assert days_until(day("2024-03-04"), day("2024-03-04")) == 0
    assert days_to(day("2024-03-04"), day("2024-03-03")) == REVERSED
    assert days_until(day("2024-03-04"), day("2024-03-03")) == REVERSED


def test_days_added():
    """Rows 61 and 62; and a count in which the first day is day 1 ends a day earlier."""
    assert add_days(day("2024-01-31"), 30) == day("2024-03-01")
    assert add_days(day("2023-12-01"), 90) == day("2024-02-29")
    assert counting(30, day("2024-01-31")) == day("2024-02-29")
    assert counting(1, day("2024-01-31")) == day("2024-01-31")
    assert counting(0, day("2024-01-31")) == REVERSED
    assert counting(Fraction(1, 2), day("2024-01-31")) == NOT_WHOLE


@pytest.mark.parametrize(
    ("row", "ended", "claimed", "in_time"),
    [
        (63, "2024-02-29", "2025-02-28", True),
        (64, "2024-02-29", "2025-03-01", False),
        (65, "2023-02-28", "2024-02-29", False),
    ],
)
def test_claimed_within_twelve_months(row, ended, claimed, in_time):
    last_day = add_months(day(ended), 12, "back")
    assert isinstance(last_day, date)
    assert (day(claimed) <= last_day) is in_time, row


@pytest.mark.parametrize(("row", "on", "expected"), IN_FORCE)
def test_in_force(row, on, expected):
    assert Interval(day("2022-09-01"), day("2024-09-30")).holds(day(on)) is expected, row


@pytest.mark.parametrize(("row", "policy", "born", "expected"), LAST_DAY_BELOW_21)
def test_last_day_below_21(row, policy, born, expected):
    reached = day_of_age(day(born), 21 * 12, LEAP_BIRTHDAY[policy], "back")
    assert isinstance(reached, date)
    assert reached - timedelta(days=1) == day(expected), row


def test_moments():
    """Rows 72 to 75."""
    scheme = local_moment(datetime.fromisoformat("2024-06-30T16:30:00+00:00"), 480)
    eve = local_moment(datetime.fromisoformat("2024-06-30T15:59:59+00:00"), 480)
    assert isinstance(scheme, datetime)
    assert isinstance(eve, datetime)
    assert date_of_moment(scheme) == day("2024-07-01")
    assert date_of_moment(eve) == day("2024-06-30")
    accident = datetime.fromisoformat("2024-03-04T10:00+08:00")
    assert hours_until(accident, datetime.fromisoformat("2024-03-06T10:00+08:00")) == 48
    # one second is 1/3600 of an hour
    assert hours_until(accident, datetime.fromisoformat("2024-03-06T10:00:01+08:00")) == 48 + Fraction(1, 3600)
    assert hours_until(accident, accident - timedelta(seconds=1)) == REVERSED


# ------------------------------------------------------------------------------------------------ beside the table


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-03-01"),
        ("2012-03-31", 1, "2012-05-01"),
        ("2012-02-29", 12, "2013-03-01"),
        ("2012-02-29", 88 * 12, "2100-03-01"),
        ("2012-10-31", 4, "2013-03-01"),
        ("2024-01-31", 2, "2024-03-31"),
    ],
)
def test_the_end_of_a_month_met_forward(start, months, expected):
    assert add_months(day(start), months, "forward") == day(expected)


def test_elapsed_follows_the_end_of_the_month():
    # forward, a month from 31 January 2024 is over on 1 March
    assert months_elapsed(day("2024-01-31"), day("2024-02-29"), "forward") == 0
    assert months_elapsed(day("2024-01-31"), day("2024-03-01"), "forward") == 1
    assert years_elapsed(day("2024-02-29"), day("2025-02-28"), "back") == 1
    assert years_elapsed(day("2024-02-29"), day("2025-02-28"), "forward") == 0
    assert years_elapsed(day("2024-03-02"), day("2024-03-01"), "back") == REVERSED


def test_ages_in_months():
    # half a year after 31 August lies on the last of February, or the first of March
    assert day_of_age(day("2023-08-31"), 6, "1 March", "back") == day("2024-02-29")
    assert day_of_age(day("2023-08-31"), 6, "1 March", "forward") == day("2024-03-01")
    assert day_of_age(day("2023-08-31"), -12, "1 March", "back") == BEFORE_BIRTH
    assert day_of_age(day("2023-08-31"), Fraction(1, 2), "1 March", "back") == NOT_WHOLE
    assert day_of_age(day("2023-08-31"), 12 * 200, "1 March", "back") == OUTSIDE


def test_whole_months_to_the_end_of_a_month():
    # the 2/3 test: first payable 1 March 2020, June 2024 in it or not
    assert whole_months_to(day("2020-03-01"), day("2024-06-30")) == 52
    assert whole_months_to(day("2020-03-01"), day("2024-06-29")) == 51
    assert whole_months_to(day("2024-02-02"), day("2024-02-01")) == REVERSED
    assert whole_months_until(day("2024-02-02"), day("2024-02-01")) == REVERSED
    assert whole_months_to(day("2199-12-01"), LAST_DAY) == 1


def test_the_edges_of_the_calendar():
    assert add_days(LAST_DAY, 1) == OUTSIDE
    assert add_days(FIRST_DAY, -1) == OUTSIDE
    assert add_days(FIRST_DAY, 10**40) == OUTSIDE
    assert add_days(FIRST_DAY, Fraction(3, 2)) == NOT_WHOLE
    assert add_months(LAST_DAY, 1, "back") == OUTSIDE
    assert add_months(FIRST_DAY, -1, "back") == OUTSIDE
    assert add_months(FIRST_DAY, Fraction(1, 2), "back") == NOT_WHOLE
    assert add_to_month(month("2199-12"), 1) == OUTSIDE
    assert add_to_month(month("2024-11"), 3) == month("2025-02")
    assert add_hours(LAST_MOMENT, 1) == OUTSIDE
    assert add_hours(FIRST_MOMENT, -1) == OUTSIDE
    assert add_hours(FIRST_MOMENT, 10**40) == OUTSIDE
    assert add_hours(FIRST_MOMENT, Fraction(1, 7)) == NOT_WHOLE
    assert add_hours(FIRST_MOMENT, Fraction(1, 2)) == datetime(1982, 1, 1, 0, 30, tzinfo=FIRST_MOMENT.tzinfo)
    assert [in_calendar(Year(number)) for number in (1899, 1900, 2199, 2200)] == [False, True, True, False]
    assert in_calendar(day("2024-02-29"))
    assert not in_calendar(month("2200-01"))


def test_parts():
    assert month_of(day("2024-02-29")) == month("2024-02")
    assert year_of(day("2024-02-29")) == Year(2024)
    assert year_of(month("2024-12")) == Year(2024)
    assert first_day_of_month(month("2024-02")) == day("2024-02-01")
    assert last_day_of_month(month("2024-02")) == day("2024-02-29")
    assert last_day_of_month(month("2100-02")) == day("2100-02-28")
    assert first_day_of_year(Year(2024)) == day("2024-01-01")
    assert last_day_of_year(Year(2024)) == day("2024-12-31")
    assert first_day_of_month(Month(0)) == last_day_of_month(Month(10**9)) == OUTSIDE
    assert first_day_of_year(Year(0)) == last_day_of_year(Year(10**9)) == OUTSIDE


@pytest.mark.parametrize(
    "text",
    [
        "1981-12-31T23:59:59+08:00",
        "1981-12-31T15:59:59+00:00",
        "2200-01-01T00:00:00+08:00",
        "2024-03-04T10:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_what_is_no_moment(text):
    assert local_moment(datetime.fromisoformat(text), 480) == OUTSIDE


# ------------------------------------------------------------------------------------------------ laws


@given(dates, st.integers(-600, 600), st.integers(0, 24), ends)
def test_adding_more_months_never_ends_earlier(start, months, more, end):
    near, far = add_months(start, months, end), add_months(start, months + more, end)
    if isinstance(near, date) and isinstance(far, date):
        assert near <= far
        assert more == 0 or near < far


@given(dates, st.integers(0, 1200), ends)
def test_elapsed_undoes_adding(start, months, end):
    later = add_months(start, months, end)
    if isinstance(later, date):
        assert months_elapsed(start, later, end) == months
        if later > start:
            assert months_elapsed(start, later - timedelta(days=1), end) == months - 1


@given(dates, dates, ends)
def test_elapsed_is_the_greatest_that_does_not_pass(start, end, month_end):
    start, end = sorted((start, end))
    months = months_elapsed(start, end, month_end)
    assert isinstance(months, int)
    reached, next_one = add_months(start, months, month_end), add_months(start, months + 1, month_end)
    assert isinstance(reached, date)
    assert reached <= end
    assert isinstance(next_one, NoValue) or next_one > end


@given(st.dates(FIRST_DAY, date(2150, 1, 1)), st.integers(0, 48), policies)
def test_an_age_rises_once_a_year(born, years, policy):
    """From one 1 March to the eve of the next there is exactly one birthday, and the age never falls."""
    first = date(born.year + years + 1, 3, 1)
    days = [first + timedelta(days=number) for number in range((date(first.year + 1, 3, 1) - first).days + 1)]
    ages = [age(born, each, policy) for each in days]
    assert all(isinstance(each, int) for each in ages)
    assert [b - a for a, b in pairwise(ages)].count(1) == 1
    assert ages[-1] - ages[0] == 1


@given(dates, dates, dates, policies)
def test_an_age_never_falls(born, one, other, policy):
    born, earlier, later = sorted((born, one, other))
    assert age(born, earlier, policy) <= age(born, later, policy)


@given(dates, dates, policies, ends)
def test_an_age_is_reached_on_its_day(born, on, policy, end):
    born, on = sorted((born, on))
    years = age(born, on, policy)
    assert isinstance(years, int)
    reached, next_one = day_of_age(born, 12 * years, policy, end), day_of_age(born, 12 * years + 12, policy, end)
    assert isinstance(reached, date)
    assert reached <= on
    assert isinstance(next_one, NoValue) or next_one > on


@given(dates, dates)
def test_whole_months_by_walking(start, end):
    """Counted month by month, for stretches of up to five years."""
    start, end = sorted((start, min(end, start + timedelta(days=1830)) if end > start else end))
    start = max(start, end - timedelta(days=1830))
    starts = {date(year, number, 1) for year in range(start.year, end.year + 1) for number in range(1, 13)}
    whole = [first for first in starts if start <= first and (first + timedelta(days=32)).replace(day=1) <= end]
    assert whole_months_until(start, end) == len(whole)
