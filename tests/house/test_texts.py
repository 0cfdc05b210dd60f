"""The words of both languages: the same codes, the same holes, nothing missing and nothing left over."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from policy_engine.texts.catalogue import holes
from tests.house.repository import LANGUAGES, PACKAGE, diagnostics, modules, shown, tree

CODE = re.compile(r"[A-Z][0-9]{3}")
ENTRIES = {"title", "message", "hint"}
EXAMPLES = ({"wrong", "right"}, {"rules", "facts_wrong", "facts_right"})
PARSERS_WORDS = re.compile(
    r"\b(token|terminal|parser|None|NoneType|traceback|exception|tuple|dict|string|integer|float|boolean|null|illegal|invalid)\b"
)
FILES = sorted(path.relative_to(PACKAGE / "texts/en").as_posix() for path in (PACKAGE / "texts/en").rglob("*.toml"))


def _leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def _read(language: str, name: str) -> dict[str, Any]:
    return dict(_leaves(tomllib.loads((PACKAGE / "texts" / language / name).read_text(encoding="utf-8"))))


def _codes_in(path: Path) -> set[str]:
    return {
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }


def test_both_languages_have_the_same_files() -> None:
    assert (
        sorted(p.relative_to(PACKAGE / "texts/ms").as_posix() for p in (PACKAGE / "texts/ms").rglob("*.toml")) == FILES
    )


@pytest.mark.parametrize("name", FILES)
def test_both_languages_say_the_same_things(name: str) -> None:
    english, malay = _read("en", name), _read("ms", name)
    examples = EXAMPLES[0] | EXAMPLES[1] | {"question"} if name.startswith("diagnostics/") else set()
    for_people_only = {key for key in english if key.split(".")[-1] in examples}

    assert set(english) - for_people_only == set(malay)


@pytest.mark.parametrize("name", FILES)
def test_both_languages_have_the_same_holes(name: str) -> None:
    english, malay = _read("en", name), _read("ms", name)
    differ = {
        key: (english[key], malay[key])
        for key in english.keys() & malay.keys()
        if isinstance(english[key], str) and set(holes(english[key])) != set(holes(malay[key]))
    }
    assert differ == {}


def test_every_code_that_is_made_has_words_and_every_word_is_used() -> None:
    made = set[str]().union(*(_codes_in(path) for path in modules() if "errors" in path.stem))

    assert made == set(diagnostics("en"))


def test_codes_are_made_only_in_errors_modules() -> None:
    elsewhere = {shown(path): codes for path in modules() if "errors" not in path.stem and (codes := _codes_in(path))}

    assert elsewhere == {}


def test_every_function_that_makes_a_diagnostic_is_called() -> None:
    made = {
        node.name
        for path in modules()
        if "errors" in path.stem
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    called = {
        name
        for path in modules()
        for node in ast.walk(tree(path))
        for name in (
            [node.id] if isinstance(node, ast.Name) else [node.attr] if isinstance(node, ast.Attribute) else []
        )
    }
    assert sorted(made - called) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_code_are_for_officers(language: str) -> None:
    for code, words in diagnostics(language).items():
        assert words.keys() >= {"title", "message"}, code
        assert words.keys() <= ENTRIES | EXAMPLES[0] | EXAMPLES[1] | {"question"}, code
        assert not words["title"].endswith("."), code
        assert words["message"].rstrip().endswith((".", "?", ":", "}")), code
        for entry in ENTRIES & words.keys():
            assert not PARSERS_WORDS.search(words[entry]), (code, words[entry])


def test_every_code_shows_what_is_wrong_and_what_is_right() -> None:
    without = [code for code, words in diagnostics("en").items() if not any(words.keys() >= kind for kind in EXAMPLES)]

    assert without == []
