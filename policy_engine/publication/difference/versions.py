"""Dated values held against each other day by day: on which stretches of days something else is in force.

Invariant: a day on which both books have the same value for the same key lies in no alteration of meaning, however the
versions are divided.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from attrs import evolve

from policy_engine.model.rulebook import Interval
from policy_engine.publication.difference.align import Item, align
from policy_engine.publication.difference.alteration import Alteration, Rights, changed
from policy_engine.publication.difference.expressions import Books, cited, expressions
from policy_engine.publication.difference.parts import Dated, Entry, Formula, Path, Several, Step, Term, Version
from policy_engine.publication.difference.tokens import Tokens
from policy_engine.source.text import NOWHERE, Span

_FIRST, _BEHIND_LAST = date.min.toordinal(), date.max.toordinal() + 1


def versions(books: Books, path: Path, old: Dated, new: Dated) -> tuple[Alteration, ...]:
    """What differs, stretch by stretch; one alteration where only the stretches are written otherwise."""
    found = []
    for interval, one, other in _stretches(old, new):
        found += [evolve(each, time=interval) for each in _stretch(books, path, one, other)]
    if not found and [each.interval for each in old.versions] != [each.interval for each in new.versions]:
        found.append(Alteration("naming", "divided", path))
    return tuple(found)


def _stretches(old: Dated, new: Dated) -> Iterator[tuple[Interval, Version | None, Version | None]]:
    """The longest stretches of days with one version of either book, where there is any."""
    every = (*old.versions, *new.versions)
    cuts = {_FIRST, _BEHIND_LAST}
    for each in every:
        cuts |= set(_days(each.interval))
    found: list[tuple[int, int, Version | None, Version | None]] = []
    for start, end in pairwise(sorted(cuts)):
        one, other = _in_force(old, start), _in_force(new, start)
        if found and found[-1][2] is one and found[-1][3] is other:
            found[-1] = (found[-1][0], end, one, other)
        elif one is not None or other is not None:
            found.append((start, end, one, other))
    for start, end, one, other in found:
        first = None if start == _FIRST else date.fromordinal(start)
        yield Interval(first, None if end == _BEHIND_LAST else date.fromordinal(end - 1)), one, other


def _days(interval: Interval) -> tuple[int, int]:
    """The first day, and the first behind the last."""
    start = _FIRST if interval.start is None else interval.start.toordinal()
    return start, _BEHIND_LAST if interval.to is None else interval.to.toordinal() + 1


def _in_force(dated: Dated, day: int) -> Version | None:
    for each in dated.versions:
        start, end = _days(each.interval)
        if start <= day < end:
            return each
    return None


def _stretch(books: Books, path: Path, old: Version | None, new: Version | None) -> Iterator[Alteration]:
    olds, news = () if old is None else old.entries, () if new is None else new.entries
    if old is not None and new is not None:
        if old.attested != new.attested:
            words = [Term("attested" if each.attested else "dated") for each in (old, new)]
            yield changed("authority", path, words[0], words[1])
        yield from cited(path, books.old.rights(old.authority), books.new.rights(new.authority))
    old_items = [Item((books.old.key(each), books.old.of(each.content)), repr(books.old.key(each))) for each in olds]
    new_items = [Item((books.new.key(each), books.new.of(each.content)), repr(books.new.key(each))) for each in news]
    for old_at, new_at in align(old_items, new_items):
        one = None if old_at is None else olds[old_at]
        other = None if new_at is None else news[new_at]
        rights = _rights(books.old, old, one) if other is None else _rights(books.new, new, other)
        if one is not None and other is not None:
            yield from (evolve(each, rights=each.rights or rights) for each in _entries(books, path, one, other))
        elif other is not None:
            yield changed("meaning", _keyed(path, other), None, other.content, (NOWHERE, _span(other)), rights)
        elif one is not None:
            yield changed("meaning", _keyed(path, one), one.content, None, (_span(one), NOWHERE), rights)


def _rights(tokens: Tokens, version: Version | None, entry: Entry | None) -> Rights:
    """What a value in force rests on."""
    of_version = () if version is None else tokens.rights(version.authority)
    return tuple(dict.fromkeys((*of_version, *(() if entry is None else tokens.rights(entry.authority)))))


def _entries(books: Books, path: Path, old: Entry, new: Entry) -> Iterator[Alteration]:
    inside = _keyed(path, new)
    if books.old.key(old) != books.new.key(new):
        yield changed("meaning", (*inside, Step("for")), Several(old.key), Several(new.key))
    yield from cited(inside, books.old.rights(old.authority), books.new.rights(new.authority), (_span(old), _span(new)))
    if isinstance(old.content, Formula) and isinstance(new.content, Formula):
        yield from expressions(books, inside, old.content.expression, new.content.expression)
    elif books.old.of(old.content) != books.new.of(new.content):
        yield changed("meaning", inside, old.content, new.content)


def _keyed(path: Path, entry: Entry) -> Path:
    return (*path, Step("key", repr(entry.key), Several(entry.key))) if entry.key else path


def _span(entry: Entry) -> Span:
    return entry.content.expression.span if isinstance(entry.content, Formula) else NOWHERE
