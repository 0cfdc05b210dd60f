"""Two bands beside each other: whether one that goes up and one that goes down take the same value.

Invariant: a value that is shown lies in both bands, and is one that people write: a whole sen, day or year.
"""

from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor

from policy_engine.checking.scales.ranges import one_unit
from policy_engine.model import core
from policy_engine.model.types import Quantity
from policy_engine.values.value import Exact, Value, exact

_INCLUDED = ("up to", "at most", "on or before", "at least", "on or after")


def is_upward(word: str) -> bool:
    """Whether a band begins below everything, and the next one lies above it."""
    return word in ("below", "up to", "at most", "before", "on or before")


def taken_twice(word: str, edge: core.Expression, other_word: str, other: core.Expression) -> Value | None:
    """A value that both bands name; None where they cannot, or where an edge is known only in the case."""
    if is_upward(word) == is_upward(other_word) or not (
        isinstance(edge, core.Literal) and isinstance(other, core.Literal)
    ):
        return None
    if not is_upward(word):
        return taken_twice(other_word, other, word, edge)
    top, bottom = edge.value, other.value
    top_in, bottom_in = word in _INCLUDED, other_word in _INCLUDED
    if top == bottom:
        return top if top_in and bottom_in else None
    if not _is_after(top, bottom):
        return None
    if top_in or bottom_in:
        return top if top_in else bottom
    between = _between(bottom, top, edge)
    return between if between is not None and _is_after(between, bottom) else None


def _is_after(one: Value, other: Value) -> bool:
    if isinstance(one, Exact) and isinstance(other, Exact):
        return one > other
    return type(one) is type(other) and isinstance(one, date) and isinstance(other, date) and one > other


def _between(low: Value, high: Value, edge: core.Literal) -> Value | None:
    """A value that lies between two others if any does that people write."""
    if isinstance(low, Exact) and isinstance(high, Exact) and isinstance(edge.type, Quantity):
        middle = Fraction(low + high) / 2
        if edge.type.dimension in ("number", "ratio"):
            return exact(middle)
        unit = Fraction(one_unit(edge.type))
        return exact(floor(middle / unit) * unit)
    if isinstance(low, date) and not isinstance(low, datetime):
        following = low + timedelta(days=1)
        return following if _is_after(high, following) else None
    return None
