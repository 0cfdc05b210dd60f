"""The text of a rule file and places in it.

Invariant: nothing here reads a file; a Source is made from text that somebody else has read.
"""

import re
from bisect import bisect_right

from attrs import field, frozen

from policy_engine.source.arguments import must_be

_LINE_END = re.compile("\n")


def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in _LINE_END.finditer(text)))


@frozen
class Source:
    """One rule file: its name as the officer knows it, and its text."""

    name: str
    text: str = field(repr=False)
    line_starts: tuple[int, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        must_be(str, self.name, "Source", "name", "the name of a file as text")
        must_be(str, self.text, "Source", "text", "the text of a rule file")
        object.__setattr__(self, "line_starts", _line_starts(self.text))

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """The text of a line counted from 1, without its end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] - 1 if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r")


@frozen
class Span:
    """A stretch of a source: from `start` up to, not including, `end`."""

    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        return self.source.line_and_column(self.start)[0]

    def to(self, other: "Span") -> "Span":
        """The stretch from the beginning of this one to the end of the other."""
        return Span(self.source, self.start, other.end)


NOWHERE = Span(Source("", ""), 0, 0)
