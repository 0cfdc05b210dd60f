"""Records made, read back, erased and verified, in a file and on a server."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from attrs import evolve

from policy_engine.records.append import append
from policy_engine.records.canonical import read_canonical
from policy_engine.records.checkpoint import read_checkpoint
from policy_engine.records.database import Unavailable, connect
from policy_engine.records.recorded import erase, private_part, record_called, recorded
from policy_engine.records.schema import MIGRATIONS
from policy_engine.records.store import Store, WrongStore, make_store, open_store, signed_head
from policy_engine.records.verify import Held, verify
from tests.records.books import FACTS, entries, entry, keys, surroundings

KEYS = keys()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    made = make_store(address, KEYS)
    yield made
    made.database.close()


@contextmanager
def opened(address: str, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> Iterator[Store]:
    store = open_store(address, migrations)
    try:
        yield store
    finally:
        store.database.close()


def codes(store: Store, held: tuple[Held, ...] = ()) -> list[str]:
    return [each.code for each in verify(store, keys=KEYS, held=held).findings]


def test_what_was_recorded_is_read_back(store: Store, address: str) -> None:
    (receipt,) = append(store, KEYS, [entry(person="ali")], surroundings())

    with opened(address) as again:
        (found,) = recorded(again)
    assert found.record is not None
    assert (found.id, found.position) == (receipt.id, 0)
    assert found.record.recorded_at == "2023-11-14T22:13:20.000Z"  # 1,700,000,000 seconds after 1970
    assert found.record.question == "river_benefit"
    # 80% of RM100.00 is RM80.00 a day; ten days are RM800.00, 80,000 sen.
    assert found.record.decisions == [
        {
            "amounts": [{"name": "total", "status": "known", "value": "80000"}],
            "open_points": [],
            "outcome": "payable",
            "readings": {"least_days": "four"},
        }
    ]
    private = private_part(store, KEYS, found)
    assert private.sealed is not None
    assert read_canonical(private.sealed.facts.content) == FACTS
    (decision,) = read_canonical(private.sealed.answer.content)["decisions"]
    assert decision["as_at"] == {"date": "2024-03-04"}
    steps = {(each["kind"], each["name"]): each for each in decision["steps"]}
    assert steps["figure", "minimum_rate"]["value"] == {"number": "3000"}
    assert steps["figure", "minimum_rate"]["citations"] == ["leaflet L-1"]
    assert steps["rule", "enough_leave"]["value"] == {"truth": [True, True]}
    assert steps["limb", "river_benefit ii"]["value"] == {"truth": [True, True]}


def test_a_store_of_many_records_is_verified(store: Store) -> None:
    around = surroundings()
    for start in range(0, 21, 7):
        append(store, KEYS, list(entries(21))[start : start + 7], around)

    verified = verify(store, keys=KEYS)

    assert verified.findings == ()
    assert (verified.size, verified.erased) == (21, 0)
    checkpoint = read_checkpoint(verified.checkpoint, store.public)
    assert checkpoint is not None
    assert (checkpoint.size, checkpoint.root) == (21, verified.root)


def test_an_empty_store_is_verified(store: Store) -> None:
    assert verify(store).findings == ()


def test_a_person_is_forgotten_and_every_proof_stays(store: Store) -> None:
    around = surroundings()
    receipts = append(store, KEYS, entries(9), around)
    before = verify(store, keys=KEYS)

    assert erase(store, KEYS, person="person 1") == 3
    assert erase(store, KEYS, person="person 1") == 0
    assert erase(store, KEYS, person="somebody else") == 0

    after = verify(store, keys=KEYS)
    assert (after.root, after.findings, after.erased) == (before.root, (), 3)
    assert [private_part(store, KEYS, each).state for each in recorded(store)] == ["there", "erased", "there"] * 3
    (again,) = append(store, KEYS, [entry(person="person 1")], around)
    found = record_called(store, again.id)
    assert found is not None
    assert private_part(store, KEYS, found).state == "there"
    assert codes(store, (held(receipts[4].checkpoint, store),)) == []


def test_one_record_is_forgotten_where_nobody_said_whose_it_is(store: Store) -> None:
    first, _ = append(store, KEYS, [entry(), entry()], surroundings())

    assert erase(store, KEYS, record=first.id) == 1
    assert [private_part(store, KEYS, each).state for each in recorded(store)] == ["erased", "there"]


def held(note: str, store: Store) -> Held:
    checkpoint = read_checkpoint(note, store.public)
    assert checkpoint is not None
    return Held("held", checkpoint)


def test_records_since_a_day(store: Store) -> None:
    append(store, KEYS, entries(3), surroundings())

    assert len(list(recorded(store, since="2023-11-14"))) == 3
    assert [each.position for each in recorded(store, since="2023-11-14T22:13:21")] == [1, 2]
    assert list(recorded(store, since="2023-11-15")) == []


def test_a_failing_group_leaves_nothing_behind(store: Store) -> None:
    broken = evolve(entry(), answer={"decisions": [], "a float": 1.5})

    with pytest.raises(ValueError):  # noqa: PT011
        append(store, KEYS, [entry(), broken], surroundings())

    assert signed_head(store)[0] == 0
    assert list(recorded(store)) == []
    append(store, KEYS, [entry()], surroundings())
    assert codes(store) == []


@pytest.mark.parametrize("table", ["leaf", "sealed", "subtree", "book"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_database_refuses_to_change_what_was_recorded(store: Store, table: str, statement: str) -> None:
    append(store, KEYS, [entry()], surroundings())
    column = "hash" if table == "subtree" else "content"

    with pytest.raises(Unavailable):
        store.database.run(statement.format(table, column, column))


def test_a_store_is_made_once(store: Store, address: str) -> None:
    with pytest.raises(Unavailable, match="exists"):
        make_store(address, KEYS)


def test_another_stores_keys_record_nothing(store: Store) -> None:
    with pytest.raises(WrongStore, match="other keys"):
        append(store, keys("others"), [entry()], surroundings())


def test_a_later_engines_store_is_left_alone(store: Store, address: str) -> None:
    later = (*MIGRATIONS, ("CREATE TABLE more (name TEXT)",))
    append(store, KEYS, [entry()], surroundings())

    with opened(address, later) as newer:
        assert newer.database.rows("SELECT * FROM more") == []
    with pytest.raises(WrongStore, match="later"):
        open_store(address)
    with opened(address, later) as newer:
        assert codes(newer) == []


def test_what_is_no_store_is_not_opened(address: str) -> None:
    if address.startswith("postgresql"):
        with pytest.raises(Unavailable, match="no store"):
            open_store(address)
        with pytest.raises(Unavailable, match="missing"):
            open_store(address.replace("/store", "/other"))
    else:
        with pytest.raises(Unavailable, match="missing"):
            open_store(address)
        connect(address, make=True).close()
        with pytest.raises(Unavailable, match="no store"):
            open_store(address)
        with open(address, "w") as file:
            json.dump(["no database"] * 1_000, file)
        with pytest.raises(Unavailable, match="no store"):
            open_store(address)
