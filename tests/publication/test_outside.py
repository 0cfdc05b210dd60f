"""How sure an item from outside the sources is, wherever a book is told as a whole."""

import re
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from policy_engine.files.loaded import Loaded
from policy_engine.publication.json import ledger_json, open_points_json
from policy_engine.publication.ledger import ledger
from policy_engine.publication.open_points import open_points
from policy_engine.publication.open_points_text import open_points_text
from policy_engine.publication.site.site import site
from policy_engine.publication.sources_text import sources_text
from tests.checking.test_extending import MORE, TOWNS, read


@cache
def book() -> Loaded:
    with TemporaryDirectory() as folder:
        loaded = read(Path(folder), MORE + TOWNS)
    assert loaded.model is not None
    return loaded


def flat(text: str) -> str:
    return " ".join(text.split())


LETTERS = [("en", "confidence"), ("ms", "keyakinan")]


@pytest.mark.parametrize(("language", "word"), LETTERS)
def test_the_ledger_tells_the_letter_of_each_item(language: str, word: str) -> None:
    told = ledger(book().model, book().cases)
    page = sources_text(told, language)
    items = {
        each["item"]: each["confidence"]
        for source in ledger_json(told, language)["sources"]
        for each in source["items"]
    }

    assert [letter for letter in "ABC" if f", {word} {letter}\n" in page] == ["A", "B", "C"]
    assert items == {"P-1": "B", "P-2": "C", "P-3": "A", "A-1": None}


@pytest.mark.parametrize(("language", "word"), LETTERS)
def test_what_is_open_tells_what_fills_it_and_how_sure_that_is(language: str, word: str) -> None:
    told = open_points(book().model, book().cases)
    page = flat(open_points_text(told, language))
    (fee,) = (each for each in open_points_json(told, language)["points"] if each["name"] == "fee")

    assert f"(press P-1, {word} B)" in page
    assert fee["filled_by"] == "fee_paid"
    assert [(each["item"], each["confidence"]) for each in fee["filled_from"]] == [("P-1", "B")]
    assert [(each["item"], each["confidence"]) for each in fee["citations"]] == [("A-1", None)]


@pytest.mark.parametrize(("language", "word"), LETTERS)
def test_the_pages_tell_the_letter_wherever_an_item_is_cited(language: str, word: str) -> None:
    """On the page of the source with its meaning, at a figure, and with the gap that is filled."""
    pages = site(book().model, book().cases)

    def words(name: str) -> str:
        return flat(unescape(re.sub(r"<[^>]+>", "", pages[f"{language}/{name}.html"])))

    assert re.search(f"{word} A: [a-z]+", words("source-press"))
    assert f"press P-3, {word} A" in words("figures")
    assert f"press P-1, {word} B" in words("open-points")
    assert f"act A-1, {word}" not in words("open-points")
