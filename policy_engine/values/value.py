"""Every kind of value that a rule can compute.

Quantities are exact: an int where the value is whole, a Fraction where it is not, never a float.  They are held in
the base unit of their dimension: money in the minor unit of the book (sen), percent and fractions as the ratio they
are (80% is 4/5), days and weeks in days, months and years in months, hours in hours, a rate per year as the rate per
month, a rate per week as the rate per day.  The type of an expression knows the unit that people read.

Invariant: a value says nothing about its type; the type of the node that made it does.
"""

from datetime import date, datetime
from fractions import Fraction
from typing import Any, Literal

from attrs import field, frozen

from policy_engine.values.truth import YES, Truth

Exact = int | Fraction


def exact(value: Exact) -> Exact:
    """The same number as an int if it is whole."""
    if type(value) is Fraction and value.denominator == 1:
        return value.numerator
    return value


@frozen(eq=False)
class Never:
    """A date that has not happened: a given fact, later than every date and moment.  There is one of it."""

    def __lt__(self, other: object) -> bool:
        return False

    def __le__(self, other: object) -> bool:
        return other is self

    def __gt__(self, other: object) -> bool:
        return other is not self

    def __ge__(self, other: object) -> bool:
        return True

    def __reduce__(self) -> str:
        """The one Never there is, also where it is stored and read back."""
        return "NEVER"


NEVER = Never()


@frozen(order=True)
class Month:
    """A calendar month as the number of months since the beginning of year 0: year * 12 + month - 1."""

    index: int

    @classmethod
    def of(cls, year: int, month: int) -> "Month":
        return cls(year * 12 + month - 1)

    @property
    def year(self) -> int:
        return self.index // 12

    @property
    def month(self) -> int:
        return self.index % 12 + 1


@frozen(order=True)
class Year:
    """A calendar year."""

    number: int


@frozen
class Periods:
    """A set of days: stretches [start, end) as day ordinals, in order, apart from one another (merged)."""

    stretches: tuple[tuple[int, int], ...]


@frozen
class Months:
    """A set of calendar months, as Month indices."""

    indices: frozenset[int]


@frozen(eq=False)
class Element:
    """One member of a list of persons or things: its id, and the values of its fields (a missing one is absent)."""

    entity: str
    id: str
    fields: dict[str, Any] = field(repr=False)


@frozen(eq=False)
class Collection:
    """A list of a case: members in the order given; `complete` is no where further members may exist."""

    items: tuple[Any, ...]
    complete: bool = True


@frozen
class Open:
    """A value that cannot be said: `referred` where an open point stands in the way whatever facts come, else facts
    are missing.  `low` and `high` are what is known of its size, from the ranges of facts and from limits; `asked` is
    whether it applies at all, for a comparison with what does not apply is no, whatever an open point comes to."""

    referred: bool
    low: Exact | None = None
    high: Exact | None = None
    asked: Truth = YES


UNDETERMINED = Open(False)
REFERRED = Open(True)


@frozen
class NotApplicable:
    """The value of a fact that is not asked here: comparisons with it are no, amounts cannot be made of it."""

    def __reduce__(self) -> str:
        """The one NotApplicable there is, also where it is stored and read back."""
        return "NOT_APPLICABLE"


NOT_APPLICABLE = NotApplicable()

NoValueKey = Literal[
    "before birth", "end before start", "never", "divided by zero", "outside the calendar", "not whole", "limits cross"
]


@frozen
class NoValue:
    """What an operation returns where it has no result: why, as the key of a text.

    before birth: an age on a day before the birth, or an age below nothing.  end before start: a length up to an
    earlier day.  never: a day is needed and there is none.  outside the calendar: a year outside 1900 to 2199, or a
    moment before 1982.  not whole: a part of a day or month is added to a date.  limits cross: a lower limit above an
    upper one.  It is no Value: whoever calls an operation turns it into an open value.
    """

    key: NoValueKey


Value = (
    Truth | int | Fraction | date | datetime | Never | Month | Year | Periods | Months | str | Element | Collection
    | Open | NotApplicable
)  # fmt: skip
