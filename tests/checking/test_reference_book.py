"""The rule book of the reference: it checks, and no change to it makes check raise or lose a declaration."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.checking.check import Checked, check
from policy_engine.checking.names import names
from policy_engine.model import rulebook
from policy_engine.source.diagnostic import Severity
from policy_engine.source.text import Source
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax.parse import parse
from tests.checking.books import codes

REFERENCE = Path(__file__).parents[2] / "docs/language/reference.md"
BOOK = "".join(re.findall(r"^```policy\n(.*?)^```$", REFERENCE.read_text(encoding="utf-8"), re.S | re.M))
DECLARATIONS = re.split(r"(?m)^(?=\S)", BOOK)
WORD = re.compile(r"[a-z][a-z0-9_]*|RM[0-9.,]+|[0-9]+(?:-[0-9]+)*(?:\.[0-9]+)?%?|[|:,()]")


def _read(text: str) -> tuple[syntax.File, Checked]:
    file = parse(Source("reference.policy", text)).file
    return file, check([file])


def _all_names(model: rulebook.Model) -> set[str]:
    kinds = (
        model.sources, model.bodies, model.units, model.lists, model.entities, model.facts, model.parameters,
        model.scales, model.rules, model.benefits, model.assumptions, model.gaps, model.discretions, model.readings,
    )  # fmt: skip
    return {name for kind in kinds for name in kind} | {each.name for each in model.always}


def test_the_reference_book_checks() -> None:
    assert parse(Source("reference.policy", BOOK)).diagnostics == ()
    _, checked = _read(BOOK)

    assert [each.code for each in checked.diagnostics if each.severity is Severity.ERROR] == []
    assert checked.model is not None


@pytest.mark.parametrize("left_out", range(len(DECLARATIONS)))
def test_a_declaration_that_is_left_out_is_missed_where_it_is_used(left_out: int) -> None:
    """Whoever names it says so once, and nothing else is said of what uses it in turn."""
    text = "".join(part for number, part in enumerate(DECLARATIONS) if number != left_out)
    file, checked = _read(text)
    gone = names([parse(Source("gone.policy", DECLARATIONS[left_out])).file])[0].entries

    for diagnostic in checked.diagnostics:
        if diagnostic.severity is Severity.ERROR and diagnostic.code not in ("N101", "A101"):
            named = set(diagnostic.facts.values()) | {diagnostic.span.text}
            assert named & set(gone) or _inside(gone) & named, (diagnostic.code, diagnostic.span.text)
    assert file.declarations


def _inside(gone: object) -> set[str]:
    """Names of fields, values and items of what is left out."""
    return set(re.findall(r"[a-zA-Z][a-zA-Z0-9_-]*", repr(gone)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=4))
def test_check_never_raises_and_never_loses_a_declaration(changes: list[tuple[int, int]]) -> None:
    """Words of the book are put in the place of others, mostly names for names: whatever parses is checked."""
    text = BOOK
    for place, donor in changes:
        words = list(WORD.finditer(text))
        at, by = words[place % len(words)], words[donor % len(words)]
        text = text[: at.start()] + by[0] + text[at.end() :]
    file, checked = _read(text)

    assert (checked.model is None) == any(each.severity is Severity.ERROR for each in checked.diagnostics)
    if checked.model is not None:
        others = (syntax.RuleBook, syntax.Module, syntax.Case)
        declared = {each.name.text for each in file.declarations if not isinstance(each, others)}
        assert declared <= _all_names(checked.model), codes(checked)
