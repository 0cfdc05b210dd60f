"""One thing that differs between two declarations, before it is put into words.

Invariant: each side is told of its own book: `old` in the names of the old one, `new` in those of the new one.
"""

from attrs import frozen

from policy_engine.model.core import Expression
from policy_engine.model.rulebook import ALWAYS, Interval
from policy_engine.publication.difference.document import Weight, What
from policy_engine.publication.difference.parts import Content, Path
from policy_engine.source.text import NOWHERE, Span

Rights = tuple[tuple[str, str], ...]
"""Items (source, item) and assumptions ("", name), as the new book calls them."""


@frozen
class Cited:
    rights: Rights


Side = Content | Cited | None


@frozen
class Alteration:
    """See document.py::Change.

    sides: the old and the new; lines: the expressions in which they stand.  rights: what the new side rests on (the old
    one where it is gone), as far as that stands closer to it than its declaration.
    """

    weight: Weight
    what: What
    path: Path
    sides: tuple[Side, Side] = (None, None)
    spans: tuple[Span, Span] = (NOWHERE, NOWHERE)
    lines: tuple[Expression | None, Expression | None] = (None, None)
    time: Interval = ALWAYS
    rights: Rights = ()


def changed(
    weight: Weight,
    path: Path,
    old: Side,
    new: Side,
    spans: tuple[Span, Span] = (NOWHERE, NOWHERE),
    rights: Rights = (),
) -> Alteration:
    """Something else than before, something new, or something gone."""
    what: What = "added" if old is None else "removed" if new is None else "changed"
    return Alteration(weight, what, path, (old, new), spans, rights=rights)
