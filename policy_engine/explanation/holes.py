"""What is still missing, and what the law leaves open: each with the question to put and to whom.

Invariant: every hole of the decision is told, in its order; none is told by the name that the engine has for it.
"""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from policy_engine.evaluation.decision import Decision
from policy_engine.evaluation.step import Hole
from policy_engine.explanation.authorities import cited
from policy_engine.explanation.document import MissingFact, OpenPointTouched
from policy_engine.explanation.names import (
    benefit_title,
    body_title,
    fact_title,
    operand,
    parameter_title,
    point_title,
    row_name,
    rule_title,
)
from policy_engine.explanation.sentences import office_title
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.visits import Visit
from policy_engine.explanation.write import join, title, write
from policy_engine.model import core
from policy_engine.model.rulebook import Discretion, Fact, Gap, Words
from policy_engine.model.types import DATE, YesNo
from policy_engine.values.value import Collection, Element


@frozen
class _Seen:
    """Where holes begin: the visits of each, the first one, and the parts of the decision that each stands in."""

    visits: dict[Hole, list[Visit]]
    first: dict[Hole, Visit]
    parts: dict[Hole, tuple[str, ...]]


def missing_facts(telling: Telling, decision: Decision, found: tuple[Visit, ...]) -> tuple[MissingFact, ...]:
    """The facts still needed, in the order to ask them."""
    seen = _seen(found)
    return tuple(_missing(telling, hole, seen) for hole in decision.missing)


def open_points(telling: Telling, decision: Decision, found: tuple[Visit, ...]) -> tuple[OpenPointTouched, ...]:
    """What no fact can settle."""
    seen = _seen(found)
    return tuple(_open_point(telling, hole, seen) for hole in decision.open_points)


def fact_question(telling: Telling, fact: Fact | None, name: str, member: str = "") -> str:
    """The question to put: the book's own, or one made of the title."""
    asked = fact.ask if fact else Words()
    question = telling.own(asked)
    if not question:
        key = "fact.ask_yes_no" if fact and isinstance(fact.type, YesNo) else "fact.ask"
        question = telling.say(key, title=fact_title(telling, fact, name))
    return telling.say("fact.ask_member", member=member, question=question) if member else question


def _seen(found: tuple[Visit, ...]) -> _Seen:
    begins: dict[Hole, list[Visit]] = {}
    for visit in found:
        if visit.step.why is not None:
            begins.setdefault(visit.step.why, []).append(visit)
    first = {hole: visits[0] for hole, visits in begins.items()}
    parts = {hole: tuple(dict.fromkeys(visit.part for visit in visits)) for hole, visits in begins.items()}
    return _Seen(begins, first, parts)


def _missing(telling: Telling, hole: Hole, seen: _Seen) -> MissingFact:
    why = telling.say("value.separator").join(seen.parts.get(hole, ()))
    if hole.kind == "award":
        benefit = benefit_title(telling, hole.name)
        asked = telling.say("fact.ask_award", benefit=benefit)
        named = telling.say("fact.award", benefit=benefit)
        return MissingFact(hole.name, hole.member, hole.kind, named, asked, (), (), why)
    fact = _fact_of(telling, hole, seen.first.get(hole))
    by = fact.by if fact else ()
    question = fact_question(telling, fact, hole.name, hole.member)
    if _is_partial(telling, hole):
        question = telling.say("fact.ask_more", title=fact_title(telling, fact, hole.name))
    return MissingFact(
        fact=hole.name,
        member=hole.member,
        kind=hole.kind,
        title=fact_title(telling, fact, hole.name),
        question=question,
        by=by,
        by_names=tuple(body_title(telling, each) for each in by),
        why=why,
    )


def _is_partial(telling: Telling, hole: Hole) -> bool:
    """Whether a list was given, and may have further members."""
    given = telling.facts.values.get(hole.name) if telling.facts and not hole.member else None
    return isinstance(given, Collection) and not given.complete


def _fact_of(telling: Telling, hole: Hole, visit: Visit | None) -> Fact | None:
    """The declaration: a field by the entity of the Step at which the hole begins."""
    node = visit.step.node if visit else None
    if isinstance(node, core.FieldValue):
        entity = telling.model.entities.get(node.entity)
        return entity.fields.get(hole.name) if entity else None
    if not hole.member:
        return telling.model.facts.get(hole.name)
    fields = (entity.fields.get(hole.name) for entity in telling.model.entities.values())
    return next((each for each in fields if each is not None), None)


def _open_point(telling: Telling, hole: Hole, seen: _Seen) -> OpenPointTouched:
    visit = seen.first.get(hole)
    named, question, sentence = hole.name, "", ""
    declared: Gap | Discretion | None = None
    match hole.kind:
        case "gap":
            declared = telling.model.gaps.get(hole.name)
            named = point_title(telling, "gap", hole.name)
            sentence = telling.say("point.gap", title=named)
        case "discretion":
            declared = telling.model.discretions.get(hole.name)
            named = point_title(telling, "discretion", hole.name)
            office = office_title(telling, declared.office if isinstance(declared, Discretion) else "")
            sentence = telling.say("point.discretion", title=named, office=office)
        case "not in force":
            named = _titled(telling, hole.name, visit)
            sentence = _not_in_force(telling, named, hole.detail)
        case "no row":
            named = _titled(telling, hole.name, visit)
            sentence = telling.say("point.no_row", title=named)
        case "conflict":
            named = _titled(telling, hole.name, visit)
            sentence = telling.say("point.conflict", title=named, rows=_rows(telling, hole, visit))
        case "no value":
            named = visit.owner(telling) if visit else _titled(telling, hole.name, visit)
            reason = _births(telling, seen.visits.get(hole, ())) or _reason(telling, hole.detail)
            sentence = telling.say("point.no_value", title=named, reason=reason)
        case "fact" | "finding" | "election" | "award":
            pass
    if declared is not None:
        question = telling.own(declared.ask)
    authorities = (declared.authority,) if declared else ()
    return OpenPointTouched(hole.kind, hole.name, named, question, sentence, hole.detail, cited(*authorities))


def _titled(telling: Telling, name: str, visit: Visit | None) -> str:
    """The title of a rule, a parameter, a scale or a benefit; else of what the hole stands in."""
    model = telling.model
    if name in model.parameters or name in model.scales:
        return parameter_title(telling, name)
    if name in model.rules:
        return rule_title(telling, name)
    if name in model.benefits:
        return benefit_title(telling, name)
    return visit.part if visit else title(telling, Words(), name)


def _not_in_force(telling: Telling, named: str, detail: tuple[str, ...]) -> str:
    """With the last day on which there was a value, or the first on which there will be one."""
    days = tuple(write(telling, date.fromisoformat(each), DATE) for each in detail[::2])
    said = telling.say("point.not_in_force", title=named, day=days[0] if days else telling.say("name.the_day"))
    if len(days) < 2:
        return said
    key = "point.last_in_force" if detail[1] == "last until" else "point.first_in_force"
    return telling.say("value.both", first=said, second=telling.say(key, day=days[1]))


def _rows(telling: Telling, hole: Hole, visit: Visit | None) -> str:
    node = visit.step.node if visit else None
    if not isinstance(node, core.Choose):
        return join(telling, hole.detail)
    return join(telling, tuple(row_name(telling, row) for row in node.rows if row.label in hole.detail))


def _births(telling: Telling, visits: Sequence[Visit]) -> str:
    """Who was not born on the day for which an age is asked; "" where no age is what has no value."""
    said: dict[str, None] = {}
    for visit in visits:
        node = visit.step.node
        if isinstance(node, core.Operation) and node.operator == "age":
            born, day = visit.step.inputs
            late = telling.say("point.born_after", born=operand(telling, born), day=operand(telling, day))
            of = born.inputs[0].value if isinstance(born.node, core.FieldValue) else None
            member = of.id if isinstance(of, Element) else ""
            said[telling.say("point.of_member", member=member, said=late) if member else late] = None
    return join(telling, tuple(said)) if said else ""


def _reason(telling: Telling, detail: tuple[str, ...]) -> str:
    key = f"point.{detail[0].replace(' ', '_')}" if detail else "point.other"
    return telling.say(key if telling.knows(key) else "point.other")
