"""`policy decide`: questions put to a rule book on the facts of one case, and the decisions explained."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from attrs import frozen

from policy_engine.cli.keeping import folder_of_books
from policy_engine.cli.main import BAD_INPUT, FINE
from policy_engine.cli.output import errors_among, findings_data, print_findings, print_json, refuse
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision, Facts
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.json_text import LARGEST_TEXT, read_json
from policy_engine.evaluation.readings import turning
from policy_engine.explanation.document import Explanation
from policy_engine.explanation.explain import explain
from policy_engine.explanation.json import as_json as explanation_data
from policy_engine.explanation.text import as_text
from policy_engine.files.kept import load_kept
from policy_engine.files.read_text_file import decode, read_text_file
from policy_engine.model.rulebook import Model
from policy_engine.source.diagnostic import Diagnostic

STANDARD_INPUT = "-"


@frozen
class Asked:
    """What to decide and how to say it; no question means every benefit of the book."""

    questions: tuple[str, ...]
    on: date | None
    readings: Mapping[str, str]
    language: str
    full: bool
    as_json: bool


def decide_questions(asked: Asked, rules: Sequence[str], facts_file: str) -> int:
    """Prints the explanations; 0 where every question could be put, 2 where something given cannot be used."""
    loaded = load_kept(rules, folder_of_books())
    if loaded.model is None:
        refuse(errors_among(loaded.diagnostics), asked.language, as_json=asked.as_json)
        return BAD_INPUT
    facts = facts_of(loaded.model, facts_file)
    if not isinstance(facts, Facts):
        refuse(facts, asked.language, as_json=asked.as_json)
        return BAD_INPUT
    explanations: list[Explanation] = []
    diagnostics: list[Diagnostic] = []
    for question in asked.questions or tuple(loaded.model.benefits):
        decided = decide(loaded.model, facts, question, on=asked.on, readings=asked.readings)
        explanations += _explained(loaded.model, facts, asked, question, decided.decisions)
        diagnostics += [each for each in decided.diagnostics if each not in diagnostics]
    _tell(asked, explanations, diagnostics)
    return BAD_INPUT if errors_among(diagnostics) else FINE


def facts_of(model: Model, name: str) -> Facts | Sequence[Diagnostic]:
    """The facts of a file or of standard input, or what is wrong with them."""
    text = _text(name)
    if isinstance(text, Diagnostic):
        return (text,)
    data, diagnostics = read_json(text)
    if diagnostics:
        return diagnostics
    read = read_facts(model, data)
    errors = errors_among(read.diagnostics)
    return errors if errors or read.facts is None else read.facts


def _text(name: str) -> str | Diagnostic:
    if name == STANDARD_INPUT:
        return decode(sys.stdin.buffer.read(LARGEST_TEXT + 1), name, LARGEST_TEXT)
    return read_text_file(Path(name), name, LARGEST_TEXT)


def _explained(
    model: Model, facts: Facts, asked: Asked, question: str, decisions: Sequence[Decision]
) -> Iterator[Explanation]:
    """The explanations of one question, which say of each reading what turns on it."""
    found = turning(model, facts, question, asked.on, asked.readings) if any(d.readings for d in decisions) else {}
    for decision in decisions:
        told = found.get(decision.member, {})
        yield explain(model, decision, asked.language, full=asked.full, turning=told)


def _tell(asked: Asked, explanations: Sequence[Explanation], diagnostics: Sequence[Diagnostic]) -> None:
    if asked.as_json:
        told = [explanation_data(explanation) for explanation in explanations]
        print_json({"decisions": told, "diagnostics": findings_data(diagnostics, asked.language)})
        return
    print_findings(diagnostics, asked.language, sys.stderr)
    if explanations:
        print("\n\n".join(as_text(explanation).rstrip("\n") for explanation in explanations))
