"""The work on one question: what is known already, and where an expression is asked.

A rule, the condition of a benefit and the `ask when` of a fact are worked out once for their arguments and day.  A
chain of them of any length is safe: when the nesting becomes deep the work is put off, what stands at the bottom is
worked out first on its own, and then the work is taken up again and finds that done.
Invariant: an Evaluation belongs to one question of one thread and ends with it; what it hands out is never changed.
"""

from collections.abc import Callable, Mapping
from datetime import date

from attrs import define, field

from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.in_force import Day
from policy_engine.evaluation.meanings.meaning import Meanings
from policy_engine.evaluation.step import Hole, Step
from policy_engine.model.rulebook import Model
from policy_engine.values.value import Value

DEEP = 80
"""How many levels of expressions and calls may be open above a call before it is put off."""

NO_VARIABLES: Mapping[str, Value] = {}


@define(eq=False, init=False)
class Frame:
    """Where an expression is asked: the day, the arguments and members in sight, and what it stands in.

    on: the day, where it is known.  seen: the Steps of expressions that are asked here more than once.
    """

    day: Day
    variables: Mapping[str, Value]
    place: str
    on: date | None
    seen: dict[int, Step]

    def __init__(self, day: Day, variables: Mapping[str, Value], place: str) -> None:
        self.day = day
        self.variables = variables
        self.place = place
        self.on = day if type(day) is date else None
        self.seen = {}


@define(eq=False)
class Answer:
    """What a call came to: the value, the Steps it rests on, and why it is open if that begins here.

    Nobody changes one.
    """

    value: Value
    inputs: tuple[Step, ...]
    why: Hole | None = None
    notes: tuple[int, ...] = ()


Called = Callable[["Evaluation", tuple[Value, ...], Day], Answer]
"""A rule, the condition of a benefit or an `ask when`: what it comes to for arguments and a day."""

Call = tuple[Called, tuple[Value, ...], Day]
"""What is worked out once."""


@define(eq=False)
class Evaluation:
    """The work on one question: the book, the facts, the option taken of every reading, and what is already known.

    level: how many levels are open above the call that is being worked out.
    """

    model: Model
    meanings: Meanings
    facts: Facts
    readings: Mapping[str, str]
    done: dict[Call, Answer] = field(factory=dict, init=False)
    leaves: dict[int, Step] = field(factory=dict, init=False)
    readings_used: dict[str, str] = field(factory=dict, init=False)
    fates_read: set[str] = field(factory=set, init=False)
    level: int = field(default=0, init=False)


class TooDeep(Exception):
    """Asks the driver to work out a call first."""

    def __init__(self, call: Call) -> None:
        super().__init__()
        self.call = call


def work_out(work: Evaluation, call: Call, depth: int = 0) -> Answer:
    """What a call comes to that has not been worked out; too deep down it is put off.

    depth: how deep in its declaration the expression stands that calls.
    """
    above = work.level
    work.level = above + depth + 1
    if work.level > DEEP:
        raise TooDeep(call)
    called, arguments, day = call
    found = work.done[call] = called(work, arguments, day)
    work.level = above
    return found
