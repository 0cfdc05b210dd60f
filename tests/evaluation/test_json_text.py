"""JSON is read exactly or refused, whatever it is."""

import json
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.evaluation.json_text import LARGEST_TEXT, read_json


def codes(text: str | bytes) -> list[tuple[str, str]]:
    value, diagnostics = read_json(text)
    assert (value is None) == bool(diagnostics)
    return [(each.code, each.path) for each in diagnostics]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{}", {}),
        ('{"a": 0.10}', {"a": Fraction(1, 10)}),
        ('{"a": 1.50e2}', {"a": 150}),
        ('{"a": -0}', {"a": 0}),
        ('{"a": 9007199254740993}', {"a": 2**53 + 1}),
        ('{"a": 123456789012345678901234567890}', {"a": 123456789012345678901234567890}),
        ('{"a": [true, null, "x", {"b": 1e-3}]}', {"a": [True, None, "x", {"b": Fraction(1, 1000)}]}),
        ('{"a": "[[[[{{{{"}', {"a": "[[[[{{{{"}),
        (b'{"a": "\xc3\xa9"}', {"a": "é"}),
    ],
)
def test_what_is_read(text: str | bytes, value: object) -> None:
    assert read_json(text) == (value, ())


def test_a_number_is_never_a_float() -> None:
    value, _ = read_json('{"a": 0.5, "b": 1.0, "c": 1e2}')

    assert value is not None
    assert {name: type(each) for name, each in value.items()} == {"a": Fraction, "b": int, "c": int}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("F001", "")]),
        ("null", [("F008", "")]),
        ("[1]", [("F008", "")]),
        ('"x"', [("F008", "")]),
        ('{"a": 1,}', [("F001", "")]),
        ('{"a": 1} x', [("F001", "")]),
        ("{'a': 1}", [("F001", "")]),
        ('{"a": 01}', [("F001", "")]),
        ('{"a": 1, "a": 2}', [("F004", "a")]),
        ('{"m": [{"id": "ali", "b": 1, "b": 2}]}', [("F004", "m[ali].b")]),
        ('{"m": [{"b": 1, "b": 2}]}', [("F004", "m[1].b")]),
        ('{"a": NaN, "b": [-Infinity]}', [("F005", "a"), ("F005", "b[1]")]),
        ('{"a": 1e400}', [("F006", "a")]),
        ('{"a": 1e-400}', [("F006", "a")]),
        ('{"a": 1e999999999999}', [("F006", "a")]),
        ('{"a": 1234567890123456789012345678901}', [("F006", "a")]),
        ('{"a": "\\ud800"}', [("F007", "a")]),
        ('{"a\\u0000": 1}', [("F007", "a\\u0000")]),
        (b'{"a": "\xff"}', [("F009", "")]),
        (b"\xff\xfe{\x00", [("F009", "")]),
        ("\ufeff{}", [("F001", "")]),
        ('{"a": ' + "[" * 32 + "]" * 32 + "}", [("F003", "")]),
        ('{"a": 1, "a": 2, "b": NaN}', [("F004", "a"), ("F005", "b")]),
    ],
)
def test_what_is_refused(text: str | bytes, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


def test_the_place_of_a_mistake() -> None:
    _, (diagnostic,) = read_json('{"a": 1,\n "b" 2}')

    assert diagnostic.facts == {"line": "2", "column": "6"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        '{"a":' * 1_000_000,
        '"' * 4_000_000,
        '"\\' * 2_000_000,
        '"' + '\\"' * 2_000_000,
        '{"a": "' + "x" * 4_000_000,
        "9" * 4_000_000,
        '{"a": ' + "9" * 4_000_000 + "}",
        "{" + ",".join(f'"{i}": 1' for i in range(200_000)) + "}",
        "x" * (LARGEST_TEXT + 1),
        b"\xff" * (LARGEST_TEXT + 1),
    ],
    ids=lambda text: repr(text[:8]),
)
def test_great_inputs_are_answered_soon(text: str | bytes) -> None:
    started = time.perf_counter()
    read_json(text)

    assert time.perf_counter() - started < 20


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abc", max_size=3), VALUES, max_size=4))
@settings(max_examples=150, deadline=None)
def test_what_is_written_as_json_is_read_back(value: dict[str, object]) -> None:
    text = json.dumps(value)
    expected = None if "\\u0000" in text else value

    assert read_json(text)[0] == expected


@given(st.text(max_size=60) | st.binary(max_size=60) | st.text('{}[]",:\\0123e-.tfnulrasI', max_size=60))
@settings(max_examples=400, deadline=None)
def test_nothing_raises(text: str | bytes) -> None:
    codes(text)
