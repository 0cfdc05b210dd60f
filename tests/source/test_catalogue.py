"""Words are found by code and language, and holes are filled with text and nothing else."""

import pytest

from policy_engine.texts.catalogue import choice, diagnostic_codes, diagnostic_words, fill, holes, texts


def test_words_of_a_code() -> None:
    assert diagnostic_words("S042", "en").title == "a word that is nearly right"
    assert diagnostic_words("S042", "en").wrong != ""
    assert diagnostic_words("S042", "ms").wrong == ""
    assert "S042" in diagnostic_codes("ms")


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(KeyError, match="S999"):
        diagnostic_words("S999", "en")


def test_holes_are_filled_once() -> None:
    assert fill("{a} and {b} {c}", {"a": "{b}", "b": "x"}, "en") == "{b} and x "
    assert holes("{a} and {b:words}") == ("a", "b")


def test_several_possibilities_are_told_in_the_language() -> None:
    assert choice(("NAME", "NUMBER", "is"), "en") == "a name, a number or `is`"
    assert choice(("NAME", "is"), "ms") == "satu nama atau `is`"
    assert choice(("is",), "en") == "`is`"
    assert fill("{a:words}", {"a": "NAME|is"}, "en") == "a name or `is`"
    assert fill("{a:words}", {"a": ""}, "en") == ""


def test_a_whole_file_of_words() -> None:
    assert texts("ms", "report")["hint"] == "Petunjuk"
