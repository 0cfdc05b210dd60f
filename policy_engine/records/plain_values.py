"""Values as plain data for a record: each says of what kind it is, and numbers are text.

Invariant: two values have the same plain data exactly when they are the same value.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from policy_engine.records.canonical import Plain
from policy_engine.values.truth import Truth, pair
from policy_engine.values.value import (
    NEVER,
    NOT_APPLICABLE,
    Collection,
    Element,
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


def plain_value(value: Value) -> Plain:
    """Quantities in the base unit of their dimension, as `184800` or `4/5`; a member of a list by its id."""
    match value:
        case Truth():
            return {"truth": [value.low, value.high]}
        case bool():
            return {"truth": [value, value]}
        case int() | Fraction():
            return {"number": str(value)}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case Never():
            return {"date": "never"}
        case Month():
            return {"month": _month(value.index)}
        case Year():
            return {"year": value.number}
        case Periods():
            return {"periods": [[_day(start), _day(end)] for start, end in value.stretches]}
        case Months():
            return {"months": [_month(index) for index in sorted(value.indices)]}
        case str():
            return {"text": value}
        case Element():
            return {"member": [value.entity, value.id]}
        case Collection():
            return {"list": [plain_value(item) for item in value.items], "complete": value.complete}
        case Open():
            return {"open": "referred" if value.referred else "undetermined", **_known_of(value)}
        case NotApplicable():
            return {"not_applicable": True}


def read_value(plain: Plain) -> Value:
    """The value again; of a member of a list only who it is."""
    ((kind, said), *_) = plain.items()
    if kind == "list":
        return Collection(tuple(read_value(each) for each in said), plain["complete"])
    return _READERS[kind](said)


def _read_month(text: str) -> Month:
    year, _, month = text.partition("-")
    return Month.of(int(year), int(month))


def _read_periods(said: Plain) -> Periods:
    days = ((date.fromisoformat(start).toordinal(), date.fromisoformat(end).toordinal()) for start, end in said)
    return Periods(tuple(days))


_READERS: Mapping[str, Callable[[Any], Value]] = {
    "truth": lambda said: pair(said[0], said[1]),
    "number": lambda said: exact(Fraction(said)),
    "moment": datetime.fromisoformat,
    "date": lambda said: NEVER if said == "never" else date.fromisoformat(said),
    "month": _read_month,
    "year": Year,
    "periods": _read_periods,
    "months": lambda said: Months(frozenset(_read_month(each).index for each in said)),
    "text": str,
    "member": lambda said: Element(said[0], said[1], {}),
    "open": lambda said: Open(said == "referred"),
    "not_applicable": lambda said: NOT_APPLICABLE,
}


def _known_of(value: Open) -> dict[str, Plain]:
    sizes = {name: str(size) for name, size in (("low", value.low), ("high", value.high)) if size is not None}
    return {**sizes, "asked": [value.asked.low, value.asked.high]}


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _month(index: int) -> str:
    return f"{index // 12:04}-{index % 12 + 1:02}"
