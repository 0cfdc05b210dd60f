"""Whether a store is what it was: every leaf, the tree over them, what was signed, and what others hold of it.

Invariant: memory does not grow with the store, and what is wrong is said by its place and never by what it says.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import field, frozen

from policy_engine.records import errors
from policy_engine.records.archive import restored_files
from policy_engine.records.checkpoint import Checkpoint, read_checkpoint
from policy_engine.records.database import Row, as_bytes, as_number
from policy_engine.records.keys import Keys
from policy_engine.records.record import Record
from policy_engine.records.recorded import (
    PAGE,
    Recorded,
    archived_book,
    corrections,
    opened,
    person_of_record,
    record_called,
    recorded,
    sealed_rows,
    successor,
)
from policy_engine.records.store import Store, signed_head
from policy_engine.records.tree import leaf_hash, node_hash, root
from policy_engine.source.diagnostic import Diagnostic

MOST_FINDINGS = 100


@frozen
class Held:
    """What somebody outside holds of the store: a checkpoint, and of a receipt also a leaf's place and hash.

    name: how the holder calls it.
    """

    name: str
    checkpoint: Checkpoint
    position: int | None = None
    leaf: bytes = b""


@frozen
class Verified:
    """How many records were looked at, the root of their tree, how many are erased, and all that is wrong."""

    size: int
    root: bytes
    erased: int
    checkpoint: str
    findings: tuple[Diagnostic, ...] = ()


@frozen
class _Look:
    """What is known so far; `peaks` are the subtrees of which the tree of the leaves seen so far is made.

    kept, sealed: of the page of records that is looked at, the hashes in the tree and what is sealed.
    """

    kept: dict[tuple[int, int], bytes] = field(factory=dict)
    sealed: dict[int, Row] = field(factory=dict)
    peaks: dict[tuple[int, int], bytes] = field(factory=dict)
    roots: dict[int, bytes] = field(factory=dict)
    leaves: dict[int, bytes] = field(factory=dict)
    books: set[str] = field(factory=set)
    counts: Counter[str] = field(factory=Counter)
    findings: list[Diagnostic] = field(factory=list)


def verify(
    store: Store,
    *,
    keys: Keys | None = None,
    public: str = "",
    held: Sequence[Held] = (),
    told: Callable[[int, int], None] = lambda done, size: None,
) -> Verified:
    """Looks at everything; with keys also at what is sealed.

    public: the public key, as the verifier knows it, instead of the one in the store.  held: what outsiders hold.
    told: is called with how many records are done, of how many.
    """
    size, note = signed_head(store)
    look, erased, expected = _Look(), 0, 0
    wanted = {each.checkpoint.size for each in held} | {size}
    watched = {each.position for each in held if each.position is not None}
    _note_root(look, 0, wanted)
    for found in _until(store, size, look):
        if found.position > expected:
            break  # the tree over what follows cannot be known
        if expected % PAGE == 0:
            _turn_page(store, keys, expected, size, look)
        expected = found.position + 1
        erased += _look_at(store, keys, found, look)
        if found.position in watched:
            look.leaves[found.position] = leaf_hash(found.leaf)
        _note_root(look, expected, wanted)
        if expected % PAGE == 0 or expected == size:
            told(expected, size)
    if expected < size:
        look.findings.append(errors.record_missing(expected))
    elif corrections(store) != look.counts["corrections"] and size == signed_head(store)[0]:
        look.findings.append(errors.corrections_changed())
    signed = read_checkpoint(note, public or store.public)
    known = look.roots.get(size, signed.root if signed else b"")  # one that is missing is named above
    if signed != Checkpoint(store.origin, size, known):
        look.findings.append(errors.head_not_signed(size))
    look.findings.extend(each for one in held for each in _outside(one, look, size))
    return Verified(expected, look.roots.get(expected, b""), erased, note, tuple(look.findings[:MOST_FINDINGS]))


def read_held(name: str, text: str, public: str, data: Mapping[str, object] | None) -> tuple[Held, ...]:
    """What somebody holds: a checkpoint as `text`; as `data` receipts, a proof or what verify printed; else nothing."""
    if data is None:
        checkpoint = read_checkpoint(text, public)
        return () if checkpoint is None else (Held(name, checkpoint),)
    receipts = data.get("receipts", [data])
    found = [_receipt(name, public, each) for each in receipts] if isinstance(receipts, list) else [None]
    held = tuple(each for each in found if each is not None)
    return held if len(held) == len(found) else ()


def _receipt(name: str, public: str, data: object) -> Held | None:
    note = data.get("checkpoint") if isinstance(data, dict) else None
    checkpoint = read_checkpoint(note, public) if isinstance(note, str) else None
    if checkpoint is None or not isinstance(data, dict):
        return None
    position, leaf = data.get("position"), data.get("leaf_hash")
    if position is None and leaf is None:
        return Held(name, checkpoint)
    if type(position) is not int or not 0 <= position < checkpoint.size or not isinstance(leaf, str):
        return None
    try:
        return Held(name, checkpoint, position, bytes.fromhex(leaf))
    except ValueError:
        return None


def _until(store: Store, size: int, look: _Look) -> Iterator[Recorded]:
    """The records that the head counts; one behind them was added by nobody who may."""
    for found in recorded(store):
        if found.position >= size:
            if signed_head(store)[0] == size:  # else somebody is recording beside us
                look.findings.append(errors.record_too_many(found.position))
            return
        yield found


def _turn_page(store: Store, keys: Keys | None, first: int, size: int, look: _Look) -> None:
    """Reads what belongs to the next records, of all levels of the tree at once."""
    last = first + PAGE - 1
    ranges = [(level, first >> level, last >> level) for level in range(size.bit_length())]
    where = " OR ".join(["(level = ? AND position BETWEEN ? AND ?)"] * len(ranges))
    values = [number for each in ranges for number in each]
    rows = store.database.rows(f"SELECT level, position, hash FROM subtree WHERE {where}", values)
    look.kept.clear()
    look.kept.update({(as_number(level), as_number(position)): as_bytes(kept) for level, position, kept in rows})
    look.sealed.clear()
    if keys is not None:
        look.sealed.update(sealed_rows(store, first, last))


def _look_at(store: Store, keys: Keys | None, found: Recorded, look: _Look) -> int:
    """Looks at one record; 1 if its facts are erased."""
    record = found.record
    here = (store.origin, found.position, found.id, found.recorded_at, found.book)
    is_leaf = _grow(found, look)
    if is_leaf and record is None and found.version:
        look.findings.append(errors.unknown_format(str(found.position), found.version))
        return 0
    told = None if record is None else (record.log, record.position, record.id, record.recorded_at, record.text)
    if not is_leaf or record is None or here != told:
        look.findings.append(errors.record_changed(found.position))
        return 0
    _look_at_book(store, record.text, look)
    if record.supersedes:
        look.counts["corrections"] += 1
        if not _stands_in_place(store, found, record):
            look.findings.append(errors.correction_wrong(found.position))
    private = None if keys is None else opened(keys, found, look.sealed.get(found.position))
    if private is not None and private.state == "damaged":
        look.findings.append(errors.private_part_changed(found.id))
    return int(private is not None and private.state == "erased")


def _stands_in_place(store: Store, found: Recorded, record: Record) -> bool:
    """Whether a correction comes behind a record of the same question and person, and is the only one of it."""
    earlier = record_called(store, record.supersedes)
    return (
        earlier is not None
        and earlier.record is not None
        and earlier.position < found.position
        and earlier.record.question == record.question
        and person_of_record(store, earlier.position) == person_of_record(store, found.position)
        and successor(store, earlier.id) == record.id
    )


def _look_at_book(store: Store, text: str, look: _Look) -> None:
    """Looks once at each rule book that is named."""
    if text not in look.books:
        look.books.add(text)
        content = archived_book(store, text)
        if content is None or restored_files(text, content) is None:
            look.findings.append(errors.book_changed(text))


def _grow(found: Recorded, look: _Look) -> bool:
    """Compares a leaf, and each subtree that it completes, with the hashes that are kept; whether the leaf is right.

    Each is compared with what is kept right below it, so that one change is found in one place.
    """
    level, position, made = 0, found.position, leaf_hash(found.leaf)
    is_leaf = True
    while True:
        kept = look.kept.get((level, position))
        if kept != made and level == 0:
            is_leaf = False
        elif kept != made:
            look.findings.append(errors.subtree_changed(level, position))
        here = made if kept is None else kept
        if position % 2 == 0:
            look.peaks[level, position] = here
            return is_leaf
        made = node_hash(look.peaks.pop((level, position - 1)), here)
        level, position = level + 1, position // 2


def _note_root(look: _Look, size: int, wanted: set[int]) -> None:
    if size in wanted:
        look.roots[size] = root(lambda *place: look.peaks[place], size)


def _outside(held: Held, look: _Look, size: int) -> Iterator[Diagnostic]:
    """What somebody holds against what the store says now."""
    claimed = held.checkpoint.size
    if claimed > size:
        yield errors.store_too_short(held.name, size, claimed)
    elif look.roots.get(claimed, held.checkpoint.root) != held.checkpoint.root:
        yield errors.another_history(held.name, claimed)
    elif held.position is not None and look.leaves.get(held.position) != held.leaf:
        yield errors.receipt_not_kept(held.name, held.position)
