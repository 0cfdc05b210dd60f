"""How many members a list, months a set of months, or days a set of days can have, and what a calendar operator gives.

Invariant: the calendar of the engine has the years 1900 to 2199, and no length of time exceeds it.
"""

from collections.abc import Mapping
from fractions import Fraction

from policy_engine.checking.scales.guards import Measure
from policy_engine.checking.scales.ranges import Range
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import MonthsType, PeriodsType

_DAYS = 109_573  # from 1900 to 2199
_MONTHS = 3_600
_MOST_MEMBERS = 1_000_000

CALENDAR_RANGES: Mapping[str, Range] = {
    "age": Range(0, _MONTHS, 12),
    "years elapsed": Range(0, _MONTHS, 12),
    "months elapsed": Range(0, _MONTHS, 1),
    "whole months to": Range(0, _MONTHS, 1),
    "whole months until": Range(0, _MONTHS, 1),
    "days to": Range(1, _DAYS, 1),
    "days until": Range(0, _DAYS, 1),
    "hours until": Range(0, 24 * _DAYS, Fraction(1, 3_600_000_000)),
}
"""What each operator that counts a length of time can give, in base units; a moment is exact to the microsecond."""

WHOLE_LENGTH_AT: Mapping[str, int] = {
    "date plus days": 1, "date minus days": 1, "date plus months": 1, "date minus months": 1, "month plus months": 1,
    "month minus months": 1, "counting": 0, "date when": 1, "window": 1,
}  # fmt: skip
"""The operand of which a date or a window needs a whole number of days or months."""


def listed_fact(model: rulebook.Model, subject: Expression) -> rulebook.Fact | None:
    """The fact or field that gives a value, a list or a set, if it is one by itself."""
    if isinstance(subject, core.FactValue):
        return model.facts.get(subject.fact)
    return field_of(model, subject) if isinstance(subject, core.FieldValue) else None


def field_of(model: rulebook.Model, expression: core.FieldValue) -> rulebook.Fact | None:
    """The declaration of a field."""
    entity = model.entities.get(expression.entity)
    return None if entity is None else entity.fields.get(expression.field)


def size_of(model: rulebook.Model, subject: Expression, measure: Measure) -> tuple[int, int]:
    """The least and the greatest number of members, months or days."""
    if isinstance(subject.type, PeriodsType):
        return 0, _DAYS
    fact = listed_fact(model, subject)
    if fact is not None and fact.length is not None:
        return fact.length
    most = _MONTHS if isinstance(subject.type, MonthsType) else _MOST_MEMBERS
    if not isinstance(subject, core.Operation):
        return 0, most
    parts = (operand for operand in subject.operands if isinstance(operand.type, MonthsType))
    sizes = [most, *(size_of(model, part, measure)[1] for part in parts)]
    if subject.operator == "months within year":
        sizes.append(12)
    length = measure(subject.operands[1]) if subject.operator == "window" else None
    if length is not None:
        sizes.append(int(length.high))
    return 0, min(sizes)
