"""What every sentence of an explanation needs to be made: the book, the words of a language, how much to tell.

Invariant: a sentence is made of a text of texts/<language>/explanation.toml and of what fills its holes; nothing else
is printed, and a hole that nothing fills is an error and never an empty place.
"""

from collections.abc import Mapping
from functools import cache

from attrs import field, frozen

from policy_engine.evaluation.decision import Facts
from policy_engine.model.rulebook import Model, Words
from policy_engine.texts import catalogue


@frozen
class Telling:
    """full: tell everything, as an auditor wants it; else what a reader needs to follow the decision."""

    model: Model = field(repr=False)
    language: str
    full: bool = False
    facts: Facts | None = field(default=None, repr=False)

    def say(self, key: str, /, **holes: str) -> str:
        """The text of a key such as `comparison.at_least.yes`, its holes filled."""
        return fill(texts(self.language)[key], holes)

    def own(self, words: Words) -> str:
        """The book's own words in the reader's language, else in the other; "" where it has none."""
        return words.spoken(self.language)

    def knows(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in texts(self.language)


def fill(text: str, holes: Mapping[str, str]) -> str:
    """The text with its holes filled; a title that ends as a question takes no colon behind it."""
    return text.format_map(holes).replace("?: ", "? ")


@cache
def texts(language: str) -> Mapping[str, str]:
    """Every text of a language, by its dotted key."""
    return catalogue.dotted_texts(language, "explanation")
