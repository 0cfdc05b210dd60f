"""A store of the river levy's decisions, in a file and on a server."""

import hashlib
from collections.abc import Iterable
from itertools import count

from attrs import frozen

from policy_engine import Model, Source, check, decide, parse, read_facts, report
from policy_engine.records.answer import answer
from policy_engine.records.archive import Archived, ArchivedFile, archive
from policy_engine.records.entry import Entry, Surroundings
from policy_engine.records.keys import Keys, new_keys
from tests.doors.books import BOOK

FACTS = {"leave": 10, "wage": "100.00", "injured_on": "2024-03-04"}


@frozen
class Book:
    model: Model
    archived: Archived


def book(text: str = BOOK, name: str = "book.policy") -> Book:
    sources = [Source(name, text)]
    parsed = [parse(source) for source in sources]
    checked = check([each.file for each in parsed])
    found = [*(each for one in parsed for each in one.diagnostics), *checked.diagnostics]
    assert checked.model is not None, "\n".join(report(each, "en") for each in found)
    return Book(checked.model, archive(checked.model, map(ArchivedFile, sources)))


RIVER = book()


def entry(person: str = "", of: Book = RIVER, chosen: dict[str, str] | None = None, **changed: object) -> Entry:
    """A decision about ten days of leave, or about other facts."""
    facts = {**FACTS, **changed}
    read = read_facts(of.model, facts)
    assert read.facts is not None
    decided = decide(of.model, read.facts, "river_benefit", readings=chosen)
    assert decided.decisions
    return Entry("river_benefit", "", chosen or {}, of.archived, facts, answer(of.model, decided), person)


def surroundings(seed: str = "one") -> Surroundings:
    """A clock that moves by a second each time, and chance that is the same each time."""
    ticks, draws = count(1_700_000_000_000, 1_000), count()

    def chance(size: int) -> bytes:
        return hashlib.shake_256(f"{seed} {next(draws)}".encode()).digest(size)

    return Surroundings(lambda: next(ticks), chance, "0.1.0")


def keys(seed: str = "keys") -> Keys:
    return new_keys("river.example/levy", surroundings(seed).randomness)


def entries(number: int) -> Iterable[Entry]:
    """Decisions about more and more days of leave, of three persons in turn."""
    return (entry(person=f"person {day % 3}", leave=day) for day in range(number))
