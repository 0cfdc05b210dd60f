"""Names of a book as links: where each thing has its place on the site, and titles that carry their place with them.

Every sentence about a rule book is made of texts whose holes are filled with titles.  A book whose titles are marked
with their places makes every such sentence say where its names lead.
Invariant: whatever is printed goes through `parts` or `plain`; a mark never reaches a page.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from attrs import evolve, frozen

from policy_engine.model.citations import Place
from policy_engine.model.rulebook import Benefit, Declared, Entity, Model, Words

_OPEN, _BETWEEN, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{_OPEN}([^{_BETWEEN}]*){_BETWEEN}([^{_CLOSE}]*){_CLOSE}")
_STRAY = re.compile(f"[{_OPEN}{_BETWEEN}{_CLOSE}]")
_D = TypeVar("_D", bound=Declared)

PAGES = {
    "rule": "rule-{}.html", "parameter": "figures.html#figure-{}", "scale": "figures.html#figure-{}",
    "fact": "facts.html#fact-{}", "finding": "facts.html#fact-{}", "election": "facts.html#fact-{}",
    "field": "facts.html#field-{}", "entity": "facts.html#entity-{}", "list": "facts.html#list-{}",
    "gap": "open-points.html#gap-{}", "discretion": "open-points.html#discretion-{}",
    "reading": "open-points.html#reading-{}", "assumption": "open-points.html#assumption-{}",
    "source": "source-{}.html",
}  # fmt: skip
"""Where a declaration stands; a benefit of any kind has a page of its own."""

ENTITLEMENTS = ("benefit", "charge", "duty", "service", "question")


@frozen
class Part:
    """A piece of a sentence; href is "" for plain words."""

    text: str
    href: str = ""


def href(kind: str, name: str) -> str:
    """The place of a declaration; "" for one that is shown nowhere by itself."""
    if kind in ENTITLEMENTS:
        return f"{kind}-{name}.html"
    return PAGES[kind].format(name) if kind in PAGES else ""


def item_href(source: str, item: str) -> str:
    """The place of an item of a source."""
    return f"{href('source', source)}#item-{item}"


def place_anchor(place: Place) -> str:
    """The anchor of a part of a declaration on its page, where the page has it."""
    if place.part in ("limb", "row", "band", "clause", "otherwise"):
        return anchor(place.payment, place.label)
    return f"pays-{place.payment}" if place.payment else ""


def anchor(payment: str, path: str) -> str:
    """The anchor of a limb or a row by the path of its labels."""
    return f"at-{payment}-{path}".replace(" ", "_") if payment else f"at-{path}".replace(" ", "_")


def parts(text: str) -> Iterator[Part]:
    """A sentence as plain words and links."""
    end = 0
    for found in _MARK.finditer(text):
        if found.start() > end:
            yield Part(_STRAY.sub("", text[end : found.start()]))
        yield Part(found[2], found[1])
        end = found.end()
    if end < len(text):
        yield Part(_STRAY.sub("", text[end:]))


def plain(text: str) -> str:
    """A sentence without its links."""
    return "".join(part.text for part in parts(text))


def linked(model: Model) -> Model:
    """The same book with titles that carry their places."""
    return evolve(
        model,
        facts={name: _marked(each, href(each.kind, name)) for name, each in model.facts.items()},
        entities={name: _entity(each) for name, each in model.entities.items()},
        benefits={name: _benefit(each) for name, each in model.benefits.items()},
        rules=_all("rule", model.rules),
        parameters=_all("parameter", model.parameters),
        scales=_all("scale", model.scales),
        gaps=_all("gap", model.gaps),
        discretions=_all("discretion", model.discretions),
        readings=_all("reading", model.readings),
    )


def _all(kind: str, declared: Mapping[str, _D]) -> dict[str, _D]:
    return {name: _marked(each, href(kind, name)) for name, each in declared.items()}


def _benefit(benefit: Benefit) -> Benefit:
    return _marked(benefit, href(benefit.kind, benefit.name))


def _entity(entity: Entity) -> Entity:
    fields = {name: _marked(each, href("field", f"{entity.name}.{name}")) for name, each in entity.fields.items()}
    return evolve(entity, fields=fields)


def _marked(declared: _D, place: str) -> _D:
    name = declared.name.rpartition(".")[2].replace("_", " ")
    words: dict[str, Any] = {
        language: f"{_OPEN}{place}{_BETWEEN}{_STRAY.sub('', text or name)}{_CLOSE}"
        for language, text in (("en", declared.title.en), ("ms", declared.title.ms))
    }
    return evolve(declared, title=Words(**words))
