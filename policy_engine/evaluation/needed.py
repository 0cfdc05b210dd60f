"""Which facts still matter, in the order to ask them, and which open points of the law stand in the way.

The walk begins at a condition and wants to know whether it may become yes and whether it may become no.  Below, it goes
on wanting yes only where the lower part of the pair is unknown, and no only where the upper part is; a group of which
none may hold turns the two round.  Of an open amount it follows everything that is open.
Invariant: a fact that can still change the result is never left out; where a fact occurs twice, one that cannot may be
named.  The order is the order of the text, each thing once.
"""

from collections.abc import Iterable, Sequence

from policy_engine.evaluation.choose import standing
from policy_engine.evaluation.inputs import members_of, tests_of
from policy_engine.evaluation.lists import QUANTIFIERS
from policy_engine.evaluation.operate import is_open_value, truth_of_value
from policy_engine.evaluation.step import Hole, Step
from policy_engine.model import core
from policy_engine.values.made_often import made_often
from policy_engine.values.truth import NO, YES, Truth, all_of, negate


@made_often
class Needed:
    """The missing facts in the order to ask them, and the open points."""

    missing: tuple[Hole, ...] = ()
    open_points: tuple[Hole, ...] = ()


@made_often
class _Look:
    """A Step to look at, and what is wanted of it; then the hole that begins at it, once its inputs have been seen."""

    step: Step
    yes: bool
    no: bool
    leaving: bool = False


def needed(roots: Iterable[Step | None]) -> Needed:
    """What the open Steps among these still need, those of the first before those of the next."""
    missing: dict[Hole, None] = {}
    open_points: dict[Hole, None] = {}
    seen: set[tuple[int, bool, bool]] = set()
    stack = [_Look(root, True, True) for root in roots if root is not None]
    stack.reverse()
    while stack:
        look = stack.pop()
        step = look.step
        if look.leaving:
            assert step.why is not None
            if step.why.is_open_point:
                open_points[step.why] = None
            elif look.yes or look.no:
                missing[step.why] = None
            continue
        if not is_open_value(step.value):
            continue
        yes, no = _still_wanted(step, look)
        if (id(step), yes, no) in seen:
            continue
        seen.add((id(step), yes, no))
        if step.why is not None:
            stack.append(_Look(step, yes, no, leaving=True))
        stack.extend(reversed(_below(step, yes, no)))
    return Needed(tuple(missing), tuple(open_points))


def joined_needs(parts: Sequence[Needed]) -> Needed:
    """Several lists as one, each thing once, at its first place."""
    missing = dict.fromkeys(hole for part in parts for hole in part.missing)
    open_points = dict.fromkeys(hole for part in parts for hole in part.open_points)
    return Needed(tuple(missing), tuple(open_points))


def _still_wanted(step: Step, look: _Look) -> tuple[bool, bool]:
    """Of what is wanted, what can still come; of an amount all of it, if anything is wanted."""
    if not isinstance(step.value, Truth):
        wanted = look.yes or look.no
        return wanted, wanted
    return look.yes and step.value.low is None, look.no and step.value.high is None


def _below(step: Step, yes: bool, no: bool) -> list[_Look]:
    """The inputs to look at, with what is wanted of them."""
    node = step.node
    wanted = yes or no
    match node:
        case core.Limbs():
            if node.word == "none of":
                yes, no = no, yes
            return [_Look(limb, yes, no) for limb in step.inputs]
        case core.AsAt() | core.Use() | core.Payable() | core.ByReading():
            return [*_all(step.inputs[:-1], wanted), *(_Look(each, yes, no) for each in step.inputs[-1:])]
        case core.Choose():
            return _all(_tests_that_matter(node, step), wanted)
        case core.Each():
            return _of_members(node, step, yes, no)
        case core.OpenPoint():
            return [] if step.why is not None else [_Look(each, yes, no) for each in step.inputs]
        case (
            core.Literal() | core.FactValue() | core.FieldValue() | core.Variable() | core.TheDay() | core.Lookup()
            | core.ScaleValue() | core.Operation() | core.Round() | core.PaidOn()
        ):  # fmt: skip
            return _all(step.inputs, wanted)


def _all(steps: Iterable[Step], wanted: bool) -> list[_Look]:
    return [_Look(step, wanted, wanted) for step in steps]


def _tests_that_matter(node: core.Choose, step: Step) -> tuple[Step, ...]:
    """The tests of the rows that may decide, and their values; a row that is out is out whatever its test comes to."""
    tests = tests_of(node, step.inputs)
    stand = standing(node.rows, {position: test.value for position, test in tests.items()})
    matter = [test for position, test in tests.items() if stand.stands[position] is not NO]
    return (*matter, *step.inputs[len(tests) :])


def _of_members(node: core.Each, step: Step, yes: bool, no: bool) -> list[_Look]:
    """The list, and of the members those that may still change the result."""
    looks = _all(step.inputs[:1], yes or no)
    if node.word not in QUANTIFIERS:
        return looks + _all(step.inputs[1:], yes or no)
    if node.word == "no":
        yes, no = no, yes
    for member in members_of(node, step.inputs):
        where = YES if member.where is None else truth_of_value(member.where.value)
        body = YES if member.body is None else truth_of_value(member.body.value)
        counted = all_of((where, negate(body) if node.word == "every" else body))
        if is_open_value(counted):
            where_wanted = (no, yes) if node.word == "every" else (yes, no)
            looks += [_Look(step, *where_wanted) for step in (member.where,) if step is not None]
            looks += [_Look(step, yes, no) for step in (member.body,) if step is not None]
    return looks
