"""What an expression comes to on the facts of a case: the reference semantics of the language.

Every node gives a Step: its value, and the Steps it was computed from.  A rule is evaluated once for its arguments and
day.  A chain of rules of any length is safe: when the nesting becomes deep the work is put off, the rule at the bottom
is evaluated first on its own, and then the work is taken up again and finds that rule done.
Invariant: the one function for a class of core.Expression stands in `_EVALUATE`; nothing here looks at a clock, and no
value is ever made up for a fact that is missing.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import define, field, frozen

from policy_engine.evaluation import choose, lists
from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.given import fact_value, list_hole, looked_up, paid_on
from policy_engine.evaluation.in_force import Day, in_force, scaled
from policy_engine.evaluation.operate import is_open_value, open_as, operate, rounded, truth_of_value
from policy_engine.evaluation.step import Hole, Step
from policy_engine.model import core
from policy_engine.model.rulebook import Fact, Model, Rule
from policy_engine.model.types import YesNo
from policy_engine.values.truth import NO, OPEN, UNKNOWN, YES, Truth, all_of, any_of, negate
from policy_engine.values.value import NEVER, NOT_APPLICABLE, REFERRED, Collection, Element, Open, Value  # fmt: skip

DEEP = 80
"""How many groups, operations and rules may be open above a rule before it is put off, to be evaluated on its own."""

NO_VARIABLES: Mapping[str, Value] = {}

_NO_VERSION = (1,)
"""The note of a Step whose rule is not in force on the day, so that nothing of it was evaluated but its own day."""


@define(eq=False)
class Frame:
    """Where an expression is asked: the day, the arguments and members in sight, and what it stands in.

    on: the day, where it is known.
    """

    day: Day
    variables: Mapping[str, Value]
    place: str
    on: date | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.on = self.day if type(self.day) is date else None


_Call = tuple[str, str, tuple[Value, ...], Day]
"""What is evaluated once: a `rule` for its arguments or the condition of a `benefit` (kind and name), on a day."""


@frozen(eq=False)
class _Answer:
    """What a call came to: the value, the Steps it rests on, and why it is open if that begins here."""

    value: Value
    inputs: tuple[Step, ...]
    why: Hole | None = None
    notes: tuple[int, ...] = ()


@define(eq=False)
class Evaluation:
    """The work on one question: the book, the facts, the option taken of every reading, and what is already known."""

    model: Model
    facts: Facts
    readings: Mapping[str, str]
    done: dict[_Call, _Answer] = field(factory=dict, init=False)
    leaves: dict[int, Step] = field(factory=dict, init=False)
    fields: dict[tuple[int, Element], Step] = field(factory=dict, init=False)
    readings_used: dict[str, str] = field(factory=dict, init=False)
    fates_read: set[str] = field(factory=set, init=False)
    level: int = field(default=0, init=False)


class _TooDeep(Exception):
    """Asks the driver to evaluate a call first."""

    def __init__(self, call: _Call) -> None:
        super().__init__()
        self.call = call


def begin(model: Model, facts: Facts, readings: Mapping[str, str] | None = None) -> Evaluation:
    """The beginning of an evaluation; `readings` replaces the chosen option of those it names."""
    chosen = {name: reading.chosen for name, reading in model.readings.items()}
    return Evaluation(model, facts, {**chosen, **(readings or {})})


def interpret(work: Evaluation, expression: core.Expression, frame: Frame) -> Step:
    """The Step of an expression."""
    waiting: list[_Call] = []
    while True:
        work.level = 0
        try:
            if not waiting:
                return _evaluate(work, expression, frame)
            _answer(work, waiting[-1])
            waiting.pop()
        except _TooDeep as deep:
            waiting.append(deep.call)


def _evaluate(work: Evaluation, node: core.Expression, frame: Frame) -> Step:
    return _EVALUATE[type(node)](work, node, frame)


# ------------------------------------------------------------------------------------------------ leaves


def _literal(work: Evaluation, node: core.Literal, frame: Frame) -> Step:
    step = work.leaves.get(id(node))
    if step is None:
        step = work.leaves[id(node)] = Step(node, node.value)
    return step


def _fact_value(work: Evaluation, node: core.FactValue, frame: Frame) -> Step:
    fact = work.model.facts[node.fact]
    if fact.ask_when is None:
        step = work.leaves.get(id(node))
        if step is None:
            step = work.leaves[id(node)] = _of_fact(node, fact, work.facts.values.get(node.fact), "", ())
        return step
    asked = _evaluate(work, fact.ask_when, Frame(frame.day, NO_VARIABLES, node.fact))
    return _of_fact(node, fact, work.facts.values.get(node.fact), "", (asked,))


def _field_value(work: Evaluation, node: core.FieldValue, frame: Frame) -> Step:
    """A field of a member; that of a member in sight is made once."""
    if type(node.of) is core.Variable:
        fact = work.model.entities[node.entity].fields[node.field]
        member = frame.variables[node.of.name]
        if fact.ask_when is None and isinstance(member, Element):
            step = work.fields.get((id(node), member))
            if step is None:
                of = Step(node.of, member)
                step = _of_fact(node, fact, member.fields.get(node.field), member.id, (of,))
                work.fields[id(node), member] = step
            return step
    of = _evaluate(work, node.of, frame)
    element = of.value
    if not isinstance(element, Element):
        return Step(node, _of_no_member(element, type(node.type) is YesNo), (of,), frame.on)
    fact = work.model.entities[node.entity].fields[node.field]
    inputs: tuple[Step, ...] = (of,)
    if fact.ask_when is not None:
        asked_of = Frame(frame.day, {node.entity: element}, f"{node.entity}.{node.field}")
        inputs = (of, _evaluate(work, fact.ask_when, asked_of))
    return _of_fact(node, fact, element.fields.get(node.field), element.id, inputs)


def _of_fact(
    node: core.FactValue | core.FieldValue, fact: Fact, given: Value | None, member: str, inputs: tuple[Step, ...]
) -> Step:
    """A given, presumed or missing fact; where it is asked only on a condition, its Step is the last input."""
    asked = truth_of_value(inputs[-1].value) if fact.ask_when is not None else YES
    value, is_missing = fact_value(fact, given, asked)
    presumed = (1,) if given is None and fact.presumed is not None and asked is not NO else ()
    why = Hole(fact.kind, fact.name, member) if is_missing else None
    return Step(node, value, inputs, None, why, presumed)


def _of_no_member(value: Value, is_truth: bool) -> Value:
    """A field of a member that is not known, or of none."""
    if value is NOT_APPLICABLE:
        return NOT_APPLICABLE
    return open_as(isinstance(value, Open) and value.referred, is_truth)


def _variable(work: Evaluation, node: core.Variable, frame: Frame) -> Step:
    return Step(node, frame.variables[node.name], (), frame.on)


def _the_day(work: Evaluation, node: core.TheDay, frame: Frame) -> Step:
    if frame.day is None:
        return Step(node, REFERRED, (), None, Hole("no value", "the day", detail=("no day",)))
    return Step(node, frame.day, (), frame.on)


def _open_point(work: Evaluation, node: core.OpenPoint, frame: Frame) -> Step:
    ruling = work.facts.rulings.get(node.name)
    if ruling is not None:
        return Step(node, ruling, (), None, None, (1,))
    return Step(node, open_as(True, type(node.type) is YesNo), (), None, Hole(node.kind, node.name))


# ------------------------------------------------------------------------------------------------ operations


def _operation(work: Evaluation, node: core.Operation, frame: Frame) -> Step:
    work.level += 1
    inputs = []
    values = []
    for operand in node.operands:
        step = _EVALUATE[type(operand)](work, operand, frame)
        inputs.append(step)
        values.append(step.value)
    work.level -= 1
    value, key = operate(node.operator, values, type(node.type) is YesNo, work.model.settings)
    why = Hole("no value", node.operator, detail=(key,)) if key else None
    return Step(node, value, tuple(inputs), frame.on, why)


def _limbs(work: Evaluation, node: core.Limbs, frame: Frame) -> Step:
    work.level += 1
    inputs = []
    for limb in node.limbs:
        expression = limb.expression
        inputs.append(_EVALUATE[type(expression)](work, expression, frame))
    work.level -= 1
    return Step(node, joined(node.word, inputs), tuple(inputs), frame.on)


def joined(word: str, limbs: Sequence[Step]) -> Truth:
    """What the limbs of a group come to; all of them count, those after a deciding one too."""
    decisive = NO if word == "all of" else YES
    is_open = False
    for limb in limbs:
        value = limb.value
        if value is decisive or (value is NOT_APPLICABLE and decisive is NO):
            return YES if word == "any of" else NO
        is_open = is_open or (value is not YES and value is not NO and value is not NOT_APPLICABLE)
    if not is_open:
        return NO if word == "any of" else YES
    truths = [truth_of_value(limb.value) for limb in limbs]
    if word == "all of":
        return all_of(truths)
    return any_of(truths) if word == "any of" else negate(any_of(truths))


def _round(work: Evaluation, node: core.Round, frame: Frame) -> Step:
    operand = _evaluate(work, node.operand, frame)
    unit = node.unit.value
    assert isinstance(unit, int | Fraction)
    value, key = rounded(operand.value, unit, node.mode)
    why = Hole("no value", node.mode, detail=(key,)) if key else None
    return Step(node, value, (operand,), frame.on, why)


def _choose(work: Evaluation, node: core.Choose, frame: Frame) -> Step:
    work.level += 1
    tests = {
        position: _evaluate(work, row.test, frame) for position, row in enumerate(node.rows) if row.test is not None
    }
    stand = choose.standing(node.rows, {position: step.value for position, step in tests.items()})
    values = {position: _evaluate(work, node.rows[position].value, frame) for position in stand.candidates}
    work.level -= 1
    is_truth = type(node.type) is YesNo
    found = choose.chosen(node.rows, stand, {position: step.value for position, step in values.items()}, is_truth)
    why = None
    if found.why == "no row":
        why = Hole("no row", frame.place, detail=found.detail)
    elif found.why == "conflict":
        why = Hole("conflict", frame.place, detail=found.detail)
    return Step(node, found.value, (*tests.values(), *values.values()), frame.on, why, found.rows)


# ------------------------------------------------------------------------------------------------ lists


def _each(work: Evaluation, node: core.Each, frame: Frame) -> Step:
    subject = _evaluate(work, node.subject, frame)
    collection = subject.value
    is_truth = type(node.type) is YesNo
    if not isinstance(collection, Collection):
        found = lists.of_unknown_list(node.word, collection, is_truth)
        return Step(node, found.value, (subject,), frame.on, _why_of_each(node, subject, found))
    work.level += 1
    inputs = [subject]
    seen = []
    for item in collection.items:
        looking_at = Frame(frame.day, {**frame.variables, node.variable: item}, frame.place)
        where = YES
        if node.where is not None:
            inputs.append(_evaluate(work, node.where, looking_at))
            where = truth_of_value(inputs[-1].value)
        body: Value | None = None
        if node.body is not None and where is not NO:
            inputs.append(_evaluate(work, node.body, looking_at))
            body = inputs[-1].value
        seen.append(lists.Seen(item, where, body))
    work.level -= 1
    found = lists.gather(node.word, seen, collection.complete)
    return Step(node, found.value, tuple(inputs), frame.on, _why_of_each(node, subject, found))


def _why_of_each(node: core.Each, subject: Step, found: lists.Gathered) -> Hole | None:
    if found.reason == "partial":
        return list_hole(subject)
    return Hole("no value", node.word, detail=(found.reason,)) if found.reason else None


# ------------------------------------------------------------------------------------------------ rules and tables


def _use(work: Evaluation, node: core.Use, frame: Frame) -> Step:
    if not node.arguments:
        answer = _answer(work, ("rule", node.rule, (), frame.day))
        return Step(node, answer.value, answer.inputs, frame.on, answer.why, answer.notes)
    arguments = tuple([_evaluate(work, argument, frame) for argument in node.arguments])
    answer = _answer(work, ("rule", node.rule, tuple([step.value for step in arguments]), frame.day))
    return Step(node, answer.value, arguments + answer.inputs, frame.on, answer.why, answer.notes)


def _answer(work: Evaluation, call: _Call) -> _Answer:
    """What a call comes to, evaluated once; too deep down it is put off."""
    answer = work.done.get(call)
    if answer is None:
        if work.level > DEEP:
            raise _TooDeep(call)
        work.level += 1
        compute = _rule if call[0] == "rule" else _entitlement
        answer = work.done[call] = compute(work, call)
        work.level -= 1
    return answer


def _rule(work: Evaluation, call: _Call) -> _Answer:
    _, name, arguments, day = call
    rule = work.model.rules[name]
    variables = {argument: value for (argument, _), value in zip(rule.arguments, arguments, strict=True)}
    asker = Frame(day, variables, rule.key)
    if rule.as_at is None:
        return _version(work, rule, asker)
    asked = _evaluate(work, rule.as_at, asker)
    answer = _version(work, rule, Frame(_day_of(asked.value), variables, rule.key))
    why = never_day(asked.value, answer.value)
    if not answer.inputs:
        return _Answer(answer.value, (asked,), answer.why or why, answer.notes)
    body = answer.inputs[0]
    as_at = core.AsAt(body.node, rule.as_at, rule.type, span=rule.span)
    return _Answer(answer.value, (Step(as_at, answer.value, (asked, body), asker.on, why),))


def _version(work: Evaluation, rule: Rule, frame: Frame) -> _Answer:
    """The rule by the version in force; before its first version a condition is no."""
    is_truth = type(rule.type) is YesNo
    found = in_force(rule.key, rule.versions, frame.day)
    if found.position is None:
        if found.before_first and is_truth:
            return _Answer(NO, (), notes=_NO_VERSION)
        return _Answer(open_as(_is_referred_day(frame.day), is_truth), (), found.why, _NO_VERSION)
    body = _evaluate(work, rule.versions[found.position].expression, frame)
    return _Answer(truth_of_value(body.value) if is_truth else body.value, (body,))


def _is_referred_day(day: Day) -> bool:
    """Whether what depends on the day stays open whatever facts come."""
    return day.referred if isinstance(day, Open) else True


def _lookup(work: Evaluation, node: core.Lookup, frame: Frame) -> Step:
    parameter = work.model.parameters[node.parameter]
    inputs = tuple([_evaluate(work, key, frame) for key in node.keys])
    found = in_force(node.parameter, parameter.versions, frame.day)
    is_truth = type(node.type) is YesNo
    if found.position is None:
        value = open_as(_is_referred_day(frame.day), is_truth)
        return Step(node, value, inputs, frame.on, found.why)
    version = parameter.versions[found.position]
    value, why, position = looked_up(node, version, [step.value for step in inputs], work.facts)
    return Step(node, value, inputs, frame.on, why, (found.position, *position))


def _scale_value(work: Evaluation, node: core.ScaleValue, frame: Frame) -> Step:
    base = _evaluate(work, node.base, frame)
    scale = work.model.scales[node.scale]
    found = in_force(node.scale, scale.versions, frame.day)
    if found.position is None:
        return Step(node, Open(_is_referred_day(frame.day)), (base,), frame.on, found.why)
    if base.value is NOT_APPLICABLE:
        why = Hole("no value", node.scale, detail=("not applicable",))
        return Step(node, REFERRED, (base,), frame.on, why, (found.position,))
    value = scaled(scale.versions[found.position], base.value)
    return Step(node, value, (base,), frame.on, None, (found.position,))


def _by_reading(work: Evaluation, node: core.ByReading, frame: Frame) -> Step:
    option = work.readings[node.reading]
    work.readings_used[node.reading] = option
    position = next(index for index, (name, _) in enumerate(node.branches) if name == option)
    branch = _evaluate(work, node.branches[position][1], frame)
    return Step(node, branch.value, (branch,), frame.on, None, (position,))


# ------------------------------------------------------------------------------------------------ other days, benefits


def _as_at(work: Evaluation, node: core.AsAt, frame: Frame) -> Step:
    asked = _evaluate(work, node.date, frame)
    inner = _evaluate(work, node.expression, Frame(_day_of(asked.value), frame.variables, frame.place))
    why = never_day(asked.value, inner.value)
    return Step(node, inner.value, (asked, inner), frame.on, why)


def _day_of(value: Value) -> Day:
    """The day that a date comes to: an open one leaves what depends on it open, and so does one that never comes."""
    if type(value) is date or type(value) is Open:
        return value
    return REFERRED


def never_day(asked: Value, value: Value) -> Hole | None:
    """Why something is open that is asked for a day that never comes."""
    if is_open_value(value) and (asked is NEVER or asked is NOT_APPLICABLE):
        return Hole("no value", "as at", detail=("never" if asked is NEVER else "not applicable",))
    return None


def _payable(work: Evaluation, node: core.Payable, frame: Frame) -> Step:
    answer = _answer(work, ("benefit", node.benefit, (), frame.day))
    return Step(node, answer.value, answer.inputs, frame.on, answer.why)


def _entitlement(work: Evaluation, call: _Call) -> _Answer:
    """Whether another benefit is payable; one that is decided for each member of a list is never asked for."""
    steps = entitled(work, call[1], call[3], NO_VARIABLES)
    return _Answer(entitlement_truth(steps[:-1], steps[-1]), steps)


def entitled(work: Evaluation, benefit: str, day: Day, variables: Mapping[str, Value]) -> tuple[Step, ...]:
    """The Step of a benefit's day, if it fixes one, and the Step of its condition."""
    declared = work.model.benefits[benefit]
    if declared.as_at is None:
        return (_evaluate(work, declared.condition, Frame(day, variables, benefit)),)
    asked = _evaluate(work, declared.as_at, Frame(day, variables, benefit))
    return asked, _evaluate(work, declared.condition, Frame(_day_of(asked.value), variables, benefit))


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


def _paid_on(work: Evaluation, node: core.PaidOn, frame: Frame) -> Step:
    on = _evaluate(work, node.on, frame)
    value, is_missing = paid_on(node.benefit, on.value, work.facts)
    why = Hole("award", node.benefit) if is_missing else None
    return Step(node, value, (on,), frame.on, why)


_EVALUATE: Mapping[type, Callable[[Evaluation, Any, Frame], Step]] = {
    core.Literal: _literal,
    core.FactValue: _fact_value,
    core.FieldValue: _field_value,
    core.Variable: _variable,
    core.TheDay: _the_day,
    core.Use: _use,
    core.Lookup: _lookup,
    core.ScaleValue: _scale_value,
    core.Operation: _operation,
    core.Limbs: _limbs,
    core.Round: _round,
    core.Each: _each,
    core.Choose: _choose,
    core.OpenPoint: _open_point,
    core.ByReading: _by_reading,
    core.AsAt: _as_at,
    core.Payable: _payable,
    core.PaidOn: _paid_on,
}
