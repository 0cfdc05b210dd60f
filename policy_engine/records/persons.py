"""What is said of recorded decisions without saying whose they are.

Invariant: the id of a member of a list in the facts is never told; members are numbered as they stand in the facts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from attrs import evolve

from policy_engine.evaluation.decision import Decision
from policy_engine.model.rulebook import Model, Words
from policy_engine.publication.difference.document import DecisionChange, Differing
from policy_engine.publication.difference.periods import Owed, Periods, Span
from policy_engine.publication.words import say
from policy_engine.records.differences import in_both, is_personal
from policy_engine.values.value import Collection, Element

Days = TypeVar("Days", Span, Owed)


def without_persons(
    model: Model, changes: Sequence[DecisionChange], decisions: Iterable[Decision]
) -> tuple[DecisionChange, ...]:
    """The changes with `#1`, `#2` in place of members, and without the values of questions that name somebody."""
    numbers = {name: f"#{number}" for number, name in enumerate(dict.fromkeys(_members(decisions)), start=1)}
    hidden = in_both(model, lambda telling: say(telling.language, "difference.not_shown"))
    return tuple(
        evolve(
            each,
            member=numbers.get(each.member, each.member),
            differing=tuple(_differing(model, each.question, part, numbers, hidden) for part in each.differing),
        )
        for each in changes
    )


def periods_without_persons(
    periods: Mapping[str, Periods], decisions: Iterable[Decision]
) -> Mapping[str, Periods]:  # fmt: skip
    """The same for what is paid over time."""
    numbers = {name: f"#{number}" for number, name in enumerate(dict.fromkeys(_members(decisions)), start=1)}

    def numbered(each: Days) -> Days:
        return evolve(each, member=numbers.get(each.member, each.member))

    return {
        numbers.get(member, member): Periods(tuple(map(numbered, each.spans)), tuple(map(numbered, each.owed)))
        for member, each in periods.items()
    }


def _members(decisions: Iterable[Decision]) -> Iterator[str]:
    """The ids of all members of lists in the facts."""
    for decision in decisions:
        values = list(decision.facts.values.values()) if decision.facts else []
        while values:
            value = values.pop(0)
            if isinstance(value, Collection):
                values += value.items
            elif isinstance(value, Element):
                yield value.id
                values += value.fields.values()


def _differing(model: Model, question: str, part: Differing, numbers: dict[str, str], hidden: Words) -> Differing:
    payment, _, member = part.part.partition("/")
    if member in numbers:
        return evolve(part, part=f"{payment}/{numbers[member]}")
    rule = model.rules.get(question)
    if not part.part and rule is not None and is_personal(rule.type):
        return evolve(part, old=hidden, new=hidden)
    return part
