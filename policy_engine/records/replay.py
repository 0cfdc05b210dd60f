"""A recorded decision made again: from the book it was made from, or under another book or reading.

Invariant: a record whose facts are erased is never said to differ, and nothing but the archive and the record is
needed to make a decision again.  What is said of a record names no member and quotes no text of the facts.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

from attrs import field, frozen

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decided, Facts
from policy_engine.evaluation.facts import read_facts
from policy_engine.model.derived import derived
from policy_engine.model.rulebook import Model
from policy_engine.publication.difference.decisions import Comparison, Put
from policy_engine.publication.difference.difference import difference
from policy_engine.publication.difference.document import DecisionChange, Difference
from policy_engine.publication.difference.periods import Periods, is_paid_over_time, periods
from policy_engine.publication.difference.periods import Put as PutOverTime
from policy_engine.records import errors
from policy_engine.records.answer import answer
from policy_engine.records.archive import restore, restored_files
from policy_engine.records.canonical import Plain, canonical, read_canonical
from policy_engine.records.differences import FirstStep, changed_decisions, first_step
from policy_engine.records.given import given_facts
from policy_engine.records.keys import Keys
from policy_engine.records.meaning import meaning
from policy_engine.records.persons import periods_without_persons, without_persons
from policy_engine.records.record import Record, Sealed
from policy_engine.records.recorded import Recorded, archived_book, private_part
from policy_engine.records.store import Store
from policy_engine.source.diagnostic import Diagnostic

MOST_BOOKS = 4
"""How many rule books are held in memory at once."""

State = Literal["identical", "same", "differs", "erased", "cannot"]

NO_CHANGE = Difference()

Keep = Callable[[str, Callable[[], Model | None]], Model | None]
"""Gives the model of a book by the digest of its text: one that was kept, or the one that is made when asked."""


@frozen
class Under:
    """What a record is looked at under instead of its own book and readings; None and nothing for its own."""

    model: Model | None = None
    readings: Mapping[str, str] = field(factory=dict)

    @property
    def is_other(self) -> bool:
        return self.model is not None or bool(self.readings)


@frozen
class Replayed:
    """What comes of a record made again.

    identical: the same bytes.  same: under another law the same outcome, amounts, days and documents on other grounds.
    cannot: there is no answer now, and the diagnostics say why.
    changes: what comes out otherwise.  over_time: on which days something is paid otherwise, by the member of the
    decision.  law: what changes between the two books, which `because` of both counts.
    """

    id: str
    position: int
    question: str
    state: State
    changes: tuple[DecisionChange, ...] = ()
    first: FirstStep | None = None
    law: Difference = NO_CHANGE
    model: Model | None = field(default=None, repr=False)
    over_time: Mapping[str, Periods] = field(factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class Books:
    """The archived books that were needed last, and how they differ from others.

    keep: keeps checked books from one run to the next; else each is made again.
    """

    store: Store
    keep: Keep = field(default=lambda text, make: make(), repr=False)
    models: dict[str, Model | None] = field(factory=dict, repr=False)
    differences: dict[tuple[str, str], Difference] = field(factory=dict, repr=False)

    def model(self, text: str) -> Model | None:
        """The book with this digest; None where it is not in the archive as it was, or no longer a book."""
        if text not in self.models:
            while len(self.models) >= MOST_BOOKS:
                self.models.pop(next(iter(self.models)))
            self.models[text] = self._restored(text)
        return self.models[text]

    def _restored(self, text: str) -> Model | None:
        """What is in the archive is looked at each time; only parsing and checking are spared."""
        content = archived_book(self.store, text)
        if content is None or restored_files(text, content) is None:
            return None
        return self.keep(text, lambda: restore(text, content))

    def difference(self, text: str, old: Model, new: Model) -> Difference:
        """What changes from an archived book to another one."""
        key = text, derived(new, meaning)
        if key not in self.differences:
            while len(self.differences) >= MOST_BOOKS:
                self.differences.pop(next(iter(self.differences)))
            self.differences[key] = difference(old, new)
        return self.differences[key]


@frozen
class Made:
    """A decision with all that it was made from."""

    model: Model = field(repr=False)
    facts: Facts = field(repr=False)
    on: date | None
    readings: Mapping[str, str]
    decided: Decided = field(repr=False)

    @property
    def answer(self) -> Plain:
        return answer(self.model, self.decided)


def replay(books: Books, keys: Keys, found: Recorded, under: Under) -> Replayed:
    """Decides again and compares with what was recorded."""
    record = found.record
    if record is None:
        problem = errors.unknown_format(found.id, found.version) if found.version else None
        return _cannot(found, "", problem or errors.record_changed(found.position))
    private = private_part(books.store, keys, found)
    if private.state == "erased":
        return Replayed(found.id, found.position, record.question, "erased")
    if private.sealed is None:
        return _cannot(found, record.question, errors.private_part_changed(found.id))
    model = under.model or books.model(record.text)
    if model is None:
        return _cannot(found, record.question, errors.book_changed(record.text))
    now = made_again(model, record, private.sealed, under.readings)
    if isinstance(now, Diagnostic):
        return _cannot(found, record.question, now)
    told = now.answer
    is_same = is_recorded(private.sealed, told)
    if is_same and not (under.is_other and is_paid_over_time(model, record.question)):
        return Replayed(found.id, found.position, record.question, "identical", model=model)
    if under.is_other:
        return _otherwise(books, found, record, private.sealed, now, is_same=is_same)
    recorded = model, recorded_answer(private.sealed)
    changes = changed_decisions(record.id, record.question, recorded, (model, told))
    first = first_step(recorded, (model, told))
    shown = without_persons(model, tuple(changes), now.decided.decisions)
    return Replayed(found.id, found.position, record.question, "differs", shown, first, model=model)


def _otherwise(
    books: Books, found: Recorded, record: Record, sealed: Sealed, now: Made, *, is_same: bool
) -> Replayed:  # fmt: skip
    """What changes, and by which provision: the decision is made a second time from its own book.

    Of what is paid over time the first day may be the same (`is_same`) and a later one not.
    """
    was = made_as_recorded(books, record, sealed)
    if isinstance(was, Diagnostic):
        return _cannot(found, record.question, was)
    comparison = compared(books, record, was, now)
    puts = (Put(record.id, record.question, each.decided.decisions) for each in (was, now))
    decisions = (*was.decided.decisions, *now.decided.decisions)
    is_same_law = comparison.found.is_identical and was.readings == now.readings
    days = {} if is_same_law else over_time(comparison, record.question, was, now)
    if isinstance(days, Diagnostic):
        return _cannot(found, record.question, days)
    changes = without_persons(now.model, tuple(comparison.of(*puts)), decisions)
    first = first_step((was.model, was.answer), (now.model, now.answer))
    is_changed = changes or any(each.spans for each in days.values())
    state: State = "differs" if is_changed else "identical" if is_same else "same"
    told = periods_without_persons(days, decisions)
    return Replayed(found.id, found.position, record.question, state, changes, first, comparison.found, now.model, told)


def over_time(
    comparison: Comparison, question: str, was: Made, now: Made, until: date | None = None
) -> Mapping[str, Periods] | Diagnostic:
    """On which days two decisions on a benefit pay otherwise; nothing where neither pays over time."""
    is_paid = is_paid_over_time(was.model, question) or is_paid_over_time(now.model, question)
    if not is_paid or not all(question in each.model.benefits for each in (was, now)):
        return {}
    before, after = (_put_over_time(question, each) for each in (was, now))
    return periods(comparison, before, after, until)


def _put_over_time(question: str, side: Made) -> PutOverTime:
    """Of a benefit without a day of its own the day asked about is the first."""
    start = side.on if side.model.benefits[question].as_at is None else None
    return PutOverTime(side.model, side.facts, question, start, side.readings)


def made_as_recorded(books: Books, record: Record, sealed: Sealed) -> Made | Diagnostic:
    """The decision made again from its own book, or why it does not come out as it was recorded."""
    own = books.model(record.text)
    if own is None:
        return errors.book_changed(record.text)
    was = made_again(own, record, sealed, {})
    is_so = not isinstance(was, Diagnostic) and is_recorded(sealed, was.answer)
    return was if is_so else errors.not_as_recorded(record.id)


def compared(books: Books, record: Record, was: Made, now: Made) -> Comparison:
    """The book of a record and the one of a decision now, ready to say what changes a decision."""
    law = NO_CHANGE if was.model is now.model else books.difference(record.text, was.model, now.model)
    return Comparison(law, was.model, now.model)


def _cannot(found: Recorded, question: str, problem: Diagnostic) -> Replayed:
    return Replayed(found.id, found.position, question, "cannot", diagnostics=(problem,))


def recorded_answer(sealed: Sealed) -> Plain:
    """The whole answer as it was recorded, without what was said of a correction."""
    told = read_canonical(sealed.answer.content)
    return {name: part for name, part in told.items() if name != "correction"}


def is_recorded(sealed: Sealed, told: Plain) -> bool:
    """Whether an answer is the recorded one, byte for byte."""
    content = canonical(told)
    return content == sealed.answer.content or content == canonical(recorded_answer(sealed))


def made_again(model: Model, record: Record, sealed: Sealed, readings: Mapping[str, str]) -> Made | Diagnostic:
    """The answer of a book to the recorded question and facts, with these readings besides those that were asked for;
    or why there is none, and then what a fact was is not said."""
    data = given_facts(read_canonical(sealed.facts.content))
    facts = data if isinstance(data, dict) else {}
    read = read_facts(model, facts)
    if read.facts is None:
        return errors.facts_do_not_fit(record.id, findings_of(read.diagnostics, facts))
    found = made(model, record, read.facts, readings)
    return found if isinstance(found, Made) else found[0]


def made(
    model: Model, record: Record, facts: Facts, readings: Mapping[str, str]
) -> Made | tuple[Diagnostic, ...]:  # fmt: skip
    """The answer of a book to the recorded question on these facts, or what is wrong with the question."""
    on = date.fromisoformat(record.on) if record.on else None
    taken = {**record.chosen, **readings}
    decided = decide(model, facts, record.question, on=on, readings=taken)
    return decided.diagnostics or Made(model, facts, on, taken, decided)


def findings_of(diagnostics: tuple[Diagnostic, ...], facts: Mapping[str, object]) -> str:
    """The codes of findings, with the names of the facts that they are about."""
    names = (re.split(r"[.\[]", each.path)[0] for each in diagnostics)
    found = (
        f"{each.code} {name}" if name in facts else each.code for each, name in zip(diagnostics, names, strict=True)
    )
    return ", ".join(sorted(set(found)))
