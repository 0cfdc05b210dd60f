"""Ages, days between, windows of months: the calendar words of the language on operands that have types.

Invariant: which calendar operator takes which types is said by functions.py; here stand the choice of the operator and
what to write instead where a date stands for a month or a month for a date.
"""

from collections.abc import Sequence

from policy_engine.checking import errors
from policy_engine.checking.expressions.fitting import Checked, operation
from policy_engine.checking.scope import Scope
from policy_engine.model import core
from policy_engine.model.type_words import in_words
from policy_engine.model.types import (
    DATE,
    DateType,
    MomentType,
    MonthsType,
    MonthType,
    PeriodsType,
    Quantity,
    Type,
    YearType,
)
from policy_engine.syntax import tree

CalendarNode = (
    tree.Calendar | tree.Age | tree.DateWhen | tree.Between | tree.Counting | tree.Window | tree.Within | tree.Counted
)


def operands_of(node: CalendarNode) -> tuple[tree.Expression, ...]:
    """What a calendar word is said of, in the order of its operator."""
    match node:
        case tree.Calendar():
            return (node.operand,)
        case tree.Age():
            return (node.born,) if node.on is None else (node.born, node.on)
        case tree.DateWhen():
            return (node.born, node.age)
        case tree.Between():
            return (node.start, node.end)
        case tree.Counting():
            return (node.duration, node.start)
        case tree.Window():
            return (node.subject, node.length, node.before)
        case tree.Within():
            return (node.subject, node.container)
        case tree.Counted():
            return (node.subject, node.start, node.end)


def calendar(node: CalendarNode, operands: Sequence[core.Expression], scope: Scope) -> Checked:
    """The operation that a calendar word stands for."""
    match node:
        case tree.Calendar():
            return _part(node, operands[0], scope)
        case tree.Age():
            on = operands[1] if len(operands) > 1 else core.TheDay(DATE, span=node.span)
            return operation("age", (operands[0], on), scope, node.span, "age of")
        case tree.DateWhen():
            return operation("date when", operands, scope, node.span)
        case tree.Between():
            return _between(node, operands, scope)
        case tree.Counting():
            return operation("counting", operands, scope, node.span)
        case tree.Window():
            subject, length, before = operands
            hint = ""
            if isinstance(before.type, DateType):
                hint = f"within the {length.span.text} before {_month_of(before)}"
                if isinstance(subject.type, PeriodsType):
                    hint = f"counted from ({before.span.text} minus {length.span.text}) until {before.span.text}"
            return operation("window", operands, scope, node.span, "within the", hint)
        case tree.Within():
            return _within(node, operands, scope)
        case tree.Counted():
            return _counted(node, operands, scope)


def _part(node: tree.Calendar, whole: core.Expression, scope: Scope) -> Checked:
    """`month of`, `year of`, `date of`, `first day of`, `last day of`"""
    text = whole.span.text
    match node.word, whole.type:
        case "month of", MomentType():
            return operation("month of date", (whole,), scope, node.span, node.word, f"month of (date of {text})")
        case "month of", _:
            return operation("month of date", (whole,), scope, node.span, node.word)
        case "year of", MonthType():
            return operation("year of month", (whole,), scope, node.span, node.word)
        case "year of", MomentType():
            return operation("year of date", (whole,), scope, node.span, node.word, f"year of (date of {text})")
        case "year of", _:
            return operation("year of date", (whole,), scope, node.span, node.word)
        case "date of", _:
            return operation("date of moment", (whole,), scope, node.span, node.word)
        case (("first day of" | "last day of"), YearType()):
            return operation(f"{node.word} year", (whole,), scope, node.span, node.word)
        case _, _:
            better = f"{node.word} {_month_of(whole)}" if isinstance(whole.type, DateType) else ""
            return operation(f"{node.word} month", (whole,), scope, node.span, node.word, better)


def _month_of(expression: core.Expression) -> str:
    return f"month of {expression.span.text}"


def _between(node: tree.Between, operands: Sequence[core.Expression], scope: Scope) -> Checked:
    start, end = (operand.span.text for operand in operands)
    moments = all(isinstance(operand.type, MomentType) for operand in operands)
    match node.word:
        case "days from":
            better = f"days from (date of {start}) {node.end_word} (date of {end})" if moments else ""
            return operation(f"days {node.end_word}", operands, scope, node.span, node.word, better)
        case "whole calendar months from":
            return operation(f"whole months {node.end_word}", operands, scope, node.span, node.word)
        case "hours from" if node.end_word == "to":
            scope.report(errors.wrong_end_word(node.word, "to", "until", node.span))
            return None
        case "hours from":
            return operation("hours until", operands, scope, node.span, node.word)
        case "months elapsed from" | "years elapsed from" if node.end_word == "until":
            scope.report(errors.wrong_end_word(node.word, "until", "to", node.span))
            return None
        case "months elapsed from" | "years elapsed from":
            return operation(node.word.removesuffix(" from"), operands, scope, node.span, node.word)


def _within(node: tree.Within, operands: Sequence[core.Expression], scope: Scope) -> Checked:
    subject, container = operands
    better = ""
    if isinstance(container.type, DateType | MonthType):
        better = f"{subject.span.text} within year of {container.span.text}"
    elif isinstance(container.type, Quantity) and isinstance(subject.type, PeriodsType):
        better = f"{subject.span.text} counted from (D minus {container.span.text}) until D"
    elif isinstance(container.type, Quantity):
        better = f"{subject.span.text} within the {container.span.text} before M"
    return operation(f"{_set_word(subject.type)} within year", operands, scope, node.span, "within", better)


def _counted(node: tree.Counted, operands: Sequence[core.Expression], scope: Scope) -> Checked:
    subject, start, end = operands
    better = ""
    if isinstance(subject.type, MonthsType) and isinstance(start.type, DateType) and isinstance(end.type, DateType):
        better = f"{subject.span.text} counted from {_month_of(start)} {node.end_word} {_month_of(end)}"
    name = f"{_set_word(subject.type)} counted {node.end_word}"
    return operation(name, operands, scope, node.span, "counted from", better)


def _set_word(type: Type) -> str:
    return "periods" if isinstance(type, PeriodsType) else "months"


def number_of(subject: core.Expression, scope: Scope, node: tree.NumberOf) -> Checked:
    """`number of` a set: its calendar months, or its days."""
    if isinstance(subject.type, MonthsType):
        return operation("number of months", (subject,), scope, node.span)
    if isinstance(subject.type, PeriodsType):
        return operation("number of days", (subject,), scope, node.span)
    scope.report(errors.not_a_list("number of", in_words(subject.type), subject.span))
    return None
