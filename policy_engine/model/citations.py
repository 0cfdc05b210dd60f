"""Where a book cites its sources and names its assumptions: every authority with the place that stands by it.

Invariant: an authority that the model holds is found here, wherever it stands, once.
"""

from collections.abc import Iterator
from itertools import chain

from attrs import evolve, field, frozen

from policy_engine.model import core, rulebook
from policy_engine.model.core import NO_AUTHORITY, Authority, Expression
from policy_engine.model.walk import children
from policy_engine.source.text import NOWHERE, Span


@frozen
class Place:
    """A declaration, or a part of one.

    kind: the word that declares it, `field` for one of an entity, `rulebook` for the head of the book; name: of a rule
        its key, of a field `entity.field`.
    payment: of the benefit, where the part lies in one.
    part: what kind of part it is (`limb`, `row`, `version`, `needs`, ...), "" for the whole; label: which one, as it
        is written: the path of a limb `ii.a`, the number or the name of a row, the first day of a version.
    """

    kind: str
    name: str
    payment: str = ""
    part: str = ""
    label: str = ""
    span: Span = field(eq=False, repr=False, default=NOWHERE)


@frozen
class Citing:
    """A place and the right by which it stands."""

    place: Place
    authority: Authority


def citations(model: rulebook.Model) -> Iterator[Citing]:
    """All of them, kind by kind, each kind in the order of the book."""
    for citing in _all(model):
        if citing.authority != NO_AUTHORITY:
            yield citing


def _all(model: rulebook.Model) -> Iterator[Citing]:
    yield from (Citing(Place(each.kind, each.name, part=each.part, label=each.label, span=each.span), each.authority)
                for each in model.plain_lines)  # fmt: skip
    for kind, declarations in (
        ("module", model.modules), ("body", model.bodies), ("unit", model.units), ("list", model.lists),
        ("assumption", model.assumptions), ("gap", model.gaps), ("discretion", model.discretions),
    ):  # fmt: skip
        yield from (Citing(_place(kind, each), each.authority) for each in declarations.values())
    for reading in model.readings.values():
        place = _place("reading", reading)
        yield Citing(place, reading.authority)
        yield from (Citing(_part(place, "option", each.name), each.authority) for each in reading.options)
    for entity in model.entities.values():
        yield Citing(_place("entity", entity), entity.authority)
        for each in entity.fields.values():
            yield from _of_fact(Place("field", f"{entity.name}.{each.name}", span=each.span), each)
        yield from chain.from_iterable(map(_of_always, entity.always))
    for fact in model.facts.values():
        yield from _of_fact(_place(fact.kind, fact), fact)
    yield from chain.from_iterable(map(_of_parameter, model.parameters.values()))
    yield from chain.from_iterable(map(_of_scale, model.scales.values()))
    yield from chain.from_iterable(map(_of_rule, model.rules.values()))
    yield from chain.from_iterable(map(_of_benefit, model.benefits.values()))
    yield from chain.from_iterable(map(_of_always, model.always))


def _place(kind: str, declared: rulebook.Declared) -> Place:
    return Place(kind, declared.name, span=declared.span)


def _part(place: Place, part: str, label: str = "", span: Span = NOWHERE) -> Place:
    return evolve(place, part=part, label=label, span=place.span if span is NOWHERE else span)


# ------------------------------------------------------------------------------------------------ declarations


def _of_fact(place: Place, fact: rulebook.Fact) -> Iterator[Citing]:
    yield Citing(place, fact.authority)
    yield Citing(_part(place, "presumed"), fact.presumed_authority)
    yield Citing(_part(place, "applies"), fact.applies)
    yield from _of_expression(_part(place, "ask when"), fact.ask_when)


def _of_always(always: rulebook.Always) -> Iterator[Citing]:
    place = _place("always", always)
    yield Citing(place, always.authority)
    yield from _of_expression(place, always.condition)


def _of_parameter(parameter: rulebook.Parameter) -> Iterator[Citing]:
    place = _place("parameter", parameter)
    yield Citing(place, parameter.authority)
    for version in parameter.versions:
        dated = _version(place, version.interval, version.span)
        yield Citing(dated, version.authority)
        yield from _of_expression(dated, version.value)
        for keyed in version.values:
            at_key = _part(dated, "value", ", ".join(keyed.keys), keyed.span)
            yield Citing(at_key, keyed.authority)
            yield from _of_expression(at_key, keyed.value)


def _of_scale(scale: rulebook.Scale) -> Iterator[Citing]:
    place = _place("scale", scale)
    yield Citing(place, scale.authority)
    for version in scale.versions:
        dated = _version(place, version.interval, version.span)
        yield Citing(dated, version.authority)
        yield from (Citing(_part(dated, "slice", str(n)), each.authority) for n, each in enumerate(version.slices, 1))


def _of_rule(rule: rulebook.Rule) -> Iterator[Citing]:
    place = Place("rule", rule.key, span=rule.span)
    yield Citing(place, rule.authority)
    yield from _of_expression(_part(place, "as at"), rule.as_at)
    for version in rule.versions:
        yield from _of_expression(_version(place, version.interval), version.expression)


def _of_benefit(benefit: rulebook.Benefit) -> Iterator[Citing]:
    """`applies when` stands in the condition too, and is not looked at twice."""
    place = _place(benefit.kind, benefit)
    yield Citing(place, benefit.authority)
    yield from _of_expression(_part(place, "for each"), None if benefit.for_each is None else benefit.for_each[1])
    yield from _of_expression(_part(place, "as at"), benefit.as_at)
    yield from _of_expression(place, benefit.condition)
    for payment in benefit.payments:
        inside = evolve(place, payment=payment.name, span=payment.span)
        yield Citing(inside, payment.authority)
        yield from _of_expression(_part(inside, "when"), payment.when)
        yield from _of_expression(inside, payment.amount)
        match payment:
            case rulebook.Payment():
                yield from _of_times(inside, payment)
                yield from _of_expression(_part(inside, "while"), payment.while_)
                yield from _of_things(inside, "paid to", payment.payees)
            case rulebook.Shares():
                yield from _of_shares(inside, payment)
            case rulebook.Draws():
                yield from chain.from_iterable(
                    _of_expression(_part(inside, part), each)
                    for part, each in (
                        ("among", payment.subject),
                        ("in order of", payment.order),
                        ("each", payment.each),
                    )
                )
    for part, things in (("needs", benefit.needs), ("provides", benefit.provides), ("excludes", benefit.excludes)):
        yield from _of_things(place, part, things)


def _of_times(place: Place, payment: rulebook.Payment | rulebook.Shares) -> Iterator[Citing]:
    yield from _of_expression(_part(place, "from"), payment.starts)
    yield from _of_expression(_part(place, "to" if payment.ends_to else "until"), payment.until)


def _of_things(place: Place, part: str, things: tuple[rulebook.Thing, ...]) -> Iterator[Citing]:
    for thing in things:
        inside = _part(place, part, thing.name, thing.span)
        yield Citing(inside, thing.authority)
        yield from _of_expression(inside, thing.when)


def _of_shares(place: Place, shares: rulebook.Shares) -> Iterator[Citing]:
    yield from _of_expression(_part(place, "among"), shares.subject)
    yield from _of_expression(_part(place, "tiers fixed"), shares.tiers_fixed_on)
    yield from _of_expression(_part(place, "in proportion to"), shares.proportion)
    yield from _of_expression(_part(place, "split"), shares.odd_key)
    yield from _of_times(place, shares)
    yield from (Citing(_part(place, line), authority) for line, authority in shares.authorities.items())
    for party in shares.parties:
        named = _part(place, "party", party.name)
        yield Citing(named, party.authority)
        yield from _of_expression(named, party.amount)
    for number, tier in enumerate(shares.tiers, 1):
        numbered = _part(place, "tier", str(number))
        yield Citing(numbered, tier.authority)
        yield from _of_expression(numbered, tier.when)
        for share in tier.classes:
            yield from _of_class(_part(place, "class", share.name, share.span), share)


def _of_class(place: Place, share: rulebook.ShareClass) -> Iterator[Citing]:
    yield Citing(place, share.authority)
    for expression in (share.part, share.member, share.when, share.while_):
        yield from _of_expression(place, expression)
    for condition, authority in share.barred:
        yield Citing(place, authority)
        yield from _of_expression(place, condition)
    yield Citing(place, share.unfilled_authority)
    for ending in share.endings:
        yield Citing(place, ending.authority)
        yield from _of_expression(place, ending.on)


def _version(place: Place, interval: rulebook.Interval, span: Span = NOWHERE) -> Place:
    """A version by its first day; one that always holds, or has an open start, is the declaration itself."""
    return place if interval.start is None else _part(place, "version", interval.start.isoformat(), span)


# ------------------------------------------------------------------------------------------------ expressions

_Inside = tuple[Place, tuple[str, ...], Expression]


def _of_expression(place: Place, expression: Expression | None) -> Iterator[Citing]:
    """The authorities of an expression, of its limbs by the path of their labels, and of its rows."""
    stack: list[_Inside] = [] if expression is None else [(place, (), expression)]
    while stack:
        here, path, current = stack.pop()
        yield Citing(here, current.authority)
        below: list[_Inside] = []
        if isinstance(current, core.Limbs):
            for limb in current.limbs:
                inside, labels = _deeper(here, path, "limb", limb.label, limb.span)
                yield Citing(inside, limb.authority)
                below.append((inside, labels, limb.expression))
        elif isinstance(current, core.Choose):
            for row in current.rows:
                inside, labels = _deeper(here, path, _row_word(current, row), row.label, row.span)
                yield Citing(inside, row.authority)
                below += [(inside, labels, each) for each in (row.test, row.value) if each is not None]
        else:
            below = [(here, path, each) for each in children(current)]
        stack.extend(reversed(below))


def _deeper(here: Place, path: tuple[str, ...], part: str, label: str, span: Span) -> tuple[Place, tuple[str, ...]]:
    """A labelled part; one without label is the place in which it stands."""
    name = label.strip(".")
    if not name:
        return here, path
    labels = (*path, name)
    return evolve(here, part=part, label=".".join(labels), span=here.span if span is NOWHERE else span), labels


def _row_word(choice: core.Choose, row: core.Row) -> str:
    if row.otherwise:
        return "otherwise"
    return {"rows": "row", "table": "row", "bands": "band", "clauses": "clause"}[choice.form]
