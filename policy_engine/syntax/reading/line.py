"""The words of a line: fed one by one, mended where it is plain what was meant, else reported and left out.

Invariant: a line has one diagnostic for one mistake; what follows from a mistake in the same line is not said.
"""

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.syntax import errors
from policy_engine.syntax.reading.automaton import Mark
from policy_engine.syntax.reading.depth import DEEPEST, Depth
from policy_engine.syntax.reading.mistakes import Mistakes
from policy_engine.syntax.reading.place import Place
from policy_engine.syntax.reading.repairs import Repairs
from policy_engine.syntax.reading.scan import Row, Word

_NEEDLESS = frozenset("COLON COMMA AND OR".split())
"""Marks and words that end a line where one writes letters."""


class Line:
    """A line while it is read: what was before it, its comments, and its words over all its rows."""

    __slots__ = ("above", "count", "depth", "mark", "reported", "words")

    def __init__(self, mark: Mark, above: list[str]) -> None:
        self.mark = mark
        self.above = above
        self.words: list[Word] = []
        self.count = 0
        self.reported = False
        self.depth: Depth | None = None

    def too_deep(self, words: list[Word]) -> Word | None:
        """The first word that goes too deep; lines of few words are never asked."""
        if self.depth is None:
            self.depth = Depth()
            self.depth.take(self.words)
        return self.depth.take(words)


class Lines:
    """Reads the rows of lines."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.automaton = place.automaton
        self.mistakes = Mistakes(place)
        self.repairs = Repairs(place, self.mistakes)

    def read(self, line: Line, row: Row) -> bool:
        """Feed the words of a row; no, where the rest of the row had to be left out."""
        words = row.words
        line.count += len(words)
        if line.count > DEEPEST and (word := line.too_deep(words)):
            self.place.report(row, errors.too_deep(DEEPEST, self.place.span(word)))
            return False
        line.reported = line.reported or row.reported
        index = 0
        while index < len(words):
            word = words[index]
            if self.place.feed(word):
                line.words.append(word)
                index += 1
                continue
            following = self.place.labels[-1].following
            repair = self.repairs.repair(line.mark, line.words, words, index, following)
            if repair is None or self.place.too_deep():
                self.unexpected(line, row, index)
                if not self.fits_without(words, index):
                    return False
                del words[index]
                continue
            if repair.problem:
                self.place.report(row, repair.problem)
                line.reported = True
            if len(words) == repair.taken and not repair.words:
                return False
            del line.words[len(line.words) - repair.back :]
            words[index - repair.back : index + repair.taken] = repair.words
            index -= repair.back
        return True

    def fits_without(self, words: list[Word], index: int) -> bool:
        """Whether the words after the wrong one could stand in its place, as after a stray word."""
        after = words[index + 1 : index + 3]
        return bool(after) and self.automaton.can(*(self.place.kind(word) for word in after))

    def mend_end(self, line: Line, row: Row, below: Row | None) -> None:
        """Leave out a mark or an `and` that ends the row without need, or read its last words as what they mean."""
        if self.place.too_deep():
            return
        deeper = below if below and below.indent > self.place.levels[-1] else None
        if not deeper and self.automaton.can("_NL"):
            return
        if (
            not line.words
            or (deeper and self.place.goes_on(deeper))
            or (deeper and self.place.opens_block(deeper, False))
        ):
            return
        last = line.words[-1]
        after = ("_INDENT", self.place.kind(deeper.words[0], "_INDENT")) if deeper else ("_NL",)
        if last.type in _NEEDLESS and len(line.words) > 1:
            self.place.go_to(line.mark, line.words[:-1])
            if self.automaton.can(*after) or self.automaton.can("_NL"):
                self.place.report(row, self.mistakes.needless_end(line.words))
                line.words.pop()
                return
        repair = self.repairs.meant.at_end(line.mark, line.words, len(line.words) - len(row.words), *after)
        self.place.go_to(line.mark, line.words)
        if repair and repair.problem and (deeper or not self.automaton.can("_NL")):
            self.place.report(row, repair.problem)
            line.words[len(line.words) - repair.taken :] = repair.words
            self.place.go_to(line.mark, line.words)

    def goes_on_with_limbs(self, row: Row, below: Row | None) -> bool:
        """Whether a row ends in `and` or `or` and limbs follow deeper; then both are left out, which is said."""
        if below is None or below.indent <= max(row.indent, self.place.levels[-1]) or self.place.at_start():
            return False
        if below.words[0].type != "LABEL" or len(row.words) < 2 or row.words[-1].type not in ("AND", "OR"):
            return False
        self.place.report(row, self.mistakes.limbs_behind(row.words))
        if row.words[0].type == "LABEL":
            self.place.labels[-1].take(row.words[0], self.place.source)
        return True

    def check_label(self, line: Line) -> None:
        """Report the label of a limb that does not follow the one before it."""
        if line.words and line.words[0].type == "LABEL":
            problem = self.place.labels[-1].take(line.words[0], self.place.source)
            if problem and not line.reported:
                self.place.problems.append(problem)

    def can_go_on(self, row: Row, below: Row) -> bool:
        """Whether the deeper row can continue the line that ends in `row`; reported, where it must and cannot."""
        if self.place.too_deep() or self.place.goes_on(below) or self.automaton.can("_NL"):
            return True
        self.place.report(row, self.mistakes.line_ends(self.place.end_of(row)))
        return False

    def end(self, line: Line, row: Row, whole: bool) -> None:
        """End the line, or leave it out where it cannot end here."""
        end = row.words[-1].end
        if self.automaton.can("_NL"):
            self.automaton.feed("_NL", Word("_NL", "", end, end))
            return
        if whole:
            self.place.report(row, self.mistakes.line_ends(self.place.end_of(row)))
        self.automaton.back(line.mark)

    # -------------------------------------------------------------------------------------------- diagnostics

    def unexpected(self, line: Line, row: Row, index: int) -> None:
        """Report a word for which there is no repair, unless it may follow from a mistake in the same line.

        What follows a misspelt `item` or `cites` was not read in its own language: what was said of it is taken back.
        """
        word = row.words[index]
        mark = self.mistakes.meant_mark(word)
        if mark:
            end = row.words[-1].end
            self.place.problems[:] = [each for each in self.place.problems if not word.start < each.span.start < end]
            if word.text != mark:
                self.place.problems.append(errors.misspelt(word.text, mark, self.place.span(word)))
        elif not row.reported and (index or not line.reported):
            self.place.problems.append(self.message(line, row, index))
        row.reported = line.reported = True

    def message(self, line: Line, row: Row, index: int) -> Diagnostic:
        """What to say of a word for which there is no repair."""
        if index or not line.words:
            return self.mistakes.unexpected(line.mark, line.words, row.words, index)
        if self.place.too_deep():
            return errors.too_deep(DEEPEST, self.place.span(row.words[0]))
        return self.mistakes.deeper_line(line.mark, line.words, row.words[0])
