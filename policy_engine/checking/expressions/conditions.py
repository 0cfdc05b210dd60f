"""Conditions: one expression, labelled limbs as in the statute, or a disputed reading; tree to core.

Invariant: labels stay what they are in the text; a reading has exactly one branch for each of its options.
"""

from policy_engine.checking import errors
from policy_engine.checking.expressions.amounts import amount
from policy_engine.checking.expressions.authorities import authority, standing
from policy_engine.checking.expressions.expressions import condition
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.names import repeated
from policy_engine.checking.scope import Scope, named
from policy_engine.model import core
from policy_engine.model.type_words import in_words
from policy_engine.model.types import YES_NO, Type
from policy_engine.source.near import near
from policy_engine.syntax import tree


def stated(node: tree.Condition, scope: Scope) -> Checked:
    """A condition: one expression, labelled limbs, or a disputed reading."""
    match node:
        case tree.Stated():
            return standing(condition(node.expression, scope), node.authority, scope)
        case tree.Group():
            return group(node, scope)
        case tree.ByReading():
            return by_reading(node, scope, YES_NO)


def group(node: tree.Group, scope: Scope) -> Checked:
    """`all of`, `any of`, `none of` with labelled limbs."""
    limbs = [(limb.label, stated(limb.condition, scope)) for limb in node.limbs]
    by_right = authority(node.authority, scope)
    known = tuple(core.Limb(label, limb) for label, limb in limbs if limb is not None)
    return None if len(known) < len(limbs) else core.Limbs(node.word, known, span=node.span, authority=by_right)


def fitting_group(node: tree.Group, scope: Scope, wanted: Type | None) -> Checked:
    """Limbs as the meaning of something that has a type, which must be yes or no."""
    limbs = group(node, scope)
    if limbs is None or wanted is None or wanted == YES_NO:
        return limbs
    scope.report(errors.value_wanted(in_words(wanted), node.span))
    return None


def by_reading(node: tree.ByReading, scope: Scope, wanted: Type | None) -> Checked:
    """A disputed clause, with one branch for each option of its reading."""
    reading = named(scope, node.reading, "reading")
    by_right = authority(node.authority, scope)
    branches: dict[str, Checked] = {}
    for alternative in node.alternatives:
        branches.setdefault(alternative.option.text, _alternative(alternative, scope, wanted))
    if reading is None or not _every_option(node, reading, scope) or wanted is None:
        return None
    known = [(option, branches.get(option)) for option in scope.book.options[reading]]
    whole = tuple((option, branch) for option, branch in known if branch is not None)
    if len(whole) < len(known):
        return None
    return core.ByReading(reading, whole, wanted, span=node.span, authority=by_right)


def _alternative(node: tree.Alternative, scope: Scope, wanted: Type | None) -> Checked:
    match node.meaning:
        case tree.Amount():
            return amount(node.meaning, scope, wanted)
        case tree.Group():
            return fitting_group(node.meaning, scope, wanted)


def _every_option(node: tree.ByReading, reading: str, scope: Scope) -> bool:
    """Whether there is exactly one branch for each option."""
    names = [alternative.option for alternative in node.alternatives]
    return every_option(reading, names, node, scope)


def every_option(reading: str, names: list[tree.Name], place: tree.Node, scope: Scope) -> bool:
    """Whether the names are the options of the reading, each once; what is not so is said."""
    options = scope.book.options[reading]
    before = len(scope.found)
    for diagnostic in repeated(names):
        scope.report(diagnostic)
    for name in names:
        if name.text not in options:
            scope.report(errors.unknown_option(name.text, reading, near(name.text, options), name.span))
    missing = [option for option in options if option not in [name.text for name in names]]
    if missing and len(scope.found) == before:
        scope.report(errors.missing_branch(reading, missing, place.span))
    return not missing and len(scope.found) == before


def all_together(node: tree.Node, parts: list[tuple[str, core.Expression]]) -> core.Expression:
    """Several conditions that must all hold, with their labels; one alone is itself."""
    if len(parts) == 1:
        return parts[0][1]
    limbs = tuple(core.Limb(label, part) for label, part in parts)
    return core.Limbs("all of", limbs, span=node.span)
