"""That the head of the book says by which convention of the calendar it reckons.

Invariant: where two laws could differ (someone born on 29 February, the 31st plus a month, the clock by which a moment
falls on a day) nothing is taken for granted: a book that reckons so names its convention, or that of a book it extends.
"""

from itertools import chain

from policy_engine.checking import errors
from policy_engine.model import core
from policy_engine.model.rulebook import Model
from policy_engine.model.walk import every_expression, within
from policy_engine.source.diagnostic import Diagnostic

_LINES = {
    "leap birthday on": "`leap birthday on 1 March` or `leap birthday on 28 February`",
    "month end": "`month end back` or `month end forward`",
    "moments at": "`moments at +08:00`",
}
_NEEDED = {
    "age": "leap birthday on", "date when": "leap birthday on", "date plus months": "month end",
    "date minus months": "month end", "date of moment": "moments at",
}  # fmt: skip
"""The line of the head that settles what an operator comes to."""


def conventions(model: Model) -> tuple[Diagnostic, ...]:
    """The first place of each convention that is used and not said."""
    found: dict[str, Diagnostic] = {}
    for inside in chain.from_iterable(map(within, every_expression(model))):
        line = _NEEDED.get(inside.operator) if isinstance(inside, core.Operation) else None
        if line is not None and line not in model.settings.said and line not in found:
            found[line] = errors.convention_missing(_LINES[line], inside.span)
    return tuple(found.values())
