"""Prints how fast the engine is on this machine, each figure beside a peer of the same run (docs/benchmarks.md)."""

import ast
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.generated_book import generated_book, python_likeness
from policy_engine import Decision, Facts, Model, Source, as_json, check, decide, explain, load, parse, read_facts
from policy_engine.evaluation.step import walk
from policy_engine.records.answer import answer
from policy_engine.records.canonical import canonical

ROOT = Path(__file__).parents[1]
LINES = 2_000
ROUNDS = 7
MANY_ROUNDS = 2_000
DEPENDANTS = 6
CLAIMS = 10_000


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The seconds of the fastest of several rounds, after one that warms up."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def reading() -> None:
    """Lines parsed and checked in a second."""
    text = generated_book(LINES)
    lines = text.count("\n")
    source, python = Source("generated.policy", text), python_likeness(text)
    parsed = parse(source)
    checked = check([parsed.file])
    assert not parsed.diagnostics
    assert checked.model is not None, checked.diagnostics[0]
    likeness = json.dumps([line.split() for line in text.splitlines()])
    in_c, as_data = best(lambda: ast.parse(python)), best(lambda: json.loads(likeness))
    parsing, checking = best(lambda: parse(source)), best(lambda: check([parsed.file]))
    print(f"a generated rule book of {lines:,} lines")
    print(f"  parse        {lines / parsing:>9,.0f} lines a second   {parsing * 1000:8.1f} ms")
    print(f"  ast.parse    {lines / in_c:>9,.0f} lines a second   parse takes {parsing / in_c:.1f} times as long")
    print(f"  json.loads   {lines / as_data:>9,.0f} lines a second   parse takes {parsing / as_data:.0f} times as long")
    print(f"  check        {lines / checking:>9,.0f} lines a second   {checking / parsing:.1f} times as long as parse")


def deciding() -> None:
    """One explained decision of the dependants' benefit."""
    model = load([ROOT / "rules/perkeso"]).model
    assert model is not None
    claim = a_claim()
    facts = read_facts(model, claim).facts
    assert facts is not None
    (decision,) = decided(model, facts)
    told = json.dumps(as_json(explain(model, decision, "en")))
    reading = best(lambda: read_facts(model, claim), MANY_ROUNDS)
    deciding = best(lambda: decided(model, facts), MANY_ROUNDS)
    explaining = best(lambda: explain(model, decision, "en"), MANY_ROUNDS)
    both = best(lambda: explain(model, decided(model, facts)[0], "en"), MANY_ROUNDS)
    peer = best(lambda: json.dumps(json.loads(told)), MANY_ROUNDS)
    steps = sum(1 for _ in walk(decision.condition))
    print(f"the dependants' benefit with {DEPENDANTS} dependants ({steps} Steps of the condition alone)")
    print(f"  json         {peer * 1000:9.3f} ms   the explanation read and written again ({len(told):,} characters)")
    for name, seconds, what in (
        ("read", reading, "facts against the rule book"),
        ("decide", deciding, "outcome, amounts and Steps"),
        ("explain", explaining, "in one language, in short, as plain data"),
        ("both", both, "one explained decision"),
    ):
        print(f"  {name:<12} {seconds * 1000:9.3f} ms   {what}: {seconds / peer:.0f} times the json")


def a_claim() -> dict[str, object]:
    """The widow and three children of docs/examples, with more children."""
    claim: dict[str, object] = json.loads(
        (ROOT / "docs/examples/widow_and_three_children.json").read_text(encoding="utf-8")
    )
    dependants = claim["dependants"]
    assert isinstance(dependants, list)
    while len(dependants) < DEPENDANTS:
        dependants.append({**dependants[-1], "id": f"child{len(dependants)}"})
    return claim


def decided(model: Model, facts: Facts) -> tuple[Decision, ...]:
    """The decision."""
    decisions = decide(model, facts, "dependants_benefit").decisions
    assert len(decisions[0].payments[0].shares) == DEPENDANTS
    return decisions


def caseload() -> None:
    """Claims decided in a second, each with other wages and other dependants."""
    model = load([ROOT / "rules/perkeso"]).model
    assert model is not None
    cases = []
    for number in range(CLAIMS):
        read = read_facts(model, another_claim(number)).facts
        assert read is not None
        cases.append(read)
    gc.collect()
    gc.freeze()  # as a service does once its book is loaded, so that the book is not looked through again and again

    def seconds(work: Callable[[Facts], object]) -> float:
        start = time.process_time()
        for facts in cases:
            work(facts)
        return time.process_time() - start

    def record(facts: Facts) -> bytes:
        return canonical(answer(model, decide(model, facts, "dependants_benefit")))

    deciding, recording = seconds(lambda facts: decide(model, facts, "dependants_benefit")), seconds(record)
    print(f"{CLAIMS:,} different claims of up to {DEPENDANTS} dependants, one process")
    print(f"  decide       {CLAIMS / deciding:9,.0f} a second   {deciding / CLAIMS * 1000:.3f} ms each")
    print(f"  with record  {CLAIMS / recording:9,.0f} a second   {recording / CLAIMS * 1000:.3f} ms each, as its bytes")


def another_claim(number: int) -> dict[str, object]:
    """A claim that differs from every other: who is left, and the last wage in sen."""
    claim = a_claim()
    dependants, wages = claim["dependants"], claim["monthly_wages"]
    assert isinstance(dependants, list)
    assert isinstance(wages, list)
    wage = f"RM{2000 + number // 100}.{number % 100:02}"
    return {**claim, "dependants": dependants[: 1 + number % DEPENDANTS], "monthly_wages": [*wages[:-1], wage]}


def starting() -> None:
    """How long the command takes to come, and a first decision by a rule book that is kept."""

    def run(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)

    nothing, command = best(run("-c", "pass")), best(run("-m", "policy_engine.cli", "--help"))
    print("start")
    print(f"  policy --help     {command * 1000:6.0f} ms")
    claim = str(ROOT / "docs/examples/widow_and_three_children.json")
    with tempfile.TemporaryDirectory() as kept:
        os.environ["POLICY_CACHE"] = kept
        first = best(
            run("-m", "policy_engine.cli", "decide", "dependants_benefit", "--rules", "rules/perkeso", "--facts", claim)
        )
    print(
        f"  policy decide     {first * 1000:6.0f} ms   by a rule book that is kept, {first / nothing:.0f} times as long"
    )
    print(f"  python -c pass    {nothing * 1000:6.0f} ms   {command / nothing:.1f} times as long")


if __name__ == "__main__":
    reading()
    deciding()
    caseload()
    starting()
