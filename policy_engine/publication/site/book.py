"""What all pages of one language draw on: the linked book, who uses what, what is open, the cases.

Invariant: it is worked out once for a site and only read afterwards.
"""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from policy_engine.model import core, rulebook
from policy_engine.model.rulebook import Model
from policy_engine.model.walk import expressions_of, within
from policy_engine.publication.document import Dependants, Ledger, OpenPoint, OpenPoints
from policy_engine.publication.site.links import href
from policy_engine.publication.site.speech import Speech
from policy_engine.syntax.declarations import Case

Key = tuple[str, str]
"""The kind of a declaration (`entitlement` for a benefit of any kind) and its name."""


@frozen
class Book:
    """model: as it was checked.  of: for each question its cases.  used_by, uses: direct uses among rules, figures and
    entitlements, in the order of the text."""

    model: Model = field(repr=False)
    cases: Sequence[Case] = field(repr=False)
    ledger: Ledger = field(repr=False)
    open_points: OpenPoints = field(repr=False)
    of: Mapping[str, Sequence[Case]] = field(repr=False)
    uses: Mapping[Key, tuple[Key, ...]] = field(repr=False)
    used_by: Mapping[Key, tuple[Key, ...]] = field(repr=False)


def uses_of(model: Model) -> dict[Key, tuple[Key, ...]]:
    """What each rule and each entitlement names in its own text."""
    found: dict[Key, tuple[Key, ...]] = {}
    for key, rule in model.rules.items():
        found["rule", key] = _named(rule)
    for name, benefit in model.benefits.items():
        found["entitlement", name] = _named(benefit)
    return found


def turned(uses: Mapping[Key, tuple[Key, ...]]) -> dict[Key, tuple[Key, ...]]:
    """By whom each thing is used."""
    found: dict[Key, dict[Key, None]] = {}
    for user, used in uses.items():
        for each in used:
            found.setdefault(each, {})[user] = None
    return {key: tuple(users) for key, users in found.items()}


def key_href(model: Model, key: Key) -> str:
    """The place of a thing."""
    kind, name = key
    return href(model.benefits[name].kind if kind == "entitlement" else kind, name)


def key_title(speech: Speech, key: Key) -> str:
    """The title of a thing, with its link."""
    kind, name = key
    tables: dict[str, Mapping[str, rulebook.Declared]] = {
        "entitlement": speech.model.benefits, "rule": speech.model.rules,
        "parameter": speech.model.parameters, "scale": speech.model.scales,
    }  # fmt: skip
    return speech.own(tables[kind][name].title)


def reaches(dependants: Dependants, benefit: str) -> bool:
    """Whether an open point can make a benefit come out otherwise."""
    return any(each.name == benefit for each in (*dependants.benefits, *dependants.things)) or any(
        each.benefit == benefit for each in dependants.amounts
    )


def touching(book: Book, benefit: str) -> tuple[OpenPoint, ...]:
    """The open points that bear on a benefit."""
    return tuple(each for each in book.open_points.points if reaches(each.dependants, benefit))


def _named(declared: rulebook.Rule | rulebook.Benefit) -> tuple[Key, ...]:
    found: dict[Key, None] = {}
    for expression in expressions_of(declared):
        for inside in within(expression):
            match inside:
                case core.Use():
                    found["rule", inside.rule] = None
                case core.Lookup():
                    found["parameter", inside.parameter] = None
                case core.ScaleValue():
                    found["scale", inside.scale] = None
                case core.Payable() | core.PaidOn():
                    found["entitlement", inside.benefit] = None
                case _:
                    pass
    return tuple(found)
