"""Whether an answer turns on a reading: each other option of each reading that was used, tried alone.

Invariant: a reading is named only if another option of it changes an outcome, a known value or a known amount.
"""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decided, Decision, Facts, PaymentResult, Status
from policy_engine.evaluation.operate import is_open_value
from policy_engine.model.rulebook import Model
from policy_engine.values.value import Element, Value


@frozen(eq=False)
class Turn:
    """A reading on which the answer turns: with this option instead it would be `decided`."""

    reading: str
    option: str
    decided: Decided


def turns_on(
    model: Model, facts: Facts, question: str, on: date | None = None, readings: Mapping[str, str] | None = None
) -> tuple[Turn, ...]:
    """Every reading that was used and every option of it that would change the answer, in the order of the book."""
    taken = dict(readings or {})
    decided = decide(model, facts, question, on=on, readings=taken)
    used = {name: option for decision in decided.decisions for name, option in decision.readings.items()}
    found = []
    for name, reading in model.readings.items():
        for option in reading.options:
            if name in used and option.name != used[name]:
                other = decide(model, facts, question, on=on, readings={**taken, name: option.name})
                if _differs(decided, other):
                    found.append(Turn(name, option.name, other))
    return tuple(found)


def _differs(first: Decided, other: Decided) -> bool:
    return [_answer(each) for each in first.decisions] != [_answer(each) for each in other.decisions]


def _answer(decision: Decision) -> tuple[object, ...]:
    """What an applicant would notice: the outcome, a rule's value, and every amount that is known."""
    value = None if decision.payments or decision.as_at is not None else _known(decision.condition.value)
    return decision.member, decision.outcome, value, tuple(_paid(payment) for payment in decision.payments)


def _paid(payment: PaymentResult) -> tuple[object, ...]:
    shares = tuple((share.member, _known(share.amount)) for share in payment.shares)
    if payment.status is Status.NOT_PAYABLE:
        return (payment.payment.name, payment.status)
    return payment.payment.name, payment.status, _known(payment.value), shares


def _known(value: Value) -> object:
    if is_open_value(value):
        return None
    return (value.entity, value.id) if isinstance(value, Element) else value
