"""Numbers that a book may not be published with, as rule text: the code, and the words at which it is told."""

import pytest

from policy_engine.checking.check import check
from policy_engine.source.diagnostic import Severity
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse

HEAD = """rulebook towns
  title en "Towns"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
list size
  title en "size"  ms "saiz"
  small en "small"  ms "kecil"
  large en "large"  ms "besar"
fact fine : number from 0 to 1,000,000,000,000 in steps of 0.000001
  title en "fine"  ms "halus"
fact other : number from 0 to 1,000,000,000,000 in steps of 0.000001
  title en "other"  ms "lain"
fact visits : count from 1 to 9
  title en "visits"  ms "lawatan"
fact stays : count from 1 to 9
  title en "stays"  ms "penginapan"
fact cost : money from RM0 to RM9
  title en "cost"  ms "kos"
fact three : list of money, 3 to 3, each from RM0 to RM9
  title en "three"  ms "tiga"
fact up_to_three : list of money, 1 to 3, each from RM0 to RM9
  title en "up to three"  ms "hingga tiga"
fact first_day : date
  title en "first day"  ms "hari pertama"
fact last_day : date
  title en "last day"  ms "hari akhir"
parameter least by size : money
  title en "least"  ms "minimum"
  from 2020-01-01
    small : RM5
    large : RM6
parameter most by size : money
  title en "most"  ms "maksimum"
  from 2020-01-01
    small : RM6
    large : RM5
rule counted : count
  is
    1 when the day before 2020-01-01
    otherwise visits
rule on_the_day : number
  is fine divided by counted
rule on_the_first_day : number
  as at first_day
  is fine divided by visits
rule divided_among of (part : count) : number
  is
    fine divided by part when part at least 1
    otherwise 0
"""


def said(type: str, expression: str) -> list[tuple[str, str]]:
    """What is wrong with a rule that is the expression."""
    text = f"{HEAD}rule told{type}\n  as at last_day\n  is {expression}\n"
    parsed = parse(Source("book.policy", text))
    assert parsed.diagnostics == ()
    found = check([parsed.file]).diagnostics
    return [(each.code, each.span.text) for each in found if each.severity is Severity.ERROR]


SQUARE = "fine times other"  # up to 10^24 in steps of 10^-12: 10^36 steps; 10^38 is the most


@pytest.mark.parametrize(
    ("type", "part"),
    [
        (" : number", f"{SQUARE} times fine"),
        ("", f"({SQUARE} divided by 997) over ({SQUARE} divided by visits divided by 991)"),
    ],
)
def test_what_has_too_many_steps_is_refused_where_it_is_written(type: str, part: str) -> None:
    assert said(type, part) == [("R111", part)]


def test_just_below_that_many_steps_nothing_is_said() -> None:
    assert said(" : number", SQUARE) == []
    assert said(" : number", f"({SQUARE}) rounded down to 0.000001") == []


def test_two_divisors_that_are_not_known_do_not_meet_in_a_sum() -> None:
    apart = "(fine divided by visits) plus (other divided by stays)"

    assert said(" : number", apart) == [("R103", apart)]
    assert said(" : number", "(fine divided by visits) plus (other divided by visits)") == []
    assert said("", "fine divided by visits over other divided by stays") == []


def test_a_divisor_is_another_on_another_day() -> None:
    """What it is counted by is 1 in 2019 and the visits afterwards, so that the two days may have two divisors."""
    assert said(" : number", "on_the_day plus on_the_day") == []
    assert said(" : number", "on_the_day plus (on_the_day as at first_day)") == [
        ("R103", "on_the_day plus (on_the_day as at first_day)")
    ]
    assert said(" : number", "on_the_first_day plus on_the_first_day") == []


def test_a_divisor_that_is_given_to_a_rule_is_that_of_the_use() -> None:
    assert said(" : number", "divided_among of (visits) plus divided_among of (visits)") == []
    assert said(" : number", "divided_among of (visits) plus divided_among of (stays)") == [
        ("R103", "divided_among of (visits) plus divided_among of (stays)")
    ]


def test_the_average_of_a_list_of_a_fixed_length_has_a_known_divisor() -> None:
    """A third of money and a quarter of a fact add up; the average of one to three has a divisor of its own."""
    assert said(" : money", "(average of three) plus (cost divided by visits)") == []
    assert said(" : money", "(average of up_to_three) plus (cost divided by visits)") == [
        ("R103", "(average of up_to_three) plus (cost divided by visits)")
    ]


def test_limits_that_cross_for_one_value_are_told_for_that_value() -> None:
    both = "cost\n     not below least of {0}\n     not above most of {0}"

    assert said(" : money", both.format("small")) == []
    assert said(" : money", both.format("large")) == [("R110", both.format("large"))]
