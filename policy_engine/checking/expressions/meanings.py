"""What a rule or a payment means, tree to core.

Invariant: a meaning has the type that its declaration states, or is None, which has been said.
"""

from policy_engine.checking.expressions.amounts import amount
from policy_engine.checking.expressions.choices import bands, clauses, rows
from policy_engine.checking.expressions.conditions import by_reading, fitting_group
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.expressions.tables import table
from policy_engine.checking.scope import Scope
from policy_engine.model.types import Type
from policy_engine.syntax import tree


def meaning(node: tree.Meaning, scope: Scope, wanted: Type | None) -> Checked:
    """What stands deeper than a rule or a payment."""
    match node:
        case tree.Is():
            return amount(node.amount, scope, wanted)
        case tree.Rows():
            return rows(node, scope, wanted)
        case tree.Group():
            return fitting_group(node, scope, wanted)
        case tree.Table():
            return table(node, scope, wanted)
        case tree.Bands():
            return bands(node, scope, wanted)
        case tree.Clauses():
            return clauses(node, scope, wanted)
        case tree.ByReading():
            return by_reading(node, scope, wanted)
