"""A book that extends another: every code by its example on disk, and what becomes of gaps and versions."""

import re
import tomllib
from pathlib import Path

import pytest

import policy_engine
from policy_engine.files.load import Loaded, load
from policy_engine.source.diagnostic import Severity
from policy_engine.source.report import report
from policy_engine.texts.catalogue import diagnostic_words

TEXTS = Path(policy_engine.__file__).parent / "texts"
CODES = [
    code
    for code in tomllib.loads((TEXTS / "en/diagnostics/extending.toml").read_text(encoding="utf-8"))
    if code != "labels"
]
OTHER_FILE = re.compile(r"(?m)^-- (\S+\.policy)\n")


def read(folder: Path, text: str) -> Loaded:
    """The book of a text, in which a line `-- ../towns/book.policy` begins another file."""
    first, *others = OTHER_FILE.split(text)
    files = {"book.policy": first, **dict(zip(others[::2], others[1::2], strict=True))}
    for name, written in files.items():
        path = folder / "more_towns" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.resolve().parent.mkdir(parents=True, exist_ok=True)
        path.resolve().write_text(written, encoding="utf-8")
    return load([folder / "more_towns"])


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_example_says_this_and_nothing_else(code: str, tmp_path: Path) -> None:
    found = read(tmp_path, diagnostic_words(code, "en").wrong).diagnostics
    grave = [each for each in found if each.severity is Severity.ERROR]

    assert [each.code for each in grave] == [code]
    for language in ("en", "ms"):
        page = report(grave[0], language)
        assert "``" not in page
        assert "{" not in page


@pytest.mark.parametrize("code", CODES)
def test_the_right_example_is_right(code: str, tmp_path: Path) -> None:
    loaded = read(tmp_path, diagnostic_words(code, "en").right)

    assert loaded.diagnostics == ()
    assert loaded.model is not None
