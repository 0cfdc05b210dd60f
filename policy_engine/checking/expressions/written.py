"""Types as written: `money per day` to a Type.

Invariant: what is no type is said at its place, with the names that may have been meant.
"""

from policy_engine.checking import errors
from policy_engine.checking.names import probably
from policy_engine.checking.scope import Scope, entry_of
from policy_engine.model.type_words import PLURAL, SINGULAR, in_words
from policy_engine.model.types import (
    DATE,
    UNIT_FACTORS,
    YES_NO,
    DateType,
    EntityType,
    MomentType,
    MonthsType,
    MonthType,
    OneOf,
    PeriodsType,
    Quantity,
    TextType,
    Type,
    YearType,
)
from policy_engine.source.text import Span
from policy_engine.syntax import tree

_PLAIN: dict[str, Type] = {
    "yes or no": YES_NO, "date": DATE, "birth date": DateType(birth=True), "moment": MomentType(),
    "calendar month": MonthType(), "calendar months": MonthsType(), "calendar year": YearType(),
    "periods": PeriodsType(), "text": TextType(),
}  # fmt: skip
_QUANTITIES = {
    "money": ("money", "money"), "number": ("number", ""), "count": ("count", ""),
    "percent": ("ratio", "percent"), "fraction": ("ratio", "fraction"),
}  # fmt: skip


def type_of(words: tree.TypeWords, scope: Scope) -> Type | None:
    """The type that is written; None where it is wrong, which is said."""
    found = _without_never(words, scope)
    if found is None:
        return None
    if words.per and not isinstance(found, Quantity):
        scope.report(errors.not_a_rate(in_words(found), words.per, words.span))
        return None
    if words.per and isinstance(found, Quantity):
        per = unit_of(words.per, scope, words.span)
        if per is None:
            return None
        return Quantity(found.dimension, found.unit, per[0], SINGULAR.get(words.per, words.per))
    if not words.or_never:
        return found
    match found:
        case DateType():
            return DateType(never=True, birth=found.birth)
        case MomentType():
            return MomentType(never=True)
        case _:
            scope.report(errors.not_never(in_words(found), words.span))
            return None


def _without_never(words: tree.TypeWords, scope: Scope) -> Type | None:
    if words.word == "one of" and words.list_name is not None:
        entry = entry_of(scope, words.list_name, ("list",))
        return None if entry is None else OneOf(entry.name)
    if words.word in _PLAIN:
        return _PLAIN[words.word]
    if words.word in _QUANTITIES:
        return Quantity(*_QUANTITIES[words.word])
    if words.word in UNIT_FACTORS:
        return Quantity(UNIT_FACTORS[words.word][0], PLURAL.get(words.word, words.word))
    names = scope.book.names
    entry = names.entries.get(words.word)
    if entry is not None and entry.kind in ("entity", "unit"):
        if not names.sees(scope.module, entry):
            scope.report(errors.not_used_module(words.word, entry.module, scope.module, words.span))
            return None
        return EntityType(entry.name) if entry.kind == "entity" else Quantity(entry.name, entry.name)
    if entry is not None and entry.kind == "list":
        scope.report(errors.list_as_type(words.word, words.span))
    elif entry is not None:
        scope.report(errors.wrong_kind(words.word, entry.kind, "type", words.span, entry.span))
    else:
        known = (*_PLAIN, *_QUANTITIES, *UNIT_FACTORS, *names.of_kind(scope.module, ("entity", "unit")))
        scope.report(errors.unknown_thing("type", words.word, probably(words.word, known), words.span))
    return None


def unit_of(word: str, scope: Scope, span: Span) -> tuple[str, int] | None:
    """The dimension of a unit, and how many of the base unit it is; None if there is no such unit, which is said."""
    if word in UNIT_FACTORS:
        return UNIT_FACTORS[word]
    names = scope.book.names
    entry = names.entries.get(word)
    if entry is not None and entry.kind == "unit" and names.sees(scope.module, entry):
        return word, 1
    known = (*UNIT_FACTORS, *names.of_kind(scope.module, ("unit",)))
    scope.report(errors.unknown_thing("unit", word, probably(word, known), span))
    return None
