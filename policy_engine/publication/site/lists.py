"""The pages that list: the front page, definitions, figures, facts, sources and open points.

Invariant: everything of its kind that the book has is on its page once.
"""

from collections.abc import Mapping

from policy_engine.explanation.names import parameter_title
from policy_engine.explanation.schema import type_text
from policy_engine.explanation.write import title
from policy_engine.model.rulebook import Benefit, Parameter, Scale
from policy_engine.publication.document import POINT_KINDS, Ledger, OpenPoints, SourceLedger
from policy_engine.publication.site.book import Book
from policy_engine.publication.site.clauses import basis
from policy_engine.publication.site.document import Link, Page, Section
from policy_engine.publication.site.facts import entity_view, fact_view, list_view
from policy_engine.publication.site.figures import figure_view
from policy_engine.publication.site.links import ENTITLEMENTS, href, plain
from policy_engine.publication.site.points import point_view
from policy_engine.publication.site.sources import Anchors, count_views, source_view
from policy_engine.publication.site.speech import Speech
from policy_engine.publication.site.wording import wording


def index_page(speech: Speech, book: Book) -> Page:
    """Every entitlement, by module and kind."""
    model = speech.model
    groups = []
    for module in ("", *model.modules):
        inside = [each for each in model.benefits.values() if each.module == module]
        kinds = [(speech.word(f"kind.{kind}.many"), _links(speech, inside, kind)) for kind in ENTITLEMENTS]
        shown = tuple((word, links) for word, links in kinds if links)
        if shown:
            named = speech.own(model.modules[module].title) if module else speech.word("index.whole_book")
            groups.append((Section(f"module-{module or 'book'}", named or module.replace("_", " ")), shown))
    counts = (
        (speech.word("index.entitlements"), len(model.benefits), ""),
        (speech.word("title.definitions"), len(model.rules), "definitions.html"),
        (speech.word("title.figures"), len(model.parameters) + len(model.scales), "figures.html"),
        (speech.word("title.facts"), len(model.facts), "facts.html"),
        (speech.word("title.sources"), len(model.sources), "sources.html"),
        (speech.word("title.open_points"), len(book.open_points.points), "open-points.html"),
        (speech.word("index.cases"), len(book.cases), ""),
    )
    return Page("index.html", "index.html", book_title(speech), speech.word("index.kicker"),
                {"groups": tuple(groups), "counts": counts},
                tuple(section for section, _ in groups) if len(groups) > 1 else ())  # fmt: skip


def book_title(speech: Speech) -> str:
    """The title of the whole book."""
    return title(speech, speech.model.settings.title, speech.model.settings.name)


def _links(speech: Speech, benefits: list[Benefit], kind: str) -> tuple[Link, ...]:
    return tuple(Link(plain(speech.own(each.title)), href(kind, each.name)) for each in benefits if each.kind == kind)


def definitions_page(speech: Speech, book: Book) -> Page:
    """Every rule in the order of the alphabet, with the kind of value that it is."""
    rules = [
        Link(plain(speech.own(each.title)), href("rule", key), type_text(speech, each.type))
        for key, each in speech.model.rules.items()
    ]
    rules.sort(key=lambda link: (link.text.casefold(), link.href))
    letters: dict[str, list[Link]] = {}
    for each in rules:
        letters.setdefault(each.text[:1].upper(), []).append(each)
    view: dict[str, object] = {"letters": tuple((letter, tuple(links)) for letter, links in letters.items())}
    return Page("definitions.html", "definitions.html", speech.word("title.definitions"), book_title(speech), view)


def figures_page(speech: Speech) -> Page:
    """Every parameter and every scale."""
    figures: tuple[Parameter | Scale, ...] = (*speech.model.parameters.values(), *speech.model.scales.values())
    views = tuple(figure_view(speech, each) for each in figures)
    sections = tuple(Section(f"figure-{each.name}", plain(parameter_title(speech, each.name))) for each in figures)
    return Page("figures.html", "figures.html", speech.word("title.figures"), book_title(speech),
                {"figures": views}, sections)  # fmt: skip


def facts_page(speech: Speech) -> Page:
    """Every fact, finding and election; the fields of members; the closed lists; what facts always obey."""
    model = speech.model
    kinds = ("fact", "finding", "election")
    groups = [
        (Section(f"kind-{kind}", speech.word(f"kind.{kind}.many")),
         tuple(fact_view(speech, each) for each in model.facts.values() if each.kind == kind))
        for kind in kinds
    ]  # fmt: skip
    groups += [
        (Section(link.href, speech.word("fact.of", entity=link.text)), fields)
        for link, fields in (entity_view(speech, each) for each in model.entities.values())
    ]
    everywhere = (*model.always, *(each for entity in model.entities.values() for each in entity.always))
    always = tuple(
        (title(speech, each.title, each.name), wording(speech, each.condition), basis(speech, each.authority))
        for each in everywhere
    )
    lists = tuple(list_view(speech, each) for each in model.lists.values())
    shown = tuple(group for group in groups if group[1])
    sections = [section for section, _ in shown]
    sections += [Section("always", speech.word("fact.always"))] if always else []
    sections += [Section("lists", speech.word("fact.lists"))] if lists else []
    view: dict[str, object] = {"groups": shown, "always": always, "lists": lists}
    return Page("facts.html", "facts.html", speech.word("title.facts"), book_title(speech), view, tuple(sections))


def sources_page(speech: Speech, ledger: Ledger) -> Page:
    """All sources with what became of their items."""
    views = tuple(source_view(speech, each, {}) for each in ledger.sources)
    view: dict[str, object] = {
        "sources": views, "counts": count_views(speech, ledger.counts), "total": ledger.counts.items,
        "exercised": ledger.counts.exercised,
    }  # fmt: skip
    return Page("sources.html", "sources.html", speech.word("title.sources"), book_title(speech), view)


def source_page(speech: Speech, source: SourceLedger, anchors: Anchors) -> Page:
    """The ledger of one source."""
    view = source_view(speech, source, anchors)
    return Page(
        href("source", source.name), "source.html", view.heading, speech.word("kind.source.one"), {"source": view}
    )


def open_points_page(speech: Speech, points: OpenPoints) -> Page:
    """Everything that is open, kind by kind."""
    views = tuple(point_view(speech, each) for each in points.points)
    by_kind: Mapping[str, list[object]] = {kind: [] for kind in POINT_KINDS}
    for point, view in zip(points.points, views, strict=True):
        by_kind[point.kind].append(view)
    groups = tuple(
        (Section(f"kind-{kind}".replace(" ", "."), speech.word(f"points.{kind.replace(' ', '_')}")), tuple(found))
        for kind, found in by_kind.items()
        if found
    )
    return Page("open-points.html", "open_points.html", speech.word("title.open_points"), book_title(speech),
                {"groups": groups, "cases": points.cases}, tuple(section for section, _ in groups))  # fmt: skip
