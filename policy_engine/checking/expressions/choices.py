"""Rows, bands and clauses: every form of choice becomes one core.Choose.

Invariant: rows keep the order of the text, which never decides; a band takes what the bands before it leave.
"""

from collections.abc import Sequence
from typing import Literal

from policy_engine.checking import errors
from policy_engine.checking.expressions.amounts import of_line
from policy_engine.checking.expressions.authorities import authority
from policy_engine.checking.expressions.band_edges import is_upward, taken_twice
from policy_engine.checking.expressions.comparisons import compare
from policy_engine.checking.expressions.conditions import all_together
from policy_engine.checking.expressions.expressions import condition, expression
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.names import repeated
from policy_engine.checking.scope import BROKEN, Scope
from policy_engine.model import core
from policy_engine.model.types import Quantity, Type
from policy_engine.model.written_values import written_value
from policy_engine.source.near import near
from policy_engine.syntax import tree
from policy_engine.values.value import Exact

_OPPOSITE = {
    "below": "at least", "at most": "over", "over": "at most", "at least": "below",
    "before": "on or after", "on or before": "after", "after": "on or before", "on or after": "before",
}  # fmt: skip


def one_otherwise(lines: Sequence[tree.Line], scope: Scope) -> None:
    """Say it where more than one line says otherwise."""
    for line in lines[1:]:
        scope.report(errors.line_twice("otherwise", line.span, lines[0].span))


def choose(
    form: Literal["rows", "table", "bands", "clauses"],
    found: Sequence[core.Row | None],
    scope: Scope,
    wanted: Type | None,
    node: tree.Node,
    by_right: core.Authority,
) -> Checked:
    """The choice, if every row of it could be read."""
    known = tuple(row for row in found if row is not None)
    if len(known) < len(found) or wanted is None or not known:
        return None
    return core.Choose(form, known, wanted, span=node.span, authority=by_right)


# ------------------------------------------------------------------------------------------------ bands


def bands(node: tree.Bands, scope: Scope, wanted: Type | None) -> Checked:
    """`up to 10 days : RM5`, band by band of one expression."""
    subject = expression(node.subject, scope)
    found: list[core.Row | None] = []
    edges: list[tuple[str, core.Expression]] = []
    for number, band in enumerate(node.bands, 1):
        value = of_line(band.amount, band.authority, scope, wanted)
        by_right = authority(band.authority, scope)
        if band.edge is None:
            row = (
                core.Row("otherwise", None, value, otherwise=True, span=band.span, authority=by_right)
                if value
                else None
            )
            found.append(row)
            continue
        edge = expression(band.edge.value, scope, BROKEN if subject is None else subject.type)
        test = None
        if subject is not None and edge is not None:
            test = _band_test(subject, band.edge, edge, edges, scope)
        if test is None or value is None:
            found.append(None)
        else:
            found.append(core.Row(str(number), test, value, span=band.span, authority=by_right))
    one_otherwise([band for band in node.bands if band.edge is None], scope)
    return choose("bands", found, scope, wanted, node, authority(node.authority, scope))


def _band_test(
    subject: core.Expression,
    edge: tree.Edge,
    value: core.Expression,
    edges: list[tuple[str, core.Expression]],
    scope: Scope,
) -> Checked:
    """The band's own bound, and what the nearest band of either direction before it leaves."""
    up_to = "at most" if isinstance(subject.type, Quantity) else "on or before"
    word = up_to if edge.word == "up to" else edge.word
    own = compare(word, subject, value, scope, edge.span)
    if own is None:
        return None
    upward = is_upward(word)
    last = next((each for each in reversed(edges) if is_upward(each[0]) == upward), None)
    if last is not None and not _further(last[1], value, upward, last[0], word):
        scope.report(errors.bands_out_of_order(edge.span.text, edge.span, last[1].span))
        return None
    tests = [own]
    for before_word, before in _nearest(edges):
        if (twice := taken_twice(before_word, before, word, value)) is not None:
            said = written_value(twice, subject.type, scope.book.settings)
            scope.report(errors.bands_overlap(edge.span.text, said, edge.span, before.span))
            return None
        left_over = compare(_OPPOSITE[before_word], subject, before, scope, edge.span)
        if left_over is not None and left_over not in tests:
            tests.append(left_over)
    edges.append((word, value))
    return all_together(edge, [("", test) for test in tests])


def _nearest(edges: Sequence[tuple[str, core.Expression]]) -> list[tuple[str, core.Expression]]:
    """The last bound of each direction: nearer ones are implied by it."""
    upward = [each for each in edges if is_upward(each[0])]
    downward = [each for each in edges if not is_upward(each[0])]
    return [*upward[-1:], *downward[-1:]]


def _further(before: core.Expression, value: core.Expression, upward: bool, before_word: str, word: str) -> bool:
    """Whether a bound leaves room behind the one before it; what is not a literal is taken to."""
    if not isinstance(before, core.Literal) or not isinstance(value, core.Literal):
        return True
    first, second = before.value, value.value
    if type(first) is not type(second) and not (isinstance(first, Exact) and isinstance(second, Exact)):
        return True
    if first == second:
        return (before_word, word) in (
            ("below", "at most"),
            ("before", "on or before"),
            ("over", "at least"),
            ("after", "on or after"),
        )
    return (first < second) == upward  # type: ignore[operator]  # of one type, and one that has an order


# ------------------------------------------------------------------------------------------------ clauses


def clauses(node: tree.Clauses, scope: Scope, wanted: Type | None) -> Checked:
    """Named provisions, of which one may override another or hold only within it."""
    for diagnostic in repeated(clause.name for clause in node.clauses):
        scope.report(diagnostic)
    positions: dict[str, int] = {}
    for position, clause in enumerate(node.clauses):
        positions.setdefault(clause.name.text, position)
    tests = [None if clause.when is None else condition(clause.when, scope) for clause in node.clauses]
    found: list[core.Row | None] = []
    for position, clause in enumerate(node.clauses):
        value = of_line(clause.amount, clause.authority, scope, wanted)
        overridden = [_position(name, clause.name.text, positions, scope) for name in clause.overrides]
        within = [_position(name, clause.name.text, positions, scope) for name in clause.within]
        needed = [position, *(each for each in within if each is not None and each != position)]
        if value is None or None in overridden or None in within or _untestable(node, tests, needed):
            found.append(None)
            continue
        parts = [("", test) for test in (tests[each] for each in needed) if test is not None]
        test = all_together(clause, parts) if parts else None
        beaten = tuple(each for each in overridden if each is not None)
        by_right, title = authority(clause.authority, scope), _title(clause, scope)
        row = core.Row(clause.name.text, test, value, beaten, title=title, span=clause.span, authority=by_right)
        found.append(row)
    return choose("clauses", found, scope, wanted, node, authority(node.authority, scope))


def _title(clause: tree.Clause, scope: Scope) -> core.Words:
    """The words of a clause, which should be there in each language in which the book has a title."""
    said = core.Words(clause.words.en, clause.words.ms)
    languages = [each for each in scope.book.settings.title.languages if each not in said.languages]
    if languages:
        scope.report(errors.missing_title("clause", clause.name.text, languages, clause.name.span))
    return said


def _position(name: tree.Name, own: str, positions: dict[str, int], scope: Scope) -> int | None:
    if name.text not in positions:
        others = [other for other in positions if other != own]
        scope.report(errors.unknown_clause(name.text, near(name.text, others), name.span))
        return None
    return positions[name.text]


def _untestable(node: tree.Clauses, tests: Sequence[Checked], needed: Sequence[int]) -> bool:
    """Whether a condition that is needed was written but could not be read."""
    return any(tests[each] is None and node.clauses[each].when is not None for each in needed)
