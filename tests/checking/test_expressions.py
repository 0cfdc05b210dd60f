"""What expressions mean and of what type they are."""

from datetime import date
from fractions import Fraction

import pytest

from policy_engine.model import core
from policy_engine.model.type_words import in_words
from policy_engine.model.types import COUNT, DAYS, Quantity, Type
from policy_engine.source.diagnostic import Severity
from policy_engine.values.truth import YES
from policy_engine.values.value import Month, Year
from tests.checking.books import ACT, HEAD, read

FACTS = """
unit kilometre
list relation_kind
  spouse
  child
  parent
  group close_family : spouse, child
entity dependant
  fact relation : one of relation_kind
  fact born : birth date
  fact weight : count from 0 to 100
  fact stays : list of stay, 0 to 9
entity stay
  fact days_there : days from 0 to 365
fact leave : days from 0 to 100
fact wage : money per month from RM0 to RM9,000
fact wages : list of money per month, 1 to 6, each from RM0 to RM9,000
fact cost : money from RM0 to RM9,000
fact visits : count from 0 to 100
fact loss : percent from 0% to 100%
fact distance : kilometre from 0 to 100
fact injured_on : date
fact claimed_on : date
fact died_on : date or never
fact born_on : birth date
fact known_at : moment
fact reported_at : moment or never
fact first_month : calendar month
fact passes : periods
fact paid_months : calendar months, 0 to 700
fact relation_of_payer : one of relation_kind
fact fishing : yes or no
fact sailing : yes or no
fact dependants : list of dependant, 0 to 20
parameter share_of by relation_kind : fraction
  from 2024-01-01
    spouse : 3/5
    child : 2/5
    parent : 0/1
parameter factor by band of years : number
  from 2024-01-01
    below 20 years : 90
    at least 20 years : 60
scale levy : money on money
  from 2024-01-01
    3% from RM0
gap lump_factor : number
  title en "factor"
discretion late of office board
  title en "late"
body board
rule twice of (part : money) : money
  is 2 times part
rule is_child of dependant
  is relation of dependant is child
"""

TYPED = [
    # arithmetic with units: the dimension above and below the line
    ("money", "RM30 per day for leave"),
    ("money", "leave times RM30 per day"),
    ("money per day", "wage divided by 30 days per month"),
    ("money per month", "30 days per month times RM30 per day"),
    ("money per month", "80% of wage"),
    ("money per month", "loss of wage"),
    ("money", "visits times cost"),
    ("number", "cost divided by RM10"),
    ("number", "visits divided by 2"),
    ("count", "visits plus 2"),
    ("count", "(visits divided by 2 rounded down to 1)"),
    ("number", "visits plus 2.5"),
    ("money", "RM2.50 per kilometre for distance"),
    ("money", "excess of cost over RM100"),
    ("money per year", "wage"),
    ("money per month", "RM1,200 per year"),
    ("fraction", "1/2 of loss"),
    ("fraction", "1/3 times 3"),
    ("percent", "loss plus 1/2"),
    ("fraction", "visits divided by (visits plus 1)"),
    ("money", "lowest of (cost, RM5)"),
    ("money", "average of (cost, RM5)"),
    # the calendar
    ("date", "injured_on plus 30 days"),
    ("date", "injured_on minus 3 months"),
    ("date or never", "died_on plus 2 weeks"),
    ("date", "30 days counting injured_on"),
    ("years", "age of born_on"),
    ("years", "age of born_on on injured_on"),
    ("date", "date when born_on reaches 21 years"),
    ("days", "days from injured_on to claimed_on"),
    ("weeks", "days from injured_on until claimed_on"),
    ("months", "months elapsed from injured_on to claimed_on"),
    ("months", "whole calendar months from injured_on until claimed_on"),
    ("hours", "hours from known_at until reported_at"),
    ("moment", "known_at plus 48 hours"),
    ("calendar month", "month of injured_on"),
    ("calendar month", "first_month plus 2 months"),
    ("calendar year", "year of injured_on"),
    ("date", "last day of month of injured_on"),
    ("date", "first day of year of injured_on"),
    ("date", "date of known_at"),
    ("calendar months", "paid_months within the 40 months before month of injured_on"),
    ("calendar months", "paid_months within year of injured_on"),
    ("calendar months", "paid_months counted from month of injured_on until month of claimed_on"),
    ("periods", "passes counted from injured_on to claimed_on"),
    ("date or never", "latest of (injured_on, died_on)"),
    ("date", "earliest of (injured_on, died_on)"),
    ("date", "the day"),
    # members and lists
    ("count", "number of dependants"),
    ("count", "number of dependants where (relation of dependant is child)"),
    ("months", "number of paid_months"),
    ("days", "number of passes"),
    ("money per month", "sum of wages"),
    ("money per month", "average of wages"),
    ("money per month", "highest of wages"),
    ("count", "sum of weight of d for each d in dependants"),
    ("count", "sum of weight of d for each d in dependants where (is_child of d)"),
    ("birth date", "earliest of born of d for each d in dependants"),
    ("days", "sum of (sum of days_there of s for each s in stays of d) for each d in dependants"),
    ("dependant", "the d in dependants with earliest born of d"),
    # what is asked with of
    ("money", "twice of cost"),
    ("fraction", "share_of of relation_of_payer"),
    ("fraction", "share_of of child"),
    ("number", "factor of (age of born_on)"),
    ("money", "levy of cost"),
    ("number", "lump_factor"),
    ("money", "cost as at injured_on"),
    # conditions
    ("yes or no", "fishing and not sailing"),
    ("yes or no", "fishing unless sailing"),
    ("yes or no", "late"),
    ("yes or no", "died_on is never"),
    ("yes or no", "relation_of_payer in close_family"),
    ("yes or no", "relation_of_payer in (spouse, parent)"),
    ("yes or no", "spouse is relation_of_payer"),
    ("yes or no", "injured_on in passes"),
    ("yes or no", "injured_on outside passes"),
    ("yes or no", "injured_on in year of claimed_on"),
    ("yes or no", "month of injured_on in paid_months"),
    ("yes or no", "year of injured_on is 2024"),
    ("yes or no", "visits at least 2/3 of visits"),
    ("yes or no", "age of born_on below 21 years"),
    ("yes or no", "born_on before injured_on"),
    ("yes or no", "some d in dependants has (relation of d is child)"),
    ("yes or no", "no w in wages has (w below RM100 per month)"),
]


def _rule(type: str, expression: str) -> core.Expression:
    checked = read(f"{HEAD}{FACTS}rule tested : {type}\n  is {expression}\n")
    grave = [(each.code, each.facts) for each in checked.diagnostics if each.severity is Severity.ERROR]
    assert grave == []
    assert checked.model is not None
    return checked.model.rules["tested"].versions[0].expression


def _codes(type: str, expression: str) -> list[str]:
    checked = read(f"{HEAD}{ACT}{FACTS}rule tested : {type}\n  is {expression}\n")
    return [each.code for each in checked.diagnostics if each.severity is Severity.ERROR]


@pytest.mark.parametrize(("type", "text"), TYPED)
def test_the_type_of_an_expression(type: str, text: str) -> None:
    _rule(type, text)


REFUSED = [
    ("money", "cost plus leave", "U102"),
    ("money", "cost plus wage", "U102"),
    ("money", "cost times cost", "U103"),
    ("money", "wage for leave", "U105"),
    ("money", "lowest of (258 divided by 952, cost)", "U102"),
    ("yes or no", "cost below wage", "U104"),
    ("yes or no", "cost below 5", "U104"),
    ("yes or no", "cost before RM5", "T104"),
    ("yes or no", "injured_on at least claimed_on", "T104"),
    ("yes or no", "injured_on before known_at", "T105"),
    ("yes or no", "injured_on is RM5", "T105"),
    ("yes or no", "(visits below 6) below 7", "T105"),
    ("yes or no", "visits", "T102"),
    ("yes or no", "fishing and visits", "T102"),
    ("money", "fishing", "T103"),
    ("money", "visits", "U101"),
    ("count", "visits divided by 2", "U101"),
    ("percent", "5", "U101"),
    ("fraction", "visits", "U101"),
    ("date", "died_on", "T109"),
    ("date", "died_on plus 5 days", "T109"),
    ("date", "born_on plus 21 years", "T106"),
    ("days", "days from born_on to injured_on", "T107"),
    ("date", "born_on", "T107"),
    ("days", "injured_on minus claimed_on", "T108"),
    ("date", "30 days plus injured_on", "T108"),
    ("date", "known_at plus 3 days", "T108"),
    ("date", "lowest of (injured_on, claimed_on)", "T104"),
    ("money", "earliest of (cost, RM5)", "T104"),
    ("birth date", "lowest of born of d for each d in dependants", "T104"),
    ("money per month", "sum of wage", "T114"),
    ("months", "number of wage", "T114"),
    ("date", "sum of injured_on for each d in dependants", "T108"),
    ("yes or no", "some d in wage has (fishing)", "T114"),
    ("calendar months", "paid_months within the 40 months before injured_on", "T108"),
    ("date", "first day of injured_on", "T108"),
    ("hours", "hours from known_at to reported_at", "T115"),
    ("yes or no", "relation_of_payer is nephew", "N112"),
    ("yes or no", "relation_of_payer in (spouse, nephew)", "N112"),
    ("yes or no", "relation_of_payer in close_famly", "N112"),
    ("yes or no", "child is spouse", "N118"),
    ("yes or no", "relation is child", "N117"),
    ("yes or no", "colour of dependants is child", "N102"),
    ("yes or no", "relation of wage is child", "T113"),
    ("yes or no", "some cost in dependants has (fishing)", "N120"),
    ("yes or no", "some d in dependants has (some d in dependants has (fishing))", "N120"),
    ("money", "twice", "T110"),
    ("money", "twice of (cost, cost)", "T111"),
    ("money", "twice of leave", "U101"),
    ("money", "visits of cost", "T112"),
    ("fraction", "share_of of visits", "T101"),
    ("money", "cost divided by 0", "U109"),
    ("money", "RM0.001", "U108"),
    ("money", "EUR5", "U107"),
    ("money", "cost divided by 0/1", "U109"),
    ("days", "5 dyas", "N110"),
    ("yes or no", "act", "N114"),
    ("yes or no", "dependant", "N116"),
]  # fmt: skip


@pytest.mark.parametrize(("type", "text", "code"), REFUSED)
def test_what_is_refused_and_why(type: str, text: str, code: str) -> None:
    assert _codes(type, text) == [code]


def test_one_cause_gives_one_message() -> None:
    """The first part is misspelt; what is compared with it, and what uses the rule, keep silent."""
    checked = read(
        f"{HEAD}{FACTS}rule first_rule\n  is relation_of_pyer is child and colour is child\n"
        "rule second_rule : date\n  is injured_onn plus 3 days\nrule third_rule : date\n  is second_rule plus cost\n"
    )
    said = [(each.code, each.span.text) for each in checked.diagnostics if each.severity is Severity.ERROR]

    assert said == [
        ("N102", "relation_of_pyer"), ("N102", "colour"), ("N102", "injured_onn"), ("T108", "second_rule plus cost"),
    ]  # fmt: skip


def test_literals_are_held_in_base_units() -> None:
    expected: list[tuple[str, str, object]] = [
        ("money", "RM1,200.50", 120050),  # sen
        ("money per month", "RM1,200 per year", 10000),  # 120,000 sen over 12 months
        ("money per day", "RM7 per week", 100),  # 700 sen over 7 days
        ("percent", "80%", Fraction(4, 5)),
        ("fraction", "2/5", Fraction(2, 5)),
        ("days", "2 weeks", 14),
        ("months", "21 years", 252),
        ("date", "2024-03-04", date(2024, 3, 4)),
        ("calendar month", "2024-03", Month.of(2024, 3)),
        ("calendar year", "2024", Year(2024)),
        ("yes or no", "yes", YES),
    ]
    for type, text, value in expected:
        node = _rule(type, text)
        assert isinstance(node, core.Literal)
        assert node.value == value, text


def test_yes_and_no_are_compared_by_the_algebra_of_conditions() -> None:
    fact = _rule("yes or no", "fishing is yes")
    assert isinstance(fact, core.FactValue)
    negated = _rule("yes or no", "fishing is no")
    assert negated == core.Limbs("none of", (core.Limb("", fact),))
    alike = _rule("yes or no", "fishing is sailing")
    assert isinstance(alike, core.Limbs)
    assert alike.word == "any of"


def test_unless_is_and_not() -> None:
    node = _rule("yes or no", "fishing unless sailing")

    assert isinstance(node, core.Limbs)
    assert node.word == "all of"
    assert isinstance(node.limbs[1].expression, core.Limbs)
    assert node.limbs[1].expression.word == "none of"


def test_a_list_of_plain_values_calls_its_member_it() -> None:
    node = _rule("money per month", "sum of wages")

    assert isinstance(node, core.Each)
    assert (node.word, node.variable) == ("sum", "it")
    assert isinstance(node.body, core.Variable)


def test_a_counted_member_is_named_by_its_entity() -> None:
    node = _rule("count", "number of dependants where (relation of dependant is child)")

    assert isinstance(node, core.Each)
    assert (node.word, node.variable, node.body, node.type) == ("number", "dependant", None, COUNT)


def test_earliest_becomes_lowest() -> None:
    node = _rule("dependant", "the d in dependants with earliest born of d")

    assert isinstance(node, core.Each)
    assert node.word == "pick lowest"


def test_types_read_as_they_are_written() -> None:
    types: list[tuple[Type, str]] = [
        (Quantity("money", "money", "month", "year"), "money per year"), (DAYS, "days"), (COUNT, "count"),
        (Quantity("day", "weeks"), "weeks"), (Quantity("kilometre", "kilometre"), "kilometre"),
        (Quantity("ratio", "percent"), "percent"), (Quantity("count", "", "month", "month"), "count per month"),
    ]  # fmt: skip
    for type, words in types:
        assert in_words(type) == words
