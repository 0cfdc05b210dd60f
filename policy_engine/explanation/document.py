"""What an explanation says, as plain data: every sentence is already in the reader's language.

Invariant: nothing here knows Steps, nodes or the rule book; a renderer needs only this.  `id`s are the same in every
language and stay the same as long as the labels of the law do, so that programs may refer to them.
"""

from typing import Literal

from attrs import frozen

Mark = Literal["yes", "no", "unknown", "open"]
Plain = str | int | bool | None | tuple["Plain", ...] | dict[str, "Plain"]
"""A value as JSON can hold it exactly: amounts, fractions and lengths are text."""


@frozen
class Figure:
    """Two values compared: what was found, the operator, what it was held against, and how far it falls short."""

    name: str
    value: Plain
    operator: str
    bound: Plain
    shown_value: str
    shown_bound: str
    distance: str = ""


@frozen
class Reason:
    """One limb of the condition, or what stands behind one.

    id: path of labels such as `payable.ii.a`.  label: the last of them as people write it, or "".
    truth: what holds if every open point is decided against, and in favour (None: facts are missing).
    see: the id of the reason where the same thing has been explained already.
    lines: how the figures that are compared were worked out.
    """

    id: str
    label: str
    mark: Mark
    truth: tuple[bool | None, bool | None]
    sentence: str
    citations: tuple[str, ...] = ()
    figure: Figure | None = None
    children: tuple["Reason", ...] = ()
    see: str = ""
    lines: tuple["Line", ...] = ()


@frozen
class Line:
    """One figure on the way to an amount: its name, its value, and how it was worked out in one line."""

    name: str
    label: str
    value: str
    data: Plain
    working: str
    citations: tuple[str, ...] = ()


@frozen
class Share:
    """What one person or party gets; `why_not` says why nothing, where it is nothing.

    name: the title of a party, or "".  part: of the class, as it is written.
    working: how the share came of it, in words.
    """

    payment: str
    id: str
    class_name: str
    class_title: str
    part: str
    state: str
    amount: str
    data: Plain
    exact: str
    why_not: str
    working: str = ""
    name: str = ""
    citations: tuple[str, ...] = ()


@frozen
class Payee:
    """One of several who may be paid; `state` says whether the payment is for this one."""

    name: str
    title: str
    state: Mark
    citations: tuple[str, ...] = ()


@frozen
class Amount:
    """One payment: its status and value, to whom, from when to when, and how it was worked out.

    type: of the value, in the words of the rule language: `money per month`.
    lasts: the condition under which it goes on, or "".
    """

    name: str
    label: str
    status: str
    value: str
    data: Plain
    exact: str
    type: str
    payee: str
    payee_name: str
    starts: Plain
    until: Plain
    times: str
    line: Line | None
    lines: tuple[Line, ...] = ()
    reasons: tuple[Reason, ...] = ()
    shares: tuple[Share, ...] = ()
    rest: str = ""
    rest_data: Plain = None
    bounds: str = ""
    lasts: str = ""
    citations: tuple[str, ...] = ()
    payees: tuple[Payee, ...] = ()


@frozen
class Used:
    """A parameter or scale that was used: its value, and the time in which that value is in force."""

    name: str
    title: str
    value: str
    data: Plain
    in_force: str
    start: str
    to: str
    notice: str = ""
    citations: tuple[str, ...] = ()


@frozen
class FromOutside:
    """What the decision takes from outside the sources of its book: an item, how sure it is, and what it is used for.

    citation: as it stands in `citations` elsewhere.  confidence: A, B or C; meaning: in words.  fills: the names of the
    gaps that it fills here.
    """

    citation: str
    title: str
    confidence: str
    meaning: str
    fills: tuple[str, ...] = ()
    fills_titles: tuple[str, ...] = ()


@frozen
class Displaced:
    """A row or clause that held and was beaten by others."""

    rule: str
    label: str
    by: tuple[str, ...]
    sentence: str


@frozen
class ReadingUsed:
    """A disputed clause: the question, how it was read and why.

    turns: whether something would be otherwise under another option; None where that was not examined, or cannot be
    said while facts are missing.  turns_on: what: the outcome, value, amount, time or things (documents, benefits in
    kind, exclusions, payees); "not yet known"; "" where nothing is, or it was not examined.
    """

    name: str
    question: str
    option: str
    option_title: str
    because: str
    turns: bool | None
    sentence: str
    turns_on: str = ""
    citations: tuple[str, ...] = ()


@frozen
class AssumptionUsed:
    name: str
    title: str


@frozen
class OpenPointTouched:
    """What no fact can settle: a gap, a discretion, a value not in force, rows that disagree or leave a case out."""

    kind: str
    name: str
    title: str
    question: str
    sentence: str
    detail: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()


@frozen
class MissingFact:
    """A fact still needed: the question to put, who must find it, and what it decides."""

    fact: str
    member: str
    kind: str
    title: str
    question: str
    by: tuple[str, ...]
    by_names: tuple[str, ...]
    why: str


@frozen
class Item:
    """A document, a benefit in kind or an exclusion; `state` says whether it applies or has been handed in."""

    name: str
    title: str
    state: str
    state_text: str
    citations: tuple[str, ...] = ()


@frozen
class Note:
    text: str
    citations: tuple[str, ...] = ()


@frozen
class Change:
    """What would change a refusal: a limb that failed, with the distance to what was needed; or several `ways`, of
    which one would be enough."""

    id: str
    sentence: str
    citations: tuple[str, ...] = ()
    ways: tuple["Change", ...] = ()


@frozen
class Explanation:
    """A decision in words.

    full: whether everything is told.
    outcome: payable, not_payable, undetermined or referred; "" for a plain rule whose value is known.
    on: the day for which payments are shown, where one was asked; on_text: in words, where as_at does not say it.
    verdict: the outcome in words.  value, data, exact: of a plain rule.
    """

    language: str
    full: bool
    question: str
    kind: str
    title: str
    member: str
    outcome: str
    verdict: str
    as_at: str
    as_at_text: str
    on: str = ""
    on_text: str = ""
    value: str = ""
    data: Plain = None
    exact: str = ""
    citations: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    reasons: tuple[Reason, ...] = ()
    changes: tuple[Change, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    open_points: tuple[OpenPointTouched, ...] = ()
    readings: tuple[ReadingUsed, ...] = ()
    displaced: tuple[Displaced, ...] = ()
    assumptions: tuple[AssumptionUsed, ...] = ()
    parameters: tuple[Used, ...] = ()
    outside: tuple[FromOutside, ...] = ()
    documents: tuple[Item, ...] = ()
    provides: tuple[Item, ...] = ()
    excludes: tuple[Item, ...] = ()
    notes: tuple[Note, ...] = ()
