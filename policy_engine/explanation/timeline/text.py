"""A timeline as a page of text, and as JSON data.

Invariant: the same timeline gives the same page, 100 columns wide.
"""

from collections.abc import Iterator, Mapping

from attrs import asdict

from policy_engine.explanation.telling import texts
from policy_engine.explanation.text import (
    BULLET,
    INDENT,
    UNBROKEN,
    hanging,
    is_told,
    others_told,
    outside_entries,
    reading_told,
    with_confidence,
)
from policy_engine.explanation.timeline.document import Paid, StretchTold, TimelineTold, TotalTold


def timeline_text(told: TimelineTold) -> str:
    """The page, without a line end behind the last line."""
    words = texts(told.language)
    head = (
        told.title
        if not told.member
        else words["page.for_member"].format_map({"title": told.title, "member": told.member})
    )
    head = words["page.headline"].format_map({"title": head, "verdict": told.verdict})
    lines = hanging("", "  ".join(part for part in (head, told.as_at_text, told.known_to_text) if part), INDENT)
    if told.once:
        lines.append(words["timeline.once"])
        for once in told.once:
            lines += _paid(once, once.on_text)
    is_sure = True
    for stretch in told.stretches:
        if is_sure and not stretch.sure and told.known_to:
            lines.append(told.if_nothing_changes)
        is_sure = stretch.sure or not told.known_to
        lines += _stretch(stretch, words)
    if told.totals_text:
        lines.append(told.totals_text)
        lines += _totals(told, words)
    if told.readings:
        lines.append(words["page.readings"])
        lines += _readings(told, words)
    if told.assumptions:
        lines.append(words["page.assumptions"])
        for each in told.assumptions:
            lines += hanging(f"{INDENT}{BULLET} ", each.title)
    if told.outside:
        sure = with_confidence(words, told.outside)
        lines += (words["page.outside"], *(line for entry in outside_entries(told.outside, sure) for line in entry))
    return "\n".join(lines).replace(UNBROKEN, " ")


def timeline_data(told: TimelineTold) -> dict[str, object]:
    """The same as JSON can hold it."""
    data: dict[str, object] = asdict(told)
    return data


def _stretch(stretch: StretchTold, words: Mapping[str, str]) -> Iterator[str]:
    yield stretch.when
    for reason in stretch.reasons:
        yield from hanging(f"{INDENT}{BULLET} ", reason)
    if stretch.outcome != "payable" or not stretch.paid:
        yield f"{INDENT}{stretch.verdict}"
    due = [paid for paid in stretch.paid if paid.status != "not_payable"]
    if stretch.outcome == "payable" and stretch.paid and not due:
        yield f"{INDENT}{words['timeline.nothing']}"
    for paid in due if stretch.outcome != "not_payable" else ():
        yield from _paid(paid)
    for key, entries in (("page.missing", stretch.missing), ("page.open_points", stretch.open_points)):
        if entries:
            yield f"{INDENT}{words[key]}"
            for each in entries:
                yield from hanging(f"{INDENT * 2}{BULLET} ", each)


def _paid(paid: Paid, on: str = "") -> Iterator[str]:
    details = ", ".join(part for part in (on, paid.payee_name) if part)
    yield from hanging(f"{INDENT}{paid.label}   ", "   ".join(part for part in (paid.amount, details) if part))
    shown = [person for person in paid.persons if person.state in ("paid", "open")]
    widest = max((len(person.name) for person in shown), default=0)
    sums = max((len(person.amount) for person in shown), default=0)
    for person in shown:
        details = ", ".join(part for part in (person.part, person.why_not) if part)
        yield from hanging(f"{INDENT * 2}{person.name:<{widest}}   {person.amount:>{sums}}   ", details)
    if paid.rest:
        yield f"{INDENT * 2}{paid.rest}"


def _totals(told: TimelineTold, words: Mapping[str, str]) -> Iterator[str]:
    if not told.totals:
        yield f"{INDENT}{words['timeline.nothing_due']}"
    for total in (*told.totals, *((told.together,) if told.together else ())):
        yield from hanging(f"{INDENT}{BULLET} ", _total(total, words))


def _total(total: TotalTold, words: Mapping[str, str]) -> str:
    who = (
        words["timeline.of_person"].format_map({"payment": total.label, "person": total.whom})
        if total.whom
        else total.label
    )
    said = words["timeline.total"].format_map({"who": who, "due": total.due.text})
    if total.paid is None or total.owing is None:
        return said
    return words["timeline.owing"].format_map({"total": said, "paid": total.paid.text, "owing": total.owing.text})


def _readings(told: TimelineTold, words: Mapping[str, str]) -> Iterator[str]:
    """As a decision tells them, with the days on which something turns."""
    for reading in (each for each in told.readings if is_told(each)):
        for lines in reading_told(reading, words):
            yield from lines
        if reading.days:
            days = words["value.semicolon"].join(each.when for each in reading.days)
            yield from hanging(INDENT * 2, words["timeline.turning"].format_map({"days": days}))
    for lines in others_told([each for each in told.readings if not is_told(each)], words):
        yield from lines
