"""What a benefit comes to between two days: for each person or payee, what is due, what has been paid, what is owing.

A month of which all days are paid at one rate is worth that rate.  What other months are worth the book says in its
head (`part of a month by its days rounded half up`); where it says nothing, neither does the total.
Invariant: a month is rounded once, whatever number of stretches meet in it; nothing else is rounded.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from attrs import define, field, frozen

from policy_engine.evaluation.decision import Award, Decision, Status
from policy_engine.evaluation.timeline.holds import next_day
from policy_engine.evaluation.timeline.timeline import Stretch, Timeline, is_over_time
from policy_engine.model.rulebook import PartOfMonth, Shares
from policy_engine.model.types import Quantity
from policy_engine.values.number import round_to
from policy_engine.values.value import Exact, Open, Value, exact

Times = Sequence[tuple[date, date]]
"""Times from a day to the day before another."""

UNSAID = "unsaid"
"""Of an amount that the book does not let anybody say: what part of a month is worth."""


@frozen
class Total:
    """Of one payment, or of one person's share of it.

    member: the person or party; "" where the payment is not shared.  due: all that is to be paid from the first day to
    the last.  paid: the part of it that lies in the time of recorded awards, None where there are none.
    owing: what is left.  Each is an amount, Open, or UNSAID.
    """

    payment: str
    member: str
    due: Value
    paid: Value | None = None
    owing: Value | None = None


def totals(timeline: Timeline, rule: PartOfMonth | None, start: date, until: date) -> tuple[Total, ...]:
    """The totals of everything that is paid over time, from `start` to the day before `until`."""
    found = []
    facts = timeline.first.facts
    awards = [each for each in (facts.awards or () if facts else ()) if each.benefit == timeline.first.question]
    for payment, member in _who(timeline.stretches):
        due = _due(timeline.stretches, payment, member, [(start, until)], rule)
        if not awards:
            found.append(Total(payment, member, due))
            continue
        paid = _due(timeline.stretches, payment, member, list(_paid_times(awards, start, until)), rule)
        found.append(Total(payment, member, due, paid, _less(due, paid)))
    return tuple(found)


def _who(stretches: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    """Each payment over time, with everybody who has a share of it at some time."""
    seen: dict[tuple[str, str], None] = {}
    for stretch in stretches:
        for each in stretch.decision.payments:
            if not is_over_time(each.payment) or each.status is Status.NOT_PAYABLE:
                continue
            name = each.payment.name
            if isinstance(each.payment, Shares):
                seen.update({(name, share.member): None for share in each.shares if share.amount != 0})
            else:
                seen[name, ""] = None
    return iter(seen)


def _paid_times(awards: Sequence[Award], start: date, until: date) -> Iterator[tuple[date, date]]:
    for award in awards:
        begins = max(award.begun, start)
        ends = until if award.paid_to is None else min(next_day(award.paid_to), until)
        if begins < ends:
            yield begins, ends


def _less(due: Value, paid: Value) -> Value:
    if UNSAID in (due, paid):
        return UNSAID
    if isinstance(due, Open) or isinstance(paid, Open):
        return Open(any(isinstance(each, Open) and each.referred for each in (due, paid)))
    assert isinstance(due, int | Fraction)
    assert isinstance(paid, int | Fraction)
    return exact(due - paid)


# ------------------------------------------------------------------------------------------------ one person's payment


@define(eq=False)
class _Sum:
    """What has been added up: whole amounts, and of months that are not paid at one rate the parts."""

    whole: Exact = 0
    parts: dict[tuple[int, int], Fraction] = field(factory=dict)
    opens: list[Open] = field(factory=list)
    unsaid: bool = False


def _due(stretches: Sequence[Stretch], payment: str, member: str, times: Times, rule: PartOfMonth | None) -> Value:
    found = _Sum()
    for stretch in stretches:
        rate, per = _rate(stretch.decision, payment, member)
        for start, until in times:
            begins = max(start, stretch.start)
            ends = until if stretch.until is None else min(until, stretch.until)
            if begins < ends:
                _add(found, rate, per, begins, ends, rule)
    if found.opens:
        return Open(any(each.referred for each in found.opens))
    if found.unsaid or (found.parts and rule is None):
        return UNSAID
    rounded = [round_to(exact(part), 1, rule.rounding) for part in found.parts.values()] if rule else []
    return exact(found.whole + sum(rounded))


def _rate(decision: Decision, payment: str, member: str) -> tuple[Value, str]:
    """What is paid for each day or month of a stretch, and which of the two."""
    result = next(each for each in decision.payments if each.payment.name == payment)
    type = result.payment.type
    assert isinstance(type, Quantity)
    if result.status is Status.NOT_PAYABLE:
        return 0, type.per
    if not member:
        return (result.value if result.status is Status.KNOWN else _open(result.value)), type.per
    value = next((share.amount for share in result.shares if share.member == member), 0)
    return value, type.per


def _open(value: Value) -> Value:
    return value if isinstance(value, Open) else Open(True)


def _add(found: _Sum, rate: Value, per: str, start: date, until: date, rule: PartOfMonth | None) -> None:
    if isinstance(rate, Open):
        found.opens.append(rate)
        return
    assert isinstance(rate, int | Fraction)
    if rate == 0:
        return
    if per == "day":
        found.whole += rate * (until - start).days
    elif per == "month":
        _add_months(found, rate, start, until, rule)
    else:
        found.unsaid = True


def _add_months(found: _Sum, rate: Exact, start: date, until: date, rule: PartOfMonth | None) -> None:
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
