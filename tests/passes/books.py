"""Small rule books made by hand, for tests of the passes that read a finished book."""

from datetime import date
from fractions import Fraction
from typing import Any

from policy_engine.model import core
from policy_engine.model.core import Expression
from policy_engine.model.rulebook import (  # fmt: skip
    ALWAYS,
    Benefit,
    Fact,
    Interval,
    Model,
    Parameter,
    ParameterVersion,
    Payment,
    Rule,
    RuleVersion,
    Settings,
    Words,
)
from policy_engine.model.types import COUNT, DATE, DAYS, MONEY, NUMBER, RATIO, YES_NO, OneOf, Quantity, Type
from policy_engine.values.truth import truth_of

MONEY_PER_DAY = Quantity("money", "money", "day", "day")
SETTINGS = Settings("book", Words("Book", "Buku"), "MYR", "RM", "sen", 2)


def book(*declarations: Any, **given: Any) -> Model:
    """A model of the declarations, each in the place where its kind belongs."""
    places = {Rule: "rules", Benefit: "benefits", Fact: "facts", Parameter: "parameters"}
    parts: dict[str, dict[str, Any]] = {name: {} for name in (
        "modules", "sources", "bodies", "units", "lists", "entities", "facts", "parameters", "scales", "rules",
        "benefits", "assumptions", "gaps", "discretions", "readings",
    )}  # fmt: skip
    for declaration in declarations:
        key = declaration.key if isinstance(declaration, Rule) else declaration.name
        parts[places[type(declaration)]][key] = declaration
    return Model(**{"settings": SETTINGS, "always": (), **parts, **given})


def rule(name: str, expression: Expression, type: Type = YES_NO, **more: Any) -> Rule:
    return Rule(name, key=name, type=type, versions=(RuleVersion(ALWAYS, expression),), **more)


def fact(name: str, type: Type = YES_NO, low: Any = None, high: Any = None, **more: Any) -> Fact:
    return Fact(name, type=type, low=low, high=high, **more)


def parameter(name: str, type: Type, *values: tuple[date | None, date | None, Any]) -> Parameter:
    versions = (
        ParameterVersion(Interval(start, to), attested=False, value=core.Literal(value, type))
        for start, to, value in values
    )
    return Parameter(name, type=type, versions=tuple(versions))


def benefit(name: str, condition: Expression, *payments: Any, **more: Any) -> Benefit:
    return Benefit(name, condition=condition, payments=payments, **more)


def pays(name: str, amount: Expression, type: Type = MONEY, **more: Any) -> Payment:
    return Payment(name, type=type, amount=amount, **more)


def use(name: str, type: Type = YES_NO, *arguments: Expression) -> core.Use:
    return core.Use(name, arguments, type)


def the(name: str, type: Type = YES_NO) -> core.FactValue:
    return core.FactValue(name, type)


def param(name: str, type: Type) -> core.Lookup:
    return core.Lookup(name, (), type)


def number(value: int | Fraction, type: Type = NUMBER) -> core.Literal:
    return core.Literal(value, type)


def money(sen: int | Fraction) -> core.Literal:
    return core.Literal(sen, MONEY)


def days(value: int) -> core.Literal:
    return core.Literal(value, DAYS)


def ratio(value: Fraction) -> core.Literal:
    return core.Literal(value, RATIO)


def yes(value: bool = True) -> core.Literal:
    return core.Literal(truth_of(value), YES_NO)


def day(text: str) -> core.Literal:
    return core.Literal(date.fromisoformat(text), DATE)


def one(list_name: str, value: str) -> core.Literal:
    return core.Literal(value, OneOf(list_name))


def op(operator: str, *operands: Expression, type: Type = YES_NO) -> core.Operation:
    return core.Operation(operator, operands, type)


def all_of(*expressions: Expression) -> core.Limbs:
    return core.Limbs("all of", tuple(core.Limb("", expression) for expression in expressions))


def any_of(*expressions: Expression) -> core.Limbs:
    return core.Limbs("any of", tuple(core.Limb("", expression) for expression in expressions))


def none_of(*expressions: Expression) -> core.Limbs:
    return core.Limbs("none of", tuple(core.Limb("", expression) for expression in expressions))


def rows(type: Type, *of: tuple[Expression | None, Expression], otherwise: Expression | None = None) -> core.Choose:
    made = [core.Row(str(place), test, value) for place, (test, value) in enumerate(of, start=1)]
    if otherwise is not None:
        made.append(core.Row("otherwise", None, otherwise, otherwise=True))
    return core.Choose("rows", tuple(made), type)


def number_of(subject: Expression, where: Expression | None = None) -> core.Each:
    return core.Each("number", subject, "", None, where, COUNT)
