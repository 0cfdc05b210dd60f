"""Conditions over a few axes: what is left of the tests of rows once each comparison is a question about one axis.

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
    """A question about one axis, with the answer for each of its cells."""

    axis: int
    answers: tuple[bool, ...] = ()


@frozen
class Not:
    part: "Formula"


@frozen
class And:
    parts: "tuple[Formula, ...]"


@frozen
class Or:
    parts: "tuple[Formula, ...]"


@frozen
class Same:
    """Both or neither."""

    left: "Formula"
    right: "Formula"


Formula = Constant | Atom | Not | And | Or | Same

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
            return None if cell is None else formula.answers[cell]
        case Not():
            part = decided(formula.part, cells)
            return None if part is None else not part
        case And():
            return _first(formula.parts, cells, False)
        case Or():
            return _first(formula.parts, cells, True)
        case Same():
            left, right = decided(formula.left, cells), decided(formula.right, cells)
            return None if left is None or right is None else left is right


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
        case Same():
            yield from axes_of(formula.left)
            yield from axes_of(formula.right)


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
