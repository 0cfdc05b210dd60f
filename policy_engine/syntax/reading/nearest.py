"""The most alike of the words that a misspelt one is compared with.

Invariant: words that are the same are not misspelt.
"""

from difflib import SequenceMatcher

from policy_engine.syntax.reading.scan import Word

_NEAR_ENOUGH = 0.74
"""How alike two words are that may be one; from 0 to 1."""


class Nearest:
    """The terminal of the most alike of the words that were compared, and how many words were taken for it."""

    def __init__(self) -> None:
        self.name = ""
        self.taken = 0
        self.likeness = _NEAR_ENOUGH
        self._compared = 0.0

    def is_nearer(self, found: str, text: str) -> bool:
        """Whether this is more alike than what was taken."""
        if not found or found == text or abs(len(found) - len(text)) > 3:
            return False
        self._compared = SequenceMatcher(None, found, text, autojunk=False).ratio()
        return self._compared > self.likeness

    def take(self, name: str, taken: int) -> None:
        """Keep what was compared last."""
        self.name, self.taken, self.likeness = name, taken, self._compared


def of_letters(words: list[Word]) -> str:
    """The words as text, if they are all made of letters."""
    texts = [word.text for word in words]
    return " ".join(texts) if all(text[0].isalpha() and text[-1] != '"' for text in texts) else ""
