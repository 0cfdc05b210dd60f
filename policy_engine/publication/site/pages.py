"""The pages about entitlements and definitions: everything that the book says of one of them.

Invariant: every entitlement and every rule of the book has a page of its own.
"""

from collections.abc import Sequence

from policy_engine.explanation.schema import type_text
from policy_engine.explanation.use import interval_text
from policy_engine.explanation.write import title
from policy_engine.model import core, rulebook
from policy_engine.model.rulebook import Benefit, Rule
from policy_engine.model.walk import closure
from policy_engine.publication.site.book import Book, Key, key_href, key_title, touching
from policy_engine.publication.site.clauses import basis, clauses
from policy_engine.publication.site.document import Clause, Line, Link, Page, Section, ThingView
from policy_engine.publication.site.drawing import Drawing, Node, drawing
from policy_engine.publication.site.facts import asked_for
from policy_engine.publication.site.figures import figure_view
from policy_engine.publication.site.links import href, plain
from policy_engine.publication.site.payments import payment_view, thing_view
from policy_engine.publication.site.points import point_link
from policy_engine.publication.site.speech import Speech
from policy_engine.publication.site.wording import wording
from policy_engine.publication.site.worked import Example, case_link, worked_case
from policy_engine.publication.titles import where


def entitlement_page(speech: Speech, book: Book, benefit: Benefit, example: Example | None) -> Page:
    """The page of a benefit, charge, duty, service or question."""
    reached = closure(book.model, benefit)
    figures = [speech.model.parameters[name] for name in reached.parameters]
    view: dict[str, object] = {
        "opening": _opening(speech, benefit),
        "basis": basis(speech, benefit.authority),
        "conditions": clauses(speech, benefit.condition),
        "conditions_title": speech.word(f"kind.{benefit.kind}.conditions"),
        "payments": tuple(payment_view(speech, each) for each in benefit.payments),
        "provides": tuple(thing_view(speech, each) for each in benefit.provides),
        "excludes": tuple(thing_view(speech, each) for each in benefit.excludes),
        "needs": tuple(thing_view(speech, each) for each in benefit.needs),
        "remarks": _remarks(speech, benefit),
        "figures": (*(figure_view(speech, each) for each in figures),
                    *(figure_view(speech, speech.model.scales[name]) for name in reached.scales)),
        "definitions": tuple(_definition(speech, name) for name in reached.rules),
        "facts": asked_for(speech, benefit.name),
        "worked": worked_case(speech, example) if example else None,
        "cases": tuple(case_link(speech, each) for each in book.of.get(benefit.name, ())),
        "points": tuple(point_link(speech, each) for each in touching(book, benefit.name)),
        "drawing": _drawing(speech, book, ("entitlement", benefit.name)),
        "users": tuple(_key_link(speech, book, each) for each in book.used_by.get(("entitlement", benefit.name), ())),
        "name": benefit.name,
        "where": where(benefit.span),
    }  # fmt: skip
    return Page(
        file=href(benefit.kind, benefit.name),
        template="entitlement.html",
        title=plain(title(speech, benefit.title, benefit.name)),
        kicker=speech.word(f"kind.{benefit.kind}.one"),
        view=view,
        sections=_sections(speech, view, _PARTS),
    )


def rule_page(speech: Speech, book: Book, rule: Rule) -> Page:
    """The page of a rule: a definition that others use."""
    key: Key = ("rule", rule.key)
    reached = closure(book.model, rule)
    figures = tuple(name for kind, name in book.uses[key] if kind == "parameter")
    points = tuple(
        each for each in book.open_points.points
        if any(other.name == rule.key for other in each.dependants.rules)
    )  # fmt: skip
    view: dict[str, object] = {
        "type": type_text(speech, rule.type),
        "of": tuple(type_text(speech, type) for _, type in rule.arguments),
        "as_at": wording(speech, rule.as_at) if rule.as_at is not None else "",
        "basis": basis(speech, rule.authority),
        "versions": _versions(speech, rule),
        "figures": tuple(figure_view(speech, speech.model.parameters[name]) for name in figures),
        "uses": tuple(_key_link(speech, book, each) for each in book.uses[key]),
        "users": tuple(_key_link(speech, book, each) for each in book.used_by.get(key, ())),
        "facts": asked_for(speech, rule.key) if reached.facts else (),
        "points": tuple(point_link(speech, each) for each in points),
        "name": rule.key,
        "where": where(rule.span),
    }
    return Page(
        file=href("rule", rule.key),
        template="rule.html",
        title=plain(title(speech, speech.model.rules[rule.key].title, rule.key)),
        kicker=speech.word("kind.rule.one"),
        view=view,
        sections=_sections(speech, view, _RULE_PARTS),
    )


_PARTS = (
    "conditions", "payments", "provides", "excludes", "needs", "remarks", "worked", "figures", "definitions", "facts",
    "points", "cases", "drawing", "users",
)  # fmt: skip
_RULE_PARTS = ("versions", "figures", "uses", "users", "facts", "points")


def _sections(speech: Speech, view: dict[str, object], names: Sequence[str]) -> tuple[Section, ...]:
    """The parts that the page has; the first condition is always there."""
    found = []
    for name in names:
        if view[name]:
            said = view.get(f"{name}_title") or speech.word(f"section.{name}")
            found.append(Section(name, str(said)))
    return tuple(found)


def _opening(speech: Speech, benefit: Benefit) -> tuple[Line, ...]:
    """For whom and on which day it is decided."""
    lines = []
    if benefit.for_each is not None:
        told = wording(speech, benefit.for_each[1])
        lines.append(Line(speech.word("benefit.for_each"), Clause(told)))
    if benefit.as_at is not None:
        lines.append(Line(speech.word("benefit.as_at"), clauses(speech, benefit.as_at)))
    return tuple(lines)


def _remarks(speech: Speech, benefit: Benefit) -> tuple[ThingView, ...]:
    """Its notes, with what they cite."""
    return tuple(ThingView(speech.own(each.words), "", basis(speech, each.authority)) for each in benefit.notes)


def _versions(speech: Speech, rule: Rule) -> tuple[Line, ...]:
    """What the rule says in each time."""
    lines = []
    for number, version in enumerate(rule.versions):
        always = version.interval == rulebook.ALWAYS
        name = "" if always else interval_text(speech, version.interval)
        path = () if number == 0 else (f"{number + 1}",)
        lines.append(Line(name, clauses(speech, version.expression, core.NO_AUTHORITY, "", path)))
    return tuple(lines)


def _key_link(speech: Speech, book: Book, key: Key) -> Link:
    kind, name = key
    word = book.model.benefits[name].kind if kind == "entitlement" else kind
    return Link(plain(key_title(speech, key)), key_href(book.model, key), speech.word(f"kind.{word}.one"))


def _definition(speech: Speech, name: str) -> Link:
    return Link(plain(speech.own(speech.model.rules[name].title)), href("rule", name))


def _drawing(speech: Speech, book: Book, start: Key) -> Drawing | None:
    """Everything that an entitlement rests on; another entitlement that it names ends the way."""
    uses: dict[str, list[str]] = {}
    keys = [start]
    seen = {start: None}
    while keys:
        key = keys.pop(0)
        if key != start and key[0] == "entitlement":
            continue
        for used in book.uses.get(key, ()):
            uses.setdefault("/".join(key), []).append("/".join(used))
            if used not in seen:
                seen[used] = None
                keys.append(used)
    if len(seen) == 1:
        return None
    nodes = [Node("/".join(key), key[0], plain(key_title(speech, key)), key_href(book.model, key)) for key in seen]
    return drawing(nodes, uses, "/".join(start))
