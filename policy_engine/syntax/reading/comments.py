"""Comments, kept beside the lines they stand at.

Invariant: nothing is ever lost. A comment above a line, or behind one of its words, belongs to the node that the line
begins; where no node begins, it belongs to the declaration.
"""

from collections.abc import Iterable
from typing import TypeVar

from attrs import evolve

from policy_engine.syntax.tree import Line

_LineType = TypeVar("_LineType", bound=Line)

NO_COMMENTS: tuple[tuple[str, ...], str] = ((), "")


class Comments:
    """The comments of one declaration, by the place where their line begins."""

    __slots__ = ("_found", "_given")

    def __init__(self) -> None:
        self._found: dict[int, tuple[tuple[str, ...], str]] = {}
        self._given: set[int] = set()

    def put(self, start: int, above: Iterable[str], remark: str) -> None:
        """Comment lines above the line that begins at `start`, and the comment behind its last word."""
        self._found[start] = (tuple(above), remark)

    def of(self, start: int) -> tuple[tuple[str, ...], str]:
        """The comments of the node that begins at `start`."""
        if start not in self._found:
            return NO_COMMENTS
        self._given.add(start)
        return self._found[start]

    def attach_rest(self, declaration: _LineType) -> _LineType:
        """The declaration with the comments of its lines that are no nodes."""
        rest: list[str] = []
        for start in sorted(self._found):
            if start not in self._given:
                above, remark = self._found[start]
                rest += [*above, *([remark] if remark else [])]
        return evolve(declaration, comments=(*declaration.comments, *rest)) if rest else declaration
