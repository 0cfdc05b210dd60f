"""Databases that can take nothing more: they refuse, and nothing is lost (and see test_quality.py)."""

from pathlib import Path

import pytest

from policy_engine.records.append import append
from policy_engine.records.database import Unavailable
from policy_engine.records.store import make_store, signed_head
from policy_engine.records.verify import verify
from tests.records.books import entries, entry, keys, surroundings

KEYS = keys()


def test_a_full_disk_refuses_and_loses_nothing(tmp_path: Path) -> None:
    store = make_store(str(tmp_path / "full.store"), KEYS)
    around = surroundings()
    append(store, KEYS, entries(5), around)
    ((pages,),) = store.database.rows("PRAGMA page_count")
    store.database.rows(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for _ in range(50):
            append(store, KEYS, [entry()], around)

    with pytest.raises(Unavailable, match="full"):
        fill()

    size = signed_head(store)[0]
    assert verify(store, keys=KEYS).findings == ()
    store.database.rows("PRAGMA max_page_count = 100000")
    append(store, KEYS, [entry()], around)
    assert verify(store, keys=KEYS).size == size + 1
    store.database.close()


def test_a_store_that_may_only_be_read_refuses_and_can_be_read(address: str) -> None:
    store = make_store(address, KEYS)
    append(store, KEYS, entries(3), surroundings())
    is_server = address.startswith("postgresql")
    store.database.run("SET default_transaction_read_only = on" if is_server else "PRAGMA query_only = ON")

    with pytest.raises(Unavailable, match="read only"):
        append(store, KEYS, [entry()], surroundings("more"))

    assert verify(store, keys=KEYS).findings == ()
    store.database.close()
