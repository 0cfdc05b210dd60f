"""The Merkle tree over the leaves of a store, after RFC 6962.

A tree of n leaves is made of complete subtrees; `Lookup` gives the hash of one by its level (0 is a leaf) and its
position from the left, so that a proof in a tree of ten million leaves needs a few hundred look-ups and no more.
Invariant: nothing here knows what a leaf says or where hashes are kept.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence

Lookup = Callable[[int, int], bytes]

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grown(lookup: Lookup, size: int, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The complete subtrees that a leaf with this hash completes in a tree of `size` leaves: level, position, hash."""
    level, position, found = 0, size, leaf
    yield level, position, found
    while position % 2:
        found = node_hash(lookup(level, position - 1), found)
        level, position = level + 1, position // 2
        yield level, position, found


def root(lookup: Lookup, size: int) -> bytes:
    """The hash of the tree of the first `size` leaves."""
    return _stretch(lookup, 0, size) if size else EMPTY


def inclusion(lookup: Lookup, position: int, size: int) -> tuple[bytes, ...]:
    """The proof that a leaf stands at a position of the tree of the first `size` leaves (RFC 6962, 2.1.1)."""
    start, stop = 0, size
    found: list[bytes] = []
    while stop - start > 1:
        middle = start + _half(stop - start)
        if position < middle:
            found.append(_stretch(lookup, middle, stop))
            stop = middle
        else:
            found.append(_stretch(lookup, start, middle))
            start = middle
    return tuple(reversed(found))


def consistency(lookup: Lookup, earlier: int, size: int) -> tuple[bytes, ...]:
    """The proof that the tree of the first `earlier` leaves is the beginning of that of `size` (RFC 6962, 2.1.2)."""
    if not 0 < earlier < size:
        return ()
    start, stop, is_whole = 0, size, True
    found: list[bytes] = []
    while earlier != stop:
        middle = start + _half(stop - start)
        if earlier <= middle:
            found.append(_stretch(lookup, middle, stop))
            stop = middle
        else:
            found.append(_stretch(lookup, start, middle))
            start, is_whole = middle, False
    return tuple(reversed(found if is_whole else [*found, _stretch(lookup, start, stop)]))


def is_included(leaf: bytes, position: int, size: int, proof: Sequence[bytes], claimed: bytes) -> bool:
    """Whether the proof leads from the hash of a leaf to the claimed root (RFC 9162, 2.1.3.2)."""
    if not 0 <= position < size:
        return False
    here, last, found = position, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if here % 2 or here == last:
            found = node_hash(each, found)
            while not here % 2 and here:
                here, last = here // 2, last // 2
        else:
            found = node_hash(found, each)
        here, last = here // 2, last // 2
    return last == 0 and found == claimed


def is_consistent(earlier: int, size: int, old: bytes, new: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof leads from the root of the earlier tree to that of the later one (RFC 9162, 2.1.4.2)."""
    if earlier == size:
        return not proof and old == new
    if not 0 < earlier < size:
        return earlier == 0 and not proof and old == EMPTY
    path = [old, *proof] if earlier & (earlier - 1) == 0 else [*proof]
    if not path:
        return False
    here, last = earlier - 1, size - 1
    while here % 2:
        here, last = here // 2, last // 2
    before = after = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if here % 2 or here == last:
            before, after = node_hash(each, before), node_hash(each, after)
            while not here % 2 and here:
                here, last = here // 2, last // 2
        else:
            after = node_hash(after, each)
        here, last = here // 2, last // 2
    return last == 0 and before == old and after == new


def _half(size: int) -> int:
    """The largest power of two below a size above one."""
    half: int = 1 << ((size - 1).bit_length() - 1)
    return half


def _stretch(lookup: Lookup, start: int, stop: int) -> bytes:
    """The hash of the leaves from `start` up to `stop`, where `start` is what a larger tree was divided at."""
    size = stop - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return lookup(level, start >> level)
    middle = start + _half(size)
    return node_hash(_stretch(lookup, start, middle), _stretch(lookup, middle, stop))
