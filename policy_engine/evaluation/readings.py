"""What turns on a reading: each other option of each reading that was used, tried alone.

Invariant: that something turns on a reading is said only where another option surely changes it, and that nothing does
only where both answers are settled: what is undetermined may still come to the same, or to something else.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from attrs import frozen

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decided, Decision, Facts, Outcome, PaymentResult, Status, ThingResult
from policy_engine.evaluation.operate import is_open_value, truth_of_value
from policy_engine.model.core import Expression
from policy_engine.model.rulebook import Model, Shares
from policy_engine.model.walk import Definition, closure, readings_of_fates
from policy_engine.values.truth import OPEN, YES
from policy_engine.values.value import Element, Open, Value

Turns = Literal["outcome", "value", "amount", "time", "things", "not yet known", "nothing"]
"""What turns on a reading: the outcome, the value of a rule, what is paid, from when to when, what goes with it (needed
documents, benefits in kind, exclusions, payees); nothing; or that cannot be said while facts are missing."""

_FIRST: tuple[Turns, ...] = ("outcome", "value", "amount", "time", "things")
"""Of several things that turn on a reading the first is told."""


@frozen(eq=False)
class _Missing:
    """In place of a part of an answer for which facts are missing: what it would be made of."""

    made_of: tuple[Definition | Expression, ...]


_Part = tuple[tuple[Turns, str, str], object]
"""A part of an answer by what it belongs to, the payment or list and the name of it there; and what it is."""


@frozen(eq=False)
class Turn:
    """A reading on which the answer turns: with this option instead it would be `decided`."""

    reading: str
    option: str
    decided: Decided


def turns_on(
    model: Model, facts: Facts, question: str, on: date | None = None, readings: Mapping[str, str] | None = None
) -> tuple[Turn, ...]:
    """Every reading that was used and every option of it that would surely change the answer, in the book's order."""
    decided = decide(model, facts, question, on=on, readings=readings)
    return tuple(
        turn for turn in _alternatives(model, facts, decided, question, on, readings or {})
        if any(found in _FIRST for found in _by_member(model, decided, turn).values())
    )  # fmt: skip


def turning(
    model: Model, facts: Facts, question: str, on: date | None = None, readings: Mapping[str, str] | None = None
) -> Mapping[str, Mapping[str, Turns]]:
    """What turns on each reading that was used, for each member of a benefit of a list ("" where there is none).

    This is what `explain` takes as `turning`, a member's for its decision.
    """
    decided = decide(model, facts, question, on=on, readings=readings)
    found: dict[str, dict[str, Turns]] = {decision.member: {} for decision in decided.decisions}
    for turn in _alternatives(model, facts, decided, question, on, readings or {}):
        for member, what in _by_member(model, decided, turn).items():
            known = found[member].get(turn.reading, "nothing")
            found[member][turn.reading] = min(known, what, key=(*_FIRST, "not yet known", "nothing").index)
    return found


def _alternatives(
    model: Model, facts: Facts, decided: Decided, question: str, on: date | None, readings: Mapping[str, str]
) -> Iterator[Turn]:
    """Every other option of every reading that was used, with what it comes to."""
    used = {name: option for decision in decided.decisions for name, option in decision.readings.items()}
    for name, reading in model.readings.items():
        for option in reading.options:
            if name in used and option.name != used[name]:
                taken = {**readings, name: option.name}
                yield Turn(name, option.name, decide(model, facts, question, on=on, readings=taken))


def _by_member(model: Model, first: Decided, turn: Turn) -> dict[str, Turns]:
    """What differs between two answers, for each member of the first; another list of members is another outcome."""
    others = {decision.member: decision for decision in turn.decided.decisions}
    found: dict[str, Turns] = {}
    for decision in first.decisions:
        other = others.get(decision.member)
        found[decision.member] = "outcome" if other is None else _difference(model, turn.reading, decision, other)
    return found


def _difference(model: Model, reading: str, first: Decision, second: Decision) -> Turns:
    """The first part that surely differs; else whether there is one that may."""
    one, other = dict(_answer(model, first)), dict(_answer(model, second))
    changed: list[Turns] = []
    may_change = False
    for part in one:
        here, there = one[part], other.get(part, one[part])
        if isinstance(here, _Missing) or isinstance(there, _Missing):
            both_missing = isinstance(here, _Missing) and isinstance(there, _Missing)
            may_change |= not both_missing or _reaches(model, here, reading)
        elif here != there:
            changed.append(part[0])
    return min(changed, key=_FIRST.index) if changed else "not yet known" if may_change else "nothing"


def _reaches(model: Model, missing: object, reading: str) -> bool:
    """Whether what is missing could rest on the reading at all."""
    assert isinstance(missing, _Missing)
    return any(
        reading in closure(model, each).readings or (isinstance(each, Shares) and reading in readings_of_fates(each))
        for each in missing.made_of
    )


def _answer(model: Model, decision: Decision) -> Iterator[_Part]:
    """What an applicant would notice: the outcome, a rule's value, what is paid and when, and what goes with it.

    Where it is refused there is no more than that, and what an undetermined one comes to is not sure.
    """
    benefit = model.benefits.get(decision.question)
    whole = (model.rules[decision.question],) if benefit is None else (benefit, *benefit.payments)
    if decision.outcome is Outcome.UNDETERMINED:
        yield ("outcome", "", ""), _Missing(whole)
        return
    yield ("outcome", "", ""), decision.outcome
    if decision.outcome is Outcome.NOT_PAYABLE:
        return
    if benefit is None:
        yield ("value", "", ""), _known(decision.condition.value, whole)
    for payment in decision.payments:
        yield from _paid(payment)
    things = (("needs", decision.needs), ("provides", decision.provides), ("excludes", decision.excludes))
    for kind, results in things:
        for result in results:
            yield ("things", kind, result.thing.name), _applies(result)


def _paid(payment: PaymentResult) -> Iterator[_Part]:
    name, status, made_of = payment.payment.name, payment.status, (payment.payment,)
    if status in (Status.UNDETERMINED, Status.NOT_PAYABLE):
        yield ("amount", name, ""), _Missing(made_of) if status is Status.UNDETERMINED else status
        return
    yield ("amount", name, ""), _known(payment.value, made_of) if status is Status.KNOWN else status
    for share in payment.shares:
        yield ("amount", name, share.member), _known(share.amount, made_of)
    for end, step in (("starts", payment.starts), ("until", payment.until)):
        yield ("time", name, end), None if step is None else _known(step.value, made_of)
    for payee in payment.payees:
        yield ("things", name, payee.thing.name), _applies(payee)


def _applies(result: ThingResult) -> object:
    return YES if result.applies is None else _known(truth_of_value(result.applies.value), (result.thing,))


def _known(value: Value, made_of: tuple[Definition | Expression, ...]) -> object:
    """The value; None where the law leaves it open, and that facts are missing where they are."""
    if value is OPEN or (isinstance(value, Open) and value.referred):
        return None
    if is_open_value(value):
        return _Missing(made_of)
    return (value.entity, value.id) if isinstance(value, Element) else value
