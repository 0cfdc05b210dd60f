"""What is written as a figure, a date or a text, as an exact value in base units.

Invariant: a figure stays exactly what was written; where it stands beside a wanted type it may take over the unit that
the place makes plain (`from RM0 to RM9,000` of `money per month`), never another dimension.
"""

from fractions import Fraction

from policy_engine.checking import errors
from policy_engine.checking.expressions.written import unit_of
from policy_engine.checking.scope import Scope
from policy_engine.model import core
from policy_engine.model.type_words import factor_of, per_factor
from policy_engine.model.types import (
    DATE,
    DATE_OR_NEVER,
    PERCENT,
    RATIO,
    YES_NO,
    MomentType,
    MonthType,
    Quantity,
    TextType,
    Type,
    YearType,
)
from policy_engine.syntax import tree
from policy_engine.values.calendar import local_moment
from policy_engine.values.truth import truth_of
from policy_engine.values.value import NEVER, Exact, Month, NoValue, Year, exact

Written = (
    tree.NumberValue | tree.MoneyValue | tree.PercentValue | tree.FractionValue | tree.DurationValue | tree.DateValue
    | tree.MonthValue | tree.MomentValue | tree.TextValue | tree.YesNoValue | tree.NeverValue
)  # fmt: skip


def literal(node: Written, scope: Scope, wanted: Type | None = None, *, plain: bool = False) -> core.Literal | None:
    """The value of a literal; None where it is wrong, which is said.

    plain: whether the place makes the unit plain, as in ranges, parameters and roundings, so that it may be left out.
    """
    match node:
        case tree.NumberValue():
            return _number(node, scope, wanted, plain)
        case tree.MoneyValue():
            return _money(node, scope, wanted, plain)
        case tree.PercentValue():
            return core.Literal(exact(node.value), PERCENT, span=node.span)
        case tree.FractionValue():
            if node.denominator == 0:
                scope.report(errors.divided_by_zero(node.span))
                return None
            return core.Literal(exact(Fraction(node.numerator, node.denominator)), RATIO, span=node.span)
        case tree.DurationValue():
            return _duration(node, scope)
        case tree.DateValue():
            return core.Literal(node.value, DATE, span=node.span)
        case tree.MonthValue():
            return core.Literal(Month.of(node.year, node.month), MonthType(), span=node.span)
        case tree.MomentValue():
            moment = local_moment(node.value, scope.book.settings.offset)
            if isinstance(moment, NoValue):
                scope.report(errors.moment_outside(node.span))
                return None
            return core.Literal(moment, MomentType(), span=node.span)
        case tree.TextValue():
            return core.Literal(node.value, TextType(), span=node.span)
        case tree.YesNoValue():
            return core.Literal(truth_of(node.value), YES_NO, span=node.span)
        case tree.NeverValue():
            type = MomentType(never=True) if isinstance(wanted, MomentType) else DATE_OR_NEVER
            return core.Literal(NEVER, type, span=node.span)


def _number(node: tree.NumberValue, scope: Scope, wanted: Type | None, plain: bool) -> core.Literal | None:
    whole = node.value.denominator == 1
    if isinstance(wanted, YearType) and whole and not node.per:
        return core.Literal(Year(node.value.numerator), wanted, span=node.span)
    if plain and isinstance(wanted, Quantity) and not node.per and wanted.dimension not in ("money", "ratio", "count"):
        value = exact(node.value * factor_of(wanted) / per_factor(wanted))
        return core.Literal(value, wanted, span=node.span)
    if plain and isinstance(wanted, Quantity) and not node.per and wanted.dimension == "count" and whole:
        return core.Literal(exact(node.value / per_factor(wanted)), wanted, span=node.span)
    type = Quantity("count" if whole else "number")
    return _per(exact(node.value), type, node.per, node, scope)


def _money(node: tree.MoneyValue, scope: Scope, wanted: Type | None, plain: bool) -> core.Literal | None:
    settings = scope.book.settings
    if not settings.symbol:
        if settings.name:
            scope.report(errors.line_missing("money", settings.name, scope.book.head))
        return None
    if node.symbol != settings.symbol:
        scope.report(errors.wrong_symbol(node.symbol, settings.symbol, node.span))
        return None
    minor = node.value * 10**settings.minor_digits
    if plain and not node.per and isinstance(wanted, Quantity) and wanted.dimension == "money" and wanted.per:
        return core.Literal(exact(minor / per_factor(wanted)), wanted, span=node.span)
    if not node.per and minor.denominator != 1:
        scope.report(errors.finer_than_money(node.span.text, smallest(scope), node.span))
        return None
    return _per(exact(minor), Quantity("money", "money"), node.per, node, scope)


def _duration(node: tree.DurationValue, scope: Scope) -> core.Literal | None:
    settings = scope.book.settings
    is_minor = node.unit == settings.minor_name and node.unit not in scope.book.names.entries
    if is_minor and node.value.denominator == 1 and settings.minor_digits:
        major, minor = divmod(node.value.numerator, 10**settings.minor_digits)
        amount = f"{settings.symbol}{major:,}.{minor:0{settings.minor_digits}}"
        scope.report(errors.unknown_thing("unit", node.unit, (amount,), node.span))
        return None
    unit = unit_of(node.unit, scope, node.span)
    if unit is None:
        return None
    word = f"{node.unit}s" if node.unit in ("day", "week", "month", "year", "hour") else node.unit
    return _per(exact(node.value * unit[1]), Quantity(unit[0], word), node.per, node, scope)


def _per(value: Exact, type: Quantity, per: str, node: tree.Expression, scope: Scope) -> core.Literal | None:
    """The literal with its `per`, if it has one, as a rate in base units."""
    if not per:
        return core.Literal(value, type, span=node.span)
    unit = unit_of(per, scope, node.span)
    if unit is None:
        return None
    rate = Quantity(type.dimension, type.unit, unit[0], per)
    return core.Literal(exact(Fraction(value) / unit[1]), rate, span=node.span)


def smallest(scope: Scope) -> str:
    """The smallest unit of the book's money, as it is written."""
    settings = scope.book.settings
    if settings.minor_digits == 0:
        return f"{settings.symbol}1"
    return f"{settings.symbol}0.{'1'.rjust(settings.minor_digits, '0')}"
