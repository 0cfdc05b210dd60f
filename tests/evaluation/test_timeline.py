"""A benefit over time: breakpoints, stretches and totals, each worked out by hand."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision, Facts
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.timeline.timeline import Timeline, timeline
from policy_engine.evaluation.timeline.totals import UNSAID, totals
from policy_engine.model.rulebook import Model
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from policy_engine.values.value import Open

HEAD = """\
rulebook town
  title en "Town"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
  {part}
source act "An Act" in en
  item A-1 en "all of it"
assumption silent
  title en "the law is silent"  ms "undang-undang tidak menyatakan"
body member
  title en "member"  ms "ahli"
fact retired_on : date
  title en "retired"  ms "bersara"
fact born : birth date
  title en "born"  ms "lahir"
fact died_on : date or never
  title en "died"  ms "meninggal"
fact abroad : periods
  title en "abroad"  ms "di luar negara"
fact paid_months : calendar months
  title en "months"  ms "bulan"
fact cap : money per month from RM0 to RM10,000
  title en "cap"  ms "had"
parameter least : money per month
  title en "least pension"  ms "pencen minimum"
  from 2020-01-01 to 2021-06-30 is RM600 per month  cites act A-1
  from 2021-07-01 is RM700 per month  cites act A-1
parameter never_again : money per month
  title en "until 2020"  ms "hingga 2020"
  from 2020-01-01 to 2020-12-31 is RM50 per month  cites act A-1
rule old_enough
  is age of born at least 60 years  cites act A-1
rule grown : money per month
  from 2020-01-01 to 2020-03-31 is RM10 per month  cites act A-1
  from 2020-04-01 is RM20 per month  cites act A-1
"""
PART = "part of a month by its days rounded half up  assumes silent"
FACTS: dict[str, object] = {
    "retired_on": "2020-02-10", "born": "1960-02-29", "died_on": "never", "abroad": [], "paid_months": [],
    "cap": "1000",
}  # fmt: skip


def book(payments: str, part: str = PART) -> Model:
    benefit = (
        'benefit pension  cites act A-1\n  title en "Pension"  ms "Pencen"\n  as at retired_on\n'
        "  payable when retired_on on or after 2000-01-01\n"
    )
    parsed = parse(Source("town.policy", HEAD.format(part=part) + benefit + payments))
    checked = check([parsed.file])
    errors = [each for each in (*parsed.diagnostics, *checked.diagnostics) if each.severity.name == "ERROR"]
    assert not errors
    assert checked.model is not None
    return checked.model


def monthly(amount: str, *lines: str) -> str:
    more = "".join(f"    {line}\n" for line in lines)
    return (
        '  pays monthly : money per month to member\n    title en "monthly"  ms "bulanan"\n'
        f"    {amount}\n    from retired_on\n{more}"
    )


def facts_of(model: Model, **given: object) -> Facts:
    read = read_facts(model, {**FACTS, **given})
    assert read.facts is not None, read.diagnostics
    return read.facts


def line_of(model: Model, **given: object) -> Timeline:
    (found,) = timeline(model, facts_of(model, **given), "pension").timelines
    return found


def told(line: Timeline) -> list[tuple[str, object]]:
    """The first day of each stretch, with the amount in ringgit, or the status where there is none."""
    return [(each.start.isoformat(), _amount(each.decision)) for each in line.stretches]


def _amount(decision: Decision) -> object:
    (payment,) = decision.payments
    if payment.status.value != "known":
        return payment.status.value
    assert isinstance(payment.value, int | Fraction)
    return payment.value // 100


def test_versions_of_a_parameter_are_paid_each_in_its_time() -> None:
    line = line_of(book(monthly("is least as at the day paid")))

    assert told(line) == [("2020-02-10", 600), ("2021-07-01", 700)]
    assert line.stretches[-1].until is None


def test_an_amount_fixed_on_the_day_of_the_benefit_does_not_move() -> None:
    assert told(line_of(book(monthly("is least")))) == [("2020-02-10", 600)]


def test_after_the_last_version_there_is_no_value() -> None:
    line = line_of(book(monthly("is never_again as at the day paid")))

    assert told(line) == [("2020-02-10", 50), ("2021-01-01", "referred")]


def test_versions_of_a_rule_are_breakpoints() -> None:
    assert told(line_of(book(monthly("is grown as at the day paid")))) == [("2020-02-10", 10), ("2020-04-01", 20)]


def test_a_while_ends_on_the_first_day_on_which_it_is_no() -> None:
    line = line_of(book(monthly("is RM500 per month", "while the day before died_on")), died_on="2022-05-04")

    assert told(line) == [("2020-02-10", 500), ("2022-05-04", "not_payable")]


def test_an_age_is_reached_on_the_birthday_of_29_february_that_the_book_says() -> None:
    """Born on 29 February 1960: 63 years on 1 March 2023."""
    line = line_of(book(monthly("is RM500 per month", "while age of born below 63 years")))

    assert told(line) == [("2020-02-10", 500), ("2023-03-01", "not_payable")]


def test_a_rule_that_is_asked_for_the_running_day_moves() -> None:
    """60 years on 29 February 2020."""
    line = line_of(book(monthly("is RM500 per month", "while not old_enough")))

    assert told(line) == [("2020-02-10", 500), ("2020-02-29", "not_payable")]


def test_a_payment_ends_before_the_day_until_which_it_is_paid() -> None:
    line = line_of(book(monthly("is RM500 per month", "until died_on")), died_on="2020-03-01")

    assert told(line) == [("2020-02-10", 500), ("2020-03-01", "not_payable")]


def test_before_the_first_day_nothing_is_paid() -> None:
    model = book(monthly("is RM500 per month"))
    (line,) = timeline(model, facts_of(model), "pension", start=date(2020, 1, 1), until=date(2020, 12, 31)).timelines

    assert told(line) == [("2020-01-01", "not_payable"), ("2020-02-10", 500)]
    assert line.stretches[-1].until == date(2020, 12, 31)


def test_what_is_not_known_is_open_only_as_long_as_it_matters() -> None:
    """Whether the member has died is missing; but after 29 February 2028, at 68, nothing is paid in any case."""
    model = book(
        monthly(
            "is RM500 per month", "while all of", "  i.  the day before died_on", "  ii.  age of born below 68 years"
        )
    )
    read = read_facts(model, {name: value for name, value in FACTS.items() if name != "died_on"})
    assert read.facts is not None
    (line,) = timeline(model, read.facts, "pension").timelines

    assert told(line) == [("2020-02-10", "undetermined"), ("2028-02-29", "not_payable")]


MOVING = (
    "the day paid on or after 2020-05-01",
    "the day paid minus 3 months before 2020-07-31",
    "age of born on the day paid at least 61 years",
    "months elapsed from retired_on to the day paid at least 7 months",
    "whole calendar months from retired_on to the day paid over 9 months",
    "days from retired_on to the day paid below 100 days",
    "the day paid is 2020-11-30",
    "the day paid is not 2020-11-30",
    "month of the day paid is 2020-09",
    "month of the day paid in paid_months",
    "the day paid in abroad",
    "the day paid outside abroad",
    "the day paid plus 10 days in abroad",
    "year of the day paid is 2021",
    "first day of month of the day paid on or before 2020-08-01",
    "latest of (the day paid, 2020-06-15) after 2020-06-20",
    "pension paid on the day paid",
    "old_enough as at the day paid",
    "the day paid before died_on",
)


@pytest.mark.parametrize("condition", MOVING)
def test_every_kind_of_moving_condition_is_what_deciding_each_day_gives(condition: str) -> None:
    model = book(monthly(f"is\n      RM100 per month when {condition}\n      otherwise RM50 per month"))
    facts = facts_of(
        model,
        died_on="2020-10-17",
        abroad=[{"from": "2020-03-05", "to": "2020-03-31"}, {"from": "2020-12-01", "to": "2021-01-15"}],
        paid_months=["2020-04", "2020-05", "2020-12"],
        awards=[{"benefit": "pension", "from": "2020-06-01", "to": "2020-07-15"}],
    )
    start, until = date(2020, 2, 10), date(2021, 3, 20)
    (line,) = timeline(model, facts, "pension", start=start, until=until).timelines

    found: list[tuple[str, object]] = []
    for number in range((until - start).days):
        day = start + timedelta(number)
        (decision,) = decide(model, facts, "pension", on=day).decisions
        amount = _amount(decision)
        if not found or found[-1][1] != amount:
            found.append((day.isoformat(), amount))
    assert told(line) == found
    assert len(found) > 1 or "paid_months" not in condition


def test_a_timeline_that_changes_every_day_is_refused() -> None:
    model = book(monthly("is RM1 per month times ((days from retired_on to the day paid) divided by 1 days)"))
    found = timeline(model, facts_of(model), "pension")

    assert [each.code for each in found.diagnostics] == ["Q109"]
    near = timeline(model, facts_of(model), "pension", until=date(2020, 3, 1))
    assert [len(each.stretches) for each in near.timelines] == [20]


# ------------------------------------------------------------------------------------------------ totals


def test_totals_of_whole_months_and_of_days_of_a_month() -> None:
    """February 2020: 20 of 29 days of RM600 are RM413.79 (413.793); March 2020 to June 2021 are 16 months, RM9,600;
    July 2021 RM700; of August 10 of 31 days of RM700 are RM225.81 (225.806)."""
    model = book(monthly("is least as at the day paid"))
    line = line_of(model)
    (total,) = totals(line, model.settings.part_of_month, date(2020, 2, 10), date(2021, 8, 11))

    assert total.due == 41379 + 960000 + 70000 + 22581


def test_a_month_in_which_the_rate_changes_is_rounded_once() -> None:
    """June 2020: 14 days of RM100 and 16 of RM50 are 1,400/30 + 800/30 ringgit, RM73.33 (73.333)."""
    model = book(
        monthly("is\n      RM100 per month when the day paid before 2020-06-15\n      otherwise RM50 per month")
    )
    (total,) = totals(line_of(model), model.settings.part_of_month, date(2020, 6, 1), date(2020, 7, 1))

    assert total.due == 7333


def test_thirtieths() -> None:
    """From 10 February to the end of the month are 21 thirtieths, whatever its length; of January 30 days are all."""
    model = book(monthly("is RM300 per month"), "part of a month by thirtieths rounded down  assumes silent")
    line, rule = line_of(model), model.settings.part_of_month

    assert totals(line, rule, date(2020, 2, 10), date(2020, 3, 1))[0].due == 21 * 1000
    assert totals(line, rule, date(2021, 1, 1), date(2021, 1, 31))[0].due == 30 * 1000
    assert totals(line, rule, date(2021, 1, 31), date(2021, 2, 1))[0].due == 0


def test_without_a_rule_for_parts_of_months_only_whole_months_are_added_up() -> None:
    model = book(monthly("is RM300 per month"), "-- nothing about parts of months")
    line = line_of(model)

    assert totals(line, None, date(2020, 3, 1), date(2020, 5, 1))[0].due == 60000
    assert totals(line, None, date(2020, 3, 1), date(2020, 5, 2))[0].due == UNSAID


def test_what_recorded_awards_cover_is_paid_and_the_rest_is_owing() -> None:
    """March to August 2020 are six months of RM300; awards cover March, April and July."""
    model = book(monthly("is RM300 per month"))
    awards = [
        {"benefit": "pension", "from": "2020-03-01", "to": "2020-04-30"},
        {"benefit": "pension", "from": "2020-07-01", "to": "2020-07-31"},
    ]
    line = line_of(model, awards=awards)
    (total,) = totals(line, model.settings.part_of_month, date(2020, 3, 1), date(2020, 9, 1))

    assert (total.due, total.paid, total.owing) == (180000, 90000, 90000)


def test_an_amount_that_is_not_known_makes_the_total_open() -> None:
    model = book(monthly("is never_again as at the day paid"))
    line = line_of(model)
    (total,) = totals(line, model.settings.part_of_month, date(2020, 3, 1), date(2021, 3, 1))

    assert total.due == Open(True)


def test_days_are_added_up_day_by_day() -> None:
    """Twenty days of RM12.50 are RM250."""
    payment = monthly("is RM12.50 per day").replace("monthly", "daily").replace("money per month", "money per day")
    model = book(payment, "-- nothing")

    assert totals(line_of(model), None, date(2020, 2, 10), date(2020, 3, 1))[0].due == 25000


@pytest.mark.parametrize(
    ("question", "start", "until", "code"),
    [
        ("pensions", None, None, "Q101"),
        ("old_enough", None, None, "Q107"),
        ("pension", date(2021, 1, 1), date(2021, 1, 1), "Q108"),
    ],
)
def test_a_wrong_question_is_refused(question: str, start: date | None, until: date | None, code: str) -> None:
    model = book(monthly("is RM500 per month"))
    found = timeline(model, facts_of(model), question, start=start, until=until)

    assert [each.code for each in found.diagnostics] == [code]
