"""The cure that a message offers is true: it comes from what was written, and can be written in its place."""

import pytest

from policy_engine.syntax.building.citations import meant_citation
from tests.checking.books import HEAD, read

BOOK = """
list kin
  spouse
  child
entity dependant
  fact relation : one of kin
  fact income : money from RM0 to RM9,000
fact dependants : list of dependant, 0 to 20
fact born : birth date
fact hurt_on : date
fact seen_at : moment
fact wage : money from RM0 to RM9,000
fact pay : money per month from RM0 to RM9,000
fact fare : money per day from RM0 to RM90
fact leave : days from 0 to 100
fact waiting : months from 0 to 12
fact visits : count from 0 to 100
fact share : percent from 0% to 100%
fact sick : yes or no
fact paid : calendar months, 0 to 700
fact ill : periods
"""


def _said(condition: str) -> tuple[str, str]:
    (problem,) = (each for each in read(f"{HEAD}{BOOK}rule r\n  is {condition}\n").diagnostics if each.code != "N201")
    return problem.code, problem.facts.get("better", "")


@pytest.mark.parametrize(
    ("written", "code", "better"),
    [
        ("(age of born) at least 55", "U104", "55 years"),
        ("(age of born) at least RM55", "U104", "55 years"),
        ("(age of born) at least 55%", "U104", "55 years"),
        ("(age of born) at least 55 days", "U104", "55 years"),
        ("RM55 below age of born", "U104", "55 years"),
        ("(age of born) over wage", "U104", ""),
        ("born at least 55 years", "T105", "(age of born) at least 55 years"),
        ("born before 55 years", "T105", "(age of born) below 55 years"),
        ("(age of born) before hurt_on", "T105", "(date when born reaches N years) before hurt_on"),
        ("hurt_on at least 2 years", "T105", "(years elapsed from hurt_on to the day) at least 2 years"),
        ("hurt_on after 3 months", "T105", "(months elapsed from hurt_on to the day) over 3 months"),
        ("hurt_on over 30 days", "T105", "(days from hurt_on to the day) over 30 days"),
        ("hurt_on over RM5", "T105", ""),
        ("hurt_on after seen_at", "T105", "date of seen_at"),
        ("hurt_on before 2024", "T105", "hurt_on before 2024-01-01"),
        ("hurt_on after 2024", "T105", "hurt_on after 2024-12-31"),
        ("hurt_on on or after 2024", "T105", "hurt_on on or after 2024-01-01"),
        ("hurt_on on or before 2024", "T105", "hurt_on on or before 2024-12-31"),
        ("hurt_on in 2024", "T108", "hurt_on on or after 2024-01-01 and hurt_on on or before 2024-12-31"),
        ("hurt_on in 24", "T108", ""),
        ("sick is wage", "T105", "sick"),
        ("wage over pay", "U104", "wage over (pay for 1 month)"),
        ("pay over wage", "U104", "(pay for 1 month) over wage"),
        ("fare over pay", "U104", "(fare times N days per month) over pay"),
        ("pay over fare", "U104", "pay over (fare times N days per month)"),
        ("pay over RM5", "U104", "RM5 per month"),
        ("visits at least 24 months", "U104", "24"),
        ("wage at least 1/2", "U104", ""),
        ("leave at least 4 months", "U110", ""),
        ("leave over waiting", "U110", ""),
    ],
)
def test_a_comparison_of_two_types(written, code, better):
    assert _said(written) == (code, better)


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("ill within the 120 days before hurt_on", "counted from (hurt_on minus 120 days) until hurt_on"),
        ("paid within the 40 months before hurt_on", "within the 40 months before month of hurt_on"),
        ("ill within 120 days", "ill counted from (D minus 120 days) until D"),
        ("paid within 40 months", "paid within the 40 months before M"),
        ("paid within hurt_on", "paid within year of hurt_on"),
    ],
)
def test_a_part_of_a_set(written, better):
    assert _said(f"number of ({written}) over waiting") == ("T108", better)


@pytest.mark.parametrize(
    "better",
    [
        "(age of born) at least 55 years",
        "(date when born reaches 55 years) before hurt_on",
        "(years elapsed from hurt_on to the day) at least 2 years",
        "(days from hurt_on to the day) over 30 days",
        "wage over (pay for 1 month)",
        "(fare times 30 days per month) over pay",
        "hurt_on on or after 2024-01-01 and hurt_on on or before 2024-12-31",
        "some dependant in dependants has (relation of dependant is child)",
        "number of (ill counted from (hurt_on minus 120 days) until hurt_on) over leave",
        "hurt_on plus leave on or before hurt_on plus waiting",
    ],
)
def test_what_is_offered_can_be_written(better):
    codes = {each.code for each in read(f"{HEAD}{BOOK}rule r\n  is {better}\n").diagnostics}
    assert not codes & {"T105", "T108", "U104", "U110", "S041", "N116", "T113"}


def test_a_kind_of_member_is_told_with_the_list_it_belongs_to():
    for written in ("relation of dependant is child", "number of dependant at least 2"):
        found = read(f"{HEAD}{BOOK}rule r\n  is {written}\n").diagnostics
        assert [(each.code, each.facts["list"]) for each in found if each.code == "N116"] == [("N116", "dependants")]
    text = f"{HEAD}entity dog\n  fact old : yes or no\nrule r\n  is old of dog\n"
    (alone,) = (each for each in read(text).diagnostics if each.code == "N116")
    assert alone.facts["list"] == "LIST"


def test_a_field_of_a_list_is_told_with_the_list():
    found = read(f"{HEAD}{BOOK}rule r\n  is (income of dependants) over RM5\n").diagnostics
    assert [each.facts["list"] for each in found if each.code == "T113"] == ["dependants"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("cites", "cites SOURCE ITEM"),
        ("cites A-1", "cites SOURCE A-1"),
        ("cites act", "cites act ITEM"),
        ("cites act section 5", "cites act ITEM"),
        ("cites act, A-1", "cites act A-1"),
        ("cites act: A-1", "cites act A-1"),
        ("cites act (A-1)", "cites act A-1"),
        ("cites act s.5(2)", "cites act s.5(2)"),
        ("cites act A-1 and A-2", "cites act A-1, A-2"),
        ("cites act A-1, act A-2", "cites act A-1, A-2"),
        ("cites act A-1, other B-2", "cites act A-1; other B-2"),
        ("cites act item A 1", "cites act ITEM"),
    ],
)
def test_a_citation_is_mended_from_what_is_there(written, meant):
    assert meant_citation(written) == meant
