"""What declarations mean: facts, figures, rules, benefits, payments, shares, tree to model."""

from datetime import date
from fractions import Fraction

from policy_engine.model import core, rulebook
from policy_engine.model.types import YES_NO, EntityType
from policy_engine.source.diagnostic import Severity
from policy_engine.values.truth import NO
from tests.checking.books import ACT, HEAD, NEXT_FILE, read

PEOPLE = """
list relation_kind
  spouse
  child
  parent
  group close_family : spouse, child
entity dependant
  fact relation : one of relation_kind
  fact born : birth date
  fact married_on : date or never
fact dependants : list of dependant, 0 to 20
fact died_on : date or never
fact injured_on : date
fact leave : days from 0 to 100
fact fishing : yes or no
fact sailing : yes or no
"""


def _model(text: str) -> rulebook.Model:
    checked = read(f"{HEAD}{PEOPLE}{text}")
    assert [(each.code, dict(each.facts)) for each in checked.diagnostics if each.severity is Severity.ERROR] == []
    assert checked.model is not None
    return checked.model


def _grave(text: str, people: str = PEOPLE) -> list[tuple[str, str]]:
    found = read(f"{HEAD}{people}{text}").diagnostics
    return [(each.code, each.span.text) for each in found if each.severity is Severity.ERROR]


# ------------------------------------------------------------------------------------------------ facts


def test_ranges_and_steps_are_in_base_units() -> None:
    facts = _model(
        "fact wage : money per year from RM0 to RM1,200\n"
        "body board\nfinding loss by board : percent from 0% to 100% in steps of 0.5%\n  presumed 0%\n"
        "fact age_given : years from 0 to 120\nfact pause : weeks from 1 to 52\n"
        "fact share : fraction from 0/1 to 1/1 in steps of 1/12\n"
        "fact shop : count from 0 to 9\nfact fit : yes or no\n"
        "fact wages : list of money per month, 1 to 6, each from RM0 to RM9,000 in steps of RM0.05\n"
    ).facts

    def limits(name: str) -> tuple[object, object, object]:
        return facts[name].low, facts[name].high, facts[name].step

    assert limits("wage") == (0, 10000, Fraction(1, 12))  # 120,000 sen a year; one sen a year
    assert limits("loss") == (0, 1, Fraction(1, 200))
    assert facts["loss"].presumed == 0
    assert facts["loss"].by == ("board",)
    assert limits("age_given") == (0, 1440, 12)
    assert limits("pause") == (7, 364, 7)
    assert limits("share") == (0, 1, Fraction(1, 12))
    assert limits("shop") == (0, 9, 1)
    assert limits("fit") == (None, None, None)
    assert limits("wages") == (0, 900000, 5)
    assert facts["wages"].length == (1, 6)


def test_the_step_of_a_percentage_is_one_percent() -> None:
    assert _model("fact loss : percent from 0% to 100%\n").facts["loss"].step == Fraction(1, 100)
    assert _grave("fact loss : percent from 0% to 99.5%\n") == [("U204", "99.5%")]


def test_a_presumption_of_yes_or_no_is_a_value() -> None:
    model = _model("body board\nfinding breach by board : yes or no\n  presumed no\n")

    assert model.facts["breach"].presumed is NO


def test_fields_see_their_member() -> None:
    model = _model("entity worker\n  fact ill : yes or no\n  fact ill_on : date\n    ask when ill of worker\n")

    asked = model.entities["worker"].fields["ill_on"].ask_when
    assert asked == core.FieldValue("worker", "ill", core.Variable("worker", EntityType("worker")), YES_NO)


# ------------------------------------------------------------------------------------------------ figures


def test_an_undated_value_holds_while_its_source_attests() -> None:
    version = _model(ACT + "parameter limit : money\n  is RM5  cites act A-1\n").parameters["limit"].versions[0]

    assert version.attested
    assert version.interval == rulebook.Interval(date(2024, 1, 1), date(2024, 12, 31))


def test_versions_stand_in_the_order_of_their_days() -> None:
    versions = (
        _model(
            "parameter limit : money\n  from 2024-01-01 is RM7\n  from 2023-01-01 to 2023-12-31 is RM6\n"
            "  before 2023-01-01 is RM5\n"
        )
        .parameters["limit"]
        .versions
    )

    assert [version.interval.to for version in versions] == [date(2022, 12, 31), date(2023, 12, 31), None]
    assert [version.value.value for version in versions if isinstance(version.value, core.Literal)] == [500, 600, 700]


def test_bands_take_what_the_ones_before_leave() -> None:
    text = "parameter factor by band of years : number\n  from 2024-01-01\n"
    rising = _model(text + "    below 20 years : 90\n    up to 40 years : 60\n    over 40 years : 30\n")
    falling = _model(text + "    over 40 years : 30\n    at least 20 years : 60\n    below 20 years : 90\n")

    # 20 years are 240 months, 40 years 480
    assert [each.band for each in rising.parameters["factor"].versions[0].values] == [
        (None, False, 240, False), (240, True, 480, True), (480, False, None, False),
    ]  # fmt: skip
    assert [each.band for each in falling.parameters["factor"].versions[0].values] == [
        (480, False, None, False), (240, True, 480, True), (None, False, 240, False),
    ]  # fmt: skip


def test_a_gap_may_stand_for_a_figure() -> None:
    model = _model(
        'gap parents_share : fraction\n  title en "share"\nparameter share_of by relation_kind : fraction\n'
        "  from 2024-01-01\n    spouse : 3/5\n    child : 2/5\n    parent : parents_share\n"
    )
    value = model.parameters["share_of"].versions[0].values[2].value

    assert isinstance(value, core.OpenPoint)


def test_the_rate_of_a_scale_makes_its_result_of_its_base() -> None:
    scale = _model("scale fare : money on days\n  from 2024-01-01\n    RM3 from 0 days\n    RM2 per day from 2 weeks\n")

    assert [(each.rate, each.start) for each in scale.scales["fare"].versions[0].slices] == [(300, 0), (200, 14)]


# ------------------------------------------------------------------------------------------------ rules


def _choice(text: str) -> core.Choose:
    node = _model(text).rules["tested"].versions[0].expression
    assert isinstance(node, core.Choose)
    return node


def _shape(node: core.Expression | None) -> str:
    """Operators and literals of a condition, short enough to compare."""
    match node:
        case core.Operation():
            return f"{node.operator} {', '.join(_shape(each) for each in node.operands[1:])}".strip()
        case core.Limbs():
            return f"{node.word}({'; '.join(_shape(limb.expression) for limb in node.limbs)})"
        case core.Literal():
            return str(node.value)
        case core.FactValue():
            return node.fact
        case _:
            return "" if node is None else type(node).__name__


def test_bands_of_a_rule_become_rows() -> None:
    rows = _choice(
        "rule tested : money\n  by leave\n    up to 10 days : RM1\n    below 20 days : RM2\n    otherwise : RM3\n"
    ).rows

    assert [_shape(row.test) for row in rows] == ["at most 10", "all of(below 20; over 10)", ""]
    assert [row.otherwise for row in rows] == [False, False, True]


def test_a_last_band_that_says_the_rest_has_one_bound() -> None:
    rows = _choice("rule tested : money\n  by leave\n    below 10 days : RM1\n    at least 10 days : RM2\n").rows

    assert [_shape(row.test) for row in rows] == ["below 10", "at least 10"]


def test_bands_out_of_order_are_refused() -> None:
    text = "rule tested : money\n  by leave\n    below 20 days : RM2\n    up to 10 days : RM1\n    otherwise : RM3\n"

    assert _grave(text) == [("D208", "up to 10 days")]


def test_cells_test_their_column() -> None:
    choice = _choice(
        "fact payer : one of relation_kind\nrule tested : money\n  table\n    | payer | leave | is |\n"
        "    | spouse, child | from 2 days to 5 days | RM1 |\n    | parent | below 2 days | RM2 |\n"
        "    | close_family | at least 6 days | RM3 |\n    | otherwise | any | RM4 |\n"
    )

    assert [_shape(row.test) for row in choice.rows] == [
        "all of(in values spouse, child; all of(at least 2; at most 5))",
        "all of(is parent; below 2)",
        "all of(in values spouse, child; at least 6)",
        "",
    ]
    assert [len(row.columns) for row in choice.rows] == [2, 2, 2, 0]


def test_clauses_know_whom_they_beat() -> None:
    rows = _choice(
        "rule tested : percent\n  clauses\n    article_1 : 5%\n"
        "    article_2 overrides article_1 : 20% when leave over 1 day\n"
        "    article_3 overrides article_2 : 15% when fishing\n"
        "    article_6 overrides article_3 within article_2 : 25% when sailing\n"
    ).rows

    assert [(row.label, row.overrides, _shape(row.test)) for row in rows] == [
        ("article_1", (), ""),
        ("article_2", (0,), "over 1"),
        ("article_3", (1,), "fishing"),
        ("article_6", (2,), "all of(sailing; over 1)"),
    ]


def test_the_words_of_a_clause_are_wanted_in_the_languages_of_the_book() -> None:
    text = "rulebook towns\n{}  money MYR written RM to 0.01 sen\nrule rate : percent\n  clauses\n    first{} : 5%\n"

    def wanting(title: str, words: str) -> list[str]:
        found = read(text.format(title, words)).diagnostics
        return [str(each.facts["languages"]) for each in found if each.facts.get("kind") == "clause"]

    assert wanting("", "") == []
    assert wanting('  title en "Towns"\n', "") == ["en"]
    assert wanting('  title en "Towns"  ms "Bandar"\n', ' en "the first"') == ["ms"]
    assert wanting('  title en "Towns"  ms "Bandar"\n', ' en "the first"  ms "yang pertama"') == []


def test_branches_stand_in_the_order_of_the_options() -> None:
    model = _model(
        'reading which\n  title en "?"\n  one chosen because en "so"  ms "demikian"\n  two\n'
        "rule tested\n  by reading which\n    two : no\n    one : yes\n"
    )
    node = model.rules["tested"].versions[0].expression

    assert isinstance(node, core.ByReading)
    assert [option for option, _ in node.branches] == ["one", "two"]


def test_authority_stays_with_its_line() -> None:
    model = _model(
        ACT
        + 'assumption so\n  title en "so"\n'
        + "rule tested : money\n  is RM5 cites act A-1\n     not below RM4  assumes so\n"
    )
    node = model.rules["tested"].versions[0].expression

    assert isinstance(node, core.Operation)
    assert node.authority == core.Authority((), ("so",))
    assert node.operands[0].authority == core.Authority((core.Cited("act", ("A-1",)),), ())


# ------------------------------------------------------------------------------------------------ benefits

PENSION = """benefit pension
  as at died_on
  payable when all of
    i. died_on is not never
    ii. fishing
"""


def test_payable_when_alone_is_the_condition() -> None:
    condition = _model(PENSION).benefits["pension"].condition

    assert isinstance(condition, core.Limbs)
    assert [limb.label for limb in condition.limbs] == ["i", "ii"]


def test_applies_and_unless_are_limbs_beside_payable() -> None:
    benefit = _model(PENSION + "  applies when fishing\n  unless sailing\n  unless leave over 9 days\n").benefits[
        "pension"
    ]

    assert isinstance(benefit.condition, core.Limbs)
    assert [limb.label for limb in benefit.condition.limbs] == ["applies", "payable", "unless", "unless2"]
    assert _shape(benefit.condition.limbs[2].expression) == "none of(sailing)"
    assert benefit.applies is benefit.condition.limbs[0].expression


def test_what_a_benefit_lacks_is_said() -> None:
    assert _grave("benefit pension\n  applies when fishing\n") == [("N301", "pension"), ("N301", "pension")]


def test_to_ends_a_day_later_than_until() -> None:
    pays = "  pays rate : money per month\n    is RM5 per month\n    from injured_on\n    {} died_on\n"
    until = _model(PENSION + pays.format("until")).benefits["pension"].payments[0]
    to = _model(PENSION + pays.format("to")).benefits["pension"].payments[0]

    assert isinstance(until, rulebook.Payment)
    assert isinstance(to, rulebook.Payment)
    assert (_shape(until.until), until.ends_to) == ("died_on", False)
    assert (_shape(to.until), to.ends_to) == ("date plus days 1", True)


def test_a_payment_that_ends_has_a_beginning() -> None:
    assert _grave(PENSION + "  pays rate : money per month\n    is RM5 per month\n    until died_on\n") == [
        ("N301", "rate")
    ]


def test_rules_inside_a_benefit_of_members_take_the_member() -> None:
    model = _model(
        "benefit loan for each dependant in dependants\n  as at injured_on\n  payable when is_young\n"
        "  rule is_young\n    is age of born of dependant below 21 years\n"
    )
    condition = model.benefits["loan"].condition

    assert model.rules["loan.is_young"].arguments == (("dependant", EntityType("dependant")),)
    assert condition == core.Use("loan.is_young", (core.Variable("dependant", EntityType("dependant")),), YES_NO)


SHARES = """  shares rate : money per month
    of RM500 per month
    among dependants by relation
    tiers fixed on died_on
    first when some d in dependants has (relation of d in close_family)
      spouse 3/5 equally
      child 2/5 equally where (age of born of dependant below 21 years)
        while married_on of dependant is never
        ends on married_on of dependant : passes to spouse
    next
      others 1/2 equally where (relation of dependant is parent)
    divided once
    unfilled lapses
    split to RM0.01 per month, odd units to latest born of dependant
    rest unpaid
    from injured_on
"""


def test_classes_of_shares_are_conditions_on_a_member() -> None:
    shares = _model(PENSION + SHARES).benefits["pension"].payments[0]

    assert isinstance(shares, rulebook.Shares)
    classes = [each for tier in shares.tiers for each in tier.classes]
    assert [_shape(each.member) for each in classes] == ["is spouse", "all of(is child; below 252)", "is parent"]
    assert [each.name for each in classes] == ["spouse", "child", "others"]
    assert classes[1].endings[0].fate == rulebook.Fate("passes", "spouse")
    assert (shares.unit, shares.odd, shares.odd_highest, shares.again) == (1, "to", True, False)
    assert shares.variable == "dependant"


def test_every_line_that_shares_need_is_asked_for() -> None:
    found = read(f"{HEAD}{PEOPLE}{PENSION}  shares rate : money per month\n    from injured_on\n").diagnostics
    lines = sorted(each.facts["line"] for each in found if each.code == "N301")

    assert lines == ["among", "divided", "first", "of", "rest", "split to", "tiers fixed on", "unfilled"]


def test_parties_take_amounts_and_one_the_rest() -> None:
    text = PENSION + "  shares parts : money\n    of RM10\n    parties\n      state RM4\n      member the rest\n"
    shares = _model(text).benefits["pension"].payments[0]

    assert isinstance(shares, rulebook.Shares)
    assert [(party.name, _shape(party.amount)) for party in shares.parties] == [("state", "400"), ("member", "")]
    assert _grave(text + "    divided once\n") == [("N303", "divided once")]


def test_a_draw_goes_through_the_list_in_order() -> None:
    text = PENSION + (
        "  draws spent : money\n    of RM10\n    among dependants in order of born of dependant\n    each RM4\n"
    )
    draws = _model(text).benefits["pension"].payments[0]

    assert isinstance(draws, rulebook.Draws)
    assert (draws.variable, _shape(draws.each)) == ("dependant", "400")


# ------------------------------------------------------------------------------------------------ the book


def test_money_needs_a_line_in_the_head() -> None:
    found = read('rulebook towns\n  title en "towns"\nrule limit : money\n  is lowest of (RM5.50, RM6)\n').diagnostics

    assert [(each.code, each.facts.get("line")) for each in found if each.severity is Severity.ERROR] == [
        ("N301", "money")
    ]


def test_two_files_that_claim_one_name_are_both_shown() -> None:
    found = read(f"{HEAD}rule limit\n  is yes\n{NEXT_FILE}rule limit\n  is no\n").diagnostics
    twice = [each for each in found if each.code == "N104"]

    assert [each.span.source.name for each in twice] == ["file_2.policy"]
    assert [each.related[0].span.source.name for each in twice] == ["file_1.policy"]


def test_a_module_sees_itself_what_it_uses_and_what_has_no_module() -> None:
    ports = "module ports\nrule port_open\n  is yes\n"
    ferries = "module ferries\n{}rule ferry_runs\n  is port_open and town_open\n"
    text = f"{HEAD}rule town_open\n  is yes\nrule both\n  is ferry_runs and port_open\n{NEXT_FILE}{ports}{NEXT_FILE}"

    assert _grave(f"{text}{ferries.format('  uses ports' + chr(10))}".removeprefix(HEAD), "") == []
    assert _grave(f"{text}{ferries.format('')}".removeprefix(HEAD), "") == [("N109", "port_open")]


def test_a_rule_inside_a_benefit_is_not_called_like_a_value_of_a_list() -> None:
    assert _grave(PENSION + "  rule child\n    is yes\n") == [("N106", "child")]


def test_a_misspelt_name_that_can_mean_one_thing_is_mended() -> None:
    found = read(f"{HEAD}{PEOPLE}rule tested\n  is fishng\n").diagnostics
    fix = next(each.fix for each in found if each.code == "N102")

    assert fix is not None
    assert fix.text == "fishing"


def test_a_book_without_a_head_is_said() -> None:
    assert [each.code for each in read("").diagnostics] == ["N101"]


def test_a_name_that_is_unknown_in_many_places_is_said_once() -> None:
    text = "rule first_rule\n  is fishng\nrule second_rule\n  is fishng and sailing\nrule third_rule\n  is salling\n"
    found = [each for each in read(f"{HEAD}{PEOPLE}{text}").diagnostics if each.code == "N102"]

    assert [each.span.text for each in found] == ["fishng", "salling"]
    assert [label.span.line for label in found[0].related] == [found[0].span.line + 2]


def test_the_reason_for_an_option_is_wanted_in_both_languages() -> None:
    text = 'reading which\n  title en "?"  ms "?"\n  one en "a"  ms "b"  chosen because {}\n  two en "c"  ms "d"\n'
    rule = "rule tested\n  by reading which\n    two : no\n    one : yes\n"

    both = read(HEAD + text.format('en "so"  ms "demikian"') + rule)
    english = read(HEAD + text.format('"so"') + rule)

    assert both.model is not None
    assert english.model is not None
    assert both.model.readings["which"].options[0].because == rulebook.Words("so", "demikian")
    assert english.model.readings["which"].options[0].because == rulebook.Words("so")
    wanted = [each for each in english.diagnostics if each.code == "N201" and each not in both.diagnostics]
    assert [(each.facts["kind"], each.facts["languages"]) for each in wanted] == [("chosen because", "ms")]


def test_days_between_two_versions_are_named() -> None:
    found = read(
        f"{HEAD}parameter fee : money\n  from 2024-07-01 is RM6  assumes so\n"
        '  from 2024-01-01 to 2024-05-31 is RM5  assumes so\nassumption so\n  title en "so"  ms "demikian"\n'
    ).diagnostics

    holes = [dict(each.facts) for each in found if each.code == "D105"]
    assert holes == [{"first": "2024-06-01", "last": "2024-06-30"}]


def test_cases_have_names_of_their_own() -> None:
    rule = "rule afloat\n  is fishing\n"
    case = 'case {}\n  for afloat\n  origin "by hand"\n  given\n    fishing is yes\n  expect value\n    is yes\n'

    assert _grave(rule + case.format("afloat") + case.format("fishing")) == []
    assert _grave(rule + case.format("afloat") * 2) == [("N104", "afloat")]
