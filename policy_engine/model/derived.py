"""What a pass works out once for a whole rule book.

Invariant: it depends on the book alone, and lives as long as the book; no case and no answer is ever kept here.
"""

from collections.abc import Callable
from typing import TypeVar

from policy_engine.model.rulebook import Model

T = TypeVar("T")


def derived(model: Model, work_out: Callable[[Model], T]) -> T:
    """What `work_out` makes of the book: made when it is first asked for, then kept with the book.

    Where two threads ask at once both may work it out, and both get the same.
    """
    if work_out not in model.derived:
        model.derived.setdefault(work_out, work_out(model))
    found: T = model.derived[work_out]
    return found
