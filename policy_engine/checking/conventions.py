"""That the head of the book says by which convention of the calendar it reckons.

Invariant: where two laws could differ (someone born on 29 February, the 31st plus a month, the clock by which a moment
falls on a day) nothing is taken for granted: a book that reckons so names its convention, or that of a book it extends.
"""

from collections.abc import Iterator, Sequence

from policy_engine.checking import errors
from policy_engine.model import core
from policy_engine.model.rulebook import Model
from policy_engine.model.walk import every_definition, expressions_of, within
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.syntax import declarations as syntax

_LEAP = "`leap birthday on 1 March` or `leap birthday on 28 February`"
_MONTH_END = "`month end back` or `month end forward`"
_MOMENTS = "`moments at +08:00`"
_LINES: dict[type[object], str] = {
    syntax.BookLeap: _LEAP, syntax.BookMonthEnd: _MONTH_END, syntax.BookMoments: _MOMENTS,
}  # fmt: skip
_NEEDED = {
    "age": _LEAP, "date when": _LEAP, "date plus months": _MONTH_END, "date minus months": _MONTH_END,
    "date of moment": _MOMENTS,
}  # fmt: skip


def conventions(files: Sequence[syntax.File], model: Model) -> Iterator[Diagnostic]:
    """The first place of each convention that is used and not said."""
    heads = [head for file in files for head in file.declarations if isinstance(head, syntax.RuleBook)]
    said = {_LINES.get(type(line)) for head in heads for line in head.entries}
    for inside in (each for whole in _expressions(model) for each in within(whole)):
        line = _NEEDED.get(inside.operator) if isinstance(inside, core.Operation) else None
        if line is not None and line not in said:
            said.add(line)
            yield errors.convention_missing(line, inside.span)


def _expressions(model: Model) -> Iterator[core.Expression]:
    for definition in every_definition(model):
        yield from expressions_of(definition)
