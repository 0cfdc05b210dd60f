"""The auditor's walk prints what it says."""

import re

from tests.records.walk import PAGE, fresh

OF_THE_ENGINE = re.compile(r"\b[0-9a-f]{64}\b|[A-Za-z0-9+/]{43,}={0,2}|version \S+ of the engine")
"""Digests and signatures, which change with the version of the engine."""


def test_every_command_of_the_walk_prints_what_the_page_says() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert OF_THE_ENGINE.sub("", fresh(page)) == OF_THE_ENGINE.sub("", page), "run: python -m tests.records.walk"
    assert page.count("$ policy ") >= 15
