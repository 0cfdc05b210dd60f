"""A timeline in words: the page of a family of the dependants' benefit, in both languages, and why it changes."""

import json
from datetime import date
from typing import Any

import pytest

from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.readings import turning
from policy_engine.evaluation.timeline.timeline import Timeline, timeline
from policy_engine.evaluation.timeline.turning import turning_over_time
from policy_engine.explanation.explain import explain
from policy_engine.explanation.text import as_text
from policy_engine.explanation.timeline.tell import tell_timeline
from policy_engine.explanation.timeline.text import timeline_data, timeline_text
from policy_engine.model.rulebook import Model
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from tests.evaluation import test_timeline as town

BOOK = """\
rulebook town
  title en "Town"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
  part of a month by its days rounded half up  assumes silent
source act "An Act" in en
  item A-1 en "all of it"
assumption silent
  title en "the law is silent"  ms "undang-undang tidak menyatakan"
body member
  title en "member"  ms "ahli"
list kin
  title en "kin"  ms "kerabat"
  spouse en "widow"  ms "balu"
  child en "child"  ms "anak"
entity heir
  title en "heir"  ms "waris"
  fact relation : one of kin
    title en "relation"  ms "hubungan"
  fact born : birth date
    title en "born"  ms "lahir"
  fact married_on : date or never
    title en "day of marriage"  ms "hari perkahwinan"
fact died_on : date
  title en "died"  ms "meninggal"
fact heirs : list of heir, 0 to 9
  title en "heirs"  ms "waris-waris"
fact alone : yes or no
  title en "lives alone"  ms "tinggal seorang"
  ask en "Alone?"  ms "Seorang?"
parameter pension_rate : money per month
  title en "rate"  ms "kadar"
  from 2024-01-01 to 2025-12-31 is RM1,000 per month  cites act A-1
  from 2026-01-01 is RM1,200 per month  cites act A-1
benefit pension  cites act A-1
  title en "Survivors' pension"  ms "Pencen penakat"
  as at died_on
  payable when died_on on or after 2024-01-01
  pays grant : money to member
    title en "grant"  ms "geran"
    is RM500
    from died_on plus 1 days
  pays lone : money per month to member
    title en "living alone"  ms "tinggal seorang"
    when alone
    is RM10 per month
  shares monthly : money per month
    title en "pension"  ms "pencen"
    of pension_rate as at the day paid
    among heirs by relation
    tiers fixed on died_on  assumes silent
    first
      spouse 3/5 equally  cites act A-1
      child 2/5 equally  cites act A-1
        while age of born of heir below 21 years
        ends on married_on of heir : lapses
    divided again when a share ends  assumes silent
    unfilled lapses  assumes silent
    split to RM0.01 per month, odd units to earliest born of heir  assumes silent
    rest unpaid  assumes silent
    from died_on plus 1 days
"""
FACTS = {
    "died_on": "2025-06-30",
    "known_to": "2026-12-31",
    "alone": False,
    "heirs": [
        {"id": "rosnah", "relation": "spouse", "born": "1980-01-01", "married_on": "never"},
        {"id": "ali", "relation": "child", "born": "2005-03-10", "married_on": "never"},
        {"id": "siti", "relation": "child", "born": "2007-09-01", "married_on": "2027-05-04"},
    ],
}


def told(language: str, last: date | None = None, **given: object) -> str:
    return timeline_text(_told(language, last, **given))


def _told(language, last, **given):  # type: ignore[no-untyped-def]
    checked = check([parse(Source("town.policy", BOOK)).file])
    assert checked.model is not None, checked.diagnostics
    facts = read_facts(checked.model, {**FACTS, **given}).facts
    assert facts is not None
    (line,) = timeline(checked.model, facts, "pension").timelines
    return tell_timeline(checked.model, line, language, last=last)


def test_the_page_in_english() -> None:
    """RM1,000 a month: the widow 3/5, RM600; each child half of 2/5, RM200.  From 2026 RM1,200: RM720 and RM240 each.
    Ali is 21 on 10 March 2026: Siti has RM480 until her wedding.  To the end of March 2026: July to December 2025 six
    months and January to March three: the widow 6 x 600 + 3 x 720 = 5,760; Ali 6 x 200 + 2 x 240 + 9/31 of 240
    (69.68) = 1,749.68; Siti 6 x 200 + 2 x 240 + 9/31 of 240 + 22/31 of 480 (69.677 + 340.645 = 410.32) = 2,090.32;
    with the grant of 500 it is 10,100."""
    page = told("en", date(2026, 3, 31))

    assert (
        page
        == """\
Survivors' pension: PAYABLE  as at 30 June 2025  known to 31 December 2026
Paid once
  grant   RM500.00   on 1 July 2025, paid to member
1 July 2025 to 31 December 2025
  pension   RM1,000.00 a month
    rosnah   RM600.00 a month   3/5
    ali      RM200.00 a month   2/5 divided among 2
    siti     RM200.00 a month   2/5 divided among 2
1 January 2026 to 9 March 2026
  - rate: RM1,200.00 a month, in force from 1 January 2026
  pension   RM1,200.00 a month
    rosnah   RM720.00 a month   3/5
    ali      RM240.00 a month   2/5 divided among 2
    siti     RM240.00 a month   2/5 divided among 2
If nothing changes after 31 December 2026
10 March 2026 to 3 May 2027
  - child ali reaches 21 years on 10 March 2026
  - child: 2/5 now goes to siti alone
  pension   RM1,200.00 a month
    rosnah   RM720.00 a month   3/5
    siti     RM480.00 a month   2/5
from 4 May 2027
  - child siti: day of marriage, 4 May 2027
  pension   RM1,200.00 a month
    rosnah   RM720.00 a month   3/5
    rest, unpaid: RM480.00 a month
In all, 1 July 2025 to 31 March 2026
  - grant, paid to member: RM500.00
  - pension, rosnah: RM5,760.00
  - pension, ali: RM1,749.68
  - pension, siti: RM2,090.32
  - together: RM10,100.00
Assumptions
  - the law is silent"""
    )


def test_the_page_in_malay_says_the_same() -> None:
    page = told("ms", date(2026, 3, 31))

    for words in ("Dibayar sekali", "Jika tiada perubahan", "mulai 4 Mei 2027", "diketahui hingga 31 Disember 2026"):
        assert words in page
    for amount in ("RM5,760.00", "RM1,749.68", "RM2,090.32", "RM720.00 sebulan"):
        assert amount in page


def test_every_stretch_but_the_first_has_a_reason() -> None:
    for language in ("en", "ms"):
        stretches = _told(language, None).stretches
        assert [bool(each.reasons) for each in stretches] == [False, True, True, True]


def test_recorded_awards_are_told_with_what_is_owing() -> None:
    """July to September 2025 are paid: three of the widow's nine months, RM1,800."""
    awards = [{"benefit": "pension", "from": "2025-07-01", "to": "2025-09-30"}]
    page = told("en", date(2026, 3, 31), awards=awards)

    assert "- pension, rosnah: RM5,760.00, paid RM1,800.00, still owing RM3,960.00" in page


def test_what_is_missing_is_asked_where_it_matters() -> None:
    model = check([parse(Source("town.policy", BOOK)).file]).model
    assert model is not None
    facts = read_facts(model, {name: value for name, value in FACTS.items() if name != "alone"}).facts
    assert facts is not None
    (line,) = timeline(model, facts, "pension").timelines
    page = timeline_text(tell_timeline(model, line, "en"))

    # What has no first day would be paid from the day of death on, a day before the pension.
    assert page.count("Still needed") == 5
    assert "Alone?" in page


@pytest.mark.parametrize("language", ["en", "ms"])
def test_the_data_is_json_with_exact_amounts(language: str) -> None:
    data = json.loads(json.dumps(timeline_data(_told(language, date(2026, 3, 31)))))

    assert [each["start"] for each in data["stretches"]] == ["2025-07-01", "2026-01-01", "2026-03-10", "2027-05-04"]
    assert data["stretches"][-1]["until"] == ""
    assert [each["sure"] for each in data["stretches"]] == [True, True, False, False]
    assert {each["whom"]: each["due"]["data"] for each in data["totals"][1:]} == {
        "rosnah": "5760.00", "ali": "1749.68", "siti": "2090.32",
    }  # fmt: skip
    assert data["together"]["due"] == {"text": "RM10,100.00", "data": "10100.00", "known": "10100.00", "open": []}
    assert "_" not in "".join(each for stretch in data["stretches"] for each in stretch["reasons"])


def test_one_month_that_is_not_known_does_not_hide_the_others() -> None:
    """Living alone is worth RM10 a month, and not known; the pension and the grant are."""
    given = {name: value for name, value in FACTS.items() if name != "alone"}
    page = timeline_text(tell_timeline(MODEL, _line(given), "en", last=date(2025, 8, 31)))

    assert (
        "  - living alone, paid to member: RM0.00 known, plus what is open: 30 June 2025 to 31 August 2025\n"
        "    (lives alone)\n" in page
    )
    assert "  - pension, rosnah: RM1,200.00\n" in page
    # RM500 and two months of RM1,000
    assert "  - together: RM2,500.00 known, plus what is open above\n" in page


def test_a_sum_outside_the_time_asked_for_is_not_told() -> None:
    line = _line(FACTS, start=date(2025, 8, 1), until=date(2025, 9, 1))
    told = tell_timeline(MODEL, line, "en", last=date(2025, 8, 31))

    assert told.once == ()
    assert [(each.payment, each.whom, each.due.text) for each in told.totals] == [
        ("monthly", "rosnah", "RM600.00"), ("monthly", "ali", "RM200.00"), ("monthly", "siti", "RM200.00"),
    ]  # fmt: skip


def test_before_the_first_day_nothing_falls_due() -> None:
    line = _line(FACTS, start=date(2025, 1, 1), until=date(2025, 6, 1))
    page = timeline_text(tell_timeline(MODEL, line, "en", last=date(2025, 5, 31)))

    assert page.splitlines()[1:] == [
        "1 January 2025 to 31 May 2025", "  nothing is paid", "In all, 1 January 2025 to 31 May 2025",
        "  nothing falls due", "Assumptions", "  - the law is silent",
    ]  # fmt: skip


READ = (
    BOOK.replace("        while age of born of heir below 21 years\n", "        while young of heir\n")
    + """\
rule young of heir  cites act A-1
  by reading grown_up
    at_21 : age of born of heir below 21 years
    at_25 : age of born of heir below 25 years
reading grown_up  cites act A-1
  title en "When is a child grown up?"  ms "Bila dewasa?"
  at_21 en "at 21"  ms "pada 21"  chosen because en "usual"  ms "lazim"
  at_25 en "at 25"  ms "pada 25"
"""
)


def _line(given: dict[str, object], model: Model | None = None, **asked: Any) -> Timeline:
    facts = read_facts(model or MODEL, given).facts
    assert facts is not None
    (line,) = timeline(model or MODEL, facts, "pension", **asked).timelines
    return line


def _model(text: str) -> Model:
    checked = check([parse(Source("town.policy", text)).file])
    assert checked.model is not None, checked.diagnostics
    return checked.model


MODEL = _model(BOOK)


def test_the_readings_on_which_later_days_turn_are_told_with_the_days() -> None:
    """Ali is 21 on 10 March 2026 and 25 on 10 March 2030."""
    model = _model(READ)
    line = _line(FACTS, model)
    assert line.first.facts is not None
    (found,) = turning_over_time(model, line.first.facts, [line])
    told = tell_timeline(model, line, "en", turning=found)
    page = timeline_text(told)

    assert (
        """\
Disputed words, as read here
  - When is a child grown up? [act A-1]
    read as “at 21”, because usual; from when to when it is paid turns on this reading
    days on which another reading changes what is paid: 10 March 2026 to 9 March 2030
"""
        in page
    )
    assert [each.turns_on for each in told.stretches] == [(), (), ("grown_up",), ("grown_up",)]
    data = json.loads(json.dumps(timeline_data(told)))
    assert data["readings"][0]["days"] == [
        {"start": "2026-03-10", "until": "2030-03-10", "when": "10 March 2026 to 9 March 2030", "why": ""}
    ]
    assert data["assumptions"] == [{"name": "silent", "title": "the law is silent"}]
    assert "hari yang bayarannya berubah" in timeline_text(tell_timeline(model, line, "ms", turning=found))


def test_a_decision_tells_the_readings_on_which_only_later_days_turn() -> None:
    """What becomes of the part of the children is asked when there is none any more."""
    model = _model(
        READ.replace(
            "unfilled lapses", "unfilled by reading left (lapses_then : lapses, goes_on : passes to the_others)"
        )
        + """\
reading left  cites act A-1
  title en "Where does a part go?"  ms "Ke mana?"
  lapses_then en "it lapses"  ms "luput"  chosen because en "usual"  ms "lazim"
  goes_on en "to the widow"  ms "kepada balu"
"""
    )
    facts = read_facts(model, FACTS).facts
    assert facts is not None
    found = turning(model, facts, "pension")[""]
    # Siti marries before she is 21, so that `ends on` decides and not `unfilled`.
    assert found == {"grown_up": "time"}
    unmarried = [{**heir, "married_on": "never"} for heir in FACTS["heirs"]]  # type: ignore[attr-defined]
    facts = read_facts(model, {**FACTS, "heirs": unmarried}).facts
    assert facts is not None
    found = turning(model, facts, "pension", readings={"left": "goes_on"})[""]
    assert found == {"grown_up": "time", "left": "amount"}
    (decision,) = decide(model, facts, "pension", readings={"left": "goes_on"}).decisions
    page = as_text(explain(model, decision, "en", turning=found))
    assert "Where does a part go?" in page
    assert "read as “to the widow”, as asked, and not as the rule book chooses" in page


@pytest.mark.parametrize(
    ("amount", "lines", "given", "expected"),
    [
        ("is least as at the day paid", (), {}, ["least pension: RM700.00 a month, in force from 1 July 2021"]),
        ("is grown as at the day paid", (), {}, ["grown: RM20.00 a month, in force from 1 April 2020"]),
        (
            "is never_again as at the day paid", (), {},
            ["until 2020: no value is in force on 1 January 2021; last in force until 31 December 2020"],
        ),
        (
            "is RM1 per month", ("while age of born below 63 years",), {},
            ["63 years of age on 1 March 2023, by born", "monthly: paid to the day before"],
        ),
        (  # an age on another day than the one that comes is no birthday
            "is RM1 per month", ("while age of born on (first day of month of the day) below 63 years",), {},
            ["age on 1 March 2023 by born (29 February 1960): 63 years, not below 63 years"],
        ),
        (
            "is RM1 per month", ("while the day before died_on",), {"died_on": "2022-05-04"},
            ["died, 4 May 2022", "monthly: paid to the day before"],
        ),
        (
            "is RM1 per month", ("until earliest of (died_on, date when born reaches 62 years)",), {},
            ["62 years of age on 1 March 2022, by born", "monthly: paid to the day before"],
        ),
        (
            "is\n      RM1 per month when the day paid before 2020-05-01\n      otherwise RM2 per month", (), {},
            ["1 May 2020 has come"],
        ),
        (
            "is\n      RM1 per month when the day paid outside abroad\n      otherwise RM2 per month", (),
            {"abroad": [{"from": "2020-03-05", "to": "2199-12-31"}]},
            ["the day paid: 5 March 2020, within the abroad"],
        ),
    ],
)  # fmt: skip
def test_a_change_is_told_by_what_happened(
    amount: str, lines: tuple[str, ...], given: dict[str, object], expected: list[str]
) -> None:
    model = town.book(town.monthly(amount, *lines))
    line = town.line_of(model, **given)

    assert list(tell_timeline(model, line, "en").stretches[1].reasons)[: len(expected)] == expected
    malay = tell_timeline(model, line, "ms").stretches[1].reasons
    assert malay
    assert not set(malay) & set(expected) - {"died, 4 May 2022"}
