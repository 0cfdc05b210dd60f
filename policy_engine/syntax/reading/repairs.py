"""What was probably meant by a word that cannot stand where it stands.

Invariant: a repair is offered only where the grammar takes it; what is repaired is reported like any other mistake.
"""

import re

from policy_engine.source.text import Span
from policy_engine.syntax import errors
from policy_engine.syntax.reading import odd
from policy_engine.syntax.reading.automaton import Mark
from policy_engine.syntax.reading.meant import Meant, Repair
from policy_engine.syntax.reading.mistakes import CONNECTIVES, Mistakes
from policy_engine.syntax.reading.nearest import Nearest, of_letters
from policy_engine.syntax.reading.place import Place
from policy_engine.syntax.reading.scan import Word
from policy_engine.syntax.words import RESERVED

_LABEL = re.compile(r"\(?([a-z]|[ivxl]+|[0-9]+)(?:\)[.:]?|[.:][ ]?(?=[a-z(])|(?=[ ]+[a-z(]))")


class Repairs:
    """Mends the mistakes of a file, word by word. The automaton is left as it was before the wrong word."""

    def __init__(self, place: Place, mistakes: Mistakes) -> None:
        self.place = place
        self.source = place.source
        self.automaton = place.automaton
        self.mistakes = mistakes
        self.meant = Meant(place)
        self.terminals = dict(place.automaton.tables.vocabulary.words)

    def repair(self, mark: Mark, before: list[Word], words: list[Word], index: int, following: str) -> Repair | None:
        """What was probably meant by the word at `index`, after the words of the line `before` it.

        `following` is the label that comes next.
        """
        self.place.go_to(mark, before)
        if self.mistakes.other_connective(before, words[index]) or self.mistakes.wants_rows(before, words[index]):
            return None
        if self.mistakes.meant_mark(words[index]) or self.mistakes.joins_limbs(before, words[index]):
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
                errors.label_form(self.source.text[first.start : end], label.text, self.place.span(label)),
                [label],
                taken,
            )
        if first.type == "LONE_SIGN":
            label = Word("LABEL", f"{following}.", first.start, first.end)
            return Repair(errors.label_form(first.text, label.text, self.place.span(first)), [label], 1)
        if first.type in CONNECTIVES:
            return Repair(errors.between_limbs(first.text, self.place.span(first)), [], 1)
        if first.type in ("COMMA", "COLON") or set(self.automaton.expected()) - {"_DEDENT"} != {"LABEL"}:
            return None
        label = Word("LABEL", f"{following}.", first.start, first.start)
        return Repair(errors.limb_without_label(following, self.place.span(first)), [label], 0)

    def needless_mark(self, mark: Mark, before: list[Word], words: list[Word], index: int) -> Repair | None:
        """A colon or comma without which the line can go on or end, or an `and` before what ends the line."""
        word = words[index]
        if word.type in ("CITES", "ASSUMES") and index and before and before[-1].type in ("AND", "OR", "COMMA"):
            self.place.go_to(mark, before[:-1])
            fits = self.automaton.can(word.type)
            self.place.go_to(mark, before)
            return Repair(self.mistakes.needless_end(before), [word], 1, 1) if fits else None
        if word.type not in ("COLON", "COMMA"):
            return None
        after = [word.type for word in words[index + 1 : index + 2]] or ["_NL"]
        if not (
            self.automaton.can(*after) or (len(after) == 1 and after[0] == "_NL" and self.automaton.can("_INDENT"))
        ):
            return None
        return Repair(errors.not_needed(word.text, self.place.span(word)), [], 1)

    def empty_cell(self, before: list[Word], word: Word) -> Repair | None:
        """A cell of a table in which nothing stands, or a lone sign."""
        if not before or before[-1].type != "VBAR" or word.type not in ("VBAR", "LONE_SIGN"):
            return None
        span = Span(self.source, before[-1].end, word.start) if word.type == "VBAR" else self.place.span(word)
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
            spelt = self.place.spelt(word)
            problem = odd.name_mistake(spelt, self.place.span(word)) if spelt != word.text else None
            return (
                Repair(problem, [Word(kind, word.text, word.start, word.end)], 1) if self.automaton.can(kind) else None
            )
        if word.type not in ("CODE", "SYMBOL") or not word.text.isalpha():
            return None
        text = word.text.lower()
        kind = self.terminals.get(text, "NAME")
        if not self.automaton.can(kind):
            return None
        return Repair(odd.name_mistake(word.text, self.place.span(word)), [Word(kind, text, word.start, word.end)], 1)

    def reserved_name(self, word: Word) -> Repair | None:
        """A word of the language where only a name can stand."""
        if word.text not in self.terminals and word.text not in self.automaton.tables.vocabulary.phrases:
            return None
        if not self.place.only_a_name():
            return None
        return Repair(
            errors.reserved_word(word.text, self.place.span(word)), [Word("NAME", "_", word.start, word.end)], 1
        )

    def misspelt(self, mark: Mark, before: list[Word], words: list[Word], index: int) -> Repair | None:
        """The word, or it and those beside it, are nearly a word of the language that can stand here."""
        near = self.near_from(words, index)
        if before and index:
            self.place.go_to(mark, before[:-1])
            earlier = self.near_with_one_before(before[-1], words, index)
            if earlier.likeness > near.likeness:
                return self.replaced(earlier.name, [before[-1], *words[index : index + earlier.taken]], 1)
            self.place.go_to(mark, before)
        return self.replaced(near.name, words[index : index + near.taken], 0) if near.name else None

    def near_from(self, words: list[Word], index: int) -> "Nearest":
        """The nearest word of one part or several that begins here."""
        first = words[index].text
        near = Nearest()
        for name in self.automaton.expected():
            text = self.mistakes.texts.get(name, "")
            if not text or (first in RESERVED and not text.startswith(f"{first} ")):
                continue
            for taken in sorted({1, text.count(" ") + 1}):
                found = words[index : index + taken]
                is_nearer = len(found) == taken and near.is_nearer(of_letters(found), text)
                if is_nearer and self.fits(name, words[index + taken :]):
                    near.take(name, taken)
        return near

    def near_with_one_before(self, before: Word, words: list[Word], index: int) -> "Nearest":
        """The nearest word of several parts that begins one word before, as `all off`; or the very word."""
        near = Nearest()
        for name in self.automaton.expected():
            text = self.mistakes.texts.get(name, "")
            taken = text.count(" ")
            found = words[index : index + taken]
            joined = of_letters([before, *found])
            is_nearer = taken and len(found) == taken and (joined == text or near.is_nearer(joined, text))
            if is_nearer and self.fits(name, words[index + taken :]):
                near.take(name, taken)
        return near

    def replaced(self, name: str, found: list[Word], back: int) -> Repair:
        """The words, of which `back` were fed already, read as another one."""
        meant = Word(name, self.mistakes.texts[name], found[0].start, found[-1].end)
        span = self.place.span(meant)
        if self.place.at_start():
            return Repair(errors.unknown_declaration(span.text, meant.text, span), [meant], len(found) - back, back)
        return Repair(errors.misspelt(span.text, meant.text, span), [meant], len(found) - back, back)

    def fits(self, name: str, after: list[Word]) -> bool:
        """Whether the terminal can stand here with the word that follows it."""
        if not after:
            return True
        follows = after[0].type
        is_soft = follows in self.automaton.tables.vocabulary.soft
        return self.automaton.can(name, follows) or (is_soft and self.automaton.can(name, "NAME"))
