"""Where every choice of a book stands: for which day and version, among which variables, and under which conditions.

Invariant: a premise is a condition without which the choice is never asked, or whose being no refuses the whole case.
"""

from collections.abc import Iterator, Mapping

from attrs import evolve, field, frozen

from policy_engine.checking.proof.banded import banded
from policy_engine.checking.proof.questions import THE_DAY, Setting
from policy_engine.checking.scales.measure import Measured, Scope
from policy_engine.checking.scales.ranges import Range, whole_range
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import YES_NO, Quantity, Type
from policy_engine.model.walk import children, closure, entitlement, every_definition, expressions_of

Members = Mapping[str, Range | None]


@frozen
class Standing:
    """A choice, the name of the declaration it stands in, and what is known where it is asked.

    asked: where the bands of a parameter are asked, of which the choice is made; None for a choice of the text.
    """

    name: str
    choice: core.Choose = field(repr=False)
    setting: Setting = field(repr=False)
    premises: tuple[Expression, ...] = field(default=(), repr=False)
    asked: core.Lookup | None = field(default=None, repr=False)


def standing(measured: Measured) -> Iterator[Standing]:
    """Every choice of the book, in the order of the text."""
    model = measured.model
    always = tuple(each.condition for each in model.always)
    for definition in every_definition(model):
        match definition:
            case rulebook.Rule():
                yield from _of_rule(definition, always, measured)
            case rulebook.Benefit():
                yield from _of_benefit(definition, always, measured)
            case _:
                place = _Place(definition.name, Setting(), always)
                for expression in expressions_of(definition):
                    yield from _choices(expression, place, measured)


@frozen
class _Place:
    name: str
    setting: Setting
    premises: tuple[Expression, ...]

    def under(self, *conditions: Expression | None) -> "_Place":
        """The same place where these hold as well."""
        known = tuple(condition for condition in conditions if condition is not None)
        return evolve(self, premises=(*self.premises, *known))


def _of_rule(rule: rulebook.Rule, always: tuple[Expression, ...], measured: Measured) -> Iterator[Standing]:
    """A rule inside a benefit is asked under the benefit's conditions, unless they ask the rule themselves."""
    model = measured.model
    benefit = model.benefits.get(rule.key.rpartition(".")[0])
    day, premises = THE_DAY if rule.as_at is None else rule.as_at, always
    if benefit is not None and rule.as_at is None:
        day = benefit.as_at or THE_DAY
    if benefit is not None:
        conditions = tuple(each for each in (benefit.applies, benefit.condition) if each is not None)
        if not any(rule.key in closure(model, condition).rules for condition in conditions):
            premises = (*always, *conditions)
    scope = Scope({name: _range_of(type) for name, type in rule.arguments})
    if rule.as_at is not None:
        yield from _choices(rule.as_at, _Place(rule.key, Setting(THE_DAY, scope=scope), always), measured)
    for version in rule.versions:
        place = _Place(rule.key, Setting(day, version.interval, scope), premises)
        yield from _choices(version.expression, place, measured)


def _of_benefit(benefit: rulebook.Benefit, always: tuple[Expression, ...], measured: Measured) -> Iterator[Standing]:
    place = _Place(benefit.name, Setting(benefit.as_at or THE_DAY), always)
    for expression in entitlement(benefit):
        yield from _choices(expression, place, measured)
    for thing in (*benefit.needs, *benefit.provides, *benefit.excludes):
        for expression in expressions_of(thing):
            yield from _choices(expression, place, measured)
    entitled = place.under(benefit.applies, benefit.condition)
    for payment in benefit.payments:
        paid = evolve(entitled.under(payment.when), name=f"{benefit.name}.{payment.name}")
        for expression in expressions_of(payment):
            yield from _choices(expression, entitled if expression is payment.when else paid, measured)


def _choices(expression: Expression, place: _Place, measured: Measured) -> Iterator[Standing]:
    """The choices in an expression, each before those inside it."""
    match expression:
        case core.Choose():
            yield Standing(place.name, expression, place.setting, place.premises)
            for row in expression.rows:
                if row.test is not None:
                    yield from _choices(row.test, place, measured)
                yield from _choices(row.value, place.under(_holds(expression, row)), measured)
        case core.AsAt():
            yield from _choices(expression.date, place, measured)
            moved = Setting(expression.date, scope=place.setting.scope)
            yield from _choices(expression.expression, _Place(place.name, moved, ()), measured)
        case core.Each():
            scope = place.setting.scope.with_member(expression.variable, measured.member(expression.subject))
            inside = evolve(place, setting=evolve(place.setting, scope=scope))
            yield from _choices(expression.subject, place, measured)
            for part in (expression.where, expression.body):
                if part is not None:
                    under = inside.under(expression.where if part is expression.body else None)
                    yield from _choices(part, under, measured)
        case core.Lookup():
            for interval, choice in banded(measured.model, expression):
                if both := _both(place.setting.interval, interval):
                    setting = evolve(place.setting, interval=both)
                    yield Standing(expression.parameter, choice, setting, place.premises, expression)
            for part in expression.keys:
                yield from _choices(part, place, measured)
        case (
            core.Literal() | core.FactValue() | core.FieldValue() | core.Variable() | core.TheDay() | core.Use()
            | core.ScaleValue() | core.Operation() | core.Limbs() | core.Round() | core.OpenPoint()
            | core.ByReading() | core.Payable() | core.PaidOn()
        ):  # fmt: skip
            for part in children(expression):
                yield from _choices(part, place, measured)


def _both(one: rulebook.Interval, other: rulebook.Interval) -> rulebook.Interval | None:
    """The days that lie in both."""
    starts = [start for start in (one.start, other.start) if start is not None]
    ends = [end for end in (one.to, other.to) if end is not None]
    start, to = max(starts, default=None), min(ends, default=None)
    return None if start and to and to < start else rulebook.Interval(start, to)


def _holds(choice: core.Choose, row: core.Row) -> Expression | None:
    """What holds where a row decides; `otherwise` decides where no other row holds."""
    if not row.otherwise:
        return row.test
    others = tuple(core.Limb("", other.test) for other in choice.rows if other.test is not None)
    return core.Limbs("none of", others, YES_NO)


def _range_of(type: Type) -> Range | None:
    return whole_range(type) if isinstance(type, Quantity) else None
