"""Canonical bytes against an independent implementation of RFC 8785."""

from fractions import Fraction

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.records.canonical import LARGEST, NotCanonical, canonical, read_canonical
from policy_engine.records.given import given_facts, plain_facts

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
NAMES = st.text(st.characters(max_codepoint=126), max_size=8)
LEAVES = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS
PLAIN = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4))


@given(PLAIN)
def test_the_bytes_are_those_of_another_implementation(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(PLAIN)
def test_what_is_read_back_is_what_was_written(value: object) -> None:
    assert read_canonical(canonical(value)) == value


@pytest.mark.parametrize(
    "value",
    [1.5, float("nan"), LARGEST + 1, -LARGEST - 1, Fraction(1, 2), {1: "a"}, {"é": "a"}, "\ud800", {"a": {1, 2}}, b"x"],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1,"a":1}', b'{"a":1.0}', b'{"a":1e2}', b'"\\u0041"', b"NaN", b"",
        b"\xff", b"[" * 100_000,
    ],
)  # fmt: skip
def test_bytes_in_another_form_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        read_canonical(data)


NUMBERS = st.integers() | st.fractions(max_denominator=10_000).filter(lambda number: number.denominator != 1)
FACTS = st.recursive(
    st.none() | st.booleans() | TEXTS | NUMBERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.from_regex("[a-z_]{1,8}", fullmatch=True), inner),
)


@given(FACTS)
def test_facts_come_back_as_they_were_given(data: object) -> None:
    assert given_facts(read_canonical(canonical(plain_facts(data)))) == data


def test_a_number_with_a_point_is_no_fact() -> None:
    with pytest.raises(NotCanonical):
        plain_facts({"wage": 1.5})
