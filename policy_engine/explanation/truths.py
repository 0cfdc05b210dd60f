"""The truth of a condition as the last part of the key of a text, and as a mark.

Invariant: six truths become five keys, and five keys four marks; nothing open is ever shown as yes or no.
"""

from policy_engine.evaluation.step import Step
from policy_engine.explanation.document import Mark
from policy_engine.values.truth import NO, OPEN, UNKNOWN, YES, Truth
from policy_engine.values.value import Open

_KEYS = {YES: "yes", NO: "no", UNKNOWN: "unknown", OPEN: "open"}


def truth_of(step: Step) -> Truth:
    """The truth of a condition; one that is not asked here is no, and a list that is not known is open."""
    value = step.value
    if type(value) is Truth:
        return value
    if type(value) is Open:
        return OPEN if value.referred else UNKNOWN
    return NO


def truth_key(truth: Truth) -> str:
    """yes, no, unknown, open, or leaning: facts are missing and a point is open besides."""
    return _KEYS.get(truth, "leaning")


def four_way(truth: Truth) -> str:
    """The same where leaning has no text of its own: facts are missing."""
    return mark_of(truth)


def mark_of(truth: Truth) -> Mark:
    """What stands before a sentence."""
    if truth is YES:
        return "yes"
    if truth is NO:
        return "no"
    return "open" if truth is OPEN else "unknown"
