"""What an applicant would see of a decision, as plain comparable data."""

from fractions import Fraction
from typing import Any

from policy_engine.evaluation.decision import Decided, Decision, Outcome, PaymentResult, Status
from policy_engine.evaluation.operate import is_open_value
from policy_engine.values.truth import Truth
from policy_engine.values.value import Element, Exact, Value


def summary(decided: Decided) -> dict[str, Any]:
    """Every decision by its member; the truth or the value, the outcome, the payments, what is missing and open."""
    told: dict[str, Any] = {decision.member: _decision(decision) for decision in decided.decisions}
    if decided.diagnostics:
        told["refused"] = tuple((each.code, tuple(each.facts.items())) for each in decided.diagnostics)
    return told


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "value": plain(decision.condition.value),
        "payments": {each.payment.name: _payment(each) for each in decision.payments},
        "needs": tuple((each.thing.name, each.applies and plain(each.applies.value)) for each in decision.needs),
        "open": frozenset((hole.kind, hole.name) for hole in decision.open_points),
        "missing": frozenset(decision.missing),
    }


def _payment(payment: PaymentResult) -> dict[str, Any]:
    dates = (payment.starts, payment.until)
    return {
        "status": payment.status,
        "amount": plain(payment.value),
        "shares": {(each.class_name, each.member): (each.state, plain(each.amount)) for each in payment.shares},
        "rest": None if payment.rest is None else plain(payment.rest),
        "dates": tuple(None if each is None else plain(each.value) for each in dates),
        "tier": payment.tier,
    }


def plain(value: Value) -> object:
    """A value that compares equal where it is the same."""
    if isinstance(value, Element):
        return value.entity, value.id
    if isinstance(value, Truth):
        return value.low, value.high
    return Fraction(value) if type(value) is int else value


def known(decided: Decided) -> "Known":
    """Everything that is known for good: outcomes that no fact can change, values, amounts and shares."""
    found: Known = {}
    for decision in decided.decisions:
        found |= {(decision.member, *path): value for path, value in _known(decision)}
    return found


Known = dict[tuple[str, ...], object]


def changed(before: Known, after: Known) -> list[tuple[str, ...]]:
    """What was known and is not so any more; of a payment that turns out not to be due nothing is left to know."""
    return [
        key
        for key, value in before.items()
        if after.get(key) != value and after.get((*key[:2], "status")) is not Status.NOT_PAYABLE
    ]


def _known(decision: Decision) -> list[tuple[tuple[str, ...], object]]:
    found: list[tuple[tuple[str, ...], object]] = []
    if decision.outcome not in (None, Outcome.UNDETERMINED):
        found.append((("outcome",), decision.outcome))
    if not is_open_value(decision.condition.value):
        found.append((("value",), plain(decision.condition.value)))
    for payment in decision.payments:
        name = payment.payment.name
        if payment.status is not Status.UNDETERMINED:
            found.append(((name, "status"), payment.status))
        if payment.status is Status.KNOWN:
            found.append(((name, "amount"), plain(payment.value)))
        if payment.status is not Status.NOT_PAYABLE:
            found += [((name, "share", member), amount) for member, amount in totals(payment).items()]
    return found


def totals(payment: PaymentResult) -> dict[str, object]:
    """What each member gets as a whole, where that is known; one member may stand in several classes."""
    rows: dict[str, list[Value]] = {}
    for share in payment.shares:
        rows.setdefault(share.member, []).append(share.amount)
    return {
        member: sum(amount for amount in amounts if isinstance(amount, Exact))
        for member, amounts in rows.items()
        if all(isinstance(amount, Exact) for amount in amounts)
    }
