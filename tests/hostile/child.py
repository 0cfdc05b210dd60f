"""Runs one bad input in a process of its own: what came of it, its processor time and the memory it used."""

import json
import resource
import sys
import time

from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.json_text import read_json
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from tests.hostile.inputs import BOOK, FACTS, RULES


def _rules(text: str) -> tuple[Diagnostic, ...]:
    parsed = parse(Source("bad.policy", text))
    return parsed.diagnostics or check([parsed.file]).diagnostics


def _facts(text: str) -> tuple[Diagnostic, ...]:
    model = check([parse(Source("book.policy", BOOK)).file]).model
    assert model is not None
    data, diagnostics = read_json(text)
    if diagnostics:
        return diagnostics
    read = read_facts(model, data)
    if read.facts is not None and not read.diagnostics:
        return decide(model, read.facts, "half").diagnostics
    return read.diagnostics


def main(kind: str, position: int) -> None:
    bad = (RULES if kind == "rules" else FACTS)[position]
    (_rules if kind == "rules" else _facts)(BOOK if kind == "rules" else "{}")  # what loads once is not the input's
    given = bad.make()
    assert isinstance(given, str)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    diagnostics = (_rules if kind == "rules" else _facts)(given)
    seconds = time.process_time() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]
    print(json.dumps({"codes": [error.code for error in errors], "seconds": seconds, "kilobytes": grown}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
