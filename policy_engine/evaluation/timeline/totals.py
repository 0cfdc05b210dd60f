"""What a benefit comes to between two days: for each person or payee, what is due, what was paid, what is owing.

A month of which all days are paid at one rate is worth that rate.  What other months are worth the book says in its
head (`part of a month by its days rounded half up`); where it says nothing, neither does the total.  What is paid once
falls due on its first day, or on the day of the benefit where it has none.
Invariant: a month is rounded once, whatever number of stretches meet in it; nothing else is rounded.  What is known
and the days of which something is not known never overlap.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from attrs import define, evolve, field, frozen

from policy_engine.evaluation.decision import Award, Decision, Outcome, PaymentResult, Status
from policy_engine.evaluation.operate import truth_of_value
from policy_engine.evaluation.tiers import has_come
from policy_engine.evaluation.timeline.holds import next_day
from policy_engine.evaluation.timeline.timeline import Timeline, is_over_time
from policy_engine.model.rulebook import PartOfMonth, Payment, Shares
from policy_engine.model.types import Quantity
from policy_engine.values.number import round_to
from policy_engine.values.truth import NO, YES, all_of, negate
from policy_engine.values.value import UNDETERMINED, Exact, Open, Value, exact

Times = Sequence[tuple[date, date]]
"""Times from a day to the day before another."""


@frozen(eq=False)
class Unknown:
    """Days of which it is not known what they come to, from `start` to the day before `until`.

    Both are None for a sum of which not even the day is known.  decision: which says what it lacks; None where all is
    known but what a part of a month is worth.
    """

    start: date | None
    until: date | None
    decision: Decision | None = None


@frozen(eq=False)
class Sum:
    """What is known to be due, and the days of which more may be."""

    known: Exact = 0
    unknown: tuple[Unknown, ...] = ()


@frozen(eq=False)
class Total:
    """Of one payment, or of one person's share of it, or of the rest of it that somebody gets.

    member: the person or party; "" where the payment is not shared, or nobody knows yet among whom.
    due: all that falls due from the first day to the last.  paid: the part of it that lies in the time of recorded
    awards, None where there are none.  owing: what is left.
    """

    payment: str
    member: str
    due: Sum
    paid: Sum | None = None
    owing: Sum | None = None
    is_rest: bool = False


def totals(timeline: Timeline, rule: PartOfMonth | None, start: date, until: date) -> tuple[Total, ...]:
    """What falls due from `start` to the day before `until`, each payment after the other."""
    facts = timeline.first.facts
    awards = [each for each in (facts.awards or () if facts else ()) if each.benefit == timeline.first.question]
    covered = _covered(awards, start, until)
    found = []
    for line in _lines(timeline, start, until):
        due = _due(timeline, line, [(start, until)], rule)
        total = Total(line.payment, line.member, due, is_rest=line.is_rest)
        if awards:
            paid = _due(timeline, line, covered, rule)
            owing = _due(timeline, line, _between(covered, start, until), rule)
            total = evolve(total, paid=paid, owing=_owing(due, paid, owing))
        found.append(total)
    return tuple(found)


def falls_due_on(decision: Decision, payment: PaymentResult) -> Value | None:
    """The day on which a sum that is paid once falls due: its first day, else the day of the benefit."""
    if payment.starts is not None:
        return payment.starts.value
    return decision.on if decision.as_at is None else decision.as_at.value


def falls_in(day: Value | None, start: date | None, until: date | None) -> bool:
    """Whether a day lies between two; one that is not known may."""
    if type(day) is date:
        return (start is None or start <= day) and (until is None or day < until)
    return day is None or isinstance(day, Open)


# ------------------------------------------------------------------------------------------------ who is paid


@frozen
class _Line:
    """What is added up: a payment, or somebody's share or rest of it."""

    payment: str
    member: str
    is_rest: bool = False


def _lines(timeline: Timeline, start: date, until: date) -> Iterator[_Line]:
    """Each payment with everybody who has a share of it at some time between the two days."""
    days = [each.decision for each in timeline.stretches if each.start < until and not _is_over(each.until, start)]
    for position, first in enumerate(timeline.first.payments):
        if is_over_time(first.payment):
            results = [decision.payments[position] for decision in days]
        else:
            results = [first] if falls_in(falls_due_on(timeline.first, first), start, until) else []
        due = [each for each in results if each.status is not Status.NOT_PAYABLE]
        yield from dict.fromkeys(line for each in due for line in _of_payment(each))


def _is_over(until: date | None, day: date) -> bool:
    return until is not None and until <= day


def _of_payment(result: PaymentResult) -> Iterator[_Line]:
    name = result.payment.name
    is_divided = result.shares or result.status is Status.KNOWN
    if isinstance(result.payment, Payment) or not is_divided:
        yield _Line(name, "")
        return
    yield from (_Line(name, share.member) for share in result.shares if share.amount != 0)
    if isinstance(result.payment, Shares) and result.payment.rest_to and result.rest:
        yield _Line(name, "", is_rest=True)


def _covered(awards: Sequence[Award], start: date, until: date) -> Times:
    """The times of awards, those that touch or overlap as one."""
    found: list[tuple[date, date]] = []
    for award in sorted(awards, key=lambda each: each.begun):
        begins = max(award.begun, start)
        ends = until if award.paid_to is None else min(next_day(award.paid_to), until)
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        elif begins < ends:
            found.append((begins, ends))
    return found


def _between(times: Times, start: date, until: date) -> Times:
    """What is left of the time from the one day to the other."""
    bounds = [start, *(bound for time in times for bound in time), until]
    return [(begins, ends) for begins, ends in zip(bounds[::2], bounds[1::2], strict=True) if begins < ends]


def _owing(due: Sum, paid: Sum, left: Sum) -> Sum:
    """Due less paid, so that the three agree to the unit; of days that cannot be told apart, what is left alone."""
    parts_unsaid = any(each.decision is None for each in (*due.unknown, *paid.unknown, *left.unknown))
    return left if parts_unsaid else Sum(exact(due.known - paid.known), left.unknown)


# ------------------------------------------------------------------------------------------------ one line


@define(eq=False)
class _Adding:
    """What has been added up: whole amounts, and of months that are not paid at one rate the parts, with their days."""

    whole: Exact = 0
    parts: dict[tuple[int, int], Fraction] = field(factory=dict)
    days: list[tuple[date, date]] = field(factory=list)
    unknown: list[Unknown] = field(factory=list)


def _due(timeline: Timeline, line: _Line, times: Times, rule: PartOfMonth | None) -> Sum:
    position = next(n for n, each in enumerate(timeline.first.payments) if each.payment.name == line.payment)
    payment = timeline.first.payments[position].payment
    assert isinstance(payment.type, Quantity)
    found = _Adding()
    if not is_over_time(payment):
        _add_once(found, timeline.first, timeline.first.payments[position], line, times)
    for stretch in timeline.stretches if is_over_time(payment) else ():
        value = _amount(stretch.decision, stretch.decision.payments[position], line, stretch.start)
        for start, until in times:
            begins = max(start, stretch.start)
            ends = until if stretch.until is None else min(until, stretch.until)
            if begins < ends and isinstance(value, Open):
                found.unknown.append(Unknown(begins, ends, stretch.decision))
            elif begins < ends and value != 0:
                assert isinstance(value, int | Fraction)
                _add(found, value, payment.type.per, begins, ends, rule)
    return _added(found, rule)


def _added(found: _Adding, rule: PartOfMonth | None) -> Sum:
    unknown = sorted(found.unknown, key=lambda each: each.start or date.min)
    if rule is None:
        unsaid = [Unknown(start, until) for start, until in found.days]
        return Sum(found.whole, (*unknown, *unsaid))
    rounded = [round_to(exact(part), 1, rule.rounding) for part in found.parts.values()]
    return Sum(exact(found.whole + sum(rounded)), tuple(unknown))


def _add_once(found: _Adding, decision: Decision, result: PaymentResult, line: _Line, times: Times) -> None:
    """A sum that is paid once, if its day is among the times; one whose day is not known may be."""
    day = falls_due_on(decision, result)
    if type(day) is not date:
        found.unknown.append(Unknown(None, None, decision))
    elif any(start <= day < until for start, until in times):
        value = _amount(decision, result, line, day)
        if isinstance(value, Open):
            found.unknown.append(Unknown(day, next_day(day), decision))
        else:
            assert isinstance(value, int | Fraction)
            found.whole += value


def _amount(decision: Decision, result: PaymentResult, line: _Line, day: date) -> Value:
    """What is surely paid; Open where that is not known."""
    if result.status is Status.NOT_PAYABLE:
        return 0
    if result.status is not Status.KNOWN and not _is_surely_paid(decision, result, day):
        return UNDETERMINED
    if line.is_rest:
        return 0 if result.rest is None else result.rest
    if line.member:
        return next((share.amount for share in result.shares if share.member == line.member), 0)
    if isinstance(result.payment, Payment):
        return result.value if result.status is Status.KNOWN else UNDETERMINED
    return 0 if result.shares or result.status is Status.KNOWN else UNDETERMINED


def _is_surely_paid(decision: Decision, result: PaymentResult, day: date) -> bool:
    """Whether something is surely paid on the day, of whatever amount."""
    conditions = (step for step in (result.when, result.while_) if step is not None)
    begun = YES if result.starts is None else has_come(result.starts.value, day)
    ended = NO if result.until is None else has_come(result.until.value, day)
    holds = [truth_of_value(step.value) for step in conditions]
    return decision.outcome is Outcome.PAYABLE and all_of([begun, negate(ended), *holds]) is YES


def _add(found: _Adding, rate: Exact, per: str, start: date, until: date, rule: PartOfMonth | None) -> None:
    if per == "day":
        found.whole += rate * (until - start).days
    elif per == "month":
        _add_months(found, rate, start, until, rule)
    else:
        found.unknown.append(Unknown(start, until))


def _add_months(found: _Adding, rate: Exact, start: date, until: date, rule: PartOfMonth | None) -> None:
    for year, month in _months(start, until):
        first = date(year, month, 1)
        length = monthrange(year, month)[1]
        begins = max(start.toordinal() - first.toordinal(), 0)
        ends = min(until.toordinal() - first.toordinal(), length)
        if begins == 0 and ends == length:
            found.whole += rate
        else:
            share = _part(begins, ends, length, rule)
            found.parts[year, month] = found.parts.get((year, month), Fraction(0)) + rate * share
            found.days.append((max(start, first), first + timedelta(ends)))


def _months(start: date, until: date) -> Iterator[tuple[int, int]]:
    index, last = start.year * 12 + start.month - 1, (until.year * 12 + until.month - 1) - (until.day == 1)
    while index <= last:
        yield index // 12, index % 12 + 1
        index += 1


def _part(begins: int, ends: int, length: int, rule: PartOfMonth | None) -> Fraction:
    """The part of a month from one of its days, the first being 0, to another; the last ends the last thirtieth."""
    if rule is not None and rule.by == "thirtieths":
        return Fraction((30 if ends == length else min(ends, 30)) - min(begins, 30), 30)
    return Fraction(ends - begins, length)
