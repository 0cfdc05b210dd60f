"""Cases held against rules: every kind of expectation, met and not met, and every case that is no test.

The book: a payment of 80% of the wage, not below RM30.00, for each day of leave; shares of a fixed RM100.00 among
members, three fifths to spouses and two fifths to children.
"""

from pathlib import Path

import pytest

from policy_engine.casebook.check_cases import check_cases
from policy_engine.casebook.run import CaseResult, run_case
from policy_engine.files.load import load
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.report import report
from tests.doors.books import BOOK

MORE = """\
list relation_kind
  title en "relation"  ms "hubungan"
  spouse en "spouse"  ms "suami atau isteri"
  child en "child"  ms "anak"
entity dependant
  title en "dependant"  ms "orang tanggungan"
  fact relation : one of relation_kind
    title en "relation"  ms "hubungan"
  fact born : birth date
    title en "date of birth"  ms "tarikh lahir"
fact dependants : list of dependant, 0 to 10
  title en "dependants"  ms "orang tanggungan"
body medical_board
  title en "Medical Board"  ms "Jemaah Doktor"
finding loss by medical_board : percent from 0% to 100% in steps of 0.5%
  title en "assessed loss"  ms "taksiran kehilangan"
fact stays : periods
  title en "stays in hospital"  ms "tempoh di hospital"
fact paid_months : calendar months, 0 to 100
  title en "months with a contribution"  ms "bulan caruman"
rule days_in_hospital : days  cites leaflet L-1
  title en "days in hospital"  ms "hari di hospital"
  is number of stays
rule months_paid : months  cites leaflet L-1
  title en "months paid"  ms "bulan dibayar"
  is number of paid_months
gap earlier_months : yes or no  cites leaflet L-1
  title en "earlier months count"  ms "bulan terdahulu dikira"
  ask en "Do earlier months count?"  ms "Adakah bulan terdahulu dikira?"
benefit loss_benefit  cites leaflet L-1
  title en "Loss benefit"  ms "Faedah kehilangan"
  as at injured_on
  applies when any of
    a. leave at least 1 days
    b. earlier_months
  payable when loss over 0%
  unless loss is 100%
benefit survivors  cites leaflet L-1
  title en "Survivors' benefit"  ms "Faedah penakat"
  as at injured_on
  payable when leave at least 0 days
  shares pension : money per month
    title en "pension"  ms "pencen"
    of RM100.00 per month
    among dependants by relation
    tiers fixed on injured_on
    first
      spouse 3/5 equally
      child 2/5 equally
    divided again when a share ends
    unfilled lapses
    split to RM0.01 per month, odd units to earliest born of dependant
    rest unpaid
    from injured_on
benefit schooling for each child_asked in dependants  cites leaflet L-1
  title en "Schooling"  ms "Persekolahan"
  as at injured_on
  payable when relation of child_asked is child
benefit topping_up  cites leaflet L-1
  title en "Topping up"  ms "Tambahan"
  as at injured_on
  payable when river_benefit paid on injured_on
  needs
    form_1 en "Form 1"  ms "Borang 1"
"""
BASE = """\
case base
  for river_benefit
  origin "a base for others"
  given
    leave is 10 days
    wage is RM100
    injured_on is 2024-03-04
    loss is 5% by medical_board on 2024-05-01
    dependants
      ana
        relation is spouse
        born is 1980-01-01
      ben
        relation is child
        born is 2010-01-01
      cid
        relation is child
        born is 2012-01-01
  expect payable
"""


def results(folder: Path, cases: str) -> dict[str, CaseResult]:
    (folder / "book.policy").write_text(BOOK + MORE + BASE + cases, encoding="utf-8")
    loaded = load([folder])
    assert loaded.model is not None, "\n".join(report(each, "en") for each in loaded.diagnostics)
    return {case.name.text: run_case(loaded.model, loaded.cases, case) for case in loaded.cases}


def result(folder: Path, case: str) -> CaseResult:
    """How the one case goes; `case` begins behind its name."""
    return results(folder, f"case one {case}")["one"]


def checked(folder: Path, case: str) -> tuple[Diagnostic, ...]:
    """What is wrong with the one case before it is run."""
    (folder / "book.policy").write_text(f"{BOOK}{MORE}{BASE}case one {case}", encoding="utf-8")
    loaded = load([folder])
    assert loaded.model is not None, "\n".join(report(each, "en") for each in loaded.diagnostics)
    return check_cases(loaded.model, loaded.cases)


def found(ran: CaseResult) -> list[tuple[str, str, str]]:
    """What is not so; a case that could not be run shows why."""
    shown = "\n".join(report(each, "en") for each in ran.diagnostics)
    assert not ran.diagnostics, shown
    return [(each.about, each.expected, each.found) for each in ran.mismatches]


def like_base(question: str, *lines: str, given: str = "") -> str:
    changes = f"  given\n    {given}\n" if given else ""
    return f'like base\n  for {question}\n  origin "by hand"\n{changes}  expect ' + "\n    ".join(lines) + "\n"


@pytest.mark.parametrize(
    "case",
    [
        # 80% of RM100.00 is RM80.00 a day; ten days are RM800.00
        like_base("river_benefit", "payable", "total is RM800.00", "limb i is yes", "limb ii is yes"),
        # 80% of RM37.40 is RM29.92, not below RM30.00: RM300.00
        like_base("river_benefit", "payable", "total is RM300.00", given="wage is RM37.40"),
        like_base("river_benefit", "not payable", "limb i is no", "limb payable.i is no", given="leave is 3 days"),
        like_base("river_benefit", "undetermined", "missing leave", "limb i is undetermined", given="leave is missing"),
        like_base("river_benefit", "payable", "total is undetermined", given="wage is missing"),
        like_base("river_benefit", "payable", "total is RM1,120.00", given="leave is 2 weeks"),
        like_base("loss_benefit", "payable", "limb a is yes", "limb unless is no", "limb payable is yes"),
        like_base("loss_benefit", "not payable", "limb unless is yes", given="loss is 100% by medical_board"),
        like_base("loss_benefit", "undetermined", "missing loss", given="loss is missing"),
        like_base("loss_benefit", "referred", "open earlier_months", "limb b is referred", given="leave is 0 days"),
        like_base("loss_benefit", "payable", given="leave is 0 days\n    earlier_months is yes"),
        like_base(
            "loss_benefit", "not payable", "limb applies is no", given="leave is 0 days\n    earlier_months is no"
        ),
        # 3/5 of RM100.00 to ana; 2/5, RM40.00, to ben and cid
        like_base(
            "survivors", "payable", "pension is RM100.00", "pension of ana is RM60.00", "pension of ben is RM20.00",
            "pension of cid is RM20.00 per month",
        ),
        # of a list given again, the members named are its members, and keep what is not given again
        like_base(
            "survivors", "payable", "pension of cid is RM40.00",
            given="dependants\n      cid\n        born is 2011-01-01",
        ),
        like_base("survivors", "payable", given="dependants is nothing"),
        # of a partial list nobody who shares is known, and so neither is what is left
        like_base("survivors", "payable", "pension is undetermined", "missing dependants", given="dependants partial"),
        # somebody else may share in the class of children
        like_base(
            "survivors", "payable", "pension of ben is undetermined",
            given="dependants partial\n      ben\n        born is 2010-01-01",
        ),
        # an award must have begun, and be paid at least to the eve of 4 March
        like_base("topping_up", "undetermined", "missing river_benefit"),
        like_base("topping_up", "payable", given="river_benefit is 2024-01-01 to never"),
        like_base("topping_up", "payable", given="river_benefit is 2024-01-01 to 2024-03-03"),
        like_base("topping_up", "not payable", given="river_benefit is 2024-01-01 to 2024-03-02"),
        like_base("topping_up", "not payable", given="river_benefit is 2024-03-05 to never"),
        like_base("topping_up", "not payable", given="river_benefit is nothing"),
        like_base("topping_up", "payable", given="river_benefit is 2024-03-04\n    documents is form_1"),
        like_base("topping_up", "an error", "code F502", given="documents is form_2, form_1"),
        like_base("river_benefit", "an error", "code F101", given="laeve is 3 days"),
        like_base("loss_benefit", "an error", "code F322", given="loss is 5% by medical_bord"),
        like_base("river_benefit", "an error", given="leave is 3 days, 4 days"),
        like_base("schooling of ben", "payable"),
        like_base("schooling of ana", "not payable"),
        # 1 to 5 January and 6 to 10 January: ten days
        like_base(
            "days_in_hospital", "value", "is 10 days",
            given="stays is 2024-01-01 to 2024-01-05, 2024-01-06 to 2024-01-10",
        ),
        like_base("days_in_hospital", "value", "is 1 days", given="stays is 2024-01-01 to 2024-01-01"),
        like_base("days_in_hospital", "value", "is 0 days", given="stays is nothing"),
        # January to March, and May: four months
        like_base("months_paid", "value", "is 4 months", given="paid_months is 2024-01 to 2024-03, 2024-05"),
        like_base("river_benefit", "an error", "code F203", given="leave is 1,001 days"),
    ],
)  # fmt: skip
def test_a_case_that_is_so_passes(tmp_path: Path, case: str) -> None:
    ran = result(tmp_path, case)

    assert found(ran) == []
    assert ran.passed
    assert checked(tmp_path, case) == ()


@pytest.mark.parametrize(
    ("case", "not_so"),
    [
        (like_base("river_benefit", "not payable"), ("outcome", "not payable", "payable")),
        (like_base("river_benefit", "an error"), ("outcome", "an error", "payable")),
        (like_base("river_benefit", "payable", "total is RM800.01"), ("total", "RM800.01", "RM800.00")),
        (like_base("river_benefit", "payable", "total is referred"), ("total", "referred", "RM800.00")),
        (like_base("river_benefit", "payable", "limb ii is no"), ("limb ii", "no", "yes")),
        (like_base("river_benefit", "payable", "missing leave"), ("missing", "leave", "nothing")),
        (like_base("loss_benefit", "payable", "open earlier_months"), ("open", "earlier_months", "nothing")),
        (
            like_base("survivors", "payable", "pension of ana is RM40.00"),
            ("pension of ana", "RM40.00", "RM60.00 per month"),
        ),
        (
            like_base("days_in_hospital", "value", "is 3 days", given="stays is 2024-01-01 to 2024-01-02"),
            ("value", "3 days", "2 days"),
        ),
        (like_base("months_paid", "value", "is 1 months", given="paid_months is missing"), None),
        (
            like_base("river_benefit", "an error", "code F999", given="leave is 1,001 days"),
            ("code", "F999", 'F203 "leave"'),
        ),
        (
            like_base("loss_benefit", "undetermined", "missing leave, loss", given="loss is missing"),
            ("missing", "leave, loss", "loss"),
        ),
    ],
)
def test_a_case_that_is_not_so_shows_both_sides(tmp_path: Path, case: str, not_so: tuple[str, str, str] | None) -> None:
    ran = result(tmp_path, case)

    assert not ran.passed
    assert found(ran) == [not_so] if not_so else len(found(ran)) == 2


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (like_base("river_benefit", "payable", "totel is RM800.00"), "C006"),
        (like_base("river_benefit", "payable", "limb iv is yes"), "C007"),
        (like_base("river_benefit", "payable", "limb i.i is yes"), "C007"),
        (like_base("river_benefit", "payable", "total is 800 days"), "C008"),
        (like_base("survivors", "payable", "pension of anna is RM60.00"), "C009"),
    ],
)
def test_a_line_that_cannot_be_compared_fails_with_a_reason(tmp_path: Path, case: str, code: str) -> None:
    ran = result(tmp_path, case)

    assert [each.problem.code for each in ran.mismatches if each.problem] == [code]
    assert [each.code for each in checked(tmp_path, case)] == [code]


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("like bass\n  for river_benefit\n  origin cites leaflet L-1\n  expect payable\n", "C001"),
        ("like one\n  for river_benefit\n  origin cites leaflet L-1\n  expect payable\n", "C002"),
        ("like base\n  origin cites leaflet L-1\n", "C003"),
        ("like base\n  expect payable\n", "C004"),
        ("\n  origin cites leaflet L-1\n  expect payable\n", "C005"),
        (like_base("schooling of bob", "payable"), "C009"),
        (like_base("schooling", "payable"), "C010"),
        (like_base("river_benefit", "payable", given="dependants is 2"), "C011"),
        (like_base("river_benefit", "payable", given="leave\n      ana\n        born is 2010-01-01"), "C011"),
    ],
)
def test_a_case_that_is_no_test_fails_with_a_reason(tmp_path: Path, case: str, code: str) -> None:
    ran = result(tmp_path, case)

    assert not ran.passed
    assert [each.code for each in ran.diagnostics] == [code]
    assert code in [each.code for each in checked(tmp_path, case)]


def test_unexpected_errors_in_the_facts_are_shown(tmp_path: Path) -> None:
    ran = result(tmp_path, like_base("river_benefit", "payable", given="leave is 1,001 days"))

    assert [(each.code, each.path) for each in ran.diagnostics] == [("F203", "leave")]


def test_a_circle_of_cases_shows_its_path(tmp_path: Path) -> None:
    ran = results(
        tmp_path,
        "case a like b\n  for river_benefit\ncase b like c\n  for river_benefit\ncase c like b\n  for river_benefit\n",
    )

    assert [each.facts["path"] for each in ran["a"].diagnostics] == ["b → c → b"]


def test_an_outcome_is_never_taken_over(tmp_path: Path) -> None:
    """`expect` and `origin` are each case's own: a changed fact would make the old ones wrong."""
    ran = result(tmp_path, "like base\n  given\n    leave is 3 days\n")

    assert [each.code for each in ran.diagnostics] == ["C003", "C004"]
