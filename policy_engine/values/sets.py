"""Sets of days and sets of calendar months: merged, asked, cut and counted.

Invariant: a Periods is merged (its stretches in order, none empty, no two touching), so that equal sets of days are
equal values and no day is counted twice.
"""

from collections.abc import Iterable
from datetime import date

from policy_engine.values.value import Exact, Month, Months, NoValue, Periods, Year

_REVERSED = NoValue("end before start")

# ------------------------------------------------------------------------------------------------ days


def merged(stretches: Iterable[tuple[int, int]]) -> Periods:
    """The days of half-open stretches [start, end) of day ordinals, which may overlap and come in any order."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return Periods(tuple(result))


def periods_of(pairs: Iterable[tuple[date, date]]) -> Periods | NoValue:
    """The days of stretches given by their first and last day, both in them."""
    known = tuple(pairs)
    if any(last < first for first, last in known):
        return _REVERSED
    return merged((first.toordinal(), last.toordinal() + 1) for first, last in known)


def first_and_last_days(periods: Periods) -> tuple[tuple[date, date], ...]:
    """The stretches in order, each by its first and last day."""
    return tuple((date.fromordinal(start), date.fromordinal(end - 1)) for start, end in periods.stretches)


def day_in(day: date, periods: Periods) -> bool:
    """Whether the day is one of the set."""
    ordinal = day.toordinal()
    return any(start <= ordinal < end for start, end in periods.stretches)


def number_of_days(periods: Periods) -> int:
    """How many days the set has."""
    return sum(end - start for start, end in periods.stretches)


def days_counted_to(periods: Periods, first: date, last: date) -> Periods | NoValue:
    """The days from the first to the last, both in; a stretch that lies partly in is cut."""
    return _REVERSED if last < first else _cut(periods, first.toordinal(), last.toordinal() + 1)


def days_counted_until(periods: Periods, first: date, end: date) -> Periods | NoValue:
    """The days from the first until the end, the end not in; a stretch that lies partly in is cut."""
    return _REVERSED if end < first else _cut(periods, first.toordinal(), end.toordinal())


def days_within_year(periods: Periods, year: Year) -> Periods:
    """The days that lie in a calendar year."""
    return _cut(periods, date(year.number, 1, 1).toordinal(), date(year.number, 12, 31).toordinal() + 1)


def _cut(periods: Periods, start: int, end: int) -> Periods:
    return merged((max(first, start), min(last, end)) for first, last in periods.stretches)


# ------------------------------------------------------------------------------------------------ calendar months


def months_of(months: Iterable[Month]) -> Months:
    """The set of these calendar months, each once."""
    return Months(frozenset(month.index for month in months))


def in_order(months: Months) -> tuple[Month, ...]:
    """The calendar months from the earliest to the latest."""
    return tuple(Month(index) for index in sorted(months.indices))


def month_in(month: Month, months: Months) -> bool:
    """Whether the calendar month is one of the set."""
    return month.index in months.indices


def number_of_months(months: Months) -> int:
    """How many calendar months the set has."""
    return len(months.indices)


def window(months: Months, length: Exact, before: Month) -> Months | NoValue:
    """The months among the `length` calendar months that end with the month before `before`."""
    if length.denominator != 1:
        return NoValue("not whole")
    if length < 0:
        return _REVERSED
    return _between(months, before.index - int(length), before.index)


def months_counted_to(months: Months, first: Month, last: Month) -> Months | NoValue:
    """The months from the first to the last, both in."""
    return _REVERSED if last < first else _between(months, first.index, last.index + 1)


def months_counted_until(months: Months, first: Month, end: Month) -> Months | NoValue:
    """The months from the first until the end, the end not in."""
    return _REVERSED if end < first else _between(months, first.index, end.index)


def months_within_year(months: Months, year: Year) -> Months:
    """The calendar months of one calendar year."""
    return _between(months, Month.of(year.number, 1).index, Month.of(year.number + 1, 1).index)


def _between(months: Months, start: int, end: int) -> Months:
    return Months(frozenset(index for index in months.indices if start <= index < end))
