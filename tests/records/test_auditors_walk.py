"""The auditor's walk prints what it says."""

from tests.records.walk import PAGE, fresh


def test_every_command_of_the_walk_prints_what_the_page_says() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert fresh(page) == page, "run: python -m tests.records.walk"
    assert page.count("$ policy ") >= 15
