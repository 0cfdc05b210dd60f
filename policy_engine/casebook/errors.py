"""What can be wrong with a case itself, so that it cannot be run (C codes).

Invariant: no prose; the words stand in texts/<language>/diagnostics/cases.toml.
"""

from collections.abc import Iterable

from policy_engine.source.diagnostic import Diagnostic, Label
from policy_engine.source.text import NOWHERE, Span


def unknown_case(name: str, near: Iterable[str], span: Span = NOWHERE) -> Diagnostic:
    """A case is `like` one, or one is asked for, that does not exist."""
    return Diagnostic("C001", span, {"name": name, "near": "|".join(near)})


def like_in_a_circle(path: Iterable[str], span: Span) -> Diagnostic:
    """A case is like itself by way of others; `path` begins and ends with it."""
    return Diagnostic("C002", span, {"path": " → ".join(path)})


def expects_nothing(name: str, span: Span) -> Diagnostic:
    """A case without `expect`."""
    return Diagnostic("C003", span, {"name": name})


def has_no_origin(name: str, span: Span) -> Diagnostic:
    """A case without `origin`: nobody can say where its expected values come from."""
    return Diagnostic("C004", span, {"name": name})


def asks_nothing(name: str, span: Span) -> Diagnostic:
    """A case without `for`, also not one taken over by `like`."""
    return Diagnostic("C005", span, {"name": name})


def unknown_amount(name: str, question: str, near: Iterable[str], span: Span) -> Diagnostic:
    """An amount is expected that the benefit does not pay."""
    return Diagnostic("C006", span, {"name": name, "question": question, "near": "|".join(near)})


def unknown_limb(path: str, question: str, known: Iterable[str], span: Span) -> Diagnostic:
    """A limb is expected that the condition does not have; `known` are the labels where the path leaves it."""
    return Diagnostic("C007", span, {"path": path, "question": question, "known": ", ".join(known)})


def value_of_another_kind(found: str, expected: str, example: str, span: Span) -> Diagnostic:
    """An expected value that is no value of the type it is compared with; `example` is one."""
    return Diagnostic("C008", span, {"found": found, "expected": expected, "example": example})


def no_such_member(member: str, question: str, near: Iterable[str], span: Span) -> Diagnostic:
    """A decision or share is expected of a member that the case does not have."""
    return Diagnostic("C009", span, {"member": member, "question": question, "near": "|".join(near)})


def member_not_named(question: str, members: Iterable[str], span: Span) -> Diagnostic:
    """A benefit that is decided for each member of a list is asked without saying for whom."""
    return Diagnostic("C010", span, {"question": question, "members": ", ".join(members)})


def given_twice(name: str, span: Span, first: Span) -> Diagnostic:
    """One case gives a fact or a field twice."""
    return Diagnostic("C012", span, {"name": name}, (Label(first, "first"),))


def unknown_expectation(name: str, word: str, near: Iterable[str], span: Span) -> Diagnostic:
    """A name is expected to be missing or open that nothing has."""
    return Diagnostic("C013", span, {"name": name, "word": word, "near": "|".join(near)})


def outcome_of_another_kind(outcome: str, question: str, is_benefit: bool, span: Span) -> Diagnostic:
    """A rule is expected to be payable, or a benefit to be a value."""
    right = "payable, not payable, undetermined, referred" if is_benefit else "value, undetermined, referred"
    return Diagnostic("C014", span, {"outcome": outcome, "question": question, "right": right})


def unknown_thing(name: str, word: str, near: Iterable[str], span: Span) -> Diagnostic:
    """A document, benefit in kind, exclusion or payee is expected that the benefit does not name."""
    return Diagnostic("C015", span, {"name": name, "word": word, "near": "|".join(near)})


def without_that_day(name: str, word: str, span: Span) -> Diagnostic:
    """A first or last day is expected of a payment that states none."""
    return Diagnostic("C016", span, {"name": name, "word": word})


def not_given_as_a_list(name: str, span: Span) -> Diagnostic:
    """Members are given to a fact that is no list, or a single value to one that is."""
    return Diagnostic("C011", span, {"name": name})
