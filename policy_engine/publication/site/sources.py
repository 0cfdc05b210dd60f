"""The sources of a book: every item of each with what became of it, and where the book cites it.

Invariant: each item comes once, with an anchor of its own, in the order of its source.
"""

from collections.abc import Iterator, Mapping

from policy_engine.explanation.use import interval_text
from policy_engine.model.citations import Place
from policy_engine.publication.document import STATUSES, Counts, Encoded, LedgerItem, SourceLedger
from policy_engine.publication.site.document import CountView, ItemView, Link, SourceView
from policy_engine.publication.site.links import href, item_href, place_anchor
from policy_engine.publication.site.speech import Speech

Anchors = Mapping[str, frozenset[str]]
"""The anchors that each page has, so that nothing links to one that is not there."""


def source_view(speech: Speech, source: SourceLedger, anchors: Anchors) -> SourceView:
    """A source with its items."""
    return SourceView(
        name=source.name,
        heading=source.heading or source.name,
        href=href("source", source.name),
        language=speech.word(f"source.language_{source.language}") if source.language else "",
        code=source.language,
        attests=interval_text(speech, source.attests) if source.attests else "",
        items=tuple(_item(speech, each, anchors) for each in source.items),
        counts=count_views(speech, source.counts),
        total=source.counts.items,
        exercised=source.counts.exercised,
    )


def count_views(speech: Speech, counts: Counts) -> tuple[CountView, ...]:
    """How many items have each status."""
    known = dict(counts.statuses)
    return tuple(CountView(_status(speech, each), known.get(each, 0)) for each in STATUSES)


def _status(speech: Speech, status: str) -> str:
    return speech.word(f"status.{status.replace(' ', '_')}")


def _item(speech: Speech, item: LedgerItem, anchors: Anchors) -> ItemView:
    return ItemView(
        anchor=f"item-{item.name}",
        name=item.name,
        title=speech.own(item.title),
        status=_status(speech, item.status),
        because=speech.own(item.because),
        summary_of=tuple(Link(name, item_href(item.source, name)) for name in item.summary_of),
        places=tuple(_places(speech, item, anchors)),
        cases=len(item.cases),
        sure=_sure(speech, item.confidence),
    )


def _sure(speech: Speech, confidence: str) -> str:
    """`confidence B: reputable report, or official page read in part`."""
    if not confidence:
        return ""
    letter, meaning = speech.say("page.confidence", letter=confidence), speech.say(f"confidence.{confidence}")
    return speech.word("source.sure", letter=letter, meaning=meaning)


def _places(speech: Speech, item: LedgerItem, anchors: Anchors) -> Iterator[Link]:
    """Each place once; the whole of a declaration goes without saying where parts of it are named."""
    found = dict.fromkeys(_place(speech, each, anchors) for each in item.encoded)
    with_parts = {link.text for link in found if link.note}
    yield from (link for link in found if link.note or link.text not in with_parts)


def _place(speech: Speech, encoded: Encoded, anchors: Anchors) -> Link:
    """Where an item is cited: the declaration, and which part of it."""
    place = encoded.place
    page = href(place.kind, place.name)
    anchor = place_anchor(place)
    if anchor and anchor in anchors.get(page, frozenset()):
        page = f"{page}#{anchor}"
    title = speech.own(encoded.title) or place.name.rpartition(".")[2].replace("_", " ")
    return Link(title, page, _part(speech, place))


def _part(speech: Speech, place: Place) -> str:
    if place.part in ("limb", "row", "band", "clause", "tier"):
        return speech.word(f"place.{place.part}", label=place.label.replace("_", " "))
    key = f"place.{place.part.replace(' ', '_')}"
    return speech.word(key) if place.part and speech.has_word(key) else ""
