"""A condition as a sentence: one template an operator and truth value, in each language.

Invariant: a sentence says of every figure what it is and what it was held against, and never turns a condition round:
that something is not so has a template of its own.
"""

from policy_engine.evaluation import inputs
from policy_engine.evaluation.inputs import Member
from policy_engine.evaluation.step import RULED, Step
from policy_engine.explanation.comparisons import compare
from policy_engine.explanation.names import (
    benefit_title,
    body_title,
    clause,
    has_inner,
    inner,
    is_negation,
    phrase,
    point_title,
    row_name,
    sketch,
    written,
)
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.truths import four_way, truth_key, truth_of
from policy_engine.explanation.write import join, title, write
from policy_engine.model import core
from policy_engine.model.rulebook import Fact, Words
from policy_engine.model.types import DATE, ListType, Type, YesNo
from policy_engine.values.truth import NO, YES, Truth, is_open
from policy_engine.values.value import Element, NotApplicable, Open, Value


def sentence(telling: Telling, step: Step) -> str:
    """What came out of a condition, in one sentence."""
    node = step.node
    match node:
        case core.Operation():
            return _provenance(telling, compare(telling, step, node), step)
        case core.FactValue() | core.FieldValue() | core.Lookup() | core.Variable():
            return _provenance(telling, named_truth(telling, step), step)
        case core.Use():
            return use_sentence(telling, step)
        case core.Literal() | core.TheDay() | core.ScaleValue() | core.Round():
            return written(telling, step)
        case core.Limbs():
            return _negation(telling, step) if is_negation(node) else _group(telling, step, node)
        case core.Each():
            return _each(telling, step, node)
        case core.Choose():
            return _chosen(telling, step, node)
        case core.OpenPoint():
            return _open_point(telling, step, node)
        case core.ByReading():
            return read_as(telling, node.reading, chosen_option(step, node), sentence(telling, inner(step)))
        case core.AsAt():
            return _on_its_day(telling, sentence(telling, inner(step)), step)
        case core.Payable():
            benefit = benefit_title(telling, node.benefit)
            return telling.say(f"condition.payable_{four_way(truth_of(step))}", benefit=benefit)
        case core.PaidOn():
            day = written(telling, step.inputs[0]) if step.inputs else telling.say("name.the_day")
            benefit = benefit_title(telling, node.benefit)
            return telling.say(f"condition.paid_{four_way(truth_of(step))}", benefit=benefit, day=day)


def is_leaf(step: Step) -> bool:
    """Whether one sentence says all there is to say about a condition."""
    match step.node:
        case core.Operation():
            return not any(isinstance(each.node.type, YesNo) and not _is_named(each) for each in step.inputs)
        case core.Use() | core.Each() | core.Choose() | core.Payable():
            return False
        case core.Limbs():
            return is_negation(step.node) and is_leaf(step.inputs[0])
        case core.ByReading() | core.AsAt():
            return is_leaf(inner(step))
        case _:
            return True


def _is_named(step: Step) -> bool:
    return isinstance(step.node, core.FactValue | core.FieldValue | core.Lookup | core.Variable | core.Literal)


def use_sentence(telling: Telling, step: Step) -> str:
    """A named rule: its title and its truth, with the figures where one comparison is all of it."""
    said = named_truth(telling, step)
    if not has_inner(step) and step.day is not None:
        return telling.say("condition.not_in_force", sentence=said, day=write(telling, step.day, DATE))
    body = leading(inner(step))
    if body is None or is_open(truth_of(step)):
        return _on_its_day(telling, said, inner(step)) if isinstance(inner(step).node, core.AsAt) else said
    return telling.say("condition.rule", name=said, sentence=sentence(telling, body))


def _on_its_day(telling: Telling, said: str, step: Step) -> str:
    """The sentence with the day for which it is asked, where that is another than the asker's."""
    asked = step.inputs[0]
    if asked.value == step.day:
        return said
    return telling.say("condition.as_at", sentence=said, day=written(telling, asked))


def leading(body: Step) -> Step | None:
    """The one comparison that a named rule is, under whatever reading; None where it is more."""
    if isinstance(body.node, core.ByReading) and body.inputs:
        return leading(inner(body))
    if isinstance(body.node, core.AsAt):
        return body if leading(inner(body)) is not None else None
    return body if isinstance(body.node, core.Operation) and is_leaf(body) else None


def chosen_option(step: Step, node: core.ByReading) -> str:
    """The option whose branch was taken."""
    for option, branch in node.branches:
        if step.inputs and step.inputs[-1].node is branch:
            return option
    return ""


def read_as(telling: Telling, reading: str, option: str, said: str) -> str:
    """A sentence that rests on a reading of disputed words."""
    declared = telling.model.readings.get(reading)
    question = title(telling, declared.title if declared else Words(), reading)
    titles = {each.name: each.title for each in declared.options} if declared else {}
    chosen = option or (declared.chosen if declared else "")
    named = title(telling, titles.get(chosen, Words()), chosen)
    return telling.say("condition.reading", sentence=said, question=question, option=named)


def members_of(step: Step, node: core.Each) -> tuple[Member, ...]:
    """Of a look over a list: each member with the steps of `where` and of the body (None where there is none)."""
    return inputs.members_of(node, step.inputs) if step.inputs else ()


def rows_of(step: Step, node: core.Choose) -> tuple[tuple[core.Row, Step | None, Step | None], ...]:
    """Each row of a choice with the steps of its test and of its value (None where it has none)."""
    tests = inputs.tests_of(node, step.inputs)
    values = {id(each.node): each for each in step.inputs[len(tests) :]}
    return tuple((row, tests.get(position), values.get(id(row.value))) for position, row in enumerate(node.rows))


def deciding(step: Step, node: core.Choose) -> tuple[core.Row, ...]:
    """The rows that decided: one, or several with one value; none where the choice is open."""
    if isinstance(step.value, Open) or (isinstance(step.value, Truth) and is_open(step.value)):
        return ()
    return tuple(node.rows[position] for position in step.notes)


def member_name(telling: Telling, value: Value, type: Type) -> str:
    """The id of a member, or the value of an item of a plain list."""
    if isinstance(value, Element):
        return value.id
    return write(telling, value, type.item) if isinstance(type, ListType) else str(value)


def named_truth(telling: Telling, step: Step) -> str:
    """The title of a fact or a rule, and whether it is so."""
    if isinstance(step.value, NotApplicable):
        return telling.say("truth.not_applicable", name=phrase(telling, step))
    return telling.say(f"truth.{truth_key(truth_of(step))}", name=phrase(telling, step))


def _negation(telling: Telling, step: Step) -> str:
    asked, key = step.inputs[0], truth_key(truth_of(step))
    if not isinstance(asked.node, core.Operation | core.Limbs | core.Each | core.Choose | core.AsAt | core.ByReading):
        return telling.say(f"negation.fact_{key}", name=phrase(telling, asked))
    if is_open(truth_of(step)):
        return telling.say(f"whether.{key}", clause=clause(telling, step))
    return telling.say(f"negation.{key}", sentence=sentence(telling, asked))


def _group(telling: Telling, step: Step, node: core.Limbs) -> str:
    key = four_way(truth_of(step))
    held = sum(truth_of(each) is YES for each in step.inputs)
    return telling.say(f"group.{node.word.replace(' ', '_')}.{key}", held=str(held), count=str(len(step.inputs)))


def _each(telling: Telling, step: Step, node: core.Each) -> str:
    if not isinstance(node.type, YesNo):
        return written(telling, step)
    wanted = NO if node.word == "every" else YES
    met = [
        member_name(telling, each.item, node.subject.type)
        for each in members_of(step, node)
        if each.body is not None
        and truth_of(each.body) is wanted
        and (each.where is None or truth_of(each.where) is YES)
    ]
    holes = {"list": phrase(telling, sketch(node.subject)), "members": join(telling, tuple(met))}
    return telling.say(f"each.{node.word}.{four_way(truth_of(step))}", **holes)


def _chosen(telling: Telling, step: Step, node: core.Choose) -> str:
    rows = deciding(step, node)
    said = written(telling, step)
    if not rows:
        return said
    names = tuple(row_name(telling, row) for row in rows)
    if len(names) == 1:
        return telling.say("condition.row", sentence=said, row=names[0])
    return telling.say("condition.row_either", sentence=said, rows=join(telling, names, "value.or"))


def _open_point(telling: Telling, step: Step, node: core.OpenPoint) -> str:
    name = point_title(telling, node.kind, node.name)
    if step.notes:
        said = telling.say(f"truth.{truth_key(truth_of(step))}", name=name)
        return telling.say("condition.ruled" if step.notes == RULED else "condition.filled", sentence=said)
    if node.kind == "gap":
        return telling.say("condition.gap", name=name)
    declared = telling.model.discretions.get(node.name)
    office = declared.office if declared else ""
    return telling.say("condition.discretion", name=name, office=office_title(telling, office))


def office_title(telling: Telling, office: str) -> str:
    """Who decides a discretion."""
    return body_title(telling, office) if office else telling.say("point.office")


def _provenance(telling: Telling, said: str, step: Step) -> str:
    """Who made the findings that the sentence speaks of, and which of them are only presumed."""
    for each in (step, *step.inputs):
        match each.node:
            case core.FactValue():
                fact, member = telling.model.facts.get(each.node.fact), ""
                name = each.node.fact
            case core.FieldValue():
                entity = telling.model.entities.get(each.node.entity)
                name = each.node.field
                fact = entity.fields.get(name) if entity else None
                of = each.inputs[0].value if each.inputs else None
                member = of.id if isinstance(of, Element) else ""
            case _:
                continue
        said = _found(telling, said, fact, name, member, presumed=bool(each.notes))
    return said


def _found(telling: Telling, said: str, fact: Fact | None, name: str, member: str, presumed: bool) -> str:
    if fact is None or fact.kind != "finding":
        return said
    if presumed:
        return telling.say("condition.presumed", sentence=said)
    found = telling.facts.found.get((name, member)) if telling.facts else None
    if found is None:
        return said
    body = body_title(telling, found.by)
    if found.on is None:
        return telling.say("condition.found", sentence=said, body=body)
    day = write(telling, found.on, DATE)
    return telling.say("condition.found_on", sentence=said, body=body, day=day)
