"""What became of every item of every source: who encodes it and which cases exercise it, or why nobody does.

Invariant: each item of each source comes once, in the order of its source.
"""

from collections.abc import Iterable, Mapping, Sequence

from policy_engine.model.citations import Place, citations
from policy_engine.model.rulebook import Item, Model, SourceDocument
from policy_engine.publication.document import STATUSES, Counts, Encoded, Ledger, LedgerItem, SourceLedger, Status
from policy_engine.publication.met import ItemKey, Met, met
from policy_engine.publication.titles import title_of, where
from policy_engine.syntax.declarations import Case


def ledger(model: Model, cases: Sequence[Case], known: Sequence[Met] | None = None) -> Ledger:
    """The ledger of a book; `known` is what its cases meet, where that has been worked out already."""
    exercised = _by_item(met(model, cases) if known is None else known)
    encoded = _encoded(model)
    sources = tuple(_source(each, encoded, exercised) for each in model.sources.values())
    counts = _counts(item for source in sources for item in source.items)
    return Ledger(sources, counts, model.settings.name, model.settings.title)


_Cases = tuple[dict[str, None], dict[str, None]]
"""Of an item: the cases whose decisions rest on it or whose expected values come from it, and the latter alone."""


def _by_item(known: Sequence[Met]) -> Mapping[ItemKey, _Cases]:
    found: dict[ItemKey, _Cases] = {}
    for each in known:
        for key in (*each.items, *each.origins):
            found.setdefault(key, ({}, {}))[0][each.case] = None
        for key in each.origins:
            found[key][1][each.case] = None
    return found


def _encoded(model: Model) -> Mapping[ItemKey, Sequence[Encoded]]:
    """The places that cite each item; a place that does so twice comes once."""
    found: dict[ItemKey, dict[Place, Encoded]] = {}
    for citing in citations(model):
        place = citing.place
        for cited in citing.authority.citations:
            for item in cited.items:
                places = found.setdefault((cited.source, item), {})
                places.setdefault(place, Encoded(place, title_of(model, place.kind, place.name), where(place.span)))
    return {key: tuple(places.values()) for key, places in found.items()}


def _source(
    source: SourceDocument, encoded: Mapping[ItemKey, Sequence[Encoded]], exercised: Mapping[ItemKey, _Cases]
) -> SourceLedger:
    items = tuple(_item(source.name, each, encoded, exercised) for each in source.items.values())
    return SourceLedger(source.name, source.heading, source.language, source.attests, items, _counts(items))


def _item(
    source: str, item: Item, encoded: Mapping[ItemKey, Sequence[Encoded]], exercised: Mapping[ItemKey, _Cases]
) -> LedgerItem:
    key = (source, item.name)
    places = tuple(encoded.get(key, ()))
    cases, origins = exercised.get(key, ({}, {}))
    return LedgerItem(
        source, item.name, item.title, _status(item, bool(places)), item.because, item.summary_of, places,
        tuple(cases), tuple(origins), item.confidence,
    )  # fmt: skip


def _status(item: Item, is_cited: bool) -> Status:
    for status in STATUSES:
        if item.status == status:
            return status
    return "encoded" if is_cited else "not accounted for"


def _counts(items: Iterable[LedgerItem]) -> Counts:
    listed = tuple(items)
    statuses = tuple((status, sum(item.status == status for item in listed)) for status in STATUSES)
    return Counts(len(listed), statuses, sum(item.status == "encoded" and bool(item.cases) for item in listed))
