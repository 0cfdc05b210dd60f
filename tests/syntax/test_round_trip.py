"""parse(format(tree)) is the tree again, comments included, and formatting twice changes nothing."""

import pytest
from hypothesis import HealthCheck, given, settings

from policy_engine.source.text import Source
from policy_engine.syntax.declarations import Declaration, File
from policy_engine.syntax.format import format
from policy_engine.syntax.parse import parse
from tests.syntax import files as made

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
