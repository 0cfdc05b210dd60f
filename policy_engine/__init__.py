"""Benefit rules in a small language that reads like the law, decided exactly and explained in English and Malay.

    loaded = load(["rules/perkeso"])
    read = read_facts(loaded.model, {"certified_leave": 14})
    decided = decide(loaded.model, read.facts, "temporary_disablement")
    print(as_text(explain(loaded.model, decided.decisions[0], "en")))

Each step returns its result together with diagnostics and raises for no input; `report` writes a diagnostic for people.
A Model is immutable: load it once and decide with it in as many threads as you like.

Invariant: these names are the whole interface; everything else may change between two versions.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_engine.checking.check import check
    from policy_engine.evaluation.decide import decide
    from policy_engine.evaluation.decision import Decision, Facts, Outcome
    from policy_engine.evaluation.facts import read_facts
    from policy_engine.evaluation.json_text import read_json
    from policy_engine.evaluation.readings import turning
    from policy_engine.explanation.document import Explanation
    from policy_engine.explanation.explain import explain
    from policy_engine.explanation.json import as_json
    from policy_engine.explanation.text import as_text
    from policy_engine.files.load import load
    from policy_engine.model.rulebook import Model
    from policy_engine.source.diagnostic import Diagnostic, Severity
    from policy_engine.source.report import report
    from policy_engine.source.text import Source
    from policy_engine.syntax.format import format
    from policy_engine.syntax.parse import parse

__all__ = [
    "Decision", "Diagnostic", "Explanation", "Facts", "Model", "Outcome", "Severity", "Source", "as_json", "as_text",
    "check", "decide", "explain", "format", "load", "parse", "read_facts", "read_json", "report", "turning",
]  # fmt: skip

_HOMES = {
    "Decision": "evaluation.decision",
    "Diagnostic": "source.diagnostic",
    "Explanation": "explanation.document",
    "Facts": "evaluation.decision",
    "Model": "model.rulebook",
    "Outcome": "evaluation.decision",
    "Severity": "source.diagnostic",
    "Source": "source.text",
    "as_json": "explanation.json",
    "as_text": "explanation.text",
    "check": "checking.check",
    "decide": "evaluation.decide",
    "explain": "explanation.explain",
    "format": "syntax.format",
    "load": "files.load",
    "parse": "syntax.parse",
    "read_facts": "evaluation.facts",
    "read_json": "evaluation.json_text",
    "report": "source.report",
    "turning": "evaluation.readings",
}


def __getattr__(name: str) -> object:
    """A public name, imported when it is first asked for, so that `policy --help` need not wait for all of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
