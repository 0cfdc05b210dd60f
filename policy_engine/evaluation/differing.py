"""What differs between two answers to one question, given under two readings of a disputed clause.

Invariant: that something differs is said only where it surely does, and that nothing does only where both answers are
settled: what is undetermined may still come to the same, or to something else.
"""

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from policy_engine.evaluation.decision import Decision, Outcome, PaymentResult, Status, ThingResult
from policy_engine.evaluation.operate import is_open_value, truth_of_value
from policy_engine.model.core import Expression
from policy_engine.model.rulebook import Model, Shares
from policy_engine.model.walk import Definition, closure, readings_of_fates
from policy_engine.values.truth import OPEN, YES
from policy_engine.values.value import Element, Open, Value

Turns = Literal["outcome", "value", "amount", "time", "things", "not yet known", "nothing"]
"""What turns on a reading: the outcome, the value of a rule, what is paid, from when to when, what goes with it (needed
documents, benefits in kind, exclusions, payees); nothing; or that cannot be said while facts are missing."""

TURNING: tuple[Turns, ...] = ("outcome", "value", "amount", "time", "things")
"""Of several things that turn on a reading the first is told."""

BY_WEIGHT: tuple[Turns, ...] = (*TURNING, "not yet known", "nothing")
"""Of several answers to what turns on a reading the first is given."""


@frozen(eq=False)
class Missing:
    """In place of a part of an answer for which facts are missing: what it would be made of."""

    made_of: tuple[Definition | Expression, ...]


_Part = tuple[tuple[Turns, str, str], object]
"""A part of an answer by what it belongs to, the payment or list and the name of it there; and what it is."""


def difference(model: Model, reading: str, first: Decision, second: Decision) -> Turns:
    """The first part that surely differs; else whether there is one that may."""
    one, other = dict(_answer(model, first)), dict(_answer(model, second))
    changed: list[Turns] = []
    may_change = False
    for part in one:
        here, there = one[part], other.get(part, one[part])
        if isinstance(here, Missing) or isinstance(there, Missing):
            may_change |= may_differ(model, reading, here, there)
        elif here != there:
            changed.append(part[0])
    return min(changed, key=TURNING.index) if changed else "not yet known" if may_change else "nothing"


def may_differ(model: Model, reading: str, here: object, there: object) -> bool:
    """Whether a part that is not known may differ: not where both lack facts and it does not rest on the reading."""
    if not isinstance(here, Missing) or not isinstance(there, Missing):
        return True
    return any(
        reading in closure(model, each).readings or (isinstance(each, Shares) and reading in readings_of_fates(each))
        for each in here.made_of
    )


def _answer(model: Model, decision: Decision) -> Iterator[_Part]:
    """What an applicant would notice: the outcome, a rule's value, what is paid and when, and what goes with it.

    Where it is refused there is no more than that, and what an undetermined one comes to is not sure.
    """
    benefit = model.benefits.get(decision.question)
    whole = (model.rules[decision.question],) if benefit is None else (benefit, *benefit.payments)
    if decision.outcome is Outcome.UNDETERMINED:
        yield ("outcome", "", ""), Missing(whole)
        return
    yield ("outcome", "", ""), decision.outcome
    if decision.outcome is Outcome.NOT_PAYABLE:
        return
    if benefit is None:
        yield ("value", "", ""), known(decision.condition.value, whole)
    for payment in decision.payments:
        yield from _paid(payment)
    things = (("needs", decision.needs), ("provides", decision.provides), ("excludes", decision.excludes))
    for kind, results in things:
        for result in results:
            yield ("things", kind, result.thing.name), _applies(result)


def _paid(payment: PaymentResult) -> Iterator[_Part]:
    name, status, made_of = payment.payment.name, payment.status, (payment.payment,)
    if status in (Status.UNDETERMINED, Status.NOT_PAYABLE):
        yield ("amount", name, ""), Missing(made_of) if status is Status.UNDETERMINED else status
        return
    yield ("amount", name, ""), known(payment.value, made_of) if status is Status.KNOWN else status
    for share in payment.shares:
        yield ("amount", name, share.member), known(share.amount, made_of)
    for end, step in (("starts", payment.starts), ("until", payment.until)):
        yield ("time", name, end), None if step is None else known(step.value, made_of)
    for payee in payment.payees:
        yield ("things", name, payee.thing.name), _applies(payee)


def _applies(result: ThingResult) -> object:
    return YES if result.applies is None else known(truth_of_value(result.applies.value), (result.thing,))


def known(value: Value, made_of: tuple[Definition | Expression, ...]) -> object:
    """The value; None where the law leaves it open, and that facts are missing where they are."""
    if value is OPEN or (isinstance(value, Open) and value.referred):
        return None
    if is_open_value(value):
        return Missing(made_of)
    return (value.entity, value.id) if isinstance(value, Element) else value
