"""`policy replay`: recorded decisions made again, and what comes out otherwise."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click
from attrs import frozen

from policy_engine.cli.keeping import folder_of_books
from policy_engine.cli.main import BAD_INPUT, FINDINGS, FINE
from policy_engine.cli.opening import open_kept
from policy_engine.cli.output import findings_data, refuse, say
from policy_engine.cli.recording import on_store
from policy_engine.explanation.text import hanging
from policy_engine.files.errors import cannot_be_written
from policy_engine.files.kept import kept_model
from policy_engine.files.read_text_file import MEBIBYTE, read_text_file
from policy_engine.model.derived import derived
from policy_engine.model.rulebook import Words
from policy_engine.publication.difference.json import decision_json
from policy_engine.publication.difference.periods import Periods
from policy_engine.publication.difference.text import differing
from policy_engine.publication.words import own
from policy_engine.records import errors
from policy_engine.records.canonical import canonical, digest
from policy_engine.records.correction_text import not_over_time, over_time_lines, periods_data
from policy_engine.records.differences import FirstStep
from policy_engine.records.keys import Keys
from policy_engine.records.meaning import meaning
from policy_engine.records.recorded import PAGE, Recorded, record_called, recorded
from policy_engine.records.replay import Books, Replayed, Under, replay
from policy_engine.records.store import Store, signed_head
from policy_engine.records.tally import Tally, causes, read_tally, tally_data, tally_lines
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.report import report
from policy_engine.version import VERSION

_STATES = ("identical", "same", "differs", "erased", "cannot")


@frozen
class ReplayAsked:
    """Which records (one by its id, or those since a day, or all), under what, and how to say it.

    resume: the file that says how far an earlier run came, or "".  summary: tell only what it comes to.
    """

    record: str
    since: date | None
    under: Sequence[str]
    readings: Mapping[str, str]
    resume: str
    summary: bool
    language: str
    as_json: bool


def replay_records(address: str, keys_file: str | None, asked: ReplayAsked) -> int:
    """Prints what differs, and counts; 0 where nothing does, 1 where something does, 2 on bad input."""
    under = Under(None, asked.readings)
    if asked.under:
        model = open_kept(asked.under, asked.language, as_json=asked.as_json)
        if model is None:
            return BAD_INPUT
        under = Under(model, asked.readings)

    def work(store: Store, keys: Keys) -> int:
        one = record_called(store, asked.record) if asked.record else None
        progress = _progress(store, under, asked)
        problem = errors.no_such_record(asked.record) if asked.record and one is None else progress
        if isinstance(problem, Diagnostic):
            refuse([problem], asked.language, as_json=asked.as_json)
            return BAD_INPUT
        assert isinstance(progress, _Progress)
        begins = progress.position
        found = iter([one]) if one is not None else recorded(store, since=str(asked.since or ""), position=begins)
        books = Books(store, partial(kept_model, folder_of_books()))
        size = 1 if one is not None else signed_head(store)[0]
        return _tell(_followed(_replayed(books, keys, under, found, size - begins), progress), progress.tally, asked)

    return on_store(address, keys_file, asked.language, work, as_json=asked.as_json)


def _replayed(books: Books, keys: Keys, under: Under, found: Iterator[Recorded], left: int) -> Iterator[Replayed]:
    """The records made again, with a bar on a terminal while there are many."""
    if left < 2 or not sys.stderr.isatty():
        yield from (replay(books, keys, each, under) for each in found)
        return
    with click.progressbar(found, length=left, file=sys.stderr) as bar:
        yield from (replay(books, keys, each, under) for each in bar)


# ------------------------------------------------------------------------------------------------ how far it came


class _Progress:
    """How far a replay has come, and what it found so far; in a file, where one is named."""

    def __init__(self, place: str, asked: str, position: int, tally: Tally) -> None:
        self.position, self.tally = position, tally
        self._place, self._asked = place, asked

    def write(self) -> None:
        """Whole or not at all."""
        if self._place:
            data = {"replay": self._asked, "position": self.position, "tally": tally_data(self.tally)}
            beside = f"{self._place}.new"
            Path(beside).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            os.replace(beside, self._place)

    def done(self) -> None:
        if self._place:
            Path(self._place).unlink(missing_ok=True)


def _progress(store: Store, under: Under, asked: ReplayAsked) -> _Progress | Diagnostic:
    """Where an earlier run of the same replay stopped, or the beginning."""
    book = "" if under.model is None else derived(under.model, meaning)
    question = [store.public, str(asked.since or ""), asked.record, book, dict(under.readings), asked.language, VERSION]
    name = digest(canonical(question))
    new = _Progress(asked.resume, name, 0, Tally(asked.language))
    if not asked.resume or not Path(asked.resume).exists():
        try:
            new.write()
        except OSError:
            return cannot_be_written(asked.resume)
        return new
    text = read_text_file(Path(asked.resume), asked.resume, 64 * MEBIBYTE)
    if isinstance(text, Diagnostic):
        return text
    try:
        data = json.loads(text)
        if data["replay"] != name:
            return errors.another_replay(asked.resume)
        return _Progress(asked.resume, name, int(data["position"]), read_tally(data["tally"], asked.language))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return errors.another_replay(asked.resume)


def _followed(replayed: Iterator[Replayed], progress: _Progress) -> Iterator[Replayed]:
    """What comes, counted, and written down now and then and when somebody stops it."""
    try:
        for each in replayed:
            progress.tally.add(each)
            yield each
            progress.position = each.position + 1
            if progress.position % PAGE == 0:
                progress.write()
    except BaseException:
        progress.write()
        raise
    progress.done()


# ------------------------------------------------------------------------------------------------ what is printed


def _tell(replayed: Iterator[Replayed], tally: Tally, asked: ReplayAsked) -> int:
    """Each record as it comes, so that nothing is held, and then what it comes to."""
    told = (each for each in replayed if each.state != "identical" and not asked.summary)
    if asked.as_json:
        _print_data(told, tally, asked.language)
    else:
        for each in told:
            print(_page(each, asked.language))
        print("\n".join([*tally_lines(tally), _summary(tally, asked)]))
    return FINDINGS if tally.states["differs"] or tally.states["cannot"] else FINE


def _summary(tally: Tally, asked: ReplayAsked) -> str:
    numbers = {state: f"{tally.states[state]:,}" for state in _STATES}
    key = "summary_under" if asked.under or asked.readings else "summary"
    return say(asked.language, "replay", key, records=f"{tally.states.total():,}", **numbers)


def _page(replayed: Replayed, language: str) -> str:
    lines = [f"{replayed.position}  {replayed.id}  {replayed.question}  {say(language, 'replay', replayed.state)}"]
    for change in replayed.changes:
        of = f"{change.member}: " if change.member else ""
        for part in not_over_time(replayed.over_time, change.member, change.differing):
            lines += hanging("  - ", of + differing(part, language))
    for member, periods in replayed.over_time.items():
        lines += over_time_lines(member, periods, language, lambda because, causes: "")
    for said in causes(replayed, language):
        lines += hanging("      ", said, "        ")
    if replayed.first is not None:
        lines += hanging("  ", _first(replayed.first, language), "    ")
    elif replayed.state == "differs" and not replayed.changes and not replayed.over_time:
        lines.append(f"  {say(language, 'replay', 'rest')}")
    lines += [f"  {line}" for each in replayed.diagnostics for line in report(each, language).splitlines()]
    return "\n".join(lines)


def _first(step: FirstStep, language: str) -> str:
    """The step at which the answers part."""
    nothing = say(language, "replay", "nothing")
    kind = say(language, "replay", f"kind_{step.kind}")
    sides = {name: own(language, words) or nothing for name, words in _sides(step).items()}
    said = say(language, "replay", "first", kind=kind, name=step.name, title=own(language, step.title), **sides)
    return said + (f" [{', '.join(step.citations)}]" if step.citations else "")


def _sides(step: FirstStep) -> dict[str, Words]:
    return {"recorded": step.recorded, "now": step.again}


def _print_data(told: Iterator[Replayed], tally: Tally, language: str) -> None:
    """One document, written as it comes."""
    print('{"results": [', end="")
    for number, each in enumerate(told):
        print(("," if number else "") + "\n" + json.dumps(_data(each, language), ensure_ascii=False), end="")
    numbers = {state: tally.states[state] for state in _STATES}
    found = {name: part for name, part in tally_data(tally).items() if name != "states"}
    rest = {"records": tally.states.total(), **numbers, "changes": found, "diagnostics": []}
    print("\n], " + json.dumps(rest, ensure_ascii=False, indent=2)[1:].lstrip())


def _data(replayed: Replayed, language: str) -> dict[str, object]:
    return {
        "position": replayed.position,
        "id": replayed.id,
        "question": replayed.question,
        "state": replayed.state,
        "changes": [
            {name: part for name, part in decision_json(change, language).items() if name not in ("because", "causes")}
            for change in replayed.changes
        ],
        "over_time": [
            {"member": member or None, **_periods_data(periods, language)}
            for member, periods in replayed.over_time.items()
        ],
        "causes": causes(replayed, language),
        "first": None if replayed.first is None else _first_data(replayed.first, language),
        "diagnostics": findings_data(replayed.diagnostics, language),
    }


def _periods_data(periods: Periods, language: str) -> dict[str, object]:
    """Without the numbers of causes: all of a record stand together."""
    told = periods_data(periods, language, lambda because, causes: [])
    spans = [{name: part for name, part in each.items() if name != "because"} for each in told["spans"]]
    return {**told, "spans": spans}


def _first_data(step: FirstStep, language: str) -> dict[str, object]:
    sides = {name: own(language, words) or None for name, words in _sides(step).items()}
    about = {"kind": step.kind, "name": step.name, "title": own(language, step.title) or None}
    return {**about, **sides, "citations": list(step.citations)}
