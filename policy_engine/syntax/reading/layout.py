"""Lines and indentation: feeds the automaton a file line by line, a declaration at a time, and goes on after errors.

A line that is deeper than the one above belongs to it: it opens a block where the grammar has one, else it continues
the line.  After an error the rest of the line is left out; where the line cannot stand without it, the line and what
is deeper go, and only where a declaration cannot stand without the line, the declaration.

Invariant: every line of the file is fed, or lies in a diagnostic, or below a line that does.
"""

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source
from policy_engine.syntax import errors
from policy_engine.syntax.building.build import Build
from policy_engine.syntax.declarations import Declaration
from policy_engine.syntax.reading.automaton import Automaton
from policy_engine.syntax.reading.comments import Comments
from policy_engine.syntax.reading.indentation import lift, sink
from policy_engine.syntax.reading.labels import Labels
from policy_engine.syntax.reading.line import Line, Lines
from policy_engine.syntax.reading.place import Place
from policy_engine.syntax.reading.scan import MOST_MISTAKES, Row, Word


def read_declarations(
    source: Source, rows: list[Row], automaton: Automaton, build: Build, problems: list[Diagnostic]
) -> tuple[Declaration, ...]:
    """The declarations of a file in order; what is wrong is added to the problems."""
    return _Layout(rows, Place(source, automaton, problems), build).run()


class _Layout:
    """The rows of a file; a place among them is the number of a row."""

    def __init__(self, rows: list[Row], place: Place, build: Build) -> None:
        self.rows = rows
        self.place = place
        self.automaton = place.automaton
        self.build = build
        self.lines = Lines(place)

    # -------------------------------------------------------------------------------------------- declarations

    def run(self) -> tuple[Declaration, ...]:
        found: list[Declaration] = []
        at = 0
        while at < len(self.rows) and len(self.place.problems) <= MOST_MISTAKES:
            row = self.rows[at]
            if row.indent:
                self.place.report(row, errors.indented_start(row.words[0].text, self.place.span(row.words[0])))
                at = self.skip_deeper(at, 0)
                continue
            at, declaration = self.declaration(at)
            if declaration is not None:
                found.append(declaration)
        return tuple(found)

    def declaration(self, at: int) -> tuple[int, Declaration | None]:
        """The declaration that begins in this row, and the row after it."""
        self.place.begin()
        self.build.comments = comments = Comments()
        at = self.line(at)
        while at < len(self.rows) and self.rows[at].indent:
            if len(self.place.problems) > MOST_MISTAKES:
                return at, None
            at = self.line(at) if len(self.place.levels) > 1 else self.skip_deeper(at, 0)
        declaration = self.automaton.finish()
        return at, None if declaration is None else comments.attach_rest(declaration)

    def skip_deeper(self, at: int, level: int) -> int:
        while at < len(self.rows) and self.rows[at].indent > level:
            at += 1
        return at

    # -------------------------------------------------------------------------------------------- lines

    def line(self, at: int) -> int:
        """Read the line that begins in this row, with the deeper rows that continue it; gives the row after it."""
        row = self.rows[at]
        level = self.place.levels[-1]
        if self.lines.goes_on_with_limbs(row, self.rows[at + 1] if at + 1 < len(self.rows) else None):
            after = self.skip_deeper(at + 1, level)
            self.close_blocks(after, row)
            return after
        start = row.words[0].start
        line = Line(self.automaton.mark(), list(row.comments))
        whole = self.lines.read(line, row)
        self.lines.check_label(line)
        after = at + 1
        if whole:
            self.lines.mend_end(line, row, self.rows[after] if after < len(self.rows) else None)
            sink(self.place, line, row, self.rows, after)
        while after < len(self.rows) and self.rows[after].indent > level:
            below = self.rows[after]
            if self.place.opens_block(below, whole):
                self.build.comments.put(start, line.above, row.remark)
                self.open_block(below, row)
                return after
            if not whole or not self.lines.can_go_on(row, below):
                whole = False
                after = self.skip_deeper(after, level)
                break
            if row.remark:
                line.above.append(row.remark)
            line.above += below.comments
            whole = self.lines.read(line, below)
            row = below
            after += 1
        self.build.comments.put(start, line.above, row.remark)
        self.lines.end(line, row, whole)
        self.close_blocks(after, row)
        return after

    # -------------------------------------------------------------------------------------------- blocks

    def open_block(self, below: Row, row: Row) -> None:
        end = row.words[-1].end
        self.automaton.feed("_INDENT", Word("_INDENT", "", end, end))
        self.place.levels.append(below.indent)
        self.place.labels.append(Labels())

    def close_blocks(self, after: int, row: Row) -> None:
        """Close the blocks that are deeper than the next row; a row between two levels is put on one of them."""
        following = self.rows[after] if after < len(self.rows) else None
        if following:
            lift(self.place, following)
        indent = following.indent if following else 0
        end, levels = row.words[-1].end, self.place.levels
        while levels[-1] > indent:
            if following and indent > levels[-2]:
                indent = self.put_on_a_level(after)
                if indent == levels[-1]:
                    return
            if not self.automaton.feed("_DEDENT", Word("_DEDENT", "", end, end)):
                self.place.begin()
                return
            levels.pop()
            self.place.labels.pop()

    def put_on_a_level(self, at: int) -> int:
        """Put a row that stands between the two innermost levels on one of them; gives its indent."""
        row, levels = self.rows[at], self.place.levels
        first = row.words[0]
        self.place.report(row, errors.uneven_indentation(row.indent, levels[-2], levels[-1], self.place.span(first)))
        inside = self.automaton.can(self.place.kind(first))
        if inside and at + 1 < len(self.rows) and self.rows[at + 1].indent == row.indent:
            levels[-1] = row.indent
        row.indent = levels[-1] if inside else levels[-2]
        return row.indent
