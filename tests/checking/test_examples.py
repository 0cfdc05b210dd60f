"""Every code of the crossing by the example that stands beside its words."""

import tomllib
from pathlib import Path

import pytest

import policy_engine
from policy_engine.source.diagnostic import Severity
from policy_engine.source.report import report
from policy_engine.texts.catalogue import diagnostic_words
from tests.checking.books import read

FAMILIES = ("names", "types", "units", "dates")
TEXTS = Path(policy_engine.__file__).parent / "texts"
CODES = [
    code
    for family in FAMILIES
    for code in tomllib.loads((TEXTS / f"en/diagnostics/{family}.toml").read_text(encoding="utf-8"))
    if code != "labels"
]


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_example_says_this_and_nothing_else(code: str) -> None:
    found = read(diagnostic_words(code, "en").wrong).diagnostics
    grave = [each.code for each in found if each.severity is Severity.ERROR or each.code == code]

    assert grave == [code]


@pytest.mark.parametrize("code", CODES)
def test_the_right_example_is_right(code: str) -> None:
    checked = read(diagnostic_words(code, "en").right)

    assert checked.diagnostics == ()
    assert checked.model is not None


@pytest.mark.parametrize("language", ["en", "ms"])
@pytest.mark.parametrize("code", CODES)
def test_what_is_said_has_no_empty_hole(code: str, language: str) -> None:
    found = next(each for each in read(diagnostic_words(code, "en").wrong).diagnostics if each.code == code)
    page = report(found, language)

    assert "``" not in page
    assert "{" not in page
