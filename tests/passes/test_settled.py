"""Conditions that are settled before any case: always so, or never."""

import pytest

from tests.passes.test_examples import read

HEAD = """\
rulebook towns
  title en "Towns"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
source leaflet "Leaflet" in en
  item L-1 en "all of it"
body board
  title en "board"  ms "lembaga"
list kin
  title en "kin"  ms "kerabat"
  spouse en "spouse" ms "pasangan"
  child en "child" ms "anak"
  parent en "parent" ms "ibu bapa"
  group near : spouse, child
finding loss by board : percent from 0% to 100%
  title en "loss"  ms "kehilangan"
fact leave : days from 1 to 100
  title en "leave"  ms "cuti"
  ask when injured
fact injured : yes or no
  title en "injured"  ms "cedera"
fact born : birth date
  title en "born"  ms "lahir"
fact relation : one of kin
  title en "relation"  ms "hubungan"
fact died_on : date or never
  title en "died"  ms "mati"
fact wages : list of money, 1 to 6, each from RM0 to RM9,000
  title en "wages"  ms "gaji"
parameter least : percent
  title en "least"  ms "minimum"
  from 2020-01-01 to 2022-12-31 is 0%
  from 2023-01-01 is 20%
parameter most : percent
  title en "most"  ms "maksimum"
  from 2020-01-01 to 2022-12-31 is 100%
  from 2023-01-01 is 100%
"""


def found(condition: str) -> list[tuple[str, str]]:
    checked = read(f"{HEAD}rule r  cites leaflet L-1\n  is {condition}\n")
    return [(each.code, each.facts["ranges"]) for each in checked.diagnostics if each.code[0] == "G"]


@pytest.mark.parametrize(
    ("condition", "code", "ranges"),
    [
        ("loss at least 0%", "G206", "loss from 0% to 100%"),
        ("loss over 100%", "G207", "loss from 0% to 100%"),
        ("loss over most", "G207", "loss from 0% to 100%, most from 100% to 100%"),
        ("not (loss over 100%)", "G207", "loss from 0% to 100%"),
        ("injured and loss over 100%", "G207", "loss from 0% to 100%"),
        ("age of born at least 0 years", "G206", "age of born from 0 years to 300 years"),
        ("number of wages over 0", "G206", "number of wages from 1 to 6"),
        ("leave below 1 day", "G207", "leave from 1 day to 100 days"),
        ("loss below 20% and loss over 30%", "G209", ""),
        ("loss below 20% or loss over 10%", "G208", ""),
        ("relation in (spouse, child, parent)", "G208", ""),
        ("relation in near and relation is parent", "G209", ""),
        ("died_on is never and died_on before 2024-01-01", "G209", ""),
    ],
)
def test_what_is_settled_is_said_once(condition, code, ranges):
    (one,) = found(condition)
    assert one[0] == code
    assert one[1].replace("1 days", "1 day") == ranges


@pytest.mark.parametrize(
    "condition",
    [
        "loss over 0%",
        "loss below least",  # never so until 2022, and so from 2023 on
        "loss at least least",  # always so until 2022
        "leave at least 1 day",  # so only of somebody who is injured: nobody else is asked
        "relation in near",
        "died_on is never or died_on after 2024-01-01",
        "injured or yes",  # a plain yes says openly what is always so
        "most over 0%",  # a matter of the figures alone, which may change
        "the day on or after 2020-01-01",
    ],
)
def test_what_a_case_decides_is_let_pass(condition):
    assert found(condition) == []


def test_a_version_is_looked_at_on_its_own_days():
    lines = "rule r  cites leaflet L-1\n  from 2020-01-01 to 2022-12-31 is loss below least\n"
    (one,) = [each for each in read(HEAD + lines).diagnostics if each.code[0] == "G"]
    assert one.code == "G207"


def test_the_tests_of_rows_are_the_matter_of_their_choice():
    rows = "rule r : money  cites leaflet L-1\n  by loss\n    below 20% : RM1\n    up to 100% : RM2\n"
    assert [each for each in read(HEAD + rows).diagnostics if each.code[0] == "G"] == []
