"""A store in one file.

Invariant: a commit is synchronised to the disk (WAL with synchronous=FULL); several processes may write, one at a time.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import quote

from policy_engine.records.database import Row, Trouble, Unavailable

_PATIENCE = 60
"""How many seconds a writer waits for the others."""

_AS_IT_LIES = "ro&immutable=1"
"""For a store on a disk that can only be read, where SQLite can keep no journal: read as it lies there."""

_TROUBLES: dict[int, Trouble] = {
    sqlite3.SQLITE_CANTOPEN: "missing",
    sqlite3.SQLITE_READONLY: "read only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "no store",
}


class SQLite:
    """One connection to one file."""

    binary = "BLOB"

    def __init__(self, path: str, *, make: bool = False) -> None:
        with _told():
            try:
                self._connection = _opened(path, "rwc" if make else "rw")
            except sqlite3.OperationalError as error:
                if make or _code(error) != sqlite3.SQLITE_CANTOPEN or not _is_file(path):
                    raise
                if _is_file(f"{path}-wal"):
                    raise Unavailable("read only") from None
                self._connection = _opened(path, _AS_IT_LIES)
            if make:
                self._connection.execute("PRAGMA journal_mode=WAL")

    @contextmanager
    def writing(self) -> Iterator[None]:
        with _told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        with _told():
            return self._connection.execute(statement, values).fetchall()

    def run(self, statement: str, rows: Sequence[Sequence[object]] = ((),)) -> None:
        with _told():
            self._connection.executemany(statement, rows) if rows != ((),) else self._connection.execute(statement)

    def guards(self, table: str) -> Iterator[str]:
        for word in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{word.lower()} BEFORE {word} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'rows of this table stay as they are'); END"
            )

    def tidy(self) -> None:
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._connection.close()


def _opened(path: str, mode: str) -> sqlite3.Connection:
    connection = _connected(path, mode)
    try:
        for setting in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(path: str, mode: str) -> sqlite3.Connection:
    place = f"file:{quote(path)}?mode={mode}"
    return sqlite3.connect(place, uri=True, isolation_level=None, timeout=_PATIENCE, check_same_thread=False)


def _is_file(path: str) -> bool:
    try:
        _connected(path, _AS_IT_LIES).close()
    except sqlite3.OperationalError:
        return False
    return True


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise Unavailable(_TROUBLES.get(_code(error), "failed")) from None
