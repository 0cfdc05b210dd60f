"""The examples of the diagnostics about facts and questions raise what they are examples of."""

import shlex
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.json_text import read_json
from policy_engine.evaluation.timeline.timeline import timeline
from policy_engine.model.rulebook import Model
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from policy_engine.texts.catalogue import diagnostic_codes, diagnostic_words

NOT_IN_A_TEXT = {"F002", "F009", "F104", "F202", "F213", "F216"}
"""Too large for an example, or only for a program to give: test_json_text.py and test_facts.py make them."""

CODES = [code for code in diagnostic_codes("en") if code[0] in "FQ"]


def model_of(code: str) -> Model:
    parsed = parse(Source("town.policy", diagnostic_words(code, "en").examples["rules"]))
    checked = check([parsed.file])
    assert (parsed.diagnostics, checked.diagnostics) == ((), ())
    assert checked.model is not None
    return checked.model


def raised(model: Model, text: str) -> list[str]:
    data, diagnostics = read_json(text)
    return [each.code for each in diagnostics or read_facts(model, data).diagnostics]


@pytest.mark.parametrize("code", [code for code in CODES if code[0] == "F"])
def test_facts(code: str) -> None:
    model, examples = model_of(code), diagnostic_words(code, "en").examples

    assert raised(model, examples["facts_right"]) == []
    if code not in NOT_IN_A_TEXT:
        assert raised(model, examples["facts_wrong"]) == [code]


def asked(model: Model, command: str) -> list[str]:
    """`policy decide` or `policy timeline QUESTION --on DAY --reading NAME=OPTION ...` without the files."""
    words = shlex.split(command)
    options: Mapping[str, Any] = dict(zip(words[3::2], words[4::2], strict=True))
    readings = dict([options["--reading"].split("=")]) if "--reading" in options else {}
    on = date.fromisoformat(options["--on"]) if "--on" in options else None
    days = {"retired_on": "2024-03-04"} if "retired_on" in model.facts else {}
    facts = read_facts(model, {"leave": 5, **days}).facts
    assert facts is not None
    if words[1] == "timeline":
        first, last = (date.fromisoformat(options[name]) if name in options else None for name in ("--from", "--to"))
        until = None if last is None else last + timedelta(1)
        return [each.code for each in timeline(model, facts, words[2], start=first, until=until).diagnostics]
    return [each.code for each in decide(model, facts, words[2], on=on, readings=readings).diagnostics]


@pytest.mark.parametrize("code", [code for code in CODES if code[0] == "Q"])
def test_questions(code: str) -> None:
    model, words = model_of(code), diagnostic_words(code, "en")

    assert asked(model, words.wrong.strip()) == [code]
    assert asked(model, words.right.strip()) == []
