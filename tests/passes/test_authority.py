"""What stands by no right, what the ledger forgets, and what nothing uses."""

import pytest

from policy_engine.checking.authority.authority import authority
from tests.passes.books import benefit, book, rule, yes
from tests.passes.test_examples import read

HEAD = """rulebook towns
  title en "Towns"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
"""
ACT = """source act "The Act" in en, attests 2024-01-01 to 2024-12-31
  item A-1 en "the rule"
"""
FACTS = """fact wage : money from RM0 to RM9,000
  title en "wage"  ms "gaji"
fact fishing : yes or no
  title en "fishing"  ms "memancing"
assumption so
  title en "so"  ms "begitu"
"""
CITED = "rule cited : money  cites act A-1\n  is RM1\n"

GRANT = """benefit grant  cites act A-1
  title en "Grant"  ms "Geran"
  as at 2024-01-01
  payable when fishing and wage over RM1
"""


def said(text, code="A301", head=HEAD + ACT + FACTS):
    found = read(head + text).diagnostics
    return [each.facts["part" if code == "A301" else "name"] for each in found if each.code == code]


# ------------------------------------------------------------------------------------------------ by what right


def test_a_book_without_sources_needs_no_citation():
    assert said("rule half : money\n  is 1/2 of wage\n", head=HEAD + FACTS) == []


def test_a_citation_or_an_assumption_on_the_rule_or_on_the_line():
    assert said("rule half : money  cites act A-1\n  is 1/2 of wage\n") == []
    assert said("rule half : money  assumes so\n  is 1/2 of wage\n" + CITED) == []
    assert said("rule half : money\n  is 1/2 of wage  cites act A-1\n") == []
    assert said("rule half : money\n  is 1/2 of wage\n" + CITED) == ["1/2 of wage"]


def test_an_assumption_about_rounding_stands_behind_the_rounding_alone():
    rounded = "rule half : money\n  is 1/2 of wage{}\n     rounded half up to RM0.01  {}\n" + CITED
    assert said(rounded.format("", "assumes so")) == ["1/2 of wage"]
    assert said(rounded.format("  cites act A-1", "assumes so")) == []
    assert said(rounded.format("", "cites act A-1")) == []


def test_every_limb_stands_by_itself_or_by_the_whole():
    limbs = "rule fit{}\n  all of{}\n    i.   fishing{}\n    ii.  wage over RM5\n"
    assert said(limbs.format("", "", "  cites act A-1")) == ["wage over RM5"]
    assert said(limbs.format("", "  cites act A-1", "")) == []
    assert said(limbs.format("  cites act A-1", "", "")) == []


def test_every_row_stands_by_itself_or_by_the_whole():
    made = "rule size : money\n  is\n    RM1 when fishing  cites act A-1\n    otherwise RM2{}\n"
    assert said(made.format("")) == ["RM2"]
    assert said(made.format("  cites act A-1")) == []


def test_a_branch_stands_by_its_reading():
    made = """reading four{}
  title en "four?"  ms "empat?"
  first en "first" ms "pertama" chosen because "so"
  second en "second" ms "kedua"
rule fit
  by reading four
    first : fishing
    second : not fishing
"""
    assert said(made.format("  cites act A-1")) == []
    assert said(made.format("") + CITED) == ["fishing", "not fishing"]


def test_every_value_of_a_parameter_stands():
    made = 'parameter least : money\n  title en "least"  ms "minimum"\n  from 2024-01-01 is RM1{}\n'
    assert said(made.format("  cites act A-1")) == []
    assert said(made.format("") + CITED) == ["RM1"]
    keyed = """list kin
  title en "kin"  ms "waris"
  child en "child" ms "anak"
  parent en "parent" ms "ibu bapa"
parameter part by kin : fraction{}
  title en "part"  ms "bahagian"
  from 2024-01-01
    child : 1/2  cites act A-1
    parent : 1/3
"""
    assert said(keyed.format("")) == ["1/3"]
    assert said(keyed.format("  cites act A-1")) == []


def test_what_only_names_something_cited_stands_by_that():
    limbs = "rule fit\n  all of\n    i.   fisher\n    ii.  not fisher\nrule fisher  cites act A-1\n  is fishing\n"
    assert said(limbs) == []
    gap = 'gap late : yes or no{}\n  title en "late"  ms "lewat"\n  ask en "Late?" ms "Lewat?"\nrule fit\n  is late\n'
    assert said(gap.format("  cites act A-1")) == []
    assert said(gap.format("") + CITED) == ["late"]


def test_a_helper_stands_by_its_users_if_all_of_them_stand():
    helper = "rule half : money\n  is 1/2 of wage\nrule one : money  cites act A-1\n  is half plus RM1\n"
    assert said(helper) == []
    assert said(helper + "rule two : money\n  is half plus RM2\n") == ["1/2 of wage", "half plus RM2"]
    assert (
        said(helper + "rule two : money\n  is half plus RM2\nrule three : money  cites act A-1\n  is two plus RM1\n")
        == []
    )


def test_amounts_of_a_benefit():
    made = """benefit grant{}
  title en "Grant"  ms "Geran"
  as at 2024-01-01
  payable when all of
    i.  fishing  cites act A-1
    ii. wage over RM1
  pays total : money
    title en "total"  ms "jumlah"
    is RM5
  shares rest : money
    title en "rest"  ms "baki"
    of RM9  cites act A-1
    parties
      town_hall RM4
      board the rest
"""
    assert said(made.format("")) == ["wage over RM1", "RM5", "RM4"]
    assert said(made.format("  cites act A-1")) == []


def test_a_payment_stands_by_itself():
    made = GRANT.replace("  cites act A-1", "").replace("over RM1", "over RM1  cites act A-1")
    made += '  pays total : money{}\n    title en "total"  ms "jumlah"\n    is RM5\n'
    assert said(made.format("  cites act A-1")) == []
    assert said(made.format("")) == ["RM5"]


DIVIDED = """list kin
  title en "kin"  ms "waris"
  child en "child" ms "anak"
  parent en "parent" ms "ibu bapa"
entity person
  title en "person"  ms "orang"
  fact relation : one of kin
    title en "relation"  ms "hubungan"
  fact age_given : years from 0 to 120
    title en "age"  ms "umur"
fact people : list of person, 0 to 9
  title en "people"  ms "orang"
benefit grant
  title en "Grant"  ms "Geran"
  as at 2024-01-01
  payable when fishing  cites act A-1
"""


def test_every_class_of_a_division_stands_by_itself_or_by_its_tier():
    made = (
        DIVIDED
        + """  shares rest : money
    title en "rest"  ms "baki"
    of RM9  cites act A-1
    among people by relation
    tiers fixed on 2024-01-01  assumes so
    first{}
      child 1/2 equally
      parent 1/4 equally{}
    unfilled lapses
    split to RM0.01, odd units unpaid
    rest unpaid
"""
    )
    assert said(made.format("", "")) == ["1/2", "1/4"]
    assert said(made.format("", "  cites act A-1")) == ["1/2"]
    assert said(made.format("  cites act A-1", "")) == []


def test_what_each_member_draws_stands_too():
    made = (
        DIVIDED
        + """  draws spent : money
    title en "spent"  ms "dibelanjakan"
    of RM9  cites act A-1
    among people in order of age_given of person
    each RM1{}
"""
    )
    assert said(made.format("")) == ["RM1"]
    assert said(made.format("  cites act A-1")) == []


def test_what_must_always_hold_stands_too():
    made = 'always fit{}\n  title en "fit"  ms "sesuai"\n  that fishing\n'
    assert said(made.format("  cites act A-1")) == []
    assert said(made.format("") + CITED) == ["fishing"]


# ------------------------------------------------------------------------------------------------ the ledger


def ledger(status, rules):
    source = ACT + f'  item A-2 en "hours"{status}\n'
    return [each.code for each in read(HEAD + source + FACTS + rules).diagnostics]


def test_every_item_is_cited_or_says_why_not():
    two = "rule other : money  cites act A-2\n  is RM1\n"
    assert ledger("", CITED) == ["A302"]
    assert ledger("", CITED + two) == []
    assert ledger(' not a rule because "contact data"', CITED) == []
    assert ledger(' no effect because "repealed"', CITED + two) == ["A303"]
    assert ledger(" summary of A-1", CITED + two) == []
    assert ledger(" summary of A-1", CITED) == []


def test_a_book_that_has_no_rules_yet_has_forgotten_nothing():
    assert ledger("", "") == []


@pytest.mark.parametrize(
    "line",
    [
        GRANT + '  note en "n" ms "n"  cites act A-2\n',
        'list kin\n  title en "kin"  ms "waris"\n  child en "child" ms "anak"  cites act A-2\n',
        'parameter least : money\n  title en "least"  ms "minimum"\n  from 2024-01-01 is RM1  cites act A-1\n'
        "  reviewed through 2025-01-01  cites act A-2\n",
    ],
)
def test_lines_that_compute_nothing_count_for_the_ledger(line):
    assert "A302" not in ledger("", CITED + line)


# ------------------------------------------------------------------------------------------------ what is not used


def test_nothing_is_unused_in_a_book_without_benefits():
    assert said("rule alone : money  cites act A-1\n  is RM1\n", "A304") == []


def test_every_kind_of_declaration_can_be_unused():
    unused = """list kin
  title en "kin"  ms "waris"
  child en "child" ms "anak"
body board
  title en "board"  ms "lembaga"
unit kilometre
  title en "kilometre"  ms "kilometer"
entity stay
  title en "stay"  ms "penginapan"
  fact nights : count from 0 to 9
    title en "nights"  ms "malam"
fact alone : yes or no
  title en "alone"  ms "sendiri"
parameter least : money
  title en "least"  ms "minimum"
  from 2024-01-01 is RM1  cites act A-1
scale levy : money on money  cites act A-1
  title en "levy"  ms "levi"
  from 2024-01-01
    3% from RM0
gap hole : number  cites act A-1
  title en "hole"  ms "lompang"
  ask en "Which?" ms "Yang mana?"
discretion late of office town_office  cites act A-1
  title en "late"  ms "lewat"
body town_office
  title en "office"  ms "pejabat"
reading four  cites act A-1
  title en "four?"  ms "empat?"
  first en "first" ms "pertama" chosen because "so"
  second en "second" ms "kedua"
rule helper  cites act A-1
  is fishing
"""
    assert sorted(said(GRANT + unused, "A304")) == [
        "alone", "board", "four", "helper", "hole", "kilometre", "kin", "late", "least", "levy", "nights", "so", "stay",
    ]  # fmt: skip


def test_a_use_anywhere_is_a_use():
    used = """body board
  title en "board"  ms "lembaga"
finding loss by board : percent from 0% to 100%
  title en "loss"  ms "kehilangan"
rule helper  cites act A-1  assumes so
  is loss over 5%
"""
    assert said(GRANT.replace("fishing and", "fishing and helper and") + used, "A304") == []


def test_a_book_made_by_hand_is_judged_too():
    assert authority(book(rule("alone", yes()), benefit("b", yes())))[0].code == "A304"
