"""`policy record`: a store made, its records listed, shown and proved, and persons forgotten."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from policy_engine.cli.main import BAD_INPUT, FINE
from policy_engine.cli.output import print_json, refuse, say
from policy_engine.cli.recording import (
    keys_place,
    on_open_store,
    on_store,
    shown,
    surroundings,
    trouble,
    write_keys_file,
)
from policy_engine.files.errors import cannot_be_written
from policy_engine.files.read_text_file import MEBIBYTE, read_text_file
from policy_engine.records import errors
from policy_engine.records.checkpoint import Checkpoint, read_checkpoint
from policy_engine.records.database import Unavailable
from policy_engine.records.keys import ORIGIN, Keys, new_keys
from policy_engine.records.proof import is_root_of, proof
from policy_engine.records.record import Sealed
from policy_engine.records.recorded import Recorded, erase, private_part, record_called, recorded
from policy_engine.records.store import Store, WrongStore, make_store
from policy_engine.source.diagnostic import Diagnostic


def make(address: str, keys_file: str | None, name: str, language: str, *, as_json: bool) -> int:
    """Makes the keys first and then the store; where the store cannot be made, the keys go again."""
    place = keys_place(address, keys_file)
    if place is None or not ORIGIN.fullmatch(name):
        problem = errors.keys_not_named(shown(address)) if place is None else errors.bad_log_name(name)
        refuse([problem], language, as_json=as_json)
        return BAD_INPUT
    keys = new_keys(name, surroundings().randomness)
    try:
        write_keys_file(place, keys)
    except OSError as error:
        is_there = isinstance(error, FileExistsError)
        problem = (errors.keys_exist if is_there else cannot_be_written)(place.as_posix())
        refuse([problem], language, as_json=as_json)
        return BAD_INPUT
    try:
        store = make_store(address, keys)
    except (Unavailable, WrongStore) as error:
        with suppress(OSError):
            place.unlink()
        refuse([trouble(address, error)], language, as_json=as_json)
        return BAD_INPUT
    store.database.close()
    if as_json:
        print_json({"store": shown(address), "keys": place.as_posix(), "public_key": store.public, "diagnostics": []})
    else:
        print(say(language, "record", "made", store=shown(address), keys=place.as_posix(), public=store.public))
    return FINE


def list_records(address: str, since: date | None, language: str, *, as_json: bool) -> int:
    """Prints a line for each record as it is read, so that a large store needs little memory."""

    def work(store: Store) -> int:
        listed = recorded(store, since=since.isoformat() if since else "")
        if as_json:
            _print_list(listed_data(each) for each in listed)
            return FINE
        for each in listed:
            print(_line(each, language))
        return FINE

    return on_open_store(address, language, work, as_json=as_json)


def export_proof(
    address: str, name: str, checkpoint: str | None, keys_file: str | None, language: str, *, with_facts: bool
) -> int:
    """Prints the proof of one record as JSON; the keys are wanted only for the facts."""

    def work(store: Store, keys: Keys | None = None) -> int:
        found = record_called(store, name)
        problem = unreadable(name, found) if found is None or found.record is None else None
        opened: Sealed | None = None
        if found is not None and problem is None and keys is not None:
            private = private_part(store, keys, found)
            opened = private.sealed
            erased = errors.facts_erased(name) if private.state == "erased" else errors.private_part_changed(name)
            problem = erased if opened is None else None
        since = None if checkpoint is None else _earlier(store, checkpoint)
        if isinstance(since, Diagnostic):
            problem = problem or since
        if found is None or problem is not None or isinstance(since, Diagnostic):
            refuse([problem or errors.no_such_record(name)], language, as_json=True)
            return BAD_INPUT
        print_json(proof(store, found, since=since, opened=opened))
        return FINE

    if with_facts:
        return on_store(address, keys_file, language, work, as_json=True)
    return on_open_store(address, language, work, as_json=True)


def erase_person(
    address: str, record: str, person: str, keys_file: str | None, language: str, *, as_json: bool
) -> int:  # fmt: skip
    """Forgets a person, or the person of one record; 2 where there is nobody to forget."""

    def work(store: Store, keys: Keys) -> int:
        closed = erase(store, keys, person=person, record=record)
        if not closed:
            refuse([errors.nobody_to_forget()], language, as_json=as_json)
            return BAD_INPUT
        if as_json:
            print_json({"erased": closed, "diagnostics": []})
        else:
            print(say(language, "record", "erased", count=closed))
        return FINE

    return on_store(address, keys_file, language, work, as_json=as_json)


# ------------------------------------------------------------------------------------------------ what is printed


def listed_data(found: Recorded) -> dict[str, object]:
    """A record as JSON holds it: its leaf, or of a form that is not known its place alone."""
    leaf = json.loads(found.leaf) if found.record is not None else None
    return {"position": found.position, "id": found.id, "recorded_at": found.recorded_at, "leaf": leaf}


def _print_list(records: Iterator[Mapping[str, object]]) -> None:
    print('{"records": [', end="")
    for number, each in enumerate(records):
        print(("," if number else "") + "\n" + json.dumps(each, ensure_ascii=False), end="")
    print('\n], "diagnostics": []}')


def _line(found: Recorded, language: str) -> str:
    record = found.record
    told = (
        [say(language, "record", "unknown_form", version=found.version)] if record is None
        else [record.question, *(str(each["outcome"] or "-") for each in record.decisions)]
    )  # fmt: skip
    return "  ".join([str(found.position), found.recorded_at, found.id, *told])


def unreadable(name: str, found: Recorded | None) -> Diagnostic:
    """Why a record cannot be shown: there is none, its form is not known, or it was changed."""
    if found is None:
        return errors.no_such_record(name)
    return errors.unknown_format(name, found.version) if found.version else errors.record_changed(found.position)


def _earlier(store: Store, name: str) -> Checkpoint | Diagnostic:
    """A checkpoint from a file of which the log is the continuation."""
    text = read_text_file(Path(name), name, MEBIBYTE)
    if isinstance(text, Diagnostic):
        return text
    checkpoint = read_checkpoint(text, store.public)
    if checkpoint is None:
        return errors.checkpoint_unreadable(name)
    return checkpoint if is_root_of(store, checkpoint) else errors.another_history(name, checkpoint.size)
