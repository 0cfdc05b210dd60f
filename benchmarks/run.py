"""Prints how fast the engine is on this machine, each figure beside a peer of the same run (docs/benchmarks.md)."""

import ast
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.generated_book import generated_book, python_likeness
from policy_engine import Model, Source, as_json, as_text, check, decide, explain, load, parse, read_facts

ROOT = Path(__file__).parents[1]
LINES = 2_000
ROUNDS = 7
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
    told = explained(model, claim)
    as_data = json.dumps(told)
    alone = best(lambda: decided(model, claim))
    whole = best(lambda: explained(model, claim))
    peer = best(lambda: json.dumps(json.loads(as_data)))
    print(f"the dependants' benefit with {DEPENDANTS} dependants")
    print(f"  decide       {alone * 1000:9.2f} ms   facts read, decided")
    print(f"  explained    {whole * 1000:9.2f} ms   in English and Malay, as text and as data")
    print(
        f"  json         {peer * 1000:9.2f} ms   read and written again; explaining takes {whole / peer:.0f} times that"
    )


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


def decided(model: Model, claim: dict[str, object]) -> object:
    """The decision."""
    facts = read_facts(model, claim).facts
    assert facts is not None
    (decision,) = decide(model, facts, "dependants_benefit").decisions
    assert len(decision.payments[0].shares) == DEPENDANTS
    return decision


def explained(model: Model, claim: dict[str, object]) -> list[object]:
    """The decision in both languages, as text and as data."""
    facts = read_facts(model, claim).facts
    assert facts is not None
    (decision,) = decide(model, facts, "dependants_benefit").decisions
    told = [explain(model, decision, language) for language in ("en", "ms")]
    return [(as_text(each), as_json(each)) for each in told]


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
