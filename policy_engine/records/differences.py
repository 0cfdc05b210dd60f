"""What two answers to one question have different: outcomes, amounts, shares, and the provisions that made it so.

Invariant: steps are compared in an order in which each comes behind those it was computed from, so that the first that
differs is where the answers part.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from attrs import evolve, frozen

from policy_engine.records.canonical import Plain, canonical

Kind = Literal["outcome", "value", "payment", "share", "step", "rest"]

_LAW = ("figure", "scale", "gap", "discretion")
"""Steps at which a law itself says something else."""


@frozen
class Difference:
    """One thing that differs; `recorded` or `again` is None where there is none.

    name: of the payment, the rule or figure; member: whose, or "".  step: the kind of a step.  by: how much more it is
    now, as an exact number, where both are numbers.  citations: of a step, where it stands now, else where it stood.
    first: whether the answers part here.  money: in which the answer now counts.
    """

    kind: Kind
    name: str = ""
    member: str = ""
    step: str = ""
    recorded: Plain = None
    again: Plain = None
    by: str = ""
    citations: tuple[str, ...] = ()
    first: bool = False
    money: Plain = None


def differences(recorded: Plain, now: Plain) -> tuple[Difference, ...]:
    """All that an applicant would notice, then the step at which the answers part and every provision that changed.

    Answers that differ in nothing of that differ in the rest of what was recorded: one difference of the kind `rest`.
    """
    old = {each["member"]: each for each in recorded["decisions"]}
    new = {each["member"]: each for each in now["decisions"]}
    found: list[Difference] = []
    for member in dict.fromkeys((*old, *new)):
        found += _of_decision(member, old.get(member), new.get(member))
    return tuple(evolve(each, money=now["money"]) for each in found) or (Difference("rest"),)


def _of_decision(member: str, old: Plain, new: Plain) -> Iterator[Difference]:
    before, after = old or {"steps": [], "payments": []}, new or {"steps": [], "payments": []}
    if before.get("outcome") != after.get("outcome"):
        yield Difference("outcome", "", member, recorded=before.get("outcome"), again=after.get("outcome"))
    is_rule = not (before["payments"] or after["payments"]) and before.get("outcome") is None
    if is_rule and before.get("value") != after.get("value"):
        yield _changed("value", "", member, before.get("value"), after.get("value"))
    yield from _of_payments(member, before, after)
    yield from _of_steps(member, before["steps"], after["steps"])


def _of_payments(member: str, old: Plain, new: Plain) -> Iterator[Difference]:
    before, after = ({each["name"]: each for each in side["payments"]} for side in (old, new))
    for name in dict.fromkeys((*before, *after)):
        was, is_now = before.get(name), after.get(name)
        sides = [None if side is None else (side["status"], side["value"]) for side in (was, is_now)]
        if sides[0] != sides[1]:
            yield _changed("payment", name, member, _worth(was), _worth(is_now))
        yield from _of_shares(name, was, is_now)


def _of_shares(name: str, old: Plain, new: Plain) -> Iterator[Difference]:
    before, after = ({each["member"]: each["amount"] for each in side["shares"]} if side else {} for side in (old, new))
    for member in dict.fromkeys((*before, *after)):
        if before.get(member) != after.get(member):
            yield _changed("share", name, member, before.get(member), after.get(member))


def _of_steps(member: str, old: Plain, new: Plain) -> Iterator[Difference]:
    """The first step that differs, and every other at which the law itself says something else."""
    before, after = ({_key(step): step for step in side} for side in (old, new))
    is_first = True
    for key in dict.fromkeys((*before, *after)):
        was, is_now = before.get(key), after.get(key)
        if was == is_now:
            continue
        told: Plain = is_now if is_now is not None else was
        if is_first or (told["kind"] in _LAW and was is not None and is_now is not None):
            old_value, new_value = (None if side is None else side["value"] for side in (was, is_now))
            changed = _changed("step", told["name"], member, old_value, new_value)
            yield evolve(changed, step=told["kind"], citations=tuple(told["citations"]), first=is_first)
            is_first = False


def _key(step: Plain) -> bytes:
    return canonical([step["kind"], step["name"], step["arguments"], step["day"]])


def _worth(payment: Plain) -> Plain:
    """The value of a payment; nothing where it is not due."""
    if payment is None:
        return None
    return {"number": "0"} if payment["status"] == "not_payable" else payment["value"]


def _changed(kind: Kind, name: str, member: str, old: Plain, new: Plain) -> Difference:
    before, after = (side.get("number") if isinstance(side, dict) else None for side in (old, new))
    by = "" if before is None or after is None else str(Fraction(after) - Fraction(before))
    return Difference(kind, name, member, recorded=old, again=new, by=by)
