"""Declarations and lines that are refused, beyond the examples of the codes: what is said, and at which words."""

import pytest

from policy_engine.source.diagnostic import Severity
from tests.checking.books import HEAD, read

BOOK = """
body board
unit kilometre
assumption so
  title en "so"
list relation_kind
  spouse
  child
  parent
  group close_family : spouse, child
entity dependant
  fact relation : one of relation_kind
  fact born : birth date
  fact weight : count from 0 to 9
fact dependants : list of dependant, 0 to 20
fact wages : list of money per month, 1 to 6, each from RM0 to RM9,000
fact cost : money from RM0 to RM9,000
fact wage : money per month from RM0 to RM9,000
fact visits : count from 0 to 100
fact leave : days from 0 to 100
fact distance : kilometre from 0 to 5,000
fact injured_on : date
fact died_on : date or never
fact known_at : moment
fact fishing : yes or no
fact paid_months : calendar months, 0 to 700
reading which
  title en "?"
  one chosen because en "so"  ms "demikian"
  two
"""
BENEFIT = "benefit grant\n  as at died_on\n  payable when fishing\n"
SHARES = BENEFIT + "  shares rate : money\n    of RM500\n"
TIERS = "    tiers fixed on died_on\n    unfilled lapses\n    rest unpaid\n    split to RM0.01, odd units unpaid\n"


def _said(text: str) -> list[tuple[str, str]]:
    found = read(f"{HEAD}{BOOK}{text}").diagnostics
    return [(each.code, each.span.text) for each in found if each.severity is Severity.ERROR]


RULES = [
    ("money", "cost times fishing", "T108", "cost times fishing"),
    ("money", "excess of cost over leave", "U102", "excess of cost over leave"),
    ("money", "excess of cost over injured_on", "T108", "excess of cost over injured_on"),
    ("money", "(cost not below wage)", "U101", "wage"),
    ("date", "(injured_on not below died_on)", "T108", "injured_on not below died_on"),
    ("date", "(injured_on rounded down to 1 day)", "T108", "injured_on"),
    ("money", "(cost rounded down to cost)", "T125", "cost"),
    ("date", "sum of (injured_on, died_on)", "T108", "sum of (injured_on, died_on)"),
    ("money", "80% of (cost, cost)", "T112", "80% of (cost, cost)"),
    ("money", "colour of (cost, cost)", "N102", "colour"),
    ("money", "cost of (cost, cost)", "T111", "cost of (cost, cost)"),
    ("months", "number of paid_months where (fishing)", "T114", "paid_months"),
    ("yes or no", "fishing in (yes, no)", "T108", "fishing in (yes, no)"),
    ("yes or no", "cost in wages", "T108", "cost in wages"),
    ("yes or no", "cost in colour", "N102", "colour"),
    ("yes or no", "dependants is dependants", "T108", "dependants is dependants"),
    ("yes or no", "injured_on is 2024-03", "T105", "injured_on is 2024-03"),
    ("yes or no", "injured_on in paid_months", "T108", "injured_on in paid_months"),
    ("calendar month", "month of known_at", "T108", "month of known_at"),
    ("calendar year", "year of known_at", "T108", "year of known_at"),
    ("days", "days from known_at to known_at", "T108", "days from known_at to known_at"),
    ("calendar months", "paid_months within injured_on", "T108", "paid_months within injured_on"),
    ("calendar months", "paid_months counted from injured_on to died_on", "T108",
     "paid_months counted from injured_on to died_on"),
    ("date", "the w in wages with lowest w", "T114", "wages"),
    ("dependant", "the d in dependants with lowest born of d", "T104", "born of d"),
    ("dependant", "the d in dependants with lowest relation of d", "T108", "relation of d"),
    ("money", "cost as at cost", "T101", "cost"),
    ("yes or no", "colour payable", "N110", "colour"),
    ("yes or no", "cost payable", "N113", "cost"),
    ("yes or no", "grant paid on colour", "N102", "colour"),
    ("money", "sum of cost for each fishing in dependants", "N120", "sum of cost for each fishing in dependants"),
    ("date or never", "never plus cost", "T108", "never plus cost"),
    ("colour", "cost", "N110", "colour"),
    ("one of colour", "cost", "N110", "colour"),
    ("board", "cost", "N113", "board"),
    ("text", "cost", "T101", "cost"),
    ("money", "(cost plus cost) of cost", "T112", "(cost plus cost) of cost"),
    ("money", "cost plus cost plus leave", "U102", "cost plus cost plus leave"),
    ("money", "highest of (cost, cost, leave)", "U102", "highest of (cost, cost, leave)"),
    ("money", "sum of (cost, cost, leave)", "U102", "sum of (cost, cost, leave)"),
    ("number", "cost plus 5 per month", "U102", "cost plus 5 per month"),
    ("yes or no", "wage at least 5 per day", "U104", "wage at least 5 per day"),
    ("yes or no", "injured_on is (year of injured_on)", "T105", "injured_on is (year of injured_on)"),
    ("yes or no", "some d in dependants has (relation of d is board)", "N114", "board"),
    ("yes or no", "some d in dependants has (relation_kind of d)", "N114", "relation_kind"),
    ("yes or no", "some d in dependants has (grant of d)", "N115", "grant"),
]  # fmt: skip


@pytest.mark.parametrize(("type", "text", "code", "words"), RULES)
def test_rules(type: str, text: str, code: str, words: str) -> None:
    assert _said(f"{BENEFIT}rule tested : {type}\n  is {text}\n") == [(code, words)]


DECLARATIONS = [
    ("list more\n  one\n  group both : one, two\n", [("N112", "two")]),
    ('source other "x" in en, attests 2024-12-31 to 2024-01-01\n', [("D102", "other")]),
    ('source other "x" in en\n  item X-1 en "x" summary of X-2\n', [("N111", "X-2")]),
    ("gap who : dependant\n  title en \"who\"\n", [("T122", "dependant")]),
    ("discretion late of office colour\n  title en \"late\"\n", [("N110", "colour")]),
    ("fact old : date from 2024-12-31 to 2024-01-01\n", [("U203", "2024-12-31 to 2024-01-01")]),
    ("fact old : date from 2024-01-01 to 2024-12-31 in steps of 5 days\n", [("U205", "2024-01-01")]),
    ("fact old : days from leave to 9\n", [("T124", "leave")]),
    ("fact old : days, 0 to 9\n", [("U201", "old"), ("U205", "days, 0 to 9")]),
    ("fact old : list of dependant, 9 to 1\n", [("U203", "list of dependant, 9 to 1")]),
    ("finding old by board : days from 0 to 9\n  presumed leave\n", [("T124", "leave")]),
    ("finding old by board : days from 0 to 9\n  presumed RM5\n", [("U101", "RM5")]),
    ("always tested\n  that cost\n", [("T102", "cost")]),
    ("parameter figure : money\n  from 2024-01-01 is RM5\n     not below RM4\n", [("T123", "not below RM4")]),
    ("parameter figure : dependant\n  from 2024-01-01 is RM5\n", [("T122", "dependant")]),
    ('parameter figure : money\n  title en "x"\n', [("N301", "figure")]),
    ("parameter figure by band of days : money\n  from 2024-01-01\n    below leave : RM5\n", [("T123", "leave")]),
    ("parameter figure by band of days : money\n  from 2024-01-01\n    below RM5 : RM5\n", [("U101", "RM5")]),
    ("parameter figure by relation_kind : money\n  from 2024-01-01\n    spouse : RM5\n    child : RM5\n"
     "    nephew : RM5\n", [("N112", "nephew")]),
    ('scale fare : money on money\n  title en "x"\n', [("N301", "fare")]),
    ("scale fare : money on money\n  from 2024-01-01\n    3% from cost\n", [("T123", "cost")]),
    ("scale fare : money on money\n  from 2024-01-01\n    3% from RM0\n    2% from RM0\n", [("D208", "RM0")]),
    ("rule tested\n  title en \"x\"\n", [("N301", "tested")]),
    ("rule tested\n  as at cost\n  is yes\n", [("T101", "cost")]),
    ("rule tested\n  is yes\n  is no\n", [("N302", "is no")]),
    ("rule tested\n  from 2024-01-01 is yes\n  from 2024-06-01 is no\n", [("D101", "from 2024-06-01")]),
    ("rule tested of (cost : money) : money\n  is RM5\n", [("N120", "cost")]),
    ("rule tested of (part : money, part : money) : money\n  is part\n", [("N107", "part")]),
    ("rule tested : money\n  all of\n    i. fishing\n", [("T103", "all of\n    i. fishing")]),
    ("rule tested\n  by reading colour\n    one : yes\n    two : no\n", [("N110", "colour")]),
    ("rule tested\n  by reading which\n    one : yes\n    one : yes\n    two : no\n", [("N107", "one")]),
    ("rule tested : money\n  is\n    RM5 when fishing\n    otherwise RM4\n    otherwise RM3\n",
     [("N302", "otherwise RM3")]),
    ("rule tested : money\n  by cost\n    below 5 : RM5\n    otherwise : RM4\n", [("U104", "below 5")]),
    ("rule tested : money\n  table\n    | leave | is |\n    | from 2 days to RM5 | RM5 |\n    | otherwise | RM4 |\n",
     [("U104", "from 2 days to RM5")]),
    ("benefit loan for each d in cost\n  as at died_on\n  payable when fishing\n", [("T114", "cost")]),
    ("benefit loan for each cost in dependants\n  as at died_on\n  payable when fishing\n", [("N120", "cost")]),
    ("benefit loan for each d in nobody\n  as at died_on\n  payable when fishing\n", [("N110", "nobody")]),
    ("fact aunts : list of aunt, 0 to 4\nbenefit loan for each a in aunts\n  as at died_on\n  payable when fishing\n",
     [("N110", "aunt")]),
    ("benefit loan for each d in nobody\n  as at died_on\n  payable when small over RM5\n"
     "  rule small : money\n    is RM5 times weight of d\n", [("N110", "nobody")]),
    ("entity aunt\n  fact tall : yes or no\nfact aunts : list of aunt, 0 to 4\n"
     "rule tested\n  is some a in aunts has (weight of a at least 5)\n", [("N121", "weight")]),
    ("rule tested : money\n  from 2024-06-01 to 2024-01-01 is RM5\n", [("D102", "from 2024-06-01 to 2024-01-01")]),
    ("rule tested : money\n  before 0001-01-01 is RM5\n", [("D102", "before 0001-01-01")]),
    ("parameter figure : money\n  before 0001-01-01 is RM5\n  from 2024-01-01 is RM6\n",
     [("D102", "before 0001-01-01")]),
    ("fact old : list of money, 1 to 6, each from RM0 to nowhere\n", [("N102", "nowhere")]),
    ("fact old : money per nowhere from RM0 to RM5\n", [("N110", "money per nowhere")]),
    ("always tested\n  title en \"x\"\n", [("N301", "tested")]),
    ('source other "x" in en\n  item X-1 en "x"\n  item X-1 en "y"\n', [("N107", "X-1")]),
    ("list more\n  one\n  two\n  group both : one, two, one\n", [("N107", "one")]),
    ('reading other\n  title en "?"\n  one chosen because en "so"  ms "demikian"\n  one\n', [("N107", "one")]),
    ('gap who : nobody\n  title en "who"\n', [("N110", "nobody")]),
    ("rule tested : money\n  clauses\n    one : RM1\n    one : RM2\n", [("N107", "one")]),
    ("rule tested : money\n  by cost\n    up to RM5 : RM1\n    below RM5 : RM2\n    otherwise : RM3\n",
     [("D208", "below RM5")]),
    ("rule tested : money\n  table\n    | from RM1 to RM5 | is |\n    | yes | RM1 |\n    | otherwise | RM2 |\n",
     [("T203", "from RM1 to RM5")]),
    ("rule tested : money\n  table\n    | cost | is |\n    | from nowhere to RM5 | RM1 |\n    | otherwise | RM2 |\n",
     [("N102", "nowhere")]),
    (BENEFIT + "  needs\n    form en \"form\" when cost\n    form en \"form\"\n", [("T102", "cost"), ("N107", "form")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), DECLARATIONS, ids=range(len(DECLARATIONS)))
def test_declarations(text: str, said: list[tuple[str, str]]) -> None:
    assert _said(text) == said


DIVISIONS = [
    ("    among colour by relation\n    first\n      spouse 1/2 equally\n" + TIERS, [("N110", "colour")]),
    ("    among wages by relation\n    first\n      spouse 1/2 equally\n" + TIERS, [("T114", "wages")]),
    ("    among dependants by colour\n    first\n      spouse 1/2 equally\n" + TIERS, [("N121", "colour")]),
    ("    among dependants by born\n    first\n      spouse 1/2 equally\n" + TIERS, [("T101", "born")]),
    ("    among dependants by relation\n    first\n      nephew 1/2 equally\n" + TIERS, [("N112", "nephew")]),
    ("    among dependants\n    first\n      spouse 1/2 equally\n" + TIERS, [("N301", "spouse")]),
    ("    among dependants by relation\n    first\n      spouse RM5 equally\n" + TIERS, [("U101", "RM5")]),
    ("    among dependants by relation\n    first\n      spouse 1/2 equally\n      spouse 1/2 equally\n" + TIERS,
     [("N107", "spouse")]),
    ("    among dependants by relation\n    first\n      spouse 1/2 equally\n        barred when cost\n" + TIERS,
     [("T102", "cost")]),
    ("    among dependants by relation\n    first\n      spouse 1/2 equally\n        ends on cost : lapses\n" + TIERS,
     [("T101", "cost")]),
    ("    among dependants by relation\n    first\n      spouse 1/2 equally\n"
     + TIERS.replace("lapses", "by reading which (one : lapses)"), [("N123", "by reading which (one : lapses)")]),
    ("    among dependants by relation\n    first\n      spouse 1/2 equally\n"
     + TIERS.replace("odd units unpaid", "odd units to lowest born of dependant"), [("T104", "born of dependant")]),
    ("    among dependants by relation\n    first\n      spouse 1/2 equally\n" + TIERS.replace("RM0.01", "cost"),
     [("T125", "cost")]),
    ("    among dependants in proportion to relation of dependant\n    split to RM0.01, largest remainder\n",
     [("T108", "relation of dependant")]),
    ("    among dependants in proportion to weight of dependant\n    split to RM0.01, largest remainder\n"
     "    first\n      spouse 1/2 equally\n", [("N303", "first\n      spouse 1/2 equally")]),
    ("    parties\n      state RM4\n      state RM5\n      member the rest\n      worker the rest\n",
     [("N107", "state"), ("N302", "worker the rest")]),
    ("    parties\n      state 4\n", [("U101", "4")]),
    ("    parties\n      state RM4\n    until died_on\n", [("N301", "rate")]),
    ("    among dependants by relation\n    first\n      spouse 1/2 equally where (cost)\n" + TIERS,
     [("T102", "cost")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), DIVISIONS, ids=range(len(DIVISIONS)))
def test_divisions(text: str, said: list[tuple[str, str]]) -> None:
    assert _said(SHARES + text) == said


def test_a_division_in_proportion_and_one_by_a_reading_are_read() -> None:
    by_weight = "    among dependants in proportion to weight of dependant\n    split to RM0.01, largest remainder\n"
    by_reading = (
        "    among dependants by relation\n    first\n      close_family 1/2 equally\n        barred when fishing\n"
        "        ends on died_on : by reading which (two : lapses, one : passes to the_others)\n" + TIERS
    )

    assert _said(SHARES + by_weight) == []
    assert _said(SHARES + by_reading) == []


def test_the_members_of_a_class_may_be_told_by_where_alone() -> None:
    classes = "    among dependants\n    first\n      heavy 1/2 equally where (weight of dependant over 5)\n"

    assert _said(SHARES + classes + TIERS) == []


def test_a_field_that_is_wrong_is_said_once_and_not_again_at_the_classes() -> None:
    aunts = "entity aunt\n  fact kin : one of nowhere\nfact aunts : list of aunt, 0 to 3\n"
    classes = "    among aunts by kin\n    first\n      spouse 1/2 equally\n"

    assert _said(aunts + SHARES + classes + TIERS) == [("N110", "nowhere")]


def test_draws_need_an_order_that_puts_members_one_after_the_other() -> None:
    drawn = (
        BENEFIT + "  draws spent : money\n    of RM5\n    among dependants in order of {} of dependant\n    each RM1\n"
    )

    assert _said(drawn.format("weight")) == []
    assert _said(drawn.format("relation")) == [("T108", "relation of dependant")]


def test_what_is_compared_with_a_wrong_name_is_not_found_wrong_too() -> None:
    """`spouse` is a value of some list, and may well be one of the list that was meant; `nephew` is one of none."""
    assert _said("rule tested\n  is nowhere is spouse\n") == [("N102", "nowhere")]
    assert _said("rule tested\n  is nowhere is nephew\n") == [("N102", "nowhere"), ("N102", "nephew")]


def test_money_without_a_smaller_unit_is_whole() -> None:
    found = read(f"{HEAD}{BOOK}rule tested : money\n  is RM1.50\n".replace("to 0.01 sen", "to 1 yen")).diagnostics

    assert [(each.code, each.facts["smallest"]) for each in found if each.severity is Severity.ERROR] == [
        ("U108", "RM1")
    ]


MODULE = """-- the next file
module boats
  title en "boats"  ms "bot"
entity crew
  fact born : birth date
unit knot
body board
list colour
  red
"""
MODULES = [
    ("fact boats : yes or no\n", [("N104", "boats")]),
    ("module fish\n  uses boat\n", [("N110", "boat")]),
    ("module fish\nfact hands : list of crew, 0 to 4\n", [("N109", "crew")]),
    ("module fish\nfact speed : knot from 0 to 40\n", [("N109", "knot")]),
    ("module fish\nfact paint : one of colour\n", [("N109", "colour")]),
    ("module fish\nfinding late by board : yes or no\n", [("N109", "board")]),
    ("module fish\n  uses boats\nfact speed : knot from 0 to 40\nfact paint : one of colour\n", []),
]


@pytest.mark.parametrize(("text", "said"), MODULES, ids=range(len(MODULES)))
def test_modules(text: str, said: list[tuple[str, str]]) -> None:
    found = read(f"{HEAD}{MODULE}-- the next file\n{text}").diagnostics

    assert [(each.code, each.span.text) for each in found if each.severity is Severity.ERROR] == said


def test_a_draw_needs_its_lines() -> None:
    found = read(f"{HEAD}{BOOK}{BENEFIT}  draws spent : money\n    when fishing\n").diagnostics

    assert sorted(each.facts["line"] for each in found if each.code == "N301") == ["among", "each", "of"]
