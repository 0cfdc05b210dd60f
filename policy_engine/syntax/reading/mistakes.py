"""What is wrong where a word cannot stand, told by what was probably meant.

Invariant: a repair is offered only where the grammar takes it; what is repaired is reported like any other mistake.
"""

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source, Span
from policy_engine.syntax import errors
from policy_engine.syntax.reading import odd
from policy_engine.syntax.reading.automaton import Automaton, Mark
from policy_engine.syntax.reading.everyday import cures
from policy_engine.syntax.reading.meant import Meant, Repair
from policy_engine.syntax.reading.scan import Word, stray_mark
from policy_engine.syntax.reading.tables import FIRST
from policy_engine.syntax.words import GROUPS, LIKELY, RESERVED

_LABEL = re.compile(r"\(?([a-z]|[ivxl]+|[0-9]+)(?:\)[.:]?|[.:][ ]?(?=[a-z(])|(?=[ ]+[a-z(]))")
_CONNECTIVES = ("AND", "OR", "UNLESS")
_GO_ON = frozenset(
    "AND OR PLUS MINUS TIMES DIVIDED_BY AT_LEAST AT_MOST ROUNDED NOT_ABOVE NOT_BELOW CITES ASSUMES".split()
)
"""What begins the rest of a line that goes on, and never a line."""
_SHOWN = 5
"""How many possibilities a message names, the likeliest."""
_NEAR_ENOUGH = 0.74
"""How alike two words are that may be one; from 0 to 1."""


class Mistakes:
    """Explains and mends the mistakes of one declaration. The automaton is left as it was before the wrong word."""

    def __init__(self, source: Source, automaton: Automaton, feed: Callable[[Word], bool]) -> None:
        self.source = source
        self.automaton = automaton
        self.feed = feed
        self.meant = Meant(source, automaton, self.go_to)
        vocabulary = automaton.tables.vocabulary
        self.terminals = dict(vocabulary.words)
        self.texts = {name: text for text, name in [*vocabulary.words.items(), *vocabulary.phrases.items()]}

    # -------------------------------------------------------------------------------------------- repairs

    def repairs(self, mark: Mark, before: list[Word], words: list[Word], index: int, following: str) -> Repair | None:
        """What was probably meant by the word at `index`, after the words of the line `before` it.

        `following` is the label that comes next.
        """
        self.go_to(mark, before)
        if self.other_connective(before, words[index]) or self.wants_rows(before, words[index]):
            return None
        if self.meant_mark(words[index]):
            return None
        return (
            self.split_phrase(words[index])
            or self.label_form(words, index, following)
            or self.needless_mark(mark, before, words, index)
            or self.empty_cell(before, words[index])
            or self.meant.repair(mark, before, words, index)
            or self.capitals(words[index])
            or self.reserved_name(words[index])
            or self.misspelt(mark, before, words, index)
            or self.meant.needless(mark, before, words, index)
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

    def label_form(self, words: list[Word], index: int, following: str) -> Repair | None:
        """`(a)`, `i)` or `a:` where a label belongs; with any other sign, or none, the next label in order is meant."""
        if index or not self.automaton.can("LABEL"):
            return None
        first = words[0]
        match = _LABEL.match(self.source.text, first.start)
        if match is not None:
            end = first.start + len(match[0].rstrip())
            taken = sum(1 for word in words if word.start < end)
            label = Word("LABEL", f"{match[1]}.", first.start, end)
            return Repair(
                errors.label_form(self.source.text[first.start : end], label.text, self.span(label)), [label], taken
            )
        if first.type == "LONE_SIGN":
            label = Word("LABEL", f"{following}.", first.start, first.end)
            return Repair(errors.label_form(first.text, label.text, self.span(first)), [label], 1)
        if first.type in _CONNECTIVES:
            return Repair(errors.between_limbs(first.text, self.span(first)), [], 1)
        if first.type in ("COMMA", "COLON") or set(self.automaton.expected()) - {"_DEDENT"} != {"LABEL"}:
            return None
        label = Word("LABEL", f"{following}.", first.start, first.start)
        return Repair(errors.limb_without_label(following, self.span(first)), [label], 0)

    def needless_mark(self, mark: Mark, before: list[Word], words: list[Word], index: int) -> Repair | None:
        """A colon or comma without which the line can go on or end, or an `and` before what ends the line."""
        word = words[index]
        if word.type in ("CITES", "ASSUMES") and index and before and before[-1].type in ("AND", "OR", "COMMA"):
            self.go_to(mark, before[:-1])
            fits = self.automaton.can(word.type)
            self.go_to(mark, before)
            return Repair(self.needless_end(before), [word], 1, 1) if fits else None
        if word.type not in ("COLON", "COMMA"):
            return None
        after = [word.type for word in words[index + 1 : index + 2]] or ["_NL"]
        if not (
            self.automaton.can(*after) or (len(after) == 1 and after[0] == "_NL" and self.automaton.can("_INDENT"))
        ):
            return None
        return Repair(errors.not_needed(word.text, self.span(word)), [], 1)

    def empty_cell(self, before: list[Word], word: Word) -> Repair | None:
        """A cell of a table in which nothing stands, or a lone sign."""
        if not before or before[-1].type != "VBAR" or word.type not in ("VBAR", "LONE_SIGN"):
            return None
        span = Span(self.source, before[-1].end, word.start) if word.type == "VBAR" else self.span(word)
        cell = Word("ANY", "any", span.start, span.end)
        return (
            Repair(errors.empty_cell(span), [cell], int(word.type == "LONE_SIGN"))
            if self.automaton.can("ANY")
            else None
        )

    def capitals(self, word: Word) -> Repair | None:
        """A word of the language in capitals, or a name."""
        if word.type == "BAD_NAME":
            kind = "NAME" if self.automaton.can("NAME") else self.terminals.get(word.text, "NAME")
            spelt = self.spelt(word)
            problem = odd.name_mistake(spelt, self.span(word)) if spelt != word.text else None
            return (
                Repair(problem, [Word(kind, word.text, word.start, word.end)], 1) if self.automaton.can(kind) else None
            )
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

    def wants_rows(self, before: list[Word], word: Word) -> bool:
        """Whether a condition stands behind a value on a line, as in `is RM10 when hurt` or `is if(hurt, ...)`."""
        if len(before) < 2 or before[0].type != "IS" or self.automaton.can("WHEN"):
            return False
        called = word.type == "LPAR" and before[-1].text == "if"
        return called or (before[-1].type != "IS" and (word.type == "WHEN" or "when" in cures(word.text)))

    def needless_end(self, words: list[Word]) -> Diagnostic:
        """The message for a mark or an `and` at the end of a line that ends without it."""
        last = words[-1]
        if last.type in _CONNECTIVES and words[0].type == "LABEL":
            return errors.between_limbs(last.text, self.span(last))
        return errors.not_needed(last.text, self.span(last))

    def unexpected(self, mark: Mark, before: list[Word], words: list[Word], index: int) -> Diagnostic:
        """The message for a word for which there is no repair."""
        self.go_to(mark, before)
        word = words[index]
        span = self.span(word)
        if not before and self.automaton.states == [FIRST]:
            if word.type not in ("NAME", "LONE_SIGN", "BAD_NAME") and word.text[0].isalpha():
                return errors.entry_in_column_1(word.text, span)
            return errors.unknown_declaration(span.text, "", span)
        other = self.other_connective(before, word)
        if other:
            return errors.mixed_connectives(word.text, other, span)
        if self.wants_rows(before, word):
            found = before[-1] if word.type == "LPAR" else word
            value = self.source.text[before[1].start : found.start].strip()
            return errors.condition_behind(self.spelt(found), value or "VALUE", self.span(found))
        reserved = word.text.split(" ")[0]
        if reserved in RESERVED and self.only_a_name():
            return errors.reserved_word(reserved, span)
        expected = self.automaton.expected()
        if not before and word.type in _GO_ON:
            return errors.goes_on(word.text, span)
        mark_beside = stray_mark(self.source, words)
        if mark_beside:
            return mark_beside
        return errors.unexpected(self.spelt(word), self.told(expected), span)

    def meant_mark(self, word: Word) -> str:
        """`item` or `cites`, where the word is nearly that; what follows it cannot be read as other words are."""
        near = _Nearest()
        meant = cures(word.text)
        for name in self.automaton.expected():
            if _OWN_LANGUAGE.get(name, "-") in meant:
                return _OWN_LANGUAGE[name]
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
        for key, needed, covered in GROUPS:
            if needed <= left:
                told.append(key)
                left -= needed | covered
        told += [self.texts.get(name, _MARKS.get(name, name)) for name in left]
        told.sort(key=lambda key: (LIKELY.index(key) if key in LIKELY else len(LIKELY), key))
        return told if len(told) <= _SHOWN else [*told[: _SHOWN - 1], "others"]

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
