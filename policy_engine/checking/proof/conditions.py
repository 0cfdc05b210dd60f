"""Where every condition of a book stands: for which version, and among which variables.

Invariant: the tests of rows are left out, because the proof of their choice looks at them together.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from policy_engine.checking.proof.questions import THE_DAY, Setting
from policy_engine.checking.scales.guards import Measure
from policy_engine.checking.scales.measure import Scope
from policy_engine.checking.scales.ranges import whole_range
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import Quantity, YesNo
from policy_engine.model.walk import children, every_definition, expressions_of

Condition = core.Limbs | core.Operation


@frozen
class Stated:
    """A group of limbs or a comparison, and where it stands."""

    condition: Condition
    setting: Setting


def conditions(model: rulebook.Model, member: Measure) -> Iterator[Stated]:
    """Every comparison and every group of them, the parts before the whole."""
    for definition in every_definition(model):
        if isinstance(definition, rulebook.Rule):
            yield from _of_rule(definition, member)
            continue
        for expression in expressions_of(definition):
            yield from _inside(expression, Setting(), member)


def _of_rule(rule: rulebook.Rule, member: Measure) -> Iterator[Stated]:
    scope = Scope({name: whole_range(type) if isinstance(type, Quantity) else None for name, type in rule.arguments})
    if rule.as_at is not None:
        yield from _inside(rule.as_at, Setting(scope=scope), member)
    for version in rule.versions:
        yield from _inside(version.expression, Setting(THE_DAY, version.interval, scope), member)


def _inside(expression: Expression, setting: Setting, member: Measure) -> Iterator[Stated]:
    match expression:
        case core.Choose():
            for row in expression.rows:
                yield from _inside(row.value, setting, member)
        case core.AsAt():
            yield from _inside(expression.date, setting, member)
            yield from _inside(expression.expression, Setting(scope=setting.scope), member)
        case core.Each():
            yield from _inside(expression.subject, setting, member)
            within = evolve(setting, scope=setting.scope.with_member(expression.variable, member(expression.subject)))
            for part in (expression.where, expression.body):
                if part is not None:
                    yield from _inside(part, within, member)
        case (
            core.Literal() | core.FactValue() | core.FieldValue() | core.Variable() | core.TheDay() | core.Use()
            | core.Lookup() | core.ScaleValue() | core.Operation() | core.Limbs() | core.Round() | core.OpenPoint()
            | core.ByReading() | core.Payable() | core.PaidOn()
        ):  # fmt: skip
            for part in children(expression):
                yield from _inside(part, setting, member)
            if isinstance(expression, core.Limbs | core.Operation) and isinstance(expression.type, YesNo):
                yield Stated(expression, setting)
