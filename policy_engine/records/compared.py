"""Which recorded decisions differ between two rule books.

Invariant: nobody is named; records that cannot be opened are counted and not guessed at.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from policy_engine.model.rulebook import Model
from policy_engine.publication.difference.decisions import Comparison, Put
from policy_engine.publication.difference.document import DecisionChange, Difference
from policy_engine.records.keys import Keys
from policy_engine.records.persons import without_persons
from policy_engine.records.record import Record, Sealed
from policy_engine.records.recorded import private_part, recorded
from policy_engine.records.replay import Made, made_again
from policy_engine.records.store import Store


@frozen
class Compared:
    """found: the difference with the decisions that change.  erased, damaged: records that could not be opened."""

    found: Difference
    erased: int
    damaged: int


def decisions_in_store(found: Difference, old: Model, new: Model, store: Store, keys: Keys) -> Compared:
    """The recorded questions and facts put to both books, with the readings that were asked for."""
    comparison = Comparison(found, old, new)
    changes: list[DecisionChange] = []
    states = {"there": 0, "erased": 0, "damaged": 0}
    for each in recorded(store):
        private = private_part(store, keys, each)
        states[private.state] += 1
        if each.record is not None and private.sealed is not None:
            changes += _changes(comparison, each.record, private.sealed)
    told = evolve(found, decisions=tuple(changes), compared=states["there"])
    return Compared(told, states["erased"], states["damaged"])


def _changes(comparison: Comparison, record: Record, sealed: Sealed) -> Iterator[DecisionChange]:
    one, other = (_put(model, record, sealed) for model in (comparison.old, comparison.new))
    decisions = (*one.decisions, *other.decisions)
    yield from without_persons(comparison.new, tuple(comparison.of(one, other)), decisions)


def _put(model: Model, record: Record, sealed: Sealed) -> Put:
    answered = made_again(model, record, sealed, {})
    if isinstance(answered, Made):
        return Put(record.id, record.question, answered.decided.decisions)
    return Put(record.id, record.question, problems=(answered.facts.get("codes", answered.code),))
