"""Every declaration that can stand in column 1 of a rule file, and the entries inside it.

Invariant: as in tree.py, nothing here is resolved; a declaration is what was written, in the order it was written
(a benefit's entries keep their order, so that the formatter can print them back).
"""

from datetime import date
from typing import Literal

from attrs import field, frozen

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source
from policy_engine.syntax.tree import (  # fmt: skip
    NO_AUTHORITY,
    Amount,
    AsAtLine,
    Ask,
    Authority,
    Condition,
    Edge,
    Expression,
    FactType,
    Limits,
    Line,
    Meaning,
    Name,
    Node,
    Period,
    PickWord,
    ReviewedThrough,
    Thing,
    Title,
    TypeWords,
    Words,
)

# ------------------------------------------------------------------------------------------------ the book


@frozen
class BookMoney(Line):
    """`money MYR written RM to 0.01 sen`: see docs/language/reference.md, "The book"."""

    code: str
    symbol: str
    minor_name: str  # the name of the minor unit, such as sen
    minor_digits: int  # how many minor units make a major one, as a power of ten: 2 for sen


@frozen
class BookLeap(Line):
    """`leap birthday on 1 March` or `on 28 February`"""

    day: Literal["1 March", "28 February"]
    authority: Authority = NO_AUTHORITY


@frozen
class BookMonthEnd(Line):
    direction: Literal["back", "forward"]
    authority: Authority = NO_AUTHORITY


@frozen
class BookMoments(Line):
    """`moments at +08:00`: by which clock a moment falls on a day; minutes east of Greenwich."""

    offset: int
    authority: Authority = NO_AUTHORITY


@frozen
class BookPartOfMonth(Line):
    """`part of a month by its days rounded half up`: what a month is worth of which only some days are paid."""

    by: Literal["its days", "thirtieths"]
    rounding: Literal["half up", "half even", "down", "up"]
    authority: Authority = NO_AUTHORITY


@frozen
class BookExtends(Line):
    """`extends perkeso in "../perkeso"`: the book that this one adds to, and the folder in which it lies."""

    name: Name
    folder: str


@frozen
class RuleBook(Line):
    name: Name
    entries: "tuple[Title | BookExtends | BookMoney | BookLeap | BookMonthEnd | BookMoments | BookPartOfMonth, ...]"


@frozen
class ModuleUses(Line):
    modules: tuple[Name, ...]


@frozen
class Module(Line):
    name: Name
    entries: "tuple[Title | ModuleUses, ...]" = ()


# ------------------------------------------------------------------------------------------------ sources


@frozen
class Item(Line):
    """One numbered item of a source: `item FHUS-3 en "..." ms "..." not a rule because en "history"  ms "sejarah"`."""

    id: Name
    words: Words
    status: Literal["", "not a rule", "no effect", "not encoded", "summary of"] = ""
    because: Words | None = None
    summary_of: tuple[Name, ...] = ()
    confidence: str = ""  # A, B or C


@frozen
class SourceDocument(Line):
    """`source deck "SKIM ..." in ms, attests 2024-01-01 to 2024-09-30`"""

    name: Name
    title: str
    language: str = ""
    attests: tuple[date, date] | None = None
    entries: "tuple[Title | Item, ...]" = ()
    confidence: str = ""  # of every item that has none of its own


# ------------------------------------------------------------------------------------------------ who, and what kinds


@frozen
class Body(Line):
    name: Name
    entries: tuple[Title, ...] = ()


@frozen
class Plural(Line):
    """`plural en "degrees"`: the words of a unit behind any number but one, in a language that has a plural."""

    words: Words


@frozen
class Unit(Line):
    name: Name
    entries: tuple[Title | Plural, ...] = ()


@frozen
class ListValue(Line):
    name: Name
    words: Words
    authority: Authority = NO_AUTHORITY


@frozen
class ListGroup(Line):
    name: Name
    members: tuple[Name, ...]
    authority: Authority = NO_AUTHORITY


@frozen
class ListOfValues(Line):
    name: Name
    entries: "tuple[Title | ListValue | ListGroup, ...]"


@frozen
class Entity(Line):
    name: Name
    entries: "tuple[Title | Fact | Always, ...]"


# ------------------------------------------------------------------------------------------------ facts


@frozen
class AskWhen(Line):
    condition: Condition


@frozen
class Presumed(Line):
    value: Expression
    authority: Authority = NO_AUTHORITY


@frozen
class Applies(Line):
    """The definition that a finder applies; cited in explanations, never computed."""

    authority: Authority


@frozen
class Fact(Line):
    kind: Literal["fact", "finding", "election"]
    name: Name
    by: tuple[Name, ...]
    type: FactType
    entries: "tuple[Title | Ask | AskWhen | Presumed | Applies, ...]" = ()
    authority: Authority = NO_AUTHORITY


# ------------------------------------------------------------------------------------------------ figures with dates


@frozen
class Fills(Line):
    """`fills GAP`: wherever the book that is extended meets that gap, the value is this one."""

    gap: Name


@frozen
class KeyedValue(Line):
    """`plan_1 : RM1,050` or, for a band, `below 20 years : 8873`."""

    keys: tuple[Name, ...]  # empty where `edge` is given
    edge: Edge | None
    amount: Amount


@frozen
class Version(Line):
    """One dated value, or one dated set of keyed values; `period` is None where the value is undated."""

    period: Period | None
    amount: Amount | None
    values: tuple[KeyedValue, ...] = ()
    authority: Authority = NO_AUTHORITY


@frozen
class KeyWords(Node):
    """`by plan_kind` or `by band of years`"""

    list_name: Name | None
    band_type: TypeWords | None


@frozen
class Parameter(Line):
    name: Name
    keys: tuple[KeyWords, ...]
    type: TypeWords
    entries: "tuple[Title | Version | Fills | ReviewedThrough, ...]"
    authority: Authority = NO_AUTHORITY


@frozen
class Slice(Line):
    """`10% from RM12,000`: the rate of the slice that begins there."""

    rate: Expression
    start: Expression
    authority: Authority = NO_AUTHORITY


@frozen
class ScaleVersion(Line):
    period: Period
    slices: tuple[Slice, ...]
    authority: Authority = NO_AUTHORITY


@frozen
class Scale(Line):
    name: Name
    result: TypeWords
    base: TypeWords
    entries: "tuple[Title | ScaleVersion | ReviewedThrough, ...]"
    authority: Authority = NO_AUTHORITY


@frozen
class FurtherVersions(Line):
    """`further versions of NAME`: times that the book which is extended leaves without a value of that name."""

    of: Name
    entries: tuple[Version | ScaleVersion, ...]
    authority: Authority = NO_AUTHORITY


# ------------------------------------------------------------------------------------------------ rules


@frozen
class Argument(Node):
    name: Name
    type: TypeWords


@frozen
class DatedMeaning(Line):
    period: Period
    meaning: Meaning
    authority: Authority = NO_AUTHORITY


@frozen
class Rule(Line):
    """`arguments` of `rule r of dependant` is one argument that is named like its entity."""

    name: Name
    arguments: tuple[Argument, ...]
    type: TypeWords | None  # None is a yes-or-no rule
    entries: "tuple[Title | Fills | AsAtLine | DatedMeaning | Meaning, ...]"
    authority: Authority = NO_AUTHORITY


# ------------------------------------------------------------------------------------------------ benefits


@frozen
class ConditionEntry(Line):
    """A condition that stands in a benefit or a payment, by the word that introduces it.

    `verb` keeps how `payable when` was written: payable, due, met, available or answered yes.
    """

    word: Literal["applies when", "payable when", "unless", "when", "while"]
    condition: Condition
    verb: str = "payable"


@frozen
class DateEntry(Line):
    """`from`, `until` or `to` of a payment, or `tiers fixed on` of shares."""

    word: Literal["from", "until", "to", "tiers fixed on"]
    expression: Expression
    authority: Authority = NO_AUTHORITY


@frozen
class Things(Line):
    word: Literal["needs", "provides", "excludes", "paid to"]
    things: tuple[Thing, ...]
    authority: Authority = NO_AUTHORITY


@frozen
class Note(Line):
    words: Words
    authority: Authority = NO_AUTHORITY


@frozen
class Pays(Line):
    name: Name
    type: TypeWords
    payee: Name | None
    entries: "tuple[Title | ConditionEntry | DateEntry | Things | Meaning, ...]"
    authority: Authority = NO_AUTHORITY


@frozen
class OfLine(Line):
    """`of amount` in shares and draws, and `each amount` in draws: what is divided, what each may take."""

    word: Literal["of", "each"]
    amount: Amount
    authority: Authority = NO_AUTHORITY


@frozen
class Among(Line):
    """`among dependants by relation`, `among parts in proportion to weight of part`, `among invoices in order of e`"""

    list_name: Name
    by_field: Name | None = None
    proportion: Expression | None = None
    order: Expression | None = None
    authority: Authority = NO_AUTHORITY


@frozen
class Fate(Node):
    """What becomes of a share: it lapses, or passes to a class or (`the_others`) to the other classes."""

    word: Literal["lapses", "passes to", "by reading"]
    to: Name | None = None
    reading: Name | None = None
    branches: "tuple[tuple[Name, Fate], ...]" = ()


@frozen
class Ends(Line):
    """`ends on date : fate`, and `also before` of an ending that may lie before the tiers are fixed."""

    expression: Expression
    fate: Fate
    authority: Authority = NO_AUTHORITY
    also_before: bool = False


@frozen
class Barred(Line):
    expression: Expression
    authority: Authority = NO_AUTHORITY


@frozen
class ShareClass(Line):
    """`child 2/5 equally where (...) when ...`"""

    name: Name
    part: Expression
    where: Expression | None
    when: Expression | None
    entries: "tuple[ConditionEntry | Barred | Ends | Unfilled, ...]" = ()
    authority: Authority = NO_AUTHORITY


@frozen
class Tier(Line):
    word: Literal["first", "next"]
    when: Expression | None
    classes: tuple[ShareClass, ...]
    authority: Authority = NO_AUTHORITY
    unfilled: "tuple[Unfilled, ...]" = ()


@frozen
class Party(Line):
    """`government 90% of total`; without an amount it takes the rest."""

    name: Name
    amount: Amount | None
    authority: Authority = NO_AUTHORITY


@frozen
class Parties(Line):
    parties: tuple[Party, ...]
    authority: Authority = NO_AUTHORITY


@frozen
class Division(Line):
    """`divided again when a share ends` or `divided once`"""

    again: bool
    authority: Authority = NO_AUTHORITY


@frozen
class Unfilled(Line):
    """`unfilled lapses`: of all classes, or of those of the tier or the one class that it stands in."""

    fate: Fate
    authority: Authority = NO_AUTHORITY


@frozen
class SplitTo(Line):
    """`split to 1 sen, odd units to earliest born_on of dependant`"""

    unit: Expression
    odd: Literal["to", "largest remainder", "unpaid"]
    pick: PickWord | None = None
    key: Expression | None = None
    authority: Authority = NO_AUTHORITY


@frozen
class Rest(Line):
    """`rest unpaid` (to is None) or `rest to name`"""

    to: Name | None
    authority: Authority = NO_AUTHORITY


SharesEntry = (
    Title | OfLine | Among | ConditionEntry | DateEntry | Tier | Parties | Division | Unfilled | SplitTo | Rest
)


@frozen
class Shares(Line):
    name: Name
    type: TypeWords
    entries: tuple[SharesEntry, ...]
    authority: Authority = NO_AUTHORITY


@frozen
class Draws(Line):
    name: Name
    type: TypeWords
    entries: "tuple[Title | OfLine | Among | ConditionEntry | Rest, ...]"
    authority: Authority = NO_AUTHORITY


BenefitEntry = Title | AsAtLine | ConditionEntry | Rule | Pays | Shares | Draws | Things | Note


@frozen
class Benefit(Line):
    """`for_each` is (variable, list) of a benefit that is decided once for each member of a list."""

    kind: Literal["benefit", "charge", "duty", "service", "question"]
    name: Name
    for_each: tuple[Name, Name] | None
    entries: tuple[BenefitEntry, ...]
    authority: Authority = NO_AUTHORITY


# ------------------------------------------------------------------------------------------------ open points


@frozen
class Always(Line):
    name: Name
    entries: "tuple[Title | ConditionEntry, ...]"  # one ConditionEntry with the word "when": the `that` line
    authority: Authority = NO_AUTHORITY


@frozen
class Assumption(Line):
    name: Name
    entries: tuple[Title, ...]
    authority: Authority = NO_AUTHORITY


@frozen
class Gap(Line):
    name: Name
    type: TypeWords
    entries: "tuple[Title | Ask, ...]"
    authority: Authority = NO_AUTHORITY
    limits: Limits | None = None


@frozen
class Discretion(Line):
    name: Name
    office: Name
    entries: "tuple[Title | Ask, ...]"
    authority: Authority = NO_AUTHORITY


@frozen
class Option(Line):
    name: Name
    words: Words
    because: Words | None  # of the option that is chosen
    authority: Authority = NO_AUTHORITY


@frozen
class Reading(Line):
    name: Name
    entries: "tuple[Title | Option, ...]"
    authority: Authority = NO_AUTHORITY


# ------------------------------------------------------------------------------------------------ cases


@frozen
class Span2(Node):
    """`2024-01-01 to 2024-02-03` among given values: days or months, both ends in."""

    start: Expression
    end: Expression


@frozen
class Given(Line):
    """`name is value, value` with, for a finding, who found it and when; `missing` takes back what `like` brought."""

    name: Name
    values: "tuple[Expression | Span2, ...]"
    missing: bool = False
    by: Name | None = None
    on: date | None = None


@frozen
class GivenElement(Line):
    id: Name
    given: "tuple[Given | GivenList, ...]"


@frozen
class GivenList(Line):
    name: Name
    elements: tuple[GivenElement, ...]
    partial: bool = False


ExpectedWord = Literal[
    "limb",
    "amount",
    "value",
    "missing",
    "open",
    "code",
    "from",
    "until",
    "to",
    "paid to",
    "needs",
    "provides",
    "excludes",
]


@frozen
class Expected(Line):
    """One expectation inside `expect`: the word says of what.

    limb (`limb ii.a is no`), amount (`total is RM5.00`, `total of ali is ...`), value (`is ...`), missing (`missing a,
    b`), open (`open a, b`), code (`code F203 "certified_leave"`), the days of a payment (`pension from 2024-03-07`,
    `until`, `to`), its payee (`total paid to widow`), or things (`needs form_34`, `provides clinic`, `excludes fuel`);
    of the last two `holds` is no behind `not`.
    """

    word: ExpectedWord
    name: str = ""
    member: str = ""
    names: tuple[Name, ...] = ()
    value: Expression | None = None
    status: Literal["", "undetermined", "referred", "not payable"] = ""
    fact: str = ""
    holds: bool = True


@frozen
class Case(Line):
    name: Name
    like: Name | None
    title: Words
    question: Name | None
    member: Name | None
    on: date | None
    origin: tuple[str, Authority] | None  # own words, or items of sources
    readings: tuple[tuple[Name, Name], ...]
    given: "tuple[Given | GivenList, ...]"
    outcome: Literal["", "payable", "not payable", "undetermined", "referred", "value", "an error"]
    expected: tuple[Expected, ...]


Declaration = (
    RuleBook | Module | SourceDocument | Body | Unit | ListOfValues | Entity | Fact | Parameter | Scale
    | FurtherVersions | Rule | Benefit | Always | Assumption | Gap | Discretion | Reading | Case
)  # fmt: skip


@frozen
class File:
    """One rule file: its declarations in order, and the comments that stand after the last of them.

    below: to which book it belongs: 0 the one that was asked for, 1 the book that it extends, 2 the one which that
    extends, and so on.
    """

    source: Source = field(eq=False)
    declarations: tuple[Declaration, ...] = ()
    comments: tuple[str, ...] = ()
    below: int = 0


@frozen
class Parsed:
    """What parse returns: as much of the file as could be read, and everything that is wrong with the rest."""

    file: File
    diagnostics: tuple[Diagnostic, ...] = ()
