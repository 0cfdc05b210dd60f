"""`policy record batch`: many cases of a file, recorded once each, whatever stops the work."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from policy_engine.cli import batch as door
from policy_engine.cli import main as policy
from policy_engine.records.database import Unavailable
from policy_engine.version import VERSION
from tests.house.repository import ROOT
from tests.records.test_commands import CANARY, Run, run

__all__ = ["run"]
BATCH = ("record", "batch", "s", "cases.jsonl", "--rules", "rules")
FACTS = {"leave": 10, "wage": "100.00", "injured_on": "2024-03-04"}


def case(number: int, **changed: object) -> dict[str, object]:
    return {"id": str(number), "question": "river_benefit", "facts": {**FACTS, "leave": number}, **changed}


def write(*cases: object) -> None:
    lines = (each if isinstance(each, str) else json.dumps(each) for each in cases)
    Path("cases.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_each_case_is_recorded_once(run: Run) -> None:
    write(*(case(number, person=f"p{number % 2}") for number in range(5)))
    first = run(*BATCH)
    write(*(case(number) for number in range(8)))

    again = run(*BATCH)

    assert (first.code, again.code, first.err) == (0, 0, "")
    assert first.out.endswith("\nCases: 5. Recorded: 5. Recorded before: 0. Not recorded: 0.\n")
    assert again.out.endswith("\nCases: 8. Recorded: 3. Recorded before: 5. Not recorded: 0.\n")
    line = again.out.splitlines()[4]
    assert line == f"{first.out.splitlines()[4]}  recorded before"
    assert line.startswith("5  ")
    assert line.split("  ")[2:] == ["river_benefit", "payable", "recorded before"]  # four days of leave are enough
    assert run("verify", "s", "--keys", "s.keys").code == 0
    assert run("replay", "s").out.startswith("Records: 8. Identical: 8.")
    assert run("record", "erase", "s", "--person", "p1").out.endswith(": 2.\n")
    assert run(*BATCH).out.endswith("Recorded: 0. Recorded before: 8. Not recorded: 0.\n")


def test_what_cannot_be_decided_is_told_and_the_rest_recorded(run: Run) -> None:
    write(
        case(1),
        "no case",
        '["a list"]',
        {"id": "2", "facts": FACTS},
        {**case(3), "note": "more"},
        case(4, on="4 March"),
        case(5, readings={"least_days": 6}),
        case(6, facts={"leaf": 6}),
        case(7, question="river_help"),
        "",
        case(1, facts={**FACTS, "leave": 2}),
        case(8, on="2024-03-04", readings={"least_days": "six"}),
        case(8),
    )

    ran = run(*BATCH)

    assert ran.code == 1
    assert ran.codes == ["L031"] * 6 + ["L032"] * 2 + ["L033"] * 2
    assert [line.split()[0] for line in ran.out.splitlines()] == ["1", "12", "Cases:"]
    assert ran.out.endswith("Cases: 12. Recorded: 2. Recorded before: 0. Not recorded: 10.\n")
    assert "(F101)" in ran.err
    assert run("replay", "s").out.startswith("Records: 2. Identical: 2.")
    write(case(1, facts={**FACTS, "leave": 2}))
    assert run(*BATCH).codes == ["L033"]


def test_a_file_as_json(run: Run) -> None:
    write(case(1), "no case", case(1))

    data = run(*BATCH, "--json").data
    again = run(*BATCH, "--json", "--language", "ms").data

    results = data["results"]
    assert isinstance(results, list)
    assert [each["state"] for each in results] == ["recorded", "refused", "recorded"]
    assert results[0]["decisions"][0]["outcome"] == "not_payable"
    assert (data["cases"], data["recorded"], data["refused"], data["diagnostics"]) == (3, 2, 1, [])
    Path("receipt.json").write_text(json.dumps(again["results"][0]), encoding="utf-8")  # type: ignore[index]
    assert run("verify", "s", "--checkpoint", "receipt.json").code == 0
    assert again["before"] == 2
    listed = run("record", "list", "s", "--json").data["records"]
    assert isinstance(listed, list)
    assert [each["leaf"]["engine"] for each in listed] == [VERSION]  # also where the engine is not installed


def test_the_question_may_stand_in_the_command_and_the_cases_on_standard_input(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class _Input:
        buffer = io.BytesIO(json.dumps({"id": "1", "facts": FACTS}).encode())

    monkeypatch.setattr("sys.stdin", _Input)

    ran = run("record", "batch", "s", "-", "--rules", "rules", "--question", "river_benefit")

    assert (ran.code, ran.out.splitlines()[-1]) == (0, "Cases: 1. Recorded: 1. Recorded before: 0. Not recorded: 0.")


def test_a_store_that_takes_no_more_stops_it_and_it_goes_on_later(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(*(case(number) for number in range(250)))
    calls, append = [], door.append

    def full(*arguments: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise Unavailable("full")
        return append(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(door, "append", full)
    stopped = run(*BATCH)
    goes_on = run(*BATCH, "--json")

    assert (stopped.code, stopped.codes) == (2, ["L034", "L005"])
    assert stopped.out.endswith("Cases: 100. Recorded: 100. Recorded before: 0. Not recorded: 0.\n")
    assert (goes_on.code, goes_on.data["recorded"], goes_on.data["before"]) == (0, 150, 100)


def test_an_identity_number_is_not_told(run: Run) -> None:
    named = {"id": CANARY, "person": CANARY, "facts": {**FACTS, "leave": CANARY}, "question": "river_benefit"}
    write(named, {**named, "facts": FACTS}, {**named, "facts": {**FACTS, "leave": 3}}, f'{{"id": "{CANARY}"')

    for ran in (run(*BATCH), run(*BATCH, "--json")):
        assert ran.code == 1
        assert CANARY not in ran.out + ran.err
    for path in Path().glob("s*"):
        assert CANARY.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["nowhere.jsonl", "--rules", "rules"], ["B001"]),
        (["rules", "--rules", "rules"], ["B003"]),
        (["cases.jsonl", "--rules", "nowhere"], ["B001"]),
        (["cases.jsonl", "--rules", "rules", "--keys", "facts.json"], ["L012"]),
    ],
)
def test_what_cannot_be_used_is_said(run: Run, arguments: list[str], codes: list[str]) -> None:
    write(case(1))

    ran = run("record", "batch", "s", *arguments)

    assert (ran.code, ran.codes, ran.out) == (2, codes, "")


def test_a_line_that_is_too_long_ends_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "LARGEST_TEXT", 400)
    write(case(1), case(2, person="x" * 400), case(3))

    ran = run(*BATCH)

    assert (ran.code, ran.codes) == (1, ["L031"])
    assert ran.out.endswith("Cases: 2. Recorded: 1. Recorded before: 0. Not recorded: 1.\n")


def test_a_bar_is_shown_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class _Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    write(*(case(number) for number in range(5)))
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    assert policy.main(BATCH) == 0
    assert "100%" in terminal.getvalue()


def test_two_processes_may_record_one_file(run: Run) -> None:
    write(*(case(number) for number in range(150)))
    command = [sys.executable, "-m", "policy_engine.cli", *BATCH, "--json"]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [json.loads(each.communicate()[0]) for each in started]

    assert [each.returncode for each in started] == [0, 0]
    assert sum(each["recorded"] for each in told) == 150
    one, other = ([result["id"] for result in each["results"]] for each in told)
    assert one == other
    assert run("verify", "s").out.startswith("Records: 150. ")
