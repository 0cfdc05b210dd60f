"""Why one stretch of a timeline differs from the one before it.

Invariant: two stretches that differ always have a reason between them, and a reason names the person, the day or the
line of law that changed and not only the amount.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from policy_engine.evaluation.decision import Decision, PaymentResult, ShareResult
from policy_engine.evaluation.step import Step
from policy_engine.explanation.document import Amount, Explanation, Share
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.timeline.happened import Between, date_came, happened
from policy_engine.model.rulebook import Shares


@frozen(eq=False)
class Told:
    """A decision and its explanation."""

    decision: Decision
    explanation: Explanation


def reasons_between(telling: Telling, day: date, before: Told, after: Told) -> tuple[str, ...]:
    """What has changed on the day, each thing said once, causes before their effects."""
    between = Between(telling, day, _called(telling, after.explanation))
    found = [
        *happened(between, [before.decision.condition], [after.decision.condition]),
        *_of_payments(between, before, after),
        *_left_open(before.explanation, after.explanation),
    ]
    if before.explanation.outcome != after.explanation.outcome:
        found.append(after.explanation.verdict)
    found = found or [*_of_needs(telling, before.explanation, after.explanation)]
    return tuple(dict.fromkeys(found)) or tuple(_of_amounts(telling, before.explanation, after.explanation))


def _called(telling: Telling, explanation: Explanation) -> dict[str, str]:
    """Everybody who has a share, with the class: `child ali`."""
    shares = [share for amount in explanation.amounts for share in amount.shares]
    return {
        share.id: telling.say("timeline.member", group=share.class_title, person=share.name or share.id)
        if share.class_title
        else share.name or share.id
        for share in shares
    }


def _of_payments(between: Between, before: Told, after: Told) -> Iterator[str]:
    pairs = zip(before.decision.payments, after.decision.payments, strict=True)
    amounts = zip(before.explanation.amounts, after.explanation.amounts, strict=True)
    for (was, result), (was_told, told) in zip(pairs, amounts, strict=True):
        yield from happened(between, _own(was), _own(result))
        if "not_payable" in (was_told.status, told.status) and was_told.status != told.status:
            yield from _begins_or_ends(between, was, result, told)
        else:
            yield from _of_shares(between, was, result, was_told, told)


def _own(result: PaymentResult) -> list[Step]:
    return [step for step in (result.when, result.while_, result.step) if step is not None]


def _begins_or_ends(between: Between, was: PaymentResult, result: PaymentResult, told: Amount) -> Iterator[str]:
    """That a payment begins or is paid no more, with the date for that where it has one."""
    ends = told.status == "not_payable"
    step = was.until if ends else None
    if step is not None and type(step.value) is date and step.value <= between.day:
        yield date_came(between, step)
    yield between.telling.say("timeline.ends" if ends else "timeline.begins", payment=told.label)


# ------------------------------------------------------------------------------------------------ shares


def _of_shares(
    between: Between, was: PaymentResult, result: PaymentResult, was_told: Amount, told: Amount
) -> Iterator[str]:
    """Who has a share no longer, or now has one; and among how many a class is divided after that."""
    before = {share.id: share for share in was_told.shares}
    steps_before = {share.member: share for share in was.shares}
    steps = {share.member: share for share in result.shares}
    changed = [share for share in told.shares if share.id in before and _differs(before[share.id], share)]
    for share in changed:
        if before[share.id].state != share.state:
            yield from _of_share(between, result, steps_before[share.id], steps[share.id], share)
    divided: dict[str, str] = {}
    for share in changed:
        if share.state == "paid" and share.working and share.working != before[share.id].working:
            divided.setdefault(share.class_title, _divided(between, was_told, told, share))
    yield from divided.values()


def _differs(before: Share, after: Share) -> bool:
    return (before.state, before.amount) != (after.state, after.amount)


def _of_share(
    between: Between, result: PaymentResult, was: ShareResult, now: ShareResult, told: Share
) -> Iterator[str]:
    """What happened to somebody's share."""
    person = between.called[told.id]
    events = [*happened(between, was.steps, now.steps), *_endings(between, result, now)]
    for event in events or [told.why_not or between.telling.say("timeline.joins")]:
        yield event if person in event else between.telling.say("timeline.person", person=person, text=event)


def _endings(between: Between, result: PaymentResult, share: ShareResult) -> Iterator[str]:
    """The dates on which a share ends that have come."""
    if not isinstance(result.payment, Shares) or share.state != "ended":
        return
    classes = [each for tier in result.payment.tiers for each in tier.classes if each.name == share.class_name]
    ends = [ending.on for each in classes for ending in each.endings]
    for step in share.steps:
        if any(step.node is end for end in ends) and step.value == between.day:
            yield date_came(between, step)


def _divided(between: Between, before: Amount, after: Amount, share: Share) -> str:
    """Among how many the part of a class is divided now, or how it came to be what it is."""
    telling = between.telling
    was, now = (_paid(amount.shares, share.class_name) for amount in (before, after))
    divided = telling.say("share.divided", part=share.part, number=str(now))
    if was == now or not share.class_title or share.working not in (share.part, divided):
        text = telling.say("timeline.now", text=share.working)
        return telling.say("timeline.person", person=share.class_title or between.called[share.id], text=text)
    holes = {"group": share.class_title, "part": share.part}
    if now == 1:
        return telling.say("timeline.alone", person=share.name or share.id, **holes)
    return telling.say("timeline.divided", number=str(now), **holes)


def _paid(shares: Sequence[Share], class_name: str) -> int:
    return sum(share.class_name == class_name and share.state == "paid" for share in shares)


# ------------------------------------------------------------------------------------------------ what is not known


def _left_open(before: Explanation, after: Explanation) -> Iterator[str]:
    """What the law leaves open from here on."""
    known = {each.sentence for each in before.open_points}
    yield from (each.sentence for each in after.open_points if each.sentence not in known)


def _of_needs(telling: Telling, before: Explanation, after: Explanation) -> Iterator[str]:
    """What has begun or ceased to matter."""
    earlier, later = ({each.question for each in told.missing} for told in (before, after))
    for each in after.missing:
        if each.question not in earlier:
            yield telling.say("timeline.matters", question=each.question)
    for each in before.missing:
        if each.question not in later:
            yield telling.say("timeline.matters_no_more", question=each.question)
    known = {each.sentence for each in after.open_points}
    for point in before.open_points:
        if point.sentence not in known:
            yield telling.say("timeline.open_no_more", title=point.title)


def _of_amounts(telling: Telling, before: Explanation, after: Explanation) -> Iterator[str]:
    """Where nothing else is known of it: what has become of each amount."""
    for was, now in zip(before.amounts, after.amounts, strict=True):
        yield telling.say("timeline.moved", name=now.label, value=now.value, before=was.value)
