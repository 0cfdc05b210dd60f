"""Tiers and classes of a division, and what becomes of a part, tree to model.

Invariant: who belongs to a class is one condition on a member; inside a class the member is named by its entity.
"""

from collections.abc import Sequence
from fractions import Fraction

from policy_engine.checking import errors
from policy_engine.checking.declarations.entries import only
from policy_engine.checking.expressions.authorities import authority, standing
from policy_engine.checking.expressions.comparisons import compare, in_group
from policy_engine.checking.expressions.conditions import all_together, every_option
from policy_engine.checking.expressions.expressions import condition, fitting
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.expressions.meanings import stated
from policy_engine.checking.names import repeated
from policy_engine.checking.scope import Scope, named
from policy_engine.model import core, rulebook
from policy_engine.model.type_words import in_words
from policy_engine.model.types import DATE_OR_NEVER, RATIO, EntityType, OneOf
from policy_engine.source.near import near
from policy_engine.syntax import declarations as syntax
from policy_engine.values.value import Exact

THE_OTHERS = "the_others"

_Unfilled = tuple[rulebook.Fate | None, core.Authority]


def tiers_of(
    tiers: Sequence[syntax.Tier], among: syntax.Among, entity: str, scope: Scope
) -> tuple[rulebook.Tier, ...] | None:
    """The tiers in their order; None where some are wrong."""
    classes = [each.name.text for tier in tiers for each in tier.classes]
    field = _field(among, entity, scope)
    found: list[rulebook.Tier] = []
    wrong = among.by_field is not None and field is None
    for number, tier in enumerate(tiers):
        if (tier.word == "first") != (number == 0):
            scope.report(errors.tier_out_of_order("first" if number == 0 else "next", tier.word, tier.span))
        when = None if tier.when is None else condition(tier.when, scope)
        for diagnostic in repeated(each.name for each in tier.classes):
            scope.report(diagnostic)
        unfilled = _unfilled(tier.unfilled, classes, scope)
        checked = [_share_class(each, field, wrong, entity, classes, unfilled, scope) for each in tier.classes]
        known = tuple(each for each in checked if each is not None)
        _within_the_whole(tier, known, scope)
        by_right = authority(tier.authority, scope)
        if len(known) < len(checked) or (tier.when is not None and when is None):
            wrong = True
        else:
            found.append(rulebook.Tier(when, known, by_right))
    return None if wrong else tuple(found)


def _within_the_whole(tier: syntax.Tier, classes: Sequence[rulebook.ShareClass], scope: Scope) -> None:
    """Classes that always take part never have more than the whole; what is computed is not known here."""
    certain = [each.part.value for each in classes if each.when is None and isinstance(each.part, core.Literal)]
    total = sum((value for value in certain if isinstance(value, Exact)), Fraction(0))
    if total > 1:
        scope.report(errors.parts_exceed_whole(f"{total.numerator}/{total.denominator}", tier.span))


def _field(among: syntax.Among, entity: str, scope: Scope) -> core.FieldValue | None:
    """The field by which classes are told apart; None if there is none, or if it is no field of a list's value."""
    name = among.by_field
    if name is None:
        return None
    fields = scope.book.fields.get(entity, {})
    if name.text not in fields:
        scope.report(errors.unknown_field(name.text, entity, near(name.text, fields), name.span))
        return None
    type = fields[name.text]
    if type is None:
        return None
    if not isinstance(type, OneOf):
        scope.report(errors.wrong_type("one of LIST", in_words(type), name.span))
        return None
    return core.FieldValue(
        entity, name.text, core.Variable(entity, EntityType(entity), span=name.span), type, span=name.span
    )


def _share_class(
    node: syntax.ShareClass,
    field: core.FieldValue | None,
    field_wrong: bool,
    entity: str,
    classes: Sequence[str],
    of_tier: "_Unfilled | None",
    scope: Scope,
) -> rulebook.ShareClass | None:
    inner = scope.with_variable(entity, EntityType(entity))
    part = fitting(node.part, scope, RATIO)
    when = None if node.when is None else condition(node.when, scope)
    member = _member(node, field, field_wrong, inner)
    lines = [each for each in node.entries if isinstance(each, syntax.ConditionEntry)]
    line = only(lines, "while", scope)
    while_ = None if line is None else stated(line.condition, inner)
    barred = [_barred(each, inner) for each in node.entries if isinstance(each, syntax.Barred)]
    endings = [_ending(each, classes, inner) for each in node.entries if isinstance(each, syntax.Ends)]
    unfilled = _unfilled([each for each in node.entries if isinstance(each, syntax.Unfilled)], classes, inner)
    by_right = authority(node.authority, scope)
    unread = (node.when is not None and when is None) or (line is not None and while_ is None)
    if part is None or member is None or unread or None in barred or None in endings:
        return None
    return rulebook.ShareClass(
        node.name.text, _title(node.name.text, field, scope), part, member, when, while_,
        tuple(each for each in barred if each is not None), tuple(each for each in endings if each is not None),
        *(unfilled or of_tier or (None, core.NO_AUTHORITY)), by_right, node.span,
    )  # fmt: skip


def _unfilled(lines: Sequence[syntax.Unfilled], classes: Sequence[str], scope: Scope) -> "_Unfilled | None":
    """What a tier or a class says of a part without members, and by what right; None where it says nothing."""
    line = only(lines, "unfilled", scope)
    return None if line is None else (fate_of(line.fate, classes, scope), authority(line.authority, scope))


def _title(name: str, field: core.FieldValue | None, scope: Scope) -> rulebook.Words:
    """A class that is a value of a list is called as that value is."""
    if field is None or not isinstance(field.type, OneOf) or field.type.list_name not in scope.book.lists:
        return rulebook.Words()
    return scope.book.lists[field.type.list_name].values.get(name, rulebook.Words())


def _member(node: syntax.ShareClass, field: core.FieldValue | None, field_wrong: bool, scope: Scope) -> Checked:
    """Whether a member belongs to the class: by the value of the field, by `where`, or by both."""
    where = None if node.where is None else condition(node.where, scope)
    if node.where is not None and where is None:
        return None
    by_value = None
    if field is not None and isinstance(field.type, OneOf) and field.type.list_name in scope.book.lists:
        values = scope.book.lists[field.type.list_name]
        name, span = node.name.text, node.name.span
        if name in values.values:
            by_value = compare("is", field, core.Literal(name, field.type, span=span), scope, span)
        elif name in values.groups:
            by_value = in_group(field, values, name, scope, span)
        elif where is None:
            candidates = near(name, (*values.values, *values.groups))
            scope.report(errors.not_in_list(name, values.name, candidates, list(values.values), span))
            return None
    if by_value is None and where is None:
        if not field_wrong:
            scope.report(errors.line_missing("where", node.name.text, node.name.span))
        return None
    return all_together(node, [("", each) for each in (by_value, where) if each is not None])


def _barred(node: syntax.Barred, scope: Scope) -> tuple[core.Expression, core.Authority] | None:
    by_right = authority(node.authority, scope)
    barred = standing(condition(node.expression, scope), node.authority, scope)
    return None if barred is None else (barred, by_right)


def _ending(node: syntax.Ends, classes: Sequence[str], scope: Scope) -> rulebook.Ending | None:
    on = standing(fitting(node.expression, scope, DATE_OR_NEVER), node.authority, scope)
    fate = fate_of(node.fate, classes, scope)
    by_right = authority(node.authority, scope)
    return None if on is None or fate is None else rulebook.Ending(on, fate, by_right, node.also_before)


def fate_of(node: syntax.Fate, classes: Sequence[str], scope: Scope) -> rulebook.Fate | None:
    """What becomes of a part: it lapses, passes to a class or to the others, or does so by a reading."""
    match node.word:
        case "lapses":
            return rulebook.Fate("lapses")
        case "passes to":
            if node.to is None:
                return None
            if node.to.text != THE_OTHERS and node.to.text not in classes:
                candidates = near(node.to.text, (*classes, THE_OTHERS))
                scope.report(errors.unknown_class(node.to.text, candidates, node.to.span))
                return None
            return rulebook.Fate("passes", to=node.to.text)
        case "by reading":
            return _fate_by_reading(node, classes, scope)


def _fate_by_reading(node: syntax.Fate, classes: Sequence[str], scope: Scope) -> rulebook.Fate | None:
    reading = None if node.reading is None else named(scope, node.reading, "reading")
    branches = {option.text: fate_of(fate, classes, scope) for option, fate in node.branches}
    if reading is None or not every_option(reading, [option for option, _ in node.branches], node, scope):
        return None
    known = [(option, branches[option]) for option in scope.book.options[reading]]
    whole = tuple((option, fate) for option, fate in known if fate is not None)
    return None if len(whole) < len(known) else rulebook.Fate("by reading", reading=reading, branches=whole)
