"""The law of the trace: the value of a Step follows from its node, the values of its inputs, and the facts.

Invariant: nothing below the inputs is looked at, so that an explanation which shows a Step and its inputs shows
everything that the value depends on.
"""

from datetime import date
from fractions import Fraction

from policy_engine.evaluation import choose, lists
from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.given import award_recorded, fact_value, looked_up
from policy_engine.evaluation.in_force import in_force, scaled
from policy_engine.evaluation.inputs import members_of, tests_of
from policy_engine.evaluation.meanings.rules import entitlement_truth
from policy_engine.evaluation.operate import operate, rounded, truth_of_value
from policy_engine.evaluation.step import FILLED, Step
from policy_engine.model import core
from policy_engine.model.rulebook import Fact, Model
from policy_engine.model.types import YesNo
from policy_engine.values.truth import NO, YES, Truth, all_of, any_of, negate
from policy_engine.values.value import NOT_APPLICABLE, Collection, Element, Value


def recompute(model: Model, step: Step, facts: Facts) -> Value:
    """The value again; that of an argument, and of what depends on an open day, is taken as it stands."""
    node, inputs = step.node, step.inputs
    values = [each.value for each in inputs]
    match node:
        case core.Literal():
            return node.value
        case core.FactValue():
            return _fact(model.facts[node.fact], facts.values.get(node.fact), inputs)
        case core.FieldValue():
            element = values[0]
            if not isinstance(element, Element):
                return step.value
            return _fact(model.entities[node.entity].fields[node.field], element.fields.get(node.field), inputs)
        case core.Variable():
            return step.value
        case core.TheDay():
            return step.value if step.day is None else step.day
        case core.Use():
            return _use(model, step, node)
        case core.Lookup() | core.ScaleValue():
            return _in_table(model, step, node, facts)
        case core.Operation():
            return operate(node.operator, values, type(node.type) is YesNo, model.settings)[0]
        case core.Limbs():
            return _limbs(node, [truth_of_value(value) for value in values])
        case core.Round():
            assert isinstance(node.unit.value, int | Fraction)
            return rounded(values[0], node.unit.value, node.mode)[0]
        case core.Each():
            return _each(node, inputs)
        case core.Choose():
            return _choose(node, inputs)
        case core.OpenPoint():
            return facts.rulings.get(node.name, values[0] if step.notes == FILLED else step.value)
        case core.ByReading() | core.AsAt():
            return values[-1]
        case core.Payable():
            return entitlement_truth(inputs[:-1], inputs[-1])
        case core.PaidOn():
            return award_recorded(node.benefit, values[0], facts)[0]


def _fact(fact: Fact, given: Value | None, inputs: tuple[Step, ...]) -> Value:
    asked = truth_of_value(inputs[-1].value) if fact.ask_when is not None else YES
    return fact_value(fact, given, asked)[0]


def _use(model: Model, step: Step, node: core.Use) -> Value:
    rule = model.rules[node.rule]
    if len(step.inputs) == len(node.arguments):
        is_before = step.day is not None and in_force(node.rule, rule.versions, step.day).before_first
        return NO if is_before and type(rule.type) is YesNo else step.value
    if step.why is not None or (rule.as_at is not None and step.inputs[-1].node is rule.as_at):
        return step.value
    body = step.inputs[-1].value
    return truth_of_value(body) if type(rule.type) is YesNo else body


def _limbs(node: core.Limbs, truths: list[Truth]) -> Truth:
    if node.word == "all of":
        return all_of(truths)
    return any_of(truths) if node.word == "any of" else negate(any_of(truths))


def _in_table(model: Model, step: Step, node: core.Lookup | core.ScaleValue, facts: Facts) -> Value:
    """From the version in force, if there is one; else what is open stays as it is."""
    values = [each.value for each in step.inputs]
    if not step.notes:
        return step.value
    match node:
        case core.Lookup():
            if len(values) > len(node.keys):
                return values[-1]
            versions = model.parameters[node.parameter].versions
            assert not isinstance(step.day, date) or in_force("", versions, step.day).position == step.notes[0]
            return looked_up(node, versions[step.notes[0]], values, facts)[0]
        case core.ScaleValue():
            if values[0] is NOT_APPLICABLE:
                return step.value
            return scaled(model.scales[node.scale].versions[step.notes[0]], values[0])


def _each(node: core.Each, inputs: tuple[Step, ...]) -> Value:
    collection = inputs[0].value
    if not isinstance(collection, Collection):
        return lists.of_unknown_list(node.word, collection, type(node.type) is YesNo).value
    seen = [
        lists.Seen(
            member.item,
            YES if member.where is None else truth_of_value(member.where.value),
            None if member.body is None else member.body.value,
        )
        for member in members_of(node, inputs)
    ]
    return lists.gather(node.word, seen, collection.complete).value


def _choose(node: core.Choose, inputs: tuple[Step, ...]) -> Value:
    tests = tests_of(node, inputs)
    stand = choose.standing(node.rows, {position: test.value for position, test in tests.items()})
    steps = inputs[len(tests) :]
    values = {position: step.value for position, step in zip(stand.candidates, steps, strict=True)}
    return choose.chosen(node.rows, stand, values, type(node.type) is YesNo).value
