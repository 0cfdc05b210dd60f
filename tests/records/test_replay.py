"""Recorded decisions made again: identical, erased, or otherwise under another book or reading."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from policy_engine.records.append import append
from policy_engine.records.differences import Difference
from policy_engine.records.recorded import erase, recorded
from policy_engine.records.replay import Books, Replayed, Under, replay
from policy_engine.records.store import Store, make_store
from tests.doors.books import BOOK
from tests.records.books import RIVER, book, entries, entry, keys, surroundings

KEYS = keys()
DEARER = book(BOOK.replace("RM30.00  cites leaflet L-1", "RM120.00  cites leaflet L-1"))
OTHER_FACT = book(BOOK.replace("wage", "pay"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = make_store(str(tmp_path / "decisions.store"), KEYS)
    yield store
    store.database.close()


def replayed(store: Store, under: Under | None = None) -> list[Replayed]:
    books = Books(store)
    return [replay(books, KEYS, each, under or Under()) for each in recorded(store)]


def test_every_record_comes_out_the_same(store: Store) -> None:
    append(store, KEYS, [*entries(12), entry(of=DEARER), entry(chosen={"least_days": "six"}, leave=5)], surroundings())

    assert [each.state for each in replayed(store)] == ["identical"] * 14


def test_what_was_erased_does_not_differ(store: Store) -> None:
    append(store, KEYS, (entry(f"person {number}", leave=10 + number) for number in range(3)), surroundings())
    erase(store, KEYS, person="person 1")

    assert [each.state for each in replayed(store, Under(DEARER.model))] == ["differs", "erased", "differs"]


def test_another_book_says_what_becomes_of_an_amount_and_by_which_provision(store: Store) -> None:
    append(store, KEYS, [entry()], surroundings())

    (found,) = replayed(store, Under(DEARER.model))

    # At least RM120.00 a day instead of RM80.00: ten days are RM1,200.00 instead of RM800.00, RM400.00 more.
    money = {"currency": "MYR", "minor_digits": 2}
    assert found.state == "differs"
    assert found.differences == (
        Difference("payment", "total", "", "", {"number": "80000"}, {"number": "120000"}, "40000", money=money),
        Difference(
            "step", "minimum_rate", "", "figure", {"number": "3000"}, {"number": "12000"}, "9000", ("leaflet L-1",),
            first=True, money=money,
        ),
    )  # fmt: skip


def test_another_reading_says_what_becomes_of_the_outcome(store: Store) -> None:
    append(store, KEYS, [entry(leave=5), entry(leave=10)], surroundings())

    five, ten = replayed(store, Under(readings={"least_days": "six"}))

    assert [(each.kind, each.name, each.recorded, each.again) for each in five.differences] == [
        ("outcome", "", "payable", "not_payable"),
        ("payment", "total", {"number": "40000"}, {"number": "0"}),
        ("step", "enough_leave", {"truth": [True, True]}, {"truth": [False, False]}),
    ]
    assert five.differences[-1].first
    assert [each.kind for each in ten.differences] == ["rest"]  # the reading is another, the answer is not


def test_facts_that_do_not_fit_another_book(store: Store) -> None:
    append(store, KEYS, [entry()], surroundings())

    (found,) = replayed(store, Under(OTHER_FACT.model))

    assert found.state == "cannot"
    assert [(each.code, each.facts["codes"]) for each in found.diagnostics] == [("L019", "F101")]


def test_a_book_that_is_not_the_one_archived(store: Store) -> None:
    append(store, KEYS, [evolve(entry(), book=evolve(RIVER.archived, content=DEARER.archived.content))], surroundings())

    (found,) = replayed(store)

    assert (found.state, [each.code for each in found.diagnostics]) == ("cannot", ["L105"])


def test_an_answer_that_was_never_given_differs_at_its_first_step(store: Store) -> None:
    told = entry()
    steps = [
        {**step, "value": {"truth": [False, False]}} if step["name"] == "enough_leave" else step
        for step in told.answer["decisions"][0]["steps"]
    ]
    wrong = {**told.answer, "decisions": [{**told.answer["decisions"][0], "steps": steps}]}
    append(store, KEYS, [evolve(told, answer=wrong)], surroundings())

    (found,) = replayed(store)

    assert [(each.step, each.name, each.first) for each in found.differences] == [("rule", "enough_leave", True)]
