"""What lies in a store, read page by page, and the facts of a person erased.

Invariant: nothing here changes a record; memory holds one page of records and no more.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from attrs import field, frozen

from policy_engine.records.canonical import NotCanonical
from policy_engine.records.database import Database, Row, Unavailable, as_bytes, as_number
from policy_engine.records.entry import Entry
from policy_engine.records.keys import Keys, unseal
from policy_engine.records.record import Record, Sealed, UnknownFormat, read_leaf, read_sealed
from policy_engine.records.store import Store, names_of

PAGE = 500


@frozen
class Recorded:
    """A leaf as it lies in the store, what it says (None where it cannot be read), and the columns beside it."""

    position: int
    leaf: bytes
    record: Record | None
    id: str
    recorded_at: str
    book: str
    version: str = ""
    """Where this engine knows nothing of its form: the version that it names."""


@frozen
class Private:
    """What is known of the person: there, erased, or damaged (not what the leaf was made for)."""

    state: Literal["there", "erased", "damaged"]
    sealed: Sealed | None = field(default=None, repr=False)


def recorded(store: Store, *, since: str = "", position: int = 0) -> Iterator[Recorded]:
    """Every record from a position on that was made at `since` (a day or a moment, UTC) or later."""
    while True:
        page = store.database.rows(
            "SELECT position, content, id, recorded_at, book FROM leaf WHERE position >= ? AND recorded_at >= ?"
            f" ORDER BY position LIMIT {PAGE}",
            (position, since),
        )
        yield from (_read(*row) for row in page)
        if len(page) < PAGE or as_number(page[-1][0]) < position:
            return
        position = as_number(page[-1][0]) + 1


def record_called(store: Store, name: str) -> Recorded | None:
    """The record with an id."""
    rows = store.database.rows("SELECT position, content, id, recorded_at, book FROM leaf WHERE id = ?", (name,))
    return _read(*rows[0]) if rows else None


def successor(store: Store, name: str) -> str:
    """The id of the record that stands in the place of one, or ""."""
    rows = _of_corrections(store, "SELECT later FROM correction WHERE earlier = ?", (name,))
    return str(rows[0][0]) if rows else ""


def corrections(store: Store) -> int:
    """How many records stand in the place of another, by the index of them."""
    return sum(int(number) for (number,) in _of_corrections(store, "SELECT count(*) FROM correction"))


def _of_corrections(store: Store, statement: str, values: Sequence[object] = ()) -> list[Row]:
    try:
        return store.database.rows(statement, values)
    except Unavailable as error:
        if error.trouble != "failed":
            raise
        return []  # a store of an earlier engine that may only be read has no corrections


def chain(store: Store, found: Recorded) -> tuple[Recorded, ...]:
    """The records of which each stands in the place of the one before, this one among them."""
    earlier, later = [found], [found]
    while earlier[0].record is not None and earlier[0].record.supersedes:
        before = record_called(store, earlier[0].record.supersedes)
        if before is None or before.position >= earlier[0].position:
            break  # `verify` says what is wrong
        earlier.insert(0, before)
    while name := successor(store, later[-1].id):
        behind = record_called(store, name)
        if behind is None or behind.position <= later[-1].position:
            break
        later.append(behind)
    return (*earlier, *later[1:])


def record_of_request(store: Store, name: str) -> Recorded | None:
    """The record that was made under a request, by what the store calls the request."""
    rows = store.database.rows(
        "SELECT leaf.position, content, id, recorded_at, book FROM request"
        " JOIN leaf ON leaf.position = request.position WHERE request.name = ?",
        (name,),
    )
    return _read(*rows[0]) if rows else None


def asks_the_same(found: Recorded, private: Private, entry: Entry, facts: bytes) -> bool:
    """Whether a record was made on the question, the rule book and the facts of an entry.

    facts: of the entry, as canonical bytes.  Of a record whose facts are erased they are not compared.
    """
    record = found.record
    if record is None or private.state == "damaged":
        return False
    asked = (entry.question, entry.on, entry.chosen, entry.book.text)
    is_same = asked == (record.question, record.on, record.chosen, record.text)
    return is_same and (private.sealed is None or private.sealed.facts.content == facts)


def private_part(store: Store, keys: Keys, found: Recorded) -> Private:
    """The facts and the answer of a record."""
    return opened(keys, found, sealed_rows(store, found.position, found.position).get(found.position))


def sealed_rows(store: Store, first: int, last: int) -> Mapping[int, Row]:
    """What is sealed for the records at these positions, each with its person's key, locked."""
    rows = store.database.rows(
        "SELECT sealed.position, person.locked, sealed.content FROM sealed JOIN person ON person.name = sealed.person"
        " WHERE sealed.position BETWEEN ? AND ?",
        (first, last),
    )
    return {as_number(position): (locked, content) for position, locked, content in rows}


def opened(keys: Keys, found: Recorded, row: Row | None) -> Private:
    """The facts and the answer of a record from what is sealed for it."""
    if row is None or found.record is None:
        return Private("damaged")
    locked, content = row
    if locked is None:
        return Private("erased")
    unsealed = unseal(keys, as_bytes(locked), found.record.id, as_bytes(content))
    sealed = None if unsealed is None else read_sealed(unsealed, found.record)
    return Private("damaged") if sealed is None else Private("there", sealed)


def archived_book(store: Store, text: str) -> bytes | None:
    """The content of the rule book with this digest."""
    rows = store.database.rows("SELECT content FROM book WHERE text = ?", (text,))
    return as_bytes(rows[0][0]) if rows else None


def erase(store: Store, keys: Keys, *, person: str = "", record: str = "") -> int:
    """Forgets a person: the key under which his or her facts lie is gone, and every record and proof stays.

    It returns how many records were closed by it; none where the person is not known, or forgotten already.
    """
    for name in names_of(keys, person, record):
        rows = store.database.rows("SELECT locked FROM person WHERE name = ?", (name,))
        if not rows:
            return 0
        if rows[0][0] is not None:
            return _forget(store.database, name)
    return 0


def person_of_record(store: Store, position: int) -> str:
    """What the store calls the person of a record."""
    rows = store.database.rows("SELECT person FROM sealed WHERE position = ?", (position,))
    return str(rows[0][0]) if rows else ""


def _forget(database: Database, name: str) -> int:
    with database.writing():
        database.run("UPDATE person SET locked = NULL WHERE name = ?", ((name,),))
    database.tidy()
    ((closed,),) = database.rows("SELECT count(*) FROM sealed WHERE person = ?", (name,))
    return int(closed)


def _read(position: int, leaf: bytes, name: str, recorded_at: str, book: str) -> Recorded:
    content, record, version = as_bytes(leaf), None, ""
    try:
        record = read_leaf(content)
    except UnknownFormat as error:
        version = error.version
    except NotCanonical:
        pass
    return Recorded(as_number(position), content, record, str(name), str(recorded_at), str(book), version)
