"""Quantifiers, counts, sums and choices over lists, on parts that have types.

Invariant: every one of them is one core.Each; a list of plain values calls its member `it`.
"""

from policy_engine.checking import errors
from policy_engine.checking.expressions.arithmetic import wrong_extreme
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.scope import Scope
from policy_engine.model import core
from policy_engine.model.type_words import in_words
from policy_engine.model.types import (
    COUNT,
    DateType,
    EntityType,
    ListType,
    MomentType,
    MonthType,
    Quantity,
    Type,
    YearType,
)
from policy_engine.source.text import Span
from policy_engine.syntax import tree

_EACH_WORDS: dict[str, core.EachWord] = {
    "sum of": "sum", "average of": "average", "lowest of": "lowest", "earliest of": "lowest",
    "highest of": "highest", "latest of": "highest",
}  # fmt: skip
_PICK_WORDS: dict[str, core.EachWord] = {
    "lowest": "pick lowest", "earliest": "pick lowest", "highest": "pick highest", "latest": "pick highest",
}  # fmt: skip


def item_of(subject: Checked, word: str, scope: Scope) -> Type | None:
    """The type of a member of the list; None if it is no list, which is said."""
    if subject is None:
        return None
    if isinstance(subject.type, ListType):
        return subject.type.item
    scope.report(errors.not_a_list(word, in_words(subject.type), subject.span))
    return None


def members_of(subject: Checked, word: str, scope: Scope) -> str | None:
    """The entity of a list of members; None if it is something else, which is said."""
    item = item_of(subject, word, scope)
    if item is None or subject is None:
        return None
    if isinstance(item, EntityType):
        return item.entity
    scope.report(errors.not_a_list(word, in_words(subject.type), subject.span))
    return None


def number(subject: core.Expression, variable: str, where: Checked, span: Span) -> Checked:
    """`number of list where (...)`"""
    return core.Each("number", subject, variable, None, where, COUNT, span=span)


def aggregate(
    word: str, subject: core.Expression, variable: str, body: core.Expression, where: Checked, scope: Scope, span: Span
) -> Checked:
    """`sum of body for each variable in subject where (...)`"""
    if not _has_order(word, body.type):
        scope.report(errors.misfit(word, [in_words(body.type)], "", body.span))
        return None
    wrong = wrong_extreme(word, body.type)
    if wrong:
        scope.report(errors.wrong_word(word, in_words(body.type), wrong, span))
        return None
    type = body.type
    if word == "average of" and isinstance(type, Quantity) and type.dimension == "count":
        type = Quantity("number", type.unit, type.per, type.per_unit)
    return core.Each(_EACH_WORDS[word], subject, variable, body, where, type, span=span)


def _has_order(word: str, type: Type) -> bool:
    if word in ("sum of", "average of"):
        return isinstance(type, Quantity)
    return isinstance(type, Quantity | DateType | MomentType | MonthType | YearType)


def picked(
    pick: tree.PickWord, subject: core.Expression, variable: str, key: core.Expression, scope: Scope, span: Span
) -> Checked:
    """`the child in children with earliest born of child`"""
    if not right_pick(pick, key, scope):
        return None
    assert isinstance(subject.type, ListType)
    return core.Each(_PICK_WORDS[pick], subject, variable, key, None, subject.type.item, span=span)


def right_pick(pick: tree.PickWord, key: core.Expression, scope: Scope) -> bool:
    """Whether the key has an order, and the word is the one for its type."""
    if not _has_order("lowest of", key.type):
        scope.report(errors.misfit(pick, [in_words(key.type)], "", key.span))
        return False
    wrong = wrong_extreme(f"{pick} of", key.type)
    if wrong:
        scope.report(errors.wrong_word(pick, in_words(key.type), wrong.removesuffix(" of"), key.span))
        return False
    return True


def quantified(
    word: core.EachWord, subject: core.Expression, variable: str, condition: core.Expression, span: Span
) -> Checked:
    """`some d in dependants has (...)`"""
    return core.Each(word, subject, variable, condition, None, span=span, type=condition.type)
