"""At least, before, is, in: conditions made of two values that have types.

Invariant: what is compared with yes or no becomes the condition itself or its negation, so that an open condition stays
open in the algebra of values/truth.py.
"""

from collections.abc import Sequence

from attrs import evolve

from policy_engine.checking import errors
from policy_engine.checking.expressions.comparable import AMOUNT_WORDS, comparable, no_common_measure
from policy_engine.checking.expressions.fitting import Checked, fitted, operation
from policy_engine.checking.scope import Scope
from policy_engine.model import core
from policy_engine.model.functions import OPERATORS
from policy_engine.model.rulebook import ListValues
from policy_engine.model.type_words import in_words
from policy_engine.model.types import (
    YES_NO,
    DateType,
    MomentType,
    MonthsType,
    MonthType,
    OneOf,
    PeriodsType,
    Quantity,
    Type,
    YearType,
)
from policy_engine.source.text import Span
from policy_engine.values.truth import YES, Truth

"""What is said of amounts instead of a word for dates."""
_TIME_WORDS = {amount: time for time, amount in AMOUNT_WORDS.items()}
_TIMES = DateType | MomentType | MonthType | YearType


def compare(word: str, left: core.Expression, right: core.Expression, scope: Scope, span: Span) -> Checked:
    """`left word right`"""
    if word in ("is", "is not"):
        return _equal(word, left, right, scope, span)
    if word in ("in", "outside"):
        return _inside(word, left, right, scope, span)
    if word in _TIME_WORDS and isinstance(left.type, _TIMES) and isinstance(right.type, _TIMES):
        scope.report(errors.wrong_word(word, in_words(left.type), _TIME_WORDS[word], span))
        return None
    if word in AMOUNT_WORDS and isinstance(left.type, Quantity) and isinstance(right.type, Quantity):
        scope.report(errors.wrong_word(word, in_words(left.type), AMOUNT_WORDS[word], span))
        return None
    return _alike(word, left, right, scope, span)


def _equal(word: str, left: core.Expression, right: core.Expression, scope: Scope, span: Span) -> Checked:
    if left.type != YES_NO or right.type != YES_NO:
        return _alike(word, left, right, scope, span)
    for condition, value in ((left, _known(right)), (right, _known(left))):
        if value is not None:
            return condition if (value is YES) == (word == "is") else negation(condition, span)
    both = core.Limbs("all of", (core.Limb("", left), core.Limb("", right)), span=span)
    neither = core.Limbs("none of", (core.Limb("", left), core.Limb("", right)), span=span)
    same = core.Limbs("any of", (core.Limb("", both), core.Limb("", neither)), span=span)
    return same if word == "is" else negation(same, span)


def _known(expression: core.Expression) -> Truth | None:
    value = expression.value if isinstance(expression, core.Literal) else None
    return value if isinstance(value, Truth) else None


def negation(condition: core.Expression, span: Span) -> core.Expression:
    """`not condition`"""
    return core.Limbs("none of", (core.Limb("", condition),), span=span)


def _alike(word: str, left: core.Expression, right: core.Expression, scope: Scope, span: Span) -> Checked:
    """A comparison of two values that must be of one type."""
    if OPERATORS[word].result([left.type, right.type]) is not None:
        return operation(word, (left, right), scope, span)
    better = comparable(word, left, right, scope)
    types = in_words(left.type), in_words(right.type)
    if not better and no_common_measure(left.type, right.type):
        scope.report(errors.no_common_measure(*types, span))
    elif isinstance(left.type, Quantity) and isinstance(right.type, Quantity):
        scope.report(errors.units_do_not_compare(*types, better, span))
    elif left.type == right.type:
        scope.report(errors.misfit(word, types, "", span))
    else:
        scope.report(errors.not_comparable(*types, better, span))
    return None


def _inside(word: str, left: core.Expression, right: core.Expression, scope: Scope, span: Span) -> Checked:
    match right.type:
        case PeriodsType():
            return operation(f"{word} periods", (left, right), scope, span, word)
        case MonthsType() if word == "in":
            better = f"month of {left.span.text} in {right.span.text}" if isinstance(left.type, DateType) else ""
            return operation("in months", (left, right), scope, span, word, better)
        case YearType() if word == "in":
            return operation("in year", (left, right), scope, span, word)
        case _:
            better = comparable(word, left, right, scope)
            scope.report(errors.misfit(word, [in_words(left.type), in_words(right.type)], better, span))
            return None


def in_values(subject: core.Expression, values: Sequence[Checked], scope: Scope, span: Span) -> Checked:
    """`subject in (a, b)`"""
    if subject.type == YES_NO:
        scope.report(errors.misfit("in", [in_words(subject.type)], "", span))
        return None
    fitting = [_alike_value(subject.type, value, scope) for value in values]
    known = [value for value in fitting if value is not None]
    if len(known) < len(fitting):
        return None
    return operation("in values", (subject, *known), scope, span, "in")


def _alike_value(type: Type, value: Checked, scope: Scope) -> Checked:
    if value is not None and OPERATORS["is"].result([type, value.type]) is not None:
        return value
    return fitted(value, type, scope)


def in_group(subject: core.Expression, listed: ListValues, group: str, scope: Scope, span: Span) -> Checked:
    """`subject in close_family`: a group of values of the subject's list; it stands by what the group stands by."""
    values = [core.Literal(value, OneOf(listed.name), span=span) for value in listed.groups[group]]
    found = operation("in values", (subject, *values), scope, span, "in")
    by_right = listed.by_right.get(group, core.NO_AUTHORITY)
    return found if found is None or by_right == core.NO_AUTHORITY else evolve(found, authority=by_right)
