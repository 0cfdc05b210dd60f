"""An amount divided: among the classes of a tier, in proportion to weights, among named parties, or drawn in order.

Shares are cut down to the unit; the odd units that this leaves go one each to those who were cut down, in the stated
order.
Invariant: where all is known, shares and rest add up to the amount exactly, and no share is below nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import lcm

from attrs import evolve, frozen

from policy_engine.evaluation.decision import ShareResult
from policy_engine.evaluation.fates import Portion, portions
from policy_engine.evaluation.given import list_hole
from policy_engine.evaluation.in_force import Day
from policy_engine.evaluation.interpret import interpret
from policy_engine.evaluation.operate import bounds_of, is_open_value, said
from policy_engine.evaluation.step import Hole, Step
from policy_engine.evaluation.tiers import Days, Reached, of_member, reach
from policy_engine.evaluation.work import Evaluation, Frame
from policy_engine.model.rulebook import Draws, Shares
from policy_engine.model.types import ListType
from policy_engine.values.number import product, quotient
from policy_engine.values.truth import OPEN, YES
from policy_engine.values.value import (
    NEVER,
    NOT_APPLICABLE,
    REFERRED,
    UNDETERMINED,
    Collection,
    Exact,
    Open,
    Value,
    exact,
)


@frozen(eq=False)
class Division:
    """Who gets what, and what is left.

    steps: the tests of tiers, for the explanation.  open_steps: what the open shares rest on.  holes: why something is
    open that begins with the division itself.
    """

    shares: tuple[ShareResult, ...] = ()
    rest: Value | None = None
    tier: int | None = None
    steps: tuple[Step, ...] = ()
    open_steps: tuple[Step, ...] = ()
    holes: tuple[Hole, ...] = ()


def divide(work: Evaluation, shares: Shares, amount: Value, frame: Frame, running: Day) -> Division:
    """The shares of an amount on the running day; of less than nothing there are none."""
    if _is_negative(amount):
        division = divide(work, shares, REFERRED, frame, running)
        return evolve(division, holes=(*division.holes, _below_nothing(shares.name)))
    if shares.parties:
        return _among_parties(work, shares, amount, frame)
    assert shares.subject is not None
    subject = interpret(work, shares.subject, frame)
    members = subject.value
    if not isinstance(members, Collection):
        return Division((), UNDETERMINED, None, (), (subject,))
    if shares.proportion is not None:
        division = _in_proportion(work, shares, amount, members, frame)
    else:
        division = _by_class(work, shares, amount, members, frame, running)
    if members.complete:
        return division
    rest = Open(False, 0, division.rest) if isinstance(division.rest, Exact) else division.rest
    return evolve(division, rest=rest, holes=(*division.holes, list_hole(subject)))


def draw(work: Evaluation, draws: Draws, amount: Value, frame: Frame) -> Division:
    """Each member, in order, takes the lesser of its own and what is left; of less than nothing there is none."""
    if _is_negative(amount):
        division = draw(work, draws, REFERRED, frame)
        return evolve(division, holes=(*division.holes, _below_nothing(draws.name)))
    subject = interpret(work, draws.subject, frame)
    members = subject.value
    if not isinstance(members, Collection):
        return Division((), UNDETERMINED, None, (), (subject,))
    rows = []
    for member in members.items:
        there = of_member(draws.variable, member, frame)
        rows.append((member, interpret(work, draws.order, there), interpret(work, draws.each, there)))
    keys_known = members.complete and not any(is_open_value(said(key.value)) for _, key, _ in rows)
    if keys_known:
        rows.sort(key=lambda row: (row[1].value, row[0].id))
    left = amount if keys_known else Open(any(_is_referred(said(key.value)) for _, key, _ in rows))
    results = []
    for member, key, own in rows:
        own_amount = REFERRED if _is_negative(own.value) else said(own.value)
        taken = _lesser(own_amount, left)
        state = "open" if isinstance(taken, Open) and not isinstance(own_amount, Open) and not keys_known else "paid"
        results.append(ShareResult(member.id, "", state, own_amount, taken, (key, own)))  # type: ignore[arg-type]
        left = _less(left, taken)
    steps = [step for _, key, own in rows for step in (key, own)]
    holes = _inapplicable(draws.name, steps) + (() if members.complete else (list_hole(subject),))
    if any(_is_negative(own.value) for _, _, own in rows):
        holes = (*holes, _below_nothing(draws.name))
    return Division(tuple(results), left, None, (), _open(steps), holes)


def _is_negative(value: Value) -> bool:
    return isinstance(value, Exact) and value < 0


def _below_nothing(name: str) -> Hole:
    """That an amount of which shares are made, or a part of one, is less than nothing."""
    return Hole("no value", name, detail=("below nothing",))


def _open(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(step for step in steps if is_open_value(step.value))


def _inapplicable(name: str, steps: Iterable[Step]) -> tuple[Hole, ...]:
    """That something is divided by a fact which does not apply."""
    if any(step.value is NOT_APPLICABLE for step in steps):
        return (Hole("no value", name, detail=("not applicable",)),)
    return ()


# ------------------------------------------------------------------------------------------------ by class


def _by_class(
    work: Evaluation, shares: Shares, amount: Value, members: Collection, frame: Frame, running: Day
) -> Division:
    fixing = None if shares.tiers_fixed_on is None else interpret(work, shares.tiers_fixed_on, frame)
    fixed_on: Day = frame.day if fixing is None else _day(fixing.value)
    days = Days(frame, Frame(fixed_on, frame.variables, frame.place), Frame(running, frame.variables, frame.place))
    reached = reach(work, shares, members, days)
    outside = [
        Portion(member, name, "tier not reached" if name else "not in a class", 0) for member, name in reached.outside
    ]
    fixing_step = () if fixing is None else (fixing,)
    if reached.sure is not YES:
        unsure = [Portion(each.member, each.class_name, "open", Open(reached.sure is OPEN, 0)) for each in outside]
        division = _cut(work, shares, unsure, amount, frame)
        holes = (*division.holes, *_never_fixed(shares, fixing_step))
        return evolve(division, steps=reached.steps, open_steps=fixing_step + reached.steps, holes=holes)
    day = fixed_on if isinstance(fixed_on, date) else None
    found = portions(work, shares, reached.classes, members.complete, day)
    by_order = _in_list_order(members, (*found, *outside))
    division = _cut(work, shares, by_order, amount, frame)
    steps = (*fixing_step, *reached.steps)
    open_steps = (*fixing_step, *_open_steps(reached), *division.open_steps)
    holes = division.holes
    if isinstance(division.rest, Open):
        parts = _inapplicable(shares.name, (each.part for each in reached.classes))
        holes = (*holes, *parts, *_never_fixed(shares, fixing_step))
    return Division(division.shares, division.rest, reached.position, steps, open_steps, holes)


def _never_fixed(shares: Shares, fixing: tuple[Step, ...]) -> tuple[Hole, ...]:
    """That the day on which the tiers are fixed never comes."""
    if any(step.value is NEVER for step in fixing):
        return (Hole("no value", shares.name, detail=("never",)),)
    return _inapplicable(shares.name, fixing)


def _in_list_order(members: Collection, found: Sequence[Portion]) -> list[Portion]:
    """The members in the order of the list, whatever class they are in."""
    place = {member.id: position for position, member in enumerate(members.items)}
    return sorted(found, key=lambda portion: place[portion.member.id])


def _open_steps(reached: Reached) -> tuple[Step, ...]:
    """What the open parts rest on: classes and parts that are not known, and the members of whom it is not sure."""
    steps: list[Step] = []
    for each in reached.classes:
        steps.extend(step for step in (*each.steps, each.part) if is_open_value(step.value))
        for standing in each.standings:
            unsure = (standing.belongs, standing.entitled, standing.entitled_at_first)
            if standing.doubtful or any(is_open_value(truth) for truth in unsure):
                steps.extend(step for step in standing.steps if is_open_value(step.value))
    return tuple(steps)


def _day(value: Value) -> Day:
    return value if type(value) is date or isinstance(value, Open) else REFERRED


# ------------------------------------------------------------------------------------------------ by weight


def _in_proportion(work: Evaluation, shares: Shares, amount: Value, members: Collection, frame: Frame) -> Division:
    assert shares.proportion is not None
    weights = [
        interpret(work, shares.proportion, of_member(shares.variable, member, frame)) for member in members.items
    ]
    known = [step.value for step in weights if isinstance(step.value, Exact)]
    whole = sum(known)
    parts: list[Value]
    holes: tuple[Hole, ...] = ()
    if len(known) < len(weights) or not members.complete:
        referred = any(_is_referred(said(step.value)) for step in weights)
        is_divided = any(weight > 0 for weight in known)
        parts = [0 if is_divided and step.value == 0 else Open(referred, 0) for step in weights]
    elif whole <= 0 or min(known) < 0:
        parts = [REFERRED for _ in weights]
        holes = (Hole("no value", shares.name, detail=("divided by zero",)),) if weights else ()
    else:
        parts = [quotient(weight, whole) for weight in known]
    found = [
        Portion(member, "", "open" if isinstance(part, Open) else "paid", part, (step,))
        for member, step, part in zip(members.items, weights, parts, strict=True)
    ]
    division = _cut(work, shares, found, amount, frame)
    holes += _inapplicable(shares.name, weights)
    return evolve(division, open_steps=(*_open(weights), *division.open_steps), holes=division.holes + holes)


# ------------------------------------------------------------------------------------------------ parties


def _among_parties(work: Evaluation, shares: Shares, amount: Value, frame: Frame) -> Division:
    """Each named party its own amount, and one of them what is left."""
    left = amount
    results: list[ShareResult] = []
    taker: int | None = None
    for position, party in enumerate(shares.parties):
        if party.amount is None:
            taker = position
            results.append(ShareResult(party.name, "", "paid", 0, 0))
            continue
        step = interpret(work, party.amount, frame)
        own = REFERRED if _is_negative(step.value) else said(step.value)
        cut = _cut_down(own, shares.unit)
        results.append(ShareResult(party.name, "", "paid", own, cut, (step,)))
        left = _less(left, cut)
    most = bounds_of(left)[1]
    if most is not None and most < 0:
        return _exceeding(shares, results)
    if isinstance(left, Open) and not _surely_fit(amount, results):
        results = [
            each if isinstance(each.amount, Open) else evolve(each, amount=Open(left.referred)) for each in results
        ]
    if taker is not None:
        taken = _cut_down(left, shares.unit)
        results[taker] = evolve(results[taker], exact=left, amount=taken)
        left = _less(left, taken)
    steps = [step for each in results for step in each.steps]
    holes = _inapplicable(shares.name, steps)
    if any(_is_negative(step.value) for step in steps):
        holes = (*holes, _below_nothing(shares.name))
    return Division(tuple(results), left, None, (), _open(steps), holes)


def _surely_fit(amount: Value, results: Sequence[ShareResult]) -> bool:
    """Whether the parts are no more than the whole, however large the open ones turn out to be."""
    least = bounds_of(amount)[0]
    highs = [high for high in (bounds_of(each.amount)[1] for each in results) if high is not None]
    return least is not None and len(highs) == len(results) and sum(highs) <= least


def _exceeding(shares: Shares, results: Sequence[ShareResult]) -> Division:
    """Parts that are more than the whole: nobody's share can be said."""
    unsaid = tuple(evolve(each, amount=REFERRED) for each in results)
    return Division(unsaid, REFERRED, holes=(Hole("no value", shares.name, detail=("parts exceed the whole",)),))


# ------------------------------------------------------------------------------------------------ cutting down


def _cut(work: Evaluation, shares: Shares, found: Sequence[Portion], amount: Value, frame: Frame) -> Division:
    """Amounts from parts: cut down to the unit, and the odd units handed out."""
    exacts = [_times(portion.part, amount) for portion in found]
    amounts = [_cut_down(each, shares.unit) for each in exacts]
    keys: dict[int, Step] = {}
    cut_down = [
        position
        for position, (whole, cut) in enumerate(zip(exacts, amounts, strict=True))
        if not isinstance(whole, Open) and whole != cut
    ]
    if cut_down and shares.odd != "unpaid":
        keys = _odd_keys(work, shares, found, cut_down, frame)
        any_open = any(isinstance(each, Open) for each in amounts)
        odd = _odd_units(exacts, amounts, cut_down, shares.unit)
        by_key = [said(step.value) for step in keys.values()]
        if any_open or (odd and any(is_open_value(key) for key in by_key)):
            referred = _all_referred([*amounts, *by_key])
            for position in cut_down:
                low = _exact(amounts[position])
                amounts[position] = Open(referred, low, low + shares.unit)
        elif odd:
            for position in _odd_order(shares, found, exacts, amounts, cut_down, keys)[:odd]:
                amounts[position] = exact(_exact(amounts[position]) + shares.unit)
    rest = _rest(amount, amounts)
    results = [
        ShareResult(each.member.id, each.class_name, each.state, whole, cut, each.steps)  # type: ignore[arg-type]
        for each, whole, cut in zip(found, exacts, amounts, strict=True)
    ]
    if isinstance(rest, Exact) and rest < 0:
        return _exceeding(shares, results)
    holes = _inapplicable(shares.name, keys.values()) if isinstance(rest, Open) else ()
    return Division(tuple(results), rest, open_steps=_open(keys.values()), holes=holes)


def _odd_units(exacts: Sequence[Value], amounts: Sequence[Value], cut_down: Sequence[int], unit: Exact) -> int:
    """How many whole units have been cut off; there are fewer than there are shares that were cut down."""
    parts = [(_exact(exacts[position]), _exact(amounts[position])) for position in cut_down]
    one = lcm(*[part.denominator for pair in parts for part in pair])
    lost = sum(_times_whole(whole, one) - _times_whole(cut, one) for whole, cut in parts)
    return lost * unit.denominator // (one * unit.numerator)


def _times_whole(part: Exact, multiple: int) -> int:
    """The part times a multiple of its denominator."""
    return part.numerator * (multiple // part.denominator)


def _odd_keys(
    work: Evaluation, shares: Shares, found: Sequence[Portion], cut_down: Sequence[int], frame: Frame
) -> dict[int, Step]:
    if shares.odd_key is None:
        return {}
    return {
        position: interpret(work, shares.odd_key, of_member(shares.variable, found[position].member, frame))
        for position in cut_down
    }


def _odd_order(
    shares: Shares, found: Sequence[Portion], exacts: Sequence[Value], amounts: Sequence[Value],
    cut_down: Sequence[int], keys: dict[int, Step],
) -> list[int]:  # fmt: skip
    """The shares that were cut down, in the order in which they get an odd unit."""
    assert shares.subject is not None
    is_ordered = isinstance(shares.subject.type, ListType) and shares.subject.type.ordered
    if shares.odd == "largest remainder":
        ties = list(cut_down) if is_ordered else sorted(cut_down, key=lambda position: found[position].member.id)
        return sorted(ties, key=lambda position: _exact(amounts[position]) - _exact(exacts[position]))
    by_id = sorted(cut_down, key=lambda position: found[position].member.id)
    return sorted(by_id, key=lambda position: keys[position].value, reverse=shares.odd_highest)  # type: ignore[arg-type,return-value]


def _rest(whole: Value, amounts: Sequence[Value]) -> Value:
    left = whole
    for amount in amounts:
        left = _less(left, amount)
    return left


def _times(part: Value, amount: Value) -> Value:
    """A part of the amount; no part of whatever amount is nothing."""
    if part == 0:
        return 0
    if isinstance(part, Open) or isinstance(amount, Open):
        least, most = bounds_of(part)
        low, high = bounds_of(amount)
        referred = any(isinstance(each, Open) and each.referred for each in (part, amount))
        return Open(
            referred,
            None if least is None or low is None or low < 0 else product(least, low),
            None if most is None or high is None else product(most, high),
        )
    return product(_exact(part), _exact(amount))


def _cut_down(value: Value, unit: Exact) -> Value:
    if isinstance(value, Open):
        low = None if value.low is None else exact(max(Fraction(value.low) // unit, 0) * unit)
        high = None if value.high is None else exact(-((-Fraction(value.high)) // unit) * unit)
        return Open(value.referred, low, high)
    whole = _exact(value)
    return exact(whole.numerator * unit.denominator // (whole.denominator * unit.numerator) * unit)


def _less(left: Value, taken: Value) -> Value:
    if isinstance(left, Open) or isinstance(taken, Open):
        low, high = bounds_of(left)
        least, most = bounds_of(taken)
        referred = any(isinstance(each, Open) and each.referred for each in (left, taken))
        return Open(
            referred,
            None if low is None or most is None else max(exact(low - most), 0),
            None if high is None or least is None else exact(high - least),
        )
    return exact(_exact(left) - _exact(taken))


def _lesser(own: Value, left: Value) -> Value:
    if own == 0 or left == 0:
        return 0
    if isinstance(own, Open) or isinstance(left, Open):
        highs = [high for high in (bounds_of(own)[1], bounds_of(left)[1]) if high is not None]
        referred = any(_is_referred(each) for each in (own, left)) and not any(map(_may_be_nothing, (own, left)))
        return Open(referred, 0, min(highs) if highs else None)
    return min(_exact(own), _exact(left))


def _may_be_nothing(value: Value) -> bool:
    """Whether facts may still come by which it is nothing, so that an open point no longer matters."""
    low = bounds_of(value)[0]
    return isinstance(value, Open) and not value.referred and (low is None or low <= 0)


def _is_referred(value: Value) -> bool:
    return isinstance(value, Open) and value.referred


def _all_referred(values: Sequence[Value]) -> bool:
    return all(value.referred for value in values if isinstance(value, Open))


def _exact(value: Value) -> Exact:
    assert isinstance(value, Exact)
    return value
