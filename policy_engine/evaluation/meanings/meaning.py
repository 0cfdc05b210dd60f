"""What an expression means, prepared once for a book: a function from a case to a Step.

All that depends on the book alone (operators, declarations, versions, types) is looked up when the meaning is prepared;
what is left for each case is the work on its facts.  Where the same stands in an expression twice, such as `the day` or
an age, it is prepared once, and has one Step with two users.
Invariant: a meaning holds nothing of any case, so that many threads may ask it at once.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import define, field

from policy_engine.evaluation.step import Step
from policy_engine.model import core
from policy_engine.model.core import NO_AUTHORITY
from policy_engine.model.rulebook import Model
from policy_engine.model.walk import within

if TYPE_CHECKING:
    from policy_engine.evaluation.work import Called, Evaluation, Frame

Meaning = Callable[["Evaluation", "Frame"], Step]
"""The Step of an expression, for the work on a question and the place where the expression is asked."""

Preparation = Callable[["Preparing", Any, int], Meaning]
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
    calls: "dict[tuple[object, ...], Called]" = field(factory=dict, init=False)

    def of(self, expression: core.Expression) -> Meaning:
        """The meaning of an expression that stands directly in a declaration."""
        found = self.known.get(id(expression))
        if found is None:
            meaning = Preparing(self, _repeated(expression)).itself(expression, 0)
            found = self.known.setdefault(id(expression), (expression, meaning))
        return found[1]

    def call(self, *key: object, prepare: "Callable[[], Called]") -> "Called":
        """The one function of a rule, a benefit or an `ask when`."""
        found = self.calls.get(key)
        return self.calls.setdefault(key, prepare()) if found is None else found


@define(eq=False)
class Preparing:
    """The preparation of one expression that stands directly in a declaration.

    repeated: what stands in it more than once; its meaning, once that is prepared.
    """

    meanings: Meanings
    repeated: dict[core.Expression, Meaning | None]

    @property
    def model(self) -> Model:
        """The book."""
        return self.meanings.model

    def inside(self, expression: core.Expression, depth: int) -> Meaning:
        """The meaning of an expression that stands inside another."""
        if not is_plain(expression) or expression not in self.repeated:
            return self.itself(expression, depth)
        meaning = self.repeated[expression]
        if meaning is None:
            meaning = self.repeated[expression] = _once(id(expression), self.itself(expression, depth))
        return meaning

    def itself(self, expression: core.Expression, depth: int) -> Meaning:
        """The meaning of an expression that is found again by its identity: a row, a branch, a whole line."""
        return self.meanings.preparations[type(expression)](self, expression, depth)


def is_plain(expression: core.Expression) -> bool:
    """Whether only its value is ever told: it has no authority, and no fraction, which is told as it is written."""
    if not isinstance(expression, core.Operation | core.FieldValue | core.Variable | core.TheDay):
        return False
    return all(_is_plain_part(part) for part in within(expression))


def _is_plain_part(part: core.Expression) -> bool:
    if part.authority != NO_AUTHORITY:
        return False
    if isinstance(part, core.Literal):
        return not isinstance(part.value, Fraction)
    return isinstance(part, core.Operation | core.FactValue | core.FieldValue | core.Variable | core.TheDay)


def _repeated(expression: core.Expression) -> dict[core.Expression, Meaning | None]:
    times = Counter(part for part in within(expression) if is_plain(part))
    return {part: None for part, count in times.items() if count > 1}


def _once(key: int, meaning: Meaning) -> Meaning:
    """The meaning, asked once in one place."""

    def once(work: "Evaluation", frame: "Frame") -> Step:
        step = frame.seen.get(key)
        if step is None:
            step = frame.seen[key] = meaning(work, frame)
        return step

    return once
