"""What the leaves mean: literals, facts and fields, variables, the day, open points.

Invariant: no value is ever made up for a fact that is missing.
"""

from fractions import Fraction

from policy_engine.evaluation.given import fact_value
from policy_engine.evaluation.in_force import Day
from policy_engine.evaluation.meanings.meaning import Meaning, Preparing, is_plain
from policy_engine.evaluation.operate import open_as, truth_of_value
from policy_engine.evaluation.step import FILLED, RULED, Hole, Step
from policy_engine.evaluation.work import NO_VARIABLES, Answer, Called, Evaluation, Frame, work_out
from policy_engine.model import core
from policy_engine.model.rulebook import Fact
from policy_engine.model.types import YesNo
from policy_engine.model.walk import same_on_any_day
from policy_engine.values.truth import OPEN, YES
from policy_engine.values.value import NOT_APPLICABLE, REFERRED, Element, Open, Value


def literal(prepare: Preparing, node: core.Literal, depth: int) -> Meaning:
    """A literal has one Step for all cases."""
    step = Step(node, node.value)
    return lambda work, frame: step


def variable(prepare: Preparing, node: core.Variable, depth: int) -> Meaning:
    """An argument, or the member that is looked at."""
    name = node.name
    return lambda work, frame: Step(node, frame.variables[name], (), frame.on)


def the_day(prepare: Preparing, node: core.TheDay, depth: int) -> Meaning:
    """The day for which the expression is asked; open where none was fixed."""

    def meaning(work: Evaluation, frame: Frame) -> Step:
        if frame.day is None:
            return Step(node, REFERRED, (), None, Hole("no value", "the day", detail=("no day",)))
        return Step(node, frame.day, (), frame.on)

    return meaning


def open_point(prepare: Preparing, node: core.OpenPoint, depth: int) -> Meaning:
    """A gap or a discretion: open, unless there is a ruling for this case, or a book that extends this one fills it."""
    filling = None if node.filling is None else prepare.itself(node.filling, depth + 1)
    value = open_as(True, type(node.type) is YesNo)
    gap = prepare.model.gaps.get(node.name)
    if gap is not None and isinstance(gap.low, int | Fraction) and isinstance(gap.high, int | Fraction):
        value = Open(True, gap.low, gap.high)

    def meaning(work: Evaluation, frame: Frame) -> Step:
        ruling = work.facts.rulings.get(node.name)
        if ruling is not None:
            return Step(node, ruling, (), None, None, RULED)
        if filling is None:
            return Step(node, value, (), None, Hole(node.kind, node.name))
        filled = filling(work, frame)
        if _leaves_open(filled):
            return Step(node, value, (filled,), frame.on, Hole(node.kind, node.name))
        return Step(node, filled.value, (filled,), frame.on, None, FILLED)

    return meaning


def _leaves_open(filling: Step) -> bool:
    """Whether what should fill a gap is itself left open: it has no value on the day, or the law decides it."""
    if isinstance(filling.node, core.Use) and filling.notes:
        return True
    return filling.value is OPEN or (isinstance(filling.value, Open) and filling.value.referred)


# ------------------------------------------------------------------------------------------------ facts


def fact(prepare: Preparing, node: core.FactValue, depth: int) -> Meaning:
    """A fact of the case; its Step is made once for a case, unless it is asked only on a condition."""
    declared = prepare.model.facts[node.fact]
    name, key = node.fact, id(node)

    def always(work: Evaluation, frame: Frame) -> Step:
        step = work.leaves.get(key)
        if step is None:
            given = work.facts.values.get(name)
            step = Step(node, given) if given is not None else _of_fact(node, declared, None, "", (), YES)
            work.leaves[key] = step
        return step

    if declared.ask_when is None:
        return always
    ask_when, any_day = _ask_when(prepare, declared, declared.ask_when, "")

    def on_condition(work: Evaluation, frame: Frame) -> Step:
        call = (ask_when, (), None if any_day else frame.day)
        asked = work.done.get(call) or work_out(work, call, depth)
        return _of_fact(node, declared, work.facts.values.get(name), "", asked.inputs, asked.value)

    return on_condition


def field(prepare: Preparing, node: core.FieldValue, depth: int) -> Meaning:
    """A field of a member."""
    declared = prepare.model.entities[node.entity].fields[node.field]
    name, members, is_truth = node.field, prepare.inside(node.of, depth + 1), type(node.type) is YesNo

    def always(work: Evaluation, frame: Frame) -> Step:
        of = members(work, frame)
        member = of.value
        if type(member) is not Element:
            return Step(node, _of_no_member(member, is_truth), (of,), frame.on)
        given = member.fields.get(name)
        if given is not None:
            return Step(node, given, (of,))
        return _of_fact(node, declared, None, member.id, (of,), YES)

    if declared.ask_when is None:
        return always
    ask_when, any_day = _ask_when(prepare, declared, declared.ask_when, node.entity)

    def on_condition(work: Evaluation, frame: Frame) -> Step:
        of = members(work, frame)
        member = of.value
        if type(member) is not Element:
            return Step(node, _of_no_member(member, is_truth), (of,), frame.on)
        call = (ask_when, (member,), None if any_day else frame.day)
        asked = work.done.get(call) or work_out(work, call, depth)
        return _of_fact(node, declared, member.fields.get(name), member.id, (of, *asked.inputs), asked.value)

    return on_condition


def _ask_when(prepare: Preparing, declared: Fact, condition: core.Expression, entity: str) -> tuple[Called, bool]:
    """Whether a fact is asked, worked out once for a day, and for a member where it is a field.

    Besides, whether that is the same on any day: then it is asked for none.  Facts that are asked on the same plain
    condition share it.
    """
    name = f"{entity}.{declared.name}" if entity else declared.name

    def ask_when(work: Evaluation, arguments: tuple[Value, ...], day: Day) -> Answer:
        variables = {entity: arguments[0]} if entity else NO_VARIABLES
        step = work.meanings.of(condition)(work, Frame(day, variables, name))
        return Answer(step.value, (step,))

    key = condition if is_plain(condition) else name
    called = prepare.meanings.call("ask when", entity, key, prepare=lambda: ask_when)
    return called, same_on_any_day(prepare.model, condition)


def _of_fact(
    node: core.FactValue | core.FieldValue, declared: Fact, given: Value | None, member: str,
    inputs: tuple[Step, ...], asked: Value,
) -> Step:  # fmt: skip
    """A given, presumed or missing fact, and whether it is asked."""
    if asked is YES and given is not None:
        return Step(node, given, inputs)
    value, is_missing = fact_value(declared, given, truth_of_value(asked))
    if value is NOT_APPLICABLE:
        return Step(node, value, inputs)
    presumed = (1,) if given is None and declared.presumed is not None else ()
    why = Hole(declared.kind, declared.name, member) if is_missing else None
    return Step(node, value, inputs, None, why, presumed)


def _of_no_member(value: Value, is_truth: bool) -> Value:
    """A field of a member that is not known, or of none."""
    if value is NOT_APPLICABLE:
        return NOT_APPLICABLE
    return open_as(isinstance(value, Open) and value.referred, is_truth)
