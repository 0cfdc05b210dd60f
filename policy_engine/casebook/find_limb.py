"""A limb by its labels, such as `ii.a`, among the Steps of a decision.

Invariant: a path goes down through labelled limbs only; the rules and readings between them have no label and are
passed through.
"""

from policy_engine.evaluation.step import Step
from policy_engine.model import core

_ENTITLEMENT = ("payable", "applies")
"""Where a path begins that does not name one of the parts of a benefit."""


def find_limb(condition: Step, path: str) -> Step | tuple[str, ...]:
    """The Step of the limb, or the labels that stand where the path leaves the condition.

    `i` is limb i of `payable when`, or of `applies when` where that has it; `unless.i` names the part itself.
    """
    labels = path.split(".")
    found = _follow(condition, labels)
    if isinstance(found, Step):
        return found
    for part in _ENTITLEMENT:
        inside = _follow(condition, [part, *labels])
        if isinstance(inside, Step):
            return inside
        if part == _ENTITLEMENT[0] and part in found:
            found = (*found, *inside)
    return tuple(dict.fromkeys(found))


def _follow(step: Step, labels: list[str]) -> Step | tuple[str, ...]:
    for label in labels:
        limbs = _limbs(step)
        if label not in limbs:
            return tuple(limbs)
        step = limbs[label]
    return step


def _limbs(step: Step) -> dict[str, Step]:
    """The labelled limbs of a Step, or of the one rule, reading or date it stands for."""
    while True:
        match step.node:
            case core.Limbs(limbs=limbs) if any(limb.label for limb in limbs):
                labelled = zip(limbs, step.inputs, strict=True)
                return {limb.label: each for limb, each in labelled if limb.label}
            case core.Use() | core.AsAt() | core.ByReading() if step.inputs:
                step = step.inputs[-1]
            case _:
                return {}
