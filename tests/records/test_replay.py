"""Recorded decisions made again: identical, erased, or otherwise under another book or reading."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from attrs import evolve

from policy_engine.files.kept import kept_model
from policy_engine.model.rulebook import Words
from policy_engine.publication.difference.text import differing
from policy_engine.records.append import append
from policy_engine.records.differences import FirstStep
from policy_engine.records.recorded import erase, recorded
from policy_engine.records.replay import Books, Replayed, Under, replay
from policy_engine.records.store import Store, make_store
from policy_engine.records.tally import Tally, causes, read_tally, tally_data, tally_lines
from tests.doors.books import BOOK
from tests.records.books import RIVER, book, entries, entry, keys, surroundings
from tests.records.pensions import TEXT, of_2023, of_2024
from tests.records.pensions import entry as pension

KEYS = keys()
DEARER = book(BOOK.replace("RM30.00  cites leaflet L-1", "RM120.00  cites leaflet L-1"))
BY_THE_LAW = (
    "by the law: minimum daily rate: from 1 January 2024 to 31 December 2024: "
    "RM30.00 a day becomes RM120.00 a day [leaflet L-1]"
)
BY_THE_LAW_MS = (
    "kerana undang-undang: kadar harian minimum: dari 1 Januari 2024 hingga 31 Disember 2024: "
    "RM30.00 sehari menjadi RM120.00 sehari [leaflet L-1]"
)
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
    (change,) = found.changes
    assert found.state == "differs"
    assert [differing(part, "en") for part in change.differing] == [
        "total: RM800.00 becomes RM1,200.00 (RM400.00 more)"
    ]
    assert [differing(part, "ms") for part in change.differing] == [
        "jumlah: RM800.00 menjadi RM1,200.00 (lebih RM400.00)"
    ]
    assert causes(found, "en") == [BY_THE_LAW]
    assert causes(found, "ms") == [BY_THE_LAW_MS]
    assert found.first == FirstStep(
        "figure", "minimum_rate", Words("minimum daily rate", "kadar harian minimum"),
        Words("RM30.00 a day", "RM30.00 sehari"), Words("RM120.00 a day", "RM120.00 sehari"), ("leaflet L-1",),
    )  # fmt: skip


def test_another_reading_says_what_becomes_of_the_outcome(store: Store) -> None:
    append(store, KEYS, [entry(leave=5), entry(leave=10)], surroundings())

    five, ten = replayed(store, Under(readings={"least_days": "six"}))

    (change,) = five.changes
    assert [differing(part, "en") for part in change.differing] == [
        "outcome: PAYABLE becomes NOT PAYABLE",
        "total: RM400.00 becomes not due (RM400.00 less)",
    ]
    assert causes(five, "en") == ["by the reading: How many days are enough?: four days becomes six days"]
    assert five.first is not None
    assert (five.first.name, five.first.recorded.en, five.first.again.en) == ("enough_leave", "yes", "no")
    assert (ten.state, ten.changes) == ("same", ())  # the reading is another, the answer is not


def test_a_book_that_changes_only_its_grounds_changes_no_decision(store: Store) -> None:
    append(store, KEYS, [entry()], surroundings())
    cited = BOOK.replace('item L-1 en "who pays"', 'item L-1 en "who pays"\n  item L-2 en "more"').replace(
        "RM30.00  cites leaflet L-1", "RM30.00  cites leaflet L-1, L-2"
    )

    (found,) = replayed(store, Under(book(cited).model))

    assert (found.state, found.changes) == ("same", ())
    assert found.first is not None
    assert found.first.citations == ("leaflet L-1", "leaflet L-2")


def test_the_tally_adds_up_what_changes(store: Store) -> None:
    """Leave of 4, 10 and 20 days at RM80.00 a day becomes RM120.00: RM160.00, RM400.00 and RM800.00 more; none at 3."""
    append(store, KEYS, [entry(leave=days) for days in (3, 4, 10, 20)], surroundings())
    tally = Tally("en")

    for each in replayed(store, Under(DEARER.model)):
        tally.add(each)

    assert tally.states == {"identical": 1, "differs": 3}
    assert "\n".join(tally_lines(tally)).splitlines()[:5] == [
        "What changes",
        "        3  River benefit: total",
        "           3 become more, by RM1,360.00 in all",
        "By what",
        f"        3  {BY_THE_LAW}",
    ]
    assert [each.by for each in tally.largest["money", ""]] == [80_000, 40_000, 16_000]
    again = read_tally(tally_data(tally), "en")
    again.model = tally.model
    assert again == tally


def test_a_book_is_parsed_once_and_what_is_in_the_archive_is_looked_at_each_time(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(store, KEYS, [entry()], surroundings())
    (found,) = recorded(store)
    keep = partial(kept_model, tmp_path / "kept")
    assert replay(Books(store, keep), KEYS, found, Under()).state == "identical"
    monkeypatch.setattr("policy_engine.records.replay.restore", None)

    assert replay(Books(store, keep), KEYS, found, Under()).state == "identical"

    monkeypatch.setattr("policy_engine.records.replay.archived_book", lambda *_: DEARER.archived.content)
    assert [each.code for each in replay(Books(store, keep), KEYS, found, Under()).diagnostics] == ["L105"]


def test_facts_that_do_not_fit_another_book(store: Store) -> None:
    append(store, KEYS, [entry()], surroundings())

    (found,) = replayed(store, Under(OTHER_FACT.model))

    assert found.state == "cannot"
    assert [(each.code, each.facts["codes"]) for each in found.diagnostics] == [("L019", "F101 wage")]


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

    assert found.first is not None
    assert (found.first.kind, found.first.name) == ("rule", "enough_leave")
    assert (found.first.recorded.en, found.first.again.en) == ("no", "yes")
    assert [each.code for each in replayed(store, Under(DEARER.model))[0].diagnostics] == ["L201"]


def test_an_amount_that_was_never_due_is_said(store: Store) -> None:
    told = entry()
    payment = {**told.answer["decisions"][0]["payments"][0], "value": {"number": "1"}}
    wrong = {**told.answer, "decisions": [{**told.answer["decisions"][0], "payments": [payment]}]}
    append(store, KEYS, [evolve(told, answer=wrong)], surroundings())

    (found,) = replayed(store)

    (change,) = found.changes
    assert [differing(part, "en") for part in change.differing] == ["total: RM0.01 becomes RM800.00"]
    assert found.first is None


def test_a_later_day_of_what_is_paid_over_time_counts_too(store: Store) -> None:
    """The first day is the same; from July 2023 on the least pension is RM750.00 instead of RM700.00."""
    append(store, KEYS, [pension(of_2023(), served=20)], surroundings())

    (found,) = replayed(store, Under(of_2024().model))

    assert (found.state, found.changes) == ("differs", ())
    ((span,),) = (each.spans for each in found.over_time.values())
    assert (str(span.start), span.until, span.old.en, span.new.en) == (
        "2023-07-01", None, "RM700.00 a month", "RM750.00 a month"
    )  # fmt: skip
    assert causes(found, "en") == [
        "by the law: least pension: from 1 July 2023: RM700.00 a month becomes RM750.00 a month [act P-3]"
    ]
    tally = Tally("ms")
    tally.add(found)
    assert list(tally_lines(tally))[1] == "        1  Pencen: pencen bulanan, pada hari kemudian"
    assert replayed(store, Under(of_2023().model))[0].state == "identical"


def test_members_are_numbered(store: Store) -> None:
    """The wage of the family is unknown to nobody; 40% become 50%: RM240.00 become RM300.00 and RM160.00 RM200.00."""
    append(store, KEYS, [pension(of_2023(), "family_pension", died_on="2023-02-01")], surroundings())
    dearer = book(TEXT.replace("of (40% of wage)", "of (50% of wage)"), "pensions.policy")

    (found,) = replayed(store, Under(dearer.model))

    ((siti, ali),) = (each.spans for each in found.over_time.values())
    assert [(each.member, each.old.en, each.new.en) for each in (siti, ali)] == [
        ("#1", "RM240.00 a month", "RM300.00 a month"),
        ("#2", "RM160.00 a month", "RM200.00 a month"),
    ]
    assert [part.part for part in found.changes[0].differing] == ["part", "part/#1", "part/#2"]
