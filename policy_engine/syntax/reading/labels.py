"""Whether the labels of limbs follow one another.

Invariant: a block of limbs has one kind of label, from i, a or 1 on, without a hole; the check looks at what stands in
the file, so a limb that is wrong inside does not make the next label wrong.
"""

from attrs import Factory, define

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source, Span
from policy_engine.syntax import errors
from policy_engine.syntax.reading.scan import Word

_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")


def label(kind: str, number: int) -> str:
    """The label of the limb with that number, counted from 1; the kind is the label of the first limb: i, a or 1."""
    if kind == "i" and number < 100:
        return _TENS[number // 10] + _ONES[number % 10]
    if kind == "a" and number <= 26:
        return chr(ord("a") + number - 1)
    return str(number)


@define
class Labels:
    """The labels of one block so far: their kind, how many, and where each stood.

    Of a block that is `wrong` no more is said: the others are out of order for the same reason.
    """

    kind: str = ""
    count: int = 0
    places: dict[str, Span] = Factory(dict)
    wrong: bool = False

    @property
    def following(self) -> str:
        """The label that the next limb should have."""
        return label(self.kind or "i", self.count + 1)

    def take(self, word: Word, source: Source) -> Diagnostic | None:
        """What is wrong with the next label, if anything."""
        text = word.text[:-1]
        span = Span(source, word.start, word.end)
        if not self.kind:
            self.kind = _kind_of_first(text)
        expected = self.following
        seen = self.places.get(text)
        self.places.setdefault(text, span)
        if text == expected:
            self.count += 1
            return None
        known, self.wrong = self.wrong, True
        if known:
            self.count += 1
            return None
        if seen is not None:
            return errors.label_repeated(text, expected, span, seen)
        number = next((n for n in range(1, 100) if label(self.kind, n) == text), 0)
        if number == 0:
            self.count += 1
            return errors.label_kind(text, expected, span)
        self.count = max(self.count + 1, number)
        return errors.label_order(text, expected, span)


def _kind_of_first(text: str) -> str:
    if text.isdigit():
        return "1"
    return "i" if set(text) <= set("ivxl") else "a"
