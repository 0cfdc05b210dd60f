"""What a comparison is about: the days, months and years of dates as numbers, the names of things, and what is plain.

Invariant: dates are counted as day ordinals, calendar months and years by their own numbers, so that all of them are
compared as whole numbers.
"""

from datetime import date, datetime

from attrs import frozen

from policy_engine.checking.proof.axes import DAYS, MONTHS, YEARS, Domain
from policy_engine.model import core
from policy_engine.model.core import Expression
from policy_engine.model.types import DateType, MomentType, MonthType, Type, YearType
from policy_engine.values.value import Exact, Month, Value, Year

_MADE_OF_ONE = ("age", "month of date", "year of date", "number of months", "number of days", "date of moment")


@frozen
class Place:
    """A date, month or year: so many steps behind a term, or behind the beginning where there is no term."""

    term: Expression | None
    steps: int


def calendar_domain(type: Type) -> Domain | None:
    """The domain of dates, calendar months or years; None for every other type."""
    match type:
        case DateType():
            return DAYS
        case MonthType():
            return MONTHS
        case YearType():
            return YEARS
        case _:
            return None


def may_be_never(type: Type) -> bool:
    """Whether a value of the type may be never."""
    return isinstance(type, DateType | MomentType) and type.never


def number_of_day(value: Value | None) -> int | None:
    """A known date, month or year as the number by which it is compared."""
    if isinstance(value, Month):
        return value.index
    if isinstance(value, Year):
        return value.number
    return value.toordinal() if isinstance(value, date) and not isinstance(value, datetime) else None


def day_of_number(number: Exact, type: Type) -> Value:
    """A date, month or year from its number; any other quantity is its number."""
    match type:
        case DateType():
            return date.fromordinal(int(number))
        case MonthType():
            return Month(int(number))
        case YearType():
            return Year(int(number))
        case _:
            return number


def place_of(expression: Expression) -> Place:
    """A date as a number of days behind a term: `d plus 30 days` is 30 behind d."""
    steps = 0
    while isinstance(expression, core.Operation) and expression.operator in ("date plus days", "date minus days"):
        length = expression.operands[1]
        if not isinstance(length, core.Literal) or not isinstance(length.value, int):
            break
        steps += length.value if expression.operator == "date plus days" else -length.value
        expression = expression.operands[0]
    known = number_of_day(expression.value) if isinstance(expression, core.Literal) else None
    return Place(expression, steps) if known is None else Place(None, known + steps)


def is_plain(term: Expression) -> bool:
    """Whether a case can surely give it any of its values, whatever the rest of the case is."""
    match term:
        case core.FactValue() | core.Variable() | core.TheDay():
            return True
        case core.FieldValue():
            return isinstance(term.of, core.Variable)
        case core.Operation():
            return term.operator in _MADE_OF_ONE and all(is_plain(operand) for operand in term.operands)
        case core.Each():
            return term.word == "number" and term.where is None and is_plain(term.subject)
        case (
            core.Literal() | core.Use() | core.Lookup() | core.ScaleValue() | core.Limbs() | core.Round()
            | core.Choose() | core.OpenPoint() | core.ByReading() | core.AsAt() | core.Payable() | core.PaidOn()
        ):  # fmt: skip
            return False


def name_of(term: Expression) -> str:
    """What an officer calls it: the name of a fact, or the words that stand there."""
    match term:
        case core.FactValue():
            return term.fact
        case core.FieldValue():
            return f"{term.field} of {name_of(term.of)}"
        case core.Variable():
            return term.name
        case core.TheDay():
            return "the day"
        case core.Use() if not term.arguments:
            return term.rule.rpartition(".")[2]
        case core.OpenPoint():
            return term.name
        case core.ByReading():
            return term.reading
        case core.Payable():
            return f"{term.benefit} payable"
        case (
            core.Literal() | core.Use() | core.Lookup() | core.ScaleValue() | core.Operation() | core.Limbs()
            | core.Round() | core.Each() | core.Choose() | core.AsAt() | core.PaidOn()
        ):  # fmt: skip
            return " ".join(term.span.text.split())
