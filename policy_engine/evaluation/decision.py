"""What a question to the rule book comes to.

Invariant: a decision is data; its words are made by the explanation floor.  Entitlement never depends on an amount,
and `bool(decision)` raises, because four outcomes are not two.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Literal

from attrs import field, frozen

from policy_engine.evaluation.step import Hole, Step
from policy_engine.model import rulebook
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.values.value import Value


class Outcome(Enum):
    """What comes of an entitlement: facts may be missing, and an open point of the law may stand in the way."""

    PAYABLE = "payable"
    NOT_PAYABLE = "not_payable"
    UNDETERMINED = "undetermined"
    REFERRED = "referred"


class Status(Enum):
    """Of one payment: its amount is known, it is not due, facts are missing, or an open point stands in the way."""

    KNOWN = "known"
    NOT_PAYABLE = "not_payable"
    UNDETERMINED = "undetermined"
    REFERRED = "referred"


@frozen
class Award:
    """A recorded award of a benefit: its first day, and the last day it was paid (None: still paid)."""

    benefit: str
    begun: date
    paid_to: date | None = None


@frozen
class Found:
    """Who made a finding, and when."""

    by: str
    on: date | None = None


@frozen
class Facts:
    """The facts of one case, read and checked against the rule book (evaluation/facts.py makes it)."""

    values: Mapping[str, Value]
    found: Mapping[tuple[str, str], Found] = field(factory=dict)  # (fact, member id or "") -> who found it
    awards: tuple[Award, ...] | None = None
    documents: frozenset[str] | None = None
    rulings: Mapping[str, Value] = field(factory=dict)
    known_to: date | None = None  # the last day up to which it is known what has happened


@frozen
class ShareResult:
    """What one member or party gets."""

    member: str  # id of the member, or the name of the party
    class_name: str
    state: Literal["paid", "not in a class", "tier not reached", "no share", "ended", "barred", "class not admitted",
        "open", "not on this day",
    ]  # fmt: skip
    exact: Value
    amount: Value
    steps: tuple[Step, ...] = ()


@frozen
class PaymentResult:
    """One payment of a benefit on these facts.

    value: the amount (Open where it is not known); step: how it came to be.
    starts, until: a date, NEVER, Open or None where the payment has no such end; `until` is the first day not paid.
    shares, rest: for shares and draws; their amounts and the rest add up to the amount.
    """

    payment: rulebook.Payment | rulebook.Shares | rulebook.Draws
    status: Status
    value: Value
    step: Step | None
    when: Step | None = None
    starts: Step | None = None
    until: Step | None = None
    while_: Step | None = None
    shares: tuple[ShareResult, ...] = ()
    rest: Value | None = None
    tier: int | None = None
    missing: tuple[Hole, ...] = ()
    open_points: tuple[Hole, ...] = ()
    steps: tuple[Step, ...] = ()  # of shares and draws: tests of tiers and classes, for the explanation
    payees: "tuple[ThingResult, ...]" = ()  # who may be paid, where the payment lists it


@frozen
class ThingResult:
    """A document, benefit in kind or payee: whether it applies here, and for a document whether it was handed in."""

    thing: rulebook.Thing
    applies: Step | None  # None: always
    handed_in: bool | None = None


@frozen(eq=False)
class Decision:
    """The answer to one question: a benefit (for a member of a list if it has one), or a plain rule.

    For a rule, `outcome` is UNDETERMINED or REFERRED where the value is open, and None where it is known; the value is
    `condition.value`.  `missing` are the facts still needed, in the order to ask them.
    """

    question: str
    member: str
    outcome: Outcome | None
    as_at: Step | None
    on: date | None
    condition: Step
    applies: Step | None = None
    payments: tuple[PaymentResult, ...] = ()
    needs: tuple[ThingResult, ...] = ()
    provides: tuple[ThingResult, ...] = ()
    excludes: tuple[ThingResult, ...] = ()
    missing: tuple[Hole, ...] = ()
    open_points: tuple[Hole, ...] = ()
    readings: Mapping[str, str] = field(factory=dict)  # every reading that was used, with the option taken
    facts: Facts | None = field(default=None, repr=False)
    options: Mapping[str, str] = field(factory=dict, repr=False)  # of every reading of the book, used or not

    def __bool__(self) -> bool:
        raise TypeError("a decision has four outcomes: compare decision.outcome")


@frozen
class Decided:
    """What decide returns: one decision (one a member for a benefit of a list), or what is wrong with the question."""

    decisions: tuple[Decision, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
