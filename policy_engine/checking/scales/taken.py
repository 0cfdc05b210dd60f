"""Which difference makes an amount less than nothing.

Invariant: what is given is a difference of two values neither of which is less than nothing by itself, where the
amount has one.
"""

from policy_engine.checking.scales.measure import NO_SCOPE, Measured, Taken
from policy_engine.model import core
from policy_engine.model.core import Expression
from policy_engine.model.walk import children


def taken_in(measured: Measured, amount: Expression) -> Taken | None:
    """The first difference, in the order of the text and through rules, that takes more than there is."""
    stack: list[Expression] = [amount]
    seen: set[str] = set()
    while stack:
        current = stack.pop()
        of = measured.quietly(current, NO_SCOPE)
        if of is None or of.low >= 0:
            continue
        taken = measured.taken.get(id(current))
        if taken is not None and taken.left.low >= 0:
            return taken
        stack.extend(reversed(_parts(measured, current, seen)))
    return None


def _parts(measured: Measured, expression: Expression, seen: set[str]) -> tuple[Expression, ...]:
    """What a value is made of: the parts of it, or what its rule says."""
    if not isinstance(expression, core.Use):
        return children(expression)
    rule = measured.model.rules.get(expression.rule)
    if rule is None or rule.key in seen:
        return ()
    seen.add(rule.key)
    return tuple(version.expression for version in rule.versions)
