"""`policy record show`: one record told in sentences, with its receipt and its corrections."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from attrs import field, frozen

from policy_engine.cli.keeping import folder_of_books
from policy_engine.cli.main import BAD_INPUT, FINE
from policy_engine.cli.output import findings_data, print_json, refuse, say
from policy_engine.cli.record import listed_data, unreadable
from policy_engine.cli.recording import on_store
from policy_engine.evaluation.readings import may_turn, turning
from policy_engine.explanation.document import Explanation
from policy_engine.explanation.explain import explain
from policy_engine.explanation.json import as_json as explanation_data
from policy_engine.explanation.text import as_text, hanging
from policy_engine.files.kept import kept_model
from policy_engine.model.rulebook import Model
from policy_engine.publication.difference.decisions import question_title
from policy_engine.publication.difference.document import Differing
from policy_engine.publication.difference.text import about
from policy_engine.publication.words import day_text, own
from policy_engine.records.canonical import Plain
from policy_engine.records.correction import Corrected, correction_between, why_corrected
from policy_engine.records.correction_text import correction_data, correction_text
from policy_engine.records.differences import recorded_parts
from policy_engine.records.entry import Receipt
from policy_engine.records.keys import Keys
from policy_engine.records.proof import opened_data, receipt_data
from policy_engine.records.record import Record
from policy_engine.records.recorded import Private, Recorded, chain, private_part, record_called
from policy_engine.records.replay import Books, Made, made_as_recorded
from policy_engine.records.store import Store, signed_head
from policy_engine.records.tree import leaf_hash
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.report import report


@frozen
class Shown:
    """A record with all that is told of it.

    again: the decision made again from its own book; else why it cannot be, or does not come out as recorded.
    """

    found: Recorded
    record: Record
    size: int
    receipt: Mapping[str, Plain]
    chain: tuple[Recorded, ...]
    reasons: Mapping[str, str] = field(repr=False)
    private: Private = field(repr=False)
    model: Model | None = field(repr=False)
    again: Made | Diagnostic | None = field(repr=False)
    corrected: Corrected | None = field(repr=False)


def show_record(address: str, name: str, keys_file: str | None, language: str, *, full: bool, as_json: bool) -> int:
    """Prints one record; 2 where there is none, or this engine does not know its form."""

    def work(store: Store, keys: Keys) -> int:
        found = record_called(store, name)
        if found is None or found.record is None:
            refuse([unreadable(name, found)], language, as_json=as_json)
            return BAD_INPUT
        shown = _shown(store, keys, found, found.record)
        if as_json:
            print_json(_data(shown, language, full=full))
        else:
            print("\n".join(_page(shown, language, full=full)))
        return FINE

    return on_store(address, keys_file, language, work, as_json=as_json)


def _shown(store: Store, keys: Keys, found: Recorded, record: Record) -> Shown:
    books = Books(store, partial(kept_model, folder_of_books()))
    private = private_part(store, keys, found)
    again = None if private.sealed is None else made_as_recorded(books, record, private.sealed)
    size, checkpoint = signed_head(store)
    receipt = Receipt(found.id, found.position, leaf_hash(found.leaf), checkpoint)
    line = chain(store, found)
    opened = {each.id: private_part(store, keys, each).sealed for each in line}
    reasons = {name: why_corrected(sealed) for name, sealed in opened.items() if sealed is not None}
    at = line.index(found)
    corrected = correction_between(books, keys, line[at - 1], found) if at else None
    return Shown(
        found, record, size, receipt_data(receipt), line, reasons, private, books.model(record.text), again,
        corrected if isinstance(corrected, Corrected) else None,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------ as a page


def _page(shown: Shown, language: str, *, full: bool) -> Iterator[str]:
    yield from _head(shown, language)
    yield ""
    if isinstance(shown.again, Made):
        explained = (as_text(each).rstrip("\n") for each in _explained(shown.again, shown.record, language, full=full))
        yield "\n\n".join(explained)
        yield ""
        yield say(language, "show", "again")
    else:
        yield from _as_recorded(shown, language)
    if shown.corrected is not None:
        yield from ("", correction_text(shown.corrected, language))
    if len(shown.chain) > 1:
        yield from ("", say(language, "show", "chain"))
        for each in shown.chain:
            yield from hanging("  - ", _link(shown, each, language))
    if shown.private.sealed is not None:
        facts = opened_data(shown.private.sealed)["facts"]
        yield from ("", say(language, "show", "facts"), json.dumps(facts, ensure_ascii=False, indent=2))
    yield from ("", say(language, "show", "receipt", **shown.receipt), str(shown.receipt["checkpoint"]).rstrip("\n"))


def _head(shown: Shown, language: str) -> Iterator[str]:
    """What was decided when, and by which law."""
    record = shown.record
    title = own(language, question_title(shown.model, record.question), record.question) if shown.model else ""
    book = own(language, shown.model.settings.title) if shown.model else ""
    yield say(language, "show", "record", id=record.id, position=record.position, size=shown.size)
    told = {"title": title or record.question, "asked": record.question, "engine": record.engine}
    key = "decided_on" if record.on else "decided"
    yield from hanging("", say(language, "show", key, when=_moment(record, language), on=_on(record, language), **told))
    if record.chosen:
        chosen = ", ".join(f"{name}={option}" for name, option in record.chosen.items())
        yield from hanging("", say(language, "show", "readings", chosen=chosen))
    yield say(language, "show", "law", book=book or record.book, name=record.book)
    yield say(language, "show", "digests", text=record.text, meaning=record.meaning)


def _moment(record: Record, language: str) -> str:
    moment = datetime.fromisoformat(record.recorded_at)
    return f"{day_text(language, moment.date())}, {moment:%H:%M:%S} UTC"


def _on(record: Record, language: str) -> str:
    return day_text(language, datetime.fromisoformat(record.on).date()) if record.on else ""


def _explained(made: Made, record: Record, language: str, *, full: bool) -> Iterator[Explanation]:
    decisions = made.decided.decisions
    is_asked = may_turn(made.model, decisions)
    turns = turning(made.model, made.facts, record.question, made.on, made.readings) if is_asked else {}
    for decision in decisions:
        yield explain(made.model, decision, language, full=full, turning=turns.get(decision.member, {}))


def _as_recorded(shown: Shown, language: str) -> Iterator[str]:
    """What was recorded, where the explanation cannot be told again, and why it cannot."""
    yield say(language, "show", shown.private.state)
    if isinstance(shown.again, Diagnostic):
        yield report(shown.again, language).rstrip("\n")
    sealed = shown.private.sealed
    decisions = _of_leaf(shown.record) if sealed is None else opened_data(sealed)["answer"]["decisions"]
    if shown.model is None:
        yield json.dumps(shown.record.decisions, ensure_ascii=False, indent=2)
        return
    for decision in decisions:
        for part, (title, words) in recorded_parts(shown.model, shown.record.question, decision):
            label = about(Differing(part, title, words, words), language)
            of = f"{decision['member']}: " if decision["member"] else ""
            yield f"  - {of}{label}: {own(language, words)}"


def _of_leaf(record: Record) -> list[Plain]:
    """What everybody may see, in the form of a whole answer."""
    return [
        {
            "member": "",
            "outcome": each["outcome"],
            "value": {"open": "undetermined"},
            "payments": [
                {**amount, "value": {"number": amount["value"]}, "shares": []}
                for amount in each["amounts"]
                if amount["value"] is not None
            ],
        }
        for each in record.decisions
    ]


def _link(shown: Shown, each: Recorded, language: str) -> str:
    """One record of the chain of corrections."""
    key = "link_here" if each.id == shown.found.id else "link"
    when = _moment(each.record, language) if each.record else each.recorded_at
    said = say(language, "show", key, id=each.id, position=each.position, when=when)
    why = shown.reasons.get(each.id, "")
    return said + (" " + say(language, "show", "why", because=why) if why else "")


# ------------------------------------------------------------------------------------------------ as data


def _data(shown: Shown, language: str, *, full: bool) -> dict[str, object]:
    sealed = shown.private.sealed
    again = shown.again
    explained = _explained(again, shown.record, language, full=full) if isinstance(again, Made) else ()
    return {
        **listed_data(shown.found),
        "private": shown.private.state,
        "opened": None if sealed is None else opened_data(sealed),
        "explanations": [explanation_data(each) for each in explained],
        "receipt": shown.receipt,
        "chain": [
            {"id": each.id, "position": each.position, "because": shown.reasons.get(each.id) or None}
            for each in shown.chain
        ],
        "corrected": None if shown.corrected is None else correction_data(shown.corrected, language),
        "diagnostics": findings_data([again] if isinstance(again, Diagnostic) else [], language),
    }
