"""Moments as text: the one form in which they are read, and how another form of the same is to be written.

Invariant: a moment that is read says its offset in figures; nothing is read from one that leaves it out.
"""

import re
from datetime import datetime, timedelta, timezone

from policy_engine.values.calendar import local_moment, offset_text
from policy_engine.values.value import NoValue

_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?([+-])([0-9]{2}):([0-9]{2})"
)
_OTHERWISE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ tT]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:[.,][0-9]{1,9})?"
    r"[ ]?([zZ]|[+-][0-9]{2}:?[0-9]{2})?)?"
)


def moment_of(text: str) -> datetime | None:
    """The moment that the text says, with the offset that it says."""
    parts = _MOMENT.fullmatch(text)
    if parts is None:
        return None
    offset = timedelta(hours=int(parts[8]), minutes=int(parts[9]))
    numbers = [int(parts[position] or 0) for position in range(1, 7)]
    try:
        zone = timezone(-offset if parts[7] == "-" else offset)
        return datetime(*numbers, tzinfo=zone)  # type: ignore[arg-type, misc]  # six numbers
    except ValueError:
        return None


def meant_moment(text: str, clock: int) -> str:
    """How a moment in another form is written: `Z` is the offset +00:00, none is that of the book; "" for any other."""
    parts = _OTHERWISE.fullmatch(text)
    if parts is None:
        return ""
    day, time, seconds, offset = parts.groups()
    if offset is None:
        offset = offset_text(clock)
    elif offset in "zZ":
        offset = "+00:00"
    elif ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    written = f"{day}T{time or '10:00'}{seconds or ':00'}{offset}"
    moment = moment_of(written)
    return "" if moment is None or isinstance(local_moment(moment, clock), NoValue) else written
