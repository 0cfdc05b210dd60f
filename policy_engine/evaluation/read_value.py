"""Reads one value of a fact, as its type says.

Text is the exact way to write anything; whole numbers, and for programs Decimal, Fraction and dates, are read as well.
Everything is told by its exact class, so that nothing that a caller's own class does can run here.
Invariant: a value is returned, in base units, within the range and on the step of its fact, or something was reported.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from unicodedata import category, is_normalized

from attrs import evolve, field, frozen

from policy_engine.evaluation import errors
from policy_engine.evaluation.moments import meant_moment, moment_of
from policy_engine.model.rulebook import Fact, Model
from policy_engine.model.type_words import factor_of, per_factor
from policy_engine.model.types import (
    UNIT_FACTORS,
    DateType,
    EntityType,
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
    YesNo,
)
from policy_engine.model.written_values import written_value
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.values.calendar import in_calendar, local_moment, offset_text
from policy_engine.values.number import MOST_DIGITS, decimal_number
from policy_engine.values.truth import NO, YES
from policy_engine.values.value import NEVER, Exact, Month, NoValue, Value, Year, exact

LONGEST_TEXT = 10_000

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_FRACTION = re.compile(r"([0-9]{1,30})/([0-9]{1,30})")
READABLE = (str, int, bool, Decimal, Fraction, date, datetime, list, tuple, dict)
_LARGEST = 10**MOST_DIGITS


@frozen
class Place:
    """A fact that is being read: where it stands, its declaration, and what was found to be wrong so far."""

    model: Model
    fact: Fact
    path: str
    found: list[Diagnostic] = field(repr=False)

    def at(self, path: str) -> "Place":
        """The same fact, further in."""
        return evolve(self, path=path)

    def refuse(self, diagnostic: Diagnostic) -> Value | None:
        """Notes what is wrong, and that there is no value; the caller goes on with the next."""
        self.found.append(diagnostic)
        return None


def read_value(raw: object, kind: Type, place: Place) -> Value | None:
    """The value of a type that is no list and no set; None where it is wrong, which is said."""
    if raw is None:
        never = isinstance(kind, DateType | MomentType) and kind.never
        return place.refuse(errors.empty_value(place.path, place.fact, never))
    if type(raw) not in READABLE:
        make = errors.float_given if type(raw) is float else errors.unreadable_object
        return place.refuse(make(place.path, place.fact))
    value = _of_type(raw, kind, place)
    return None if value is None else _in_range(value, kind, place)


def named_parts(raw: object) -> dict[str, object] | None:
    """A copy of an object whose names are all plain text; None for anything else."""
    if type(raw) is not dict:
        return None
    parts = dict(raw)
    return parts if all(type(name) is str for name in parts) else None


def shown_raw(raw: object) -> str:
    """What was given, as it would stand in a facts file."""
    match raw:
        case None:
            return "null"
        case bool():
            return "true" if raw else "false"
        case str():
            return f'"{errors.shown(raw)}"'
        case int() | Decimal() | Fraction() | date():
            return errors.shown(str(raw)) if not isinstance(raw, int) or abs(raw) < _LARGEST else "…"
        case list() | tuple():
            return "[…]"
        case dict():
            return "{…}"
        case _:
            return "?"


def example_of(type: Type, model: Model) -> str:
    """How a value of the type is written in a facts file."""
    match type:
        case YesNo():
            return "true"
        case Quantity():
            return _example_of_quantity(type)
        case DateType():
            return '"2024-03-04"'
        case MomentType():
            return f'"2024-03-04T10:00:00{offset_text(model.settings.offset)}"'
        case MonthType():
            return '"2024-03"'
        case YearType():
            return "2024"
        case PeriodsType():
            return '[{"from": "2024-01-01", "to": "2024-03-31"}]'
        case MonthsType():
            return '["2024-01", {"from": "2024-03", "to": "2024-06"}]'
        case TextType():
            return '"..."'
        case OneOf():
            return f'"{next(iter(model.lists[type.list_name].values), "")}"'
        case EntityType():
            return '{"id": "ali"}'
        case ListType():
            return f"[{example_of(type.item, model)}]"


def _example_of_quantity(type: Quantity) -> str:
    if type.dimension == "money":
        return '"1200.00"'
    if type.dimension == "ratio":
        return '"25%"' if type.unit == "percent" else '"2/5"'
    return "14" if type.dimension in ("number", "count") else f'14, "14 {type.unit or type.dimension}"'


# ------------------------------------------------------------------------------------------------ by type


def _of_type(raw: object, type: Type, place: Place) -> Value | None:
    match type:
        case YesNo():
            return _yes_no(raw, type, place)
        case Quantity():
            return _quantity(raw, type, place)
        case DateType():
            return _timely(raw, type, place, date, _date)
        case MomentType():
            return _timely(raw, type, place, datetime, moment_of)
        case MonthType():
            return _timely(raw, type, place, None, _month)
        case YearType():
            return _year(raw, type, place)
        case OneOf():
            return _one_of(raw, type, place)
        case TextType():
            return _text(raw, type, place)
        case PeriodsType() | MonthsType() | EntityType() | ListType():
            return _wrong(raw, type, place)


def _yes_no(raw: object, type: Type, place: Place) -> Value | None:
    if raw is True or raw == "yes":
        return YES
    return NO if raw is False or raw == "no" else _wrong(raw, type, place)


def _wrong(raw: object, type: Type, place: Place) -> Value | None:
    return place.refuse(errors.wrong_kind(place.path, place.fact, type, shown_raw(raw), example_of(type, place.model)))


def _one_of(raw: object, type: OneOf, place: Place) -> Value | None:
    values = place.model.lists[type.list_name].values
    if isinstance(raw, str):
        if raw in values:
            return raw
        return place.refuse(errors.not_in_list(place.path, place.fact, raw, type.list_name, values))
    return _wrong(raw, type, place)


def _text(raw: object, type: Type, place: Place) -> Value | None:
    if not isinstance(raw, str):
        return _wrong(raw, type, place)
    if len(raw) > LONGEST_TEXT:
        return place.refuse(errors.text_too_long(place.path, place.fact, LONGEST_TEXT))
    if any(category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in raw) or not is_normalized("NFC", raw):
        return place.refuse(errors.text_not_plain(place.path, place.fact))
    return raw


# ------------------------------------------------------------------------------------------------ quantities


def _quantity(raw: object, type: Quantity, place: Place) -> Value | None:
    """A number in the unit in which people read the type, or a text with its unit, in base units."""
    if type.dimension == "ratio":
        return _ratio(raw, type, place)
    unit, per = Fraction(factor_of(type)), per_factor(type)
    if type.dimension == "money":
        unit = Fraction(10) ** place.model.settings.minor_digits
    if isinstance(raw, str):
        text = raw
        words = text.split(" per ")
        if type.per and len(words) == 2 and UNIT_FACTORS.get(words[1], (words[1], 1))[0] == type.per:
            text, per = words[0], UNIT_FACTORS.get(words[1], ("", 1))[1]
        split = _without_unit(text, type, place)
        if split is None:
            return None
        text, own_unit = split
        number = decimal_number(text, thousands=True)
        if number is None:
            return _no_number(raw, text, type, place)
        return exact(Fraction(number) * (own_unit or unit) / per)
    number = _exact(raw, place)
    if number is None:
        return (
            None
            if isinstance(raw, int | Decimal | Fraction) and not isinstance(raw, bool)
            else _wrong(raw, type, place)
        )
    return exact(Fraction(number) * unit / per)


def _without_unit(text: str, type: Quantity, place: Place) -> tuple[str, Fraction | None] | None:
    """The number of a text, and how many base units the unit behind it is, if there is one."""
    if type.dimension == "money":
        return text.removeprefix(place.model.settings.symbol), None
    number, blank, unit = text.partition(" ")
    if not blank or type.dimension in ("number", "count"):
        return text, None
    dimension, factor = UNIT_FACTORS.get(unit, (unit, 1))
    if dimension != type.dimension:
        place.refuse(errors.wrong_unit(place.path, place.fact, shown_raw(text), type, example_of(type, place.model)))
        return None
    return number, Fraction(factor)


def _no_number(raw: str, text: str, type: Quantity, place: Place) -> Value | None:
    if sum(sign in "0123456789" for sign in text) > MOST_DIGITS:
        return place.refuse(errors.value_too_long(place.path, place.fact))
    return _wrong(raw, type, place)


def _ratio(raw: object, type: Quantity, place: Place) -> Value | None:
    """A percentage with its sign, or a fraction."""
    if type.unit == "percent":
        if isinstance(raw, str) and raw.endswith("%"):
            number = decimal_number(raw[:-1], thousands=True)
            return _wrong(raw, type, place) if number is None else exact(Fraction(number) / 100)
        if _is_number(raw) or (isinstance(raw, str) and decimal_number(raw) is not None):
            return place.refuse(errors.percent_without_sign(place.path, place.fact, shown_raw(raw)))
        return _wrong(raw, type, place)
    if isinstance(raw, Fraction):
        return _exact(raw, place)
    parts = _FRACTION.fullmatch(raw) if isinstance(raw, str) else None
    if parts is None or int(parts[2]) == 0:
        return _wrong(raw, type, place)
    return exact(Fraction(int(parts[1]), int(parts[2])))


def _is_number(raw: object) -> bool:
    return isinstance(raw, int | Decimal | Fraction) and not isinstance(raw, bool)


def _exact(raw: object, place: Place) -> Exact | None:
    """A number of a program, with no more digits than a text may have."""
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal | Fraction):
        return None
    if isinstance(raw, Decimal):
        _, digits, exponent = raw.as_tuple()
        fits = isinstance(exponent, int) and len(digits) <= MOST_DIGITS and abs(exponent) <= MOST_DIGITS
    else:
        fits = abs(raw.numerator) < _LARGEST and raw.denominator < _LARGEST
    if not fits:
        place.refuse(errors.value_too_long(place.path, place.fact))
        return None
    return exact(Fraction(raw))


def _in_range(value: Value, type: Type, place: Place) -> Value | None:
    fact, settings = place.fact, place.model.settings
    if value is NEVER or (fact.low is None and fact.high is None and fact.step is None):
        return value
    low, high = fact.low, fact.high
    below = low is not None and value < low  # type: ignore[operator]  # of one type, and one that has an order
    above = high is not None and value > high  # type: ignore[operator]
    if below or above:
        limits = ["…" if limit is None else written_value(limit, type, settings) for limit in (low, high)]
        return place.refuse(errors.out_of_range(place.path, fact, written_value(value, type, settings), *limits))
    if fact.step is not None and isinstance(value, int | Fraction):
        start = low if isinstance(low, int | Fraction) else 0
        over = (value - start) % fact.step
        if over:
            around = (value, fact.step, value - over, value - over + fact.step)
            said = (written_value(exact(each), type, settings) for each in around)
            return place.refuse(errors.off_step(place.path, fact, *said))
    return value


# ------------------------------------------------------------------------------------------------ time


def _timely(
    raw: object, kind: Type, place: Place, own: type | None, read: Callable[[str], date | Month | None]
) -> Value | None:
    """A day, month or moment: a text in its one form, or a date of a program; `never` where the type has it."""
    if raw == "never":
        if isinstance(kind, DateType | MomentType) and kind.never:
            return NEVER
        return place.refuse(errors.never_not_allowed(place.path, place.fact))
    found: date | Month | None = None
    if isinstance(raw, str):
        found = read(raw)
    elif type(raw) is own and isinstance(raw, date):
        found = raw
    else:
        return _wrong(raw, kind, place)
    value = None if found is None else _held(found, place.model.settings.offset)
    if value is None:
        clock = place.model.settings.offset
        meant = meant_moment(raw, clock) if isinstance(raw, str) and isinstance(kind, MomentType) else ""
        example = f'"{meant}"' if meant else example_of(kind, place.model)
        return place.refuse(errors.not_a_day(place.path, place.fact, shown_raw(raw), kind, example))
    return value


def _held(raw: date | Month, offset: int) -> Value | None:
    """A day, moment or month as it is held here."""
    if isinstance(raw, datetime):
        moment = local_moment(raw, offset)
        return None if isinstance(moment, NoValue) else moment
    return raw if in_calendar(raw) else None


def _date(text: str) -> date | None:
    parts = _DATE.fullmatch(text)
    if parts is None:
        return None
    try:
        return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        return None


def read_date(raw: object) -> date | None:
    """A day, for the dates that are no facts: of findings, awards, stretches."""
    value = _date(raw) if type(raw) is str else raw
    return value if type(value) is date and in_calendar(value) else None


def _month(text: str) -> Month | None:
    parts = _MONTH.fullmatch(text)
    if parts is None or not 1 <= int(parts[2]) <= 12:
        return None
    return Month.of(int(parts[1]), int(parts[2]))


def read_month(raw: object) -> Month | None:
    """A calendar month of a set."""
    value = _month(raw) if type(raw) is str else None
    return value if value is not None and in_calendar(value) else None


def _year(raw: object, type: Type, place: Place) -> Value | None:
    is_text = isinstance(raw, str) and len(raw) == 4 and raw.isascii() and raw.isdigit()
    if not is_text and (isinstance(raw, bool) or not isinstance(raw, int)):
        return _wrong(raw, type, place)
    assert isinstance(raw, str | int)
    year = Year(int(raw)) if is_text or abs(int(raw)) < _LARGEST else Year(0)
    if not in_calendar(year):
        example = example_of(type, place.model)
        return place.refuse(errors.not_a_day(place.path, place.fact, shown_raw(raw), type, example))
    return year
