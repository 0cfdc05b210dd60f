"""Decisions added to a store.

Invariant: a record is committed before anybody is told of it; a store whose tree is not the one it last signed takes no
further record; and nothing is recorded twice under one request.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from attrs import field, frozen

from policy_engine.records.archive import Archived
from policy_engine.records.canonical import Plain, canonical
from policy_engine.records.checkpoint import Checkpoint, public_key, read_checkpoint, sign
from policy_engine.records.database import as_bytes, as_number
from policy_engine.records.entry import Entry, Receipt, Surroundings
from policy_engine.records.keys import Keys, Randomness, new_data_key, seal
from policy_engine.records.record import Part, Record, Sealed, public_decisions, write_leaf, write_sealed
from policy_engine.records.recorded import (
    asks_the_same,
    person_of_record,
    private_part,
    record_called,
    record_of_request,
    successor,
)
from policy_engine.records.store import Store, WrongStore, name_of_request, names_of, signed_head
from policy_engine.records.tree import grown, leaf_hash, root

_SALT = 32
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class RequestUsed(Exception):
    """The request of an entry stands for a record of something else; `number` is that of the entry, from 0."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class CannotSupersede(Exception):
    """An entry cannot stand in the place of a record.

    why: the record is `missing`, of another `question`, `erased`, or `corrected` (by `successor`).
    """

    def __init__(self, why: str, record: str, successor: str = "") -> None:
        super().__init__(why)
        self.why, self.record, self.successor = why, record, successor


@frozen
class Prepared:
    """An entry with all that is done without the store, so that others can record meanwhile."""

    entry: Entry
    decisions: Plain
    sealed: Sealed = field(repr=False)
    packed: bytes = field(repr=False)


def append(store: Store, keys: Keys, entries: Iterable[Entry], surroundings: Surroundings) -> tuple[Receipt, ...]:
    """Records decisions in one transaction, and returns once all of them are on disk."""
    return add(store, keys, [prepared(each, surroundings.randomness) for each in entries], surroundings)


def prepared(entry: Entry, randomness: Randomness) -> Prepared:
    """The entry made ready; NotCanonical where its facts or its answer are no plain data."""
    facts, answer = (Part(canonical(each), randomness(_SALT)) for each in (entry.facts, entry.answer))
    sealed = Sealed(facts, answer)
    return Prepared(entry, public_decisions(entry.answer), sealed, write_sealed(sealed))


def add(store: Store, keys: Keys, entries: Sequence[Prepared], surroundings: Surroundings) -> tuple[Receipt, ...]:
    """Records what was prepared in one transaction, all of it or nothing."""
    signer = keys.signer
    if keys.origin != store.origin or public_key(keys.origin, signer) != store.public:
        raise WrongStore("other keys")
    with store.database.writing():
        size, checkpoint = signed_head(store)
        adding = _Adding(store, keys, surroundings, size, _peaks(store, size, checkpoint))
        places = [adding.take(number, each) for number, each in enumerate(entries)]
        if adding.size > size:
            checkpoint = sign(Checkpoint(store.origin, adding.size, adding.root), signer)
            adding.write(checkpoint)
        leaves = [adding.leaf(position) for _, position in places]
    return tuple(
        Receipt(name, position, leaf, checkpoint, position >= size)
        for (name, position), leaf in zip(places, leaves, strict=True)
    )


def _peaks(store: Store, size: int, note: str) -> dict[tuple[int, int], bytes]:
    """The subtrees of which the tree is made; WrongStore where it is not the one that was signed."""
    places = [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]
    found: dict[tuple[int, int], bytes] = {}
    if places:
        where = " OR ".join(["(level = ? AND position = ?)"] * len(places))
        values = [number for place in places for number in place]
        rows = store.database.rows(f"SELECT level, position, hash FROM subtree WHERE {where}", values)
        found = {(as_number(level), as_number(position)): as_bytes(kept) for level, position, kept in rows}
    signed = read_checkpoint(note, store.public)
    if len(found) != len(places) or signed != Checkpoint(store.origin, size, root(lambda *at: found[at], size)):
        raise WrongStore("changed")
    return found


class _Adding:
    """What a transaction adds, written in a statement for each table once all of it is known."""

    def __init__(
        self, store: Store, keys: Keys, surroundings: Surroundings, size: int, tree: dict[tuple[int, int], bytes]
    ) -> None:
        self.size = size
        self._store, self._keys, self._surroundings = store, keys, surroundings
        self._tree = tree
        self._hashes: list[tuple[int, int, bytes]] = []
        self._leaves: list[tuple[int, str, str, str, bytes]] = []
        self._corrections: dict[str, str] = {}
        self._sealed: list[tuple[int, str, bytes]] = []
        self._books: dict[str, Archived] = {}
        self._people: dict[str, tuple[str, bytes]] = {}
        self._new_people: list[tuple[str, bytes]] = []
        self._requests: dict[str, tuple[Prepared, str, int]] = {}

    @property
    def root(self) -> bytes:
        return root(lambda *place: self._tree[place], self.size)

    def take(self, number: int, prepared: Prepared) -> tuple[str, int]:
        """The id and the position of the record of an entry, which is a new one unless its request is known."""
        request = prepared.entry.request
        name = name_of_request(self._keys, request) if request else ""
        if name:
            made = self._made(number, name, prepared)
            if made is not None:
                return made
        record = self._record(prepared)
        if name:
            self._requests[name] = (prepared, record.id, record.position)
        return record.id, record.position

    def leaf(self, position: int) -> bytes:
        """The hash of a leaf, new or old."""
        found = self._tree.get((0, position))
        if found is None:
            ((content,),) = self._store.database.rows("SELECT content FROM leaf WHERE position = ?", (position,))
            return leaf_hash(as_bytes(content))
        return found

    def write(self, checkpoint: str) -> None:
        run = self._store.database.run
        for text, book in self._books.items():
            if not self._store.database.rows("SELECT text FROM book WHERE text = ?", (text,)):
                run("INSERT INTO book (text, content) VALUES (?, ?)", ((text, book.content),))
        if self._new_people:
            run("INSERT INTO person (name, locked) VALUES (?, ?)", self._new_people)
        run("INSERT INTO leaf (position, id, recorded_at, book, content) VALUES (?, ?, ?, ?, ?)", self._leaves)
        run("INSERT INTO sealed (position, person, content) VALUES (?, ?, ?)", self._sealed)
        run("INSERT INTO subtree (level, position, hash) VALUES (?, ?, ?)", self._hashes)
        if self._corrections:
            run("INSERT INTO correction (earlier, later) VALUES (?, ?)", list(self._corrections.items()))
        if self._requests:
            requests = [(name, position) for name, (_, _, position) in self._requests.items()]
            run("INSERT INTO request (name, position) VALUES (?, ?)", requests)
        run("UPDATE head SET size = ?, checkpoint = ?", ((self.size, checkpoint),))

    def _made(self, number: int, name: str, prepared: Prepared) -> tuple[str, int] | None:
        """The record that was made under this request; RequestUsed where it is of something else."""
        if name in self._requests:
            other, record, position = self._requests[name]
            if not _is_same(other, prepared):
                raise RequestUsed(number)
            return record, position
        found = record_of_request(self._store, name)
        if found is None:
            return None
        private, entry = private_part(self._store, self._keys, found), prepared.entry
        if not asks_the_same(found, private, entry, prepared.sealed.facts.content) or (
            private.sealed is not None and private.sealed.answer.content != prepared.sealed.answer.content
        ):
            raise RequestUsed(number)
        return found.id, found.position

    def _record(self, prepared: Prepared) -> Record:
        entry, sealed, randomness = prepared.entry, prepared.sealed, self._surroundings.randomness
        earlier = self._superseded(entry) if entry.supersedes else None
        milliseconds = self._surroundings.milliseconds()
        record = Record(
            self._store.origin, self.size, _new_id(milliseconds, randomness), _moment(milliseconds), entry.question,
            entry.on, entry.chosen, entry.book.name, entry.book.text, entry.book.meaning, self._surroundings.engine,
            prepared.decisions, sealed.facts.commitment, sealed.answer.commitment, entry.supersedes,
        )  # fmt: skip
        leaf = write_leaf(record)
        person, locked = earlier or self._data_key(entry.person, record.id)
        if entry.supersedes:
            self._corrections[entry.supersedes] = record.id
        self._leaves.append((record.position, record.id, record.recorded_at, record.text, leaf))
        self._sealed.append((record.position, person, seal(self._keys, locked, record.id, prepared.packed, randomness)))
        self._books[record.text] = entry.book
        grow = list(grown(lambda *place: self._tree[place], self.size, leaf_hash(leaf)))
        self._hashes += grow
        self._tree.update({(level, position): found for level, position, found in grow})
        self.size += 1
        return record

    def _superseded(self, entry: Entry) -> tuple[str, bytes]:
        """The person of the record in whose place the entry stands, and his or her key; CannotSupersede."""
        name, database = entry.supersedes, self._store.database
        found = record_called(self._store, name)
        if found is None or found.record is None:
            raise CannotSupersede("missing", name)
        later = successor(self._store, name) or self._corrections.get(name, "")
        if later:
            raise CannotSupersede("corrected", name, later)
        if found.record.question != entry.question:
            raise CannotSupersede("question", name)
        person = person_of_record(self._store, found.position)
        ((locked,),) = database.rows("SELECT locked FROM person WHERE name = ?", (person,))
        if locked is None:
            raise CannotSupersede("erased", name)
        return person, as_bytes(locked)

    def _data_key(self, person: str, record: str) -> tuple[str, bytes]:
        """The first name that was not forgotten, and its key, locked."""
        names = names_of(self._keys, person, record)
        if not person:  # a record of its own has a name that nobody has had
            return self._new_person(next(names))
        if person not in self._people:
            self._people[person] = self._known_person(names)
        return self._people[person]

    def _known_person(self, names: Iterator[str]) -> tuple[str, bytes]:
        while True:
            name = next(names)
            rows = self._store.database.rows("SELECT locked FROM person WHERE name = ?", (name,))
            if not rows:
                return self._new_person(name)
            if rows[0][0] is not None:
                return name, as_bytes(rows[0][0])

    def _new_person(self, name: str) -> tuple[str, bytes]:
        found = (name, new_data_key(self._keys, self._surroundings.randomness))
        self._new_people.append(found)
        return found


def _is_same(one: Prepared, other: Prepared) -> bool:
    """Whether two entries ask and answer the same."""

    def told(each: Prepared) -> tuple[object, ...]:
        entry, sealed = each.entry, each.sealed
        asked = (entry.question, entry.on, dict(entry.chosen), entry.book.text)
        return asked, sealed.facts.content, sealed.answer.content

    return told(one) == told(other)


def _new_id(milliseconds: int, randomness: Randomness) -> str:
    """A UUID of version 7: in the order of time, and never twice."""
    chance = int.from_bytes(randomness(10), "big")
    bits = milliseconds % 2**48 << 80 | 7 << 76 | (chance >> 62) % 2**12 << 64 | 2 << 62 | chance % 2**62
    text = f"{bits:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _moment(milliseconds: int) -> str:
    moment = _EPOCH + timedelta(milliseconds=milliseconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{milliseconds % 1000:03}Z"
