"""Why one stretch of a timeline differs from the one before it.

Invariant: two stretches that differ always have a reason between them, and a reason names the person or the line of law
that changed and not only the amount.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from policy_engine.evaluation.decision import Decision, PaymentResult
from policy_engine.evaluation.step import Step
from policy_engine.explanation.document import Amount, Explanation, Share
from policy_engine.explanation.sentences import sentence
from policy_engine.explanation.telling import Telling
from policy_engine.values.truth import Truth


@frozen(eq=False)
class Told:
    """A decision and its explanation."""

    decision: Decision
    explanation: Explanation


def reasons_between(telling: Telling, before: Told, after: Told) -> tuple[str, ...]:
    """What has changed, each said once, causes before their effects."""
    found = [*_of_payments(telling, before, after), *_of_law(telling, before.explanation, after.explanation)]
    found += _sentences(telling, _turned(before.decision.condition, after.decision.condition))
    if before.explanation.outcome != after.explanation.outcome:
        found.append(after.explanation.verdict)
    return tuple(dict.fromkeys(found)) or (telling.say("timeline.otherwise"),)


def _of_payments(telling: Telling, before: Told, after: Told) -> Iterator[str]:
    pairs = zip(before.decision.payments, after.decision.payments, strict=True)
    amounts = zip(before.explanation.amounts, after.explanation.amounts, strict=True)
    for (was, result), (was_told, told) in zip(pairs, amounts, strict=True):
        yield from _sentences(telling, _turned_of(_conditions(was), _conditions(result)))
        if was.status != result.status:
            yield from _status(telling, was, result, told)
        yield from _of_shares(telling, was, result, was_told, told)


def _conditions(result: PaymentResult) -> list[Step]:
    return [step for step in (result.when, result.while_) if step is not None]


def _status(telling: Telling, before: PaymentResult, after: PaymentResult, told: Amount) -> Iterator[str]:
    if after.status.value == "not_payable":
        yield telling.say("timeline.ends", payment=told.label)
    elif before.status.value == "not_payable":
        yield telling.say("timeline.begins", payment=told.label)


# ------------------------------------------------------------------------------------------------ shares


def _of_shares(
    telling: Telling, was: PaymentResult, result: PaymentResult, was_told: Amount, told: Amount
) -> Iterator[str]:
    """Who has a share no longer, or now has one; and among how many a class is divided after that."""
    before = {share.id: share for share in was_told.shares}
    changed = [share for share in told.shares if share.id in before and _differs(before[share.id], share)]
    steps_before = {share.member: share.steps for share in was.shares}
    steps = {share.member: share.steps for share in result.shares}
    for share in changed:
        if before[share.id].state != share.state:
            causes = "; ".join(_sentences(telling, _turned_of(steps_before[share.id], steps[share.id])))
            text = causes or share.why_not or telling.say("timeline.joins")
            yield telling.say("timeline.person", person=share.name or share.id, text=text)
    divided: dict[str, str] = {}
    for share in changed:
        if share.state == "paid" and share.working and share.working != before[share.id].working:
            divided.setdefault(share.class_title, share.working)
    for class_title, working in divided.items():
        yield telling.say("timeline.divided", group=class_title, text=working) if class_title else working


def _differs(before: Share, after: Share) -> bool:
    return (before.state, before.amount) != (after.state, after.amount)


# ------------------------------------------------------------------------------------------------ law and conditions


def _of_law(telling: Telling, before: Explanation, after: Explanation) -> Iterator[str]:
    """Versions of parameters that were not in force before."""
    earlier = {(used.name, used.value, used.start) for used in before.parameters}
    known = {used.name for used in before.parameters}
    for used in after.parameters:
        if used.name in known and (used.name, used.value, used.start) not in earlier:
            yield telling.say("timeline.version", title=used.title, value=used.value, in_force=used.in_force)


def _turned_of(before: Sequence[Step], after: Sequence[Step]) -> Iterator[Step]:
    if len(before) == len(after):
        for was, now in zip(before, after, strict=True):
            yield from _turned(was, now)


def _turned(before: Step, after: Step) -> Iterator[Step]:
    """The innermost conditions that turned: those behind which no other one did."""
    if before.node is not after.node or not isinstance(after.value, Truth) or before.value == after.value:
        return
    inner = list(_turned_of(before.inputs, after.inputs))
    yield from inner or [after]


def _sentences(telling: Telling, steps: Iterator[Step]) -> list[str]:
    return [sentence(telling, step) for step in steps]
