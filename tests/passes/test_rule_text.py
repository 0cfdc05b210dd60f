"""The passes on rule text, as an officer meets them."""

from fractions import Fraction

import pytest

from policy_engine.checking.scales.ranges import Range
from policy_engine.checking.scales.scales import ranges
from policy_engine.model.walk import closure
from tests.passes.test_examples import read

HEAD = """rulebook towns
  title en "Towns"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
list kin
  title en "kin"  ms "waris"
  spouse en "spouse" ms "pasangan"
  child en "child" ms "anak"
  parent en "parent" ms "ibu bapa"
  group close : spouse, child
entity stay
  title en "stay"  ms "penginapan"
  fact nights : count from 1 to 9
    title en "nights"  ms "malam"
  fact began : date
    title en "beginning"  ms "mula"
  fact bills : list of money, 0 to 3, each from RM1 to RM5
    title en "bills"  ms "bil"
fact stays : list of stay, 0 to 4
  title en "stays"  ms "penginapan"
fact heir : one of kin
  title en "heir"  ms "waris"
fact wage : money from RM0 to RM100
  title en "wage"  ms "gaji"
fact loss : percent from 0% to 100%
  title en "loss"  ms "kehilangan"
fact born : birth date
  title en "birth"  ms "lahir"
fact hurt : date
  title en "injury"  ms "kecederaan"
fact died : date or never
  title en "death"  ms "kematian"
fact seen : moment
  title en "seen"  ms "dilihat"
fact told : moment or never
  title en "told"  ms "diberitahu"
fact since : calendar month
  title en "since"  ms "sejak"
fact paid : calendar months, 0 to 700
  title en "paid months"  ms "bulan caruman"
fact valid : periods
  title en "valid"  ms "sah"
fact place : text
  title en "place"  ms "tempat"
fact fishing : yes or no
  title en "fishing"  ms "memancing"
parameter part by kin : fraction
  title en "part"  ms "bahagian"
  from 2020-01-01
    spouse : 3/5
    child : 2/5
    parent : 1/10
parameter factor by band of years : number
  title en "factor"  ms "faktor"
  from 2020-01-01
    below 20 years : 90
    at least 20 years : 60
parameter begun : date
  title en "beginning"  ms "mula"
  from 2020-01-01 to 2020-12-31 is 2019-06-01
  from 2021-01-01 is 2021-06-01
parameter hole : money
  title en "hole"  ms "lompang"
  from 2020-01-01 is missing_amount
gap missing_amount : money
  title en "missing"  ms "tiada"
  ask en "Which?" ms "Yang mana?"
scale levy : money on money
  title en "levy"  ms "levi"
  from 2020-01-01
    3% from RM0
    10% from RM50
reading four
  title en "four?"  ms "empat?"
  first en "first" ms "pertama" chosen because "so"
  second en "second" ms "kedua"
"""


def said(text):
    checked = read(HEAD + text)
    found = [each for each in checked.diagnostics if each.code[0] in "XRG" or each.code == "A301"]
    assert all(each.code[0] in "XRGA" or each.severity.value == "warning" for each in checked.diagnostics)
    return [(each.code, each.severity.value, each.facts.get("case", "")) for each in found]


def of(type, meaning):
    model = read(f"{HEAD}rule r : {type}\n  is {meaning}\n").model
    assert model is not None
    return ranges(model)["r"]


def rows(*lines):
    return said("rule r : money\n  is\n" + "".join(f"    {line}\n" for line in lines))


# ------------------------------------------------------------------------------------------------ ranges


@pytest.mark.parametrize(
    ("type", "meaning", "low", "high", "step"),
    [
        # up to RM50 3% is RM1.50, the other RM50 at 10% RM5.00; a sen of it 3/100 or 10/100
        ("money", "levy of wage", 0, 650, Fraction(1, 100)),
        ("fraction", "part of heir", Fraction(1, 10), Fraction(3, 5), Fraction(1, 10)),
        ("number", "factor of (age of born)", 60, 90, 30),
        ("money", "hole", 0, 10**12, 1),
        ("percent", "loss", 0, 1, Fraction(1, 100)),
        ("months", "number of (paid within the 40 months before month of hurt)", 0, 40, 1),
        ("months", "number of (paid within year of hurt)", 0, 12, 1),
        ("months", "number of paid", 0, 700, 1),
        ("days", "number of valid", 0, 109_573, 1),
        ("days", "days from hurt to (hurt plus 3 days)", 1, 109_573, 1),
        ("years", "age of born", 0, 3_600, 12),
        ("count", "number of stays", 0, 4, 1),
        ("count", "number of stays where (nights of stay over 2)", 0, 4, 1),
        ("count", "sum of nights of s for each s in stays", 0, 36, 1),
        ("money", "sum of (sum of bills of s) for each s in stays", 0, 4 * 1_500, 1),
        ("money", "lowest of (wage, RM20)", 0, 2_000, 1),
        ("money", "highest of (wage, RM20)", 2_000, 10_000, 1),
        ("money", "sum of (wage, RM20, RM30)", 5_000, 15_000, 1),
        ("money", "wage as at hurt", 0, 10_000, 1),
        ("money", "missing_amount", 0, 10**12, 1),
        ("money per year", "RM12 per year", 100, 100, 100),
    ],
)
def test_ranges_in_base_units(type, meaning, low, high, step):
    assert of(type, meaning) == Range(low, high, step)


def test_a_rate_of_a_choice_of_figures_is_known():
    text = (
        "rule third : number\n  is\n    3 when fishing\n    otherwise 4\nrule r : money\n  is wage divided by third\n"
    )
    model = read(HEAD + text).model
    assert ranges(model)["r"] == Range(0, Fraction(10_000, 3), Fraction(1, 12))  # thirds and quarters are twelfths


def test_a_reading_has_the_range_of_its_branches():
    text = "rule r : money\n  by reading four\n    first : wage\n    second : RM200\n"
    assert ranges(read(HEAD + text).model)["r"] == Range(0, 20_000, 1)


def test_a_rule_of_a_member_is_measured():
    text = "rule r of stay : money\n  is RM2 times nights of stay\n"
    assert ranges(read(HEAD + text).model)["r"] == Range(200, 1_800, 200)


@pytest.mark.parametrize(
    ("type", "meaning", "code"),
    [
        ("money", "highest of (average of bills of s) for each s in stays", ["R107", "R106"]),
        ("count", "nights of (the s in stays with lowest nights of s)", ["R107"]),
        ("money", "wage divided by number of stays", ["R105"]),
        ("money", "wage divided by (part of heir)", []),
        ("number", "wage divided by hole", ["R105"]),
    ],
)
def test_zero_and_nothing(type, meaning, code):
    assert sorted(each[0] for each in said(f"rule r : {type}\n  is {meaning}\n") if each[0] != "R108") == sorted(code)


# ------------------------------------------------------------------------------------------------ amounts


def test_draws_pay_whole_amounts():
    text = """benefit rest
  title en "Rest"  ms "Baki"
  as at hurt
  payable when fishing
  draws total : money
    title en "total"  ms "jumlah"
    of {}
    among stays in order of began of stay
    each {}
"""
    assert [each[0] for each in said(text.format("RM500", "RM2 times nights of stay"))] == []
    found = [each[0] for each in said(text.format("1/3 of wage", "1/7 of (RM1 times nights of stay)"))]
    assert found == ["R101", "R101"]


# ------------------------------------------------------------------------------------------------ choices


def test_a_calendar_month():
    lines = ("RM1 when since before 2024-03", "RM2 when since after 2024-03")
    assert rows(*lines) == [("G201", "error", "since is 2024-03")]
    assert rows(*lines, "RM3 when since is 2024-03") == []


def test_the_year_of_a_date():
    found = rows("RM1 when year of hurt is 2024", "RM2 when hurt before 2024-01-01")
    assert found[0][:2] == ("G201", "warning")  # a year and a date of one fact hang together


def test_moments_have_an_order_and_may_be_never():
    found = rows("RM1 when told before seen", "RM2 when told after seen")
    assert found == [("G201", "warning", "told is seen")]
    assert rows("RM1 when told before seen", "RM2 when seen on or before told") == []
    both = rows("RM1 when told on or before seen", "RM2 when told is seen", "RM3 when told after seen")
    assert both == [("G202", "warning", "told is seen")]
    assert rows("RM1 when told is never", "RM2 when told is not never") == []


def test_a_text_is_one_of_those_named_or_another():
    assert rows('RM1 when place is "river"', 'RM2 when place is "sea"') == [("G201", "error", "place is ...")]
    assert rows('RM1 when place is "river"', 'RM2 when place is not "river"') == []


def test_groups_of_a_list():
    assert rows("RM1 when heir in close", "RM2 when heir is parent") == []
    found = rows("RM1 when heir in close", "RM2 when heir is child", "RM3 when heir is parent")
    assert found == [("G202", "error", "heir is child")]


def test_a_reading_is_proved_under_each_option():
    text = "rule long\n  by reading four\n    first : wage at least RM4\n    second : wage at least RM6\n"
    lines = "rule r : money\n  is\n    RM1 when long\n    RM2 when wage below RM{}\n"
    assert said(text + lines.format(4))[0] == ("G201", "warning", "four is second, wage is RM4.00")
    assert [each[0] for each in said(text + lines.format(6))] == ["G202"]


def test_dates_with_dated_parameters():
    assert rows("RM1 when hurt before begun", "RM2 when hurt on or after begun") == []
    found = rows("RM1 when hurt before begun", "RM2 when hurt on or after 2021-06-01")
    assert [each[:2] for each in found] == [("G201", "error")]
    assert "the day is 2020" in found[0][2]


def test_a_value_by_a_key_of_a_list():
    assert rows("RM1 when (part of child) over 1/5", "RM2 when (part of child) at most 1/5") == [
        ("G203", "warning", "")
    ]


def test_a_part_of_another_part():
    assert rows("RM1 when died is never", "RM2 when died on or before hurt", "RM3 when died after hurt")[0][0] == "G202"
    assert rows(
        "RM1 when died is never", "RM2 when died on or before hurt", "RM3 when died after hurt and died is not never"
    ) == []  # fmt: skip


def test_months_after_a_date():
    found = rows("RM1 when died before hurt plus 12 months", "RM2 when died after hurt plus 12 months")
    assert [each[:2] for each in found] == [("G201", "warning")]
    assert rows("RM1 when died before hurt plus 12 months", "RM2 when died on or after hurt plus 12 months") == []


def test_yes_and_no_compared():
    assert rows("RM1 when fishing is (wage over RM5)", "RM2 when fishing is not (wage over RM5)") == []
    assert rows("RM1 when fishing is yes", "RM2 when fishing is no") == []


def test_quantifiers_are_each_others_contrary():
    some = "some s in stays has (nights of s over 2)"
    assert rows(f"RM1 when {some}", "RM2 when no s in stays has (nights of s over 2)") == []
    assert rows(f"RM1 when {some}")[0][:2] == ("G201", "warning")


def test_a_choice_inside_a_look_over_a_list():
    text = (
        "rule r : money\n  is sum of (fee of s) for each s in stays\nrule fee of stay : money\n  is\n    {}\n    {}\n"
    )
    good = text.format("RM1 when nights of stay below 5", "RM2 when nights of stay at least 5")
    assert said(good) == []
    bad = text.format("RM1 when nights of stay below 5", "RM2 when nights of stay over 5")
    assert said(bad) == [("G201", "error", "nights of stay is 5")]


def test_a_choice_asked_for_another_day():
    rows_of_fee = "    RM1 when hurt before begun\n    RM2 when hurt on or after begun\n"
    text = f"rule r : money\n  is fee as at hurt\nrule fee : money\n  as at hurt\n  is\n{rows_of_fee}"
    assert said(text) == []


def test_bands_and_tables():
    assert said("rule r : money\n  by wage\n    up to RM10 : RM1\n    below RM20 : RM2\n    otherwise : RM3\n") == []
    assert said("rule r : money\n  by wage\n    up to RM10 : RM1\n    below RM20 : RM2\n") == [
        ("G201", "error", "wage is RM20.00")
    ]
    table = (
        "rule r : money\n  table\n    | fishing | loss | is |\n    | yes | any | RM5 |\n    | no | below 20% | RM0 |\n"
    )
    assert said(table + "    | no | at least 20% | RM3 |\n") == []
    assert said(table + "    | no | over 20% | RM3 |\n") == [("G201", "error", "fishing is no, loss is 20%")]


# ------------------------------------------------------------------------------------------------ what is reached


def test_a_benefit_reaches_everything_in_it():
    text = """benefit rest
  title en "Rest"  ms "Baki"
  as at died
  payable when fishing
  pays pension : money per month
    title en "pension"  ms "pencen"
    is RM10 per month
    from hurt plus 1 days
    until died
    while loss over 5%
  needs
    form en "form" ms "borang" when heir is child
"""
    model = read(HEAD + text).model
    assert closure(model, model.benefits["rest"]).facts == ("died", "fishing", "hurt", "loss", "heir")


# ------------------------------------------------------------------------------------------------ shares and limits


def test_limits_by_the_same_key_do_not_cross_for_any_value_of_it():
    most = 'parameter most by kin : fraction\n  title en "most"  ms "had"\n  from 2020-01-01\n'
    values = "    spouse : 4/5\n    child : {}\n    parent : 1/5\n"
    text = "rule r : fraction\n  is 1/2\n     not below (part of heir)\n     not above (most of heir)\n"
    assert said(most + values.format("2/5") + text) == []
    assert [each[:2] for each in said(most + values.format("1/5") + text)] == [("R110", "error")]


SHARES = """benefit rest  cites act A-1
  title en "Rest"  ms "Baki"
  as at hurt
  payable when fishing
  shares total : money
    title en "total"  ms "jumlah"
    of 1/3 of wage                        {}
    among stays in proportion to nights of stay
    split to RM0.01, largest remainder    cites act A-2
"""


def test_shares_are_split_whatever_the_amount_is():
    assert said(SHARES.replace("  cites act A-1", "").replace("cites act A-2", "").format("")) == []


def test_the_lines_of_shares_count_for_the_ledger():
    source = 'source act "Act" in en, attests 2020-01-01 to 2030-12-31\n  item A-1 en "a"\n  item A-2 en "b"\n'
    cited = HEAD.replace("from 2020-01-01\n", "from 2020-01-01  cites act A-1\n")
    found = {each.code for each in read(cited + source + SHARES.format("")).diagnostics}
    assert "A302" not in found


def test_a_number_off_its_cuts_and_two_days_apart():
    close = "days from hurt until (hurt plus 3 days) below 4 days"
    assert rows(f"RM1 when {close}", "RM2 when not (days from hurt until (hurt plus 3 days) below 4 days)") == []
    assert rows("RM1 when hurt plus 2 days before hurt", "RM2 when hurt on or before (hurt plus 2 days)") == [
        ("G203", "warning", "")
    ]
    assert rows("RM1 when 2024-01-01 after hurt", "RM2 when 2024-01-01 on or before hurt") == []
    assert rows("RM1 when RM5 over wage", "RM2 when wage at least RM5") == []


GUARDED = """rule counts of stay
  title en "counts"  ms "dikira"
  is nights of stay over 1
rule counted : count
  title en "counted"  ms "bilangan"
  is number of stays where (counts of stay)
rule any_counted
  title en "some count"  ms "ada yang dikira"
  is {guard}
rule typical : count
  title en "typical"  ms "biasa"
  is
    (average of nights of one for each one in stays where (counts of one) rounded down to 1) when {when}
    otherwise 0
"""


@pytest.mark.parametrize(
    ("guard", "when", "codes"),
    [
        ("counted over 0", "any_counted", []),
        ("counted over 0", "counted at least 1", []),
        ("some s in stays has (counts of s)", "any_counted", []),
        ("number of stays over 0", "any_counted", ["R106"]),
        ("some s in stays has (nights of s over 1)", "any_counted", ["R106"]),
    ],
)
def test_a_guard_may_be_a_rule_of_its_own(guard: str, when: str, codes: list[str]) -> None:
    checked = read(HEAD + GUARDED.format(guard=guard, when=when))

    assert [each.code for each in checked.diagnostics if each.code == "R106"] == codes
