"""Every command with good and bad input: what it prints, where, in which language, and its exit code."""

import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from attrs import frozen

from policy_engine.cli import main as door
from policy_engine.cli.commands import policy
from policy_engine.cli.output import shows_colors
from tests.doors.books import FACTS, write_book


@frozen
class Ran:
    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, object]:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command beside a folder `rules` with a good book and `facts.json`."""
    write_book(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLICY_DEBUG", raising=False)

    def command(*arguments: str) -> Ran:
        code = door.main(arguments)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        return Ran(code, captured.out, captured.err)

    return command


def change(name: str, old: str, new: str) -> None:
    path = Path("rules", name)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def codes(diagnostics: object) -> list[str]:
    assert isinstance(diagnostics, list)
    return [each["code"] for each in diagnostics]


# ------------------------------------------------------------------------------------------------ check


def test_check_of_a_good_book(run: Run) -> None:
    assert run("check", "rules") == Ran(0, "Rule files: 2. Errors: 0. Warnings: 0.\n", "")


def test_check_speaks_malay(run: Run) -> None:
    assert run("check", "rules", "--language", "ms").out == "Fail peraturan: 2. Ralat: 0. Amaran: 0.\n"


def test_check_reports_a_mistake_where_it_stands(run: Run) -> None:
    change("book.policy", "of wage not", "of wege not")

    ran = run("check", "rules")

    assert ran.code == 1
    assert ran.out == "Rule files: 2. Errors: 1. Warnings: 0.\n"
    assert ran.err.startswith("book.policy:32:16  N102")
    assert "`wage`" in ran.err
    assert "^^^^" in ran.err


def test_check_as_json(run: Run) -> None:
    change("book.policy", "of wage not", "of wege not")

    data = run("check", "rules", "--json").data

    assert {key: data[key] for key in ("files", "errors", "warnings")} == {"files": 2, "errors": 1, "warnings": 0}
    (finding,) = data["diagnostics"]  # type: ignore[misc]
    assert finding["code"] == "N102"
    assert finding["severity"] == "error"
    assert finding["place"] == {"file": "book.policy", "line": 32, "column": 16, "end_line": 32, "end_column": 20}


@pytest.mark.parametrize(("path", "code"), [("missing", "B001"), ("facts.json", "B002"), ("empty", "B011")])
def test_check_of_what_is_no_book(run: Run, path: str, code: str) -> None:
    Path("empty").mkdir()

    ran = run("check", path, "--json")

    assert ran.code == 2
    assert codes(ran.data["diagnostics"]) == [code]


# ------------------------------------------------------------------------------------------------ format


def test_format_writes_the_canonical_form_once(run: Run) -> None:
    book = Path("rules/book.policy")
    run("format", "rules")
    canonical = book.read_text(encoding="utf-8")
    change("book.policy", "fact wage : money per day", "fact   wage :   money per day")
    book.chmod(0o640)

    would = run("format", "--check", "rules")
    assert (would.code, would.out) == (
        1, "book.policy: not in canonical form\nRule files: 2. Not in canonical form: 1.\n"
    )  # fmt: skip
    assert book.read_text(encoding="utf-8") != canonical

    rewritten = "book.policy: written in canonical form\nRule files: 2. Rewritten: 1.\n"
    assert run("format", "rules") == Ran(0, rewritten, "")
    assert book.read_text(encoding="utf-8") == canonical
    assert book.stat().st_mode & 0o777 == 0o640
    assert run("format", "--check", "rules") == Ran(0, "Rule files: 2. Not in canonical form: 0.\n", "")


def test_format_leaves_a_file_with_a_syntax_error_alone(run: Run) -> None:
    broken = "benefit river_benefit\n   payable   when when\n"
    Path("rules/book.policy").write_text(broken, encoding="utf-8")

    ran = run("format", "rules")

    assert ran.code == 1
    assert "book.policy:2:" in ran.err
    assert Path("rules/book.policy").read_text(encoding="utf-8") == broken


def test_format_leaves_a_file_as_it_was_where_writing_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    change("book.policy", "fact wage : money", "fact   wage : money")
    before = Path("rules/book.policy").read_text(encoding="utf-8")

    def full_disk(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "replace", full_disk)
    ran = run("format", "rules/book.policy")

    assert ran.code == 2
    assert "B012" in ran.err
    assert Path("rules/book.policy").read_text(encoding="utf-8") == before
    assert sorted(path.name for path in Path("rules").iterdir()) == ["book.policy", "cases"]


# ------------------------------------------------------------------------------------------------ facts


def test_facts_lists_what_is_asked(run: Run) -> None:
    ran = run("facts", "river_benefit", "--rules", "rules")

    assert (ran.code, ran.err) == (0, "")
    for name in ("leave", "wage", "injured_on"):
        assert name in ran.out


def test_facts_speaks_malay(run: Run) -> None:
    ran = run("facts", "river_benefit", "--rules", "rules", "--language", "ms")

    assert "Faedah sungai" in ran.out
    assert "cuti yang disahkan" in ran.out


def test_facts_as_json_schema_takes_good_facts_and_refuses_bad_ones(run: Run) -> None:
    schema = run("facts", "river_benefit", "--rules", "rules", "--json").data
    validator = jsonschema.Draft202012Validator(schema)

    assert validator.is_valid(json.loads(FACTS))
    assert not validator.is_valid({**json.loads(FACTS), "leave": "many"})
    assert not validator.is_valid({**json.loads(FACTS), "laeve": 3})


# ------------------------------------------------------------------------------------------------ decide


def decide(run: Run, *arguments: str) -> Ran:
    return run("decide", "--rules", "rules", "--facts", "facts.json", *arguments)


@pytest.mark.parametrize(("language", "title"), [("en", "River benefit"), ("ms", "Faedah sungai")])
def test_decide_explains(run: Run, language: str, title: str) -> None:
    ran = decide(run, "river_benefit", "--language", language)

    assert (ran.code, ran.err) == (0, "")
    assert title in ran.out
    assert "RM800.00" in ran.out


def test_decide_as_json(run: Run) -> None:
    data = decide(run, "river_benefit", "--json").data

    (decision,) = data["decisions"]  # type: ignore[misc]
    assert decision["benefit"] == "river_benefit"
    assert decision["outcome"] == "payable"
    assert data["diagnostics"] == []


def test_decide_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FACTS.replace("10", "3").encode())))

    ran = run("decide", "river_benefit", "--rules", "rules", "--facts", "-", "--json")

    (decision,) = ran.data["decisions"]  # type: ignore[misc]
    assert decision["outcome"] == "not_payable"


def test_decide_reads_a_disputed_clause_in_another_way(run: Run) -> None:
    Path("facts.json").write_text(FACTS.replace("10,", "5,"), encoding="utf-8")

    outcomes = [
        decide(run, "river_benefit", "--json", *chosen).data["decisions"][0]["outcome"]  # type: ignore[index]
        for chosen in ([], ["--reading", "least_days=four"], ["--reading", "least_days=six"])
    ]

    assert outcomes == ["payable", "payable", "not_payable"]


def test_decide_several_questions_and_rules(run: Run) -> None:
    data = decide(run, "river_benefit", "enough_leave", "--on", "2024-03-04", "--json").data

    assert [each["title"] for each in data["decisions"]] == ["River benefit", "the leave is long enough"]  # type: ignore[attr-defined]


def test_decide_all_benefits(run: Run) -> None:
    data = decide(run, "--all", "--json").data

    assert [each["benefit"] for each in data["decisions"]] == ["river_benefit"]  # type: ignore[attr-defined]


def test_decide_in_full_says_more(run: Run) -> None:
    assert len(decide(run, "river_benefit", "--full").out) >= len(decide(run, "river_benefit").out)


@pytest.mark.parametrize(
    "facts",
    [
        "", "{", "[]", "nonsense", '{"leave": 10.5e400}', '{"leave": 1, "leave": 2}', '{"leave": 0.5}', '{"laeve": 10}',
        '{"leave": 1001}', '{"wage": 100.005}', '{"leave": null}', '{"injured_on": "2024-02-30"}', "[" * 100_000,
    ],
)  # fmt: skip
def test_decide_refuses_bad_facts(run: Run, facts: str) -> None:
    Path("facts.json").write_text(facts, encoding="utf-8")

    pages, data = decide(run, "river_benefit"), decide(run, "river_benefit", "--json")

    assert (pages.code, pages.out) == (2, "")
    assert pages.err
    assert data.code == 2
    assert all(code.startswith("F") for code in codes(data.data["diagnostics"]))


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff{}", "B008"), ('{"leave": 10}'.encode("utf-16"), "B009"), (None, "B001")],
)
def test_decide_refuses_files_that_are_no_text(run: Run, content: bytes | None, code: str) -> None:
    Path("facts.json").unlink()
    if content is not None:
        Path("facts.json").write_bytes(content)

    ran = decide(run, "river_benefit", "--json")

    assert ran.code == 2
    assert codes(ran.data["diagnostics"]) == [code]


def test_decide_refuses_too_many_facts_at_once(run: Run) -> None:
    with Path("facts.json").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    start = time.monotonic()

    ran = decide(run, "river_benefit", "--json")

    assert codes(ran.data["diagnostics"]) == ["B005"]
    assert time.monotonic() - start < 1


def test_decide_does_not_know_the_question(run: Run) -> None:
    ran = decide(run, "river_benifit")

    assert ran.code == 2
    assert "`river_benefit`" in ran.err


def test_decide_does_not_use_a_book_with_an_error(run: Run) -> None:
    change("book.policy", "of wage not", "of wege not")

    ran = decide(run, "river_benefit", "--json")

    assert ran.code == 2
    assert codes(ran.data["diagnostics"]) == ["N102"]


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["river_benefit", "--all"], ["river_benefit", "--on", "4 March"], ["river_benefit", "--on", "2024-02-30"],
        ["river_benefit", "--on", "20240304"], ["river_benefit", "--reading", "least_days"],
        ["river_benefit", "--reading", "=six"], ["river_benefit", "--reading", "a=b", "--reading", "a=c"],
        ["river_benefit", "--language", "fr"], ["river_benefit", "--what"],
    ],
)  # fmt: skip
def test_decide_refuses_bad_arguments(run: Run, arguments: list[str]) -> None:
    ran = decide(run, *arguments)

    assert (ran.code, ran.out) == (2, "")
    assert "Error:" in ran.err


@pytest.mark.parametrize("reading", ["lest_days=six", "least_days=sixx"])
def test_decide_does_not_know_a_reading(run: Run, reading: str) -> None:
    assert decide(run, "river_benefit", "--reading", reading).code == 2


# ------------------------------------------------------------------------------------------------ test


def test_test_of_good_cases(run: Run) -> None:
    assert run("test", "rules") == Ran(0, "Cases: 5. Passed: 5. Failed: 0.\n", "")


def test_test_shows_what_was_expected_what_was_found_and_why(run: Run) -> None:
    change("cases/cases.policy", "total is RM800.00", "total is RM801.00")

    ran = run("test", "rules")

    assert (ran.code, ran.out) == (1, "Cases: 5. Passed: 4. Failed: 1.\n")
    assert ran.err.startswith("cases/cases.policy:1  FAILED  ten_days\n  total: expected RM801.00, found RM800.00\n")


def test_test_as_json(run: Run) -> None:
    change("cases/cases.policy", "limb ii is yes", "limb ii is no")

    ran = run("test", "rules", "--json")

    assert ran.code == 1
    assert {key: ran.data[key] for key in ("cases", "passed", "failed")} == {"cases": 5, "passed": 4, "failed": 1}
    assert ran.data["results"][1] == {  # type: ignore[index]
        "case": "three_days",
        "place": "cases/cases.policy:12",
        "passed": False,
        "mismatches": [{"about": "limb ii", "expected": "no", "found": "yes"}],
        "diagnostics": [],
    }


def test_test_of_one_case(run: Run) -> None:
    assert run("test", "rules", "--only", "ten_days").out == "Cases: 1. Passed: 1. Failed: 0.\n"


def test_test_of_an_unknown_case(run: Run) -> None:
    ran = run("test", "rules", "--only", "ten_day")

    assert ran.code == 2
    assert "C001" in ran.err
    assert "`ten_days`" in ran.err


# ------------------------------------------------------------------------------------------------ the door itself


@pytest.mark.parametrize("command", [[], *([name] for name in policy.commands)], ids=lambda c: c[0] if c else "policy")
def test_every_help_shows_examples(run: Run, command: list[str]) -> None:
    ran = run(*command, "--help")

    assert ran.code == 0
    assert re.search(r"Examples:\n +policy ", ran.out)


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check"], ["format"], ["facts"], ["test"]])
def test_missing_arguments_are_said(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)

    assert ran.code == 2
    assert "Usage: policy" in ran.err


def test_an_internal_error_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> int:
        raise KeyError("x")

    monkeypatch.setattr("policy_engine.cli.check.check_book", fails)

    ran = run("check", "rules")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("policy: internal error (KeyError)")

    monkeypatch.setenv("POLICY_DEBUG", "1")
    with pytest.raises(KeyError):
        door.main(["check", "rules"])


def policy_in_a_process(*arguments: str, before: str = "pass") -> list[str]:
    program = f"import sys; {before}; from policy_engine.cli.main import main; sys.exit(main())"
    return [sys.executable, "-c", program, *arguments]


def test_without_its_library_the_command_line_says_what_to_install() -> None:
    command = policy_in_a_process("check", before="sys.modules['click'] = None")
    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == f"{door.NO_CLICK}\n"


def test_a_reader_that_goes_away_ends_the_command_quietly() -> None:
    with subprocess.Popen(policy_in_a_process("--help"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == door.PIPE_CLOSED


def test_the_same_bytes_under_every_locale(tmp_path: Path) -> None:
    rules = write_book(tmp_path)
    arguments = ["decide", "river_benefit", "--rules", str(rules), "--facts", str(tmp_path / "facts.json")]
    printed = {
        subprocess.run(
            policy_in_a_process(*arguments), capture_output=True, check=True, env=os.environ | environment
        ).stdout
        for environment in (
            {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1"},
            {
                "LC_ALL": "C",
                "PYTHONUTF8": "0",
                "PYTHONCOERCECLOCALE": "0",
                "TZ": "Asia/Kuala_Lumpur",
                "PYTHONHASHSEED": "2",
            },
            {"PYTHONIOENCODING": "latin-1", "TZ": "America/Lima", "PYTHONHASHSEED": "3"},
        )
    }
    assert len(printed) == 1


def test_help_comes_at_once() -> None:
    """Nothing of the engine is read for it; benchmarks/run.py says how long it takes."""
    code = (
        "import sys\nfrom policy_engine.cli.main import main\nmain(['--help'])\n"
        "print(*sorted(name for name in sys.modules if name.startswith('policy_engine.') or name == 'lark'))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert run.stdout.splitlines()[-1].split() == [
        "policy_engine.cli", "policy_engine.cli.commands", "policy_engine.cli.main", "policy_engine.cli.options",
        "policy_engine.cli.packages", "policy_engine.cli.record_commands", "policy_engine.version",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("terminal", "environment", "shown"), [(True, {}, True), (True, {"NO_COLOR": "1"}, False), (False, {}, False)]
)
def test_colours_are_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, environment: dict[str, str], shown: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal)

    assert shows_colors(stream) is shown
