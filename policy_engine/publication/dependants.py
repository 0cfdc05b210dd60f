"""What depends on an open point, a figure or a rule: the rules, figures, entitlements and amounts that can reach it.

Invariant: whatever the closure of a benefit's entitlement or of a payment reaches (model/walk.py) is reached back from
here; an assumption is reached by the declarations in which something rests on it.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from attrs import field, frozen

from policy_engine.model import core, rulebook
from policy_engine.model.citations import Place, citations
from policy_engine.model.core import Expression
from policy_engine.model.rulebook import Model
from policy_engine.model.walk import entitlement, expressions_of, readings_of_fates, within
from policy_engine.publication.document import Dependants, Named, NamedAmount

Key = tuple[str, str, str]
"""What can depend or be depended upon: its kind, its name, and the name of a payment of a benefit or ""."""

_EVERYTHING: Key = ("rulebook", "", "")


@frozen
class Users:
    """For each thing what uses it directly, in the order of the book."""

    model: Model
    direct: Mapping[Key, Mapping[Key, None]] = field(repr=False)


def users(model: Model) -> Users:
    """Who uses what in the whole book."""
    direct: dict[Key, dict[Key, None]] = {}
    for user, expressions in _definitions(model):
        for expression in expressions:
            for inside in within(expression):
                used = _used(inside)
                if used is not None:
                    direct.setdefault(used, {})[user] = None
    for user, name in _readings_of_fates(model):
        direct.setdefault(("reading", name, ""), {})[user] = None
    for citing in citations(model):
        for name in citing.authority.assumptions:
            direct.setdefault(("assumption", name, ""), {})[_declared_at(model, citing.place)] = None
    return Users(model, direct)


def dependants(known: Users, kind: str, name: str) -> Dependants:
    """Everything that a thing can make come out otherwise; kind: `gap`, `reading`, `rule`, `figure`, ..."""
    seen = _reaching(known, (kind, name, ""))
    model = known.model
    amounts = (
        NamedAmount(benefit.name, benefit.title, payment.name, payment.title)
        for benefit in model.benefits.values()
        for payment in benefit.payments
        if ("amount", benefit.name, payment.name) in seen
    )
    figures = (*(("parameter", each) for each in model.parameters.values()),
               *(("scale", each) for each in model.scales.values()))  # fmt: skip
    return Dependants(
        tuple(Named("rule", key, each.title) for key, each in model.rules.items() if ("rule", key, "") in seen),
        tuple(Named(word, each.name, each.title) for word, each in figures if ("figure", each.name, "") in seen),
        _benefits(model, seen, "entitlement"),
        tuple(amounts),
        _benefits(model, seen, "thing"),
        _EVERYTHING in seen,
    )


def _benefits(model: Model, seen: Mapping[Key, None], part: str) -> tuple[Named, ...]:
    return tuple(
        Named(each.kind, name, each.title) for name, each in model.benefits.items() if (part, name, "") in seen
    )


def _reaching(known: Users, start: Key) -> Mapping[Key, None]:
    """Whatever uses it, and whatever uses that; not the thing itself."""
    seen: dict[Key, None] = {}
    stack = [start]
    while stack:
        for user in known.direct.get(stack.pop(), {}):
            if user not in seen and user != start:
                seen[user] = None
                stack.append(user)
    return seen


def _definitions(model: Model) -> Iterator[tuple[Key, Iterable[Expression]]]:
    for fact in model.facts.values():
        yield ("fact", fact.name, ""), expressions_of(fact)
    for entity in model.entities.values():
        for each in entity.fields.values():
            yield ("field", f"{entity.name}.{each.name}", ""), expressions_of(each)
    for parameter in model.parameters.values():
        yield ("figure", parameter.name, ""), expressions_of(parameter)
    for key, rule in model.rules.items():
        yield ("rule", key, ""), expressions_of(rule)
    for benefit in model.benefits.values():
        yield ("entitlement", benefit.name, ""), entitlement(benefit)
        for payment in benefit.payments:
            yield ("amount", benefit.name, payment.name), expressions_of(payment)
        things = (*benefit.needs, *benefit.provides, *benefit.excludes)
        yield ("thing", benefit.name, ""), tuple(chain.from_iterable(map(expressions_of, things)))


def _used(expression: Expression) -> Key | None:
    """What an expression names."""
    match expression:
        case core.FactValue():
            return "fact", expression.fact, ""
        case core.FieldValue():
            return "field", f"{expression.entity}.{expression.field}", ""
        case core.Use():
            return "rule", expression.rule, ""
        case core.Lookup():
            return "figure", expression.parameter, ""
        case core.ScaleValue():
            return "figure", expression.scale, ""
        case core.OpenPoint():
            return expression.kind, expression.name, ""
        case core.ByReading():
            return "reading", expression.reading, ""
        case core.Payable():
            return "entitlement", expression.benefit, ""
        case (
            core.Literal() | core.Variable() | core.TheDay() | core.Operation() | core.Limbs() | core.Round()
            | core.Each() | core.Choose() | core.AsAt() | core.PaidOn()
        ):  # fmt: skip
            return None


def _readings_of_fates(model: Model) -> Iterator[tuple[Key, str]]:
    for benefit in model.benefits.values():
        for payment in benefit.payments:
            if isinstance(payment, rulebook.Shares):
                for reading in readings_of_fates(payment):
                    yield ("amount", benefit.name, payment.name), reading


def _declared_at(model: Model, place: Place) -> Key:
    """The thing in which a place lies; documents and notes of a benefit decide nothing."""
    if place.kind == "rulebook":
        return _EVERYTHING
    if place.kind in ("parameter", "scale"):
        return "figure", place.name, ""
    if place.kind in ("fact", "finding", "election"):
        return "fact", place.name, ""
    if place.kind in ("rule", "field", "gap", "discretion", "reading") or place.name not in model.benefits:
        return place.kind, place.name, ""
    if place.payment:
        return "amount", place.name, place.payment
    return ("thing" if place.part in _DECIDES_NOTHING else "entitlement"), place.name, ""


_DECIDES_NOTHING = ("needs", "provides", "excludes", "note", "parties")
