"""Prints how fast decisions are recorded and verified, and how large proofs are (docs/benchmarks.md).

    python -m benchmarks.records

Each figure of recording stands beside the database's bare driver, which inserted the same bytes in the same run.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

from benchmarks.quality.entries import AROUND, some_entry, some_keys
from benchmarks.quality.server import NoServer, new_server
from policy_engine.records.append import append
from policy_engine.records.group import Group
from policy_engine.records.keys import Keys
from policy_engine.records.store import make_store, open_store
from policy_engine.records.tree import (
    Lookup,
    consistency,
    inclusion,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root,
)
from policy_engine.records.verify import verify

RECORDS = 300
GROUP, THREADS = 100, 16
ROUNDS = 12
LEAVES = (1_000_000, 10_000_000)
PROOFS = 200
ENTRIES = [some_entry(number) for number in range(RECORDS)]

Work = Callable[[], object]


def fastest(works: Sequence[Work], rounds: int = ROUNDS) -> list[tuple[float, float]]:
    """The seconds of the best round of each, on the clock and of the processor.

    The rounds take turns, so that a slow minute strikes all alike.
    """
    found = [[_seconds(work) for work in works] for _ in range(rounds)]
    return [(min(clock for clock, _ in times), min(work for _, work in times)) for times in zip(*found, strict=True)]


def _seconds(work: Work) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def recording(name: str, address: str, keys: Keys, bare: Callable[[int], Work]) -> None:
    """Records in a second: one to a commit, in groups, and by threads that share commits."""
    store, group = open_store(address), Group(address, keys, AROUND)

    def in_groups(size: int) -> Work:
        def work() -> None:
            for start in range(0, RECORDS, size):
                append(store, keys, ENTRIES[start : start + size], AROUND)

        return work

    def by_threads() -> None:
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda entry: group.record([entry]), ENTRIES))

    ours, ours_in_groups, shared, theirs, theirs_in_groups = fastest(
        [in_groups(1), in_groups(GROUP), by_threads, bare(1), bare(GROUP)]
    )
    print(name)
    for what, seconds, peer in (
        ("one to a commit", ours, theirs),
        (f"{THREADS} threads", shared, theirs),
        (f"groups of {GROUP}", ours_in_groups, theirs_in_groups),
    ):
        print(
            f"  {what:<16} {RECORDS / seconds[0]:>8,.0f} records a second   bare driver {RECORDS / peer[0]:>8,.0f}"
            f"   ratio {peer[0] / seconds[0]:.2f}   processor {seconds[1] / RECORDS * 1e6:>5,.0f} us a record,"
            f" bare {peer[1] / RECORDS * 1e6:>4,.0f}"
        )
    store.database.close()
    group.close()


def stored(address: str, keys: Keys) -> list[tuple[bytes, bytes]]:
    """The bytes that are stored for the entries: leaves, and what is sealed beside them."""
    store = open_store(address)
    append(store, keys, ENTRIES, AROUND)
    rows = store.database.rows("SELECT leaf.content, sealed.content FROM leaf JOIN sealed USING (position)")
    store.database.close()
    return [(bytes(leaf), bytes(sealed)) for leaf, sealed in rows[:RECORDS]]


@contextmanager
def bare_sqlite(path: Path, rows: Sequence[tuple[bytes, bytes]]) -> Iterator[Callable[[int], Work]]:
    """The driver of SQLite with the same settings, one table, and nothing else."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE bare (position INTEGER PRIMARY KEY, leaf BLOB, sealed BLOB)")

        def bare(size: int) -> Work:
            def work() -> None:
                for start in range(0, RECORDS, size):
                    connection.execute("BEGIN IMMEDIATE")
                    some = rows[start : start + size]
                    connection.executemany("INSERT INTO bare (leaf, sealed) VALUES (?, ?)", some)
                    connection.execute("COMMIT")

            return work

        yield bare


@contextmanager
def bare_postgresql(address: str, rows: Sequence[tuple[bytes, bytes]]) -> Iterator[Callable[[int], Work]]:
    """The driver of PostgreSQL, one table, and nothing else."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE bare (position BIGSERIAL PRIMARY KEY, leaf BYTEA, sealed BYTEA)")

        def bare(size: int) -> Work:
            def work() -> None:
                for start in range(0, RECORDS, size):
                    with connection.transaction(), connection.cursor() as cursor:
                        some = rows[start : start + size]
                        cursor.executemany("INSERT INTO bare (leaf, sealed) VALUES (%s, %s)", some)

            return work

        yield bare


def verifying(address: str, keys: Keys) -> None:
    """Leaves verified in a second."""
    store = open_store(address)
    size = verify(store).size
    found = fastest([lambda: verify(store), lambda: verify(store, keys=keys)], rounds=3)
    store.database.close()
    print(f"verify, {size:,} records")
    for what, (clock, processor) in zip(("leaves and tree", "and what is sealed"), found, strict=True):
        print(f"  {what:<18} {size / clock:>6,.0f} a second   processor {processor / size * 1e6:>5,.0f} us each")


def proving(size: int) -> None:
    """How large the proofs are in a tree of so many leaves, and how long one takes to make and to check."""
    start = time.perf_counter()
    lookup = tree(size)
    made = time.perf_counter() - start
    whole, chance = root(lookup, size), Random(size)
    places = [chance.randrange(size) for _ in range(PROOFS)]
    earlier = [chance.randrange(1, size) for _ in range(PROOFS)]
    start = time.perf_counter()
    paths = [inclusion(lookup, place, size) for place in places]
    growths = [consistency(lookup, each, size) for each in earlier]
    proved = (time.perf_counter() - start) / (2 * PROOFS)
    start = time.perf_counter()
    for place, path in zip(places, paths, strict=True):
        assert is_included(lookup(0, place), place, size, path, whole)
    for each, growth in zip(earlier, growths, strict=True):
        assert is_consistent(each, size, root(lookup, each), whole, growth)
    checked = (time.perf_counter() - start) / (2 * PROOFS)
    print(f"a tree of {size:,} leaves, made in {made:.0f} s")
    for what, found in (("inclusion", paths), ("growth", growths)):
        most = max(map(len, found))
        print(
            f"  {what:<10} at most {most} hashes, {32 * most:,} bytes; on average {sum(map(len, found)) / PROOFS:.1f}"
        )
    print(f"  a proof is made in {proved * 1e6:.0f} us and checked in {checked * 1e6:.0f} us")


def tree(size: int) -> Lookup:
    """The complete subtrees over so many leaves, which are the numbers from 0."""
    levels = [b"".join(leaf_hash(b"%d" % number) for number in range(size))]
    while len(below := levels[-1]) >= 64:
        pairs = range(0, len(below) // 64 * 64, 64)
        levels.append(b"".join(node_hash(below[at : at + 32], below[at + 32 : at + 64]) for at in pairs))

    def lookup(level: int, position: int) -> bytes:
        return levels[level][32 * position : 32 * position + 32]

    return lookup


def main() -> None:
    """Everything."""
    with tempfile.TemporaryDirectory() as folder:
        keys, address = some_keys(), str(Path(folder) / "decisions.store")
        make_store(address, keys).database.close()
        rows = stored(address, keys)
        size = sum(map(len, (part for row in rows for part in row))) // len(rows)
        print(f"records of {size:,} bytes each; the best of {ROUNDS} rounds of {RECORDS}")
        with bare_sqlite(Path(folder) / "bare.store", rows) as bare:
            recording("SQLite", address, keys, bare)
        verifying(address, keys)
        try:
            with new_server() as server:
                there = server.new_database()
                make_store(there, keys).database.close()
                with bare_postgresql(there, rows) as bare:
                    recording("PostgreSQL", there, keys, bare)
                verifying(there, keys)
        except NoServer:
            print("PostgreSQL: no server can be started here")
    for leaves in LEAVES:
        proving(leaves)


if __name__ == "__main__":
    main()
