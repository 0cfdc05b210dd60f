"""Moments as text: the one form in which they are read, and how another form of the same is to be written.

Invariant: a moment that is read says its offset in figures; nothing is read from one that leaves it out.
"""

import re
from datetime import datetime, timedelta, timezone

from policy_engine.values.calendar import local_moment
from policy_engine.values.value import NoValue

_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?([+-])([0-9]{2}):([0-9]{2})"
)
_OTHERWISE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ tT]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:[.,][0-9]{1,9})?"
    r"[ ]?([zZ]|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_MALAYSIA = "+08:00"


def moment_of(text: str) -> datetime | None:
    """The moment that the text says, in Malaysian time."""
    parts = _MOMENT.fullmatch(text)
    if parts is None:
        return None
    offset = timedelta(hours=int(parts[8]), minutes=int(parts[9]))
    numbers = [int(parts[position] or 0) for position in range(1, 7)]
    try:
        zone = timezone(-offset if parts[7] == "-" else offset)
        moment = local_moment(datetime(*numbers, tzinfo=zone))  # type: ignore[arg-type, misc]  # six numbers
    except ValueError:
        return None
    return None if isinstance(moment, NoValue) else moment


def meant_moment(text: str) -> str:
    """How a moment in another form is written: `Z` is the offset +00:00, none is that of Malaysia; "" for any other."""
    parts = _OTHERWISE.fullmatch(text)
    if parts is None:
        return ""
    day, time, seconds, offset = parts.groups()
    if offset is None:
        offset = _MALAYSIA
    elif offset in "zZ":
        offset = "+00:00"
    elif ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    written = f"{day}T{time or '10:00'}{seconds or ':00'}{offset}"
    return written if moment_of(written) is not None else ""
