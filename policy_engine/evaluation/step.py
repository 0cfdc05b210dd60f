"""How one value came to be.

A Step is what evaluation returns: the node that was computed, its value, and the Steps that it was computed from, in
the order they were looked at.  Limbs that failed, rows that were refused and exceptions that were beaten are inputs
too.  Because a rule is evaluated once per (rule, arguments, day), the Steps of a decision form a graph without cycles
in which a Step may have several users.

Invariant: every Step's value can be recomputed from its node and the values of its inputs (a leaf from the facts).
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from attrs import field, frozen

from policy_engine.model import core
from policy_engine.values.made_often import made_often
from policy_engine.values.value import Value

HoleKind = Literal[
    "fact", "finding", "election", "award", "gap", "discretion", "not in force", "no row", "conflict", "no value"
]


RULED, FILLED = (1,), (2,)
"""The notes of the Step of an open point that a ruling closes, and of a gap that a further book fills."""


@frozen
class Hole:
    """Why a value is open.

    fact, finding, election, award: missing; `name` is the fact, `member` the id of the person it belongs to.
    gap, discretion: `name` of the open point.  not in force: `name` of the parameter, scale or rule, `detail` the day,
        and then "last until" or "first from" with a day.
    no row, conflict: no row decides, or several that differ; `name` is the rule, `detail` names the rows.
    no value: an operation without a result (an age before birth); `name` is the operator, `detail` the key of its text:
        that of a NoValue, or "not applicable", "empty", "no day", "parts exceed the whole", "below nothing".
    """

    kind: HoleKind
    name: str
    member: str = ""
    detail: tuple[str, ...] = ()

    @property
    def is_open_point(self) -> bool:
        """Whether no further fact can close it."""
        return self.kind in ("gap", "discretion", "not in force", "no row", "conflict", "no value")


@made_often(eq=False)
class Step:
    """One computed value.

    node: what was computed.  value: see values/value.py; a condition has a Truth.
    inputs, by kind of node: operands in order; for Use the arguments and then the rule's body (an AsAt, where the rule
        has a day of its own; none, where no version is in force); for AsAt the date and then the expression; for Limbs
        one a limb; for Choose one Step a row's test (a row without test has none), then the values of the rows that
        were not excluded; for Each the list and then, for each member, the `where` and, unless that is no, the body;
        for Lookup and ScaleValue the keys or the base, and behind the keys the gap that stands for the value if it can
        be filled; for an OpenPoint that can be filled what fills it; for a fact that is asked only on a condition,
        last, the condition; for Payable the benefit's day, if it has one, and its condition.
    day: the date for which it was asked (None where no date was fixed).
    why: the hole that begins at this Step; a Step that is open because an input is open has none.
    notes: what the explanation needs to know besides: for Choose the position of the deciding rows, for Lookup the
        position of the version and of the keyed value, for FactValue a presumption (1), for OpenPoint RULED or FILLED,
        for ByReading the position of the branch, for Use that no version of the rule is in force (1).
    """

    node: core.Expression
    value: Value
    inputs: tuple["Step", ...] = ()
    day: date | None = None
    why: Hole | None = None
    notes: tuple[int, ...] = field(default=())


def walk(*steps: Step) -> Iterator[Step]:
    """Every Step below and including these, each once, users before inputs."""
    seen: set[int] = set()
    stack = [*reversed(steps)]
    while stack:
        current = stack.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        stack.extend(reversed(current.inputs))
