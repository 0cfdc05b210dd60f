"""What besides the rule books two decisions do not have in common: the facts they rest on, and the readings taken.

Invariant: a fact on which neither decision rests is no cause.
"""

from collections.abc import Callable, Container, Iterator

from policy_engine.evaluation.decision import Award, Decision
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.write import write
from policy_engine.model.rulebook import Fact, Gap, Model, Words
from policy_engine.model.types import DATE, EntityType, ListType, Type, YesNo
from policy_engine.publication.difference.document import NO_WORDS, Cause
from policy_engine.publication.words import say
from policy_engine.values.value import Collection, Element, Value

Side = tuple[Model, Decision | None]
"""A decision with the book it was made from."""

AWARD = "award"
"""What stands in place of the kind of a fact for the recorded awards of a benefit."""


def causes(old: Side, new: Side, rests: Container[tuple[str, str]]) -> Iterator[Cause]:
    """Readings first, then facts; `rests` has the kinds and names of all that the two decisions rest on."""
    yield from _of_readings(old, new)
    facts, others = dict(_facts(old, rests)), dict(_facts(new, rests))
    for key in dict.fromkeys((*others, *facts)):
        one, other = facts.get(key, (NO_WORDS, NO_WORDS)), others.get(key, (NO_WORDS, NO_WORDS))
        if one[1] != other[1]:
            yield Cause("fact", *key, other[0] if other[0] != NO_WORDS else one[0], one[1], other[1])


def _of_readings(old: Side, new: Side) -> Iterator[Cause]:
    taken, others = ({} if decision is None else dict(decision.readings) for _, decision in (old, new))
    for name in dict.fromkeys((*others, *taken)):
        one, other = taken.get(name, ""), others.get(name, "")
        if one and other and one != other:
            titles = _option(old[0], name, one), _option(new[0], name, other)
            yield Cause("reading", name, "", new[0].readings[name].title, *titles)


def _option(model: Model, name: str, option: str) -> Words:
    return next(each.title for each in model.readings[name].options if each.name == option)


# ------------------------------------------------------------------------------------------------ facts


def _facts(side: Side, rests: Container[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[Words, Words]]]:
    """The facts of a decision among those rested on."""
    model, decision = side
    if decision is None or decision.facts is None:
        return
    for name, value in decision.facts.values.items():
        if name in model.facts:
            yield from _fact(model, model.facts[name], (name, ""), value, rests)
    for name, value in decision.facts.rulings.items():
        point = model.gaps.get(name) or model.discretions.get(name)
        if point is not None and ("gap" if name in model.gaps else "discretion", name) in rests:
            kind = point.type if isinstance(point, Gap) else YesNo()
            yield (name, ""), (point.title, _value(model, value, kind))
    for award in (each for each in decision.facts.awards or () if (AWARD, each.benefit) in rests):
        title_of = model.benefits[award.benefit].title if award.benefit in model.benefits else NO_WORDS
        yield (f"{AWARD} of {award.benefit}", award.begun.isoformat()), (title_of, _award(model, award))


def _fact(
    model: Model, fact: Fact, key: tuple[str, str], value: Value, rests: Container[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], tuple[Words, Words]]]:
    """A fact, and where it is a list of members those of each of them."""
    if ("field" if fact.entity else fact.kind, key[0]) in rests:
        yield key, (fact.title, _value(model, value, fact.type))
    if isinstance(value, Collection) and isinstance(fact.type, ListType) and isinstance(fact.type.item, EntityType):
        fields = model.entities[fact.type.item.entity].fields
        for member in value.items:
            assert isinstance(member, Element)
            for name, inner in member.fields.items():
                yield from _fact(model, fields[name], (f"{member.entity}.{name}", member.id), inner, rests)


def _value(model: Model, value: Value, kind: Type) -> Words:
    return _in_both(model, lambda telling: write(telling, value, kind))


def _award(model: Model, award: Award) -> Words:
    def tell(telling: Telling) -> str:
        start = write(telling, award.begun, DATE)
        if award.paid_to is None:
            return say(telling.language, "difference.time.from", start=start)
        return say(telling.language, "difference.time.between", start=start, to=write(telling, award.paid_to, DATE))

    return _in_both(model, tell)


def _in_both(model: Model, tell: Callable[[Telling], str]) -> Words:
    return Words(*(tell(Telling(model, language, True)) for language in ("en", "ms")))
