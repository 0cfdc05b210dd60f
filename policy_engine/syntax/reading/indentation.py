"""Rows that stand where they cannot belong are put where they can: deeper, or in column 1.

Invariant: a row is moved only where it can stand nowhere near its place, and each move is reported.
"""

from policy_engine.syntax import errors
from policy_engine.syntax.reading.line import Line
from policy_engine.syntax.reading.place import Place
from policy_engine.syntax.reading.scan import Row


def sink(place: Place, line: Line, row: Row, rows: list[Row], after: int) -> None:
    """Put rows deeper that belong below the line, as they can stand there only, and that are not deep enough.

    `row` is the last of the line, `after` the place of the next among the rows.
    """
    level = place.levels[-1]
    if place.too_deep() or after == len(rows) or rows[after].indent > level or not place.automaton.can("_INDENT"):
        return
    first = rows[after]
    begins_limbs = _begins_limbs(place, first)
    if not place.fits_below(first) or not (begins_limbs or not _stands_outside(place, line, first)):
        return
    problem = errors.not_deeper(first.words[0].text, place.span(first.words[0]))
    if place.automaton.can("_NL") or place.kind(first.words[0]) == "LABEL" or not row.reported:
        place.report(first, problem)
    indent, kind = first.indent, first.words[0].type
    for row in rows[after:]:
        beside = row.words[0].type
        is_like = beside == kind or (not indent and kind != "LABEL" and beside not in place.starts)
        is_like = is_like and not (begins_limbs and row.words[0].text[:-1] == place.labels[-1].following)
        is_out = row.indent < indent or (row.indent == indent and not is_like)
        if is_out or (not indent and 0 < row.indent <= level):
            return
        row.indent += level + 2 - indent


def _begins_limbs(place: Place, row: Row) -> bool:
    """Whether a row beside `any of` bears the first label of another kind than the limbs around it."""
    text, around = row.words[0].text[:-1], place.labels[-1]
    is_first = row.words[0].type == "LABEL" and text in ("i", "a", "1") and around.kind not in ("", text)
    return is_first and text != around.following and not place.automaton.can("_NL")


def _stands_outside(place: Place, line: Line, row: Row) -> bool:
    """Whether a row can stand beside the line, or beside what the line lies in."""
    around = sum(1 for level in place.levels if level >= row.indent)
    place.automaton.back(line.mark)
    ends = [("_DEDENT",) * up for up in range(around)]
    outside = any(place.automaton.can(*up, place.kind(row.words[0], *up)) for up in ends)
    place.go_to(line.mark, line.words)
    return outside or (row.indent == 0 and row.words[0].type in place.starts)


def lift(place: Place, row: Row) -> None:
    """Put a declaration that begins too deep into column 1, where it can stand nowhere else."""
    first = row.words[0]
    if not row.indent or first.type not in place.starts or [word.type for word in row.words[1:2]] != ["NAME"]:
        return
    for inner in range(len(place.levels)):
        up = ("_DEDENT",) * inner
        if place.automaton.can(*up, first.type) or place.automaton.can(*up, "NAME"):
            return
    place.report(row, errors.indented_declaration(first.text, place.span(first)))
    row.indent = 0
