"""Gaps and overlaps of rows, each shown as one case."""

from datetime import date

import pytest

from policy_engine.checking.proof.proof import proof
from policy_engine.model import core
from policy_engine.model.rulebook import Always, Entity, Interval, ListValues, Rule, RuleVersion, Words
from policy_engine.model.types import COUNT, DATE, DAYS, MONEY, YEARS, YES_NO, DateType, EntityType, ListType, OneOf
from policy_engine.values.value import NEVER
from tests.passes.books import (
    all_of,
    any_of,
    benefit,
    book,
    day,
    days,
    fact,
    money,
    none_of,
    number,
    number_of,
    one,
    op,
    param,
    parameter,
    pays,
    rows,
    rule,
    the,
    use,
    yes,
)  # fmt: skip

NEVER_OR_DATE = DateType(never=True)
KIN = OneOf("kin")
KINS = ListValues("kin", values={"spouse": Words("spouse"), "child": Words("child"), "parent": Words("parent")})
LEAVE = fact("leave", DAYS, 0, 1000)
FACTS = (
    LEAVE, fact("fishing"), fact("married"), fact("kin", KIN), fact("n", COUNT, 0, 12), fact("m", COUNT, 0, 12),
    fact("born", DATE), fact("died", NEVER_OR_DATE), fact("hurt", DATE),
)  # fmt: skip
NONE = core.Literal(NEVER, NEVER_OR_DATE)
LEAVE_DAYS, N, M = the("leave", DAYS), the("n", COUNT), the("m", COUNT)
DIED, HURT = the("died", NEVER_OR_DATE), the("hurt", DATE)


def proved(*of, otherwise=None, also=(), **given):
    choice = of[0] if len(of) == 1 and isinstance(of[0], core.Choose) else rows(MONEY, *of, otherwise=otherwise)
    found = proof(book(*FACTS, *also, rule("r", choice, MONEY), lists={"kin": KINS}, **given))
    return [(each.code, each.severity.value, each.facts.get("case", each.facts.get("row", ""))) for each in found]


def age():
    return op("age", the("born", DATE), core.TheDay(DATE), type=YEARS)


# ------------------------------------------------------------------------------------------------ numbers


def test_bands_that_leave_no_gap():
    assert proved((op("below", LEAVE_DAYS, days(10)), money(1)), (op("at least", LEAVE_DAYS, days(10)), money(2))) == []


def test_a_day_between_two_bands():
    found = proved((op("below", LEAVE_DAYS, days(10)), money(1)), (op("over", LEAVE_DAYS, days(10)), money(2)))
    assert found == [("G201", "error", "leave is 10 days")]


def test_a_day_in_two_bands():
    found = proved((op("at most", LEAVE_DAYS, days(10)), money(1)), (op("at least", LEAVE_DAYS, days(10)), money(2)))
    assert found == [("G202", "error", "leave is 10 days")]
    same = proved((op("at most", LEAVE_DAYS, days(10)), money(1)), (op("at least", LEAVE_DAYS, days(10)), money(1)))
    assert same == []


def test_a_step_can_leave_no_room_for_a_gap():
    weeks = fact("leave", DAYS, 0, 700, step=7)
    rows_of = ((op("at most", LEAVE_DAYS, days(7)), money(1)), (op("at least", LEAVE_DAYS, days(14)), money(2)))
    assert proved(*rows_of, also=(weeks,)) == []
    assert proved(*rows_of) == [("G201", "error", "leave is 8 days")]


def test_steps_are_counted_from_the_least_value():
    odd = fact("leave", DAYS, 1, 9, step=2)
    rows_of = ((op("at most", LEAVE_DAYS, days(3)), money(1)), (op("at least", LEAVE_DAYS, days(5)), money(2)))
    assert proved(*rows_of, also=(odd,)) == []
    found = proved(rows_of[0], (op("at least", LEAVE_DAYS, days(6)), money(2)), also=(odd,))
    assert found == [("G201", "error", "leave is 5 days")]


def test_the_ends_of_a_range():
    assert proved((op("at most", LEAVE_DAYS, days(1000)), money(1))) == []
    found = proved((op("below", LEAVE_DAYS, days(1000)), money(1)))
    assert found == [("G201", "error", "leave is 1,000 days")]


def test_shares_of_an_amount_are_the_amount():
    wage = fact("wage", MONEY, 0, 100_000)
    half = op("divided by", the("wage", MONEY), number(2), type=MONEY)
    found = proved((op("below", half, money(500)), money(1)), (op("over", the("wage", MONEY), money(1000)), money(2)),
                   also=(wage,))  # fmt: skip
    assert found == [("G201", "error", "wage is RM10.00")]


def test_two_numbers_that_vary():
    found = proved((op("over", N, M), money(1)), (op("below", N, M), money(2)))
    assert found == [("G201", "error", "n is 0, m is 0")]
    assert proved((op("over", N, M), money(1)), (op("over", M, N), money(2)), otherwise=money(0)) == []
    # n over m and m over 11 leave no room below 13
    impossible = all_of(op("over", N, M), op("over", M, number(11)))
    assert proved((impossible, money(1)), otherwise=money(0)) == [("G203", "warning", "1")]


def test_numbers_with_different_steps_may_never_meet():
    even = fact("e", COUNT, 0, 4, step=2)
    one_apart = op("is", op("minus", the("e", COUNT), N, type=COUNT), number(-1))
    apart = all_of(one_apart, op("is", N, number(4)))
    found = proved((apart, money(1)), (op("at least", N, number(0)), money(2)), also=(even,))
    assert found == [("G202", "warning", "n is 4, e is 3")]  # nobody has 3, so it is no more than a warning


def test_other_sums_are_axes_by_themselves():
    total = op("plus", N, M, type=COUNT)
    found = proved((op("below", total, number(5)), money(1)), (op("over", total, number(5)), money(2)))
    assert found == [("G201", "warning", "n plus m is 5")]


# ------------------------------------------------------------------------------------------------ yes, no and lists


def test_every_combination_of_a_table():
    fishing, married = the("fishing"), the("married")
    table = ((all_of(fishing, married), money(1)), (all_of(fishing, none_of(married)), money(2)),
             (none_of(fishing), money(3)))  # fmt: skip
    assert proved(*table) == []
    assert proved(*table[:1], *table[2:]) == [("G201", "error", "fishing is yes, married is no")]
    assert proved(table[0], (fishing, money(2)), table[2]) == [("G202", "error", "fishing is yes, married is yes")]


def test_values_of_a_list():
    def is_kin(name):
        return op("is", the("kin", KIN), one("kin", name))

    assert proved((is_kin("spouse"), money(1)), (is_kin("child"), money(2)), (is_kin("parent"), money(3))) == []
    found = proved((is_kin("spouse"), money(1)), (is_kin("child"), money(2)))
    assert found == [("G201", "error", "kin is parent")]
    both = op("in values", the("kin", KIN), one("kin", "child"), one("kin", "parent"))
    assert proved((is_kin("spouse"), money(1)), (both, money(2))) == []
    assert proved((op("is not", the("kin", KIN), one("kin", "child")), money(1)), (is_kin("child"), money(2))) == []


def test_otherwise_over_a_closed_list_alone_is_refused():
    spouse = op("is", the("kin", KIN), one("kin", "spouse"))
    (found,) = proof(book(*FACTS, rule("r", rows(MONEY, (spouse, money(1)), otherwise=money(0)), MONEY),
                          lists={"kin": KINS}))  # fmt: skip
    assert (found.code, found.facts) == ("G205", {"subject": "kin", "values": "child, parent"})
    assert proved((all_of(spouse, the("fishing")), money(1)), otherwise=money(0)) == []


def test_otherwise_takes_the_rest_or_nothing():
    short = op("below", LEAVE_DAYS, days(10))
    assert proved((short, money(1)), otherwise=money(0)) == []
    found = proved((short, money(1)), (op("at least", LEAVE_DAYS, days(10)), money(2)), otherwise=money(0))
    assert found == [("G203", "warning", "otherwise")]


# ------------------------------------------------------------------------------------------------ dates


def test_never_is_a_value_of_a_date():
    later = all_of(op("on or after", DIED, day("2024-01-01")), op("is not", DIED, NONE))
    found = proved((op("before", DIED, day("2024-01-01")), money(1)), (later, money(2)))
    assert found == [("G201", "error", "died is never")]
    assert proved((op("is", DIED, NONE), money(1)), (op("is not", DIED, NONE), money(2))) == []
    later = op("on or after", DIED, day("2024-01-01"))
    assert proved((op("before", DIED, day("2024-01-01")), money(1)), (later, money(2))) == []


def test_two_dates():
    before, after = op("before", DIED, HURT), op("after", DIED, HURT)
    assert proved((before, money(1)), (after, money(2))) == [
        ("G201", "error", "died is 2024-01-01, hurt is 2024-01-01")
    ]
    assert proved((before, money(1)), (op("on or before", HURT, DIED), money(2))) == []


def test_days_after_a_date():
    late = op("after", DIED, op("date plus days", HURT, days(30), type=DATE))
    soon = op("before", DIED, op("date plus days", HURT, days(30), type=DATE))
    assert proved((late, money(1)), (soon, money(2))) == [
        ("G201", "error", "died is 2024-01-01, hurt is 2023-12-02")
    ]  # 30 days later


def test_three_dates_in_a_circle_cannot_be():
    circle = all_of(op("before", HURT, the("born", DATE)), op("before", the("born", DATE), the("third", DATE)),
                    op("before", the("third", DATE), HURT))  # fmt: skip
    assert proved((circle, money(1)), otherwise=money(0), also=(fact("third", DATE),)) == [("G203", "warning", "1")]


def test_a_date_in_periods_is_neither_in_nor_out_when_it_is_never():
    valid = the("valid", ListType(DATE))
    rows_of = ((op("in periods", DIED, valid), money(1)), (op("outside periods", DIED, valid), money(2)))
    assert proved(*rows_of) == [("G201", "error", "died is never")]
    assert proved(*rows_of, (op("is", DIED, NONE), money(3))) == []


def test_a_date_in_a_year():
    from policy_engine.model.types import YearType
    from policy_engine.values.value import Year

    in_2024 = op("in year", HURT, core.Literal(Year(2024), YearType()))
    rows_of = ((in_2024, money(1)), (op("before", HURT, day("2024-01-01")), money(2)))
    assert proved(*rows_of, (op("on or after", HURT, day("2025-01-01")), money(3))) == []
    assert proved(*rows_of, (op("after", HURT, day("2025-01-01")), money(3))) == [
        ("G201", "error", "hurt is 2025-01-01")
    ]


def test_ages():
    found = proved(
        (op("below", age(), number(240, YEARS)), money(1)), (op("over", age(), number(240, YEARS)), money(2))
    )
    assert [(code, severity) for code, severity, _ in found] == [("G201", "error")]


# ------------------------------------------------------------------------------------------------ days and versions


LIMIT = parameter("limit", DAYS, (None, date(2023, 12, 31), 10), (date(2024, 1, 1), None, 20))


def test_parameters_are_taken_version_by_version():
    below, least = op("below", LEAVE_DAYS, param("limit", DAYS)), op("at least", LEAVE_DAYS, param("limit", DAYS))
    assert proved((below, money(1)), (least, money(2)), also=(LIMIT,)) == []
    found = proved((below, money(1)), (op("at least", LEAVE_DAYS, days(20)), money(2)), also=(LIMIT,))
    assert found == [("G201", "error", "the day is 2023-12-31, leave is 10 days")]


def test_a_day_without_a_value_is_no_gap():
    late = parameter("limit", DAYS, (date(2024, 1, 1), None, 20))
    below, least = op("below", LEAVE_DAYS, param("limit", DAYS)), op("at least", LEAVE_DAYS, days(20))
    assert proved((below, money(1)), (least, money(2)), also=(late,)) == []


def test_only_the_days_of_the_version_count():
    since = op("on or after", core.TheDay(DATE), day("2024-01-01"))
    choice = rows(MONEY, (since, money(1)))
    dated = Rule("r", key="r", type=MONEY, versions=(RuleVersion(Interval(date(2024, 1, 1), None), choice),))
    assert proof(book(dated)) == ()
    assert [each.facts["case"] for each in proof(book(rule("r", choice, MONEY)))] == ["the day is 2023-12-31"]


def test_the_day_of_a_benefit_is_its_date():
    choice = rows(MONEY, (op("before", core.TheDay(DATE), day("2024-01-01")), money(1)),
                  (op("on or after", HURT, day("2024-01-01")), money(2)))  # fmt: skip
    assert proof(book(*FACTS, benefit("b", yes(), pays("total", choice), as_at=HURT))) == ()


# ------------------------------------------------------------------------------------------------ premises


def test_what_always_holds_is_a_premise():
    never_before = Always("order", condition=op("on or before", HURT, DIED))
    rows_of = ((op("is", DIED, HURT), money(1)), (op("after", DIED, HURT), money(2)))
    assert proved(*rows_of, always=(never_before,)) == []
    assert proved(*rows_of)[0][:2] == ("G201", "error")


def test_a_premise_about_other_things_makes_a_witness_unsure():
    linked = Always("linked", condition=any_of(none_of(the("fishing")), the("other")))
    found = proved((the("fishing"), money(1)), also=(fact("other"),), always=(linked,))
    assert found == [("G201", "warning", "fishing is no")]


def test_the_condition_of_a_benefit_holds_for_its_payments_and_rules():
    long = op("at least", LEAVE_DAYS, days(4))
    choice = rows(
        MONEY, (op("below", LEAVE_DAYS, days(10)), money(1)), (op("at least", LEAVE_DAYS, days(10)), money(2))
    )
    tight = rows(MONEY, (all_of(long, op("below", LEAVE_DAYS, days(10))), money(1)),
                 (op("at least", LEAVE_DAYS, days(10)), money(2)))  # fmt: skip
    inner = Rule("inner", key="b.inner", type=MONEY, versions=rule("x", tight).versions)
    assert proof(book(*FACTS, inner, benefit("b", long, pays("total", tight)))) == ()
    found = proof(book(*FACTS, benefit("b", yes(), pays("total", tight), pays("other", choice))))
    assert [(each.facts["name"], each.facts["case"]) for each in found] == [("b.total", "leave is 3 days")]


def test_a_fact_that_is_not_asked_is_no_in_every_comparison():
    place = fact("place", KIN, ask_when=the("fishing"))
    is_child = op("is", the("place", KIN), one("kin", "child"))
    other = op("is not", the("place", KIN), one("kin", "child"))
    with_both = all_of(the("fishing"), the("married"))
    assert proved((is_child, money(1)), (other, money(1)), (with_both, money(1)), also=(place,)) == [
        ("G201", "error", "fishing is no")
    ]
    assert proved((is_child, money(1)), (other, money(2)), (none_of(the("fishing")), money(3)), also=(place,)) == []


def test_rows_presuppose_a_condition_that_they_do_not_ask_about():
    place = fact("place", KIN, ask_when=the("fishing"))
    is_child = op("is", the("place", KIN), one("kin", "child"))
    assert proved((is_child, money(1)), also=(place,)) == [("G201", "error", "place is spouse")]
    assert proved((is_child, money(1)), (none_of(is_child), money(2)), also=(place,)) == []


def test_a_choice_inside_a_row_holds_under_the_row():
    inner = rows(MONEY, (op("at most", LEAVE_DAYS, days(3)), money(1)))
    tight = rows(MONEY, (op("over", LEAVE_DAYS, days(3)), money(2)))
    assert proved((op("at least", LEAVE_DAYS, days(4)), tight), otherwise=inner) == []


# ------------------------------------------------------------------------------------------------ rules


def test_rules_are_read_through():
    long = rule("long", op("at least", LEAVE_DAYS, days(4)))
    found = proved((use("long"), money(1)), (op("below", LEAVE_DAYS, days(3)), money(2)), also=(long,))
    assert found == [("G201", "error", "leave is 3 days")]
    group = rule("group", rows(KIN, (use("long"), one("kin", "child")), otherwise=one("kin", "parent")), KIN)
    is_child = op("is", use("group", KIN), one("kin", "child"))
    assert proved((is_child, money(1)), (op("below", LEAVE_DAYS, days(4)), money(2)), also=(long, group)) == []


def test_a_rule_that_is_not_read_through_is_an_axis():
    moved = rule("moved", the("fishing"), as_at=day("2020-01-01"))
    found = proved((use("moved"), money(1)), also=(moved,))
    assert found == [("G201", "warning", "moved is no")]
    assert proved((use("moved"), money(1)), (none_of(use("moved")), money(2)), also=(moved,)) == []


def test_quantifiers_and_numbers_of_members():
    listed = fact("wages", ListType(MONEY), 0, 100, length=(0, 3))
    wages = the("wages", ListType(MONEY))
    some = core.Each("some", wages, "w", op("over", core.Variable("w", MONEY), money(5)), None, YES_NO)
    no = core.Each("no", wages, "w", op("over", core.Variable("w", MONEY), money(5)), None, YES_NO)
    assert proved((some, money(1)), (no, money(2)), also=(listed,)) == []
    found = proved((op("at most", number_of(wages), number(2)), money(1)), also=(listed,))
    assert [each[:2] for each in found] == [("G201", "error")]


def test_fields_of_a_member():
    member = core.Variable("child", EntityType("child"))
    studies = core.FieldValue("child", "studies", member, YES_NO)
    entity = Entity("child", fields={"studies": fact("studies", entity="child")})
    choice = rows(MONEY, (studies, money(1)))
    of = Rule(
        "r", key="r", type=MONEY, arguments=(("child", EntityType("child")),), versions=rule("x", choice).versions
    )
    (found,) = proof(book(of, entities={"child": entity}))
    assert (found.severity.value, found.facts["case"]) == ("error", "studies of child is no")


# ------------------------------------------------------------------------------------------------ clauses


def clauses(*made):
    return core.Choose("clauses", made, MONEY)


def test_a_clause_that_overrides_another_beats_it():
    general = core.Row("general", None, money(20))
    special = core.Row("special", op("at least", N, number(2)), money(15), overrides=(0,))
    other = core.Row("other", the("fishing"), money(25), overrides=(0, 1))
    assert proved(clauses(general, special, other)) == []
    rival = core.Row("other", the("fishing"), money(25), overrides=(0,))
    assert proved(clauses(general, special, rival)) == [("G202", "error", "n is 2, fishing is yes")]


def test_an_exception_of_an_exception_keeps_the_general_clause_beaten():
    general = core.Row("general", None, money(20))
    special = core.Row("special", the("fishing"), money(15), overrides=(0,))
    third = core.Row("third", the("married"), money(25), overrides=(1,))
    # married and not fishing: the general clause is beaten, because something that overrides it applies
    assert proved(clauses(general, special, third)) == []


# ------------------------------------------------------------------------------------------------ size


def test_a_choice_too_large_to_prove_says_so():
    many = [fact(f"f{place}") for place in range(21)]
    some = any_of(*(the(each.name) for each in many))
    assert proved((some, money(1)), otherwise=money(0), also=many) == [("G204", "warning", "")]


@pytest.mark.parametrize("columns", [6])
def test_a_table_of_many_columns_is_quick(columns):
    many = [fact(f"f{place}", COUNT, 0, 100) for place in range(columns)]
    made = []
    for place in range(2**columns):
        parts = (op("below" if place >> column & 1 else "at least", the(f"f{column}", COUNT), number(50))
                 for column in range(columns))  # fmt: skip
        made.append((all_of(*parts), money(place)))
    assert proved(*made, also=many) == []
    assert [code for code, _, _ in proved(*made[1:], also=many)] == ["G201"]
