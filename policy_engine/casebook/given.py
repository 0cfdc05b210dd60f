"""The given values of a case as the data of a facts file.

Invariant: nothing is read here that a facts file would not be asked for; a value that does not fit its fact is passed
on as it was written, so that the reader of facts refuses it as it would in a claim.
"""

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from policy_engine.casebook.errors import not_given_as_a_list
from policy_engine.casebook.inherit import GivenLine
from policy_engine.casebook.written_values import plain_data
from policy_engine.model.rulebook import Fact, Model
from policy_engine.model.types import EntityType, ListType, MonthsType, PeriodsType, Type
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Span
from policy_engine.syntax import tree
from policy_engine.syntax.declarations import Given, GivenElement, GivenList, Span2

Data = dict[str, object]


@frozen
class GivenData:
    """The data of a facts file; where each part of it was given; and the lines that are not given as declared."""

    data: Data
    places: Mapping[str, Span]
    diagnostics: tuple[Diagnostic, ...] = ()

    def placed(self, diagnostic: Diagnostic) -> Diagnostic:
        """What a reader of facts says of a path, at the line of the case that it is about."""
        path = diagnostic.path
        while path and path not in self.places:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return evolve(diagnostic, span=self.places[path]) if path else diagnostic


def given_data(model: Model, given: Iterable[GivenLine]) -> GivenData:
    """The facts, awards, rulings and documents of a case.

    A line named like a benefit is the record of its award, from its first day to the last day paid (`never` where it
    is still paid, `nothing` where there is no award); one named like a gap or a discretion is a ruling.
    """
    data: Data = {}
    awards: list[Data] = []
    rulings: Data = {}
    places: dict[str, Span] = {}
    diagnostics: list[Diagnostic] = []
    for line in given:
        name = line.name.text
        if name in model.benefits:
            for award in _awards(name, line):
                awards.append(award)
                places[f"awards[{len(awards)}]"] = line.span
            data["awards"] = awards
        elif name in model.gaps or name in model.discretions:
            rulings[name] = _single(line)
            data["rulings"] = rulings
            places[f"rulings.{name}"] = line.span
        else:
            is_document = name == "documents" and name not in model.facts
            data[name] = _several(line) if is_document else _fact(model, model.facts, line, diagnostics)
            places |= _places(line, name)
    return GivenData(data, places, tuple(diagnostics))


def _places(line: GivenLine, path: str) -> dict[str, Span]:
    """Where a fact, its members and their fields stand, by their paths in a facts file."""
    if isinstance(line, Given):
        return {path: line.span}
    places = {path: line.name.span}
    for element in line.elements:
        member = f"{path}[{element.id.text}]"
        places[member] = element.id.span
        for each in element.given:
            places |= _places(each, f"{member}.{each.name.text}")
    return places


def _fact(model: Model, facts: Mapping[str, Fact], line: GivenLine, diagnostics: list[Diagnostic]) -> object:
    """One fact or field; `facts` are those that may stand at this place."""
    name = line.name
    if name.text not in facts:
        return _single(line)  # the reader of facts says that there is no such fact
    type = facts[name.text].type
    has_members = isinstance(type, ListType) and isinstance(type.item, EntityType)
    is_empty = isinstance(line, GivenList) and not line.elements and not line.partial
    if isinstance(line, GivenList) != has_members and not is_empty:
        diagnostics.append(not_given_as_a_list(name.text, name.span))
        return None
    if isinstance(line, Given):
        value = _value(type, line)
        return _finding(line, value) if line.by or line.on else value
    members = [_member(model, type, element, diagnostics) for element in line.elements]
    return {"partial": True, "items": members} if line.partial else members


def _value(type: Type, line: Given) -> object:
    match type:
        case ListType():
            return _several(line)
        case PeriodsType():
            return [_stretch(value) if isinstance(value, Span2) else _one_day(value) for value in line.values]
        case MonthsType():
            return [_stretch(value) if isinstance(value, Span2) else plain_data(value) for value in line.values]
        case _:
            return _single(line)


def _finding(line: Given, value: object) -> Data:
    found: Data = {"value": value}
    if line.by:
        found["by"] = line.by.text
    if line.on:
        found["on"] = line.on.isoformat()
    return found


def _member(model: Model, type: Type, element: GivenElement, diagnostics: list[Diagnostic]) -> Data:
    entity = type.item.entity if isinstance(type, ListType) and isinstance(type.item, EntityType) else ""
    fields = model.entities[entity].fields
    member: Data = {"id": element.id.text}
    for line in element.given:
        member[line.name.text] = _fact(model, fields, line, diagnostics)
    return member


def _awards(benefit: str, line: GivenLine) -> list[Data]:
    """One award for each stretch; a single day is one that was paid for that day."""
    if isinstance(line, GivenList):
        return []
    awards = []
    for value in line.values:
        start, end = (value.start, value.end) if isinstance(value, Span2) else (value, value)
        award: Data = {"benefit": benefit, "from": plain_data(start)}
        if not isinstance(end, tree.NeverValue):
            award["to"] = plain_data(end)
        awards.append(award)
    return awards


def _single(line: GivenLine) -> object:
    """The one value of a line; several become a list, which a fact of one value refuses."""
    values = _several(line)
    return values[0] if len(values) == 1 else values


def _several(line: GivenLine) -> list[object]:
    if isinstance(line, GivenList):
        return [element.id.text for element in line.elements]
    return [_stretch(value) if isinstance(value, Span2) else plain_data(value) for value in line.values]


def _stretch(value: Span2) -> Data:
    return {"from": plain_data(value.start), "to": plain_data(value.end)}


def _one_day(value: tree.Expression) -> Data:
    return {"from": plain_data(value), "to": plain_data(value)}
