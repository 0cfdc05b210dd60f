"""What would change a refusal: the limbs that failed, each with its distance from what was needed.

Invariant: only what failed is named, a way out of which one of several is enough is told as one, and nothing is offered
that the range of a fact rules out.
"""

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve, frozen

from policy_engine.evaluation.step import FILLED, Step
from policy_engine.explanation.authorities import cited
from policy_engine.explanation.comparisons import OPPOSITE, size_between, with_value
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
from policy_engine.explanation.sentences import deciding, rows_of, sentence
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.truths import truth_of
from policy_engine.model import core
from policy_engine.model.core import NO_AUTHORITY, Authority
from policy_engine.values.truth import NO, YES

DISTANT = {
    "at least": "short", "over": "over", "at most": "above", "below": "below",
    "on or after": "early", "after": "after", "on or before": "late", "before": "before",
}  # fmt: skip
"""Operator -> key of the text under `change`; it names the side on which the value has to be."""

MOST_WAYS = 5
"""Of a table that could be met in more ways only its title is told."""

EQUAL = {"below": "not_under", "over": "not_over", "before": "same_day", "after": "same_day"}


@frozen
class _Limb:
    id: str
    wanted: bool
    authority: Authority = NO_AUTHORITY


def changes(telling: Telling, condition: Step, heading: str = "") -> tuple[Change, ...]:
    """What would have to be otherwise for the condition to hold; nothing where it is not refused, or nothing would."""
    if truth_of(condition) is not NO:
        return ()
    tops = top_limbs(condition, heading)
    found = _joined(_changes(telling, step, _Limb(name, True, authority)) for name, authority, step in tops)
    return tuple({(each.sentence, each.ways): each for each in found or []}.values())


def _failed(step: Step, wanted: bool) -> bool:
    return truth_of(step) is (NO if wanted else YES)


def _changes(telling: Telling, step: Step, limb: _Limb) -> list[Change] | None:
    """All that would have to be otherwise; None where no value of a fact makes it so."""
    if not _failed(step, limb.wanted):
        return []
    node = step.node
    key = "change.needed" if limb.wanted else "change.not_allowed"
    match node:
        case core.Limbs():
            return _of_limbs(telling, step, node, limb)
        case core.Use() | core.ByReading() | core.AsAt() if has_inner(step):
            authority = limb.authority if limb.authority.citations else node.authority
            found = _changes(telling, inner(step), _Limb(limb.id, limb.wanted, authority))
            is_title = found is None and isinstance(node, core.Use) and isinstance(inner(step).node, core.Choose)
            return [_change(limb, _flag(telling, step, limb.wanted), node)] if is_title else found
        case core.OpenPoint() if step.notes == FILLED:
            return _changes(telling, step.inputs[0], limb)
        case core.Choose():
            return _of_rows(telling, step, node, limb)
        case core.Operation() if operation_key(node) == "condition" and node.operator in OPPOSITE:
            said = _compared(telling, step, node, limb.wanted)
            return [_change(limb, said, node)] if said else None
        case core.FactValue() | core.FieldValue() | core.Lookup() | core.Variable():
            return [_change(limb, _flag(telling, step, limb.wanted), node)]
        case core.Each() | core.Payable() | core.PaidOn():
            return [_change(limb, telling.say(key, clause=clause(telling, step)), node)]
        case core.Operation() if operation_key(node) == "condition" and all(map(is_known, step.inputs)):
            return [_change(limb, telling.say(key, clause=clause(telling, step)), node)]
        case _:
            said = sentence(telling, step)
            return [_change(limb, said if limb.wanted else telling.say("negation.no", sentence=said), node)]


def _flag(telling: Telling, step: Step, wanted: bool) -> str:
    return telling.say("change.to_yes" if wanted else "change.to_no", name=phrase(telling, step))


def _change(limb: _Limb, said: str, node: core.Expression) -> Change:
    return Change(limb.id, said, cited(limb.authority, node.authority))


def _joined(ways: Iterable[list[Change] | None]) -> list[Change] | None:
    """What all of them need; None where one of them cannot be."""
    found: list[Change] = []
    for way in ways:
        if way is None:
            return None
        found += way
    return found


def _of_limbs(telling: Telling, step: Step, node: core.Limbs, limb: _Limb) -> list[Change] | None:
    """Of a group of which all must hold every failure counts; of one of which one is enough, any would do."""
    wanted = limb.wanted != (node.word == "none of")
    all_count = (node.word == "all of") == limb.wanted if node.word != "none of" else limb.wanted
    told: list[tuple[_Limb, Step, list[Change] | None]] = []
    for position, each in enumerate(step.inputs):
        own = node.limbs[position]
        name = limb.id if is_negation(node) else ".".join(part for part in (limb.id, limb_name(own, position)) if part)
        below = _Limb(name, wanted, own.authority)
        told.append((below, each, _changes(telling, each, below)))
    if all_count:
        return _joined(way for _, _, way in told)
    return _one_of(telling, limb, told)


def _of_rows(telling: Telling, step: Step, node: core.Choose, limb: _Limb) -> list[Change] | None:
    """What the row that decided would have to come to, or another row that comes to it by itself would have to hold.

    None where that is not all there is to it: exceptions give way to one another, and what a row that does not hold
    would come to has not been worked out.
    """
    if any(row.overrides for row in node.rows):
        return None
    wanted, decided = YES if limb.wanted else NO, deciding(step, node)
    told: list[tuple[_Limb, Step, list[Change] | None]] = []
    for row, test, value in rows_of(step, node):
        below = _Limb(f"{limb.id}.{row.label or 'otherwise'}".lstrip("."), True, row.authority)
        comes_to_it = isinstance(row.value, core.Literal) and row.value.value is wanted
        if row in decided and value is not None and not isinstance(row.value, core.Literal):
            told.append((below, value, _changes(telling, value, evolve(below, wanted=limb.wanted))))
        elif comes_to_it and test is not None:
            told.append((below, test, _changes(telling, test, below)))
        elif comes_to_it and row.otherwise and len(decided) == 1:
            told += [(below, each, _changes(telling, each, evolve(below, wanted=False))) for each in _tests(step, node)]
    return _one_of(telling, limb, told) if len(told) <= MOST_WAYS else None


def _tests(step: Step, node: core.Choose) -> list[Step]:
    """The test of the row that decided."""
    return [test for row, test, _ in rows_of(step, node) if row in deciding(step, node) and test is not None]


def _one_of(
    telling: Telling, limb: _Limb, told: Iterable[tuple[_Limb, Step, list[Change] | None]]
) -> list[Change] | None:
    """Any of these ways would do; None where none of them can be."""
    ways = [(below, each, way) for below, each, way in told if way]
    if len(ways) < 2:
        return ways[0][2] if ways else None
    listed = tuple(_way(telling, below, each, way) for below, each, way in ways)
    citations = tuple(dict.fromkeys(item for each in listed for item in each.citations))
    return [Change(limb.id, telling.say("change.any"), citations, listed)]


def _way(telling: Telling, limb: _Limb, step: Step, way: list[Change]) -> Change:
    """One way out in one line: a named rule of which much is missing by its title."""
    if len(way) == 1:
        return way[0]
    citations = tuple(dict.fromkeys((*cited(limb.authority), *(item for each in way for item in each.citations))))
    if isinstance(step.node, core.Use):
        return Change(limb.id, _flag(telling, step, limb.wanted), citations)
    together = telling.say("change.together").join(_in_line(telling, each) for each in way)
    return Change(limb.id, together, citations)


def _in_line(telling: Telling, change: Change) -> str:
    if not change.ways:
        return change.sentence
    listed = telling.say("value.semicolon").join(_in_line(telling, each) for each in change.ways)
    return telling.say("name.is_value", name=change.sentence, value=telling.say("working.bracket", text=listed))


def _compared(telling: Telling, step: Step, node: core.Operation, wanted: bool) -> str:
    """The side on which the value has to be, and how far from it; "" where the range of the fact rules that out."""
    left, right = step.inputs
    operator = node.operator if wanted else OPPOSITE[node.operator]
    if not _in_range(telling, left, operator, right):
        return ""
    distance = size_between(telling, left.value, right.value, left) if is_known(left) and is_known(right) else None
    holes = {"left": with_value(telling, left), "bound": written(telling, right)}
    if distance:
        return telling.say(f"change.{DISTANT[operator]}", distance=distance, **holes)
    if distance is not None and operator in EQUAL:
        return telling.say(f"change.{EQUAL[operator]}", **holes)
    asked = Step(evolve(node, operator=operator), step.value, step.inputs, step.day)
    return telling.say("change.needed", clause=clause(telling, asked))


def _in_range(telling: Telling, left: Step, operator: str, right: Step) -> bool:
    """Whether some value that the fact may have is on the side that the operator asks."""
    model, node, bound = telling.model, left.node, right.value
    fact = model.facts.get(node.fact) if isinstance(node, core.FactValue) else None
    if isinstance(node, core.FieldValue) and node.entity in model.entities:
        fact = model.entities[node.entity].fields.get(node.field)
    upwards = operator in ("at least", "over", "after", "on or after")
    end = None if fact is None else fact.high if upwards else fact.low
    if not (isinstance(end, int | Fraction) and isinstance(bound, int | Fraction)):
        return True
    if end == bound:
        return operator not in EQUAL
    return end > bound if upwards else end < bound
