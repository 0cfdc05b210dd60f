"""Laws of order: where a declaration stands, in which file, and in which order facts are given, means nothing."""

from random import Random
from typing import Any

from attrs import evolve
from hypothesis import given

from policy_engine.checking.check import check
from policy_engine.model.rulebook import Model
from policy_engine.model.types import ListType
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from tests.properties.cases import Json, read, without
from tests.properties.summary import summary
from tests.properties.worlds import World, answered_worlds, law, worlds


def shuffled(items: Any, random: Random) -> list[Any]:
    result = list(items)
    random.shuffle(result)
    return result


@law(50)
@given(worlds())
def test_the_order_of_declarations_means_nothing(world: World) -> None:
    """Declarations in any order, spread over any number of files in any order, are the same book."""
    blocks = shuffled(world.file.declarations, world.random)
    cut = world.random.randrange(len(blocks) + 1)
    files = [evolve(world.file, declarations=tuple(part)) for part in (blocks[:cut], blocks[cut:])]
    checked = check(files)
    assert checked.model is not None, checked.diagnostics
    assert evolve(checked.model, always=()) == evolve(world.model, always=())
    facts = world.facts(world.some_missing())
    other = World(world.book, world.file, checked.model, world.case, world.random)
    for question in world.questions:
        assert summary(other.ask(facts, question)) == summary(world.ask(facts, question))


@law(25)
@given(worlds())
def test_what_is_wrong_is_wrong_in_any_order(world: World) -> None:
    """A book from which one declaration is taken away has the same faults in any order."""
    blocks = list(world.book.blocks)
    blocks.pop(world.random.randrange(1, len(blocks)))
    codes = []
    for order in (blocks, [blocks[0], *shuffled(blocks[1:], world.random)]):
        file = parse(Source("book.policy", "\n".join(order) + "\n")).file
        codes.append(sorted((each.code, each.span.text) for each in check([file]).diagnostics))
    assert codes[0] == codes[1]


@law(80)
@given(answered_worlds())
def test_the_order_of_facts_and_members_means_nothing(world: World) -> None:
    """Facts, fields and the members of a list that is not ordered may be given in any order."""
    missing = world.some_missing()
    data = without(world.model, world.case, missing)
    facts, other = world.facts(missing), read(world.model, _reordered(world.model, data, world.random))
    assert other is not None
    for question in world.questions:
        assert summary(world.ask(facts, question)) == summary(world.ask(other, question))


def _reordered(model: Model, data: Json, random: Random) -> Json:
    result = {}
    for name in shuffled(data, random):
        fact = model.facts.get(name)
        value = data[name]
        if fact is not None and isinstance(fact.type, ListType) and not fact.type.ordered:
            value = _any_order(value, random)
        elif name == "awards":
            value = shuffled(value, random)
        result[name] = value
    return result


def _any_order(value: Any, random: Random) -> Any:
    if isinstance(value, dict):
        return {**value, "items": _any_order(value["items"], random)}
    items = shuffled(value, random)
    return [{key: each[key] for key in shuffled(each, random)} if isinstance(each, dict) else each for each in items]
