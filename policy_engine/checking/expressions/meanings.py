"""What a rule or a payment means, and conditions, tree to core; below a row or an option may stand a meaning again.

Invariant: a meaning has the type that its declaration states, or is None, which has been said; labels stay what they
are in the text, and rows keep its order, which never decides.
"""

from policy_engine.checking import errors
from policy_engine.checking.expressions.amounts import amount
from policy_engine.checking.expressions.authorities import authority, standing
from policy_engine.checking.expressions.choices import bands, choose, clauses, one_otherwise
from policy_engine.checking.expressions.conditions import every_option
from policy_engine.checking.expressions.expressions import condition
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.expressions.tables import table
from policy_engine.checking.scope import Scope, named
from policy_engine.model import core
from policy_engine.model.type_words import in_words
from policy_engine.model.types import YES_NO, Type
from policy_engine.syntax import tree


def meaning(node: tree.Meaning, scope: Scope, wanted: Type | None) -> Checked:
    """What stands deeper than a rule or a payment."""
    match node:
        case tree.Is():
            return amount(node.amount, scope, wanted)
        case tree.Rows():
            return _rows(node, scope, wanted)
        case tree.Group():
            return _fitting_group(node, scope, wanted)
        case tree.Table():
            return table(node, scope, wanted)
        case tree.Bands():
            return bands(node, scope, wanted)
        case tree.Clauses():
            return clauses(node, scope, wanted)
        case tree.ByReading():
            return _by_reading(node, scope, wanted)


def _rows(node: tree.Rows, scope: Scope, wanted: Type | None) -> Checked:
    """`RM5 when ...` a line, and perhaps `otherwise`."""
    found: list[core.Row | None] = []
    for number, row in enumerate(node.rows, 1):
        test = None if row.when is None else condition(row.when, scope)
        value = standing(_of_part(row.amount, scope, wanted), row.authority, scope)
        by_right = authority(row.authority, scope)
        if value is None or (row.when is not None and test is None):
            found.append(None)
        elif row.when is None:
            found.append(core.Row("otherwise", None, value, otherwise=True, span=row.span, authority=by_right))
        else:
            found.append(core.Row(str(number), test, value, span=row.span, authority=by_right))
    one_otherwise([row for row in node.rows if row.when is None], scope)
    return choose("rows", found, scope, wanted, node, core.NO_AUTHORITY)


# ------------------------------------------------------------------------------------------------ conditions


def stated(node: tree.Condition, scope: Scope) -> Checked:
    """A condition: one expression, labelled limbs, or a disputed reading."""
    match node:
        case tree.Stated():
            return standing(condition(node.expression, scope), node.authority, scope)
        case tree.Group():
            return group(node, scope)
        case tree.ByReading():
            return _by_reading(node, scope, YES_NO)


def group(node: tree.Group, scope: Scope) -> Checked:
    """`all of`, `any of`, `none of` with labelled limbs."""
    limbs = [(limb.label, stated(limb.condition, scope)) for limb in node.limbs]
    by_right = authority(node.authority, scope)
    known = tuple(core.Limb(label, limb) for label, limb in limbs if limb is not None)
    return None if len(known) < len(limbs) else core.Limbs(node.word, known, span=node.span, authority=by_right)


def _fitting_group(node: tree.Group, scope: Scope, wanted: Type | None) -> Checked:
    """Limbs as the meaning of something that has a type, which must be yes or no."""
    limbs = group(node, scope)
    if limbs is None or wanted is None or wanted == YES_NO:
        return limbs
    scope.report(errors.value_wanted(in_words(wanted), node.span))
    return None


def _by_reading(node: tree.ByReading, scope: Scope, wanted: Type | None) -> Checked:
    """A disputed clause, with one branch for each option of its reading."""
    reading = named(scope, node.reading, "reading")
    by_right = authority(node.authority, scope)
    branches: dict[str, Checked] = {}
    for alternative in node.alternatives:
        branches.setdefault(alternative.option.text, _of_part(alternative.meaning, scope, wanted))
    if reading is None or not _every_option(node, reading, scope) or wanted is None:
        return None
    known = [(option, branches.get(option)) for option in scope.book.options[reading]]
    whole = tuple((option, branch) for option, branch in known if branch is not None)
    if len(whole) < len(known):
        return None
    return core.ByReading(reading, whole, wanted, span=node.span, authority=by_right)


def _of_part(node: tree.Amount | tree.Meaning, scope: Scope, wanted: Type | None) -> Checked:
    """What a row or an option of a reading gives: an amount on its line, or a whole meaning below it."""
    return amount(node, scope, wanted) if isinstance(node, tree.Amount) else meaning(node, scope, wanted)


def _every_option(node: tree.ByReading, reading: str, scope: Scope) -> bool:
    """Whether there is exactly one branch for each option."""
    names = [alternative.option for alternative in node.alternatives]
    return every_option(reading, names, node, scope)
