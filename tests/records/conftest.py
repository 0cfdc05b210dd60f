"""Stores for tests: in a new file, and on a real PostgreSQL server where this machine has one."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

_IS_ROOT = hasattr(os, "getuid") and os.getuid() == 0
_USER, _GROUP = "nobody", "nogroup"


def _programs() -> Path | None:
    """The folder of the server's programs."""
    found = shutil.which("postgres")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


def _as_user(command: list[str]) -> list[str]:
    """The server refuses to run as root."""
    return ["setpriv", f"--reuid={_USER}", f"--regid={_GROUP}", "--clear-groups", *command] if _IS_ROOT else command


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a running server's socket."""
    pytest.importorskip("psycopg")
    programs = _programs()
    if programs is None or (_IS_ROOT and shutil.which("setpriv") is None):
        pytest.skip("this machine has no PostgreSQL server that this user can start")
    place = Path(f"/tmp/policy-pg-{os.getpid()}")
    place.mkdir(mode=0o700)
    try:
        if _IS_ROOT:
            shutil.chown(place, _USER, _GROUP)
        run = {"check": True, "capture_output": True, "timeout": 120}
        data = place / "data"
        initdb = [str(programs / "initdb"), "-D", str(data), "-U", "policy", "-A", "trust", "-E", "UTF8", "--no-locale"]
        subprocess.run(_as_user(initdb), **run)  # type: ignore[call-overload]
        settings = f"-k {place} -c listen_addresses='' -c fsync=on"
        control = _as_user([str(programs / "pg_ctl"), "-D", str(data), "-w"])
        log = ["-l", str(place / "log")]
        subprocess.run([*control, *log, "-o", settings, "start"], check=True, timeout=120, stdout=subprocess.DEVNULL)
        try:
            yield place
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **run)  # type: ignore[call-overload]
    finally:
        shutil.rmtree(place, ignore_errors=True)


_numbers = count()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "decisions.store")
    return _new_database(request.getfixturevalue("server"))


def _new_database(place: Path) -> str:
    import psycopg

    name = f"store{next(_numbers)}"
    with psycopg.connect(f"postgresql://policy@/postgres?host={place}", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"postgresql://policy@/{name}?host={place}"
