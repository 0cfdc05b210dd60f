"""Every example of the reference page and every rule file of the repository reads, and survives being formatted."""

from pathlib import Path

import pytest

from policy_engine.syntax.format import format
from tests.syntax.books import REFERENCE_BLOCKS, ROOT, RULE_FILES, read, tree_of


@pytest.mark.parametrize("block", REFERENCE_BLOCKS, ids=lambda block: block.split("\n")[0][:30])
def test_the_reference_reads_and_survives(block: str) -> None:
    file = tree_of(block)
    text = format(file)

    assert tree_of(text) == file
    assert format(tree_of(text)) == text


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_rule_file_reads_and_survives(path: Path) -> None:
    file = tree_of(path.read_text(encoding="utf-8"))
    text = format(file)

    assert tree_of(text) == file
    assert format(tree_of(text)) == text


def test_every_comment_of_the_reference_is_kept() -> None:
    for block in REFERENCE_BLOCKS:
        comments = [line.partition("--")[2].strip() for line in block.splitlines() if "--" in line]
        kept = [line.partition("--")[2].strip() for line in format(read(block).file).splitlines() if "--" in line]

        assert kept == comments
