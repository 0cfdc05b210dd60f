"""The text of a rule file as lines of words.

Invariant: every character of the text lies in a word, a comment, a blank or a diagnostic; nothing is passed over in
silence.  This is the one place that looks at characters.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from attrs import Factory, define, frozen

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source, Span
from policy_engine.syntax import errors
from policy_engine.syntax.reading import odd
from policy_engine.syntax.reading.everyday import single_words
from policy_engine.syntax.words import RESERVED, SYMBOL_WORDS

LONGEST_FILE = 1 << 20
"""Characters in a file."""
MOST_WORDS = 100_000
"""Words and lines in a file."""
LONGEST_NAME = 64
"""Characters in a name."""
LONGEST_NUMBER = 30
"""Digits in a number."""
MOST_MISTAKES = 500
"""Mistakes in a file; after so many the rest of it is not read."""


class Word:
    """A word or a mark: which terminal of the grammar it is, how it is written, and where it stands."""

    __slots__ = ("end", "start", "text", "type")

    def __init__(self, type: str, text: str, start: int, end: int) -> None:
        self.type = type
        self.text = text
        self.start = start
        self.end = end


@define
class Row:
    """One line of the file that has words on it; `reported` is whether something is already known to be wrong there."""

    indent: int
    words: list[Word]
    comments: tuple[str, ...] = ()
    remark: str = ""
    reported: bool = False


@define
class Scanned:
    """The lines of a file, the comments behind the last of them, and what is wrong with the characters."""

    rows: list[Row] = Factory(list)
    comments: tuple[str, ...] = ()
    problems: list[Diagnostic] = Factory(list)


@frozen
class Vocabulary:
    """The terminals of the grammar, made ready: words and phrases by their text, and one pattern for everything.

    `soft` are the terminals of one word that may also serve as a name.
    """

    words: Mapping[str, str]
    phrases: Mapping[str, str]
    soft: frozenset[str]
    pattern: re.Pattern[str]


def vocabulary(strings: Mapping[str, str], patterns: Iterable[tuple[str, str]]) -> Vocabulary:
    """`strings` are the terminals that are plain text, by that text; `patterns` are the others, most urgent first.

    What only looks like money or a name is looked for before currency marks and names.
    """
    words = {text: name for text, name in strings.items() if text.isidentifier()}
    phrases = {text: name for text, name in strings.items() if " " in text}
    marks = {text: name for text, name in strings.items() if text not in words and text not in phrases}
    late = ("CODE", "SYMBOL", "NAME")
    spelt = dict(patterns)
    parts = [
        *_FIRST,
        ("PHRASE", _phrase_pattern(phrases)),
        *((name, text) for name, text in spelt.items() if name not in late),
    ]
    parts += [*_BEFORE_NAMES, *((name, spelt[name]) for name in late)]
    parts += [(name, re.escape(text)) for text, name in marks.items()]
    parts += [("NEWLINE", r"\r?\n|\r|\Z"), *_MISTAKES]
    pattern = "[ ]*(?:" + "|".join(f"(?P<{name}>{text})" for name, text in parts) + ")"
    soft = frozenset(name for text, name in words.items() if text not in RESERVED)
    return Vocabulary(words, phrases, soft, re.compile(pattern))


_FIRST = (
    ("DATE_IN_WORDS", odd.DATE_IN_WORDS),
    ("NUMBER_IN_WORDS", odd.NUMBER_IN_WORDS),
    ("MONEY_IN_WORDS", odd.MONEY_IN_WORDS),
    ("UNCLOSED", odd.UNCLOSED),
    ("RULED", odd.RULED),
)
_BEFORE_NAMES = (
    ("COMMENT", r"--[^\r\n]*"),
    ("BAD_LABEL", odd.BAD_LABEL),
    ("BAD_MONEY", odd.BAD_MONEY),
    ("HYPHENED", odd.HYPHENED),
)
_MISTAKES = (
    ("BLANKS", f"{odd.NOT_ALLOWED}+"),
    ("OTHER_TEXT", odd.OTHER_TEXT),
    ("OPEN_TEXT", odd.OPEN_TEXT),
    ("BAD_NUMBER", odd.BAD_NUMBER),
    ("BAD_NAME", odd.BAD_NAME),
    ("LONE_SIGN", odd.LONE_SIGN),
    ("BAD_SIGN", odd.BAD_SIGN),
)


def _phrase_pattern(phrases: Iterable[str]) -> str:
    """One pattern for all words of several parts, grouped by their first letter: the engine tries a group at once."""
    groups: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda text: (-len(text), text)):
        groups.setdefault(phrase[0], []).append(phrase[1:].replace(" ", "[ ]+"))
    spelt = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in groups.items())
    return rf"(?:{spelt})(?!\w)"


def scan(source: Source, vocabulary: Vocabulary) -> Scanned:
    """The lines of a file. A file that is over a limit has no lines."""
    scanned = Scanned()
    if len(source.text) > LONGEST_FILE:
        scanned.problems.append(errors.file_too_long(LONGEST_FILE, Span(source, 0, 0)))
        return scanned
    scanned.problems += odd.odd_characters(source, MOST_MISTAKES)
    _Scan(source, vocabulary, scanned).run()
    return scanned


class _Scan:
    """The state of one scan: the row that is being filled."""

    def __init__(self, source: Source, vocabulary: Vocabulary, scanned: Scanned) -> None:
        self.source = source
        self.vocabulary = vocabulary
        self.scanned = scanned
        self.comments: list[str] = []
        self.row = Row(0, [])
        self.line_start = 0
        self.text = source.text.translate(odd.BLANKS)
        self.tab = odd.tab_width(source.text)

    def run(self) -> None:
        names, phrases = self.vocabulary.words, self.vocabulary.phrases
        words = self.row.words
        for count, match in enumerate(self.vocabulary.pattern.finditer(self.text)):
            kind = match.lastgroup
            assert kind is not None
            start, end = match.span(kind)
            if count > MOST_WORDS:
                self.scanned.rows.clear()
                self.scanned.problems.append(errors.too_many_words(MOST_WORDS, Span(self.source, start, start)))
                return
            text = match[kind]
            if kind == "NAME":
                if end - start > LONGEST_NAME:
                    self._problem(errors.name_too_long(LONGEST_NAME, Span(self.source, start, end)))
                words.append(Word(names.get(text, "NAME"), text, start, end))
            elif kind == "NEWLINE":
                self._end_line(end)
                words = self.row.words
                if len(self.scanned.problems) > MOST_MISTAKES:
                    return
            elif kind == "PHRASE":
                text = " ".join(text.split())
                words.append(Word(phrases[text], text, start, end))
            elif kind in _READERS:
                _READERS[kind](self, kind, text, start, end)
            else:
                words.append(Word(kind, text, start, end))

    def _end_line(self, end: int) -> None:
        """Put the finished row away."""
        row = self.row
        if row.words:
            first = row.words[0].start
            before = self.source.text[self.line_start : first]
            row.indent = len(before) + before.count("\t") * (self.tab - 1) - before.count("\ufeff")
            row.reported = row.reported or bool(odd.ODD_BLANK.search(self.source.text, self.line_start, end))
            row.comments = tuple(self.comments)
            self.comments.clear()
            self.scanned.rows.append(row)
            self.row = Row(0, [])
        elif row.reported:
            self.row = Row(0, [])
        self.line_start = end
        self.scanned.comments = tuple(self.comments)

    def _problem(self, problem: Diagnostic) -> None:
        """One a line: what follows from a mistake is not said."""
        if not self.row.reported:
            self.scanned.problems.append(problem)
        self.row.reported = True

    def _comment(self, kind: str, text: str, start: int, end: int) -> None:
        said = text[2:].strip()
        if self.row.words:
            self.row.remark = said
        else:
            self.comments.append(said)

    def _blanks(self, kind: str, text: str, start: int, end: int) -> None:
        """Odd characters are reported by odd_characters; here they are read as blanks."""
        self.row.reported = self.row.reported or bool(text.strip("\t"))

    def _number(self, kind: str, text: str, start: int, end: int) -> None:
        if _too_long(text):
            self._problem(errors.number_too_long(LONGEST_NUMBER, Span(self.source, start, end)))
            kind, text = "NUMBER", "1"
        self.row.words.append(Word(kind, text, start, end))

    def _bad_label(self, kind: str, text: str, start: int, end: int) -> None:
        beside = re.match(r"[^ \r\n]*", self.text[end : end + LONGEST_NAME])
        glued = beside[0] if beside else ""
        near = f"{text.lower()} {glued}".strip()
        self._problem(errors.label_form(text + glued, near, Span(self.source, start, end + len(glued))))
        self.row.words.append(Word("LABEL", text.lower(), start, end))

    def _bad_number(self, kind: str, text: str, start: int, end: int) -> None:
        span = Span(self.source, start, end)
        if _too_long(text):
            self._number("NUMBER", text, start, end)
            return
        if kind in _SHAPES:
            problem, words = _SHAPES[kind](text, span)
        else:
            problem, words = odd.number_mistake(text, self.vocabulary.words, span)
        self._problem(problem)
        self.row.words += [Word(type, said, start, end) for type, said in words]

    def _other_text(self, kind: str, text: str, start: int, end: int) -> None:
        said = text.strip(odd.MARKS)
        self._problem(errors.other_marks(said, Span(self.source, start, end)))
        self.row.words.append(Word("STRING", f'"{said}"', start, end))

    def _open_text(self, kind: str, text: str, start: int, end: int) -> None:
        self._problem(stray_mark(self.source, self.row.words) or errors.open_text(Span(self.source, start, end)))
        self.row.words.append(Word("STRING", f'{text}"', start, end))

    def _ruled(self, kind: str, text: str, start: int, end: int) -> None:
        """A line of bars and dashes; or the last bar of a row, with a comment behind it."""
        if self.row.words or text.strip("|-+: "):
            self.row.words.append(Word("VBAR", "|", start, start + 1))
            self._comment(kind, text[1:].strip(), start, end)
        else:
            self._problem(errors.ruled_line(Span(self.source, start, end)))

    def _bad_name(self, kind: str, text: str, start: int, end: int) -> None:
        span = Span(self.source, start, end)
        meant = text.lower()
        if meant in single_words() and meant not in self.vocabulary.words:
            self.row.words.append(Word("BAD_NAME", meant, start, end))
            return
        if kind == "HYPHENED":
            meant = text.replace("-", "_")
            self._problem(errors.hyphened_name(text, meant, span))
        else:
            self._problem(odd.name_mistake(text, span))
        self.row.words.append(Word(self.vocabulary.words.get(meant, "NAME"), meant, start, end))

    def _bad_sign(self, kind: str, text: str, start: int, end: int) -> None:
        """A sign at the beginning of a line or alone in a cell is looked at where the line is read."""
        words = self.row.words
        if kind == "LONE_SIGN" and (not words or words[-1].type == "VBAR"):
            words.append(Word("LONE_SIGN", text, start, end))
            return
        self._problem(odd.sign_mistake(text, Span(self.source, start, end)))
        if text in SYMBOL_WORDS:
            self.row.words.append(Word(*SYMBOL_WORDS[text], start, end))


def stray_mark(source: Source, words: list[Word]) -> Diagnostic | None:
    """What is wrong with the first text of a line that has a word directly beside it, no blank between."""
    for one, other in pairwise(words):
        if one.end == other.start and (one.type == "STRING") != (other.type == "STRING"):
            word = one if other.type == "STRING" else other
            if word.text[0].isalnum():
                return errors.stray_mark(word.text, Span(source, word.start, word.end))
    return None


def _too_long(number: str) -> bool:
    return len(number) > LONGEST_NUMBER and sum(character.isdigit() for character in number) > LONGEST_NUMBER


_SHAPES = {
    "BAD_MONEY": odd.money_mistake,
    "MONEY_IN_WORDS": odd.money_mistake,
    "DATE_IN_WORDS": odd.date_mistake,
    "NUMBER_IN_WORDS": odd.in_words_mistake,
}
_READERS = {
    "COMMENT": _Scan._comment,
    "BLANKS": _Scan._blanks,
    "NUMBER": _Scan._number,
    "MONEY": _Scan._number,
    "PERCENT": _Scan._number,
    "FRACTION": _Scan._number,
    "BAD_LABEL": _Scan._bad_label,
    "BAD_MONEY": _Scan._bad_number,
    "HYPHENED": _Scan._bad_name,
    "BAD_NUMBER": _Scan._bad_number,
    "DATE_IN_WORDS": _Scan._bad_number,
    "MONEY_IN_WORDS": _Scan._bad_number,
    "NUMBER_IN_WORDS": _Scan._bad_number,
    "RULED": _Scan._ruled,
    "OTHER_TEXT": _Scan._other_text,
    "OPEN_TEXT": _Scan._open_text,
    "UNCLOSED": _Scan._open_text,
    "LONE_SIGN": _Scan._bad_sign,
    "BAD_NAME": _Scan._bad_name,
    "BAD_SIGN": _Scan._bad_sign,
}
