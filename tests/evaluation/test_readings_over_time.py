"""What turns on a reading on a later day than the first, and on which days."""

from datetime import date

import pytest

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.readings import turning, turns_on
from policy_engine.evaluation.timeline.timeline import timeline
from policy_engine.evaluation.timeline.turning import turning_over_time
from policy_engine.model.rulebook import Model
from tests.evaluation.books import book

WORDS = 'chosen because en "no other words"  ms "tiada perkataan lain"'
HEAD = f"""\
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
fact died_on : date
  title en "died"  ms "meninggal"
fact asked_on : date
  title en "asked"  ms "diminta"
fact born_on : birth date
  title en "born"  ms "lahir"
fact heirs : list of heir, 0 to 9
  title en "heirs"  ms "waris-waris"
body widow
  title en "widow"  ms "balu"
reading grown_up  cites act A-1
  title en "When is a child grown up?"  ms "Bila dewasa?"
  at_18 en "at 18"  ms "pada 18"  {WORDS}
  at_21 en "at 21"  ms "pada 21"
reading part_left  cites act A-1
  title en "Where does a part go?"  ms "Ke mana bahagian pergi?"
  lapses_then en "it lapses"  ms "luput"  {WORDS}
  to_others en "to the others"  ms "kepada yang lain"
reading begins  cites act A-1
  title en "When does it begin?"  ms "Bila bermula?"
  next_day en "the next day"  ms "hari berikutnya"  {WORDS}
  same_day en "the same day"  ms "hari yang sama"
rule young of heir  cites act A-1
  by reading grown_up
    at_18 : age of born of heir below 18 years
    at_21 : age of born of heir below 21 years
rule first_day : date  cites act A-1
  by reading begins
    next_day : died_on plus 1 days
    same_day : died_on
rule still_paid  cites act A-1
  by reading grown_up
    at_18 : age of born_on below 68 years
    at_21 : age of born_on below 71 years
parameter rate : money per month
  title en "rate"  ms "kadar"
  is RM1,000 per month  cites act A-1
benefit orphans  cites act A-1
  title en "orphans"  ms "anak yatim"
  as at died_on
  payable when died_on on or after 2000-01-01
  shares pension : money per month
    title en "pension"  ms "pencen"
    of rate
    among heirs by relation
    tiers fixed on died_on
    first
      spouse 3/5 equally  cites act A-1
      child 2/5 equally  cites act A-1
        while young of heir
    divided again when a share ends
    unfilled by reading part_left (lapses_then : lapses, to_others : passes to the_others)
    split to RM0.01 per month, odd units unpaid
    rest unpaid
    from died_on plus 1 days
benefit old_age  cites act A-1
  title en "old age"  ms "hari tua"
  as at died_on
  payable when died_on on or after 2000-01-01
  pays monthly : money per month to widow
    title en "monthly"  ms "bulanan"
    is rate
    from died_on plus 1 days
    while still_paid
benefit early  cites act A-1
  title en "early"  ms "awal"
  as at died_on
  payable when died_on on or after 2000-01-01
  pays monthly : money per month to widow
    title en "monthly"  ms "bulanan"
    is rate
    from first_day
"""
MODEL = book(HEAD)
FACTS: dict[str, object] = {
    "died_on": "2024-06-30",
    "asked_on": "2024-06-30",
    "born_on": "1960-03-10",
    "heirs": [
        {"id": "rosnah", "relation": "spouse", "born": "1980-01-01"},
        {"id": "ali", "relation": "child", "born": "2010-03-10"},
    ],
}


def facts_of(model: Model = MODEL, **given: object) -> Facts:
    own = FACTS if model is not SEVERAL else {}
    data = {name: value for name, value in {**own, **given}.items() if value is not None}
    read = read_facts(model, data)
    assert read.facts is not None, read.diagnostics
    return read.facts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("old_age", {"grown_up": "time"}),
        ("early", {"begins": "time"}),
        # Ali is 18 in 2028 and 21 in 2031.
        ("orphans", {"grown_up": "time", "part_left": "amount"}),
    ],
)
def test_a_reading_that_moves_an_end_turns_the_time(question: str, expected: dict[str, str]) -> None:
    assert turning(MODEL, facts_of(), question) == {"": expected}
    assert [turn.reading for turn in turns_on(MODEL, facts_of(), question)] == list(expected)


def test_a_reading_that_is_used_only_later_is_known_with_its_option() -> None:
    """The part of the children has a fate only when there is none any more: on the first day nobody asks."""
    (decision,) = decide(MODEL, facts_of(), "orphans", readings={"part_left": "to_others"}).decisions

    assert "part_left" not in decision.readings
    assert decision.options["part_left"] == "to_others"


def test_a_reading_is_not_named_where_nothing_of_it_comes() -> None:
    """Without a child there is nobody to grow up; the part of the children is never filled on any day."""
    widow = [{"id": "rosnah", "relation": "spouse", "born": "1980-01-01"}]

    assert turning(MODEL, facts_of(heirs=widow), "orphans") == {"": {"part_left": "amount"}}


def test_on_what_day_it_is_asked_does_not_matter() -> None:
    """In 2040 nothing is paid under either option; the days on which it was paid differ all the same."""
    assert turning(MODEL, facts_of(), "old_age", on=date(2040, 1, 1)) == {"": {"grown_up": "time"}}


def test_while_facts_are_missing_it_is_not_said() -> None:
    """Without the day of birth nobody knows when the child grows up; without the heirs, what is paid to whom."""
    assert turning(MODEL, facts_of(born_on=None), "old_age") == {"": {"grown_up": "not yet known"}}
    assert turning(MODEL, facts_of(heirs=None), "orphans") == {"": {}}


# ------------------------------------------------------------------------------------------------ on which days


def times_of(question: str, *, readings: dict[str, str] | None = None, **given: object) -> dict[str, object]:
    facts = facts_of(**given)
    lines = timeline(MODEL, facts, question, readings=readings).timelines
    (found,) = turning_over_time(MODEL, facts, lines, readings=readings)
    return {
        name: (turn.turns, [(str(start), until and str(until)) for start, until in turn.times])
        for name, turn in found.items()
    }


def test_the_days_on_which_something_turns() -> None:
    """68 years on 10 March 2028, 71 on 10 March 2031; a pension that begins a day earlier; a child of 18 on
    10 March 2028, whose part then lapses."""
    assert times_of("old_age") == {"grown_up": ("time", [("2028-03-10", "2031-03-10")])}
    assert times_of("early") == {"begins": ("time", [("2024-06-30", "2024-07-01")])}
    assert times_of("early", readings={"begins": "same_day"}) == {"begins": ("time", [("2024-06-30", "2024-07-01")])}
    assert times_of("orphans") == {
        "grown_up": ("time", [("2028-03-10", "2031-03-10")]),
        "part_left": ("amount", [("2028-03-10", None)]),
    }


def test_without_the_days_of_birth_no_day_is_named() -> None:
    assert times_of("old_age", born_on=None) == {"grown_up": ("not yet known", [])}


SEVERAL = book(
    f"""\
entity child
  title en "child"  ms "anak"
  fact born : birth date
    title en "born"  ms "lahir"
fact children : list of child, 0 to 9
  title en "children"  ms "anak-anak"
fact asked_on : date
  title en "asked"  ms "diminta"
fact born_on : birth date
  title en "born"  ms "lahir"
body parent
  title en "parent"  ms "ibu bapa"
reading age  cites act A-1
  title en "Until when?"  ms "Hingga bila?"
  at_18 en "at 18"  ms "pada 18"  {WORDS}
  at_21 en "at 21"  ms "pada 21"
  at_17 en "at 17"  ms "pada 17"
rule limit : years  cites act A-1
  by reading age
    at_18 : 18 years
    at_21 : 21 years
    at_17 : 17 years
benefit allowance for each c in children
  title en "allowance"  ms "elaun"
  as at asked_on
  payable when born of c on or after 2000-01-01
  pays monthly : money per month to parent
    title en "monthly"  ms "bulanan"
    is RM10 per month  cites act A-1
    from asked_on
    while age of born of c below limit
benefit membership  cites act A-1
  title en "membership"  ms "keahlian"
  as at asked_on
  payable when age of born_on below limit
"""
)
CHILDREN = {
    "asked_on": "2024-01-01", "born_on": "2010-01-01",
    "children": [{"id": "ali", "born": "2010-01-01"}, {"id": "old", "born": "1990-01-01"}],
}  # fmt: skip


def several(question: str, until: date | None = None, **given: object) -> list[object]:
    facts = facts_of(SEVERAL, **{**CHILDREN, **given})
    lines = timeline(SEVERAL, facts, question, until=until).timelines
    found = turning_over_time(SEVERAL, facts, lines, until=until)
    return [
        {name: (turn.turns, [(str(first), str(last)) for first, last in turn.times]) for name, turn in each.items()}
        for each in found
    ]


def test_the_days_of_several_options_are_told_together() -> None:
    """Ali is 17 on 1 January 2027, 18 a year later and 21 on 1 January 2031; who is not entitled has no reading."""
    assert several("allowance") == [{"age": ("time", [("2027-01-01", "2031-01-01")])}, {}]
    assert several("allowance", until=date(2029, 1, 1)) == [{"age": ("time", [("2027-01-01", "2029-01-01")])}, {}]
    facts = facts_of(SEVERAL, **CHILDREN)
    assert turning(SEVERAL, facts, "allowance") == {"ali": {"age": "time"}, "old": {}}


def test_where_the_outcome_turns_it_turns_on_every_day() -> None:
    """Aged 17 years on the day: a member by two of the options."""
    assert several("membership", born_on="2006-06-01") == [{"age": ("outcome", [("2024-01-01", "None")])}]
    assert several("membership") == [{"age": ("nothing", [])}]


def test_a_timeline_of_too_many_days_says_nothing() -> None:
    """What is paid is another sum every day: nobody looks at all of them to see what turns on a reading."""
    daily = HEAD.replace(
        "is rate\n    from died_on plus 1 days\n    while still_paid",
        "is RM1 per month times ((days from died_on to the day paid) divided by 1 days)\n"
        "    from died_on plus 1 days\n    while still_paid",
    )
    model = book(daily)

    assert turning(model, facts_of(model), "old_age") == {"": {"grown_up": "not yet known"}}
