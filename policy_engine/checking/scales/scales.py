"""That every number can be computed exactly: what is paid is whole, nothing is divided by zero, limits do not cross.

Invariant: a book that passes can be computed with whole numbers alone, of at most 38 digits.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from attrs import frozen

from policy_engine.checking import pass_errors as errors
from policy_engine.checking.order import is_too_deep
from policy_engine.checking.scales.measure import NO_SCOPE, Measured, Scope, measure
from policy_engine.checking.scales.ranges import Range, one_unit
from policy_engine.model import rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import Quantity
from policy_engine.model.walk import entitlement, every_definition, expressions_of
from policy_engine.model.written_values import smallest_amount
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
            _measure_all(measured, expressions_of(definition), NO_SCOPE)
    return (*measured.diagnostics, *found)


def ranges(model: rulebook.Model) -> Mapping[str, Range]:
    """The range of every rule that is a quantity, by its key."""
    if is_too_deep(model):
        return MappingProxyType({})
    return MappingProxyType({key: of for key, of in measure(model).rules.items() if of is not None})


def _benefit(model: rulebook.Model, measured: Measured, benefit: rulebook.Benefit) -> Iterator[Diagnostic]:
    _measure_all(measured, entitlement(benefit), NO_SCOPE)
    for thing in (*benefit.needs, *benefit.provides, *benefit.excludes):
        _measure_all(measured, expressions_of(thing), NO_SCOPE)
    entitled = measured.guard(benefit.condition, measured.guard(benefit.applies, NO_SCOPE))
    for payment in benefit.payments:
        scope = measured.guard(payment.when, entitled)
        if isinstance(payment, rulebook.Payment):
            scope = measured.guard(payment.while_, scope)
        elif payment.subject is not None:
            scope = scope.with_member(payment.variable, measured.member(payment.subject))
        _measure_all(measured, expressions_of(payment), scope)
        for paid in _paid(payment):
            yield from _whole(model, measured, f"{benefit.name}.{paid.name}", paid, scope)


def _measure_all(measured: Measured, expressions: tuple[Expression, ...], scope: Scope) -> None:
    for expression in expressions:
        measured.of(expression, scope)


@frozen
class _Paid:
    name: str
    amount: Expression
    type: Quantity


def _paid(payment: rulebook.Payment | rulebook.Shares | rulebook.Draws) -> Iterator[_Paid]:
    """The amounts that reach somebody as they are; what is shared is split into whole units and may be anything."""
    if not isinstance(payment.type, Quantity) or payment.type.dimension != "money":
        return
    match payment:
        case rulebook.Payment():
            yield _Paid(payment.name, payment.amount, payment.type)
        case rulebook.Draws():
            yield _Paid(payment.name, payment.amount, payment.type)
            yield _Paid(payment.name, payment.each, payment.type)
        case rulebook.Shares():
            for party in payment.parties:
                if party.amount is not None:
                    yield _Paid(f"{payment.name}.{party.name}", party.amount, payment.type)


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
        step = f"{units.numerator}/{units.denominator}"
        yield errors.not_whole(name, paid.amount, step, smallest, rounding)
