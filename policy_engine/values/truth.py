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

    def __reduce__(self) -> "tuple[object, tuple[Part, Part]]":
        """A truth that is stored and read back is the same object again."""
        return pair, (self.low, self.high)

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


def _both(one: Part, other: Part) -> Part:
    """Kleene's and."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _not(part: Part) -> Part:
    return None if part is None else not part


def _negated(truth: Truth) -> Truth:
    return pair(_not(truth.high), _not(truth.low))


_NOT = {truth: _negated(truth) for truth in _TRUTHS.values()}
_AND = {
    one: {other: pair(_both(one.low, other.low), _both(one.high, other.high)) for other in _TRUTHS.values()}
    for one in _TRUTHS.values()
}
_OR = {one: {other: _NOT[_AND[_NOT[one]][_NOT[other]]] for other in _AND} for one in _AND}
"""Six truths by six."""


def both(one: Truth, other: Truth) -> Truth:
    """Whether the one and the other hold."""
    return _AND[one][other]


def either(one: Truth, other: Truth) -> Truth:
    """Whether the one or the other holds, or both."""
    return _OR[one][other]


def all_of(truths: Iterable[Truth]) -> Truth:
    """Yes where every one is; an empty whole is yes."""
    found = YES
    for truth in truths:
        found = _AND[found][truth]
    return found


def any_of(truths: Iterable[Truth]) -> Truth:
    """Yes where some one is; an empty whole is no."""
    found = NO
    for truth in truths:
        found = _OR[found][truth]
    return found


def negate(truth: Truth) -> Truth:
    """The parts change places, because an open point decided against the negation is decided for the negated."""
    return _NOT[truth]


def is_open(truth: Truth) -> bool:
    """Whether anything about it is still to be known or decided."""
    return truth is not YES and truth is not NO
