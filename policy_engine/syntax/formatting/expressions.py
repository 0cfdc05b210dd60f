"""Expressions, types and amounts as text.

Invariant: brackets are printed where they were written and nowhere else; a number has one form.
"""

from fractions import Fraction

from policy_engine.syntax import tree
from policy_engine.syntax.formatting.page import BREAK, COMMA, with_authority


def expression(node: tree.Expression) -> str:
    """The canonical text of an expression, with breaks where a long line may be folded."""
    match node:
        case tree.Logic():
            return f"{BREAK}{node.word} ".join(expression(operand) for operand in node.operands)
        case tree.Not():
            return f"not {expression(node.operand)}"
        case tree.Compare():
            return f"{expression(node.left)} {node.word} {expression(node.right)}"
        case tree.InValues():
            return f"{expression(node.subject)} in {several(node.values)}"
        case tree.Arithmetic():
            return f"{expression(node.left)}{BREAK}{node.word} {expression(node.right)}"
        case tree.AsAt():
            return f"{expression(node.expression)} as at {expression(node.date)}"
        case tree.Of():
            right = expression(node.right[0]) if len(node.right) == 1 else several(node.right)
            return f"{expression(node.left)} of {right}"
        case tree.Brackets():
            modifiers = "".join(f"{BREAK}{modifier(each)}" for each in node.modifiers)
            return f"({expression(node.expression)}{modifiers})"
        case tree.Payable():
            return f"{node.benefit.text} payable"
        case tree.PaidOn():
            return f"{node.benefit.text} paid on {expression(node.on)}"
        case tree.Calendar() | tree.Age() | tree.DateWhen() | tree.Between() | tree.Counting():
            return _of_dates(node)
        case tree.Window() | tree.Within() | tree.Counted():
            return _part_of_a_set(node)
        case tree.Excess() | tree.NumberOf() | tree.Aggregate() | tree.Extreme() | tree.Picked() | tree.Quantified():
            return _of_several(node)
        case tree.Reference():
            return node.name
        case tree.TheDay():
            return "the day paid" if node.paid else "the day"
        case (
            tree.NumberValue() | tree.MoneyValue() | tree.PercentValue() | tree.FractionValue() | tree.DurationValue()
            | tree.DateValue() | tree.MonthValue() | tree.MomentValue() | tree.TextValue() | tree.YesNoValue()
            | tree.NeverValue()
        ):  # fmt: skip
            return _value(node)


def several(nodes: tuple[tree.Expression, ...]) -> str:
    """`(a, b)`"""
    return f"({COMMA.join(expression(node) for node in nodes)})"


def modifier(node: tree.Modifier) -> str:
    """`not below x` or `rounded half up to RM0.01`, without its authority."""
    how = f"rounded {node.rounding} to" if node.word == "rounded" else node.word
    return f"{how} {expression(node.operand)}"


def amount(node: tree.Amount, before: str) -> tuple[str, ...]:
    """The rows of an amount after the word that introduces it: the expression, then each limit and the rounding."""
    rows = [with_authority(f"{before}{expression(node.expression)}", node.authority)]
    return (*rows, *(with_authority(modifier(each), each.authority) for each in node.modifiers))


def type_words(node: tree.TypeWords) -> str:
    """`money per day`, `one of relation_kind`, `date or never`"""
    of = f" {node.list_name.text}" if node.list_name else ""
    per = f" per {node.per}" if node.per else ""
    return f"{node.word}{of}{per}{' or never' if node.or_never else ''}"


def fact_type(node: tree.FactType) -> str:
    """The type of a fact with its limits."""
    length = f",{BREAK}{number(Fraction(node.length[0]))} to {number(Fraction(node.length[1]))}" if node.length else ""
    limited = limits(node.limits)
    if not node.is_list:
        return f"{type_words(node.item)}{length}{limited}"
    each = f",{BREAK}each{limited}" if limited else ""
    return f"{'ordered ' if node.ordered else ''}list of {type_words(node.item)}{length}{each}"


def number(value: Fraction) -> str:
    """`1,200` or `0.5`: commas from a thousand on, as many decimals as there are."""
    decimals = 0
    while (value * 10**decimals).denominator != 1:
        decimals += 1
    digits = str(int(value * 10**decimals)).rjust(decimals + 1, "0")
    whole, rest = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return f"{int(whole):,}" + (f".{rest}" if rest else "")


def limits(node: tree.Limits) -> str:
    """From where to where, and in which steps."""
    low = f" from {expression(node.low)}" if node.low else ""
    high = f" to {expression(node.high)}" if node.high else ""
    step = f"{BREAK}in steps of {expression(node.step)}" if node.step else ""
    return f"{low}{high}{step}"


def _of_dates(node: tree.Calendar | tree.Age | tree.DateWhen | tree.Between | tree.Counting) -> str:
    match node:
        case tree.Calendar():
            return f"{node.word} {expression(node.operand)}"
        case tree.Age():
            on = f" on {expression(node.on)}" if node.on else ""
            return f"age of {expression(node.born)}{on}"
        case tree.DateWhen():
            return f"date when {expression(node.born)} reaches {expression(node.age)}"
        case tree.Between():
            return f"{node.word} {expression(node.start)} {node.end_word} {expression(node.end)}"
        case tree.Counting():
            return f"{expression(node.duration)} counting {expression(node.start)}"


def _part_of_a_set(node: tree.Window | tree.Within | tree.Counted) -> str:
    subject = expression(node.subject)
    match node:
        case tree.Window():
            return f"{subject} within the {expression(node.length)} before {expression(node.before)}"
        case tree.Within():
            return f"{subject} within {expression(node.container)}"
        case tree.Counted():
            return f"{subject} counted from {expression(node.start)} {node.end_word} {expression(node.end)}"


def _of_several(
    node: tree.Excess | tree.NumberOf | tree.Aggregate | tree.Extreme | tree.Picked | tree.Quantified,
) -> str:
    match node:
        case tree.Excess():
            return f"excess of {expression(node.left)} over {expression(node.right)}"
        case tree.NumberOf():
            return f"number of {expression(node.subject)}{where(node.where)}"
        case tree.Aggregate():
            if node.subject is None:
                return f"{node.word} {expression(node.body)}"
            each = f"{BREAK}for each {node.variable} in {expression(node.subject)}{where(node.where)}"
            return f"{node.word} {expression(node.body)}{each}"
        case tree.Extreme():
            return f"{node.word} {several(node.operands)}"
        case tree.Picked():
            return f"the {node.variable} in {expression(node.subject)} with {node.pick} {expression(node.key)}"
        case tree.Quantified():
            condition = expression(node.condition)
            return f"{node.word} {node.variable} in {expression(node.subject)} has{BREAK}({condition})"


def where(condition: tree.Expression | None) -> str:
    """` where (...)`, or nothing."""
    return f"{BREAK}where ({expression(condition)})" if condition else ""


def _value(
    node: tree.NumberValue | tree.MoneyValue | tree.PercentValue | tree.FractionValue | tree.DurationValue
    | tree.DateValue | tree.MonthValue | tree.MomentValue | tree.TextValue | tree.YesNoValue | tree.NeverValue,
) -> str:  # fmt: skip
    match node:
        case tree.NumberValue():
            return _plain_number(node.value) + _per(node.per)
        case tree.MoneyValue():
            return node.symbol + _money(node) + _per(node.per)
        case tree.PercentValue():
            return node.text or f"{number(node.value * 100)}%"
        case tree.FractionValue():
            return f"{node.numerator}/{node.denominator}"
        case tree.DurationValue():
            return f"{number(node.value)} {node.unit}{_per(node.per)}"
        case tree.DateValue():
            return node.value.isoformat()
        case tree.MonthValue():
            return f"{node.year:04}-{node.month:02}"
        case tree.MomentValue():
            return node.value.isoformat(timespec="seconds" if node.value.second else "minutes")
        case tree.TextValue():
            return f'"{node.value}"'
        case tree.YesNoValue():
            return "yes" if node.value else "no"
        case tree.NeverValue():
            return "never"


def _per(unit: str) -> str:
    return f" per {unit}" if unit else ""


def _plain_number(value: Fraction) -> str:
    """A number without a unit that may be a calendar year has no comma."""
    return str(value) if value.denominator == 1 and 1900 <= value < 2200 else number(value)


def _money(node: tree.MoneyValue) -> str:
    """With as many decimals as were written, and never one alone: RM0.5 is RM0.50."""
    whole, _, decimals = number(node.value).partition(".")
    written = max(node.decimals, len(decimals))
    places = 2 if written == 1 else written
    return f"{whole}.{decimals:0<{places}}" if places else whole
