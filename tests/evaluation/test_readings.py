"""Whether an answer turns on a reading."""

from datetime import date

import pytest

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.readings import turning, turns_on
from tests.evaluation.books import ask, book, facts_of

MODEL = book(
    """body insured
  title en "insured person"  ms "orang berinsurans"
fact leave : days from 0 days to 400 days
  title en "leave"  ms "cuti"
fact hurt_on : date
  title en "day"  ms "hari"
reading four_days  cites act A-1
  title en "Which days?"  ms "Hari apa?"
  calendar en "calendar"  ms "kalendar"  chosen because en "no other words"  ms "tiada perkataan lain"
  working en "working"  ms "bekerja"
reading rate  cites act A-1
  title en "Which rate?"  ms "Kadar apa?"
  low en "low"  ms "rendah"  chosen because en "no other words"  ms "tiada perkataan lain"
  high en "high"  ms "tinggi"
  same en "same"  ms "sama"
reading unused  cites act A-1
  title en "Unused?"  ms "Tidak digunakan?"
  this en "this"  ms "ini"  chosen because en "no other words"  ms "tiada perkataan lain"
  that_one en "that"  ms "itu"
rule long_leave  cites act A-1
  by reading four_days
    calendar : leave at least 4 days
    working : leave at least 6 days
rule other  cites act A-1
  by reading unused
    this : leave at least 4 days
    that_one : leave at least 6 days
rule amount : money  cites act A-1
  by reading rate
    low : RM10
    high : RM20
    same : RM10
benefit river  cites act A-1
  title en "river"  ms "sungai"
  as at hurt_on
  payable when long_leave
  pays sum_paid : money to insured
    title en "sum"  ms "jumlah"
    is amount
benefit lake  cites act A-1
  title en "lake"  ms "tasik"
  as at hurt_on
  payable when other
"""
)


@pytest.mark.parametrize(
    ("leave", "turns"),
    [
        (3, []),  # not payable under either; the rate plays no part
        (5, [("four_days", "working"), ("rate", "high")]),
        (7, [("rate", "high")]),
    ],
)
def test_only_what_changes_the_answer(leave: int, turns: list[tuple[str, str]]) -> None:
    facts = facts_of(MODEL, {"leave": leave, "hurt_on": "2024-01-01"})

    assert [(each.reading, each.option) for each in turns_on(MODEL, facts, "river")] == turns


def test_each_alternate_is_run_alone() -> None:
    facts = facts_of(MODEL, {"leave": 5, "hurt_on": "2024-01-01"})
    found = turns_on(MODEL, facts, "river", readings={"rate": "high"})

    assert [(each.reading, each.option) for each in found] == [
        ("four_days", "working"), ("rate", "low"), ("rate", "same"),
    ]  # fmt: skip
    assert found[1].decided.decisions[0].readings == {"four_days": "calendar", "rate": "low"}


def test_the_readings_that_were_used() -> None:
    decision = ask(MODEL, {"leave": 5, "hurt_on": "2024-01-01"}, "river")

    assert decision.readings == {"four_days": "calendar", "rate": "low"}


def test_an_option_can_be_taken() -> None:
    facts = facts_of(MODEL, {"leave": 5, "hurt_on": "2024-01-01"})

    assert (
        decide(MODEL, facts, "long_leave", readings={"four_days": "working"}).decisions[0].condition.value.low is False
    )  # type: ignore[union-attr]
    wrong = decide(MODEL, facts, "river", on=date(2024, 1, 1), readings={"four_days": "week"})
    assert [each.code for each in wrong.diagnostics] == ["Q105"]


def test_a_rule_turns_on_a_reading_too() -> None:
    facts = facts_of(MODEL, {"leave": 5, "hurt_on": "2024-01-01"})

    assert [(each.reading, each.option) for each in turns_on(MODEL, facts, "amount")] == [("rate", "high")]


CLINIC = book(
    """fact asked_on : date
  title en "day"  ms "hari"
fact resident : yes or no
  title en "resident"  ms "pemastautin"
fact married : yes or no
  title en "married"  ms "berkahwin"
body insured
  title en "insured person"  ms "orang berinsurans"
reading scope  cites act A-1
  title en "Is dialysis provided?"  ms "Adakah dialisis disediakan?"
  listed en "yes"  ms "ya" chosen because en "listed"  ms "disenaraikan"
  not_listed en "no"  ms "tidak"
reading who  cites act A-1
  title en "Who?"  ms "Siapa?"
  anybody en "anybody"  ms "sesiapa" chosen because en "so"  ms "begitu"
  residents en "residents"  ms "pemastautin"
reading beginning  cites act A-1
  title en "From when?"  ms "Mulai bila?"
  at_once en "at once"  ms "serta-merta" chosen because en "so"  ms "begitu"
  later en "later"  ms "kemudian"
rule dialysis_provided  cites act A-1
  by reading scope
    listed : yes
    not_listed : no
rule admitted  cites act A-1
  by reading who
    anybody : yes
    residents : resident
rule begins : date  cites act A-1
  by reading beginning
    at_once : the day
    later : the day plus 1 days
service care  cites act A-1
  title en "Care"  ms "Rawatan"
  as at asked_on
  available when all of
    i.   admitted
    ii.  married
  provides
    dialysis en "dialysis" ms "dialisis" when dialysis_provided
benefit stipend  cites act A-1
  title en "Pension"  ms "Pencen"
  as at asked_on
  payable when married
  pays pension : money per month to insured
    title en "pension"  ms "pencen"
    is RM10 per month
    from begins
"""
)


@pytest.mark.parametrize(
    ("given", "question", "expected"),
    [
        # what is provided turns on the scope, though nothing else does
        ({"married": True, "resident": True}, "care", {"scope": "things", "who": "nothing"}),
        ({"married": True, "resident": False}, "care", {"scope": "things", "who": "outcome"}),
        # only the other option asks whether he is a resident: that is not known, so nothing is said to turn on it
        ({"married": True}, "care", {"scope": "things", "who": "not yet known"}),
        # nobody can say what an undetermined decision turns on
        ({}, "care", {"scope": "not yet known", "who": "not yet known"}),
        # refused under every option
        ({"married": False}, "care", {"who": "nothing"}),
        ({"married": True}, "stipend", {"beginning": "time"}),
    ],
)
def test_what_turns_on_a_reading(given: dict[str, object], question: str, expected: dict[str, str]) -> None:
    facts = facts_of(CLINIC, {"asked_on": "2024-01-01", **given})

    assert turning(CLINIC, facts, question) == {"": expected}
