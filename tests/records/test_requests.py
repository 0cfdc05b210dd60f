"""What was recorded under a request is not recorded again, and a request does not stand for two things."""

from collections.abc import Iterator

import pytest
from attrs import evolve

from policy_engine.records.append import RequestUsed, append
from policy_engine.records.database import Unavailable
from policy_engine.records.entry import Entry
from policy_engine.records.recorded import erase, recorded
from policy_engine.records.schema import MIGRATIONS
from policy_engine.records.store import Store, make_store, open_store, signed_head
from policy_engine.records.verify import verify
from tests.records.books import entry, keys, surroundings
from tests.records.test_replay import DEARER

KEYS = keys()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    made = make_store(address, KEYS)
    yield made
    made.database.close()


def asked(request: str, **changed: object) -> Entry:
    return evolve(entry(person="ali", **changed), request=request)


def test_a_request_is_recorded_once(store: Store) -> None:
    around = surroundings()
    first, second = append(store, KEYS, [asked("7"), asked("8")], around)

    again, new, twice = append(store, KEYS, [asked("7"), asked("9"), asked("9")], around)
    (alone,) = append(store, KEYS, [asked("8")], around)

    assert [each.is_new for each in (first, second, again, new, twice, alone)] == [True, True, False, True, True, False]
    assert (again.id, again.position, again.leaf) == (first.id, first.position, first.leaf)
    assert (twice.id, alone.id) == (new.id, second.id)
    assert alone.checkpoint == signed_head(store)[1] == again.checkpoint
    assert len(list(recorded(store))) == 3
    assert verify(store, keys=KEYS).findings == ()


@pytest.mark.parametrize(
    "other",
    [
        asked("7", leave=11),
        evolve(asked("7"), question="other_benefit"),
        evolve(asked("7"), on="2024-03-05"),
        evolve(asked("7"), chosen={"least_days": "three"}),
        evolve(asked("7"), book=DEARER.archived),
        evolve(asked("7"), answer={**asked("7").answer, "decisions": []}),
    ],
    ids=["facts", "question", "day", "reading", "book", "answer"],
)
def test_a_request_that_stands_for_something_else_is_refused(store: Store, other: Entry) -> None:
    around = surroundings()
    append(store, KEYS, [asked("7")], around)

    with pytest.raises(RequestUsed) as refused:
        append(store, KEYS, [asked("8"), other], around)
    with pytest.raises(RequestUsed):
        append(store, KEYS, [asked("9"), evolve(other, request="9")], around)

    assert refused.value.number == 1
    assert signed_head(store)[0] == 1


def test_a_request_of_a_forgotten_person_is_not_recorded_again(store: Store) -> None:
    append(store, KEYS, [asked("7")], surroundings())
    erase(store, KEYS, person="ali")

    (receipt,) = append(store, KEYS, [asked("7", leave=11)], surroundings("more"))

    assert not receipt.is_new


def test_the_name_of_a_request_does_not_lie_in_the_store(store: Store) -> None:
    append(store, KEYS, [asked("900101-14-5678")], surroundings())

    ((name,),) = store.database.rows("SELECT name FROM request")
    assert "900101" not in str(name)
    with pytest.raises(Unavailable, match="failed"):
        store.database.run("DELETE FROM request")


def test_a_store_of_the_first_version_is_brought_up_to_date(address: str) -> None:
    old = make_store(address, KEYS, MIGRATIONS[:1])
    append(old, KEYS, [entry()], surroundings())
    old.database.close()

    store = open_store(address)

    (receipt,) = append(store, KEYS, [asked("7")], surroundings("more"))
    assert (receipt.position, receipt.is_new) == (1, True)
    assert verify(store, keys=KEYS).findings == ()
    store.database.close()
