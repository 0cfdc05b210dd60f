"""What a case expects, held against what was decided.

Invariant: both sides are written as in a case, so that a wrong expectation can be mended by copying what was found.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from attrs import frozen

from policy_engine.casebook.errors import no_such_member, unknown_amount, unknown_limb, value_of_another_kind
from policy_engine.casebook.find_limb import find_limb
from policy_engine.casebook.written_values import truth_word, value_of, written
from policy_engine.evaluation.decision import Decision, Outcome, PaymentResult, ShareResult, Status
from policy_engine.model.rulebook import Model
from policy_engine.model.type_words import in_words
from policy_engine.model.types import YES_NO, Type
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.near import near
from policy_engine.source.text import Span
from policy_engine.syntax.declarations import Case, Expected
from policy_engine.values.truth import Truth
from policy_engine.values.value import Open, Value


@frozen
class Mismatch:
    """One line of `expect` that is not so.  `about` is what the line is about, such as `total` or `limb ii.a`."""

    about: str
    expected: str
    found: str
    span: Span
    problem: Diagnostic | None = None
    """Where the line could not be compared at all."""


def compare(
    model: Model, case: Case, question: str, decision: Decision | None, problems: Sequence[Diagnostic]
) -> tuple[Mismatch, ...]:
    """Every line that is not so; `decision` is None where the facts or the question were refused with `problems`."""
    found = []
    outcome = _outcome_word(decision)
    if case.outcome != outcome:
        found.append(Mismatch("outcome", case.outcome, outcome, case.name.span))
    for expected in case.expected:
        if expected.word == "code":
            mismatch = _code(expected, problems)
        elif decision is None:
            continue  # the outcome says it already
        else:
            mismatch = _line(model, question, decision, expected)
        if mismatch is not None:
            found.append(mismatch)
    return tuple(found)


def _outcome_word(decision: Decision | None) -> str:
    if decision is None:
        return "an error"
    match decision.outcome:
        case None:
            return "value"
        case Outcome.PAYABLE:
            return "payable"
        case Outcome.NOT_PAYABLE:
            return "not payable"
        case Outcome.UNDETERMINED:
            return "undetermined"
        case Outcome.REFERRED:
            return "referred"


def _code(expected: Expected, problems: Sequence[Diagnostic]) -> Mismatch | None:
    wanted = (expected.name, expected.fact)
    if any((each.code, each.path) == wanted or (each.code == expected.name and not expected.fact) for each in problems):
        return None
    found = ", ".join(f'{each.code} "{each.path}"' if each.path else each.code for each in problems)
    shown = f'{expected.name} "{expected.fact}"' if expected.fact else expected.name
    return Mismatch("code", shown, found or "nothing", expected.span)


def _line(model: Model, question: str, decision: Decision, expected: Expected) -> Mismatch | None:
    match expected.word:
        case "missing":
            return _names(expected, (hole.name for hole in decision.missing))
        case "open":
            return _names(expected, (hole.name for hole in decision.open_points))
        case "value":
            condition = decision.condition
            return _value(model, expected, "value", condition.value, condition.node.type)
        case "limb":
            return _limb(model, question, decision, expected)
        case "amount":
            return _amount(model, question, decision, expected)
        case "code":
            raise AssertionError("compared before")


def _names(expected: Expected, found: Iterable[str]) -> Mismatch | None:
    """The names must be the same; their order and how often they occur do not matter."""
    wanted, got = (", ".join(sorted(set(names))) for names in ((name.text for name in expected.names), found))
    return None if wanted == got else Mismatch(expected.word, wanted, got or "nothing", expected.span)


def _limb(model: Model, question: str, decision: Decision, expected: Expected) -> Mismatch | None:
    about = f"limb {expected.name}"
    limb = find_limb(decision.condition, expected.name)
    if isinstance(limb, tuple):
        problem = unknown_limb(expected.name, question, limb, expected.span)
        return Mismatch(about, _expected_text(expected), "", expected.span, problem)
    return _value(model, expected, about, limb, YES_NO)


def _amount(model: Model, question: str, decision: Decision, expected: Expected) -> Mismatch | None:
    about = f"{expected.name} of {expected.member}" if expected.member else expected.name
    unable = partial(Mismatch, about, _expected_text(expected), "", expected.span)
    payments = {result.payment.name: result for result in decision.payments}
    if expected.name not in payments:
        return unable(unknown_amount(expected.name, question, near(expected.name, payments), expected.span))
    payment = payments[expected.name]
    type = payment.payment.type
    if not expected.member:
        return _value(model, expected, about, _status_or_value(payment), type)
    shares = {share.member: share for share in payment.shares}
    if expected.member not in shares:
        return unable(no_such_member(expected.member, question, near(expected.member, shares), expected.span))
    return _value(model, expected, about, _share_value(shares[expected.member]), type)


def _status_or_value(payment: PaymentResult) -> Value | Status:
    return payment.value if payment.status is Status.KNOWN else payment.status


def _share_value(share: ShareResult) -> Value | Status:
    return share.amount if share.state in ("paid", "open") else Status.NOT_PAYABLE


def _value(model: Model, expected: Expected, about: str, found: Value | Status, type: Type) -> Mismatch | None:
    """Compares a value, or the word for why there is none."""
    wanted = _expected_text(expected)
    word = _word_of(found)
    if expected.status:
        got = word or written(found, type, model.settings) if not isinstance(found, Status) else word
        return None if word == expected.status else Mismatch(about, wanted, got, expected.span)
    assert expected.value is not None
    value = value_of(expected.value, type, model)
    if value is None:
        problem = value_of_another_kind(wanted, in_words(type), expected.span)
        return Mismatch(about, wanted, "", expected.span, problem)
    if isinstance(found, Status):
        return Mismatch(about, wanted, word, expected.span)
    return None if found == value else Mismatch(about, wanted, written(found, type, model.settings), expected.span)


def _word_of(found: Value | Status) -> str:
    """`not payable`, `undetermined` or `referred`; "" for a value that is known."""
    if isinstance(found, Status):
        return found.value.replace("_", " ")
    if isinstance(found, Truth):
        word = truth_word(found)
        return word if word in ("undetermined", "referred") else ""
    if isinstance(found, Open):
        return "referred" if found.referred else "undetermined"
    return ""


def _expected_text(expected: Expected) -> str:
    """What stands behind `is`, as it was written."""
    if expected.status or expected.value is None:
        return expected.status
    return expected.value.span.text
