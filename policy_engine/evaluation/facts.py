"""The facts of a case, read against what the rule book declares.

Nothing unknown passes: a misspelt name, a value of another kind, out of range or off its step, a fact twice, a finding
by the wrong body, and facts that contradict one another are all reported, each with its path, in one run.
Invariant: what is returned as facts is right in every way that the book can tell; nothing that was given is left out.
"""

import re
from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from policy_engine.evaluation import errors
from policy_engine.evaluation.contradictions import contradictions
from policy_engine.evaluation.decision import Award, Facts, Found
from policy_engine.evaluation.json_text import path_of
from policy_engine.evaluation.read_sets import read_months, read_periods
from policy_engine.evaluation.read_value import (
    READABLE,
    Place,
    example_of,
    named_parts,
    read_date,
    read_value,
    shown_raw,
)
from policy_engine.model.rulebook import Entity, Fact, Model
from policy_engine.model.types import YES_NO, EntityType, ListType, MonthsType, PeriodsType, Quantity, Type
from policy_engine.source.arguments import A_MODEL, must_be
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.values.value import Collection, Element, Value

LONGEST_LIST = 10_000
DEEPEST_MEMBERS = 8

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FINDING = {"value", "by", "on"}


@frozen
class Read:
    """The facts, or None where something is wrong with them."""

    facts: Facts | None
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class _Reader:
    """What has been read so far; `paths` says where each member stands."""

    model: Model
    found: list[Diagnostic] = field(factory=list)
    finders: dict[tuple[str, str], Found] = field(factory=dict)
    paths: dict[int, str] = field(factory=dict)


def read_facts(model: Model, data: Mapping[str, object] | None) -> Read:
    """The facts of a case, from JSON read by read_json or from a dict of a program."""
    must_be(Model, model, "read_facts", "model", A_MODEL)
    if type(data) is not dict:
        return Read(None, (errors.not_an_object(""),))
    reader = _Reader(model)
    given = _named(data, "", reader)
    values: dict[str, Value] = {}
    for name, raw in given.items():
        if name in model.facts:
            value = _fact(raw, model.facts[name], name, "", reader, 0)
            if value is not None:
                values[name] = value
        elif name not in _RESERVED:
            reader.found.append(_unknown(name, reader))
    rulings, known_to = _rulings(given, reader), _known_to(given, reader)
    facts = Facts(values, reader.finders, _awards(given, reader), _documents(given, reader), rulings, known_to)
    reader.found.extend(contradictions(model, facts, reader.paths))
    return Read(None if reader.found else facts, tuple(reader.found))


def _named(data: Mapping[object, object], path: str, reader: _Reader) -> dict[str, object]:
    """What is given under names that are text; nothing else is looked at again."""
    given = dict(data)
    if any(type(name) is not str for name in given):
        reader.found.append(errors.name_not_text(path))
    return {name: raw for name, raw in given.items() if type(name) is str}


_RESERVED = ("documents", "awards", "rulings", "known_to")


def _unknown(name: str, reader: _Reader) -> Diagnostic:
    model = reader.model
    if name in model.rules or name in model.parameters or name in model.scales or name in model.benefits:
        return errors.computed_given(name, name)
    return errors.unknown_fact(errors.shown(name), name, (*model.facts, *_RESERVED))


# ------------------------------------------------------------------------------------------------ one fact


def _fact(raw: object, fact: Fact, path: str, member: str, reader: _Reader, depth: int) -> Value | None:
    """The value of a fact, and who found it."""
    place = Place(reader.model, fact, path, reader.found)
    if fact.kind != "fact":
        raw = _found(raw, fact, place, member, reader)
        if raw is _REFUSED:
            return None
    match fact.type:
        case ListType():
            return _list(raw, fact.type, place, reader, depth)
        case PeriodsType():
            return read_periods(raw, place)
        case MonthsType():
            return read_months(raw, place)
        case _:
            return read_value(raw, fact.type, place)


_REFUSED = object()


def _found(raw: object, fact: Fact, place: Place, member: str, reader: _Reader) -> object:
    """The value of a finding or an election; who made it is noted."""
    told = named_parts(raw)
    if told is None or "value" not in told:
        if len(fact.by) > 1 and raw is not None:
            place.refuse(errors.body_not_named(place.path, fact))
            return _REFUSED
        reader.finders[fact.name, member] = Found(fact.by[0] if fact.by else "")
        return raw
    by = told.get("by", fact.by[0] if len(fact.by) == 1 else None)
    on = told.get("on")
    day = None if on is None else read_date(on)
    if any(key not in _FINDING for key in told) or (on is not None and day is None):
        place.refuse(errors.bad_finding(place.path, fact))
    elif by is None:
        place.refuse(errors.body_not_named(place.path, fact))
    elif type(by) is not str or by not in fact.by:
        place.refuse(errors.wrong_body(place.path, fact, by if type(by) is str else shown_raw(by)))
    else:
        reader.finders[fact.name, member] = Found(by, day)
        return told["value"]
    return _REFUSED


# ------------------------------------------------------------------------------------------------ lists


def _list(raw: object, type_: ListType, place: Place, reader: _Reader, depth: int) -> Value | None:
    """A list of values or of members; one that may have more is written {"partial": true, "items": [...]}."""
    complete = True
    if type(raw) is dict:
        whole = named_parts(raw) or {}
        if whole.keys() != {"partial", "items"} or type(whole["partial"]) is not bool:
            return place.refuse(errors.bad_partial_list(place.path, place.fact))
        raw, complete = whole["items"], not whole["partial"]
    if type(raw) is not list and type(raw) is not tuple:
        if raw is None or type(raw) not in READABLE:
            return read_value(raw, type_, place)
        example = example_of(type_, place.model)
        return place.refuse(errors.wrong_kind(place.path, place.fact, type_, shown_raw(raw), example))
    items = tuple(raw)
    low, high = place.fact.length or (0, LONGEST_LIST)
    if len(items) > high or (complete and len(items) < low):
        return place.refuse(errors.wrong_length(place.path, place.fact, len(items), low, high))
    if isinstance(type_.item, EntityType):
        members = _members(items, reader.model.entities[type_.item.entity], place, reader, depth)
    else:
        members = _plain_items(items, type_.item, place)
    return None if members is None else Collection(members, complete)


def _plain_items(items: tuple[object, ...], item: Type, place: Place) -> tuple[Value, ...] | None:
    values = [
        read_value(each, item, place.at(f"{place.path}[{position}]")) for position, each in enumerate(items, start=1)
    ]
    known = tuple(value for value in values if value is not None)
    return known if len(known) == len(values) else None


def _members(
    items: tuple[object, ...], entity: Entity, place: Place, reader: _Reader, depth: int
) -> tuple[Value, ...] | None:
    """The members of a list of persons or things, each with its own id."""
    if depth >= DEEPEST_MEMBERS:
        place.refuse(errors.nested_too_deeply(DEEPEST_MEMBERS))
        return None
    members: list[Value] = []
    seen: set[str] = set()
    for position, raw in enumerate(items, start=1):
        member = _member(raw, entity, place, position, seen, reader, depth)
        if member is not None:
            members.append(member)
    return tuple(members) if len(members) == len(items) else None


def _member(
    raw: object, entity: Entity, place: Place, position: int, seen: set[str], reader: _Reader, depth: int
) -> Element | None:
    path = f"{place.path}[{position}]"
    if type(raw) is not dict:
        example = example_of(EntityType(entity.name), place.model)
        place.refuse(errors.wrong_kind(path, place.fact, EntityType(entity.name), shown_raw(raw), example))
        return None
    given = _named(raw, path, reader)
    name = given.pop("id", None)
    if type(name) is not str or not _ID.fullmatch(name):
        refusal = errors.member_without_id(path, place.fact)
        place.refuse(refusal if name is None else errors.bad_id(path, place.fact, shown_raw(name)))
        return None
    path = f"{place.path}[{name}]"
    if name in seen:
        place.refuse(errors.id_twice(path, place.fact, name))
        return None
    seen.add(name)
    element = Element(entity.name, name, _fields(given, entity, path, name, reader, depth))
    reader.paths[id(element)] = path
    return element


def _fields(
    given: Mapping[str, object], entity: Entity, path: str, member: str, reader: _Reader, depth: int
) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    for key, raw in given.items():
        if key not in entity.fields:
            reader.found.append(errors.unknown_field(path_of(path, key), key, entity.name, (*entity.fields, "id")))
        else:
            value = _fact(raw, entity.fields[key], f"{path}.{key}", member, reader, depth + 1)
            if value is not None:
                fields[key] = value
    return fields


# ------------------------------------------------------------------------------------------------ documents, awards


def _documents(given: Mapping[str, object], reader: _Reader) -> frozenset[str] | None:
    """The documents that were handed in; None where nothing is said about them."""
    if "documents" not in given:
        return None
    raw = given["documents"]
    names = tuple(raw) if type(raw) is list else (raw,)
    if type(raw) is not list or any(type(name) is not str for name in names):
        reader.found.append(errors.not_names("documents", "documents", '["form_1"]'))
        return None
    known = [thing.name for benefit in reader.model.benefits.values() for thing in benefit.needs]
    for name in names:
        if name not in known:
            reader.found.append(errors.unknown_document("documents", str(name), known))
    return frozenset(str(name) for name in names)


def _awards(given: Mapping[str, object], reader: _Reader) -> tuple[Award, ...] | None:
    """The awards that are recorded; None where nothing is said about them."""
    if "awards" not in given:
        return None
    raw = given["awards"]
    if type(raw) is not list:
        reader.found.append(errors.not_names("awards", "awards", _example_of_awards(reader.model)))
        return None
    awards = [_award(each, f"awards[{position}]", reader) for position, each in enumerate(tuple(raw), start=1)]
    return tuple(award for award in awards if award is not None)


def _example_of_awards(model: Model) -> str:
    """A record that has ended; without `to` it is still paid."""
    name = next(iter(model.benefits), "pension")
    return f'[{{"benefit": "{name}", "from": "2024-01-01", "to": "2024-06-30"}}]'


def _award(raw: object, path: str, reader: _Reader) -> Award | None:
    entry = named_parts(raw) or {}
    name, start, end = entry.get("benefit"), read_date(entry.get("from")), read_date(entry.get("to"))
    is_odd = any(key not in ("benefit", "from", "to") for key in entry) or ("to" in entry and end is None)
    if type(name) is not str or start is None or is_odd:
        reader.found.append(errors.not_names(path, "awards", _example_of_awards(reader.model)))
    elif name not in reader.model.benefits:
        reader.found.append(errors.unknown_award(path, name, reader.model.benefits))
    elif end is not None and end < start:
        reader.found.append(errors.bad_award(path, name, start.isoformat(), end.isoformat()))
    else:
        return Award(name, start, end)
    return None


def _rulings(given: Mapping[str, object], reader: _Reader) -> dict[str, Value]:
    """What an office has ruled on gaps and discretions for this one case."""
    if "rulings" not in given:
        return {}
    raw = named_parts(given["rulings"])
    if raw is None:
        reader.found.append(errors.not_names("rulings", "rulings", '{"late_claim": true}'))
        return {}
    rulings: dict[str, Value] = {}
    model = reader.model
    for name, each in raw.items():
        path = path_of("rulings", name)
        if name not in model.gaps and name not in model.discretions:
            reader.found.append(errors.unknown_ruling(path, name, (*model.gaps, *model.discretions)))
            continue
        point = ruled(model, name)
        value = read_value(each, point.type, Place(model, point, path, reader.found))
        if value is not None:
            rulings[name] = value
    return rulings


def _known_to(given: Mapping[str, object], reader: _Reader) -> date | None:
    """The last day up to which it is known what has happened."""
    if "known_to" not in given:
        return None
    day = read_date(given["known_to"])
    if day is None:
        reader.found.append(errors.not_names("known_to", "known_to", '"2024-06-30"'))
    return day


def ruled(model: Model, name: str) -> Fact:
    """A gap or a discretion as the fact that a ruling makes of it; a quantity is not below nothing."""
    if name in model.discretions:
        point = model.discretions[name]
        return Fact(name, title=point.title, ask=point.ask, type=YES_NO, by=(point.office,) if point.office else ())
    gap = model.gaps[name]
    low = 0 if gap.low is None and isinstance(gap.type, Quantity) else gap.low
    return Fact(name, title=gap.title, ask=gap.ask, type=gap.type, low=low, high=gap.high, step=gap.step)
