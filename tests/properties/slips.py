"""Slips of the pen in rule text: lines and words left out, doubled, moved, cut, changed for others and put in."""

import re
from random import Random

from tests.syntax.books import REFERENCE, RULE_FILES

WORD = re.compile(r'"[^"\n]*"|[A-Za-z_][A-Za-z0-9_]*|[0-9][0-9,.:%/-]*|[^\s\w]')
WORDS = tuple(dict.fromkeys(word for path in RULE_FILES for word in WORD.findall(path.read_text(encoding="utf-8"))))
"""Every word, number, text and mark of the rule files of the repository, in order."""

LANGUAGE = tuple(dict.fromkeys(WORD.findall(REFERENCE)))
ODD = ("\t", "\r", "\x00", "\ufeff", "\u202e", "\u00a0", "\u0430", "\u0663", "\ud800", '"', "(", "-- ", "\n", "\n  ")


def with_slips(text: str, random: Random) -> str:
    """The text with one to five slips."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 5)):
        place = random.randrange(len(lines))
        lines[place : place + 1] = random.choice(_SLIPS)(lines, place, random)
        lines = lines or [""]
    return "\n".join(lines)


def with_other_words(text: str, random: Random) -> str:
    """The text with one to three words in the place of others of the same text, so that it often still reads."""
    for _ in range(random.randint(1, 3)):
        words = list(WORD.finditer(text))
        at, by = random.choice(words), random.choice(words)
        text = text[: at.start()] + by[0] + text[at.end() :]
    return text


def soup(random: Random) -> str:
    """Words of the language and of the rule files in any order, on lines of any depth."""
    lines = []
    for _ in range(random.randint(1, 12)):
        of = random.choice((LANGUAGE, LANGUAGE, WORDS, ODD))
        words = [random.choice(of if random.randrange(4) else LANGUAGE) for _ in range(random.randint(1, 10))]
        lines.append(" " * random.choice((0, 0, 2, 2, 4, 6, 3)) + " ".join(words))
    return "\n".join(lines) + random.choice(("", "\n"))


def _left_out(lines: list[str], place: int, random: Random) -> list[str]:
    return []


def _doubled(lines: list[str], place: int, random: Random) -> list[str]:
    return [lines[place], lines[place]]


def _moved(lines: list[str], place: int, random: Random) -> list[str]:
    return [" " * random.randrange(9) + lines[place].strip()]


def _cut(lines: list[str], place: int, random: Random) -> list[str]:
    return [lines[place][: random.randint(0, len(lines[place]))]]


def _of_elsewhere(lines: list[str], place: int, random: Random) -> list[str]:
    return [random.choice(lines)]


def _put_in(lines: list[str], place: int, random: Random) -> list[str]:
    column = random.randint(0, len(lines[place]))
    piece = random.choice(random.choice((WORDS, LANGUAGE, ODD)))
    return (lines[place][:column] + random.choice(("", " ")) + piece + lines[place][column:]).split("\n")


def _changed(lines: list[str], place: int, random: Random) -> list[str]:
    words = list(WORD.finditer(lines[place]))
    if not words:
        return [lines[place]]
    at = random.choice(words)
    return [lines[place][: at.start()] + random.choice(random.choice((WORDS, LANGUAGE))) + lines[place][at.end() :]]


_SLIPS = (_left_out, _doubled, _moved, _cut, _of_elsewhere, _put_in, _changed)
