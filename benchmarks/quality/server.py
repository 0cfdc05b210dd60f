"""A PostgreSQL server of one's own, in a new folder, that can be killed."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

_IS_ROOT = hasattr(os, "getuid") and os.getuid() == 0
_USER, _GROUP = "nobody", "nogroup"
_PATIENCE = 120


class NoServer(Exception):
    """This machine has no PostgreSQL server that this user can start."""


class Server:
    """A running server; `place` is the folder of its socket."""

    def __init__(self, place: Path, programs: Path) -> None:
        self.place = place
        self._programs, self._data = programs, place / "data"
        self._numbers = count()
        _run(programs, "initdb", "-D", str(self._data), *"-U policy -A trust -E UTF8 --no-locale".split())
        self.start()

    def new_database(self, options: str = "") -> str:
        """The address of a new database."""
        name = f"store{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} {options}")
        return self.address(name)

    def folder(self, place: Path) -> Path:
        """A new folder that is the server's."""
        place.mkdir(mode=0o700)
        for each in (place, *place.parents[:1]):
            each.chmod(0o755)
        if _IS_ROOT:
            shutil.chown(place, _USER, _GROUP)
        return place

    def address(self, database: str, user: str = "policy") -> str:
        return f"postgresql://{user}@/{database}?host={self.place}"

    def run(self, *statements: str) -> None:
        """Statements carried out by the owner of the server."""
        import psycopg

        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def start(self) -> None:
        settings = f"-k {self.place} -c listen_addresses='' -c fsync=on"
        self._control("-w", "-l", str(self.place / "log"), "-o", settings, "start")

    def stop(self) -> None:
        self._control("-w", "-m", "immediate", "stop")

    def kill(self, *, with_children: bool) -> None:
        """Kills the server's first process, with all that it has started or alone, and starts the server again."""
        first = int((self._data / "postmaster.pid").read_text(encoding="ascii").split("\n")[0])
        children = _children(first) if with_children else []
        for each in (first, *children):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        until = time.monotonic() + _PATIENCE
        while True:  # it does not start while one that it left behind still has the memory
            try:
                return self.start()
            except subprocess.CalledProcessError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def _control(self, *arguments: str) -> None:
        _run(self._programs, "pg_ctl", "-D", str(self._data), *arguments)


@contextmanager
def new_server() -> Iterator[Server]:
    """A server in a new folder, which goes with it; NoServer where there can be none."""
    programs = _programs()
    if programs is None or (_IS_ROOT and shutil.which("setpriv") is None):
        raise NoServer
    place = Path(tempfile.mkdtemp(prefix="policy-pg-", dir="/tmp"))  # the path of a socket must be short
    try:
        if _IS_ROOT:
            shutil.chown(place, _USER, _GROUP)
        server = Server(place, programs)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _programs() -> Path | None:
    """The folder of the server's programs."""
    found = shutil.which("postgres")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


def _run(programs: Path, program: str, *arguments: str) -> None:
    """Runs one of the server's programs; none of them runs as root."""
    user = ["setpriv", f"--reuid={_USER}", f"--regid={_GROUP}", "--clear-groups"] if _IS_ROOT else []
    command = [*user, str(programs / program), *arguments]
    subprocess.run(command, check=True, timeout=_PATIENCE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(each) for each in found.stdout.split()]
