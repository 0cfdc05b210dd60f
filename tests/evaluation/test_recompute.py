"""The law of the trace: every Step recomputes from its node and the values of its inputs."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision, Facts
from policy_engine.evaluation.json_text import read_json
from policy_engine.evaluation.recompute import recompute
from policy_engine.evaluation.step import Step, walk
from policy_engine.model.rulebook import Model
from tests.evaluation.books import book, facts_of
from tests.house.repository import rule_book

ROOT = Path(__file__).parents[2]
EVERYTHING = book(
    """body insured
  title en "insured person"  ms "orang berinsurans"
list kind
  title en "kind"  ms "jenis"
  spouse en "spouse"  ms "pasangan"
  child en "child"  ms "anak"
entity person
  title en "person"  ms "orang"
  fact relation : one of kind
    title en "relation"  ms "hubungan"
  fact weight : count from 0 to 9
    title en "weight"  ms "berat"
fact people : list of person, 0 to 3
  title en "people"  ms "orang"
fact fishing : yes or no
  title en "fishing"  ms "memancing"
fact boat : yes or no
  title en "boat"  ms "bot"
  ask when fishing
fact leave : days from 0 days to 400 days
  title en "leave"  ms "cuti"
fact died_on : date or never
  title en "death"  ms "kematian"
gap factor : number  cites act A-1
  title en "factor"  ms "faktor"
  ask en "Which?"  ms "Yang mana?"
reading four_days  cites act A-1
  title en "Are the four days calendar days?"  ms "Adakah empat hari itu hari kalendar?"
  calendar en "calendar days"  ms "hari kalendar"  chosen because en "no other words"  ms "tiada perkataan lain"
  working en "working days"  ms "hari bekerja"
parameter share_of by kind : fraction
  title en "share"  ms "bahagian"
  from 2020-01-01  cites act A-1
    spouse : 3/5
    child : 2/5
scale levy : money on money
  title en "levy"  ms "levi"
  from 2020-01-01  cites act A-1
    3% from RM0
    10% from RM120
rule long_leave  cites act A-1
  by reading four_days
    calendar : leave at least 4 days
    working : leave at least 6 days
rule young_rule  cites act A-1
  from 2023-01-01 to 2023-06-30 is fishing
rule heavy of person  cites act A-1
  is weight of person at least 5
rule heaviest : fraction  cites act A-1
  is share_of of (relation of (the p in people with highest weight of p))
rule pay : money  cites act A-1
  is
    RM100 when fishing and not boat
    RM130 when some p in people has (heavy of p)
    otherwise RM50 times factor
rule own_day : money  cites act A-1
  as at died_on
  is levy of pay
rule total : money  cites act A-1
  is (own_day plus RM1 times (sum of weight of p for each p in people where (relation of p is child)))
     not below RM10
     rounded half up to RM0.01
benefit river  cites act A-1
  title en "river"  ms "sungai"
  as at died_on
  payable when all of
    i.  long_leave or young_rule
    ii. any of
      a. every p in people has (heavy of p)
      b. died_on is never
      c. heaviest over 1/2
    iii. none of
      a. boat
      b. number of people over 2
  pays sum_paid : money to insured
    title en "sum"  ms "jumlah"
    is total
benefit lake  cites act A-1
  title en "lake"  ms "tasik"
  as at 2024-01-01
  payable when river payable or river paid on 2023-01-01
"""
)


def steps_of(decision: Decision) -> list[Step]:
    roots: list[Step | None] = [decision.as_at, decision.condition]
    for payment in decision.payments:
        roots += [payment.when, payment.step, payment.starts, payment.until, payment.while_, *payment.steps]
        roots += [step for share in payment.shares for step in share.steps]
    found = {id(step): step for root in roots if root is not None for step in walk(root)}
    return list(found.values())


def assert_recomputes(model: Model, facts: Facts, question: str, on: date | None = None) -> None:
    for decision in decide(model, facts, question, on=on).decisions:
        for step in steps_of(decision):
            assert recompute(model, step, facts) == step.value, step


PEOPLE = st.lists(
    st.fixed_dictionaries({}, optional={"relation": st.sampled_from(["spouse", "child"]), "weight": st.integers(0, 9)}),
    max_size=3,
).map(lambda rows: [{"id": f"p{i}", **row} for i, row in enumerate(rows)])
GIVEN = st.fixed_dictionaries(
    {},
    optional={
        "people": PEOPLE | PEOPLE.map(lambda items: {"partial": True, "items": items}),
        "fishing": st.booleans(),
        "leave": st.integers(0, 400),
        "died_on": st.just("never") | st.dates(date(2019, 1, 1), date(2026, 1, 1)),
        "rulings": st.just({"factor": "1"}) | st.just({}),
        "awards": st.just([]) | st.just([{"benefit": "river", "from": "2022-01-01"}]),
    },
)


@given(GIVEN, st.sampled_from(["river", "lake", "total", "own_day", "young_rule"]))
@settings(max_examples=250, deadline=None)
def test_every_step_recomputes(given: dict[str, object], question: str) -> None:
    assert_recomputes(EVERYTHING, facts_of(EVERYTHING, given), question, date(2023, 5, 5))


@pytest.mark.parametrize("claim", sorted((ROOT / "docs/examples").glob("*.json")), ids=lambda path: path.stem)
def test_every_step_of_the_example_claims_recomputes(claim: Path) -> None:
    model = rule_book("perkeso").model
    assert model is not None
    data, _ = read_json(claim.read_text(encoding="utf-8"))
    facts = facts_of(model, data or {})
    for question in model.benefits:
        assert_recomputes(model, facts, question)
