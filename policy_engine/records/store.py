"""A store of records: made, opened, and added to.

Invariant: a record is committed before anybody is told of it, and a store whose tree is not the one it last signed
takes no further record.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from attrs import field, frozen

from policy_engine.records.archive import Archived
from policy_engine.records.canonical import Plain, canonical
from policy_engine.records.checkpoint import Checkpoint, public_key, read_checkpoint, sign
from policy_engine.records.database import Database, Unavailable, connect
from policy_engine.records.keys import Keys, Randomness, new_data_key, pseudonym, seal
from policy_engine.records.record import Part, Record, Sealed, public_decisions, write_leaf, write_sealed
from policy_engine.records.schema import KEPT, META, MIGRATIONS, ORIGIN, PUBLIC_KEY, VERSION
from policy_engine.records.tree import EMPTY, grown, leaf_hash, root

_SALT = 32
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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


@frozen
class Surroundings:
    """What a record takes from the world: milliseconds since 1970 (UTC), chance, and the version of the engine."""

    milliseconds: Callable[[], int]
    randomness: Randomness
    engine: str


@frozen
class Entry:
    """A decision to be recorded.

    facts, answer: plain data.  person: whose facts they are, by any name that stays the same, or "" where nobody says;
    then the record has a key of its own.
    """

    question: str
    on: str
    chosen: Mapping[str, str]
    book: Archived
    facts: Plain = field(repr=False)
    answer: Plain = field(repr=False)
    person: str = field(default="", repr=False)
    supersedes: str = ""


@frozen
class Receipt:
    """What proves to whoever holds it that a record was made: its place, the hash of its leaf, a signed checkpoint."""

    id: str
    position: int
    leaf: bytes
    checkpoint: str


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


def append(store: Store, keys: Keys, entries: Iterable[Entry], surroundings: Surroundings) -> tuple[Receipt, ...]:
    """Records decisions in one transaction, and returns once all of them are on disk."""
    if keys.origin != store.origin or public_key(keys.origin, keys.signer) != store.public:
        raise WrongStore("other keys")
    with store.database.writing():
        tree = _Tree(store.database, _size(store))
        records = [_write(store, keys, entry, tree, surroundings) for entry in entries]
        tree.write()
        checkpoint = sign(Checkpoint(store.origin, tree.size, root(tree.hash, tree.size)), keys.signer)
        store.database.run("UPDATE head SET size = ?, checkpoint = ?", ((tree.size, checkpoint),))
    return tuple(Receipt(record.id, record.position, tree.hash(0, record.position), checkpoint) for record in records)


def signed_head(store: Store) -> tuple[int, str]:
    """How many records the store says it has, and its last checkpoint."""
    ((size, checkpoint),) = store.database.rows("SELECT size, checkpoint FROM head")
    return int(size), str(checkpoint)


def subtree(database: Database, level: int, position: int) -> bytes:
    """The hash of a complete subtree; WrongStore("changed") where it is not there."""
    found = database.rows("SELECT hash FROM subtree WHERE level = ? AND position = ?", (level, position))
    if not found:
        raise WrongStore("changed")
    return bytes(found[0][0])


def names_of(keys: Keys, person: str, record: str) -> Iterator[str]:
    """What the store calls a person, or the person of one record where nobody has said who it is.

    Whoever was forgotten and comes again goes by the next name.
    """
    return (pseudonym(keys, f"{turn} person {person}" if person else f"{turn} record {record}") for turn in count())


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
        for guard in (guard for table in KEPT if number == 1 for guard in database.guards(table)):
            database.run(guard)
        database.run("UPDATE meta SET value = ? WHERE name = ?", ((str(number), VERSION),))


# ------------------------------------------------------------------------------------------------ adding


class _Tree:
    """The tree while records are added: what is in the database, and what will be."""

    def __init__(self, database: Database, size: int) -> None:
        self.size = size
        self._database = database
        self._new: dict[tuple[int, int], bytes] = {}

    def hash(self, level: int, position: int) -> bytes:
        return self._new.get((level, position)) or subtree(self._database, level, position)

    def add(self, leaf: bytes) -> None:
        self._new.update({(level, at): found for level, at, found in grown(self.hash, self.size, leaf_hash(leaf))})
        self.size += 1

    def write(self) -> None:
        rows = [(*place, found) for place, found in self._new.items()]
        self._database.run("INSERT INTO subtree (level, position, hash) VALUES (?, ?, ?)", rows)


def _size(store: Store) -> int:
    """How many records there are; WrongStore where the tree is not the one that was signed."""
    size, note = signed_head(store)
    signed = read_checkpoint(note, store.public)
    found = root(lambda level, position: subtree(store.database, level, position), size)
    if signed != Checkpoint(store.origin, size, found):
        raise WrongStore("changed")
    return size


def _write(store: Store, keys: Keys, entry: Entry, tree: _Tree, surroundings: Surroundings) -> Record:
    milliseconds, randomness = surroundings.milliseconds(), surroundings.randomness
    sealed = Sealed(
        Part(canonical(entry.facts), randomness(_SALT)), Part(canonical(entry.answer), randomness(_SALT))
    )  # fmt: skip
    book = entry.book
    record = Record(
        store.origin, tree.size, _new_id(milliseconds, randomness), _moment(milliseconds), entry.question, entry.on,
        entry.chosen, book.name, book.text, book.meaning, surroundings.engine, public_decisions(entry.answer),
        sealed.facts.commitment, sealed.answer.commitment, entry.supersedes,
    )  # fmt: skip
    leaf = write_leaf(record)
    tree.add(leaf)
    database = store.database
    person, locked = _data_key(database, keys, names_of(keys, entry.person, record.id), randomness)
    content = seal(keys, locked, record.id, write_sealed(sealed), randomness)
    database.run("INSERT INTO book (text, content) VALUES (?, ?) ON CONFLICT DO NOTHING", ((book.text, book.content),))
    database.run(
        "INSERT INTO leaf (position, id, recorded_at, book, content) VALUES (?, ?, ?, ?, ?)",
        ((record.position, record.id, record.recorded_at, book.text, leaf),),
    )
    database.run(
        "INSERT INTO sealed (position, person, content) VALUES (?, ?, ?)", ((record.position, person, content),)
    )
    return record


def _data_key(
    database: Database, keys: Keys, names: Iterator[str], randomness: Randomness
) -> tuple[str, bytes]:  # fmt: skip
    """The first name that was not forgotten, and its key, locked."""
    for name in names:
        found = database.rows("SELECT locked FROM person WHERE name = ?", (name,))
        if not found:
            break
        if found[0][0] is not None:
            return name, bytes(found[0][0])
    locked = new_data_key(keys, randomness)
    database.run("INSERT INTO person (name, locked) VALUES (?, ?)", ((name, locked),))
    return name, locked


def _new_id(milliseconds: int, randomness: Randomness) -> str:
    """A UUID of version 7: in the order of time, and never twice."""
    chance = int.from_bytes(randomness(10), "big")
    bits = milliseconds % 2**48 << 80 | 7 << 76 | (chance >> 62) % 2**12 << 64 | 2 << 62 | chance % 2**62
    text = f"{bits:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _moment(milliseconds: int) -> str:
    moment = _EPOCH + timedelta(milliseconds=milliseconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{milliseconds % 1000:03}Z"
