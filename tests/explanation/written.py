"""Rule text through the whole engine: parse, check, read_facts, decide, explain."""

import re
from functools import cache
from pathlib import Path

from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision
from policy_engine.evaluation.facts import read_facts
from policy_engine.explanation.document import Explanation
from policy_engine.explanation.explain import explain
from policy_engine.model.rulebook import Model
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse

REFERENCE = Path(__file__).parents[2] / "docs" / "language" / "reference.md"


@cache
def model_of(text: str) -> Model:
    parsed = parse(Source("book.policy", text))
    assert parsed.diagnostics == ()
    checked = check((parsed.file,))
    assert [each.code for each in checked.diagnostics if each.severity.value == "error"] == []
    assert checked.model is not None
    return checked.model


def reference() -> Model:
    """The book that the blocks of the language reference make together."""
    blocks = re.findall(r"```policy\n(.*?)```", REFERENCE.read_text("utf-8"), re.DOTALL)
    return model_of("\n".join(blocks))


def decided(model: Model, facts: dict[str, object], question: str, **more: object) -> Decision:
    read = read_facts(model, facts)
    assert read.diagnostics == ()
    assert read.facts is not None
    found = decide(model, read.facts, question, **more)  # type: ignore[arg-type]
    assert found.diagnostics == ()
    return found.decisions[0]


def explained(
    model: Model, facts: dict[str, object], question: str, language: str = "en", full: bool = False
) -> Explanation:
    return explain(model, decided(model, facts, question), language, full=full)
