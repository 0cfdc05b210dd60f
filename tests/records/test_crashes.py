"""Writers killed while they write, and databases that can take nothing more: no acknowledged record is lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from policy_engine.records.append import append
from policy_engine.records.database import Unavailable
from policy_engine.records.recorded import recorded
from policy_engine.records.store import make_store, open_store, signed_head
from policy_engine.records.verify import verify
from tests.house.repository import ROOT
from tests.records.books import entries, entry, keys, surroundings

KEYS, ROUNDS, WRITERS = keys(), 6, 2

WRITER = """
import os, secrets, sys, time
from policy_engine.records.append import append
from policy_engine.records.entry import Surroundings
from policy_engine.records.store import open_store
from tests.records.books import entry, keys
store = open_store(sys.argv[1])
around = Surroundings(lambda: time.time_ns() // 1_000_000, secrets.token_bytes, "0.1.0")
told = entry()
print("ready", flush=True)
while True:
    for receipt in append(store, keys(), [told] * 3, around):
        os.write(1, (receipt.id + "\\n").encode())
"""


def test_no_acknowledged_record_is_lost_when_writers_are_killed(address: str, tmp_path: Path) -> None:
    make_store(address, KEYS).database.close()
    acknowledged: list[str] = []
    for turn in range(ROUNDS):
        files = [tmp_path / f"{turn}-{number}" for number in range(WRITERS)]
        writers = [_writer(address, file) for file in files]
        for file in files:
            _wait_for(file)
        time.sleep(0.05 * (turn + 1))
        for writer in writers:
            os.kill(writer.pid, signal.SIGKILL)
            writer.wait()
        for file in files:
            lines = file.read_text(encoding="utf-8").split("\n")
            acknowledged += lines[1:-1]  # the first says that it is ready, and what was cut off was not heard

    store = open_store(address)
    try:
        kept = {each.id for each in recorded(store)}
        verified = verify(store, keys=KEYS)
    finally:
        store.database.close()
    assert len(acknowledged) > ROUNDS * WRITERS
    assert set(acknowledged) - kept == set()
    assert verified.findings == ()
    assert verified.size == len(kept)


def _writer(address: str, file: Path) -> "subprocess.Popen[bytes]":
    with file.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, "-c", WRITER, address], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=out
        )


def _wait_for(file: Path) -> None:
    """Until the writer has recorded something."""
    for _ in range(600):
        if file.read_bytes().count(b"\n") > 3:
            return
        time.sleep(0.05)
    raise AssertionError("the writer does not write")


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
