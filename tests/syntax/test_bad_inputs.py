"""Hostile and broken rule files: the stated diagnostics, in bounded time and memory, and never an exception."""

import time
import tracemalloc

import pytest

from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from tests.syntax.books import codes, read

_RULE = "rule r\n  is "
_MIB = 1 << 20

_HOSTILE: dict[str, tuple[str, list[str]]] = {
    "nothing": ("", []),
    "blanks": (" " * _MIB, []),
    "a long comment": ("--" + "x" * (_MIB - 2), []),
    "100 MB": (" " * 100_000_000, ["S001"]),
    "brackets": (_RULE + "(" * 65, ["S003"]),
    "many brackets": (_RULE + "(" * 90_000, ["S003"]),
    "more brackets than words": (_RULE + "(" * 100_000, ["S002"]),
    "not": (_RULE + "not " * 66 + "a\n", ["S003"]),
    "many not": (_RULE + "not " * 90_000, ["S003"]),
    "a long disjunction": (_RULE + "a or " * 45_000 + "a\n", []),
    "a longer disjunction": (_RULE + "a or " * 50_000 + "a\n", ["S002"]),
    "a long sum": (_RULE + "a plus " * 45_000 + "a\n", ["S003"]),
    "a long chain of of": (_RULE + "a of " * 45_000 + "a\n", ["S003"]),
    "a long chain of months": (_RULE + "month of " * 45_000 + "a\n", ["S003"]),
    "brackets over lines": (_RULE + "(\n     " * 30_000, ["S003"]),
    "an open text": (_RULE + '"' + "x" * (_MIB - 100), ["S019"]),
    "a long number": (_RULE + "1" * 900_000, ["S005"]),
    "a long name": (_RULE + "a" * 900_000, ["S004"]),
    "many words": ("a " * 250_000, ["S002"]),
    "ten thousand limbs": (
        _RULE.replace("is ", "all of\n") + "".join(f"    {number}. a\n" for number in range(1, 10_001)), [],
    ),
    "deep limbs": ("rule r\n  all of\n" + "".join(" " * depth + "1. all of\n" for depth in range(4, 600)), ["S003"]),
    "deep lists": ("case c\n  given\n" + "".join(" " * (4 + 2 * depth) + "a\n" for depth in range(500)), ["S003"]),
    "a long citation": ("rule r cites a " + "b, " * 100_000 + "b\n  is a\n", []),
    "a long item": ('source s "s"\n  item ' + "a" * 500_000 + "\n", []),
    "digits and commas": (_RULE + "1," * 300_000, ["S005"]),
    "hyphens": (_RULE + "a-" * 100_000 + "a", ["S026"]),
    "quotation marks": ('"' * 500_000, ["S002"]),
    "cells": ("rule r\n  table\n    " + "| a " * 25_000 + "|\n", []),
}  # fmt: skip


@pytest.mark.parametrize("kind", _HOSTILE)
def test_a_hostile_file_is_read_in_bounded_time(kind: str) -> None:
    text, expected = _HOSTILE[kind]
    source = Source("book.policy", text)
    parse(Source("", ""))
    start = time.process_time()
    parsed = parse(source)
    took = time.process_time() - start

    assert [problem.code for problem in parsed.diagnostics] == expected
    assert took < 3.0  # under a second on an idle machine


@pytest.mark.parametrize("kind", ["100 MB", "many brackets", "a long disjunction", "a long item", "digits and commas"])
def test_a_hostile_file_is_read_in_bounded_memory(kind: str) -> None:
    source = Source("book.policy", _HOSTILE[kind][0])
    tracemalloc.start()
    parse(source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 64 * _MIB


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeff", ["S012"]),
        ("r\0u\0l\0e\0", ["S011"]),
        ("fact a\0b : yes or no\n", ["S011"]),
        ("fact a : yes or no\rfact b : yes or no\r", ["S013"]),
        ("\ufffd\ufffd", ["S011"]),
        ("fact \ud800a : yes or no\n", ["S011"]),
        ("fact a\u200db : yes or no\n", ["S011"]),
        ("fact a : yes or no -- \u202e\n", ["S011"]),
        ("fact \u0430ge : yes or no\n", ["S017"]),
        ("fact \uff41ge : yes or no\n", ["S017"]),
        (_RULE + "a\u00a0and b\n", ["S011"]),
        (_RULE + "a \u2013 b\n", ["S015"]),
        (_RULE + "a < b\n", ["S015"]),
        (_RULE + "a <= 3 && b != 4\n", ["S015"]),
        (_RULE + "!!(!!(!!!!((\n", ["S015"]),
        (_RULE + "\u201chello\u201d\n", ["S014"]),
        ('fact a : yes or no\n  title en "{0.__class__} %(x)s ${jndi:x}"\n', []),
        ("uses ../../etc/passwd\n", ["S016"]),
    ],
)
def test_odd_characters_are_named(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_file_of_lone_returns_is_no_empty_file() -> None:
    parsed = read("fact a : yes or no\rfact b : yes or no\r")

    assert [problem.code for problem in parsed.diagnostics] == ["S013"]
    assert len(parsed.file.declarations) == 2


def test_text_in_a_message_is_never_a_template() -> None:
    (problem,) = read("{0.__class__}\n").diagnostics[:1]

    assert problem.facts["sign"] == "{"
