"""Writers killed while they write, and the database server killed under them: what was acknowledged must be there.

A writer tells of each receipt after it has it, in a file of its own; what stands there was acknowledged.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from threading import Thread

from attrs import asdict, frozen

from benchmarks.quality.entries import AROUND, some_entry
from benchmarks.quality.server import Server
from policy_engine.records.append import append
from policy_engine.records.checkpoint import read_checkpoint
from policy_engine.records.database import Unavailable
from policy_engine.records.entry import Receipt
from policy_engine.records.group import Group
from policy_engine.records.keys import Keys, read_keys
from policy_engine.records.proof import receipt_data
from policy_engine.records.recorded import recorded
from policy_engine.records.store import open_store
from policy_engine.records.tree import leaf_hash
from policy_engine.records.verify import Held, verify

ROOT = Path(__file__).parents[2]
WRITERS = 2
THREADS = 4
LONGEST = 0.15
"""In seconds: how long it takes at most until the next kill, once the writer is known to write."""


@frozen
class Killed:
    """What was killed how often, how many records were acknowledged meanwhile, and what became of them.

    lost: acknowledged, but not in the store or not as the receipt says.  broken: checkpoints that were given out and
    are not those of the tree.  findings: of `verify`.
    """

    kills: int
    acknowledged: int
    records: int
    lost: int
    broken: int
    findings: int
    seconds: int


def kill_writers(address: str, keys: Path, kills: int, seed: int = 1) -> Killed:
    """Kills one of two writers at a time, and starts another in its place; in a process of its own, which forks."""
    command = [sys.executable, "-m", "benchmarks.quality.kills", address, str(keys), str(kills), str(seed)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=ROOT, env=variables, check=True, capture_output=True, text=True)
    return Killed(**json.loads(ran.stdout))


def kill_server(server: Server, address: str, keys: Path, kills: int, seed: int = 1) -> Killed:
    """Kills the server while two writers write, and starts it again; every other time with all its processes."""
    started, chance, folder = time.monotonic(), Random(seed), keys.parent
    command = [sys.executable, "-m", "benchmarks.quality.kills", address, str(keys)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    files = [folder / f"server-{number}.receipts" for number in range(WRITERS)]
    writers = [subprocess.Popen([*command, str(file)], cwd=ROOT, env=variables) for file in files]
    try:
        for turn in range(kills):
            heard = [_size(file) for file in files]
            while any(_size(file) == before for file, before in zip(files, heard, strict=True)):
                assert all(writer.poll() is None for writer in writers)
                time.sleep(0.02)
            time.sleep(chance.uniform(0, LONGEST))
            server.kill(with_children=bool(turn % 2))
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    return _looked(address, _keys(keys), files, kills, started)


def _kill_forked(address: str, keys: Keys, folder: Path, kills: int, seed: int) -> Killed:
    """As `kill_writers`; each writer is a fork of this process."""
    started, chance = time.monotonic(), Random(seed)
    open_store(address).database.close()  # so that what a connection needs is imported once, and not by each fork
    files: list[Path] = []
    heard: dict[int, Path] = {}

    def start() -> int:
        file = folder / f"{len(files)}.receipts"
        files.append(file)
        writer = _forked(lambda: _write(address, keys, file, len(files)))
        heard[writer] = file
        return writer

    def kill(writer: int) -> None:
        while chance.randrange(4) and not _size(heard[writer]):  # a quarter and more before they have a receipt
            time.sleep(0.05)
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)

    writers = [start() for _ in range(WRITERS)]
    for _ in range(kills - WRITERS):
        place = chance.randrange(WRITERS)
        kill(writers[place])
        writers[place] = start()
    for writer in writers:
        kill(writer)
    return _looked(address, keys, files, kills, started)


def _forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(1)


# ------------------------------------------------------------------------------------------------ the writers


def _write(address: str, keys: Keys, file: Path, number: int) -> None:
    """Writes until it is killed: every third one record at a time, every third groups, every third in threads."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(receipts: tuple[Receipt, ...]) -> None:
        for receipt in receipts:
            os.write(handle, json.dumps(receipt_data(receipt)).encode() + b"\n")

    if number % 3 == 2:
        group = Group(address, keys, AROUND)
        threads = [Thread(target=_write_in_group, args=(group, tell, each)) for each in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    store = open_store(address)
    for turn in count():
        size = 1 if number % 3 else 1 + turn % 10
        tell(append(store, keys, [some_entry(turn, f"person {each}") for each in range(size)], AROUND))


def _write_in_group(group: Group, tell: Callable[[tuple[Receipt, ...]], None], number: int) -> None:
    """Writes for ever; where the server is gone it comes again, and what it was refused it does not tell."""
    for turn in count():
        try:
            tell(group.record([some_entry(turn, f"person {number}")]))
        except Unavailable:
            time.sleep(0.2)


# ------------------------------------------------------------------------------------------------ what became of it


def _looked(address: str, keys: Keys, files: list[Path], kills: int, started: float) -> Killed:
    receipts = [receipt for file in files for receipt in _receipts(file)]
    store = open_store(address)
    kept = {each.id: (each.position, leaf_hash(each.leaf).hex()) for each in recorded(store)}
    notes = {str(receipt["checkpoint"]): None for receipt in receipts}
    checkpoints = [read_checkpoint(note, store.public) for note in notes]
    held = [Held("receipt", checkpoint) for checkpoint in checkpoints if checkpoint is not None]
    verified = verify(store, keys=keys, held=held)
    store.database.close()
    lost = [each for each in receipts if kept.get(str(each["id"])) != (each["position"], each["leaf_hash"])]
    broken = len(notes) - len(held) + sum(each.code in ("L108", "L109") for each in verified.findings)
    seconds = round(time.monotonic() - started)
    return Killed(kills, len(receipts), verified.size, len(lost), broken, len(verified.findings), seconds)


def _receipts(file: Path) -> Iterator[dict[str, object]]:
    """What a writer has told; a line that was cut off was not heard."""
    for line in file.read_text(encoding="utf-8").split("\n")[:-1] if file.exists() else []:
        yield json.loads(line)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _keys(path: Path) -> Keys:
    keys = read_keys(path.read_text(encoding="utf-8"))
    assert keys is not None
    return keys


def _main(address: str, keys_file: str, work: str, seed: str = "") -> None:
    keys = _keys(Path(keys_file))
    if not seed:
        _write(address, keys, Path(work), 2)  # in threads, which come again where the server is gone
    print(json.dumps(asdict(_kill_forked(address, keys, Path(keys_file).parent, int(work), int(seed)))))


if __name__ == "__main__":
    _main(*sys.argv[1:])
