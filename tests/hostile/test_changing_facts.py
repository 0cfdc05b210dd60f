"""No. 49: facts that their owner changes while or after they are read: what was read stays, and nothing raises."""

import sys
from datetime import date
from threading import Event, Thread
from typing import Any

import pytest

from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.model.rulebook import Model
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from policy_engine.values.value import Collection
from tests.hostile.inputs import BOOK


@pytest.fixture(scope="module")
def model() -> Model:
    checked = check([parse(Source("book.policy", BOOK)).file])
    assert checked.model is not None
    return checked.model


def test_what_was_read_stays(model: Model) -> None:
    """Half of RM10.00 is RM5.00, whatever becomes of the mapping; the child keeps its date of birth."""
    child = {"id": "ali", "born": "2020-01-01"}
    data: dict[str, Any] = {"wage": "10", "children": [child]}
    facts = read_facts(model, data).facts
    assert facts is not None

    child["born"] = "1900-01-01"
    data["children"].append({"id": "abu"})
    data.clear()

    assert decide(model, facts, "half").decisions[0].condition.value == 5_00
    children = facts.values["children"]
    assert isinstance(children, Collection)
    assert [(each.id, each.fields["born"]) for each in children.items] == [("ali", date(2020, 1, 1))]


def test_facts_that_another_thread_changes_are_read_or_refused(model: Model) -> None:
    data: dict[str, Any] = {"children": [{"id": f"c{number}", "born": "2020-01-01"} for number in range(20)]}
    done, interval = Event(), sys.getswitchinterval()

    def change() -> None:
        number = 0
        while not done.is_set():
            number += 1
            data[f"fact_{number % 50}"] = number
            data.pop(f"fact_{(number + 25) % 50}", None)
            data["children"][0][f"field_{number % 9}"] = number
            data["children"][0].pop(f"field_{(number + 4) % 9}", None)
            data["children"].append({"id": "last"}) if number % 2 else data["children"].pop()

    thread = Thread(target=change)
    sys.setswitchinterval(1e-5)
    thread.start()
    try:
        for _ in range(100):
            read = read_facts(model, data)
            assert (read.facts is None) == bool(read.diagnostics)
    finally:
        done.set()
        thread.join()
        sys.setswitchinterval(interval)
