"""What rules come to, told by small rule books."""

import time
from datetime import date
from fractions import Fraction
from typing import get_args

import pytest

from policy_engine.evaluation.decision import Outcome
from policy_engine.evaluation.interpret import PREPARATIONS, begin, interpret
from policy_engine.evaluation.step import Hole, walk
from policy_engine.evaluation.work import NO_VARIABLES, Frame
from policy_engine.model import core
from policy_engine.model.rulebook import ALWAYS, Model, Rule, RuleVersion, Settings, Words
from policy_engine.model.types import NUMBER
from policy_engine.values.truth import NO, OPEN, UNKNOWN, YES
from policy_engine.values.value import NEVER, NOT_APPLICABLE, REFERRED, Open
from tests.evaluation.books import ask, book, facts_of, names

DATED = book(
    """fact leave : days from 0 days to 400 days
  title en "leave"  ms "cuti"
parameter least : days
  title en "least"  ms "paling sedikit"
  from 2022-01-01 to 2022-12-31 is 4 days  cites act A-1
  from 2024-01-01 to 2024-12-31 is 6 days  cites act A-1
rule long_leave  cites act A-1
  is leave at least least
rule young_rule  cites act A-1
  from 2023-01-01 to 2023-06-30 is leave at least 4 days
rule rate : money  cites act A-1
  from 2023-01-01 to 2023-06-30 is RM4
rule not_young  cites act A-1
  is not young_rule
rule then : money  cites act A-1
  is rate as at 2023-02-02
"""
)


def test_every_class_of_expression_has_its_function() -> None:
    assert set(PREPARATIONS) == set(get_args(core.Expression))


@pytest.mark.parametrize(
    ("day", "value", "detail"),
    [
        (date(2022, 12, 31), YES, None),
        (date(2024, 1, 1), NO, None),
        (date(2021, 12, 31), OPEN, ("2021-12-31", "first from", "2022-01-01")),
        (date(2023, 5, 5), OPEN, ("2023-05-05", "last until", "2022-12-31")),
        (date(2025, 1, 1), OPEN, ("2025-01-01", "last until", "2024-12-31")),
    ],
)
def test_a_value_is_in_force_only_in_its_time(day: date, value: object, detail: tuple[str, ...] | None) -> None:
    decision = ask(DATED, {"leave": 5}, "long_leave", on=day)

    assert decision.condition.value is value
    assert decision.open_points == (() if detail is None else (Hole("not in force", "least", detail=detail),))


@pytest.mark.parametrize(
    ("day", "condition", "amount"),
    [
        (date(2022, 12, 31), NO, REFERRED),  # before a commencement a condition is no; an amount has no value
        (date(2023, 1, 1), YES, 400),
        (date(2023, 6, 30), YES, 400),
        (date(2023, 7, 1), OPEN, REFERRED),  # after its end neither has
    ],
)
def test_the_three_ends_of_a_dated_rule(day: date, condition: object, amount: object) -> None:
    assert ask(DATED, {"leave": 5}, "young_rule", on=day).condition.value is condition
    assert ask(DATED, {"leave": 5}, "rate", on=day).condition.value == amount


def test_before_the_commencement_there_is_no_hole_and_the_negation_is_yes() -> None:
    decision = ask(DATED, {}, "not_young", on=date(2022, 1, 1))

    assert decision.condition.value is YES
    assert decision.open_points == ()


def test_another_day_is_asked_for_by_as_at() -> None:
    assert ask(DATED, {}, "then").condition.value == 400


NEVER_BOOK = book(
    """fact died_on : date or never
  title en "death"  ms "kematian"
fact hurt_on : date
  title en "injury"  ms "kecederaan"
fact away : periods
  title en "away"  ms "tiada"
rule later
  is died_on after hurt_on
rule a_year_on
  is died_on plus 12 months after hurt_on
rule is_inside
  is died_on in away
rule not_inside
  is died_on outside away
rule days_between : days
  is days from hurt_on until died_on
rule alive
  is died_on is never
rule day_value : date
  is the day as at died_on
"""
)


def test_never_is_an_answer() -> None:
    given = {"died_on": "never", "hurt_on": "2024-03-04", "away": [{"from": "2024-01-01", "to": "2024-12-31"}]}

    assert ask(NEVER_BOOK, given, "later").condition.value is YES
    assert ask(NEVER_BOOK, given, "a_year_on").condition.value is YES
    assert ask(NEVER_BOOK, given, "is_inside").condition.value is NO
    assert ask(NEVER_BOOK, given, "not_inside").condition.value is NO
    assert ask(NEVER_BOOK, given, "alive").condition.value is YES


def test_a_length_up_to_never_has_no_value() -> None:
    decision = ask(NEVER_BOOK, {"died_on": "never", "hurt_on": "2024-03-04"}, "days_between")

    assert (decision.outcome, decision.condition.value) == (Outcome.REFERRED, REFERRED)
    assert decision.open_points == (Hole("no value", "days until", detail=("never",)),)


def test_what_is_asked_for_a_day_that_never_comes_is_referred() -> None:
    decision = ask(NEVER_BOOK, {"died_on": "never"}, "day_value")

    assert decision.outcome is Outcome.REFERRED
    assert decision.open_points == (Hole("no value", "as at", detail=("never",)),)


def test_what_is_asked_for_a_day_that_is_not_known_is_undetermined() -> None:
    decision = ask(NEVER_BOOK, {}, "day_value")

    assert decision.outcome is Outcome.UNDETERMINED
    assert names(decision.missing) == ["died_on"]


ASKED = book(
    """fact married : yes or no
  title en "married"  ms "berkahwin"
fact working : yes or no
  title en "working"  ms "bekerja"
  ask when married
fact married_on : date
  title en "marriage"  ms "perkahwinan"
  ask when married
rule early
  is married_on before 2000-01-01
rule late
  is not early
rule works
  is working
rule idle
  is not working
rule year_before : date
  is married_on minus 12 months
"""
)


def test_a_fact_that_does_not_apply_makes_its_comparison_no() -> None:
    given = {"married": False}

    assert ask(ASKED, given, "early").condition.value is NO
    assert ask(ASKED, given, "late").condition.value is YES
    assert ask(ASKED, given, "works").condition.value is NO
    assert ask(ASKED, given, "idle").condition.value is YES
    amount = ask(ASKED, given, "year_before")
    assert amount.open_points == (Hole("no value", "date minus months", detail=("not applicable",)),)


def test_a_fact_that_may_not_apply_is_asked_together_with_its_condition() -> None:
    decision = ask(ASKED, {}, "works")

    assert decision.condition.value is UNKNOWN
    assert names(decision.missing) == ["married", "working"]


def test_a_given_fact_counts_only_where_it_applies() -> None:
    assert ask(ASKED, {"working": True}, "works").condition.value is UNKNOWN
    assert ask(ASKED, {"working": False}, "works").condition.value is NO
    assert ask(ASKED, {"working": True, "married": True}, "works").condition.value is YES


def test_does_not_apply_is_seen_in_the_step() -> None:
    step = ask(ASKED, {"married": False}, "early").condition
    values = [
        below.value
        for below in walk(step)
        if isinstance(below.node, core.FactValue) and below.node.fact == "married_on"
    ]

    assert values == [NOT_APPLICABLE]


FOUND = book(
    """body court
  title en "court"  ms "mahkamah"
finding breach by court : yes or no
  title en "breach"  ms "pelanggaran"
  presumed no cites act A-1
finding loss by court : percent from 0% to 100%
  title en "loss"  ms "kehilangan"
gap rate : money  cites act A-1
  title en "rate"  ms "kadar"
  ask en "Which?"  ms "Yang mana?"
gap counted : yes or no  cites act A-1
  title en "counted"  ms "dikira"
  ask en "Is it?"  ms "Adakah?"
rule innocent  cites act A-1
  is not breach
rule share : money  cites act A-1
  is loss of rate
rule part : money  cites act A-1
  is loss of RM200
rule passes  cites act A-1
  is counted
"""
)


def test_a_presumption_holds_until_something_is_found() -> None:
    presumed = ask(FOUND, {}, "innocent").condition
    found = ask(FOUND, {"breach": True}, "innocent").condition

    assert (presumed.value, found.value) == (YES, NO)
    assert [step.notes for step in walk(presumed) if isinstance(step.node, core.FactValue)] == [(1,)]
    assert [step.notes for step in walk(found) if isinstance(step.node, core.FactValue)] == [()]


def test_a_gap_refers_an_amount_and_both_are_listed() -> None:
    decision = ask(FOUND, {}, "share")

    assert decision.outcome is Outcome.REFERRED
    assert (names(decision.missing), names(decision.open_points)) == (["loss"], ["rate"])


def test_a_ruling_fills_a_gap() -> None:
    assert ask(FOUND, {"loss": "25%", "rulings": {"rate": "200.00"}}, "share").condition.value == 5000
    assert ask(FOUND, {"rulings": {"counted": False}}, "passes").condition.value is NO
    assert ask(FOUND, {}, "passes").condition.value is OPEN


def test_the_size_of_an_open_amount_is_known_from_ranges() -> None:
    assert ask(FOUND, {}, "part").condition.value == Open(False, 0, 20_000)  # from 0% to 100% of RM200


MEMBERS = book(
    """entity child
  title en "child"  ms "anak"
  fact born : birth date
    title en "born"  ms "lahir"
  fact weight : count from 0 to 100
    title en "weight"  ms "berat"
fact children : list of child, 0 to 9
  title en "children"  ms "anak-anak"
fact fees : list of money, 1 to 9, each from RM0 to RM100
  title en "fees"  ms "yuran"
rule heavy
  is some c in children has (weight of c at least 50)
rule young : count
  is number of children where (born of child after 2010-01-01)
rule total : money
  is sum of fees
rule mean : money
  is average of fees
rule eldest_weight : count
  is weight of (the c in children with earliest born of c)
rule doubled of child : count
  is weight of child times 2
rule all_doubled : count
  is sum of doubled of c for each c in children
"""
)
ALI = {"id": "ali", "born": "2012-01-01", "weight": 10}
ABU = {"id": "abu", "born": "2008-01-01", "weight": 60}


def test_lists() -> None:
    given = {"children": [ALI, ABU], "fees": ["1", "2.01"]}

    assert ask(MEMBERS, given, "heavy").condition.value is YES
    assert ask(MEMBERS, given, "young").condition.value == 1
    assert ask(MEMBERS, given, "total").condition.value == 301
    assert ask(MEMBERS, given, "mean").condition.value == Fraction(301, 2)
    assert ask(MEMBERS, given, "eldest_weight").condition.value == 60
    assert ask(MEMBERS, given, "all_doubled").condition.value == 140


def test_an_empty_sum_is_nought_and_a_pick_among_nobody_has_no_value() -> None:
    assert ask(MEMBERS, {"children": []}, "all_doubled").condition.value == 0
    picked = ask(MEMBERS, {"children": []}, "eldest_weight")
    assert picked.open_points == (Hole("no value", "pick lowest", detail=("empty",)),)


def test_a_partial_list_can_only_show_that_there_is_one() -> None:
    yes = ask(MEMBERS, {"children": {"partial": True, "items": [ABU]}}, "heavy")
    perhaps = ask(MEMBERS, {"children": {"partial": True, "items": [ALI]}}, "heavy")

    assert (yes.condition.value, yes.missing) == (YES, ())
    assert (perhaps.condition.value, names(perhaps.missing)) == (UNKNOWN, ["children"])
    assert ask(MEMBERS, {"children": {"partial": True, "items": [ABU]}}, "young").condition.value == Open(
        False, 0, None
    )


def test_a_missing_field_names_its_member() -> None:
    decision = ask(MEMBERS, {"children": [ALI, {"id": "siti"}]}, "heavy")

    assert names(decision.missing) == ["weight of siti"]


def test_a_missing_list_is_asked_for() -> None:
    assert names(ask(MEMBERS, {}, "heavy").missing) == ["children"]
    assert ask(MEMBERS, {}, "young").condition.value == Open(False)


# ------------------------------------------------------------------------------------------------ depth


def _model(rules: dict[str, Rule]) -> Model:
    nothing: dict[str, object] = {}
    return Model(Settings("deep", Words()), *[nothing] * 9, rules, {}, (), *[nothing] * 4)  # type: ignore[arg-type]


def _rule(name: str, expression: core.Expression) -> Rule:
    return Rule(name, key=name, type=NUMBER, versions=(RuleVersion(ALWAYS, expression),))


def _plus(left: core.Expression, right: core.Expression) -> core.Expression:
    return core.Operation("plus", (left, right), NUMBER)


def test_a_chain_of_ten_thousand_rules() -> None:
    """r0 is r1 plus 1, and so on to r10000, which is 1: so r0 is 10,001."""
    one = core.Literal(1, NUMBER)
    rules = {f"r{i}": _rule(f"r{i}", _plus(core.Use(f"r{i + 1}", (), NUMBER), one)) for i in range(10_000)}
    model = _model({**rules, "r10000": _rule("r10000", one)})
    work = begin(model, facts_of(model, {}))

    step = interpret(work, core.Use("r0", (), NUMBER), Frame(None, NO_VARIABLES, ""))

    assert step.value == 10_001
    assert sum(1 for _ in walk(step)) > 20_000


def test_a_diamond_of_thirty_levels_is_evaluated_once_a_rule() -> None:
    """Each rule is twice the next: 2 to the 30th ways through, thirty-one rules."""
    one = core.Literal(1, NUMBER)
    uses = [core.Use(f"d{i}", (), NUMBER) for i in range(31)]
    rules = {f"d{i}": _rule(f"d{i}", _plus(uses[i + 1], uses[i + 1])) for i in range(30)}
    model = _model({**rules, "d30": _rule("d30", one)})
    started = time.process_time()

    step = interpret(begin(model, facts_of(model, {})), uses[0], Frame(None, NO_VARIABLES, ""))

    assert step.value == 2**30
    assert time.process_time() - started < 5  # each use evaluated anew would take minutes


def test_never_is_equal_only_to_itself() -> None:
    assert ask(NEVER_BOOK, {"died_on": "2024-01-01"}, "alive").condition.value is NO
    assert facts_of(NEVER_BOOK, {"died_on": "never"}).values["died_on"] is NEVER
