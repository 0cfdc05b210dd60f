"""Every node of what an officer wrote.

Invariant: a tree says what stands in the file and nothing of what it means: names are text, sugar and
brackets are kept, no node has a type.  `==` ignores places, so `parse(format(tree)) == tree` is plain equality.
The grammar rule, the builder method in parse.py and the node share one name wherever they can.
"""

from datetime import date, datetime
from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from policy_engine.source.text import NOWHERE, Span

# ------------------------------------------------------------------------------------------------ the bases


@frozen
class Node:
    """Anything an officer can point at."""

    span: Span = field(kw_only=True, eq=False, repr=False, default=NOWHERE)


@frozen
class Line(Node):
    """A node that begins a line of its own and can therefore carry comments.

    `comments` are the comment lines above it, without their `--` and the blanks around; `remark` is the comment
    behind its last word.  Comments that end a file stand in File.comments.
    """

    comments: tuple[str, ...] = field(kw_only=True, default=())
    remark: str = field(kw_only=True, default="")


@frozen
class Name(Node):
    text: str


@frozen
class Words(Node):
    """One thing said in English and Malay; an empty text is a language left out."""

    en: str = ""
    ms: str = ""


@frozen
class Citation(Node):
    """`cites deck FHUS-3, FHUS-4` : a source and item ids of it; several sources are several citations."""

    source: Name
    items: tuple[Name, ...]


@frozen
class Authority(Node):
    """By what right a line stands: items of sources and named assumptions."""

    citations: tuple[Citation, ...] = ()
    assumptions: tuple[Name, ...] = ()


NO_AUTHORITY = Authority()

# ------------------------------------------------------------------------------------------------ expressions


@frozen
class NumberValue(Node):
    value: Fraction
    per: str = ""  # a unit word in the singular: day, week, month, year, hour, or ""


@frozen
class MoneyValue(Node):
    value: Fraction  # in the major unit (ringgit), exact
    symbol: str
    per: str = ""
    decimals: int = field(eq=False, default=0)  # as many as were written, for printing


@frozen
class PercentValue(Node):
    value: Fraction  # 80% is Fraction(4, 5); the text is kept for printing
    text: str = field(eq=False, default="")


@frozen
class FractionValue(Node):
    numerator: int
    denominator: int


@frozen
class DurationValue(Node):
    value: Fraction
    unit: str  # as written: day, days, week, weeks, month, months, year, years, hour, hours, or a declared unit
    per: str = ""


@frozen
class DateValue(Node):
    value: date


@frozen
class MonthValue(Node):
    year: int
    month: int


@frozen
class MomentValue(Node):
    value: datetime  # with its offset, as written


@frozen
class TextValue(Node):
    value: str


@frozen
class YesNoValue(Node):
    value: bool


@frozen
class NeverValue(Node):
    pass


@frozen
class Reference(Node):
    """A name where a value is wanted."""

    name: str


@frozen
class TheDay(Node):
    """`the day`, or `the day paid`: each day for which a payment is paid."""

    paid: bool = False


@frozen
class Of(Node):
    """`left of right`: a field of a person, a rule or table asked for a value, or a share of an amount."""

    left: "Expression"
    right: tuple["Expression", ...]


ArithmeticWord = Literal["plus", "minus", "times", "divided by", "for"]
CompareWord = Literal[
    "at least",
    "at most",
    "below",
    "over",
    "before",
    "after",
    "on or before",
    "on or after",
    "is",
    "is not",
    "outside",
    "in",
]


@frozen
class Arithmetic(Node):
    word: ArithmeticWord
    left: "Expression"
    right: "Expression"


@frozen
class Compare(Node):
    word: CompareWord
    left: "Expression"
    right: "Expression"


@frozen
class InValues(Node):
    """`x in (a, b)`"""

    subject: "Expression"
    values: tuple["Expression", ...]


@frozen
class Logic(Node):
    """A chain of one connective: `a and b and c`."""

    word: Literal["and", "or", "unless"]
    operands: tuple["Expression", ...]


@frozen
class Not(Node):
    operand: "Expression"


@frozen
class Modifier(Node):
    """`not below x`, `not above x` or `rounded half up to 1 sen`, with an authority of its own."""

    word: Literal["not below", "not above", "rounded"]
    operand: "Expression"
    rounding: Literal["", "half up", "half even", "down", "up"] = ""
    authority: Authority = NO_AUTHORITY


@frozen
class Amount(Node):
    """The value of an `is` line: an expression, then its limits and rounding in order."""

    expression: "Expression"
    modifiers: tuple[Modifier, ...] = ()
    authority: Authority = NO_AUTHORITY


@frozen
class Brackets(Node):
    """( ... ), in which limits and rounding may stand; they carry no authority there."""

    expression: "Expression"
    modifiers: tuple[Modifier, ...] = ()


@frozen
class Calendar(Node):
    word: Literal["month of", "year of", "date of", "first day of", "last day of"]
    operand: "Expression"


@frozen
class Age(Node):
    born: "Expression"
    on: "Expression | None" = None


@frozen
class DateWhen(Node):
    """`date when born_on reaches 21 years`"""

    born: "Expression"
    age: "Expression"


@frozen
class Between(Node):
    """`days from a to b` (both ends counted) and `days from a until b` (the end not counted), and its likes."""

    word: Literal["days from", "months elapsed from", "years elapsed from", "whole calendar months from", "hours from"]
    start: "Expression"
    end_word: Literal["to", "until"]
    end: "Expression"


@frozen
class Counting(Node):
    """`30 days counting d`: the day on which the count that gives d the number 1 ends."""

    duration: DurationValue
    start: "Expression"


@frozen
class Excess(Node):
    """`excess of a over b`: a minus b, and nothing where b is the greater."""

    left: "Expression"
    right: "Expression"


@frozen
class Window(Node):
    """`paid_months within the 40 months before m`"""

    subject: "Expression"
    length: "Expression"
    before: "Expression"


@frozen
class Within(Node):
    """`paid_months within year of d`"""

    subject: "Expression"
    container: "Expression"


@frozen
class Counted(Node):
    """`paid_months counted from a to b`"""

    subject: "Expression"
    start: "Expression"
    end_word: Literal["to", "until"]
    end: "Expression"


@frozen
class NumberOf(Node):
    """`number of dependants where (relation of dependant is child)`: the member is named by its entity."""

    subject: "Expression"
    where: "Expression | None" = None


@frozen
class Aggregate(Node):
    """`sum of fee of i for each i in invoices where (...)`; without `for each` the body is itself a list."""

    word: Literal["sum of", "average of", "lowest of", "highest of", "earliest of", "latest of"]
    body: "Expression"
    variable: str = ""
    subject: "Expression | None" = None
    where: "Expression | None" = None


@frozen
class Extreme(Node):
    """`lowest of (a, b, c)`; sum and average take a tuple too."""

    word: Literal["sum of", "average of", "lowest of", "highest of", "earliest of", "latest of"]
    operands: tuple["Expression", ...]


PickWord = Literal["lowest", "highest", "earliest", "latest"]


@frozen
class Picked(Node):
    """`the child in children with earliest born_on of child`"""

    variable: str
    subject: "Expression"
    pick: PickWord
    key: "Expression"


@frozen
class Quantified(Node):
    word: Literal["some", "every", "no"]
    variable: str
    subject: "Expression"
    condition: "Expression"


@frozen
class AsAt(Node):
    expression: "Expression"
    date: "Expression"


@frozen
class Payable(Node):
    """`funeral payable`: the outcome of another benefit on the same facts."""

    benefit: Name


@frozen
class PaidOn(Node):
    """`permanent_disablement paid on d`: the recorded award of another benefit."""

    benefit: Name
    on: "Expression"


Expression = (
    NumberValue | MoneyValue | PercentValue | FractionValue | DurationValue | DateValue | MonthValue | MomentValue
    | TextValue | YesNoValue | NeverValue | Reference | TheDay | Of | Arithmetic | Compare | InValues | Logic | Not
    | Brackets | Calendar | Age | DateWhen | Between | Counting | Excess | Window | Within | Counted | NumberOf
    | Aggregate | Extreme | Picked | Quantified | AsAt | Payable | PaidOn
)  # fmt: skip

# ------------------------------------------------------------------------------------------------ conditions


@frozen
class Limb(Line):
    label: str  # "i", "a" or "1", without its full stop
    condition: "Condition"


@frozen
class Group(Line):
    """`all of`, `any of` or `none of` labelled limbs."""

    word: Literal["all of", "any of", "none of"]
    limbs: tuple[Limb, ...]
    authority: Authority = NO_AUTHORITY


@frozen
class Stated(Node):
    """A condition in one expression, with its authority."""

    expression: Expression
    authority: Authority = NO_AUTHORITY


@frozen
class Alternative(Line):
    """One branch of `by reading`: the name of a reading's option, and what is meant under it."""

    option: Name
    meaning: "Amount | Meaning"


@frozen
class ByReading(Line):
    reading: Name
    alternatives: tuple[Alternative, ...]
    authority: Authority = NO_AUTHORITY


Condition = Stated | Group | ByReading

# ------------------------------------------------------------------------------------------------ meanings


@frozen
class Is(Line):
    amount: Amount


@frozen
class Row(Line):
    """`amount when condition`, or `when condition` with a meaning below; without a condition it is `otherwise`."""

    amount: "Amount | Meaning"
    when: Expression | None
    authority: Authority = NO_AUTHORITY


@frozen
class Rows(Line):
    rows: tuple[Row, ...]


@frozen
class AnyCell(Node):
    pass


@frozen
class IsCell(Node):
    """The head of the result column."""


@frozen
class OtherwiseCell(Node):
    pass


@frozen
class CompareCell(Node):
    """`at least 4 days` in a cell: the column's expression is compared with it."""

    word: CompareWord
    operand: Expression


@frozen
class RangeCell(Node):
    """`from a to b`, both ends in; `up to b` has no start."""

    start: Expression | None
    end: Expression


@frozen
class TestsCell(Node):
    """One or several alternatives: `child, sibling`; a plain expression means that the column is equal to it."""

    tests: "tuple[Expression | CompareCell | RangeCell, ...]"


Cell = AnyCell | IsCell | OtherwiseCell | TestsCell


@frozen
class TableRow(Line):
    cells: tuple[Cell, ...]
    authority: Authority = NO_AUTHORITY


@frozen
class Table(Line):
    """`rows[0]` is the head: one expression a column, the last head is `is`."""

    rows: tuple[TableRow, ...]
    authority: Authority = NO_AUTHORITY


@frozen
class Edge(Node):
    """Where a band ends or begins: `below x`, `up to x`, `over x`, `at least x`; of dates `before D` and so on."""

    word: Literal["below", "up to", "over", "at least", "before", "on or before", "after", "on or after"]
    value: Expression


@frozen
class Band(Line):
    edge: Edge | None  # None is `otherwise`
    amount: Amount
    authority: Authority = NO_AUTHORITY


@frozen
class Bands(Line):
    subject: Expression
    bands: tuple[Band, ...]
    authority: Authority = NO_AUTHORITY


@frozen
class Clause(Line):
    """`a3 overrides a2: 15% of income when children at least 2`"""

    name: Name
    overrides: tuple[Name, ...]
    within: tuple[Name, ...]
    amount: Amount
    when: Expression | None
    authority: Authority = NO_AUTHORITY
    words: Words = Words()


@frozen
class Clauses(Line):
    clauses: tuple[Clause, ...]
    authority: Authority = NO_AUTHORITY


Meaning = Is | Rows | Group | Table | Bands | Clauses | ByReading

# ------------------------------------------------------------------------------------------------ types as written


@frozen
class TypeWords(Node):
    """A type as written: `word` is money, percent, fraction, number, count, date, moment, periods, text, yes or no,
    one of, calendar month(s), calendar year, birth date, a unit word or the name of an entity or unit."""

    word: str
    per: str = ""
    list_name: Name | None = None  # of `one of`
    or_never: bool = False


@frozen
class Limits(Node):
    low: Expression | None = None
    high: Expression | None = None
    step: Expression | None = None


@frozen
class FactType(Node):
    """The type of a fact: a plain type with limits, or a list of it."""

    item: TypeWords
    limits: Limits = Limits()
    is_list: bool = False
    ordered: bool = False
    length: tuple[int, int] | None = None


# ------------------------------------------------------------------------------------------------ shared entries


@frozen
class Title(Line):
    words: Words


@frozen
class Ask(Line):
    words: Words


@frozen
class Period(Node):
    """`from d`, `from d to d` (both days in) or `before d` (start None, end the day before which it holds)."""

    start: date | None
    to: date | None = None
    before: date | None = None


@frozen
class AsAtLine(Line):
    expression: Expression
    authority: Authority = NO_AUTHORITY


@frozen
class ReviewedThrough(Line):
    date: date
    authority: Authority = NO_AUTHORITY


@frozen
class Thing(Line):
    """A document, a benefit in kind, an exclusion or a possible payee."""

    name: Name
    words: Words
    when: Expression | None
    authority: Authority = NO_AUTHORITY
