"""What becomes of the parts of the classes: who has which, and where one goes that has ended or was never filled.

With `divided again` the part of a class is divided among those who are left; its fate is asked when nobody is left.
With `divided once` each keeps the part it had on the fixing day, and the fate of each ending is its own.
Invariant: a class whose members and incoming parts are known has known parts, whatever is open elsewhere.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction

from attrs import define, field

from policy_engine.evaluation.operate import is_open_value, said
from policy_engine.evaluation.step import Step
from policy_engine.evaluation.tiers import Class, Standing
from policy_engine.evaluation.work import Evaluation
from policy_engine.model.rulebook import Ending, Fate, Shares
from policy_engine.values.made_often import made_often
from policy_engine.values.number import product, quotient
from policy_engine.values.truth import NO, OPEN, YES, Truth
from policy_engine.values.value import Element, Exact, Open, Value, exact

_LAPSES = Fate("lapses")


@made_often(eq=False)
class Portion:
    """The part of the whole that one member or party has; `open_steps` are those that its openness rests on."""

    member: Element
    class_name: str
    state: str
    part: Value
    steps: tuple[Step, ...] = ()


@define(eq=False)
class _Pool:
    """A class while it is worked on: its own part, what has passed to it, and whether more may.

    at_first: what passed to it on the fixing day, from classes never filled; each keeps its part of that too.
    doubt: None where all that passes to it is known; else whether that doubt is referred.
    """

    of: Class
    part: Value
    sure: list[Standing]
    maybe: list[Standing]
    incoming: Exact = 0
    at_first: Exact = 0
    doubt: bool | None = None
    kept: dict[str, Exact] = field(factory=dict)

    def doubt_it(self, referred: bool) -> None:
        self.doubt = bool(self.doubt) or referred


def portions(
    work: Evaluation, shares: Shares, classes: Sequence[Class], complete: bool, fixed_on: date | None
) -> tuple[Portion, ...]:
    """Every member of the classes once, with its part."""
    pools = [_pool(each) for each in classes]
    for pool in pools:
        if shares.again:
            _follow_class(work, shares, pool, pools, complete, fixed_on)
        else:
            _follow_never_filled(work, shares, pool, pools, complete, fixed_on)
    for pool in pools if not shares.again else ():
        _follow_members(work, shares, pool, pools)
    by_member: dict[str, list[Portion]] = {}
    for pool in pools:
        for portion in _of_pool(shares, pool, complete):
            by_member.setdefault(portion.member.id, []).append(portion)
    return tuple(_one(found) for found in by_member.values())


def _pool(each: Class) -> _Pool:
    sure = [standing for standing in each.standings if standing.entitled is YES]
    maybe = [standing for standing in each.standings if is_open_value(standing.entitled)]
    return _Pool(each, said(each.part.value), sure, maybe)


# ------------------------------------------------------------------------------------------------ where parts go


def _follow_class(
    work: Evaluation, shares: Shares, pool: _Pool, pools: list[_Pool], complete: bool, fixed_on: date | None
) -> None:
    """The fate of the part of a class without anybody left."""
    if pool.sure or pool.of.admitted is NO:
        return
    unfilled = pool.of.declared.unfilled or shares.unfilled
    fates = _fates_of_empty(
        unfilled, pool.of.standings, lambda on, ending: ending.also_before or fixed_on is None or on > fixed_on
    )
    if pool.maybe or not complete or is_open_value(pool.of.admitted):
        doubtful = (*fates, *(fate for standing in pool.maybe for fate in _own_fates(standing, pool)))
        referred = complete and _is_referred([*(each.entitled for each in pool.maybe), pool.of.admitted])
        _doubt_targets(work, pool, pools, doubtful, referred)
    else:
        _follow_empty(work, pool, pools, fates)


def _follow_never_filled(
    work: Evaluation, shares: Shares, pool: _Pool, pools: list[_Pool], complete: bool, fixed_on: date | None
) -> None:
    """The fate of the part of a class that was divided once and had nobody on the fixing day."""
    if pool.of.admitted is NO:
        return
    first, endings = _first(pool), pool.of.declared.endings
    unfilled = pool.of.declared.unfilled or shares.unfilled
    if not complete or is_open_value(pool.of.admitted) or any(each.entitled_at_first is not YES for each in first):
        referred = complete and _is_referred([*(each.entitled_at_first for each in first), pool.of.admitted])
        _doubt_targets(work, pool, pools, [unfilled, *(ending.fate for ending in endings)], referred)
        pool.doubt_it(referred)
    elif not first:
        may_count = any(ending.also_before for ending in endings)
        there = [each for each in pool.of.standings if may_count or each.state == "barred"]
        fates = _fates_of_empty(
            unfilled, there, lambda on, ending: ending.also_before and (fixed_on is None or on <= fixed_on)
        )
        _follow_empty(work, pool, pools, fates, at_first=True)


def _follow_empty(
    work: Evaluation, pool: _Pool, pools: list[_Pool], fates: list[Fate], *, at_first: bool = False
) -> None:
    """Passes on the part of a class that surely has nobody; where several fates may be meant, it is open."""
    if len({_resolved(work, fate) for fate in fates}) > 1:
        _doubt_targets(work, pool, pools, fates, False)
    else:
        _pass_on(work, pool, pools, fates[0], pool.part, at_first=at_first)


def _follow_members(work: Evaluation, shares: Shares, pool: _Pool, pools: list[_Pool]) -> None:
    """The fate of each share of a class that was divided once."""
    first = _first(pool)
    if pool.of.admitted is not YES or pool.doubt is not None or not first:
        return
    if isinstance(pool.part, Open):
        fates = [ending.fate for ending in pool.of.declared.endings]
        _doubt_targets(work, pool, pools, fates, pool.part.referred)
        return
    each_part = quotient(_number(pool.part) + pool.at_first, len(first))
    for standing in first:
        pool.kept[standing.member.id] = each_part
        if standing.state == "ended" and standing.doubtful:
            _doubt_targets(work, pool, pools, _own_fates(standing, pool), False)
        elif standing.state == "ended" and standing.ending is not None:
            _pass_on(work, pool, pools, standing.ending.fate, each_part)
        elif standing.state == "open":
            _doubt_targets(work, pool, pools, _own_fates(standing, pool), standing.entitled is OPEN)


def _first(pool: _Pool) -> list[Standing]:
    """Who has, or may have, a share on the fixing day."""
    return [each for each in pool.of.standings if each.entitled_at_first is not NO]


def _fates_of_empty(
    unfilled: Fate, standings: Sequence[Standing], counts: Callable[[date, Ending], bool]
) -> list[Fate]:
    """The fate of the part of a class that has nobody; several where an ending, or who was in the class, is not known.

    Who is barred is there all the same, so that the part lapses.  Else the last share to end decides; where none has
    ended since the tiers were fixed, the class has no members.
    counts: whether an ending on that day counts.
    """
    fates: list[Fate] = []
    ended: list[tuple[date, Fate]] = []
    for standing in standings:
        was_there = standing.belongs is YES
        if standing.state == "barred":
            fates.append(_LAPSES)
            if was_there:
                return [_LAPSES]
        on, ending = standing.ended_on, standing.ending
        if on is not None and ending is not None and counts(on, ending):
            if was_there:
                ended.append((on, ending.fate))
            else:
                fates.append(ending.fate)
        fates.extend(standing.doubtful if standing.state in ("ended", "no share") else ())
    last = max(ended, key=lambda each: each[0])[1] if ended else unfilled
    return [last, *fates]


def _own_fates(standing: Standing, pool: _Pool) -> list[Fate]:
    """The fates that may come to one member's share."""
    return [*standing.doubtful] if standing.ending is None else [standing.ending.fate, *standing.doubtful]


def _resolved(work: Evaluation, fate: Fate) -> Fate:
    """The fate that a reading chooses, if it is by a reading."""
    while fate.word == "by reading":
        option = work.readings[fate.reading]
        work.readings_used[fate.reading] = option
        work.fates_read.add(fate.reading)
        fate = next(branch for name, branch in fate.branches if name == option)
    return fate


def _targets(fate: Fate, pool: _Pool, pools: list[_Pool]) -> list[_Pool]:
    if fate.word == "lapses":
        return []
    others = [other for other in pools if other is not pool and other.of.admitted is not NO]
    return others if fate.to == "the_others" else [other for other in others if other.of.declared.name == fate.to]


def _doubt_targets(work: Evaluation, pool: _Pool, pools: list[_Pool], fates: Iterable[Fate], referred: bool) -> None:
    for fate in fates:
        for target in _targets(_resolved(work, fate), pool, pools):
            target.doubt_it(referred)


def _pass_on(
    work: Evaluation, pool: _Pool, pools: list[_Pool], fate: Fate, part: Value, *, at_first: bool = False
) -> None:
    """Gives a part to the classes it passes to: to several in proportion to their parts, to none it lapses."""
    targets = _targets(_resolved(work, fate), pool, pools)
    unsure = [target for target in targets if not _takers(target, at_first) and target.maybe]
    if unsure or isinstance(part, Open) or any(isinstance(target.part, Open) for target in targets):
        for target in targets:
            target.doubt_it(isinstance(part, Open) and part.referred)
        return
    takers = [target for target in targets if _takers(target, at_first)]
    whole = sum(_number(target.part) for target in takers)
    for target in takers:
        weight = quotient(_number(target.part), whole) if whole else Fraction(1, len(takers))
        if at_first:
            target.at_first += product(_number(part), weight)
        else:
            target.incoming += product(_number(part), weight)


def _takers(pool: _Pool, at_first: bool) -> list[Standing]:
    return _first(pool) if at_first else pool.sure


# ------------------------------------------------------------------------------------------------ who has which part


def _of_pool(shares: Shares, pool: _Pool, complete: bool) -> Iterable[Portion]:
    name = pool.of.declared.name
    for standing in pool.of.standings:
        steps = (*pool.of.steps, pool.of.part, *standing.steps)
        if standing.entitled is NO:
            yield Portion(standing.member, name, standing.state, 0, steps)
        else:
            part = _part(shares, pool, standing, complete)
            yield Portion(standing.member, name, standing.state, part, steps)


def _one(found: Sequence[Portion]) -> Portion:
    """The part of a member of whom it is not known which of several classes it is in: at most the greatest of them."""
    if len(found) == 1:
        return found[0]
    steps = tuple(dict.fromkeys(step for portion in found for step in portion.steps))
    member = found[0].member
    open_parts = [portion.part for portion in found if isinstance(portion.part, Open)]
    if not open_parts:
        return Portion(member, "", found[0].state, exact(sum(_number(portion.part) for portion in found)), steps)
    highs = [part.high for part in open_parts]
    known = [high for high in highs if high is not None]
    most = max(known) if len(known) == len(highs) else None
    return Portion(member, "", "open", Open(any(part.referred for part in open_parts), 0, most), steps)


def _part(shares: Shares, pool: _Pool, standing: Standing, complete: bool) -> Value:
    """The part of a member that has one, or may have one."""
    if isinstance(pool.part, Open):
        return Open(pool.part.referred)
    known = standing.entitled is YES and not pool.maybe and complete and pool.doubt is None
    if not shares.again:
        own = pool.kept.get(standing.member.id, 0)
        if known or (pool.doubt is None and complete and standing.entitled is YES and not pool.incoming):
            return exact(own + quotient(pool.incoming, len(pool.sure)))
        return Open(bool(pool.doubt) or standing.entitled is OPEN, 0)
    whole = _number(pool.part) + pool.incoming
    if known:
        return quotient(whole, len(pool.sure))
    referred = complete and (bool(pool.doubt) or _is_referred(each.entitled for each in pool.maybe))
    most = len(pool.sure) + (standing.entitled is not YES)
    high = quotient(whole, most) if pool.doubt is None else None
    can_share = len(pool.sure) + len(pool.maybe)
    low = quotient(whole, can_share) if complete and standing.entitled is YES else 0
    return Open(referred, low, high)


def _is_referred(truths: Iterable[Truth]) -> bool:
    return any(truth is OPEN for truth in truths)


def _number(value: Value) -> Exact:
    assert isinstance(value, Exact)
    return value
