"""Each S code is shown by its own wrong example, and its right example is without a mistake."""

import pytest

from policy_engine.source.report import report
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from policy_engine.texts.catalogue import LANGUAGES, diagnostic_codes, diagnostic_words
from tests.syntax.books import codes, read

_CODES = [code for code in diagnostic_codes("en") if code.startswith("S")]
_MADE = {
    "S001": " " * ((1 << 20) + 1),
    "S002": "fact a " * 120_000,
    "S006": "fact fact\n" * 600,
}
"""The wrong examples that are too long to write out."""


def _wrong(code: str) -> str:
    return _MADE.get(code) or diagnostic_words(code, "en").wrong


@pytest.mark.parametrize("code", _CODES)
def test_the_wrong_example_has_this_mistake_and_no_other(code: str) -> None:
    found = codes(_wrong(code))

    assert found[-1:] == [code]
    assert len(found) == 1 or code == "S006"


@pytest.mark.parametrize("code", [code for code in _CODES if code not in _MADE])
def test_the_right_example_has_no_mistake(code: str) -> None:
    assert codes(diagnostic_words(code, "en").right) == []


@pytest.mark.parametrize("code", [code for code in _CODES if code not in _MADE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_leaves_no_hole(code: str, language: str) -> None:
    (problem,) = read(_wrong(code)).diagnostics
    page = report(problem, language)

    assert code in page
    assert "{" not in page
    assert "``" not in page


def test_a_fix_mends_the_mistake() -> None:
    """Where a safe replacement is offered, making it gives a text without this mistake."""
    mended = []
    for code in _CODES:
        if code in _MADE:
            continue
        text = _wrong(code)
        (problem,) = read(text).diagnostics
        if problem.fix is not None:
            fixed = text[: problem.fix.span.start] + problem.fix.text + text[problem.fix.span.end :]
            assert [each.code for each in parse(Source("book.policy", fixed)).diagnostics] == [], code
            mended.append(code)

    assert mended == [
        "S010", "S012", "S014", "S015", "S018", "S021", "S022", "S029", "S030", "S034", "S035", "S040", "S042",
        "S070", "S071", "S073",
    ]  # fmt: skip
