"""`policy replay`: recorded decisions made again, and what comes out otherwise."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import click
from attrs import frozen

from policy_engine.cli.keeping import folder_of_books
from policy_engine.cli.main import BAD_INPUT, FINDINGS, FINE
from policy_engine.cli.output import errors_among, findings_data, print_json, refuse, say
from policy_engine.cli.record import amount_text, value_text
from policy_engine.cli.recording import on_store
from policy_engine.files.kept import load_kept
from policy_engine.records import errors
from policy_engine.records.canonical import Plain
from policy_engine.records.differences import Difference
from policy_engine.records.keys import Keys
from policy_engine.records.recorded import Recorded, record_called, recorded
from policy_engine.records.replay import Books, Replayed, Under, replay
from policy_engine.records.store import Store, signed_head
from policy_engine.source.report import report

_STATES = ("identical", "differs", "erased", "cannot")


@frozen
class ReplayAsked:
    """Which records (one by its id, or those since a day, or all), under what, and how to say it."""

    record: str
    since: date | None
    under: Sequence[str]
    readings: Mapping[str, str]
    language: str
    as_json: bool


def replay_records(address: str, keys_file: str | None, asked: ReplayAsked) -> int:
    """Prints what differs, and counts; 0 where nothing does, 1 where something does, 2 on bad input."""
    under = Under(None, asked.readings)
    if asked.under:
        loaded = load_kept(asked.under, folder_of_books())
        if loaded.model is None:
            refuse(errors_among(loaded.diagnostics), asked.language, as_json=asked.as_json)
            return BAD_INPUT
        under = Under(loaded.model, asked.readings)

    def work(store: Store, keys: Keys) -> int:
        one = record_called(store, asked.record) if asked.record else None
        if asked.record and one is None:
            refuse([errors.no_such_record(asked.record)], asked.language, as_json=asked.as_json)
            return BAD_INPUT
        found = iter([one]) if one is not None else recorded(store, since=str(asked.since or ""))
        books = Books(store)
        replayed = (replay(books, keys, each, under) for each in _watched(found, 1 if one else signed_head(store)[0]))
        return _tell(replayed, asked)

    return on_store(address, keys_file, asked.language, work, as_json=asked.as_json)


def _watched(found: Iterator[Recorded], size: int) -> Iterator[Recorded]:
    """The records, with a bar on a terminal while there are many."""
    if size < 2 or not sys.stderr.isatty():
        yield from found
        return
    with click.progressbar(found, length=size, file=sys.stderr) as bar:
        yield from bar


def _tell(replayed: Iterator[Replayed], asked: ReplayAsked) -> int:
    counts = Counter[str]()
    told: list[dict[str, object]] = []
    for each in replayed:
        counts[each.state] += 1
        if each.state == "identical":
            continue
        if asked.as_json:
            told.append(_data(each, asked.language))
        else:
            print(_page(each, asked.language))
    numbers = {state: counts[state] for state in _STATES}
    if asked.as_json:
        print_json({"records": counts.total(), **numbers, "results": told, "diagnostics": []})
    else:
        print(say(asked.language, "replay", "summary", records=counts.total(), **numbers))
    return FINDINGS if counts["differs"] or counts["cannot"] else FINE


def _page(replayed: Replayed, language: str) -> str:
    lines = [f"{replayed.position}  {replayed.id}  {replayed.question}  {say(language, 'replay', replayed.state)}"]
    lines += [f"  {_line(each, language)}" for each in replayed.differences]
    lines += [f"  {line}" for each in replayed.diagnostics for line in report(each, language).splitlines()]
    return "\n".join(lines)


def _line(difference: Difference, language: str) -> str:
    """One thing that differs, in a sentence."""
    sides = {"recorded": _side(difference, difference.recorded), "now": _side(difference, difference.again)}
    about = "  ".join(part for part in (difference.step, difference.name, difference.member) if part)
    key = "first" if difference.first else difference.kind
    line = say(language, "replay", key, about=about, **sides)
    if difference.by and difference.kind in ("payment", "share"):
        sign = "" if difference.by.startswith("-") else "+"
        line += f" ({sign}{amount_text(difference.by, difference.money)})"
    return line + (f"  [{', '.join(difference.citations)}]" if difference.citations else "")


def _side(difference: Difference, value: Plain) -> str:
    if isinstance(value, str):
        return value
    number = value.get("number") if isinstance(value, dict) else None
    if number is not None and difference.kind in ("payment", "share"):
        return amount_text(number, difference.money)
    return value_text(value)


def _data(replayed: Replayed, language: str) -> dict[str, object]:
    return {
        "position": replayed.position,
        "id": replayed.id,
        "question": replayed.question,
        "state": replayed.state,
        "differences": [_difference_data(each) for each in replayed.differences],
        "diagnostics": findings_data(replayed.diagnostics, language),
    }


def _difference_data(difference: Difference) -> dict[str, object]:
    return {
        "kind": difference.kind,
        "step": difference.step or None,
        "name": difference.name or None,
        "member": difference.member or None,
        "recorded": difference.recorded,
        "now": difference.again,
        "by": difference.by or None,
        "first": difference.first,
        "citations": list(difference.citations),
    }
