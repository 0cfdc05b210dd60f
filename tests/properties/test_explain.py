"""Laws of explaining: it never fails, speaks no word of the program, and says what was decided."""

import json
import re
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import given

from policy_engine.evaluation.decision import Decision, Outcome, Status
from policy_engine.evaluation.readings import turns_on
from policy_engine.explanation.explain import explain
from policy_engine.explanation.json import as_json
from policy_engine.explanation.schema import json_schema
from policy_engine.explanation.text import as_text
from policy_engine.model.types import MONEY
from policy_engine.values.truth import YES
from policy_engine.values.value import Open, Value
from tests.properties.worlds import A_DAY, World, answered_worlds, law

INTERNAL = re.compile(
    r"\b(Open|Truth|Fraction|Decimal|Element|Collection|Never|NotApplicable|NoValue|Hole|Step|Literal|date|datetime)\("
    r"|\b(None|True|False)\b|[{}<>]|\b(page|amount|reason|value|change|share)\.[a-z]"
)
LANGUAGES = ("en", "ms")


@law(60)
@given(answered_worlds())
def test_an_explanation_is_written_in_words(world: World) -> None:
    """Every decision is explained in both languages, in short and in full, without a word of the program."""
    facts = world.facts(world.some_missing())
    for question in world.questions:
        for decision in world.ask(facts, question).decisions:
            for language, full in product(LANGUAGES, (False, True)):
                explanation = explain(world.model, decision, language, full=full)
                page = as_text(explanation)
                assert INTERNAL.search(page) is None, page
                assert all(len(line) <= 100 for line in page.splitlines()), page
                data = json.loads(json.dumps(as_json(explanation), allow_nan=False))
                for text in _texts(data):
                    assert INTERNAL.search(text) is None, text


def _texts(data: Any) -> list[str]:
    match data:
        case str():
            return [data]
        case list():
            return [text for each in data for text in _texts(each)]
        case dict():
            return [text for each in data.values() for text in _texts(each)]
        case _:
            assert not isinstance(data, float)
            return []


@law(60)
@given(answered_worlds())
def test_an_explanation_says_what_was_decided(world: World) -> None:
    """Outcome, amounts, shares and statuses of the explanation are those of the decision, in every language."""
    facts = world.facts(world.some_missing())
    for question in world.questions:
        for decision in world.ask(facts, question).decisions:
            told = [as_json(explain(world.model, decision, language)) for language in LANGUAGES]
            _says(told[0], decision)
            assert _numbers(told[0]) == _numbers(told[1])


def _says(told: dict[str, Any], decision: Decision) -> None:
    assert told["outcome"] == (decision.outcome.value if decision.outcome else None)
    assert (told["member"] or "") == decision.member
    for payment in decision.payments:
        amount = told["amounts"][payment.payment.name]
        assert amount["status"] == payment.status.value
        if payment.status is not Status.KNOWN:
            assert amount["value"] is None
        elif payment.payment.type == MONEY:
            assert _is_told(amount, "value", payment.value)
        shares = [each for each in told["shares"] if each["payment"] == payment.payment.name]
        assert [each["id"] for each in shares] == [each.member for each in payment.shares]
        is_due = decision.outcome is Outcome.PAYABLE and (payment.when is None or payment.when.value is YES)
        for share, result in zip(shares, payment.shares, strict=True):
            is_said = is_due or result.state not in ("paid", "open")
            assert share["state"] == (result.state if is_said else "open")
            if isinstance(result.amount, Open) or not is_said:
                assert share["amount"] is None
            elif payment.payment.type == MONEY:
                assert _is_told(share, "amount", result.amount)


def _is_told(told: dict[str, Any], key: str, value: Value) -> bool:
    """Whether the amount is written there, to the last digit unless it has no last one."""
    assert isinstance(value, int | Fraction)
    written = Fraction(Decimal(told[key])) * 100
    return written == value or (bool(told["exact"]) and abs(written - value) < 1)


def _numbers(told: dict[str, Any]) -> object:
    """What is the same in every language."""
    amounts = {
        name: (each["value"], each["status"], each["from"], each["until"]) for name, each in told["amounts"].items()
    }
    shares = [(each["payment"], each["id"], each["amount"], each["state"]) for each in told["shares"]]
    reasons = _ids(told["reasons"])
    missing = [(each["fact"], each["member"]) for each in told["missing"]]
    points = [(each["kind"], each["name"]) for each in told["open_points"]]
    return told["outcome"], told["as_at"], amounts, shares, reasons, missing, points


def _ids(reasons: list[dict[str, Any]]) -> list[object]:
    return [(each["id"], each["truth"], _ids(each["reasons"])) for each in reasons]


@law(60)
@given(answered_worlds())
def test_an_explanation_lists_what_is_missing_and_open(world: World) -> None:
    """Every missing fact and every open point of a decision stands in its explanation, and nothing else."""
    facts = world.facts(world.some_missing())
    for question in world.questions:
        for decision in world.ask(facts, question).decisions:
            told = as_json(explain(world.model, decision, "en"))
            missing = [(each["fact"], each["member"] or "") for each in told["missing"]]
            assert missing == [(hole.name, hole.member) for hole in decision.missing]
            assert len(told["open_points"]) == len(decision.open_points)


@law(30)
@given(answered_worlds())
def test_a_reading_is_examined_without_fail(world: World) -> None:
    """Whether an answer turns on a reading can be said of every question; a book's schema can be written."""
    facts = world.facts(world.some_missing())
    for question in world.questions:
        turns = turns_on(world.model, facts, question, None if question in world.model.benefits else A_DAY)
        used = {name for decision in world.ask(facts, question).decisions for name in decision.readings}
        assert {turn.reading for turn in turns} <= used
        for language in LANGUAGES:
            json.dumps(json_schema(world.model, question, language))
