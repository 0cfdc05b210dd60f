"""A decision on its way into a store, and what comes back for it.

Invariant: clock and chance are taken from nowhere but the `Surroundings`.
"""

from collections.abc import Callable, Mapping
from datetime import date

from attrs import field, frozen

from policy_engine.evaluation.decision import Decided
from policy_engine.model.rulebook import Model
from policy_engine.records.answer import answer
from policy_engine.records.archive import Archived
from policy_engine.records.canonical import Plain
from policy_engine.records.given import plain_facts
from policy_engine.records.keys import Randomness
from policy_engine.version import VERSION


@frozen
class Surroundings:
    """What a record takes from the world: milliseconds since 1970 (UTC), chance, and the version of the engine."""

    milliseconds: Callable[[], int]
    randomness: Randomness
    engine: str = VERSION


@frozen
class Entry:
    """A decision to be recorded.

    facts, answer: plain data.  person: whose facts they are, by any name that stays the same, or "" where nobody says;
    then the record has a key of its own.  request: what whoever asks calls this decision, by which it is recorded once
    and no second time, or "".
    """

    question: str
    on: str
    chosen: Mapping[str, str]
    book: Archived
    facts: Plain = field(repr=False)
    answer: Plain = field(repr=False)
    person: str = field(default="", repr=False)
    supersedes: str = ""
    request: str = field(default="", repr=False)


@frozen
class Receipt:
    """What proves to whoever holds it that a record was made: its place, the hash of its leaf, a signed checkpoint.

    is_new: whether it was recorded now, and not by an earlier entry with the same request.
    """

    id: str
    position: int
    leaf: bytes
    checkpoint: str
    is_new: bool = True


@frozen
class Question:
    """What was asked: a benefit or a rule, the day for one that states none of its own, and the readings chosen."""

    name: str
    on: date | None = None
    readings: Mapping[str, str] = field(factory=dict)


def decided_entry(
    model: Model,
    book: Archived,
    question: Question,
    data: object,
    decided: Decided,
    person: str = "",
    request: str = "",
) -> Entry:
    """The entry of a decision that `decide` gave for facts that were read from `data`."""
    on = question.on.isoformat() if question.on else ""
    told = answer(model, decided)
    return Entry(question.name, on, question.readings, book, plain_facts(data), told, person, request=request)
