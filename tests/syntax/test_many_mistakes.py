"""However many mistakes a file has, the first five hundred are told in the order of the text, and the end is said."""

import pytest

from tests.syntax.books import codes, places

_RULE = "rule r\n  is "
_MOST = 500


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\u00e9\n" * 5_000, "S017"),
        (_RULE + "a\n" + "  \u00e9\n" * 5_000, "S017"),
        ("rule r\n" + "  is and\n" * 5_000, "S041"),
        ("rule r\n  is and\n" * 5_000, "S041"),
        ("rule r\n  is a@b\n" * 5_000, "S016"),
        ("rule r\n  is 1,2\n" * 5_000, "S025"),
        ("rule r\n  is 1_0\n" * 5_000, "S020"),
        ("\x00\n" * 5_000, "S011"),
    ],
    ids=range(8),
)
def test_the_first_five_hundred_mistakes_are_reported(text: str, code: str) -> None:
    found = places(text)

    assert [each for each, _ in found] == [code] * _MOST + ["S006"]
    lines = [line for _, line in found]
    assert lines == sorted(lines)


def test_brackets_beside_one_another_are_not_deep() -> None:
    """A hundred brackets of one level are one level; 65 within one another are too many, also behind the others."""
    beside = " or ".join(["(a and b)"] * 100)

    assert codes(f"{_RULE}{beside}\n") == []
    assert codes(f"{_RULE}{beside} or {'(' * 64}a{')' * 64}\n") == []
    assert codes(f"{_RULE}{beside} or {'(' * 65}a{')' * 65}\n") == ["S003"]


def test_an_or_inside_brackets_is_not_mixed_with_the_and_before_them() -> None:
    assert codes(f"{_RULE}a and b or c\n") == ["S047"]
    assert codes(f"{_RULE}a and (b plus or c)\n") == ["S041"]


@pytest.mark.parametrize("again", ['en "a" en "b"', 'ms "a" en "b" ms "c"'])
def test_the_words_of_an_item_stand_once_in_a_language(again: str) -> None:
    assert codes(f'source s "s"\n  item L-1 {again}\n') == ["S053"]
