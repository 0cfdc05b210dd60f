"""What happened between two days: the innermost things behind an answer that are not what they were, in words.

Invariant: a thing is told only where nothing behind it explains it; that a day has passed is never told by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen

from policy_engine.evaluation.step import Step
from policy_engine.explanation.names import has_inner, inner, is_known, phrase, rule_title, written
from policy_engine.explanation.sentences import is_leaf, sentence, use_sentence
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.use import interval_text, parameters
from policy_engine.explanation.visits import Visit
from policy_engine.explanation.write import write
from policy_engine.model import core
from policy_engine.model.types import DATE
from policy_engine.values.truth import Truth
from policy_engine.values.value import Element, Open, Value

_DATED = ("before", "after", "on or before", "on or after")


@frozen(eq=False)
class Between:
    """Two days of one answer: the second is `day`; called: how persons are called, by their ids."""

    telling: Telling
    day: date
    called: Mapping[str, str]


def happened(between: Between, before: Sequence[Step], after: Sequence[Step]) -> tuple[str, ...]:
    """Why these Steps are not what they were, each thing once."""
    found = (changed for pair in _pairs(before, after) for changed in _innermost(*pair))
    return tuple(dict.fromkeys(said for was, now in found if (said := _event(between, was, now))))


def date_came(between: Between, step: Step) -> str:
    """That a date has come: an age that was reached, or the date by its name if it has one."""
    source = _source(step)
    if _is(source, "date when"):
        born, age = source.inputs
        return _reached(between, born, age, step.value)
    name, day = phrase(between.telling, source), written(between.telling, source)
    if name == day:
        return between.telling.say("timeline.has_come", day=day)
    return between.telling.say("timeline.date", name=name, day=day)


def _source(step: Step) -> Step:
    """Where a date comes from: of the earliest or latest of several that one, of a rule the age that it is about."""
    current = named = step
    while True:
        match current.node:
            case core.Operation() if current.node.operator in ("lowest", "highest"):
                current = named = next(each for each in current.inputs if each.value == step.value)
            case core.Use() | core.AsAt() | core.ByReading() if has_inner(current):
                current = inner(current)
            case _:
                return current if _is(current, "date when") else named


# ------------------------------------------------------------------------------------------------ what has changed


def _pairs(before: Sequence[Step], after: Sequence[Step]) -> Iterator[tuple[Step, Step]]:
    """The Steps of one expression on both days that differ; of several members each with its own."""
    if [each.node for each in before] == [each.node for each in after]:
        matched = list(zip(before, after, strict=True))
    else:
        earlier = {id(each.node): each for each in before}
        matched = [(earlier[id(each.node)], each) for each in after if id(each.node) in earlier]
    yield from ((was, now) for was, now in matched if was.node is now.node and was.value != now.value)


def _innermost(before: Step, after: Step) -> Iterator[tuple[Step, Step]]:
    """The events behind which there is no other; without recursion, because a chain of rules may be of any length."""
    told: dict[int, bool] = {}
    stack = [(before, after)]
    while stack:
        was, now = stack[-1]
        below = [] if _says_all(now) else list(_pairs(was.inputs, now.inputs))
        waiting = [pair for pair in below if id(pair[1]) not in told]
        if waiting:
            stack.extend(reversed(waiting))
            continue
        stack.pop()
        if id(now) not in told:
            is_told_below = any(told[id(each)] for _, each in below)
            told[id(now)] = is_told_below or not isinstance(now.node, core.TheDay | core.Variable | core.Literal)
            if told[id(now)] and not is_told_below:
                yield was, now


def _says_all(step: Step) -> bool:
    """Whether it is one comparison, of which the sentence names both sides."""
    return isinstance(step.value, Truth) and isinstance(step.node, core.Operation) and is_leaf(step)


# ------------------------------------------------------------------------------------------------ in words


def _event(between: Between, before: Step, after: Step) -> str:
    telling, node = between.telling, after.node
    match node:
        case core.Operation() if isinstance(after.value, Truth):
            return _compared(between, after, node)
        case core.Lookup() | core.ScaleValue() if after.notes:
            (used,) = parameters(telling, (Visit(after, "", ""),))
            return telling.say("timeline.version", title=used.title, value=used.value, in_force=used.in_force)
        case core.Use() if not after.notes:
            return _version(telling, after, node)
        case _ if isinstance(after.value, Truth):
            return sentence(telling, after)
        case _ if isinstance(after.value, Open):
            return ""  # what is open is told for itself
        case _:
            holes = {"name": phrase(telling, after), "value": written(telling, after)}
            return telling.say("timeline.moved", before=written(telling, before), **holes)


def _version(telling: Telling, step: Step, node: core.Use) -> str:
    """Another version of a rule: what it comes to, and the time for which it holds."""
    if isinstance(step.value, Truth):
        said = use_sentence(telling, step)
    else:
        said = telling.say("name.is_value", name=rule_title(telling, node.rule), value=written(telling, step))
    versions = telling.model.rules[node.rule].versions
    body = inner(step).node
    time = next((each.interval for each in versions if each.expression is body), None)
    if time is None or len(versions) < 2:
        return said
    in_force = telling.say("used.in_force", time=interval_text(telling, time))
    return telling.say("timeline.in_force", text=said, in_force=in_force)


def _compared(between: Between, after: Step, node: core.Operation) -> str:
    """A comparison that turned: by an age that is reached, by a date that has come, or by both its figures."""
    ages = [each for each in after.inputs if _is(each, "age") and is_known(each)]
    lengths = [each for each in after.inputs if isinstance(each.node, core.Literal)]
    told_of_the_day = ages and _is_today(ages[0].inputs[1], between.day)  # of another day it is no birthday
    if told_of_the_day and lengths and ages[0].value == lengths[0].value:
        return _reached(between, ages[0].inputs[0], ages[0], between.day)
    if node.operator in _DATED:
        today = [each for each in after.inputs if _is_today(each, between.day)]
        come = [each for each in after.inputs if each.value in (between.day, between.day - timedelta(1))]
        if today and len(come) == 2:
            return date_came(between, next(each for each in come if each is not today[0]))
    return sentence(between.telling, after)


def _is(step: Step, operator: str) -> bool:
    return isinstance(step.node, core.Operation) and step.node.operator == operator


def _is_today(step: Step, day: date) -> bool:
    return step.value == day and isinstance(step.node, core.TheDay | core.Variable)


def _reached(between: Between, born: Step, age: Step, day: Value) -> str:
    telling = between.telling
    holes = {"age": written(telling, age), "day": write(telling, day, DATE)}
    owner = born.inputs[0].value if isinstance(born.node, core.FieldValue) and born.inputs else None
    if isinstance(owner, Element):
        return telling.say("timeline.reaches", person=between.called.get(owner.id, owner.id), **holes)
    return telling.say("timeline.age_reached", born=phrase(telling, born), **holes)
