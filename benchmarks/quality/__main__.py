"""`python -m benchmarks.quality [SECTION...]`: runs what docs/quality.md tells, and writes it.

python -m benchmarks.quality                      everything: about an hour
python -m benchmarks.quality kills --short        one section, in seconds, without writing
"""

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import evolve, frozen

from benchmarks.quality import pages
from benchmarks.quality.entries import some_keys
from benchmarks.quality.kills import Killed, kill_server, kill_writers
from benchmarks.quality.pythons import pythons
from benchmarks.quality.refusals import refusals
from benchmarks.quality.replays import SEEDS, replays
from benchmarks.quality.server import NoServer, Server, new_server
from policy_engine.records.keys import write_keys
from policy_engine.records.store import make_store

ROOT = Path(__file__).parents[2]
PAGE, BOOK = ROOT / "docs/quality.md", ROOT / "rules/perkeso"


@frozen
class Much:
    """How much is run: records, how often each is made again, under how many seeds; kills of writers and of servers."""

    records: int
    times: int
    seeds: int
    kills: int
    server_kills: int


LONG = Much(records=100_000, times=1, seeds=len(SEEDS), kills=1_000, server_kills=100)
SHORT = Much(records=40, times=1, seeds=2, kills=12, server_kills=2)


def replaying(folder: Path, much: Much) -> str:
    found = pythons(folder)
    return pages.replays(replays(folder, BOOK, much.records, found, much.times, SEEDS[: much.seeds]))


def killing(folder: Path, much: Much) -> str:
    told: dict[str, Killed] = {}
    told["writers, SQLite"] = kill_writers(*_new_store(folder, "sqlite"), much.kills)
    with _server() as server:
        if server is not None:
            address = server.new_database()
            told["writers, PostgreSQL"] = kill_writers(*_new_store(folder, "writers", address), much.kills)
            address, keys = _new_store(folder, "server", server.new_database())
            told["the server, PostgreSQL"] = kill_server(server, address, keys, much.server_kills)
    return pages.kills(told)


def refusing(folder: Path, much: Much) -> str:
    with _server() as server:
        return pages.refusals(list(refusals(folder, server)))


SECTIONS: Mapping[str, Callable[[Path, Much], str]] = {
    "replays": replaying,
    "kills": killing,
    "refusals": refusing,
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__.split("\n")[0])
    parser.add_argument("sections", nargs="*", choices=[[], *SECTIONS], metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--short", action="store_true", help="little of everything, printed and not written")
    parser.add_argument("--folder", type=Path, help="where to work and to leave the stores; else a new one that goes")
    parser.add_argument("--whole", action="store_true", help="make every record again under every combination")
    given = parser.parse_args(arguments)
    much = SHORT if given.short else LONG
    much = evolve(much, times=much.seeds) if given.whole else much
    with tempfile.TemporaryDirectory(prefix="policy-quality-") as place:
        folder = given.folder or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # the database server is another user
        for name in given.sections or SECTIONS:
            text = SECTIONS[name](folder, much)
            print(text, flush=True)
            if not given.short:
                page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
                PAGE.write_text(pages.with_section(page, name, text, _machine()), encoding="utf-8")
    return 0


def _new_store(folder: Path, name: str, address: str = "") -> tuple[str, Path]:
    """The address of a new store and its file of keys, in a folder of its own."""
    place = folder / name
    place.mkdir()
    keys = some_keys()
    (place / "keys").write_text(write_keys(keys), encoding="utf-8")
    make_store(address or str(place / "store"), keys).database.close()
    return address or str(place / "store"), place / "keys"


@contextmanager
def _server() -> Iterator[Server | None]:
    try:
        with new_server() as server:
            yield server
    except NoServer:
        print("no PostgreSQL server can be started here: what needs one is left out", file=sys.stderr)
        yield None


def _machine() -> str:
    return f"{platform.system()} on {platform.machine()}, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
