"""The grammar as tables: what to do in each state, and how the parts of each rule come to the builder.

Invariant: tables say nothing that the grammar does not say.  Kept ones carry the digest of their grammar and are of use
for no other.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from attrs import frozen

from policy_engine.syntax.reading.scan import Vocabulary, vocabulary

Kept = dict[str, Any]
"""Tables as JSON; syntax/make_tables.py writes them, `read_tables` reads them."""

Reduce = Callable[[list[Any]], Any]

FIRST = 0
"""The state in which every declaration begins."""


@frozen(eq=False)
class Shape:
    """How a rule is built: by which method, of which parts.

    parts: the position of each part, whether it stands for several, and how many were left out before it; None where
    all are taken as they stand.  behind: how many were left out behind the last.  is_single: a rule of one part stands
    for that part.
    """

    origin: str
    method: str
    size: int
    parts: tuple[tuple[int, bool, int], ...] | None
    behind: int
    is_single: bool


@frozen(eq=False)
class Tables:
    """The grammar, made ready.

    `actions[state]` says for a terminal or a rule what to do: a state to go to, or, as the complement `~r`, the rule r
    that is complete.  Rule r takes `sizes[r]` parts and makes an `origins[r]`; `plain[r]` are the rules that only pass
    on their one part.
    """

    actions: tuple[Mapping[str, int], ...]
    shapes: tuple[Shape, ...]
    sizes: tuple[int, ...]
    origins: tuple[str, ...]
    plain: tuple[bool, ...]
    end: int
    vocabulary: Vocabulary


class Several:
    """What a repeated part comes to, such as `limb*`: a list that grows.

    The lists of several moments share their beginning.  Going back after an error must not see what was added later,
    so a list remembers how long it was.
    """

    __slots__ = ("_length", "_parts")

    def __init__(self, parts: list[Any]) -> None:
        self._parts = parts
        self._length = len(parts)

    @property
    def children(self) -> list[Any]:
        return self._parts if len(self._parts) == self._length else self._parts[: self._length]


def digest(grammar: bytes) -> str:
    """By what tables know their grammar."""
    return sha256(grammar).hexdigest()


def read_tables(kept: Kept) -> Tables:
    """The tables of what make_tables returned."""
    names = kept["names"]
    shapes = tuple(_shape(*row) for row in kept["rules"])
    return Tables(
        tuple(dict(zip([names[name] for name in row[::2]], row[1::2], strict=True)) for row in kept["actions"]),
        shapes,
        tuple(shape.size for shape in shapes),
        tuple(shape.origin for shape in shapes),
        tuple(shape.is_single and shape.size == 1 and shape.parts is None for shape in shapes),
        kept["end"],
        vocabulary(kept["strings"], [(name, pattern) for name, pattern in kept["patterns"]]),
    )


def reduces(tables: Tables, builder: object) -> list[Reduce]:
    """What makes a rule of its parts, for each rule: the method of the builder, or several parts in a row."""
    return [_reduce(shape, getattr(builder, shape.method, Several)) for shape in tables.shapes]


def _shape(
    origin: str, method: str, size: int, parts: list[tuple[int, int, int]] | None, behind: int, single: int
) -> Shape:
    taken = None if parts is None else tuple((position, bool(several), before) for position, several, before in parts)
    return Shape(origin, method, size, taken, behind, bool(single))


def _reduce(shape: Shape, build: Reduce) -> Reduce:
    made = _single(build) if shape.is_single else build
    if shape.parts is None and not shape.behind:
        return made
    return _with_parts(shape.parts or (), shape.behind, made)


def _single(build: Reduce) -> Reduce:
    return lambda parts: parts[0] if len(parts) == 1 else build(parts)


def _with_parts(taken: tuple[tuple[int, bool, int], ...], behind: int, build: Reduce) -> Reduce:
    """The builder with its parts in a row: several as several, None for each that was left out."""
    tail = [None] * behind

    def reduce(parts: list[Any]) -> object:
        found: list[Any] = []
        for position, is_several, before in taken:
            if before:
                found += [None] * before
            if not is_several:
                found.append(parts[position])
            elif found:
                found += parts[position].children
            else:  # the list that grows
                found = parts[position].children
        return build(found + tail if tail else found)

    return reduce
