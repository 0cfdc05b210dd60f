"""What an officer meant who wrote as one writes letters: the everyday phrase at a wrong word, and what to write.

Invariant: a cure is offered only where the grammar takes it together with the word behind it.
"""

import re
from collections.abc import Iterator

from attrs import frozen

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Span
from policy_engine.syntax import errors
from policy_engine.syntax.reading import everyday
from policy_engine.syntax.reading.automaton import Mark
from policy_engine.syntax.reading.place import Place
from policy_engine.syntax.reading.scan import Word

_FARTHEST = 24
"""How many words before the wrong one a form may begin, and how many stand in a hole."""
_ENDS_A_HOLE = frozenset("CITES ASSUMES VBAR".split())
_ENDS_THE_LAST_HOLE = _ENDS_A_HOLE | frozenset("AND OR UNLESS WHEN RPAR".split())
_BEFORE_A_COMPARISON = frozenset(
    """
    AND OR NOT UNLESS WHEN WHILE IS LPAR LABEL COLON COMMA VBAR THAT PAYABLE_WHEN APPLIES_WHEN DUE_WHEN MET_WHEN
    AVAILABLE_WHEN ANSWERED_YES_WHEN ASK_WHEN BARRED_WHEN OTHERWISE
    """.split()
)
_FIGURES = frozenset("MONEY NUMBER PERCENT FRACTION".split())


@frozen
class Repair:
    """Words to read instead of `taken` words from the wrong one on and of `back` words before it."""

    problem: Diagnostic | None
    words: list[Word]
    taken: int
    back: int = 0


class _Written(Word):
    """A word of a cure, which is never a name."""

    __slots__ = ()


class Meant:
    """The everyday words of a file."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.source = place.source
        self.automaton = place.automaton
        self._forms: list[everyday.Form] = []

    def repair(self, mark: Mark, before: list[Word], words: list[Word], index: int) -> Repair | None:
        """The longest everyday phrase or form at the wrong word, read as what is meant by it."""
        farthest = max(0, index - len(before))
        phrase = self._phrase(mark, before, words, index, farthest, needed=True)
        form = self._form(mark, before, words, index, farthest)
        self.place.go_to(mark, before)
        return max((each for each in (phrase, form) if each), key=lambda each: each.back + each.taken, default=None)

    def needless(self, mark: Mark, before: list[Word], words: list[Word], index: int) -> Repair | None:
        """The everyday word at the wrong word, or just before it, without which the line can go on."""
        repair = self._phrase(mark, before, words, index, max(0, index - len(before)), needed=False)
        self.place.go_to(mark, before)
        return repair

    def at_end(self, mark: Mark, words: list[Word], first: int, *after: str) -> Repair | None:
        """The everyday phrase that ends the line, where its cure can stand before these terminals."""
        for start in range(max(first, len(words) - everyday.MOST_WORDS), len(words)):
            self.place.go_to(mark, words[:start])
            for cure in everyday.cures(_joined(words[start:])):
                read = self._read(cure, words[start:], {})
                if read and self.can([*read], after):
                    return self._repair(cure, words[start:], read, len(words) - start, 0)
        return None

    def _phrase(
        self, mark: Mark, before: list[Word], words: list[Word], index: int, farthest: int, needed: bool
    ) -> Repair | None:
        for start in range(max(farthest, index - everyday.MOST_WORDS), index + 1):
            for end in range(min(len(words), start + everyday.MOST_WORDS), max(index, start + 2) - 2, -1):
                cures = everyday.cures(_joined(words[start:end]))
                if not cures:
                    continue
                self.place.go_to(mark, before[: len(before) - (index - start)])
                for cure in cures:
                    if bool(cure) != needed or (needed and end < index):
                        continue
                    read = self._read(cure, words[start:end], {})
                    if self.can([*read, *words[end : max(end, index) + 1]]):
                        return self._repair(cure, words[start:end], read, end - index, index - start)
        return None

    def _form(self, mark: Mark, before: list[Word], words: list[Word], index: int, farthest: int) -> Repair | None:
        farthest = max(farthest, index - _FARTHEST)
        left = _left_side(words, index, farthest)
        for form, cure in self._forms_in_words():
            starts = [left] if form[0] == "{v}" else range(farthest, index + 1)
            for start in starts:
                for end, holes in _matches(form, words, start):
                    if end < index or end - start < 2:
                        continue
                    self.place.go_to(mark, before[: len(before) - (index - start)])
                    read = self._read(cure, words[start:end], holes)
                    if self.can([*read, *words[end : end + 1]]):
                        said = re.sub(r"\{.\}", lambda hole: self._text(holes[hole[0]]), cure)  # noqa: B023
                        return self._repair(said, words[start:end], read, end - index, index - start)
        return None

    def _forms_in_words(self) -> list[everyday.Form]:
        """The forms in words as they are scanned: `is not` is one word of the language."""
        if not self._forms:
            for form, cure in everyday.forms():
                parts: list[str] = []
                for part in re.split(r"(\{.\})", " ".join(form)):
                    if part.startswith("{"):
                        parts.append(part)
                    else:
                        parts += [word.text for word in self._scanned(part)]
                self._forms.append((tuple(parts), cure))
        return self._forms

    def _scanned(self, text: str, start: int = 0, end: int = 0) -> list[Word]:
        """A text of the tables as words that stand at this place."""
        vocabulary = self.automaton.tables.vocabulary
        found: list[Word] = []
        for match in vocabulary.pattern.finditer(text.strip()):
            kind, text = str(match.lastgroup), match[str(match.lastgroup)]
            if kind != "NEWLINE":
                type = vocabulary.phrases.get(text) or vocabulary.words.get(text) or kind
                found.append(_Written(type, text, start, end))
        return found

    def _read(self, cure: str, found: list[Word], holes: dict[str, list[Word]]) -> list[Word]:
        """The words of a cure: those of its holes where they stand, the others at the place of what was found."""
        read: list[Word] = []
        start, end = found[0].start, found[-1].end
        for part in re.split(r"(\{.\})", cure):
            if part in holes:
                read += holes[part]
            else:
                read += self._scanned(part, start, end)
        return read

    def can(self, words: list[Word], after: tuple[str, ...] = ()) -> bool:
        """Whether these words can stand here, soft words as names where they must, but for those of a cure."""
        taken: list[str] = []
        for word in words:
            soft = word.type in self.automaton.tables.vocabulary.soft and not isinstance(word, _Written)
            taken.append("NAME" if soft and not self.automaton.can(*taken, word.type) else word.type)
        return self.automaton.can(*taken, *after)

    def _repair(self, cure: str, found: list[Word], read: list[Word], taken: int, back: int) -> Repair:
        span = Span(self.source, found[0].start, found[-1].end)
        plain = [Word(word.type, word.text, word.start, word.end) for word in read]
        return Repair(self._problem(cure, _joined(found), span), plain, taken, back)

    def _problem(self, cure: str, phrase: str, span: Span) -> Diagnostic:
        if self.place.at_start():
            return errors.unknown_declaration(span.text, cure, span)
        if not cure:
            return errors.not_needed(span.text, span)
        if everyday.is_malay(phrase):
            return errors.malay_word(span.text, cure, span)
        limits = [each for each in everyday.cures(phrase) if each in ("not above", "not below")]
        if cure not in limits and limits and self.can(self._scanned(limits[0])):
            return errors.comparison_or_limit(span.text, cure, limits[0], span)
        return errors.everyday_words(span.text, cure, span)

    def _text(self, words: list[Word]) -> str:
        return self.source.text[words[0].start : words[-1].end]


def _joined(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def _left_side(words: list[Word], index: int, farthest: int) -> int:
    """Where the comparison begins that the wrong word stands in."""
    start = index
    while start > farthest and (words[start - 1].type not in _BEFORE_A_COMPARISON or words[start].text == "between"):
        start -= 1
    if start == index and index > farthest and words[index - 1].type == "IS":
        return _left_side(words, index - 1, farthest)
    return start


def _matches(form: tuple[str, ...], words: list[Word], start: int) -> Iterator[tuple[int, dict[str, list[Word]]]]:
    """The places where the form can end that begins at `start`, with what stands in its holes."""
    if not form:
        yield start, {}
        return
    part, rest = form[0], form[1:]
    if part == "{n}":
        ends = [start + 1] if start < len(words) and words[start].type in _FIGURES else []
    elif part[0] == "{":
        ends = list(_hole_ends(words, start, rest))
    else:
        ends = [start + 1] if start < len(words) and words[start].text == part else []
    for end in ends:
        for last, holes in _matches(rest, words, end):
            yield last, {**({part: words[start:end]} if part[0] == "{" else {}), **holes}
            return


def _hole_ends(words: list[Word], start: int, rest: tuple[str, ...]) -> Iterator[int]:
    """Where a hole can end: before the next word of the form, or, as the last, before what cannot belong to it."""
    stops = _ENDS_A_HOLE if rest else _ENDS_THE_LAST_HOLE
    end = start
    depth = 0
    while end < min(len(words), start + _FARTHEST) and (depth or words[end].type not in stops):
        depth += (words[end].type == "LPAR") - (words[end].type == "RPAR")
        end += 1
        if rest and end < len(words) and (words[end].text == rest[0] or rest[0][0] == "{"):
            yield end
    if not rest and end > start:
        yield end
