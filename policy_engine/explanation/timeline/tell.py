"""A timeline in words: each stretch with what is paid and why it changed, what is paid once, and the totals.

Invariant: every figure of a stretch is that of the decision for its days; only the totals are added up.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from policy_engine.evaluation.decision import Decision, PaymentResult
from policy_engine.evaluation.timeline.timeline import Stretch, Timeline, is_over_time
from policy_engine.evaluation.timeline.totals import UNSAID, Total, totals
from policy_engine.explanation.document import Amount, Explanation, FromOutside, Share
from policy_engine.explanation.explain import explain
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.timeline.document import (
    Paid,
    PaidOnce,
    PersonPaid,
    StretchTold,
    TimelineTold,
    TotalTold,
)
from policy_engine.explanation.timeline.reasons import Told, reasons_between
from policy_engine.explanation.write import plain, title, write
from policy_engine.model.rulebook import Model, Words
from policy_engine.model.types import DATE, Quantity
from policy_engine.values.value import Value


def tell_timeline(model: Model, timeline: Timeline, language: str, *, last: date | None = None) -> TimelineTold:
    """The timeline in a language, with totals from its first day to the `last`, where one is named."""
    telling = Telling(model, language, False, timeline.first.facts)
    first = explain(model, timeline.first, language)
    known_to = timeline.first.facts.known_to if timeline.first.facts else None
    told = [explain(model, stretch.decision, language) for stretch in timeline.stretches]
    found = _totals(telling, timeline, last)
    rule = model.settings.part_of_month
    named = rule.assumptions if rule and found else ()
    return TimelineTold(
        language=language,
        question=first.question,
        title=first.title,
        member=first.member,
        outcome=first.outcome,
        verdict=first.verdict,
        as_at=first.as_at,
        as_at_text=first.as_at_text,
        known_to=known_to.isoformat() if known_to else "",
        known_to_text=telling.say("timeline.known_to", day=write(telling, known_to, DATE)) if known_to else "",
        if_nothing_changes=_if_nothing_changes(telling, known_to),
        stretches=tuple(_stretches(telling, timeline.stretches, told, known_to)),
        once=tuple(_once(telling, timeline.first, first)),
        totals=found,
        totals_text=_totals_text(telling, timeline, last) if found else "",
        totals_start=timeline.stretches[0].start.isoformat() if found else "",
        totals_until=(last + timedelta(1)).isoformat() if found and last else "",
        assumptions=_assumptions(telling, model, named, told),
        citations=first.citations,
        outside=_outside((first, *told)),
    )


def _outside(told: Sequence[Explanation]) -> tuple[FromOutside, ...]:
    """Each item from outside the sources on which any stretch rests, once."""
    return tuple({each.citation: each for explanation in told for each in explanation.outside}.values())


def _assumptions(telling: Telling, model: Model, named: Sequence[str], told: Sequence[Explanation]) -> tuple[str, ...]:
    """What any stretch, or the totals, rest on besides the sources."""
    of_stretches = [each.title for explanation in told for each in explanation.assumptions]
    of_totals = [title(telling, model.assumptions[name].title, name) for name in named if name in model.assumptions]
    return tuple(dict.fromkeys((*of_stretches, *of_totals)))


# ------------------------------------------------------------------------------------------------ stretches


def _stretches(
    telling: Telling, stretches: Sequence[Stretch], told: Sequence[Explanation], known_to: date | None
) -> Iterator[StretchTold]:
    for stretch, explanation in zip(stretches, told, strict=True):
        before = None
        if stretch.before is not None:
            before = Told(stretch.before, explain(telling.model, stretch.before, telling.language))
        names = [each.payment.name for each in stretch.decision.payments if is_over_time(each.payment)]
        yield StretchTold(
            start=stretch.start.isoformat(),
            until=stretch.until.isoformat() if stretch.until else "",
            when=_when(telling, stretch),
            reasons=reasons_between(telling, before, Told(stretch.decision, explanation)) if before else (),
            outcome=explanation.outcome,
            verdict=explanation.verdict,
            paid=tuple(_paid(each) for each in explanation.amounts if each.name in names),
            sure=known_to is not None and stretch.until is not None and stretch.until <= known_to + timedelta(1),
            missing=tuple(each.question for each in explanation.missing),
            open_points=tuple(each.sentence for each in explanation.open_points),
        )


def _when(telling: Telling, stretch: Stretch) -> str:
    start = write(telling, stretch.start, DATE)
    if stretch.until is None:
        return telling.say("timeline.from", start=start)
    end = write(telling, stretch.until - timedelta(1), DATE)
    return telling.say("value.period", start=start, to=end)


def _paid(amount: Amount) -> Paid:
    return Paid(
        amount.name, amount.label, amount.status, amount.value, amount.data, amount.payee_name,
        tuple(_person(share) for share in amount.shares), amount.rest, amount.rest_data,
    )  # fmt: skip


def _person(share: Share) -> PersonPaid:
    name = share.name or share.id
    return PersonPaid(
        share.id, name, share.class_title, share.state, share.amount, share.data, share.working, share.why_not
    )


def _once(telling: Telling, decision: Decision, explanation: Explanation) -> Iterator[PaidOnce]:
    """The amounts that are paid once."""
    told = {amount.name: amount for amount in explanation.amounts}
    for result in decision.payments:
        amount = told[result.payment.name]
        if is_over_time(result.payment) or explanation.outcome == "not_payable":
            continue
        day = _day(result)
        yield PaidOnce(
            amount.name, amount.label, amount.status, amount.value, amount.data, day.isoformat() if day else "",
            telling.say("timeline.on", day=write(telling, day, DATE)) if day else "", amount.payee_name,
        )  # fmt: skip


def _day(result: PaymentResult) -> date | None:
    value = result.starts.value if result.starts else None
    return value if type(value) is date else None


# ------------------------------------------------------------------------------------------------ totals


def _totals(telling: Telling, timeline: Timeline, last: date | None) -> tuple[TotalTold, ...]:
    if last is None or not timeline.stretches or last < timeline.stretches[0].start:
        return ()
    rule = telling.model.settings.part_of_month
    found = totals(timeline, rule, timeline.stretches[0].start, last + timedelta(1))
    payments = {each.payment.name: each.payment for each in timeline.first.payments}
    return tuple(_total(telling, each, payments[each.payment].type, payments[each.payment].title) for each in found)


def _total(telling: Telling, total: Total, type: object, named: Words) -> TotalTold:
    assert isinstance(type, Quantity)
    sums = Quantity(type.dimension, type.unit)
    due, due_data = _sum(telling, total.due, sums)
    told = TotalTold(total.payment, title(telling, named, total.payment), total.member, due, due_data)
    if total.paid is None or total.owing is None:
        return told
    paid, paid_data = _sum(telling, total.paid, sums)
    owing, owing_data = _sum(telling, total.owing, sums)
    return TotalTold(told.payment, told.label, told.id, due, due_data, paid, paid_data, owing, owing_data)


def _sum(telling: Telling, value: Value, type: Quantity) -> tuple[str, str | None]:
    if value == UNSAID:
        return telling.say("timeline.unsaid"), None
    data = plain(telling, value, type)
    return write(telling, value, type), data if isinstance(data, str) else None


def _totals_text(telling: Telling, timeline: Timeline, last: date | None) -> str:
    start = write(telling, timeline.stretches[0].start, DATE)
    return telling.say("timeline.totals", start=start, end=write(telling, last, DATE)) if last else ""


def _if_nothing_changes(telling: Telling, known_to: date | None) -> str:
    return telling.say("timeline.if_nothing_changes", day=write(telling, known_to, DATE)) if known_to else ""
