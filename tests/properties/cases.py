"""Random facts of a case for a rule book: everything that applies, and then some of it taken away again.

A case is JSON data.  What is taken away is named by its path, so that single facts can be given back.
Values lie often where a rule book tells cases apart: on its figures and beside them, at the ends of versions.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from attrs import frozen

from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.step import Hole
from policy_engine.model import core
from policy_engine.model.rulebook import Fact, Model
from policy_engine.model.types import (
    UNIT_FACTORS,
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
from policy_engine.model.walk import every_definition, expressions_of, within

Json = dict[str, Any]
Path = tuple[str, ...]
"""(fact,), (list, member, field), (list, "more") for the members that a partial list does not name, or ("awards",)."""

MORE = "more"
MOST_MEMBERS = 4
MOST_DRAWS = 60


@frozen
class Interesting:
    """The figures of a book by dimension, and its days."""

    figures: Mapping[tuple[str, str], tuple[Fraction, ...]]
    days: tuple[date, ...]


def interesting(model: Model) -> Interesting:
    """Where the book tells cases apart."""
    figures: dict[tuple[str, str], list[Fraction]] = {}
    days = [date(2020, 2, 29), date(2023, 5, 17)]
    for definition in every_definition(model):
        for root in expressions_of(definition):
            for node in within(root):
                if isinstance(node, core.Literal) and isinstance(node.type, Quantity):
                    figures.setdefault((node.type.dimension, node.type.per), []).append(Fraction(node.value))  # type: ignore[arg-type]
                elif isinstance(node, core.Literal) and type(node.value) is date:
                    days.append(node.value)
    intervals = [version.interval for parameter in model.parameters.values() for version in parameter.versions]
    intervals += [version.interval for rule in model.rules.values() for version in rule.versions]
    days += [day for interval in intervals for day in (interval.start, interval.to) if day is not None]
    return Interesting({key: tuple(dict.fromkeys(of)) for key, of in figures.items()}, tuple(dict.fromkeys(days)))


# ------------------------------------------------------------------------------------------------ the whole case


def whole_case(model: Model, random: Random) -> Json | None:
    """Everything that applies; None where no case could be made that the book takes."""
    near = interesting(model)
    data: Json = {name: _given(model, fact, random, near) for name, fact in model.facts.items()}
    if model.benefits:
        data["awards"] = [
            {"benefit": name, "from": _day(random, near), **({"to": "2030-12-31"} if random.randrange(2) else {})}
            for name in model.benefits
            if random.randrange(2)
        ]
    for _ in range(MOST_DRAWS):
        case, broken = _that_applies(model, data)
        if not broken:
            return case
        for names in broken:
            _draw_again(model, data, random.choice(names), random, near)
    return None


def _that_applies(model: Model, data: Json) -> tuple[Json, list[list[str]]]:
    """What is left without the facts that do not apply, and of each line that is broken the facts in it."""
    case = deepcopy(data)
    while diagnostics := read_facts(model, case).diagnostics:
        broken = [each.facts["facts"] for each in diagnostics if each.code == "F401"]
        if broken:
            return case, [re.findall(r"`([^`]+)`", facts) for facts in broken]
        assert all(each.code == "F402" for each in diagnostics), diagnostics
        for each in diagnostics:
            _take_back(case, each.path)
    return case, []


def _take_back(data: Json, path: str) -> None:
    """Leaves out a fact that does not apply."""
    name, _, rest = path.partition("[")
    member, _, field = rest.partition("].")
    if not field:
        data.pop(name, None)
    for each in data.get(name, ()) if field else ():
        if each["id"] == member:
            each.pop(field, None)


def _draw_again(model: Model, data: Json, name: str, random: Random, near: Interesting) -> None:
    """Another value for a fact, or for a field of a member."""
    if name in model.facts:
        data[name] = _given(model, model.facts[name], random, near)
        return
    id, field = name.split(".")
    for fact in model.facts.values():
        if isinstance(fact.type, ListType) and isinstance(fact.type.item, EntityType):
            entity = model.entities[fact.type.item.entity]
            for member in data[fact.name]:
                if member["id"] == id:
                    member[field] = _given(model, entity.fields[field], random, near)


def _given(model: Model, fact: Fact, random: Random, near: Interesting) -> Any:
    value = _of_type(model, fact, fact.type, random, near)
    return {"value": value, "by": random.choice(fact.by)} if fact.by else value


def _of_type(model: Model, fact: Fact, type: Type, random: Random, near: Interesting) -> Any:
    match type:
        case YesNo():
            return bool(random.randrange(2))
        case Quantity():
            return _quantity(fact, type, random, near)
        case DateType():
            return "never" if type.never and not random.randrange(3) else _day(random, near, type.birth)
        case MomentType():
            return f"{_day(random, near)}T{random.randrange(24):02}:30:00+08:00"
        case MonthType():
            return _day(random, near)[:7]
        case YearType():
            return int(_day(random, near)[:4])
        case PeriodsType():
            return _periods(random, near)
        case MonthsType():
            return sorted({_day(random, near)[:7] for _ in range(random.randrange(5))})
        case TextType():
            return random.choice(("a", "b"))
        case OneOf():
            return random.choice(tuple(model.lists[type.list_name].values))
        case ListType():
            return _list(model, fact, type, random, near)
        case EntityType():
            raise AssertionError("a member stands in a list")


def _quantity(fact: Fact, type: Quantity, random: Random, near: Interesting) -> str:
    low, high, step = (Fraction(each) for each in (fact.low, fact.high, fact.step))  # type: ignore[arg-type]
    figures = [each for each in near.figures.get((type.dimension, type.per), ()) if low <= each <= high]
    if figures and random.randrange(3):
        value = random.choice(figures) + random.choice((-1, 0, 0, 1)) * step
    else:
        value = low + random.randint(0, int((high - low) / step)) * step
    value = min(max(low + (value - low) // step * step, low), high)
    return _written(value, type)


def _written(value: Fraction, type: Quantity) -> str:
    factor = UNIT_FACTORS[type.unit][1] if type.unit in UNIT_FACTORS else 1
    per = UNIT_FACTORS[type.per_unit][1] if type.per_unit in UNIT_FACTORS else 1
    value = value * per / factor
    if type.dimension == "money":
        return _decimal(value / 100)
    if type.dimension == "ratio":
        return f"{_decimal(value * 100)}%" if type.unit == "percent" else f"{value.numerator}/{value.denominator}"
    return _decimal(value)


def _decimal(value: Fraction) -> str:
    """A number with as many digits as it needs; all steps are decimal."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    whole = int(value * 10**digits)
    return str(whole) if not digits else f"{whole // 10**digits}.{whole % 10**digits:0{digits}}"


def _day(random: Random, near: Interesting, birth: bool = False) -> str:
    day = random.choice(near.days)
    if birth:
        return day.replace(year=day.year - random.choice((0, 10, 20, 40)), day=min(day.day, 28)).isoformat()
    return (day + timedelta(days=random.choice((-400, -30, -1, 0, 0, 1, 30, 400)))).isoformat()


def _periods(random: Random, near: Interesting) -> list[Json]:
    days = sorted({_day(random, near) for _ in range(2 * random.randrange(4))})
    return [{"from": start, "to": end} for start, end in zip(days[::2], days[1::2], strict=False)]


def _list(model: Model, fact: Fact, type: ListType, random: Random, near: Interesting) -> list[Any]:
    low, high = fact.length or (0, MOST_MEMBERS)
    number = random.randint(low, min(high, max(low, MOST_MEMBERS)))
    if not isinstance(type.item, EntityType):
        return [_of_type(model, fact, type.item, random, near) for _ in range(number)]
    entity = model.entities[type.item.entity]
    return [
        {"id": f"{fact.name}_{position}"}
        | {name: _given(model, field, random, near) for name, field in entity.fields.items()}
        for position in range(number)
    ]


# ------------------------------------------------------------------------------------------------ taking away


def paths(data: Json) -> Iterator[Path]:
    """Everything that can be missing."""
    for name, value in data.items():
        if name == "rulings":
            continue
        yield (name,)
        if (
            isinstance(value, list)
            and name != "awards"
            and not (value and isinstance(value[0], dict) and "from" in value[0])
        ):
            members = [each for each in value if isinstance(each, dict) and "id" in each]
            if members or not value:
                yield (name, MORE)
            for each in members:
                yield from ((name, each["id"], field) for field in each if field != "id")


def without(model: Model, data: Json, missing: Iterable[Path]) -> Json:
    """The case without what is missing; a list that has more members keeps only those before the last."""
    lacking = frozenset(missing)
    result: Json = {}
    for name, value in data.items():
        if (name,) in lacking:
            continue
        fact = model.facts.get(name)
        if fact is not None and isinstance(fact.type, ListType) and isinstance(fact.type.item, EntityType):
            members = [_member(name, each, lacking) for each in value]
            is_partial = (name, MORE) in lacking
            result[name] = {"partial": True, "items": members[:-1]} if is_partial else members
        else:
            result[name] = value
    return result


def _member(name: str, member: Json, lacking: frozenset[Path]) -> Json:
    return {field: value for field, value in member.items() if (name, member["id"], field) not in lacking}


def some_missing(model: Model, data: Json, random: Random) -> tuple[Path, ...]:
    """Some of what can be missing: little, about half or nearly all."""
    share = random.choice((0, 1, 3, 6, 9))
    return tuple(path for path in _removable(model, data) if random.randrange(10) < share)


def _removable(model: Model, data: Json) -> Iterator[Path]:
    """Of plain lists and sets there is nothing but the whole to take away."""
    for path in paths(data):
        fact = model.facts.get(path[0])
        is_members = fact is not None and isinstance(fact.type, ListType) and isinstance(fact.type.item, EntityType)
        if len(path) == 1 or is_members:
            yield path


def is_presumed(model: Model, path: Path) -> bool:
    """Whether what is missing there is presumed, so that giving it may change everything."""
    fact = model.facts.get(path[0])
    return len(path) == 1 and fact is not None and fact.presumed is not None


def answers(missing: Iterable[Path], hole: Hole) -> tuple[Path, ...]:
    """What has to be given for a hole."""
    if hole.kind == "award":
        return tuple(path for path in missing if path == ("awards",))
    if hole.member:
        return tuple(path for path in missing if path[1:] == (hole.member, hole.name))
    return tuple(path for path in missing if path in ((hole.name,), (hole.name, MORE)))


def read(model: Model, data: Json) -> Facts | None:
    """The facts, None where something is wrong with them."""
    return read_facts(model, data).facts


def rulings(model: Model, random: Random) -> Json:
    """A ruling on every gap and every discretion."""
    near = interesting(model)
    given: Json = {name: bool(random.randrange(2)) for name in model.discretions}
    for name, gap in model.gaps.items():
        ranged = Fact(name, type=gap.type, low=0, high=1200, step=Fraction(1, 1))
        given[name] = _of_type(model, ranged, gap.type, random, near)
    return given
