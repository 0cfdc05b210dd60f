"""The facts that a benefit or a rule can use: as a list to ask from, and as the JSON Schema of a facts file.

Invariant: exactly the facts that can be reached, in the order of the statute; a fact that is asked only on a condition
comes behind the facts of that condition.
"""

from textwrap import wrap
from typing import Any

from attrs import frozen

from policy_engine.evaluation.facts import ruled
from policy_engine.explanation.holes import fact_question
from policy_engine.explanation.names import (
    benefit_title,
    body_title,
    clause,
    entity_title,
    fact_title,
    rule_title,
    sketch,
)
from policy_engine.explanation.schema_values import DAY, closed, list_schema, value_schema
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.write import a_rate, join, title, unit_title, write
from policy_engine.model.rulebook import Fact, Model
from policy_engine.model.type_words import in_words
from policy_engine.model.types import (
    DateType,
    EntityType,
    ListType,
    MomentType,
    MonthsType,
    MonthType,
    OneOf,
    PeriodsType,
    Quantity,
    TextType,
    Type,
    YearType,
    YesNo,
)
from policy_engine.model.walk import Reached, closure

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID: Json = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}
WIDTH = 100


@frozen
class FactLine:
    """One fact to ask.

    type: in words; written_type: as in a rule file.  range: also steps and numbers of members, or "".
    values: of a list, with their titles.  when: on which condition it is asked, or "".  fields: of each member.
    """

    name: str
    kind: str
    title: str
    question: str
    type: str
    written_type: str
    range: str
    values: tuple[tuple[str, str], ...] = ()
    by: tuple[str, ...] = ()
    by_names: tuple[str, ...] = ()
    when: str = ""
    presumed: str = ""
    fields: tuple["FactLine", ...] = ()


def facts_of(model: Model, question: str, language: str = "en") -> tuple[FactLine, ...]:
    """The facts that a benefit or rule can use, in the order in which to ask them."""
    telling, reached = Telling(model, language), _reached(model, question)
    return tuple(_line(telling, reached, model.facts[name]) for name in reached.facts if name in model.facts)


def as_text(model: Model, question: str, language: str = "en") -> str:
    """The same as a page."""
    telling, reached = Telling(model, language), _reached(model, question)
    named = benefit_title(telling, question) if question in model.benefits else rule_title(telling, question)
    lines = [telling.say("facts.heading", title=named)]
    for fact in facts_of(model, question, language):
        lines += _told(telling, fact, 1)
    lines += [entry for text in _besides(telling, reached, question) for entry in _wrapped(text, 1)]
    lines += _rulings(telling, reached)
    return "\n".join(lines)


def json_schema(model: Model, question: str, language: str = "en") -> Json:
    """The JSON Schema of a facts file for the benefit or rule; titles and questions in the language."""
    telling, reached = Telling(model, language), _reached(model, question)
    named = benefit_title(telling, question) if question in model.benefits else rule_title(telling, question)
    properties = {
        name: _fact_schema(telling, reached, model.facts[name]) for name in reached.facts if name in model.facts
    }
    return {"$schema": DIALECT, "title": named, **closed(properties | _besides_schema(telling, reached, question))}


def _reached(model: Model, question: str) -> Reached:
    declared = model.benefits.get(question) or model.rules.get(question)
    return closure(model, declared) if declared is not None else Reached()


# ------------------------------------------------------------------------------------------------ the list


def _line(telling: Telling, reached: Reached, fact: Fact) -> FactLine:
    return FactLine(
        name=fact.name,
        kind=fact.kind,
        title=fact_title(telling, fact, fact.name),
        question=fact_question(telling, fact, fact.name),
        type=type_text(telling, fact.type),
        written_type=in_words(fact.type),
        range=_range(telling, fact),
        values=_values(telling, fact.type),
        by=fact.by,
        by_names=tuple(body_title(telling, each) for each in fact.by),
        when=clause(telling, sketch(fact.ask_when)) if fact.ask_when is not None else "",
        presumed=write(telling, fact.presumed, fact.type) if fact.presumed is not None else "",
        fields=tuple(_line(telling, reached, each) for each in _fields(telling.model, reached, fact.type)),
    )


def _fields(model: Model, reached: Reached, type: Type) -> tuple[Fact, ...]:
    """The fields of the members of a list that can be used."""
    item = type.item if isinstance(type, ListType) else type
    if not isinstance(item, EntityType) or item.entity not in model.entities:
        return ()
    fields = model.entities[item.entity].fields
    return tuple(fields[name] for entity, name in reached.fields if entity == item.entity and name in fields)


def type_text(telling: Telling, type: Type) -> str:
    """A type in the reader's words."""
    match type:
        case Quantity():
            return _quantity_text(telling, type)
        case OneOf():
            titles = tuple(named for _, named in _values(telling, type))
            return telling.say("type.one_of", values=join(telling, titles, "value.or"))
        case ListType():
            key = "type.ordered_list" if type.ordered else "type.list"
            return telling.say(key, item=type_text(telling, type.item))
        case EntityType():
            return entity_title(telling, type.entity)
        case DateType():
            return telling.say("type.birth_date" if type.birth else _never_key("type.date", type.never))
        case MomentType():
            return telling.say(_never_key("type.moment", type.never))
        case YesNo():
            return telling.say("type.yes_or_no")
        case MonthType():
            return telling.say("type.month")
        case YearType():
            return telling.say("type.year")
        case PeriodsType():
            return telling.say("type.periods")
        case MonthsType():
            return telling.say("type.month_set")
        case TextType():
            return telling.say("type.text")


def _never_key(key: str, never: bool) -> str:
    return f"{key}_or_never" if never else key


def _quantity_text(telling: Telling, type: Quantity) -> str:
    unit = type.unit if type.unit not in ("", "fraction") else type.dimension
    key = f"type.{unit}"
    named = telling.say(key) if telling.knows(key) else unit_title(telling, unit, several=True)
    return a_rate(telling, named, type.per_unit or type.per) if type.per else named


def _values(telling: Telling, type: Type) -> tuple[tuple[str, str], ...]:
    item = type.item if isinstance(type, ListType) else type
    listed = telling.model.lists.get(item.list_name) if isinstance(item, OneOf) else None
    return tuple((name, title(telling, words, name)) for name, words in listed.values.items()) if listed else ()


def _range(telling: Telling, fact: Fact) -> str:
    item = fact.type.item if isinstance(fact.type, ListType) else fact.type
    low, high = ("" if limit is None else write(telling, limit, item) for limit in (fact.low, fact.high))
    parts = []
    if fact.length is not None:
        parts.append(telling.say("type.many", low=str(fact.length[0]), high=str(fact.length[1])))
    if low and high:
        parts.append(telling.say("type.range", low=low, high=high))
    elif low or high:
        parts.append(telling.say("type.range_low", low=low) if low else telling.say("type.range_high", high=high))
    if fact.step is not None and isinstance(item, Quantity):
        parts.append(telling.say("type.steps", step=write(telling, fact.step, item)))
    return telling.say("value.separator").join(parts)


# ------------------------------------------------------------------------------------------------ the page


def _told(telling: Telling, fact: FactLine, depth: int) -> list[str]:
    lines = _wrapped(f"{fact.name}: {fact.question}", depth)
    details = [", ".join(part for part in (fact.type, fact.range) if part)]
    if fact.by:
        bodies = telling.say("value.separator").join(fact.by_names)
        details.append(telling.say("facts.chosen_by" if fact.kind == "election" else "facts.by", bodies=bodies))
    if fact.when:
        details.append(telling.say("facts.when", clause=fact.when))
    if fact.presumed:
        details.append(telling.say("facts.presumed", value=fact.presumed))
    lines += [entry for detail in details for entry in _wrapped(detail, depth + 1)]
    lines += [entry for name, named in fact.values for entry in _wrapped(f"{name} = {named}", depth + 2)]
    return lines + [entry for field in fact.fields for entry in _told(telling, field, depth + 1)]


def _wrapped(text: str, depth: int) -> list[str]:
    indent = "  " * depth
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)


def _besides(telling: Telling, reached: Reached, question: str) -> tuple[str, ...]:
    """What may be given besides the facts: documents and awards, each by its name and title, and how far facts go."""
    documents = tuple(_called(name, named) for name, named in _documents(telling, question))
    awards = tuple(_called(name, benefit_title(telling, name)) for name in _awards(telling, reached, question))
    told = (("documents", documents), ("awards", awards))
    known_to = (telling.say("facts.known_to"),) if question in telling.model.benefits else ()
    return (*(telling.say(f"facts.{key}", names=join(telling, names)) for key, names in told if names), *known_to)


def _called(name: str, title: str) -> str:
    return name if title in ("", name) else f"{name} = {title}"


def _rulings(telling: Telling, reached: Reached) -> list[str]:
    """The open points on which an office may have ruled, under a heading of their own."""
    lines: list[str] = []
    for _, name in _points(reached):
        point = ruled(telling.model, name)
        lines += _wrapped(f"{name}: {telling.own(point.ask) or title(telling, point.title, name)}", 2)
        bodies = telling.say("value.separator").join(body_title(telling, each) for each in point.by)
        details = (type_text(telling, point.type), _range(telling, point))
        decided = telling.say("facts.ruled_by", bodies=bodies) if bodies else ""
        lines += _wrapped(", ".join(part for part in (*details, decided) if part), 3)
    return [*_wrapped(telling.say("facts.rulings"), 1), *lines] if lines else []


def _documents(telling: Telling, question: str) -> tuple[tuple[str, str], ...]:
    benefit = telling.model.benefits.get(question)
    return tuple((each.name, title(telling, each.title, each.name)) for each in benefit.needs) if benefit else ()


def _awards(telling: Telling, reached: Reached, question: str) -> tuple[str, ...]:
    """The benefits whose awards are asked for, and the benefit itself, of which a timeline says what is still owing."""
    own = (question,) if question in telling.model.benefits else ()
    return tuple(dict.fromkeys((*own, *reached.awards)))


def _points(reached: Reached) -> tuple[tuple[str, str], ...]:
    return (*(("gap", name) for name in reached.gaps), *(("discretion", name) for name in reached.discretions))


# ------------------------------------------------------------------------------------------------ the schema


def _fact_schema(telling: Telling, reached: Reached, fact: Fact) -> Json:
    """The schema of a fact with its title and question; of a finding or an election it may say by whom, and when."""
    told = {"title": fact_title(telling, fact, fact.name), "description": fact_question(telling, fact, fact.name)}
    value = _value_schema(telling, reached, fact)
    if fact.kind != "fact" and fact.by:
        is_one = len(fact.by) == 1
        needed = ("value",) if is_one else ("value", "by")
        found = closed({"value": value, "by": {"enum": list(fact.by)}, "on": DAY}, needed)
        return {**told, "anyOf": [value, found]} if is_one else {**told, **found}
    return {**told, **value}


def _value_schema(telling: Telling, reached: Reached, fact: Fact) -> Json:
    if isinstance(fact.type, ListType) and isinstance(fact.type.item, EntityType):
        fields = _fields(telling.model, reached, fact.type)
        member = closed({"id": ID} | {each.name: _fact_schema(telling, reached, each) for each in fields}, ("id",))
        return list_schema(fact, member)
    return value_schema(telling.model, fact, fact.type)


def _besides_schema(telling: Telling, reached: Reached, question: str) -> Json:
    """What every facts file may hold besides facts; of documents, awards and rulings those that can play a part."""
    documents = [name for name, _ in _documents(telling, question)]
    awards = _awards(telling, reached, question)
    award = closed({"benefit": {"enum": list(awards)}, "from": DAY, "to": DAY}, ("benefit", "from"))
    return {
        "known_to": DAY,
        "documents": _listed({"enum": documents}, bool(documents)),
        "awards": _listed(award, bool(awards)),
        "rulings": closed({name: _ruling(telling.model, kind, name) for kind, name in _points(reached)}),
    }


def _listed(item: Json, is_some: bool) -> Json:
    """A list of such items; an empty one, where there are none."""
    return {"type": "array", "items": item} if is_some else {"type": "array", "maxItems": 0}


def _ruling(model: Model, kind: str, name: str) -> Json:
    if kind == "discretion" or name not in model.gaps:
        return {"enum": [True, False, "yes", "no"]}
    gap = ruled(model, name)
    return value_schema(model, gap, gap.type)
