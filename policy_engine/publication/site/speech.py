"""What every page needs to be written: the linked book, the words of a language, and the words of the site itself.

Invariant: what a page says comes from texts/<language>/site.toml and explanation.toml or from the book.
"""

from collections.abc import Mapping

from attrs import frozen

from policy_engine.explanation.telling import Telling
from policy_engine.texts import catalogue


@frozen
class Speech(Telling):
    """`say` has the words of explanations, `word` those of the site."""

    def word(self, key: str, /, **holes: str) -> str:
        """The text of a key such as `benefit.conditions`, its holes filled."""
        return site_texts(self.language)[key].format_map(holes)

    def has_word(self, key: str) -> bool:
        """Whether the site has a text of this key."""
        return key in site_texts(self.language)


def site_texts(language: str) -> Mapping[str, str]:
    """Every text of the site in a language, by its dotted key."""
    return catalogue.dotted_texts(language, "site")
