"""The whole rule book as a static site: every file by its path, in every language.

Invariant: the same book gives the same bytes; no page asks anything of a server, and every link leads to a file and an
anchor that are there.
"""

from collections.abc import Iterator, Mapping, Sequence

from policy_engine.casebook.inherit import Inherited, inherit
from policy_engine.model.rulebook import Model
from policy_engine.publication.ledger import ledger
from policy_engine.publication.met import met
from policy_engine.publication.open_points import open_points
from policy_engine.publication.site.book import Book, turned, uses_of
from policy_engine.publication.site.document import Page
from policy_engine.publication.site.links import linked
from policy_engine.publication.site.lists import (
    definitions_page,
    facts_page,
    figures_page,
    index_page,
    open_points_page,
    source_page,
    sources_page,
)
from policy_engine.publication.site.pages import entitlement_page, rule_page
from policy_engine.publication.site.render import Rendered, asset, render, search_data, start_page
from policy_engine.publication.site.speech import Speech
from policy_engine.publication.site.worked import Example, example_of
from policy_engine.syntax.declarations import Case
from policy_engine.texts.catalogue import LANGUAGES

ASSETS = ("book.css", "book.js", "start.js")


def site(model: Model, cases: Sequence[Case]) -> Mapping[str, str]:
    """Every file of the site by its path."""
    book = _book(model, cases)
    examples = {name: example_of(model, cases, book.of.get(name, ())) for name in model.benefits}
    files = {f"assets/{name}": asset(name) for name in ASSETS}
    speeches = tuple(Speech(linked(model), language) for language in LANGUAGES)
    files["index.html"] = start_page(speeches)
    for speech in speeches:
        pages = tuple(_pages(speech, book, examples))
        for each in pages:
            files[f"{speech.language}/{each.page.file}"] = each.text
        files[f"{speech.language}/search.js"] = search_data(speech, tuple(each.page for each in pages), book)
    return files


def _book(model: Model, cases: Sequence[Case]) -> Book:
    known = met(model, cases)
    uses = uses_of(model)
    of: dict[str, list[Case]] = {}
    for case in cases:
        inherited = inherit(cases, case)
        if isinstance(inherited, Inherited) and inherited.question is not None:
            of.setdefault(inherited.question.text, []).append(case)
    return Book(model, cases, ledger(model, cases, known), open_points(model, cases, known), of, uses, turned(uses))


def _pages(speech: Speech, book: Book, examples: Mapping[str, Example | None]) -> Iterator[Rendered]:
    """Pages about the sources come last: they link into all others."""
    anchors: dict[str, frozenset[str]] = {}
    for page in _definitions(speech, book, examples):
        rendered = render(speech, page)
        anchors[page.file] = rendered.anchors
        yield rendered
    for source in book.ledger.sources:
        yield render(speech, source_page(speech, source, anchors))
    yield render(speech, sources_page(speech, book.ledger))
    yield render(speech, index_page(speech, book))


def _definitions(speech: Speech, book: Book, examples: Mapping[str, Example | None]) -> Iterator[Page]:
    for name, benefit in speech.model.benefits.items():
        yield entitlement_page(speech, book, benefit, examples[name])
    for rule in speech.model.rules.values():
        yield rule_page(speech, book, rule)
    yield definitions_page(speech, book)
    yield figures_page(speech)
    yield facts_page(speech)
    yield open_points_page(speech, book.open_points)
