"""What operations and groups of limbs mean, and what is rounded.

Invariant: every operand and every limb is worked out, also after one that decides.
"""

from collections.abc import Callable
from fractions import Fraction

from policy_engine.evaluation.meanings.meaning import Meaning, Preparing
from policy_engine.evaluation.operate import MAY_BE_OPEN, operate, rounded, truth_of_value
from policy_engine.evaluation.step import Hole, Step
from policy_engine.evaluation.work import Evaluation, Frame
from policy_engine.model import core
from policy_engine.model.functions import OPERATORS, Function
from policy_engine.model.types import YesNo
from policy_engine.values.truth import NO, YES, both, either, negate
from policy_engine.values.value import NoValue

Unusual = Callable[[tuple[Step, ...], Frame], Step]
"""The Step of an operation of which some operand is open, or that has no result."""


def operation(prepare: Preparing, node: core.Operation, depth: int) -> Meaning:
    """An operator on the values of its operands; where all of them are known there is nothing else to look at."""
    operands = [prepare.inside(operand, depth + 1) for operand in node.operands]
    operator, settings, is_truth = node.operator, prepare.model.settings, type(node.type) is YesNo
    function = OPERATORS[operator].function(settings)

    def unusual(inputs: tuple[Step, ...], frame: Frame) -> Step:
        value, key = operate(operator, [step.value for step in inputs], is_truth, settings)
        why = Hole("no value", operator, detail=(key,)) if key else None
        return Step(node, value, inputs, frame.on, why)

    if len(operands) != 2:
        return lambda work, frame: unusual(tuple([operand(work, frame) for operand in operands]), frame)
    if not is_truth:
        return _of_two(node, operands[0], operands[1], function, unusual)
    known = node.operands[1]
    if isinstance(known, core.Literal) and type(known.value) not in MAY_BE_OPEN:
        return _question_with_literal(node, operands[0], Step(known, known.value), function, unusual)
    return _question(node, operands[0], operands[1], function, unusual)


def _of_two(node: core.Operation, left: Meaning, right: Meaning, function: Function, unusual: Unusual) -> Meaning:
    """Two operands, as most operators have."""

    def meaning(work: Evaluation, frame: Frame) -> Step:
        inputs = one, other = left(work, frame), right(work, frame)
        if type(one.value) in MAY_BE_OPEN or type(other.value) in MAY_BE_OPEN:
            return unusual(inputs, frame)
        value = function(one.value, other.value)
        if type(value) is NoValue:
            return unusual(inputs, frame)
        return Step(node, value, inputs, frame.on)  # type: ignore[arg-type]  # NoValue is gone

    return meaning


def _question(node: core.Operation, left: Meaning, right: Meaning, function: Function, unusual: Unusual) -> Meaning:
    """A question about two values, which always has an answer."""

    def meaning(work: Evaluation, frame: Frame) -> Step:
        inputs = one, other = left(work, frame), right(work, frame)
        if type(one.value) in MAY_BE_OPEN or type(other.value) in MAY_BE_OPEN:
            return unusual(inputs, frame)
        return Step(node, YES if function(one.value, other.value) else NO, inputs, frame.on)

    return meaning


def _question_with_literal(
    node: core.Operation, left: Meaning, literal: Step, function: Function, unusual: Unusual
) -> Meaning:
    """The same, where one of the values stands in the text."""
    known = literal.value

    def meaning(work: Evaluation, frame: Frame) -> Step:
        one = left(work, frame)
        if type(one.value) in MAY_BE_OPEN:
            return unusual((one, literal), frame)
        return Step(node, YES if function(one.value, known) else NO, (one, literal), frame.on)

    return meaning


def limbs(prepare: Preparing, node: core.Limbs, depth: int) -> Meaning:
    """All of, any of, none of: all limbs count, those after a deciding one too."""
    meant = [prepare.inside(limb.expression, depth + 1) for limb in node.limbs]
    settled, decisive = (YES, NO) if node.word == "all of" else (NO, YES)
    join = both if node.word == "all of" else either
    turned = node.word == "none of"

    def meaning(work: Evaluation, frame: Frame) -> Step:
        inputs = []
        truth = settled
        for limb in meant:
            step = limb(work, frame)
            inputs.append(step)
            value = step.value
            if value is decisive:
                truth = decisive
            elif value is not settled:
                truth = join(truth, truth_of_value(value))
        return Step(node, negate(truth) if turned else truth, tuple(inputs), frame.on)

    return meaning


def round_off(prepare: Preparing, node: core.Round, depth: int) -> Meaning:
    """The operand rounded as the law states it."""
    operand = prepare.inside(node.operand, depth + 1)
    unit, mode = node.unit.value, node.mode
    assert isinstance(unit, int | Fraction)

    def meaning(work: Evaluation, frame: Frame) -> Step:
        step = operand(work, frame)
        value, key = rounded(step.value, unit, mode)
        why = Hole("no value", mode, detail=(key,)) if key else None
        return Step(node, value, (step,), frame.on, why)

    return meaning
