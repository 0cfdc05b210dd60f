"""The page of silent errors is true: whatever a row of it names is a test that is run."""

import re
from pathlib import Path

import pytest

from tests.spec.chapters import sections

PAGE = Path(__file__).parents[2] / "docs/language/silent-errors.md"
_LINK = re.compile(r"\[([^\]]+)\]\(([^)#]+)(?:#([^)]*))?\)")


def _rows() -> list[str]:
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line.startswith("| ") and not line.startswith("| What goes wrong |")]


def _anchor(heading: str) -> str:
    """The anchor that a heading has on the page where it is read."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[2:60])
def test_a_row_names_what_is_run(row: str) -> None:
    cells = row.strip("| ").split(" | ")
    links = _LINK.findall(row)
    assert len(cells) == 4, "what goes wrong, where, what is done here, and the test"
    assert links, "a row without a test"
    for words, place, anchor in links:
        path = (PAGE.parent / place).resolve()
        if path.suffix == ".py":
            assert f"def {words}(" in path.read_text(encoding="utf-8")
        else:
            assert words in [section.name for section in sections(path)]
            assert anchor == _anchor(words)


def test_no_heading_of_a_chapter_stands_twice() -> None:
    for path in sorted(Path(__file__).parent.glob("*.md")):
        names = re.findall(r"^## (.*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert len(names) == len(set(names)), path.name
