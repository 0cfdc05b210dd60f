"""That everything stands by some right: what cites nothing, what the ledger forgets, what nothing uses.

A part stands by its own authority or by that of what it lies inside; a part that only names something which stands by
itself (a rule, a gap) stands by that; and a helper stands by its users, if every one of them stands.
Invariant: a book that declares no source needs no citation.
"""

from collections.abc import Iterator

from attrs import field, frozen

from policy_engine.checking import pass_errors as errors
from policy_engine.checking.authority.ledger import ledger
from policy_engine.checking.authority.unused import unused
from policy_engine.checking.order import in_order
from policy_engine.model import core, rulebook
from policy_engine.model.core import NO_AUTHORITY, Authority, Expression
from policy_engine.model.walk import children, every_definition, expressions_of
from policy_engine.source.diagnostic import Diagnostic


def authority(model: rulebook.Model) -> tuple[Diagnostic, ...]:
    """Everything that stands by no right, is forgotten, or is used by nothing."""
    found: list[Diagnostic] = []
    if model.sources:
        found.extend(_Standing(model).without_right())
        found.extend(ledger(model))
    return (*found, *unused(model))


Name = tuple[str, str]
"""The kind of a declaration and its name or key: what can be used."""


@frozen
class _Site:
    """A place that uses something: by itself it stands or not, and in what it lies."""

    stands: bool
    inside: Name | None


@frozen
class _Standing:
    """What stands by itself, found with the rules that are used before their users."""

    model: rulebook.Model
    by_itself: set[Name] = field(factory=set)
    by_users: dict[Name, bool] = field(factory=dict)
    sites: dict[Name, list[_Site]] = field(factory=dict)

    def without_right(self) -> Iterator[Diagnostic]:
        """Each part of each declaration that stands neither by itself nor by its users."""
        self._find()
        for definition in every_definition(self.model):
            name = _name(definition)
            if name is None or not self._by_users(name):
                for part in self._bare_parts(definition):
                    yield errors.no_authority(definition.name, part)

    def _find(self) -> None:
        for name, gap in (*self.model.gaps.items(), *self.model.discretions.items()):
            if gap.authority != NO_AUTHORITY:
                self.by_itself.add(("open point", name))
        for parameter in self.model.parameters.values():
            if not any(self._bare_parts(parameter)):
                self.by_itself.add(("parameter", parameter.name))
        for benefit in self.model.benefits.values():
            if benefit.authority != NO_AUTHORITY:
                self.by_itself.add(("benefit", benefit.name))
        for key in in_order(self.model):
            if not any(self._bare_parts(self.model.rules[key])):
                self.by_itself.add(("rule", key))
        for definition in every_definition(self.model):
            for expression in expressions_of(definition):
                stands = definition.authority != NO_AUTHORITY or isinstance(definition, rulebook.Fact)
                self._sites(expression, stands, _name(definition))

    # -------------------------------------------------------------------------------------------- by itself

    def _bare_parts(self, definition: rulebook.Declared) -> Iterator[Expression]:
        """The parts of a declaration that stand by nothing that is written in it."""
        if definition.authority != NO_AUTHORITY:
            return
        if isinstance(definition, rulebook.Rule):
            for version in definition.versions:
                yield from self._bare(version.expression)
        elif isinstance(definition, rulebook.Parameter):
            for dated in definition.versions:
                yield from self._bare_values(dated)
        elif isinstance(definition, rulebook.Benefit | rulebook.Always):
            yield from self._bare(definition.condition)
        for payment in definition.payments if isinstance(definition, rulebook.Benefit) else ():
            yield from self._bare_payment(payment)

    def _bare_values(self, version: rulebook.ParameterVersion) -> Iterator[Expression]:
        if version.authority == NO_AUTHORITY:
            if version.value is not None:
                yield from self._bare(version.value)
            for keyed in version.values:
                if keyed.authority == NO_AUTHORITY:
                    yield from self._bare(keyed.value)

    def _bare_payment(self, payment: rulebook.Payment | rulebook.Shares | rulebook.Draws) -> Iterator[Expression]:
        if payment.authority != NO_AUTHORITY:
            return
        yield from self._bare(payment.amount)
        if isinstance(payment, rulebook.Draws):
            yield from self._bare(payment.each)
        if isinstance(payment, rulebook.Shares):
            for tier in payment.tiers:
                for share in tier.classes:
                    if tier.authority == NO_AUTHORITY and share.authority == NO_AUTHORITY:
                        yield from self._bare(share.part)
            for party in payment.parties:
                if party.authority == NO_AUTHORITY and party.amount is not None:
                    yield from self._bare(party.amount)

    def _bare(self, expression: Expression) -> Iterator[Expression]:
        """The innermost limbs, rows and amounts that nothing stands behind."""
        if expression.authority != NO_AUTHORITY and not _only_rounds(expression):
            return
        if isinstance(expression, core.Round):
            yield from self._bare(expression.operand)
        elif isinstance(expression, core.Limbs) and any(limb.label for limb in expression.limbs):
            for limb in expression.limbs:
                yield from self._bare(limb.expression)
        elif isinstance(expression, core.Choose):
            for row in expression.rows:
                if row.authority == NO_AUTHORITY:
                    yield from self._bare(row.value)
        elif isinstance(expression, core.ByReading):
            if self.model.readings[expression.reading].authority == NO_AUTHORITY:
                for _, branch in expression.branches:
                    yield from self._bare(branch)
        elif not self._only_names(expression):
            yield expression

    def _only_names(self, expression: Expression) -> bool:
        """Whether it adds nothing to what it names, and that stands by itself."""
        if isinstance(expression, core.Limbs):
            return all(self._only_names(limb.expression) for limb in expression.limbs)
        name = _named(expression)
        return name is not None and name in self.by_itself

    # -------------------------------------------------------------------------------------------- by its users

    def _sites(self, expression: Expression, stands: bool, inside: Name | None) -> None:
        """Every use in an expression, with whether it stands by what is written around it."""
        stack = [(expression, stands)]
        while stack:
            current, stands = stack.pop()
            stands = stands or current.authority != NO_AUTHORITY
            name = _named(current)
            if name is not None:
                self.sites.setdefault(name, []).append(_Site(stands, inside))
            own = _own_authorities(current)
            for part in reversed(children(current)):
                stack.append((part, stands or own.get(id(part), NO_AUTHORITY) != NO_AUTHORITY))

    def _by_users(self, name: Name) -> bool:
        """Whether everything that uses it stands, and something does."""
        waiting = [name]
        while waiting:
            current = waiting[-1]
            users = [site.inside for site in self.sites.get(current, []) if not site.stands]
            unknown = [user for user in users if user is not None and user not in self.by_users and user not in waiting]
            if current in self.by_users or not unknown:
                waiting.pop()
                stand = all(user is not None and (user in self.by_itself or self.by_users.get(user)) for user in users)
                self.by_users.setdefault(current, bool(self.sites.get(current)) and stand)
            else:
                waiting.extend(unknown)
        return self.by_users[name]


def _only_rounds(expression: Expression) -> bool:
    """Whether the authority of a line is about its rounding alone, and not about what is rounded."""
    return isinstance(expression, core.Round) and not expression.authority.citations


def _name(definition: rulebook.Declared) -> Name | None:
    if isinstance(definition, rulebook.Rule):
        return ("rule", definition.key)
    return ("parameter", definition.name) if isinstance(definition, rulebook.Parameter) else None


def _named(expression: Expression) -> Name | None:
    """What an expression names that can stand by a right."""
    match expression:
        case core.Use():
            return ("rule", expression.rule)
        case core.Lookup():
            return ("parameter", expression.parameter)
        case core.OpenPoint():
            return ("open point", expression.name)
        case core.Payable() | core.PaidOn():
            return ("benefit", expression.benefit)
        case (
            core.Literal() | core.FactValue() | core.FieldValue() | core.Variable() | core.TheDay() | core.ScaleValue()
            | core.Operation() | core.Limbs() | core.Round() | core.Each() | core.Choose() | core.ByReading()
            | core.AsAt()
        ):  # fmt: skip
            return None


def _own_authorities(expression: Expression) -> dict[int, Authority]:
    """The authority of the limb or the row that a part of an expression stands in."""
    if isinstance(expression, core.Limbs):
        return {id(limb.expression): limb.authority for limb in expression.limbs}
    if isinstance(expression, core.Choose):
        rows = [(part, row.authority) for row in expression.rows for part in (row.test, row.value) if part is not None]
        return {id(part): authority for part, authority in rows}
    return {}
