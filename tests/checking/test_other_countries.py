"""What books of other countries need: one language, other marks of money, sources in other languages, cohorts."""

from datetime import date

import pytest

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.source.diagnostic import Severity
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from tests.checking.books import read

BOOK = """rulebook towns
  {title}
  money {code} written {mark} to 0.01 cent
  leap birthday on 1 March
  month end back
fact pay : money from {mark}0 to {mark}1,000
  title en "pay"
rule most : money
  is pay not above {mark}12.50
"""


def book(title: str = 'title en "Towns"', code: str = "USD", mark: str = "$") -> str:
    return BOOK.format(title=title, code=code, mark=mark)


def test_a_book_in_one_language_needs_no_title_in_the_other() -> None:
    assert "N201" not in [each.code for each in read(book()).diagnostics]


@pytest.mark.parametrize("title", ['title en "Towns"  ms "Bandar"', ""])
def test_a_book_in_two_languages_needs_both_titles(title: str) -> None:
    wanted = [dict(each.facts) for each in read(book(title)).diagnostics if each.code == "N201"]

    assert ("fact", "pay", "ms") in [(each["kind"], each["name"], each["languages"]) for each in wanted]


@pytest.mark.parametrize("mark", ["$", "S$", "NZ$", "CHF", "€", "₩", "₫", "฿", "₺"])
def test_money_is_written_with_the_mark_of_its_country(mark: str) -> None:
    checked = read(book(mark=mark))

    assert checked.model is not None
    assert [each for each in checked.diagnostics if each.severity is Severity.ERROR] == []
    assert checked.model.settings.symbol == mark


def test_money_behind_another_mark_than_that_of_the_book_is_pointed_out() -> None:
    checked = read(book(mark="S$").replace("S$12.50", "NZ$12.50"))

    assert [(each.code, each.span.text) for each in checked.diagnostics if each.severity is Severity.ERROR] == [
        ("U107", "NZ$12.50")
    ]


@pytest.mark.parametrize(("language", "codes"), [("de", []), ("zh", []), ("fil", []), ("german", ["S057"])])
def test_a_source_may_be_in_any_language(language: str, codes: list[str]) -> None:
    source = f'source act "Sozialgesetzbuch" in {language}\n  item P-1 en "rate" not a rule because "told elsewhere"\n'

    assert [each.code for each in parse(Source("book.policy", source)).diagnostics] == codes


def test_bands_without_a_day_of_their_own_hold_as_long_as_their_source_attests() -> None:
    source = 'source act "Act" in en, attests 2024-01-01 to 2024-12-31\n  item A-1 en "rates"\n'
    table = 'parameter rate by band of years : percent\n  title en "rate"\n  is cites act A-1\n'
    table += "    up to 55 years : 37%\n    over 55 years : 12.5%\n"
    rule = "rule asked : percent\n  as at 2024-05-01\n  is rate of 60 years\n"
    checked = read(book().replace("$12.50", "$12.50  cites act A-1") + source + table + rule)

    assert [each.code for each in checked.diagnostics if each.severity is Severity.ERROR] == []
    assert checked.model is not None
    (version,) = checked.model.parameters["rate"].versions
    assert (version.attested, [cited.items for cited in version.authority.citations]) == (True, [("A-1",)])


@pytest.mark.parametrize(
    ("by", "edge", "better"),
    [("born_on", "below 1955-01-01", "before"), ("pay", "before $5", "below"), ("pay", "on or after $5", "at least")],
)
def test_bands_of_amounts_and_bands_of_dates_have_words_of_their_own(by: str, edge: str, better: str) -> None:
    born = 'fact born_on : birth date\n  title en "born"\n'
    rule = f"rule asked : count\n  by {by}\n    {edge} : 1\n    otherwise : 2\n"
    found = [each for each in read(book() + born + rule).diagnostics if each.severity is Severity.ERROR]

    assert [(each.code, each.facts["better"]) for each in found] == [("T104", better)]


def test_a_table_by_bands_of_an_amount_takes_no_words_for_dates() -> None:
    table = 'parameter rate by band of years : percent\n  title en "rate"\n  from 2024-01-01\n'
    table += "    before 55 years : 37%\n    at least 55 years : 12%\n"
    found = [each for each in read(book() + table).diagnostics if each.severity is Severity.ERROR]

    assert [(each.code, each.span.text, each.facts["better"]) for each in found] == [
        ("T104", "before 55 years", "below")
    ]


CLOCK = """fact told_at : moment
  title en "told at"
fact born_on : birth date
  title en "born"
fact told_on : date
  title en "told on"
rule asked : {type}
  is {expression}
"""


@pytest.mark.parametrize(
    ("type", "expression", "line"),
    [
        ("date", "date of told_at", "`moments at +08:00`"),
        ("years", "age of born_on on told_on", "`leap birthday on 1 March` or `leap birthday on 28 February`"),
        ("date", "told_on plus 1 months", "`month end back` or `month end forward`"),
        ("date", "told_on minus 1 months", "`month end back` or `month end forward`"),
    ],
)
def test_a_convention_that_is_used_is_said_by_the_head(type: str, expression: str, line: str) -> None:
    head = 'rulebook towns\n  title en "Towns"\n  money USD written $ to 0.01 cent\n'
    used = CLOCK.format(type=type, expression=expression)
    said = head + "  leap birthday on 28 February\n  month end forward\n  moments at -05:00\n"

    missing = [each for each in read(head + used).diagnostics if each.severity is Severity.ERROR]
    assert [(each.code, each.facts["line"], each.span.text) for each in missing] == [("D213", line, expression)]
    assert "D213" not in [each.code for each in read(said + used).diagnostics]


@pytest.mark.parametrize(
    ("clock", "day"), [("+08:00", "2024-07-01"), ("+00:00", "2024-06-30"), ("-05:00", "2024-06-30")]
)
def test_a_moment_falls_on_the_day_of_the_clock_of_the_book(clock: str, day: str) -> None:
    head = f'rulebook towns\n  title en "Towns"\n  money USD written $ to 0.01 cent\n  moments at {clock}\n'
    checked = read(head + CLOCK.format(type="date", expression="date of told_at"))
    assert checked.model is not None
    facts = read_facts(checked.model, {"told_at": "2024-06-30T16:30:00+00:00"}).facts
    assert facts is not None
    (decision,) = decide(checked.model, facts, "asked").decisions

    assert decision.condition.value == date.fromisoformat(day)
