"""Whether what was computed is of the type that its place wants, and how an operator takes its operands.

Invariant: nothing is converted silently; a count fits where a number is wanted, a computed number fits a fraction, and
all else must be of one dimension and of one `per`.
"""

from collections.abc import Sequence

from policy_engine.checking import errors
from policy_engine.checking.scope import BROKEN, Scope
from policy_engine.model import core
from policy_engine.model.functions import OPERATORS
from policy_engine.model.type_words import in_words
from policy_engine.model.types import YES_NO, DateType, MomentType, Quantity, Type, YesNo
from policy_engine.source.text import Span

Checked = core.Expression | None
"""An expression, or None where something in it is wrong, which has been said."""


def fitted(expression: Checked, wanted: Type | None, scope: Scope) -> Checked:
    """The expression if it is of the wanted type; None if it is not, which is said."""
    if expression is None or wanted is None or wanted is BROKEN:
        return None
    found = expression.type
    if isinstance(found, Quantity) and isinstance(wanted, Quantity):
        if _fits_quantity(found, wanted, expression):
            return expression
        better = in_unit(expression, wanted, scope)
        scope.report(errors.wrong_unit(in_words(wanted), in_words(found), better, expression.span))
        return None
    if found == wanted:
        if _may_be_never(found) and not _may_be_never(wanted):
            scope.report(errors.may_be_never(in_words(wanted), in_words(found), expression.span))
            return None
        if isinstance(found, DateType) and isinstance(wanted, DateType) and found.birth and not wanted.birth:
            scope.report(errors.birth_date_only_for_ages(expression.span))
            return None
        return expression
    if wanted == YES_NO:
        scope.report(errors.condition_wanted(in_words(found), expression.span))
    elif isinstance(found, YesNo):
        scope.report(errors.value_wanted(in_words(wanted), expression.span))
    else:
        scope.report(errors.wrong_type(in_words(wanted), in_words(found), expression.span))
    return None


def _fits_quantity(found: Quantity, wanted: Quantity, expression: core.Expression) -> bool:
    """Whether a quantity may stand for another: a count for a number, a product or a quotient for a fraction."""
    if found.per != wanted.per:
        return False
    if found.dimension == wanted.dimension or (found.dimension, wanted.dimension) == ("count", "number"):
        return True
    if wanted.dimension != "ratio" or found.dimension not in ("number", "count"):
        return False
    is_product = isinstance(expression, core.Operation) and expression.operator in ("times", "divided by")
    return is_product or (found.dimension == "number" and not isinstance(expression, core.Literal))


def operation(
    name: str, operands: Sequence[core.Expression], scope: Scope, span: Span, word: str = "", better: str = ""
) -> core.Operation | None:
    """An operator on its operands; None if it does not take them, which is said with a better way to write it."""
    types = [operand.type for operand in operands]
    type = OPERATORS[name].result(types)
    if type is not None:
        return core.Operation(name, tuple(operands), type, span=span)
    if any(isinstance(each, DateType) and each.birth for each in types) and not better:
        scope.report(errors.birth_date_only_for_ages(span))
    else:
        scope.report(errors.misfit(word or name, [in_words(each) for each in types], better, span))
    return None


def in_unit(expression: core.Expression, wanted: Type, scope: Scope) -> str:
    """How a bare figure would be written in the wanted unit: RM5 for 5, RM5 per day for RM5; "" for anything else."""
    if not isinstance(expression, core.Literal) or not isinstance(wanted, Quantity):
        return ""
    found, text = expression.type, expression.span.text
    if not isinstance(found, Quantity) or not text or found.per:
        return ""
    per = f" per {wanted.per_unit or wanted.per}" if wanted.per else ""
    if found.dimension == wanted.dimension:
        return f"{text}{per}"
    if found.dimension not in ("count", "number"):
        return ""
    if wanted.dimension == "money":
        return f"{scope.book.settings.symbol}{text}{per}"
    if wanted.dimension == "ratio":
        return f"{text}%{per}"
    return f"{text} {wanted.unit}{per}" if wanted.unit else f"{text}{per}"


def _may_be_never(type: Type) -> bool:
    return isinstance(type, DateType | MomentType) and type.never
