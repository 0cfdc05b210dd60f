"""What the pages of the site show, as plain data; every text is in the reader's language and may carry links.

Invariant: nothing here knows expressions or markup; a template needs only this.
"""

from attrs import field, frozen

from policy_engine.explanation.document import Explanation
from policy_engine.explanation.timeline.document import StretchTold


@frozen
class Citation:
    """An item of a source: how it is cited, its title, and its place."""

    text: str
    title: str
    href: str


@frozen
class Basis:
    """By what right a line stands: items cited, and assumptions by name."""

    citations: tuple[Citation, ...] = ()
    assumptions: tuple[str, ...] = ()


NO_BASIS = Basis()


@frozen
class Row:
    """A row of a choice: its value, when it holds ("" always), what it beats."""

    anchor: str
    label: str
    value: "Clause"
    test: str
    beats: str
    basis: Basis


@frozen
class Clause:
    """A line of the statute, with what stands below it.

    label: as it is written, or "".  mark: whether it is the chosen option of a disputed clause.
    text: what it says; it leads to the clauses or rows below it, where there are some.
    """

    text: str
    label: str = ""
    anchor: str = ""
    chosen: bool | None = None
    basis: Basis = NO_BASIS
    clauses: tuple["Clause", ...] = ()
    rows: tuple[Row, ...] = ()


@frozen
class Line:
    """A named line of a payment: `from`, `until`, `split`."""

    name: str
    clause: Clause


@frozen
class ShareClassView:
    """A class among which an amount is shared: its part, who belongs to it, how its shares end."""

    title: str
    part: str
    lines: tuple[Line, ...]
    basis: Basis


@frozen
class TierView:
    """The classes that share together."""

    title: str
    basis: Basis
    classes: tuple[ShareClassView, ...]


@frozen
class PaymentView:
    """A payment; `to` says who is paid, in words."""

    anchor: str
    title: str
    type: str
    to: str
    lines: tuple[Line, ...]
    tiers: tuple[TierView, ...]
    basis: Basis


@frozen
class ThingView:
    """A document, a benefit in kind, an exclusion; `when` is "" where it always applies."""

    text: str
    when: str
    basis: Basis


@frozen
class Link:
    """A name with its place ("" where it has none) and a note behind it."""

    text: str
    href: str
    note: str = ""


@frozen
class FigureRow:
    """A value of a figure under its key ("" where it has none)."""

    key: str
    value: str
    basis: Basis


@frozen
class FigureVersion:
    """The values of a figure in one stretch of time."""

    time: str
    rows: tuple[FigureRow, ...]
    basis: Basis


@frozen
class FigureView:
    """A parameter or a scale; `keys` says by what its values differ."""

    name: str
    title: str
    type: str
    keys: str
    reviewed: str
    versions: tuple[FigureVersion, ...]
    basis: Basis


@frozen
class FactView:
    """A fact; `anchor` is "" where it is shown somewhere else than in its own place."""

    anchor: str
    href: str
    name: str
    title: str
    question: str
    type: str
    details: tuple[str, ...]
    who: str
    basis: Basis = NO_BASIS


@frozen
class Given:
    """A fact of a case: its title and its value; of a list, the members with their fields."""

    title: str
    value: str
    members: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


@frozen
class Span:
    """Days with one answer, from `start` to the day before `until`, in words."""

    start: str
    until: str
    told: StretchTold


@frozen
class WorkedCase:
    """A case of the book with its facts and its explanation; spans: of a benefit that is paid over time."""

    name: str
    title: str
    place: str
    given: tuple[Given, ...]
    explanation: Explanation
    spans: tuple[Span, ...] = ()
    if_nothing_changes: str = ""


@frozen
class CountView:
    """How many of a kind there are."""

    text: str
    number: int


@frozen
class ItemView:
    """An item of a source and what became of it; sure: of one from outside the sources, how sure it is, in words."""

    anchor: str
    name: str
    title: str
    status: str
    because: str
    summary_of: tuple[Link, ...]
    places: tuple[Link, ...]
    cases: int
    sure: str


@frozen
class SourceView:
    """A source; code: of its language."""

    name: str
    heading: str
    href: str
    language: str
    code: str
    attests: str
    items: tuple[ItemView, ...]
    counts: tuple[CountView, ...]
    total: int
    exercised: int


@frozen
class PointView:
    """An open point.

    lines: what is known about it.  options: the ways to read a disputed clause.  touches: what may come out otherwise.
    """

    anchor: str
    kind: str
    title: str
    name: str
    question: str
    lines: tuple[Line, ...]
    options: tuple[Clause, ...]
    touches: tuple[Link, ...]
    cases: int
    referred: int
    where: str
    basis: Basis


@frozen
class Section:
    """A part of a page that a reader can jump to."""

    anchor: str
    title: str


@frozen
class Page:
    """A page: its file, the template that shows it, its title and everything that the template is given.

    kicker: what kind of thing it is about.  view: the data, by the names of the template.
    """

    file: str
    template: str
    title: str
    kicker: str
    view: dict[str, object] = field(factory=dict, repr=False)
    sections: tuple[Section, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
