"""Operators on values that are open, do not apply, or are truths."""

from fractions import Fraction
from itertools import product

import pytest

from policy_engine.evaluation.operate import operate, rounded
from policy_engine.model.rulebook import Settings, Words
from policy_engine.values.truth import LEANS_NO, LEANS_YES, NO, OPEN, UNKNOWN, YES, Truth
from policy_engine.values.value import NOT_APPLICABLE, REFERRED, UNDETERMINED, Open, Value

SETTINGS = Settings("town", Words())


def value(operator: str, *values: Value, is_truth: bool = False) -> Value:
    return operate(operator, values, is_truth, SETTINGS)[0]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (3, 4, YES),
        (4, 3, NO),
        (UNDETERMINED, 4, UNKNOWN),
        (3, UNDETERMINED, UNKNOWN),
        (REFERRED, 4, OPEN),
        (UNDETERMINED, REFERRED, OPEN),
        (NOT_APPLICABLE, 4, NO),
        (NOT_APPLICABLE, REFERRED, NO),
        (NOT_APPLICABLE, UNDETERMINED, NO),
        (Open(False, 5, 9), 4, UNKNOWN),  # surely not below 4, but bounds never decide
    ],
)
def test_comparisons(left: Value, right: Value, expected: Truth) -> None:
    assert value("below", left, right, is_truth=True) is expected


@pytest.mark.parametrize("operator", ["is", "is not"])
def test_what_does_not_apply_is_equal_to_nothing_and_different_from_nothing(operator: str) -> None:
    assert value(operator, NOT_APPLICABLE, "child", is_truth=True) is NO


def test_two_truths_are_alike_as_the_pair_algebra_says() -> None:
    """`a is b` is (a and b) or (not a and not b), in each way the open parts may turn out."""
    for left, right in product((YES, NO, UNKNOWN, OPEN, LEANS_NO, LEANS_YES), repeat=2):
        result = value("is", left, right, is_truth=True)
        assert isinstance(result, Truth)
        if left in (YES, NO) and right in (YES, NO):
            assert result is (YES if left is right else NO)
        elif YES in (left, right):
            assert result is (right if left is YES else left)
        else:
            assert result not in (YES, NO)


@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        ("plus", (UNDETERMINED, 3), UNDETERMINED),
        ("plus", (REFERRED, UNDETERMINED), REFERRED),
        ("plus", (Open(False, 2, 5), 3), Open(False, 5, 8)),
        ("minus", (10, Open(False, 2, 5)), Open(False, 5, 8)),
        ("excess", (3, Open(False, 2, 5)), Open(False, 0, 1)),
        ("times", (Open(False, 2, 5), 3), Open(False, 6, 15)),
        ("times", (Open(False, -2, 5), 3), Open(False)),
        ("divided by", (Open(False, 2, 5), 4), Open(False, Fraction(1, 2), Fraction(5, 4))),
        ("divided by", (3, Open(False, 2, 5)), Open(False)),
        ("not below", (UNDETERMINED, 3000), Open(False, 3000, None)),
        ("not below", (Open(False, 0, 9000), 3000), Open(False, 3000, 9000)),
        ("not above", (UNDETERMINED, 3000), Open(False, None, 3000)),
        ("lowest", (Open(True, 4, 9), 6, 8), Open(True, 4, 6)),
        ("highest", (Open(False, 4, 9), 6), Open(False, 6, 9)),
        ("sum", (Open(False, 1, 2), 3, Open(False, 0, 10)), Open(False, 4, 15)),
        ("plus", (NOT_APPLICABLE, 3), REFERRED),
        ("divided by", (3, 0), REFERRED),
    ],
)
def test_open_amounts_keep_what_is_known_of_their_size(
    operator: str, values: tuple[Value, ...], expected: Value
) -> None:
    assert value(operator, *values) == expected


def test_the_reason_is_named() -> None:
    assert operate("divided by", (3, 0), False, SETTINGS) == (REFERRED, "divided by zero")
    assert operate("plus", (NOT_APPLICABLE, 0), False, SETTINGS) == (REFERRED, "not applicable")


def test_an_open_amount_is_rounded_at_its_bounds() -> None:
    assert rounded(Open(False, Fraction(5, 2), Fraction(9, 2)), 1, "half up") == (Open(False, 3, 5), "")
    assert rounded(NOT_APPLICABLE, 1, "down") == (REFERRED, "not applicable")
