"""Noun phrases and clauses: what a Step is called in a sentence, apart from its value.

Invariant: a name from a rule file never appears with its underscores; a title of the reader's language does, or the
name with blanks.
"""

from policy_engine.evaluation.step import Step
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.write import join, title, write
from policy_engine.model import core
from policy_engine.model.rulebook import Fact, Words
from policy_engine.model.types import EntityType, ListType, MonthsType, PeriodsType, Quantity, YesNo
from policy_engine.model.walk import children
from policy_engine.values.value import UNDETERMINED, Element, Never, NotApplicable, Open

PHRASES = {
    "plus": "plus", "minus": "minus", "divided by": "divided_by", "not below": "not_below", "not above": "not_above",
    "excess": "excess", "window": "window", "months within year": "within_year", "periods within year": "within_year",
    "months counted to": "counted_to", "months counted until": "counted_until", "periods counted to": "counted_to",
    "periods counted until": "counted_until", "number of months": "number_of", "number of days": "days_in",
    "date plus days": "later", "date plus months": "later", "month plus months": "later", "moment plus hours": "later",
    "date minus days": "earlier", "date minus months": "earlier", "month minus months": "earlier",
    "moment minus hours": "earlier", "counting": "counting", "age": "age", "date when": "date_when",
    "days to": "days_to", "days until": "days_until", "months elapsed": "months_elapsed",
    "years elapsed": "years_elapsed", "whole months to": "whole_months_to", "whole months until": "whole_months_until",
    "hours until": "hours_until", "month of date": "month_of", "year of date": "year_of", "year of month": "year_of",
    "date of moment": "date_of", "first day of month": "first_day", "last day of month": "last_day",
    "first day of year": "first_day", "last day of year": "last_day",
}  # fmt: skip
"""Operator -> key of its phrase under `name` in explanation.toml; times, lowest, highest and sum choose theirs."""

SHOWN_AS_VALUE = frozenset({
    "month of date", "year of date", "year of month", "date of moment", "first day of month", "last day of month",
    "first day of year", "last day of year", "date plus days", "date plus months", "month plus months",
    "moment plus hours", "date minus days", "date minus months", "month minus months", "moment minus hours", "counting",
})  # fmt: skip
"""Parts of the calendar: where the day is known, the day itself says more than how it was found."""


def phrase(telling: Telling, step: Step) -> str:
    """What the step is called: a title, or the words of its operator."""
    node = step.node
    match node:
        case core.Literal():
            return written(telling, step)
        case core.FactValue():
            return fact_title(telling, telling.model.facts.get(node.fact), node.fact)
        case core.FieldValue():
            return field_title(telling, step, node)
        case core.Variable():
            return _variable(telling, step, node)
        case core.TheDay():
            return write(telling, step.value, node.type) if is_known(step) else telling.say("name.the_day")
        case core.Use():
            return _rule(telling, step, node)
        case core.Lookup():
            keys = tuple(written(telling, key) for key in step.inputs[: len(node.keys)] if is_known(key))
            return _keyed(telling, parameter_title(telling, node.parameter), keys)
        case core.ScaleValue():
            base = operand(telling, step.inputs[0])
            return telling.say("name.scale", scale=parameter_title(telling, node.scale), base=base)
        case core.Operation():
            return _operation(telling, step, node)
        case core.Round() | core.AsAt() | core.ByReading():
            return phrase(telling, inner(step))
        case core.Each():
            return _each(telling, step, node)
        case core.OpenPoint():
            return point_title(telling, node.kind, node.name)
        case core.Limbs() | core.Choose():
            return telling.say("name.condition" if isinstance(node.type, YesNo) else "name.choice")
        case core.Payable() | core.PaidOn():
            return benefit_title(telling, node.benefit)


def operand(telling: Telling, step: Step) -> str:
    """The step inside a longer phrase: a name with its value behind it, or the value alone where that says it all."""
    name = phrase(telling, step)
    if not is_known(step) or shown_as_value(step):
        return written(telling, step) if is_known(step) else name
    if isinstance(step.value, Element) or _is_set(step):
        return name
    return telling.say("name.with_value", name=name, value=written(telling, step))


def shown_as_value(step: Step) -> bool:
    """Whether the value says all: a literal, the day, a part of the calendar."""
    match step.node:
        case core.Literal() | core.TheDay():
            return True
        case core.Operation():
            return step.node.operator in SHOWN_AS_VALUE
        case core.AsAt() | core.Round() | core.ByReading():
            return shown_as_value(inner(step))
        case _:
            return False


def inner(step: Step) -> Step:
    """What a rounding, a reading, another date or a name was laid around; a sketch where there is nothing."""
    if not has_inner(step):
        return sketch(core.TheDay(step.node.type))
    return step.inputs[0] if isinstance(step.node, core.Round) else step.inputs[-1]


def has_inner(step: Step) -> bool:
    """Whether there is something inside: a rule that is not in force has nothing."""
    if isinstance(step.node, core.Use):
        return not step.notes and len(step.inputs) > len(step.node.arguments)
    return bool(step.inputs)


def is_known(step: Step) -> bool:
    """Whether the step has a value to be shown."""
    return not isinstance(step.value, Open | NotApplicable)


def written(telling: Telling, step: Step) -> str:
    """The value of a step in the unit of its type."""
    return write(telling, step.value, step.node.type)


def sketch(node: core.Expression) -> Step:
    """A step of which nothing has been computed: to speak of what is asked, for nobody in particular."""
    if isinstance(node, core.Literal):
        return Step(node, node.value)
    return Step(node, UNDETERMINED, tuple(sketch(child) for child in children(node)))


def fact_title(telling: Telling, fact: Fact | None, name: str) -> str:
    """The title of a fact or a field."""
    return title(telling, fact.title if fact else Words(), name)


def field_title(telling: Telling, step: Step, node: core.FieldValue) -> str:
    """The title of a field; with the id of the member where the sentence does not say it already."""
    entity = telling.model.entities.get(node.entity)
    name = fact_title(telling, entity.fields.get(node.field) if entity else None, node.field)
    member = step.inputs[0] if step.inputs else None
    if member is None or isinstance(member.node, core.Variable) or not isinstance(member.value, Element):
        return name
    return telling.say("name.of_member", name=name, member=member.value.id)


def rule_title(telling: Telling, key: str) -> str:
    """The title of a rule, or its name with blanks."""
    rule = telling.model.rules.get(key)
    return title(telling, rule.title if rule else Words(), key)


def parameter_title(telling: Telling, name: str) -> str:
    """The title of a parameter or a scale."""
    declared = telling.model.parameters.get(name) or telling.model.scales.get(name)
    return title(telling, declared.title if declared else Words(), name)


def benefit_title(telling: Telling, name: str) -> str:
    """The title of a benefit."""
    benefit = telling.model.benefits.get(name)
    return title(telling, benefit.title if benefit else Words(), name)


def body_title(telling: Telling, name: str) -> str:
    """The title of a body or an office."""
    body = telling.model.bodies.get(name)
    return title(telling, body.title if body else Words(), name)


def point_title(telling: Telling, kind: str, name: str) -> str:
    """The title of a gap or a discretion."""
    declared = telling.model.gaps.get(name) if kind == "gap" else telling.model.discretions.get(name)
    return title(telling, declared.title if declared else Words(), name)


def row_name(telling: Telling, row: core.Row) -> str:
    """What people call a row: its number, the name of a clause, or `otherwise`."""
    if row.otherwise:
        return telling.say("row.otherwise")
    if row.label.isdigit():
        return telling.say("row.number", label=row.label)
    return title(telling, row.title, row.label)


def is_negation(node: core.Expression) -> bool:
    """Whether it says no more than that one thing is not so."""
    return isinstance(node, core.Limbs) and node.word == "none of" and len(node.limbs) == 1 and not node.limbs[0].label


def clause(telling: Telling, step: Step) -> str:
    """What a condition asks, without saying whether it is so."""
    node = step.node
    match node:
        case core.Operation() if isinstance(node.type, YesNo) and operation_key(node) == "condition":
            left, right = step.inputs[0], step.inputs[1:]
            key = comparison_key(node)
            name = phrase(telling, left)
            return telling.say(f"comparison.{key}.whether", name=name, right=held_against(telling, right))
        case core.Limbs():
            parts = tuple(clause(telling, limb) for limb in step.inputs)
            if is_negation(node):
                return telling.say("negation.clause", clause=parts[0])
            joins = {"all of": "join.and", "any of": "join.or", "none of": "join.neither"}
            return join(telling, parts, joins[node.word])
        case core.Each() if node.word in ("some", "every", "no") and node.body is not None:
            asked = clause(telling, sketch(node.body))
            return telling.say(f"each.{node.word}.whether", list=phrase(telling, sketch(node.subject)), clause=asked)
        case core.Payable():
            return telling.say("condition.payable_whether", benefit=benefit_title(telling, node.benefit))
        case core.PaidOn():
            return telling.say("condition.paid_whether", benefit=benefit_title(telling, node.benefit))
        case core.AsAt() | core.ByReading():
            return clause(telling, inner(step))
        case _:
            return phrase(telling, step)


def held_against(telling: Telling, right: tuple[Step, ...]) -> str:
    """What a comparison holds its first operand against."""
    if len(right) > 1:
        return join(telling, tuple(operand(telling, each) for each in right), "value.or")
    return operand(telling, right[0])


def comparison_key(node: core.Operation) -> str:
    """The key of the texts of a comparison: `is` and `is not` differ for never, for a value and for another name."""
    key = node.operator.replace(" ", "_")
    if node.operator in ("is", "is not"):
        other = node.operands[1]
        if isinstance(other, core.Literal):
            return f"{key}_never" if isinstance(other.value, Never) else f"{key}_value"
    return key


def _variable(telling: Telling, step: Step, node: core.Variable) -> str:
    if isinstance(step.value, Element):
        return step.value.id
    if isinstance(node.type, EntityType):
        return entity_title(telling, node.type.entity)
    if node.name == core.THE_DAY_PAID:
        return telling.say("name.the_day_paid")
    return node.name.replace("_", " ")


def entity_title(telling: Telling, name: str) -> str:
    """The title of an entity."""
    entity = telling.model.entities.get(name)
    return title(telling, entity.title if entity else Words(), name)


def _rule(telling: Telling, step: Step, node: core.Use) -> str:
    given = tuple(each for each in step.inputs[: len(node.arguments)] if is_known(each))
    return _keyed(telling, rule_title(telling, node.rule), tuple(written(telling, each) for each in given))


def _keyed(telling: Telling, name: str, keys: tuple[str, ...]) -> str:
    """A title that ends in the word before the key itself is not given it twice."""
    if keys and name.endswith(telling.say("name.key_word")):
        return f"{name} {join(telling, keys)}"
    return telling.say("name.key", name=name, key=join(telling, keys)) if keys else name


def _is_set(step: Step) -> bool:
    return isinstance(step.node.type, ListType | PeriodsType | MonthsType)


def _operation(telling: Telling, step: Step, node: core.Operation) -> str:
    if shown_as_value(step) and is_known(step):
        return written(telling, step)
    names = tuple(operand(telling, each) for each in step.inputs)
    key = operation_key(node)
    if key in ("lowest", "highest", "earliest", "latest", "sum"):
        return telling.say(f"name.{key}", list=join(telling, names))
    holes = dict(zip("abc", names, strict=False))
    return telling.say(f"name.{key}", **holes)


def operation_key(node: core.Operation) -> str:
    """The key of the phrase of an operator that is not a comparison; comparisons are named as conditions."""
    match node.operator:
        case "times":
            return _times_key(node)
        case "lowest" | "highest":
            ordered = {"lowest": "earliest", "highest": "latest"}
            return node.operator if isinstance(node.type, Quantity) else ordered[node.operator]
        case "sum":
            return "sum"
        case operator:
            return PHRASES.get(operator, "condition")


def _times_key(node: core.Operation) -> str:
    """A share of an amount reads `80% of`, a rate for a length `for`, any other product `times`."""
    left, right = node.operands[0].type, node.operands[1].type
    if not (isinstance(left, Quantity) and isinstance(right, Quantity)):
        return "times"
    if left.dimension == "ratio":
        return "share"
    return "for" if left.per and left.per == right.dimension else "times"


def _each(telling: Telling, step: Step, node: core.Each) -> str:
    subject = phrase(telling, step.inputs[0]) if step.inputs else phrase(telling, sketch(node.subject))
    if node.where is not None:
        subject = telling.say("each.where", list=subject, clause=clause(telling, sketch(node.where)))
    if node.word in ("some", "every", "no"):
        return telling.say("name.condition")
    if node.body is None:
        return telling.say(f"each.{node.word.replace(' ', '_')}", list=subject)
    key = phrase(telling, sketch(node.body))
    if node.word.startswith("pick"):
        return telling.say(f"each.{node.word.replace(' ', '_')}", list=subject, key=key)
    named = subject if isinstance(node.body, core.Variable) else telling.say("each.of", key=key, list=subject)
    return telling.say(f"each.{node.word}", list=named)
