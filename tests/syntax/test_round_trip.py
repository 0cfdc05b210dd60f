"""parse(format(tree)) is the tree again, comments included, and formatting twice changes nothing."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import policy_engine
from policy_engine.source.text import Source
from policy_engine.syntax.declarations import Declaration, File
from policy_engine.syntax.format import format
from policy_engine.syntax.parse import parse
from tests.spec.chapters import sections
from tests.syntax import files as made
from tests.syntax.books import ROOT, tree_of

_EXAMPLES = sorted((Path(policy_engine.__file__).parent / "texts/en/diagnostics").glob("*.toml"))
_CHAPTERS = sorted((ROOT / "tests/spec").glob("*.md"))
_SELDOM = """\
module boats
  title en "boats"  ms "bot"
  uses fish, nets
source leaflet "Leaflet" in en
  title en "leaflet"  ms "risalah"
  item L-1
case seldom
  given
    leave is missing
case seldom_told like seldom
  expect payable
"""
_KINDS = {
    "book": made.book(),
    "facts": made.facts(),
    "figures": made.figures(),
    "rules": made.rules(),
    "benefits": made.benefits(),
    "cases": made.cases(),
}


def survives(file: File) -> None:
    text = format(file)
    again = parse(Source("again.policy", text))

    assert [(problem.code, problem.span.text) for problem in again.diagnostics] == [], text
    assert again.file == file, text
    assert format(again.file) == text


@pytest.mark.parametrize("kind", _KINDS)
def test_a_declaration_survives_being_written_and_read(kind: str) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_KINDS[kind])
    def run(declaration: Declaration) -> None:
        survives(File(Source("", ""), (declaration,)))

    run()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(made.files())
def test_a_file_survives_being_written_and_read(file: File) -> None:
    survives(file)


def test_forms_that_are_seldom_written_survive() -> None:
    survives(tree_of(_SELDOM))


@pytest.mark.parametrize("chapter", _CHAPTERS, ids=lambda path: path.stem)
def test_the_rules_of_a_chapter_survive(chapter: Path) -> None:
    for section in sections(chapter):
        parsed = parse(Source("chapter.policy", section.policy))
        if not parsed.diagnostics:
            survives(parsed.file)


@pytest.mark.parametrize("family", _EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_of_the_diagnostics_survive(family: Path) -> None:
    for words in tomllib.loads(family.read_text(encoding="utf-8")).values():
        right = words.get("right")
        parsed = parse(Source("example.policy", right if isinstance(right, str) else ""))
        if not parsed.diagnostics:
            survives(parsed.file)
