"""The calendar of the law: ages, months added and elapsed, days counted, moments and the parts of a date.

Days are `datetime.date` in the years 1900 to 2199.  Moments are `datetime.datetime` from 1982-01-01 in the fixed offset
that the book names (Kuala Lumpur is at +08:00 since that day).  Lengths are exact numbers of days, months or hours.
Invariant: months are added in one step from the anchor, never month by month; no function reads a clock or a time zone
table; where there is no result, NoValue says why, and nothing raises.
"""

from calendar import isleap, monthrange
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Literal

from policy_engine.values.value import Exact, Month, NoValue, Year, exact

LeapBirthday = Literal["1 March", "28 February"]
"""When someone born on 29 February reaches an age in a year without that day."""
MonthEnd = Literal["back", "forward"]
"""Where a day goes that its month does not have: to the last day of that month, or the first of the next."""

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
_KUALA_LUMPUR = timezone(timedelta(hours=8))
FIRST_MOMENT = datetime(1982, 1, 1, tzinfo=_KUALA_LUMPUR)
"""From here on the clocks of Malaysia are at +08:00."""
LAST_MOMENT = datetime(2199, 12, 31, 23, 59, 59, 999_999, tzinfo=_KUALA_LUMPUR)

_MICROSECOND = timedelta(microseconds=1)
_MICROSECONDS_AN_HOUR = 3_600_000_000
_OUTSIDE = NoValue("outside the calendar")
_REVERSED = NoValue("end before start")
_NOT_WHOLE = NoValue("not whole")
_BEFORE_BIRTH = NoValue("before birth")


def in_calendar(value: date | Month | Year) -> bool:
    """Whether a day, a calendar month or a calendar year lies in the years 1900 to 2199."""
    year = value.number if isinstance(value, Year) else value.year
    return FIRST_DAY.year <= year <= LAST_DAY.year


# ------------------------------------------------------------------------------------------------ ages


def age(born: date, on: date, leap_birthday: LeapBirthday) -> int | NoValue:
    """Whole years: how many birthdays have been reached on the day, the day itself included."""
    if on < born:
        return _BEFORE_BIRTH
    years = on.year - born.year
    return years if _birthday(born, on.year, leap_birthday) <= on else years - 1


def day_of_age(born: date, months: Exact, leap_birthday: LeapBirthday, month_end: MonthEnd) -> date | NoValue:
    """The first day on which the age is reached.

    Whole years are reached on the birthday.  An age in months that is no number of years is reached as many months
    after the birth, where the end of a month is met as for every date.
    """
    if months < 0:
        return _BEFORE_BIRTH
    years, rest = divmod(months, 12)
    if rest:
        return add_months(born, months, month_end)
    year = born.year + int(years)
    return _birthday(born, year, leap_birthday) if year <= LAST_DAY.year else _OUTSIDE


def _birthday(born: date, year: int, leap_birthday: LeapBirthday) -> date:
    if (born.month, born.day) != (2, 29) or isleap(year):
        return born.replace(year=year)
    return date(year, 3, 1) if leap_birthday == "1 March" else date(year, 2, 28)


# ------------------------------------------------------------------------------------------------ adding


def add_days(day: date, days: Exact) -> date | NoValue:
    """The day so many days later; a negative number goes back."""
    if days.denominator != 1:
        return _NOT_WHOLE
    ordinal = day.toordinal() + int(days)
    if not FIRST_DAY.toordinal() <= ordinal <= LAST_DAY.toordinal():
        return _OUTSIDE
    return date.fromordinal(ordinal)


def counting(days: Exact, day: date) -> date | NoValue:
    """The last day of a count of days in which `day` is the first; a count of less than one day has no last day."""
    if days.denominator == 1 and days < 1:
        return _REVERSED
    return add_days(day, days - 1)


def add_months(day: date, months: Exact, month_end: MonthEnd) -> date | NoValue:
    """The same day of the month so many months later, in one step; a negative number goes back."""
    month = add_to_month(month_of(day), months)
    return month if isinstance(month, NoValue) else _day_in(month, day.day, month_end)


def add_to_month(month: Month, months: Exact) -> Month | NoValue:
    """The calendar month so many months later; a negative number goes back."""
    if months.denominator != 1:
        return _NOT_WHOLE
    later = Month(month.index + int(months))
    return later if in_calendar(later) else _OUTSIDE


def _day_in(month: Month, day: int, month_end: MonthEnd) -> date:
    """A day of a month, or where that month lacks it, the day that stands for it; December lacks none."""
    last = monthrange(month.year, month.month)[1]
    if day <= last:
        return date(month.year, month.month, day)
    return date(month.year, month.month, last) if month_end == "back" else date(month.year, month.month + 1, 1)


def add_hours(moment: datetime, hours: Exact) -> datetime | NoValue:
    """The moment so many hours later, exact to the microsecond; a negative number goes back."""
    microseconds = Fraction(hours) * _MICROSECONDS_AN_HOUR
    if microseconds.denominator != 1:
        return _NOT_WHOLE
    since_first = (moment - FIRST_MOMENT) // _MICROSECOND + int(microseconds)
    if not 0 <= since_first <= (LAST_MOMENT - FIRST_MOMENT) // _MICROSECOND:
        return _OUTSIDE
    return FIRST_MOMENT + since_first * _MICROSECOND


# ------------------------------------------------------------------------------------------------ lengths


def days_to(start: date, end: date) -> int | NoValue:
    """Days from start to end, both counted."""
    return _REVERSED if end < start else (end - start).days + 1


def days_until(start: date, end: date) -> int | NoValue:
    """Days from start until end, the end not counted."""
    return _REVERSED if end < start else (end - start).days


def months_elapsed(start: date, end: date, month_end: MonthEnd) -> int | NoValue:
    """The greatest number of months that can be added to start without passing end."""
    if end < start:
        return _REVERSED
    months = month_of(end).index - month_of(start).index
    return months if _day_in(month_of(end), start.day, month_end) <= end else months - 1


def years_elapsed(start: date, end: date, month_end: MonthEnd) -> int | NoValue:
    """The greatest number of years that can be added to start, as months, without passing end."""
    months = months_elapsed(start, end, month_end)
    return months if isinstance(months, NoValue) else months // 12


def whole_months_to(start: date, end: date) -> int | NoValue:
    """How many calendar months lie wholly in the stretch from start to end, both days in it."""
    if end < start:
        return _REVERSED
    end_is_last = end.day == monthrange(end.year, end.month)[1]
    return _months_between(start, month_of(end).index + end_is_last)


def whole_months_until(start: date, end: date) -> int | NoValue:
    """How many calendar months lie wholly in the stretch from start until end, the end not in it."""
    return _REVERSED if end < start else _months_between(start, month_of(end).index)


def _months_between(start: date, before: int) -> int:
    """Calendar months that begin on or after start and whose index is below `before`."""
    return max(before - month_of(start).index - (start.day > 1), 0)


def hours_until(start: datetime, end: datetime) -> Exact | NoValue:
    """Hours from one moment until another, exact."""
    if end < start:
        return _REVERSED
    return exact(Fraction((end - start) // _MICROSECOND, _MICROSECONDS_AN_HOUR))


# ------------------------------------------------------------------------------------------------ parts


def month_of(day: date) -> Month:
    """The calendar month in which a day lies."""
    return Month.of(day.year, day.month)


def year_of(value: date | Month) -> Year:
    """The calendar year of a day or of a calendar month."""
    return Year(value.year)


def first_day_of_month(month: Month) -> date | NoValue:
    """Its day 1."""
    return date(month.year, month.month, 1) if in_calendar(month) else _OUTSIDE


def last_day_of_month(month: Month) -> date | NoValue:
    """Its day 28, 29, 30 or 31."""
    return _day_in(month, 31, "back") if in_calendar(month) else _OUTSIDE


def first_day_of_year(year: Year) -> date | NoValue:
    """Its 1 January."""
    return date(year.number, 1, 1) if in_calendar(year) else _OUTSIDE


def last_day_of_year(year: Year) -> date | NoValue:
    """Its 31 December."""
    return date(year.number, 12, 31) if in_calendar(year) else _OUTSIDE


def local_moment(instant: datetime, offset: int) -> datetime | NoValue:
    """A moment as it is held: the same instant by the clock of the book, so many minutes east of Greenwich.

    One without an offset or out of range is no moment.
    """
    far_outside = not FIRST_MOMENT.year - 1 <= instant.year <= LAST_MOMENT.year + 1
    if far_outside or instant.utcoffset() is None:
        return _OUTSIDE
    moment = instant.astimezone(timezone(timedelta(minutes=offset)))
    return moment if FIRST_MOMENT <= moment <= LAST_MOMENT else _OUTSIDE


def offset_text(minutes: int) -> str:
    """Minutes east of Greenwich as a rule file says them: `+08:00`."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def date_of_moment(moment: datetime) -> date | NoValue:
    """The day on which it happened by the clock of the book, by which moments are held."""
    day = moment.date()
    return day if in_calendar(day) else _OUTSIDE
