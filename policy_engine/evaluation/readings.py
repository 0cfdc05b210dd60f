"""What turns on a reading: each other option of each reading that was used, tried alone.

Of a benefit that is paid over time the later days count too: a reading may move the day on which a payment ends, or
matter only to those who still have a share then.
Invariant: that something turns on a reading is said only where another option surely changes it, and that nothing does
only where both answers are settled.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decided, Decision, Facts, Outcome
from policy_engine.evaluation.differing import BY_WEIGHT, TURNING, Turns, difference
from policy_engine.evaluation.step import walk
from policy_engine.evaluation.timeline.timeline import Timeline, Timelines, is_over_time, steps_of, timeline
from policy_engine.evaluation.timeline.turning import later_turn
from policy_engine.model import core
from policy_engine.model.derived import derived
from policy_engine.model.rulebook import Benefit, Draws, Model, Payment, Shares
from policy_engine.model.walk import Definition, closure, readings_of_fates, within
from policy_engine.source.arguments import A_MODEL, must_be

MOST_DAYS = 200
"""For how many days a benefit is decided at most to find what turns on a reading later."""


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
    tried = _tried(model, facts, decided, question, on, readings or {})
    return tuple(turn for turn, found in tried if any(what in TURNING for what in found.values()))


def turning(
    model: Model, facts: Facts, question: str, on: date | None = None, readings: Mapping[str, str] | None = None
) -> Mapping[str, Mapping[str, Turns]]:
    """What turns on each reading that was used, for each member of a benefit of a list ("" where there is none).

    This is what `explain` takes as `turning`, a member's for its decision.  A reading that is used on later days alone
    is there for those for whom something turns on it.  It is empty where `decide` gives no decision.
    """
    must_be(Model, model, "turning", "model", A_MODEL)
    must_be(Facts, facts, "turning", "facts", "the `facts` that read_facts gives where nothing is wrong with them")
    must_be(str, question, "turning", "question", "the name of a benefit or a rule")
    decided = decide(model, facts, question, on=on, readings=readings)
    return turning_of(model, facts, decided, question, on, readings)


def turning_of(
    model: Model, facts: Facts, decided: Decided, question: str, on: date | None, readings: Mapping[str, str] | None
) -> Mapping[str, Mapping[str, Turns]]:
    """The same where the question has been decided already, with these facts, day and readings."""
    found: dict[str, dict[str, Turns]] = {decision.member: {} for decision in decided.decisions}
    used = {decision.member: decision.readings for decision in decided.decisions}
    for turn, by_member in _tried(model, facts, decided, question, on, readings or {}):
        for member, what in by_member.items():
            if what in TURNING or turn.reading in used[member]:
                known = found[member].get(turn.reading, "nothing")
                found[member][turn.reading] = min(known, what, key=BY_WEIGHT.index)
    return found


def may_turn(model: Model, decisions: Sequence[Decision]) -> bool:
    """Whether an answer rests on any reading, or a later day of what is paid may."""
    return any(each.readings for each in decisions) or bool(_moving(model, decisions))


def _tried(
    model: Model, facts: Facts, decided: Decided, question: str, on: date | None, readings: Mapping[str, str]
) -> Iterator[tuple[Turn, Mapping[str, Turns]]]:
    """Every other option of every reading that was used, now or later, with what it changes for each member."""
    moving = _moving(model, decided.decisions)
    lines = timeline(model, facts, question, readings=readings, most_days=MOST_DAYS).timelines if moving else ()
    later = moving & frozenset(name for line in lines for name in _used_later(line)) if lines else moving
    used = {name: option for decision in decided.decisions for name, option in decision.readings.items()}
    used |= {name: decided.decisions[0].options[name] for name in later if lines}
    for name, reading in model.readings.items():
        for option in reading.options:
            if name not in used or option.name == used[name]:
                continue
            taken = {**readings, name: option.name}
            turn = Turn(name, option.name, decide(model, facts, question, on=on, readings=taken))
            found = _by_member(model, decided, turn)
            if name in later and any(what in _UNSETTLED for what in found.values()):
                asked = timeline(model, facts, question, readings=taken, most_days=MOST_DAYS) if lines else Timelines()
                found = dict(_with_later(model, name, found, lines, asked.timelines))
            yield turn, found


_UNSETTLED: tuple[Turns, ...] = ("things", "not yet known", "nothing")
"""Where something more may turn on later days."""


def _used_later(line: Timeline) -> Iterator[str]:
    """The readings on which the payments of any day rest."""
    payments = [each for decision in line.decided for each in decision.payments if is_over_time(each.payment)]
    for step in walk(*(step for payment in payments for step in steps_of(payment))):
        if isinstance(step.node, core.ByReading):
            yield step.node.reading
    used = {name for decision in line.decided for name in decision.readings}
    for payment in line.first.payments:
        if isinstance(payment.payment, Shares):
            yield from used.intersection(readings_of_fates(payment.payment))


def _by_member(model: Model, first: Decided, turn: Turn) -> dict[str, Turns]:
    """What differs between two answers, for each member of the first; another list of members is another outcome."""
    others = {decision.member: decision for decision in turn.decided.decisions}
    found: dict[str, Turns] = {}
    for decision in first.decisions:
        other = others.get(decision.member)
        found[decision.member] = "outcome" if other is None else difference(model, turn.reading, decision, other)
    return found


def _with_later(
    model: Model, reading: str, found: Mapping[str, Turns], lines: Sequence[Timeline], others: Sequence[Timeline]
) -> Iterator[tuple[str, Turns]]:
    """What turns for each member, the later days with it."""
    by_member = {line.first.member: line for line in lines}
    for member, what in found.items():
        later = later_turn(model, reading, by_member[member], others).turns if member in by_member else "not yet known"
        yield member, min(what, later, key=BY_WEIGHT.index) if what in _UNSETTLED else what


# ------------------------------------------------------------------------------------------------ what moves


def _moving(model: Model, decisions: Sequence[Decision]) -> frozenset[str]:
    """The readings on which later days may turn, where something is paid to speak of and the day of it is fixed."""
    due = [each for each in decisions if each.outcome in (Outcome.PAYABLE, Outcome.REFERRED)]
    benefit = model.benefits.get(due[0].question) if due else None
    if benefit is None or benefit.as_at is None or not model.readings:
        return frozenset()
    return derived(model, _Moving).of(benefit)


@frozen(eq=False)
class _Moving:
    """By benefit the readings that the later days of its payments can rest on."""

    model: Model
    known: dict[str, frozenset[str]] = field(factory=dict, init=False)

    def of(self, benefit: Benefit) -> frozenset[str]:
        found = self.known.get(benefit.name)
        if found is None:
            found = self.known[benefit.name] = frozenset(self._found(benefit))
        return found

    def _found(self, benefit: Benefit) -> Iterator[str]:
        for payment in benefit.payments:
            if is_over_time(payment):
                yield from readings_of_fates(payment) if isinstance(payment, Shares) else ()
                for each in _asked_anew(payment):
                    yield from closure(self.model, each).readings


def _asked_anew(payment: Payment | Shares | Draws) -> Iterator[Definition | core.Expression]:
    """What of a payment is asked for each day anew, or says from when to when it is paid."""
    match payment:
        case Shares():
            yield payment
        case Payment():
            moving = (payment.starts, payment.until, payment.while_)
            yield from (each for each in moving if each is not None)
            if any(
                isinstance(each, core.Variable) and each.name == core.THE_DAY_PAID for each in within(payment.amount)
            ):
                yield payment.amount
        case Draws():
            return
