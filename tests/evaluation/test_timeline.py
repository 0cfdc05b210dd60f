"""A benefit over time: breakpoints, stretches and totals, each worked out by hand."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

import pytest

from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision, Facts
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.timeline.timeline import Timeline, timeline
from policy_engine.evaluation.timeline.totals import Sum, totals
from policy_engine.model.rulebook import Model
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse

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


HEIRS = """\
list kin
  title en "kin"  ms "kerabat"
  spouse en "widow"  ms "balu"
  child en "child"  ms "anak"
entity heir
  title en "heir"  ms "waris"
  fact relation : one of kin
    title en "relation"  ms "hubungan"
  fact married_on : date or never
    title en "wedding"  ms "perkahwinan"
fact heirs : list of heir, 0 to 9
  title en "heirs"  ms "waris"
"""


def book(payments: str, part: str = PART, heirs: bool = False) -> Model:
    benefit = (
        'benefit pension  cites act A-1\n  title en "Pension"  ms "Pencen"\n  as at retired_on\n'
        "  payable when retired_on on or after 2000-01-01\n"
    )
    parsed = parse(Source("town.policy", HEAD.format(part=part) + (HEIRS if heirs else "") + benefit + payments))
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


def of(found: Sum | None) -> object:
    """What is known, and the days that are not."""
    assert found is not None
    days = [(each.start and each.start.isoformat(), each.until and each.until.isoformat()) for each in found.unknown]
    return (found.known, days) if days else found.known


def test_totals_of_whole_months_and_of_days_of_a_month() -> None:
    """February 2020: 20 of 29 days of RM600 are RM413.79 (413.793); March 2020 to June 2021 are 16 months, RM9,600;
    July 2021 RM700; of August 10 of 31 days of RM700 are RM225.81 (225.806)."""
    model = book(monthly("is least as at the day paid"))
    line = line_of(model)
    (total,) = totals(line, model.settings.part_of_month, date(2020, 2, 10), date(2021, 8, 11))

    assert of(total.due) == 41379 + 960000 + 70000 + 22581


def test_a_month_in_which_the_rate_changes_is_rounded_once() -> None:
    """June 2020: 14 days of RM100 and 16 of RM50 are 1,400/30 + 800/30 ringgit, RM73.33 (73.333)."""
    model = book(
        monthly("is\n      RM100 per month when the day paid before 2020-06-15\n      otherwise RM50 per month")
    )
    (total,) = totals(line_of(model), model.settings.part_of_month, date(2020, 6, 1), date(2020, 7, 1))

    assert of(total.due) == 7333


def test_thirtieths() -> None:
    """From 10 February to the end of the month are 21 thirtieths, whatever its length; of January 30 days are all."""
    model = book(monthly("is RM300 per month"), "part of a month by thirtieths rounded down  assumes silent")
    line, rule = line_of(model), model.settings.part_of_month

    assert of(totals(line, rule, date(2020, 2, 10), date(2020, 3, 1))[0].due) == 21 * 1000
    assert of(totals(line, rule, date(2021, 1, 1), date(2021, 1, 31))[0].due) == 30 * 1000
    assert of(totals(line, rule, date(2021, 1, 31), date(2021, 2, 1))[0].due) == 0


def test_without_a_rule_for_parts_of_months_only_whole_months_are_added_up() -> None:
    model = book(monthly("is RM300 per month"), "-- nothing about parts of months")
    line = line_of(model)

    assert of(totals(line, None, date(2020, 3, 1), date(2020, 5, 1))[0].due) == 60000
    assert of(totals(line, None, date(2020, 3, 1), date(2020, 5, 2))[0].due) == (60000, [("2020-05-01", "2020-05-02")])


def test_what_recorded_awards_cover_is_paid_and_the_rest_is_owing() -> None:
    """March to August 2020 are six months of RM300; awards cover March, April and July."""
    model = book(monthly("is RM300 per month"))
    awards = [
        {"benefit": "pension", "from": "2020-03-01", "to": "2020-04-30"},
        {"benefit": "pension", "from": "2020-07-01", "to": "2020-07-31"},
    ]
    line = line_of(model, awards=awards)
    (total,) = totals(line, model.settings.part_of_month, date(2020, 3, 1), date(2020, 9, 1))

    assert (of(total.due), of(total.paid), of(total.owing)) == (180000, 90000, 90000)


def test_of_an_amount_that_is_not_known_the_known_part_is_told() -> None:
    """Ten months of RM50 are known; from January 2021 there is no value in force."""
    model = book(monthly("is never_again as at the day paid"))
    line = line_of(model)
    (total,) = totals(line, model.settings.part_of_month, date(2020, 3, 1), date(2021, 3, 1))

    assert of(total.due) == (50000, [("2021-01-01", "2021-03-01")])
    assert [each.decision is line.stretches[1].decision for each in total.due.unknown] == [True]


def test_the_known_days_of_a_month_are_rounded_as_if_nothing_came_of_the_others() -> None:
    """Awards cover the first ten days of March 2020, of RM300 10/31, RM96.77; RM203.23 are owing."""
    model = book(monthly("is RM300 per month"))
    line = line_of(model, awards=[{"benefit": "pension", "from": "2020-03-01", "to": "2020-03-10"}])
    (total,) = totals(line, model.settings.part_of_month, date(2020, 3, 1), date(2020, 4, 1))

    assert (of(total.due), of(total.paid), of(total.owing)) == (30000, 9677, 20323)


def test_without_a_rule_what_is_owing_of_a_month_paid_in_part_is_not_said() -> None:
    model = book(monthly("is RM300 per month"), "-- nothing about parts of months")
    line = line_of(model, awards=[{"benefit": "pension", "from": "2020-03-01", "to": "2020-04-10"}])
    (total,) = totals(line, None, date(2020, 3, 1), date(2020, 6, 1))

    assert of(total.due) == 90000
    assert of(total.paid) == (30000, [("2020-04-01", "2020-04-11")])
    assert of(total.owing) == (30000, [("2020-04-11", "2020-05-01")])


def test_awards_that_overlap_cover_a_day_once() -> None:
    model = book(monthly("is RM300 per month"))
    awards = [
        {"benefit": "pension", "from": "2020-03-01", "to": "2020-04-30"},
        {"benefit": "pension", "from": "2020-04-01", "to": "2020-05-31"},
        {"benefit": "pension", "from": "2019-01-01", "to": "2019-05-31"},
        {"benefit": "pension", "from": "2020-08-01"},
    ]
    line = line_of(model, awards=awards)
    (total,) = totals(line, model.settings.part_of_month, date(2020, 3, 1), date(2020, 10, 1))

    assert (of(total.due), of(total.paid), of(total.owing)) == (210000, 150000, 60000)


# ------------------------------------------------------------------------------------------------ sums paid once


def once(*lines: str, name: str = "grant") -> str:
    more = "".join(f"    {line}\n" for line in lines)
    return f'  pays {name} : money to member\n    title en "{name}"  ms "geran"\n    is RM500\n{more}'


def window(model: Model, start: tuple[int, int, int], until: tuple[int, int, int], **given: object) -> list[object]:
    line = line_of(model, **given)
    found = totals(line, model.settings.part_of_month, date(*start), date(*until))
    return [(each.payment, of(each.due)) for each in found]


def test_a_sum_that_is_paid_once_falls_due_on_its_first_day() -> None:
    """RM500 on 3 March 2020; RM300 a month."""
    model = book(once("from retired_on plus 22 days") + monthly("is RM300 per month"))

    assert window(model, (2020, 3, 1), (2020, 4, 1)) == [("grant", 50000), ("monthly", 30000)]
    assert window(model, (2020, 3, 1), (2020, 3, 3)) == [("monthly", 1935)]  # 2 of 31 days of RM300: 19.354
    assert window(model, (2020, 4, 1), (2020, 5, 1)) == [("monthly", 30000)]
    assert window(model, (2020, 3, 3), (2020, 3, 4)) == [("grant", 50000), ("monthly", 968)]


def test_without_a_first_day_it_falls_due_on_the_day_of_the_benefit() -> None:
    model = book(once())

    assert window(model, (2020, 2, 10), (2020, 2, 11)) == [("grant", 50000)]
    assert window(model, (2020, 2, 11), (2020, 3, 11)) == []
    awards = [{"benefit": "pension", "from": "2020-02-01", "to": "2020-02-29"}]
    line = line_of(model, awards=awards)
    (total,) = totals(line, None, date(2020, 2, 1), date(2020, 3, 1))
    assert (of(total.due), of(total.paid), of(total.owing)) == (50000, 50000, 0)


def test_the_time_asked_for_does_not_hide_what_falls_due_in_it() -> None:
    """Asked from 1 January 2020, before the day of the benefit, and from 1 March, behind it."""
    model = book(once("from retired_on plus 1 days"))
    for start, expected in ((date(2020, 1, 1), [50000]), (date(2020, 3, 1), [])):
        (line,) = timeline(model, facts_of(model), "pension", start=start, until=date(2021, 1, 1)).timelines
        assert [of(each.due) for each in totals(line, None, start, date(2021, 1, 1))] == expected


def test_a_sum_of_which_the_day_or_the_amount_is_not_known() -> None:
    model = book(once("from died_on plus 1 days"))
    read = read_facts(model, {name: value for name, value in FACTS.items() if name != "died_on"})
    assert read.facts is not None
    (line,) = timeline(model, read.facts, "pension").timelines
    (total,) = totals(line, None, date(2020, 1, 1), date(2021, 1, 1))
    assert of(total.due) == (0, [(None, None)])

    assert window(book(once("when died_on is never")), (2020, 1, 1), (2021, 1, 1), died_on="2022-01-01") == []
    assert window(book(once("from died_on")), (2020, 1, 1), (2021, 1, 1)) == []
    (line,) = timeline(book(once("when died_on is never")), read.facts, "pension").timelines
    (total,) = totals(line, None, date(2020, 1, 1), date(2021, 1, 1))
    assert of(total.due) == (0, [("2020-02-10", "2020-02-11")])


def test_rates_for_a_year_a_week_and_anything_else() -> None:
    """RM1,200 a year are RM100 a month, RM70 a week RM10 a day; of an hourly rate days say nothing."""
    for rate, due in (("year", 20000), ("week", 61000), ("hour", (0, [("2020-03-01", "2020-05-01")]))):
        amount = {"year": "RM1,200", "week": "RM70", "hour": "RM5"}[rate]
        payment = monthly(f"is {amount} per {rate}").replace("money per month", f"money per {rate}")
        assert window(book(payment), (2020, 3, 1), (2020, 5, 1)) == [("monthly", due)]


def test_the_first_day_is_that_of_the_benefit_for_a_payment_without_one() -> None:
    """`monthly` begins on 3 March; what has no first day is paid from the day of the benefit on."""
    always = monthly("is RM100 per month").replace("monthly", "always_paid").replace("    from retired_on\n", "")
    later = monthly("is RM300 per month").replace("from retired_on", "from retired_on plus 22 days")
    line = line_of(book(always + later))

    assert [each.start.isoformat() for each in line.stretches] == ["2020-02-10", "2020-03-03"]
    assert line_of(book(later)).stretches[0].start == date(2020, 3, 3)


SHARED = """\
  shares parts : money per month
    title en "pension"  ms "pencen"
    of RM300 per month
    among heirs by relation
    tiers fixed on retired_on  assumes silent
    first when some h in heirs has (relation of h is spouse)
      spouse 3/5 equally  cites act A-1
      child 2/5 equally  cites act A-1
        ends on married_on of heir : lapses
    divided again when a share ends  assumes silent
    unfilled lapses  assumes silent
    split to RM0.01 per month, odd units unpaid
    rest to member
    from retired_on
"""


def shared(heirs: object) -> list[object]:
    model = book(SHARED, heirs=True)
    read = read_facts(model, {**FACTS, **({} if heirs is None else {"heirs": heirs})})
    assert read.facts is not None, read.diagnostics
    (line,) = timeline(model, read.facts, "pension").timelines
    found = totals(line, None, date(2020, 3, 1), date(2020, 5, 1))
    return [(each.member, each.is_rest, of(each.due)) for each in found]


def test_shares_and_the_rest_are_added_up_for_each_who_has_them() -> None:
    """Two months of RM180 and, until the wedding on 1 April, of RM120; then the RM120 go to the member."""
    heirs = [
        {"id": "a", "relation": "spouse", "married_on": "never"},
        {"id": "b", "relation": "child", "married_on": "2020-04-01"},
    ]
    assert shared(heirs) == [("a", False, 36000), ("b", False, 12000), ("", True, 12000)]


@pytest.mark.parametrize("first", [date(2020, 2, 1), date(2020, 3, 12), date(2020, 6, 20), date(2021, 6, 15)])
def test_totals_are_the_sum_of_what_deciding_each_day_gives(first: date) -> None:
    """Over 45 days, with a wedding on 1 April 2020, a new figure on 1 July 2021 and RM500 on 20 March 2020."""
    shares = SHARED.replace("RM300 per month", "least as at the day paid")
    model = book(once("from retired_on plus 39 days") + shares, heirs=True)
    heirs = [
        {"id": "a", "relation": "spouse", "married_on": "never"},
        {"id": "b", "relation": "child", "married_on": "2020-04-01"},
    ]
    facts = facts_of(model, heirs=heirs)
    days = [first + timedelta(number) for number in range(45)]
    expected: dict[tuple[str, str], dict[tuple[int, int], Fraction]] = {}
    for day in days:
        (decision,) = decide(model, facts, "pension", on=day).decisions
        length = monthrange(day.year, day.month)[1]
        for share in decision.payments[1].shares:
            months = expected.setdefault(("parts", share.member), {})
            assert isinstance(share.amount, int | Fraction)
            months[day.year, day.month] = months.get((day.year, day.month), Fraction()) + Fraction(share.amount, length)
    sums = {key: sum(int(part + Fraction(1, 2)) for part in months.values()) for key, months in expected.items()}
    if date(2020, 3, 20) in days:
        sums["grant", ""] = 50000
    (line,) = timeline(model, facts, "pension").timelines
    found = totals(line, model.settings.part_of_month, days[0], days[-1] + timedelta(1))

    due = {(each.payment, each.member): of(each.due) for each in found if not each.is_rest}
    assert due == {key: amount for key, amount in sums.items() if amount}


def test_shares_that_nobody_knows_are_open() -> None:
    """Without the list nobody knows among whom; without the wedding day the widow's share is known all the same."""
    assert shared(None) == [("", False, (0, [("2020-03-01", "2020-05-01")]))]
    heirs = [{"id": "a", "relation": "spouse", "married_on": "never"}, {"id": "b", "relation": "child"}]
    days = [("2020-03-01", "2020-05-01")]
    assert shared(heirs) == [("a", False, 36000), ("b", False, (0, days)), ("", True, (0, days))]


def test_days_are_added_up_day_by_day() -> None:
    """Twenty days of RM12.50 are RM250."""
    payment = monthly("is RM12.50 per day").replace("monthly", "daily").replace("money per month", "money per day")
    model = book(payment, "-- nothing")

    assert of(totals(line_of(model), None, date(2020, 2, 10), date(2020, 3, 1))[0].due) == 25000


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
