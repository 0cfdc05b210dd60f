"""What is said of a word that cannot stand where it stands: what is wrong, and what was expected.

Invariant: looking for what to say leaves the automaton as it was before the wrong word.
"""

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.near import near
from policy_engine.source.text import Span
from policy_engine.syntax import errors
from policy_engine.syntax.reading.automaton import Mark
from policy_engine.syntax.reading.everyday import cures
from policy_engine.syntax.reading.nearest import Nearest, of_letters
from policy_engine.syntax.reading.place import Place
from policy_engine.syntax.reading.scan import Word, stray_mark
from policy_engine.syntax.words import GROUPS, LIKELY, RESERVED

CONNECTIVES = ("AND", "OR", "UNLESS")
_GO_ON = frozenset(
    "AND OR PLUS MINUS TIMES DIVIDED_BY AT_LEAST AT_MOST ROUNDED NOT_ABOVE NOT_BELOW CITES ASSUMES".split()
)
"""What begins the rest of a line that goes on, and never a line."""
_JOINED = {"AND": "all of", "OR": "any of"}
"""What joins limbs as a word joins conditions on a line."""
_GROUPS = ("ALL_OF", "ANY_OF", "NONE_OF")
_OPENINGS = frozenset("IS THAT UNLESS WHEN WHILE APPLIES_WHEN PAYABLE_WHEN DUE_WHEN MET_WHEN AVAILABLE_WHEN".split())
"""What begins a line and introduces a condition."""
_MARKS = {"LPAR": "(", "RPAR": ")", "COMMA": ",", "COLON": ":", "VBAR": "VBAR"}
_OWN_LANGUAGE = {"ITEM_LINE": "item", "CITES": "cites", "LIMB_PATH": "limb", "EXPECTED_CODE": "code"}
"""Marks with a language of their own, by the word that begins them."""
_RECKONED = ("PLUS", "MINUS", "TIMES", "DIVIDED_BY", "FOR")
_LIMITED = ("ROUNDED", "NOT_BELOW", "NOT_ABOVE")
_OFTEN_MISSING = ("OF", "IS", "EN", "LPAR")
_LOOKED_AT = 8
"""How many words behind a missing one must be able to stand there."""
_SHOWN = 5
"""How many possibilities a message names, the likeliest."""


class Mistakes:
    """Tells the mistakes of a file; where it is told what was expected, the automaton stands before the wrong word."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.source = place.source
        self.automaton = place.automaton
        vocabulary = place.automaton.tables.vocabulary
        self.texts = {name: text for text, name in [*vocabulary.words.items(), *vocabulary.phrases.items()]}

    def unexpected(self, mark: Mark, before: list[Word], words: list[Word], index: int) -> Diagnostic:
        """The message for a word for which there is no repair."""
        self.place.go_to(mark, before)
        word = words[index]
        span = self.place.span(word)
        if not before and self.place.at_start():
            if word.type not in ("NAME", "LONE_SIGN", "BAD_NAME") and word.text[0].isalpha():
                return errors.entry_in_column_1(word.text, span)
            return errors.unknown_declaration(span.text, "", span)
        other = self.other_connective(before, word)
        if other:
            return errors.mixed_connectives(word.text, other, span)
        if self.joins_limbs(before, word):
            return self.limbs_behind(before)
        if self.wants_rows(before, word):
            found = before[-1] if word.type == "LPAR" else word
            value = self.source.text[before[1].start : found.start].strip()
            return errors.condition_behind(self.place.spelt(found), value or "VALUE", self.place.span(found))
        reserved = word.text.split(" ")[0]
        if reserved in RESERVED and self.place.only_a_name():
            return errors.reserved_word(reserved, span)
        expected = self.automaton.expected()
        if not before and word.type in _GO_ON:
            return errors.goes_on(word.text, span)
        if [each.type for each in before] == ["NAME"] and set(expected) - {"_DEDENT"} == {"_INDENT", "_NL"}:
            return self.member_on_one_line(before[0], word, words)
        if word.type == "STRING" and before and before[-1].type == "CITES":
            cited = Span(self.source, before[-1].start, word.end)
            return errors.bad_citation(" ".join(cited.text.split()), "cites SOURCE ITEM", cited)
        mark_beside = stray_mark(self.source, words)
        if mark_beside:
            return mark_beside
        bracket = self.bracket(mark, before, words, index)
        if bracket:
            return bracket
        better = self.missing_word(before, words, index)
        if better:
            return errors.word_missing(self.place.spelt(word), better, span)
        return errors.unexpected(self.place.spelt(word), self.told(expected), span)

    def bracket(self, mark: Mark, before: list[Word], words: list[Word], index: int) -> Diagnostic | None:
        """The message where brackets are what is wrong: one has no other half, or there are none."""
        word, opened = words[index], _open_brackets(before)
        span = self.place.span(word)
        if word.type == "RPAR" and not opened:
            return errors.bracket_not_opened(span)
        rest = words[index : index + _LOOKED_AT]
        if any(self.place.can_stand(rest, *["RPAR"] * closed) for closed in range(1, opened + 1)):
            return errors.bracket_not_closed(span)
        better = self.in_brackets(mark, before, words, index)
        return errors.brackets_wanted(self.place.spelt(word), better, span) if better else None

    def in_brackets(self, mark: Mark, before: list[Word], words: list[Word], index: int) -> str:
        """The part of the row that can stand here once it is in brackets; "" where there is none.

        A sum takes in as little as it can, a limit or a rounding as much.
        """
        word = words[index]
        if word.type not in _RECKONED and word.type not in _LIMITED:
            return ""
        starts = range(max(0, index - _LOOKED_AT), index)
        found = ""
        for start in starts if word.type in _LIMITED else reversed(starts):
            self.place.go_to(mark, before[:start])
            for end in range(index + 2, min(len(words), index + _LOOKED_AT) + 1):
                if not found and self.place.can_stand_in_brackets(words[start:end], words[end : end + _LOOKED_AT]):
                    found = f"({self.source.text[words[start].start : words[end - 1].end]})"
        self.place.go_to(mark, before)
        return found

    def missing_word(self, before: list[Word], words: list[Word], index: int) -> str:
        """The rest of the row with the one word before it with which it can stand here; "" where there is none."""
        rest = words[index : index + _LOOKED_AT]
        written = self.source.text[rest[0].start : words[-1].end]
        if [word.type for word in before] == ["ORIGIN"] and rest[0].type == "NAME":
            return f"cites {written}"
        for name in _OFTEN_MISSING:
            if name == "OF" and not (before and before[-1].type == rest[0].type == "NAME"):
                continue
            if name == "OF" and near(before[-1].text, RESERVED):
                continue  # `nott fit`: a word of the language, written wrongly
            if self.place.can_stand(rest, name):
                return f"({written})" if name == "LPAR" else f"{self.texts[name]} {written}"
        return ""

    def member_on_one_line(self, name: Word, word: Word, words: list[Word]) -> Diagnostic:
        """The message for what follows the name of a member of a list, or for a field that stands in its place."""
        follows = self.source.text[word.start : words[-1].end].strip(" :,()").split(",")[0]
        if word.type == "IS":
            return errors.member_on_one_line("NAME", f"{name.text} {follows}", self.place.span(word))
        given = follows if " is " in follows else "FIELD is VALUE"
        return errors.member_on_one_line(name.text, given, self.place.span(word))

    def deeper_line(self, mark: Mark, before: list[Word], word: Word) -> Diagnostic:
        """The message for a deeper row that neither opens a block nor continues the line above."""
        self.place.go_to(mark, before)
        other = self.other_connective(before, word)
        if other:
            return errors.mixed_connectives(word.text, other, self.place.span(word))
        return errors.deeper_line(self.place.spelt(word), self.told(self.automaton.expected()), self.place.span(word))

    def line_ends(self, span: Span) -> Diagnostic:
        """The message for a line that ends too early."""
        expected = self.automaton.expected()
        if self.automaton.can("RPAR", "_NL"):
            return errors.bracket_not_closed(span)
        if "_INDENT" in expected and "_NL" not in expected:
            return errors.nothing_below(self.told(self.automaton.expected("_INDENT")), span)
        return errors.line_ends(self.told(expected), span)

    def joins_limbs(self, before: list[Word], word: Word) -> bool:
        """Whether a condition on a line goes on with `and any of`, or the like."""
        return word.type in _GROUPS and bool(before) and before[-1].type in _JOINED

    def limbs_behind(self, words: list[Word]) -> Diagnostic:
        """The message for words that end in `and` or `or` and go on with limbs."""
        opening = words[0].type == "LABEL" or words[0].type in _OPENINGS
        stated = words[1:] if opening and len(words) > 2 else words
        span = Span(self.source, stated[0].start, words[-1].end)
        first = self.source.text[stated[0].start : words[-2].end]
        return errors.limbs_behind(" ".join(span.text.split()), _JOINED[words[-1].type], " ".join(first.split()), span)

    def needless_end(self, words: list[Word]) -> Diagnostic:
        """The message for a mark or an `and` at the end of a line that ends without it."""
        last = words[-1]
        if last.type in CONNECTIVES and words[0].type == "LABEL":
            return errors.between_limbs(last.text, self.place.span(last))
        return errors.not_needed(last.text, self.place.span(last))

    def wants_rows(self, before: list[Word], word: Word) -> bool:
        """Whether a condition stands behind a value on a line, as in `is RM10 when hurt` or `is if(hurt, ...)`."""
        if len(before) < 2 or before[0].type != "IS" or self.automaton.can("WHEN"):
            return False
        called = word.type == "LPAR" and before[-1].text == "if"
        return called or (before[-1].type != "IS" and (word.type == "WHEN" or "when" in cures(word.text)))

    def other_connective(self, before: list[Word], word: Word) -> str:
        """The `and`, `or` or `unless` before this one that it cannot stand beside without brackets."""
        if word.type not in CONNECTIVES:
            return ""
        depth = 0
        for earlier in reversed(before):
            depth += (earlier.type == "RPAR") - (earlier.type == "LPAR")
            if depth < 0:
                return ""
            if (
                depth == 0
                and earlier.type in CONNECTIVES
                and (earlier.type, word.type) not in (("AND",) * 2, ("OR",) * 2)
            ):
                return earlier.text
        return ""

    def meant_mark(self, word: Word) -> str:
        """`item` or `cites`, where the word is nearly that; what follows it cannot be read as other words are."""
        near = Nearest()
        meant = cures(word.text)
        for name in self.automaton.expected():
            if _OWN_LANGUAGE.get(name, "-") in meant:
                return _OWN_LANGUAGE[name]
            text = _OWN_LANGUAGE.get(name, "")
            if text == word.text:
                return text
            if near.is_nearer(of_letters([word]), text):
                near.take(name, 1)
        return _OWN_LANGUAGE.get(near.name, "")

    def told(self, expected: list[str]) -> list[str]:
        """What could stand here in an officer's words: keys of words.toml, and words of the language."""
        left = set(expected) - {"_DEDENT"}
        told: list[str] = []
        for key, needed, covered in GROUPS:
            if needed <= left:
                told.append(key)
                left -= needed | covered
        told += [self.texts.get(name, _MARKS.get(name, name)) for name in left]
        told.sort(key=lambda key: (LIKELY.index(key) if key in LIKELY else len(LIKELY), key))
        return told if len(told) <= _SHOWN else [*told[: _SHOWN - 1], "others"]


def _open_brackets(words: list[Word]) -> int:
    return sum((word.type == "LPAR") - (word.type == "RPAR") for word in words)
