"""What every sentence of an explanation needs to be made: the book, the words of a language, how much to tell.

Invariant: a sentence is made of a text of texts/<language>/explanation.toml and of what fills its holes; nothing else
is printed, and a hole that nothing fills is an error and never an empty place.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, TypeVarTuple

from attrs import field, frozen

from policy_engine.evaluation.decision import Facts
from policy_engine.model.derived import derived
from policy_engine.model.rulebook import Model, Words
from policy_engine.texts import catalogue

T = TypeVar("T")
About = TypeVarTuple("About")


@frozen(eq=False)
class Sayings:
    """What a book says whatever the case is, by language and by what it is about; kept with the book."""

    model: Model
    by_language: Mapping[str, dict[tuple[object, ...], Any]] = field(init=False)

    @by_language.default
    def _by_language(self) -> Mapping[str, dict[tuple[object, ...], Any]]:
        return {language: {} for language in catalogue.LANGUAGES}


@frozen(eq=False)
class Telling:
    """full: tell everything, as an auditor wants it; else what a reader needs to follow the decision.

    texts: of the language, by their keys.  sayings: what the book says in it, made so far.
    """

    model: Model = field(repr=False)
    language: str
    full: bool = False
    facts: Facts | None = field(default=None, repr=False)
    texts: Mapping[str, str] = field(init=False, repr=False)
    sayings: dict[tuple[object, ...], Any] = field(init=False, repr=False)

    @texts.default
    def _texts(self) -> Mapping[str, str]:
        return texts(self.language)

    @sayings.default
    def _sayings(self) -> dict[tuple[object, ...], Any]:
        return derived(self.model, Sayings).by_language[self.language]

    def say(self, key: str, /, **holes: str) -> str:
        """The text of a key such as `comparison.at_least.yes`, its holes filled."""
        return fill(self.texts[key], holes)

    def own(self, words: Words) -> str:
        """The book's own words in the reader's language, else in the other; "" where it has none."""
        return words.spoken(self.language)

    def knows(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self.texts

    def once(self, say: Callable[["Telling", *About], T], *about: *About) -> T:
        """What is said of a part of the book whatever the case is and however much is told, made when first asked."""
        key = (say, *about)
        found: T | None = self.sayings.get(key)
        return self.sayings.setdefault(key, say(Telling(self.model, self.language), *about)) if found is None else found


def fill(text: str, holes: Mapping[str, str]) -> str:
    """The text with its holes filled; a title that ends as a question takes no colon behind it."""
    return text.format_map(holes).replace("?: ", "? ")


@cache
def texts(language: str) -> Mapping[str, str]:
    """Every text of a language, by its dotted key."""
    return catalogue.dotted_texts(language, "explanation")
