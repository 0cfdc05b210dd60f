"""What is wrong where a word cannot stand, told by what was probably meant.

Invariant: a repair is offered only where the grammar takes it; what is repaired is reported like any other mistake.
"""

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from attrs import frozen

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source, Span
from policy_engine.syntax import errors
from policy_engine.syntax.reading import odd
from policy_engine.syntax.reading.automaton import Automaton, Mark
from policy_engine.syntax.reading.scan import Word
from policy_engine.syntax.reading.tables import FIRST
from policy_engine.syntax.words import GROUPS, RESERVED

_LABEL = re.compile(r"\(?([a-z]|[ivxl]+|[0-9]+)\)")
_CONNECTIVES = ("AND", "OR", "UNLESS")
_SHOWN = 12
"""How many possibilities a message names."""
_NEAR_ENOUGH = 0.74
"""How alike two words are that may be one; from 0 to 1."""


@frozen
class Repair:
    """Words to read instead of `taken` words from the wrong one on and of `back` words before it."""

    problem: Diagnostic | None
    words: list[Word]
    taken: int
    back: int = 0


class Mistakes:
    """Explains and mends the mistakes of one declaration. The automaton is left as it was before the wrong word."""

    def __init__(self, source: Source, automaton: Automaton, feed: Callable[[Word], bool]) -> None:
        self.source = source
        self.automaton = automaton
        self.feed = feed
        vocabulary = automaton.tables.vocabulary
        self.terminals = dict(vocabulary.words)
        self.texts = {name: text for text, name in [*vocabulary.words.items(), *vocabulary.phrases.items()]}

    # -------------------------------------------------------------------------------------------- repairs

    def repairs(self, mark: Mark, before: list[Word], words: list[Word], index: int) -> Repair | None:
        """What was probably meant by the word at `index`, after the words of the line `before` it."""
        self.go_to(mark, before)
        if self.other_connective(before, words[index]):
            return None
        return (
            self.split_phrase(words[index])
            or self.label_form(words, index)
            or self.capitals(words[index])
            or self.reserved_name(words[index])
            or self.misspelt(mark, before, words, index)
        )

    def split_phrase(self, word: Word) -> Repair | None:
        """A word of several parts may be several words: `met when` in the row `met when leave is 3 days`."""
        if word.text not in self.automaton.tables.vocabulary.phrases:
            return None
        parts = [
            Word(self.terminals.get(part[0], "NAME"), part[0], word.start + part.start(), word.start + part.end())
            for part in re.finditer(r"[^ ]+", self.source.text[word.start : word.end])
        ]
        if self.automaton.can(*(part.type for part in parts)):
            return Repair(None, parts, 1)
        parts[0].type = "NAME"
        meant = parts[0].text not in RESERVED and self.automaton.can(*(part.type for part in parts))
        return Repair(None, parts, 1) if meant else None

    def label_form(self, words: list[Word], index: int) -> Repair | None:
        """`(a)` or `i)` where a label belongs."""
        start = words[index].start
        match = _LABEL.match(self.source.text, start) if index == 0 and self.automaton.can("LABEL") else None
        if match is None:
            return None
        taken = sum(1 for word in words if word.end <= match.end())
        label = Word("LABEL", f"{match[1]}.", start, match.end())
        return Repair(errors.label_form(match[0], label.text, self.span(label)), [label], taken)

    def capitals(self, word: Word) -> Repair | None:
        """A word of the language in capitals."""
        if word.type not in ("CODE", "SYMBOL") or not word.text.isalpha():
            return None
        text = word.text.lower()
        kind = self.terminals.get(text, "NAME")
        if not self.automaton.can(kind):
            return None
        return Repair(odd.name_mistake(word.text, self.span(word)), [Word(kind, text, word.start, word.end)], 1)

    def reserved_name(self, word: Word) -> Repair | None:
        """A word of the language where only a name can stand."""
        if word.text not in self.terminals and word.text not in self.automaton.tables.vocabulary.phrases:
            return None
        if not self.only_a_name():
            return None
        return Repair(errors.reserved_word(word.text, self.span(word)), [Word("NAME", "_", word.start, word.end)], 1)

    def misspelt(self, mark: Mark, before: list[Word], words: list[Word], index: int) -> Repair | None:
        """The word, or it and those beside it, are nearly a word of the language that can stand here."""
        near = self.near_from(words, index)
        if before and index:
            self.go_to(mark, before[:-1])
            earlier = self.near_with_one_before(before[-1], words, index)
            if earlier.likeness > near.likeness:
                return self.replaced(earlier.name, [before[-1], *words[index : index + earlier.taken]], 1)
            self.go_to(mark, before)
        return self.replaced(near.name, words[index : index + near.taken], 0) if near.name else None

    def near_from(self, words: list[Word], index: int) -> "_Nearest":
        """The nearest word of one part or several that begins here."""
        first = words[index].text
        near = _Nearest()
        for name in self.automaton.expected():
            text = self.texts.get(name, "")
            if not text or (first in RESERVED and not text.startswith(f"{first} ")):
                continue
            for taken in sorted({1, text.count(" ") + 1}):
                found = words[index : index + taken]
                is_nearer = len(found) == taken and near.is_nearer(self.joined(found), text)
                if is_nearer and self.fits(name, words[index + taken :]):
                    near.take(name, taken)
        return near

    def near_with_one_before(self, before: Word, words: list[Word], index: int) -> "_Nearest":
        """The nearest word of several parts that begins one word before, as `all off`; or the very word."""
        near = _Nearest()
        for name in self.automaton.expected():
            text = self.texts.get(name, "")
            taken = text.count(" ")
            found = words[index : index + taken]
            joined = self.joined([before, *found])
            is_nearer = taken and len(found) == taken and (joined == text or near.is_nearer(joined, text))
            if is_nearer and self.fits(name, words[index + taken :]):
                near.take(name, taken)
        return near

    def replaced(self, name: str, found: list[Word], back: int) -> Repair:
        """The words, of which `back` were fed already, read as another one."""
        meant = Word(name, self.texts[name], found[0].start, found[-1].end)
        span = self.span(meant)
        if self.automaton.states == [FIRST]:
            return Repair(errors.unknown_declaration(span.text, meant.text, span), [meant], len(found) - back, back)
        return Repair(errors.misspelt(span.text, meant.text, span), [meant], len(found) - back, back)

    def fits(self, name: str, after: list[Word]) -> bool:
        """Whether the terminal can stand here with the word that follows it."""
        if not after:
            return True
        follows = after[0].type
        is_soft = follows in self.automaton.tables.vocabulary.soft
        return self.automaton.can(name, follows) or (is_soft and self.automaton.can(name, "NAME"))

    def joined(self, words: list[Word]) -> str:
        """The words as text, if they are all made of letters."""
        texts = [word.text for word in words]
        return " ".join(texts) if all(text[0].isalpha() and text[-1] != '"' for text in texts) else ""

    # -------------------------------------------------------------------------------------------- messages

    def unexpected(self, mark: Mark, before: list[Word], words: list[Word], index: int, label: str) -> Diagnostic:
        """The message for a word for which there is no repair."""
        self.go_to(mark, before)
        word = words[index]
        span = self.span(word)
        if not before and self.automaton.states == [FIRST]:
            return errors.unknown_declaration(span.text, "", span)
        other = self.other_connective(before, word)
        if other:
            return errors.mixed_connectives(word.text, other, span)
        reserved = word.text.split(" ")[0]
        if reserved in RESERVED and self.only_a_name():
            return errors.reserved_word(reserved, span)
        expected = self.automaton.expected()
        if index == 0 and set(expected) - {"_DEDENT"} == {"LABEL"}:
            return errors.limb_without_label(label, span)
        return errors.unexpected(self.spelt(word), self.told(expected), span)

    def meant_mark(self, word: Word) -> str:
        """`item` or `cites`, where the word is nearly that; what follows it cannot be read as other words are."""
        near = _Nearest()
        for name in self.automaton.expected():
            text = _OWN_LANGUAGE.get(name, "")
            if text == word.text:
                return text
            if near.is_nearer(self.joined([word]), text):
                near.take(name, 1)
        return _OWN_LANGUAGE.get(near.name, "")

    def deeper_line(self, mark: Mark, before: list[Word], word: Word) -> Diagnostic:
        """The message for a deeper row that neither opens a block nor continues the line above."""
        self.go_to(mark, before)
        other = self.other_connective(before, word)
        if other:
            return errors.mixed_connectives(word.text, other, self.span(word))
        return errors.deeper_line(self.spelt(word), self.told(self.automaton.expected()), self.span(word))

    def line_ends(self, span: Span) -> Diagnostic:
        """The message for a line that ends too early."""
        expected = self.automaton.expected()
        if "_INDENT" in expected and "_NL" not in expected:
            return errors.nothing_below(self.told(self.automaton.expected("_INDENT")), span)
        return errors.line_ends(self.told(expected), span)

    def other_connective(self, before: list[Word], word: Word) -> str:
        """The `and`, `or` or `unless` before this one that it cannot stand beside without brackets."""
        if word.type not in _CONNECTIVES:
            return ""
        depth = 0
        for earlier in reversed(before):
            depth += (earlier.type == "RPAR") - (earlier.type == "LPAR")
            if depth < 0:
                return ""
            if (
                depth == 0
                and earlier.type in _CONNECTIVES
                and (earlier.type, word.type) not in (("AND",) * 2, ("OR",) * 2)
            ):
                return earlier.text
        return ""

    def only_a_name(self) -> bool:
        """Whether nothing but a name can stand here, such as behind the word that declares it."""
        return set(self.automaton.expected()) - {"_INDENT", "_DEDENT", "_NL", "COMMA"} == {"NAME"}

    def told(self, expected: list[str]) -> list[str]:
        """What could stand here in an officer's words: keys of words.toml, and words of the language."""
        left = set(expected) - {"_DEDENT"}
        told: list[str] = []
        for key, members in GROUPS.items():
            if members <= left:
                told.append(key)
                left -= members
        others = sorted(self.texts.get(name, _MARKS.get(name, name)) for name in left)
        return [*told, *others][:_SHOWN]

    def spelt(self, word: Word) -> str:
        return self.source.text[word.start : word.end][:40]

    def span(self, word: Word) -> Span:
        return Span(self.source, word.start, word.end)

    def go_to(self, mark: Mark, words: list[Word]) -> None:
        """Bring the automaton to the place after these words of the line."""
        self.automaton.back(mark)
        for word in words:
            self.feed(word)


_MARKS = {"LPAR": "(", "RPAR": ")", "COMMA": ",", "COLON": ":", "VBAR": "VBAR"}
_OWN_LANGUAGE = {"ITEM_LINE": "item", "CITES": "cites", "LIMB_PATH": "limb", "EXPECTED_CODE": "code"}
"""Marks with a language of their own, by the word that begins them."""


class _Nearest:
    """The most alike of the words that were compared."""

    def __init__(self) -> None:
        self.name = ""
        self.taken = 0
        self.likeness = _NEAR_ENOUGH
        self._compared = 0.0

    def is_nearer(self, found: str, text: str) -> bool:
        """Whether this is more alike than what was taken; words that are the same are not misspelt."""
        if not found or found == text or abs(len(found) - len(text)) > 3:
            return False
        self._compared = SequenceMatcher(None, found, text, autojunk=False).ratio()
        return self._compared > self.likeness

    def take(self, name: str, taken: int) -> None:
        """Keep what was compared last."""
        self.name, self.taken, self.likeness = name, taken, self._compared
