"""An expression in words, for nobody in particular: what a line of the rule book says, whole and without any facts.

Invariant: nothing that changes the value is left out (a rounding, a reading, another date), and brackets stand where
the words alone could be read in two ways.
"""

from fractions import Fraction

from policy_engine.explanation.names import (
    benefit_title,
    comparison_key,
    field_title,
    is_negation,
    operation_key,
    parameter_title,
    phrase,
    point_title,
    rule_title,
    sketch,
)
from policy_engine.explanation.write import fraction_as_written, join, title, write
from policy_engine.model import core
from policy_engine.model.core import Expression
from policy_engine.model.rulebook import Words
from policy_engine.model.types import Quantity
from policy_engine.publication.site.speech import Speech

_ARITHMETIC = ("plus", "minus", "times", "divided by", "not below", "not above")
_PRODUCTS = ("times", "divided by")
_LIMITS = ("not below", "not above")
_JOINS = {"all of": "join.and", "any of": "join.or", "none of": "join.neither"}


def wording(speech: Speech, node: Expression) -> str:
    """The expression as one reads it."""
    say = speech.say
    match node:
        case core.Literal():
            return literal(speech, node)
        case core.FactValue() | core.Variable() | core.TheDay():
            return phrase(speech, sketch(node))
        case core.FieldValue():
            return _field(speech, node)
        case core.Use():
            return _keyed(speech, rule_title(speech, node.rule), node.arguments)
        case core.Lookup():
            return _keyed(speech, parameter_title(speech, node.parameter), node.keys)
        case core.ScaleValue():
            base = wording(speech, node.base)
            return say("name.scale", scale=parameter_title(speech, node.scale), base=base)
        case core.Operation():
            return _operation(speech, node)
        case core.Limbs():
            return _limbs(speech, node)
        case core.Round():
            return rounded(speech, node, wording(speech, node.operand))
        case core.Each():
            return _each(speech, node)
        case core.Choose():
            return say("value.semicolon").join(_row(speech, row) for row in node.rows)
        case core.OpenPoint():
            return point_title(speech, node.kind, node.name)
        case core.ByReading():
            return _by_reading(speech, node)
        case core.AsAt():
            said = wording(speech, node.expression)
            return say("condition.as_at", sentence=said, day=wording(speech, node.date))
        case core.Payable():
            return say("condition.payable_whether", benefit=benefit_title(speech, node.benefit))
        case core.PaidOn():
            said = say("condition.paid_whether", benefit=benefit_title(speech, node.benefit))
            return say("condition.as_at", sentence=said, day=wording(speech, node.on))


def literal(speech: Speech, node: core.Literal) -> str:
    """A value; a fraction as the officer wrote it."""
    if isinstance(node.value, Fraction) and isinstance(node.type, Quantity) and node.type.unit == "fraction":
        return fraction_as_written(node.value, node.span.text)
    return write(speech, node.value, node.type)


def rounded(speech: Speech, node: core.Round, said: str) -> str:
    """Words about an amount with how it is rounded."""
    way = speech.say(f"rounding.{node.mode.replace(' ', '_')}")
    return speech.say("working.rounded", text=said, way=way, unit=wording(speech, node.unit))


def reading_words(speech: Speech, reading: str) -> tuple[str, str]:
    """The question of a disputed clause, and the option that the book chooses."""
    declared = speech.model.readings.get(reading)
    return title(speech, declared.title if declared else Words(), reading), declared.chosen if declared else ""


def option_title(speech: Speech, reading: str, option: str) -> str:
    """The title of one way to read a disputed clause."""
    declared = speech.model.readings.get(reading)
    titles = {each.name: each.title for each in declared.options} if declared else {}
    return title(speech, titles.get(option, Words()), option)


def _field(speech: Speech, node: core.FieldValue) -> str:
    name = field_title(speech, sketch(node), node)
    if isinstance(node.of, core.Variable):
        return name
    return speech.say("name.of_member", name=name, member=wording(speech, node.of))


def _keyed(speech: Speech, name: str, keys: tuple[Expression, ...]) -> str:
    """A name with what it is asked for; the member that is being looked at goes without saying."""
    said = tuple(wording(speech, key) for key in keys if not isinstance(key, core.Variable))
    return speech.say("name.key", name=name, key=join(speech, said)) if said else name


# ------------------------------------------------------------------------------------------------ operators


def _operation(speech: Speech, node: core.Operation) -> str:
    key = operation_key(node)
    if key == "condition":
        return _comparison(speech, node)
    operands = tuple(_operand(speech, node, position) for position in range(len(node.operands)))
    if key in ("lowest", "highest", "earliest", "latest", "sum"):
        return speech.say(f"name.{key}", list=join(speech, operands))
    return speech.say(f"name.{key}", **dict(zip("abc", operands, strict=False)))


def _comparison(speech: Speech, node: core.Operation) -> str:
    left, *right = node.operands
    held = tuple(wording(speech, each) for each in right)
    key = f"comparison.{comparison_key(node)}.whether"
    return speech.say(key, name=wording(speech, left), right=join(speech, held, "value.or"))


def _operand(speech: Speech, node: core.Operation, position: int) -> str:
    said = wording(speech, node.operands[position])
    return speech.say("working.bracket", text=said) if _needs_brackets(node, position) else said


def _needs_brackets(node: core.Operation, position: int) -> bool:
    """An amount made of several stands in brackets unless it opens a chain of limits, sums or products."""
    inside = node.operands[position]
    if isinstance(inside, core.Round | core.Choose | core.ByReading | core.AsAt):
        return node.operator in _ARITHMETIC
    if not isinstance(inside, core.Operation) or inside.operator not in _ARITHMETIC:
        return False
    if node.operator not in _ARITHMETIC:
        return False
    if node.operator == "times" and inside.operator == "times":
        return False
    if position:
        return not (node.operator in ("plus", *_LIMITS) and inside.operator == "times")
    if node.operator in _LIMITS:
        return False
    return node.operator in _PRODUCTS or inside.operator in _LIMITS


# ------------------------------------------------------------------------------------------------ conditions


def _limbs(speech: Speech, node: core.Limbs) -> str:
    last = len(node.limbs) - 1
    said = tuple(_limb(speech, node, limb.expression, n == last) for n, limb in enumerate(node.limbs))
    if is_negation(node):
        return speech.say("negation.clause", clause=said[0])
    return join(speech, said, _JOINS[node.word])


def _limb(speech: Speech, node: core.Limbs, inside: Expression, is_last: bool) -> str:
    """Several limbs of another word stand in brackets, and what others follow that has no end of its own."""
    said = wording(speech, inside)
    if isinstance(inside, core.Limbs) and not is_negation(inside):
        bracketed = inside.word != node.word
    else:
        bracketed = not is_last and isinstance(
            inside, core.Limbs | core.Each | core.Choose | core.ByReading | core.AsAt
        )
    return speech.say("working.bracket", text=said) if bracketed else said


def _each(speech: Speech, node: core.Each) -> str:
    subject = wording(speech, node.subject)
    if node.where is not None:
        subject = speech.say("each.where", list=subject, clause=wording(speech, node.where))
    word = node.word.replace(" ", "_")
    if node.body is None:
        return speech.say(f"each.{word}", list=subject)
    body = wording(speech, node.body)
    if node.word in ("some", "every", "no"):
        return speech.say(f"each.{word}.whether", list=subject, clause=body)
    if node.word.startswith("pick"):
        return speech.say(f"each.{word}", list=subject, key=body)
    named = subject if isinstance(node.body, core.Variable) else speech.say("each.of", key=body, list=subject)
    return speech.say(f"each.{word}", list=named)


def _row(speech: Speech, row: core.Row) -> str:
    value = wording(speech, row.value)
    if row.test is not None:
        return speech.word("row.when", value=value, clause=wording(speech, row.test))
    return speech.word("row.otherwise", value=value) if row.otherwise else value


def _by_reading(speech: Speech, node: core.ByReading) -> str:
    """A disputed clause as the book reads it."""
    question, chosen = reading_words(speech, node.reading)
    said = next((wording(speech, branch) for option, branch in node.branches if option == chosen), "")
    option = option_title(speech, node.reading, chosen)
    return speech.say("condition.reading", sentence=said, question=question, option=option)
