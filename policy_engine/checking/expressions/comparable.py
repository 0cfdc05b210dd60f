"""How a comparison of two values of different types was probably meant, as it is to be written.

Invariant: what is offered can be compared; where nothing is plain, nothing is offered.
"""

import re

from policy_engine.checking.expressions.fitting import in_unit
from policy_engine.checking.scope import Scope
from policy_engine.model import core
from policy_engine.model.types import COUNT, YES_NO, DateType, MomentType, MonthType, Quantity, Type, YearType

AMOUNT_WORDS = {"before": "below", "after": "over", "on or before": "at most", "on or after": "at least"}
"""The words that compare dates, each with the one that compares amounts."""
_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?", re.ASCII)


def comparable(word: str, left: core.Expression, right: core.Expression, scope: Scope) -> str:
    """A figure in the unit of the other side, a part of a date, or the whole comparison; "" where nothing is plain."""
    return (
        _in_unit_of(right, left, scope)
        or _in_unit_of(left, right, scope)
        or _part_of(left, right)
        or _part_of(right, left)
        or _counted(word, left, right)
        or _of_a_rate(word, left, right)
        or _in_a_year(word, left, right)
        or _condition(left, right)
    )


def no_common_measure(left: Type, right: Type) -> bool:
    """Whether one is a length in days and the other in months, of which none is so many of the other."""
    found = [each.dimension for each in (left, right) if isinstance(each, Quantity) and not each.per]
    return sorted(found) == ["day", "month"]


def _in_unit_of(figure: core.Expression, other: core.Expression, scope: Scope) -> str:
    """A literal in the unit that is wanted: RM5 for 5; for an age `55 years` instead of RM55, for a count 24 alone."""
    if better := in_unit(figure, other.type, scope):
        return better
    number = _FIGURE.search(figure.span.text)
    if not isinstance(figure, core.Literal) or number is None or "/" in figure.span.text:
        return ""
    if isinstance(other, core.Operation) and other.operator == "age":
        return f"{number[0]} years"
    return number[0] if other.type == COUNT else ""


def _part_of(whole: core.Expression, part: core.Expression) -> str:
    """What to take of a moment or a date so that it can be compared with a date, a month or a year."""
    text = whole.span.text
    match whole.type, part.type:
        case MomentType(), DateType():
            return f"date of {text}"
        case DateType(), MonthType():
            return f"month of {text}"
        case ((DateType() | MonthType()), YearType()):
            return f"year of {text}"
        case _:
            return ""


def _counted(word: str, left: core.Expression, right: core.Expression) -> str:
    """An age, or the time since a date, where a date is compared with a length; the day of an age with a date."""
    date, length = left.type, right.type
    if not isinstance(date, DateType):
        if isinstance(left, core.Operation) and left.operator == "age" and isinstance(length, DateType):
            return f"(date when {left.operands[0].span.text} reaches N years) {word} {right.span.text}"
        return ""
    if not isinstance(length, Quantity) or length.per or length.dimension not in ("day", "month"):
        return ""
    counted = f"(days from {left.span.text} to the day)"
    if length.dimension == "month":
        counted = f"({'months' if length.unit == 'months' else 'years'} elapsed from {left.span.text} to the day)"
    if date.birth:
        counted = f"(age of {left.span.text})"
    return f"{counted} {AMOUNT_WORDS.get(word, word)} {right.span.text}"


def _of_a_rate(word: str, left: core.Expression, right: core.Expression) -> str:
    """An amount beside a rate of the same kind: the rate for one of its units."""
    one, other = left.type, right.type
    if not isinstance(one, Quantity) or not isinstance(other, Quantity) or one.dimension != other.dimension:
        return ""
    if one.per and not other.per:
        return f"({left.span.text} for 1 {one.per_unit}) {word} {right.span.text}"
    if other.per and not one.per:
        return f"{left.span.text} {word} ({right.span.text} for 1 {other.per_unit})"
    match one.per, other.per:
        case "day", "month":
            return f"({left.span.text} times N days per month) {word} {right.span.text}"
        case "month", "day":
            return f"{left.span.text} {word} ({right.span.text} times N days per month)"
        case _:
            return ""


def _in_a_year(word: str, left: core.Expression, right: core.Expression) -> str:
    """A date beside the number of a year: its first or its last day."""
    if not isinstance(left.type, DateType) or not isinstance(right, core.Literal) or not isinstance(right.value, int):
        return ""
    if not 1900 <= right.value < 2200 or right.type != COUNT:
        return ""
    text, year = left.span.text, right.value
    match word:
        case "before" | "below":
            return f"{text} before {year}-01-01"
        case "after" | "over":
            return f"{text} after {year}-12-31"
        case "on or after" | "at least":
            return f"{text} on or after {year}-01-01"
        case "on or before" | "at most":
            return f"{text} on or before {year}-12-31"
        case _:
            return f"{text} on or after {year}-01-01 and {text} on or before {year}-12-31"


def _condition(left: core.Expression, right: core.Expression) -> str:
    """What is yes or no needs no comparison."""
    found = [each.span.text for each in (left, right) if each.type == YES_NO]
    return found[0] if len(found) == 1 else ""
