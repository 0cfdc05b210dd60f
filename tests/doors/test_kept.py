"""A checked rule book kept on disk: the same answers, and never an old one."""

import os
import pickle
from pathlib import Path

import pytest

from policy_engine.cli.diff import Compared, show_difference
from policy_engine.cli.keeping import folder_of_books
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.explanation.explain import explain
from policy_engine.explanation.json import as_json
from policy_engine.files import kept
from policy_engine.files.kept import load_kept
from policy_engine.files.load import load
from policy_engine.model.rulebook import Model
from policy_engine.values.truth import LEANS_NO, LEANS_YES, NO, OPEN, UNKNOWN, YES
from policy_engine.values.value import NEVER, NOT_APPLICABLE

BOOK = """rulebook town
  title en "Town"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
source act "Act" in en
  item A-1 en "the rate"
fact leave : days from 0 days to 365 days
  title en "certified leave"  ms "cuti sakit"
fact died_on : date or never
  title en "died"  ms "meninggal"
rule long_leave
  title en "long leave"  ms "cuti panjang"
  is leave at least 4 days and died_on is never  cites act A-1
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "town").mkdir()
    (tmp_path / "town/book.policy").write_text(BOOK, encoding="utf-8")
    return tmp_path / "town"


def answer(model: Model | None) -> object:
    assert model is not None
    facts = read_facts(model, {"leave": 5, "died_on": "never"}).facts
    assert facts is not None
    (decision,) = decide(model, facts, "long_leave").decisions
    return as_json(explain(model, decision, "en", full=True))


def no_load(*_: object) -> None:
    raise AssertionError("the book was read anew")


def test_the_second_time_the_book_is_neither_parsed_nor_checked(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_kept([book], tmp_path / "kept")
    monkeypatch.setattr(kept, "_loaded", no_load)
    second = load_kept([book], tmp_path / "kept")

    assert second.model == first.model
    assert answer(second.model) == answer(first.model) == answer(load([book]).model)
    assert [file.path for file in second.files] == [file.path for file in first.files]


def test_two_books_that_are_kept_are_compared_without_being_read_again(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POLICY_CACHE", str(tmp_path / "kept"))
    new = tmp_path / "new"
    new.mkdir()
    (new / "book.policy").write_text(BOOK.replace("4 days", "5 days"), encoding="utf-8")
    asked = Compared(False, (), "", None, "en", False)
    first = show_difference(asked, str(book), str(new)), capsys.readouterr().out
    monkeypatch.setattr("policy_engine.files.load.load", no_load)
    assert (show_difference(asked, str(book), str(new)), capsys.readouterr().out) == first
    assert "5 days" in first[1]


def test_warnings_are_kept_with_the_book(book: Path, tmp_path: Path) -> None:
    with (book / "book.policy").open("a", encoding="utf-8") as file:
        file.write("rule of_no_use\n  is leave over 9 days  cites act A-1\n")
    codes = [[each.code for each in load_kept([book], tmp_path / "kept").diagnostics] for _ in range(2)]

    assert codes[0] == codes[1] == [each.code for each in load([book]).diagnostics]


def test_another_text_is_another_book(book: Path, tmp_path: Path) -> None:
    load_kept([book], tmp_path / "kept")
    (book / "book.policy").write_text(BOOK.replace("at least 4 days", "at least 6 days"), encoding="utf-8")

    assert answer(load_kept([book], tmp_path / "kept").model) == answer(load([book]).model)


def test_another_file_is_another_book(book: Path, tmp_path: Path) -> None:
    load_kept([book], tmp_path / "kept")
    (book / "more.policy").write_text("fact more : yes or no\n", encoding="utf-8")
    with_more = load_kept([book], tmp_path / "kept")

    assert [each.code for each in with_more.diagnostics] == [each.code for each in load([book]).diagnostics]


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps("another thing")])
def test_what_cannot_be_used_is_passed_over(book: Path, tmp_path: Path, content: bytes) -> None:
    load_kept([book], tmp_path / "kept")
    (place,) = (tmp_path / "kept").glob("*.book")
    place.write_bytes(content)

    assert answer(load_kept([book], tmp_path / "kept").model) == answer(load([book]).model)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system has no owners of files")
def test_what_others_may_write_is_not_read(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_kept([book], tmp_path / "kept")
    (place,) = (tmp_path / "kept").glob("*.book")
    place.chmod(0o666)
    read = []
    monkeypatch.setattr(kept.pickle, "loads", lambda content: read.append(content))

    assert load_kept([book], tmp_path / "kept").model is not None
    assert read == []


def test_a_book_with_an_error_is_not_kept(book: Path, tmp_path: Path) -> None:
    (book / "book.policy").write_text(BOOK.replace("died_on is never", "dyed_on is never"), encoding="utf-8")
    loaded = load_kept([book], tmp_path / "kept")

    assert loaded.model is None
    assert not list((tmp_path / "kept").glob("*"))


def test_a_folder_that_cannot_be_written_keeps_nothing(book: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file", encoding="utf-8")

    assert load_kept([book], tmp_path / "kept").model is not None
    assert load_kept([book], None).model is not None


def test_the_oldest_books_go_first(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 2)
    for days in (4, 5, 6):
        (book / "book.policy").write_text(BOOK.replace("at least 4 days", f"at least {days} days"), encoding="utf-8")
        load_kept([book], tmp_path / "kept")

    assert len(list((tmp_path / "kept").glob("*"))) == 2


@pytest.mark.parametrize("value", [YES, NO, UNKNOWN, OPEN, LEANS_NO, LEANS_YES, NEVER, NOT_APPLICABLE])
def test_values_of_which_there_is_one_are_still_one(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) is value


def test_where_books_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("POLICY_CACHE", "off")
    assert folder_of_books() is None
    monkeypatch.setenv("POLICY_CACHE", str(tmp_path))
    assert folder_of_books() == tmp_path
    monkeypatch.delenv("POLICY_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folder_of_books() == tmp_path / "policy-engine"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folder_of_books() == tmp_path / ".cache/policy-engine"
    monkeypatch.delenv("HOME")
    assert folder_of_books() is None
