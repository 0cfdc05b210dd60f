"""What is open, as a document for a legal department: plain text with headings and lists, as Markdown has them.

Invariant: the same points give the same document; every point is told, with everything that is known of it.
"""

from collections.abc import Iterator, Sequence

from policy_engine.explanation.text import hanging
from policy_engine.model.rulebook import Interval
from policy_engine.publication.document import POINT_KINDS, CitedItem, Dependants, InForce, Named, OpenPoint, OpenPoints
from policy_engine.publication.words import counted, day_text, own, say, sure

_SEPARATOR = "; "


def open_points_text(points: OpenPoints, language: str) -> str:
    """The document: how many there are of each kind, then each kind under its heading."""
    book = own(language, points.title, points.book)
    lines = [f"# {say(language, 'points.title', book=book)}", "", *hanging("", say(language, "points.lead")), ""]
    lines += (say(language, "points.counted", n=f"{len(points.points):,}", cases=f"{points.cases:,}"), "")
    sections = [
        (_heading(kind, language), [each for each in points.points if each.kind == kind]) for kind in POINT_KINDS
    ]
    lines += [f"- {say(language, 'points.contents', title=title, n=len(told))}" for title, told in sections if told]
    for title, told in sections:
        if told:
            lines += ("", f"## {title}")
        for number, point in enumerate(told, 1):
            lines += ("", *_point(point, number, language))
    return "\n".join(lines)


def _heading(kind: str, language: str) -> str:
    return say(language, f"points.kind.{kind.replace(' ', '_')}")


def _point(point: OpenPoint, number: int, language: str) -> Iterator[str]:
    yield f"### {number}. {own(language, point.title, point.name)}"
    yield ""
    question = own(language, point.question)
    if question and point.kind != "reading":
        yield from _entry("asked", question, language)
    if point.kind == "gap":
        yield from _entry("value", own(language, point.type_title), language)
    if point.filled_by:
        yield from _entry("filled", _filled(point, language), language)
    if point.office:
        yield from _entry("office", own(language, point.office_title, point.office), language)
    because = own(language, point.because)
    if because:
        yield from _entry("because", because, language)
    yield from _alternatives(point, language)
    yield from _times(point, language)
    if point.rows:
        yield from _entry("rows", ", ".join(point.rows), language)
    yield from _entry("stands", _cited(point.citations, language) or say(language, "points.nowhere"), language)
    sources = tuple(dict.fromkeys(each.source for each in point.citations))
    if point.kind == "reading" and len(sources) > 1:
        yield from _entry("sources_differ", ", ".join(sources), language)
    if point.kind != "not encoded":
        yield from _dependants(point.dependants, language)
        if not point.dependants.everything:  # of a line of the book's head no case can say that it touches it
            yield from _entry("cases", _cases(point, language), language)
    named = point.name if point.kind == "not encoded" else f"{point.declared or point.kind} {point.name}"
    yield from _entry("place", ", ".join(part for part in (named, point.where) if part), language)


def _entry(key: str, text: str, language: str) -> list[str]:
    return hanging(f"- {say(language, f'points.{key}')}: ", text, "  ")


def _cited(citations: Sequence[CitedItem], language: str) -> str:
    """Each item with its title; those of one source stand together as they come."""
    return _SEPARATOR.join(
        f"{each.source} {each.item}{sure(language, each.confidence)} ({own(language, each.title, each.item)})"
        for each in citations
    )


def _filled(point: OpenPoint, language: str) -> str:
    """By what another book fills a gap, and how sure each item is on which that rests."""
    items = (f"{each.source} {each.item}{sure(language, each.confidence)}" for each in point.filled_from)
    return f"{own(language, point.filled_title, point.filled_by)} ({'; '.join(items)})"


def _alternatives(point: OpenPoint, language: str) -> Iterator[str]:
    if point.alternatives:
        yield f"- {say(language, 'points.alternatives')}:"
    for each in point.alternatives:
        title, because = own(language, each.title, each.name), own(language, each.because)
        said = say(language, "points.chosen", title=title, because=because) if each.chosen else title
        yield from hanging("  - ", said)


# ------------------------------------------------------------------------------------------------ values in force


def _times(point: OpenPoint, language: str) -> Iterator[str]:
    for each in point.in_force:
        yield from _entry("in_force", _stretch(each, language), language)
    if not point.in_force:
        return
    last = point.in_force[-1].interval.to
    for hole in point.holes:
        yield from _entry("review", _days(hole, "no_value_between", language), language)
    if last is not None:
        yield from _entry("review", say(language, "points.no_value_after", day=day_text(language, last)), language)
    elif point.reviewed_through is not None:
        reviewed = say(language, "points.reviewed", day=day_text(language, point.reviewed_through))
        yield from _entry("review", reviewed, language)
    elif point.declared != "rule":
        yield from _entry("review", say(language, "points.unreviewed"), language)


def _stretch(stretch: InForce, language: str) -> str:
    start, to = stretch.interval.start, stretch.interval.to
    key = "between" if start and to else "from" if start else "until" if to else "always"
    time = _days(stretch.interval, key, language)
    return say(language, "points.attested", time=time) if stretch.attested else time


def _days(interval: Interval, key: str, language: str) -> str:
    start, to = (day_text(language, day) if day else "" for day in (interval.start, interval.to))
    return say(language, f"points.{key}", start=start, to=to)


# ------------------------------------------------------------------------------------------------ what depends on it


def _dependants(depend: Dependants, language: str) -> Iterator[str]:
    amounts = []
    for each in depend.amounts:
        benefit, payment = own(language, each.benefit_title, each.benefit), own(language, each.title, each.payment)
        amounts.append(say(language, "points.amount", benefit=benefit, payment=payment))
    told = (
        ("benefits", _titles(depend.benefits, language)),
        ("amounts", amounts),
        ("things", _titles(depend.things, language)),
        ("figures", _titles(depend.figures, language)),
        ("which_rules", _titles(depend.rules, language)),
    )
    if depend.everything:
        yield from _entry("depends", say(language, "points.everything"), language)
    elif not any(names for _, names in told):
        yield from _entry("depends", say(language, "points.nothing"), language)
    for key, names in told:
        if names:
            yield from _entry(key, _SEPARATOR.join(dict.fromkeys(names)), language)


def _titles(named: Sequence[Named], language: str) -> list[str]:
    return [own(language, each.title, each.name) for each in named]


def _cases(point: OpenPoint, language: str) -> str:
    touched = counted(language, "points.touched", len(point.cases))
    if point.turning is not None and point.cases:
        return say(language, "points.turning", touched=touched, n=f"{len(point.turning):,}")
    if not point.referred:
        return touched
    return say(language, "points.referred", touched=touched, n=f"{len(point.referred):,}")
