"""Rule books on disk: what is read, in which order, and what is refused before any work."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from policy_engine.files import read_rule_files as module
from policy_engine.files.read_rule_files import LARGEST_FILE, MOST_FILES, RuleFiles

BOOK = "body medical_board\n"


def read_rule_files(paths: Iterable[str | Path]) -> RuleFiles:
    """Nothing that can be found on a disk keeps the reader waiting; ten seconds allow for a busy machine."""
    start = time.monotonic()
    read = module.read_rule_files(paths)
    assert time.monotonic() - start < 10
    return read


def codes(read: RuleFiles) -> list[str]:
    return [diagnostic.code for diagnostic in read.diagnostics]


def names(read: RuleFiles) -> list[str]:
    return [source.name for source in read.sources]


def test_a_folder_is_read_with_its_folders_in_the_order_of_names(tmp_path: Path) -> None:
    for name in (
        "b.policy",
        "a.policy",
        "cases/z.policy",
        "b/a.policy",
        "notes.txt",
        ".hidden.policy",
        ".git/c.policy",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BOOK)

    read = read_rule_files([tmp_path])

    assert names(read) == ["a.policy", "b/a.policy", "b.policy", "cases/z.policy"]
    assert codes(read) == []


def test_a_single_file_is_read_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "book.policy").write_text(BOOK)

    read = read_rule_files([tmp_path / "book.policy"])

    assert [(source.name, source.text) for source in read.sources] == [("book.policy", BOOK)]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "book.policy").write_text(BOOK)

    assert len(read_rule_files([tmp_path, tmp_path / "book.policy", tmp_path]).files) == 1


def test_files_of_two_folders_keep_different_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "book.policy").write_text(BOOK)

    assert names(read_rule_files(["one", "two"])) == ["one/book.policy", "two/book.policy"]


def test_an_empty_file_is_a_file_without_declarations(tmp_path: Path) -> None:
    (tmp_path / "empty.policy").touch()

    read = read_rule_files([tmp_path])

    assert [source.text for source in read.sources] == [""]
    assert codes(read) == []


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "book.policy").write_bytes(b"\xef\xbb\xbf" + BOOK.encode())

    assert [source.text for source in read_rule_files([tmp_path]).sources] == [BOOK]


def a_sparse_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)


@pytest.mark.parametrize(
    ("make", "code", "facts"),
    [
        (lambda p: p.write_bytes(b"body a\nbody \xff\n"), "B008", {"line": "2", "found": "0xFF"}),
        (lambda p: p.write_bytes(b"body a\nbody \xe4\n"), "B008", {"line": "2", "found": "0xE4"}),
        (lambda p: p.write_bytes(b"body \xed\xa0\x80"), "B008", {"line": "1", "found": "0xED"}),
        (lambda p: p.write_text(BOOK, encoding="utf-16"), "B009", {}),
        (a_sparse_file, "B005", {"limit": "1 MiB"}),
        (lambda p: p.write_bytes(b"-" * (LARGEST_FILE + 1)), "B005", {"limit": "1 MiB"}),
        (lambda p: os.mkfifo(p), "B003", {}),
        (lambda p: p.mkdir(), "B003", {}),
        (lambda p: p.symlink_to("/etc/hosts"), "B004", {}),
        (lambda p: p.symlink_to("/etc"), "B004", {}),
        (lambda p: p.symlink_to(".."), "B004", {}),
        (lambda p: p.symlink_to("nowhere.policy"), "B001", {}),
        (lambda p: p.symlink_to(p.name), "B010", {}),
    ],
    ids=[
        "0xFF", "latin-1", "surrogate", "utf-16", "100 MiB", "a byte too large", "pipe", "folder",
        "link to a file outside", "link to a folder outside", "link to its folder", "link to nothing", "link to itself",
    ],
)  # fmt: skip
def test_a_bad_file_is_named_and_the_others_are_read(
    tmp_path: Path, make: Callable[[Path], object], code: str, facts: dict[str, str]
) -> None:
    (tmp_path / "a.policy").write_text(BOOK)
    make(tmp_path / "bad.policy")

    read = read_rule_files([tmp_path])

    assert names(read) == ["a.policy"]
    assert [(d.code, d.facts, d.path) for d in read.diagnostics] == [
        (code, {"name": "bad.policy"} | facts, "bad.policy")
    ]


def test_a_file_of_just_the_largest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "book.policy").write_bytes(b"-" * LARGEST_FILE)

    assert codes(read_rule_files([tmp_path])) == []


def test_a_link_inside_the_book_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "book.policy").write_text(BOOK)
    (tmp_path / "link.policy").symlink_to("book.policy")

    read = read_rule_files([tmp_path])

    assert names(read) == ["book.policy"]
    assert codes(read) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [("missing", "B001"), ("missing.policy", "B001"), ("notes.txt", "B002"), ("nul\0", "B001"), ("x" * 300, "B010")],
)
def test_a_path_that_cannot_be_read_is_named(tmp_path: Path, path: str, code: str) -> None:
    (tmp_path / "notes.txt").write_text(BOOK)

    assert codes(read_rule_files([tmp_path / path])) == [code]


def test_a_device_is_not_read() -> None:
    assert codes(read_rule_files(["/dev/zero"])) == ["B002"]


def test_a_folder_without_rule_files_is_said_to_have_none(tmp_path: Path) -> None:
    assert codes(read_rule_files([tmp_path])) == ["B011"]


def test_deeply_nested_folders_are_read(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(500):
        folder = folder / "f"
        folder.mkdir()
    (folder / "book.policy").write_text(BOOK)

    assert len(read_rule_files([tmp_path]).files) == 1


def test_a_book_has_a_most_number_of_files(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / f"f{number}.policy").touch()

    read = read_rule_files([tmp_path])

    assert codes(read) == ["B007"]
    assert read.files == ()


def test_a_book_has_a_largest_size(tmp_path: Path) -> None:
    for number in range(17):
        (tmp_path / f"f{number:02}.policy").write_bytes(b"-" * LARGEST_FILE)

    read = read_rule_files([tmp_path])

    assert [(d.code, d.facts["name"]) for d in read.diagnostics] == [("B006", "f16.policy")]
    assert read.files == ()
