"""What an expression comes to on the facts of a case: the reference semantics of the language.

Every node gives a Step: its value, and the Steps it was computed from.  What a class of expressions means is defined by
one function of meanings/, which prepares it once for a book; here the meanings are asked for a case.
Invariant: there is one preparation for every class of core.Expression; nothing here looks at a clock, and no value is
ever made up for a fact that is missing.
"""

from collections.abc import Mapping

from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.meanings import choices, leaves, operations, rules
from policy_engine.evaluation.meanings.meaning import Meanings, Preparation
from policy_engine.evaluation.step import Step
from policy_engine.evaluation.work import Call, Evaluation, Frame, TooDeep, work_out
from policy_engine.model import core
from policy_engine.model.derived import derived
from policy_engine.model.rulebook import Model

PREPARATIONS: Mapping[type, Preparation] = {
    core.Literal: leaves.literal,
    core.FactValue: leaves.fact,
    core.FieldValue: leaves.field,
    core.Variable: leaves.variable,
    core.TheDay: leaves.the_day,
    core.OpenPoint: leaves.open_point,
    core.Operation: operations.operation,
    core.Limbs: operations.limbs,
    core.Round: operations.round_off,
    core.Choose: choices.choice,
    core.ByReading: choices.by_reading,
    core.Each: choices.each,
    core.Use: rules.use,
    core.Lookup: rules.look_up,
    core.ScaleValue: rules.scale_value,
    core.AsAt: rules.as_at,
    core.Payable: rules.payable,
    core.PaidOn: rules.paid_on,
}
"""THE table of meanings: what each class of expressions means."""


def interpret(work: Evaluation, expression: core.Expression, frame: Frame) -> Step:
    """The Step of an expression that stands directly in a declaration."""
    meaning = work.meanings.of(expression)
    waiting: list[Call] = []
    while True:
        work.level = 0
        try:
            if not waiting:
                return meaning(work, frame)
            work_out(work, waiting[-1])
            waiting.pop()
        except TooDeep as deep:
            waiting.append(deep.call)


def begin(model: Model, facts: Facts, readings: Mapping[str, str] | None = None) -> Evaluation:
    """The beginning of the work on a question; `readings` replaces the chosen option of those it names."""
    chosen = derived(model, _chosen)
    return Evaluation(model, derived(model, _meanings), facts, {**chosen, **readings} if readings else chosen)


def _chosen(model: Model) -> Mapping[str, str]:
    return {name: reading.chosen for name, reading in model.readings.items()}


def _meanings(model: Model) -> Meanings:
    return Meanings(model, PREPARATIONS)
