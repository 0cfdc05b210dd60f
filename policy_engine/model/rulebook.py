"""The rule book as it is meant: every declaration, resolved and typed, by name.

Invariant: a Model is immutable and says nothing about any case; it is made once by check and used by many decisions in
many threads.  Order of files and declarations is kept only for listing, never for meaning.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from attrs import field, frozen

from policy_engine.model.core import NO_AUTHORITY, NO_WORDS, Authority, Expression
from policy_engine.model.core import Words as Words
from policy_engine.model.types import Type
from policy_engine.source.text import NOWHERE, Span
from policy_engine.values.value import Exact, Value


@frozen
class Declared:
    """What every declaration has: its name, its titles, its module, its place and its authority."""

    name: str
    title: Words = field(kw_only=True, default=NO_WORDS)
    module: str = field(kw_only=True, default="")
    authority: Authority = field(kw_only=True, default=NO_AUTHORITY)
    span: Span = field(kw_only=True, eq=False, repr=False, default=NOWHERE)


@frozen
class Interval:
    """From a day, included, to a day, included; None is open."""

    start: date | None
    to: date | None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.to is None or day <= self.to)


ALWAYS = Interval(None, None)


@frozen
class PartOfMonth:
    """What a month is worth of which only some days are paid: so many of its days, or so many thirtieths, rounded."""

    by: Literal["its days", "thirtieths"]
    rounding: Literal["half up", "half even", "down", "up"]
    assumptions: tuple[str, ...] = ()


@frozen
class Settings:
    """What the head of the book says about money and the calendar."""

    name: str
    title: Words
    currency: str = "XXX"
    symbol: str = ""
    minor_name: str = ""
    minor_digits: int = 0
    leap_birthday: Literal["1 March", "28 February"] = "1 March"
    month_end: Literal["back", "forward"] = "back"
    offset: int = 0  # minutes east of Greenwich of the clock by which a moment falls on a day
    part_of_month: "PartOfMonth | None" = None
    said: tuple[str, ...] = ()  # which conventions of the calendar the head says
    extends: str = ""  # the book below, if this one adds to another


@frozen
class Item(Declared):
    """One item of a source's ledger; status is "" for one that must be encoded.

    confidence: of what comes from outside the sources of the book below: A official text, B report, C single copy.
    """

    status: str = ""
    because: Words = NO_WORDS
    summary_of: tuple[str, ...] = ()
    confidence: str = ""


@frozen
class SourceDocument(Declared):
    heading: str = ""
    language: str = ""
    attests: Interval | None = None
    items: Mapping[str, Item] = field(factory=dict)


@frozen
class Unit(Declared):
    """A unit that the book declares; plural: its words behind any number but one, in a language that has a plural."""

    plural: Words = NO_WORDS


@frozen
class ListValues(Declared):
    """A closed list: its values in order with their titles, and named groups of them with the right they stand by."""

    values: Mapping[str, Words] = field(factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(factory=dict)
    by_right: Mapping[str, Authority] = field(factory=dict)


@frozen
class Fact(Declared):
    """A fact, finding or election; `entity` is "" for a fact of the case, else it is a field of that entity."""

    kind: Literal["fact", "finding", "election"] = "fact"
    type: Type = field(kw_only=True)
    entity: str = ""
    by: tuple[str, ...] = ()
    ask: Words = NO_WORDS
    low: Value | None = None
    high: Value | None = None
    step: Exact | None = None
    length: tuple[int, int] | None = None
    ask_when: Expression | None = None
    presumed: Value | None = None
    presumed_authority: Authority = NO_AUTHORITY
    applies: Authority = NO_AUTHORITY


@frozen
class Entity(Declared):
    fields: Mapping[str, Fact] = field(factory=dict)
    always: "tuple[Always, ...]" = ()


@frozen
class KeyedValue:
    """One value of a keyed parameter.

    keys: one list value per list key; band: the (low, low_in, high, high_in) of a band key, None where open.
    """

    keys: tuple[str, ...]
    band: tuple[Exact | None, bool, Exact | None, bool] | None
    value: Expression  # a Literal or an OpenPoint
    authority: Authority
    span: Span = field(eq=False, repr=False, default=NOWHERE)


@frozen
class ParameterVersion:
    """`interval` is what was written, or the window that the cited source attests (`attested`) for an undated value."""

    interval: Interval
    attested: bool
    value: Expression | None  # a Literal or an OpenPoint; None where there are keyed values
    values: tuple[KeyedValue, ...] = ()
    authority: Authority = NO_AUTHORITY
    span: Span = field(eq=False, repr=False, default=NOWHERE)


@frozen
class Parameter(Declared):
    type: Type = field(kw_only=True)
    keys: tuple[Type, ...] = ()  # OneOf for a list, Quantity for bands
    versions: tuple[ParameterVersion, ...] = ()
    reviewed_through: date | None = None


@frozen
class Slice:
    rate: Exact
    start: Exact
    authority: Authority = NO_AUTHORITY


@frozen
class ScaleVersion:
    interval: Interval
    slices: tuple[Slice, ...]
    authority: Authority = NO_AUTHORITY
    span: Span = field(eq=False, repr=False, default=NOWHERE)


@frozen
class Scale(Declared):
    type: Type = field(kw_only=True)
    base: Type = field(kw_only=True)
    versions: tuple[ScaleVersion, ...] = ()
    reviewed_through: date | None = None


@frozen
class RuleVersion:
    interval: Interval
    expression: Expression


@frozen
class Rule(Declared):
    """`key` names it in Model.rules: its name, or benefit.name for a rule inside a benefit."""

    key: str = field(kw_only=True)
    type: Type = field(kw_only=True)
    arguments: tuple[tuple[str, Type], ...] = ()
    as_at: Expression | None = None
    versions: tuple[RuleVersion, ...] = ()


@frozen
class Thing(Declared):
    """A document, a benefit in kind, an exclusion or a possible payee."""

    when: Expression | None = None


@frozen
class Payment(Declared):
    """An amount that is paid once, or over time if it has a start, an end or a `while`."""

    type: Type = field(kw_only=True)
    payee: str = ""
    payees: tuple[Thing, ...] = ()
    when: Expression | None = None
    amount: Expression = field(kw_only=True)
    starts: Expression | None = None
    until: Expression | None = None  # the first day not paid; `to D` is already one day later here
    ends_to: bool = False  # whether it was written with `to`
    while_: Expression | None = None


@frozen
class Fate:
    """`lapses`, `passes` (to a class, or to `the_others`), or one of them by a reading."""

    word: Literal["lapses", "passes", "by reading"]
    to: str = ""
    reading: str = ""
    branches: "tuple[tuple[str, Fate], ...]" = ()


@frozen
class Ending:
    """also_before: its fate is that of the class even where it came before the tiers were fixed."""

    on: Expression
    fate: Fate
    authority: Authority
    also_before: bool = False


@frozen
class ShareClass:
    """A class of a tier.  In every expression the member is the variable `Shares.variable`.

    member: whether a member of the list belongs to the class.
    when: whether the class takes part at all, decided on the tier's date.
    unfilled: what becomes of its part where nobody is in it, by its own word or its tier's; None: what Shares.unfilled
    says.
    """

    name: str
    title: Words
    part: Expression
    member: Expression
    when: Expression | None = None
    while_: Expression | None = None
    barred: tuple[tuple[Expression, Authority], ...] = ()
    endings: tuple[Ending, ...] = ()
    unfilled: Fate | None = None
    unfilled_authority: Authority = NO_AUTHORITY
    authority: Authority = NO_AUTHORITY
    span: Span = field(eq=False, repr=False, default=NOWHERE)


@frozen
class Tier:
    when: Expression | None
    classes: tuple[ShareClass, ...]
    authority: Authority = NO_AUTHORITY


@frozen
class Party:
    name: str
    amount: Expression | None  # None takes the rest
    authority: Authority = NO_AUTHORITY


@frozen
class Shares(Declared):
    """An amount divided among members of a list (by class or in proportion) or among named parties."""

    type: Type = field(kw_only=True)
    amount: Expression = field(kw_only=True)
    subject: Expression | None = None
    variable: str = ""
    tiers: tuple[Tier, ...] = ()
    tiers_fixed_on: Expression | None = None
    proportion: Expression | None = None
    parties: tuple[Party, ...] = ()
    again: bool = True  # divided again among those who are left when a share ends
    unfilled: Fate = Fate("lapses")
    unit: Exact = 1
    odd: Literal["to", "largest remainder", "unpaid"] = "unpaid"
    odd_key: Expression | None = None
    odd_highest: bool = False
    rest_to: str = ""  # "" is unpaid
    when: Expression | None = None
    starts: Expression | None = None
    until: Expression | None = None
    ends_to: bool = False
    authorities: Mapping[str, Authority] = field(factory=dict)
    """Of the lines: among, tiers fixed, divided, unfilled, split, rest."""


@frozen
class Draws(Declared):
    """Each member of an ordered list takes the lesser of its own amount and what is left."""

    type: Type = field(kw_only=True)
    amount: Expression = field(kw_only=True)
    subject: Expression = field(kw_only=True)
    variable: str = ""
    order: Expression = field(kw_only=True)
    each: Expression = field(kw_only=True)
    when: Expression | None = None


@frozen
class Note:
    """What is to be known of a benefit besides, and by what right."""

    words: Words
    authority: Authority = NO_AUTHORITY


@frozen
class Benefit(Declared):
    """`condition` is all of: applies when, payable when, and not each unless, as labelled limbs of one Limbs node."""

    kind: Literal["benefit", "charge", "duty", "service", "question"] = "benefit"
    for_each: tuple[str, Expression] | None = None  # the variable, and the list
    as_at: Expression | None = None
    applies: Expression | None = None
    condition: Expression = field(kw_only=True)
    payments: tuple[Payment | Shares | Draws, ...] = ()
    needs: tuple[Thing, ...] = ()
    provides: tuple[Thing, ...] = ()
    excludes: tuple[Thing, ...] = ()
    notes: tuple[Note, ...] = ()


@frozen
class Always(Declared):
    condition: Expression = field(kw_only=True)


@frozen
class Gap(Declared):
    """A value that no source gives; `ask` is the question for the legal department.

    low, high, step: of what a ruling can say; a quantity without them is not below nothing.
    filled_by: the key of the parameter or rule that fills it, where a book that extends this one has one.
    """

    type: Type = field(kw_only=True)
    ask: Words = NO_WORDS
    low: Value | None = None
    high: Value | None = None
    step: Exact | None = None
    filled_by: str = ""


@frozen
class Discretion(Declared):
    office: str = ""
    ask: Words = NO_WORDS


@frozen
class Option:
    name: str
    title: Words
    because: Words = NO_WORDS
    authority: Authority = NO_AUTHORITY


@frozen
class Reading(Declared):
    options: tuple[Option, ...] = ()
    chosen: str = ""


@frozen
class PlainLine:
    """A line from which nothing is computed: of the head of the book, a value of a list, a note, a review, parties.

    kind: the word that declares what it stands in (`rulebook`, `list`, `benefit`, ...), and name its name.
    part: what the line is; label: which one, where there may be several.
    """

    kind: str
    name: str
    part: str
    label: str
    authority: Authority
    span: Span = field(eq=False, repr=False, default=NOWHERE)


@frozen
class Model:
    """A whole rule book as it is meant: its settings, and every declaration by its name."""

    settings: Settings
    modules: Mapping[str, Declared]
    sources: Mapping[str, SourceDocument]
    bodies: Mapping[str, Declared]
    units: Mapping[str, Unit]
    lists: Mapping[str, ListValues]
    entities: Mapping[str, Entity]
    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]
    scales: Mapping[str, Scale]
    rules: Mapping[str, Rule]
    benefits: Mapping[str, Benefit]
    always: tuple[Always, ...]
    assumptions: Mapping[str, Declared]
    gaps: Mapping[str, Gap]
    discretions: Mapping[str, Discretion]
    readings: Mapping[str, Reading]
    plain_lines: tuple[PlainLine, ...] = ()
    """Those of them that stand by some right."""
    derived: dict[Any, Any] = field(factory=dict, init=False, eq=False, repr=False)
    """What passes have worked out for the whole book (model/derived.py)."""
