"""What the facts of a case say: about a fact that is given, presumed or missing, about rulings, and about awards.

Invariant: a missing fact is never given a value; only a finding that the law presumes has one.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.in_force import keyed
from policy_engine.evaluation.operate import open_as
from policy_engine.evaluation.step import Hole, Step
from policy_engine.model import core
from policy_engine.model.rulebook import Fact, ParameterVersion
from policy_engine.model.types import Quantity, YesNo
from policy_engine.values.truth import NO, OPEN, UNKNOWN, YES, Truth, all_of, truth_of
from policy_engine.values.value import NOT_APPLICABLE, Element, Open, Value


def fact_value(fact: Fact, given: Value | None, asked: Truth) -> tuple[Value, bool]:
    """The value of a fact, and whether it is missing; `asked` is whether it applies at all."""
    if asked is NO:
        return NOT_APPLICABLE, False
    value = fact.presumed if given is None else given
    if value is not None:
        if asked is YES:
            return value, False
        if isinstance(value, Truth):
            return all_of((asked, value)), False
        return Open(asked is OPEN, asked=asked), False
    if type(fact.type) is YesNo:
        return all_of((asked, UNKNOWN)), True
    if type(fact.type) is Quantity:
        return Open(False, _size(fact.low), _size(fact.high), asked), True
    return Open(False, asked=asked), True


def _size(value: Value | None) -> int | Fraction | None:
    return value if type(value) is int or type(value) is Fraction else None


def award_recorded(benefit: str, on: Value, facts: Facts) -> tuple[Truth, bool]:
    """Whether an award is recorded: begun on or before the day, paid at least to its eve; and whether records lack."""
    if isinstance(on, Open):
        return (OPEN if on.referred else UNKNOWN), False
    if not isinstance(on, date):
        return NO, False
    if facts.awards is None:
        return UNKNOWN, True
    eve = on.toordinal() - 1
    return truth_of(
        any(
            award.benefit == benefit
            and award.begun <= on
            and (award.paid_to is None or award.paid_to.toordinal() >= eve)
            for award in facts.awards
        )
    ), False


def looked_up(
    node: core.Lookup, version: ParameterVersion, keys: Sequence[Value], facts: Facts
) -> tuple[Value, Hole | None, tuple[int, ...]]:
    """The value in a version of a parameter, why it is open, and the position of a keyed value."""
    is_truth = type(node.type) is YesNo
    if not keys:
        assert version.value is not None
        return *_entry(version.value, is_truth, facts), ()
    if any(key is NOT_APPLICABLE for key in keys):
        return open_as(True, is_truth), Hole("no value", node.parameter, detail=("not applicable",)), ()
    opens = [key for key in keys if isinstance(key, Open)]
    if opens:
        return open_as(any(key.referred for key in opens), is_truth), None, ()
    position = keyed(version.values, keys)
    if position is None:
        return open_as(True, is_truth), Hole("no row", node.parameter), ()
    return *_entry(version.values[position].value, is_truth, facts), (position,)


def _entry(entry: core.Expression, is_truth: bool, facts: Facts) -> tuple[Value, Hole | None]:
    """A value of a parameter: a literal, or an open point that a ruling may fill."""
    if isinstance(entry, core.Literal):
        return entry.value, None
    assert isinstance(entry, core.OpenPoint)
    ruling = facts.rulings.get(entry.name)
    if ruling is not None:
        return ruling, None
    return open_as(True, is_truth), Hole(entry.kind, entry.name)


def list_hole(subject: Step) -> Hole:
    """That a list may have further members: the hole of the fact that gives the list."""
    node = subject.node
    if isinstance(node, core.FieldValue):
        element = subject.inputs[0].value
        return Hole("fact", node.field, element.id if isinstance(element, Element) else "")
    return Hole("fact", node.fact if isinstance(node, core.FactValue) else "")
