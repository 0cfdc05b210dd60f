"""What a look over a list comes to: quantifiers, counts, sums, averages, the least and the greatest.

A member is given by the truth of its `where` and the value of its body.  A list that may have further members counts
as one more member of which nothing is known.
Invariant: the functions here see truths and values only; they evaluate nothing.  A member that matters and is open
makes the result open; one that cannot change it does not.
"""

from collections.abc import Sequence

from attrs import evolve

from policy_engine.evaluation.operate import bounds_of, open_as, truth_of_value
from policy_engine.model.core import EachWord
from policy_engine.values.made_often import made_often
from policy_engine.values.number import quotient
from policy_engine.values.truth import NO, OPEN, UNKNOWN, YES, Truth, both, either, negate
from policy_engine.values.value import NOT_APPLICABLE, REFERRED, Element, Exact, Open, Value, exact

QUANTIFIERS = ("some", "every", "no")


@made_often
class Seen:
    """One member: itself, whether it is looked at, and its condition, amount or key (None where it was not asked)."""

    item: Value
    where: Truth
    body: Value | None


@made_often
class Gathered:
    """reason: "" or why there is no value: "partial", "empty" or "not applicable"."""

    value: Value
    reason: str = ""


def gather(word: EachWord, seen: Sequence[Seen], complete: bool) -> Gathered:
    """The value of one look over a list."""
    if word == "some" or word == "every" or word == "no":
        return _quantified(word, seen, complete)
    looked_at = [member for member in seen if member.where is not NO]
    if any(member.where is YES and member.body is NOT_APPLICABLE for member in looked_at):
        return Gathered(REFERRED, "not applicable")
    looked_at = [evolve(member, body=REFERRED) if member.body is NOT_APPLICABLE else member for member in looked_at]
    match word:
        case "number":
            return _number(looked_at, complete)
        case "sum":
            return _sum(looked_at, complete)
        case "average":
            return _average(looked_at, complete)
        case "lowest" | "highest" | "pick lowest" | "pick highest":
            return _extreme(word, looked_at, complete)


def of_unknown_list(word: EachWord, subject: Value, is_truth: bool) -> Gathered:
    """The value of a look over a list that is itself open or does not apply."""
    if subject is NOT_APPLICABLE:
        return Gathered(NO) if word in QUANTIFIERS else Gathered(open_as(True, is_truth), "not applicable")
    return Gathered(open_as(isinstance(subject, Open) and subject.referred, is_truth))


def _quantified(word: EachWord, seen: Sequence[Seen], complete: bool) -> Gathered:
    found = NO if complete else UNKNOWN
    for member in seen:
        body = YES if member.body is None else truth_of_value(member.body)
        found = either(found, both(member.where, negate(body) if word == "every" else body))
    result = found if word == "some" else negate(found)
    return Gathered(result, "partial" if not complete and found is not YES else "")


def _number(seen: list[Seen], complete: bool) -> Gathered:
    certain = sum(member.where is YES for member in seen)
    if complete and certain == len(seen):
        return Gathered(certain)
    referred = any(member.where is OPEN for member in seen)
    return Gathered(Open(referred, certain, len(seen) if complete else None), "" if complete else "partial")


def _sum(seen: list[Seen], complete: bool) -> Gathered:
    matter = [member for member in seen if member.where is YES or member.body != 0]
    if complete and all(_is_certain(member) for member in matter):
        return Gathered(exact(sum(_number_of(member) for member in matter)))
    referred = any(_is_referred(member) and not _may_be_nothing(member) for member in matter)
    low, high = _bounds_of_sum(matter)
    return Gathered(Open(referred, low, high if complete else None), "" if complete else "partial")


def _average(seen: list[Seen], complete: bool) -> Gathered:
    if complete and all(_is_certain(member) for member in seen):
        if not seen:
            return Gathered(REFERRED, "empty")
        return Gathered(quotient(sum(_number_of(member) for member in seen), len(seen)))
    return Gathered(Open(any(_is_referred(member) for member in seen)), "" if complete else "partial")


def _extreme(word: EachWord, seen: list[Seen], complete: bool) -> Gathered:
    highest = word in ("highest", "pick highest")
    certain = [member for member in seen if _is_certain(member)]
    best = _best(certain, highest) if certain else None
    picks = word.startswith("pick")
    doubtful = [member for member in seen if not _is_certain(member) and not _is_beaten(member, best, highest, picks)]
    if not complete or doubtful:
        low, high = _bounds_of_extreme(certain, doubtful, highest) if complete else (None, None)
        others = not complete or any(not _is_referred(member) for member in doubtful)
        referred = any(
            _is_referred(member) and not _may_be_beaten(member, others, bool(certain)) for member in doubtful
        )
        value = Open(referred, low, high)
        return Gathered(Open(value.referred) if picks else value, "" if complete else "partial")
    if best is None:
        return Gathered(REFERRED, "empty")
    if picks:
        return Gathered(best.item)
    assert best.body is not None
    return Gathered(best.body)


def _best(certain: list[Seen], highest: bool) -> Seen:
    """The first by key; of several, the first by id, so that the order of the list means nothing."""
    by_id = sorted(certain, key=_id_of)
    pick = max if highest else min
    return pick(by_id, key=_body)  # type: ignore[arg-type]  # keys are of one type, and one that has an order


def _is_beaten(member: Seen, best: Seen | None, highest: bool, picks: bool) -> bool:
    """Whether a member that may not be looked at could not be the one anyway."""
    if best is None or member.where is YES or isinstance(member.body, Open):
        return False
    own, other = _body(member), _body(best)
    if own == other:
        return not picks or _id_of(best) < _id_of(member)
    return bool(own < other if highest else own > other)  # type: ignore[operator]  # of one type that has an order


def _bounds_of_extreme(certain: list[Seen], doubtful: list[Seen], highest: bool) -> tuple[Exact | None, Exact | None]:
    """The extreme lies on the far side of every certain member, and on the near side of all that is possible."""
    sure = [bounds_of(_body(member)) for member in (*certain, *(each for each in doubtful if each.where is YES))]
    possible = [bounds_of(_body(member)) for member in (*certain, *doubtful)]
    lows = [low for low, _ in possible]
    highs = [high for _, high in possible]
    if highest:
        sure_lows = [low for low, _ in sure if low is not None]
        known_highs = [high for high in highs if high is not None]
        return (max(sure_lows) if sure_lows else None), (max(known_highs) if len(known_highs) == len(highs) else None)
    sure_highs = [high for _, high in sure if high is not None]
    known_lows = [low for low in lows if low is not None]
    return (min(known_lows) if len(known_lows) == len(lows) else None), (min(sure_highs) if sure_highs else None)


def _bounds_of_sum(seen: list[Seen]) -> tuple[Exact | None, Exact | None]:
    low: Exact | None = 0
    high: Exact | None = 0
    for member in seen:
        least, most = bounds_of(_body(member))
        if member.where is not YES:
            least = None if least is None else min(least, 0)
            most = None if most is None else max(most, 0)
        low = None if low is None or least is None else low + least
        high = None if high is None or most is None else high + most
    return low if low is None else exact(low), high if high is None else exact(high)


def _is_certain(member: Seen) -> bool:
    return member.where is YES and not isinstance(member.body, Open)


def _is_referred(member: Seen) -> bool:
    """Whether it stays open whatever facts come."""
    if member.where is OPEN:
        return True
    return member.where is YES and isinstance(member.body, Open) and member.body.referred


def _may_be_nothing(member: Seen) -> bool:
    """Whether facts may still come by which it adds nothing, so that it does not matter whether it is looked at."""
    low, high = bounds_of(_body(member))
    is_unknown = isinstance(member.body, Open) and not member.body.referred
    return is_unknown and (low is None or low <= 0) and (high is None or high >= 0)


def _may_be_beaten(member: Seen, others: bool, certain: bool) -> bool:
    """Whether another may still turn out so high, or so low, that it does not matter whether this one is looked at."""
    if member.where is not OPEN or (isinstance(member.body, Open) and member.body.referred):
        return False
    return others or (certain and isinstance(member.body, Open))


def _id_of(member: Seen) -> str:
    return member.item.id if isinstance(member.item, Element) else ""


def _body(member: Seen) -> Value:
    assert member.body is not None
    return member.body


def _number_of(member: Seen) -> Exact:
    assert isinstance(member.body, Exact)
    return member.body
