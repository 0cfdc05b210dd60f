"""No. 29: a book or a facts file for a later engine: what this one does not know is named, never passed over."""

import pytest

from policy_engine.checking.check import check
from policy_engine.evaluation.facts import read_facts
from policy_engine.source.diagnostic import Severity
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from tests.hostile.bounds import bounded
from tests.hostile.inputs import BOOK

HEAD, ENTITIES = BOOK[: BOOK.index("entity child")], BOOK[BOOK.index("entity child") :]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("  language 2\n", "language"),
        ("  grammar 2.0\n", "grammar"),
        ("  version 99\n", "version"),
        ("timeline of_work\n  from 2024-01-01\n", "timeline"),
        ("@version 2\n", "@"),
    ],
)
def test_a_line_of_a_later_language_is_named(line: str, words: str) -> None:
    """There is one language without versions: a book in another is refused at the first word that is new."""
    text = HEAD + line + ENTITIES
    with bounded():
        parsed = parse(Source("book.policy", text))

    first = parsed.diagnostics[0]
    assert first.severity is Severity.ERROR
    assert first.code.startswith("S")
    assert first.span.text == words
    assert first.span.line == HEAD.count("\n") + 1


@pytest.mark.parametrize("key", ["version", "format", "$schema", "grammar_version"])
def test_facts_in_a_later_form_are_refused(key: str) -> None:
    model = check([parse(Source("book.policy", BOOK)).file]).model
    assert model is not None
    with bounded():
        read = read_facts(model, {key: 2, "fit": True})

    assert [(each.code, each.path) for each in read.diagnostics] == [("F101", key)]
    assert read.facts is None
