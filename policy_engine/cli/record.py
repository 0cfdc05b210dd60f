"""`policy record`: a store made, its records listed, shown and proved, and persons forgotten."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
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
from policy_engine.records.canonical import Plain
from policy_engine.records.checkpoint import Checkpoint, read_checkpoint
from policy_engine.records.database import Unavailable
from policy_engine.records.keys import ORIGIN, Keys, new_keys
from policy_engine.records.proof import is_root_of, opened_data, proof
from policy_engine.records.record import Record, Sealed
from policy_engine.records.recorded import Recorded, erase, private_part, record_called, recorded
from policy_engine.records.store import Store, WrongStore, make_store
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.values.number import plain_text


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


def show_record(address: str, name: str, keys_file: str | None, language: str, *, as_json: bool) -> int:
    """Prints one record; 2 where there is none, or this engine does not know its form."""

    def work(store: Store, keys: Keys) -> int:
        found = record_called(store, name)
        if found is None or found.record is None:
            refuse([_unreadable(name, found)], language, as_json=as_json)
            return BAD_INPUT
        private = private_part(store, keys, found)
        opened = None if private.sealed is None else opened_data(private.sealed)
        if as_json:
            print_json({**listed_data(found), "private": private.state, "opened": opened, "diagnostics": []})
            return FINE
        print("\n".join(_page(found.record, private.state, opened, language)))
        return FINE

    return on_store(address, keys_file, language, work, as_json=as_json)


def export_proof(
    address: str, name: str, checkpoint: str | None, keys_file: str | None, language: str, *, with_facts: bool
) -> int:
    """Prints the proof of one record as JSON; the keys are wanted only for the facts."""

    def work(store: Store, keys: Keys | None = None) -> int:
        found = record_called(store, name)
        problem = _unreadable(name, found) if found is None or found.record is None else None
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


def amount_text(number: str, money: Mapping[str, Plain]) -> str:
    """An exact amount in the smallest unit, as `MYR 1848.00` or, where it is no whole number of them, in full."""
    digits = int(money["minor_digits"])
    minor = Fraction(number)
    if minor.denominator != 1:
        return f"{money['currency']} {plain_text(minor / 10**digits)}"
    sign, whole = ("-" if minor < 0 else ""), str(abs(minor.numerator)).rjust(digits + 1, "0")
    written = f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole
    return f"{money['currency']} {sign}{written}"


def value_text(value: Plain) -> str:
    """A plain value in short: what it says without of what kind it is."""
    if not isinstance(value, dict) or len(value) != 1:
        return "-" if value is None else json.dumps(value, ensure_ascii=False)
    ((kind, said),) = value.items()
    if kind == "truth":
        return {True: "yes", False: "no", None: "unknown"}[said[0]] if said[0] == said[1] else "open"
    return str(said) if isinstance(said, str | int) else json.dumps(said, ensure_ascii=False)


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


def _page(record: Record, state: str, opened: Plain, language: str) -> list[str]:
    told = {
        "id": record.id, "recorded_at": record.recorded_at, "asked": record.question, "on": record.on,
        "chosen": ", ".join(f"{name}={option}" for name, option in record.chosen.items()),
        "book": record.book, "text": record.text, "meaning": record.meaning, "engine": record.engine,
        "supersedes": record.supersedes,
    }  # fmt: skip
    lines = [f"{say(language, 'record', key)}: {value}" for key, value in told.items() if value]
    if opened is None:
        return [*lines, "", say(language, "record", state), json.dumps(record.decisions, ensure_ascii=False)]
    for decision in opened["answer"]["decisions"]:
        lines += ["", *_decision(decision, opened["answer"]["money"], language)]
    facts = json.dumps(opened["facts"], ensure_ascii=False, indent=2)
    return [*lines, "", f"{say(language, 'record', 'facts')}:", facts]


def _decision(decision: Plain, money: Mapping[str, Plain], language: str) -> list[str]:
    head = [decision["member"], decision["outcome"] or value_text(decision["value"])]
    lines = [f"{say(language, 'record', 'outcome')}: " + "  ".join(each for each in head if each)]
    for payment in decision["payments"]:
        number = payment["value"].get("number")
        lines.append(f"  {payment['name']}  " + (amount_text(number, money) if number else payment["status"]))
        for share in payment["shares"]:
            number = share["amount"].get("number")
            lines.append(f"    {share['member']}  " + (amount_text(number, money) if number else share["state"]))
    lines.append(f"{say(language, 'record', 'steps')}:")
    for step in decision["steps"]:
        asked = ", ".join(value_text(each) for each in step["arguments"])
        cited = f"  [{', '.join(step['citations'])}]" if step["citations"] else ""
        lines.append(
            f"  {step['kind']} {step['name']}{f' ({asked})' if asked else ''} = {value_text(step['value'])}{cited}"
        )
    return lines


def _unreadable(name: str, found: Recorded | None) -> Diagnostic:
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
