"""`policy sources` and `policy open-points`: what they print, where, and their exit codes; and the rule books here."""

import json
from pathlib import Path

import pytest

from policy_engine.cli.main import main
from tests.house.repository import ROOT, rule_book
from tests.publication.books import BOOK, CASES
from tests.publication.test_open_points import assert_dependants_agree

PERKESO = ROOT / "rules/perkeso"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "book.policy").write_text(BOOK, encoding="utf-8")
    (tmp_path / "cases.policy").write_text(CASES, encoding="utf-8")
    return tmp_path


def write(rules: Path, book: str) -> str:
    (rules / "book.policy").write_text(book, encoding="utf-8")
    return str(rules)


def test_a_book_that_accounts_for_everything_is_fine(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", str(rules)]) == 0
    captured = capsys.readouterr()

    assert captured.out.startswith("River towns: what became of everything that the sources say\n")
    assert captured.err == ""


def test_a_forgotten_item_is_shown_and_fails(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = BOOK.replace('  item L-2 en "the rate"', '  item L-2 en "the rate"\n  item L-12 en "forgotten"')
    code = main(["sources", write(rules, book), "--only", "not-accounted-for"])
    captured = capsys.readouterr()

    assert code == 1
    assert "L-12  NOT ACCOUNTED FOR    forgotten\n" in captured.out
    assert "A302" in captured.err


def test_with_json_the_findings_stand_in_the_document(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = BOOK.replace('not encoded because "the terms', 'not a rule because "the terms').replace(
        "  is 80% of wage not below minimum_rate  cites leaflet L-2",
        "  is 80% of wage not below minimum_rate  cites leaflet L-2, L-5",
    )
    code = main(["sources", write(rules, book), "--json"])
    data = json.loads(capsys.readouterr().out)

    assert code == 1
    assert [each["code"] for each in data["diagnostics"]] == ["A303"]
    assert data["counts"]["not_accounted_for"] == 0


@pytest.mark.parametrize("command", ["sources", "open-points"])
def test_a_book_with_another_error_is_bad_input(command: str, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([command, write(rules, BOOK.replace("leave over 100 days", "leeve over 100 days"))])
    captured = capsys.readouterr()

    assert (code, captured.out) == (2, "")
    assert "leeve" in captured.err


def test_open_points_are_printed_and_are_no_fault(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["open-points", str(rules), "--language", "ms"]) == 0
    assert capsys.readouterr().out.startswith("# Bandar sungai: perkara yang masih terbuka\n")
    assert main(["open-points", str(rules), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["points"]) == 8


def test_every_item_of_the_sources_of_perkeso_is_accounted_for(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["sources", str(PERKESO), "--json"])
    data = json.loads(capsys.readouterr().out)

    assert code == 0
    assert data["counts"]["not_accounted_for"] == 0
    assert data["counts"]["items"] == sum(len(source["items"]) for source in data["sources"]) > 300
    for source in data["sources"]:
        assert [each for each in source["items"] if each["status"] == "encoded" and not each["encoded"]] == []


def test_what_depends_on_the_open_points_of_perkeso_is_what_reaches_them() -> None:
    model = rule_book("perkeso").model
    assert model is not None

    assert_dependants_agree(model)
