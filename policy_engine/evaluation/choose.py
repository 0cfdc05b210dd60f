"""Exactly one row decides: exceptions, `otherwise`, and tests that are open.

With the pair algebra of values/truth.py: a row applies if its own test holds or an exception to it applies; it stands
if its own test holds and no exception to it applies.  Rows that surely do not stand are out; the others are candidates,
and where something surely applies and all of them say the same, that is the value ("either way").
Invariant: the functions here see tests and values only; they evaluate nothing.
"""

from collections.abc import Mapping, Sequence

from policy_engine.evaluation.operate import bounds_of, is_open_value, open_as, same, truth_of_value
from policy_engine.model.core import Row
from policy_engine.values.made_often import made_often
from policy_engine.values.truth import NO, OPEN, UNKNOWN, YES, Truth, all_of, any_of, negate, pair
from policy_engine.values.value import NOT_APPLICABLE, Exact, Open, Value


@made_often
class Standing:
    """How the rows stand: their own tests, whether each stands, whether any applies, and who may still decide."""

    own: tuple[Truth, ...]
    stands: tuple[Truth, ...]
    something: Truth
    candidates: tuple[int, ...]


@made_often
class Chosen:
    """What the rows come to.  why: "" or "no row" or "conflict", with the labels of the rows in `detail`."""

    value: Value
    rows: tuple[int, ...] = ()
    why: str = ""
    detail: tuple[str, ...] = ()


def standing(rows: Sequence[Row], tests: Mapping[int, Value]) -> Standing:
    """How the rows stand, given the values of the tests of those that have one."""
    own = [truth_of_value(tests[position]) if position in tests else YES for position in range(len(rows))]
    has_otherwise = False
    for position, row in enumerate(rows):
        if row.otherwise:
            has_otherwise = True
            own[position] = negate(any_of(truth for other, truth in enumerate(own) if other != position))
    stands = own
    if any(row.overrides for row in rows):
        stands = _with_exceptions(rows, own)
    something = YES if has_otherwise else any_of(own)
    candidates = tuple(position for position, truth in enumerate(stands) if truth is not NO)
    return Standing(tuple(own), tuple(stands), something, candidates)


def chosen(rows: Sequence[Row], stand: Standing, values: Mapping[int, Value], is_truth: bool) -> Chosen:
    """The value that the candidates come to; `values` has one for each of them."""
    if is_truth:
        values = {position: truth_of_value(value) for position, value in values.items()}
    if stand.something is NO or not stand.candidates:
        return Chosen(open_as(True, is_truth), why="no row", detail=tuple(row.label for row in rows))
    certain = [position for position in stand.candidates if stand.stands[position] is YES]
    conflict = _conflict(certain, values)
    if conflict:
        labels = tuple(rows[position].label for position in conflict)
        return Chosen(open_as(True, is_truth), conflict, "conflict", labels)
    first = values[stand.candidates[0]]
    alone = len(stand.candidates) == 1 and bool(certain)
    alike = not is_open_value(first) and all(same(values[position], first) for position in stand.candidates[1:])
    if stand.something is YES and (alone or alike):
        return Chosen(first, stand.candidates)
    if is_truth:
        return Chosen(_open_truth(stand, values), stand.candidates)
    return Chosen(_open_amount(stand, values), stand.candidates)


def _with_exceptions(rows: Sequence[Row], own: list[Truth]) -> list[Truth]:
    """Which rows stand.  Exceptions never form a circle (the check has seen to it), so the search ends."""
    exceptions: dict[int, list[int]] = {}
    for position, row in enumerate(rows):
        for beaten in row.overrides:
            exceptions.setdefault(beaten, []).append(position)
    applies: dict[int, Truth] = {}

    def applying(position: int) -> Truth:
        if position not in applies:
            beating = [applying(other) for other in exceptions.get(position, ())]
            applies[position] = any_of((own[position], *beating))
        return applies[position]

    return [
        all_of((truth, *(negate(applying(other)) for other in exceptions.get(position, ()))))
        for position, truth in enumerate(own)
    ]


def _conflict(certain: list[int], values: Mapping[int, Value]) -> tuple[int, ...]:
    """The certain rows, if two of them have known values that differ."""
    known = [position for position in certain if not is_open_value(values[position])]
    if any(not same(values[position], values[known[0]]) for position in known[1:]):
        return tuple(known)
    return ()


def _open_truth(stand: Standing, values: Mapping[int, Value]) -> Truth:
    """Surely yes only where something applies, a row with yes holds and none with no stands; surely no likewise."""
    truths = {position: truth_of_value(values[position]) for position in stand.candidates}
    yes = _says(stand, truths)
    no = _says(stand, {position: negate(truth) for position, truth in truths.items()})
    return pair(yes.low, None if no.low is None else not no.low)


def _says(stand: Standing, truths: Mapping[int, Truth]) -> Truth:
    """Whether the rows say yes.  Where something surely applies it is enough that no row with no stands."""
    holds = YES
    if stand.something is not YES:
        holds = any_of(all_of((stand.own[position], truth)) for position, truth in truths.items())
    other_stands = any_of(all_of((stand.stands[position], negate(truth))) for position, truth in truths.items())
    return all_of((stand.something, holds, negate(other_stands)))


def _open_amount(stand: Standing, values: Mapping[int, Value]) -> Open:
    """Referred where every way in which the missing facts may turn out ends in an open point."""
    candidates = [values[position] for position in stand.candidates]
    tests = [stand.something, *(stand.stands[position] for position in stand.candidates)]
    referred = [isinstance(value, Open) and value.referred for value in candidates]
    if all(test is YES or test is OPEN for test in tests):
        known = [value for value in candidates if not is_open_value(value)]
        may_agree = stand.something is YES and all(same(value, known[0]) for value in known[1:])
        is_referred = any(referred) or not may_agree
    else:
        is_referred = all(referred)
    asked = YES if all(_applies(value) for value in candidates) else OPEN if is_referred else UNKNOWN
    return Open(is_referred, *_bounds(candidates), asked)


def _applies(value: Value) -> bool:
    """Whether a value surely applies."""
    return value is not NOT_APPLICABLE and (not isinstance(value, Open) or value.asked is YES)


def _bounds(candidates: Sequence[Value]) -> tuple[Exact | None, Exact | None]:
    known = [bounds_of(value) for value in candidates if value is not NOT_APPLICABLE]
    lows = [low for low, _ in known if low is not None]
    highs = [high for _, high in known if high is not None]
    return (
        min(lows) if lows and len(lows) == len(known) else None,
        max(highs) if highs and len(highs) == len(known) else None,
    )
