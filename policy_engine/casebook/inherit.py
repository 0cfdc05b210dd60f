"""What a case takes over from the case it is like.

Invariant: nearer lines win.  A fact given again takes the place of the one taken over; of a list, the members named
are its members, and a member of the same id keeps the fields that are not given again.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve, frozen

from policy_engine.casebook.errors import like_in_a_circle, unknown_case
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.near import near
from policy_engine.syntax.declarations import Case, Given, GivenElement, GivenList
from policy_engine.syntax.tree import Name

GivenLine = Given | GivenList


@frozen
class Inherited:
    """The question and the facts of a case with everything it takes over.

    The outcome, the expected values and the origin are always the case's own.
    """

    question: Name | None
    member: Name | None
    on: date | None
    readings: tuple[tuple[Name, Name], ...]
    given: tuple[GivenLine, ...]


def inherit(cases: Sequence[Case], case: Case) -> Inherited | Diagnostic:
    """Follows `like` to its end; a circle and an unknown name are diagnostics."""
    by_name = {each.name.text: each for each in cases}
    chain = [case]
    while (like := chain[-1].like) is not None:
        if like.text not in by_name:
            return unknown_case(like.text, near(like.text, by_name), like.span)
        names = [each.name.text for each in chain]
        if like.text in names:
            return like_in_a_circle([*names[names.index(like.text) :], like.text], like.span)
        chain.append(by_name[like.text])
    found = Inherited(None, None, None, (), ())
    for each in reversed(chain):
        found = _over(found, each)
    return found


def _over(base: Inherited, case: Case) -> Inherited:
    readings = {reading.text: (reading, option) for reading, option in (*base.readings, *case.readings)}
    return Inherited(
        question=case.question or base.question,
        member=case.member if case.question else base.member,
        on=case.on or base.on,
        readings=tuple(readings.values()),
        given=_lines(base.given, case.given),
    )


def _lines(base: Iterable[GivenLine], changes: Iterable[GivenLine]) -> tuple[GivenLine, ...]:
    """The lines of both; a line of the changes stands in place of the one of its name, `is missing` takes it back."""
    lines = {line.name.text: line for line in base}
    for change in changes:
        name = change.name.text
        before = lines.get(name)
        if isinstance(change, Given) and change.missing:
            lines.pop(name, None)
        elif isinstance(change, GivenList) and isinstance(before, GivenList):
            lines[name] = evolve(change, elements=_members(before, change))
        else:
            lines[name] = change
    return tuple(lines.values())


def _members(before: GivenList, change: GivenList) -> tuple[GivenElement, ...]:
    known = {element.id.text: element.given for element in before.elements}
    return tuple(
        evolve(element, given=_lines(known.get(element.id.text, ()), element.given)) for element in change.elements
    )
