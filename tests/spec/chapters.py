"""Reads a chapter of the specification: Markdown in which rule text, facts and what must come out stand side by side.

A heading names what follows it.  Fenced blocks:
    policy            rule text; the blocks before the first `##` heading are the prelude of every section, and on a
                      page that accumulates each block is added to all that follows
    wrong             rule text of its own section alone, on a page that accumulates
    extension         the text of a book that extends the one of the section; those before the first `##` heading are
                      the prelude of every extension
    facts             one facts file (JSON)
    decide QUESTION [of MEMBER] [DAY] [NAME=OPTION]
                      what deciding it must give, a line each: `outcome: payable`, `value: RM5.00`, `NAME: RM5.00` (a
                      payment), `NAME of MEMBER: RM5.00`, `rest of NAME: RM0.01`, `missing: a, b` (or `nothing`),
                      `open: a`, `error: F203 at path`; the options choose other readings, the day is the one on which
                      payments are shown
    below QUESTION    the same, decided by the book that is extended, as it is alone
    check             codes that checking the rule text must give, a line each: `N102 at "the words"`; an empty block
                      means that nothing is wrong; `check warnings` looks for warnings too,
                      among others that may be there
    test              how the cases in the rule text go, a line each: `NAME: passed` or `NAME: failed`
"""

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

_HEADING = re.compile(r"^(#{1,4}) (.*)$")
_FENCE = re.compile(r"^```(.*)$")


@frozen
class Block:
    kind: str
    words: str
    text: str
    line: int


@frozen
class Section:
    """One section: its name, its rule text with the chapter's prelude, and its other blocks in order.

    extension: the text of a book that extends it, or "".
    """

    name: str
    policy: str
    blocks: tuple[Block, ...] = field(factory=tuple)
    extension: str = ""


def _blocks(text: str) -> Iterator[tuple[str, Block | None]]:
    heading, fence, start = "", "", 0
    kept: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if fence:
            if line == "```":
                kind, _, words = fence.partition(" ")
                yield heading, Block(kind, words.strip(), "\n".join(kept) + "\n" if kept else "", start)
                fence, kept = "", []
            else:
                kept.append(line)
        elif match := _FENCE.match(line):
            fence, start = match[1] or "text", number
        elif match := _HEADING.match(line):
            heading = match[2] if len(match[1]) > 1 else ""
            yield heading, None


def sections(path: Path, *, accumulate: bool = False) -> list[Section]:
    """The sections of a chapter that have something to run."""
    prelude, above = "", ""
    order: list[str] = []
    policies: dict[str, str] = {}
    extensions: dict[str, str] = {}
    others: dict[str, list[Block]] = {}
    for heading, block in _blocks(path.read_text(encoding="utf-8")):
        if heading and heading not in policies:
            order.append(heading)
            policies[heading], extensions[heading], others[heading] = prelude, "", []
        if block is None:
            continue
        if block.kind == "policy" and (accumulate or not heading):
            prelude += block.text
        if block.kind == "extension" and not heading:
            above += block.text
        elif block.kind == "extension":
            extensions[heading] = (extensions[heading] or above) + block.text
        elif block.kind in ("policy", "wrong") and heading:
            policies[heading] += block.text
        elif heading and block.kind in ("facts", "decide", "below", "check", "test"):
            others[heading].append(block)
    return [Section(name, policies[name], tuple(others[name]), extensions[name]) for name in order if others[name]]
