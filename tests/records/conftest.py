"""Stores for tests: in a new file, and on a real PostgreSQL server where this machine has one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.quality.server import NoServer, Server, new_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running server."""
    pytest.importorskip("psycopg")
    try:
        with new_server() as started:
            yield started
    except NoServer:
        pytest.skip("this machine has no PostgreSQL server that this user can start")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "decisions.store")
    started: Server = request.getfixturevalue("server")
    return started.new_database()
