"""`policy timeline`, and what `policy decide` says of later days."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from policy_engine.cli import main as door

BOOK = """\
rulebook town
  title en "Town"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
  part of a month by its days rounded half up  assumes silent
source act "An Act" in en
  item A-1 en "all of it"
assumption silent
  title en "the law is silent"  ms "undang-undang tidak menyatakan"
body member
  title en "member"  ms "ahli"
fact retired_on : date
  title en "retired"  ms "bersara"
fact born : birth date
  title en "date of birth"  ms "tarikh lahir"
reading end_of_pension  cites act A-1
  title en "Until when?"  ms "Hingga bila?"
  at_70 en "at 70"  ms "pada 70"  chosen because en "usual"  ms "lazim"
  at_75 en "at 75"  ms "pada 75"
benefit pension  cites act A-1
  title en "Pension"  ms "Pencen"
  as at retired_on
  payable when retired_on on or after 2000-01-01
  pays grant : money to member
    title en "grant"  ms "geran"
    is RM500
    from retired_on
  pays monthly : money per month to member
    title en "monthly pension"  ms "pencen bulanan"
    is RM300 per month
    from retired_on
    while young
rule young  cites act A-1
  by reading end_of_pension
    at_70 : age of born below 70 years
    at_75 : age of born below 75 years
"""
FACTS = {
    "retired_on": "2024-01-01", "born": "1960-06-01",
    "awards": [{"benefit": "pension", "from": "2024-01-01", "to": "2024-01-31"}],
}  # fmt: skip

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """What a command prints beside a book and facts; it must go well."""
    (tmp_path / "town.policy").write_text(BOOK, encoding="utf-8")
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def command(name: str, *arguments: str) -> str:
        assert door.main((name, "pension", "--rules", ".", "--facts", "facts.json", *arguments)) == 0
        return capsys.readouterr().out

    return command


def test_the_page_holds_what_falls_due_in_the_time_and_what_turns_on_a_reading(run: Run) -> None:
    """Three months of RM300 and RM500; January is paid, RM800.  70 years on 1 June 2030, 75 on 1 June 2035."""
    page = run("timeline", "--to", "2024-03-31")

    assert "  - grant, paid to member: RM500.00, paid RM500.00, still owing RM0.00\n" in page
    assert "  - monthly pension, paid to member: RM900.00, paid RM300.00, still owing RM600.00\n" in page
    assert "  - together: RM1,400.00, paid RM800.00, still owing RM600.00\n" in page
    assert "nothing here turns on how this is read: Until when?" in page
    assert "days on which another reading changes what is paid: 1 June 2030 to 31 May 2035" in run("timeline")


def test_another_reading_is_taken(run: Run) -> None:
    page = run("timeline", "--reading", "end_of_pension=at_75", "--language", "ms")

    assert "1 Januari 2024 hingga 31 Mei 2035" in page
    assert "ditafsirkan sebagai \u201cpada 75\u201d, seperti yang diminta" in page
    assert "genap 75 tahun pada 1 Jun 2035, mengikut tarikh lahir" in page


def test_the_data_says_the_same(run: Run) -> None:
    (told,) = json.loads(run("timeline", "--from", "2024-02-01", "--to", "2024-03-31", "--json"))["timelines"]

    assert told["once"] == []
    assert [(each["payment"], each["due"]["data"]) for each in told["totals"]] == [("monthly", "600.00")]
    assert told["together"] is None
    assert [each["name"] for each in told["readings"]] == ["end_of_pension"]
    assert told["assumptions"] == [{"name": "silent", "title": "the law is silent"}]


def test_a_decision_says_that_the_time_turns(run: Run) -> None:
    (told,) = json.loads(run("decide", "--json"))["decisions"]

    assert [(each["name"], each["turns"], each["turns_on"]) for each in told["readings"]] == [
        ("end_of_pension", True, "time")
    ]
