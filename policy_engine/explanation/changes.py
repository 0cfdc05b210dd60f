"""What would change a refusal: the limbs that failed, each with its distance from what was needed.

Invariant: only what failed is named, and a way out of which one of several is enough is told as one.
"""

from attrs import frozen

from policy_engine.evaluation.step import Step
from policy_engine.explanation.authorities import cited
from policy_engine.explanation.comparisons import OPPOSITE, size_between
from policy_engine.explanation.document import Change
from policy_engine.explanation.names import (
    clause,
    has_inner,
    inner,
    is_known,
    is_negation,
    operation_key,
    phrase,
    written,
)
from policy_engine.explanation.reasons import limb_name, top_limbs
from policy_engine.explanation.sentences import sentence
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.truths import truth_of
from policy_engine.model import core
from policy_engine.model.core import NO_AUTHORITY, Authority
from policy_engine.values.truth import NO, YES

DATED = {"before": "late", "on or before": "late", "after": "early", "on or after": "early"}
SIZED = {"at least": "short", "over": "short", "at most": "above", "below": "above"}
EQUAL = {
    "below": "change.not_under",
    "over": "change.not_over",
    "before": "change.same_day",
    "after": "change.same_day",
}


@frozen
class _Limb:
    id: str
    wanted: bool
    authority: Authority = NO_AUTHORITY


def changes(telling: Telling, condition: Step, heading: str = "") -> tuple[Change, ...]:
    """What would have to be otherwise for the condition to hold; nothing where it is not refused."""
    if truth_of(condition) is not NO:
        return ()
    found: list[Change] = []
    for name, authority, step in top_limbs(condition, heading):
        found += _changes(telling, step, _Limb(name, True, authority))
    return tuple({each.sentence: each for each in found}.values())


def _failed(step: Step, wanted: bool) -> bool:
    return truth_of(step) is (NO if wanted else YES)


def _changes(telling: Telling, step: Step, limb: _Limb) -> list[Change]:
    if not _failed(step, limb.wanted):
        return []
    node = step.node
    match node:
        case core.Limbs():
            return _of_limbs(telling, step, node, limb)
        case core.Use() | core.ByReading() | core.AsAt() if has_inner(step):
            authority = limb.authority if limb.authority.citations else node.authority
            return _changes(telling, inner(step), _Limb(limb.id, limb.wanted, authority))
        case core.Operation() if operation_key(node) == "condition" and node.operator in OPPOSITE:
            return [_change(limb, _compared(telling, step, node, limb.wanted), node)]
        case core.FactValue() | core.FieldValue() | core.Lookup() | core.Variable():
            key = "change.to_yes" if limb.wanted else "change.to_no"
            return [_change(limb, telling.say(key, name=phrase(telling, step)), node)]
        case core.Each() | core.Payable() | core.PaidOn():
            key = "change.needed" if limb.wanted else "change.not_allowed"
            return [_change(limb, telling.say(key, clause=clause(telling, step)), node)]
        case _:
            said = sentence(telling, step)
            return [_change(limb, said if limb.wanted else telling.say("negation.no", sentence=said), node)]


def _change(limb: _Limb, said: str, node: core.Expression) -> Change:
    return Change(limb.id, said, cited(limb.authority, node.authority))


def _of_limbs(telling: Telling, step: Step, node: core.Limbs, limb: _Limb) -> list[Change]:
    """Of a group of which all must hold every failure counts; of one of which one is enough, any would do."""
    wanted = limb.wanted != (node.word == "none of")
    all_count = (node.word == "all of") == limb.wanted if node.word != "none of" else limb.wanted
    ways = []
    for position, each in enumerate(step.inputs):
        own = node.limbs[position]
        name = limb.id if is_negation(node) else ".".join(part for part in (limb.id, limb_name(own, position)) if part)
        below = _Limb(name, wanted, own.authority)
        ways.append(_changes(telling, each, below))
    ways = [way for way in ways if way]
    if all_count or len(ways) < 2:
        return [each for way in ways for each in way]
    told = (telling.say("change.together").join(each.sentence for each in way) for way in ways)
    listed = telling.say("value.semicolon").join(told)
    citations = tuple(dict.fromkeys(item for way in ways for each in way for item in each.citations))
    return [Change(limb.id, telling.say("change.any", list=listed), citations)]


def _compared(telling: Telling, step: Step, node: core.Operation, wanted: bool) -> str:
    left, right = step.inputs
    operator = node.operator if wanted else OPPOSITE[node.operator]
    distance = size_between(telling, left.value, right.value, left) if is_known(left) and is_known(right) else None
    if distance is None:
        return sentence(telling, step)
    holes = {"name": phrase(telling, left), "value": written(telling, left), "bound": written(telling, right)}
    if not distance:
        return telling.say(EQUAL[operator], **holes) if operator in EQUAL else sentence(telling, step)
    key = DATED.get(operator) or SIZED[operator]
    return telling.say(f"change.{key}", distance=distance, **holes)
