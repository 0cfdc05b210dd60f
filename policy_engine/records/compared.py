"""Which recorded decisions differ between two rule books.

Invariant: nobody is named; records that cannot be opened are counted and not guessed at.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from policy_engine.model.rulebook import Model, Words
from policy_engine.publication.difference.decisions import Comparison, Put, question_title
from policy_engine.publication.difference.document import NO_WORDS, DecisionChange, Difference, Differing
from policy_engine.publication.difference.periods import Periods, Span
from policy_engine.publication.words import day_text, own, say
from policy_engine.records.keys import Keys
from policy_engine.records.persons import without_persons
from policy_engine.records.record import Record, Sealed
from policy_engine.records.recorded import private_part, recorded
from policy_engine.records.replay import Made, made_again, over_time
from policy_engine.records.store import Store
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.texts.catalogue import LANGUAGES


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
    was, now = (made_again(model, record, sealed, {}) for model in (comparison.old, comparison.new))
    one, other = _put(was, record), _put(now, record)
    changes = {change.member: change for change in comparison.of(one, other)}
    if isinstance(was, Made) and isinstance(now, Made) and not comparison.found.is_identical:
        days = over_time(comparison, record.question, was, now)
        for member, each in {} if isinstance(days, Diagnostic) else days.items():
            title = question_title(comparison.new, record.question)
            change = changes.get(member) or DecisionChange(record.id, record.question, member, title)
            changes[member] = _with_later_days(change, each)
    told = tuple(change for change in changes.values() if change.differing or change.problem_old or change.problem_new)
    yield from without_persons(comparison.new, told, (*one.decisions, *other.decisions))


def _with_later_days(change: DecisionChange, periods: Periods) -> DecisionChange:
    """The change with what is the same on the first day and not on later ones, by the first span of each."""
    known = {part.part for part in change.differing}
    later: dict[str, Span] = {}
    for span in periods.spans:
        later.setdefault(f"{span.payment}/{span.member}" if span.member else span.payment, span)
    new = {part: span for part, span in later.items() if part not in known}
    differing = tuple(Differing(part, span.title, *_on_days(span), span.amount) for part, span in new.items())
    because = sorted({*change.because, *(position for span in new.values() for position in span.because)})
    return evolve(change, differing=(*change.differing, *differing), because=tuple(because))


def _on_days(span: Span) -> tuple[Words, Words]:
    """Both sides; the first that is there with the day from which it is so."""

    def dated(words: Words) -> Words:
        said = (
            (language, say(language, "difference.time.from", start=day_text(language, span.start)))
            for language in LANGUAGES
        )
        return Words(*(say(each, "difference.at", place=when, text=own(each, words)) for each, when in said))

    return (NO_WORDS, dated(span.new)) if span.old == NO_WORDS else (dated(span.old), span.new)


def _put(answered: Made | Diagnostic, record: Record) -> Put:
    if isinstance(answered, Made):
        return Put(record.id, record.question, answered.decided.decisions)
    return Put(record.id, record.question, problems=(answered.facts.get("codes", answered.code),))
