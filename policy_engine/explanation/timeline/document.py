"""What a timeline says, as plain data: every sentence is already in the reader's language.

Invariant: nothing here knows Steps or the rule book; a renderer needs only this.
"""

from attrs import frozen

from policy_engine.explanation.document import AssumptionUsed, FromOutside, Plain, ReadingUsed


@frozen
class PersonPaid:
    """What one person or party is paid in a stretch; `why_not` where it is nothing.  part: of the whole, in words."""

    id: str
    name: str
    class_title: str
    state: str
    amount: str
    data: Plain
    part: str
    why_not: str


@frozen
class Paid:
    """One payment in a stretch: its status and rate, and the shares of it."""

    name: str
    label: str
    status: str
    amount: str
    data: Plain
    payee_name: str
    persons: tuple[PersonPaid, ...] = ()
    rest: str = ""
    rest_data: Plain = None


@frozen
class StretchTold:
    """Days from `start` to `last` (both paid; "" for no end), with what is paid on each of them.

    until: the first day of the next stretch, "" for no end.  reasons: why this stretch differs from the one before.
    sure: whether it is known what happens up to its end; else it holds if nothing changes.
    missing, open_points: questions to put, and what the law leaves open.  turns_on: the names of the readings on which
    something turns on any of the days.
    """

    start: str
    until: str
    when: str
    reasons: tuple[str, ...]
    outcome: str
    verdict: str
    paid: tuple[Paid, ...]
    sure: bool
    missing: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    turns_on: tuple[str, ...] = ()


@frozen
class PaidOnce(Paid):
    """An amount that is paid once; on: the day, if it has one of its own."""

    on: str = ""
    on_text: str = ""


@frozen
class Days:
    """Days from `start` to the day before `until`; "" for no end, both "" for a day that is not known.

    when: in words.  why: what is not known of them.
    """

    start: str
    until: str
    when: str
    why: str = ""


@frozen
class SumTold:
    """What something comes to: in words, and as data where all of it is known.

    known: the part that is known, as data.  open: the days of which the rest is not.
    """

    text: str
    data: Plain
    known: Plain
    open: tuple[Days, ...] = ()


@frozen
class ReadingOverTime(ReadingUsed):
    """A disputed clause, and the days on which what is paid turns on it."""

    days: tuple[Days, ...] = ()


@frozen
class TotalTold:
    """What one payment, or one person's share or rest of it, comes to between two days.

    id: the person, "" where it is not shared.  whom: to whom it is paid, in words.
    paid, owing: where awards are recorded.
    """

    payment: str
    label: str
    id: str
    whom: str
    due: SumTold
    paid: SumTold | None = None
    owing: SumTold | None = None


@frozen
class TimelineTold:
    """A benefit over time.  known_to: up to where facts go.

    totals_text, totals_start, totals_until: "" where no totals were asked.  together: where several are added up.
    """

    language: str
    question: str
    title: str
    member: str
    outcome: str
    verdict: str
    as_at: str
    as_at_text: str
    known_to: str
    known_to_text: str
    if_nothing_changes: str
    stretches: tuple[StretchTold, ...]
    once: tuple[PaidOnce, ...]
    totals: tuple[TotalTold, ...]
    totals_text: str = ""
    totals_start: str = ""
    totals_until: str = ""
    together: TotalTold | None = None
    readings: tuple[ReadingOverTime, ...] = ()
    assumptions: tuple[AssumptionUsed, ...] = ()
    citations: tuple[str, ...] = ()
    outside: tuple[FromOutside, ...] = ()
