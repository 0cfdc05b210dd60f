"""Lines and indentation: feeds the automaton a file line by line, a declaration at a time, and goes on after errors.

A line that is deeper than the one above belongs to it: it opens a block where the grammar has one, else it continues
the line.  After an error the rest of the line is left out; where the line cannot stand without it, the line and what
is deeper go, and only where a declaration cannot stand without the line, the declaration.

Invariant: every line of the file is fed, or lies in a diagnostic, or below a line that does.
"""

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source, Span
from policy_engine.syntax import errors
from policy_engine.syntax.building.build import Build
from policy_engine.syntax.declarations import Declaration
from policy_engine.syntax.reading.automaton import Automaton, Mark
from policy_engine.syntax.reading.comments import Comments
from policy_engine.syntax.reading.depth import DEEPEST, Depth
from policy_engine.syntax.reading.labels import Labels
from policy_engine.syntax.reading.mistakes import Mistakes
from policy_engine.syntax.reading.scan import MOST_MISTAKES, Row, Word


def read_declarations(
    source: Source, rows: list[Row], automaton: Automaton, build: Build, problems: list[Diagnostic]
) -> tuple[Declaration, ...]:
    """The declarations of a file in order; what is wrong is added to the problems."""
    return _Layout(source, rows, automaton, build, problems).run()


_NEEDLESS = frozenset("COLON COMMA AND OR".split())
"""Marks and words that end a line where one writes letters."""


class _Layout:
    def __init__(
        self, source: Source, rows: list[Row], automaton: Automaton, build: Build, problems: list[Diagnostic]
    ) -> None:
        self.source = source
        self.rows = rows
        self.automaton = automaton
        self.build = build
        self.problems = problems
        self.soft = automaton.tables.vocabulary.soft
        self.mistakes = Mistakes(source, automaton, self.feed)
        automaton.reset()
        self.starts = frozenset(automaton.expected())
        self.levels: list[int] = []
        self.labels: list[Labels] = []

    # -------------------------------------------------------------------------------------------- declarations

    def run(self) -> tuple[Declaration, ...]:
        found: list[Declaration] = []
        place = 0
        while place < len(self.rows) and len(self.problems) <= MOST_MISTAKES:
            row = self.rows[place]
            if row.indent:
                self.report(row, errors.indented_start(row.words[0].text, self.span(row.words[0])))
                place = self.skip_deeper(place, 0)
                continue
            place, declaration = self.declaration(place)
            if declaration is not None:
                found.append(declaration)
        return tuple(found)

    def declaration(self, place: int) -> tuple[int, Declaration | None]:
        """The declaration that begins in this row, and the row after it."""
        self.automaton.reset()
        self.build.comments = comments = Comments()
        self.levels = [0]
        self.labels = [Labels()]
        place = self.line(place)
        while place < len(self.rows) and self.rows[place].indent:
            if len(self.problems) > MOST_MISTAKES:
                return place, None
            place = self.line(place) if len(self.levels) > 1 else self.skip_deeper(place, 0)
        declaration = self.automaton.finish()
        return place, None if declaration is None else comments.attach_rest(declaration)

    def skip_deeper(self, place: int, level: int) -> int:
        while place < len(self.rows) and self.rows[place].indent > level:
            place += 1
        return place

    # -------------------------------------------------------------------------------------------- lines

    def line(self, place: int) -> int:
        """Read the line that begins in this row, with the deeper rows that continue it; gives the row after it."""
        row = self.rows[place]
        level = self.levels[-1]
        start = row.words[0].start
        mark = self.automaton.mark()
        line = _Line(mark, list(row.comments))
        whole = self.feed_row(line, row)
        self.check_label(line)
        after = place + 1
        if whole:
            self.mend_end(line, row, self.rows[after] if after < len(self.rows) else None)
            self.sink(line, row, after)
        while after < len(self.rows) and self.rows[after].indent > level:
            below = self.rows[after]
            if self.opens_block(below, whole):
                self.build.comments.put(start, line.above, row.remark)
                self.open_block(below, row)
                return after
            if whole and len(self.levels) <= DEEPEST and not self.goes_on(below) and not self.automaton.can("_NL"):
                self.report(row, self.mistakes.line_ends(self.end_of(row)))
                whole = False
            if not whole:
                after = self.skip_deeper(after, level)
                break
            if row.remark:
                line.above.append(row.remark)
            line.above += below.comments
            whole = self.feed_row(line, below)
            row = below
            after += 1
        self.build.comments.put(start, line.above, row.remark)
        self.end_line(line, row, whole)
        self.close_blocks(after, row)
        return after

    def opens_block(self, below: Row, whole: bool) -> bool:
        """Whether a deeper row begins a block; a row that can neither begin one nor go on begins one that is wrong.

        After a mistake it begins a block only if it fits.
        """
        if len(self.levels) > DEEPEST or not self.automaton.can("_INDENT"):
            return False
        if self.automaton.can("_INDENT", self.kind(below.words[0], "_INDENT")):
            return True
        return whole and not self.goes_on(below)

    def goes_on(self, below: Row) -> bool:
        """Whether a deeper row can continue the line; a word of the language that would be a name must fit the next."""
        first, rest = below.words[0], below.words[1:2]
        kind = self.kind(first)
        if kind == first.type:
            return self.automaton.can(kind)
        return self.automaton.can(kind, *(self.kind(word, kind) for word in rest))

    def mend_end(self, line: "_Line", row: Row, below: Row | None) -> None:
        """Leave out a mark or an `and` that ends the row without need, or read its last words as what they mean."""
        if len(self.levels) > DEEPEST:
            return
        deeper = below if below and below.indent > self.levels[-1] else None
        if not deeper and self.automaton.can("_NL"):
            return
        if not line.words or (deeper and self.goes_on(deeper)) or (deeper and self.opens_block(deeper, False)):
            return
        last = line.words[-1]
        after = ("_INDENT", self.kind(deeper.words[0], "_INDENT")) if deeper else ("_NL",)
        if last.type in _NEEDLESS and len(line.words) > 1:
            self.mistakes.go_to(line.mark, line.words[:-1])
            if self.automaton.can(*after) or self.automaton.can("_NL"):
                self.report(row, self.mistakes.needless_end(line.words))
                line.words.pop()
                return
        repair = self.mistakes.meant.at_end(line.mark, line.words, len(line.words) - len(row.words), *after)
        self.mistakes.go_to(line.mark, line.words)
        if repair and repair.problem and (deeper or not self.automaton.can("_NL")):
            self.report(row, repair.problem)
            line.words[len(line.words) - repair.taken :] = repair.words
            self.mistakes.go_to(line.mark, line.words)

    def sink(self, line: "_Line", row: Row, after: int) -> None:
        """Put rows deeper that belong below this line, as they can stand there only, and that are not deep enough."""
        level = self.levels[-1]
        if (
            len(self.levels) > DEEPEST
            or after >= len(self.rows)
            or self.rows[after].indent > level
            or not self.automaton.can("_INDENT")
        ):
            return
        first = self.rows[after]
        if not self.automaton.can("_INDENT", self.kind(first.words[0], "_INDENT")) or self.stands_outside(line, first):
            return
        problem = errors.not_deeper(first.words[0].text, self.span(first.words[0]))
        if self.automaton.can("_NL") or self.kind(first.words[0]) == "LABEL" or not row.reported:
            self.report(first, problem)
        indent, kind, deeper = first.indent, first.words[0].type, level + 2 - first.indent
        while after < len(self.rows):
            row = self.rows[after]
            is_like = row.words[0].type == kind or (
                not indent and kind != "LABEL" and row.words[0].type not in self.starts
            )
            if (
                row.indent < indent
                or (row.indent == indent and not is_like)
                or (not indent and 0 < row.indent <= level)
            ):
                return
            row.indent += deeper
            after += 1

    def stands_outside(self, line: "_Line", row: Row) -> bool:
        """Whether a row can stand beside the line, or beside what the line lies in."""
        words, levels = line.words, [level for level in self.levels if level >= row.indent]
        self.automaton.back(line.mark)
        kinds = [("_DEDENT",) * up for up in range(len(levels))]
        outside = any(self.automaton.can(*up, self.kind(row.words[0], *up)) for up in kinds)
        self.mistakes.go_to(line.mark, words)
        return outside or (row.indent == 0 and row.words[0].type in self.starts)

    def lift(self, row: Row) -> None:
        """Put a declaration that begins too deep into column 1, where it can stand nowhere else."""
        first = row.words[0]
        if not row.indent or first.type not in self.starts or [word.type for word in row.words[1:2]] != ["NAME"]:
            return
        for inner in range(len(self.levels)):
            up = ("_DEDENT",) * inner
            if self.automaton.can(*up, first.type) or self.automaton.can(*up, "NAME"):
                return
        self.report(row, errors.indented_declaration(first.text, self.span(first)))
        row.indent = 0

    def end_of(self, row: Row) -> Span:
        return Span(self.source, row.words[-1].end, row.words[-1].end)

    def kind(self, word: Word, *before: str) -> str:
        """The terminal as which the word can stand here: its own, or a name's."""
        if word.type in self.soft and not self.automaton.can(*before, word.type):
            return "NAME"
        return word.type

    def open_block(self, below: Row, row: Row) -> None:
        end = row.words[-1].end
        self.automaton.feed("_INDENT", Word("_INDENT", "", end, end))
        self.levels.append(below.indent)
        self.labels.append(Labels())

    def end_line(self, line: "_Line", row: Row, whole: bool) -> None:
        """End the line, or leave it out where it cannot end here."""
        end = row.words[-1].end
        if self.automaton.can("_NL"):
            self.automaton.feed("_NL", Word("_NL", "", end, end))
            return
        if whole:
            self.report(row, self.mistakes.line_ends(self.end_of(row)))
        self.automaton.back(line.mark)

    def close_blocks(self, after: int, row: Row) -> None:
        """Close the blocks that are deeper than the next row; a row between two levels is put on one of them."""
        following = self.rows[after] if after < len(self.rows) else None
        if following:
            self.lift(following)
        indent = following.indent if following else 0
        end = row.words[-1].end
        while self.levels[-1] > indent:
            inner, outer = self.levels[-1], self.levels[-2]
            if following and indent > outer:
                first = following.words[0]
                self.report(following, errors.uneven_indentation(indent, outer, inner, self.span(first)))
                inside = self.automaton.can(self.kind(first))
                if inside and after + 1 < len(self.rows) and self.rows[after + 1].indent == indent:
                    self.levels[-1] = inner = indent
                following.indent = inner if inside else outer
                if inside:
                    return
                indent = outer
            if not self.automaton.feed("_DEDENT", Word("_DEDENT", "", end, end)):
                self.automaton.reset()
                self.levels = [0]
                return
            self.levels.pop()
            self.labels.pop()

    # -------------------------------------------------------------------------------------------- words

    def feed_row(self, line: "_Line", row: Row) -> bool:
        """Feed the words of a row; no, where the rest of the row had to be left out."""
        words = row.words
        line.count += len(words)
        if line.count > DEEPEST and (word := line.too_deep(words)):
            self.report(row, errors.too_deep(DEEPEST, self.span(word)))
            return False
        line.reported = line.reported or row.reported
        index = 0
        while index < len(words):
            word = words[index]
            if self.feed(word):
                line.words.append(word)
                index += 1
                continue
            following = self.labels[-1].following
            repair = self.mistakes.repairs(line.mark, line.words, words, index, following)
            if repair is None or len(self.levels) > DEEPEST:
                self.unexpected(line, row, index)
                if not self.fits_without(words, index):
                    return False
                del words[index]
                continue
            if repair.problem:
                self.report(row, repair.problem)
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
        return bool(after) and self.automaton.can(*(self.kind(word) for word in after))

    def feed(self, word: Word) -> bool:
        """Feed a word, as a name where it is a soft word and only a name can stand here."""
        automaton = self.automaton
        kind = word.type
        if kind in self.soft:
            action = automaton.tables.actions[automaton.states[-1]].get(kind, -1)
            if action < 0 and not automaton.can(kind):
                if not automaton.can("NAME"):
                    return False
                word.type = kind = "NAME"
        return automaton.feed(kind, word)

    def check_label(self, line: "_Line") -> None:
        if line.words and line.words[0].type == "LABEL":
            problem = self.labels[-1].take(line.words[0], self.source)
            if problem and not line.reported:
                self.problems.append(problem)

    # -------------------------------------------------------------------------------------------- diagnostics

    def unexpected(self, line: "_Line", row: Row, index: int) -> None:
        """Report a word for which there is no repair, unless it may follow from a mistake in the same line.

        What follows a misspelt `item` or `cites` was not read in its own language: what was said of it is taken back.
        """
        word = row.words[index]
        mark = self.mistakes.meant_mark(word)
        if mark:
            end = row.words[-1].end
            self.problems[:] = [each for each in self.problems if not word.start < each.span.start < end]
            if word.text != mark:
                self.problems.append(errors.misspelt(word.text, mark, self.span(word)))
        elif not row.reported and (index or not line.reported):
            self.problems.append(self.message(line, row, index))
        row.reported = line.reported = True

    def message(self, line: "_Line", row: Row, index: int) -> Diagnostic:
        """What to say of a word for which there is no repair."""
        if index or not line.words:
            return self.mistakes.unexpected(line.mark, line.words, row.words, index)
        if len(self.levels) > DEEPEST:
            return errors.too_deep(DEEPEST, self.span(row.words[0]))
        return self.mistakes.deeper_line(line.mark, line.words, row.words[0])

    def report(self, row: Row, problem: Diagnostic) -> None:
        """One diagnostic a row: what follows from a mistake is not said."""
        if not row.reported:
            row.reported = True
            self.problems.append(problem)

    def span(self, word: Word) -> Span:
        return Span(self.source, word.start, word.end)


class _Line:
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
