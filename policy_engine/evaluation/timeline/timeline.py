"""Who is paid how much from when to when: a benefit decided for each day on which its answer may change.

Invariant: between the days of a stretch the answer is the same on every single day, and two stretches that follow one
another differ.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice

from attrs import evolve, field, frozen

from policy_engine.evaluation import errors
from policy_engine.evaluation.decide import decide, decide_with
from policy_engine.evaluation.decision import Decision, Facts, PaymentResult, Status
from policy_engine.evaluation.interpret import begin
from policy_engine.evaluation.step import Step
from policy_engine.evaluation.timeline.holds import Watch, earliest
from policy_engine.evaluation.work import Evaluation
from policy_engine.model.rulebook import Draws, Model, Payment, Shares
from policy_engine.model.types import Quantity
from policy_engine.source.diagnostic import Diagnostic

MOST_DAYS = 2_000
"""For how many days a benefit may be decided to make one timeline."""


@frozen(eq=False)
class Stretch:
    """Days from `start` to the day before `until` (None: without end), with the decision for any of them.

    before: the last decision of the stretch before, which differs in nothing but what changes on the first day.
    """

    start: date
    until: date | None
    decision: Decision
    before: Decision | None = None


@frozen(eq=False)
class Timeline:
    """One benefit over time, for one member where it has a list.

    first: the decision for no day in particular, each payment on its own first day.  stretches: in order, without a
    gap; none where the benefit has no day.  decided: for every day for which it was decided, those that changed nothing
    too.  start, until: the time that was asked for.
    """

    first: Decision
    stretches: tuple[Stretch, ...]
    decided: tuple[Decision, ...] = field(default=(), repr=False)
    start: date | None = None
    until: date | None = None


@frozen
class Timelines:
    """One timeline (one a member for a benefit of a list), or what is wrong with the question."""

    timelines: tuple[Timeline, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def timeline(
    model: Model,
    facts: Facts,
    question: str,
    *,
    start: date | None = None,
    until: date | None = None,
    readings: Mapping[str, str] | None = None,
    most_days: int = MOST_DAYS,
) -> Timelines:
    """A benefit from `start` (else its first day paid) to the day before `until` (else as long as anything changes).

    most_days: for how many days it may be decided.
    """
    wrong = _wrong(model, question, start, until)
    if wrong:
        return Timelines((), wrong)
    asked = start if model.benefits[question].as_at is None else None
    decided = decide(model, facts, question, on=asked, readings=readings)
    if decided.diagnostics:
        return Timelines((), decided.diagnostics)
    work = begin(model, facts, readings)
    found = []
    for position, first in enumerate(decided.decisions):
        begins = start or _first_day(first)
        days = () if begins is None else tuple(islice(_days(work, question, position, begins, until), most_days + 1))
        if len(days) > most_days:
            return Timelines((), (errors.timeline_too_long(question, most_days),))
        decisions = tuple(decision for _, decision in days)
        found.append(Timeline(first, _joined(days, until), decisions, start, until))
    return Timelines(tuple(found))


def _wrong(model: Model, question: str, start: date | None, until: date | None) -> tuple[Diagnostic, ...]:
    if question not in model.benefits:
        is_rule = question in model.rules
        return (errors.not_over_time(question) if is_rule else errors.unknown_question(question, model.benefits),)
    if start is not None and until is not None and until <= start:
        return (errors.timeline_reversed(start, until - timedelta(1)),)
    return ()


def _first_day(decision: Decision) -> date | None:
    """The first day on which anything is paid, else the benefit's own day."""
    own = decision.on if decision.as_at is None else decision.as_at.value
    starts: list[object] = [payment.starts.value for payment in decision.payments if payment.starts is not None]
    if any(_runs_from_the_day(payment) for payment in decision.payments):
        starts.append(own)
    known = [value for value in starts if type(value) is date]
    return min(known, default=own if type(own) is date else None)


def _runs_from_the_day(payment: PaymentResult) -> bool:
    """Whether it is paid over time, from the benefit's own day on because it has no first day."""
    is_due = payment.status is not Status.NOT_PAYABLE
    return is_due and payment.starts is None and is_over_time(payment.payment)


def _days(
    work: Evaluation, question: str, position: int, begins: date, until: date | None
) -> Iterator[tuple[date, Decision]]:
    """The decision for each day on which the answer may have changed."""
    day: date | None = begins
    while day is not None and (until is None or day < until):
        decision = decide_with(work, question, day).decisions[position]
        yield day, decision
        day = _next_change(Watch(work.model, work.facts, day), decision)


def _next_change(watch: Watch, decision: Decision) -> date | None:
    """The first later day on which anything of the decision may be different."""
    found = []
    for step in _steps(decision, watch.day):
        found.append(watch.until(step))
        if type(step.value) is date and step.value > watch.day:
            found.append(step.value)
    return earliest(found)


def _steps(decision: Decision, day: date) -> Iterator[Step]:
    """Everything that is asked of a decision; a date among it is one that may begin or end something.

    What is asked for the benefit's own day stays as it is while other days run.
    """
    if decision.as_at is not None:
        yield decision.as_at
    if decision.as_at is None or decision.as_at.value == day:
        yield decision.condition
    for payment in decision.payments:
        yield from steps_of(payment)


def steps_of(payment: PaymentResult) -> Iterator[Step]:
    """Everything that is asked of a payment."""
    own = (payment.when, payment.step, payment.starts, payment.until, payment.while_)
    yield from (step for step in own if step is not None)
    yield from payment.steps
    for share in payment.shares:
        yield from share.steps


def _joined(days: Sequence[tuple[date, Decision]], until: date | None) -> tuple[Stretch, ...]:
    """Stretches of equal answers."""
    stretches: list[Stretch] = []
    answer: object = None
    before: Decision | None = None
    for day, decision in days:
        told = _answer(decision)
        if before is None or told != answer:
            if stretches:
                stretches[-1] = evolve(stretches[-1], until=day)
            stretches.append(Stretch(day, until, decision, before))
            answer = told
        before = decision
    return tuple(stretches)


def _answer(decision: Decision) -> object:
    """What somebody who is paid would call the same answer; what is paid once is no part of it."""
    paid = tuple(_paid(each) for each in decision.payments if is_over_time(each.payment))
    return decision.outcome, paid, decision.missing, decision.open_points


def is_over_time(payment: Payment | Shares | Draws) -> bool:
    """Whether so much is paid for each day, month or year, and not one amount once."""
    return isinstance(payment.type, Quantity) and bool(payment.type.per)


def _paid(payment: PaymentResult) -> object:
    shares = tuple((each.member, each.class_name, each.state, each.amount) for each in payment.shares)
    return payment.payment.name, payment.status, payment.value, shares, payment.rest
