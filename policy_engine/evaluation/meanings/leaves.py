"""What the leaves mean: literals, facts and fields, variables, the day, open points.

Invariant: no value is ever made up for a fact that is missing.
"""

from typing import cast

from policy_engine.evaluation.given import fact_value
from policy_engine.evaluation.in_force import Day
from policy_engine.evaluation.meanings.meaning import Meaning, Meanings
from policy_engine.evaluation.operate import open_as, truth_of_value
from policy_engine.evaluation.step import Hole, Step
from policy_engine.evaluation.work import NO_VARIABLES, Answer, Called, Evaluation, Frame, answer
from policy_engine.model import core
from policy_engine.model.rulebook import Fact
from policy_engine.model.types import YesNo
from policy_engine.model.walk import same_on_any_day
from policy_engine.values.truth import NO, YES
from policy_engine.values.value import NOT_APPLICABLE, REFERRED, Element, Open, Value


def literal(meanings: Meanings, node: core.Literal, depth: int) -> Meaning:
    """A literal has one Step for all cases."""
    step = Step(node, node.value)
    return lambda work, frame: step


def variable(meanings: Meanings, node: core.Variable, depth: int) -> Meaning:
    """An argument, or the member that is looked at."""
    name = node.name
    return lambda work, frame: Step(node, frame.variables[name], (), frame.on)


def the_day(meanings: Meanings, node: core.TheDay, depth: int) -> Meaning:
    """The day for which the expression is asked; open where none was fixed."""

    def meaning(work: Evaluation, frame: Frame) -> Step:
        if frame.day is None:
            return Step(node, REFERRED, (), None, Hole("no value", "the day", detail=("no day",)))
        return Step(node, frame.day, (), frame.on)

    return meaning


def open_point(meanings: Meanings, node: core.OpenPoint, depth: int) -> Meaning:
    """A gap or a discretion: open, unless there is a ruling for this case."""
    is_truth = type(node.type) is YesNo

    def meaning(work: Evaluation, frame: Frame) -> Step:
        ruling = work.facts.rulings.get(node.name)
        if ruling is not None:
            return Step(node, ruling, (), None, None, (1,))
        return Step(node, open_as(True, is_truth), (), None, Hole(node.kind, node.name))

    return meaning


# ------------------------------------------------------------------------------------------------ facts


def fact(meanings: Meanings, node: core.FactValue, depth: int) -> Meaning:
    """A fact of the case; its Step is made once for a case, unless it is asked only on a condition."""
    declared = meanings.model.facts[node.fact]
    name, key = node.fact, id(node)

    def always(work: Evaluation, frame: Frame) -> Step:
        step = work.leaves.get(key)
        if step is None:
            step = work.leaves[key] = _of_fact(node, declared, work.facts.values.get(name), "", ())
        return step

    if declared.ask_when is None:
        return always
    ask_when = meanings.call("asked", name, prepare=lambda: _ask_when(declared, "", name))
    any_day = same_on_any_day(meanings.model, declared.ask_when)

    def on_condition(work: Evaluation, frame: Frame) -> Step:
        asked = answer(work, (ask_when, (), None if any_day else frame.day), depth).inputs
        return _of_fact(node, declared, work.facts.values.get(name), "", asked)

    return on_condition


def field(meanings: Meanings, node: core.FieldValue, depth: int) -> Meaning:
    """A field of a member."""
    declared = meanings.model.entities[node.entity].fields[node.field]
    name = node.field
    member_of = _member(node.of) if type(node.of) is core.Variable else meanings.inside(node.of, depth + 1)
    place = f"{node.entity}.{name}"
    ask_when, any_day = None, False
    if declared.ask_when is not None:
        any_day = same_on_any_day(meanings.model, declared.ask_when)
        ask_when = meanings.call("asked", node.entity, name, prepare=lambda: _ask_when(declared, node.entity, place))
    is_truth = type(node.type) is YesNo

    def meaning(work: Evaluation, frame: Frame) -> Step:
        of = member_of(work, frame)
        member = of.value
        if type(member) is not Element:
            return Step(node, _of_no_member(member, is_truth), (of,), frame.on)
        given = member.fields.get(name)
        if ask_when is None:
            if given is not None:
                return Step(node, given, (of,))
            return _of_fact(node, declared, given, member.id, (of,))
        (asked,) = answer(work, (ask_when, (member,), None if any_day else frame.day), depth).inputs
        if given is not None and asked.value is YES:
            return Step(node, given, (of, asked))
        return _of_fact(node, declared, given, member.id, (of, asked))

    return meaning


def _member(node: core.Variable) -> Meaning:
    """The member in sight; all of its fields that are looked at in one place share its Step."""
    name = node.name

    def meaning(work: Evaluation, frame: Frame) -> Step:
        step = frame.members.get(name)
        if step is None:
            step = frame.members[name] = Step(node, frame.variables[name], (), frame.on)
        return step

    return meaning


def _ask_when(declared: Fact, entity: str, place: str) -> Called:
    """Whether a fact is asked, worked out once for a day, and for a member where it is a field."""
    condition = cast(core.Expression, declared.ask_when)

    def ask_when(work: Evaluation, arguments: tuple[Value, ...], day: Day) -> Answer:
        variables = {entity: arguments[0]} if entity else NO_VARIABLES
        step = work.meanings.of(condition)(work, Frame(day, variables, place))
        return Answer(step.value, (step,))

    return ask_when


def _of_fact(
    node: core.FactValue | core.FieldValue, declared: Fact, given: Value | None, member: str, inputs: tuple[Step, ...]
) -> Step:
    """A given, presumed or missing fact; where it is asked only on a condition, its Step is the last input."""
    asked = truth_of_value(inputs[-1].value) if declared.ask_when is not None else YES
    value, is_missing = fact_value(declared, given, asked)
    presumed = (1,) if given is None and declared.presumed is not None and asked is not NO else ()
    why = Hole(declared.kind, declared.name, member) if is_missing else None
    return Step(node, value, inputs, None, why, presumed)


def _of_no_member(value: Value, is_truth: bool) -> Value:
    """A field of a member that is not known, or of none."""
    if value is NOT_APPLICABLE:
        return NOT_APPLICABLE
    return open_as(isinstance(value, Open) and value.referred, is_truth)
