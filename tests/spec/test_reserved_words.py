"""The reference lists the reserved words as they are."""

from pathlib import Path

from policy_engine.syntax.words import RESERVED

ROOT = Path(__file__).parents[2]


def test_the_reference_lists_every_reserved_word_and_no_other() -> None:
    page = (ROOT / "docs/language/reference.md").read_text(encoding="utf-8")

    listed = page.split("## Reserved words")[1].split("```text\n")[1].split("```")[0].split()

    assert sorted(listed) == sorted(RESERVED)


def test_there_are_fewer_than_seventy_five() -> None:
    assert len(RESERVED) < 75
