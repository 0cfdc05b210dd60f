"""What an explanation lists of the expressions of a book: parameters, readings, assumptions, exceptions.

Most expressions of a book list nothing and have nothing below them that does.  Which they are depends on the book
alone, so that it is found out once for a book, and a walk over the Steps of a decision leaves them out.
Invariant: an expression is left out only where neither it nor anything that it can come to is listed, whatever the
facts are.
"""

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from policy_engine.explanation.authorities import items_of
from policy_engine.model import core
from policy_engine.model.core import Authority, Expression
from policy_engine.model.derived import derived
from policy_engine.model.rulebook import Fact, Item, Model
from policy_engine.model.walk import children, entitlement, expressions_of


def mentioned(model: Model) -> "Mentioned":
    """What the book lists; the same object for the same book."""
    return derived(model, Mentioned)


@frozen(eq=False)
class Known:
    """itself: whether something is listed at the expression; below: there or at anything that it can come to.
    limbs: of a group, those below which something is listed, by their positions, the last first.

    It holds the expression, so that no other can get its identity.
    """

    expression: Expression
    itself: bool
    below: bool
    limbs: "tuple[tuple[int, Known], ...]" = ()


@frozen(eq=False)
class Mentioned:
    """outside: the sources with an item that comes from outside the book.  known: by the identity of an expression."""

    model: Model
    outside: frozenset[str] = field(init=False)
    known: dict[int, Known] = field(factory=dict, init=False)

    @outside.default
    def _outside(self) -> frozenset[str]:
        sources = self.model.sources.items()
        return frozenset(name for name, source in sources if any(item.confidence for item in source.items.values()))

    def about(self, expression: Expression) -> Known:
        """What is known of the expression.

        One for another date is followed as it stands, because a rule with a day of its own has a new one for each case.
        """
        if type(expression) is core.AsAt:
            return Known(expression, bool(expression.authority.assumptions), True)
        return self.known.get(id(expression)) or _explore(self, expression)

    def from_outside(self, authority: Authority) -> Iterator[tuple[str, Item]]:
        """The items cited that come from outside the book, with their citations."""
        if any(each.source in self.outside for each in authority.citations):
            items = items_of(self.model, authority)
            yield from ((f"{source} {item.name}", item) for source, item in items if item.confidence)


def _explore(mentioned: Mentioned, expression: Expression) -> Known:
    """Without recursion: a chain of rules may be of any length."""
    known = mentioned.known
    stack = [expression]
    while stack:
        current = stack[-1]
        below = _below(mentioned.model, current)
        unknown = [each for each in below if id(each) not in known]
        if unknown:
            stack += unknown
            continue
        stack.pop()
        itself = _lists(mentioned, current)
        inside = [(position, known[id(each)]) for position, each in enumerate(below) if known[id(each)].below]
        limbs = tuple(reversed(inside)) if isinstance(current, core.Limbs) else ()
        known[id(current)] = Known(current, itself, itself or bool(inside), limbs)
    return known[id(expression)]


def _below(model: Model, node: Expression) -> tuple[Expression, ...]:
    """What the expression is made of, and what is asked because of it."""
    match node:
        case core.Use() if node.rule in model.rules:
            return (*node.arguments, *expressions_of(model.rules[node.rule]))
        case core.Payable() if node.benefit in model.benefits:
            return entitlement(model.benefits[node.benefit])
        case core.FactValue() | core.FieldValue():
            fact = _fact_of(model, node)
            return (*children(node), *(expressions_of(fact) if fact else ()))
        case _:
            return children(node)


def _lists(mentioned: Mentioned, node: Expression) -> bool:
    match node:
        case core.Lookup() | core.ScaleValue() | core.ByReading():
            return True
        case core.OpenPoint() if node.filling is not None:
            return True
        case core.Choose() if any(row.overrides for row in node.rows):
            return True
        case _:
            return any(
                authority.assumptions or any(mentioned.from_outside(authority))
                for authority in _authorities(mentioned.model, node)
            )


def _authorities(model: Model, node: Expression) -> Iterable[Authority]:
    yield node.authority
    match node:
        case core.Use() if node.rule in model.rules:
            yield model.rules[node.rule].authority
        case core.Limbs():
            yield from (limb.authority for limb in node.limbs)
        case core.Choose():
            yield from (row.authority for row in node.rows)
        case core.FactValue() if node.fact in model.facts:
            yield model.facts[node.fact].presumed_authority
        case _:
            return


def _fact_of(model: Model, node: core.FactValue | core.FieldValue) -> Fact | None:
    if isinstance(node, core.FactValue):
        return model.facts.get(node.fact)
    entity = model.entities.get(node.entity)
    return entity.fields.get(node.field) if entity else None
