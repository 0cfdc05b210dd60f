"""Every node of what is meant: names resolved, every expression typed, sugar gone.

About fifteen constructors carry the whole language; operators are entries of functions.py and not node classes.
Each node keeps the span of the officer's text that it comes from and the authority by which it stands.

Invariant: `match` over Expression has one arm per class and no `case _` in every pass, so that a new node breaks the
build where it must be known.  Names of rules, facts, parameters and benefits are keys of model/rulebook.py::Model.
"""

from typing import Literal as OneLiteral

from attrs import field, frozen

from policy_engine.model.types import YES_NO, Type
from policy_engine.source.text import NOWHERE, Span
from policy_engine.values.value import Value


@frozen
class Cited:
    """Items of one source."""

    source: str
    items: tuple[str, ...]


@frozen
class Authority:
    """By what right: items of sources, and assumptions by name."""

    citations: tuple[Cited, ...] = ()
    assumptions: tuple[str, ...] = ()


NO_AUTHORITY = Authority()


@frozen
class Words:
    """Text in the languages of the book; a title that is missing in one of them is found at check."""

    en: str = ""
    ms: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it is said."""
        return tuple(language for language, text in (("en", self.en), ("ms", self.ms)) if text.strip())

    def only_in(self, language: str) -> str:
        """The text in the language; "" where there is none."""
        return self.en if language == "en" else self.ms

    def spoken(self, language: str) -> str:
        """The text in the language, else in the other: a book may speak one language alone."""
        return self.only_in(language) or self.en or self.ms


NO_WORDS = Words()


@frozen
class Node:
    span: Span = field(kw_only=True, eq=False, repr=False, default=NOWHERE)
    authority: Authority = field(kw_only=True, eq=False, repr=False, default=NO_AUTHORITY)


@frozen
class Literal(Node):
    value: Value
    type: Type


@frozen
class FactValue(Node):
    """A fact of the case, also a finding or an election.  The interpreter takes its `ask_when` from the Model."""

    fact: str
    type: Type


@frozen
class FieldValue(Node):
    """A field of a member: `born_on of dependant`."""

    entity: str
    field: str
    of: "Expression"
    type: Type


THE_DAY_PAID = "the day paid"
"""The name of the running day of a payment, as a Variable: each day for which it is paid."""


@frozen
class Variable(Node):
    """An argument of the rule, the member that a quantifier or an aggregate is looking at, or the day paid."""

    name: str
    type: Type


@frozen
class TheDay(Node):
    """The one date for which a rule is asked."""

    type: Type


@frozen
class Use(Node):
    """The value of another rule.  `rule` is a key of Model.rules."""

    rule: str
    arguments: "tuple[Expression, ...]"
    type: Type


@frozen
class Lookup(Node):
    """The value of a parameter in force on the day, by its keys if it has any."""

    parameter: str
    keys: "tuple[Expression, ...]"
    type: Type


@frozen
class ScaleValue(Node):
    """A marginal scale in force on the day, applied to a base: each slice at its own rate."""

    scale: str
    base: "Expression"
    type: Type


@frozen
class Operation(Node):
    """An operator of model/functions.py on known values: arithmetic, comparison, calendar."""

    operator: str
    operands: "tuple[Expression, ...]"
    type: Type


@frozen
class Limb(Node):
    """One limb of a condition; `label` is "" in a condition written in one line with and, or, not, unless."""

    label: str
    expression: "Expression"


@frozen
class Limbs(Node):
    word: OneLiteral["all of", "any of", "none of"]
    limbs: tuple[Limb, ...]
    type: Type = YES_NO


@frozen
class Round(Node):
    """Rounds the operand to a whole multiple of `unit` (a positive exact number in the operand's base unit)."""

    operand: "Expression"
    mode: OneLiteral["half up", "half even", "down", "up"]
    unit: "Literal"
    type: Type


EachWord = OneLiteral[
    "some", "every", "no", "number", "sum", "average", "lowest", "highest", "pick lowest", "pick highest"
]


@frozen
class Each(Node):
    """One look over a list.  `body` is the condition, the amount or the key; it is None for `number`.

    Dates, months and moments use lowest and highest too (earliest and latest are words for people).
    """

    word: EachWord
    subject: "Expression"
    variable: str
    body: "Expression | None"
    where: "Expression | None"
    type: Type


@frozen
class Row(Node):
    """One row of a choice.

    label: what people call it: the number of a row ("1"), the name of a clause, or "otherwise".
    test: when it holds; None for a row without condition and for `otherwise`.
    overrides: positions of the rows that it beats wherever both hold.
    columns: for a table, the condition of each column in its order (`test` is all of them).
    title: the words of a clause; computed from as little as any title.
    """

    label: str
    test: "Expression | None"
    value: "Expression"
    overrides: tuple[int, ...] = ()
    otherwise: bool = False
    columns: "tuple[Expression | None, ...]" = ()
    title: Words = field(kw_only=True, eq=False, repr=False, default=NO_WORDS)


@frozen
class Choose(Node):
    """Exactly one row decides.  A table, rows with `when`, bands and named clauses are all this."""

    form: OneLiteral["rows", "table", "bands", "clauses"]
    rows: tuple[Row, ...]
    type: Type


@frozen
class OpenPoint(Node):
    """A gap or a discretion by name: a value that no source gives.

    filling: what a book that extends this one puts in the place of a gap.
    """

    kind: OneLiteral["gap", "discretion"]
    name: str
    type: Type
    filling: "Expression | None" = None


@frozen
class ByReading(Node):
    """A disputed clause: one branch for each option of the reading."""

    reading: str
    branches: "tuple[tuple[str, Expression], ...]"
    type: Type


@frozen
class AsAt(Node):
    """The expression asked for another date."""

    expression: "Expression"
    date: "Expression"
    type: Type


@frozen
class Payable(Node):
    """Whether another benefit is payable on the same facts."""

    benefit: str
    type: Type = YES_NO


@frozen
class PaidOn(Node):
    """Whether the award of another benefit is recorded: begun on or before the date and paid at least to its eve."""

    benefit: str
    on: "Expression"
    type: Type = YES_NO


Expression = (
    Literal | FactValue | FieldValue | Variable | TheDay | Use | Lookup | ScaleValue | Operation | Limbs | Round | Each
    | Choose | OpenPoint | ByReading | AsAt | Payable | PaidOn
)  # fmt: skip
