"""What a name means where a value is wanted, and what `left of right` means by the types of its sides.

Invariant: a name never means two things; a name that means nothing here is explained once, by what it would mean
elsewhere if it means anything, else by what it may have been meant for.
"""

from collections.abc import Sequence

from policy_engine.checking import errors
from policy_engine.checking.expressions.fitting import Checked, fitted, operation
from policy_engine.checking.names import BENEFITS, probably
from policy_engine.checking.scope import BROKEN, Scope, Symbol
from policy_engine.model import core
from policy_engine.model.type_words import in_words
from policy_engine.model.types import EntityType, ListType, OneOf, Quantity, Type
from policy_engine.source.near import near
from policy_engine.source.text import Span
from policy_engine.syntax import tree


def reference(node: tree.Reference, scope: Scope, wanted: Type | None) -> Checked:
    """A name on its own."""
    symbol = scope.symbol(node.name)
    if symbol is None:
        return _list_value(node, scope, wanted)
    if symbol.arguments:
        scope.report(errors.asked_with_of(node.name, symbol.kind, _listed(symbol), node.span))
        return None
    return of_symbol(symbol, (), scope, node.span)


def of_symbol(symbol: Symbol, arguments: tuple[core.Expression, ...], scope: Scope, span: Span) -> Checked:
    """The value of a symbol, asked with its arguments."""
    if symbol.type is None:
        return None
    match symbol.kind:
        case "variable":
            return core.Variable(symbol.key, symbol.type, span=span)
        case "rule":
            if symbol.hidden:
                type = scope.variables.get(symbol.hidden)
                if type is None:
                    return None
                arguments = (core.Variable(symbol.hidden, type, span=span), *arguments)
            return core.Use(symbol.key, arguments, symbol.type, span=span)
        case "parameter":
            return core.Lookup(symbol.key, arguments, symbol.type, span=span)
        case "scale":
            return core.ScaleValue(symbol.key, arguments[0], symbol.type, span=span)
        case "gap":
            filling = scope.book.fillings.get(symbol.key)
            filled = None if filling is None else of_symbol(filling, (), scope, span)
            return core.OpenPoint("gap", symbol.key, symbol.type, filled, span=span)
        case "discretion":
            return core.OpenPoint("discretion", symbol.key, symbol.type, span=span)
        case _:
            return core.FactValue(symbol.key, symbol.type, span=span)


def is_bare_word(node: tree.Expression, scope: Scope) -> bool:
    """Whether it is a name that means no value by itself, as the values of lists do."""
    while isinstance(node, tree.Brackets) and not node.modifiers:
        node = node.expression
    return isinstance(node, tree.Reference) and scope.symbol(node.name) is None


def _list_value(node: tree.Reference, scope: Scope, wanted: Type | None) -> Checked:
    if wanted == BROKEN:
        if not any(node.name in values.values for values in scope.book.lists.values()):
            unknown_name(node.name, scope, node.span)
        return None
    if isinstance(wanted, OneOf) and wanted.list_name in scope.book.lists:
        values = scope.book.lists[wanted.list_name]
        if node.name in values.values:
            return core.Literal(node.name, wanted, span=node.span)
        if not _means_something_else(node.name, scope):
            candidates = near(node.name, (*values.values, *scope.value_names()))
            scope.report(errors.not_in_list(node.name, values.name, candidates, list(values.values), node.span))
            return None
    unknown_name(node.name, scope, node.span)
    return None


def _means_something_else(name: str, scope: Scope) -> bool:
    return name in scope.book.names.entries or name in scope.book.names.places


def unknown_name(name: str, scope: Scope, span: Span, more: Sequence[str] = ()) -> None:
    """Say that a name means no value here, and what it means instead if it means anything."""
    names = scope.book.names
    entry = names.entries.get(name)
    if entry is not None and not names.sees(scope.module, entry):
        scope.report(errors.not_used_module(name, entry.module, scope.module, span))
    elif entry is not None and entry.kind in BENEFITS:
        scope.report(errors.benefit_as_value(name, entry.kind, span))
    elif entry is not None and entry.kind == "entity":
        scope.report(errors.entity_as_value(name, _list_of(name, scope), span))
    elif entry is not None:
        scope.report(errors.no_value(name, entry.kind, span, entry.span))
    elif name in names.places:
        _of_another_place(name, scope, span)
    else:
        scope.report(errors.unknown_name(name, probably(name, (*scope.value_names(), *more)), span))


def _list_of(entity: str, scope: Scope) -> str:
    """The first list of the book whose members are of this kind; LIST where there is none."""
    for name in scope.value_names():
        symbol = scope.symbol(name)
        if symbol is not None and symbol.type == ListType(EntityType(entity)):
            return name
    return "LIST"


def _of_another_place(name: str, scope: Scope, span: Span) -> None:
    """The name of a field, of a list's value, or of something inside another benefit."""
    place = scope.book.names.places[name][0]
    kind = scope.book.names.entries[place].kind
    if kind == "entity":
        scope.report(errors.field_without_of(name, place, span))
    elif kind == "list":
        scope.report(errors.list_value_alone(name, place, span))
    else:
        scope.report(errors.inside_benefit(name, place, span))


def _listed(symbol: Symbol) -> str:
    """What a symbol is asked with, as a template of how to write it."""
    names = [name for name, _ in symbol.arguments]
    return names[0] if len(names) == 1 else f"({', '.join(names)})"


# ------------------------------------------------------------------------------------------------ left of right


def asked_with(node: tree.Of, scope: Scope) -> Symbol | None:
    """The rule, parameter or scale that `left of right` asks, if it asks one."""
    if not isinstance(node.left, tree.Reference):
        return None
    symbol = scope.symbol(node.left.name)
    return symbol if symbol is not None and symbol.arguments else None


def ask(symbol: Symbol, arguments: Sequence[Checked], scope: Scope, span: Span) -> Checked:
    """`rule of (a, b)`: a rule, a parameter or a scale with what it is asked with."""
    fitting = [fitted(argument, type, scope) for argument, (_, type) in zip(arguments, symbol.arguments, strict=True)]
    known = tuple(argument for argument in fitting if argument is not None)
    if len(known) < len(fitting):
        return None
    return of_symbol(symbol, known, scope, span)


def right_number(node: tree.Of, symbol: Symbol, scope: Scope) -> bool:
    """Whether it is asked with as many values as it takes."""
    if len(node.right) == len(symbol.arguments):
        return True
    assert isinstance(node.left, tree.Reference)
    scope.report(
        errors.wrong_number_of_arguments(
            node.left.name, len(symbol.arguments), len(node.right), _listed(symbol), node.span
        )
    )
    return False


def field_of(node: tree.Of, member: core.Expression, scope: Scope) -> Checked:
    """`field of member`, where the left side is no name of the book."""
    assert isinstance(node.left, tree.Reference)
    name, span = node.left.name, node.left.span
    if not isinstance(member.type, EntityType):
        if name in scope.book.names.places:
            places = scope.book.names.places[name]
            if any(place in scope.book.fields for place in places):
                scope.report(
                    errors.not_a_member(name, places[0], _list_of(places[0], scope), in_words(member.type), member.span)
                )
                return None
        unknown_name(name, scope, span)
        return None
    fields = scope.book.fields.get(member.type.entity, {})
    if name in fields:
        type = fields[name]
        return None if type is None else core.FieldValue(member.type.entity, name, member, type, span=node.span)
    if _means_something_else(name, scope) and name not in scope.book.names.places:
        unknown_name(name, scope, span)
    else:
        candidates = near(name, (*fields, *scope.value_names()))
        scope.report(errors.unknown_field(name, member.type.entity, candidates, span))
    return None


def share_of(share: core.Expression, amount: core.Expression, scope: Scope, span: Span) -> Checked:
    """`80% of amount`: a percentage or a fraction of a quantity."""
    if not (isinstance(share.type, Quantity) and share.type.dimension == "ratio") or not isinstance(
        amount.type, Quantity
    ):
        scope.report(errors.of_does_not_fit(in_words(share.type), in_words(amount.type), span))
        return None
    return operation("times", (share, amount), scope, span, "of")
