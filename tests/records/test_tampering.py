"""Every way to change a store behind the engine's back, and how it is found out."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import evolve, frozen

from policy_engine.records.append import RequestUsed, append
from policy_engine.records.checkpoint import Checkpoint, public_key, read_checkpoint, sign
from policy_engine.records.entry import Receipt
from policy_engine.records.recorded import record_called
from policy_engine.records.store import Store, WrongStore, make_store, name_of_request, open_store
from policy_engine.records.tree import root
from policy_engine.records.verify import Held, verify
from tests.records.books import entries, entry, keys, surroundings

KEYS, SIZE = keys(), 9


@frozen
class Kept:
    path: Path
    receipts: tuple[Receipt, ...]
    public: str

    def held(self, position: int) -> Held:
        receipt = self.receipts[position]
        checkpoint = read_checkpoint(receipt.checkpoint, self.public)
        assert checkpoint is not None
        return Held("receipt", checkpoint, receipt.position, receipt.leaf)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """A store of nine records with the triggers taken away, as whoever looks after the database can."""
    path = tmp_path / "decisions.store"
    store = make_store(str(path), KEYS)
    receipts = append(store, KEYS, entries(SIZE), surroundings())
    store.database.close()
    with closing(path) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
    return Kept(path, receipts, store.public)


class closing:
    """A database that is changed without the engine."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)

    def __enter__(self) -> sqlite3.Connection:
        return self._database

    def __exit__(self, *error: object) -> None:
        self._database.commit()
        self._database.close()


def found(path: Path, *held: Held, with_keys: bool = True) -> list[str]:
    store = open_store(str(path))
    try:
        return [each.code for each in verify(store, keys=KEYS if with_keys else None, held=held).findings]
    finally:
        store.database.close()


def refuses(path: Path) -> bool:
    """Whether the store takes no further record."""
    store = open_store(str(path))
    try:
        append(store, KEYS, [entry()], surroundings("more"))
    except WrongStore:
        return True
    finally:
        store.database.close()
    return False


Change = Callable[[sqlite3.Connection], object]


def flipped(table: str, column: str, where: str, byte: int) -> Change:
    def change(database: sqlite3.Connection) -> None:
        ((content,),) = database.execute(f"SELECT {column} FROM {table} WHERE {where}").fetchall()
        changed = bytearray(content)
        changed[byte] ^= 1
        database.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (bytes(changed),))

    return change


def statement(*texts: str) -> Change:
    return lambda database: [database.execute(text) for text in texts]


def swapped(table: str, *columns: str) -> Change:
    def change(database: sqlite3.Connection) -> None:
        names = ", ".join(columns)
        one, other = database.execute(
            f"SELECT {names} FROM {table} WHERE position IN (2, 5) ORDER BY position"
        ).fetchall()
        if "id" in columns:
            database.execute(f"UPDATE {table} SET id = 'aside' WHERE position = 2")
        values = ", ".join(f"{column} = ?" for column in columns)
        database.execute(f"UPDATE {table} SET {values} WHERE position = 5", one)
        database.execute(f"UPDATE {table} SET {values} WHERE position = 2", other)

    return change


CHANGES: dict[str, tuple[Change, list[str]]] = {
    "the first byte of a leaf": (flipped("leaf", "content", "position = 3", 0), ["L102"]),
    "the last byte of a leaf": (flipped("leaf", "content", "position = 8", -1), ["L102"]),
    "the last record deleted": (
        statement("DELETE FROM sealed WHERE position = 8", "DELETE FROM leaf WHERE position = 8"), ["L101"],
    ),
    "a record in the middle deleted": (
        statement("DELETE FROM sealed WHERE position = 4", "DELETE FROM leaf WHERE position = 4"), ["L101"],
    ),
    "two leaves exchanged": (swapped("leaf", "content"), ["L102"] * 2),
    "two records exchanged": (swapped("leaf", "content", "id", "recorded_at"), ["L102"] * 2),
    "the id beside a leaf": (statement("UPDATE leaf SET id = 'other' WHERE position = 1"), ["L102"]),
    "the time beside a leaf": (statement("UPDATE leaf SET recorded_at = '2020' WHERE position = 1"), ["L102"]),
    "a hash in the tree": (flipped("subtree", "hash", "level = 1 AND position = 1", 0), ["L103"] * 2),
    "the hash of a leaf": (flipped("subtree", "hash", "level = 0 AND position = 6", 0), ["L102", "L103"]),
    "a hash deleted": (statement("DELETE FROM subtree WHERE level = 2 AND position = 0"), ["L103"]),
    "the count in the head": (statement("UPDATE head SET size = 8"), ["L111", "L104"]),
    "the signature": (statement("UPDATE head SET checkpoint = replace(checkpoint, 'levy', 'levi')"), ["L104"]),
    "sealed facts": (flipped("sealed", "content", "position = 3", 40), ["L106"]),
    "sealed facts exchanged": (swapped("sealed", "content"), ["L106"] * 2),
    "sealed facts deleted": (statement("DELETE FROM sealed WHERE position = 3"), ["L106"]),
    "the archived book": (flipped("book", "content", "1 = 1", 40), ["L105"]),
    "a record as text": (
        statement("UPDATE leaf SET content = replace(CAST(content AS TEXT), 'river', 'lake') WHERE position = 3"),
        ["L102"],
    ),
    "a hash as a number": (statement("UPDATE subtree SET hash = 7 WHERE level = 0 AND position = 3"), ["L102", "L103"]),
    "a word for a position": (statement("UPDATE sealed SET position = 'three' WHERE position = 3"), ["L106"]),
    "a record copied to the end": (
        statement("INSERT INTO leaf SELECT 9, 'copy', recorded_at, book, content FROM leaf WHERE position = 0"),
        ["L111"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "codes"), CHANGES.values(), ids=CHANGES.keys())
def test_what_was_changed_is_found(kept: Kept, change: Change, codes: list[str]) -> None:
    assert found(kept.path, kept.held(0), kept.held(8)) == []

    with closing(kept.path) as database:
        change(database)

    assert sorted(found(kept.path)) == sorted(codes)


def test_an_older_copy_is_found_by_a_receipt_alone(kept: Kept, tmp_path: Path) -> None:
    """Yesterday's file is a whole and honest store: only somebody outside knows that there was more."""
    yesterday = tmp_path / "yesterday.store"
    shutil.copy(kept.path, yesterday)
    store = open_store(str(kept.path))
    (receipt,) = append(store, KEYS, [entry()], surroundings("today"))
    store.database.close()
    checkpoint = read_checkpoint(receipt.checkpoint, kept.public)
    assert checkpoint is not None
    held = Held("receipt", checkpoint, receipt.position, receipt.leaf)

    assert found(kept.path, held) == []
    assert found(yesterday) == []
    assert found(yesterday, held) == ["L108"]


def test_a_cut_journal_is_found_by_a_receipt_alone(tmp_path: Path) -> None:
    """Without its write-ahead log the file is the store as it was at some earlier commit."""
    path = tmp_path / "decisions.store"
    store = make_store(str(path), KEYS)
    around = surroundings()
    (first,) = append(store, KEYS, [entry()], around)
    store.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    (last,) = append(store, KEYS, [entry()], around)
    copy = tmp_path / "cut.store"
    shutil.copy(path, copy)
    store.database.close()
    kept = Kept(path, (first, last), store.public)

    assert found(path, kept.held(1)) == []
    assert found(copy, kept.held(0)) == []
    assert found(copy, kept.held(1)) == ["L108"]


def cut_back(path: Path, checkpoint: str, size: int) -> None:
    """Every trace of the records behind a checkpoint that the store once signed is taken away, by whoever can."""
    with closing(path) as database:
        for table in ("sealed", "leaf"):
            database.execute(f"DELETE FROM {table} WHERE position >= {size}")
        database.execute(f"DELETE FROM subtree WHERE (position + 1) << level > {size}")
        database.execute("UPDATE head SET size = ?, checkpoint = ?", (size, checkpoint))


def test_a_store_cut_back_to_what_it_once_signed_is_found_by_a_receipt_alone(kept: Kept) -> None:
    """The store takes further records, which does not help: the receipt's record is gone, or is another one."""
    store = open_store(str(kept.path))
    around = surroundings("later")
    (early,) = append(store, KEYS, [entry()], around)
    (late,) = append(store, KEYS, [entry()], around)
    store.database.close()
    everything = Kept(kept.path, (early, late), kept.public)

    cut_back(kept.path, early.checkpoint, SIZE + 1)

    assert found(kept.path, everything.held(0)) == []
    assert found(kept.path, everything.held(1)) == ["L108"]
    assert not refuses(kept.path)
    assert found(kept.path) == []
    assert found(kept.path, everything.held(1)) == ["L109"]


def test_every_byte_of_a_leaf_counts(kept: Kept) -> None:
    with closing(kept.path) as database:
        ((content,),) = database.execute("SELECT content FROM leaf WHERE position = 4").fetchall()
        for place in range(0, len(content), 40):
            changed = bytearray(content)
            changed[place] ^= 1 << place % 7
            database.execute("UPDATE leaf SET content = ? WHERE position = 4", (bytes(changed),))
            database.commit()
            assert found(kept.path, with_keys=False) == ["L102"]


def test_a_request_that_leads_elsewhere_records_nothing_wrong(kept: Kept) -> None:
    """What a request stands for is not in the tree, but is compared with what is sealed whenever it is used."""
    with closing(kept.path) as database:
        database.execute("INSERT INTO request VALUES (?, 3)", (name_of_request(KEYS, "7"),))

    store = open_store(str(kept.path))
    with pytest.raises(RequestUsed):
        append(store, KEYS, [evolve(entry(), request="7")], surroundings("more"))
    store.database.close()


@pytest.mark.parametrize("change", ["UPDATE person SET locked = NULL", "DELETE FROM request"])
def test_what_may_go_without_a_trace_in_the_tree(kept: Kept, change: str) -> None:
    """A key that was destroyed counts as erased: nobody can tell who destroyed it, but how many are is told."""
    with closing(kept.path) as database:
        database.execute(change)

    assert found(kept.path, kept.held(8)) == []


def rewritten(path: Path) -> Iterator[Store]:
    path.unlink()
    store = make_store(str(path), KEYS)
    append(store, KEYS, entries(SIZE), surroundings("another"))
    yield store
    store.database.close()


def test_a_store_made_anew_with_its_own_keys_is_found_by_a_checkpoint_alone(kept: Kept) -> None:
    for _ in rewritten(kept.path):
        pass

    assert found(kept.path) == []
    assert found(kept.path, kept.held(4)) == ["L109"]


def test_a_receipt_of_another_record_is_found(kept: Kept) -> None:
    assert found(kept.path, evolve(kept.held(4), leaf=kept.receipts[5].leaf)) == ["L110"]


@pytest.mark.parametrize(
    "change", [flipped("subtree", "hash", "level = 3 AND position = 0", 0), statement("UPDATE head SET size = 8")]
)
def test_a_changed_store_takes_no_further_record(kept: Kept, change: Change) -> None:
    assert not refuses(kept.path)
    with closing(kept.path) as database:
        change(database)

    assert refuses(kept.path)


def test_a_signature_of_another_key_is_none(kept: Kept) -> None:
    others = evolve(keys("others"), origin=KEYS.origin)
    note = sign(Checkpoint(KEYS.origin, SIZE, root(lambda *_: bytes(32), 1)), others.signer)

    assert read_checkpoint(note, kept.public) is None
    assert read_checkpoint(note, public_key(KEYS.origin, others.signer)) is not None
    with closing(kept.path) as database:
        database.execute("UPDATE head SET checkpoint = ?", (note,))
    assert found(kept.path) == ["L104"]


def test_the_public_key_of_the_verifier_counts(kept: Kept) -> None:
    store = open_store(str(kept.path))
    other = public_key(KEYS.origin, keys("others").signer)
    assert [each.code for each in verify(store, public=other).findings] == ["L104"]
    found_one = record_called(store, kept.receipts[0].id)
    store.database.close()
    assert found_one is not None


def test_records_and_tree_rewritten_without_the_keys_are_found_by_the_signature(kept: Kept, tmp_path: Path) -> None:
    other = tmp_path / "other.store"
    store = make_store(str(other), KEYS)
    append(store, KEYS, entries(SIZE), surroundings("another"))
    store.database.close()
    with closing(kept.path) as database:
        database.execute("ATTACH ? AS other", (str(other),))
        for table in ("sealed", "leaf", "person", "subtree"):
            database.execute(f"DELETE FROM main.{table}")
        for table in ("leaf", "person", "sealed", "subtree"):
            database.execute(f"INSERT INTO main.{table} SELECT * FROM other.{table}")

    assert found(kept.path) == ["L104"]
    assert refuses(kept.path)
