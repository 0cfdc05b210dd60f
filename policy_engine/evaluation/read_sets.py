"""Reads sets of days and of calendar months.

Invariant: stretches that overlap and months that come twice are refused, for one of the two is a mistake; stretches
that touch are one stretch.
"""

from datetime import date
from itertools import pairwise

from policy_engine.evaluation import errors
from policy_engine.evaluation.read_value import (
    READABLE,
    Place,
    example_of,
    named_parts,
    read_date,
    read_month,
    read_value,
    shown_raw,
)
from policy_engine.model.types import MonthsType, PeriodsType
from policy_engine.values.sets import merged
from policy_engine.values.value import Month, Months, Value

LONGEST_SET = 10_000
_ENDS = {"from", "to"}


def read_periods(raw: object, place: Place) -> Value | None:
    """Days, as a list of stretches by their first and last day."""
    entries = _entries(raw, PeriodsType(), place)
    if entries is None:
        return None
    stretches: list[tuple[date, date]] = []
    for position, entry in enumerate(entries, start=1):
        path = f"{place.path}[{position}]"
        ends = _ends(entry) or {}
        start, end = read_date(ends.get("from")), read_date(ends.get("to"))
        if start is None or end is None:
            place.refuse(errors.not_a_stretch(path, place.fact))
        elif end < start:
            place.refuse(errors.ends_before_it_begins(path, place.fact, start.isoformat(), end.isoformat()))
        else:
            stretches.append((start, end))
    if len(stretches) < len(entries):
        return None
    in_order = sorted(stretches)
    for (_, end), (start, _) in pairwise(in_order):
        if start <= end:
            return place.refuse(errors.overlapping(place.path, place.fact, start.isoformat()))
    low, high = place.fact.length or (0, LONGEST_SET)
    if not low <= len(stretches) <= high:
        return place.refuse(errors.wrong_length(place.path, place.fact, len(stretches), low, high))
    return merged((start.toordinal(), end.toordinal() + 1) for start, end in stretches)


def read_months(raw: object, place: Place) -> Value | None:
    """Calendar months, one by one or as stretches by their first and last month."""
    entries = _entries(raw, MonthsType(), place)
    if entries is None:
        return None
    seen: set[int] = set()
    right = True
    for position, entry in enumerate(entries, start=1):
        path = f"{place.path}[{position}]"
        stretch = _stretch_of_months(entry, path, place)
        if stretch is None:
            right = False
            continue
        twice = next((index for index in range(*stretch) if index in seen), None)
        if twice is not None:
            month = Month(twice)
            place.refuse(errors.month_twice(path, place.fact, f"{month.year:04}-{month.month:02}"))
            right = False
        seen.update(range(*stretch))
    if not right:
        return None
    low, high = place.fact.length or (0, LONGEST_SET)
    if not low <= len(seen) <= high:
        return place.refuse(errors.wrong_length(place.path, place.fact, len(seen), low, high))
    return Months(frozenset(seen))


def _stretch_of_months(entry: object, path: str, place: Place) -> tuple[int, int] | None:
    """First month, and the month behind the last, by their indices."""
    ends = _ends(entry) or {"from": entry, "to": entry}
    start, end = read_month(ends["from"]), read_month(ends["to"])
    if start is None or end is None:
        place.refuse(errors.not_a_stretch(path, place.fact))
        return None
    if end < start:
        place.refuse(errors.ends_before_it_begins(path, place.fact, str(ends["from"]), str(ends["to"])))
        return None
    return start.index, end.index + 1


def _ends(entry: object) -> dict[str, object] | None:
    """The two ends of a stretch, where exactly they are given."""
    parts = named_parts(entry)
    return parts if parts is not None and parts.keys() == _ENDS else None


def _entries(raw: object, type_: PeriodsType | MonthsType, place: Place) -> tuple[object, ...] | None:
    if type(raw) is not list and type(raw) is not tuple:
        if raw is None or type(raw) not in READABLE:
            read_value(raw, type_, place)
        else:
            example = example_of(type_, place.model)
            place.refuse(errors.wrong_kind(place.path, place.fact, type_, shown_raw(raw), example))
        return None
    if len(raw) > LONGEST_SET:
        place.refuse(errors.wrong_length(place.path, place.fact, len(raw), 0, LONGEST_SET))
        return None
    return tuple(raw)
