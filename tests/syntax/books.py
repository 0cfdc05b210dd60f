"""Rule text to read in tests: the blocks of the reference page, and the rule books of the repository."""

import re
from pathlib import Path

from policy_engine.source.text import Source
from policy_engine.syntax.declarations import File, Parsed
from policy_engine.syntax.parse import parse

ROOT = Path(__file__).parents[2]

_REFERENCE = (ROOT / "docs/language/reference.md").read_text(encoding="utf-8")

REFERENCE_BLOCKS: tuple[str, ...] = tuple(re.findall(r"```policy\n(.*?)```", _REFERENCE, re.DOTALL))
"""The examples of the reference page, which together are one rule book."""

REFERENCE = "".join(REFERENCE_BLOCKS)

RULE_FILES = tuple(sorted([*ROOT.glob("rules/**/*.policy"), *ROOT.glob("tests/laws/**/*.policy")]))


def read(text: str) -> Parsed:
    return parse(Source("book.policy", text))


def codes(text: str) -> list[str]:
    """The codes of everything that is wrong with the text, in order."""
    return [problem.code for problem in read(text).diagnostics]


def tree_of(text: str) -> File:
    """The tree of a text in which nothing is wrong."""
    parsed = read(text)
    assert [(problem.code, problem.span.line) for problem in parsed.diagnostics] == []
    return parsed.file


def places(text: str) -> list[tuple[str, int]]:
    """The codes of everything that is wrong, with their lines."""
    return [(problem.code, problem.span.line) for problem in read(text).diagnostics]
