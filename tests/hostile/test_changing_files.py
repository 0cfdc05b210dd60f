"""No. 28: files that change while or after they are read: one text is read once, checked and told of, or refused."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.files import read_rule_files as module
from policy_engine.files.load import load
from policy_engine.files.loaded import Loaded
from policy_engine.files.read_rule_files import LARGEST_FILE
from policy_engine.source.report import report
from policy_engine.values.truth import YES
from tests.hostile.bounds import bounded

BOOK = """rulebook towns
  title en "Towns"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
fact fishing : yes or no
  title en "fishing"  ms "memancing"
rule fisher
  is fishing
"""
OTHER = "rule sailor\n  is fishing\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "book.policy").write_text(BOOK)
    (tmp_path / "other.policy").write_text(OTHER)
    return tmp_path


def loaded(folder: Path) -> Loaded:
    with bounded():
        return load([folder])


def codes(read: Loaded) -> list[str]:
    return [each.code for each in read.diagnostics]


@pytest.mark.parametrize(
    "change", [lambda path: path.write_text("nonsense\n"), Path.unlink], ids=["changed", "removed"]
)
def test_what_was_read_decides_also_where_the_file_is_another_since(
    folder: Path, change: Callable[[Path], object]
) -> None:
    read = loaded(folder)
    change(folder / "book.policy")
    assert read.model is not None
    facts = read_facts(read.model, {"fishing": True}).facts
    assert facts is not None

    (decision,) = decide(read.model, facts, "fisher").decisions

    assert decision.condition.value is YES


def test_a_report_quotes_the_line_that_was_read(folder: Path) -> None:
    (folder / "other.policy").write_text("rule sailor\n  is fihsing\n")
    (diagnostic,) = loaded(folder).diagnostics
    before = report(diagnostic, "en")
    (folder / "other.policy").write_text("-- nothing of it is left\n" * 5)

    assert "is fihsing" in before
    assert report(diagnostic, "en") == before


def _when_read(monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]) -> None:
    """Does something to each file when it has been found and is about to be read."""
    read_text_file = module.read_text_file

    def changed_first(path: Path, name: str, limit: int) -> object:
        if name == "other.policy":
            change(path)
        return read_text_file(path, name, limit)

    monkeypatch.setattr(module, "read_text_file", changed_first)


def _becomes_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _becomes_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Path.unlink, "B001"),
        (_becomes_a_pipe, "B003"),
        (_becomes_a_folder, "B003"),
        (lambda path: path.write_bytes(b"-" * (LARGEST_FILE + 1)), "B005"),
        (lambda path: path.write_bytes(b"\xff"), "B008"),
    ],
    ids=["removed", "a pipe", "a folder", "too large", "no text"],
)
def test_a_file_that_is_another_before_it_is_read_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object], code: str
) -> None:
    """The book is not decided from the files that are left."""
    _when_read(monkeypatch, change)

    read = loaded(folder)

    assert codes(read) == [code]
    assert read.model is None


def test_a_file_that_is_shorter_before_it_is_read_is_read_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _when_read(monkeypatch, lambda path: path.write_text("rule sail"))

    assert codes(loaded(folder)) == ["S044"]


def test_a_file_that_grows_while_it_is_read_is_read_to_the_limit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is small when its size is asked, and a gigabyte when it is read."""
    fstat = os.fstat

    def grown_since(handle: int) -> os.stat_result:
        status = fstat(handle)
        os.truncate(folder / "other.policy", 1 << 30)
        return status

    monkeypatch.setattr(os, "fstat", grown_since)

    assert codes(loaded(folder)) == ["B005"]
