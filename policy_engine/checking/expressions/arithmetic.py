"""Plus, minus, times, divided by, for, excess, limits and rounding, on operands that have types.

Invariant: which units a product or a quotient has is said by units.py alone; here stand the messages and the choice
of the operator for dates, months and moments.
"""

from collections.abc import Sequence

from attrs import evolve

from policy_engine.checking import errors
from policy_engine.checking.expressions.fitting import Checked, in_unit, operation
from policy_engine.checking.scope import Scope
from policy_engine.model import core
from policy_engine.model.functions import OPERATORS
from policy_engine.model.type_words import in_words
from policy_engine.model.types import DateType, MomentType, MonthType, Quantity, Type
from policy_engine.source.text import Span
from policy_engine.syntax import tree
from policy_engine.values.value import Exact

_SPOKEN = {
    "lowest of": "lowest", "highest of": "highest", "earliest of": "lowest", "latest of": "highest",
    "sum of": "sum", "average of": "sum",
}  # fmt: skip


def arithmetic(
    word: tree.ArithmeticWord, left: core.Expression, right: core.Expression, scope: Scope, span: Span
) -> Checked:
    """`left word right`"""
    if word == "plus" or word == "minus":
        return _sum(word, left, right, scope, span)
    if isinstance(left.type, Quantity) and isinstance(right.type, Quantity):
        return _product(word, left, right, scope, span)
    return operation("divided by" if word == "divided by" else "times", (left, right), scope, span, word)


def _sum(word: str, left: core.Expression, right: core.Expression, scope: Scope, span: Span) -> Checked:
    if _unlike((left, right)):
        better = in_unit(right, left.type, scope) or in_unit(left, right.type, scope)
        scope.report(errors.units_do_not_add(word, in_words(left.type), in_words(right.type), better, span))
        return None
    if isinstance(left.type, Quantity) and isinstance(right.type, Quantity):
        return operation(word, (left, right), scope, span)
    name = _on_dates(word, left.type, right.type)
    if isinstance(left.type, DateType) and left.type.birth:
        scope.report(errors.birth_date_plus(left.span.text, right.span.text, span))
        return None
    better = ""
    if isinstance(left.type, DateType) and isinstance(right.type, DateType) and word == "minus":
        better = f"days from {right.span.text} to {left.span.text}"
    elif (
        isinstance(right.type, DateType | MonthType | MomentType) and isinstance(left.type, Quantity) and word == "plus"
    ):
        better = f"{right.span.text} plus {left.span.text}"
    return operation(name, (left, right), scope, span, word, better)


def _on_dates(word: str, left: Type, right: Type) -> str:
    """The operator that adds a length of time to a date, a month or a moment."""
    if isinstance(left, MonthType):
        return f"month {word} months"
    if isinstance(left, MomentType):
        return f"moment {word} hours"
    if isinstance(left, DateType):
        return f"date {word} months" if right == Quantity("month") else f"date {word} days"
    return word


def _product(word: str, left: core.Expression, right: core.Expression, scope: Scope, span: Span) -> Checked:
    """A product or a quotient of two quantities."""
    if word == "divided by" and isinstance(right, core.Literal) and right.value == 0:
        scope.report(errors.divided_by_zero(right.span))
        return None
    assert isinstance(left.type, Quantity)
    assert isinstance(right.type, Quantity)
    if word == "for" and (not left.type.per or left.type.per != right.type.dimension):
        scope.report(errors.rate_for_length(in_words(left.type), in_words(right.type), span))
        return None
    name = "divided by" if word == "divided by" else "times"
    if OPERATORS[name].result([left.type, right.type]) is None:
        scope.report(errors.units_do_not_multiply(word, in_words(left.type), in_words(right.type), span))
        return None
    return operation(name, (left, right), scope, span)


def excess(left: core.Expression, right: core.Expression, scope: Scope, span: Span) -> Checked:
    """`excess of left over right`"""
    if _unlike((left, right)):
        better = in_unit(right, left.type, scope) or in_unit(left, right.type, scope)
        scope.report(errors.units_do_not_add("excess", in_words(left.type), in_words(right.type), better, span))
        return None
    return operation("excess", (left, right), scope, span)


def extreme(word: str, operands: Sequence[core.Expression], scope: Scope, span: Span) -> Checked:
    """`lowest of (a, b)` and its likes; an average of several values is their sum over their number."""
    wrong = wrong_extreme(word, operands[0].type)
    if wrong:
        scope.report(errors.wrong_word(word, in_words(operands[0].type), wrong, span))
        return None
    if _unlike(operands):
        first, other = _two_unlike(operands)
        scope.report(errors.units_do_not_add(word, in_words(first), in_words(other), "", span))
        return None
    whole = operation(_SPOKEN[word], operands, scope, span, word)
    if whole is None or word != "average of":
        return whole
    number = core.Literal(len(operands), Quantity("count"), span=span)
    return operation("divided by", (whole, number), scope, span)


def wrong_extreme(word: str, type: Type) -> str:
    """The right word where lowest is said of dates, or earliest of amounts; "" where the word is right."""
    if isinstance(type, Quantity):
        return {"earliest of": "lowest of", "latest of": "highest of"}.get(word, "")
    return {"lowest of": "earliest of", "highest of": "latest of"}.get(word, "")


def _unlike(operands: Sequence[core.Expression]) -> bool:
    """Whether all are quantities, but not of one dimension."""
    types = [operand.type for operand in operands]
    return all(isinstance(type, Quantity) for type in types) and OPERATORS["sum"].result(types) is None


def _two_unlike(operands: Sequence[core.Expression]) -> tuple[Type, Type]:
    first = operands[0].type
    for operand in operands[1:]:
        if OPERATORS["sum"].result([first, operand.type]) is None:
            return first, operand.type
    return first, first


def limited(word: str, value: core.Expression, bound: core.Expression, scope: Scope, span: Span) -> Checked:
    """`value not below bound` and `value not above bound`"""
    if _unlike((value, bound)):
        better = in_unit(bound, value.type, scope)
        scope.report(errors.wrong_unit(in_words(value.type), in_words(bound.type), better, bound.span))
        return None
    better = ""
    if isinstance(value.type, DateType | MomentType | MonthType):
        better = f"{'latest' if word == 'not below' else 'earliest'} of ({value.span.text}, {bound.span.text})"
    return operation(word, (value, bound), scope, span, word, better)


def rounded(value: core.Expression, mode: str, unit: Checked, scope: Scope, span: Span) -> Checked:
    """`value rounded half up to unit`; a number rounded to whole ones is a count."""
    if unit is None:
        return None
    if not isinstance(value.type, Quantity):
        scope.report(errors.misfit("rounded", [in_words(value.type)], "", value.span))
        return None
    if not isinstance(unit, core.Literal):
        scope.report(errors.rounding_unit_not_plain(unit.span))
        return None
    type = value.type
    alike = OPERATORS["sum"].result([type, unit.type])
    if alike is None:
        scope.report(errors.wrong_rounding_unit(in_words(type), in_words(unit.type), unit.span))
        return None
    if not isinstance(unit.value, Exact) or unit.value <= 0:
        scope.report(errors.rounding_unit_not_plain(unit.span))
        return None
    if type.dimension == "number" and isinstance(unit.value, int):
        type = evolve(type, dimension="count")
    match mode:
        case "half up" | "half even" | "down" | "up":
            return core.Round(value, mode, unit, type, span=span)
        case _:
            return None
