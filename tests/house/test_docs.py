"""The pages tell the truth: of the diagnostics, of the commands, and of embedding."""

import re
import runpy
from functools import cache
from pathlib import Path

import click
import pytest

import policy_engine
from policy_engine.cli.commands import policy
from policy_engine.files.load import load
from tests.house.diagnostics_page import PAGE, page
from tests.house.repository import ROOT

PAGES = sorted((ROOT / "docs").rglob("*.md"))


def test_the_page_of_diagnostics_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.house.diagnostics_page"


def _words_of_the_command_line() -> list[str]:
    words = []
    for name, command in sorted(policy.commands.items()):
        words.append(f"policy {name}")
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                words += parameter.opts
    return sorted(set(words))


@pytest.mark.parametrize("word", _words_of_the_command_line())
def test_every_command_and_option_is_documented(word: str) -> None:
    assert re.search(rf"{re.escape(word)}(?![a-z-])", (ROOT / "docs/commands.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_page_links_to_exists(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_program_of_the_embedding_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each block of Python is one program with the block of text behind it as what it prints.

    The first that loads the book loads it for all: a Model says the same to whoever asks.
    """
    monkeypatch.chdir(ROOT)
    once = cache(lambda *paths: load(paths))
    monkeypatch.setattr(policy_engine, "load", lambda paths: once(*paths))
    text = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
    programs = re.findall(r"^```python\n(.*?)^```(?:\n\n```text\n(.*?)^```)?", text, flags=re.MULTILINE | re.DOTALL)
    assert len(programs) >= 3
    for number, (program, printed) in enumerate(programs):
        (tmp_path / f"program{number}.py").write_text(program, encoding="utf-8")
        runpy.run_path(str(tmp_path / f"program{number}.py"))
        assert capsys.readouterr().out == printed, program
