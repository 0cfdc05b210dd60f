"""A timeline in words: each stretch with what is paid and why it changed, what is paid once, and the totals.

Invariant: every figure of a stretch is that of the decision for its days; only the totals are added up.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import asdict

from policy_engine.evaluation.timeline.timeline import Stretch, Timeline, is_over_time
from policy_engine.evaluation.timeline.totals import falls_due_on, falls_in
from policy_engine.evaluation.timeline.turning import TurnOverTime
from policy_engine.explanation.document import Amount, AssumptionUsed, Explanation, FromOutside, Share
from policy_engine.explanation.explain import explain
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.timeline.document import (
    Paid,
    PaidOnce,
    PersonPaid,
    ReadingOverTime,
    StretchTold,
    TimelineTold,
)
from policy_engine.explanation.timeline.reasons import Told, reasons_between
from policy_engine.explanation.timeline.totals import Added, days_told, totals_told
from policy_engine.explanation.use import NOT_TURNING, reading_used
from policy_engine.explanation.write import title, write
from policy_engine.model.rulebook import Model
from policy_engine.model.types import DATE

Turning = Mapping[str, TurnOverTime]
"""By its name what turns on each reading, and on which days (evaluation/timeline/turning.py)."""


def tell_timeline(
    model: Model, timeline: Timeline, language: str, *, last: date | None = None, turning: Turning | None = None
) -> TimelineTold:
    """The timeline in a language, with totals to the `last` day, where one is named.

    turning: of this timeline, where that was examined; without it nothing is said about what turns on a reading.
    """
    telling = Telling(model, language, False, timeline.first.facts)
    first = explain(model, timeline.first, language)
    known_to = timeline.first.facts.known_to if timeline.first.facts else None
    told = [explain(model, stretch.decision, language) for stretch in timeline.stretches]
    decisions = (timeline.first, *(stretch.decision for stretch in timeline.stretches))
    explanations = {id(decision): each for decision, each in zip(decisions, (first, *told), strict=True)}
    added = totals_told(telling, timeline, explanations, last)
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
        stretches=tuple(_stretches(telling, timeline.stretches, told, known_to, turning or {})),
        once=tuple(_once(telling, timeline, first, last)),
        totals=added.totals,
        totals_text=_totals_text(telling, added),
        totals_start=added.start.isoformat() if added.start and last else "",
        totals_until=(last + timedelta(1)).isoformat() if last else "",
        together=added.together,
        readings=tuple(_readings(telling, timeline, (first, *told), turning)),
        assumptions=_assumptions(telling, added, (first, *told)),
        citations=first.citations,
        outside=_outside((first, *told)),
    )


def _outside(told: Sequence[Explanation]) -> tuple[FromOutside, ...]:
    """Each item from outside the sources on which any stretch rests, once."""
    return tuple({each.citation: each for explanation in told for each in explanation.outside}.values())


def _readings(
    telling: Telling, timeline: Timeline, told: Sequence[Explanation], turning: Turning | None
) -> Iterator[ReadingOverTime]:
    """The readings that any day rests on, and those on which something turns."""
    met = {each.name for explanation in told for each in explanation.readings}
    for name in telling.model.readings:
        turn = TurnOverTime("nothing") if turning is None else turning.get(name, TurnOverTime("nothing"))
        if name not in met and turn.turns in NOT_TURNING:
            continue
        used = reading_used(telling, name, timeline.first.options[name], "" if turning is None else turn.turns)
        days = tuple(days_told(telling, start, until) for start, until in turn.times)
        yield ReadingOverTime(**asdict(used, recurse=False), days=days)


def _assumptions(telling: Telling, added: Added, told: Sequence[Explanation]) -> tuple[AssumptionUsed, ...]:
    """What any day, or the totals, rest on besides the sources."""
    found = {each.name: each for explanation in told for each in explanation.assumptions}
    rule, declared = telling.model.settings.part_of_month, telling.model.assumptions
    for name in rule.assumptions if rule and added.totals else ():
        found.setdefault(name, AssumptionUsed(name, title(telling, declared[name].title, name)))
    return tuple(found.values())


# ------------------------------------------------------------------------------------------------ stretches


def _stretches(
    telling: Telling, stretches: Sequence[Stretch], told: Sequence[Explanation], known_to: date | None, turning: Turning
) -> Iterator[StretchTold]:
    for stretch, explanation in zip(stretches, told, strict=True):
        before = None
        if stretch.before is not None:
            before = Told(stretch.before, explain(telling.model, stretch.before, telling.language))
        names = [each.payment.name for each in stretch.decision.payments if is_over_time(each.payment)]
        yield StretchTold(
            start=stretch.start.isoformat(),
            until=stretch.until.isoformat() if stretch.until else "",
            when=days_told(telling, stretch.start, stretch.until).when,
            reasons=_reasons(telling, stretch, before, Told(stretch.decision, explanation)),
            outcome=explanation.outcome,
            verdict=explanation.verdict,
            paid=tuple(_paid(each) for each in explanation.amounts if each.name in names),
            sure=known_to is not None and stretch.until is not None and stretch.until <= known_to + timedelta(1),
            missing=tuple(each.question for each in explanation.missing),
            open_points=tuple(each.sentence for each in explanation.open_points),
            turns_on=tuple(name for name, turn in turning.items() if _touches(turn, stretch)),
        )


def _reasons(telling: Telling, stretch: Stretch, before: Told | None, after: Told) -> tuple[str, ...]:
    return () if before is None else reasons_between(telling, stretch.start, before, after)


def _touches(turn: TurnOverTime, stretch: Stretch) -> bool:
    """Whether something turns on the reading on any day of the stretch."""
    return any(
        (until is None or stretch.start < until) and (stretch.until is None or start < stretch.until)
        for start, until in turn.times
    )


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


def _once(telling: Telling, timeline: Timeline, explanation: Explanation, last: date | None) -> Iterator[PaidOnce]:
    """The amounts that are paid once, in the time that was asked for."""
    until = last + timedelta(1) if last else timeline.until
    for result, amount in zip(timeline.first.payments, explanation.amounts, strict=True):
        day = falls_due_on(timeline.first, result)
        if is_over_time(result.payment) or amount.status == "not_payable" or not falls_in(day, timeline.start, until):
            continue
        paid = asdict(_paid(amount), recurse=False)
        if result.starts is None or type(day) is not date:
            yield PaidOnce(**paid)
        else:
            yield PaidOnce(
                **paid, on=day.isoformat(), on_text=telling.say("timeline.on", day=write(telling, day, DATE))
            )


# ------------------------------------------------------------------------------------------------ the lines between


def _totals_text(telling: Telling, added: Added) -> str:
    if added.last is None:
        return ""
    end = write(telling, added.last, DATE)
    if added.start is None:
        return telling.say("timeline.totals_to", end=end)
    return telling.say("timeline.totals", start=write(telling, added.start, DATE), end=end)


def _if_nothing_changes(telling: Telling, known_to: date | None) -> str:
    return telling.say("timeline.if_nothing_changes", day=write(telling, known_to, DATE)) if known_to else ""
