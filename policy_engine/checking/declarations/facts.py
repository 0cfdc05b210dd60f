"""Facts, findings, elections and the entities that have them, tree to model.

Invariant: every number that can be given has a range and a step, so that the width of all that is computed from it is
known before any case arrives.
"""

from fractions import Fraction

from policy_engine.checking import errors
from policy_engine.checking.declarations.entries import only, title_of, titled, words_of
from policy_engine.checking.expressions.authorities import authority
from policy_engine.checking.expressions.expressions import figure
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.expressions.meanings import stated
from policy_engine.checking.expressions.written import type_of
from policy_engine.checking.scope import Scope, named
from policy_engine.model import core, rulebook
from policy_engine.model.type_words import factor_of, in_words, per_factor
from policy_engine.model.types import DateType, EntityType, ListType, MomentType, MonthType, Quantity, Type, YearType
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree
from policy_engine.values.value import Exact, Value, exact


def fact_type(written: tree.FactType, scope: Scope) -> Type | None:
    """The type of a fact; None where it is wrong, which is said."""
    item = type_of(written.item, scope)
    if item is None:
        return None
    if written.is_list:
        return ListType(item, written.ordered)
    if isinstance(item, EntityType):
        scope.report(errors.entity_needs_list(item.entity, written.span))
        return None
    return item


def fact(node: syntax.Fact, scope: Scope, entity: str = "") -> rulebook.Fact | None:
    """A fact of the case, or a field of an entity."""
    type = fact_type(node.type, scope)
    kind = "field" if entity else node.kind
    title = titled(kind, node.name, title_of(node.entries, scope), scope)
    _finders(node, scope)
    by = tuple(name.text for name in node.by if named(scope, name, "body") is not None)
    ask = only((each for each in node.entries if isinstance(each, tree.Ask)), "ask", scope)
    inner = scope.with_variable(entity, EntityType(entity)) if entity else scope
    ask_when = only((each for each in node.entries if isinstance(each, syntax.AskWhen)), "ask when", scope)
    applies = only((each for each in node.entries if isinstance(each, syntax.Applies)), "applies", scope)
    asked = None if ask_when is None else stated(ask_when.condition, inner)
    limits = limits_of(node.type.limits, node.name, type, scope)
    length = _length(node, scope)
    presumed = _presumed(node, type, limits, scope)
    if type is None or limits is None:
        return None
    return rulebook.Fact(
        node.name.text, kind=node.kind, type=type, entity=entity, by=by,
        ask=words_of(ask.words) if ask else rulebook.Words(),
        low=limits[0], high=limits[1], step=limits[2], length=length, ask_when=asked,
        presumed=presumed[0], presumed_authority=presumed[1],
        applies=authority(applies.authority, scope) if applies else core.NO_AUTHORITY,
        title=title, module=scope.module, authority=authority(node.authority, scope), span=node.name.span,
    )  # fmt: skip


def _finders(node: syntax.Fact, scope: Scope) -> None:
    """A finding and an election say by whom; a fact does not."""
    if node.kind == "fact" and node.by:
        scope.report(errors.fact_by_somebody(node.name.text, node.by[0].span))
    elif node.kind != "fact" and not node.by:
        scope.report(errors.found_by_nobody(node.name.text, node.kind, node.name.span))


Range = tuple[Value | None, Value | None, Exact | None]


def limits_of(limits: tree.Limits, name: tree.Name, type: Type | None, scope: Scope) -> Range | None:
    """The least value, the greatest and the step, in base units; None where they are wrong, which is said."""
    item = type.item if isinstance(type, ListType) else type
    if item is None:
        return None
    if not isinstance(item, Quantity):
        return _limits_in_time(item, limits, scope)
    low, high = (None if each is None else figure(each, scope, item) for each in (limits.low, limits.high))
    if limits.low is None or limits.high is None:
        scope.report(errors.no_range(name.text, in_words(item), name.span))
        return None
    step = _step(limits, name, item, scope)
    if low is None or high is None or step is None:
        return None
    least, greatest = _plain(low, scope), _plain(high, scope)
    if least is None or greatest is None:
        return None
    if least > greatest:
        scope.report(errors.low_above_high(low.span.text, high.span.text, low.span.to(high.span)))
        return None
    if (greatest - least) % step:
        written = limits.step.span.text if limits.step is not None else ""
        scope.report(errors.step_does_not_divide(low.span.text, high.span.text, written, (limits.step or high).span))
        return None
    return least, greatest, step


def _plain(limit: core.Expression, scope: Scope) -> Exact | None:
    """The number that a limit is; None where it is computed, which is said."""
    if isinstance(limit, core.Literal) and isinstance(limit.value, Exact):
        return limit.value
    scope.report(errors.limit_not_plain(limit.span))
    return None


def _step(limits: tree.Limits, name: tree.Name, item: Quantity, scope: Scope) -> Exact | None:
    """The step that is written, else one unit: one sen, one day, one year, one percent."""
    written = limits.step
    if written is not None:
        step = figure(written, scope, item)
        value = None if step is None else _plain(step, scope)
        if value is not None and value <= 0:
            scope.report(errors.limit_not_plain(written.span))
            return None
        return value
    if item.dimension == "ratio" and item.unit == "fraction":
        scope.report(errors.no_step(name.text, name.span))
        return None
    unit = Fraction(1, 100) if item.dimension == "ratio" else Fraction(factor_of(item))
    return exact(unit / per_factor(item))


def _limits_in_time(item: Type, limits: tree.Limits, scope: Scope) -> Range | None:
    """A date, a month or a year may lie in a range; nothing else but numbers may."""
    given = [each for each in (limits.low, limits.high, limits.step) if each is not None]
    if not given:
        return None, None, None
    timely = isinstance(item, DateType | MomentType | MonthType | YearType)
    if not timely or limits.step is not None:
        scope.report(errors.no_range_here(in_words(item), given[0].span))
        return None
    low, high = (None if each is None else figure(each, scope, item) for each in (limits.low, limits.high))
    least = low.value if isinstance(low, core.Literal) else None
    greatest = high.value if isinstance(high, core.Literal) else None
    if (limits.low is not None and least is None) or (limits.high is not None and greatest is None):
        return None
    if least is not None and greatest is not None and least > greatest:  # type: ignore[operator]  # of one type
        first, last = limits.low, limits.high
        assert first is not None
        assert last is not None
        scope.report(errors.low_above_high(first.span.text, last.span.text, first.span.to(last.span)))
        return None
    return least, greatest, None


def _length(node: syntax.Fact, scope: Scope) -> tuple[int, int] | None:
    """How many members a list has at least and at most."""
    length = node.type.length
    if length is not None and length[0] > length[1]:
        scope.report(errors.low_above_high(str(length[0]), str(length[1]), node.type.span))
    elif length is None and node.type.is_list:
        scope.report(errors.no_length(node.name.text, node.name.span))
    elif length is not None and not (node.type.is_list or node.type.item.word in ("periods", "calendar months")):
        scope.report(errors.no_range_here(node.type.item.word, node.type.span))
    return length


def _presumed(
    node: syntax.Fact, type: Type | None, limits: Range | None, scope: Scope
) -> tuple[Value | None, core.Authority]:
    """What holds of a finding as long as nothing has been found."""
    line = only((each for each in node.entries if isinstance(each, syntax.Presumed)), "presumed", scope)
    if line is None:
        return None, core.NO_AUTHORITY
    by_right = authority(line.authority, scope)
    if node.kind != "finding":
        scope.report(errors.presumed_fact(node.name.text, node.kind, line.span))
        return None, by_right
    value: Checked = figure(line.value, scope, type)
    if value is None:
        return None, by_right
    if not isinstance(value, core.Literal):
        scope.report(errors.limit_not_plain(value.span))
        return None, by_right
    if limits is not None and not _in_range(value.value, limits):
        scope.report(errors.out_of_range(value.span.text, node.name.text, value.span))
    return value.value, by_right


def _in_range(value: Value, limits: Range) -> bool:
    low, high, step = limits
    if not isinstance(value, Exact) or not isinstance(low, Exact) or not isinstance(high, Exact):
        return True
    return low <= value <= high and (step is None or (value - low) % step == 0)


def entity(node: syntax.Entity, scope: Scope) -> rulebook.Entity:
    """A kind of person or thing: its fields, and what always holds of each."""
    inner = scope.with_variable(node.name.text, EntityType(node.name.text))
    fields = [fact(each, scope, node.name.text) for each in node.entries if isinstance(each, syntax.Fact)]
    invariants = [always(each, inner) for each in node.entries if isinstance(each, syntax.Always)]
    return rulebook.Entity(
        node.name.text,
        fields={each.name: each for each in fields if each is not None},
        always=tuple(each for each in invariants if each is not None),
        title=titled("entity", node.name, title_of(node.entries, scope), scope),
        module=scope.module,
        span=node.name.span,
    )


def always(node: syntax.Always, scope: Scope) -> rulebook.Always | None:
    """A line that every case must agree with."""
    lines = [each for each in node.entries if isinstance(each, syntax.ConditionEntry)]
    title = title_of(node.entries, scope)
    by_right = authority(node.authority, scope)
    line = only(lines, "that", scope)
    if line is None:
        scope.report(errors.line_missing("that", node.name.text, node.name.span))
        return None
    condition = stated(line.condition, scope)
    if condition is None:
        return None
    return rulebook.Always(
        node.name.text, condition=condition, title=title, module=scope.module, authority=by_right, span=node.name.span
    )
