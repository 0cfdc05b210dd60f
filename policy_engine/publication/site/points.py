"""What is open in a book, point by point: what it is, what the book makes of it, and what depends on it.

Invariant: each point has an anchor of its own, by its kind and its name.
"""

from collections.abc import Iterator

from policy_engine.explanation.use import interval_text
from policy_engine.explanation.write import title, write
from policy_engine.model.rulebook import Words
from policy_engine.model.types import DATE
from policy_engine.publication.document import CitedItem, Dependants, OpenPoint
from policy_engine.publication.site.clauses import citation
from policy_engine.publication.site.document import Basis, Clause, Line, Link, PointView
from policy_engine.publication.site.links import href
from policy_engine.publication.site.speech import Speech


def point_view(speech: Speech, point: OpenPoint) -> PointView:
    """An open point in words."""
    return PointView(
        anchor=point_anchor(point),
        kind=speech.word(f"point.{point.kind.replace(' ', '_')}"),
        title=title(speech, point.title, point.name),
        name=point.name,
        question="" if point.kind == "reading" else speech.own(point.question),
        lines=tuple(_lines(speech, point)),
        options=tuple(_options(speech, point)),
        touches=tuple(_touches(speech, point.dependants)),
        cases=len(point.cases),
        referred=len(point.referred),
        where=point.where,
        basis=_cited(speech, point.citations),
    )


def point_link(speech: Speech, point: OpenPoint) -> Link:
    """A point by its title, with the word for its kind."""
    place = f"open-points.html#{point_anchor(point)}"
    return Link(title(speech, point.title, point.name), place, speech.word(f"point.{point.kind.replace(' ', '_')}"))


def point_anchor(point: OpenPoint) -> str:
    """`gap-lump_factor`; where its name has blanks, with dots."""
    return f"{point.kind}-{point.name}".replace(" ", ".")


def _cited(speech: Speech, items: tuple[CitedItem, ...]) -> Basis:
    return Basis(tuple(citation(speech, each.source, each.item) for each in items))


def _lines(speech: Speech, point: OpenPoint) -> Iterator[Line]:
    if point.office:
        office = title(speech, point.office_title, point.office)
        yield Line(speech.word("point.office"), Clause(office))
    if point.filled_by:
        filling = title(speech, point.filled_title, point.filled_by)
        kind = "parameter" if point.filled_by in speech.model.parameters else "rule"
        place = href(kind, point.filled_by)
        yield Line(speech.word("point.filled"), Clause(filling, basis=_cited(speech, point.filled_from), anchor=place))
    because = speech.own(point.because)
    if because:
        yield Line(speech.word("point.because"), Clause(because))
    for each in point.in_force:
        time = interval_text(speech, each.interval)
        said = speech.word("figure.attested", time=time) if each.attested else time
        yield Line(speech.word("point.in_force"), Clause(said))
    for hole in point.holes:
        yield Line(speech.word("point.hole"), Clause(interval_text(speech, hole)))
    if point.reviewed_through is not None:
        yield Line(speech.word("point.reviewed"), Clause(write(speech, point.reviewed_through, DATE)))
    if point.declared and point.kind in ("value", "no row", "conflict"):
        place = href(point.declared, point.name)
        yield Line(speech.word("point.declared"), Clause(title(speech, point.title, point.name), anchor=place))


def _options(speech: Speech, point: OpenPoint) -> Iterator[Clause]:
    for each in point.alternatives:
        text = title(speech, each.title, each.name)
        because = speech.own(each.because)
        if because:
            text = speech.word("point.option_because", option=text, because=because)
        yield Clause(text, chosen=each.chosen, basis=_cited(speech, each.citations))


def _touches(speech: Speech, dependants: Dependants) -> Iterator[Link]:
    """The benefits, each once, with what of it depends: whether it is paid, or which amount."""
    if dependants.everything:
        yield Link(speech.word("point.everything"), "index.html")
    notes: dict[str, list[str]] = {}
    for each in dependants.benefits:
        notes.setdefault(each.name, []).append(speech.word("point.entitlement"))
    for amount in dependants.amounts:
        notes.setdefault(amount.benefit, []).append(title(speech, amount.title, amount.payment))
    for each in dependants.things:
        notes.setdefault(each.name, []).append(speech.word("point.things"))
    for name, told in notes.items():
        benefit = speech.model.benefits[name]
        words: Words = benefit.title
        yield Link(speech.own(words), href(benefit.kind, name), speech.say("value.separator").join(told))
