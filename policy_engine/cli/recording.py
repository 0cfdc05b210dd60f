"""The store of records and its keys, as the command line finds them; decisions recorded before they are given.

Invariant: no message quotes a fact of a case, a key or a password.
"""

import os
import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from policy_engine.cli.decide import Answered, Kept, Recorder
from policy_engine.cli.main import BAD_INPUT
from policy_engine.cli.output import refuse
from policy_engine.files.loaded import Loaded
from policy_engine.files.read_books import read_books
from policy_engine.files.read_text_file import MEBIBYTE, read_text_file
from policy_engine.records import errors
from policy_engine.records.append import append
from policy_engine.records.archive import Archived, ArchivedFile, archive
from policy_engine.records.checkpoint import public_key
from policy_engine.records.database import Unavailable, is_server
from policy_engine.records.entry import Question, Surroundings, decided_entry
from policy_engine.records.keys import Keys, read_keys, write_keys
from policy_engine.records.proof import receipt_data
from policy_engine.records.store import Store, WrongStore, open_store
from policy_engine.source.diagnostic import Diagnostic


def recorder(address: str, keys_file: str | None, person: str) -> Recorder:
    """Records answers in a store, all of them or none."""

    def record(rules: Sequence[str], loaded: Loaded, answered: Sequence[Answered]) -> Kept:
        keys = keys_of(address, keys_file)
        if isinstance(keys, Diagnostic):
            return Kept((), (errors.not_recorded(shown(address)), keys))
        assert loaded.model is not None
        book = archived_book(rules, loaded)
        if isinstance(book, Diagnostic):
            return Kept((), (errors.not_recorded(shown(address)), book))
        entries = [
            decided_entry(
                loaded.model,
                book,
                Question(each.question, each.on, each.readings),
                each.data,
                each.decided,
                person=person,
            )
            for each in answered
        ]
        try:
            store = open_store(address)
            try:
                return Kept([receipt_data(each) for each in append(store, keys, entries, surroundings())])
            finally:
                store.database.close()
        except (Unavailable, WrongStore) as error:
            return Kept((), (errors.not_recorded(shown(address)), trouble(address, error)))

    return record


def archived_book(rules: Sequence[str], loaded: Loaded) -> Archived | Diagnostic:
    """The book as it is put away; the reason where one of its files was changed since it was loaded."""
    files = _files(rules, loaded)
    if files is None or loaded.model is None:
        return errors.book_changing()
    return archive(loaded.model, files)


def _files(rules: Sequence[str], loaded: Loaded) -> Sequence[ArchivedFile] | None:
    """The files of the book and of those it extends; None where one was changed since the book was loaded."""
    if loaded.model is not None and not loaded.model.settings.extends:
        return [ArchivedFile(file.source) for file in loaded.files]
    found = [ArchivedFile(each.read.source, each.file.below) for each in read_books(rules).files]
    is_same = sorted(each.source.text for each in found) == sorted(each.source.text for each in loaded.files)
    return found if is_same else None


def on_store(
    address: str, keys_file: str | None, language: str, work: Callable[[Store, Keys], int], *, as_json: bool
) -> int:
    """The exit code of work on a store with its keys; 2 with a reason where either cannot be used."""
    keys = keys_of(address, keys_file)
    if isinstance(keys, Diagnostic):
        refuse([keys], language, as_json=as_json)
        return BAD_INPUT

    def with_keys(store: Store) -> int:
        if public_key(keys.origin, keys.signer) != store.public:
            refuse([errors.keys_of_another_store(shown(address))], language, as_json=as_json)
            return BAD_INPUT
        return work(store, keys)

    return on_open_store(address, language, with_keys, as_json=as_json)


def on_open_store(address: str, language: str, work: Callable[[Store], int], *, as_json: bool) -> int:
    """The exit code of work on a store for which no keys are wanted."""
    try:
        store = open_store(address)
        try:
            return work(store)
        finally:
            store.database.close()
    except (Unavailable, WrongStore) as error:
        refuse([trouble(address, error)], language, as_json=as_json)
        return BAD_INPUT


def trouble(address: str, error: Unavailable | WrongStore) -> Diagnostic:
    """What is wrong with a store."""
    if isinstance(error, Unavailable):
        return errors.unavailable(shown(address), error.trouble)
    if error.kind == "later":
        return errors.made_by_later_version(shown(address))
    return (
        errors.keys_of_another_store(shown(address))
        if error.kind == "other keys"
        else errors.tree_changed(shown(address))
    )


def keys_place(address: str, keys_file: str | None) -> Path | None:
    """Where the keys lie; None for a server where nobody has said it."""
    if keys_file:
        return Path(keys_file)
    return None if is_server(address) else Path(f"{address}.keys")


def keys_of(address: str, keys_file: str | None) -> Keys | Diagnostic:
    """The keys of a store, or why they cannot be used."""
    place = keys_place(address, keys_file)
    if place is None:
        return errors.keys_not_named(shown(address))
    text = read_text_file(place, place.as_posix(), MEBIBYTE)
    if isinstance(text, Diagnostic):
        return text
    return read_keys(text) or errors.keys_unreadable(place.as_posix())


def write_keys_file(place: Path, keys: Keys) -> None:
    """A new file that its owner alone can read, on disk when this returns."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(write_keys(keys))
        file.flush()
        os.fsync(file.fileno())


def surroundings() -> Surroundings:
    """The clock and the chance of this machine."""
    return Surroundings(lambda: time.time_ns() // 1_000_000, secrets.token_bytes)


def shown(address: str) -> str:
    """The address as it may be shown: of a server without the name and the password of a user."""
    if not is_server(address):
        return address
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"
