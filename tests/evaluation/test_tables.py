"""Parameters by key and by band, scales, choices that do not come out, and members inside members."""

from datetime import date

import pytest

from policy_engine.checking.order import order
from policy_engine.checking.scales.scales import scales
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.interpret import begin, interpret
from policy_engine.evaluation.step import Hole
from policy_engine.evaluation.work import NO_VARIABLES, Frame
from policy_engine.model import core
from policy_engine.model.types import MONEY, YES_NO
from policy_engine.values.truth import NO, UNKNOWN, YES
from policy_engine.values.value import REFERRED, UNDETERMINED, Open
from tests.evaluation.books import ask, book, facts_of, names

MODEL = book(
    """body insured
  title en "insured person"  ms "orang berinsurans"
list kind
  title en "kind"  ms "jenis"
  spouse en "spouse"  ms "pasangan"
  child en "child"  ms "anak"
entity child_of
  title en "child"  ms "anak"
  fact fed : yes or no
    title en "fed"  ms "diberi makan"
entity house
  title en "house"  ms "rumah"
  fact children : list of child_of, 0 to 3
    title en "children"  ms "anak-anak"
fact houses : list of house, 0 to 3
  title en "houses"  ms "rumah"
fact relation : one of kind
  title en "relation"  ms "hubungan"
fact known : yes or no
  title en "known"  ms "diketahui"
fact years_old : years from 0 years to 100 years
  title en "age"  ms "umur"
  ask when known
fact salary : money from RM0 to RM100,000
  title en "salary"  ms "gaji"
fact bonus : money from RM0 to RM100
  title en "bonus"  ms "bonus"
  ask when known
gap share_of_child : fraction  cites act A-1
  title en "share of a child"  ms "bahagian anak"
  ask en "Which?"  ms "Yang mana?"
parameter share_of by kind : fraction
  title en "share"  ms "bahagian"
  from 2020-01-01  cites act A-1
    spouse : 3/5
    child : share_of_child
parameter factor by band of years : number
  title en "factor"  ms "faktor"
  from 2020-01-01  cites act A-1
    below 20 years : 90
    up to 40 years : 60
    at least 60 years : 30
scale levy : money on money
  title en "levy"  ms "levi"
  from 2020-01-01  cites act A-1
    3% from RM1,000
    10% from RM12,000
rule own_share : fraction  cites act A-1
  is share_of of relation
rule own_factor : number  cites act A-1
  is factor of years_old
rule own_levy : money  cites act A-1
  is levy of salary
rule bonus_levy : money  cites act A-1
  is levy of bonus
rule starving  cites act A-1
  is some h in houses has (some c in children of h has (not fed of c))
benefit meal for each h in houses  cites act A-1
  title en "meal"  ms "makanan"
  as at 2024-01-01
  applies when some c in children of h has (not fed of c)
  payable when known
benefit plain  cites act A-1
  title en "plain"  ms "biasa"
  as at 2024-01-01
  payable when known
  pays own : money to insured
    title en "own"  ms "sendiri"
    is bonus
""",
    passes=(order, scales),  # the proof would find that no band takes 41 to 59 years
)
DAY = date(2024, 1, 1)


def value(question: str, on: date | None = DAY, **given: object) -> object:
    return ask(MODEL, given, question, on=on).condition.value


def test_a_parameter_by_key() -> None:
    assert str(value("own_share", relation="spouse")) == "3/5"
    assert value("own_share") == UNDETERMINED
    gap = ask(MODEL, {"relation": "child"}, "own_share", on=DAY)
    assert (gap.condition.value, names(gap.open_points)) == (REFERRED, ["share_of_child"])
    assert str(value("own_share", relation="child", rulings={"share_of_child": "2/5"})) == "2/5"


@pytest.mark.parametrize(
    ("age", "factor"), [(19, 90), (20, 60), (40, 60), (60, 30), (100, 30)]
)  # below leaves out, up to and at least take in
def test_a_parameter_by_band(age: int, factor: int) -> None:
    assert value("own_factor", known=True, years_old=age) == factor


def test_a_band_that_is_missing_is_referred() -> None:
    decision = ask(MODEL, {"known": True, "years_old": 50}, "own_factor", on=DAY)

    assert decision.open_points == (Hole("no row", "factor"),)


def test_a_key_that_does_not_apply() -> None:
    decision = ask(MODEL, {"known": False}, "own_factor", on=DAY)

    assert decision.open_points == (Hole("no value", "factor", detail=("not applicable",)),)


def test_a_parameter_before_its_first_version() -> None:
    assert value("own_share", on=date(2019, 12, 31), relation="spouse") == REFERRED


@pytest.mark.parametrize(
    ("salary", "levy"),
    [
        ("0", 0),
        ("1000", 0),
        ("2000", 3_000),  # 3% of RM1,000
        ("12,000", 33_000),  # 3% of RM11,000
        ("13,000", 43_000),  # and 10% of RM1,000
    ],
)
def test_a_scale(salary: str, levy: int) -> None:
    assert value("own_levy", salary=salary) == levy


def test_a_scale_of_what_is_not_known() -> None:
    """10% of RM88,000 and 3% of RM11,000 are RM9,130 at most."""
    assert value("own_levy") == Open(False, 0, 913_000)
    assert value("own_levy", on=date(2019, 1, 1), salary="1") == REFERRED
    decision = ask(MODEL, {"known": False}, "bonus_levy", on=DAY)
    assert decision.open_points == (Hole("no value", "levy", detail=("not applicable",)),)


def test_rows_that_do_not_decide_name_the_rule_and_the_rows() -> None:
    """The check finds such rows; where it cannot, the case is referred."""

    def over(limit: int) -> core.Expression:
        return core.Operation("over", (core.FactValue("salary", MONEY), core.Literal(limit, MONEY)), YES_NO)

    rows = tuple(core.Row(str(n), over(n * 1_000), core.Literal(n, MONEY)) for n in (1, 2))
    steps = [
        interpret(begin(MODEL, facts_of(MODEL, {"salary": salary})), core.Choose("rows", rows, MONEY), PLACE)
        for salary in ("5", "15", "25")
    ]

    assert [step.value for step in steps] == [REFERRED, 1, REFERRED]
    assert [step.why for step in steps] == [
        Hole("no row", "some_rule", detail=("1", "2")), None, Hole("conflict", "some_rule", detail=("1", "2")),
    ]  # fmt: skip


PLACE = Frame(None, NO_VARIABLES, "some_rule")


def test_members_of_members() -> None:
    fed, hungry = {"id": "ali", "fed": True}, {"id": "abu", "fed": False}
    unknown = {"id": "siti"}

    assert value("starving", houses=[{"id": "h1", "children": [fed]}, {"id": "h2", "children": [hungry]}]) is YES
    assert value("starving", houses=[{"id": "h1", "children": [fed]}]) is NO
    partly = ask(MODEL, {"houses": [{"id": "h1", "children": [fed, unknown]}, {"id": "h2"}]}, "starving")
    assert partly.condition.value is UNKNOWN
    assert names(partly.missing) == ["fed of siti", "children of h2"]
    more = ask(MODEL, {"houses": [{"id": "h1", "children": {"partial": True, "items": []}}]}, "starving")
    assert names(more.missing) == ["children of h1"]


HUNGRY = {"id": "h1", "children": [{"id": "abu", "fed": False}]}
FED = {"id": "h2", "children": [{"id": "ali", "fed": True}]}


def test_whether_a_benefit_applies_is_a_limb_of_its_own() -> None:
    decisions = decide(MODEL, facts_of(MODEL, {"houses": [HUNGRY, FED], "known": True}), "meal").decisions

    assert [None if each.applies is None else each.applies.value for each in decisions] == [YES, NO]
    assert ask(MODEL, {"known": True}, "plain").applies is None


def test_an_amount_that_is_a_fact_which_does_not_apply() -> None:
    """The benefit cannot be payable then, but a ruling of the book could make it so: the amount is referred."""
    model = book(
        """body insured
  title en "insured person"  ms "orang berinsurans"
fact working : yes or no
  title en "working"  ms "bekerja"
fact wage : money from RM0 to RM100
  title en "wage"  ms "gaji"
  ask when working
fact on_day : date
  title en "day"  ms "hari"
benefit idle  cites act A-1
  title en "idle"  ms "menganggur"
  as at on_day
  payable when not working
  pays own : money to insured
    title en "own"  ms "sendiri"
    is wage
"""
    )
    payment = ask(model, {"working": False, "on_day": "2024-01-01"}, "idle").payments[0]

    assert payment.value == REFERRED
    assert payment.open_points == (Hole("no value", "own", detail=("not applicable",)),)
