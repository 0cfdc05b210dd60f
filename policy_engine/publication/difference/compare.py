"""Two declarations held against each other, part by part.

Invariant: there is no alteration exactly where both say the same in the same words by the same right.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from policy_engine.publication.difference.alteration import Alteration, changed
from policy_engine.publication.difference.document import Weight
from policy_engine.publication.difference.expressions import Books, cited, expressions
from policy_engine.publication.difference.parts import Content, Dated, Formula, Order, Part, Path, Step, Wording
from policy_engine.publication.difference.versions import versions
from policy_engine.source.text import NOWHERE

_DATED = Step("value")


def compare(books: Books, old: Sequence[Part], new: Sequence[Part]) -> tuple[Alteration, ...]:
    """Everything that differs, in the order of the new one; what is gone comes behind what was before it."""
    olds, news = _by_path(old), _by_path(new)
    gone: dict[Path, None] = {path: None for path in olds if path not in news}
    come: dict[Path, None] = {path: None for path in news if path not in olds}
    found: list[Alteration] = []
    for key, part in news.items():
        if key in olds:
            rights = books.new.rights(part.authority)
            found += (evolve(each, rights=each.rights or rights) for each in _part(books, olds[key], part))
        elif not _lies_within(key, come):
            rights = books.new.rights(part.authority)
            found.append(changed(part.presence, part.path, None, part.content, (NOWHERE, part.span), rights))
    for key in gone:
        part = olds[key]
        if not _lies_within(key, gone):
            rights = books.old.rights(part.authority)
            found.append(changed(part.presence, part.path, part.content, None, (part.span, NOWHERE), rights))
    return tuple(found)


def _by_path(parts: Sequence[Part]) -> Mapping[Path, Part]:
    """Parts by their paths; dated values and the declaration itself have the same."""
    return {(*part.path, *((_DATED,) if isinstance(part.content, Dated) else ())): part for part in parts}


def _lies_within(path: Path, others: Mapping[Path, None]) -> bool:
    """Whether what stands around it is itself added or gone."""
    return any(path[:length] in others for length in range(1, len(path)))


def _part(books: Books, old: Part, new: Part) -> Iterator[Alteration]:
    rights = books.old.rights(old.authority), books.new.rights(new.authority)
    spans = (old.span, new.span)
    for each in cited(new.path, *rights, spans):
        yield evolve(each, weight="wording") if new.presence == "wording" else each
    match old.content, new.content:
        case Formula() as one, Formula() as other:
            yield from expressions(books, new.path, one.expression, other.expression)
        case Dated() as one, Dated() as other:
            yield from versions(books, new.path, one, other)
        case Order() as one, Order() as other:
            if _shared(one, other) != _shared(other, one):
                yield Alteration(new.presence, "reordered", new.path, (one, other), spans)
        case one, other:
            if books.old.of(one) != books.new.of(other):
                yield changed(_weight(other, new), new.path, one, other, spans)


def _shared(order: Order, other: Order) -> list[str]:
    """The names that stand in both, in the order of the first."""
    return [name for name in order.names if name in other.names]


def _weight(content: Content, part: Part) -> Weight:
    return "wording" if isinstance(content, Wording) else part.presence
