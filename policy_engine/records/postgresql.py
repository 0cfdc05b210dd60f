"""A store on a PostgreSQL server.

Invariant: a commit is answered only once the server has it on disk (synchronous_commit), whatever its settings are.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from policy_engine.records.database import Row, Trouble, Unavailable

try:
    import psycopg
    from psycopg import errors
except ImportError:
    raise Unavailable("no driver") from None

_INSERT = re.compile(r"INSERT INTO (\w+ \([^()]*\)) VALUES \([?, ]*\)")
"""What is carried out for many rows at once by a copy, which takes a tenth of the time."""

_TROUBLES: tuple[tuple[type[psycopg.Error], Trouble], ...] = (
    (errors.DiskFull, "full"),
    (errors.ReadOnlySqlTransaction, "read only"),
    (errors.InsufficientPrivilege, "read only"),
    (errors.UndefinedTable, "no store"),
    (errors.DataCorrupted, "damaged"),
    (errors.LockNotAvailable, "busy"),
)


class PostgreSQL:
    """One connection to one database of a server."""

    binary = "BYTEA"

    def __init__(self, address: str) -> None:
        try:
            self._connection = psycopg.connect(address, autocommit=True)
        except psycopg.Error:
            raise Unavailable("missing") from None
        self._is_made = False  # whether the table is there that one writer at a time locks
        self.run("SET synchronous_commit TO on")
        self.run("SET lock_timeout TO '60s'")

    @contextmanager
    def writing(self) -> Iterator[None]:
        with _told():
            if not self._is_made:
                self._is_made = self._connection.execute("SELECT to_regclass('head')").fetchone() != (None,)
            try:
                self._connection.execute("BEGIN; LOCK TABLE head IN EXCLUSIVE MODE" if self._is_made else "BEGIN")
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if not self._connection.closed:
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        with _told():
            return self._connection.execute(_in_its_words(statement), values).fetchall()

    def run(self, statement: str, rows: Sequence[Sequence[object]] = ((),)) -> None:
        inserted = _INSERT.fullmatch(statement)
        with _told(), self._connection.cursor() as cursor:
            if rows == ((),):
                cursor.execute(statement.encode())
            elif len(rows) == 1:
                cursor.execute(_in_its_words(statement), rows[0])
            elif inserted is None:
                cursor.executemany(_in_its_words(statement), rows)
            else:
                with cursor.copy(f"COPY {inserted[1]} FROM STDIN".encode()) as copy:
                    for row in rows:
                        copy.write_row(row)

    def guards(self, table: str) -> Iterator[str]:
        yield (
            f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of this table stay as they are'; END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_stays()"
        )

    def tidy(self) -> None:
        self.run("VACUUM person")

    def close(self) -> None:
        self._connection.close()


def _in_its_words(statement: str) -> bytes:
    return statement.replace("?", "%s").encode()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        raise Unavailable(next((trouble for kind, trouble in _TROUBLES if isinstance(error, kind)), "failed")) from None
