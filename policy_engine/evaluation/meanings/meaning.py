"""What an expression means, prepared once for a book: a function from a case to a Step.

All that depends on the book alone (operators, declarations, versions, types) is looked up when the meaning is prepared;
what is left for each case is the work on its facts.
Invariant: a meaning holds nothing of any case, so that many threads may ask it at once.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import define, field

from policy_engine.evaluation.step import Step
from policy_engine.model import core
from policy_engine.model.rulebook import Model

if TYPE_CHECKING:
    from policy_engine.evaluation.work import Called, Evaluation, Frame

Meaning = Callable[["Evaluation", "Frame"], Step]
"""The Step of an expression, for the work on a question and the place where the expression is asked."""

Preparation = Callable[["Meanings", Any, int], Meaning]
"""The meaning of the expressions of one class; the number is how deep they stand in their declaration."""


@define(eq=False)
class Meanings:
    """The meanings of the expressions of one book, each prepared when it is first asked.

    known: of the expressions that stand directly in a declaration, by identity; each is held, so that no other can get
    its identity.  calls: of rules and other things that are worked out once for arguments and day, by what they are.
    """

    model: Model
    preparations: Mapping[type, Preparation]
    known: dict[int, tuple[core.Expression, Meaning]] = field(factory=dict, init=False)
    calls: "dict[tuple[str, ...], Called]" = field(factory=dict, init=False)

    def of(self, expression: core.Expression) -> Meaning:
        """The meaning of an expression that stands directly in a declaration."""
        found = self.known.get(id(expression))
        if found is None:
            found = self.known.setdefault(id(expression), (expression, self.inside(expression, 0)))
        return found[1]

    def inside(self, expression: core.Expression, depth: int) -> Meaning:
        """The meaning of an expression that stands inside another."""
        return self.preparations[type(expression)](self, expression, depth)

    def call(self, *key: str, prepare: "Callable[[], Called]") -> "Called":
        """The one function of a rule, a benefit or an `ask when`."""
        found = self.calls.get(key)
        return self.calls.setdefault(key, prepare()) if found is None else found
