"""What the laws found, each as the smallest book that showed it; the answers are worked out by hand."""

from typing import Any

import pytest

from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision, Outcome, PaymentResult, Status
from policy_engine.evaluation.facts import read_facts
from policy_engine.explanation.explain import explain
from policy_engine.explanation.text import as_text
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from policy_engine.values.truth import LEANS_NO
from policy_engine.values.value import Open
from tests.properties.books import HEAD, read_book

FACTS = """\
fact told_on : date
  title en "day told"  ms "hari diberitahu"
fact fished : yes or no
  title en "fished"  ms "menangkap ikan"
fact landed_on : date or never
  title en "day landed"  ms "hari mendarat"
  ask when fished
fact whole : money from RM0 to RM9,000
  title en "whole"  ms "keseluruhan"
entity member
  title en "member"  ms "ahli"
  fact shade : one of colour
    title en "colour"  ms "warna"
  fact weight : count from 0 to 60
    title en "weight"  ms "pemberat"
  fact away : yes or no
    title en "away"  ms "tiada"
  fact left_on : date or never
    title en "day left"  ms "hari keluar"
    ask when away of member
fact members : list of member, 0 to 4
  title en "members"  ms "ahli-ahli"
gap due_day : date  cites act A-1
  title en "due day"  ms "hari kena dibayar"
  ask en "Which day?"  ms "Hari yang mana?"
"""
BENEFIT = """\
benefit pot  cites act A-1
  title en "Pot"  ms "Tabung"
  as at told_on
  payable when fished
"""
TOLD: dict[str, Any] = {"told_on": "2024-03-04", "fished": True}


def decided(declarations: str, facts: dict[str, Any], question: str = "pot") -> Decision:
    """The decision of a book that is right on facts that are right; it can be explained."""
    model, _, wrong = read_book(HEAD.format(leap="1 March", end="back") + FACTS + declarations)
    assert model is not None, wrong
    read = read_facts(model, facts)
    assert read.facts is not None, read.diagnostics
    (decision,) = decide(model, read.facts, question).decisions
    assert as_text(explain(model, decision, "en", full=True))
    assert as_text(explain(model, decision, "ms", full=True))
    return decision


def divided(lines: str, facts: dict[str, Any]) -> PaymentResult:
    (payment,) = decided(BENEFIT + lines, TOLD | facts).payments
    return payment


def member(id: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, **fields}


# ------------------------------------------------------------------------------------------------ conditions


def test_a_rule_with_a_day_of_its_own_that_is_not_in_force_is_explained() -> None:
    """4 March 2021 lies before the first version, so that the condition is no; its day is not its meaning."""
    rule = "rule late  cites act A-1\n  as at told_on plus 1 days\n  from 2022-01-01 is fished\n"

    decision = decided(rule + BENEFIT.replace("when fished", "when late"), {"told_on": "2021-03-04", "fished": True})

    assert decision.outcome is Outcome.NOT_PAYABLE


def test_a_fact_that_may_not_apply_may_still_refuse_what_is_referred() -> None:
    """Where nothing was fished, no landing is asked for, and a comparison with it is no whatever the gap comes to."""
    benefit = BENEFIT.replace("when fished", "when landed_on after due_day")

    unknown = decided(benefit, {"told_on": "2024-03-04"})
    assert unknown.condition.value is LEANS_NO
    assert unknown.outcome is Outcome.UNDETERMINED
    assert decided(benefit, {"told_on": "2024-03-04", "fished": False}).outcome is Outcome.NOT_PAYABLE


def test_the_day_of_a_payable_benefit_is_asked_for_where_an_amount_needs_it() -> None:
    """Entitlement does not need the day, but the figure in force does."""
    parameter = 'parameter rate : money\n  title en "rate"  ms "kadar"\n  from 2022-01-01 is RM5.00  cites act A-1\n'
    pays = '  pays total : money to insured\n    title en "total"  ms "jumlah"\n    is rate\n'

    decision = decided(parameter + BENEFIT + pays, {"fished": True})

    assert decision.outcome is Outcome.PAYABLE
    assert [hole.name for hole in decision.missing] == ["told_on"]


@pytest.mark.parametrize(
    "condition", ["never is never", "never is not never", "never before told_on", "told_on before never plus 3 days"]
)
def test_a_condition_about_never_itself_can_be_proved(condition: str) -> None:
    """With its opposite in the other row every case has one row; check says nothing against it, and does not fail."""
    rows = f"  is\n    RM1.00 when {condition}\n    RM2.00 when not ({condition})\n"
    pays = '  pays total : money to insured\n    title en "total"  ms "jumlah"\n    is sum_of_rows\n'

    decided("rule sum_of_rows : money  cites act A-1\n" + rows + BENEFIT + pays, TOLD)


# ------------------------------------------------------------------------------------------------ shares

PARTIES = """\
  shares split : money
    title en "split"  ms "pembahagian"
    of whole
    parties
      employer RM100.00
      worker the rest
"""
BY_WEIGHT = """\
  shares split : money
    title en "split"  ms "pembahagian"
    of {amount}
    among members in proportion to weight of member
    split to RM0.01, largest remainder
    rest unpaid
"""
BY_CLASS = """\
  shares split : money
    title en "split"  ms "pembahagian"
    of RM100.00
    among members by shade
    tiers fixed on told_on
    first
      red 1/1 equally
    unfilled lapses
    split to RM0.01, odd units unpaid
    rest unpaid
"""
OWN_PART = """\
gap own_part : money  cites act A-1
  title en "own part"  ms "bahagian sendiri"
  ask en "How much?"  ms "Berapa?"
"""
DRAWS = """\
  draws split : money
    title en "split"  ms "pembahagian"
    of {amount}
    among members in order of {key} of member
    each {own}
"""


def test_the_part_of_a_party_is_not_known_before_it_is_known_to_fit() -> None:
    """RM100.00 of what is not known may be more than the whole; of RM50.00 it is, of RM150.00 it is not."""
    assert all(isinstance(share.amount, Open) for share in divided(PARTIES, {}).shares)
    assert divided(PARTIES, {"whole": "50"}).status is Status.REFERRED
    assert [share.amount for share in divided(PARTIES, {"whole": "150"}).shares] == [100_00, 50_00]


def test_who_shares_is_not_known_where_nobody_of_a_partial_list_is_named() -> None:
    """Whoever is named later may be red and take all, so that nothing is surely left."""
    payment = divided(BY_CLASS, {"members": {"partial": True, "items": []}})

    assert payment.status is Status.UNDETERMINED
    assert [hole.name for hole in payment.missing] == ["members"]


def test_a_weight_of_nothing_is_no_share_only_beside_a_weight() -> None:
    """Weights 0 and unknown: where both are 0 nothing can be divided by them, so that neither share is known yet."""
    lines = BY_WEIGHT.format(amount="RM10.00")

    unknown = divided(lines, {"members": [member("a", weight=0), member("b")]})
    assert all(isinstance(share.amount, Open) for share in unknown.shares)
    assert divided(lines, {"members": [member("a", weight=0), member("b", weight=0)]}).status is Status.REFERRED
    beside = divided(lines, {"members": [member("a", weight=0), member("b", weight=2)]})
    assert [share.amount for share in beside.shares] == [0, 10_00]


@pytest.mark.parametrize(
    "lines",
    [
        BY_WEIGHT.format(amount="whole minus RM9,000"),
        DRAWS.format(amount="whole minus RM9,000", key="weight", own="whole"),
    ],
)
def test_less_than_nothing_is_not_shared(lines: str) -> None:
    """RM1.00 less RM9,000 is below nothing: the division of a draft is referred, and nobody owes anything."""
    text = HEAD.format(leap="1 March", end="back") + FACTS + BENEFIT + lines
    assert [each.code for each in read_book(text)[2]] == ["R113"]
    model = check([parse(Source("book.policy", text)).file], passes=()).model
    assert model is not None
    facts = read_facts(model, {**TOLD, "whole": "1", "members": [member("a", weight=1)]}).facts
    assert facts is not None
    (payment,) = decide(model, facts, "pot").decisions[0].payments

    assert payment.status is Status.REFERRED
    assert [hole.detail for hole in payment.open_points] == [("below nothing",)]
    assert isinstance(payment.shares[0].amount, Open)


def test_the_order_of_a_draw_by_a_day_that_does_not_apply_is_referred() -> None:
    """Who was not away has no day of leaving, and so no place in the order."""
    members = [member("a", away=True, left_on="2020-02-05"), member("b", away=False)]

    payment = divided(DRAWS.format(amount="RM10.00", key="left_on", own="whole"), {"whole": "8", "members": members})

    assert payment.status is Status.REFERRED
    assert [hole.detail for hole in payment.open_points] == [("not applicable",)]


def test_of_a_draw_that_may_come_to_nothing_no_open_point_is_certain() -> None:
    """Of nothing everybody draws nothing, whatever the gap comes to: the case may still be settled by facts."""
    lines = OWN_PART + BENEFIT + DRAWS.format(amount="whole", key="weight", own="own_part")
    members = {"members": [member("a", weight=1)]}

    assert decided(lines, TOLD | members).payments[0].status is Status.UNDETERMINED
    assert decided(lines, TOLD | members | {"whole": "0"}).payments[0].status is Status.KNOWN
    assert decided(lines, TOLD | members | {"whole": "5"}).payments[0].status is Status.REFERRED
