"""THE table of operators: the name, the types it takes and gives, and what it does with known values.

Whoever adds an operator adds one line here.  The types are rules of signatures.py, the values come from values/; here
stand only the few lines that say what becomes of `never`, of the settings of the book and of a year read as months.
Invariant: for every operator, types for which `result` is a type and known values of these types, `apply` returns a
value of that type or NoValue, and never raises.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from attrs import frozen

from policy_engine.model.rulebook import Settings
from policy_engine.model.signatures import (
    Signature,
    alike,
    any_date,
    date_of_moment,
    date_or_month,
    earliest,
    equal,
    keeps,
    latest,
    length_in,
    moment,
    month,
    months,
    one_of_several,
    periods,
    plain_date,
    product,
    quantities_compare,
    quotient,
    takes,
    times_compare,
    two_alike,
    year,
)
from policy_engine.model.types import (
    DATE,
    DAYS,
    HOURS,
    MONTHS,
    YEARS,
    YES_NO,
    MonthsType,
    MonthType,
    PeriodsType,
    YearType,
)
from policy_engine.values import calendar, number, sets
from policy_engine.values.truth import truth_of
from policy_engine.values.value import NEVER, Element, Exact, Month, NoValue, Periods, Value, Year, exact

Function = Callable[..., Value | NoValue | bool]
"""Of known values of the types of the operands; one that answers yes or no gives a bool."""

Implementation = Callable[[Settings], Function]
"""What an operator does in a book with these settings."""


@frozen
class Operator:
    """One operator of core.Operation.

    result: the type of the result for the types of the operands, None where they do not fit.
    function: for the settings of a book the function from known values of those types, in base units, to the value or
    to why there is none.
    """

    name: str
    result: Signature
    function: Implementation

    def apply(self, settings: Settings, values: Sequence[Value]) -> Value | NoValue:
        """The value of the operator, or why there is none."""
        result = self.function(settings)(*values)
        return truth_of(result) if isinstance(result, bool) else result


# ------------------------------------------------------------------------------------------------ how a line is applied


def _plain(function: Function) -> Implementation:
    """On the values alone."""
    return lambda settings: function


def _number(function: Callable[..., Exact]) -> Implementation:
    """Arithmetic; what is whole is an int again."""
    return lambda settings: lambda *values: exact(function(*values))


def _with_settings(function: Function) -> Implementation:
    """On the settings of the book and the values."""
    return lambda settings: partial(function, settings)


def _never_stays(implementation: Implementation) -> Implementation:
    """Never plus or minus anything is never."""
    return _unless_never(NEVER, implementation)


def _needs_day(implementation: Implementation) -> Implementation:
    """A length up to never, or a part of never, does not exist."""
    return _unless_never(NoValue("never"), implementation)


def _never_is_no(implementation: Implementation) -> Implementation:
    """What has not happened lies neither inside nor outside of any time."""
    return _unless_never(False, implementation)


def _unless_never(otherwise: Value | NoValue | bool, implementation: Implementation) -> Implementation:
    def function(settings: Settings) -> Function:
        known = implementation(settings)
        return lambda *values: otherwise if NEVER in values else known(*values)

    return function


# ------------------------------------------------------------------------------------------------ what is left to say


def _divided_by(left: Exact, right: Exact) -> Exact | NoValue:
    return NoValue("divided by zero") if right == 0 else number.quotient(left, right)


def _sum(*values: Exact) -> Exact:
    return sum(values)


def _excess(left: Exact, right: Exact) -> Exact:
    return max(left - right, 0)


def _earliest(*values: Value) -> Value:
    return min(values)  # type: ignore[type-var]  # of one type, and one that has an order


def _latest(*values: Value) -> Value:
    return max(values)  # type: ignore[type-var]


def _equals(left: Value, right: Value) -> bool:
    """Equality of values of one type; a member of a list is known by its id."""
    if type(left) is Element and type(right) is Element:
        return (left.entity, left.id) == (right.entity, right.id)
    return left == right


def _differs(left: Value, right: Value) -> bool:
    return not _equals(left, right)


def _in_values(subject: Value, *values: Value) -> bool:
    return any([_equals(subject, value) for value in values])


def _outside_periods(day: date, stretches: Periods) -> bool:
    return not sets.day_in(day, stretches)


def _in_year(part: date | Month, whole: Year) -> bool:
    return part.year == whole.number


def _minus(function: Function) -> Function:
    """The function that adds, with its second value taken away instead."""
    return lambda value, length, *others: function(value, -length, *others)


def _add_months(settings: Settings, day: date, length: Exact) -> Value | NoValue:
    return calendar.add_months(day, length, settings.month_end)


def _subtract_months(settings: Settings, day: date, length: Exact) -> Value | NoValue:
    return calendar.add_months(day, -length, settings.month_end)


def _age(settings: Settings, born: date, on: date) -> Value | NoValue:
    years = calendar.age(born, on, settings.leap_birthday)
    return years if isinstance(years, NoValue) else 12 * years


def _day_of_age(settings: Settings, born: date, length: Exact) -> Value | NoValue:
    return calendar.day_of_age(born, length, settings.leap_birthday, settings.month_end)


def _months_elapsed(settings: Settings, start: date, end: date) -> Value | NoValue:
    return calendar.months_elapsed(start, end, settings.month_end)


def _years_elapsed(settings: Settings, start: date, end: date) -> Value | NoValue:
    years = calendar.years_elapsed(start, end, settings.month_end)
    return years if isinstance(years, NoValue) else 12 * years


# ------------------------------------------------------------------------------------------------ the table

_DAYS = length_in("day")
_MONTHS = length_in("month")
_HOURS = length_in("hour")

_TABLE = (
    # arithmetic
    Operator("plus", two_alike, _number(operator.add)),
    Operator("minus", two_alike, _number(operator.sub)),
    Operator("times", product, _plain(number.product)),
    Operator("divided by", quotient, _plain(_divided_by)),
    Operator("not below", two_alike, _number(max)),
    Operator("not above", two_alike, _number(min)),
    Operator("lowest", earliest, _plain(_earliest)),
    Operator("highest", latest, _plain(_latest)),
    Operator("sum", alike, _number(_sum)),
    Operator("excess", two_alike, _number(_excess)),
    # comparison
    Operator("at least", quantities_compare, _plain(operator.ge)),
    Operator("at most", quantities_compare, _plain(operator.le)),
    Operator("below", quantities_compare, _plain(operator.lt)),
    Operator("over", quantities_compare, _plain(operator.gt)),
    Operator("before", times_compare, _plain(operator.lt)),
    Operator("after", times_compare, _plain(operator.gt)),
    Operator("on or before", times_compare, _plain(operator.le)),
    Operator("on or after", times_compare, _plain(operator.ge)),
    Operator("is", equal, _plain(_equals)),
    Operator("is not", equal, _plain(_differs)),
    Operator("in values", one_of_several, _plain(_in_values)),
    # sets
    Operator("in periods", takes(any_date, periods, gives=YES_NO), _never_is_no(_plain(sets.day_in))),
    Operator("outside periods", takes(any_date, periods, gives=YES_NO), _never_is_no(_plain(_outside_periods))),
    Operator("in months", takes(month, months, gives=YES_NO), _plain(sets.month_in)),
    Operator("in year", takes(date_or_month, year, gives=YES_NO), _never_is_no(_plain(_in_year))),
    Operator("window", takes(months, _MONTHS, month, gives=MonthsType()), _plain(sets.window)),
    Operator("months within year", takes(months, year, gives=MonthsType()), _plain(sets.months_within_year)),
    Operator("periods within year", takes(periods, year, gives=PeriodsType()), _plain(sets.days_within_year)),
    Operator("months counted to", takes(months, month, month, gives=MonthsType()), _plain(sets.months_counted_to)),
    Operator(
        "months counted until", takes(months, month, month, gives=MonthsType()), _plain(sets.months_counted_until)
    ),
    Operator(
        "periods counted to",
        takes(periods, plain_date, plain_date, gives=PeriodsType()),
        _needs_day(_plain(sets.days_counted_to)),
    ),
    Operator(
        "periods counted until",
        takes(periods, plain_date, plain_date, gives=PeriodsType()),
        _needs_day(_plain(sets.days_counted_until)),
    ),
    Operator("number of months", takes(months, gives=MONTHS), _plain(sets.number_of_months)),
    Operator("number of days", takes(periods, gives=DAYS), _plain(sets.number_of_days)),
    # dates: adding
    Operator("date plus days", keeps(0, plain_date, _DAYS), _never_stays(_plain(calendar.add_days))),
    Operator("date minus days", keeps(0, plain_date, _DAYS), _never_stays(_plain(_minus(calendar.add_days)))),
    Operator("date plus months", keeps(0, plain_date, _MONTHS), _never_stays(_with_settings(_add_months))),
    Operator("date minus months", keeps(0, plain_date, _MONTHS), _never_stays(_with_settings(_subtract_months))),
    Operator("month plus months", keeps(0, month, _MONTHS), _plain(calendar.add_to_month)),
    Operator("month minus months", keeps(0, month, _MONTHS), _plain(_minus(calendar.add_to_month))),
    Operator("moment plus hours", keeps(0, moment, _HOURS), _never_stays(_plain(calendar.add_hours))),
    Operator("moment minus hours", keeps(0, moment, _HOURS), _never_stays(_plain(_minus(calendar.add_hours)))),
    Operator("counting", keeps(1, _DAYS, plain_date), _never_stays(_plain(calendar.counting))),
    # dates: ages and lengths
    Operator("age", takes(any_date, plain_date, gives=YEARS), _needs_day(_with_settings(_age))),
    Operator("date when", takes(any_date, _MONTHS, gives=DATE), _needs_day(_with_settings(_day_of_age))),
    Operator("days to", takes(plain_date, plain_date, gives=DAYS), _needs_day(_plain(calendar.days_to))),
    Operator("days until", takes(plain_date, plain_date, gives=DAYS), _needs_day(_plain(calendar.days_until))),
    Operator(
        "months elapsed", takes(plain_date, plain_date, gives=MONTHS), _needs_day(_with_settings(_months_elapsed))
    ),
    Operator("years elapsed", takes(plain_date, plain_date, gives=YEARS), _needs_day(_with_settings(_years_elapsed))),
    Operator(
        "whole months to", takes(plain_date, plain_date, gives=MONTHS), _needs_day(_plain(calendar.whole_months_to))
    ),
    Operator(
        "whole months until",
        takes(plain_date, plain_date, gives=MONTHS),
        _needs_day(_plain(calendar.whole_months_until)),
    ),
    Operator("hours until", takes(moment, moment, gives=HOURS), _needs_day(_plain(calendar.hours_until))),
    # parts of the calendar
    Operator("month of date", takes(plain_date, gives=MonthType()), _needs_day(_plain(calendar.month_of))),
    Operator("year of date", takes(plain_date, gives=YearType()), _needs_day(_plain(calendar.year_of))),
    Operator("year of month", takes(month, gives=YearType()), _plain(calendar.year_of)),
    Operator("date of moment", date_of_moment, _never_stays(_plain(calendar.date_of_moment))),
    Operator("first day of month", takes(month, gives=DATE), _plain(calendar.first_day_of_month)),
    Operator("last day of month", takes(month, gives=DATE), _plain(calendar.last_day_of_month)),
    Operator("first day of year", takes(year, gives=DATE), _plain(calendar.first_day_of_year)),
    Operator("last day of year", takes(year, gives=DATE), _plain(calendar.last_day_of_year)),
)

OPERATORS: Mapping[str, Operator] = {each.name: each for each in _TABLE}
