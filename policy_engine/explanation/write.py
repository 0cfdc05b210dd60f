"""Values as people read them in a language, and the same values as plain data for programs.

Invariant: nothing is rounded without saying so ("about", with the exact figure where everything is told), and nothing
depends on a locale: names of months and forms of amounts stand in texts/<language>/explanation.toml.
"""

from datetime import date, datetime
from fractions import Fraction

from policy_engine.explanation.document import Plain
from policy_engine.explanation.telling import Telling, fill
from policy_engine.model import rulebook
from policy_engine.model.type_words import factor_of, per_factor
from policy_engine.model.types import UNIT_FACTORS, ListType, OneOf, Quantity, Type
from policy_engine.values.number import fraction_text, plain_text, round_to
from policy_engine.values.truth import LEANS_NO, LEANS_YES, NO, UNKNOWN, YES, Truth
from policy_engine.values.value import (
    Collection,
    Element,
    Exact,
    Month,
    Months,
    Never,
    NotApplicable,
    Open,
    Periods,
    Value,
    Year,
    exact,
)

MOST_PLACES = 6
"""A number that ends within so many places is written out; another is written as a fraction or with "about"."""

PLACES_ABOUT = 2


def write(telling: Telling, value: Value, type: Type) -> str:
    """A value in the reader's language; `type` says its unit."""
    say = telling.say
    match value:
        case Truth():
            return write_truth(telling, value)
        case int():
            return _quantity(telling, value, type) if isinstance(type, Quantity) else number(value)
        case datetime():
            zone = value.strftime("%z")
            return say("value.moment", date=_day(telling, value), time=f"{value:%H:%M}", zone=f"{zone[:3]}:{zone[3:]}")
        case date():
            return _day(telling, value)
        case Never():
            return say("value.never")
        case Month():
            return _month(telling, value)
        case Year():
            return str(value.number)
        case Periods():
            return _periods(telling, value)
        case Months():
            return _months(telling, value)
        case str():
            return _text(telling, value, type)
        case Element():
            return value.id
        case Collection():
            return _collection(telling, value, type)
        case Open():
            return say("value.open") if value.referred else say("value.unknown")
        case NotApplicable():
            return say("value.not_applicable")
        case Fraction():  # last, because to ask whether a value is one takes longer than all the others
            return _quantity(telling, value, type) if isinstance(type, Quantity) else number(value)


def write_truth(telling: Telling, truth: Truth) -> str:
    """Yes, no, or what stands in the way of either."""
    if truth is YES or truth is NO:
        return telling.say("value.yes" if truth is YES else "value.no")
    if truth in (LEANS_NO, LEANS_YES):
        return telling.say("value.leaning")
    return telling.say("value.unknown" if truth is UNKNOWN else "value.open")


def number(value: Exact, places: int = 0) -> str:
    """A number with its thousands apart and at least `places` decimals; a mixed number where no decimal is enough."""
    return _decimal(value.numerator, value.denominator, places) or _mixed(value)


def _decimal(top: int, bottom: int, places: int = 0, thousands: str = ",") -> str | None:
    """A fraction as a decimal with at least so many places; None where it does not end soon."""
    most = places if places > MOST_PLACES else MOST_PLACES
    scaled, left = divmod(abs(top) * 10**most, bottom)
    if left:
        return None
    whole, rest = divmod(scaled, 10**most)
    decimals = (str(rest).zfill(most).rstrip("0") if rest else "").ljust(places, "0")
    written = f"-{whole:{thousands}}" if top < 0 else format(whole, thousands)
    return f"{written}.{decimals}" if decimals else written


def money(telling: Telling, minor: Exact) -> str:
    """An amount in the smallest unit of the book, as `RM1,848.00`."""
    digits, symbol = telling.model.settings.minor_digits, telling.model.settings.symbol
    sign = "-" if minor.numerator < 0 else ""
    size = _decimal(abs(minor.numerator), minor.denominator * 10**digits, digits)
    if size is not None:
        return f"{sign}{symbol}{size}"
    near = f"{sign}{symbol}{_decimal(abs(round_to(minor, 1, 'half up').numerator), 10**digits, digits)}"
    if not telling.full:
        return telling.say("value.about", amount=near)
    exactly = _mixed(Fraction(abs(minor.numerator), minor.denominator * 10**digits))
    return telling.say("value.about_exactly", amount=near, exact=f"{sign}{symbol}{exactly}")


def fraction_as_written(value: Exact, written: str) -> str:
    """A fraction as the officer wrote it (4/10), where that is known and is the same number."""
    top, slash, bottom = written.strip().partition("/")
    digits = slash and top.isascii() and bottom.isascii() and top.isdigit() and bottom.isdigit()
    if digits and int(bottom) and int(top) * value.denominator == value.numerator * int(bottom):
        return written.strip()
    return fraction_text(value)


def title(telling: Telling, words: rulebook.Words, name: str) -> str:
    """A title in the reader's language, or else the name with blanks."""
    return telling.own(words) or name.rpartition(".")[2].replace("_", " ")


def join(telling: Telling, parts: tuple[str, ...], key: str = "value.two") -> str:
    """`a, b and c`; the key says which word stands before the last."""
    if not parts:
        return telling.say("value.none")
    if len(parts) == 1:
        return parts[0]
    first = telling.say("value.separator").join(parts[:-1])
    return telling.say(key, first=first, last=parts[-1])


def plain(telling: Telling, value: Value, type: Type) -> Plain:
    """The same value for programs: amounts, fractions and lengths as text, never a float; None where it is open."""
    match value:
        case Truth():
            return True if value is YES else False if value is NO else None
        case int():
            return _plain_quantity(telling, value, type)
        case datetime() | date():
            return value.isoformat()
        case Never():
            return "never"
        case Month():
            return iso_month(value)
        case Year():
            return value.number
        case Periods():
            days = ((date.fromordinal(start), date.fromordinal(end - 1)) for start, end in value.stretches)
            return tuple({"from": start.isoformat(), "to": end.isoformat()} for start, end in days)
        case Months():
            runs = _runs(value)
            return tuple({"from": iso_month(start), "to": iso_month(end)} for start, end in runs)
        case str():
            return value
        case Element():
            return value.id
        case Collection():
            item = type.item if isinstance(type, ListType) else type
            return tuple(plain(telling, each, item) for each in value.items)
        case Open() | NotApplicable():
            return None
        case Fraction():
            return _plain_quantity(telling, value, type)


def exactly(telling: Telling, value: Value, type: Type) -> str:
    """The exact amount as a fraction of the major unit of money, where `plain` had to round it; else ""."""
    if isinstance(value, int) or not (isinstance(value, Fraction) and isinstance(type, Quantity)):
        return ""
    if type.dimension != "money":
        return ""
    units = Fraction(value * per_factor(type), 10**telling.model.settings.minor_digits)
    return fraction_text(units) if _decimal(units.numerator, units.denominator) is None else ""


def iso_month(month: Month) -> str:
    """`2024-03`."""
    return f"{month.year:04d}-{month.month:02d}"


def _mixed(value: Exact) -> str:
    whole, rest = divmod(abs(Fraction(value)), 1)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole:,}"
    return f"{sign}{whole:,} {fraction_text(rest)}" if whole else sign + fraction_text(rest)


def _quantity(telling: Telling, value: Exact, type: Quantity) -> str:
    """A rate is held per base unit (a year's as a month's), and is written per the unit people read."""
    if not type.per:
        return _amount(telling, value, type)
    return a_rate(telling, _amount(telling, _per_unit(value, type), type), type.per_unit or type.per)


def _per_unit(value: Exact, type: Quantity) -> Exact:
    """A rate per the unit that people read."""
    factor = per_factor(type)
    return value if factor == 1 else value * factor


def a_rate(telling: Telling, amount: str, per_unit: str) -> str:
    """An amount for each unit: `RM132.00 a day`."""
    text = telling.texts.get(f"rate.{per_unit}")
    if text is not None:
        return fill(text, {"amount": amount})
    return telling.say("rate.other", amount=amount, unit=unit_title(telling, per_unit))


def _amount(telling: Telling, value: Exact, type: Quantity) -> str:
    match type.dimension:
        case "money":
            return money(telling, value)
        case "number" | "count":
            return number(value)
        case "ratio":
            return _percent(telling, value) if type.unit == "percent" else _fraction(value)
        case "day" | "month" | "hour":
            return _length(telling, value, type)
        case declared:
            return telling.say("length.other", n=number(value), unit=unit_title(telling, declared, several=value != 1))


def unit_title(telling: Telling, name: str, *, several: bool = False) -> str:
    """What a declared unit is called, behind one or several."""
    unit = telling.model.units.get(name)
    if unit is None:
        return title(telling, rulebook.Words(), name)
    spoken = unit.title.languages
    language = telling.language if telling.language in spoken or not spoken else spoken[0]
    return (several and unit.plural.only_in(language)) or title(telling, unit.title, name)


def _percent(telling: Telling, value: Exact) -> str:
    written = _decimal(100 * value.numerator, value.denominator)
    if written is not None:
        return f"{written}%"
    percent = value * 100
    near = f"{number(round_to(percent, Fraction(1, 10**PLACES_ABOUT), 'half up'), PLACES_ABOUT)}%"
    if not telling.full:
        return telling.say("value.about", amount=near)
    return telling.say("value.about_exactly", amount=near, exact=f"{_mixed(percent)}%")


def _fraction(value: Exact) -> str:
    return fraction_text(value) if isinstance(value, Fraction) else number(value)


def _length(telling: Telling, value: Exact, type: Quantity) -> str:
    """Weeks and years are written as such where they are whole, else in days or in years and months."""
    unit = type.unit if type.unit in UNIT_FACTORS else type.dimension + "s"
    size = UNIT_FACTORS[unit][1]
    if value % size == 0:
        return _count(telling, value // size, unit)
    if unit == "years" and value > size:
        years, months = divmod(value, size)
        written = (_count(telling, years, "years"), _count(telling, months, "months"))
        return telling.say("value.two", first=written[0], last=written[1])
    return _count(telling, value, type.dimension + "s")


def _count(telling: Telling, n: Exact, unit: str) -> str:
    return telling.say(f"length.{unit}_one" if n == 1 else f"length.{unit}", n=number(n))


def _day(telling: Telling, day: date) -> str:
    return f"{day.day} {telling.say(f'months.{day.month}')} {day.year}"


def _month(telling: Telling, month: Month) -> str:
    return f"{telling.say(f'months.{month.month}')} {month.year}"


def _periods(telling: Telling, periods: Periods) -> str:
    days = ((date.fromordinal(start), date.fromordinal(end - 1)) for start, end in periods.stretches)
    written = (telling.say("value.period", start=_day(telling, a), to=_day(telling, b)) for a, b in days)
    return telling.say("value.separator").join(written) or telling.say("value.none")


def _runs(months: Months) -> tuple[tuple[Month, Month], ...]:
    """The months as stretches without a hole, first and last month of each."""
    runs: list[tuple[int, int]] = []
    for index in sorted(months.indices):
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return tuple((Month(first), Month(last)) for first, last in runs)


def _months(telling: Telling, months: Months) -> str:
    written = (
        _month(telling, first)
        if first == last
        else telling.say("value.period", start=_month(telling, first), to=_month(telling, last))
        for first, last in _runs(months)
    )
    return telling.say("value.separator").join(written) or telling.say("value.none")


def _text(telling: Telling, value: str, type: Type) -> str:
    if isinstance(type, OneOf):
        listed = telling.model.lists.get(type.list_name)
        words = listed.values.get(value, rulebook.Words()) if listed else rulebook.Words()
        return title(telling, words, value)
    return telling.say("value.quoted", text=value)


def _collection(telling: Telling, value: Collection, type: Type) -> str:
    item = type.item if isinstance(type, ListType) else type
    written = telling.say("value.separator").join(write(telling, each, item) for each in value.items)
    written = written or telling.say("value.none")
    return written if value.complete else telling.say("value.incomplete", list=written)


def _plain_quantity(telling: Telling, value: Exact, type: Type) -> Plain:
    if not isinstance(type, Quantity):
        return value if isinstance(value, int) else fraction_text(value)
    units = _per_unit(value, type)
    match type.dimension:
        case "money":
            digits = telling.model.settings.minor_digits
            ended = _decimal(units.numerator, units.denominator * 10**digits, digits, "")
            return ended or _decimal(round_to(units, 1, "half up").numerator, 10**digits, digits, "")
        case "ratio":
            percent = _decimal(100 * units.numerator, units.denominator, 0, "") if type.unit == "percent" else None
            return fraction_text(value) if percent is None else f"{percent}%"
        case "number" | "count":
            return units.numerator if units.denominator == 1 else plain_text(units)
        case _:
            return f"{plain_text(exact(Fraction(units, factor_of(type))))} {type.unit or type.dimension}"
