"""Words of the publications in a reader's language, and the book's own words in it.

Invariant: a sentence is a text of texts/<language>/publication.toml with its holes filled; a title that the book
does not give in that language is given in the other.
"""

from collections.abc import Mapping
from datetime import date

from policy_engine.explanation import telling
from policy_engine.model.rulebook import Words
from policy_engine.texts import catalogue


def say(language: str, key: str, /, **holes: object) -> str:
    """The text of a key such as `points.title`, its holes filled."""
    return _texts(language)[key].format_map(holes)


def counted(language: str, key: str, n: int) -> str:
    """`1 case`, `12 cases`, or the words for none where the language has such."""
    texts = _texts(language)
    ending = {0: "_none", 1: "_one"}.get(n, "")
    return texts[key + ending if key + ending in texts else key].format_map({"n": f"{n:,}"})


def own(language: str, words: Words, name: str = "") -> str:
    """The book's own words in the language, else in the other, else the name with blanks."""
    return words.spoken(language) or name.rpartition(".")[2].replace("_", " ")


def sure(language: str, confidence: str) -> str:
    """`, confidence B` behind an item from outside the sources, else nothing."""
    return say(language, "sure", letter=confidence) if confidence else ""


def day_text(language: str, day: date) -> str:
    """`4 March 2024`, as explanations write it."""
    return f"{day.day} {telling.texts(language)[f'months.{day.month}']} {day.year}"


def _texts(language: str) -> Mapping[str, str]:
    return catalogue.dotted_texts(language, "publication")
