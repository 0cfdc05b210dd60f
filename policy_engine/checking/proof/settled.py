"""Conditions that are settled before any case is known: always so, or never so, whatever the facts.

Invariant: only what the declared ranges, the lists and the parameters of every day settle is said; a condition that is
never so in one version of a figure and may be so in another is not.
"""

from collections.abc import Iterator

from policy_engine.checking import pass_errors as errors
from policy_engine.checking.order import is_too_deep
from policy_engine.checking.proof.cells import Row, cells
from policy_engine.checking.proof.conditions import Condition, Stated, conditions
from policy_engine.checking.proof.questions import Questions
from policy_engine.checking.proof.row_tests import Reader
from policy_engine.checking.scales.measure import Measured, Scope, measure
from policy_engine.model import core, rulebook
from policy_engine.model.types import Quantity, YesNo
from policy_engine.model.walk import within
from policy_engine.model.written_values import written_value
from policy_engine.source.diagnostic import Diagnostic


def settled(model: rulebook.Model) -> tuple[Diagnostic, ...]:
    """Every comparison, and every group of them, that cannot be otherwise; of a group only where no part of it is."""
    if is_too_deep(model):
        return ()
    measured = measure(model)
    found: list[Diagnostic] = []
    said: set[int] = set()
    for stated in conditions(model, measured.member):
        condition = stated.condition
        parts = tuple(within(condition))
        if any(id(part) in said or _is_plain_yes_or_no(part) for part in parts):
            said.add(id(condition))
            continue
        if all(isinstance(part, _OF_THE_BOOK) for part in parts):
            continue  # written for the day on which the figures change
        holds = _holds(measured, stated)
        if holds is not None:
            said.add(id(condition))
            found.append(errors.settled(condition, holds, ", ".join(_ranges(measured, condition, stated))))
    return tuple(found)


_OF_THE_BOOK = (core.Literal, core.Lookup, core.Operation, core.Limbs)


def _is_plain_yes_or_no(part: core.Expression) -> bool:
    """What says openly that it is always so."""
    return isinstance(part, core.Literal) and isinstance(part.type, YesNo)


def _holds(measured: Measured, stated: Stated) -> bool | None:
    """Whether a condition is so in every case (yes) or in none (no)."""
    questions = Questions(measured, stated.setting)
    reader = Reader(questions)
    for reader.with_conditions in (False, True):
        reader.read(stated.condition)
    questions.cut()
    rows = (Row(reader.read(stated.condition)), Row(None, otherwise=True))
    searched = cells(questions.axes, rows, (), lambda found: True)
    if not searched.complete or len(searched.idle) != 1:
        return None
    if searched.idle == (0,):
        return False
    # A fact that is not asked makes every comparison with it no: then nothing about it is always so.
    return None if reader.presupposed or reader.loose else True


def _ranges(measured: Measured, condition: Condition, stated: Stated) -> Iterator[str]:
    """What is compared, and from where to where it goes: `loss from 0% to 100%`."""
    operands = condition.operands if isinstance(condition, core.Operation) else ()
    scope = Scope(stated.setting.scope.variables)
    for operand in operands:
        of = measured.quietly(operand, scope)
        if isinstance(operand, core.Literal) or of is None or not isinstance(operand.type, Quantity):
            continue
        low, high = (written_value(bound, operand.type, measured.model.settings) for bound in (of.low, of.high))
        yield f"{' '.join(operand.span.text.split())} from {low} to {high}"
