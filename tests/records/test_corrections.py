"""Recorded decisions superseded: the chain that is kept, and what is owed or overpaid for which days, by hand."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from policy_engine.records.append import CannotSupersede, append
from policy_engine.records.correction import Asked, Correction, correction, correction_between, why_corrected
from policy_engine.records.correction_text import correction_data, correction_text
from policy_engine.records.entry import Entry
from policy_engine.records.recorded import Recorded, chain, erase, private_part, record_called, recorded, successor
from policy_engine.records.replay import Books, Under, replay
from policy_engine.records.store import Store, make_store
from policy_engine.records.verify import verify
from tests.records.books import book, keys, surroundings
from tests.records.pensions import FACTS, TEXT, entry, of_2023, of_2024

KEYS = keys()
OLD, NEW = of_2023(), of_2024()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = make_store(str(tmp_path / "s"), KEYS)
    yield made
    made.database.close()


def first(store: Store, told: Entry) -> Recorded:
    append(store, KEYS, [told], surroundings(str(len(list(recorded(store))))))
    return list(recorded(store))[-1]


def made(store: Store, found: Recorded, asked: Asked) -> Correction:
    correcting = correction(Books(store), KEYS, found, asked)
    assert isinstance(correcting, Correction), correcting
    return correcting


def spans(correcting: Correction, member: str = "") -> list[tuple[object, ...]]:
    """Days, both amounts and the difference in sen."""
    return [
        (each.member, str(each.start), str(each.until), each.old.en, each.new.en, each.amount and each.amount.by)
        for each in correcting.corrected.over_time[member].spans
    ]


def owed(correcting: Correction) -> list[tuple[str, str, object]]:
    found = correcting.corrected.over_time[""].owed
    return [(each.payment, str(each.until), each.amount and each.amount.by) for each in found]


def codes(found: object) -> list[str]:
    assert isinstance(found, tuple)
    return [each.code for each in found]


UNDER_2024 = Asked("the Act of 2024", book=(NEW.model, NEW.archived))


def given(**changed: object) -> Mapping[str, object]:
    return {**FACTS, **changed}


# ------------------------------------------------------------------------------------------------ what it comes to


def test_a_law_with_retroactive_effect(store: Store) -> None:
    """The least pension is RM750 instead of RM700 from July 2023 on: nine months to March 2024 are RM450."""
    found = first(store, entry(OLD, served=20))

    correcting = made(store, found, evolve(UNDER_2024, until=date(2024, 4, 1)))

    assert spans(correcting) == [("", "2023-07-01", "2024-04-01", "RM700.00 a month", "RM750.00 a month", 5_000)]
    assert owed(correcting) == [("monthly", "2024-04-01", 45_000)]
    assert correction_text(correcting.corrected, "en").splitlines() == [
        "Pension: what the correction changes",
        "  - monthly pension",
        "      from 1 July 2023 to 31 March 2024: RM700.00 a month becomes RM750.00 a month (RM50.00 a month",
        "        more) [1]",
        "  - In all to 31 March 2024, monthly pension: still owed: RM450.00",
        "By what",
        "  1. by the law: least pension: from 1 July 2023: RM700.00 a month becomes RM750.00 a month [act",
        "     P-3]",
    ]
    assert "masih terhutang: RM450.00" in correction_text(correcting.corrected, "ms")


def test_without_a_last_day_what_never_ends_is_not_added_up(store: Store) -> None:
    correcting = made(store, first(store, entry(OLD, served=20)), UNDER_2024)

    assert spans(correcting) == [("", "2023-07-01", "None", "RM700.00 a month", "RM750.00 a month", 5_000)]
    assert owed(correcting) == []


def test_new_facts_that_end_a_pension(store: Store) -> None:
    """Nine days of March 2023 are 9/31 of RM600.00, RM174.19; the rest of March is RM425.81 too much, April to June
    are RM1,800.00 and July to December RM4,200.00: RM6,425.81."""
    found = first(store, entry(OLD))

    correcting = made(store, found, Asked("died", given(died_on="2023-03-10"), until=date(2024, 1, 1)))

    assert spans(correcting) == [
        ("", "2023-03-10", "2023-07-01", "RM600.00 a month", "", -60_000),
        ("", "2023-07-01", "2024-01-01", "RM700.00 a month", "", -70_000),
    ]
    assert owed(correcting) == [("monthly", "2024-01-01", -642_581)]
    assert "overpaid: RM6,425.81" in correction_text(correcting.corrected, "en")
    assert "by the facts: died: never becomes 10 March 2023" in correction_text(correcting.corrected, "en")


def test_a_sum_that_is_paid_once_and_the_outcome(store: Store) -> None:
    found = first(store, entry(OLD))

    correcting = made(store, found, Asked("served eight years", given(served=8), until=date(2023, 3, 1)))

    text = correction_text(correcting.corrected, "en")
    assert "  - outcome: PAYABLE becomes NOT PAYABLE [1]" in text
    assert "  - grant: RM5,000.00 becomes not due (overpaid: RM5,000.00) [1]" in text
    assert "  1. by the facts: years of service: 12 years becomes 8 years" in text
    # From 16 January 16/31 of RM600.00 are RM309.68, and February RM600.00.
    assert owed(correcting) == [("monthly", "2023-03-01", -90_968)]


def test_an_amount_that_is_not_known_is_not_added_up(store: Store) -> None:
    """Without a wage nobody can say what the pension comes to."""
    found = first(store, entry(OLD, served=20))
    unknown = {name: fact for name, fact in given(served=20).items() if name != "wage"}

    correcting = made(store, found, Asked("the wage was wrong", unknown, until=date(2023, 3, 1)))

    ((_, start, until, old, new, by),) = spans(correcting)
    assert (start, until, old, by) == ("2023-01-16", "2023-03-01", "RM600.00 a month", None)
    assert new
    assert owed(correcting) == [("monthly", "2023-03-01", None)]
    assert "In all to 28 February 2023, monthly pension: not known" in correction_text(correcting.corrected, "en")


def test_each_person_of_a_shared_payment(store: Store) -> None:
    """40% of RM1,000.00 are RM400.00: RM240.00 for the wife until she left, RM160.00 for the child all the time."""
    found = first(store, entry(OLD, "family_pension", died_on="2023-02-01"))
    family = [{**FACTS["family"][0], "left_on": "2023-05-01"}, FACTS["family"][1]]  # type: ignore[index]

    correcting = made(store, found, Asked("left", given(died_on="2023-02-01", family=family)))

    assert spans(correcting) == [("siti", "2023-05-01", "None", "RM240.00 a month", "", -24_000)]
    (told,) = correction_data(correcting.corrected, "ms")["over_time"]
    assert told["spans"] == [
        {
            "payment": "part", "member": "siti", "from": "2023-05-01", "until": None, "old": "RM240.00 sebulan",
            "new": None, "by": "-24000", "per": "month", "because": [1],
        }
    ]  # fmt: skip


def test_a_correction_that_changes_no_amount_says_so(store: Store) -> None:
    found = first(store, entry(OLD))

    correcting = made(store, found, Asked("a child was forgotten", given(family=[])))

    assert correcting.corrected.is_same_money
    assert correction_text(correcting.corrected, "en").splitlines()[1] == "  No amount changes."
    assert correction_data(correcting.corrected, "en")["same_amounts"]


# ------------------------------------------------------------------------------------------------ the chain


def test_the_chain_is_kept_and_every_link_is_replayed(address: str) -> None:
    store = make_store(address, KEYS)
    found = first(store, entry(OLD, served=20, person="ali"))
    for asked in (UNDER_2024, Asked("appeal", given(served=30))):
        append(store, KEYS, [made(store, list(recorded(store))[-1], asked).entry], surroundings(asked.because))
    line = chain(store, found)

    assert [each.position for each in line] == [0, 1, 2]
    assert [successor(store, each.id) for each in line] == [line[1].id, line[2].id, ""]
    assert chain(store, line[1]) == chain(store, line[2]) == line
    sealed = [private_part(store, KEYS, each).sealed for each in line]
    assert [why_corrected(each) for each in sealed if each] == ["", "the Act of 2024", "appeal"]
    assert [replay(Books(store), KEYS, each, Under()).state for each in line] == ["identical"] * 3
    assert verify(store, keys=KEYS).findings == ()
    between = correction_between(Books(store), KEYS, line[0], line[1])
    assert not isinstance(between, tuple)
    assert len(between.over_time[""].spans) == 1  # type: ignore[union-attr]
    assert erase(store, KEYS, person="ali") == 3  # the corrections belong to the same person
    store.database.close()


def test_what_cannot_be_corrected(store: Store) -> None:
    found = first(store, entry(OLD))
    books = Books(store)
    assert codes(correction(books, KEYS, found, Asked("nothing"))) == ["L204"]
    (wrong,) = correction(books, KEYS, found, Asked("wrong", given(wage="900101-14-5678")))  # type: ignore[misc]
    assert (wrong.code, wrong.facts) == ("L207", {"codes": "F201 wage"})
    told = made(store, found, UNDER_2024)
    append(store, KEYS, [told.entry], surroundings("new"))

    (again,) = correction(books, KEYS, found, UNDER_2024)  # type: ignore[misc]

    assert (again.code, again.facts["later"]) == ("L203", list(recorded(store))[-1].id)
    erase(store, KEYS, record=found.id)
    assert codes(correction(books, KEYS, list(recorded(store))[-1], UNDER_2024)) == ["L205"]


def test_the_store_takes_one_successor_of_the_same_question(store: Store) -> None:
    found = first(store, entry(OLD))
    told = made(store, found, UNDER_2024).entry
    wrong = {
        "missing": [evolve(told, supersedes="7")],
        "question": [evolve(entry(OLD, "family_pension", died_on="2023-02-01"), supersedes=found.id)],
        "corrected": [told, told],
    }
    for why, entries in wrong.items():
        with pytest.raises(CannotSupersede) as raised:
            append(store, KEYS, entries, surroundings(why))
        assert raised.value.why == why
    append(store, KEYS, [told], surroundings("two"))
    with pytest.raises(CannotSupersede) as raised:
        append(store, KEYS, [told], surroundings("three"))
    assert raised.value.successor == list(recorded(store))[-1].id
    other = first(store, entry(OLD, person="ali"))
    erase(store, KEYS, person="ali")
    with pytest.raises(CannotSupersede, match="erased"):
        append(store, KEYS, [evolve(told, supersedes=other.id)], surroundings("four"))
    assert len(list(recorded(store))) == 3


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM correction", "L113"),
        (
            "INSERT INTO correction SELECT o.id, n.id FROM leaf o, leaf n WHERE (o.position, n.position) = (1, 2)",
            "L113",
        ),
        ("UPDATE sealed SET person = (SELECT person FROM sealed WHERE position = 2) WHERE position = 1", "L112"),
    ],
)
def test_a_chain_that_was_changed_is_found_out(store: Store, tmp_path: Path, statement: str, code: str) -> None:
    found = first(store, entry(OLD))
    append(store, KEYS, [made(store, found, UNDER_2024).entry, entry(OLD, person="ali")], surroundings("new"))
    with closing(sqlite3.connect(tmp_path / "s")) as connection, connection:
        connection.execute("DROP TRIGGER correction_no_delete")
        connection.execute("DROP TRIGGER sealed_no_update")
        connection.execute(statement)

    assert code in [each.code for each in verify(store).findings]
    assert record_called(store, found.id) is not None


def test_a_payment_that_becomes_a_sum_paid_once_is_told_with_both_amounts(store: Store) -> None:
    found = first(store, entry(OLD))
    text = TEXT.replace("pays monthly : money per month", "pays monthly : money").replace(
        "    is (40% of wage not below least as at the day paid)  cites act P-2\n"
        "      rounded half up to RM0.01 per month\n    from retired_on\n    until died_on\n",
        "    is RM7,000  cites act P-2\n",
    )
    once = book(text, "pensions.policy")

    correcting = made(store, found, Asked("paid at once", book=(once.model, once.archived)))

    lines = correction_text(correcting.corrected, "en").splitlines()
    assert lines[1].startswith("  - monthly pension: RM600.00 a month becomes RM7,000.00 [")
    assert [each[3:] for each in spans(correcting)] == [
        ("RM600.00 a month", "", -60_000),
        ("RM700.00 a month", "", -70_000),
    ]
