"""Citations as people write them.

Invariant: an item is named by the book's name of its source and its own number, nothing more.
"""

from collections.abc import Iterator

from policy_engine.evaluation.step import Step
from policy_engine.model import core
from policy_engine.model.core import NO_AUTHORITY, Authority
from policy_engine.model.rulebook import Item, Model, Parameter, ParameterVersion, Scale, ScaleVersion


def cited(*authorities: Authority) -> tuple[str, ...]:
    """The items cited, as `leaflet L-2`, each once."""
    found: dict[str, None] = {}
    for authority in authorities:
        for each in authority.citations:
            for item in each.items:
                found[f"{each.source} {item}"] = None
    return tuple(found)


def items_of(model: Model, authority: Authority) -> Iterator[tuple[str, Item]]:
    """The items cited, with the names of their sources."""
    for each in authority.citations:
        yield from ((each.source, model.sources[each.source].items[item]) for item in each.items)


def version_of(model: Model, step: Step) -> ParameterVersion | ScaleVersion:
    """The version that a look-up or a scale used."""
    if isinstance(step.node, core.ScaleValue):
        return model.scales[step.node.scale].versions[step.notes[0]]
    assert isinstance(step.node, core.Lookup)
    return model.parameters[step.node.parameter].versions[step.notes[0]]


def of_version(model: Model, step: Step) -> tuple[Authority, ...]:
    """By what right the version stands and what was taken from it; where nothing says, the whole parameter or scale."""
    version = version_of(model, step)
    if isinstance(version, ScaleVersion):
        own = (version.authority, *(each.authority for each in version.slices))
    else:
        own = (version.authority, *(version.values[position].authority for position in step.notes[1:]))
    return own if any(each != NO_AUTHORITY for each in own) else (_declared(model, step.node).authority,)


def _declared(model: Model, node: core.Expression) -> Parameter | Scale:
    if isinstance(node, core.ScaleValue):
        return model.scales[node.scale]
    assert isinstance(node, core.Lookup)
    return model.parameters[node.parameter]
