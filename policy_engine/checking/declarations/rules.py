"""Rules, tree to model: their arguments, the date for which they are asked, and their meaning version by version.

Invariant: a rule inside a benefit of a list takes the member of that benefit as its first argument, unwritten, so that
every rule can be evaluated by its arguments and its date alone.
"""

from collections.abc import Sequence

from policy_engine.checking import errors
from policy_engine.checking.declarations.dated import in_turn, interval_of
from policy_engine.checking.declarations.entries import only, title_of
from policy_engine.checking.expressions.authorities import authority, standing
from policy_engine.checking.expressions.expressions import fitting
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.expressions.meanings import meaning
from policy_engine.checking.expressions.written import type_of
from policy_engine.checking.names import repeated
from policy_engine.checking.scope import Scope, Symbol, is_free_variable
from policy_engine.model import rulebook
from policy_engine.model.types import DATE_OR_NEVER, YES_NO, EntityType, Type
from policy_engine.source.text import Span
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree

MEANINGS = tree.Is | tree.Rows | tree.Group | tree.Table | tree.Bands | tree.Clauses | tree.ByReading


def rule_symbol(node: syntax.Rule, scope: Scope, hidden: str = "") -> Symbol:
    """What others need to know of a rule; `hidden` is the variable of the benefit of a list that it stands in."""
    key = f"{scope.benefit}.{node.name.text}" if scope.benefit else node.name.text
    arguments = tuple((argument.name.text, type_of(argument.type, scope)) for argument in node.arguments)
    return Symbol("rule", key, rule_type(node, scope), arguments, hidden)


def rule_type(node: syntax.Rule, scope: Scope) -> Type | None:
    """The type that is written; without one it is yes or no."""
    return YES_NO if node.type is None else type_of(node.type, scope)


def rule(node: syntax.Rule, scope: Scope, hidden: tuple[tuple[str, Type], ...] = ()) -> rulebook.Rule | None:
    """A rule with all its versions."""
    type = rule_type(node, scope)
    arguments = _arguments(node, scope)
    inner = scope
    for name, argument in arguments:
        inner = inner.with_variable(name, argument)
    title = title_of(node.entries, scope)
    by_right = authority(node.authority, scope)
    line = only((each for each in node.entries if isinstance(each, tree.AsAtLine)), "as at", scope)
    as_at = None if line is None else as_at_of(line, inner)
    versions = _versions(node, inner, type)
    known = tuple((name, argument) for name, argument in arguments if argument is not None)
    if type is None or versions is None or len(known) < len(arguments) or (line is not None and as_at is None):
        return None
    key = f"{scope.benefit}.{node.name.text}" if scope.benefit else node.name.text
    return rulebook.Rule(
        node.name.text, key=key, type=type, arguments=(*hidden, *known), as_at=as_at, versions=versions,
        title=title, module=scope.module, authority=by_right, span=node.name.span,
    )  # fmt: skip


def as_at_of(line: tree.AsAtLine, scope: Scope) -> Checked:
    """The date of an `as at` line."""
    return standing(fitting(line.expression, scope, DATE_OR_NEVER), line.authority, scope)


def _arguments(node: syntax.Rule, scope: Scope) -> list[tuple[str, Type | None]]:
    for diagnostic in repeated(argument.name for argument in node.arguments):
        scope.report(diagnostic)
    found: list[tuple[str, Type | None]] = []
    for argument in node.arguments:
        type = type_of(argument.type, scope)
        entity = type.entity if isinstance(type, EntityType) else ""
        if type is not None and not is_free_variable(scope, argument.name, entity):
            type = None
        found.append((argument.name.text, type))
    return found


def _versions(node: syntax.Rule, scope: Scope, type: Type | None) -> tuple[rulebook.RuleVersion, ...] | None:
    """The meanings of a rule by their days; None where some are wrong."""
    dated = [each for each in node.entries if isinstance(each, syntax.DatedMeaning)]
    plain = [each for each in node.entries if isinstance(each, MEANINGS)]
    if not dated and not plain:
        scope.report(errors.line_missing("is", node.name.text, node.name.span))
        return None
    if dated and plain:
        scope.report(errors.dated_beside_undated(node.name.text, plain[0].span, dated[0].period.span))
        return None
    if plain:
        only(plain, "is", scope)
        known = [meaning(each, scope, type) for each in plain]
        return None if None in known else _one_version(known[0])
    return _dated(dated, scope, type)


def _one_version(expression: Checked) -> tuple[rulebook.RuleVersion, ...] | None:
    return None if expression is None else (rulebook.RuleVersion(rulebook.ALWAYS, expression),)


def _dated(
    dated: Sequence[syntax.DatedMeaning], scope: Scope, type: Type | None
) -> tuple[rulebook.RuleVersion, ...] | None:
    held: list[tuple[rulebook.Interval, Span, Checked]] = []
    intervals: list[tuple[rulebook.Interval, Span, rulebook.RuleVersion]] = []
    for each in dated:
        interval = interval_of(each.period, scope)
        expression = standing(meaning(each.meaning, scope, type), each.authority, scope)
        if interval is None:
            continue
        held.append((interval, each.period.span, expression))
        if expression is not None:
            intervals.append((interval, each.period.span, rulebook.RuleVersion(interval, expression)))
    in_turn(held, scope)
    if len(intervals) < len(dated):
        return None
    return in_turn(intervals, scope)
