"""What changes between two rule books, as plain data.

Invariant: nothing here is a sentence; every phrase is given in both languages, so that a renderer needs only this and
a language.
"""

from typing import Literal

from attrs import frozen

from policy_engine.model.rulebook import ALWAYS, Interval, Words
from policy_engine.values.value import Exact

NO_WORDS = Words()

Weight = Literal["meaning", "naming", "authority", "wording"]

WEIGHTS: tuple[Weight, ...] = ("meaning", "naming", "authority", "wording")
"""What a change touches, the weightiest first.

meaning: a decision or an amount, what may be given, or what is asked.  naming: names, labels and order, by which
decisions and facts speak of things.  authority: only by what right it stands.  wording: only how it is told.
"""

What = Literal["added", "removed", "changed", "renamed", "relabelled", "reordered", "divided", "cited", "attached"]
"""added, removed, changed: what stands in it.  renamed: a declaration.  relabelled: a limb or a row.
reordered: what stands in an order.  divided: its times are written otherwise, and its value is the same on every day.
cited: it rests on other items or assumptions.  attached: on the same ones, which stand with other parts of the line.
"""


@frozen
class Segment:
    """One step into a declaration: what kind of part (`pays`, `limb`, `row`, ...), which one, and its title."""

    part: str
    label: str = ""
    title: Words = NO_WORDS


@frozen
class Change:
    """One thing that changes.

    kind, name, title: the declaration, as NEW calls it (as OLD does where it is gone).  path: where in it.
    time: the days on which it differs.
    old, new: the smallest thing that differs, "" where there is none; old_line, new_line: the line in which it stands,
    "" where it is the line; old_written, new_written: the same as the rule files write it.
    where_old, where_new: the rule file and the line.
    citations: what the new side rests on, as `leaflet L-2` (the old one where it is gone).
    """

    weight: Weight
    what: What
    kind: str
    name: str
    title: Words
    path: tuple[Segment, ...] = ()
    time: Interval = ALWAYS
    old: Words = NO_WORDS
    new: Words = NO_WORDS
    old_line: Words = NO_WORDS
    new_line: Words = NO_WORDS
    old_written: str = ""
    new_written: str = ""
    where_old: str = ""
    where_new: str = ""
    citations: tuple[str, ...] = ()


@frozen
class Amount:
    """How much more or less something is: `by` an exact number of the smallest unit, for each `per` ("" for once).

    dimension: what is counted, such as `money`.  words: `RM10.00 more`; size: `RM10.00`.
    """

    by: Exact
    dimension: str
    per: str
    words: Words
    size: Words


@frozen
class Differing:
    """Something that comes out otherwise: the outcome or the value of a rule (part ""), the amount, a share or the
    days of a payment, or whether a document, a benefit in kind or an exclusion applies.

    part: the payment, with the member of a share; else the kind of thing and its name.  title: of the payment or thing.
    amount: by how much, where that is known.
    """

    part: str
    title: Words
    old: Words
    new: Words
    amount: Amount | None = None


@frozen
class Cause:
    """What besides the rule books two decisions do not have in common: a fact (of a member) or the reading taken.

    old, new: NO_WORDS where there is none.
    """

    kind: Literal["fact", "reading"]
    name: str
    member: str
    title: Words
    old: Words
    new: Words


@frozen
class DecisionChange:
    """A decision that changes.

    case: the name of the case, of the facts file or of the record; question, member, title: what is asked.
    because: positions in Difference.changes of the changes that one of the two decisions rests on.
    causes: what else differs on which one of them rests.
    problem_old, problem_new: why it cannot be asked of that book, as codes of findings.
    """

    case: str
    question: str
    member: str
    title: Words
    differing: tuple[Differing, ...] = ()
    because: tuple[int, ...] = ()
    causes: tuple[Cause, ...] = ()
    problem_old: tuple[str, ...] = ()
    problem_new: tuple[str, ...] = ()


@frozen
class Difference:
    """All changes, weight by weight in the order of WEIGHTS, those of a weight in the order of NEW.

    book, title: the name and the title of NEW.
    decisions: those that change; None where none were compared; compared: how many were.
    """

    changes: tuple[Change, ...] = ()
    decisions: tuple[DecisionChange, ...] | None = None
    compared: int = 0
    book: str = ""
    title: Words = NO_WORDS

    @property
    def is_identical(self) -> bool:
        """Whether both books mean the same: only how it is told differs, if anything."""
        return all(change.weight == "wording" for change in self.changes)
