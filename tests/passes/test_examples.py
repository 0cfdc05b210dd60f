"""Every code of the passes by the example that stands beside its words."""

import tomllib
from pathlib import Path

import pytest

import policy_engine
from policy_engine.checking.check import Checked, check
from policy_engine.source.report import report
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from policy_engine.texts.catalogue import diagnostic_words

FAMILIES = ("order", "scales", "proof", "authority")
TEXTS = Path(policy_engine.__file__).parent / "texts"
CODES = [
    code
    for family in FAMILIES
    for code in tomllib.loads((TEXTS / f"en/diagnostics/{family}.toml").read_text(encoding="utf-8"))
    if code not in ("labels", "X102")  # a text that is nested too deep is refused before it is checked
]


def read(text: str) -> Checked:
    parsed = parse(Source("book.policy", text))
    assert parsed.diagnostics == ()
    return check([parsed.file])


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_example_says_this_and_nothing_else(code):
    assert [each.code for each in read(diagnostic_words(code, "en").wrong).diagnostics] == [code]


@pytest.mark.parametrize("code", CODES)
def test_the_right_example_is_right(code):
    checked = read(diagnostic_words(code, "en").right)
    assert [(each.code, dict(each.facts)) for each in checked.diagnostics] == []
    assert checked.model is not None


@pytest.mark.parametrize("language", ["en", "ms"])
@pytest.mark.parametrize("code", CODES)
def test_what_is_said_has_no_empty_hole(code, language):
    (found,) = read(diagnostic_words(code, "en").wrong).diagnostics
    page = report(found, language)
    assert "``" not in page
    assert "{" not in page
    assert found.span.text
