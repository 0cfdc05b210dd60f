"""What two decisions on one benefit differ by over time: for each payment and person the days, and by how much.

Invariant: spans are half-open and in order; on every day outside them both decisions pay the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, frozen

from policy_engine.evaluation.decision import Decision, Facts, PaymentResult, Status
from policy_engine.evaluation.timeline.timeline import Timeline, is_over_time, timeline
from policy_engine.evaluation.timeline.totals import Total, totals
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.write import write
from policy_engine.model.rulebook import Model, Shares, Words
from policy_engine.model.types import Quantity
from policy_engine.publication.difference.decisions import Comparison, amount
from policy_engine.publication.difference.document import NO_WORDS, Amount, Cause
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.values.value import Exact, Open, Value, exact


@frozen
class Span:
    """Days from `start` to the day before `until` (None: without end) on which a payment, or somebody's share of it,
    differs.

    old, new: NO_WORDS where there is no such payment or share.  amount: by how much; None where one is not known.
    because: positions of changes of the law, causes: other causes, for these days.
    """

    payment: str
    title: Words
    member: str
    start: date
    until: date | None
    old: Words
    new: Words
    amount: Amount | None
    because: tuple[int, ...] = ()
    causes: tuple[Cause, ...] = ()


@frozen
class Owed:
    """What a payment, or somebody's share of it, comes to more or less up to the day before `until`.

    amount: None where it is not known.
    """

    payment: str
    title: Words
    member: str
    until: date
    amount: Amount | None


@frozen
class Periods:
    spans: tuple[Span, ...] = ()
    owed: tuple[Owed, ...] = ()


@frozen
class Put:
    """A benefit put to a book: the facts, the readings, the first day (None: the first day paid)."""

    model: Model
    facts: Facts
    question: str
    start: date | None
    readings: Mapping[str, str]


def periods(comparison: Comparison, old: Put, new: Put, until: date | None) -> Mapping[str, Periods] | Diagnostic:
    """By the member of each decision: the days on which it differs, and what that comes to.

    until: the day before which it is added up; else, where nothing differs for ever, the end of the last days.
    """
    told = []
    for put in (old, new):
        found = timeline(put.model, put.facts, put.question, start=put.start, until=until, readings=put.readings)
        if found.diagnostics:
            return found.diagnostics[0]
        told.append({each.first.member: each for each in found.timelines})
    olds, news = told
    return {
        member: _periods(comparison, olds.get(member), news.get(member), until)
        for member in dict.fromkeys((*news, *olds))
    }


def _periods(comparison: Comparison, old: Timeline | None, new: Timeline | None, until: date | None) -> Periods:
    days = [*_days(old, new), *([until] if until else [])]
    cuts: list[date | None] = [*sorted(set(days))]
    if any(line is not None and line.stretches and line.stretches[-1].until is None for line in (old, new)):
        cuts.append(None)
    found: list[Span] = []
    for payment, member in dict.fromkeys((*_who(new), *_who(old))):
        each = [
            span
            for start, end in pairwise(cuts)
            if start is not None
            for span in _span(comparison, _on(old, start), _on(new, start), (payment, member), (start, end))
        ]
        found += _joined(each)
    last = until or _last(found)
    owed = () if last is None or not found else tuple(_owed(comparison, found, (old, new), (min(days), last)))
    return Periods(tuple(found), owed)


def _days(*lines: Timeline | None) -> Iterator[date]:
    for line in lines:
        for stretch in () if line is None else line.stretches:
            yield stretch.start
            if stretch.until is not None:
                yield stretch.until


def _on(line: Timeline | None, day: date) -> Decision | None:
    """The decision for a day."""
    for stretch in () if line is None else line.stretches:
        if stretch.start <= day and (stretch.until is None or day < stretch.until):
            return stretch.decision
    return None


def is_paid_over_time(model: Model, benefit: str) -> bool:
    """Whether anything is paid for each day, month or year."""
    return benefit in model.benefits and any(is_over_time(each) for each in model.benefits[benefit].payments)


def _last(spans: Sequence[Span]) -> date | None:
    """The end of the last days on which anything differs; None where that never ends."""
    ends = [span.until for span in spans]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


# ------------------------------------------------------------------------------------------------ one payment


def _who(line: Timeline | None) -> Iterator[tuple[str, str]]:
    """Each payment over time, and of a shared one each person or party."""
    for stretch in () if line is None else line.stretches:
        for result in stretch.decision.payments:
            if is_over_time(result.payment):
                if isinstance(result.payment, Shares) and result.shares:
                    yield from ((result.payment.name, share.member) for share in result.shares)
                else:
                    yield result.payment.name, ""


def _span(
    comparison: Comparison, old: Decision | None, new: Decision | None, who: tuple[str, str],
    days: tuple[date, date | None],
) -> Iterator[Span]:  # fmt: skip
    """The days, if the payment differs on them."""
    was, is_now = _paid(old, who[0]), _paid(new, who[0])
    rates = [0 if each is None else _rate(each, who[1]) for each in (was, is_now)]
    told = is_now or was
    if told is None or rates[0] == rates[1]:
        return
    words = [
        _words(model, each, rate)
        for model, each, rate in zip((comparison.old, comparison.new), (was, is_now), rates, strict=True)
    ]
    is_outcome = old is None or new is None or old.outcome is not new.outcome
    because, causes = comparison.because(old, new, (who[0], *([""] if is_outcome else [])))
    by = _by(comparison.new, rates[0], rates[1], told)
    yield Span(who[0], told.payment.title, who[1], *days, words[0], words[1], by, because, causes)


def _paid(decision: Decision | None, payment: str) -> PaymentResult | None:
    results = () if decision is None else decision.payments
    return next((each for each in results if each.payment.name == payment and is_over_time(each.payment)), None)


def _rate(result: PaymentResult, member: str) -> Value:
    if result.status is Status.NOT_PAYABLE:
        return 0
    if member:
        return next((share.amount for share in result.shares if share.member == member), 0)
    return result.value if result.status is Status.KNOWN or isinstance(result.value, Open) else Open(True)


def _words(model: Model, result: PaymentResult | None, rate: Value) -> Words:
    if result is None or rate == 0:
        return NO_WORDS
    return Words(*(write(Telling(model, language), rate, result.payment.type) for language in ("en", "ms")))


def _by(model: Model, old: Value, new: Value, told: PaymentResult) -> Amount | None:
    kind = told.payment.type
    if isinstance(kind, Quantity) and isinstance(old, int | Fraction) and isinstance(new, int | Fraction):
        return amount(model, exact(Fraction(new) - Fraction(old)), kind)
    return None


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans that follow one another and say the same are one, made by all that made its parts."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if last is not None and last.until == span.start and (last.old, last.new) == (span.old, span.new):
            because = tuple(sorted({*last.because, *span.because}))
            causes = tuple(dict.fromkeys((*last.causes, *span.causes)))
            found[-1] = evolve(last, until=span.until, because=because, causes=causes)
        else:
            found.append(span)
    yield from found


# ------------------------------------------------------------------------------------------------ in all


def _owed(
    comparison: Comparison, spans: Sequence[Span], lines: tuple[Timeline | None, Timeline | None],
    days: tuple[date, date],
) -> Iterator[Owed]:  # fmt: skip
    """What each payment that differs over time comes to more or less in all."""
    sides = [
        {} if line is None else _totals(model, line, *days)
        for model, line in zip((comparison.old, comparison.new), lines, strict=True)
    ]
    kinds = {name: kind for line in lines for name, kind in _kinds(line)}
    until = days[1]
    for who in dict.fromkeys((span.payment, span.member) for span in spans):
        (payment, member), (title, kind) = who, kinds[who[0]]
        sums = [side.get(who, 0) for side in sides]
        known = [Fraction(each) for each in sums if each is not None]
        is_known = len(known) == 2 and all(span.amount for span in spans if (span.payment, span.member) == who)
        by = exact(known[1] - known[0]) if is_known else None
        if by != 0:
            once = Quantity(kind.dimension, kind.unit)
            yield Owed(payment, title, member, until, None if by is None else amount(comparison.new, by, once))


def _totals(model: Model, line: Timeline, start: date, until: date) -> dict[tuple[str, str], Exact | None]:
    found = totals(line, model.settings.part_of_month, start, until)
    return {(each.payment, each.member): _due(each) for each in found if not each.is_rest}


def _due(total: Total) -> Exact | None:
    return None if total.due.unknown else total.due.known


def _kinds(line: Timeline | None) -> Iterator[tuple[str, tuple[Words, Quantity]]]:
    for stretch in () if line is None else line.stretches:
        for result in stretch.decision.payments:
            kind = result.payment.type
            if isinstance(kind, Quantity):
                yield result.payment.name, (result.payment.title, kind)
