"""Plain data as bytes, one way only, so that equal data have equal digests.

The form is that of RFC 8785 for a part of JSON: no fractions and no large numbers (they are text), names in ASCII.
Invariant: what `read_canonical` gives back are the data that `canonical` was given, and no other bytes mean the same.
"""

import hashlib
import json
from typing import Any

Plain = Any
"""None, a truth, a whole number within 2^53, text, or a list or a mapping of such."""

LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """Data that have no canonical form, or bytes that are not in it; it says what kind and never which data."""


def canonical(value: Plain) -> bytes:
    """The bytes of plain data; NotCanonical for anything else."""
    _look(value)
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    except UnicodeEncodeError:
        raise NotCanonical("half a sign") from None


def read_canonical(data: bytes) -> Plain:
    """The data of canonical bytes; NotCanonical where they are not canonical."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise NotCanonical("no data") from None
    if canonical(value) != data:
        raise NotCanonical("another form")
    return value


def digest(data: bytes) -> str:
    """SHA-256 as hexadecimal text."""
    return hashlib.sha256(data).hexdigest()


def _look(value: Plain) -> None:
    """Asks for exact kinds, most frequent first, and of each name only once: this is most of the time of a record."""
    stack, names = [value], set[str]()
    while stack:
        each = stack.pop()
        kind = type(each)
        if kind is str or kind is bool or each is None:
            continue
        if kind is dict:
            if not each.keys() <= names:
                if not all(type(name) is str and name.isascii() for name in each):
                    raise NotCanonical("a name that is not ASCII")
                names.update(each)
            stack.extend(each.values())
        elif kind is list or kind is tuple:
            stack.extend(each)
        elif kind is not int:
            raise NotCanonical(f"a {kind.__name__}")
        elif abs(each) > LARGEST:
            raise NotCanonical("a number that is too large")
