"""Conditions over a few axes: what is left of the tests of rows once each comparison is a question about one axis.

Sets of cells are whole numbers, a bit for each cell: the cells of one axis in an Atom, those of all axes together in
`cells_where`, where and, or and not are one operation each however many cells there are.
Invariant: a formula is decided (yes or no) exactly when the cells chosen so far decide it in every way in which strong
Kleene logic can see.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen


@frozen
class Constant:
    value: bool


@frozen
class Atom:
    """A question about one axis; `answers` has a bit for each cell of it where the answer is yes."""

    axis: int
    answers: int = 0


@frozen
class Not:
    part: "Formula"


@frozen
class And:
    parts: "tuple[Formula, ...]"


@frozen
class Or:
    parts: "tuple[Formula, ...]"


Formula = Constant | Atom | Not | And | Or

YES = Constant(True)
NO = Constant(False)

DAY = 0
"""The axis of the day for which everything is asked."""


def decided(formula: Formula, cells: Sequence[int | None]) -> bool | None:
    """Yes, no, or None where the cells chosen so far (by the number of the axis) leave it open."""
    match formula:
        case Constant():
            return formula.value
        case Atom():
            cell = cells[formula.axis]
            return None if cell is None else bool(formula.answers >> cell & 1)
        case Not():
            part = decided(formula.part, cells)
            return None if part is None else not part
        case And():
            return _first(formula.parts, cells, False)
        case Or():
            return _first(formula.parts, cells, True)


def axes_of(formula: Formula) -> Iterator[int]:
    """The axes that a formula asks about, some perhaps twice."""
    match formula:
        case Constant():
            pass
        case Atom():
            yield formula.axis
        case Not():
            yield from axes_of(formula.part)
        case And() | Or():
            for part in formula.parts:
                yield from axes_of(part)


@frozen
class Space:
    """All cells of some axes together, numbered with the first axis counting fastest.

    sizes: of each axis, by its number, how many cells it has.
    """

    sizes: dict[int, int]

    @property
    def count(self) -> int:
        product = 1
        for size in self.sizes.values():
            product *= size
        return product

    @property
    def every(self) -> int:
        return (1 << self.count) - 1

    def along(self, axis: int, answers: int) -> int:
        """The cells for which the cell of one axis is among these."""
        stride = 1
        for other, size in self.sizes.items():
            if other == axis:
                break
            stride *= size
        block = answers if stride == 1 else 0
        for cell in range(self.sizes[axis]) if stride > 1 else ():
            if answers >> cell & 1:
                block |= ((1 << stride) - 1) << (cell * stride)
        return _repeated(block, stride * self.sizes[axis], self.count)

    def cell(self, number: int) -> dict[int, int]:
        """The cell of each axis that a numbered cell consists of."""
        chosen: dict[int, int] = {}
        for axis, size in self.sizes.items():
            number, chosen[axis] = divmod(number, size)
        return chosen


def cells_where(formula: Formula, space: Space) -> int:
    """The cells for which a formula is yes; all of its axes are axes of the space."""
    match formula:
        case Constant():
            return space.every if formula.value else 0
        case Atom():
            return space.along(formula.axis, formula.answers)
        case Not():
            return space.every ^ cells_where(formula.part, space)
        case And():
            result = space.every
            for part in formula.parts:
                result &= cells_where(part, space)
            return result
        case Or():
            result = 0
            for part in formula.parts:
                result |= cells_where(part, space)
            return result


def _first(parts: tuple[Formula, ...], cells: Sequence[int | None], deciding: bool) -> bool | None:
    """The deciding value if some part has it, its contrary if all have that, else open."""
    result: bool | None = not deciding
    for part in parts:
        value = decided(part, cells)
        if value is deciding:
            return deciding
        if value is None:
            result = None
    return result


def _repeated(block: int, width: int, length: int) -> int:
    """A block of bits of some width, repeated until the length is full."""
    while width < length:
        block |= block << width
        width *= 2
    return block & ((1 << length) - 1)
