"""The digest of what a book means: what leaves it as it is, and what changes it."""

import subprocess
import sys

import pytest

from policy_engine import Source, check, format, parse
from policy_engine.records.archive import ArchivedFile, archive, restore
from policy_engine.records.meaning import meaning
from tests.doors.books import BOOK
from tests.house.repository import ROOT
from tests.records.books import RIVER, book

SAME = {
    "a comment": lambda text: text.replace("fact leave", "-- how long\nfact leave"),
    "empty lines": lambda text: text.replace("\nfact", "\n\n\nfact"),
    "the canonical form": lambda text: format(parse(Source("book.policy", text)).file),
    "a title": lambda text: text.replace('"River benefit"', '"Benefit of the river"'),
    "a title of the book": lambda text: text.replace('"River towns"', '"Towns on the river"'),
    "the heading of a source": lambda text: text.replace('"Leaflet on the river levy"', '"A leaflet"'),
    "why a reading was chosen": lambda text: text.replace('"the leaflet says so"', '"it is so"'),
    "a thousands comma": lambda text: text.replace("1,000", "1000"),
}
OTHER = {
    "a limit": lambda text: text.replace("at least 4 days", "at least 5 days"),
    "a figure": lambda text: text.replace("RM30.00", "RM30.01"),
    "a rate": lambda text: text.replace("80%", "81%"),
    "a rounding": lambda text: text.replace("half up", "down"),
    "a comparison": lambda text: text.replace("at most 400", "less than 400"),
    "the range of a fact": lambda text: text.replace("from RM0 to RM1,000", "from RM0 to RM2,000"),
    "a label": lambda text: text.replace("ii. leave", "iii. leave"),
    "the window of a source": lambda text: text.replace("to 2024-12-31", "to 2025-12-31"),
    "all or any": lambda text: text.replace("payable when all of", "payable when any of"),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_words_and_layout_do_not_count(change: object) -> None:
    text = change(BOOK)  # type: ignore[operator]
    assert text != BOOK or change is SAME["the canonical form"]

    changed = book(text)

    assert changed.archived.meaning == RIVER.archived.meaning


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER.keys())
def test_whatever_may_change_an_answer_counts(change: object) -> None:
    text = change(BOOK)  # type: ignore[operator]
    assert text != BOOK

    changed = book(text)

    assert changed.archived.meaning != RIVER.archived.meaning
    assert changed.archived.text != RIVER.archived.text


def test_files_and_their_order_do_not_count() -> None:
    head, _, rest = BOOK.partition("parameter minimum_rate")
    sources = [Source("z.policy", "parameter minimum_rate" + rest), Source("a.policy", head)]
    for order in (sources, sources[::-1]):
        model = check([parse(source).file for source in order]).model
        assert model is not None
        assert meaning(model) == RIVER.archived.meaning
        assert archive(model, map(ArchivedFile, order)).text != RIVER.archived.text


def test_a_book_comes_back_from_the_archive() -> None:
    assert restore(RIVER.archived.text, RIVER.archived.content) == RIVER.model


@pytest.mark.parametrize("content", [b"", b"x", RIVER.archived.content[:-1], RIVER.archived.content[1:]])
def test_what_is_not_the_book_does_not_come_back(content: bytes) -> None:
    assert restore(RIVER.archived.text, content) is None
    assert restore("0" * 64, RIVER.archived.content) is None


PROGRAM = """
from tests.records.books import RIVER, entry
from policy_engine.records.canonical import canonical, digest
print(RIVER.archived.meaning, RIVER.archived.text, digest(canonical(entry().answer)))
"""


def test_the_same_bytes_under_every_seed() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4294967295")
    }
    assert len(told) == 1
