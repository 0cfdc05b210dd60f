"""Payments and draws of a benefit, tree to model.

Invariant: a payment has one amount; one that goes on over time has a first day; `until D` is the first day not paid,
and `to D` becomes the day after.
"""

from collections.abc import Sequence

from attrs import frozen

from policy_engine.checking import errors
from policy_engine.checking.declarations.entries import needed, only, title_of, titled
from policy_engine.checking.declarations.rules import MEANINGS
from policy_engine.checking.declarations.things import payee, things
from policy_engine.checking.expressions.amounts import of_line
from policy_engine.checking.expressions.authorities import authority, standing
from policy_engine.checking.expressions.expressions import expression, fitting
from policy_engine.checking.expressions.fitting import Checked, operation
from policy_engine.checking.expressions.meanings import meaning, stated
from policy_engine.checking.expressions.member_lists import members_of
from policy_engine.checking.expressions.references import reference
from policy_engine.checking.expressions.written import type_of
from policy_engine.checking.names import VALUES
from policy_engine.checking.scope import Scope, entry_of
from policy_engine.model import core, rulebook
from policy_engine.model.type_words import in_words
from policy_engine.model.types import (
    DATE,
    DATE_OR_NEVER,
    DAYS,
    DateType,
    EntityType,
    MomentType,
    MonthType,
    Quantity,
    Type,
    YearType,
)
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree


def paid_type(written: tree.TypeWords, scope: Scope) -> Type | None:
    """What can be paid: money, days, or another quantity."""
    type = type_of(written, scope)
    if type is not None and not isinstance(type, Quantity):
        scope.report(errors.not_payable_type(in_words(type), written.span))
        return None
    return type


@frozen
class Stretch:
    """When a payment begins and ends."""

    starts: Checked
    until: Checked
    ends_to: bool
    whole: bool
    """Whether every line of it could be read."""


def stretch(lines: Sequence[syntax.DateEntry], scope: Scope) -> Stretch:
    """`from D`, and `until D` or `to D`."""
    first = only((each for each in lines if each.word == "from"), "from", scope)
    until = only((each for each in lines if each.word == "until"), "until", scope)
    to = only((each for each in lines if each.word == "to"), "to", scope)
    if until is not None and to is not None:
        scope.report(errors.lines_exclude("until", "to", to.span, until.span))
    starts = None if first is None else dated(first, scope)
    line = until or to
    end = None if line is None else dated(line, scope)
    if end is not None and line is to:
        end = operation("date plus days", (end, core.Literal(1, DAYS, span=end.span)), scope, end.span)
    whole = (first is None or starts is not None) and (line is None or end is not None)
    return Stretch(starts, end, line is not None and line is to, whole)


def dated(line: syntax.DateEntry, scope: Scope) -> Checked:
    """The date of a `from`, `until`, `to` or `tiers fixed on` line."""
    return standing(fitting(line.expression, scope, DATE_OR_NEVER), line.authority, scope)


def pays(node: syntax.Pays, scope: Scope) -> rulebook.Payment | None:
    """An amount that is paid once or over time."""
    type = paid_type(node.type, scope)
    title = titled("pays", node.name, title_of(node.entries, scope), scope)
    by_right = authority(node.authority, scope)
    meanings = [each for each in node.entries if isinstance(each, MEANINGS)]
    needed(only(meanings, "is", scope), "is", node.name, scope)
    amounts = [meaning(each, over_time(node.entries, scope), type) for each in meanings]
    when, right_when = _condition(node.entries, "when", scope)
    while_, right_while = _condition(node.entries, "while", scope)
    time = stretch([each for each in node.entries if isinstance(each, syntax.DateEntry)], scope)
    payees = things([each for each in node.entries if isinstance(each, syntax.Things)], scope)
    payee_name = payee(node.payee, [each.name for each in payees], scope)
    if (time.until is not None or while_ is not None) and time.starts is None and time.whole:
        scope.report(errors.line_missing("from", node.name.text, node.name.span))
        return None
    amount = amounts[0] if amounts else None
    if type is None or amount is None or not (right_when and right_while and time.whole):
        return None
    return rulebook.Payment(
        node.name.text, type=type, payee=payee_name, payees=payees, when=when, amount=amount,
        starts=time.starts, until=time.until, ends_to=time.ends_to, while_=while_,
        title=title, module=scope.module, authority=by_right, span=node.name.span,
    )  # fmt: skip


def over_time(entries: Sequence[tree.Line], scope: Scope) -> Scope:
    """Where the amount of a payment stands: one with a first day knows each day for which it is paid."""
    begins = any(isinstance(each, syntax.DateEntry) and each.word == "from" for each in entries)
    return scope.with_variable(core.THE_DAY_PAID, DATE) if begins else scope


def _condition(entries: Sequence[tree.Line], word: str, scope: Scope) -> tuple[Checked, bool]:
    """The condition of a line, and whether it could be read if there is one."""
    lines = [each for each in entries if isinstance(each, syntax.ConditionEntry) and each.word == word]
    line = only(lines, word, scope)
    if line is None:
        return None, True
    condition = stated(line.condition, scope)
    return condition, condition is not None


def when_of(entries: Sequence[tree.Line], scope: Scope) -> tuple[Checked, bool]:
    """The `when` of a payment, and whether it could be read if there is one."""
    return _condition(entries, "when", scope)


def listed(node: syntax.Among, scope: Scope) -> tuple[Checked, str]:
    """The list of a division, and the entity of its members; nothing where it is wrong, which is said."""
    if entry_of(scope, node.list_name, VALUES) is None:
        return None, ""
    subject = reference(tree.Reference(node.list_name.text, span=node.list_name.span), scope, None)
    entity = members_of(subject, "among", scope)
    return (None, "") if entity is None else (subject, entity)


def ordered(key: Checked, scope: Scope) -> Checked:
    """A key by which members can be put in order."""
    if key is not None and not isinstance(key.type, Quantity | DateType | MomentType | MonthType | YearType):
        scope.report(errors.misfit("in order of", [in_words(key.type)], "", key.span))
        return None
    return key


def draws(node: syntax.Draws, scope: Scope) -> rulebook.Draws | None:
    """Each member in turn takes the lesser of its own amount and what is left."""
    type = paid_type(node.type, scope)
    title = titled("draws", node.name, title_of(node.entries, scope), scope)
    by_right = authority(node.authority, scope)
    lines = [each for each in node.entries if isinstance(each, syntax.OfLine)]
    of = needed(only((each for each in lines if each.word == "of"), "of", scope), "of", node.name, scope)
    each_line = needed(only((each for each in lines if each.word == "each"), "each", scope), "each", node.name, scope)
    among = only((each for each in node.entries if isinstance(each, syntax.Among)), "among", scope)
    among = needed(among, "among", node.name, scope)
    amount = None if of is None else of_line(of.amount, of.authority, scope, type)
    when, right_when = when_of(node.entries, scope)
    subject, entity = (None, "") if among is None else listed(among, scope)
    if among is None or subject is None or each_line is None:
        return None
    subject = standing(subject, among.authority, scope)
    inner = scope.with_variable(entity, EntityType(entity))
    order = None if among.order is None else ordered(expression(among.order, inner), scope)
    if among.order is None:
        scope.report(errors.line_missing("in order of", node.name.text, among.span))
    own = of_line(each_line.amount, each_line.authority, inner, type)
    if type is None or amount is None or subject is None or order is None or own is None or not right_when:
        return None
    return rulebook.Draws(
        node.name.text, type=type, amount=amount, subject=subject,
        variable=entity, order=order, each=own, when=when,
        title=title, module=scope.module, authority=by_right, span=node.name.span,
    )  # fmt: skip
