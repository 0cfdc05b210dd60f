"""Pages as HTML: the templates of the package filled, titles turned into links, notes numbered.

Invariant: what comes from a rule book is escaped; an id stands once on a page.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from attrs import field, frozen
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from policy_engine.publication.site.book import Book
from policy_engine.publication.site.document import Page
from policy_engine.publication.site.links import href, item_href, parts, plain
from policy_engine.publication.site.lists import book_title
from policy_engine.publication.site.points import point_link
from policy_engine.publication.site.speech import Speech
from policy_engine.texts.catalogue import LANGUAGES

PLACE = "policy_engine.publication.site"
MARKS = {"yes": "✓", "no": "✗", "unknown": "?", "open": "◇"}


@frozen
class Rendered:
    """A page and the anchors that it has."""

    page: Page
    text: str = field(repr=False)
    anchors: frozenset[str] = field(repr=False)


@frozen
class _Writing:
    """What is known of a page while it is written: its ids so far, and the assumptions noted."""

    speech: Speech
    ids: dict[str, None] = field(factory=dict)
    assumed: dict[str, int] = field(factory=dict)

    def id(self, name: str) -> Markup:
        """An id as an attribute, the first time that it is asked for."""
        if not name or name in self.ids:
            return Markup("")
        self.ids[name] = None
        return Markup(' id="{}"').format(name)

    def note(self, assumption: str) -> int:
        """The number of the note on an assumption."""
        return self.assumed.setdefault(assumption, len(self.assumed) + 1)

    def notes(self) -> tuple[tuple[int, str, str], ...]:
        """The notes so far: number, place and text."""
        declared = self.speech.model.assumptions
        return tuple(
            (number, href("assumption", name), self.speech.own(declared[name].title) or name.replace("_", " "))
            for name, number in self.assumed.items()
        )

    def cited(self, text: str) -> tuple[str, str, str]:
        """A citation of an explanation, `leaflet L-2`: its text, its place and the title of the item."""
        source, _, item = text.partition(" ")
        return text, item_href(source, item), self.speech.own(self.speech.model.sources[source].items[item].title)


def render(speech: Speech, page: Page) -> Rendered:
    """A page as HTML."""
    writing = _Writing(speech)
    text = _environment().get_template(page.template).render(
        page=page, writing=writing, word=speech.word, say=speech.say, language=speech.language,
        other=next(each for each in LANGUAGES if each != speech.language),
        book=book_title(speech), marks=MARKS, **page.view,
    )  # fmt: skip
    return Rendered(page, text, frozenset(writing.ids))


def start_page(speeches: Sequence[Speech]) -> str:
    """The page at the top, which leads to the language that the reader chose."""
    offered = [(each.language, book_title(each), each.word("start.read")) for each in speeches]
    return _environment().get_template("start.html").render(offered=offered)


def asset(name: str) -> str:
    """A style sheet or a script of the site."""
    return files(PLACE).joinpath("assets", name).read_text(encoding="utf-8")


def search_data(speech: Speech, pages: Sequence[Page], book: Book) -> str:
    """What the search looks through, as a script, because a page from a folder may not read a file."""
    entries = [[each.title, each.kicker, each.file, each.view.get("name", "")] for each in pages]
    entries += [[*entry] for entry in _further(speech, book)]
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"window.ruleBook={text.replace('<', chr(92) + 'u003c')};\n"


def _further(speech: Speech, book: Book) -> Iterable[tuple[str, str, str, str]]:
    """Figures, facts, items of sources and open points, each with its place."""
    model = speech.model
    for each in (*model.parameters.values(), *model.scales.values()):
        yield plain(speech.own(each.title)), speech.word("kind.parameter.one"), href("parameter", each.name), each.name
    for fact in model.facts.values():
        words = f"{fact.name} {speech.own(fact.ask)}"
        yield plain(speech.own(fact.title)), speech.word(f"kind.{fact.kind}.one"), href("fact", fact.name), words
    for source in model.sources.values():
        for item in source.items.values():
            place = item_href(source.name, item.name)
            yield speech.own(item.title) or item.name, f"{source.name} {item.name}", place, ""
    for point in book.open_points.points:
        link = point_link(speech, point)
        yield plain(link.text), link.note, link.href, point.name


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(PLACE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["links"] = links
    environment.filters["plain"] = plain
    return environment


def links(text: str) -> Markup:
    """A sentence with its names as links."""
    said = Markup("")
    for part in parts(text):
        said += Markup('<a href="{}">{}</a>').format(part.href, part.text) if part.href else escape(part.text)
    return said
