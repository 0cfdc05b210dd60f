"""The ledger of the sources and the open points as data for programs, ready for `json.dumps`.

Invariant: keys and names are the same in every language, only titles and questions differ; what is not there is null.
"""

from collections.abc import Collection
from typing import Any

from policy_engine.model.rulebook import Interval
from policy_engine.publication.document import (
    Alternative,
    CitedItem,
    Counts,
    Dependants,
    Encoded,
    InForce,
    Ledger,
    LedgerItem,
    Named,
    NamedAmount,
    OpenPoint,
    OpenPoints,
    SourceLedger,
    Status,
)
from policy_engine.publication.words import own

Json = dict[str, Any]


def ledger_json(ledger: Ledger, language: str, only: Collection[Status] = ()) -> Json:
    """The whole ledger; with `only` the items of these statuses.  The counts are always those of all items."""
    return {
        "book": ledger.book,
        "title": own(language, ledger.title, ledger.book),
        "language": language,
        "sources": [_source(each, language, only) for each in ledger.sources],
        "counts": _counts(ledger.counts),
    }


def open_points_json(points: OpenPoints, language: str) -> Json:
    """All points, in their order."""
    return {
        "book": points.book,
        "title": own(language, points.title, points.book),
        "language": language,
        "cases": points.cases,
        "points": [_point(each, language) for each in points.points],
    }


# ------------------------------------------------------------------------------------------------ the ledger


def _source(source: SourceLedger, language: str, only: Collection[Status]) -> Json:
    return {
        "name": source.name,
        "heading": source.heading,
        "language": source.language,
        "attests": None if source.attests is None else _interval(source.attests),
        "items": [_item(each, language) for each in source.items if not only or each.status in only],
        "counts": _counts(source.counts),
    }


def _item(item: LedgerItem, language: str) -> Json:
    return {
        "item": item.name,
        "title": own(language, item.title, item.name),
        "status": _key(item.status),
        "because": own(language, item.because) or None,
        "summary_of": list(item.summary_of),
        "confidence": item.confidence or None,
        "encoded": [_encoded(each, language) for each in item.encoded],
        "cases": list(item.cases),
        "origins": list(item.origins),
    }


def _encoded(encoded: Encoded, language: str) -> Json:
    place = encoded.place
    return {
        "kind": place.kind,
        "name": place.name,
        "title": own(language, encoded.title, place.name),
        "payment": place.payment or None,
        "part": place.part or None,
        "label": place.label or None,
        "where": encoded.where or None,
    }


def _counts(counts: Counts) -> Json:
    return {
        "items": counts.items,
        **{_key(status): number for status, number in counts.statuses},
        "exercised": counts.exercised,
    }


def _key(words: str) -> str:
    return words.replace(" ", "_")


def _interval(interval: Interval) -> Json:
    start, to = (day.isoformat() if day else None for day in (interval.start, interval.to))
    return {"from": start, "to": to}


# ------------------------------------------------------------------------------------------------ what is open


def _point(point: OpenPoint, language: str) -> Json:
    return {
        "kind": _key(point.kind),
        "name": point.name,
        "title": own(language, point.title, point.name),
        "question": own(language, point.question) or None,
        "type": point.type or None,
        "office": point.office or None,
        "office_title": own(language, point.office_title, point.office) or None,
        "alternatives": [_alternative(each, language) for each in point.alternatives],
        "declared": point.declared or None,
        "in_force": [_in_force(each) for each in point.in_force],
        "holes": [_interval(each) for each in point.holes],
        "reviewed_through": point.reviewed_through.isoformat() if point.reviewed_through else None,
        "rows": list(point.rows),
        "because": own(language, point.because) or None,
        "citations": [_cited(each, language) for each in point.citations],
        "depends": _dependants(point.dependants, language),
        "cases": list(point.cases),
        "referred": list(point.referred),
        "turning": None if point.turning is None else list(point.turning),
        "filled_by": point.filled_by or None,
        "filled_from": [_cited(each, language) for each in point.filled_from],
        "where": point.where or None,
    }


def _alternative(each: Alternative, language: str) -> Json:
    return {
        "name": each.name,
        "title": own(language, each.title, each.name),
        "chosen": each.chosen,
        "because": own(language, each.because) or None,
        "citations": [_cited(item, language) for item in each.citations],
    }


def _in_force(each: InForce) -> Json:
    return {**_interval(each.interval), "attested": each.attested}


def _cited(each: CitedItem, language: str) -> Json:
    title = own(language, each.title, each.item)
    return {"source": each.source, "item": each.item, "title": title, "confidence": each.confidence or None}


def _dependants(depend: Dependants, language: str) -> Json:
    return {
        "everything": depend.everything,
        "benefits": [_named(each, language) for each in depend.benefits],
        "amounts": [_amount(each, language) for each in depend.amounts],
        "things": [_named(each, language) for each in depend.things],
        "figures": [_named(each, language) for each in depend.figures],
        "rules": [_named(each, language) for each in depend.rules],
    }


def _named(each: Named, language: str) -> Json:
    return {"kind": each.kind, "name": each.name, "title": own(language, each.title, each.name)}


def _amount(each: NamedAmount, language: str) -> Json:
    return {"benefit": each.benefit, "payment": each.payment, "title": own(language, each.title, each.payment)}
