"""Every authority that stands anywhere in a book: what is cited and what is assumed.

Invariant: an authority that the model holds is found here, wherever it stands.
"""

from collections.abc import Iterator

from policy_engine.model import core, rulebook
from policy_engine.model.core import Authority, Expression
from policy_engine.model.walk import every_definition, expressions_of, within


def authorities(model: rulebook.Model) -> Iterator[Authority]:
    """All of them, those of declarations before those of expressions."""
    yield from model.plain_authorities
    for declared in _declared(model):
        yield declared.authority
    for fact in _facts(model):
        yield from (fact.presumed_authority, fact.applies)
    for parameter in model.parameters.values():
        for version in parameter.versions:
            yield version.authority
            yield from (keyed.authority for keyed in version.values)
    for scale in model.scales.values():
        for taken in scale.versions:
            yield taken.authority
            yield from (each.authority for each in taken.slices)
    for reading in model.readings.values():
        yield from (option.authority for option in reading.options)
    for benefit in model.benefits.values():
        for payment in benefit.payments:
            if isinstance(payment, rulebook.Shares):
                yield from _of_shares(payment)
    for definition in every_definition(model):
        for expression in expressions_of(definition):
            yield from of_expression(expression)


def of_expression(expression: Expression) -> Iterator[Authority]:
    """The authorities of an expression, its limbs and its rows."""
    for inside in within(expression):
        yield inside.authority
        if isinstance(inside, core.Limbs):
            yield from (limb.authority for limb in inside.limbs)
        if isinstance(inside, core.Choose):
            yield from (row.authority for row in inside.rows)


def _declared(model: rulebook.Model) -> Iterator[rulebook.Declared]:
    for kind in (
        model.modules, model.bodies, model.units, model.lists, model.entities, model.facts, model.parameters,
        model.scales, model.rules, model.benefits, model.assumptions, model.gaps, model.discretions, model.readings,
    ):  # fmt: skip
        yield from kind.values()
    for entity in model.entities.values():
        yield from (*entity.fields.values(), *entity.always)
    yield from model.always
    for benefit in model.benefits.values():
        yield from (*benefit.payments, *benefit.needs, *benefit.provides, *benefit.excludes)
        for payment in benefit.payments:
            if isinstance(payment, rulebook.Payment):
                yield from payment.payees


def _facts(model: rulebook.Model) -> Iterator[rulebook.Fact]:
    yield from model.facts.values()
    for entity in model.entities.values():
        yield from entity.fields.values()


def _of_shares(shares: rulebook.Shares) -> Iterator[Authority]:
    yield from shares.authorities.values()
    yield from (party.authority for party in shares.parties)
    for tier in shares.tiers:
        yield tier.authority
        for share in tier.classes:
            yield share.authority
            yield from (authority for _, authority in share.barred)
            yield from (ending.authority for ending in share.endings)
