"""Truth as a pair: what is so if every open point is decided against, and if every one is decided in favour.

Each part is yes (True), no (False) or unknown (None, for want of a fact or a finding).
Invariant: a Truth is one of a handful of interned objects, so `is` compares them; the six that can arise from the
four atoms below are closed under all_of, any_of and negate (docs/language/open-points.md; Kleene's logic in each part).
"""

from collections.abc import Iterable

from attrs import frozen

Part = bool | None


@frozen(eq=False)
class Truth:
    low: Part  # every open point decided against
    high: Part  # every open point decided in favour

    def __bool__(self) -> bool:
        raise TypeError("a truth may be open: ask for .low or .high, or compare it with YES")


YES = Truth(True, True)
NO = Truth(False, False)
UNKNOWN = Truth(None, None)
"""A fact or a finding is missing."""
OPEN = Truth(False, True)
"""An open point: a gap, a discretion, a value not in force, provisions that disagree."""
LEANS_NO = Truth(False, None)
LEANS_YES = Truth(None, True)

_TRUTHS = {(truth.low, truth.high): truth for truth in (YES, NO, UNKNOWN, OPEN, LEANS_NO, LEANS_YES)}


def truth_of(value: bool) -> Truth:
    """Yes or no, when both are known."""
    return YES if value else NO


def pair(low: Part, high: Part) -> Truth:
    """The interned truth of two parts."""
    return _TRUTHS[low, high]


def _all(parts: Iterable[Part]) -> Part:
    result: Part = True
    for part in parts:
        if part is False:
            return False
        if part is None:
            result = None
    return result


def _any(parts: Iterable[Part]) -> Part:
    result: Part = False
    for part in parts:
        if part is True:
            return True
        if part is None:
            result = None
    return result


def all_of(truths: Iterable[Truth]) -> Truth:
    """Yes where every one is; an empty whole is yes."""
    known = tuple(truths)
    return pair(_all(truth.low for truth in known), _all(truth.high for truth in known))


def any_of(truths: Iterable[Truth]) -> Truth:
    """Yes where some one is; an empty whole is no."""
    known = tuple(truths)
    return pair(_any(truth.low for truth in known), _any(truth.high for truth in known))


def _not(part: Part) -> Part:
    return None if part is None else not part


def negate(truth: Truth) -> Truth:
    """The parts change places, because an open point decided against the negation is decided for the negated."""
    return pair(_not(truth.high), _not(truth.low))


def is_open(truth: Truth) -> bool:
    """Whether anything about it is still to be known or decided."""
    return truth is not YES and truth is not NO
