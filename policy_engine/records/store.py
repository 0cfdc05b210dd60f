"""A store of records: made, opened, and what it says of itself.

Invariant: a store of a later engine is left alone; one of an earlier engine is brought up to date before it is used.
"""

from collections.abc import Iterator, Sequence
from itertools import count

from attrs import field, frozen

from policy_engine.records.checkpoint import Checkpoint, public_key, sign
from policy_engine.records.database import Database, Unavailable, as_bytes, as_number, connect
from policy_engine.records.keys import Keys, pseudonym
from policy_engine.records.schema import KEPT, META, MIGRATIONS, ORIGIN, PUBLIC_KEY, VERSION
from policy_engine.records.tree import EMPTY


class WrongStore(Exception):
    """The store cannot be used: `later` (made by a later engine), `other keys`, or `changed` since it last signed."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@frozen
class Store:
    """An open store; `public` is the key with which its checkpoints are checked."""

    database: Database = field(repr=False)
    origin: str
    public: str


def make_store(address: str, keys: Keys, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> Store:
    """A new store without records; Unavailable("exists") where there is one."""
    database = connect(address, make=True)
    try:
        if _has_tables(database):
            raise Unavailable("exists")
        with database.writing():
            public = public_key(keys.origin, keys.signer)
            database.run(META)
            settings = ((ORIGIN, keys.origin), (PUBLIC_KEY, public), (VERSION, "0"))
            database.run("INSERT INTO meta (name, value) VALUES (?, ?)", settings)
            _migrate(database, 0, migrations)
            first = sign(Checkpoint(keys.origin, 0, EMPTY), keys.signer)
            database.run("INSERT INTO head (one, size, checkpoint) VALUES (1, 0, ?)", ((first,),))
    except BaseException:
        database.close()
        raise
    return Store(database, keys.origin, public)


def open_store(address: str, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> Store:
    """The store at an address, brought up to this engine's tables; Unavailable or WrongStore where there is none."""
    database = connect(address)
    try:
        if not _has_tables(database):
            raise Unavailable("no store")
        settings: dict[str, str] = {str(name): str(value) for name, value in database.rows("SELECT * FROM meta")}
        if not settings.keys() >= {VERSION, ORIGIN, PUBLIC_KEY} or not settings[VERSION].isdecimal():
            raise Unavailable("damaged")
        version = int(settings[VERSION])
        if version > len(migrations):
            raise WrongStore("later")
        if version < len(migrations):
            with database.writing():
                ((now,),) = database.rows("SELECT value FROM meta WHERE name = ?", (VERSION,))
                _migrate(database, int(now), migrations)
        return Store(database, settings[ORIGIN], settings[PUBLIC_KEY])
    except BaseException:
        database.close()
        raise


def signed_head(store: Store) -> tuple[int, str]:
    """How many records the store says it has, and its last checkpoint."""
    ((size, checkpoint),) = store.database.rows("SELECT size, checkpoint FROM head")
    return as_number(size), str(checkpoint)


def subtree(database: Database, level: int, position: int) -> bytes:
    """The hash of a complete subtree; WrongStore("changed") where it is not there."""
    found = database.rows("SELECT hash FROM subtree WHERE level = ? AND position = ?", (level, position))
    if not found:
        raise WrongStore("changed")
    return as_bytes(found[0][0])


def names_of(keys: Keys, person: str, record: str) -> Iterator[str]:
    """What the store calls a person, or the person of one record where nobody has said who it is.

    Whoever was forgotten and comes again goes by the next name.
    """
    return (pseudonym(keys, f"{turn} person {person}" if person else f"{turn} record {record}") for turn in count())


def name_of_request(keys: Keys, request: str) -> str:
    """What the store calls a request."""
    return pseudonym(keys, f"request {request}")


# ------------------------------------------------------------------------------------------------ tables


def _has_tables(database: Database) -> bool:
    try:
        database.rows("SELECT name FROM meta")
    except Unavailable as error:
        if error.trouble in ("failed", "no store"):
            return False
        raise
    return True


def _migrate(database: Database, version: int, migrations: Sequence[Sequence[str]]) -> None:
    for number, statements in enumerate(migrations[version:], start=version + 1):
        for statement in statements:
            database.run(statement.replace("{bytes}", database.binary))
        for guard in (guard for table in KEPT.get(number, ()) for guard in database.guards(table)):
            database.run(guard)
        database.run("UPDATE meta SET value = ? WHERE name = ?", ((str(number), VERSION),))
