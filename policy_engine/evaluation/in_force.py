"""Which version of a rule, a parameter or a scale is in force on a day, and what a scale makes of a base.

Invariant: outside every version there is none, never an older one; a version that holds always needs no day.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from policy_engine.evaluation.operate import bounds_of
from policy_engine.evaluation.step import Hole
from policy_engine.model.rulebook import KeyedValue, ParameterVersion, RuleVersion, ScaleVersion
from policy_engine.values.made_often import made_often
from policy_engine.values.value import Exact, Open, Value, exact

Day = date | Open | None
"""The one date for which something is asked; open where that date is, None where none was fixed."""


@made_often
class InForce:
    """position: of the version in force, None where there is none; then `why` says why, unless the day itself is open.

    before_first: whether the day lies before the first day of the first version.
    """

    position: int | None
    why: Hole | None = None
    before_first: bool = False


Versions = Sequence[RuleVersion | ParameterVersion | ScaleVersion]


def in_force(name: str, versions: Versions, day: Day) -> InForce:
    """The version in force on the day."""
    for position, version in enumerate(versions):
        interval = version.interval
        if interval.start is None and interval.to is None:
            return InForce(position)
        if type(day) is date and interval.holds(day):
            return InForce(position)
    if not isinstance(day, date):
        return InForce(None, Hole("no value", name, detail=("no day",)) if day is None else None)
    return _outside(name, versions, day)


def _outside(name: str, versions: Versions, day: date) -> InForce:
    """No version holds: the day lies behind an end, or before every beginning."""
    ends = [version.interval.to for version in versions]
    passed = [end for end in ends if end is not None and end < day]
    if passed:
        detail = (day.isoformat(), "last until", max(passed).isoformat())
        return InForce(None, Hole("not in force", name, detail=detail))
    starts = [version.interval.start for version in versions if version.interval.start is not None]
    begins = ("first from", min(starts).isoformat()) if starts else ()
    return InForce(None, Hole("not in force", name, detail=(day.isoformat(), *begins)), before_first=True)


def keyed(values: Sequence[KeyedValue], keys: Sequence[Value]) -> int | None:
    """The position of the value of a keyed parameter for known keys; None where no key or band fits."""
    names = tuple(key for key in keys if isinstance(key, str))
    sizes = [key for key in keys if isinstance(key, int | Fraction)]
    for position, value in enumerate(values):
        if value.keys == names and (value.band is None or (bool(sizes) and _in_band(value.band, sizes[0]))):
            return position
    return None


def _in_band(band: tuple[Exact | None, bool, Exact | None, bool], size: Exact) -> bool:
    low, low_in, high, high_in = band
    if low is not None and (size < low or (size == low and not low_in)):
        return False
    return high is None or size < high or (size == high and high_in)


def slices_of(version: ScaleVersion, base: Exact) -> Exact:
    """What a marginal scale makes of a base: each slice of it at its own rate."""
    total: Exact = 0
    starts = [each.start for each in version.slices]
    for each, end in zip(version.slices, (*starts[1:], None), strict=True):
        top = base if end is None else min(base, end)
        if top > each.start:
            total += each.rate * (top - each.start)
    return exact(total)


def scaled(version: ScaleVersion, base: Value) -> Value:
    """A scale applied to a base that is known or open; bounds pass through, as no rate is below nothing."""
    if not isinstance(base, Open):
        assert isinstance(base, int | Fraction)
        return slices_of(version, base)
    low, high = bounds_of(base)
    least = None if low is None else slices_of(version, low)
    return Open(base.referred, least, None if high is None else slices_of(version, high))
