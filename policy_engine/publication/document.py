"""What the publications of a rule book say, as plain data: the ledger of its sources, and what is open in it.

Invariant: nothing here is a sentence; the words are those of the book, in both languages, so that a renderer needs only
this and a language.
"""

from datetime import date
from typing import Literal

from attrs import frozen

from policy_engine.model.citations import Place
from policy_engine.model.rulebook import Interval, Words

NO_WORDS = Words()

# ------------------------------------------------------------------------------------------------ the ledger

Status = Literal["encoded", "summary of", "not a rule", "no effect", "not encoded", "not accounted for"]

STATUSES: tuple[Status, ...] = (
    "encoded", "summary of", "not a rule", "no effect", "not encoded", "not accounted for"
)  # fmt: skip
"""In the order in which they are counted."""


@frozen
class Encoded:
    """A place of the book that cites an item, with the title of its declaration.

    place.kind is the word that declares it, place.name its name as the model knows it (`river_benefit.daily_rate` for
    a rule inside a benefit); where: the rule file and the line.
    """

    place: Place
    title: Words
    where: str


@frozen
class LedgerItem:
    """One item of a source and what became of it.

    because: why it is not encoded, as the book says it.  summary_of: items of the same source.  confidence: A, B or C
    of an item from outside the sources, else "".
    encoded: the places that cite it, in the order of the book; a summary may be cited too.
    cases: those whose decision rests on it, or whose expected values come from it; origins: the latter alone.
    """

    source: str
    name: str
    title: Words
    status: Status
    because: Words = NO_WORDS
    summary_of: tuple[str, ...] = ()
    encoded: tuple[Encoded, ...] = ()
    cases: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    confidence: str = ""


@frozen
class Counts:
    """How many items have each status; exercised: how many of the encoded ones some case exercises."""

    items: int = 0
    statuses: tuple[tuple[Status, int], ...] = ()
    exercised: int = 0


@frozen
class SourceLedger:
    """One source with its items, in the order of the source."""

    name: str
    heading: str
    language: str
    attests: Interval | None
    items: tuple[LedgerItem, ...]
    counts: Counts


@frozen
class Ledger:
    """What became of everything that the sources say; book, title: the name of the book and its title."""

    sources: tuple[SourceLedger, ...]
    counts: Counts
    book: str = ""
    title: Words = NO_WORDS


# ------------------------------------------------------------------------------------------------ what is open

PointKind = Literal["gap", "discretion", "reading", "assumption", "value", "no row", "conflict", "not encoded"]

POINT_KINDS: tuple[PointKind, ...] = (
    "gap", "discretion", "reading", "assumption", "value", "no row", "conflict", "not encoded"
)  # fmt: skip
"""In the order in which a reader works through them."""


@frozen
class CitedItem:
    """An item of a source with its title; confidence: A, B or C of an item from outside the sources, else ""."""

    source: str
    item: str
    title: Words
    confidence: str = ""


@frozen
class Alternative:
    """One way in which a disputed clause can be read; because: why it was chosen, where it was."""

    name: str
    title: Words
    chosen: bool
    because: Words = NO_WORDS
    citations: tuple[CitedItem, ...] = ()


@frozen
class InForce:
    """One stretch of days in which a figure or a rule has a value.

    attested: the value states no time; the stretch is the one for which its source proves anything.
    """

    interval: Interval
    attested: bool = False
    citations: tuple[CitedItem, ...] = ()


@frozen
class Named:
    """A declaration by its kind (the word that declares it), its name and its title."""

    kind: str
    name: str
    title: Words


@frozen
class NamedAmount:
    """A payment of a benefit."""

    benefit: str
    benefit_title: Words
    payment: str
    title: Words


@frozen
class Dependants:
    """What may come out otherwise with the open point.

    benefits: those whose entitlement reaches it; amounts: payments whose amount, time or condition does.
    things: benefits whose documents, benefits in kind or exclusions do.  everything: the head of the book rests on it.
    """

    rules: tuple[Named, ...] = ()
    figures: tuple[Named, ...] = ()
    benefits: tuple[Named, ...] = ()
    amounts: tuple[NamedAmount, ...] = ()
    things: tuple[Named, ...] = ()
    everything: bool = False


@frozen
class OpenPoint:
    """Something that the sources leave open, and what the book makes of it.

    kind "gap": a value that no source gives; type: its kind of value in the words of the rule language,
        type_title: in the reader's.
    kind "discretion": office decides.  kind "reading": alternatives, of which one is chosen; several `sources` speak.
    kind "assumption": the title says what is assumed.
    kind "value": a parameter, scale or dated rule (`declared`) that ends, has holes, or whose open end nobody has
        reviewed, or only through a day; in_force: its stretches; holes: days between two of them without a value.
    kinds "no row" and "conflict": met by cases only; rule `name` leaves a case out, or rows of it disagree (`rows`).
    kind "not encoded": an item of a source that the book leaves out; because: why.

    citations: where it stands in the sources.  cases: those that touch it; referred: those of them that it keeps from
    being decided.  turning: of a reading, those that another option would answer otherwise (None: not examined).
    filled_by: of a gap, the parameter or rule by which another book fills it; filled_title: its title; filled_from:
    what that cites.  where: the rule file and the line.
    """

    kind: PointKind
    name: str
    title: Words
    question: Words = NO_WORDS
    type: str = ""
    type_title: Words = NO_WORDS
    office: str = ""
    office_title: Words = NO_WORDS
    alternatives: tuple[Alternative, ...] = ()
    declared: str = ""
    in_force: tuple[InForce, ...] = ()
    holes: tuple[Interval, ...] = ()
    reviewed_through: date | None = None
    rows: tuple[str, ...] = ()
    because: Words = NO_WORDS
    citations: tuple[CitedItem, ...] = ()
    dependants: Dependants = Dependants()
    cases: tuple[str, ...] = ()
    referred: tuple[str, ...] = ()
    turning: tuple[str, ...] | None = None
    filled_by: str = ""
    filled_title: Words = NO_WORDS
    filled_from: tuple[CitedItem, ...] = ()
    where: str = ""


@frozen
class OpenPoints:
    """All of them: kind by kind in the order of POINT_KINDS, those of a kind in the order of the sources.

    cases: how many the book has; book, title: its name and its title.
    """

    points: tuple[OpenPoint, ...] = ()
    cases: int = 0
    book: str = ""
    title: Words = NO_WORDS
