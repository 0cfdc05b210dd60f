"""Expressions: tree to core.  Names are resolved, every node gets its type, sugar goes.

Invariant: the parts of an expression are checked here, each exactly once and from left to right; what they are
together is said by references, arithmetic, comparisons, calendar_words and member_lists, which never see a tree below
their own node.  A part that is wrong has been said and silences the whole.
"""

from collections.abc import Sequence

from policy_engine.checking import errors
from policy_engine.checking.expressions.arithmetic import arithmetic, excess, extreme, limited, rounded
from policy_engine.checking.expressions.calendar_words import CalendarNode, calendar, number_of, operands_of
from policy_engine.checking.expressions.comparisons import compare, in_group, in_values, negation
from policy_engine.checking.expressions.fitting import Checked, fitted
from policy_engine.checking.expressions.literals import Written, literal
from policy_engine.checking.expressions.member_lists import aggregate, item_of, members_of, number, picked, quantified
from policy_engine.checking.expressions.references import (
    ask,
    asked_with,
    field_of,
    is_bare_word,
    reference,
    right_number,
    share_of,
    unknown_name,
)
from policy_engine.checking.names import BENEFITS
from policy_engine.checking.scope import BROKEN, Scope, entry_of, is_free_variable, member_name
from policy_engine.model import core
from policy_engine.model.types import DATE, DATE_OR_NEVER, YES_NO, EntityType, ListType, OneOf, Type
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree


def expression(node: tree.Expression, scope: Scope, wanted: Type | None = None) -> Checked:
    """The expression that is meant.  `wanted` only helps to read names of list values, `never` and years."""
    match node:
        case (
            tree.NumberValue() | tree.MoneyValue() | tree.PercentValue() | tree.FractionValue() | tree.DurationValue()
            | tree.DateValue() | tree.MonthValue() | tree.MomentValue() | tree.TextValue() | tree.YesNoValue()
            | tree.NeverValue()
        ):  # fmt: skip
            return literal(node, scope, wanted)
        case tree.Reference():
            return reference(node, scope, wanted)
        case tree.TheDay():
            return _the_day(node, scope)
        case tree.Of():
            return _of(node, scope)
        case tree.Arithmetic():
            left, right = expression(node.left, scope), expression(node.right, scope)
            return None if left is None or right is None else arithmetic(node.word, left, right, scope, node.span)
        case tree.Compare():
            return _compare(node, scope)
        case tree.InValues():
            return _in_values(node, scope)
        case tree.Logic():
            return _logic(node, scope)
        case tree.Not():
            operand = condition(node.operand, scope)
            return None if operand is None else negation(operand, node.span)
        case tree.Brackets():
            return modified(expression(node.expression, scope, wanted), node.modifiers, scope)
        case (
            tree.Calendar() | tree.Age() | tree.DateWhen() | tree.Between() | tree.Counting() | tree.Window()
            | tree.Within() | tree.Counted()
        ):  # fmt: skip
            return _calendar(node, scope)
        case tree.Excess():
            left, right = expression(node.left, scope), expression(node.right, scope)
            return None if left is None or right is None else excess(left, right, scope, node.span)
        case tree.NumberOf():
            return _number_of(node, scope)
        case tree.Aggregate():
            return _aggregate(node, scope)
        case tree.Extreme():
            return _extreme(node, scope, wanted)
        case tree.Picked():
            return _picked(node, scope)
        case tree.Quantified():
            return _quantified(node, scope)
        case tree.AsAt():
            return _as_at(node, scope, wanted)
        case tree.Payable() | tree.PaidOn():
            return _other_benefit(node, scope)


def fitting(node: tree.Expression, scope: Scope, wanted: Type | None) -> Checked:
    """The expression, which must be of the wanted type; where that is unknown, it is checked for its own sake."""
    return fitted(expression(node, scope, wanted or BROKEN), wanted, scope)


def condition(node: tree.Expression, scope: Scope) -> Checked:
    """The expression, which must be yes or no."""
    return fitting(node, scope, YES_NO)


def figure(node: tree.Expression, scope: Scope, wanted: Type | None) -> Checked:
    """The expression where the place makes the unit plain, so that a literal may leave it out."""
    if isinstance(node, Written):
        return fitted(literal(node, scope, wanted, plain=True), wanted, scope)
    return fitting(node, scope, wanted)


def modified(value: Checked, modifiers: Sequence[tree.Modifier], scope: Scope) -> Checked:
    """A value with its limits and its rounding, in their order."""
    for modifier in modifiers:
        type = None if value is None else value.type
        if modifier.word == "rounded":
            unit = _rounding_unit(modifier.operand, scope, type)
            value = None if value is None else rounded(value, modifier.rounding, unit, scope, modifier.span)
        else:
            bound = expression(modifier.operand, scope, type or BROKEN)
            if value is not None and bound is not None:
                value = limited(modifier.word, value, bound, scope, value.span.to(modifier.span))
            else:
                value = None
    return value


def _rounding_unit(node: tree.Expression, scope: Scope, type: Type | None) -> Checked:
    if isinstance(node, Written):
        return literal(node, scope, type, plain=True)
    return expression(node, scope, type or BROKEN)


def _the_day(node: tree.TheDay, scope: Scope) -> Checked:
    """The day, or the day paid: that stands in the amount of a payment over time and nowhere else."""
    if not node.paid:
        return core.TheDay(DATE, span=node.span)
    if core.THE_DAY_PAID in scope.variables:
        return core.Variable(core.THE_DAY_PAID, DATE, span=node.span)
    scope.report(errors.no_day_paid(node.span))
    return None


def _of(node: tree.Of, scope: Scope) -> Checked:
    symbol = asked_with(node, scope)
    if symbol is not None:
        if not right_number(node, symbol, scope):
            return None
        wanted = [type for _, type in symbol.arguments]
        pairs = zip(node.right, wanted, strict=True)
        return ask(symbol, [expression(each, scope, type or BROKEN) for each, type in pairs], scope, node.span)
    if len(node.right) > 1:
        _several_of(node, scope)
        return None
    if is_bare_word(node.left, scope) and isinstance(node.left, tree.Reference):
        member = expression(node.right[0], scope)
        return None if member is None else field_of(node, member, scope)
    share, amount = expression(node.left, scope), expression(node.right[0], scope)
    return None if share is None or amount is None else share_of(share, amount, scope, node.span)


def _several_of(node: tree.Of, scope: Scope) -> None:
    """`x of (a, b)` where x takes no values."""
    if isinstance(node.left, tree.Reference) and scope.symbol(node.left.name) is None:
        unknown_name(node.left.name, scope, node.left.span)
        return
    left = expression(node.left, scope)
    if left is not None and isinstance(node.left, tree.Reference):
        scope.report(errors.wrong_number_of_arguments(node.left.name, 0, len(node.right), "", node.span))
    elif left is not None:
        scope.report(errors.of_does_not_fit("", "", node.span))


def _compare(node: tree.Compare, scope: Scope) -> Checked:
    if node.word == "in" and is_bare_word(node.right, scope) and isinstance(node.right, tree.Reference):
        return _in_group(node, node.right, scope)
    first, second = node.left, node.right
    turned = is_bare_word(first, scope) and not is_bare_word(second, scope)
    if turned:
        first, second = second, first
    known = expression(first, scope)
    other = expression(second, scope, BROKEN if known is None else known.type)
    if known is None or other is None:
        return None
    left, right = (other, known) if turned else (known, other)
    return compare(node.word, left, right, scope, node.span)


def _in_group(node: tree.Compare, right: tree.Reference, scope: Scope) -> Checked:
    subject = expression(node.left, scope)
    if subject is None:
        return None
    if not isinstance(subject.type, OneOf) or subject.type.list_name not in scope.book.lists:
        unknown_name(right.name, scope, right.span)
        return None
    values = scope.book.lists[subject.type.list_name]
    if right.name in values.groups:
        return in_group(subject, values, right.name, scope, node.span)
    value = reference(right, scope, subject.type)
    return None if value is None else in_values(subject, (value,), scope, node.span)


def _in_values(node: tree.InValues, scope: Scope) -> Checked:
    subject = expression(node.subject, scope)
    wanted = BROKEN if subject is None else subject.type
    values = [expression(value, scope, wanted) for value in node.values]
    return None if subject is None else in_values(subject, values, scope, node.span)


def _logic(node: tree.Logic, scope: Scope) -> Checked:
    operands = [condition(operand, scope) for operand in node.operands]
    known = [operand for operand in operands if operand is not None]
    if len(known) < len(operands):
        return None
    if node.word == "unless":
        known[1:] = [negation(operand, operand.span) for operand in known[1:]]
    limbs = tuple(core.Limb("", operand) for operand in known)
    return core.Limbs("any of" if node.word == "or" else "all of", limbs, span=node.span)


def _calendar(node: CalendarNode, scope: Scope) -> Checked:
    operands = [expression(operand, scope) for operand in operands_of(node)]
    known = [operand for operand in operands if operand is not None]
    return None if len(known) < len(operands) else calendar(node, known, scope)


def _number_of(node: tree.NumberOf, scope: Scope) -> Checked:
    subject = expression(node.subject, scope)
    if subject is None:
        return None
    if not isinstance(subject.type, ListType):
        if node.where is not None:
            scope.report(errors.not_a_list("where", subject.span.text, subject.span))
            return None
        return number_of(subject, scope, node)
    variable = member_name(subject.type.item)
    if node.where is None:
        return number(subject, variable, None, node.span)
    where = condition(node.where, scope.with_variable(variable, subject.type.item))
    return None if where is None else number(subject, variable, where, node.span)


def _aggregate(node: tree.Aggregate, scope: Scope) -> Checked:
    if node.subject is None:
        subject = expression(node.body, scope)
        item = item_of(subject, node.word, scope)
        if subject is None or item is None:
            return None
        body = core.Variable("it", item, span=subject.span)
        return aggregate(node.word, subject, "it", body, None, scope, node.span)
    subject = expression(node.subject, scope)
    entity = item_of(subject, "for each", scope)
    if subject is None or entity is None:
        return None
    inner = _with_member(node.variable, node, entity, scope)
    if inner is None:
        return None
    inner_body = expression(node.body, inner)
    where = None if node.where is None else condition(node.where, inner)
    if inner_body is None or (node.where is not None and where is None):
        return None
    return aggregate(node.word, subject, node.variable, inner_body, where, scope, node.span)


def _with_member(variable: str, node: tree.Expression, item: Type, scope: Scope) -> Scope | None:
    """The place in which the member has its name; None if the name is taken, which is said."""
    entity = item.entity if isinstance(item, EntityType) else ""
    if not is_free_variable(scope, tree.Name(variable, span=node.span), entity):
        return None
    return scope.with_variable(variable, item)


def _extreme(node: tree.Extreme, scope: Scope, wanted: Type | None) -> Checked:
    operands = [expression(operand, scope, wanted) for operand in node.operands]
    known = [operand for operand in operands if operand is not None]
    return None if len(known) < len(operands) else extreme(node.word, known, scope, node.span)


def _picked(node: tree.Picked, scope: Scope) -> Checked:
    subject = expression(node.subject, scope)
    entity = members_of(subject, "the", scope)
    if subject is None or entity is None:
        return None
    inner = _with_member(node.variable, node, EntityType(entity), scope)
    key = None if inner is None else expression(node.key, inner)
    return None if key is None else picked(node.pick, subject, node.variable, key, scope, node.span)


def _quantified(node: tree.Quantified, scope: Scope) -> Checked:
    subject = expression(node.subject, scope)
    item = item_of(subject, node.word, scope)
    if subject is None or item is None:
        return None
    inner = _with_member(node.variable, node, item, scope)
    body = None if inner is None else condition(node.condition, inner)
    return None if body is None else quantified(node.word, subject, node.variable, body, node.span)


def _as_at(node: tree.AsAt, scope: Scope, wanted: Type | None) -> Checked:
    asked = expression(node.expression, scope, wanted)
    date = fitting(node.date, scope, DATE_OR_NEVER)
    return None if asked is None or date is None else core.AsAt(asked, date, asked.type, span=node.span)


def _other_benefit(node: tree.Payable | tree.PaidOn, scope: Scope) -> Checked:
    entry = entry_of(scope, node.benefit, BENEFITS)
    on = fitting(node.on, scope, DATE_OR_NEVER) if isinstance(node, tree.PaidOn) else None
    if entry is None or (isinstance(node, tree.PaidOn) and on is None):
        return None
    if isinstance(entry.declaration, syntax.Benefit) and entry.declaration.for_each is not None:
        scope.report(errors.benefit_of_members(entry.name, node.span))
        return None
    if on is not None:
        return core.PaidOn(entry.name, on, span=node.span)
    return core.Payable(entry.name, span=node.span)
