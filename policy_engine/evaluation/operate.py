"""Operators on values of which some may be open, do not apply, or are truths that are open.

Invariant: known values are left to model/functions.py; here stands only what becomes of the others, and what is known
of the size of an open amount.  Those bounds are reported and never decide anything.
"""

from collections.abc import Sequence
from fractions import Fraction

from policy_engine.model.functions import OPERATORS
from policy_engine.model.rulebook import Settings
from policy_engine.values.number import RoundingMode, product, quotient, round_to
from policy_engine.values.truth import NO, OPEN, UNKNOWN, YES, Truth, all_of, any_of, negate
from policy_engine.values.value import NOT_APPLICABLE, REFERRED, Exact, NotApplicable, NoValue, Open, Value, exact

MAY_BE_OPEN = frozenset({Open, NotApplicable, Truth})
"""The types of values that need a look before an operator is applied to them."""

Bounds = tuple[Exact | None, Exact | None]
UNBOUNDED: Bounds = (None, None)


def operate(operator: str, values: Sequence[Value], is_truth: bool, settings: Settings) -> tuple[Value, str]:
    """The value, and where an operation has no result the key of the reason, else ""."""
    for value in values:
        if type(value) in MAY_BE_OPEN:
            found = _unusual(operator, values, is_truth)
            if found is not None:
                return found
            break
    result = OPERATORS[operator].apply(settings, values)
    if type(result) is NoValue:
        return (OPEN if is_truth else REFERRED), result.key
    return result, ""  # type: ignore[return-value]  # NoValue is gone


def rounded(value: Value, unit: Exact, mode: RoundingMode) -> tuple[Value, str]:
    """The rounded value; an open one keeps its bounds, rounded alike."""
    if value is NOT_APPLICABLE:
        return REFERRED, "not applicable"
    if isinstance(value, Open):
        low = None if value.low is None else round_to(value.low, unit, mode)
        high = None if value.high is None else round_to(value.high, unit, mode)
        return Open(value.referred, low, high), ""
    assert isinstance(value, Exact)
    return round_to(value, unit, mode), ""


def truth_of_value(value: Value) -> Truth:
    """The truth of a condition: one that is a fact that does not apply is no."""
    if type(value) is Truth:
        return value
    return NO if value is NOT_APPLICABLE else UNKNOWN


def said(value: Value) -> Value:
    """The value; a fact that does not apply makes no amount, date or key that could be said."""
    return REFERRED if value is NOT_APPLICABLE else value


def is_open_value(value: Value) -> bool:
    """Whether anything about the value is still to be known or decided."""
    if type(value) is Truth:
        return value is not YES and value is not NO
    return type(value) is Open


def same(left: Value, right: Value) -> bool:
    """Whether two known values are one."""
    return left is right or left == right


def open_as(referred: bool, is_truth: bool) -> Value:
    """An open value of the right kind."""
    if is_truth:
        return OPEN if referred else UNKNOWN
    return Open(referred)


def bounds_of(value: Value) -> Bounds:
    """The least and the greatest that a quantity can be, as far as that is known."""
    if type(value) is Open:
        return value.low, value.high
    if type(value) is int or type(value) is Fraction:
        return value, value
    return UNBOUNDED


def _unusual(operator: str, values: Sequence[Value], is_truth: bool) -> tuple[Value, str] | None:
    """The value where something does not apply or is open; None where all is known after all."""
    if any(value is NOT_APPLICABLE for value in values):
        return (NO, "") if is_truth else (REFERRED, "not applicable")
    truths = [value for value in values if type(value) is Truth]
    if truths and any(truth is not YES and truth is not NO for truth in truths):
        same_truth = any_of((all_of(truths), all_of(negate(truth) for truth in truths)))
        return (negate(same_truth) if operator == "is not" else same_truth), ""
    opens = [value for value in values if type(value) is Open]
    if not opens:
        return None
    referred = any(value.referred for value in opens)
    if is_truth:
        return all_of((*(value.asked for value in opens), OPEN if referred else UNKNOWN)), ""
    low, high = _bounds(operator, [bounds_of(value) for value in values])
    return Open(referred, low, high), ""


def _bounds(operator: str, operands: list[Bounds]) -> Bounds:
    lows = [low for low, _ in operands if low is not None]
    highs = [high for _, high in operands if high is not None]
    all_lows, all_highs = len(lows) == len(operands), len(highs) == len(operands)
    match operator:
        case "plus" | "sum":
            return (exact(sum(lows)) if all_lows else None), (exact(sum(highs)) if all_highs else None)
        case "minus":
            return _difference(*operands)
        case "excess":
            low, high = _difference(*operands)
            return max(low or 0, 0), (None if high is None else max(high, 0))
        case "times":
            return _product(*operands)
        case "divided by":
            return _quotient(*operands)
        case "not below" | "highest":
            return (max(lows) if lows else None), (max(highs) if all_highs else None)
        case "not above" | "lowest":
            return (min(lows) if all_lows else None), (min(highs) if highs else None)
        case _:  # of dates, sets and the calendar no bounds are kept
            return UNBOUNDED


def _difference(left: Bounds, right: Bounds) -> Bounds:
    low = None if left[0] is None or right[1] is None else exact(left[0] - right[1])
    high = None if left[1] is None or right[0] is None else exact(left[1] - right[0])
    return low, high


def _product(left: Bounds, right: Bounds) -> Bounds:
    """Of two quantities that are not negative; nothing is said of others."""
    if left[0] is None or right[0] is None or left[0] < 0 or right[0] < 0:
        return UNBOUNDED
    high = None if left[1] is None or right[1] is None else product(left[1], right[1])
    return product(left[0], right[0]), high


def _quotient(left: Bounds, right: Bounds) -> Bounds:
    """By a known divisor above zero; nothing is said of others."""
    divisor = right[0]
    if divisor is None or divisor != right[1] or divisor <= 0:
        return UNBOUNDED
    low, high = left
    return (
        None if low is None else quotient(low, divisor),
        None if high is None else quotient(high, divisor),
    )
