"""Whole amounts, open divisors, zero, limits and widths; ranges of rules."""

from datetime import date
from fractions import Fraction

import pytest

from policy_engine.checking.scales.ranges import Range
from policy_engine.checking.scales.scales import ranges, scales
from policy_engine.model import core, rulebook
from policy_engine.model.rulebook import Party, Rule, RuleVersion, Shares
from policy_engine.model.types import COUNT, DATE, DAYS, MONEY, NUMBER, RATIO, ListType, Quantity
from tests.passes.books import (
    MONEY_PER_DAY,
    all_of,
    benefit,
    book,
    day,
    days,
    fact,
    money,
    number,
    number_of,
    op,
    param,
    parameter,
    pays,
    ratio,
    rows,
    rule,
    the,
    use,
    yes,
)  # fmt: skip

WAGE = fact("wage", MONEY, 0, 900_000)
N = fact("n", COUNT, 0, 12)
WAGES = fact("wages", ListType(MONEY), 0, 900_000, length=(1, 6))
EMPTY = fact("wages", ListType(MONEY), 0, 900_000, length=(0, 6))
M_PER_YEAR = Quantity("money", "money", "month", "year")


def paid(amount, *declarations, type=MONEY, condition=None, **more):
    return scales(book(*declarations, benefit("b", condition or yes(), pays("total", amount, type, **more))))


def codes(found):
    return [each.code for each in found]


def rounded(amount, unit=1, type=MONEY):
    return core.Round(amount, "half up", core.Literal(unit, type), type)


def plus(*parts, type=MONEY):
    return op("plus", *parts, type=type)


def by(part, divisor, type=MONEY):
    return op("divided by", part, divisor, type=type)


def of_list(word, body=None, where=None, subject="wages", type=MONEY):
    variable = core.Variable("each", MONEY)
    return core.Each(word, the(subject, ListType(MONEY)), "each", body or variable, where, type)


# ------------------------------------------------------------------------------------------------ paid amounts


def test_two_fifths_of_a_sen_cannot_be_paid():
    share = op("times", ratio(Fraction(2, 5)), the("wage", MONEY), type=MONEY)
    (found,) = paid(share, WAGE)
    assert found.code == "R101"
    assert found.facts == {
        "name": "b.total", "step": "RM0.004", "unit": "RM0.01", "rounding": "rounded half up to RM0.01",
    }  # fmt: skip
    assert paid(rounded(share), WAGE) == ()


def test_steps_of_a_fact_can_make_a_share_whole():
    tens = fact("wage", MONEY, 0, 900_000, step=10)  # 2/5 of a multiple of 10 sen is a multiple of 4 sen
    assert paid(op("times", ratio(Fraction(2, 5)), the("wage", MONEY), type=MONEY), tens) == ()


def test_rounding_finer_than_a_sen_does_not_help():
    (found,) = paid(rounded(the("wage", MONEY), Fraction(1, 10)), WAGE)
    assert (found.code, found.facts["step"]) == ("R101", "RM0.001")


def test_a_year_counts_in_its_own_sen():
    yearly = parameter("yearly", M_PER_YEAR, (None, None, Fraction(100, 12)))  # RM1 a year
    assert paid(param("yearly", M_PER_YEAR), yearly, type=M_PER_YEAR) == ()
    (found,) = paid(param("yearly", M_PER_YEAR), parameter("yearly", M_PER_YEAR, (None, None, Fraction(1, 24))),
                    type=M_PER_YEAR)  # fmt: skip
    assert (found.facts["step"], found.facts["unit"]) == ("RM0.005 per year", "RM0.01 per year")


def test_what_is_shared_may_be_anything_and_a_named_party_may_not():
    third = by(the("wage", MONEY), number(3))

    def shares(*parties):
        made = Shares("split", type=MONEY, amount=third, parties=parties)
        return codes(scales(book(WAGE, benefit("b", yes(), made))))

    assert shares(Party("rest", None)) == []
    assert shares(Party("one", third), Party("rest", None)) == ["R101"]


# ------------------------------------------------------------------------------------------------ open divisors


def test_an_average_stays_open_until_it_is_rounded():
    (found,) = paid(of_list("average"), WAGES)
    assert (found.code, found.facts["rounding"]) == ("R102", "rounded half up to RM0.01")
    assert paid(rounded(of_list("average")), WAGES) == ()


def test_the_same_divisor_may_meet_itself_and_another_may_not():
    by_count = by(the("wage", MONEY), number_of(the("wages", ListType(MONEY))))
    assert paid(rounded(plus(of_list("average"), by_count)), WAGES, WAGE) == ()
    by_n = by(the("wage", MONEY), the("n", COUNT))
    found = paid(rounded(plus(of_list("average"), by_n)), WAGES, WAGE, fact("n", COUNT, 1, 12))
    assert codes(found) == ["R103"]


def test_comparing_two_divisors_is_allowed():
    by_n = by(the("wage", MONEY), the("n", COUNT))
    condition = op("over", of_list("average"), by_n)
    assert scales(book(WAGES, WAGE, fact("n", COUNT, 1, 12), rule("more", condition))) == ()


def test_a_product_has_one_divisor_and_a_divisor_none():
    average, one = of_list("average"), fact("n", COUNT, 1, 12)
    open_number = by(the("n", COUNT), number_of(the("wages", ListType(MONEY))), NUMBER)
    assert codes(paid(rounded(op("times", average, open_number, type=MONEY)), WAGES, one)) == ["R103"]
    assert codes(paid(rounded(by(average, the("n", COUNT))), WAGES, one)) == ["R103"]
    assert codes(paid(rounded(by(the("wage", MONEY), open_number)), WAGES, one, WAGE)) == ["R104"]


def test_rows_share_one_divisor():
    average = of_list("average")
    choice = rows(MONEY, (the("x"), average), otherwise=money(100))
    assert paid(rounded(choice), WAGES, fact("x")) == ()
    other = by(the("wage", MONEY), the("n", COUNT))
    choice = rows(MONEY, (the("x"), average), otherwise=other)
    assert codes(paid(rounded(choice), WAGES, WAGE, fact("x"), fact("n", COUNT, 1, 12))) == ["R103"]


def test_another_date_makes_another_divisor():
    count = rule("count_on_the_day", plus(the("n", COUNT), number(0), type=COUNT), COUNT)
    per_head = rule("per_head", by(the("wage", MONEY), use("count_on_the_day", COUNT)), MONEY)
    then = core.AsAt(use("per_head", MONEY), day("2024-01-01"), MONEY)
    model = book(fact("n", COUNT, 1, 9), WAGE, count, per_head, rule("both", plus(use("per_head", MONEY), then), MONEY))
    assert codes(scales(model)) == ["R103"]


def test_the_parts_of_a_sum_over_a_list_are_closed():
    each = core.Variable("each", MONEY)
    body = by(each, the("n", COUNT))
    assert codes(paid(rounded(of_list("sum", body)), WAGES, fact("n", COUNT, 1, 12))) == ["R108"]


# ------------------------------------------------------------------------------------------------ zero


def by_n(scope=None):
    return rounded(by(the("wage", MONEY), the("n", COUNT)))


def test_a_divisor_is_proved_above_zero():
    (found,) = paid(by_n(), WAGE, N)
    assert (found.code, found.facts["low"], found.facts["high"]) == ("R105", "0", "12")
    assert paid(by_n(), WAGE, fact("n", COUNT, 1, 12)) == ()


@pytest.mark.parametrize(
    "test",
    [
        op("over", the("n", COUNT), number(0)),
        op("at least", the("n", COUNT), number(1)),
        op("below", number(0), the("n", COUNT)),
        op("is not", the("n", COUNT), number(0)),
        op("is", the("n", COUNT), number(3)),
        all_of(yes(), op("over", the("n", COUNT), number(0))),
        core.Limbs("none of", (core.Limb("", op("is", the("n", COUNT), number(0))),)),
        core.Limbs("none of", (core.Limb("", op("at most", the("n", COUNT), number(0))),)),
    ],
)
def test_guards_of_a_row_a_payment_and_a_benefit(test):
    choice = rows(MONEY, (test, by_n()), otherwise=money(0))
    assert paid(choice, WAGE, N) == ()
    assert paid(by_n(), WAGE, N, condition=test) == ()
    assert paid(by_n(), WAGE, N, when=test) == ()
    assert paid(by_n(), WAGE, N, while_=test) == ()


def test_a_guard_of_another_row_guards_only_otherwise():
    none = op("is", the("n", COUNT), number(0))
    assert paid(rows(MONEY, (none, money(0)), otherwise=by_n()), WAGE, N) == ()
    assert codes(paid(rows(MONEY, (none, money(0)), (the("x"), by_n())), WAGE, N, fact("x"))) == ["R105"]


def test_a_limb_guards_its_neighbours():
    some = op("over", the("n", COUNT), number(0))
    much = op("over", by(the("wage", MONEY), the("n", COUNT)), money(100))
    assert scales(book(WAGE, N, rule("r", all_of(some, much)))) == ()
    assert codes(scales(book(WAGE, N, rule("r", core.Limbs("any of", all_of(some, much).limbs))))) == ["R105"]


def test_a_limit_proves_a_divisor():
    least = op("not below", the("n", COUNT), number(1), type=COUNT)
    assert paid(rounded(by(the("wage", MONEY), least)), WAGE, N) == ()


def test_parameters_as_divisors_are_looked_at_value_by_value():
    thirty = parameter("month", DAYS, (None, date(2020, 1, 1), 30), (date(2020, 1, 2), None, 31))
    (found,) = paid(by(the("wage", MONEY), param("month", DAYS)), WAGE, thirty)
    assert (found.code, found.facts["step"]) == (
        "R101",
        "RM0.000010…",
    )  # 1/30 and 1/31: 930 is the least common multiple
    nothing = parameter("month", DAYS, (None, None, 0))
    assert codes(paid(rounded(by(the("wage", MONEY), param("month", DAYS))), WAGE, nothing)) == ["R105"]


def test_lists_that_may_be_empty():
    assert codes(paid(rounded(of_list("average")), EMPTY)) == ["R106"]
    assert codes(paid(of_list("lowest"), EMPTY)) == ["R107"]
    some = op("at least", number_of(the("wages", ListType(MONEY))), number(1))
    assert paid(rounded(of_list("average")), EMPTY, condition=some) == ()
    has = core.Each("some", the("wages", ListType(MONEY)), "each", yes(), None, yes().type)
    assert paid(rounded(of_list("average", where=yes())), EMPTY, condition=has) == ()
    assert codes(paid(rounded(of_list("average", where=yes())), WAGES)) == ["R106"]


# ------------------------------------------------------------------------------------------------ limits


def limited(low, high):
    least = op("not below", the("wage", MONEY), low, type=MONEY)
    return op("not above", least, high, type=MONEY)


def test_limits_cross_only_on_a_day_on_which_both_hold():
    least = parameter("least", MONEY, (None, date(2023, 12, 31), 3000), (date(2024, 1, 1), None, 13500))
    good = parameter("most", MONEY, (None, date(2023, 12, 31), 13200), (date(2024, 1, 1), None, 15000))
    late = parameter("most", MONEY, (None, date(2024, 9, 30), 13200), (date(2024, 10, 1), None, 15000))
    amount = limited(param("least", MONEY), param("most", MONEY))
    assert paid(amount, WAGE, least, good) == ()
    (found,) = paid(amount, WAGE, least, late)
    assert found.code == "R110"
    assert (found.facts["day"], found.facts["least_value"], found.facts["greatest_value"]) == (
        "2024-01-01", "RM135.00", "RM132.00",
    )  # fmt: skip


def test_limits_from_facts():
    other = fact("other", MONEY, 5_000, 6_000)
    assert paid(limited(money(5_000), the("other", MONEY)), WAGE, other) == ()
    (found,) = paid(limited(money(5_001), the("other", MONEY)), WAGE, other)
    assert (found.code, found.severity.value, found.facts["greatest_value"]) == ("R109", "error", "RM50.00")


def test_limits_that_hang_together_do_not_cross():
    half = op("times", ratio(Fraction(1, 2)), the("wage", MONEY), type=MONEY)
    assert codes(paid(rounded(limited(half, the("wage", MONEY))), WAGE)) == []
    greater = op("not below", the("other", MONEY), half, type=MONEY)
    assert codes(paid(rounded(limited(half, greater)), WAGE, fact("other", MONEY, 0, 10))) == []


# ------------------------------------------------------------------------------------------------ widths and lengths


def test_the_part_that_is_too_wide_is_named():
    many = fact("many", NUMBER, 0, 10**20)
    square = op("times", the("many", NUMBER), the("many", NUMBER), type=NUMBER)
    (found,) = scales(book(many, rule("r", plus(square, number(1), type=NUMBER), NUMBER)))
    assert found.code == "R111"
    assert scales(book(fact("many", NUMBER, 0, 10**19), rule("r", square, NUMBER))) == ()


def test_dates_take_whole_days():
    half = by(the("leave", DAYS), number(2), DAYS)
    leave = fact("leave", DAYS, 0, 10)
    late = rule("late", op("date plus days", the("on", DATE), half, type=DATE), DATE)
    assert codes(scales(book(leave, fact("on", DATE), late))) == ["R112"]
    down = core.Round(half, "down", days(1), DAYS)
    late = rule("late", op("date plus days", the("on", DATE), down, type=DATE), DATE)
    assert scales(book(leave, fact("on", DATE), late)) == ()


# ------------------------------------------------------------------------------------------------ ranges


def test_ranges_of_rules():
    rate = parameter("rate", MONEY_PER_DAY, (None, date(2020, 1, 1), 3000), (date(2020, 1, 2), None, 15000))
    pay = rule("pay", op("times", param("rate", MONEY_PER_DAY), the("leave", DAYS), type=MONEY), MONEY)
    left = rule("left", op("excess", money(100_000), use("pay", MONEY), type=MONEY), MONEY)
    model = book(rate, fact("leave", DAYS, 4, 10), pay, left, rule("no_number", yes()))
    # from RM30 for 4 days to RM150 for 10 days, in steps of RM30; what is left of RM1,000 never below nothing
    assert ranges(model) == {"pay": Range(12_000, 150_000, 3_000), "left": Range(0, 88_000, 1_000)}


def test_a_rule_with_arguments_is_measured_for_each_call():
    x = core.Variable("x", NUMBER)
    tenth = Rule("f", key="f", type=NUMBER, arguments=(("x", NUMBER),),
                 versions=(RuleVersion(rule("r", yes()).versions[0].interval, by(number(10), x, NUMBER)),))  # fmt: skip
    good = rule("good", use("f", NUMBER, number(5)), NUMBER)
    assert scales(book(tenth, good)) == ()
    assert codes(scales(book(tenth, good, rule("bad", use("f", NUMBER, number(0)), NUMBER)))) == ["R105"]
    assert codes(scales(book(tenth))) == ["R105"]


def test_a_chain_of_ten_thousand_rules():
    chain = [rule(f"r{place}", plus(use(f"r{place + 1}", MONEY), money(1)), MONEY) for place in range(10_000)]
    model = book(*chain, rule("r10000", money(0), MONEY))
    assert ranges(model)["r0"] == Range(10_000, 10_000, 1)


def test_a_circle_is_measured_without_end():
    assert scales(book(rule("a", use("b", NUMBER), NUMBER), rule("b", use("a", NUMBER), NUMBER))) == ()


def test_share_of_percent_parameter():
    share = parameter("share", RATIO, (None, None, Fraction(7, 400)))  # 1.75%
    (found,) = paid(op("times", param("share", RATIO), the("wage", MONEY), type=MONEY), WAGE, share)
    assert found.facts["step"] == "RM0.000175"


# ------------------------------------------------------------------------------------------------ less than nothing


PAY = fact("pay", MONEY, 0, 900_000)
CUT = fact("cut", MONEY, 0, 900_000)


def minus(left, right, type=MONEY):
    return op("minus", left, right, type=type)


def test_a_payment_of_less_than_nothing_shows_how_it_can_be():
    (found,) = paid(minus(the("wage", MONEY), money(10_000)), WAGE)
    assert found.code == "R113"
    assert (found.facts["least"], found.facts["most"]) == ("RM0.00", "RM100.00")
    assert found.facts["nothing"] == "RM0.00"


def test_a_total_that_is_shared_and_the_part_of_a_party_are_not_less_than_nothing_either():
    less = minus(the("wage", MONEY), money(10_000))
    shared = Shares("total", type=MONEY, amount=less, parties=(Party("a", less), Party("b", None)))
    found = scales(book(WAGE, benefit("b", yes(), shared)))
    assert [each.facts["name"] for each in found if each.code == "R113"] == ["b.total", "b.total.a"]


def test_what_cannot_be_less_than_nothing_is_let_pass():
    pay, cut = the("pay", MONEY), the("cut", MONEY)
    part = rounded(op("times", ratio(Fraction(1, 5)), pay, type=MONEY))
    for amount in (
        op("excess", pay, cut, type=MONEY),
        op("not below", minus(pay, cut), money(0), type=MONEY),
        minus(pay, op("lowest", pay, cut, type=MONEY)),
        minus(pay, op("not above", cut, pay, type=MONEY)),
        minus(op("not below", pay, cut, type=MONEY), cut),
        rounded(minus(pay, op("times", ratio(Fraction(1, 5)), pay, type=MONEY))),
        minus(pay, part),  # a part of a whole number of sen, rounded to a sen, is at most the whole
        rows(MONEY, (op("over", cut, pay), money(0)), otherwise=minus(pay, cut)),
        rows(MONEY, (op("at least", pay, cut), minus(pay, cut)), otherwise=money(0)),
    ):
        assert "R113" not in codes(paid(amount, PAY, CUT)), amount


def test_rounding_up_can_take_more_than_there_is():
    pay = the("pay", MONEY)
    ringgit = rounded(op("times", ratio(Fraction(9, 10)), pay, type=MONEY), 100)  # of RM0.60: RM0.54, which is RM1
    assert codes(paid(minus(pay, ringgit), PAY)) == ["R113"]


def test_a_rule_on_the_way_may_be_less_than_nothing():
    saldo = rule("saldo", minus(the("pay", MONEY), the("cut", MONEY)), MONEY)
    kept = op("not below", use("saldo", MONEY), money(0), type=MONEY)
    assert paid(kept, PAY, CUT, saldo) == ()
    (found,) = paid(use("saldo", MONEY), PAY, CUT, saldo)
    assert (found.code, found.facts["most"]) == ("R113", "RM9,000.00")


def test_an_always_line_says_what_cannot_be():
    pay, cut = the("pay", MONEY), the("cut", MONEY)
    line = rulebook.Always("cut_from_pay", condition=op("at most", cut, pay))
    whole = book(PAY, CUT, benefit("b", yes(), pays("total", minus(pay, cut))), always=(line,))
    assert scales(whole) == ()


def test_what_a_payment_is_paid_under_says_what_cannot_be():
    pay, cut = the("pay", MONEY), the("cut", MONEY)
    assert paid(minus(pay, cut), PAY, CUT, when=op("over", pay, cut)) == ()


def test_each_of_a_list_takes_no_more_than_is_there_for_each():
    each = of_list("sum")
    most = op("times", money(900_000), number_of(the("wages", ListType(MONEY))), type=MONEY)
    less = op("times", money(899_999), number_of(the("wages", ListType(MONEY))), type=MONEY)
    assert paid(minus(most, each), WAGES) == ()
    assert codes(paid(minus(less, each), WAGES)) == ["R113"]
