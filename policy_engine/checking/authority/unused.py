"""Declarations that nothing in the book uses.

Invariant: what a use is made of does not matter here, only whether there is one; in a book without benefits nothing is
unused, because it is a collection that is asked for its parts one by one.
"""

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from policy_engine.checking import pass_errors as errors
from policy_engine.model import core, rulebook
from policy_engine.model.citations import citations
from policy_engine.model.core import Expression
from policy_engine.model.types import EntityType, ListType, OneOf, Quantity, Type
from policy_engine.model.walk import every_expression, readings_of_fates, within
from policy_engine.source.diagnostic import Diagnostic


def unused(model: rulebook.Model) -> Iterator[Diagnostic]:
    """Every declaration without a use, kind by kind."""
    if not model.benefits:
        return
    used = _Used()
    used.read(model)
    kinds: tuple[tuple[str, Mapping[str, rulebook.Declared]], ...] = (
        ("unit", model.units), ("list", model.lists), ("body", model.bodies), ("entity", model.entities),
        ("fact", model.facts), ("parameter", model.parameters), ("scale", model.scales), ("gap", model.gaps),
        ("discretion", model.discretions), ("reading", model.readings), ("assumption", model.assumptions),
    )  # fmt: skip
    for kind, declarations in kinds:
        yield from (errors.unused(kind, each) for name, each in declarations.items() if (kind, name) not in used.names)
    for entity in model.entities.values():
        for name, each in entity.fields.items():
            if ("field", f"{entity.name}.{name}") not in used.names:
                yield errors.unused("field", each)
    for key, rule in model.rules.items():
        if ("rule", key) not in used.names:
            yield errors.unused("rule", rule)


@frozen
class _Used:
    names: set[tuple[str, str]] = field(factory=set)

    def read(self, model: rulebook.Model) -> None:
        for expression in every_expression(model):
            for inside in within(expression):
                self._expression(inside)
        for citing in citations(model):
            self.names.update(("assumption", name) for name in citing.authority.assumptions)
        self._types_and_bodies(model)
        for benefit in model.benefits.values():
            for payment in benefit.payments:
                self._payees(payment)

    def _expression(self, expression: Expression) -> None:
        self._type(expression.type)
        match expression:
            case core.FactValue():
                self.names.add(("fact", expression.fact))
            case core.FieldValue():
                self.names.add(("field", f"{expression.entity}.{expression.field}"))
            case core.Use():
                self.names.add(("rule", expression.rule))
            case core.Lookup():
                self.names.add(("parameter", expression.parameter))
            case core.ScaleValue():
                self.names.add(("scale", expression.scale))
            case core.OpenPoint():
                self.names.add((expression.kind, expression.name))
            case core.ByReading():
                self.names.add(("reading", expression.reading))
            case (
                core.Literal() | core.Variable() | core.TheDay() | core.Operation() | core.Limbs() | core.Round()
                | core.Each() | core.Choose() | core.AsAt() | core.Payable() | core.PaidOn()
            ):  # fmt: skip
                pass

    def _types_and_bodies(self, model: rulebook.Model) -> None:
        fields = (fact for entity in model.entities.values() for fact in entity.fields.values())
        for fact in (*model.facts.values(), *fields):
            self._type(fact.type)
            self.names.update(("body", name) for name in fact.by)
        self.names.update(("body", each.office) for each in model.discretions.values())
        for parameter in model.parameters.values():
            for type in (parameter.type, *parameter.keys):
                self._type(type)
        for scale in model.scales.values():
            self._type(scale.type)
            self._type(scale.base)
        for rule in model.rules.values():
            for type in (rule.type, *(type for _, type in rule.arguments)):
                self._type(type)
        for gap in model.gaps.values():
            self._type(gap.type)

    def _type(self, type: Type) -> None:
        if isinstance(type, ListType):
            type = type.item
        if isinstance(type, OneOf):
            self.names.add(("list", type.list_name))
        elif isinstance(type, EntityType):
            self.names.add(("entity", type.entity))
        elif isinstance(type, Quantity):
            self.names.update((("unit", type.dimension), ("unit", type.per)))

    def _payees(self, payment: rulebook.Payment | rulebook.Shares | rulebook.Draws) -> None:
        names: tuple[str, ...] = ()
        if isinstance(payment, rulebook.Payment):
            names = (payment.payee, *(each.name for each in payment.payees))
        if isinstance(payment, rulebook.Shares):
            names = (payment.rest_to, *(each.name for each in payment.parties))
            self.names.update(("reading", name) for name in readings_of_fates(payment))
        self.names.update(("body", name) for name in names)
