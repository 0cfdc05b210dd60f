"""Writes the explanations of fixed books and cases, for the law that the same input gives the same bytes.

Run as a process of its own, so that hash seed, locale and time zone can be set.
"""

import contextlib
import json
import locale
import sys
from pathlib import Path
from random import Random

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.json_text import read_json
from policy_engine.explanation.explain import explain
from policy_engine.explanation.json import as_json
from policy_engine.explanation.schema import json_schema
from policy_engine.explanation.text import as_text
from policy_engine.files.load import load
from policy_engine.source.report import report
from policy_engine.syntax.format import format
from tests.properties.books import read_book, write_book
from tests.properties.worlds import world_of

ROOT = Path(__file__).parents[2]
SEEDS = range(25)


def main() -> None:
    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "")
    for seed in SEEDS:
        _generated(seed)
    loaded = load([ROOT / "rules" / "perkeso"])
    assert loaded.model is not None
    for path in sorted((ROOT / "docs" / "examples").glob("*.json")):
        data, _ = read_json(path.read_text(encoding="utf-8"))
        facts = read_facts(loaded.model, data).facts
        assert facts is not None
        for question in loaded.model.benefits:
            for decision in decide(loaded.model, facts, question).decisions:
                _write(as_json(explain(loaded.model, decision, "ms", full=True)))


def _generated(seed: int) -> None:
    for diagnostic in read_book(write_book(Random(seed)).text)[2]:
        _write(report(diagnostic, "ms"))
    world = world_of(Random(seed))
    facts = None if world is None else world.read(world.some_missing())
    if world is None or facts is None:
        return
    _write(format(world.file))
    for question in world.questions:
        _write(json_schema(world.model, question, "ms"))
        for decision in world.ask(facts, question).decisions:
            _write([as_json(explain(world.model, decision, "en")), as_text(explain(world.model, decision, "ms"))])


def _write(data: object) -> None:
    sys.stdout.buffer.write(json.dumps(data, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    main()
