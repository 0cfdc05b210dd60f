"""What a case expects, held against what was decided.

Invariant: both sides are written as in a case, so that a wrong expectation can be mended by copying what was found.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from attrs import evolve, frozen

from policy_engine.casebook.errors import (
    no_such_member,
    unknown_amount,
    unknown_limb,
    unknown_thing,
    value_of_another_kind,
    without_that_day,
)
from policy_engine.casebook.find_limb import find_limb
from policy_engine.casebook.written_values import example_of, truth_word, value_of, written
from policy_engine.evaluation.decision import Decision, Outcome, PaymentResult, ShareResult, Status, ThingResult
from policy_engine.evaluation.operate import truth_of_value
from policy_engine.model.rulebook import Model, Payment
from policy_engine.model.type_words import in_words
from policy_engine.model.types import YES_NO, DateType, Type
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.near import near
from policy_engine.source.text import Span
from policy_engine.syntax.declarations import Case, Expected
from policy_engine.values.truth import Truth
from policy_engine.values.value import Open, Value


@frozen
class Mismatch:
    """One line of `expect` that is not so.

    about: what the line is about, such as `total` or `limb ii.a`.  word, name: of the line, or `outcome`.
    """

    about: str
    expected: str
    found: str
    span: Span
    problem: Diagnostic | None = None
    """Where the line could not be compared at all."""
    word: str = "outcome"
    name: str = ""


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
            found.append(evolve(mismatch, word=expected.word, name=expected.name))
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
        case "from" | "until" | "to":
            return _date(model, question, decision, expected)
        case "paid to":
            return _payee(question, decision, expected)
        case "needs" | "provides" | "excludes":
            return _things(question, decision, expected)
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
    payment = _payment(question, decision, expected)
    if isinstance(payment, Diagnostic):
        return unable(payment)
    type = payment.payment.type
    if not expected.member:
        return _value(model, expected, about, _status_or_value(payment), type)
    shares = {share.member: share for share in payment.shares}
    if expected.member not in shares:
        return unable(no_such_member(expected.member, question, near(expected.member, shares), expected.span))
    return _value(model, expected, about, _share_value(shares[expected.member]), type)


def _payment(question: str, decision: Decision, expected: Expected) -> PaymentResult | Diagnostic:
    payments = {result.payment.name: result for result in decision.payments}
    if expected.name in payments:
        return payments[expected.name]
    return unknown_amount(expected.name, question, near(expected.name, payments), expected.span)


_DAY = DateType(never=True)


def _date(model: Model, question: str, decision: Decision, expected: Expected) -> Mismatch | None:
    """The first day that is paid, the first that is not, or the last; each as the payment states it."""
    about = f"{expected.name} {expected.word}"
    unable = partial(Mismatch, about, _expected_text(expected), "", expected.span)
    payment = _payment(question, decision, expected)
    if isinstance(payment, Diagnostic):
        return unable(payment)
    step = payment.starts if expected.word == "from" else payment.until
    if step is None:
        return unable(without_that_day(expected.name, expected.word, expected.span))
    day = step.value
    if expected.word == "to" and isinstance(day, date):
        day -= timedelta(days=1)
    return _value(model, expected, about, day, _DAY)


def _payee(question: str, decision: Decision, expected: Expected) -> Mismatch | None:
    """Who is paid: the one that is named with the payment, or those of its list to whom it may be paid in this case."""
    (name,) = expected.names
    about = f"{expected.name} paid to {name.text}"
    payment = _payment(question, decision, expected)
    if isinstance(payment, Diagnostic):
        return Mismatch(about, _yes(expected.holds), "", expected.span, payment)
    fixed = {payment.payment.payee: "yes"} if isinstance(payment.payment, Payment) and not payment.payees else {}
    found = _applying(payment.payees) | fixed
    return _one_thing(about, name.text, found, expected)


def _things(question: str, decision: Decision, expected: Expected) -> Mismatch | None:
    """The first of the named documents, benefits in kind or exclusions that does not apply here as expected."""
    things = {"needs": decision.needs, "provides": decision.provides, "excludes": decision.excludes}[expected.word]
    found = _applying(things)
    mismatches = (_one_thing(f"{expected.word} {each.text}", each.text, found, expected) for each in expected.names)
    return next((mismatch for mismatch in mismatches if mismatch is not None), None)


def _applying(things: Sequence[ThingResult]) -> dict[str, str]:
    return {
        each.thing.name: "yes" if each.applies is None else truth_word(truth_of_value(each.applies.value))
        for each in things
    }


def _one_thing(about: str, name: str, found: Mapping[str, str], expected: Expected) -> Mismatch | None:
    wanted = _yes(expected.holds)
    if name not in found:
        problem = unknown_thing(name, expected.word, near(name, found), expected.span)
        return Mismatch(about, wanted, "", expected.span, problem)
    return None if found[name] == wanted else Mismatch(about, wanted, found[name], expected.span)


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


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
        problem = value_of_another_kind(wanted, in_words(type), example_of(type, wanted, model), expected.span)
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
