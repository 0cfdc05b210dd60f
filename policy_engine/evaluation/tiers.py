"""Who has a part in shares by class: the tier that is reached, the classes of it, and who stands in them on the day.

A tier and the classes that take part are decided on the day on which the tiers are fixed; whether a member still has
its part is decided on the running day.
Invariant: nothing is divided here; every fate of a part that ends or is never filled is followed in fates.py.
"""

from collections.abc import Sequence
from datetime import date

from attrs import define, field, frozen

from policy_engine.evaluation.in_force import Day
from policy_engine.evaluation.interpret import interpret
from policy_engine.evaluation.operate import is_open_value, truth_of_value
from policy_engine.evaluation.step import Step
from policy_engine.evaluation.work import Evaluation, Frame
from policy_engine.model.rulebook import Ending, Fate, ShareClass, Shares, Tier
from policy_engine.values.made_often import made_often
from policy_engine.values.truth import NO, OPEN, UNKNOWN, YES, Truth, all_of, any_of, negate, truth_of
from policy_engine.values.value import NEVER, NOT_APPLICABLE, Collection, Element, Open, Value


@frozen(eq=False)
class Days:
    """Where the shares are asked: at the benefit's day, on the day that fixes the tiers, and on the running day."""

    asked: Frame
    fixed: Frame
    running: Frame


@define(eq=False)
class Candidate:
    """A member of the list, and where it is looked at: on the day that fixes the tiers, and on the running day.

    belonging: whether it belongs to a class on the fixing day, once that has been asked.
    """

    member: Element
    fixed: Frame
    running: Frame
    belonging: dict[int, Step] = field(factory=dict, init=False)


@made_often(eq=False)
class Standing:
    """A member of a class: whether it has a part on the running day, and whether it had one on the fixing day.

    state is "open" where that is not sure, and "no share" of a member that had none on the fixing day either.
    ended_on and ending: of the earliest ending that has come.
    doubtful: the fates that an ending or a bar which is not known may bring.
    """

    member: Element
    belongs: Truth
    state: str
    entitled: Truth
    entitled_at_first: Truth
    ended_on: date | None
    ending: Ending | None
    doubtful: tuple[Fate, ...]
    steps: tuple[Step, ...]


@frozen(eq=False)
class Class:
    """A class of the tier that is reached: whether it takes part, its part, and those who belong to it."""

    declared: ShareClass
    admitted: Truth
    part: Step
    standings: tuple[Standing, ...]
    steps: tuple[Step, ...]


@frozen(eq=False)
class Reached:
    """The tier that is reached, None where none is or `sure` says that it is not known which.

    steps: the tests of the tiers.  outside: of the members without a class here, the class they would belong to in
    another tier, or "".
    """

    position: int | None
    sure: Truth
    steps: tuple[Step, ...] = ()
    classes: tuple[Class, ...] = ()
    outside: tuple[tuple[Element, str], ...] = ()


def reach(work: Evaluation, shares: Shares, members: Collection, days: Days) -> Reached:
    """The tier that is reached, with the standing of every member in it."""
    steps: list[Step] = []
    candidates = [
        Candidate(
            member, of_member(shares.variable, member, days.fixed), of_member(shares.variable, member, days.running)
        )
        for member in members.items
    ]
    for position, tier in enumerate(shares.tiers):
        truth, tests = _applies(work, tier, candidates, days, members.complete)
        steps.extend(tests)
        if truth is YES:
            classes = tuple([_class(work, shares, declared, candidates, days) for declared in tier.classes])
            return Reached(position, YES, tuple(steps), classes, _outside(work, shares, position, candidates))
        if truth is not NO:
            return Reached(None, truth, tuple(steps), (), _outside(work, shares, None, candidates))
    return Reached(None, YES, tuple(steps), (), _outside(work, shares, None, candidates))


def has_come(end: Value, day: Day) -> Truth:
    """Whether a date is reached on the day; never is never."""
    if end is NEVER or end is NOT_APPLICABLE:
        return NO
    if isinstance(end, Open):
        return OPEN if end.referred else UNKNOWN
    if not isinstance(day, date):
        return UNKNOWN if isinstance(day, Open) and not day.referred else OPEN
    assert isinstance(end, date)
    return truth_of(end <= day)


def of_member(shares_variable: str, member: Element, frame: Frame) -> Frame:
    """The same place with the member in sight."""
    return Frame(frame.day, {**frame.variables, shares_variable: member}, frame.place)


def _belongs(work: Evaluation, declared: ShareClass, candidate: Candidate) -> Step:
    """Whether a member belongs to a class on the day that fixes the tiers."""
    step = candidate.belonging.get(id(declared))
    if step is None:
        step = candidate.belonging[id(declared)] = interpret(work, declared.member, candidate.fixed)
    return step


def _applies(
    work: Evaluation, tier: Tier, candidates: Sequence[Candidate], days: Days, complete: bool
) -> tuple[Truth, tuple[Step, ...]]:
    """Whether a tier applies: its `when`, or without one that some member belongs to one of its classes."""
    if tier.when is not None:
        step = interpret(work, tier.when, days.fixed)
        return truth_of_value(step.value), (step,)
    steps = tuple(_belongs(work, declared, candidate) for candidate in candidates for declared in tier.classes)
    truth = any_of(truth_of_value(step.value) for step in steps)
    return (truth if complete else any_of((truth, UNKNOWN))), steps


def _outside(
    work: Evaluation, shares: Shares, reached: int | None, candidates: Sequence[Candidate]
) -> tuple[tuple[Element, str], ...]:
    """The members that surely belong to no class of the tier reached, with the class of another tier they are in."""
    here = () if reached is None else shares.tiers[reached].classes
    elsewhere = [
        declared for position, tier in enumerate(shares.tiers) if position != reached for declared in tier.classes
    ]
    found: list[tuple[Element, str]] = []
    for candidate in candidates:
        if all(truth_of_value(_belongs(work, declared, candidate).value) is NO for declared in here):
            name = next((each.name for each in elsewhere if _belongs(work, each, candidate).value is YES), "")
            found.append((candidate.member, name))
    return tuple(found)


def _class(
    work: Evaluation, shares: Shares, declared: ShareClass, candidates: Sequence[Candidate], days: Days
) -> Class:
    part = interpret(work, declared.part, days.asked)
    tests = () if declared.when is None else (interpret(work, declared.when, days.fixed),)
    admitted = all_of([truth_of_value(test.value) for test in tests])
    standings = []
    for candidate in candidates:
        belongs = _belongs(work, declared, candidate)
        if truth_of_value(belongs.value) is not NO:
            standings.append(_standing(work, shares, declared, candidate, belongs, admitted))
    return Class(declared, admitted, part, tuple(standings), tests)


def _standing(
    work: Evaluation, shares: Shares, declared: ShareClass, candidate: Candidate, belongs: Step, admitted: Truth
) -> Standing:
    now, day = candidate.running, candidate.running.day
    lasting = () if declared.while_ is None else (interpret(work, declared.while_, now),)
    bars = [interpret(work, condition, now) for condition, _ in declared.barred]
    ends = [interpret(work, ending.on, now) for ending in declared.endings]
    steps = (belongs, *lasting, *bars, *ends)
    belonging = truth_of_value(belongs.value)
    meets = all_of([truth_of_value(step.value) for step in lasting])
    barred = any_of([truth_of_value(bar.value) for bar in bars])
    ended = any_of([has_come(end.value, day) for end in ends])
    entitled = all_of((admitted, belonging, meets, negate(barred), negate(ended)))
    at_first = entitled
    if not shares.again and candidate.fixed.day != day:
        lasted = () if declared.while_ is None else (interpret(work, declared.while_, candidate.fixed),)
        met = all_of([truth_of_value(step.value) for step in lasted])
        ended_before = any_of([has_come(end.value, candidate.fixed.day) for end in ends])
        at_first = all_of((admitted, belonging, met, negate(barred), negate(ended_before)))
        steps = (*steps, *lasted)
    ended_on, ending, doubtful = _earliest(declared, [end.value for end in ends], day)
    if is_open_value(barred):
        doubtful = (*doubtful, Fate("lapses"))
    state = _state(admitted, meets, barred, ended, entitled)
    if state == "ended" and _had_none(work, declared, candidate, [end.value for end in ends]):
        state = "no share"
    return Standing(candidate.member, belonging, state, entitled, at_first, ended_on, ending, doubtful, steps)


def _had_none(work: Evaluation, declared: ShareClass, candidate: Candidate, ends: Sequence[Value]) -> bool:
    """Whether it is sure that a member had no share on the fixing day already."""
    if any(has_come(end, candidate.fixed.day) is YES for end in ends):
        return True
    if declared.while_ is None:
        return False
    return truth_of_value(interpret(work, declared.while_, candidate.fixed).value) is NO


def _state(admitted: Truth, meets: Truth, barred: Truth, ended: Truth, entitled: Truth) -> str:
    """Why a member has no part, the first reason that is sure; or that it has one, or that this is open."""
    if admitted is NO:
        return "class not admitted"
    if barred is YES:
        return "barred"
    if ended is YES or meets is NO:
        return "ended"
    return "paid" if entitled is YES else "open"


def _earliest(
    declared: ShareClass, ends: Sequence[Value], day: Day
) -> tuple[date | None, Ending | None, tuple[Fate, ...]]:
    """The earliest ending that has come, with its day; of several on one day the first that is written."""
    doubtful = tuple([each.fate for each, end in zip(declared.endings, ends, strict=True) if isinstance(end, Open)])
    come = [(end, position) for position, end in enumerate(ends) if isinstance(end, date) and has_come(end, day) is YES]
    if not come:
        return None, None, doubtful
    ended_on, first = min(come)
    return ended_on, declared.endings[first], doubtful
