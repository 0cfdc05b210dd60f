"""Every rule book of the repository is fit to be published."""

from pathlib import Path

import pytest

from policy_engine.cli.main import main
from tests.house.repository import ROOT, rule_book

BOOKS = sorted(path for path in (ROOT / "rules").iterdir() if path.is_dir())


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
@pytest.mark.parametrize("command", [["check"], ["format", "--check"], ["test"]], ids=lambda command: command[0])
def test_a_rule_book_is_fit_to_be_published(
    book: Path, command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No finding, canonical form, every case as expected."""
    if command[0] != "format":
        monkeypatch.setattr(f"policy_engine.cli.{command[0]}.load", lambda paths: rule_book(Path(*paths).name))
    code = main([*command, str(book)])
    captured = capsys.readouterr()

    assert (code, captured.err) == (0, ""), captured.out
