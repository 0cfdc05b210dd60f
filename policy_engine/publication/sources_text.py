"""The ledger of the sources as a page of text.

Invariant: the same ledger gives the same page, 100 columns wide; an item has at most two lines, and what does not fit
on them is counted.
"""

from collections.abc import Collection, Iterator, Sequence

from policy_engine.explanation.text import WIDTH
from policy_engine.model.citations import Place
from policy_engine.model.rulebook import Interval
from policy_engine.publication.document import STATUSES, Counts, Encoded, Ledger, LedgerItem, SourceLedger, Status
from policy_engine.publication.words import counted, day_text, own, say, sure

INDENT = "  "


def sources_text(ledger: Ledger, language: str, only: Collection[Status] = ()) -> str:
    """The items source by source (those of some statuses only, if any are named), then the counts of all."""
    lines = [say(language, "sources.title", book=own(language, ledger.title, ledger.book)), ""]
    shown = [(source, _chosen(source, only)) for source in ledger.sources]
    for source, items in shown:
        if items:
            lines += (*_heading(source, language), *_items(items, language), "")
    if not any(items for _, items in shown):
        lines += (say(language, "sources.none"), "")
    return "\n".join((*lines, say(language, "sources.counts"), *_counts(ledger, language)))


def _chosen(source: SourceLedger, only: Collection[Status]) -> list[LedgerItem]:
    return [item for item in source.items if not only or item.status in only]


def _heading(source: SourceLedger, language: str) -> Iterator[str]:
    time = say(language, "sources.undated") if source.attests is None else _attests(source.attests, language)
    details = ", ".join(
        part for part in (source.language, time, counted(language, "sources.items", len(source.items))) if part
    )
    yield say(language, "sources.source", name=source.name, heading=source.heading)
    yield f"{INDENT}({details})"


def _attests(interval: Interval, language: str) -> str:
    start, to = (day_text(language, day) if day else "" for day in (interval.start, interval.to))
    key = "attests" if start and to else "attests_from" if start else "attests_until" if to else "undated"
    return say(language, f"sources.{key}", start=start, to=to)


# ------------------------------------------------------------------------------------------------ items


def _items(items: Sequence[LedgerItem], language: str) -> Iterator[str]:
    """Number, status, cases and title in columns; below the title who encodes it, or why nobody does."""
    cells = [(item.name, _status(item.status, language), _cases(item, language)) for item in items]
    widths = [max(len(row[column]) for row in cells) for column in range(3)]
    for item, row in zip(items, cells, strict=True):
        name, status, cases = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        first = f"{INDENT}{name}  {status}  {cases.strip().rjust(widths[2])}  "
        yield first + own(language, item.title, item.name) + sure(language, item.confidence)
        indent = len(INDENT) + widths[0] + len(INDENT)
        below = _below(item, language, WIDTH - indent)
        if below:
            yield " " * indent + below


def _status(status: Status, language: str) -> str:
    return say(language, f"status.{status.replace(' ', '_')}")


def _cases(item: LedgerItem, language: str) -> str:
    if item.status != "encoded" and not item.cases:
        return ""
    return counted(language, "sources.cases", len(item.cases))


def _below(item: LedgerItem, language: str, room: int) -> str:
    places = _places(item.encoded, language, room)
    if item.status == "not accounted for":
        return say(language, "sources.nobody")
    if item.summary_of:
        summed = say(language, "sources.summary_of", items=", ".join(item.summary_of))
        return say(language, "sources.also", first=summed, second=places) if places else summed
    return own(language, item.because) or places


def _places(encoded: Sequence[Encoded], language: str, room: int) -> str:
    """The declarations with their parts, as many as there is room for; then how many more there are."""
    parts: dict[tuple[str, str], list[Place]] = {}
    for each in encoded:
        parts.setdefault((each.place.kind, each.place.name), []).append(each.place)
    told = [" ".join((*key, *_parts(places))) for key, places in parts.items()]
    shown = told
    while len(shown) > 1 and len(_joined(shown, len(told), language)) > room:
        shown = shown[:-1]
    return _joined(shown, len(told), language)


def _parts(places: Sequence[Place]) -> list[str]:
    """The parts of one declaration, those of one kind together: `i, ii.a, row 1, 2, pays total`; or nothing."""
    labels: dict[tuple[str, str], dict[str, None]] = {}
    for each in places:
        named = labels.setdefault((each.payment, "" if each.part in ("limb", "otherwise") else each.part), {})
        if each.label:
            named[each.label] = None
    told = []
    for (payment, part), names in labels.items():
        words = (f"pays {payment}" if payment else "", part, ", ".join(names))
        told.append(" ".join(word for word in words if word))
    said = ", ".join(each for each in told if each)
    return [said] if said else []


def _joined(shown: Sequence[str], whole: int, language: str) -> str:
    rest = [say(language, "sources.more", n=whole - len(shown))] if whole > len(shown) else []
    return "; ".join((*shown, *rest))


# ------------------------------------------------------------------------------------------------ counts


def _counts(ledger: Ledger, language: str) -> Iterator[str]:
    """A table: a source a line, then all."""
    head = [say(language, "sources.source_column"), say(language, "sources.items_column")]
    head += [_status(status, language) for status in STATUSES]
    head.insert(3, say(language, "sources.exercised"))
    rows = [head, *(_row(source.name, source.counts) for source in ledger.sources)]
    rows.append(_row(say(language, "sources.all"), ledger.counts))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for first, *numbers in rows:
        cells = (number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True))
        yield INDENT.join(("", first.ljust(widths[0]), *cells))


def _row(name: str, counts: Counts) -> list[str]:
    numbers = [f"{number:,}" for _, number in counts.statuses]
    return [name, f"{counts.items:,}", numbers[0], f"{counts.exercised:,}", *numbers[1:]]
