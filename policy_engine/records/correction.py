"""A recorded decision superseded: by new facts, another law or another reading, and what that comes to.

Invariant: a correction is of the same question and person as the record in whose place it stands, which was not
superseded before; neither is changed or lost.
"""

from collections.abc import Mapping
from datetime import date

from attrs import evolve, field, frozen

from policy_engine.evaluation.facts import read_facts
from policy_engine.model.rulebook import Model, Words
from policy_engine.publication.difference.decisions import Put, question_title
from policy_engine.publication.difference.document import DecisionChange, Difference
from policy_engine.publication.difference.periods import Periods
from policy_engine.records import errors
from policy_engine.records.archive import Archived
from policy_engine.records.canonical import canonical, read_canonical
from policy_engine.records.entry import Entry
from policy_engine.records.given import given_facts, plain_facts
from policy_engine.records.keys import Keys
from policy_engine.records.record import Record, Sealed
from policy_engine.records.recorded import Recorded, archived_book, private_part, successor
from policy_engine.records.replay import (
    Books,
    Made,
    compared,
    findings_of,
    made,
    made_again,
    made_as_recorded,
    over_time,
)
from policy_engine.source.diagnostic import Diagnostic


@frozen
class Asked:
    """By what a decision is to be superseded.

    because: why, in the words of whoever decides, which are sealed with the facts.  data: all the facts as they are,
    None for those that were recorded.  book: another rule book with its archive, None for the one it was made from.
    readings: other readings.  until: the day before which amounts over time are added up, None where they end.
    """

    because: str = field(repr=False)
    data: Mapping[str, object] | None = field(default=None, repr=False)
    book: tuple[Model, Archived] | None = field(default=None, repr=False)
    readings: Mapping[str, str] = field(factory=dict)
    until: date | None = None


@frozen
class Corrected:
    """What a correction changes: in each decision, and over time by the member of the decision.

    law: what changes between the two rule books, which `because` counts.
    """

    question: str
    title: Words
    changes: tuple[DecisionChange, ...]
    over_time: Mapping[str, Periods]
    law: Difference

    @property
    def is_same_money(self) -> bool:
        """Whether no amount differs."""
        amounts = (part.amount for change in self.changes for part in change.differing)
        is_changed = any(amount is not None and amount.by != 0 for amount in amounts)
        return not is_changed and not any(each.spans for each in self.over_time.values())


@frozen
class Correction:
    """The entry to be recorded in the place of a record, and what it changes."""

    entry: Entry
    corrected: Corrected


def correction(books: Books, keys: Keys, found: Recorded, asked: Asked) -> Correction | tuple[Diagnostic, ...]:
    """Decides anew in the place of a record, or says why that cannot be."""
    opened = _opened(books, keys, found)
    if isinstance(opened, Diagnostic):
        return (opened,)
    later = successor(books.store, found.id)
    if later:
        return (errors.corrected_before(found.id, later),)
    record, sealed = opened
    was = made_as_recorded(books, record, sealed)
    if isinstance(was, Diagnostic):
        return (was,)
    now = _now(was, record, sealed, asked)
    if not isinstance(now, Made):
        return now
    entry = _entry(books, record, sealed, now, asked)
    if _is_recorded(entry, record, sealed):
        return (errors.nothing_to_correct(found.id),)
    corrected = _corrected(books, record, was, now, asked.until)
    if isinstance(corrected, Diagnostic):
        return (corrected,)
    because = {"correction": {"because": asked.because}}
    return Correction(evolve(entry, answer={**entry.answer, **because}), corrected)


def correction_between(books: Books, keys: Keys, old: Recorded, new: Recorded) -> Corrected | Diagnostic:
    """What a recorded correction changed."""
    sides = []
    for found in (old, new):
        opened = _opened(books, keys, found)
        was = opened if isinstance(opened, Diagnostic) else made_as_recorded(books, *opened)
        if isinstance(was, Diagnostic):
            return was
        sides.append(was)
    assert old.record is not None
    return _corrected(books, old.record, sides[0], sides[1], None)


def why_corrected(sealed: Sealed) -> str:
    """The reason that was given for a correction; "" for a record that is none."""
    told = read_canonical(sealed.answer.content).get("correction", {})
    return str(told.get("because", ""))


def _opened(books: Books, keys: Keys, found: Recorded) -> tuple[Record, Sealed] | Diagnostic:
    if found.record is None:
        unknown = errors.unknown_format(found.id, found.version) if found.version else None
        return unknown or errors.record_changed(found.position)
    private = private_part(books.store, keys, found)
    if private.state == "erased":
        return errors.erased_cannot_be_corrected(found.id)
    if private.sealed is None:
        return errors.private_part_changed(found.id)
    return found.record, private.sealed


def _now(was: Made, record: Record, sealed: Sealed, asked: Asked) -> Made | tuple[Diagnostic, ...]:
    model = was.model if asked.book is None else asked.book[0]
    if asked.data is not None:
        read = read_facts(model, asked.data)
        if read.facts is None:
            return (errors.new_facts_do_not_fit(findings_of(read.diagnostics, asked.data)),)
        return made(model, record, read.facts, asked.readings)
    now = made_again(model, record, sealed, asked.readings)
    return now if isinstance(now, Made) else (now,)


def _entry(books: Books, record: Record, sealed: Sealed, now: Made, asked: Asked) -> Entry:
    facts = given_facts(read_canonical(sealed.facts.content)) if asked.data is None else asked.data
    if asked.book is None:
        content = archived_book(books.store, record.text) or b""
        book = Archived(record.text, record.meaning, record.book, content)
    else:
        book = asked.book[1]
    return Entry(
        record.question, record.on, now.readings, book, plain_facts(facts), now.answer, supersedes=record.id
    )  # fmt: skip


def _is_recorded(entry: Entry, record: Record, sealed: Sealed) -> bool:
    """Whether nothing at all is otherwise than it was recorded."""
    is_asked = (entry.chosen, entry.book.text) == (record.chosen, record.text)
    return is_asked and canonical(entry.facts) == sealed.facts.content


def _corrected(books: Books, record: Record, was: Made, now: Made, until: date | None) -> Corrected | Diagnostic:
    comparison = compared(books, record, was, now)
    puts = (Put(record.id, record.question, each.decided.decisions) for each in (was, now))
    changes = tuple(comparison.of(*puts))
    days = over_time(comparison, record.question, was, now, until)
    title = question_title(now.model, record.question)
    told = Corrected(record.question, title, changes, {}, comparison.found)
    return days if isinstance(days, Diagnostic) else evolve(told, over_time=days)
