"""Questions: outcomes, days, payments, documents, awards."""

from datetime import date

import pytest

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Outcome, Status
from policy_engine.evaluation.step import Hole
from policy_engine.values.truth import NO, UNKNOWN, YES
from policy_engine.values.value import NEVER, NOT_APPLICABLE, Open
from tests.evaluation.books import ask, book, facts_of, names

RIVER = book(
    """body insured
  title en "insured person"  ms "orang berinsurans"
entity child
  title en "child"  ms "anak"
  fact fed : yes or no
    title en "fed"  ms "diberi makan"
fact children : list of child, 0 to 9
  title en "children"  ms "anak-anak"
fact fishing : yes or no
  title en "fishing"  ms "memancing"
fact leave : days from 0 days to 400 days
  title en "leave"  ms "cuti"
fact died_on : date or never
  title en "death"  ms "kematian"
fact left_on : date or never
  title en "leaving"  ms "berhenti"
fact wage : money per month from RM0 to RM9,000
  title en "wage"  ms "gaji"
body office
  title en "office"  ms "pejabat"
gap factor : number  cites act A-1
  title en "factor"  ms "faktor"
  ask en "Which?"  ms "Yang mana?"
discretion late of office office  cites act A-1
  title en "late"  ms "lewat"
parameter least : days
  title en "least"  ms "paling sedikit"
  from 2022-01-01 is 4 days  cites act A-1
rule long_leave  cites act A-1
  is leave at least least
rule twice of (taken : days) : days
  is taken times 2
benefit funeral  cites act A-1
  title en "funeral"  ms "pengebumian"
  as at died_on
  payable when all of
    i.  fishing
    ii. late or leave at least 1 days
  pays grant : money to insured
    title en "grant"  ms "geran"
    is RM1,000 not above (RM100 times factor)
       rounded half up to RM0.01
    when leave below 300 days
  pays flat : money to insured
    title en "flat"  ms "rata"
    is RM50
  needs
    form_1 en "Form 1"  ms "Borang 1"
    report en "report"  ms "laporan" when leave over 10 days
  provides
    boat en "boat"  ms "bot"
benefit pension  cites act A-1
  title en "pension"  ms "pencen"
  as at died_on
  payable when fishing
  pays monthly : money per month to insured
    title en "monthly"  ms "bulanan"
    is wage
    from died_on plus 1 days
    until left_on
    while leave below 100 days
benefit no_day  cites act A-1
  title en "by the law of 2022"  ms "menurut undang-undang 2022"
  as at 2022-05-01
  payable when long_leave
benefit after_pension  cites act A-1
  title en "after"  ms "selepas"
  as at 2024-06-01
  payable when pension paid on 2024-06-01
benefit with_pension  cites act A-1
  title en "with"  ms "dengan"
  as at 2024-06-01
  payable when pension payable
benefit meal for each child in children  cites act A-1
  title en "meal"  ms "makanan"
  as at 2024-06-01
  payable when not fed of child
"""
)


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"fishing": True, "leave": 1, "died_on": "2024-01-01"}, Outcome.PAYABLE),
        ({"fishing": False, "died_on": "2024-01-01"}, Outcome.NOT_PAYABLE),
        ({"fishing": True, "leave": 0, "died_on": "2024-01-01"}, Outcome.REFERRED),
        ({"fishing": True, "died_on": "2024-01-01"}, Outcome.UNDETERMINED),
        ({"leave": 1, "died_on": "2024-01-01"}, Outcome.UNDETERMINED),
        ({"leave": 0, "fishing": True, "rulings": {"late": False}, "died_on": "2024-01-01"}, Outcome.NOT_PAYABLE),
        ({"fishing": True, "leave": 1, "died_on": "never"}, Outcome.NOT_PAYABLE),
        ({"fishing": True, "leave": 1}, Outcome.UNDETERMINED),  # it may yet turn out that nobody died
        ({"fishing": False}, Outcome.NOT_PAYABLE),
    ],
)
def test_the_four_outcomes(given: dict[str, object], outcome: Outcome) -> None:
    assert ask(RIVER, given, "funeral").outcome is outcome


def test_a_decision_has_no_truth_of_its_own() -> None:
    with pytest.raises(TypeError):
        bool(ask(RIVER, {}, "funeral"))


def test_what_is_missing_is_asked_in_order_the_entitlement_first() -> None:
    decision = ask(RIVER, {}, "funeral")

    assert names(decision.missing) == ["died_on", "fishing", "leave"]


def test_a_day_that_never_comes_is_seen() -> None:
    decision = ask(RIVER, {"died_on": "never", "fishing": True, "leave": 1}, "funeral")

    assert decision.as_at is not None
    assert decision.as_at.value is NEVER
    assert decision.missing == ()


def test_a_known_payment_beside_a_referred_one() -> None:
    decision = ask(RIVER, {"fishing": True, "leave": 5, "died_on": "2024-01-01"}, "funeral")
    grant, flat = decision.payments

    assert (grant.status, grant.value) == (Status.REFERRED, Open(True, None, 100_000))
    assert names(grant.open_points) == ["factor"]
    assert (flat.status, flat.value) == (Status.KNOWN, 5_000)


def test_a_payment_that_is_not_due() -> None:
    decision = ask(RIVER, {"fishing": True, "leave": 300, "died_on": "2024-01-01"}, "funeral")

    assert [payment.status for payment in decision.payments] == [Status.NOT_PAYABLE, Status.KNOWN]
    assert decision.open_points == ()


def test_nothing_is_worked_out_for_a_benefit_that_is_not_payable() -> None:
    decision = ask(RIVER, {"fishing": False}, "funeral")

    assert {(payment.status, payment.value) for payment in decision.payments} == {(Status.NOT_PAYABLE, NOT_APPLICABLE)}
    assert (decision.missing, decision.needs) == ((), ())


def test_documents_never_change_the_outcome() -> None:
    given = {"fishing": True, "leave": 5, "died_on": "2024-01-01"}
    silent = ask(RIVER, given, "funeral")
    told = ask(RIVER, {**given, "documents": ["report"]}, "funeral")

    assert [each.handed_in for each in silent.needs] == [None, None]
    assert [each.handed_in for each in told.needs] == [False, True]
    assert [None if each.applies is None else each.applies.value for each in told.needs] == [None, NO]
    assert silent.outcome is told.outcome is Outcome.PAYABLE
    assert [each.thing.name for each in told.provides] == ["boat"]


PENSIONER = {"fishing": True, "leave": 5, "died_on": "2024-01-31", "left_on": "2024-06-01", "wage": "100"}


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (None, Status.KNOWN),  # shown on its first day
        (date(2024, 1, 31), Status.NOT_PAYABLE),  # not begun
        (date(2024, 2, 1), Status.KNOWN),
        (date(2024, 5, 31), Status.KNOWN),
        (date(2024, 6, 1), Status.NOT_PAYABLE),  # the first day not paid
    ],
)
def test_a_payment_over_time_on_a_day(on: date | None, status: Status) -> None:
    (payment,) = ask(RIVER, PENSIONER, "pension", on=on).payments

    assert payment.status is status
    assert payment.value == 10_000


def test_a_payment_whose_end_is_not_known() -> None:
    given = {name: value for name, value in PENSIONER.items() if name not in ("left_on", "wage")}
    (payment,) = ask(RIVER, given, "pension").payments

    assert payment.status is Status.UNDETERMINED
    assert names(payment.missing) == ["left_on", "wage"]
    assert payment.value == Open(False, 0, 900_000)


def test_a_payment_ends_where_its_condition_does_not_hold() -> None:
    assert ask(RIVER, {**PENSIONER, "leave": 100}, "pension").payments[0].status is Status.NOT_PAYABLE


def test_a_benefit_asks_the_law_of_its_day() -> None:
    assert ask(RIVER, {"leave": 4}, "no_day").outcome is Outcome.PAYABLE
    assert ask(RIVER, {"leave": 4}, "no_day", on=date(2020, 1, 1)).outcome is Outcome.PAYABLE


@pytest.mark.parametrize(
    ("award", "value"),
    [
        ({"benefit": "pension", "from": "2024-06-01"}, YES),  # begun on the day itself
        ({"benefit": "pension", "from": "2024-06-02"}, NO),
        ({"benefit": "pension", "from": "2024-01-01", "to": "2024-05-31"}, YES),  # paid to the eve of the day
        ({"benefit": "pension", "from": "2024-01-01", "to": "2024-05-30"}, NO),
        ({"benefit": "funeral", "from": "2024-01-01"}, NO),
    ],
)
def test_a_recorded_award(award: dict[str, str], value: object) -> None:
    assert ask(RIVER, {"awards": [award]}, "after_pension").condition.value is value


def test_awards_of_which_nothing_is_said_are_missing() -> None:
    decision = ask(RIVER, {}, "after_pension")

    assert decision.condition.value is UNKNOWN
    assert decision.missing == (Hole("award", "pension"),)


def test_another_benefit_is_decided_at_its_own_day() -> None:
    assert ask(RIVER, {"fishing": True, "died_on": "2024-01-01"}, "with_pension").outcome is Outcome.PAYABLE
    assert ask(RIVER, {"fishing": True, "died_on": "never"}, "with_pension").outcome is Outcome.NOT_PAYABLE
    assert names(ask(RIVER, {"fishing": True}, "with_pension").missing) == ["died_on"]


def test_a_benefit_for_each_member() -> None:
    given = {"children": [{"id": "ali", "fed": True}, {"id": "abu", "fed": False}, {"id": "siti"}]}
    decisions = decide(RIVER, facts_of(RIVER, given), "meal").decisions

    assert [(each.member, each.outcome) for each in decisions] == [
        ("ali", Outcome.NOT_PAYABLE), ("abu", Outcome.PAYABLE), ("siti", Outcome.UNDETERMINED),
    ]  # fmt: skip
    assert names(decisions[2].missing) == ["fed of siti"]


def test_a_benefit_for_each_member_of_a_list_that_is_not_given() -> None:
    decision = ask(RIVER, {}, "meal")

    assert (decision.member, decision.outcome, names(decision.missing)) == ("", Outcome.UNDETERMINED, ["children"])
    assert decide(RIVER, facts_of(RIVER, {"children": []}), "meal").decisions == ()


def test_a_rule_is_asked_for_a_day() -> None:
    decision = ask(RIVER, {"leave": 5}, "long_leave", on=date(2024, 1, 1))

    assert (decision.outcome, decision.condition.value) == (None, YES)


@pytest.mark.parametrize(
    ("question", "on", "readings", "code"),
    [
        ("funerals", None, {}, "Q101"),
        ("", None, {}, "Q101"),
        ("twice", None, {}, "Q102"),
        ("long_leave", None, {}, "Q103"),
        ("funeral", None, {"x": "y"}, "Q104"),
        ("long_leave", date(1899, 12, 31), {}, "Q106"),
    ],
)
def test_questions_that_cannot_be_put(question: str, on: date | None, readings: dict[str, str], code: str) -> None:
    decided = decide(RIVER, facts_of(RIVER, {"leave": 5}), question, on=on, readings=readings)

    assert decided.decisions == ()
    assert [each.code for each in decided.diagnostics] == [code]


def test_a_misspelt_question_is_recognised() -> None:
    decided = decide(RIVER, facts_of(RIVER, {}), "funerl")

    assert decided.diagnostics[0].facts["near"] == "funeral"


def test_the_same_question_gives_the_same_decision() -> None:
    """The order in which facts are given means nothing either."""
    given = {"fishing": True, "died_on": "2024-01-01", "children": [{"id": "ali"}]}
    first = ask(RIVER, given, "funeral")
    second = ask(RIVER, dict(reversed(given.items())), "funeral")

    assert (first.outcome, first.missing, first.open_points) == (second.outcome, second.missing, second.open_points)
    assert [payment.value for payment in first.payments] == [payment.value for payment in second.payments]
