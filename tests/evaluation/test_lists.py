"""Looks over a list with members of whom something is not known."""

from fractions import Fraction

import pytest

from policy_engine.evaluation.lists import Gathered, Seen, gather
from policy_engine.model.core import EachWord
from policy_engine.values.truth import LEANS_NO, NO, OPEN, UNKNOWN, YES, Truth
from policy_engine.values.value import NEVER, NOT_APPLICABLE, REFERRED, UNDETERMINED, Element, Open, Value

ALI, ABU, SITI = (Element("child", name, {}) for name in ("ali", "abu", "siti"))


def seen(*members: tuple[Truth, Value | None]) -> list[Seen]:
    return [Seen(item, where, body) for item, (where, body) in zip((ALI, ABU, SITI), members, strict=False)]


@pytest.mark.parametrize(
    ("word", "members", "complete", "expected"),
    [
        ("some", [(YES, NO), (YES, UNKNOWN)], True, UNKNOWN),
        ("some", [(YES, YES), (YES, UNKNOWN)], True, YES),
        ("some", [(UNKNOWN, NO), (NO, None)], True, NO),
        ("some", [(YES, NO)], False, UNKNOWN),
        ("some", [(YES, YES)], False, YES),
        ("some", [], True, NO),
        ("every", [], True, YES),
        ("every", [(YES, YES), (OPEN, NO)], True, OPEN),
        ("every", [(YES, YES)], False, UNKNOWN),
        ("every", [(YES, NO)], False, NO),
        ("no", [(YES, UNKNOWN)], True, UNKNOWN),
        ("no", [(YES, YES)], False, NO),
        ("no", [(YES, OPEN), (YES, UNKNOWN)], True, LEANS_NO),
        ("number", [(YES, None), (NO, None), (YES, None)], True, 2),
        ("number", [(YES, None), (UNKNOWN, None)], True, Open(False, 1, 2)),
        ("number", [(YES, None), (OPEN, None)], True, Open(True, 1, 2)),
        ("number", [(YES, None)], False, Open(False, 1, None)),
        ("sum", [], True, 0),
        ("sum", [(YES, 3), (NO, None), (YES, 4)], True, 7),
        ("sum", [(YES, 3), (UNKNOWN, 0)], True, 3),  # nothing is added either way
        ("sum", [(YES, 3), (UNKNOWN, 4)], True, Open(False, 3, 7)),
        ("sum", [(YES, 3), (YES, Open(False, 1, 2))], True, Open(False, 4, 5)),
        ("sum", [(YES, 3), (UNKNOWN, REFERRED)], True, Open(False, None, None)),
        ("sum", [(YES, 3), (YES, REFERRED)], True, Open(True, None, None)),
        ("average", [(YES, 3), (YES, 4)], True, Fraction(7, 2)),
        ("average", [(YES, 3), (YES, UNDETERMINED)], True, UNDETERMINED),
        ("lowest", [(YES, 5), (UNKNOWN, 7)], True, 5),  # the other could not be lower
        ("lowest", [(YES, 5), (UNKNOWN, 3)], True, Open(False, 3, 5)),
        ("lowest", [(YES, 5), (YES, Open(False, 0, 4))], True, Open(False, 0, 4)),
        ("highest", [(YES, 5), (UNKNOWN, 5)], True, 5),
        ("highest", [(YES, 5), (YES, NEVER)], True, NEVER),
        ("highest", [(YES, 5)], False, UNDETERMINED),
        ("pick lowest", [(YES, 5), (YES, 5), (YES, 6)], True, ABU),  # by id where the keys are equal
        ("pick highest", [(YES, 5), (UNKNOWN, 6)], True, UNDETERMINED),
        ("pick highest", [(YES, 5), (UNKNOWN, 4)], True, ALI),
    ],
)  # fmt: skip
def test_the_value(word: EachWord, members: list[tuple[Truth, Value | None]], complete: bool, expected: Value) -> None:
    assert gather(word, seen(*members), complete).value == expected


@pytest.mark.parametrize(
    ("word", "members", "complete", "reason"),
    [
        ("lowest", [], True, "empty"),
        ("average", [(NO, None)], True, "empty"),
        ("pick highest", [], True, "empty"),
        ("sum", [(YES, NOT_APPLICABLE)], True, "not applicable"),
        ("average", [(YES, NOT_APPLICABLE)], True, "not applicable"),
        ("lowest", [(YES, NOT_APPLICABLE)], True, "not applicable"),
        ("number", [(YES, None)], False, "partial"),
        ("some", [(YES, YES)], False, ""),
        ("every", [(YES, YES)], False, "partial"),
    ],
)
def test_the_reason(word: EachWord, members: list[tuple[Truth, Value | None]], complete: bool, reason: str) -> None:
    found = gather(word, seen(*members), complete)

    assert found.reason == reason
    assert isinstance(found, Gathered)
