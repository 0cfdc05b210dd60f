"""Prints how fast the engine is on this machine, each figure beside a peer of the same run (docs/benchmarks.md)."""

import ast
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.generated_book import generated_book, python_likeness
from policy_engine import Decision, Facts, Model, Source, as_json, check, decide, explain, load, parse, read_facts
from policy_engine.evaluation.step import walk

ROOT = Path(__file__).parents[1]
LINES = 2_000
ROUNDS = 7
MANY_ROUNDS = 2_000
DEPENDANTS = 6


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


def starting() -> None:
    """How long `policy --help` takes to come."""

    def run(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)

    nothing, command = best(run("-c", "pass")), best(run("-m", "policy_engine.cli", "--help"))
    print("start")
    print(f"  policy --help     {command * 1000:6.0f} ms")
    print(f"  python -c pass    {nothing * 1000:6.0f} ms   {command / nothing:.1f} times as long")


if __name__ == "__main__":
    reading()
    deciding()
    starting()
