"""`policy record batch`: the cases of a file, a line each, decided and recorded.

Invariant: memory holds a few lines of the file and no more; a case that was recorded before, by this command or another
beside it, is not recorded again; and no fact of a case is printed.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path

import click
from attrs import field, frozen

from policy_engine.cli.decide import STANDARD_INPUT
from policy_engine.cli.keeping import folder_of_books
from policy_engine.cli.main import BAD_INPUT, FINDINGS, FINE
from policy_engine.cli.output import errors_among, findings_data, print_findings, refuse, say
from policy_engine.cli.recording import archived_book, on_store, shown, surroundings, trouble
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.json_text import LARGEST_TEXT, read_json
from policy_engine.files.kept import load_kept
from policy_engine.files.read_lines import Line, Lines, lines_of, read_lines
from policy_engine.model.rulebook import Model
from policy_engine.records import errors
from policy_engine.records.append import RequestUsed, append
from policy_engine.records.archive import Archived
from policy_engine.records.canonical import Plain, canonical
from policy_engine.records.database import Unavailable
from policy_engine.records.entry import Entry, Question, Receipt, decided_entry
from policy_engine.records.given import plain_facts
from policy_engine.records.keys import Keys
from policy_engine.records.proof import receipt_data
from policy_engine.records.record import public_decisions
from policy_engine.records.recorded import asks_the_same, private_part, record_of_request
from policy_engine.records.store import Store, WrongStore, name_of_request, signed_head
from policy_engine.records.tree import leaf_hash
from policy_engine.source.diagnostic import Diagnostic

GROUP = 100
"""How many cases share a commit."""
_NEEDED, _ALLOWED = {"id", "facts"}, {"id", "facts", "question", "on", "readings", "person"}


@frozen
class BatchAsked:
    """The rule book, the file, the question of a line that names none, and how to say what came of it."""

    rules: Sequence[str]
    file: str
    question: str
    language: str
    as_json: bool


@frozen
class _Case:
    """A line that was understood."""

    request: str = field(repr=False)
    question: Question
    facts: Mapping[str, object] = field(repr=False)
    person: str = field(repr=False)


@frozen
class _Told:
    """What became of a line."""

    line: int
    question: str = ""
    receipt: Receipt | None = None
    decisions: Plain = ()
    problem: Diagnostic | None = None

    @property
    def state(self) -> str:
        return "refused" if self.receipt is None else "recorded" if self.receipt.is_new else "before"


def record_batch(address: str, keys_file: str | None, asked: BatchAsked) -> int:
    """Prints a line for each case and counts; 0 where all are recorded, 1 where one is not, 2 on bad input."""
    loaded = load_kept(asked.rules, folder_of_books())
    model = loaded.model
    if model is None:
        refuse(errors_among(loaded.diagnostics), asked.language, as_json=asked.as_json)
        return BAD_INPUT
    book = archived_book(asked.rules, loaded)
    if isinstance(book, Diagnostic):
        refuse([book], asked.language, as_json=asked.as_json)
        return BAD_INPUT

    def work(store: Store, keys: Keys) -> int:
        lines = _lines(asked.file)
        if isinstance(lines, Diagnostic):
            refuse([lines], asked.language, as_json=asked.as_json)
            return BAD_INPUT
        batch = _Batch(store, keys, model, book, asked.question)
        return _tell(batch.told(_watched(lines)), address, asked)

    return on_store(address, keys_file, asked.language, work, as_json=asked.as_json)


def _lines(name: str) -> Lines | Diagnostic:
    if name == STANDARD_INPUT:
        return Lines(0, lines_of(sys.stdin.buffer, name, LARGEST_TEXT))
    return read_lines(Path(name), name, LARGEST_TEXT)


def _watched(lines: Lines) -> Iterator[Line]:
    """The lines, with a bar on a terminal that shows how much of the file is done."""
    if not lines.size or not sys.stderr.isatty():
        yield from lines.lines
        return
    with click.progressbar(length=lines.size, file=sys.stderr) as bar:
        for line in lines.lines:
            yield line
            bar.update(line.done - bar.pos)


class _Batch:
    """The cases on their way into the store."""

    def __init__(self, store: Store, keys: Keys, model: Model, book: Archived, question: str) -> None:
        self._store, self._keys, self._model, self._book, self._question = store, keys, model, book, question
        self._surroundings = surroundings()

    def told(self, lines: Iterator[Line]) -> Iterator[_Told]:
        """What becomes of each line, once it is so."""
        while group := list(islice(lines, GROUP)):
            found = {line.number: self._looked(line) for line in group}
            entries = [(number, each) for number, each in found.items() if isinstance(each, Entry)]
            recorded = self._recorded(entries)
            for number, each in found.items():
                yield recorded[number] if isinstance(each, Entry) else each

    def _looked(self, line: Line) -> Entry | _Told:
        """The entry of a line, or what became of it already."""
        case = _case(line, self._question)
        if isinstance(case, Diagnostic):
            return _Told(line.number, problem=case)
        name, question = name_of_request(self._keys, case.request), case.question
        earlier = record_of_request(self._store, name)
        if earlier is not None and earlier.record is not None:
            asked = Entry(
                question.name, question.on.isoformat() if question.on else "", question.readings, self._book, None, None
            )
            private, facts = private_part(self._store, self._keys, earlier), canonical(plain_facts(case.facts))
            if not asks_the_same(earlier, private, asked, facts):
                return _Told(line.number, problem=errors.case_id_used(line.number))
            _, checkpoint = signed_head(self._store)
            receipt = Receipt(earlier.id, earlier.position, leaf_hash(earlier.leaf), checkpoint, is_new=False)
            return _Told(line.number, question.name, receipt, earlier.record.decisions)
        entry = self._decided(case)
        if isinstance(entry, Entry):
            return entry
        return _Told(line.number, problem=errors.case_refused(line.number, ", ".join(entry)))

    def _decided(self, case: _Case) -> Entry | Sequence[str]:
        """The entry of a decision, or the codes of what is wrong with the case."""
        read, question = read_facts(self._model, case.facts), case.question
        if read.facts is None or errors_among(read.diagnostics):
            return sorted({each.code for each in errors_among(read.diagnostics)})
        decided = decide(self._model, read.facts, question.name, on=question.on, readings=question.readings)
        if decided.diagnostics:
            return sorted({each.code for each in decided.diagnostics})
        return decided_entry(
            self._model, self._book, question, case.facts, decided, person=case.person, request=case.request
        )

    def _recorded(self, entries: list[tuple[int, Entry]]) -> Mapping[int, _Told]:
        """What became of entries; one whose id stands for another case is left out, and the others are recorded."""
        told: dict[int, _Told] = {}
        while entries:
            try:
                receipts = append(self._store, self._keys, [entry for _, entry in entries], self._surroundings)
            except RequestUsed as used:
                number, _ = entries.pop(used.number)
                told[number] = _Told(number, problem=errors.case_id_used(number))
                continue
            for (number, entry), receipt in zip(entries, receipts, strict=True):
                told[number] = _Told(number, entry.question, receipt, public_decisions(entry.answer))
            break
        return told


def _case(line: Line, question: str) -> _Case | Diagnostic:
    """The case of a line, or why it is none."""
    data = None if isinstance(line.text, Diagnostic) else read_json(line.text)
    if data is None or data[1] or not isinstance(data[0], Mapping) or not _NEEDED <= data[0].keys() <= _ALLOWED:
        return errors.not_a_case(line.number)
    given = {"question": question, "on": "", "readings": {}, "person": "", **data[0]}
    texts = [given[name] for name in ("id", "question", "on", "person")]
    readings, facts = given["readings"], given["facts"]
    if not (
        all(isinstance(each, str) for each in texts) and given["id"] and given["question"]
        and isinstance(facts, Mapping) and isinstance(readings, Mapping)
        and all(isinstance(each, str) for each in readings.values())
    ):  # fmt: skip
        return errors.not_a_case(line.number)
    on = None
    with suppress(ValueError):
        on = date.fromisoformat(str(given["on"]))
    if given["on"] and (on is None or on.isoformat() != given["on"]):
        return errors.not_a_case(line.number)
    asked = Question(str(given["question"]), on, {name: str(option) for name, option in readings.items()})
    return _Case(f"{asked.name} {given['id']}", asked, facts, str(given["person"]))


# ------------------------------------------------------------------------------------------------ what is printed


def _tell(told: Iterator[_Told], address: str, asked: BatchAsked) -> int:
    counts, problems = Counter[str](), list[Diagnostic]()
    if asked.as_json:
        print('{"results": [', end="")
    try:
        for each in told:
            if asked.as_json:
                print(
                    ("," if counts else "") + "\n" + json.dumps(_data(each, asked.language), ensure_ascii=False), end=""
                )
            else:
                _print(each, asked.language)
            counts[each.state] += 1
    except (Unavailable, WrongStore) as error:
        problems = [errors.batch_stopped(shown(address)), trouble(address, error)]
    numbers = {"cases": counts.total(), **{state: counts[state] for state in ("recorded", "before", "refused")}}
    if asked.as_json:
        rest = {**numbers, "diagnostics": findings_data(problems, asked.language)}
        print(f"\n], {json.dumps(rest, ensure_ascii=False)[1:]}")
    else:
        print_findings(problems, asked.language, sys.stderr)
        print(say(asked.language, "batch", "summary", **numbers))
    return BAD_INPUT if problems else FINDINGS if counts["refused"] else FINE


def _print(told: _Told, language: str) -> None:
    if told.receipt is None:
        print_findings([told.problem] if told.problem else [], language, sys.stderr)
        return
    outcomes = (str(each["outcome"] or "-") for each in told.decisions)
    before = () if told.receipt.is_new else (say(language, "batch", "before"),)
    print("  ".join([str(told.line), told.receipt.id, told.question, *outcomes, *before]))


def _data(told: _Told, language: str) -> dict[str, object]:
    problems = findings_data([told.problem] if told.problem else [], language)
    if told.receipt is None:
        return {"line": told.line, "state": told.state, "diagnostics": problems}
    about = {"line": told.line, "state": told.state, "question": told.question}
    return {**about, **receipt_data(told.receipt), "decisions": told.decisions, "diagnostics": problems}
