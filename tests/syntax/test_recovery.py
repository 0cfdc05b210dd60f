"""After a mistake reading goes on: every mistake of a file is reported in one run, and what is right survives."""

import re
from collections.abc import Iterator

import pytest

from policy_engine.syntax.declarations import Declaration
from tests.syntax.books import REFERENCE, REFERENCE_BLOCKS, codes, places, read, tree_of

_LINES = REFERENCE.split("\n")
_WORDS = [number for number, line in enumerate(_LINES) if re.match(r" *[a-z]", line)]


def _places_to_slip() -> Iterator[tuple[list[str], int, tuple[Declaration, ...]]]:
    """Each line with words of each block of the reference, with the block's lines and its declarations."""
    for block in REFERENCE_BLOCKS:
        lines = block.split("\n")
        good = tree_of(block).declarations
        for number, line in enumerate(lines):
            if re.match(r" *[a-z]", line):
                yield lines, number, good


def _with(lines: list[str], number: int, line: str) -> str:
    return "\n".join([*lines[:number], line, *lines[number + 1 :]])


def _others(declarations: tuple[Declaration, ...], lines: list[str], number: int) -> list[Declaration]:
    """The declarations but the one to which the line belongs."""
    while not lines[number][:1].isalpha():
        number -= 1
    return [each for each in declarations if each.span.line != number + 1]


@pytest.mark.parametrize(
    ("slip", "pattern", "put"),
    [
        ("a sign that no rule has", r"$", " @"),
        ("an open quotation mark", r"$", ' "'),
        ("capitals", r"([a-z_]+)", lambda match: match[0].upper()),
        ("a stray bracket", r"$", " )"),
        ("a stray comma", r"^( *)", r"\1, "),
    ],
)
def test_a_mistake_on_any_line_is_reported_there_and_harms_no_neighbour(slip: str, pattern: str, put: str) -> None:
    for lines, number, good in _places_to_slip():
        line, comment, remark = lines[number].partition("--")
        text = _with(lines, number, re.sub(pattern, put, line.rstrip(), count=1) + comment + remark)
        parsed = read(text)

        found = [each.span.line for each in parsed.diagnostics]
        wrong = text.split("\n")[number]
        assert found[:1] == [number + 1], (slip, wrong)
        assert len(found) == 1 or wrong.lstrip().startswith(("BY reading", "LIMB")), (slip, wrong)
        assert _others(parsed.file.declarations, lines, number) == _others(good, lines, number), (slip, lines[number])


@pytest.mark.parametrize("blanks", [1, -1])
def test_a_line_that_begins_one_column_off_is_reported_or_harmless(blanks: int) -> None:
    for lines, number, good in _places_to_slip():
        line = lines[number]
        if blanks < 0 and not line.startswith(" "):
            continue
        parsed = read(_with(lines, number, " " + line if blanks > 0 else line[1:]))

        assert parsed.file.declarations == good or abs(parsed.diagnostics[0].span.line - number - 1) <= 1
        assert len(parsed.file.declarations) >= len(good) - 1


@pytest.mark.parametrize("lines", [range(0, 400, 7), range(3, 400, 5)], ids=["every seventh", "every fifth"])
def test_many_mistakes_are_all_reported(lines: range) -> None:
    wrong = [number for number in lines if number in _WORDS]
    bare = [line.partition("--")[0].rstrip() for line in _LINES]
    text = "\n".join(f"{line} @" if number in wrong else line for number, line in enumerate(bare))

    assert [line for _, line in places(text)] == [number + 1 for number in wrong]


def test_mistakes_inside_one_declaration_are_all_reported() -> None:
    text = """benefit b
  title en "b" mz "b"
  payable when all off
    i.   a at leest 4 days
    iii. b
  pays total : money
    is RM 30
    from 2023-02-30
  nedes
    form_1 en “form”
"""
    assert places(text) == [
        ("S041", 2), ("S042", 3), ("S042", 4), ("S031", 5), ("S021", 7), ("S024", 8), ("S042", 9), ("S014", 10),
    ]  # fmt: skip


def test_a_line_is_kept_up_to_its_mistake() -> None:
    (fact,) = read('fact leave : days from 0 to 9 of\n  title en "leave"\n').file.declarations

    assert fact == tree_of('fact leave : days from 0 to 9\n  title en "leave"\n').declarations[0]


def test_a_declaration_that_cannot_be_read_is_left_out_and_nothing_else() -> None:
    parsed = read('fact a : money\nwhatever b\n  title en "b"\n  is wrong\nfact c : money\n')

    assert [(each.code, each.span.line) for each in parsed.diagnostics] == [("S040", 2)]
    assert parsed.file.declarations == tree_of("fact a : money\nfact c : money\n").declarations


def test_a_line_is_not_read_twice_into_the_tree() -> None:
    """Going back after a mistake leaves the lines before it as they were."""
    text = 'list k\n  a en "a"\n  b en "b" @\n  c en "c"\n  ) en "d"\n  e en "e"\n'
    (kinds,) = read(text).file.declarations
    (right,) = tree_of('list k\n  a en "a"\n  b en "b"\n  c en "c"\n  e en "e"\n').declarations

    assert kinds == right


def test_after_too_many_mistakes_the_rest_is_not_read() -> None:
    assert codes("fact fact\n" * 5000)[-1] == "S006"
    assert len(codes("fact fact\n" * 5000)) == 501
