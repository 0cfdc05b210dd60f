"""The two marks with a language of their own: what a line cites, and the items of a source.

Invariant: an item is named as its source names it, so ids are read here and never by the grammar.
"""

import re
from typing import Literal, cast

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source, Span
from policy_engine.syntax import errors
from policy_engine.syntax.declarations import Item
from policy_engine.syntax.reading.scan import Word
from policy_engine.syntax.tree import Citation, Name, Words

CONFIDENCES = ("A", "B", "C")
"""How sure a statement is: from an official text, from a reputable report, or from a single unofficial copy."""

_ID = r"[A-Za-z0-9](?:[\w./()-]*[\w)])?"
_PART = re.compile(rf"[ ]*(?P<source>[a-z][a-z0-9_]*)(?P<ids>[ ]+{_ID}(?:[ ]*,[ ]*{_ID})*)[ ]*(?=;|\Z)", re.ASCII)
_A_SOURCE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_EACH_ID = re.compile(_ID, re.ASCII)
_ITEM = re.compile(rf"item[ ]+(?P<id>{_ID})(?=[ ]|\Z)", re.ASCII)
_SAID = re.compile(r'[ ]+(?P<language>en|ms)[ ]+"(?P<text>[^"]*)"')
_CONFIDENCE = re.compile(r"[ ]+(?P<mark>confidence[ ]+[A-Z])(?=[ ]|\Z)", re.ASCII)
_BECAUSE = re.compile(r"[ ]+(?P<status>not a rule|no effect|not encoded)[ ]+because(?=[ ])")
_PLAIN = re.compile(r'[ ]+"(?P<text>[^"]*)"[ ]*\Z')
_SUMMARY = re.compile(rf"[ ]+summary[ ]+of[ ]+(?P<ids>{_ID}(?:[ ]*,[ ]*{_ID})*)[ ]*\Z", re.ASCII)

_Status = Literal["", "not a rule", "no effect", "not encoded", "summary of"]


def read_cites(word: Word, source: Source, problems: list[Diagnostic]) -> tuple[Citation, ...]:
    """`cites leaflet L-1, L-2; other X-4`: one citation a source."""
    text = word.text
    place = len("cites")
    found: list[Citation] = []
    while True:
        part = _PART.match(text, place)
        if part is None:
            span = Span(source, word.start, word.start + len(text.rstrip()))
            problems.append(errors.bad_citation(" ".join(text.split()), meant_citation(text), span))
            return tuple(found)
        name = Name(
            part["source"], span=Span(source, word.start + part.start("source"), word.start + part.end("source"))
        )
        items = _names(part["ids"], word.start + part.start("ids"), source)
        found.append(Citation(name, items, span=name.span.to(items[-1].span)))
        if part.end() == len(text):
            return tuple(found)
        place = part.end() + 1


def meant_citation(text: str) -> str:
    """What was probably meant by a citation that cannot be read: its sources and items, as they are to be written.

    What is not there, or cannot be told apart, is left to be filled in as SOURCE or ITEM.
    """
    groups: list[list[str]] = []
    for word in _EACH_ID.findall(text.partition("cites")[2]):
        is_source = _A_SOURCE.fullmatch(word) is not None and word not in ("and", "item", "items")
        if is_source and (not groups or groups[-1][1:] or word == groups[-1][0]):
            if not groups or groups[-1][0] != word:
                groups.append([word])
        elif is_source:
            return f"cites {groups[0][0]} ITEM"
        elif word not in ("and", "item", "items"):
            groups = groups or [["SOURCE"]]
            item = word if "(" in word else word.rstrip(")")
            groups[-1] += [] if item in groups[-1] else [item]
    groups = groups or [["SOURCE"]]
    if any(item.isalpha() for _, *items in groups for item in items):
        return f"cites {groups[0][0]} ITEM"
    return "cites " + "; ".join(f"{source} {', '.join(items) or 'ITEM'}" for source, *items in groups)


def read_item(word: Word, source: Source, problems: list[Diagnostic]) -> Item:
    """`item L-1 en "..." ms "..." not a rule because en "..." ms "..."`; a plain reason is in English."""
    span = Span(source, word.start, word.start + len(word.text.rstrip()))
    start = _ITEM.match(word.text)
    if start is None:
        problems.append(errors.bad_item(word.text[len("item") :].strip(), span))
        return Item(Name("", span=span), Words(), span=span)
    name = Name(start["id"], span=Span(source, word.start + start.start("id"), word.start + start.end("id")))
    said, place = _read_words(word, start.end(), source, problems)
    confidence = ""
    if mark := _CONFIDENCE.match(word.text, place):
        marked = Span(source, word.start + mark.start("mark"), word.start + mark.end())
        confidence, place = read_confidence(mark["mark"], marked, problems), mark.end()
    status, because, summary_of = _read_status(word, place, source, problems)
    return Item(name, said, status, because, summary_of, confidence, span=span)


def read_confidence(mark: str, span: Span, problems: list[Diagnostic]) -> str:
    """`confidence B`: the letter, or "" where it is none of the three."""
    letter = mark[-1]
    if letter in CONFIDENCES:
        return letter
    problems.append(errors.no_such_confidence(letter, span))
    return ""


def _names(text: str, start: int, source: Source) -> tuple[Name, ...]:
    return tuple(
        Name(match[0], span=Span(source, start + match.start(), start + match.end()))
        for match in _EACH_ID.finditer(text)
    )


def _read_words(word: Word, place: int, source: Source, problems: list[Diagnostic]) -> tuple[Words, int]:
    said: dict[str, str] = {}
    start = place
    while match := _SAID.match(word.text, place):
        if match["language"] in said:
            span = Span(source, word.start + match.start("language"), word.start + match.end())
            problems.append(errors.language_twice(match["language"], span))
        said[match["language"]] = match["text"]
        place = match.end()
    return Words(**said, span=Span(source, word.start + min(start + 1, place), word.start + place)), place


def _read_status(
    word: Word, place: int, source: Source, problems: list[Diagnostic]
) -> tuple[_Status, Words | None, tuple[Name, ...]]:
    rest = word.text[place:]
    if not rest.strip():
        return "", None, ()
    if match := _BECAUSE.match(word.text, place):
        because = _read_reason(word, match.end(), source, problems)
        if because is not None:
            return cast(_Status, match["status"]), because, ()
    if match := _SUMMARY.match(rest):
        return "summary of", None, _names(match["ids"], word.start + place + match.start("ids"), source)
    where = word.start + place + len(rest) - len(rest.lstrip())
    problems.append(errors.bad_item_status(rest.strip(), Span(source, where, where + len(rest.strip()))))
    return "", None, ()


def _read_reason(word: Word, place: int, source: Source, problems: list[Diagnostic]) -> Words | None:
    """A reason in one or several languages, or plain; None where it is neither."""
    if plain := _PLAIN.match(word.text, place):
        return Words(plain["text"], span=Span(source, word.start + place, word.start + plain.end()))
    said, end = _read_words(word, place, source, problems)
    return said if end > place and not word.text[end:].strip() else None
