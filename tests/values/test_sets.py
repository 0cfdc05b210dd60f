"""Sets of days and of calendar months."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from policy_engine.values.sets import (
    day_in,
    days_counted_to,
    days_counted_until,
    days_within_year,
    first_and_last_days,
    in_order,
    merged,
    month_in,
    months_counted_to,
    months_counted_until,
    months_of,
    months_within_year,
    number_of_days,
    number_of_months,
    periods_of,
    window,
)
from policy_engine.values.value import Month, Months, NoValue, Periods, Year

stretches = st.lists(st.tuples(st.integers(730_000, 730_060), st.integers(730_000, 730_060)), max_size=8)


def leave(*pairs: tuple[str, str]) -> Periods:
    periods = periods_of((date.fromisoformat(first), date.fromisoformat(last)) for first, last in pairs)
    assert isinstance(periods, Periods)
    return periods


def months(*texts: str) -> Months:
    return months_of(Month.of(int(text[:4]), int(text[5:])) for text in texts)


def one(text: str) -> Month:
    return Month.of(int(text[:4]), int(text[5:]))


def test_overlapping_and_touching_stretches_are_counted_once():
    # 1 to 10 March is 10 days; 8 to 12 adds the 11th and 12th; 13 touches; 20 stands alone: 10 + 2 + 1 + 1 = 14
    certified = leave(
        ("2024-03-08", "2024-03-12"),
        ("2024-03-20", "2024-03-20"),
        ("2024-03-01", "2024-03-10"),
        ("2024-03-13", "2024-03-13"),
    )
    assert number_of_days(certified) == 14
    assert first_and_last_days(certified) == (
        (date(2024, 3, 1), date(2024, 3, 13)),
        (date(2024, 3, 20), date(2024, 3, 20)),
    )


def test_both_ends_are_in():
    certified = leave(("2024-03-04", "2024-03-07"))
    assert [day_in(date(2024, 3, day), certified) for day in (3, 4, 7, 8)] == [False, True, True, False]


def test_a_stretch_that_ends_before_it_begins_is_no_stretch():
    assert periods_of([(date(2024, 3, 4), date(2024, 3, 3))]) == NoValue("end before start")


def test_a_stretch_partly_inside_is_cut():
    certified = leave(("2023-12-30", "2024-01-02"), ("2024-12-31", "2025-01-05"))
    first, last = date(2024, 1, 2), date(2024, 12, 31)
    assert days_counted_to(certified, first, last) == leave(("2024-01-02", "2024-01-02"), ("2024-12-31", "2024-12-31"))
    assert days_counted_until(certified, first, last) == leave(("2024-01-02", "2024-01-02"))
    assert days_counted_until(certified, first, first) == Periods(())
    assert days_counted_to(certified, last, first) == NoValue("end before start")
    assert days_counted_until(certified, last, first) == NoValue("end before start")
    # within 2024: 1 and 2 January, 31 December
    assert number_of_days(days_within_year(certified, Year(2024))) == 3


def test_windows_leave_out_the_month_they_stand_before():
    paid = months("2021-02", "2021-03", "2024-06", "2024-07")
    assert window(paid, 40, one("2024-07")) == months("2021-03", "2024-06")
    assert window(paid, 0, one("2024-07")) == Months(frozenset())
    assert window(paid, -1, one("2024-07")) == NoValue("end before start")


def test_months_counted():
    paid = months("2023-12", "2024-01", "2024-06", "2024-12", "2025-01")
    assert months_counted_to(paid, one("2024-01"), one("2024-12")) == months("2024-01", "2024-06", "2024-12")
    assert months_counted_until(paid, one("2024-01"), one("2024-12")) == months("2024-01", "2024-06")
    assert months_counted_to(paid, one("2024-02"), one("2024-01")) == NoValue("end before start")
    assert months_counted_until(paid, one("2024-02"), one("2024-01")) == NoValue("end before start")
    assert months_within_year(paid, Year(2024)) == months("2024-01", "2024-06", "2024-12")
    assert number_of_months(paid) == 5
    assert month_in(one("2024-06"), paid)
    assert not month_in(one("2024-07"), paid)
    assert in_order(paid)[0] == one("2023-12")
    assert in_order(paid)[-1] == one("2025-01")


@given(stretches, st.randoms(use_true_random=False))
def test_the_order_of_stretches_does_not_matter(given_stretches, random):
    shuffled = list(given_stretches)
    random.shuffle(shuffled)
    assert merged(shuffled) == merged(given_stretches)


@given(stretches)
def test_merging_keeps_the_days_and_is_canonical(given_stretches):
    periods = merged(given_stretches)
    days = {day for start, end in given_stretches for day in range(start, end)}
    assert number_of_days(periods) == len(days)
    assert {day for start, end in periods.stretches for day in range(start, end)} == days
    assert all(start < end for start, end in periods.stretches)
    assert all(left[1] < right[0] for left, right in pairwise(periods.stretches))
    assert merged(periods.stretches) == periods


@given(stretches, st.integers(730_000, 730_060), st.integers(0, 60))
def test_a_cut_parts_the_days_in_two(given_stretches, start, length):
    periods = merged(given_stretches)
    first, middle, last = (date.fromordinal(day) for day in (729_000, start, start + length))
    before = days_counted_until(periods, first, middle)
    inside = days_counted_until(periods, middle, last)
    after = days_counted_until(periods, last, date.fromordinal(731_000))
    assert isinstance(before, Periods)
    assert isinstance(inside, Periods)
    assert isinstance(after, Periods)
    assert number_of_days(before) + number_of_days(inside) + number_of_days(after) == number_of_days(periods)
    assert merged(before.stretches + inside.stretches + after.stretches) == periods
