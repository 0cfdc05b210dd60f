"""Writes docs/diagnostics.md from the words of the diagnostics: `python -m tests.house.diagnostics_page`."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from tests.house.repository import ROOT, diagnostics

PAGE = ROOT / "docs/diagnostics.md"
FAMILIES = {
    "A": "A: authority, sources and their items",
    "B": "B: files, before anything in them is read",
    "C": "C: cases that stand beside the rules",
    "D": "D: dates, versions and keys of figures",
    "E": "E: books that extend others",
    "F": "F: the facts of one case",
    "G": "G: gaps and overlaps",
    "L": "L: stores of recorded decisions",
    "N": "N: names and lines of declarations",
    "Q": "Q: questions put to a rule book",
    "R": "R: scales: what is paid is whole, nothing is divided by zero",
    "S": "S: how rules are written",
    "T": "T: types",
    "U": "U: units, ranges and rounding",
    "X": "X: the book as a whole",
}
_HEAD = """# Every diagnostic

A code is the same in English and Malay; its letter names the family. Under each code stand its title in both languages,
what is said, what to do, and an example that is wrong and one that is right. In `{braces}` stands what is taken from
your files.

This page is made from `policy_engine/texts` by `python -m tests.house.diagnostics_page`.
"""
_EXAMPLES = (
    ("rules", "policy", "With these rules"),
    ("wrong", "policy", "Wrong"),
    ("facts_wrong", "json", "Wrong facts"),
    ("right", "policy", "Right"),
    ("facts_right", "json", "Right facts"),
)


def page() -> str:
    """The page as it must stand in the repository."""
    codes = diagnostics("en").items()
    malay = diagnostics("ms")
    parts = [_HEAD]
    for letter, family in groupby(codes, key=lambda entry: entry[0][0]):
        parts.append(f"## {FAMILIES[letter]}\n")
        for code, words in family:
            parts += _entry(code, words, malay[code])
    return "\n".join(parts)


def _entry(code: str, words: Mapping[str, Any], malay: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {code} {words['title']}\n"
    yield f"*{malay['title']}*\n"
    yield f"{words['message'].strip()}\n"
    if words.get("hint"):
        yield f"Hint: {words['hint'].strip()}\n"
    for key, language, heading in _EXAMPLES:
        if words.get(key):
            yield f"{heading}:\n\n```{language if key not in ('wrong', 'right') or code[0] != 'B' else 'text'}"
            yield f"{_visible(words[key].strip())}\n```\n"


def _visible(text: str) -> str:
    """An example with the characters that do not show written as their numbers."""
    return "".join(each if each.isprintable() or each == "\n" else f"<U+{ord(each):04X}>" for each in text)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
