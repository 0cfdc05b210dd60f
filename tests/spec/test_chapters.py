"""The specification is run: every chapter here and every page of docs/language."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve, frozen

from policy_engine.casebook.check_cases import check_cases
from policy_engine.casebook.run import run_case
from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision, PaymentResult, Status
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.json_text import read_json
from policy_engine.model.rulebook import Model
from policy_engine.model.types import Quantity
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.source.report import report
from policy_engine.source.text import Source
from policy_engine.syntax.declarations import Case
from policy_engine.syntax.parse import parse
from policy_engine.values.truth import NO, YES
from policy_engine.values.value import exact
from tests.spec.chapters import Block, Section, sections

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted(Path(__file__).parent.glob("*.md"))
PAGES = [ROOT / "docs/language/tutorial.md", ROOT / "docs/language/open-points.md", ROOT / "docs/facts-files.md"]


def _cases() -> list[object]:
    found = [(path, section) for path in CHAPTERS for section in sections(path)]
    found += [(path, section) for path in PAGES for section in sections(path, accumulate=True)]
    return [pytest.param(section, id=f"{path.stem}: {section.name}") for path, section in found]


@frozen
class Loaded:
    """A book, or the one that extends it, with its own cases and with those of the book below."""

    model: Model | None
    diagnostics: tuple[Diagnostic, ...]
    own: tuple[Case, ...] = ()
    below: tuple[Case, ...] = ()


def _load(text: str, extension: str = "") -> Loaded:
    texts = (extension, text) if extension else (text,)
    parsed = [parse(Source("chapter.policy", each)) for each in texts]
    unread = tuple(each for one in parsed for each in one.diagnostics)
    if unread:
        return Loaded(None, unread)
    files = [evolve(each.file, below=below) for below, each in enumerate(parsed)]
    own, below = (
        tuple(entry for file in part for entry in file.declarations if isinstance(entry, Case))
        for part in (files[:1], files[1:])
    )
    checked = check(files)
    of_cases = check_cases(checked.model, own, below) if checked.model is not None else ()
    return Loaded(checked.model, (*checked.diagnostics, *of_cases), own, below)


def _errors(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(d for d in diagnostics if d.severity is Severity.ERROR)


def _meets(diagnostic: Diagnostic, wanted: str, text: str) -> bool:
    code, _, words = wanted.partition(" at ")
    start = text.rindex(json.loads(words))
    end = start + len(json.loads(words))
    return (
        (code == "?" or diagnostic.code.startswith(code))
        and diagnostic.span.start < end
        and start < diagnostic.span.end
    )


def _check_block(section: Section, block: Block) -> None:
    diagnostics = _load(section.policy, section.extension).diagnostics
    warnings = block.words == "warnings"
    diagnostics = diagnostics if warnings else _errors(diagnostics)
    shown = "\n".join(report(d, "en") for d in diagnostics)
    wanted = block.text.split("\n")[:-1]
    assert warnings or len(diagnostics) == len(wanted), shown
    for line in wanted:
        assert any(_meets(d, line, section.extension or section.policy) for d in diagnostics), f"{line} not in\n{shown}"


def _written(model: Model, value: object, type_: object) -> str:
    """A value as the chapters write it."""
    if value is YES or value is NO:
        return "yes" if value is YES else "no"
    if isinstance(type_, Quantity) and isinstance(value, int | Fraction):
        if type_.dimension == "money":
            major = Fraction(value) / 10**model.settings.minor_digits * (12 if type_.per_unit == "year" else 1)
            return f"{model.settings.symbol}{major.numerator / major.denominator:,.2f}"
        amount = exact(Fraction(value) / (12 if type_.unit == "years" else 1))
        return f"{amount} {type_.unit}".strip()
    return str(value)


def _payment(decision: Decision, name: str) -> PaymentResult:
    return next(result for result in decision.payments if result.payment.name == name)


def _found(model: Model, decision: Decision, key: str) -> str:
    if key == "outcome":
        assert decision.outcome is not None
        return decision.outcome.value
    if key == "value":
        return _written(model, decision.condition.value, decision.condition.node.type)
    if key == "missing":
        return ", ".join(hole.name for hole in decision.missing) or "nothing"
    if key == "open":
        return ", ".join(
            hole.name if hole.kind in ("gap", "discretion") else hole.kind for hole in decision.open_points
        )
    name, _, member = key.partition(" of ")
    if name == "rest":
        result = _payment(decision, member)
        return _written(model, result.rest, result.payment.type)
    result = _payment(decision, name)
    if member:
        share = next(share for share in result.shares if share.member == member)
        return _written(model, share.amount, result.payment.type)
    if result.status is Status.KNOWN:
        return _written(model, result.value, result.payment.type)
    return result.status.value.replace("_", " ")


def _decide_block(section: Section, facts: str, block: Block) -> None:
    loaded = _load(section.policy, "" if block.kind == "below" else section.extension)
    model = loaded.model
    assert model is not None, "\n".join(report(d, "en") for d in loaded.diagnostics)
    data, problems = read_json(facts)
    read = read_facts(model, data) if not problems else None
    problems = (*problems, *(read.diagnostics if read else ()))
    wanted = [line.partition(": ")[::2] for line in block.text.split("\n")[:-1]]
    errors = [value for key, value in wanted if key == "error"]
    for error in errors:
        code, _, path = error.partition(" at ")
        assert any(d.code.startswith(code) and d.path.startswith(path) for d in problems), problems
    if errors:
        return
    assert not problems, "\n".join(report(d, "en") for d in problems)
    assert read is not None
    assert read.facts is not None
    asked, *options = block.words.replace(" of ", ".").split()
    question, _, member = asked.partition(".")
    readings = dict(option.split("=") for option in options if "=" in option)
    on = next((date.fromisoformat(option) for option in options if "=" not in option), None)
    decided = decide(model, read.facts, question, on=on, readings=readings)
    assert not decided.diagnostics, "\n".join(report(d, "en") for d in decided.diagnostics)
    (decision,) = (each for each in decided.decisions if member in ("", each.member))
    assert [(key, _found(model, decision, key)) for key, _ in wanted] == wanted


def _test_block(section: Section, block: Block) -> None:
    loaded = _load(section.policy, section.extension)
    model, cases = loaded.model, (*loaded.own, *loaded.below)
    assert model is not None, "\n".join(report(d, "en") for d in loaded.diagnostics)
    assert not _errors(loaded.diagnostics), "\n".join(report(d, "en") for d in loaded.diagnostics)
    went = [f"{own.name.text}: {'passed' if run_case(model, cases, own).passed else 'failed'}" for own in loaded.own]
    assert went == block.text.split("\n")[:-1]


@pytest.mark.parametrize("section", _cases())
def test_section(section: Section) -> None:
    facts = "{}"
    for block in section.blocks:
        match block.kind:
            case "facts":
                facts = block.text
            case "decide" | "below":
                _decide_block(section, facts, block)
            case "check":
                _check_block(section, block)
            case "test":
                _test_block(section, block)
