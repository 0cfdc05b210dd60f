"""What order, scales, proof and authority have to say, as data.

Invariant: no prose; the words stand in texts/<language>/diagnostics/{order,scales,proof,authority}.toml.  What fills
their holes is written as in a rule file, which reads the same in both languages.
"""

from collections.abc import Sequence

from policy_engine.checking.scales.limits import Crossing
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.walk import within
from policy_engine.source.diagnostic import Diagnostic, Label, Severity
from policy_engine.source.text import Span

_MOST_SHOWN = 8


def cycle(circle: Sequence[tuple[str, Span]]) -> Diagnostic:
    """`circle` names what is needed, in turn, and the place that needs it; the last one is what it began with."""
    return _circle("X101", circle)


def too_deep(span: Span, limit: int) -> Diagnostic:
    """An expression that stands in more than `limit` others."""
    return Diagnostic("X102", span, {"limit": str(limit)})


def overrides_itself(circle: Sequence[tuple[str, Span]]) -> Diagnostic:
    """`circle` names the provisions, each beaten by the one before it."""
    return _circle("X103", circle)


def not_whole(name: str, amount: Expression, step: str, unit: str, rounding: str) -> Diagnostic:
    """A paid amount that is only `step` of a whole number of the smallest `unit`; `rounding` is the line to write."""
    return Diagnostic("R101", amount.span, {"name": name, "step": step, "unit": unit, "rounding": rounding})


def paid_open(name: str, amount: Expression, divisor: Expression, rounding: str) -> Diagnostic:
    """A paid amount that is still divided by what only the case can tell."""
    return Diagnostic("R102", amount.span, {"name": name, "divisor": _text(divisor), "rounding": rounding})


def two_divisors(span: Expression, first: Expression, second: Expression) -> Diagnostic:
    """Two parts meet that are divided by different things known only in the case."""
    related = (Label(first.span, "divisor"), Label(second.span, "divisor"))
    return Diagnostic("R103", span.span, {"first": _text(first), "second": _text(second)}, related)


def divided_by_open(operation: Expression, divisor: Expression) -> Diagnostic:
    """What is divided by is itself still divided by something."""
    return Diagnostic("R104", operation.span, {"divisor": _text(divisor)})


def divided_by_zero(divisor: Expression, low: str, high: str) -> Diagnostic:
    """A divisor whose range, as it stands there, is not above zero."""
    return Diagnostic("R105", divisor.span, {"divisor": _text(divisor), "low": low, "high": high})


def average_of_nothing(each: core.Each) -> Diagnostic:
    """An average over a list that may have no members."""
    return Diagnostic("R106", each.span, {"list": _text(each.subject)})


def choice_of_nothing(each: core.Each) -> Diagnostic:
    """A lowest, a highest or a picked member of a list that may have none."""
    return Diagnostic("R107", each.span, {"list": _text(each.subject)}, severity=Severity.WARNING)


def open_in_list(each: Expression, divisor: Expression) -> Diagnostic:
    """Each member brings a divisor of its own."""
    return Diagnostic("R108", each.span, {"divisor": _text(divisor)})


def limits_cross(operation: Expression, crossing: Crossing, least_value: str, greatest_value: str) -> Diagnostic:
    """A least amount that can be above the greatest."""
    facts = {
        "least": _text(crossing.least), "greatest": _text(crossing.greatest),
        "least_value": least_value, "greatest_value": greatest_value,
    }  # fmt: skip
    related = (Label(crossing.least.span, "least"), Label(crossing.greatest.span, "greatest"))
    severity = Severity.ERROR if crossing.sure else Severity.WARNING
    if crossing.day is None:
        return Diagnostic("R109", operation.span, facts, related, severity=severity)
    return Diagnostic("R110", operation.span, facts | {"day": crossing.day.isoformat()}, related, severity=severity)


def too_wide(part: Expression) -> Diagnostic:
    """A part that needs whole numbers of more than 38 digits."""
    return Diagnostic("R111", part.span, {"part": _text(part)})


def not_a_whole_length(operation: Expression, length: Expression) -> Diagnostic:
    """Fractions of days or months cannot be added to a date."""
    return Diagnostic("R112", length.span, {"length": _text(length)})


def below_nothing(name: str, amount: Expression, taking: core.Operation, values: tuple[str, str, str]) -> Diagnostic:
    """A paid amount that can be less than nothing; `values`: the least there is, the most that is taken, nothing."""
    left, right = taking.operands
    least, most, nothing = values
    facts = {
        "name": name, "part": _text(taking), "left": _text(left), "right": _text(right),
        "least": least, "most": most, "nothing": nothing,
        "cure": f"excess of {_bracketed(left)} over {_bracketed(right)}",
    }  # fmt: skip
    elsewhere = all(inside is not taking for inside in within(amount))
    return Diagnostic("R113", taking.span, facts, (Label(amount.span, "paid"),) if elsewhere else ())


def _bracketed(expression: Expression) -> str:
    text = _text(expression)
    return f"({text})" if " " in text and not text.startswith("(") else text


def _text(expression: Expression) -> str:
    """What the officer wrote there, on one line."""
    return " ".join(expression.span.text.split())


def _circle(code: str, circle: Sequence[tuple[str, Span]]) -> Diagnostic:
    names = [circle[-1][0], *(name for name, _ in circle)]
    if len(names) > _MOST_SHOWN:
        names = [*names[: _MOST_SHOWN - 2], "...", *names[-2:]]
    related = tuple(Label(span, "needs") for _, span in circle[1:_MOST_SHOWN])
    return Diagnostic(code, circle[0][1], {"name": names[0], "path": " -> ".join(names)}, related)


def no_row(name: str, choice: core.Choose, case: str, sure: bool) -> Diagnostic:
    """A case that no row decides; `case` is empty where that is so of every case."""
    return Diagnostic("G201", choice.span, {"name": name, "case": case}, severity=_severity(sure))


def no_band(bands: core.Choose, asked: core.Lookup, case: str, sure: bool) -> Diagnostic:
    """A case for which a parameter is asked beside all its bands."""
    facts = {"name": asked.parameter, "case": case}
    return Diagnostic("G210", bands.span, facts, (Label(asked.span, "asked"),), severity=_severity(sure))


def two_rows(name: str, first: core.Row, second: core.Row, case: str, sure: bool) -> Diagnostic:
    """A case that two rows decide with different values."""
    facts = {"name": name, "first": first.label, "second": second.label, "case": case}
    related = (Label(first.span, "first_row"), Label(second.span, "second_row"))
    return Diagnostic("G202", second.span, facts, related, severity=_severity(sure))


def idle_row(name: str, row: core.Row) -> Diagnostic:
    """A row that decides no case at all."""
    return Diagnostic("G203", row.span, {"name": name, "row": row.label}, severity=Severity.WARNING)


def too_large(name: str, choice: core.Choose) -> Diagnostic:
    """A choice with more cases than are looked at."""
    return Diagnostic("G204", choice.span, {"name": name}, severity=Severity.WARNING)


def settled(condition: Expression, holds: bool, ranges: str) -> Diagnostic:
    """A condition that is always so, or never; `ranges` of what it compares, where these settle it."""
    code = ("G206" if holds else "G207") if ranges else ("G208" if holds else "G209")
    return Diagnostic(
        code, condition.span, {"condition": _text(condition), "ranges": ranges}, severity=Severity.WARNING
    )


def otherwise_over_list(choice: core.Choose, subject: str, values: Sequence[str]) -> Diagnostic:
    """`otherwise` beside rows about one closed list: it would silently take every value that is added later."""
    span = next(row.span for row in choice.rows if row.otherwise)
    return Diagnostic("G205", span, {"subject": subject, "values": ", ".join(values)})


def _severity(sure: bool) -> Severity:
    return Severity.ERROR if sure else Severity.WARNING


def no_authority(name: str, part: Expression) -> Diagnostic:
    """A rule, limb, row, value or amount that cites nothing and rests on no assumption."""
    return Diagnostic("A301", part.span, {"name": name, "part": _text(part)})


def forgotten_item(source: str, item: rulebook.Item) -> Diagnostic:
    """An item of a ledger that no rule cites and that does not say why."""
    return Diagnostic("A302", item.span, {"source": source, "item": item.name, "title": item.title.en})


def cited_though_set_aside(source: str, item: rulebook.Item) -> Diagnostic:
    """An item that says that it is not encoded, and is cited."""
    return Diagnostic("A303", item.span, {"source": source, "item": item.name, "status": item.status})


def unused(kind: str, declared: rulebook.Declared) -> Diagnostic:
    """A declaration that nothing uses; `kind` is the word that declares it."""
    return Diagnostic("A304", declared.span, {"kind": kind, "name": declared.name}, severity=Severity.WARNING)
