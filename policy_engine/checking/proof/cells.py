"""The cells that no row decides, or that two rows decide differently, and for each of them one case that can be.

Invariant: every cell that the premises allow is looked at, or nothing is claimed; what is reported is one whole case.
"""

from collections.abc import Callable, Sequence

from attrs import field, frozen

from policy_engine.checking.proof.axes import Axis
from policy_engine.checking.proof.formula import Formula, Space, axes_of, cells_where
from policy_engine.checking.proof.possible import Case, possible

_MOST_CELLS = 1 << 20
_MOST_BITS = 1 << 27  # the cells of all rows together: 16 megabytes
_MOST_TRIES = 200
_MOST_PAIRS = 1_000


@frozen
class Row:
    """A row as the search sees it; its test is None where it always holds.

    beaten_by: the rows that override it.  value: rows with the same number surely have the same value.
    """

    test: Formula | None
    otherwise: bool = False
    beaten_by: tuple[int, ...] = ()
    value: int = 0


@frozen
class Found:
    """A case that is not decided once: by no row (`rows` is empty) or by two, and the axes on which that depends."""

    rows: tuple[int, ...]
    axes: tuple[int, ...]
    case: Case


@frozen
class Searched:
    """What was found, and the rows that decide no case at all.

    complete: whether every cell was looked at; where it is no, nothing is claimed of those that were not.
    """

    found: tuple[Found, ...] = ()
    idle: tuple[int, ...] = ()
    complete: bool = True


def cells(
    axes: Sequence[Axis], rows: Sequence[Row], premises: Sequence[Formula], is_sure: Callable[[Found], bool]
) -> Searched:
    """Looks at every cell that the premises allow; a case that is surely possible goes before one that is not."""
    asked = dict.fromkeys(axis for row in rows if row.test is not None for axis in axes_of(row.test))
    space = Space({axis: len(axes[axis].cells) for axis in asked})
    if space.count == 0:
        return Searched()
    if space.count > _MOST_CELLS or space.count * len(rows) > _MOST_BITS:
        return Searched(complete=False)
    search = _Search(axes, rows, premises, is_sure, space)
    stands = search.stands()
    nothing = space.every
    for each in stands:
        nothing &= space.every ^ each
    found = [search.found((), nothing)]
    found += [search.found(pair, stands[pair[0]] & stands[pair[1]]) for pair in _overlaps(rows, stands)]
    idle = tuple(place for place, each in enumerate(stands) if not search.can_be(each))
    all_idle = len(idle) == len(rows)
    return Searched(tuple(each for each in found if each is not None), () if all_idle else idle, not search.given_up)


def _overlaps(rows: Sequence[Row], stands: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of rows with different values that stand together in some cell."""
    pairs: list[tuple[int, int]] = []
    before = 0
    for second, cells_of in enumerate(stands):
        if before & cells_of:
            pairs.extend(
                (first, second)
                for first in range(second)
                if rows[first].value != rows[second].value and stands[first] & cells_of
            )
        before |= cells_of
        if len(pairs) > _MOST_PAIRS:
            break
    return pairs


@frozen
class _Search:
    axes: Sequence[Axis]
    rows: Sequence[Row]
    premises: Sequence[Formula]
    is_sure: Callable[[Found], bool]
    space: Space
    given_up: list[int] = field(factory=list)

    def stands(self) -> list[int]:
        """Where each row stands: its own condition holds and nothing that overrides it applies."""
        own = [0 if row.otherwise else self._where(row.test) for row in self.rows]
        others = 0
        for each in own:
            others |= each
        own = [self.space.every ^ others if row.otherwise else each for row, each in zip(self.rows, own, strict=True)]
        applies = list(own)
        for _ in self.rows if any(row.beaten_by for row in self.rows) else ():
            # An exception of an exception makes its general provision apply too; each round goes one step further.
            for place, row in enumerate(self.rows):
                for by in row.beaten_by:
                    applies[place] |= applies[by]
        stands = list(own)
        for place, row in enumerate(self.rows):
            for by in row.beaten_by:
                stands[place] &= self.space.every ^ applies[by]
        return stands

    def _where(self, test: Formula | None) -> int:
        return self.space.every if test is None else cells_where(test, self.space)

    def found(self, rows: tuple[int, ...], where: int) -> Found | None:
        """A case in these cells, a surely possible one if there is one; None where they cannot be."""
        best: Found | None = None
        left = where & self._allowed()
        for _ in range(_MOST_TRIES):
            if not left:
                return best
            chosen, box = self._box(left, where)
            left &= self.space.every ^ box
            case = possible(self.axes, self.premises, chosen)
            if case is not None:
                made = Found(rows, tuple(axis for axis, cell in enumerate(chosen) if cell is not None), case)
                if self.is_sure(made):
                    return made
                best = best or made
        if best is None:
            self.given_up.append(where)
        return best

    def can_be(self, where: int) -> bool:
        """Whether some case lies in these cells, as far as can be told."""
        left = where & self._allowed()
        for _ in range(_MOST_TRIES):
            if not left:
                return False
            chosen, box = self._box(left, where)
            if possible(self.axes, self.premises, chosen) is not None:
                return True
            left &= self.space.every ^ box
        return True

    def _allowed(self) -> int:
        """The cells that every premise about these axes alone allows."""
        allowed = self.space.every
        for premise in self.premises:
            if all(axis in self.space.sizes for axis in axes_of(premise)):
                allowed &= cells_where(premise, self.space)
        return allowed

    def _box(self, left: int, where: int) -> tuple[list[int | None], int]:
        """The first cell that is left, without the axes that do not matter, and all cells that are then the same."""
        cell = self.space.cell((left & -left).bit_length() - 1)
        along = {axis: self.space.along(axis, 1 << number) for axis, number in cell.items()}
        for axis in tuple(along):
            without = self._together(along, axis)
            if without & where == without:
                del along[axis]
        chosen = [cell[axis] if axis in along else None for axis in range(len(self.axes))]
        return chosen, self._together(along)

    def _together(self, along: dict[int, int], but: int | None = None) -> int:
        box = self.space.every
        for axis, where in along.items():
            if axis != but:
                box &= where
        return box
