"""Days from which and to which something holds.

Invariant: versions of one thing never share a day; they are kept in the order of their days whatever the order of the
text.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from policy_engine.checking import errors
from policy_engine.checking.scope import Scope
from policy_engine.model.rulebook import Interval
from policy_engine.source.text import Span
from policy_engine.syntax import tree

Version = TypeVar("Version")


_BEFORE_ALL_DAYS = "0000-12-31"


def interval_of(period: tree.Period, scope: Scope) -> Interval | None:
    """From a day to a day, both included; `before D` ends on the day before D.  None where it ends before it starts."""
    to = period.to
    if period.before is not None:
        if period.before == date.min:
            scope.report(errors.end_before_start(date.min.isoformat(), _BEFORE_ALL_DAYS, period.span))
            return None
        to = period.before - timedelta(days=1)
    if period.start is not None and to is not None and to < period.start:
        scope.report(errors.end_before_start(period.start.isoformat(), to.isoformat(), period.span))
        return None
    return Interval(period.start, to)


def in_turn(versions: Sequence[tuple[Interval, Span, Version]], scope: Scope) -> tuple[Version, ...]:
    """The versions by their days; two that share a day are said, at the one that stands later in the text."""
    places = sorted(range(len(versions)), key=lambda place: (versions[place][0].start or date.min, place))
    for earlier, later in pairwise(places):
        first, second = versions[earlier], versions[later]
        if first[0].to is None or second[0].start is None or second[0].start <= first[0].to:
            _report_overlap(first, second, earlier < later, scope)
        else:
            _report_hole(first, second, scope)
    return tuple(versions[place][2] for place in places)


def _report_hole(first: tuple[Interval, Span, Version], second: tuple[Interval, Span, Version], scope: Scope) -> None:
    """Days between two versions on which there is none may be meant, and may be a slip of the pen."""
    end, start = first[0].to, second[0].start
    if end is not None and start is not None and (start - end).days > 1:
        without = (end + timedelta(days=1)).isoformat(), (start - timedelta(days=1)).isoformat()
        scope.report(errors.versions_hole(*without, second[1], first[1]))


def _report_overlap(
    first: tuple[Interval, Span, Version], second: tuple[Interval, Span, Version], in_order: bool, scope: Scope
) -> None:
    start, end = second[0].start, first[0].to
    shared = start or first[0].start or end
    better = ""
    if start is not None and end is None and start > (first[0].start or date.min):
        better = (start - timedelta(days=1)).isoformat()
    here, other = (second[1], first[1]) if in_order else (first[1], second[1])
    scope.report(errors.versions_overlap(shared.isoformat() if shared else "", better, here, other))
