"""The law of the timeline: it says of every day what deciding for that day says."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decided, Decision
from policy_engine.evaluation.timeline.timeline import Stretch, is_over_time, timeline
from policy_engine.explanation.timeline.tell import tell_timeline
from tests.properties.summary import summary
from tests.properties.worlds import World, answered_worlds, law

DAY_BY_DAY = 30
SPREAD = 40 * 365


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
            days = _days(world, each.stretches, start, until)
            for day in days:
                decided = decide(world.model, facts, question, on=day)
                stretch = next(one for one in each.stretches if one.start <= day and day < (one.until or until))
                assert _paid(decided.decisions[position]) == _paid(stretch.decision), (question, day)
            tell_timeline(world.model, each, "ms", last=until - timedelta(1))


def _joins(stretches: tuple[Stretch, ...], start: date, until: date) -> None:
    assert stretches[0].start == start
    assert stretches[-1].until == until
    for before, after in pairwise(stretches):
        assert before.until == after.start
        assert _paid(before.decision) != _paid(after.decision)


def _days(world: World, stretches: tuple[Stretch, ...], start: date, until: date) -> set[date]:
    far = (until - start).days
    row = world.random.randrange(far)
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
