"""Two values held against each other: the sentence, the figures, and how far one is from what was needed.

Invariant: every operator has a text for yes, for no and for the question itself, in each language; what is missing or
left open is said of the question, never of a guess.
"""

from datetime import date
from fractions import Fraction

from policy_engine.evaluation.step import Step
from policy_engine.explanation.document import Figure
from policy_engine.explanation.names import (
    comparison_key,
    held_against,
    is_known,
    operand,
    operation_key,
    phrase,
    shown_as_value,
    written,
)
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.truths import truth_key, truth_of
from policy_engine.explanation.write import plain, write
from policy_engine.model import core
from policy_engine.model.types import DAYS, Quantity, YesNo
from policy_engine.values.truth import NO, YES
from policy_engine.values.value import Never, NotApplicable, Value, exact

OPPOSITE = {
    "at least": "below", "below": "at least", "at most": "over", "over": "at most", "before": "on or after",
    "on or after": "before", "after": "on or before", "on or before": "after",
}  # fmt: skip
"""The comparison that holds exactly where the other does not."""

DATED = ("before", "after", "on or before", "on or after")


def compare(telling: Telling, step: Step, node: core.Operation) -> str:
    """What came out of a comparison, with both figures."""
    left, right = step.inputs[0], step.inputs[1:]
    absent = next((each for each in step.inputs if isinstance(each.value, NotApplicable)), None)
    if absent is not None:
        return telling.say("whether.not_applicable", name=phrase(telling, absent))
    truth = truth_of(step)
    if truth not in (YES, NO) or not all(is_known(each) for each in step.inputs):
        return telling.say(f"whether.{truth_key(truth)}", clause=_asked(telling, step, node))
    if isinstance(left.node.type, YesNo) and isinstance(right[0].node, core.Literal):
        return telling.say(f"truth.{truth_key(truth_of(left))}", name=phrase(telling, left))
    never = [each for each in step.inputs if isinstance(each.value, Never) and not isinstance(each.node, core.Literal)]
    if node.operator in DATED and len(never) == 1:
        return _not_happened(telling, never[0])
    key = f"comparison.{comparison_key(node)}.{truth_key(truth)}"
    holes = {"name": phrase(telling, left), "right": held_against(telling, right), "left": with_value(telling, left)}
    return telling.say(key, **holes)


def _not_happened(telling: Telling, step: Step) -> str:
    """What never happened is later than every date; that it has not happened is all there is to say of it."""
    name = phrase(telling, step)
    unnamed = name == written(telling, step)
    return telling.say("whether.not_happened") if unnamed else telling.say("whether.not_happened_named", name=name)


def _asked(telling: Telling, step: Step, node: core.Operation) -> str:
    """The question, with the value of what is known already."""
    key = f"comparison.{comparison_key(node)}.whether"
    return telling.say(key, name=operand(telling, step.inputs[0]), right=held_against(telling, step.inputs[1:]))


def with_value(telling: Telling, step: Step) -> str:
    """The name and the value, or the value alone where that says all."""
    if shown_as_value(step):
        return written(telling, step)
    return telling.say("name.is_value", name=phrase(telling, step), value=written(telling, step))


def figure(telling: Telling, step: Step, wanted: bool) -> Figure | None:
    """The two values that a comparison held against each other; `wanted` is what it should have come to."""
    node = step.node
    if not isinstance(node, core.Operation) or len(step.inputs) != 2 or operation_key(node) != "condition":
        return None
    left, right = step.inputs
    failed = truth_of(step) is (NO if wanted else YES)
    operator = node.operator if wanted else OPPOSITE.get(node.operator, node.operator)
    return Figure(
        name=phrase(telling, left),
        value=plain(telling, left.value, left.node.type),
        operator=node.operator,
        bound=plain(telling, right.value, right.node.type),
        shown_value=written(telling, left),
        shown_bound=written(telling, right),
        distance=distance(telling, operator, left, right) if failed else "",
    )


def distance(telling: Telling, operator: str, left: Step, right: Step) -> str:
    """How far the left value is from what the operator asks; "" where there is no such measure."""
    gap = size_between(telling, left.value, right.value, left)
    if gap is None or operator not in OPPOSITE:
        return ""
    if not gap:
        return telling.say("change.distance_equal")
    low, high = ("early", "late") if operator in DATED else ("short", "above")
    upwards = operator in ("at least", "over", "after", "on or after")
    strict = "_strict" if operator in ("over", "below", "before", "after") else ""
    return telling.say(f"change.distance_{low if upwards else high}{strict}", distance=gap)


def size_between(telling: Telling, left: Value, right: Value, step: Step) -> str | None:
    """The difference of two values as people read it; "" where they are equal, None where there is none."""
    if isinstance(step.node.type, Quantity) and isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
        return write(telling, exact(abs(Fraction(left) - Fraction(right))), step.node.type) if left != right else ""
    if type(left) is date and type(right) is date:
        return write(telling, abs((left - right).days), DAYS) if left != right else ""
    return None
