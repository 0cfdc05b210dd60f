"""What a misspelt name may have meant.

Invariant: the same name among the same candidates, in whatever order, gives the same answer.
"""

from collections.abc import Iterable
from difflib import get_close_matches


def near(name: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Up to three names that somebody who wrote `name` may have meant, the likeliest first."""
    return tuple(get_close_matches(name, sorted(set(candidates)), 3, 0.65))
