"""A limb by its labels, such as `ii.a`, among the Steps of a decision.

Invariant: a path goes down through labelled limbs only; the rules, readings and rows between them have no label and
are passed through, of several rows the one that decides.
"""

from policy_engine.evaluation.operate import truth_of_value
from policy_engine.evaluation.step import Step
from policy_engine.model import core
from policy_engine.values.truth import Truth, negate

PARTS = ("payable", "applies")
"""Where a path begins that does not name one of the parts of a benefit."""
_EXCEPTION = "unless"


def find_limb(condition: Step, path: str) -> Truth | tuple[str, ...]:
    """The truth of the limb, or the labels that stand where the path leaves the condition.

    `i` is limb i of `payable when`, or else of `applies when`; `payable.i`, `applies.i` and `unless.i` name the part
    too, and `unless` alone is yes where the exception holds.
    """
    labels = path.split(".")
    known: list[str] = []
    for start in _starts(condition, labels):
        found = _follow(condition, start)
        if isinstance(found, Step):
            truth = truth_of_value(found.value)
            return negate(truth) if len(start) == 1 and start[0].startswith(_EXCEPTION) else truth
        known += found
    return tuple(dict.fromkeys(known))


def _starts(condition: Step, labels: list[str]) -> list[list[str]]:
    """The ways from the condition of a benefit to the limb; one without `applies` and `unless` has no parts."""
    parts = [part for part in PARTS if part in _limbs(condition)]
    if not parts:
        return [labels[1:] if labels[0] == PARTS[0] else labels]
    return [labels, *([part, *labels] for part in parts)]


def _follow(step: Step, labels: list[str]) -> Step | tuple[str, ...]:
    for label in labels:
        limbs = _limbs(step)
        if label not in limbs:
            return tuple(limbs)
        step = limbs[label]
    return step


def _limbs(step: Step) -> dict[str, Step]:
    """The labelled limbs of a Step, or of the one rule, reading, row, date or negation it stands for."""
    while True:
        match step.node:
            case core.Limbs(limbs=limbs) if any(limb.label for limb in limbs):
                labelled = zip(limbs, step.inputs, strict=True)
                return {limb.label: each for limb, each in labelled if limb.label}
            case core.Limbs(limbs=(_,)) | core.Use() | core.AsAt() | core.ByReading() if step.inputs:
                step = step.inputs[-1]
            case core.Choose(rows=rows) if len(step.notes) == 1:
                value = rows[step.notes[0]].value
                step = next(each for each in step.inputs if each.node is value)
            case _:
                return {}
