"""Gaps and overlaps as an officer is told of them: rule text in, the case that shows the fault out."""

import pytest

from policy_engine.checking.proof.proof import proof
from policy_engine.checking.scales.scales import ranges, scales
from policy_engine.model import core
from policy_engine.model.types import YES_NO
from tests.passes.books import book, rule, yes
from tests.passes.test_examples import read

BOOK = """rulebook towns
  title en "Towns"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
list kind_list
  title en "kind"  ms "jenis"
  child   en "child"   ms "anak"
  parent  en "parent"  ms "ibu atau bapa"
  sibling en "sibling" ms "adik-beradik"
fact kind : one of kind_list
  title en "kind"  ms "jenis"
fact other_kind : one of kind_list
  title en "other kind"  ms "jenis lain"
fact cost : money from RM0 to RM1,000
  title en "cost"  ms "kos"
fact visits : count from 1 to 9
  title en "visits"  ms "lawatan"
fact seen_on : date
  title en "day seen"  ms "hari dilihat"
fact died_on : date or never
  title en "day of death"  ms "hari kematian"
fact called_at : moment or never
  title en "time of the call"  ms "masa panggilan"
fact fishing : yes or no
  title en "fishing"  ms "memancing"
fact sailing : yes or no
  title en "sailing"  ms "belayar"
parameter first_day : date
  title en "first day"  ms "hari pertama"
  from 2020-01-01 to 2022-12-31 is 2020-03-01
  from 2023-01-01 is 2023-03-01
"""
GRANT = """benefit grant
  title en "grant"  ms "geran"
  as at seen_on
  payable when sailing
"""


def told(*rows: str, before: str = "", head: str = "rule r : money") -> list[tuple[str, str]]:
    """The codes of what is found of the rows, each with its case."""
    text = BOOK + before + f"{head}\n  is\n" + "".join(f"    {row}\n" for row in rows)
    return [(each.code, each.facts.get("case", "")) for each in read(text).diagnostics if each.code.startswith("G")]


@pytest.mark.parametrize(
    "condition",
    [
        "fishing", "fishing is yes", "fishing is no", "fishing is sailing", "fishing is not sailing",
        "kind is other_kind",
        "called_at is never", "called_at is not never", "seen_on in year of 2024-05-06",
        "month of seen_on in year of 2024-05-06", "cost divided by visits below RM5",
        "died_on before seen_on plus 12 months", "died_on on or before first_day plus 3 days",
    ],
)  # fmt: skip
def test_a_condition_and_its_contrary_leave_nothing_out_and_share_nothing(condition: str) -> None:
    assert told(f"RM1 when {condition}", f"RM2 when not ({condition})") == []
    assert [code for code, _ in told(f"RM1 when {condition}")] == ["G201"]


@pytest.mark.parametrize(
    ("condition", "case"),
    [
        ("called_at is not never", "called_at is never"),
        ("called_at is never", "called_at is not never"),
        ("kind is other_kind", "kind is not other_kind"),
        ("kind is not other_kind", "kind is other_kind"),
        ("died_on is not never", "died_on is never"),
        ("fishing is yes", "fishing is no"),
    ],
)
def test_the_case_that_is_left_out_is_the_contrary_of_the_one_row(condition: str, case: str) -> None:
    assert told(f"RM1 when {condition}") == [("G201", case)]


def test_two_conditions_that_are_the_same_are_told_by_both() -> None:
    """Where only one fishes or sails, neither row holds; where both do, two rows hold."""
    left_out = told("RM1 when fishing is sailing", "RM2 when fishing and not sailing")
    twice = told("RM1 when fishing is sailing", "RM2 when not (fishing is sailing)", "RM3 when fishing and sailing")

    assert left_out == [("G201", "fishing is no, sailing is yes")]
    assert twice == [("G202", "fishing is yes, sailing is yes")]


def test_an_amount_divided_by_a_fact_is_looked_at_between_all_its_steps() -> None:
    """RM5.00 a visit lies between `below RM5` and `over RM5`."""
    assert told("RM1 when cost divided by visits below RM5", "RM2 when cost divided by visits over RM5") == [
        ("G201", "cost divided by visits is RM5.00")
    ]


def test_rows_that_ask_a_rule_about_its_own_arguments() -> None:
    assert told("RM1 when a below RM5", "RM2 when a over RM5", head="rule r of (a : money) : money") == [
        ("G201", "a is RM5.00")
    ]


def test_another_benefit_is_named_as_it_is_asked() -> None:
    rows = ("RM1 when fishing", "RM2 when grant payable and not fishing")

    assert told(*rows, before=GRANT) == [("G201", "fishing is no, grant payable is no")]
    assert told(*rows, "RM3 when not fishing and not (grant payable)", before=GRANT) == []


def test_otherwise_stands_for_one_list_only_where_all_rows_ask_about_that_list() -> None:
    assert [code for code, _ in told("RM1 when kind is child", "otherwise RM2")] == ["G205"]
    assert told("RM1 when kind is child", "RM2 when kind is parent and other_kind is child", "otherwise RM3") == []
    assert told("RM1 when kind is child", "RM2 when other_kind is child", "otherwise RM3") == [
        ("G202", "kind is child, other_kind is child")
    ]


def test_of_many_overlaps_the_first_few_are_told() -> None:
    """129 rows that hold for all greater amounts overlap 8,256 times."""
    rows = [f"RM{number} when cost at least RM{number}" for number in range(1, 130)]

    found = told(*rows, "RM0 when cost below RM1")

    assert found == [("G202", f"cost is RM{number}.00") for number in (2, 3, 3, 4, 4)]


def test_a_book_nested_too_deep_is_left_to_the_pass_that_says_so() -> None:
    deep: core.Expression = yes()
    for _ in range(1_000):
        deep = core.Limbs("none of", (core.Limb("", deep),))
    model = book(rule("deep", deep, YES_NO))

    assert scales(model) == ()
    assert proof(model) == ()
    assert dict(ranges(model)) == {}
