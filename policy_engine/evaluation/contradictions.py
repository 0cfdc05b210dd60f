"""Facts that cannot be so together: an `always` line that is broken, and a fact that does not apply but is given.

Invariant: only what is certainly no on the facts given is reported; what is open may still come right, and a line about
a fact that does not apply is not tested.
"""

from collections.abc import Iterator, Mapping

from policy_engine.evaluation import errors
from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.interpret import begin, interpret
from policy_engine.evaluation.operate import is_open_value, truth_of_value
from policy_engine.evaluation.step import Step, walk
from policy_engine.evaluation.work import NO_VARIABLES, Evaluation, Frame
from policy_engine.model import core
from policy_engine.model.rulebook import Always, Fact, Model
from policy_engine.model.written_values import written_value
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.values.truth import NO
from policy_engine.values.value import NOT_APPLICABLE, Collection, Element, Months, Periods, Value


def contradictions(model: Model, facts: Facts, paths: Mapping[int, str]) -> Iterator[Diagnostic]:
    """Everything that does not fit together, for the case and then for each member."""
    work = begin(model, facts)
    for name, fact in model.facts.items():
        if name in facts.values:
            yield from _not_asked(work, fact, Frame(None, NO_VARIABLES, name), name)
    for always in model.always:
        yield from _broken(work, always, Frame(None, NO_VARIABLES, always.name), "")
    for value in facts.values.values():
        yield from _of_members(work, value, paths)


def _of_members(work: Evaluation, value: Value, paths: Mapping[int, str]) -> Iterator[Diagnostic]:
    members = value.items if isinstance(value, Collection) else ()
    for member in members:
        if isinstance(member, Element):
            yield from _of_member(work, member, paths)
            for inner in member.fields.values():
                yield from _of_members(work, inner, paths)


def _of_member(work: Evaluation, member: Element, paths: Mapping[int, str]) -> Iterator[Diagnostic]:
    entity = work.model.entities[member.entity]
    path = paths.get(id(member), member.id)
    frame = Frame(None, {member.entity: member}, member.entity)
    for name, fact in entity.fields.items():
        if name in member.fields:
            yield from _not_asked(work, fact, frame, f"{path}.{name}")
    for always in entity.always:
        yield from _broken(work, always, frame, path)


def _not_asked(work: Evaluation, fact: Fact, frame: Frame, path: str) -> Iterator[Diagnostic]:
    if fact.ask_when is not None:
        step = interpret(work, fact.ask_when, frame)
        if truth_of_value(step.value) is NO:
            yield errors.not_asked(path, fact, _involved(work, step))


def _broken(work: Evaluation, always: Always, frame: Frame, path: str) -> Iterator[Diagnostic]:
    step = interpret(work, always.condition, frame)
    if step.value is NO and not any(below.value is NOT_APPLICABLE for below in walk(step)):
        yield errors.broken(path, always, _involved(work, step))


def _involved(work: Evaluation, step: Step) -> str:
    """The facts that a condition rests on, with their values, as they stand in a rule file."""
    found: dict[str, None] = {}
    for below in walk(step):
        node = below.node
        if not isinstance(node, core.FactValue | core.FieldValue) or is_open_value(below.value):
            continue
        if below.value is NOT_APPLICABLE or isinstance(below.value, Collection | Periods | Months | Element):
            continue
        name = node.fact if isinstance(node, core.FactValue) else _field_name(node, below)
        found[f"`{name}` {written_value(below.value, node.type, work.model.settings)}"] = None
    return ", ".join(found)


def _field_name(node: core.FieldValue, step: Step) -> str:
    member = step.inputs[0].value
    return f"{member.id}.{node.field}" if isinstance(member, Element) else node.field
