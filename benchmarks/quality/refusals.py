"""Stores that can take nothing more: each refuses, says why, and has lost nothing."""

import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from attrs import evolve, frozen

from benchmarks.quality.entries import AROUND, some_entry, some_keys
from benchmarks.quality.server import Server
from policy_engine.records.append import append
from policy_engine.records.database import Unavailable
from policy_engine.records.entry import Entry
from policy_engine.records.keys import Keys
from policy_engine.records.store import make_store, open_store, signed_head
from policy_engine.records.verify import verify

ROOM = 4 * 1024 * 1024
"""In bytes, of a file that may not grow further."""
DISK = 24 * 1024 * 1024
"""In bytes, of a disk that is soon full; an empty database of a server needs a third of it."""
MOST, _NOTE = 5_000, 40_000


@frozen
class Refused:
    """By which word a store refused, and what it was then.

    acknowledged, records: how many were made before, and how many it has.  findings: of `verify`.  again: whether it
    took a record once there was room, or the right, again.
    """

    what: str
    trouble: str
    acknowledged: int
    records: int
    findings: int
    again: bool


def refusals(folder: Path, server: Server | None) -> Iterator[Refused]:
    """Every way that this machine allows; a small disk needs the right to mount one."""
    yield limited_file(folder)
    for trial in (full_disk, read_only_disk):
        with _small_disk(folder) as place:
            if place is not None:
                yield trial(place)
    if server is not None:
        yield read_only_server(server)
        with _small_disk(folder) as place:
            if place is not None:
                yield full_server(server, place)


def limited_file(folder: Path) -> Refused:
    """A file that may not grow further, by a limit of the process."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, most))

    def mend() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    try:
        return _refused("SQLite, a file that may not grow further", str(folder / "limit.store"), mend)
    finally:
        mend()


def full_disk(folder: Path) -> Refused:
    """A disk that is full, until somebody makes room."""
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(DISK // 2))
    return _refused("SQLite, a full disk", str(folder / "full.store"), ballast.unlink)


def read_only_disk(folder: Path) -> Refused:
    """A disk that is made read-only."""

    def remount(word: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{word}", str(folder)], check=True)

    store = str(folder / "read.store")
    return _refused("SQLite, a read-only disk", store, lambda: remount("rw"), lambda: remount("ro"), 20)


def full_server(server: Server, folder: Path) -> Refused:
    """A server whose disk for tables is full, until somebody makes room."""
    place = server.folder(folder / "tables")
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(DISK // 3))
    server.run(f"CREATE TABLESPACE small LOCATION '{place}'")
    address = server.new_database("TABLESPACE small")
    found = _refused("PostgreSQL, a full disk", address, ballast.unlink)
    server.run(f"DROP DATABASE {_database(address)}", "DROP TABLESPACE small")
    return found


def read_only_server(server: Server) -> Refused:
    """A server that was told to take no writes."""
    address = server.new_database()

    def turn(word: str) -> None:
        server.run(f"ALTER DATABASE {_database(address)} SET default_transaction_read_only = {word}")

    return _refused("PostgreSQL, a read-only database", address, lambda: turn("off"), lambda: turn("on"), 20)


def _database(address: str) -> str:
    return address.split("/")[3].split("?")[0]


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path | None]:
    """A disk of its own that is soon full; None where this user may not mount one."""
    place = folder / "small"
    place.mkdir(exist_ok=True)
    if shutil.which("mount") is None:
        yield None
        return
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)], check=False, capture_output=True
    )
    try:
        yield None if mounted.returncode else place
    finally:
        if not mounted.returncode:
            subprocess.run(["umount", "-l", str(place)], check=True)


def _refused(
    what: str, address: str, mend: Callable[[], object], spoil: Callable[[], object] | None = None, most: int = MOST
) -> Refused:
    """Records until it is refused, looks at what there is, and records again after somebody has mended it."""
    keys = some_keys()
    make_store(address, keys).database.close()
    made, trouble = _fill(address, keys, most)
    if spoil is not None:
        spoil()
        _, trouble = _fill(address, keys, 1)
    size, findings = _look(address, keys)
    mend()
    more, _ = _fill(address, keys, 1)
    after, found_after = _look(address, keys)
    return Refused(what, trouble, made, size, findings + found_after, (more, after) == (1, size + 1))


def _fill(address: str, keys: Keys, most: int) -> tuple[int, str]:
    """How many records could be made until it was refused, and why it was, if it was."""
    made = 0
    try:
        store = open_store(address)
    except Unavailable as error:
        return made, error.trouble
    try:
        while made < most:
            append(store, keys, [_large(made)], AROUND)
            made += 1
    except Unavailable as error:
        return made, error.trouble
    finally:
        store.database.close()
    return made, ""


def _large(number: int) -> Entry:
    """An entry that cannot be compressed much, so that the room is soon taken."""
    entry = some_entry(number)
    return evolve(entry, facts={**entry.facts, "note": token_hex(_NOTE)})


def _look(address: str, keys: Keys) -> tuple[int, int]:
    store = open_store(address)
    try:
        return signed_head(store)[0], len(verify(store, keys=keys).findings)
    finally:
        store.database.close()
