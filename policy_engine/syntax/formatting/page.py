"""The page that the formatter writes: lines, indentation, comments, and where a long line is folded.

Invariant: a line is folded only at a break, and a break stands only where the grammar reads the next row as going on.
"""

import re

from policy_engine.syntax.tree import NO_AUTHORITY, Authority, Line, Words

WIDTH = 110
"""Columns of a row; a row without a break may be longer."""
LEVEL = 2
"""Blanks of a level of indentation."""
CONTINUED = 3
"""Blanks by which a continued row is deeper than its line."""

BREAK = "\v"
"""A blank at which a line may be folded."""
WIDE_BREAK = "\f"
"""Two blanks at which a line may be folded."""
COMMA = "," + BREAK
_NEW_ROW = "\n"
"""A break at which a line is always folded: `cites` runs to the end of its row."""


class Page:
    """The rows written so far."""

    def __init__(self) -> None:
        self.rows: list[str] = []

    def line(self, indent: int, text: str, node: Line | None = None, *continued: str) -> None:
        """One line with its comments; `continued` are parts of it that stand on rows of their own."""
        if node is not None:
            self.comments(indent, node.comments)
        self.rows += _folded(indent, text)
        for part in continued:
            self.rows += _folded(indent + CONTINUED, part)
        if node is not None and node.remark:
            self.rows[-1] += f"  -- {node.remark}"

    def comments(self, indent: int, comments: tuple[str, ...]) -> None:
        self.rows += [f"{' ' * indent}-- {comment}".rstrip() for comment in comments]


def flat(text: str) -> str:
    """The text on one row."""
    return text.replace(BREAK, " ").replace(WIDE_BREAK, "  ")


def words(said: Words) -> str:
    """`en "..."  ms "..."`"""
    parts = (("en", said.en), ("ms", said.ms))
    return WIDE_BREAK.join(f'{language} "{text}"' for language, text in parts if text)


def with_authority(text: str, authority: Authority) -> str:
    """The text and, two blanks after it, its authority."""
    if authority == NO_AUTHORITY:
        return text
    return WIDE_BREAK.join([text, *_cited(authority), *_assumed(authority)])


def cited(authority: Authority) -> str:
    """`cites leaflet L-1, L-2; other X-4`"""
    return "cites " + "; ".join(
        f"{citation.source.text} {', '.join(item.text for item in citation.items)}" for citation in authority.citations
    )


def _cited(authority: Authority) -> list[str]:
    """What is cited; where it is too much for a row, one `cites` a row, which are read as one again."""
    if not authority.citations:
        return []
    whole = cited(authority)
    if len(whole) <= WIDTH // 2:
        return [whole]
    rows: list[str] = []
    for citation in authority.citations:
        first, *others = (item.text for item in citation.items)
        rows.append(f"cites {citation.source.text} {first}")
        for item in others:
            if len(rows[-1]) + len(item) > WIDTH // 2:
                rows.append(f"cites {citation.source.text} {item}")
            else:
                rows[-1] += f", {item}"
    return [_NEW_ROW.join(rows)]


def _assumed(authority: Authority) -> list[str]:
    if not authority.assumptions:
        return []
    return ["assumes " + COMMA.join(name.text for name in authority.assumptions)]


def _folded(indent: int, text: str) -> list[str]:
    """The rows of a line: one where it fits, else as much on each as fits."""
    one = " " * indent + flat(text)
    if len(one) <= WIDTH and _NEW_ROW not in text:
        return [one]
    (first, blanks), *others = _pieces(text)
    rows = [" " * indent + first]
    for piece, following in others:
        if blanks == _NEW_ROW or len(rows[-1]) + len(blanks) + len(piece) > WIDTH:
            rows.append(" " * (indent + CONTINUED) + piece)
        else:
            rows[-1] += blanks + piece
        blanks = following
    return rows


def _pieces(text: str) -> list[tuple[str, str]]:
    """The parts of a text that cannot be broken, each with the blanks of the break after it."""
    parts = re.split(f"([{BREAK}{WIDE_BREAK}{_NEW_ROW}])", text)
    blanks = [{BREAK: " ", WIDE_BREAK: "  ", _NEW_ROW: _NEW_ROW}[mark] for mark in parts[1::2]]
    return list(zip(parts[::2], [*blanks, ""], strict=True))
