"""Holes and overlaps of bands: in parameters, where they are asked, and of one expression; each with one value."""

import pytest

from policy_engine.checking.check import check
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse

HEAD = """\
rulebook towns
  title en "Towns"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
source act "The Act" in en, attests 2020-01-01 to 2030-12-31
  item A-1 en "the rule"
fact born : birth date
  title en "date of birth"  ms "tarikh lahir"
fact wage : money from RM0 to RM5,000
  title en "wage"  ms "gaji"
fact on_leave : days from 0 to 30
  title en "leave"  ms "cuti"
fact died : date
  title en "date of death"  ms "tarikh kematian"
gap open_factor : number
  title en "open"  ms "terbuka"
"""


def found(text: str) -> list[tuple[str, str, str]]:
    parsed = parse(Source("towns.policy", HEAD + text))
    assert not parsed.diagnostics
    told = check([parsed.file]).diagnostics
    said = ("case", "value")
    return [
        (
            each.code,
            each.severity.value,
            next((each.facts[key] for key in said if key in each.facts), str(dict(each.facts))),
        )
        for each in told
        if each.code[0] in "GD"
    ]


def parameter(band_of: str, *bands: str, asked: str, condition: str = "", dated: str = "from 2020-01-01") -> str:
    lines = "".join(f"    {band}\n" for band in bands)
    asks = f"  as at 2024-06-01\n{condition}  answered yes when (factor of {asked}) over 10  cites act A-1\n"
    return (
        f"parameter factor by band of {band_of} : number  cites act A-1\n"
        f'  title en "factor"  ms "faktor"\n  {dated}\n{lines}'
        f'question large\n  title en "large"  ms "besar"\n{asks}'
    )


@pytest.mark.parametrize(
    ("band_of", "bands", "asked", "case"),
    [
        # up to 5 and over 6 leave out 6 years alone, as an age is in whole years
        ("years", ("up to 5 years : 10", "over 6 years : 20"), "(age of born)", "age of born is 6 years"),
        ("money", ("up to RM5 : 10", "over RM6 : 20"), "wage", "wage is RM5.01"),
        # the last band ends below what the fact can be, the first begins above it
        ("money", ("up to RM5 : 10", "up to RM3,000 : 20"), "wage", "wage is RM3,000.01"),
        ("money", ("over RM3,000 : 10", "at least RM10 : 20"), "wage", "wage is RM9.99"),
        ("days", ("below 3 days : 10", "over 3 days : 20"), "on_leave", "on_leave is 3 days"),
    ],
)
def test_a_hole_that_a_fact_reaches_is_an_error_with_one_case(band_of, bands, asked, case):
    assert found(parameter(band_of, *bands, asked=asked)) == [("G210", "error", case)]


@pytest.mark.parametrize(
    ("band_of", "bands", "asked"),
    [
        ("years", ("up to 5 years : 10", "at least 6 years : 20"), "(age of born)"),
        ("money", ("up to RM5 : 10", "over RM5 : 20"), "wage"),
        ("money", ("up to RM5 : 10", "up to RM5,000 : 20"), "wage"),
        ("money", ("up to RM5 : 10", "over RM5 : open_factor"), "wage"),
        ("days", ("at least 3 days : 10", "below 3 days : 20"), "on_leave"),
    ],
)
def test_what_no_case_reaches_is_no_hole(band_of, bands, asked):
    assert found(parameter(band_of, *bands, asked=asked)) == []


def test_a_hole_outside_the_conditions_of_a_benefit_is_none():
    text = parameter(
        "money", "up to RM5 : 10", "over RM6 : 20", asked="wage", condition="  applies when wage over RM6\n"
    )
    assert [code for code, _, _ in found(text)] == ["G210"]  # a condition is answered in every case
    paid = text.replace("question large", "benefit large").replace("answered yes when", "payable when")
    paid = paid.replace("(factor of wage) over 10", "wage over RM6") + (
        "  pays grant : money to insured\n"
        '    title en "grant"  ms "geran"\n'
        "    is RM1 times factor of wage  cites act A-1\n"
        'body insured\n  title en "insured"  ms "orang berinsurans"\n'
    )
    assert found(paid) == []


def test_a_version_that_ended_before_it_is_asked_has_no_hole():
    bands = ("up to RM5 : 10", "over RM6 : 20", "from 2021-01-01", "  up to RM5 : 10", "  over RM5 : 20")
    text = parameter("money", *bands, asked="wage", dated="from 2020-01-01 to 2020-12-31")
    assert found(text.replace("\n    from 2021", "\n  from 2021").replace("\n      ", "\n    ")) == []


@pytest.mark.parametrize(
    ("band_of", "bands", "asked", "value"),
    [
        ("years", ("up to 5 years : 10", "over 3 years : 20"), "(age of born)", "5 years"),
        ("money", ("below RM5 : 10", "at least RM3 : 20"), "wage", "RM3.00"),
        ("money", ("below RM5 : 10", "over RM3 : 20"), "wage", "RM4.00"),
        ("money", ("at least RM3 : 20", "up to RM3 : 10"), "wage", "RM3.00"),
    ],
)
def test_two_bands_that_take_one_value_are_an_error(band_of, bands, asked, value):
    assert found(parameter(band_of, *bands, asked=asked)) == [("D211", "error", value)]


@pytest.mark.parametrize(
    ("subject", "bands", "value"),
    [
        ("wage", ("up to RM5 : 10", "over RM3 : 20"), "RM5.00"),
        ("died", ("up to 2024-03-31 : 10", "after 2024-03-01 : 20"), "2024-03-31"),
        ("died", ("before 2024-03-31 : 10", "after 2024-03-01 : 20"), "2024-03-02"),
    ],
)
def test_bands_of_one_expression_may_not_overlap_either(subject, bands, value):
    lines = "".join(f"    {band}\n" for band in bands)
    assert found(f"rule size : number  cites act A-1\n  by {subject}\n{lines}") == [("D211", "error", value)]


def test_bands_by_date_are_proved_with_an_open_point_among_them():
    text = (
        "rule size : number  cites act A-1\n  by died\n    up to 2024-03-01 : 10\n    after 2024-03-31 : open_factor\n"
    )
    assert found(text) == [("G201", "error", "died is 2024-03-02")]
    assert found(text.replace("03-31", "03-01")) == []


def test_a_parameter_has_versions_rather_than_bands_of_dates():
    text = parameter("date", "before 2024-03-01 : 10", "on or after 2024-03-01 : 20", asked="died")
    parsed = parse(Source("towns.policy", HEAD + text))
    told = [(each.code, dict(each.facts)) for each in check([parsed.file]).diagnostics]
    assert told == [("D212", {"type": "date"})]
