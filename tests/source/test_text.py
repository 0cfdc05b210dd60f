"""Places in a text are counted from 1, and the text of a line has no line end."""

import pytest

from policy_engine.source.text import NOWHERE, Source, Span


@pytest.mark.parametrize(("offset", "place"), [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (5, (3, 1)), (6, (3, 2))])
def test_line_and_column(offset: int, place: tuple[int, int]) -> None:
    assert Source("a", "ab\nc\nd").line_and_column(offset) == place


def test_the_text_of_a_line_has_no_line_end() -> None:
    source = Source("a", "ab\r\n\nc")

    assert [source.line_text(line) for line in (1, 2, 3)] == ["ab", "", "c"]


def test_a_span_reaches_from_its_start_to_the_end_of_another() -> None:
    source = Source("a", "one two three")
    span = Span(source, 0, 3).to(Span(source, 4, 7))

    assert span.text == "one two"
    assert NOWHERE.line == 1
