"""What a benefit pays: the status and the amount of each payment, and the documents and things that go with it.

Invariant: nothing here changes entitlement; a payment of a benefit that is surely not payable is not worked out.
"""

from collections.abc import Sequence
from datetime import date

from attrs import evolve

from policy_engine.evaluation.decision import Facts, PaymentResult, Status, ThingResult
from policy_engine.evaluation.in_force import Day
from policy_engine.evaluation.interpret import interpret
from policy_engine.evaluation.needed import Needed, joined_needs, needed
from policy_engine.evaluation.operate import truth_of_value
from policy_engine.evaluation.shares import Division, divide, draw
from policy_engine.evaluation.step import Hole, Step
from policy_engine.evaluation.tiers import has_come
from policy_engine.evaluation.work import Evaluation, Frame
from policy_engine.model import core
from policy_engine.model.rulebook import Draws, Payment, Shares, Thing
from policy_engine.values.truth import NO, OPEN, YES, Truth, all_of, negate
from policy_engine.values.value import NEVER, NOT_APPLICABLE, REFERRED, Open, Value


def pay(
    work: Evaluation, payment: Payment | Shares | Draws, entitled: Truth, frame: Frame, on: date | None
) -> PaymentResult:
    """One payment on the day on which it is shown: `on`, else its first day, else the day of the benefit."""
    when = None if payment.when is None else interpret(work, payment.when, frame)
    due = all_of((entitled, YES if when is None else truth_of_value(when.value)))
    if due is NO:
        return PaymentResult(payment, Status.NOT_PAYABLE, NOT_APPLICABLE, None, when)
    starts = _asked(work, None if isinstance(payment, Draws) else payment.starts, frame)
    until = _asked(work, None if isinstance(payment, Draws) else payment.until, frame)
    running = _running_day(frame.day, starts, on)
    lasts = None
    if isinstance(payment, Payment) and payment.while_ is not None:
        lasts = interpret(work, payment.while_, Frame(running, frame.variables, frame.place))
    shown = _is_running(running, starts, until, lasts)
    amount = interpret(work, payment.amount, frame if starts is None else _paid_for(frame, running))
    value, holes = _amount(payment, amount)
    division = _divided(work, payment, value, frame, running)
    if shown is NO:
        division = _nobody(division)
    parts = [share.amount for share in division.shares] + ([] if division.rest is None else [division.rest])
    status = _status(all_of((due, shown)), (value, *parts))
    payees = _payees(work, payment, frame)
    asked = (when, starts, until, lasts, amount, *division.open_steps)
    needs = _needs(status, asked, (*holes, *division.holes), payees)
    return PaymentResult(
        payment, status, value, amount, when, starts, until, lasts, division.shares, division.rest,
        division.tier, needs.missing, needs.open_points, division.steps,
        payees,
    )  # fmt: skip


def things(
    work: Evaluation, declared: Sequence[Thing], frame: Frame, handed_in: Facts | None = None
) -> tuple[ThingResult, ...]:
    """Documents (with the facts, to know which were handed in), benefits in kind, exclusions or payees."""
    results = []
    for thing in declared:
        applies = None if thing.when is None else interpret(work, thing.when, frame)
        documents = None if handed_in is None else handed_in.documents
        results.append(ThingResult(thing, applies, None if documents is None else thing.name in documents))
    return tuple(results)


def _asked(work: Evaluation, expression: core.Expression | None, frame: Frame) -> Step | None:
    return None if expression is None else interpret(work, expression, frame)


def _running_day(day: Day, starts: Step | None, on: date | None) -> Day:
    if on is not None:
        return on
    if starts is None or starts.value is NEVER:
        return day
    value = starts.value
    return value if type(value) is date or isinstance(value, Open) else day


def _paid_for(frame: Frame, running: Day) -> Frame:
    """The same place, where the day paid is known besides."""
    day: Value = REFERRED if running is None else running
    return Frame(frame.day, {**frame.variables, core.THE_DAY_PAID: day}, frame.place)


def _is_running(running: Day, starts: Step | None, until: Step | None, lasts: Step | None) -> Truth:
    """Whether the payment has begun on the running day, has not ended, and its condition still holds."""
    begun = YES if starts is None else has_come(starts.value, running)
    ended = NO if until is None else has_come(until.value, running)
    return all_of((begun, negate(ended), YES if lasts is None else truth_of_value(lasts.value)))


def _amount(payment: Payment | Shares | Draws, amount: Step) -> tuple[Value, tuple[Hole, ...]]:
    """The amount; one that is a fact which does not apply cannot be said."""
    if amount.value is NOT_APPLICABLE:
        return REFERRED, (Hole("no value", payment.name, detail=("not applicable",)),)
    return amount.value, ()


def _divided(work: Evaluation, payment: Payment | Shares | Draws, value: Value, frame: Frame, running: Day) -> Division:
    match payment:
        case Payment():
            return Division()
        case Shares():
            return divide(work, payment, value, frame, running)
        case Draws():
            return draw(work, payment, value, frame)


def _nobody(division: Division) -> Division:
    """The same division on a day on which the payment has not begun or has ended."""
    paid = ("paid", "open")
    shares = tuple(
        evolve(each, state="not on this day", exact=0, amount=0) if each.state in paid else each
        for each in division.shares
    )
    return evolve(division, shares=shares, rest=None)


def _status(truth: Truth, amounts: Sequence[Value]) -> Status:
    """Known where it is surely due and every amount of it is known."""
    if truth is NO:
        return Status.NOT_PAYABLE
    if truth is OPEN:
        return Status.REFERRED
    if truth is not YES:
        return Status.UNDETERMINED
    opens = [amount for amount in amounts if isinstance(amount, Open)]
    if not opens:
        return Status.KNOWN
    return Status.REFERRED if any(amount.referred for amount in opens) else Status.UNDETERMINED


def _needs(
    status: Status, steps: Sequence[Step | None], holes: Sequence[Hole], payees: Sequence[ThingResult]
) -> Needed:
    """What the amount still needs; and what it still needs to know who is paid, the amount known or not."""
    if status is Status.NOT_PAYABLE:
        return Needed()
    whom = needed(payee.applies for payee in payees)
    if status is Status.KNOWN:
        return whom
    own = Needed(
        tuple(hole for hole in holes if not hole.is_open_point), tuple(hole for hole in holes if hole.is_open_point)
    )
    return joined_needs((needed(steps), own, whom))


def _payees(work: Evaluation, payment: Payment | Shares | Draws, frame: Frame) -> tuple[ThingResult, ...]:
    return things(work, payment.payees, frame) if isinstance(payment, Payment) else ()
