"""Why one stretch of a timeline differs from the one before it, told from the explanations of both.

Invariant: two stretches that differ always have a reason between them, and a reason names the person or the line of law
that changed and not only the amount.
"""

from collections.abc import Iterator

from policy_engine.explanation.document import Amount, Explanation, Reason, Share
from policy_engine.explanation.telling import Telling


def reasons_between(telling: Telling, before: Explanation, after: Explanation) -> tuple[str, ...]:
    """What has changed, each said once, causes before their effects."""
    found = [*_of_payments(telling, before, after), *_of_law(telling, before, after)]
    if before.outcome != after.outcome:
        found += _of_conditions(before.reasons, after.reasons)
        found.append(after.verdict)
    if not found:
        found += _of_conditions(before.reasons, after.reasons)
    return tuple(dict.fromkeys(found)) or (telling.say("timeline.otherwise"),)


def _of_payments(telling: Telling, before: Explanation, after: Explanation) -> Iterator[str]:
    earlier = {amount.name: amount for amount in before.amounts}
    for amount in after.amounts:
        was = earlier.get(amount.name)
        if was is None:
            continue
        if was.status != amount.status:
            yield from _status(telling, was, amount)
        yield from _of_shares(telling, was, amount)


def _status(telling: Telling, before: Amount, after: Amount) -> Iterator[str]:
    if after.status == "not_payable":
        failed = list(_of_conditions(before.reasons, after.reasons))
        yield from failed or [telling.say("timeline.ends", payment=after.label)]
    elif before.status == "not_payable":
        yield from _of_conditions(before.reasons, after.reasons)
        yield telling.say("timeline.begins", payment=after.label)


def _of_shares(telling: Telling, before: Amount, after: Amount) -> Iterator[str]:
    earlier = {share.id: share for share in before.shares}
    changed = [share for share in after.shares if share.id in earlier and _differs(earlier[share.id], share)]
    for share in changed:
        if share.why_not and earlier[share.id].state != share.state:
            yield telling.say("timeline.person", person=_who(share), text=share.why_not)
    for share in changed:
        if earlier[share.id].state != share.state and not share.why_not:
            yield telling.say("timeline.joins", person=_who(share))
    divided: dict[str, str] = {}
    for share in changed:
        if share.state == "paid" and share.working and share.working != earlier[share.id].working:
            divided.setdefault(share.class_title, share.working)
    for class_title, working in divided.items():
        yield telling.say("timeline.divided", group=class_title, text=working) if class_title else working


def _differs(before: Share, after: Share) -> bool:
    return (before.state, before.amount) != (after.state, after.amount)


def _who(share: Share) -> str:
    return share.name or share.id


def _of_law(telling: Telling, before: Explanation, after: Explanation) -> Iterator[str]:
    """Versions of parameters that were not in force before."""
    earlier = {(used.name, used.value, used.start) for used in before.parameters}
    known = {used.name for used in before.parameters}
    for used in after.parameters:
        if used.name in known and (used.name, used.value, used.start) not in earlier:
            yield telling.say("timeline.version", title=used.title, value=used.value, in_force=used.in_force)


def _of_conditions(before: tuple[Reason, ...], after: tuple[Reason, ...]) -> Iterator[str]:
    """The innermost conditions that turned."""
    earlier = {reason.id: reason for reason in _all(before)}
    for reason in _all(after):
        was = earlier.get(reason.id)
        turned = was is not None and was.mark != reason.mark
        if turned and not any(earlier.get(each.id, each).mark != each.mark for each in reason.children):
            yield reason.sentence


def _all(reasons: tuple[Reason, ...]) -> Iterator[Reason]:
    for reason in reasons:
        yield reason
        yield from _all(reason.children)
