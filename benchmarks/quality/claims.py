"""Claims as there may be: those of the cases of a rule book, and others that differ from them in a few facts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from attrs import frozen

from policy_engine import Model, decide, read_facts
from policy_engine.casebook.given import given_data
from policy_engine.casebook.inherit import Inherited, inherit
from policy_engine.evaluation.decision import Decided
from policy_engine.records.entry import Question
from policy_engine.syntax.declarations import Case


@frozen
class Claim:
    """A question, the facts on which it is asked, and the answer."""

    question: Question
    data: Mapping[str, object]
    decided: Decided


def claims(model: Model, cases: Sequence[Case], numbers: range) -> Iterator[Claim]:
    """The claims with these numbers, the same each time; the first are the cases as they stand."""
    given = answered_cases(model, cases)
    for number in numbers:
        question, data = given[number % len(given)]
        chance, changes = Random(number), number // len(given)
        found = None
        while found is None:  # some changes make facts that contradict each other
            changed = _changed(data, chance, min(changes, 1 + chance.randrange(3)))
            found = _answered(model, question, changed)
        yield Claim(question, changed, found)


def answered_cases(model: Model, cases: Sequence[Case]) -> Sequence[tuple[Question, Mapping[str, object]]]:
    """What is asked in the cases that have an answer; some show facts that are refused."""
    asked = [_asked(model, cases, case) for case in cases]
    return [(question, data) for question, data in asked if _answered(model, question, data)]


def _asked(model: Model, cases: Sequence[Case], case: Case) -> tuple[Question, Mapping[str, object]]:
    found = inherit(cases, case)
    assert isinstance(found, Inherited)
    assert found.question is not None
    readings = {reading.text: option.text for reading, option in found.readings}
    return Question(found.question.text, found.on, readings), given_data(model, found.given).data


def _answered(model: Model, question: Question, data: Mapping[str, object]) -> Decided | None:
    read = read_facts(model, data)
    if read.facts is None or read.diagnostics:
        return None
    decided = decide(model, read.facts, question.name, on=question.on, readings=question.readings)
    return None if decided.diagnostics else decided


def _changed(data: Mapping[str, object], chance: Random, changes: int) -> Mapping[str, object]:
    """The same facts, but for so many."""
    for _ in range(changes if data else 0):
        name = sorted(data)[chance.randrange(len(data))]
        data = data if name == "id" else {**data, name: _another(data[name], chance)}
    return data


def _another(value: object, chance: Random) -> object:
    """The value with one thing in it changed."""
    if isinstance(value, dict):
        return _changed(value, chance, 1)
    if isinstance(value, list | tuple) and value:
        place = chance.randrange(len(value))
        return [_another(each, chance) if number == place else each for number, each in enumerate(value)]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return max(0, value + chance.randrange(-3, 30))
    if isinstance(value, str) and re.fullmatch(r"RM[0-9,]+(\.[0-9]{2})?", value):
        return f"RM{chance.randrange(9_000)}.{chance.randrange(100):02}"
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return (date.fromisoformat(value) + timedelta(days=chance.randrange(-500, 500))).isoformat()
    return value
