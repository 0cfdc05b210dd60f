"""The database under a store: SQLite in one file, or a PostgreSQL server.

Invariant: what a transaction has committed is on disk before it returns, and what goes wrong is told by its kind and
never by the driver's own words, which may quote what was to be stored.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

Row = tuple[Any, ...]
Trouble = Literal["missing", "no store", "exists", "read only", "full", "busy", "damaged", "failed", "no driver"]


class Unavailable(Exception):
    """The database cannot do what was asked of it."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble


class Database(Protocol):
    """A connection; one thread uses it at a time."""

    binary: str
    """The word for bytes in a declaration of a table."""

    def writing(self) -> AbstractContextManager[None]:
        """A transaction beside which nobody else writes; it is committed at its end, and undone by an exception."""

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """What a statement finds."""

    def run(self, statement: str, rows: Sequence[Sequence[object]] = ((),)) -> None:
        """A statement carried out once for each row of values."""

    def guards(self, table: str) -> Iterator[str]:
        """The statements that keep the rows of a table from being changed or deleted."""

    def tidy(self) -> None:
        """What was overwritten goes from the disk as well, as far as the database can see to it."""

    def close(self) -> None:
        """Lets the connection go."""


def as_bytes(value: object) -> bytes:
    """What lies in a column for bytes, whatever was put there with the tools of the database."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else b""


def as_number(value: object) -> int:
    """What lies in a column for whole numbers; -1 for anything else, which is the number of no record."""
    return value if type(value) is int else -1


def connect(address: str, *, make: bool = False) -> Database:
    """The database at an address: `postgresql://...`, or the path of a file; `make` for one that is not there yet."""
    if is_server(address):
        from policy_engine.records.postgresql import PostgreSQL  # the driver is wanted for servers alone

        return PostgreSQL(address)
    from policy_engine.records.sqlite import SQLite

    return SQLite(address, make=make)


def is_server(address: str) -> bool:
    """Whether an address is that of a server."""
    return address.startswith(("postgresql://", "postgres://"))
