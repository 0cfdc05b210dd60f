"""Explanations as data for programs."""

import json
from fractions import Fraction

import pytest

from policy_engine.explanation.json import as_json
from tests.explanation.questions import QUESTIONS, answer


def _values(data: object) -> list[object]:
    if isinstance(data, dict):
        return [each for value in data.values() for each in _values(value)]
    if isinstance(data, list):
        return [each for value in data for each in _values(value)]
    return [data]


@pytest.mark.parametrize("language", ["en", "ms"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_it_is_json_without_a_float(name: str, language: str) -> None:
    data = as_json(answer(name, language))

    assert json.loads(json.dumps(data)) == data
    assert {type(each) for each in _values(data)} <= {str, int, bool, type(None)}


@pytest.mark.parametrize("name", QUESTIONS)
def test_only_words_differ_between_languages(name: str) -> None:
    english, malay = (as_json(answer(name, language)) for language in ("en", "ms"))

    def same(data: object) -> object:
        if isinstance(data, dict):
            return {name: same(value) for name, value in data.items() if name not in WORDS}
        return [same(each) for each in data] if isinstance(data, list) else data

    assert same(english) == same(malay)


WORDS = (
    "language", "title", "verdict", "sentence", "question", "why", "working", "class_title", "why_not", "option_title",
    "bounds", "notice", "rule", "distance", "because",
)  # fmt: skip


def test_amounts_are_text_with_two_decimals() -> None:
    total = as_json(answer("payable", "en"))["amounts"]["total"]

    assert (total["status"], total["value"], total["type"], total["payee"]) == ("known", "1848.00", "money", "insured")


def test_an_amount_that_is_not_known_has_no_value() -> None:
    total = as_json(answer("undetermined", "en"))["amounts"]["total"]

    assert (total["status"], total["value"], total["bounds"]) == ("undetermined", None, "at most RM132,000.00")


def test_shares_and_their_rest() -> None:
    data = as_json(answer("shares", "en"))
    paid = {share["id"]: (share["class"], share["amount"], share["state"]) for share in data["shares"]}

    assert paid["siti"] == ("spouse", "2376.00", "paid")
    assert paid["omar"] == ("parent", "0.00", "tier not reached")
    whole = sum(Fraction(amount) for _, amount, _ in paid.values()) + Fraction(data["amounts"]["pension"]["rest"])
    assert whole == Fraction(data["amounts"]["pension"]["value"])


def test_missing_facts_open_points_and_what_the_decision_rests_on() -> None:
    missing = as_json(answer("undetermined", "en"))["missing"]
    assert [(each["fact"], each["member"], each["kind"]) for each in missing] == [("leave", None, "fact")]

    data = as_json(answer("gap", "en"))
    assert [(each["kind"], each["name"]) for each in data["open_points"]] == [("gap", "lump_sum")]
    assert [(each["name"], each["option"], each["turns"]) for each in data["readings"]] == [
        ("four_days", "calendar", True)
    ]
    used = as_json(answer("payable", "en"))["parameters"]
    assert [(each["name"], each["value"], each["from"], each["to"]) for each in used] == [
        ("minimum_rate", "30.00", "2024-01-01", "2024-12-31"),
        ("maximum_rate", "132.00", "2022-09-01", "2024-09-30"),
    ]


def test_a_plain_rule_gives_its_value() -> None:
    data = as_json(answer("exception", "en"))

    assert (data["rule"], data["value"], data["outcome"]) == ("share_rate", "15%", None)
    assert as_json(answer("months", "en"))["value"] is False


def test_reasons_are_a_tree_with_ids_figures_and_both_parts_of_the_truth() -> None:
    first = as_json(answer("refused", "en"))["reasons"][0]
    leaf = first["reasons"][0]

    assert (first["id"], first["truth"], first["low"], first["high"]) == ("payable.i", "no", False, False)
    assert leaf["value"] == {
        "title": "certified leave",
        "value": "3 days",
        "operator": "at least",
        "bound": "4 days",
        "distance": "1 day short",
    }
    assert leaf["citations"] == ["leaflet L-1"]
    referred = as_json(answer("referred", "en"))["reasons"][0]
    assert (referred["truth"], referred["low"], referred["high"]) == ("open", False, True)
