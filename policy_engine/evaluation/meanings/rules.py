"""What names mean: rules, parameters and scales on their day, another day, other benefits.

Invariant: outside every version in force there is no value, never an older one.
"""

from collections.abc import Callable, Sequence
from datetime import date

from policy_engine.evaluation.given import award_recorded, looked_up
from policy_engine.evaluation.in_force import Day, in_force, scaled
from policy_engine.evaluation.meanings.meaning import Meaning, Preparing
from policy_engine.evaluation.operate import is_open_value, open_as, truth_of_value
from policy_engine.evaluation.step import Hole, Step
from policy_engine.evaluation.work import NO_VARIABLES, Answer, Called, Evaluation, Frame, work_out
from policy_engine.model import core
from policy_engine.model.rulebook import ALWAYS, Benefit, Rule
from policy_engine.model.types import YesNo
from policy_engine.model.walk import values_of
from policy_engine.values.truth import NO, OPEN, UNKNOWN, Truth, all_of
from policy_engine.values.value import NEVER, NOT_APPLICABLE, REFERRED, Open, Value

_NO_VERSION = (1,)
"""The note of a Step whose rule is not in force on the day, so that nothing of it was evaluated but its own day."""


def use(prepare: Preparing, node: core.Use, depth: int) -> Meaning:
    """A named rule, for its arguments and the asker's day."""
    declared = prepare.model.rules[node.rule]
    rule = prepare.meanings.call("rule", declared.key, prepare=lambda: _rule(declared))
    given = [prepare.inside(argument, depth + 1) for argument in node.arguments]

    def alone(work: Evaluation, frame: Frame) -> Step:
        call = (rule, (), frame.day)
        found = work.done.get(call) or work_out(work, call, depth)
        return Step(node, found.value, found.inputs, frame.on, found.why, found.notes)

    def with_one(work: Evaluation, frame: Frame) -> Step:
        argument = given[0](work, frame)
        call = (rule, (argument.value,), frame.day)
        found = work.done.get(call) or work_out(work, call, depth)
        return Step(node, found.value, (argument, *found.inputs), frame.on, found.why, found.notes)

    def with_arguments(work: Evaluation, frame: Frame) -> Step:
        arguments = tuple([argument(work, frame) for argument in given])
        call = (rule, tuple([step.value for step in arguments]), frame.day)
        found = work.done.get(call) or work_out(work, call, depth)
        return Step(node, found.value, arguments + found.inputs, frame.on, found.why, found.notes)

    return alone if not given else with_one if len(given) == 1 else with_arguments


def _rule(rule: Rule) -> Called:
    """A rule, for its asker's day or a day of its own."""
    names = [name for name, _ in rule.arguments]
    version = _version(rule)

    def on_the_askers_day(work: Evaluation, arguments: tuple[Value, ...], day: Day) -> Answer:
        return version(work, Frame(day, dict(zip(names, arguments)), rule.key))  # noqa: B905

    def on_its_own_day(work: Evaluation, arguments: tuple[Value, ...], day: Day) -> Answer:
        assert rule.as_at is not None
        asker = Frame(day, dict(zip(names, arguments, strict=True)), rule.key)
        asked = work.meanings.of(rule.as_at)(work, asker)
        found = version(work, Frame(_day_of(asked.value), asker.variables, rule.key))
        why = _never_day(asked.value, found.value)
        if not found.inputs:
            return Answer(found.value, (asked,), found.why or why, found.notes)
        body = found.inputs[0]
        as_at = core.AsAt(body.node, rule.as_at, rule.type, span=rule.span)
        return Answer(found.value, (Step(as_at, found.value, (asked, body), asker.on, why),))

    return on_the_askers_day if rule.as_at is None else on_its_own_day


def _version(rule: Rule) -> Callable[[Evaluation, Frame], Answer]:
    """The rule by the version in force; before its first version a condition is no."""
    is_truth = type(rule.type) is YesNo

    def in_version(work: Evaluation, frame: Frame, position: int = 0) -> Answer:
        body = work.meanings.of(rule.versions[position].expression)(work, frame)
        return Answer(truth_of_value(body.value) if is_truth else body.value, (body,))

    def in_its_time(work: Evaluation, frame: Frame) -> Answer:
        found = in_force(rule.key, rule.versions, frame.day)
        if found.position is not None:
            return in_version(work, frame, found.position)
        if found.before_first and is_truth:
            return Answer(NO, (), None, _NO_VERSION)
        return Answer(open_as(_is_referred_day(frame.day), is_truth), (), found.why, _NO_VERSION)

    return in_version if rule.versions and rule.versions[0].interval == ALWAYS else in_its_time


def _is_referred_day(day: Day) -> bool:
    """Whether what depends on the day stays open whatever facts come."""
    return day.referred if isinstance(day, Open) else True


def look_up(prepare: Preparing, node: core.Lookup, depth: int) -> Meaning:
    """The value of a parameter in force on the day."""
    versions = prepare.model.parameters[node.parameter].versions
    keys = [prepare.inside(key, depth + 1) for key in node.keys]
    is_truth = type(node.type) is YesNo
    filled = {
        id(value): prepare.itself(value, depth + 1)
        for version in versions for value in values_of(version)
        if isinstance(value, core.OpenPoint) and value.filling is not None
    }  # fmt: skip

    def meaning(work: Evaluation, frame: Frame) -> Step:
        inputs = tuple([key(work, frame) for key in keys])
        found = in_force(node.parameter, versions, frame.day)
        if found.position is None:
            value = open_as(_is_referred_day(frame.day), is_truth)
            return Step(node, value, inputs, frame.on, found.why)
        version = versions[found.position]
        value, why, position = looked_up(node, version, [step.value for step in inputs], work.facts)
        entry = version.values[position[0]].value if position else version.value
        if id(entry) in filled:
            gap = filled[id(entry)](work, frame)
            return Step(node, gap.value, (*inputs, gap), frame.on, None, (found.position, *position))
        return Step(node, value, inputs, frame.on, why, (found.position, *position))

    return meaning


def scale_value(prepare: Preparing, node: core.ScaleValue, depth: int) -> Meaning:
    """A marginal scale in force on the day, applied to its base."""
    versions = prepare.model.scales[node.scale].versions
    measured = prepare.inside(node.base, depth + 1)

    def meaning(work: Evaluation, frame: Frame) -> Step:
        base = measured(work, frame)
        found = in_force(node.scale, versions, frame.day)
        if found.position is None:
            return Step(node, Open(_is_referred_day(frame.day)), (base,), frame.on, found.why)
        if base.value is NOT_APPLICABLE:
            why = Hole("no value", node.scale, detail=("not applicable",))
            return Step(node, REFERRED, (base,), frame.on, why, (found.position,))
        value = scaled(versions[found.position], base.value)
        return Step(node, value, (base,), frame.on, None, (found.position,))

    return meaning


# ------------------------------------------------------------------------------------------------ other days, benefits


def as_at(prepare: Preparing, node: core.AsAt, depth: int) -> Meaning:
    """The expression asked for another day."""
    other_day = prepare.inside(node.date, depth + 1)
    expression = prepare.inside(node.expression, depth + 1)

    def meaning(work: Evaluation, frame: Frame) -> Step:
        asked = other_day(work, frame)
        inner = expression(work, Frame(_day_of(asked.value), frame.variables, frame.place))
        return Step(node, inner.value, (asked, inner), frame.on, _never_day(asked.value, inner.value))

    return meaning


def _day_of(value: Value) -> Day:
    """The day that a date comes to: an open one leaves what depends on it open, and so does one that never comes."""
    return value if type(value) is date or type(value) is Open else REFERRED


def _never_day(asked: Value, value: Value) -> Hole | None:
    """Why something is open that is asked for a day that never comes."""
    if (asked is NEVER or asked is NOT_APPLICABLE) and is_open_value(value):
        return Hole("no value", "as at", detail=("never" if asked is NEVER else "not applicable",))
    return None


def payable(prepare: Preparing, node: core.Payable, depth: int) -> Meaning:
    """Whether another benefit is payable; one that is decided for each member of a list is never asked for."""
    declared = prepare.model.benefits[node.benefit]
    benefit = prepare.meanings.call("benefit", declared.name, prepare=lambda: _entitlement(declared))

    def meaning(work: Evaluation, frame: Frame) -> Step:
        call = (benefit, (), frame.day)
        found = work.done.get(call) or work_out(work, call, depth)
        return Step(node, found.value, found.inputs, frame.on, found.why)

    return meaning


def _entitlement(benefit: Benefit) -> Called:
    """The entitlement to a benefit: the Step of its day, if it fixes one, and the Step of its condition."""

    def entitlement(work: Evaluation, arguments: tuple[Value, ...], day: Day) -> Answer:
        frame = Frame(day, NO_VARIABLES, benefit.name)
        as_at: tuple[Step, ...] = ()
        if benefit.as_at is not None:
            as_at = (work.meanings.of(benefit.as_at)(work, frame),)
            frame = Frame(_day_of(as_at[0].value), NO_VARIABLES, benefit.name)
        condition = work.meanings.of(benefit.condition)(work, frame)
        return Answer(entitlement_truth(as_at, condition), (*as_at, condition))

    return entitlement


def entitlement_truth(as_at: Sequence[Step], condition: Step) -> Truth:
    """Whether a benefit is payable: its condition holds, and the day for which it is asked comes."""
    truth = truth_of_value(condition.value)
    if not as_at:
        return truth
    day = as_at[0]
    if day.value is NEVER or day.value is NOT_APPLICABLE:
        return NO
    if not isinstance(day.value, Open):
        return truth
    if getattr(day.node.type, "never", False):
        return all_of((truth, day.value.asked, OPEN if day.value.referred else UNKNOWN))
    return all_of((truth, day.value.asked))


def paid_on(prepare: Preparing, node: core.PaidOn, depth: int) -> Meaning:
    """Whether an award of another benefit is recorded."""
    day = prepare.inside(node.on, depth + 1)

    def meaning(work: Evaluation, frame: Frame) -> Step:
        on = day(work, frame)
        value, is_missing = award_recorded(node.benefit, on.value, work.facts)
        why = Hole("award", node.benefit) if is_missing else None
        return Step(node, value, (on,), frame.on, why)

    return meaning
