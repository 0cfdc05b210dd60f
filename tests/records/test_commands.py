"""The commands about records: what they print and their exit codes; and what must stand nowhere."""

import io
import itertools
import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

from policy_engine.cli import main as door
from policy_engine.cli import replay as replay_command
from tests.doors.books import FACTS, write_book
from tests.house.repository import ROOT

VERIFIER = ROOT / "docs/verify_proof.py"
ID = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


@frozen
class Ran:
    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, object]:
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        return re.findall(r"^(?:\S+  )?([A-Z][0-9]{3})  ", self.err, flags=re.MULTILINE)


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command beside a book, facts and a new store `s`."""
    write_book(tmp_path)
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> Ran:
        code = door.main(arguments)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        return Ran(code, captured.out, captured.err)

    assert command("record", "init", "s").code == 0
    return command


DECIDE = ("decide", "river_benefit", "--rules", "rules", "--facts", "facts.json", "--record", "s")


def record(run: Run, *more: str) -> str:
    """The id of a new record."""
    ran = run(*DECIDE, *more)
    assert ran.code == 0, ran.err
    found = re.search(ID, ran.out)
    assert found is not None
    return found[0]


def test_a_decision_is_recorded_listed_shown_replayed_and_verified(run: Run) -> None:
    name = record(run)

    listed = run("record", "list", "s")
    assert re.fullmatch(rf"0  \S+Z  {name}  river_benefit  payable\n", listed.out)
    shown = run("record", "show", "s", name)
    assert shown.out.startswith(f"Record {name}, number 0 of 1\nDecided ")
    assert "By the rule book: River towns (river_towns)\n  its text: " in shown.out
    assert "River benefit: PAYABLE" in shown.out
    assert "minimum daily rate: RM30.00 a day" in shown.out
    assert "it is what was recorded, byte for byte." in shown.out
    assert '"injured_on"' in shown.out
    assert "\nReceipt: number 0, hash " in shown.out
    assert run("replay", "s") == Ran(0, "Records: 1. Identical: 1. Different: 0. Erased: 0. Not made again: 0.\n", "")
    verified = run("verify", "s", "--keys", "s.keys")
    assert verified.code == 0
    assert verified.out.startswith("Records: 1. Everything is as it was recorded.")


def test_the_same_in_malay_and_as_json(run: Run) -> None:
    data = run(*DECIDE, "--json", "--language", "ms").data
    (receipt,) = data["receipts"]  # type: ignore[misc]

    assert run("replay", "s", "--language", "ms").out.startswith("Rekod: 1. Sama: 1.")
    assert run("verify", "s", "--language", "ms").out.startswith("Rekod: 1. Semuanya")
    (listed,) = run("record", "list", "s", "--json").data["records"]  # type: ignore[misc]
    assert listed["id"] == receipt["id"]
    shown = run("record", "show", "s", receipt["id"], "--json", "--language", "ms").data
    assert shown["private"] == "there"
    assert shown["explanations"][0]["verdict"] == "BOLEH DIBAYAR"  # type: ignore[index]
    assert shown["receipt"] == {**receipt, "checkpoint": shown["receipt"]["checkpoint"]}  # type: ignore[index]
    assert run("record", "show", "s", receipt["id"], "--language", "ms").out.startswith("Rekod ")
    assert run("replay", "s", "--json").data["identical"] == 1
    assert run("verify", "s", "--json").data["records"] == 1


def test_a_receipt_and_a_printed_checkpoint_are_held_against_the_store(run: Run) -> None:
    Path("receipt.json").write_text(run(*DECIDE, "--json").out, encoding="utf-8")
    Path("verified.json").write_text(run("verify", "s", "--json").out, encoding="utf-8")
    note = run("verify", "s", "--json").data["checkpoint"]
    assert isinstance(note, str)
    Path("note").write_text(note, encoding="utf-8")
    record(run)
    held = ("--checkpoint", "receipt.json", "--checkpoint", "verified.json", "--checkpoint", "note")

    assert run("verify", "s", *held).code == 0
    ran = run("verify", "s", "--checkpoint", "facts.json")
    assert (ran.code, ran.codes) == (2, ["L107"])


def test_under_another_book_it_says_what_changes(run: Run) -> None:
    name = record(run)
    book = Path("rules/book.policy").read_text(encoding="utf-8")
    Path("new.policy").write_text(book.replace("RM30.00", "RM9,000.00"), encoding="utf-8")

    ran = run("replay", "s", "--under", "new.policy")

    assert ran.code == 1
    assert f"0  {name}  river_benefit  DIFFERS\n" in ran.out
    assert "  - total: RM800.00 becomes RM90,000.00 (RM89,200.00 more)\n" in ran.out
    step = (
        "the first step that differs: figure minimum_rate (minimum daily rate): RM30.00 a day becomes RM9,000.00 a day"
    )
    assert f"  {step} [leaflet L-1]" in " ".join(ran.out.split()).replace("the first", "  the first", 1)
    assert ran.out.splitlines()[-1] == (
        "Records: 1. Identical: 0. The same on other grounds: 0. Different: 1. Erased: 0. Not made again: 0."
    )
    data = run("replay", "s", "--id", name, "--under", "new.policy", "--json").data
    assert data["differs"] == 1
    assert data["changes"]["kinds"][0]["up_by"] == "8920000"  # type: ignore[index]


def test_the_difference_of_two_books_tells_the_recorded_decisions_that_change(run: Run) -> None:
    """In the words of a replay under the new book; what is erased is left out, and said to be."""
    name, other = record(run), record(run)
    assert run("record", "erase", "s", "--id", other).code == 0
    Path("new.policy").write_text(Path("rules/book.policy").read_text().replace("RM30.00", "RM9,000.00"))
    command = ("diff", "rules/book.policy", "new.policy", "--store", "s")

    ran = run(*command)

    assert ran.code == 1
    assert f"Decisions that change: 1 of 1\n  {name}: River benefit\n" in ran.out
    line = "- total: RM800.00 becomes RM90,000.00 (RM89,200.00 more)\n"
    assert line in ran.out
    assert line in run("replay", "s", "--under", "new.policy").out
    assert ran.out.endswith("Left out: 1 records whose facts are erased, 0 that cannot be read.\n")
    data = run(*command, "--json").data
    assert (data["compared"], data["erased"], data["damaged"]) == (1, 1, 0)
    assert run(*command, "--keys", "nowhere").codes == ["B001"]
    assert run(*command, "--cases").code == 2
    gone = Path("rules/book.policy").read_text().replace("fact wage", "fact pay").replace("of wage", "of pay")
    Path("gone.policy").write_text(gone.replace("benefit river_benefit", "benefit lake_benefit"))
    lost = run("diff", "rules/book.policy", "gone.policy", "--store", "s", "--language", "ms")
    assert "buku peraturan baharu tidak menerima fakta ini (F101 wage)" in lost.out
    files = run("diff", "rules/book.policy", "new.policy", "--facts", "facts.json", "--json").data
    assert [each["case"] for each in files["decisions"]] == ["facts.json"]  # type: ignore[union-attr]
    assert run("diff", "rules/book.policy", "new.policy", "--facts", "nowhere.json").codes == ["B001"]


def test_a_long_replay_that_was_stopped_goes_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        record(run)
    Path("new.policy").write_text(Path("rules/book.policy").read_text().replace("RM30.00", "RM9,000.00"))
    command = ("replay", "s", "--under", "new.policy", "--resume", "progress")
    whole = run(*command[:-2], "--summary").out
    made, number = replay_command.replay, itertools.count(1)

    def stopped(*arguments: object) -> object:
        if next(number) == 3:
            raise KeyboardInterrupt
        return made(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(replay_command, "replay", stopped)
    assert run(*command).code == 130
    other = run(*command, "--reading", "least_days=six")
    assert (other.code, other.codes) == (2, ["L202"])
    rest = run(*command)

    assert rest.out.count("DIFFERS") == 1
    assert rest.out.endswith(whole)
    assert not Path("progress").exists()
    assert run(*command[:-1], "nowhere/progress").codes == ["B012"]


def test_a_person_is_forgotten(run: Run) -> None:
    record(run, "--person", "ali")
    mine = record(run)

    assert run("record", "erase", "s", "--person", "ali").out == "Records whose facts were erased: 1.\n"
    again = run("record", "erase", "s", "--person", "ali")
    assert (again.code, again.codes) == (2, ["L023"])
    ran = run("replay", "s")
    assert ran.code == 0
    assert "erased" in ran.out
    assert run("verify", "s", "--keys", "s.keys").code == 0
    assert run("record", "erase", "s", "--id", mine).code == 0
    shown = run("record", "show", "s", mine)
    assert "The facts were erased, and with them the explanation. This was decided:\n  - outcome: PAYABLE" in shown.out
    assert "  - total: RM800.00\n" in shown.out
    assert "wage" not in shown.out
    refused = run("record", "correct", "s", mine, "--under", "rules", "--because", "x")
    assert (refused.code, refused.codes) == (2, ["L205"])
    assert run("record", "export", "s", mine).code == 0
    refused = run("record", "export", "s", mine, "--facts")
    assert refused.code == 2
    assert "L018" in refused.out


def test_a_record_is_corrected_and_the_chain_is_shown(run: Run) -> None:
    """Ten days at RM80.00 are RM800.00; twelve are RM960.00, RM160.00 more."""
    name = record(run)
    Path("appeal.json").write_text(FACTS.replace('"leave": 10', '"leave": 12'), encoding="utf-8")
    correct = ("record", "correct", "s", name, "--facts", "appeal.json", "--because", "two days were forgotten")

    preview = run(*correct, "--preview")
    assert "  - total: RM800.00 becomes RM960.00 (still owed: RM160.00) [1]\n" in preview.out
    assert "  1. by the facts: certified leave: 10 days becomes 12 days\n" in preview.out
    assert preview.out.endswith("\nNothing was recorded.\n")
    data = run(*correct, "--json").data
    (receipt,) = data["receipts"]  # type: ignore[misc]
    assert (data["supersedes"], receipt["position"], data["same_amounts"]) == (name, 1, False)
    assert run(*correct).codes == ["L203"]
    shown = run("record", "show", "s", receipt["id"], "--language", "ms").out
    assert "jumlah: RM800.00 menjadi RM960.00 (masih terhutang: RM160.00) [1]" in shown
    assert "kerana: two days were forgotten" in shown
    assert f"  - {name}, nombor 0, " in shown
    linked = run("record", "show", "s", name, "--json").data["chain"]
    assert [each["id"] for each in linked] == [name, receipt["id"]]  # type: ignore[union-attr]
    assert run("replay", "s").code == run("verify", "s").code == 0
    later = ("record", "correct", "s", receipt["id"], "--because", "again")
    assert run(*later).codes == ["L204"]
    assert run(*later, "--reading", "least_days=seven").codes == ["Q105"]
    assert run(*later[:-1], " ").code == 2
    assert run(*later, "--facts", "missing.json").codes == ["B001"]
    assert run(*later, "--under", "missing").codes == ["B001"]
    assert run("record", "correct", "s", "7", "--because", "x").codes == ["L016"]


def test_a_record_that_its_book_does_not_give_is_shown_as_it_was_recorded(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = record(run)
    monkeypatch.setattr("policy_engine.records.replay.is_recorded", lambda *_: False)

    shown = run("record", "show", "s", name)

    assert "does not come out of the archived rule book as it was recorded. This was recorded:" in shown.out
    assert "  - total: RM800.00\n" in shown.out
    assert "L201" in shown.out


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ([*DECIDE[:-1], "missing"], ["L010", "B001"]),
        ([*DECIDE[:-1], "missing", "--keys", "s.keys"], ["L010", "L001"]),
        ([*DECIDE, "--keys", "facts.json"], ["L010", "L012"]),
        ([*DECIDE, "--keys", "t.keys"], ["L010", "L013"]),
        ([*DECIDE[:-1], "postgresql://user:secret@/none?host=/nowhere"], ["L010", "L022"]),
        (["record", "list", "facts.json"], ["L002"]),
        (["record", "list", "missing"], ["L001"]),
        (["record", "init", "s"], ["L014"]),
        (["record", "init", "s", "--keys", "other.keys"], ["L003"]),
        (["record", "init", "u", "--name", "our log"], ["L020"]),
        (["record", "init", "postgresql://user:secret@/none"], ["L022"]),
        (["record", "show", "s", "7"], ["L016"]),
        (["replay", "s", "--id", "7"], ["L016"]),
        (["replay", "s", "--keys", "t.keys"], ["L013"]),
        (["replay", "s", "--under", "nowhere"], ["B001"]),
    ],
)
def test_what_cannot_be_used_is_said(run: Run, arguments: list[str], codes: list[str]) -> None:
    assert run("record", "init", "t").code == 0

    ran = run(*arguments)

    assert (ran.code, ran.codes, ran.out) == (2, codes, "")
    assert "secret" not in ran.err
    assert not Path("other.keys").exists()


@pytest.mark.parametrize("arguments", [["erase", "s"], ["erase", "s", "--id", "1", "--person", "2"]])
def test_whom_to_forget_must_be_said(run: Run, arguments: list[str]) -> None:
    assert run("record", *arguments).code == 2


# ------------------------------------------------------------------------------------------------ proofs


def proved(*arguments: str) -> tuple[int, str]:
    """What the stand-alone verifier says, where there is no engine."""
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), *arguments], capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stdout


def test_a_proof_is_checked_without_the_engine(run: Run) -> None:
    public = json.loads(run("record", "init", "t", "--json").out)["public_key"]
    first = record(run, "--record", "t")
    note = run("verify", "t", "--json").data["checkpoint"]
    Path("note").write_text(str(note), encoding="utf-8")
    for _ in range(4):
        record(run, "--record", "t")
    ran = run("record", "export", "t", first, "--checkpoint", "note", "--facts")
    assert ran.code == 0
    Path("proof.json").write_text(ran.out, encoding="utf-8")

    code, out = proved("proof.json", "--public-key", public, "--checkpoint", "note")

    assert code == 0, out
    assert out.splitlines()[0] == "holds"
    assert "number 0 of 5" in out
    assert "the log has only grown since the checkpoint of 1 records" in out
    assert "the facts shown are those of the record" in out
    for change in CHANGES:
        Path("changed.json").write_text(json.dumps(change(json.loads(ran.out))), encoding="utf-8")
        code, out = proved("changed.json", "--public-key", public, "--checkpoint", "note")
        assert (code, out[:14]) == (1, "DOES NOT HOLD:"), out


Proof = dict[str, object]


def _with(**parts: object) -> Callable[[Proof], Proof]:
    return lambda proof: {**proof, **parts}


def _changed(name: str, old: str, new: str) -> Callable[[Proof], Proof]:
    def change(proof: Proof) -> Proof:
        text = json.dumps(proof[name])
        assert old in text
        return {**proof, name: json.loads(text.replace(old, new, 1))}

    return change


CHANGES = [
    _with(proof=2),
    _with(position=1),
    _with(inclusion=[]),
    _with(leaf="{}"),
    _with(leaf_hash="00" * 32),
    _with(checkpoint=""),
    _with(since=None),
    _changed("leaf", "river_benefit", "river_benefjt"),
    _changed("checkpoint", "decisions\\n5", "decisions\\n6"),
    _changed("opened", "injured_on", "injured_in"),
    lambda proof: {**proof, "inclusion": ["00" * 32, *proof["inclusion"][1:]]},  # type: ignore[index]
    lambda proof: {**proof, "since": {**proof["since"], "consistency": []}},  # type: ignore[dict-item]
    lambda proof: {name: part for name, part in proof.items() if name != "leaf"},
]


def test_the_verifier_is_short_and_needs_python_alone() -> None:
    text = VERIFIER.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 300
    assert "policy_engine" not in text
    imported = set(re.findall(r"^(?:import|from) (\w+)", text, flags=re.MULTILINE))
    assert imported <= sys.stdlib_module_names


# ------------------------------------------------------------------------------------------------ what stands nowhere

CANARY = "900101-14-5678"
BOOK = """\
rulebook registry
  title en "Registry"  ms "Daftar"
  money MYR written RM to 0.01 sen
source leaflet "Leaflet" in en
  item L-1 en "who"
fact identity_number : text
  title en "identity number"  ms "nombor pengenalan"
entity child
  title en "child"  ms "anak"
  fact years_old : years from 0 to 120
    title en "age"  ms "umur"
fact children : list of child, 0 to 9
  title en "children"  ms "anak-anak"
fact claimed_on : date
  title en "day of the claim"  ms "tarikh tuntutan"
rule holder : text  cites leaflet L-1
  title en "holder"  ms "pemegang"
  is identity_number
benefit help for each child in children  cites leaflet L-1
  title en "Help"  ms "Bantuan"
  as at claimed_on
  payable when years_old of child at least 7 years
"""


def test_an_identity_number_stands_nowhere_outside_the_seal(
    run: Run, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    Path("registry.policy").write_text(BOOK, encoding="utf-8")
    facts = {"identity_number": CANARY, "children": [{"id": CANARY, "years_old": 8}], "claimed_on": "2024-03-04"}
    Path("canary.json").write_text(json.dumps(facts), encoding="utf-8")
    decide = ("decide", "help", "holder", "--rules", "registry.policy", "--facts", "canary.json", "--record", "s")

    ran = run(*decide, "--person", CANARY)

    assert ran.code == 0, ran.err
    assert CANARY in ran.out  # the answer itself, to whoever asked
    outputs = [run("record", "list", "s"), run("record", "list", "s", "--json"), run("verify", "s", "--keys", "s.keys")]
    outputs += [run("replay", "s", "--json"), run("replay", "s", "--under", "rules"), run("replay", "s")]
    names = [line.split()[2] for line in outputs[0].out.splitlines()]
    outputs += [run("record", "export", "s", each) for each in names]
    strict = BOOK.replace("at least 7 years", "at least 9 years").replace("is identity_number", 'is "somebody"')
    Path("strict.policy").write_text(strict, encoding="utf-8")
    under = run("replay", "s", "--under", "strict.policy", "--resume", "progress")
    assert "#1: outcome: PAYABLE becomes NOT PAYABLE" in under.out
    assert "(not shown)" in under.out
    outputs += [under, run("replay", "s", "--under", "strict.policy", "--json")]
    assert CANARY in run("record", "show", "s", names[0]).out  # to whoever has the keys
    correct = ("record", "correct", "s", names[0], "--under", "strict.policy", "--because", CANARY)
    assert run(*correct).code == 0
    outputs += [run(*correct), run("record", "list", "s", "--json"), run("replay", "s", "--id", names[0])]
    other = BOOK.replace("identity_number : text", "identity_number : number")
    Path("other.policy").write_text(other, encoding="utf-8")
    outputs.append(run("replay", "s", "--under", "other.policy"))
    full = run(*decide[:-1], "nowhere")
    assert full.code == 2
    outputs.append(full)
    assert [each for each in outputs if CANARY in each.out + each.err] == []
    assert CANARY not in caplog.text
    for path in Path().glob("s*"):
        content = path.read_bytes()
        assert CANARY.encode() not in content
        assert CANARY.replace("-", "").encode() not in content


def test_facts_from_standard_input_are_recorded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class _Input:
        buffer = io.BytesIO(Path("facts.json").read_bytes())

    monkeypatch.setattr("sys.stdin", _Input)
    ran = run(*(each if each != "facts.json" else "-" for each in DECIDE))

    assert ran.code == 0
    assert FACTS


def test_a_book_that_extends_another_is_archived_with_it(run: Run) -> None:
    Path("more").mkdir()
    head = 'rulebook river_more\n  title en "More"  ms "Lagi"\n  extends river_towns in "../rules"\n'
    Path("more/more.policy").write_text(head, encoding="utf-8")

    ran = run(*(each if each != "rules" else "more" for each in DECIDE))

    assert ran.code == 0, ran.err
    assert run("replay", "s").out.startswith("Records: 1. Identical: 1.")
