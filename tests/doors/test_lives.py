"""Lives, each put to every benefit of the book: what was worked out by hand in docs/examples/README.md."""

import json
from functools import cache

import pytest

from policy_engine import Model, as_text, decide, explain, read_facts, read_json
from policy_engine.evaluation.decision import Decision, Outcome
from policy_engine.explanation.document import Explanation
from tests.house.repository import ROOT, rule_book

LIVES = ROOT / "docs/examples/lives"


@cache
def book() -> Model:
    model = rule_book("perkeso").model
    assert model is not None
    return model


@cache
def extended_book() -> Model:
    model = rule_book("perkeso-extended").model
    assert model is not None
    return model


def told_by_the_extended_book(life: str, question: str) -> Explanation:
    data, problems = read_json((LIVES / f"extended/{life}.json").read_text(encoding="utf-8"))
    assert problems == ()
    read = read_facts(extended_book(), data)
    assert read.facts is not None, [(each.code, each.path) for each in read.diagnostics]
    (decision,) = decide(extended_book(), read.facts, question).decisions
    return explain(extended_book(), decision, "en")


@cache
def decisions(life: str) -> dict[str, Decision]:
    data, problems = read_json((LIVES / f"{life}.json").read_text(encoding="utf-8"))
    assert problems == ()
    read = read_facts(book(), data)
    assert read.facts is not None, [(each.code, each.path) for each in read.diagnostics]
    found = {}
    for question in book().benefits:
        (found[question],) = decide(book(), read.facts, question).decisions
    return found


def amount(life: str, question: str, payment: str, member: str = "") -> str:
    """An amount as it is told in English."""
    told = explain(book(), decisions(life)[question], "en")
    found = next(each for each in told.amounts if each.name == payment)
    if not member:
        return found.value
    return next(share.amount for share in found.shares if share.id == member)


@pytest.mark.parametrize("life", sorted(path.stem for path in LIVES.glob("*.json")))
def test_every_benefit_is_answered_in_both_languages(life: str) -> None:
    for question, decision in decisions(life).items():
        for language in ("en", "ms"):
            told = explain(book(), decision, language)
            assert told.verdict
            assert "_" not in question or question not in as_text(told)
        assert decision.outcome is not Outcome.UNDETERMINED or decision.missing


@pytest.mark.parametrize(
    ("life", "question", "outcome"),
    [
        ("injured_foreign_worker", "temporary_disablement", "payable"),
        ("injured_foreign_worker", "permanent_disablement", "payable"),
        ("injured_foreign_worker", "rehabilitation", "payable"),
        ("injured_foreign_worker", "employer_registration", "payable"),
        ("injured_foreign_worker", "accident_report", "payable"),
        ("injured_foreign_worker", "insurance_contribution", "not_payable"),
        ("injured_foreign_worker", "invalidity_pension", "not_payable"),
        ("injured_foreign_worker", "dependants_benefit", "not_payable"),
        ("retired_driver", "invalidity_pension", "referred"),
        ("retired_driver", "temporary_disablement", "not_payable"),
        ("retired_driver", "invalidity_grant", "not_payable"),
        ("housewife_with_two_children", "housewife_survivors", "payable"),
        ("housewife_with_two_children", "housewife_funeral", "payable"),
        ("housewife_with_two_children", "housewife_medical_care", "payable"),
        ("housewife_with_two_children", "housewife_permanent_disablement", "undetermined"),
        ("driver_between_two_plans", "self_employed_temporary", "referred"),
        ("driver_between_two_plans", "temporary_disablement", "not_payable"),
        ("driver_between_two_plans", "housewife_medical_care", "not_payable"),
        ("widow_who_marries_again", "dependants_benefit", "payable"),
        ("widow_who_marries_again", "survivors_pension", "not_payable"),
        ("dies_at_59", "survivors_pension", "payable"),
        ("dies_at_59", "invalidity_funeral", "payable"),
        ("dies_at_59", "dependants_benefit", "not_payable"),
        ("dies_at_59", "funeral_benefit", "not_payable"),
    ],
)
def test_outcomes(life: str, question: str, outcome: str) -> None:
    found = decisions(life)[question].outcome
    assert found is not None
    assert found.value == outcome


def test_amounts() -> None:
    worker, housewife, dead = "injured_foreign_worker", "housewife_with_two_children", "dies_at_59"
    widow = "widow_who_marries_again"

    assert amount(worker, "temporary_disablement", "total") == "RM1,920.00"
    assert amount(worker, "worker_contribution", "employer_share") == "RM22.50"
    assert amount(worker, "permanent_disablement", "lump_sum") == "referred"
    assert amount(housewife, "housewife_survivors", "pension") == "RM300.00 a month"
    assert amount(housewife, "housewife_survivors", "pension", "karim") == "RM180.00 a month"
    assert amount(housewife, "housewife_survivors", "pension", "balqis") == "RM60.00 a month"
    assert amount(housewife, "housewife_funeral", "funeral") == "RM3,000.00"
    assert amount(dead, "invalidity_funeral", "funeral") == "RM2,650.00"
    assert amount(widow, "dependants_benefit", "pension", "zainab") == "RM1,620.00 a month"
    assert amount(widow, "dependants_benefit", "pension", "sara") == "RM540.00 a month"


def test_the_extended_book_answers_where_the_five_sources_are_silent() -> None:
    pension = told_by_the_extended_book("worked_on_at_61", "invalidity_pension")
    search = told_by_the_extended_book("work_found_while_waiting", "job_search_allowance")
    early = told_by_the_extended_book("work_found_while_waiting", "early_reemployment_allowance")

    assert pension.outcome == search.outcome == "not_payable"
    assert [each.fills for each in pension.outside] == [("local_from_sixty",)]
    assert [each.value for each in early.amounts if each.name == "lump_sum"] == ["RM1,890.00"]


def test_the_lives_are_files_of_facts_and_nothing_else() -> None:
    for path in LIVES.glob("*.json"):
        assert isinstance(json.loads(path.read_text(encoding="utf-8")), dict)


def test_a_duty_that_nobody_has_is_not_called_unmet() -> None:
    """The self-employed have no employer who must register them; the foreign worker's employer did it in time."""
    told = {life: decisions(life)["employer_registration"] for life in ("retired_driver", "injured_foreign_worker")}

    assert explain(book(), told["retired_driver"], "en").verdict == "NO SUCH DUTY HERE"
    assert explain(book(), told["injured_foreign_worker"], "en").verdict == "MET"
