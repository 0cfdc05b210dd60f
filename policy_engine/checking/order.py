"""What needs itself: circles among rules, benefits, parameters, facts with an ask-when, and provisions that override.

Invariant: a circle is found whatever day it is asked for (`as at` does not break it), each is shown with the places at
which one thing needs the next, and nothing here recurses.
"""

from collections import deque
from collections.abc import Iterator

from attrs import frozen

from policy_engine.checking.pass_errors import cycle, overrides_itself, too_deep
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.walk import children, entitlement, every_expression, expressions_of, within
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Span

DEEPEST = 100
"""How deep expressions may stand in one another: far more than a reader can follow, and safe for every pass."""

_MOST_CYCLES = 20


def order(model: rulebook.Model) -> tuple[Diagnostic, ...]:
    """Every circle, one diagnostic a circle, and every expression that is nested too deep."""
    found = [cycle([(edge.to, edge.span) for edge in circle]) for circle in _cycles(dependencies(model))]
    for expression in every_expression(model):
        deep = _deeper_than(expression, DEEPEST)
        if deep is not None:
            found.append(too_deep(deep.span, DEEPEST))
            continue
        for inside in within(expression):
            if isinstance(inside, core.Choose):
                found.extend(_circles_of_overrides(inside))
    return tuple(found)


def is_too_deep(model: rulebook.Model) -> bool:
    """Whether some expression is nested deeper than the passes go."""
    return any(_deeper_than(expression, DEEPEST) for expression in every_expression(model))


@frozen
class Edge:
    """One thing needs another, and where it says so."""

    to: str
    span: Span


Graph = dict[str, tuple[Edge, ...]]


def dependencies(model: rulebook.Model) -> Graph:
    """What each rule, benefit, parameter and conditional fact needs directly, by name."""
    graph: Graph = {}
    for fact in model.facts.values():
        graph[fact.name] = _needs(expressions_of(fact))
    for entity in model.entities.values():
        for asked in entity.fields.values():
            graph[f"{entity.name}.{asked.name}"] = _needs(expressions_of(asked))
    for parameter in model.parameters.values():
        graph[parameter.name] = _needs(expressions_of(parameter))
    for rule in model.rules.values():
        graph[rule.key] = _needs(expressions_of(rule))
    for benefit in model.benefits.values():
        graph[benefit.name] = _needs(entitlement(benefit))
    return graph


def in_order(model: rulebook.Model) -> tuple[str, ...]:
    """The keys of all rules, each behind the rules that it needs; the rules of a circle stand in some fixed order."""
    return tuple(name for part in _components(dependencies(model)) for name in part if name in model.rules)


def _needs(expressions: tuple[Expression, ...]) -> tuple[Edge, ...]:
    edges: dict[str, Edge] = {}
    for expression in expressions:
        for inside in within(expression):
            name = _named(inside)
            if name:
                edges.setdefault(name, Edge(name, inside.span))
    return tuple(edges.values())


def _named(expression: Expression) -> str:
    match expression:
        case core.Use():
            return expression.rule
        case core.Payable():
            return expression.benefit
        case core.Lookup():
            return expression.parameter
        case core.FactValue():
            return expression.fact
        case core.FieldValue():
            return f"{expression.entity}.{expression.field}"
        case (
            core.Literal() | core.Variable() | core.TheDay() | core.ScaleValue() | core.Operation() | core.Limbs()
            | core.Round() | core.Each() | core.Choose() | core.OpenPoint() | core.ByReading() | core.AsAt()
            | core.PaidOn()
        ):  # fmt: skip
            return ""


def _cycles(graph: Graph) -> Iterator[tuple[Edge, ...]]:
    """Circles that share no edge: each is shown, its edges are taken away, and what is left is looked at again."""
    for part in _components(graph):
        names = frozenset(part)
        left = {name: tuple(edge for edge in graph[name] if edge.to in names) for name in part}
        for _ in range(_MOST_CYCLES):
            circle = _first_circle(left)
            if not circle:
                break
            yield circle
            left = _without(left, circle)


def _first_circle(graph: Graph) -> tuple[Edge, ...]:
    for part in _components(graph):
        circle = _way_back(graph, part[0])
        if circle:
            return circle
    return ()


def _way_back(graph: Graph, start: str) -> tuple[Edge, ...]:
    """The shortest way from a name back to itself."""
    came: dict[str, tuple[str, Edge]] = {}
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        for edge in graph[name]:
            if edge.to in graph and edge.to not in came:
                came[edge.to] = (name, edge)
                waiting.append(edge.to)
    way: list[Edge] = []
    name = start
    while name in came and not (way and name == start):
        name, edge = came[name]
        way.append(edge)
    return tuple(reversed(way))


def _without(graph: Graph, circle: tuple[Edge, ...]) -> Graph:
    used = {(before.to, edge.to) for before, edge in zip((circle[-1], *circle), circle, strict=False)}
    return {name: tuple(edge for edge in edges if (name, edge.to) not in used) for name, edges in graph.items()}


def _components(graph: Graph) -> list[tuple[str, ...]]:
    """Strong components after Tarjan, without recursion: what is needed stands before what needs it."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    parts: list[tuple[str, ...]] = []
    closed: set[str] = set()
    for root in graph:
        work = [] if root in index else [(root, iter(graph[root]))]
        while work:
            name, edges = work[-1]
            if name not in index:
                index[name] = low[name] = len(index)
                stack.append(name)
            deeper = next((edge.to for edge in edges if edge.to in graph and edge.to not in closed), None)
            if deeper is None:
                work.pop()
                if low[name] == index[name]:
                    part = _pop_through(stack, name)
                    closed.update(part)
                    parts.append(part)
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
            elif deeper in index:
                low[name] = min(low[name], index[deeper])
            else:
                work.append((deeper, iter(graph[deeper])))
    return parts


def _pop_through(stack: list[str], name: str) -> tuple[str, ...]:
    part = [stack.pop()]
    while part[-1] != name:
        part.append(stack.pop())
    return tuple(reversed(part))


def _deeper_than(expression: Expression, limit: int) -> Expression | None:
    """A part that stands deeper than so many levels, if there is one."""
    stack = [(expression, 1)]
    while stack:
        current, depth = stack.pop()
        if depth > limit:
            return current
        stack.extend((inside, depth + 1) for inside in reversed(children(current)))
    return None


def _circles_of_overrides(choice: core.Choose) -> Iterator[Diagnostic]:
    """Provisions of which each beats the next, and the last the first: none of them would ever stand."""
    label = [row.label for row in choice.rows]
    graph = {
        row.label: tuple(Edge(label[place], row.span) for place in row.overrides if place < len(label))
        for row in choice.rows
    }
    for circle in _cycles(graph):
        yield overrides_itself([(edge.to, edge.span) for edge in circle])
