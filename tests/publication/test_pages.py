"""The ledger and the open points as text and as data."""

import json

import pytest

from policy_engine.publication.json import ledger_json, open_points_json
from policy_engine.publication.ledger import ledger
from policy_engine.publication.open_points import open_points
from policy_engine.publication.open_points_text import open_points_text
from policy_engine.publication.sources_text import sources_text
from tests.publication.books import BOOK, read

LETTER = """\
letter: Letter of the office
  (en, states no time, 2 items)
  X-1  encoded  4 cases  working days
       reading least_days
  X-2  encoded   1 case  the extra sum
       parameter extra_sum version 2024-01-01; benefit river_benefit pays extra
"""
COUNTS = """\
Counts
  source   items  encoded  with a case  summary  not a rule  no effect  not encoded  NOT ACCOUNTED FOR
  leaflet     11        7            7        1           1          1            1                  0
  letter       2        2            2        0           0          0            0                  0
  all         13        9            9        1           1          1            1                  0"""
READING = """\
### 1. How many days are enough?

- It can be read as:
  - four days (chosen because the leaflet says so)
  - six days
- In the sources: leaflet L-8 (how long); letter X-1 (working days)
- Several sources speak: leaflet, letter
- Entitlement that depends on it: River benefit
- Rules that depend on it: the leave is long enough
- Cases: 4 touch it, 0 would be answered otherwise with another reading
"""
VALUE = """\
- Berkuat kuasa: 1 Januari 2024 hingga 30 Jun 2024
- Semakan: selepas 30 Jun 2024 tiada nilai
"""


def test_the_page_of_the_sources_is_grouped_and_aligned_and_ends_with_the_counts() -> None:
    page = sources_text(ledger(*read()), "en")

    assert LETTER in page
    assert page.endswith(COUNTS)


@pytest.mark.parametrize("language", ["en", "ms"])
def test_an_item_has_at_most_two_lines_of_a_hundred_columns(language: str) -> None:
    found = ledger(*read())
    page = sources_text(found, language)
    items = page.partition("\n\n")[2].rpartition("\n\n")[0]

    assert max(map(len, items.splitlines())) <= 100
    assert len(items.splitlines()) <= sum(3 + 2 * len(source.items) for source in found.sources)


def test_only_some_statuses_are_shown_and_all_are_counted() -> None:
    page = sources_text(ledger(*read()), "en", ("not encoded",))

    assert "  L-5  not encoded    terms and conditions\n" in page
    assert "L-1 " not in page
    assert page.endswith(COUNTS)


def test_where_nothing_is_of_the_status_this_is_said() -> None:
    assert "No item of this status." in sources_text(ledger(*read()), "en", ("not accounted for",))


def test_the_document_of_open_points_tells_each_point() -> None:
    assert READING in open_points_text(open_points(*read()), "en")


def test_the_document_is_told_in_malay_too() -> None:
    assert VALUE in open_points_text(open_points(*read()), "ms")


def test_the_keys_of_the_data_are_the_same_in_both_languages() -> None:
    model, cases = read()
    of_sources = [ledger_json(ledger(model, cases), language) for language in ("en", "ms")]
    of_points = [open_points_json(open_points(model, cases), language) for language in ("en", "ms")]

    for english, malay in (of_sources, of_points):
        assert english != malay
        assert _shape(english) == _shape(malay)
        json.dumps(english)


def test_the_data_of_an_item() -> None:
    source = ledger_json(ledger(*read()), "ms")["sources"][1]

    assert source["counts"]["encoded"] == 2
    assert source["items"][1] == {
        "item": "X-2",
        "title": "the extra sum",
        "status": "encoded",
        "because": None,
        "summary_of": [],
        "confidence": None,
        "encoded": [
            {"kind": "parameter", "name": "extra_sum", "title": "jumlah tambahan", "payment": None, "part": "version",
             "label": "2024-01-01", "where": f"book.policy:{line('  from 2024-01-01 to 2024-06-30')}"},
            {"kind": "benefit", "name": "river_benefit", "title": "Faedah sungai", "payment": "extra", "part": None,
             "label": None, "where": f"book.policy:{line('  pays extra')}"},
        ],
        "cases": ["after_june"],
        "origins": [],
    }  # fmt: skip


def line(start: str) -> int:
    return next(number for number, text in enumerate(BOOK.splitlines(), 1) if text.startswith(start))


def _shape(data: object) -> object:
    if isinstance(data, dict):
        return {key: _shape(value) for key, value in data.items()}
    return [_shape(each) for each in data] if isinstance(data, list) else None
