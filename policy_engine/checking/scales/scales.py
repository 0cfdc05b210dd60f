"""That every number can be computed exactly: what is paid is whole, nothing is divided by zero, limits do not cross.

Invariant: a book that passes can be computed with whole numbers alone, of at most 38 digits.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from attrs import frozen

from policy_engine.checking import pass_errors as errors
from policy_engine.checking.order import is_too_deep
from policy_engine.checking.scales.measure import Measured, Scope, measure
from policy_engine.checking.scales.ranges import Range, one_unit
from policy_engine.checking.scales.taken import taken_in
from policy_engine.model import rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import Quantity
from policy_engine.model.walk import entitlement, every_definition, expressions_of
from policy_engine.model.written_values import smallest_amount, written_value
from policy_engine.source.diagnostic import Diagnostic


def scales(model: rulebook.Model) -> tuple[Diagnostic, ...]:
    """Everything about numbers that a book may not be published with."""
    if is_too_deep(model):
        return ()
    measured = measure(model)
    found: list[Diagnostic] = []
    for definition in every_definition(model):
        if isinstance(definition, rulebook.Benefit):
            found.extend(_benefit(model, measured, definition))
        elif not isinstance(definition, rulebook.Rule):
            _measure_all(measured, expressions_of(definition), measured.everywhere)
    return (*measured.diagnostics, *found)


def ranges(model: rulebook.Model) -> Mapping[str, Range]:
    """The range of every rule that is a quantity, by its key."""
    if is_too_deep(model):
        return MappingProxyType({})
    return MappingProxyType({key: of for key, of in measure(model).rules.items() if of is not None})


def _benefit(model: rulebook.Model, measured: Measured, benefit: rulebook.Benefit) -> Iterator[Diagnostic]:
    _measure_all(measured, entitlement(benefit), measured.everywhere)
    for thing in (*benefit.needs, *benefit.provides, *benefit.excludes):
        _measure_all(measured, expressions_of(thing), measured.everywhere)
    entitled = measured.guard(benefit.condition, measured.guard(benefit.applies, measured.everywhere))
    for payment in benefit.payments:
        scope = measured.guard(payment.when, entitled)
        if isinstance(payment, rulebook.Payment):
            scope = measured.guard(payment.while_, scope)
        elif payment.subject is not None:
            scope = scope.with_member(payment.variable, measured.member(payment.subject))
        _measure_all(measured, expressions_of(payment), scope)
        for paid in _paid(payment):
            yield from _not_negative(model, measured, f"{benefit.name}.{paid.name}", paid, scope)
            if paid.type.dimension == "money" and paid.reaches_somebody:
                yield from _whole(model, measured, f"{benefit.name}.{paid.name}", paid, scope)


def _measure_all(measured: Measured, expressions: tuple[Expression, ...], scope: Scope) -> None:
    for expression in expressions:
        measured.of(expression, scope)


@frozen
class _Paid:
    """An amount that is paid, or a total that is shared, which is split into whole units and may be anything itself."""

    name: str
    amount: Expression
    type: Quantity
    reaches_somebody: bool = True


def _paid(payment: rulebook.Payment | rulebook.Shares | rulebook.Draws) -> Iterator[_Paid]:
    """Every amount of a payment, and of what is shared the parts that stand as figures."""
    type = payment.type
    if not isinstance(type, Quantity):
        return
    match payment:
        case rulebook.Payment():
            yield _Paid(payment.name, payment.amount, type)
        case rulebook.Draws():
            yield _Paid(payment.name, payment.amount, type)
            yield _Paid(payment.name, payment.each, type)
        case rulebook.Shares():
            yield _Paid(payment.name, payment.amount, type, reaches_somebody=False)
            for party in payment.parties:
                if party.amount is not None:
                    yield _Paid(f"{payment.name}.{party.name}", party.amount, type)


def _not_negative(
    model: rulebook.Model, measured: Measured, name: str, paid: _Paid, scope: Scope
) -> Iterator[Diagnostic]:
    """Whether what is paid can come to less than nothing, and by which difference."""
    of = measured.of(paid.amount, scope)
    taken = None if of is None or of.low >= 0 else taken_in(measured, paid.amount)
    if taken is not None:
        least = written_value(taken.left.low, taken.operation.type, model.settings)
        most = written_value(taken.right.high, taken.operation.type, model.settings)
        nothing = written_value(0, paid.type, model.settings)
        yield errors.below_nothing(name, paid.amount, taken.operation, (least, most, nothing))


def _whole(model: rulebook.Model, measured: Measured, name: str, paid: _Paid, scope: Scope) -> Iterator[Diagnostic]:
    of = measured.of(paid.amount, scope)
    if of is None:
        return
    smallest = smallest_amount(paid.type, model.settings)
    rounding = f"rounded half up to {smallest}"
    if of.divisor is not None:
        yield errors.paid_open(name, paid.amount, of.divisor.expression, rounding)
        return
    units = Fraction(of.step) / one_unit(paid.type)
    if units.denominator != 1:
        step = written_value(of.step, paid.type, model.settings)
        yield errors.not_whole(name, paid.amount, step, smallest, rounding)
