"""What is asked of a fact that does not apply: nobody is decided for, and a value is referred, never nought."""

from datetime import date

import pytest

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Outcome
from policy_engine.evaluation.recompute import recompute
from policy_engine.evaluation.step import walk
from policy_engine.values.value import REFERRED
from tests.evaluation.books import ask, book, facts_of, names

MODEL = book(
    """entity child
  title en "child"  ms "anak"
  fact age_given : count from 0 to 30
    title en "age"  ms "umur"
  fact schooling : yes or no
    title en "schooling"  ms "bersekolah"
fact parent : yes or no
  title en "parent"  ms "ibu bapa"
fact children : list of child, 0 to 9
  title en "children"  ms "anak-anak"
  ask when parent
fact asked_on : date
  title en "day"  ms "hari"
fact wage : money from RM0 to RM1,000
  title en "wage"  ms "gaji"
  ask when parent
scale levy : money on money
  title en "levy"  ms "levi"
  from 2020-01-01  cites act A-1
    10% from RM0
    5% from RM100
rule levied : money  cites act A-1
  is levy of wage
rule age_of_eldest : count  cites act A-1
  is age_given of (the c in children with highest age_given of c)
benefit schoolbooks for each c in children  cites act A-1
  title en "schoolbooks"  ms "buku sekolah"
  as at asked_on
  payable when schooling of c
"""
)
DAY = date(2024, 1, 1)


def test_a_benefit_for_each_child_is_decided_for_nobody_where_no_children_are_asked_for() -> None:
    decided = decide(MODEL, facts_of(MODEL, {"parent": False, "asked_on": "2024-01-01"}), "schoolbooks")

    assert decided.decisions == ()
    assert decided.diagnostics == ()


def test_whether_there_are_children_is_asked_before_who_they_are() -> None:
    decision = ask(MODEL, {"asked_on": "2024-01-01"}, "schoolbooks")

    assert decision.outcome is Outcome.UNDETERMINED
    assert names(decision.missing) == ["parent", "children"]


def test_a_scale_is_not_applied_to_a_wage_that_is_not_asked_for() -> None:
    """With a wage of RM150.00 the levy is RM10.00 and RM2.50; without a wage to ask for it is not nought."""
    assert ask(MODEL, {"parent": True, "wage": "150"}, "levied", DAY).condition.value == 12_50
    assert ask(MODEL, {"parent": False}, "levied", DAY).condition.value is REFERRED
    missing = ask(MODEL, {"parent": True}, "levied", DAY)
    assert names(missing.missing) == ["wage"]


@pytest.mark.parametrize("question", ["levied", "age_of_eldest"])
def test_every_step_of_it_follows_from_its_inputs(question: str) -> None:
    facts = facts_of(MODEL, {"parent": False})
    decision = decide(MODEL, facts, question, on=DAY).decisions[0]

    assert decision.outcome is Outcome.REFERRED
    for step in walk(decision.condition):
        assert recompute(MODEL, step, facts) == step.value
