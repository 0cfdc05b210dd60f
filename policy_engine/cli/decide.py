"""`policy decide`: questions put to a rule book on the facts of one case, and the decisions explained."""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from attrs import field, frozen

from policy_engine.cli.keeping import folder_of_books
from policy_engine.cli.main import BAD_INPUT, FINE
from policy_engine.cli.opening import model_or_refusal
from policy_engine.cli.output import errors_among, findings_data, print_findings, print_json, refuse, say
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decided, Facts
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.json_text import LARGEST_TEXT, read_json
from policy_engine.evaluation.readings import may_turn, turning_of
from policy_engine.explanation.document import Explanation
from policy_engine.explanation.explain import explain
from policy_engine.explanation.json import as_json as explanation_data
from policy_engine.explanation.text import as_text
from policy_engine.files.kept import load_kept
from policy_engine.files.loaded import Loaded
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


@frozen
class Answered:
    """A question that was answered: the facts as given, and what came of it."""

    question: str
    on: date | None
    readings: Mapping[str, str]
    data: Mapping[str, object] = field(repr=False)
    decided: Decided = field(repr=False)


@frozen
class Kept:
    """A receipt for each answer that was recorded, or why none was."""

    receipts: Sequence[Mapping[str, object]] = ()
    diagnostics: Sequence[Diagnostic] = ()


Recorder = Callable[[Sequence[str], Loaded, Sequence[Answered]], Kept]
"""Takes the folders of the rule book, the book, and what was answered."""


@contextmanager
def _without_collection() -> Iterator[None]:
    """Without looking for garbage, which takes an eighth of the time: what is decided leaves none in circles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collection()
def decide_questions(
    asked: Asked, rules: Sequence[str], facts_file: str, recorder: Recorder | None = None
) -> int:  # fmt: skip
    """Prints the explanations; 0 where every question could be put, 2 where something given cannot be used.

    With a recorder nothing is printed before it is recorded.
    """
    loaded = load_kept(rules, folder_of_books())
    model = model_or_refusal(loaded, asked.language, as_json=asked.as_json)
    if model is None:
        return BAD_INPUT
    case = _case(model, facts_file)
    if not isinstance(case, _Case):
        refuse(case, asked.language, as_json=asked.as_json)
        return BAD_INPUT
    explanations: list[Explanation] = []
    diagnostics: list[Diagnostic] = []
    answered: list[Answered] = []
    for question in asked.questions or tuple(model.benefits):
        decided = decide(model, case.facts, question, on=asked.on, readings=asked.readings)
        explanations += _explained(model, case.facts, asked, question, decided)
        diagnostics += [each for each in decided.diagnostics if each not in diagnostics]
        if not decided.diagnostics:
            answered.append(Answered(question, asked.on, asked.readings, case.data, decided))
    kept = recorder(rules, loaded, answered) if recorder is not None and answered else Kept()
    if kept.diagnostics:
        refuse(kept.diagnostics, asked.language, as_json=asked.as_json)
        return BAD_INPUT
    _tell(asked, explanations, diagnostics, kept.receipts)
    return BAD_INPUT if errors_among(diagnostics) else FINE


@frozen
class _Case:
    """The facts of a case, and the data from which they were read."""

    facts: Facts
    data: Mapping[str, object] = field(repr=False)


def facts_of(model: Model, name: str) -> Facts | Sequence[Diagnostic]:
    """The facts of a file or of standard input, or what is wrong with them."""
    case = _case(model, name)
    return case.facts if isinstance(case, _Case) else case


def data_of(name: str) -> Mapping[str, object] | Sequence[Diagnostic]:
    """What a facts file or standard input says, whatever the rule book, or why it cannot be read."""
    text = _text(name)
    if isinstance(text, Diagnostic):
        return (text,)
    data, diagnostics = read_json(text)
    return diagnostics if data is None or diagnostics else data


def _case(model: Model, name: str) -> _Case | Sequence[Diagnostic]:
    data = data_of(name)
    if not isinstance(data, Mapping):
        return data
    read = read_facts(model, data)
    errors = errors_among(read.diagnostics)
    return errors if errors or read.facts is None else _Case(read.facts, data)


def _text(name: str) -> str | Diagnostic:
    if name == STANDARD_INPUT:
        return decode(sys.stdin.buffer.read(LARGEST_TEXT + 1), name, LARGEST_TEXT)
    return read_text_file(Path(name), name, LARGEST_TEXT)


def _explained(model: Model, facts: Facts, asked: Asked, question: str, decided: Decided) -> Iterator[Explanation]:
    """The explanations of one question, which say of each reading what turns on it."""
    is_asked = may_turn(model, decided.decisions)
    found = turning_of(model, facts, decided, question, asked.on, asked.readings) if is_asked else {}
    for decision in decided.decisions:
        told = found.get(decision.member, {})
        yield explain(model, decision, asked.language, full=asked.full, turning=told)


def _tell(
    asked: Asked,
    explanations: Sequence[Explanation],
    diagnostics: Sequence[Diagnostic],
    receipts: Sequence[Mapping[str, object]],
) -> None:
    if asked.as_json:
        told = [explanation_data(explanation) for explanation in explanations]
        data = {"decisions": told, "diagnostics": findings_data(diagnostics, asked.language)}
        print_json({**data, "receipts": list(receipts)} if receipts else data)
        return
    print_findings(diagnostics, asked.language, sys.stderr)
    if explanations:
        print("\n\n".join(as_text(explanation).rstrip("\n") for explanation in explanations))
    for receipt in receipts:
        print("\n" + say(asked.language, "record", "receipt", **receipt))
