"""What turns on a reading over time: a benefit beside the same benefit under another option, day by day.

Invariant: a day is told as turning on a reading only where what is paid on it surely differs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from attrs import frozen

from policy_engine.evaluation.decision import Decision, Facts, Outcome, Status
from policy_engine.evaluation.differing import BY_WEIGHT, TURNING, Missing, Turns, difference, known, may_differ
from policy_engine.evaluation.timeline.timeline import Stretch, Timeline, is_over_time, timeline
from policy_engine.model.rulebook import Model

Times = tuple[tuple[date, date | None], ...]
"""Times from a day to the day before another, None for no end; in order, none touching the next."""


@frozen
class TurnOverTime:
    """What turns on a reading, and the days on which another amount would be paid, or to another person."""

    turns: Turns
    times: Times = ()


def turning_over_time(
    model: Model,
    facts: Facts,
    lines: Sequence[Timeline],
    start: date | None = None,
    until: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> tuple[Mapping[str, TurnOverTime], ...]:
    """For each timeline what turns on each reading that was used on any day of it, each other option tried alone.

    start, until, readings: as they were given to `timeline`.
    """
    found: tuple[dict[str, TurnOverTime], ...] = tuple({} for _ in lines)
    for reading, option in alternatives(model, lines):
        taken = {**(readings or {}), reading: option}
        others = timeline(model, facts, lines[0].first.question, start=start, until=until, readings=taken).timelines
        for turns, line in zip(found, lines, strict=True):
            if reading in _used(line):
                turns[reading] = _joined(turns.get(reading), _turn(model, reading, line, others))
    return found


def alternatives(model: Model, lines: Sequence[Timeline]) -> Iterator[tuple[str, str]]:
    """Every other option of every reading that was used on any day, in the book's order."""
    used = {name: option for line in lines for name, option in _used(line).items()}
    for name, reading in model.readings.items():
        for option in reading.options:
            if name in used and option.name != used[name]:
                yield name, option.name


def later_turn(model: Model, reading: str, line: Timeline, others: Sequence[Timeline]) -> TurnOverTime:
    """What is paid otherwise on any day of the timeline of the same member under another option."""
    other = _same_member(line, others)
    if other is None:
        return TurnOverTime("not yet known")
    times: list[tuple[date, date | None]] = []
    turns: list[Turns] = ["nothing"]
    for start, until in _times(line, other):
        turns.append(_of_day(model, reading, _stretch(line, start), _stretch(other, start)))
        if turns[-1] in TURNING:
            times.append((start, until))
    return TurnOverTime(_first(turns), _merged(times))


def _turn(model: Model, reading: str, line: Timeline, others: Sequence[Timeline]) -> TurnOverTime:
    """The same with what differs at all: entitlement, the first amount, documents."""
    later = later_turn(model, reading, line, others)
    other = _same_member(line, others)
    at_first = "not yet known" if other is None else difference(model, reading, line.first, other.first)
    return TurnOverTime(min(at_first, later.turns, key=BY_WEIGHT.index), later.times)


def _used(line: Timeline) -> Mapping[str, str]:
    """Every reading that is used on any day, with the option taken."""
    return {name: option for decision in (line.first, *line.decided) for name, option in decision.readings.items()}


def _same_member(line: Timeline, others: Sequence[Timeline]) -> Timeline | None:
    return next((each for each in others if each.first.member == line.first.member), None)


def _joined(before: TurnOverTime | None, after: TurnOverTime) -> TurnOverTime:
    """What several options of one reading turn."""
    if before is None:
        return after
    turns = min(before.turns, after.turns, key=BY_WEIGHT.index)
    return TurnOverTime(turns, _merged((*before.times, *after.times)))


def _merged(times: Iterable[tuple[date, date | None]]) -> Times:
    """Times that touch or overlap as one."""
    found: list[tuple[date, date | None]] = []
    for start, until in sorted(times, key=lambda each: each[0]):
        last = found[-1] if found else None
        if last is None or (last[1] is not None and start > last[1]):
            found.append((start, until))
        elif last[1] is not None:
            found[-1] = (last[0], None if until is None else max(until, last[1]))
    return tuple(found)


# ------------------------------------------------------------------------------------------------ day by day


def _times(line: Timeline, other: Timeline) -> Iterator[tuple[date, date | None]]:
    """The times in which neither of two timelines changes."""
    stretches = (*line.stretches, *other.stretches)
    bounds = sorted({bound for each in stretches for bound in (each.start, each.until) if bound is not None})
    yield from pairwise(bounds)
    if any(each.until is None for each in stretches):
        yield bounds[-1], None


def _stretch(line: Timeline, day: date) -> Stretch | None:
    return next(
        (each for each in line.stretches if each.start <= day and (each.until is None or day < each.until)), None
    )


def _of_day(model: Model, reading: str, one: Stretch | None, other: Stretch | None) -> Turns:
    """What differs on a day; a day before the first of a timeline is one on which nothing is paid."""
    if one is not None and other is not None and one.decision.outcome is not other.decision.outcome:
        outcomes = (one.decision.outcome, other.decision.outcome)
        return "not yet known" if Outcome.UNDETERMINED in outcomes else "outcome"
    here, there = ({} if each is None else dict(_paid_on(each.decision)) for each in (one, other))
    turns: list[Turns] = ["nothing"]
    for part in dict.fromkeys((*here, *there)):
        values = (here.get(part, 0), there.get(part, 0))
        if any(isinstance(value, Missing) for value in values):
            turns += ["not yet known"] if may_differ(model, reading, *values) else []
        elif values[0] != values[1]:
            turns.append("time" if 0 in values else "amount")
    return _first(turns)


_LATER: tuple[Turns, ...] = ("outcome", "time", *BY_WEIGHT)


def _first(turns: Iterable[Turns]) -> Turns:
    """Of several things that turn later it is told first that somebody is paid at another time."""
    return min(turns, key=_LATER.index)


def _paid_on(decision: Decision) -> Iterator[tuple[tuple[str, str], object]]:
    """What is paid on a day of what is paid over time, by payment and member; what is not there is not paid."""
    for payment in decision.payments:
        name, made_of = payment.payment.name, (payment.payment,)
        if not is_over_time(payment.payment) or payment.status is Status.NOT_PAYABLE:
            continue
        if payment.status is not Status.KNOWN:
            yield (name, ""), Missing(made_of) if payment.status is Status.UNDETERMINED else payment.status
        elif payment.shares:
            yield from (((name, share.member), known(share.amount, made_of)) for share in payment.shares)
        else:
            yield (name, ""), known(payment.value, made_of)
