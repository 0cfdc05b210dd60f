"""The facts of a case: what is asked, of which kind and within which limits, and who finds it.

Invariant: a fact has its own place once, on the page of all facts; elsewhere it is a link to it.
"""

from policy_engine.explanation.names import body_title, fact_title
from policy_engine.explanation.schema import FactLine, facts_of, type_text
from policy_engine.explanation.write import join, title, write
from policy_engine.model.rulebook import Entity, Fact, ListValues
from policy_engine.model.types import ListType, Quantity
from policy_engine.publication.site.clauses import basis
from policy_engine.publication.site.document import FactView, Link
from policy_engine.publication.site.links import href, plain
from policy_engine.publication.site.speech import Speech
from policy_engine.publication.site.wording import wording


def asked_for(speech: Speech, question: str) -> tuple[FactView, ...]:
    """The facts that a question can use, in the order in which to ask them; fields of members behind their list."""
    found: list[FactView] = []
    for line in facts_of(speech.model, question, speech.language):
        found.append(_line(speech, line))
        found += (_line(speech, field) for field in line.fields)
    return tuple(found)


def fact_view(speech: Speech, fact: Fact) -> FactView:
    """A fact, or a field of an entity, in its own place."""
    name = f"{fact.entity}.{fact.name}" if fact.entity else fact.name
    place = href("field" if fact.entity else fact.kind, name)
    details = [_range(speech, fact)]
    if fact.ask_when is not None:
        details.append(speech.say("facts.when", clause=wording(speech, fact.ask_when)))
    if fact.presumed is not None:
        details.append(speech.say("facts.presumed", value=write(speech, fact.presumed, fact.type)))
    question = speech.own(fact.ask)
    return FactView(
        anchor=place.partition("#")[2],
        href=place,
        name=name,
        title=plain(fact_title(speech, fact, fact.name)),
        question=question,
        type=type_text(speech, fact.type),
        details=tuple(detail for detail in details if detail),
        who=_who(speech, fact.kind, tuple(body_title(speech, each) for each in fact.by)),
        basis=basis(speech, fact.authority, fact.presumed_authority, fact.applies),
    )


def entity_view(speech: Speech, entity: Entity) -> tuple[Link, tuple[FactView, ...]]:
    """The members of a list: what they are called, and their fields."""
    heading = Link(title(speech, entity.title, entity.name), f"entity-{entity.name}", entity.name)
    return heading, tuple(fact_view(speech, each) for each in entity.fields.values())


def list_view(speech: Speech, listed: ListValues) -> tuple[Link, tuple[Link, ...]]:
    """A closed list with its values."""
    heading = Link(title(speech, listed.title, listed.name), f"list-{listed.name}", listed.name)
    values = tuple(Link(title(speech, words, name), "", name) for name, words in listed.values.items())
    return heading, values


def _line(speech: Speech, line: FactLine) -> FactView:
    asked = speech.say("facts.when", clause=line.when) if line.when else ""
    return FactView(
        anchor="", href="", name=line.name, title=line.title, question=line.question, type=line.type,
        details=tuple(part for part in (line.range, asked) if part),
        who=_who(speech, line.kind, line.by_names),
    )  # fmt: skip


def _who(speech: Speech, kind: str, bodies: tuple[str, ...]) -> str:
    if not bodies:
        return speech.word("fact.stated")
    return speech.say("facts.chosen_by" if kind == "election" else "facts.by", bodies=join(speech, bodies, "value.or"))


def _range(speech: Speech, fact: Fact) -> str:
    item = fact.type.item if isinstance(fact.type, ListType) else fact.type
    low, high = ("" if limit is None else write(speech, limit, item) for limit in (fact.low, fact.high))
    parts = []
    if fact.length is not None:
        parts.append(speech.say("type.many", low=str(fact.length[0]), high=str(fact.length[1])))
    if low and high:
        parts.append(speech.say("type.range", low=low, high=high))
    elif low or high:
        parts.append(speech.say("type.range_low", low=low) if low else speech.say("type.range_high", high=high))
    if fact.step is not None and isinstance(item, Quantity):
        parts.append(speech.say("type.steps", step=write(speech, fact.step, item)))
    return speech.say("value.separator").join(parts)
