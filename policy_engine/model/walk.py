"""What an expression is made of, and what a benefit or a rule can reach.

Invariant: everything comes in the order of the text, a thing once, at its first use; nothing here recurses, so that a
chain of ten thousand rules is as good as a short one.
"""

from collections.abc import Iterator
from itertools import chain

from attrs import field, frozen

from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression

Definition = (
    rulebook.Rule | rulebook.Benefit | rulebook.Payment | rulebook.Shares | rulebook.Draws | rulebook.Parameter
    | rulebook.Fact | rulebook.Always | rulebook.Thing
)  # fmt: skip


def children(expression: Expression) -> tuple[Expression, ...]:
    """The expressions that stand directly inside this one, in the order of the text."""
    match expression:
        case core.Literal() | core.FactValue() | core.Variable() | core.TheDay() | core.Payable():
            return ()
        case core.OpenPoint():
            return _present(expression.filling)
        case core.FieldValue():
            return (expression.of,)
        case core.Use():
            return expression.arguments
        case core.Lookup():
            return expression.keys
        case core.ScaleValue():
            return (expression.base,)
        case core.Operation():
            return expression.operands
        case core.Limbs():
            return tuple(limb.expression for limb in expression.limbs)
        case core.Round():
            return (expression.operand, expression.unit)
        case core.Each():
            return _present(expression.subject, expression.where, expression.body)
        case core.Choose():
            return tuple(chain.from_iterable(_present(row.test, row.value) for row in expression.rows))
        case core.ByReading():
            return tuple(branch for _, branch in expression.branches)
        case core.AsAt():
            return (expression.date, expression.expression)
        case core.PaidOn():
            return (expression.on,)


def within(expression: Expression) -> Iterator[Expression]:
    """This expression and every one inside it, each before its parts."""
    stack = [expression]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(children(current)))


def expressions_of(declaration: Definition) -> tuple[Expression, ...]:
    """Every expression that stands directly in a declaration, in the order in which it is read."""
    match declaration:
        case rulebook.Rule():
            return (*_present(declaration.as_at), *(version.expression for version in declaration.versions))
        case rulebook.Benefit():
            things = chain(declaration.needs, declaration.provides, declaration.excludes)
            inside: tuple[Definition, ...] = (*declaration.payments, *things)
            return (*entitlement(declaration), *chain.from_iterable(map(expressions_of, inside)))
        case rulebook.Payment():
            dates = _present(declaration.starts, declaration.until, declaration.while_)
            payees = chain.from_iterable(map(expressions_of, declaration.payees))
            return (*_present(declaration.when), declaration.amount, *dates, *payees)
        case rulebook.Shares():
            return tuple(_of_shares(declaration))
        case rulebook.Draws():
            amounts = (declaration.amount, declaration.subject, declaration.order, declaration.each)
            return (*_present(declaration.when), *amounts)
        case rulebook.Parameter():
            return tuple(chain.from_iterable(map(values_of, declaration.versions)))
        case rulebook.Fact():
            return _present(declaration.ask_when)
        case rulebook.Always():
            return (declaration.condition,)
        case rulebook.Thing():
            return _present(declaration.when)


def every_definition(model: rulebook.Model) -> Iterator[Definition]:
    """Everything in the book in which an expression can stand, a benefit with its payments once."""
    yield from model.facts.values()
    for entity in model.entities.values():
        yield from entity.fields.values()
        yield from entity.always
    yield from model.parameters.values()
    yield from model.rules.values()
    yield from model.benefits.values()
    yield from model.always


def every_expression(model: rulebook.Model) -> Iterator[Expression]:
    """Every expression that stands directly in something of the book."""
    for definition in every_definition(model):
        yield from expressions_of(definition)


def entitlement(benefit: rulebook.Benefit) -> tuple[Expression, ...]:
    """What decides whether a benefit is payable: the list, the day, whether it applies, and its condition."""
    listed = None if benefit.for_each is None else benefit.for_each[1]
    return _present(listed, benefit.as_at, benefit.applies, benefit.condition)


def values_of(version: rulebook.ParameterVersion) -> tuple[Expression, ...]:
    """The values of one version of a parameter: one, or one a key."""
    return (*_present(version.value), *(keyed.value for keyed in version.values))


@frozen
class Reached:
    """All that can play a part in an answer.

    facts: facts, findings and elections of the case; fields: (entity, field).  A fact that is asked only under a
    condition comes behind the facts of that condition.
    benefits: whose entitlement is asked; awards: whose recorded award is asked.
    """

    facts: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    discretions: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


def readings_of_fates(shares: rulebook.Shares) -> Iterator[str]:
    """The readings by which it is decided what becomes of a part, once a fate."""
    classes = [each for tier in shares.tiers for each in tier.classes]
    waiting = [
        shares.unfilled,
        *(each.unfilled for each in classes if each.unfilled),
        *(ending.fate for each in classes for ending in each.endings),
    ]
    while waiting:
        fate = waiting.pop()
        if fate.reading:
            yield fate.reading
        waiting.extend(branch for _, branch in fate.branches)


def closure(model: rulebook.Model, start: Definition | Expression) -> Reached:
    """Everything that a declaration or an expression can reach, through rules, parameters and ask-whens too."""
    search = _Search(model)
    if isinstance(start, rulebook.Benefit):
        search.seen.add(("benefits", start.name))
    if isinstance(start, rulebook.Rule):
        search.seen.add(("rules", start.key))
    search.follow(expressions_of(start) if isinstance(start, rulebook.Declared) else (start,))
    found = {kind: tuple(names) for kind, names in search.found.items()}
    return Reached(fields=tuple(search.fields), **found)


def same_on_any_day(model: rulebook.Model, condition: Expression) -> bool:
    """Whether a condition comes to the same whatever day it is asked for: it reaches facts and nothing else."""
    reached = closure(model, condition)
    if reached.rules or reached.parameters or reached.scales or reached.benefits:
        return False
    facts = [model.facts[name] for name in reached.facts]
    facts += [model.entities[entity].fields[name] for entity, name in reached.fields]
    conditions = (condition, *chain.from_iterable(map(expressions_of, facts)))
    return not any(isinstance(each, core.TheDay) for each in chain.from_iterable(map(within, conditions)))


@frozen
class _Fact:
    """A fact, or a field of an entity, to be noted once the facts of its ask-when have been."""

    entity: str
    name: str


@frozen
class _Search:
    model: rulebook.Model
    seen: set[tuple[str, ...]] = field(factory=set)
    found: dict[str, list[str]] = field(factory=dict)
    fields: list[tuple[str, str]] = field(factory=list)

    def follow(self, expressions: tuple[Expression, ...]) -> None:
        stack: list[Expression | _Fact] = [*reversed(expressions)]
        while stack:
            current = stack.pop()
            if isinstance(current, _Fact):
                if current.entity:
                    self.fields.append((current.entity, current.name))
                else:
                    self.found.setdefault("facts", []).append(current.name)
                continue
            stack.extend(reversed(self._leads_to(current)))
            stack.extend(reversed(children(current)))

    def _leads_to(self, expression: Expression) -> tuple[Expression | _Fact, ...]:
        """What a name refers to, the first time that the name is met."""
        match expression:
            case core.FactValue():
                return self._fact("", expression.fact, self.model.facts.get(expression.fact))
            case core.FieldValue():
                entity = self.model.entities.get(expression.entity)
                asked = None if entity is None else entity.fields.get(expression.field)
                return self._fact(expression.entity, expression.field, asked)
            case core.Use():
                rule = self.model.rules.get(expression.rule)
                return expressions_of(rule) if self._note("rules", expression.rule) and rule else ()
            case core.Lookup():
                parameter = self.model.parameters.get(expression.parameter)
                return expressions_of(parameter) if self._note("parameters", expression.parameter) and parameter else ()
            case core.ScaleValue():
                self._note("scales", expression.scale)
            case core.OpenPoint():
                self._note("gaps" if expression.kind == "gap" else "discretions", expression.name)
            case core.ByReading():
                self._note("readings", expression.reading)
            case core.Payable():
                benefit = self.model.benefits.get(expression.benefit)
                return entitlement(benefit) if self._note("benefits", expression.benefit) and benefit else ()
            case core.PaidOn():
                self._note("awards", expression.benefit)
            case (
                core.Literal() | core.Variable() | core.TheDay() | core.Operation() | core.Limbs() | core.Round()
                | core.Each() | core.Choose() | core.AsAt()
            ):  # fmt: skip
                pass
        return ()

    def _note(self, kind: str, name: str) -> bool:
        if (kind, name) in self.seen:
            return False
        self.seen.add((kind, name))
        self.found.setdefault(kind, []).append(name)
        return True

    def _fact(self, entity: str, name: str, fact: rulebook.Fact | None) -> tuple[Expression | _Fact, ...]:
        if ("fact", entity, name) in self.seen:
            return ()
        self.seen.add(("fact", entity, name))
        return (*(expressions_of(fact) if fact else ()), _Fact(entity, name))


def _of_shares(shares: rulebook.Shares) -> Iterator[Expression]:
    yield from _present(shares.when)
    yield shares.amount
    yield from _present(shares.subject, shares.tiers_fixed_on)
    for tier in shares.tiers:
        yield from _present(tier.when)
        for share in tier.classes:
            yield from (share.part, share.member, *_present(share.when, share.while_))
            yield from (condition for condition, _ in share.barred)
            yield from (ending.on for ending in share.endings)
    yield from _present(shares.proportion)
    yield from _present(*(party.amount for party in shares.parties))
    yield from _present(shares.odd_key, shares.starts, shares.until)


def _present(*expressions: Expression | None) -> tuple[Expression, ...]:
    return tuple(expression for expression in expressions if expression is not None)
