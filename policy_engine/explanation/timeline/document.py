"""What a timeline says, as plain data: every sentence is already in the reader's language.

Invariant: nothing here knows Steps or the rule book; a renderer needs only this.
"""

from attrs import frozen

from policy_engine.explanation.document import FromOutside, Plain


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
    missing, open_points: questions to put, and what the law leaves open.
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


@frozen
class PaidOnce:
    """An amount that is paid once: the day, if it has one of its own."""

    name: str
    label: str
    status: str
    amount: str
    data: Plain
    on: str
    on_text: str
    payee_name: str


@frozen
class TotalTold:
    """What one payment, or one person's share of it, comes to between two days; a note where that cannot be said."""

    payment: str
    label: str
    id: str
    due: str
    due_data: Plain
    paid: str = ""
    paid_data: Plain = None
    owing: str = ""
    owing_data: Plain = None


@frozen
class TimelineTold:
    """A benefit over time.  start, until: of the totals, "" where none were asked; known_to: up to where facts go."""

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
    assumptions: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    outside: tuple[FromOutside, ...] = ()
