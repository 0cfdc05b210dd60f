"""A recorded decision made again: from the book it was made from, or under another book or reading.

Invariant: a record whose facts are erased is never said to differ, and nothing but the archive and the record is
needed to make a decision again.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from attrs import field, frozen

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.model.rulebook import Model
from policy_engine.records import errors
from policy_engine.records.answer import answer
from policy_engine.records.archive import restore
from policy_engine.records.canonical import Plain, canonical, read_canonical
from policy_engine.records.differences import Difference, differences
from policy_engine.records.given import given_facts
from policy_engine.records.keys import Keys
from policy_engine.records.record import Record, Sealed
from policy_engine.records.recorded import Recorded, archived_book, private_part
from policy_engine.records.store import Store
from policy_engine.source.diagnostic import Diagnostic

MOST_BOOKS = 4
"""How many rule books are held in memory at once."""


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

    identical: the same bytes.  cannot: there is no answer now, and the diagnostics say why.
    """

    id: str
    position: int
    question: str
    state: Literal["identical", "differs", "erased", "cannot"]
    differences: tuple[Difference, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class Books:
    """The archived books that were needed last."""

    store: Store
    models: dict[str, Model | None] = field(factory=dict, repr=False)

    def model(self, text: str) -> Model | None:
        """The book with this digest; None where it is not in the archive as it was, or no longer a book."""
        if text not in self.models:
            while len(self.models) >= MOST_BOOKS:
                self.models.pop(next(iter(self.models)))
            content = archived_book(self.store, text)
            self.models[text] = None if content is None else restore(text, content)
        return self.models[text]


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
    now = _decided_again(model, record, private.sealed, under)
    if isinstance(now, Diagnostic):
        return _cannot(found, record.question, now)
    if canonical(now) == private.sealed.answer.content:
        return Replayed(found.id, found.position, record.question, "identical")
    differ = differences(read_canonical(private.sealed.answer.content), now)
    return Replayed(found.id, found.position, record.question, "differs", differ)


def _cannot(found: Recorded, question: str, problem: Diagnostic) -> Replayed:
    return Replayed(found.id, found.position, question, "cannot", diagnostics=(problem,))


def _decided_again(model: Model, record: Record, sealed: Sealed, under: Under) -> Plain | Diagnostic:
    """The answer now, or why there is none; what a fact was is not said."""
    facts = given_facts(read_canonical(sealed.facts.content))
    read = read_facts(model, facts if isinstance(facts, dict) else None)
    if read.facts is None:
        return _do_not_fit(record, read.diagnostics)
    on = date.fromisoformat(record.on) if record.on else None
    decided = decide(model, read.facts, record.question, on=on, readings={**record.chosen, **under.readings})
    return _do_not_fit(record, decided.diagnostics) if decided.diagnostics else answer(model, decided)


def _do_not_fit(record: Record, diagnostics: tuple[Diagnostic, ...]) -> Diagnostic:
    return errors.facts_do_not_fit(record.id, ", ".join(sorted({each.code for each in diagnostics})))
