"""Which of the things in one row are which in another: limbs, rows of a table, bands.

Invariant: each thing of either row comes in exactly one pair; the pairs stand in the order of the new row, and what
is gone comes behind them.
"""

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher

from attrs import frozen


@frozen
class Item:
    """says: what is equal where the things are; label: what people call it, "" where it has no name."""

    says: Hashable
    label: str = ""


AtBoth = tuple[int | None, int | None]
"""Positions in the old and in the new row."""


def align(old: Sequence[Item], new: Sequence[Item]) -> tuple[AtBoth, ...]:
    """Equal ones first, in their order and then wherever they stand; then those of one label; then as many as are left
    on both sides."""
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, [each.says for each in old], [each.says for each in new], autojunk=False)
    for block in matcher.get_matching_blocks():
        found |= {block.b + offset: block.a + offset for offset in range(block.size)}
    _match(found, old, new, lambda one, other: one.says == other.says)
    _match(found, old, new, lambda one, other: bool(one.label) and one.label == other.label)
    taken = set(found.values())
    left = [position for position in range(len(old)) if position not in taken]
    waiting = [position for position in range(len(new)) if position not in found]
    if len(left) == len(waiting):
        found |= dict(zip(waiting, left, strict=True))
        left = []
    return (*((found.get(position), position) for position in range(len(new))), *((each, None) for each in left))


def _match(
    found: dict[int, int], old: Sequence[Item], new: Sequence[Item], is_same: Callable[[Item, Item], bool]
) -> None:
    """Of what is left, the first that is the same."""
    taken = set(found.values())
    left = {position: None for position in range(len(old)) if position not in taken}
    for position, item in enumerate(new):
        if position not in found:
            same = next((each for each in left if is_same(old[each], item)), None)
            if same is not None:
                found[position] = same
                del left[same]
