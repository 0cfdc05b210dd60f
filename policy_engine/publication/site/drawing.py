"""A drawing of which rule uses which: a graph in layers from left to right, as SVG.

A thing stands in the column behind the last of those that use it; a line that passes a column has a place in it, so
that lines run between the boxes.
Invariant: the same graph gives the same drawing; every number in it is whole.
"""

from collections.abc import Collection, Mapping, Sequence
from textwrap import wrap

from attrs import frozen

BOX_WIDTH, LINE_HEIGHT, GAP, COLUMN_GAP, MARGIN = 190, 17, 14, 56, 8
PASSING_HEIGHT = 6
LETTERS = 26
MOST_LINES = 4
SWEEPS = 8


@frozen
class Box:
    """kind: how it is shown.  lines: its title, broken."""

    key: str
    kind: str
    href: str
    lines: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int


@frozen
class Drawing:
    """paths: each line from box to box, as SVG writes it."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    paths: tuple[str, ...]


@frozen
class Node:
    key: str
    kind: str
    title: str
    href: str


_Place = tuple[str, int]
"""A node in a column; in columns that it does not stand in, the place at which lines to it pass."""


def drawing(nodes: Sequence[Node], uses: Mapping[str, Sequence[str]], start: str) -> Drawing:
    """The drawing of everything that can be reached from `start`; `uses` has no circle."""
    by_key = {each.key: each for each in nodes}
    column = _columns(uses, start)
    below: dict[_Place, dict[_Place, None]] = {}
    for user in column:
        for used in uses.get(user, ()):
            before: _Place = (user, column[user])
            for number in range(column[user] + 1, column[used] + 1):
                below.setdefault(before, {})[used, number] = None
                before = (used, number)
    order = _ordered(column, below)
    heights = {place: _height(by_key, column, place) for places in order for place in places}
    tops, height = _tops(order, heights)
    boxes = tuple(_box(by_key[key], number, tops[key, number]) for key, number in column.items())
    paths = tuple(_path(first, second, tops, heights, column) for first, nexts in below.items() for second in nexts)
    return Drawing(2 * MARGIN + len(order) * (BOX_WIDTH + COLUMN_GAP) - COLUMN_GAP, height, boxes, paths)


def _columns(uses: Mapping[str, Sequence[str]], start: str) -> dict[str, int]:
    """The length of the longest way to each thing."""
    column = {start: 0}
    waiting = [start]
    while waiting:
        user = waiting.pop(0)
        for used in uses.get(user, ()):
            if column.get(used, -1) <= column[user]:
                column[used] = column[user] + 1
                waiting.append(used)
    return column


def _ordered(column: Mapping[str, int], below: Mapping[_Place, Mapping[_Place, None]]) -> list[list[_Place]]:
    """The places of each column from top to bottom, with few lines that cross: each goes to the middle of its
    neighbours, forwards and backwards in turn."""
    passed = (place for nexts in below.values() for place in nexts)
    places = dict.fromkeys([*column.items(), *passed])
    columns: list[list[_Place]] = [[] for _ in range(max(column.values()) + 1)]
    for place in places:
        columns[place[1]].append(place)
    above: dict[_Place, dict[_Place, None]] = {}
    for first, nexts in below.items():
        for second in nexts:
            above.setdefault(second, {})[first] = None
    for sweep in range(SWEEPS):
        neighbours = below if sweep % 2 else above
        for here in reversed(columns) if sweep % 2 else columns:
            rank = {place: n for each in columns for n, place in enumerate(each)}
            here.sort(key=lambda place: _middle(place, neighbours.get(place, ()), rank))
    return columns


def _middle(place: _Place, neighbours: Collection[_Place], rank: Mapping[_Place, int]) -> tuple[int, int]:
    """A thousandfold, so that it is whole; a place without neighbours stays."""
    if not neighbours:
        return 1000 * rank[place], rank[place]
    return 1000 * sum(rank[each] for each in neighbours) // len(neighbours), rank[place]


def _height(by_key: Mapping[str, Node], column: Mapping[str, int], place: _Place) -> int:
    key, number = place
    return len(_lines(by_key[key].title)) * LINE_HEIGHT + 12 if column[key] == number else PASSING_HEIGHT


def _tops(order: Sequence[Sequence[_Place]], heights: Mapping[_Place, int]) -> tuple[dict[_Place, int], int]:
    """Each column is centred on the highest."""
    sizes = [sum(heights[place] for place in places) + GAP * (len(places) - 1) for places in order]
    tops: dict[_Place, int] = {}
    for places, size in zip(order, sizes, strict=True):
        y = MARGIN + (max(sizes) - size) // 2
        for place in places:
            tops[place] = y
            y += heights[place] + GAP
    return tops, max(sizes) + 2 * MARGIN


def _lines(title: str) -> tuple[str, ...]:
    lines = wrap(title, LETTERS) or [title]
    return (*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…") if len(lines) > MOST_LINES else tuple(lines)


def _box(node: Node, number: int, top: int) -> Box:
    lines = _lines(node.title)
    return Box(node.key, node.kind, node.href, lines, _left(number), top, BOX_WIDTH, len(lines) * LINE_HEIGHT + 12)


def _left(number: int) -> int:
    return MARGIN + number * (BOX_WIDTH + COLUMN_GAP)


def _path(
    first: _Place, second: _Place, tops: Mapping[_Place, int], heights: Mapping[_Place, int], column: Mapping[str, int]
) -> str:
    start, end = (tops[place] + heights[place] // 2 for place in (first, second))
    from_x, to_x = _left(first[1]) + BOX_WIDTH, _left(second[1])
    bend = (from_x + to_x) // 2
    passes = f" H {to_x + BOX_WIDTH}" if column[second[0]] != second[1] else ""
    return f"M {from_x} {start} C {bend} {start} {bend} {end} {to_x} {end}{passes}"
