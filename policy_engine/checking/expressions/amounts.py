"""An amount: an expression with its limits and its rounding.

Invariant: an amount has the type that its place wants, or is None, which has been said.
"""

from policy_engine.checking.expressions.authorities import standing
from policy_engine.checking.expressions.expressions import expression, modified
from policy_engine.checking.expressions.fitting import Checked, fitted
from policy_engine.checking.scope import BROKEN, Scope
from policy_engine.model.types import Type
from policy_engine.syntax import tree


def amount(node: tree.Amount, scope: Scope, wanted: Type | None) -> Checked:
    """An expression with its limits and its rounding, each standing by the authority of its line."""
    value = standing(expression(node.expression, scope, wanted or BROKEN), node.authority, scope)
    for modifier in node.modifiers:
        value = standing(modified(value, (modifier,), scope), modifier.authority, scope)
    return fitted(value, wanted, scope)


def of_line(node: tree.Amount, written: tree.Authority, scope: Scope, wanted: Type | None) -> Checked:
    """The amount of a line that has an authority of its own behind it."""
    return standing(amount(node, scope, wanted), written, scope)
