"""Whether bounds on values and on differences of two values can hold together, and values for which they do.

Invariant: where every bound is a whole multiple of one step, so are the values that are found.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from policy_engine.values.value import Exact

ORIGIN = -1


@frozen
class Bound:
    """left minus right lies from `low` to `high`; ORIGIN stands for the number 0."""

    left: int
    right: int
    low: Exact
    high: Exact


def solved(bounds: Sequence[Bound], wished: Mapping[int, Exact]) -> dict[int, Exact] | None:
    """A value for each wished number, near its wish, within all bounds; None where there are no such values."""
    places = {ORIGIN: 0} | {number: place for place, number in enumerate(wished, start=1)}
    most: list[list[Exact | None]] = [[None] * len(places) for _ in places]
    for bound in bounds:
        left, right = places[bound.left], places[bound.right]
        _tighten(most, left, right, bound.high)
        _tighten(most, right, left, -bound.low)
    if not _closed(most):
        return None
    found: dict[int, Exact] = {}
    for number, wish in wished.items():
        place = places[number]
        high, low = most[place][0], most[0][place]
        value = wish if high is None else min(wish, high)
        value = value if low is None else max(value, -low)
        found[number] = value
        _tighten(most, place, 0, value)
        _tighten(most, 0, place, -value)
        _closed(most)
    return found


def _tighten(most: list[list[Exact | None]], left: int, right: int, bound: Exact) -> None:
    """left minus right is at most the bound."""
    known = most[left][right]
    most[left][right] = bound if known is None else min(known, bound)


def _closed(most: list[list[Exact | None]]) -> bool:
    """Draws every conclusion from the bounds; no if they contradict each other."""
    places = range(len(most))
    for through in places:
        for left in places:
            first = most[left][through]
            if first is None:
                continue
            for right in places:
                second = most[through][right]
                if second is not None:
                    _tighten(most, left, right, first + second)
    return all((most[place][place] or 0) >= 0 for place in places)
