"""The law of the timeline: it says of every day what deciding for that day says."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decided, Decision, PaymentResult, Status
from policy_engine.evaluation.timeline.timeline import Stretch, Timeline, is_over_time, timeline
from policy_engine.evaluation.timeline.totals import Sum, totals
from policy_engine.explanation.timeline.tell import tell_timeline
from policy_engine.model.rulebook import PartOfMonth, Payment
from policy_engine.model.types import Quantity
from policy_engine.values.number import round_to
from policy_engine.values.value import Exact, Value, exact
from tests.properties.summary import summary
from tests.properties.worlds import World, answered_worlds, law

DAY_BY_DAY = 30
SPREAD = 40 * 365
RULE = PartOfMonth("its days", "half up")


@law(15)
@given(answered_worlds())
def test_a_timeline_is_what_deciding_day_by_day_gives(world: World) -> None:
    """On the first and the last day of every stretch, on days in a row and on days far apart."""
    facts = world.facts(world.some_missing())
    start = date(2015, 1, 1) + timedelta(world.random.randrange(6_000))
    until = start + timedelta(world.random.randrange(1, SPREAD))
    for question in (name for name in world.questions if name in world.model.benefits):
        found = timeline(world.model, facts, question, start=start, until=until)
        if found.diagnostics:
            assert {each.code for each in found.diagnostics} <= {"Q103", "Q109"}
            continue
        for position, each in enumerate(found.timelines):
            _joins(each.stretches, start, until)
            row = world.random.randrange((until - start).days)
            days = _days(world, each.stretches, start, until, row)
            decided = {day: decide(world.model, facts, question, on=day).decisions[position] for day in sorted(days)}
            for day, decision in decided.items():
                stretch = next(one for one in each.stretches if one.start <= day and day < (one.until or until))
                assert _paid(decision) == _paid(stretch.decision), (question, day)
            in_a_row = {day: decided[day] for day in sorted(decided) if 0 <= (day - start).days - row < DAY_BY_DAY}
            _adds_up(each, in_a_row)
            told = tell_timeline(world.model, each, "ms", last=until - timedelta(1))
            assert all(stretch.reasons for stretch in told.stretches[1:])


def _joins(stretches: tuple[Stretch, ...], start: date, until: date) -> None:
    assert stretches[0].start == start
    assert stretches[-1].until == until
    for before, after in pairwise(stretches):
        assert before.until == after.start
        assert _paid(before.decision) != _paid(after.decision)


def _adds_up(line: Timeline, decided: dict[date, Decision]) -> None:
    """The totals of days in a row are the sums of what deciding each of them gives, a month rounded once."""
    start, until = min(decided), max(decided) + timedelta(1)
    found = {(each.payment, each.member): each.due for each in totals(line, RULE, start, until) if not each.is_rest}
    for key, expected in _sums(line, decided).items():
        due = found.get(key, Sum())
        assert due.unknown if expected is None else (due.known, due.unknown) == (expected, ()), key


def _sums(line: Timeline, decided: dict[date, Decision]) -> dict[tuple[str, str], Exact | None]:
    """By payment and member what falls due on the days; None where an amount that is not shared is not known."""
    parts: dict[tuple[str, str], dict[tuple[int, int], Fraction]] = {}
    sums: dict[tuple[str, str], Exact | None] = {}
    for day, decision in decided.items():
        for result in decision.payments:
            if is_over_time(result.payment) and result.status is not Status.NOT_PAYABLE:
                assert isinstance(result.payment.type, Quantity)
                days = {"day": 1, "month": monthrange(day.year, day.month)[1]}.get(result.payment.type.per)
                for key, amount in _amounts(result):
                    if result.status is Status.KNOWN and days is not None:
                        assert isinstance(amount, int | Fraction)
                        months = parts.setdefault(key, {})
                        earlier = months.get((day.year, day.month), Fraction())
                        months[day.year, day.month] = earlier + Fraction(amount, days)
                    else:
                        sums[key] = None
    for result in line.first.payments:
        begins = line.first.as_at if result.starts is None else result.starts
        is_due = result.status is Status.KNOWN and not is_over_time(result.payment)
        if is_due and begins is not None and begins.value in decided:
            sums |= {key: amount for key, amount in _amounts(result) if isinstance(amount, int | Fraction)}
    for key, months in parts.items():
        sums.setdefault(key, exact(sum(round_to(exact(part), 1, "half up") for part in months.values())))
    return {key: amount for key, amount in sums.items() if amount is not None or not key[1]}


def _amounts(result: PaymentResult) -> list[tuple[tuple[str, str], Value]]:
    name = result.payment.name
    if isinstance(result.payment, Payment):
        return [((name, ""), result.value)]
    return [((name, share.member), share.amount) for share in result.shares]


def _days(world: World, stretches: tuple[Stretch, ...], start: date, until: date, row: int) -> set[date]:
    """Days in a row from `row` days behind the start, days far apart, and both sides of every change."""
    far = (until - start).days
    days = {start + timedelta(number) for number in range(row, min(row + DAY_BY_DAY, far))}
    days |= {start + timedelta(world.random.randrange(far)) for _ in range(DAY_BY_DAY)}
    for stretch in stretches:
        days |= {stretch.start, stretch.start - timedelta(1)}
    return {day for day in days if start <= day < until}


def _paid(decision: Decision) -> object:
    """What is told of payments over time; what is paid once is no part of a timeline."""

    told = summary(Decided((decision,)))[decision.member]
    over_time = {each.payment.name for each in decision.payments if is_over_time(each.payment)}
    payments = {
        name: {key: value for key, value in payment.items() if key in ("status", "amount", "shares", "rest")}
        for name, payment in told["payments"].items()
        if name in over_time
    }
    return told["outcome"], payments, told["missing"], told["open"]
