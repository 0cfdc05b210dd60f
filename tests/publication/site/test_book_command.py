"""`policy book`: what it writes, what it leaves alone, and what it says."""

from pathlib import Path

import pytest

from policy_engine.cli.main import main
from tests.publication.books import BOOK, CASES


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "book.policy").write_text(BOOK, encoding="utf-8")
    (folder / "cases.policy").write_text(CASES, encoding="utf-8")
    return folder


def test_a_book_is_written_and_written_again(rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "site"
    assert main(["book", str(rules), "--out", str(out)]) == 0
    assert f"Open {out}/index.html." in capsys.readouterr().out
    assert (out / "ms/benefit-river_benefit.html").is_file()

    text = BOOK.replace("question boat_question", "question boat_allowed")
    (rules / "book.policy").write_text(text, encoding="utf-8")
    (rules / "cases.policy").write_text("", encoding="utf-8")
    assert main(["book", str(rules), "--out", str(out)]) == 0
    assert (out / "en/question-boat_allowed.html").is_file()
    assert not (out / "en/question-boat_question.html").exists()


def test_a_folder_with_other_files_is_left_alone(
    rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("mine", encoding="utf-8")

    assert main(["book", str(rules), "--out", str(tmp_path / "mine")]) == 2
    assert "name a new or empty folder" in capsys.readouterr().err
    assert [each.name for each in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_rules_with_an_error_are_refused(rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (rules / "more.policy").write_text("rule x\n  is no_such_name\n", encoding="utf-8")

    assert main(["book", str(rules), "--out", str(tmp_path / "site")]) == 2
    assert "no_such_name" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_the_missing_package_is_named(
    rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "jinja2", None)
    for name in ("render", "site"):
        monkeypatch.delitem(sys.modules, f"policy_engine.publication.site.{name}", raising=False)

    assert main(["book", str(rules), "--out", str(tmp_path / "site"), "--language", "ms"]) == 2
    assert "policy-engine[site]" in capsys.readouterr().err
