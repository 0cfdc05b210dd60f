"""An explanation as a page of text.

Invariant: the same explanation gives the same page, 100 columns wide; colour only repeats what the marks say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from policy_engine.explanation.document import (
    Amount,
    Change,
    Explanation,
    FromOutside,
    Item,
    Line,
    Mark,
    Note,
    ReadingUsed,
    Reason,
)
from policy_engine.explanation.telling import fill, texts
from policy_engine.source.arguments import must_be

WIDTH = 100
INDENT = "  "
WIDEST_COLUMNS = 48
DAY_COLUMN = 50
BULLET = "-"
NOT_HERE = ("not_needed", "applies_not", "excluded_not")
UNBROKEN = "\N{NO-BREAK SPACE}"
MARKS: Mapping[Mark, str] = {"yes": "✓", "no": "✗", "unknown": "?", "open": "◇"}
COLOURS: Mapping[str, str] = {"✓": "\033[32m", "✗": "\033[31m", "?": "\033[33m", "◇": "\033[35m"}
BOLD, NORMAL = "\033[1m", "\033[0m"


def as_text(explanation: Explanation, color: bool = False) -> str:
    """The page, without a line end behind the last line."""
    must_be(Explanation, explanation, "as_text", "explanation", "an Explanation, which explain gives")
    words = with_confidence(texts(explanation.language), explanation.outside)
    sections = (
        ("because", _reasons(explanation.reasons, 1, words)),
        ("changes", _changes(explanation.changes, words, 1)),
        ("missing", _missing(explanation, words)),
        ("open_points", _open_points(explanation, words)),
        ("readings", _readings(explanation, words)),
        ("displaced", (_entry(each.sentence) for each in explanation.displaced)),
        ("assumptions", (_entry(each.title) for each in explanation.assumptions)),
        ("outside", outside_entries(explanation.outside, words)),
        ("parameters", _parameters(explanation, words)),
        ("documents", _items(explanation.documents, explanation.full, words)),
        ("provides", _items(explanation.provides, explanation.full, words)),
        ("excludes", _items(explanation.excludes, explanation.full, words)),
        ("notes", (_entry(each.text, each.citations, words) for each in _shown_notes(explanation))),
    )
    lines = [*_headline(explanation, words), *_amounts(_shown_amounts(explanation), words)]
    for key, entries in sections:
        told = [line for entry in entries for line in entry]
        lines += [words[f"page.{key}"], *told] if told else []
    return "\n".join(_coloured(lines) if color else lines).replace(UNBROKEN, " ")


def with_confidence(words: Mapping[str, str], outside: tuple[FromOutside, ...]) -> Mapping[str, str]:
    """The words, and how sure each item is that comes from outside the sources."""
    confidence = words["page.confidence"]
    marks = {each.citation: confidence.format_map({"letter": each.confidence}) for each in outside}
    return {**words, **{f"{_CONFIDENCE_OF}{citation}": mark for citation, mark in marks.items()}} if marks else words


_CONFIDENCE_OF = "confidence of "
_NO_WORDS: Mapping[str, str] = {}


def _headline(explanation: Explanation, words: Mapping[str, str]) -> Iterator[str]:
    """The title and the verdict; the day and the sources beside them, or below where there is no room."""
    title = explanation.title
    if explanation.member:
        title = words["page.for_member"].format_map({"title": title, "member": explanation.member})
    head = fill(words["page.headline"], {"title": title, "verdict": explanation.verdict})
    cited = _cited(explanation.citations, words)
    gap = max(len(INDENT), DAY_COLUMN - len(head))
    tail = INDENT.join(part for part in (explanation.as_at_text, explanation.on_text, cited) if part)
    beside = f"{head}{' ' * gap}{tail}".rstrip()
    if len(beside) <= WIDTH:
        yield beside
        return
    yield from wrap(head, WIDTH, subsequent_indent=INDENT)
    yield from hanging(INDENT, tail)


def _cited(citations: tuple[str, ...], words: Mapping[str, str]) -> str:
    """The items in brackets, those of one source together, each kept whole by blanks that do not break.

    Of items from outside the sources those of one confidence stand together, and it is said.
    """
    sources: dict[tuple[str, str], list[str]] = {}
    for each in citations:
        source, _, item = each.partition(" ")
        sources.setdefault((source, words.get(_CONFIDENCE_OF + each, "")), []).append(item)
    told = (
        f"{source}{UNBROKEN}{', '.join((*items, confidence) if confidence else items)}"
        for (source, confidence), items in sources.items()
    )
    return f"[{'; '.join(told)}]" if citations else ""


def hanging(first: str, text: str, rest: str | None = None) -> list[str]:
    """Lines: the text behind `first`, its later lines as far in as the text began."""
    behind = " " * len(first) if rest is None else rest
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=behind, break_on_hyphens=False) or [first.rstrip()]


def _entry(text: str, citations: tuple[str, ...] = (), words: Mapping[str, str] = _NO_WORDS) -> list[str]:
    return hanging(f"{INDENT}{BULLET} ", " ".join(part for part in (text, _cited(citations, words)) if part))


# ------------------------------------------------------------------------------------------------ amounts


def _shown_amounts(explanation: Explanation) -> tuple[Amount, ...]:
    """Of a benefit that is refused there is nothing to tell."""
    return () if explanation.outcome == "not_payable" else explanation.amounts


def _shown_notes(explanation: Explanation) -> tuple[Note, ...]:
    """Notes speak of what is paid: of a benefit that is refused they are told only where everything is."""
    return explanation.notes if explanation.full or explanation.outcome != "not_payable" else ()


def _amounts(amounts: tuple[Amount, ...], words: Mapping[str, str]) -> Iterator[str]:
    """A table of label, value and working; under each payment its own condition and its shares."""
    tables = [_rows(amount, words) for amount in amounts]
    widths = _widths([row for table in tables for row in table])
    for amount, table in zip(amounts, tables, strict=True):
        yield from _row(table[0], widths, 1)
        shown = amount.reasons if amount.status == "not_payable" or _has_open(amount.reasons) else ()
        for told in _reasons(shown, 2, words):
            yield from told
        yield from _shares(amount, words)
        for row in table[1:]:
            yield from _row(row, widths, 1)


def _has_open(reasons: tuple[Reason, ...]) -> bool:
    return any(reason.mark != "yes" for reason in reasons)


Row = tuple[str, str, str]


def _rows(amount: Amount, words: Mapping[str, str]) -> list[Row]:
    working = amount.line.working if amount.line else ""
    citations = tuple(dict.fromkeys((*amount.citations, *(amount.line.citations if amount.line else ()))))
    cited = _cited(citations, words)
    details = (amount.bounds, working, amount.times, amount.lasts, amount.payee_name)
    rows = [(amount.label, amount.value, " ".join(part for part in (", ".join(filter(None, details)), cited) if part))]
    return [*rows, *(_line_row(line, words) for line in amount.lines)]


def _line_row(line: Line, words: Mapping[str, str]) -> Row:
    return line.label, line.value, " ".join(part for part in (line.working, _cited(line.citations, words)) if part)


def _widths(rows: list[Row]) -> tuple[int, int]:
    return max((len(label) for label, _, _ in rows), default=0), max((len(value) for _, value, _ in rows), default=0)


def _row(row: Row, widths: tuple[int, int], depth: int) -> list[str]:
    """The label, the value and the working in columns; where they would be too narrow, the working below."""
    label, value, text = row
    if sum(widths) > WIDEST_COLUMNS:
        behind = INDENT * (depth + 2)
        return [*hanging(INDENT * depth, f"{label}: {value}", behind), *(hanging(behind, text) if text else ())]
    first = f"{INDENT * depth}{label:<{widths[0]}}   {value:<{widths[1]}}   "
    return hanging(first, text, " " * (len(INDENT) * depth + widths[0] + widths[1] + 6)) if text else [first.rstrip()]


def _shares(amount: Amount, words: Mapping[str, str]) -> Iterator[str]:
    rows = []
    for share in amount.shares:
        name = share.name or share.id
        who = f"{name} ({share.class_title})" if share.class_title and share.class_title != name else name
        details = ", ".join(part for part in (share.working, share.why_not) if part)
        rows.append((who, share.amount, " ".join(part for part in (details, _cited(share.citations, words)) if part)))
    widths = _widths(rows)
    for row in rows:
        yield from _row(row, widths, 2)
    if amount.rest:
        yield f"{INDENT * 2}{amount.rest}"


# ------------------------------------------------------------------------------------------------ reasons


def _reasons(reasons: Iterable[Reason], depth: int, words: Mapping[str, str]) -> Iterator[list[str]]:
    told = tuple(reasons)
    widest = max((len(reason.label) for reason in told), default=0)
    for reason in told:
        label = f"{reason.label}.".ljust(widest + 2) if reason.label else ""
        first = f"{INDENT * depth}{MARKS[reason.mark]} {label}"
        see = words["page.see"].format_map({"label": reason.see}) if reason.see else ""
        parts = (reason.sentence, f"({see})" if see else "", _cited(reason.citations, words))
        yield hanging(first, " ".join(part for part in parts if part))
        rows = [_line_row(line, words) for line in reason.lines]
        widths = _widths(rows)
        yield [line for row in rows for line in _row(row, widths, depth + 2)]
        yield from _reasons(reason.children, depth + 1, words)


# ------------------------------------------------------------------------------------------------ the other sections


def _changes(changes: tuple[Change, ...], words: Mapping[str, str], depth: int) -> Iterator[list[str]]:
    """One line each; under one that may be met in several ways, a line each way."""
    for each in changes:
        cited = "" if each.ways else _cited(each.citations, words)
        said = words["page.ways"].format_map({"text": each.sentence}) if each.ways else each.sentence
        yield hanging(f"{INDENT * depth}{BULLET} ", " ".join(part for part in (said, cited) if part))
        yield from _changes(each.ways, words, depth + 1)


def _missing(explanation: Explanation, words: Mapping[str, str]) -> Iterator[list[str]]:
    for each in explanation.missing:
        yield _entry(each.question)
        bodies = {"bodies": ", ".join(each.by_names)}
        key = "page.missing_from" if each.kind == "election" else "page.missing_by"
        said = [words[key].format_map(bodies)] if each.by_names else []
        said += [words["page.missing_why"].format_map({"why": each.why})] if each.why else []
        yield hanging(INDENT * 2, "; ".join(said)) if said else []


def _open_points(explanation: Explanation, words: Mapping[str, str]) -> Iterator[list[str]]:
    for each in explanation.open_points:
        yield _entry(each.sentence, each.citations, words)
        yield hanging(INDENT * 2, each.question) if each.question else []


def _readings(explanation: Explanation, words: Mapping[str, str]) -> Iterator[list[str]]:
    """Those on which something turns; the others in one line a kind, unless everything is told."""
    told = [each for each in explanation.readings if explanation.full or is_told(each)]
    for each in told:
        yield from reading_told(each, words)
    yield from others_told([each for each in explanation.readings if each not in told], words)


def is_told(reading: ReadingUsed) -> bool:
    """Whether a short page tells the reading in full."""
    return reading.turns is True or _turns(reading) == ""


def reading_told(reading: ReadingUsed, words: Mapping[str, str]) -> Iterator[list[str]]:
    """The question, how it was read and why, and what turns on it."""
    yield _entry(reading.question, reading.citations, words)
    turns = words.get(f"reading.turns_{_turns(reading).replace(' ', '_')}", "")
    yield hanging(INDENT * 2, "; ".join(part for part in (reading.sentence, turns) if part))


def others_told(readings: Sequence[ReadingUsed], words: Mapping[str, str]) -> Iterator[list[str]]:
    """Of readings on which nothing turns, as far as is known, one line a kind."""
    for what in ("nothing", "not yet known"):
        others = [each for each in readings if _turns(each) == what]
        key = f"reading.{'one' if len(others) == 1 else 'others'}_{what.replace(' ', '_')}"
        if others:
            yield _entry(words[key].format_map({"n": str(len(others)), "question": others[0].question}))


def _turns(reading: ReadingUsed) -> str:
    """What turns on it, "nothing", or "" where that was not examined."""
    return "nothing" if reading.turns is False else reading.turns_on


def outside_entries(outside: tuple[FromOutside, ...], words: Mapping[str, str]) -> Iterator[list[str]]:
    """Items from outside the sources, with how sure they are and which gaps they fill."""
    for each in outside:
        yield _entry(f"{each.title}: {each.meaning}", (each.citation,), words)
        names = ", ".join(each.fills_titles)
        yield hanging(INDENT * 2, words["page.outside_fills"].format_map({"names": names})) if names else []


def _parameters(explanation: Explanation, words: Mapping[str, str]) -> Iterator[list[str]]:
    for each in explanation.parameters:
        parts = (f"{each.title}: {each.value}", each.in_force, each.notice)
        yield _entry(", ".join(part for part in parts if part), each.citations, words)


def _items(items: tuple[Item, ...], full: bool, words: Mapping[str, str]) -> Iterator[list[str]]:
    """What does not apply here is told only where everything is."""
    for item in items:
        if full or item.state not in NOT_HERE:
            yield _entry(f"{item.title}: {item.state_text}", item.citations, words)


# ------------------------------------------------------------------------------------------------ colour


def _coloured(lines: list[str]) -> Iterator[str]:
    for position, line in enumerate(lines):
        body = line.lstrip()
        mark = body[:1]
        if mark in COLOURS:
            yield line.replace(mark, f"{COLOURS[mark]}{mark}{NORMAL}", 1)
        elif position == 0 or body == line:
            yield f"{BOLD}{line}{NORMAL}"
        else:
            yield line
