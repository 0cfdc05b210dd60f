"""Whole explanations as pages, in both languages, and what must stand in them.

The pages in tests/explanation/pages were read by hand, line by line, against the rules in books.py.
"""

from datetime import date
from pathlib import Path

import pytest

from policy_engine.evaluation.differing import Turns
from policy_engine.explanation.document import Explanation, Reason
from policy_engine.explanation.explain import explain
from policy_engine.explanation.json import as_json
from policy_engine.explanation.text import as_text
from tests.explanation.books import BOOK, FACTS
from tests.explanation.questions import FAMILY, QUESTIONS, answer
from tests.explanation.written import decided, explained, model_of

PAGES = Path(__file__).parent / "pages"


@pytest.mark.parametrize("language", ["en", "ms"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_page_is_the_one_that_was_read(name: str, language: str) -> None:
    page = (PAGES / f"{name}.{language}.txt").read_text("utf-8")

    assert as_text(answer(name, language)) + "\n" == page


@pytest.mark.parametrize("language", ["en", "ms"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_page_is_for_people(name: str, language: str) -> None:
    page = as_text(answer(name, language))

    assert max(map(len, page.splitlines())) <= 100
    assert not [word for word in ("_", "Step", "Limbs", "node", "None", "{", "}") if word in page]
    assert page.splitlines() == [line.rstrip() for line in page.splitlines()]


def test_the_working_of_an_amount() -> None:
    total = answer("payable", "en").amounts[0]

    # RM6,000.00 / 30 = RM200.00; 80% of it is RM160.00, the maximum is RM132.00; 14 x RM132.00 = RM1,848.00
    assert total.value == "RM1,848.00"
    assert total.line is not None
    assert total.line.working == "RM132.00 a day for 14 days"
    assert [(line.label, line.value) for line in total.lines] == [
        ("daily rate", "RM132.00 a day"),
        ("average daily wage", "RM200.00 a day"),
    ]
    assert total.lines[0].working == (
        "80% of RM200.00 a day is RM160.00 a day, reduced to the maximum daily rate of RM132.00 a day"
    )


def test_a_limit_says_whether_it_changed_the_figure() -> None:
    def rate(wage: str, language: str = "en", full: bool = False) -> str:
        told = explained(model_of(BOOK), {**FACTS, "wages": [wage]}, "river_benefit", language, full)
        return told.amounts[0].lines[0].working

    # RM600.00 / 30 = RM20.00; 80% of it is RM16.00, below the minimum of RM30.00
    low = rate("RM600.00")
    assert low == "80% of RM20.00 a day is RM16.00 a day, raised to the minimum daily rate of RM30.00 a day"
    assert "RM16.00 sehari, dinaikkan kepada kadar harian minimum sebanyak RM30.00" in rate("RM600.00", "ms")
    assert "RM160.00 sehari, dikurangkan kepada kadar harian maksimum" in rate("RM6,000.00", "ms")
    # RM3,000.00 / 30 = RM100.00; 80% of it is RM80.00, between the two
    assert rate("RM3,000.00") == "80% of RM100.00 a day"
    told = rate("RM3,000.00", full=True)
    assert ", not below the minimum daily rate" in told
    assert ", not above the maximum daily rate" in told


def test_a_rounding_shows_the_exact_product_and_the_rounded_value() -> None:
    total = answer("rounding", "en").amounts[0]

    # (2,000 + 2,100 + 2,100) / 3 / 30 = 620/9 = 68 8/9; x 4/5 = 496/9 = 55 1/9; x 14 = 6,944/9 = 771 5/9
    assert total.value == "RM771.56"
    assert total.line is not None
    assert total.line.working.endswith("is RM771.56 (exactly RM771 5/9), rounded half up to RM0.01")
    assert as_json(answer("rounding", "en"))["amounts"]["total"]["lines"][0]["value"] == "55.11"


def test_a_refusal_says_how_far_it_is() -> None:
    assert [each.sentence for each in answer("refused", "en").changes] == [
        "certified leave: 3 days of 4 days, 1 day short",  # 4 - 3
        "was drunk: no would be needed",
    ]
    assert [each.id for each in answer("refused", "ms").changes] == ["payable.i.i", "unless"]
    # January 2022 to October 2023 are 22 months, all of them within November 2020 to February 2024
    assert answer("months", "en").changes[0].sentence.endswith("22 months of 24 months, 2 months short")


def test_of_several_ways_one_is_enough() -> None:
    told = explained(model_of(BOOK), {**FACTS, "loss": "0%", "drunk": True}, "disabled")

    (change,) = told.changes
    assert change.sentence == "one of these would be enough"
    assert [each.sentence for each in change.ways] == [
        "assessed loss: 0%, and it must be more than 0%",
        "was drunk: no would be needed",
    ]
    assert "  - one of these would be enough:\n    - assessed loss: 0%" in as_text(told)
    assert as_json(told)["changes"][0]["ways"][1]["sentence"] == "was drunk: no would be needed"


@pytest.mark.parametrize(
    ("test", "leave", "expected"),
    [
        ("leave over 3 days", 1, ["certified leave: 1 day, and it must be more than 3 days; 2 days below that"]),
        ("leave below 3 days", 10, ["certified leave: 10 days, and it must be below 3 days; 7 days above that"]),
        ("not leave at least 3 days", 10, ["certified leave: 10 days, and it must be below 3 days; 7 days above that"]),
        ("not leave at most 3 days", 1, ["certified leave: 1 day, and it must be more than 3 days; 2 days below that"]),
        ("leave at most 3 days", 10, ["certified leave: 10 days, 7 days above 3 days"]),
        ("not leave over 3 days", 10, ["certified leave: 10 days, 7 days above 3 days"]),
        # certified leave is from 0 to 1,000 days: nothing that the fact may be would do
        ("not leave at least 0 days", 1, []),
        ("leave over 1,000 days", 1, []),
        ("leave at least 1,001 days or drunk", 1, ["was drunk: yes would be needed"]),
        ("leave at least 1,001 days and drunk", 1, []),
    ],
)
def test_what_would_change_it_names_the_side_and_nothing_out_of_range(
    test: str, leave: int, expected: list[str]
) -> None:
    book = model_of(f'{BOOK}rule asked\n  title en "asked"  ms "ditanya"\n  is {test}  cites leaflet L-1\n')
    told = explained(book, {**FACTS, "leave": leave}, "asked")

    assert [each.sentence for each in told.changes] == expected


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("before", "it must be before 1 March 2024; 3 days after that"),  # from 1 to 4 March
        ("on or before", "date of the injury: 4 March 2024, 3 days after 1 March 2024"),
    ],
)
def test_a_day_too_late_says_whether_the_day_itself_counts(test: str, expected: str) -> None:
    book = model_of(f"{BOOK}rule asked\n  is injured_on {test} 2024-03-01  cites leaflet L-1\n")

    assert explained(book, FACTS, "asked").changes[0].sentence.endswith(expected)


WAYS = """\
rule long_enough
  title en "long enough"  ms "cukup lama"
  is
    leave at least 12 days when fishing      cites leaflet L-1
    leave_of_others when not fishing         cites leaflet L-1
rule leave_of_others
  title en "long enough for others"  ms "cukup lama bagi yang lain"
  all of                                     cites leaflet L-1
    i.   leave at least 24 days
    ii.  not drunk
rule listed
  title en "listed"  ms "disenaraikan"
  is
    yes when leave at least 12 days          cites leaflet L-1
    yes when injured_on before 2024-01-01    cites leaflet L-1
    otherwise no                             cites leaflet L-1
rule begun
  title en "begun"  ms "bermula"
  is injured_on plus 1 days on or after 2024-04-01  cites leaflet L-1
"""


@pytest.mark.parametrize(
    ("question", "changes", "expected"),
    [
        # what the row that decides would have to come to; 24 - 20 days
        ("long_enough", {"fishing": False, "leave": 20}, ["certified leave: 20 days of 24 days, 4 days short"]),
        ("long_enough", {"fishing": True, "leave": 10}, ["certified leave: 10 days of 12 days, 2 days short"]),
        # from 1 January to 4 March are 63 days (31 + 29 + 3)
        ("listed", {"leave": 10}, [
            "certified leave: 10 days of 12 days, 2 days short",
            "date of the injury: 4 March 2024, and it must be before 1 January 2024; 63 days after that",
        ]),
        # a day that is worked out is said once: from 5 March to 1 April are 27 days
        ("begun", {}, ["5 March 2024, 27 days before 1 April 2024"]),
    ],
)  # fmt: skip
def test_what_would_change_a_row(question: str, changes: dict[str, object], expected: list[str]) -> None:
    book = model_of(BOOK + WAYS)
    told = explain(book, decided(book, {**FACTS, **changes}, question, on=date(2024, 3, 4)), "en")
    ways = told.changes[0].ways or told.changes

    assert [each.sentence for each in ways] == expected


def test_a_list_in_which_nobody_fits_says_what_is_needed() -> None:
    quantified = (
        BOOK
        + """\
rule family_left
  title en "family left"  ms "keluarga ditinggalkan"
  is some d in dependants has (relation of d is spouse)  cites leaflet L-1
"""
    )
    facts: dict[str, object] = {**FACTS, "dependants": FAMILY[:2]}
    english, malay = (explained(model_of(quantified), facts, "family_left", language) for language in ("en", "ms"))

    assert [each.sentence for each in english.changes] == [
        "needed: one of the dependants meets: relation to the deceased is spouse"
    ]
    assert [child.sentence for child in flat(malay.reasons)[1:]] == [
        "orang tanggungan: tidak dipenuhi oleh sesiapa",
        "ali: hubungan dengan si mati: anak, bukan suami atau isteri",
        "abu: hubungan dengan si mati: anak, bukan suami atau isteri",
    ]


def test_what_is_missing_says_why_and_who() -> None:
    (missing,) = answer("undetermined", "en").missing
    assert missing.question == "How many days of leave did the doctor certify?"
    assert missing.why == "condition i, condition ii, total"

    facts = {key: value for key, value in {**FACTS, "drunk": True}.items() if key != "loss"}
    (finding,) = explained(model_of(BOOK), facts, "disabled", "ms").missing
    assert finding.by_names == ("Jemaah Doktor",)
    assert finding.question == "Sila nyatakan: taksiran kehilangan"


def test_a_list_that_may_have_more_members_is_asked_for_them() -> None:
    assert [each.question for each in answer("partial", "en").missing] == ["Is this list complete: dependants?"]


def test_open_points_name_what_is_open() -> None:
    (discretion,) = answer("referred", "en").open_points
    assert (discretion.kind, discretion.name) == ("discretion", "late_claim")
    assert discretion.sentence == "a late claim is admitted: for Medical Board to decide"

    (gap,) = answer("gap", "ms").open_points
    assert (gap.kind, gap.question, gap.citations) == ("gap", "Berapakah amaunnya?", ("leaflet L-2",))

    (value,) = answer("not_in_force", "en").open_points
    assert value.sentence == (
        "minimum daily rate: no value is in force on 4 March 2026; last in force until 31 December 2024"
    )


def test_a_value_used_beyond_its_review_says_so() -> None:
    (used,) = answer("not_in_force", "en").parameters

    assert used.notice == "reviewed through 31 December 2025 only; taken to be unchanged on 4 March 2026"
    assert (used.start, used.to) == ("2024-10-01", "")


def test_shares_say_what_each_person_gets_and_why_not() -> None:
    shares = {share.id: share for share in answer("shares", "en").amounts[0].shares}

    # 30 x RM132.00 = RM3,960.00; 3/5 is RM2,376.00, 2/5 is RM1,584.00
    assert {name: share.amount for name, share in shares.items()} == {
        "ali": "RM1,584.00 a month",
        "abu": "RM0.00 a month",
        "siti": "RM2,376.00 a month",
        "omar": "RM0.00 a month",
    }
    assert shares["omar"].part == "4/10"
    assert shares["omar"].why_not == "others come first"
    # born on 3 February 2001: 23 on 5 March 2024
    assert shares["abu"].why_not.endswith("23 years, not below 21 years")


def test_a_share_that_is_cut_down_shows_what_it_is_exactly() -> None:
    three = [{"id": f"c{n}", "relation": "child", "born": "2010-02-03"} for n in range(3)]
    told = explained(model_of(BOOK), {**FACTS, "died_on": "2024-03-05", "dependants": three}, "survivors")
    # 2/5 of RM3,960.00 is RM1,584.00, which three divide as RM528.00 each: nothing is cut
    assert [(share.amount, share.exact) for share in told.amounts[0].shares] == [("RM528.00 a month", "")] * 3

    seven = [{"id": f"c{n}", "relation": "child", "born": f"20{10 + n}-02-03"} for n in range(7)]
    told = explained(model_of(BOOK), {**FACTS, "died_on": "2024-03-05", "dependants": seven}, "survivors")
    # 1,584/7 = 226.2857...; seven times 226.28 is 1,583.96, so the four eldest get one sen more
    assert [share.amount for share in told.amounts[0].shares] == (["RM226.29 a month"] * 4 + ["RM226.28 a month"] * 3)
    assert {share.exact for share in told.amounts[0].shares} == {"1584/7"}
    assert {share.working for share in told.amounts[0].shares} == {"2/5 divided among 7"}
    assert "1584/7" not in as_text(told)
    told = explained(
        model_of(BOOK), {**FACTS, "died_on": "2024-03-05", "dependants": seven}, "survivors", "ms", full=True
    )
    assert told.amounts[0].shares[0].working == (
        "2/5 dibahagi antara 7 orang; RM226.29 (tepatnya RM226 2/7) sebulan sebelum dibundarkan ke bawah"
    )


def test_an_exception_names_the_provision_that_gave_way() -> None:
    told = answer("exception", "en")

    assert [(each.label, each.by) for each in told.displaced] == [("article_2", ("article_3",))]
    assert told.value == "15%"


def test_a_clause_is_told_by_its_words_in_the_readers_language() -> None:
    in_english, in_malay = (" ".join(as_text(answer("exception", language)).split()) for language in ("en", "ms"))

    for english, malay in (("Article 2", "Perkara 2"), ("Article 3", "Perkara 3")):
        assert english in in_english
        assert malay in in_malay
    assert "article" not in in_malay


def test_a_reading_says_how_and_why_and_whether_the_outcome_turns_on_it() -> None:
    (reading,) = answer("gap", "en").readings

    assert reading.question == "Are the four days calendar days?"
    assert (reading.option, reading.because, reading.turns) == ("calendar", "no other words", True)


def flat(reasons: tuple[Reason, ...]) -> list[Reason]:
    return [each for reason in reasons for each in (reason, *flat(reason.children))]


def test_ids_are_the_same_in_every_language_and_stay_the_same_when_all_is_told() -> None:
    model = model_of(BOOK)
    told = {
        (language, full): [
            reason.id for reason in flat(explained(model, FACTS, "river_benefit", language, full).reasons)
        ]
        for language in ("en", "ms")
        for full in (False, True)
    }

    assert told["en", False] == told["ms", False] == ["payable.i", "payable.ii", "unless"]
    assert told["en", True] == [
        "payable.i", "payable.i.i", "payable.i.ii", "payable.i.ii.a", "payable.i.ii.b", "payable.ii", "unless",
    ]  # fmt: skip


def test_marks_stand_for_truths() -> None:
    marks = {reason.id: reason.mark for reason in flat(answer("refused", "en").reasons)}

    assert marks == {"payable.i": "no", "payable.i.i": "no", "payable.ii": "yes", "unless": "no"}


def test_what_was_explained_before_is_referred_to() -> None:
    twice = model_of(BOOK.replace("    ii.  leave at most 400 days  ", "    ii.  disabled  "))
    told = explained(twice, FACTS, "river_benefit", full=True)

    first, second = told.reasons[:2]
    assert (len(first.children), second.children, second.see) == (2, (), "payable.i")
    assert "(see payable.i)" in as_text(told)


def test_colour_only_repeats_the_marks() -> None:
    told = answer("refused", "en")
    coloured = as_text(told, color=True)

    assert "\033[31m✗\033[0m" in coloured
    for code in ("\033[1m", "\033[0m", "\033[31m", "\033[32m"):
        coloured = coloured.replace(code, "")
    assert coloured == as_text(told)


def test_documents_that_are_handed_in() -> None:
    told = explained(model_of(BOOK), {**FACTS, "documents": ["form_1"]}, "river_benefit", full=True)

    assert [(each.name, each.state) for each in told.documents] == [("form_1", "handed_in"), ("report", "not_needed")]
    assert "Form 1: handed in" in as_text(told)


def test_a_ruling_is_named() -> None:
    told = explained(model_of(BOOK), {**FACTS, "rulings": {"late_claim": True}}, "late_benefit")

    assert told.outcome == "payable"
    assert told.reasons[0].sentence == "a late claim is admitted: yes (by a ruling for this case)"


def test_the_household_of_the_deceased_is_told_in_malay() -> None:
    classes = {share["id"]: share["class_title"] for share in as_json(answer("shares", "ms"))["shares"]}

    assert classes == {"ali": "anak", "abu": "anak", "siti": "suami atau isteri", "omar": "ibu atau bapa"}
    assert len(classes) == len(FAMILY)


LASTING = """\
benefit allowance  cites leaflet L-1
  title en "Allowance"  ms "Elaun"
  as at injured_on
  payable when leave at least 1 day
  pays monthly : money per month
    title en "monthly"  ms "bulanan"
    is RM100.00 per month     cites leaflet L-1
    from injured_on
    while {test}
"""


@pytest.mark.parametrize(
    ("test", "language", "expected"),
    [
        ("leave below 400 days", "en", "from 4 March 2024, as long as certified leave is below 400 days"),
        ("fishing", "en", "from 4 March 2024, as long as this holds: works in fishing"),
        ("leave below 400 days", "ms", "mulai 4 Mac 2024, selagi cuti yang disahkan di bawah 400 hari"),
    ],
)
def test_a_payment_that_lasts_says_as_long_as_what(test: str, language: str, expected: str) -> None:
    book = model_of(BOOK + LASTING.format(test=test))
    told = explained(book, FACTS, "allowance", language)

    assert expected in " ".join(as_text(told).split())
    assert as_json(told)["amounts"]["monthly"]["while"] == expected.partition(", ")[2]


def test_the_day_on_which_payments_are_shown_stands_in_the_head() -> None:
    book = model_of(BOOK + LASTING.format(test="fishing"))
    decision = decided(book, FACTS, "allowance", on=date(2031, 2, 3))
    told = explain(book, decision, "en")

    assert as_text(told).splitlines()[:2] == [
        "Allowance: PAYABLE",
        "  as at 4 March 2024  payments as on 3 February 2031  [leaflet L-1]",
    ]
    assert as_json(told)["on"] == "2031-02-03"
    assert as_json(explain(book, decided(book, FACTS, "allowance"), "en"))["on"] is None


def test_an_ended_share_says_which_limb_failed_and_on_what_day() -> None:
    both = BOOK.replace(
        "while age of born of dependant below 21 years",
        "while relation of dependant is child and age of born of dependant below 21 years",
    )
    facts = {**FACTS, "died_on": "2024-03-05", "dependants": FAMILY}
    ended = explained(model_of(both), facts, "survivors").amounts[0].shares[1]

    # born on 3 February 2001: 23 years on 5 March 2024
    assert ended.why_not == (
        "no share: age on 5 March 2024 by date of birth (3 February 2001): 23 years, not below 21 years"
    )


def test_of_the_reasons_for_an_ended_share_each_alternative_gives_one() -> None:
    several = BOOK.replace(
        "while age of born of dependant below 21 years",
        "while age of born of dependant below 21 years or (married_on of dependant on or before the day and "
        "age of born of dependant below 23 years) or age of born of dependant below 21 years",
    )
    married = 'fact born : birth date\n    title en "date of birth"  ms "tarikh lahir"\n'
    book = model_of(several.replace(f"  {married}", f"""  {married}  fact married_on : date or never
    title en "date of marriage"  ms "tarikh perkahwinan"
""", 1))  # fmt: skip
    family = [{**each, "married_on": "never"} for each in FAMILY]
    facts = {**FACTS, "died_on": "2024-03-05", "dependants": family}

    # abu is 23 on 5 March 2024: too old, and not married, which is enough; what is said twice is told once
    assert explained(book, facts, "survivors").amounts[0].shares[1].why_not == (
        "no share: age on 5 March 2024 by date of birth (3 February 2001): 23 years, not below 21 years; "
        "date of marriage: has not happened, as at 5 March 2024"
    )


DRAWN = """\
entity bill
  title en "bill"  ms "bil"
  fact costs : money from RM0 to RM500
    title en "costs"  ms "kos"
  fact made_on : date
    title en "made on"  ms "dibuat pada"
fact bills : list of bill, 0 to 9
  title en "bills"  ms "bil"
benefit funeral  cites leaflet L-1
  title en "Funeral"  ms "Pengebumian"
  as at injured_on
  payable when leave at least 1 day
  draws bills_paid : money
    title en "bills paid"  ms "bil dibayar"
    of RM100.00     cites leaflet L-1
    among bills in order of made_on of bill
    each costs of bill
"""


def test_a_draw_says_what_was_asked_and_what_was_left() -> None:
    bills = [
        {"id": f"b{n}", "costs": costs, "made_on": f"2024-03-0{n}"}
        for n, costs in enumerate(["RM90.00", "RM15.00", "RM10.00"], 1)
    ]
    book = model_of(BOOK + DRAWN)
    shares = explained(book, {**FACTS, "bills": bills}, "funeral").amounts[0].shares

    # 100 - 90 = 10 for the second, which asked for 15; then nothing is left
    assert [(share.amount, share.working) for share in shares] == [
        ("RM90.00", ""),
        ("RM10.00", "own amount RM15.00; only RM10.00 is left"),
        ("RM0.00", "own amount RM10.00; nothing is left"),
    ]
    malay = explained(book, {**FACTS, "bills": bills}, "funeral", "ms").amounts[0].shares
    assert malay[2].working == "amaun sendiri RM10.00; tiada baki lagi"


ROWS = """\
rule by_kind : percent
  title en "by kind"  ms "mengikut jenis"
  is
    10% when fishing                   cites leaflet L-1
    20% when not fishing and leave at least 4 days   assumes dry_land
    otherwise 30%                                    assumes elsewhere
benefit kind_benefit  cites leaflet L-1
  title en "Kind"  ms "Jenis"
  as at injured_on
  payable when all of
    i.   leave at least 4 days         cites leaflet L-1
    ii.  any of
      a. fishing                       cites leaflet L-1
      b. drunk                         assumes dry_land
  pays part : percent
    title en "part"  ms "bahagian"
    is by_kind                         cites leaflet L-1
assumption dry_land
  title en "dry land"  ms "darat"
assumption elsewhere
  title en "elsewhere"  ms "di tempat lain"
"""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),  # row 1 decides, limb ii.a holds
        ({"drunk": True, "fishing": False}, ["dry_land"]),
        ({"drunk": False, "fishing": True, "leave": 3}, []),  # limb i refuses it, ii holds
        ({"drunk": False, "fishing": False}, ["dry_land"]),  # limb ii refuses it
    ],
)
def test_in_short_only_what_decided_lists_its_assumptions(changes: dict[str, object], expected: list[str]) -> None:
    told = explained(model_of(BOOK + ROWS), {**FACTS, **changes}, "kind_benefit")

    assert [each.name for each in told.assumptions] == expected


def test_equal_figures_in_a_row_are_said_once() -> None:
    told = explained(model_of(BOOK), {**FACTS, "wages": ["RM6,000.00"] * 3 + ["RM3,000.00"]}, "river_benefit")

    assert told.amounts[0].lines[1].working == (
        "average of 3 times RM6,000.00 a month and RM3,000.00 a month divided by 30 days a month"
    )


PARTIES = """\
benefit dues  cites leaflet L-1
  title en "Dues"  ms "Yuran"
  as at injured_on
  payable when leave at least 4 days
  shares paid_by : money
    title en "dues"  ms "yuran"
    of RM100.00                 cites leaflet L-1
    parties
      insured (RM90.00)
      spouse the rest
  note en "a note"  ms "nota"  cites leaflet L-2
"""


def test_parties_have_the_titles_of_bodies_and_of_values_and_notes_stand_by_what_is_paid() -> None:
    book = model_of(BOOK + PARTIES)
    told = explained(book, FACTS, "dues")

    assert [each.name for each in told.amounts[0].shares] == ["insured person", "spouse"]
    assert "insured person" in as_text(told)
    assert "a note [leaflet L-2]" in as_text(told)
    assert as_json(told)["notes"] == [{"text": "a note", "citations": ["leaflet L-2"]}]
    assert "a note" not in as_text(explained(book, {**FACTS, "leave": 3}, "dues"))


def test_shares_of_what_is_referred_are_told_as_no_amount() -> None:
    book = model_of(BOOK + PARTIES.replace("leave at least 4 days", "late_claim"))
    told = explained(book, FACTS, "dues")

    assert [(each.name, each.amount, each.data, each.state) for each in told.amounts[0].shares] == [
        ("insured person", "referred", None, "open"), ("spouse", "referred", None, "open"),
    ]  # fmt: skip
    assert (told.amounts[0].bounds, told.amounts[0].rest) == ("", "")
    assert "RM" not in as_text(told).partition("Because")[0]


def test_a_presumed_finding_is_disclosed_where_it_makes_an_amount() -> None:
    presumed = BOOK.replace("in steps of 0.5%\n", "in steps of 0.5%\n  presumed 10%  cites leaflet L-1\n", 1) + (
        'rule loss_amount : money\n  title en "amount"  ms "amaun"\n  is loss times RM1,000.00  cites leaflet L-1\n'
    )
    facts = {name: value for name, value in FACTS.items() if name != "loss"}

    told = as_text(explained(model_of(presumed), facts, "loss_amount"))
    assert "(presumed: nothing has been found)" in " ".join(told.split())


def test_an_average_of_a_list_that_is_missing_names_the_list() -> None:
    facts = {name: value for name, value in FACTS.items() if name != "wages"}
    told = explained(model_of(BOOK), facts, "daily_wage").amounts[0]

    assert told.line is not None
    assert told.line.working.startswith("average of monthly wages divided by")


def test_a_reading_that_was_asked_for_says_that_the_book_reads_otherwise() -> None:
    book = model_of(BOOK)
    told = explain(book, decided(book, FACTS, "long_leave", readings={"four_days": "working"}), "en")

    assert told.readings[0].sentence == "read as “working days”, as asked, and not as the rule book chooses"


@pytest.mark.parametrize(
    ("turning", "expected", "data"),
    [
        ({"four_days": "amount"}, "; the amount turns on this reading", (True, "amount")),
        ({"four_days": "nothing"}, "  - nothing here turns on how this is read: Are the", (False, None)),
        ({"four_days": "not yet known"}, "it cannot be said whether anything turns on", (None, "not yet known")),
        (None, "read as “calendar days”, because no other words\n", (None, None)),
    ],
)
def test_a_reading_on_which_nothing_turns_is_one_line(
    turning: dict[str, Turns] | None, expected: str, data: tuple[bool | None, str | None]
) -> None:
    book = model_of(BOOK)
    told = explain(book, decided(book, FACTS, "long_leave"), "en", turning=turning)
    (reading,) = as_json(told)["readings"]

    assert expected in as_text(told) + "\n"
    assert (reading["turns"], reading["turns_on"]) == data
    assert ("read as" in as_text(told)) == (turning is None or turning["four_days"] == "amount")


TWICE = """\
rule long_rate : money per day
  title en "long rate"  ms "kadar panjang"
  is daily_rate times 2                              cites leaflet L-1
rule rates_agree
  title en "rates agree"  ms "kadar selaras"
  all of                                             cites leaflet L-1
    i.   long_rate over RM500.00 per day
    ii.  long_rate over RM400.00 per day
    iii. leave at least 4 days
"""


def test_supporting_figures_are_told_once() -> None:
    """RM6,000.00 / 30 is RM200.00 a day, 80% of it RM160.00 reduced to RM132.00, twice that RM264.00."""
    book = model_of(BOOK + TWICE)
    told = explain(book, decided(book, FACTS, "rates_agree", on=date(2024, 3, 4)), "en", full=True)
    first, second = told.reasons[0].children[:2]

    assert [line.label for line in first.lines] == ["long rate", "daily rate", "average daily wage"]
    assert (first.see, second.lines, second.see) == ("", (), first.id)
    missing = {key: value for key, value in FACTS.items() if key != "wages"}
    told = explain(book, decided(book, missing, "rates_agree", on=date(2024, 3, 4)), "en")
    assert {reason.lines for reason in flat(told.reasons)} == {()}


def test_what_a_group_of_a_list_assumes_is_listed() -> None:
    value = '  parent en "parent" ms "ibu atau bapa"\n'
    grouped = BOOK.replace(value, f"{value}  group close_family : spouse, child  assumes kin\n", 1)
    book = model_of(grouped + """\
assumption kin
  title en "a child is close"  ms "anak adalah rapat"
rule left_family
  title en "left family"  ms "meninggalkan keluarga"
  is some d in dependants has (relation of d in close_family)  cites leaflet L-1
rule left_by_table : count
  title en "left"  ms "ditinggalkan"
  is number of dependants where (kin_of of dependant)  cites leaflet L-1
rule kin_of of dependant
  title en "kin"  ms "saudara"
  table                                              cites leaflet L-1
    | relation of dependant | is  |
    | close_family          | yes |
    | parent                | no  |
""")  # fmt: skip
    facts = {**FACTS, "dependants": FAMILY}

    for question in ("left_family", "left_by_table"):
        told = explain(book, decided(book, facts, question, on=date(2024, 3, 4)), "en")
        assert [each.name for each in told.assumptions] == ["kin"]


def test_a_named_condition_of_a_row_is_told_by_its_name() -> None:
    book = model_of(BOOK + """\
rule fishes
  title en "works at sea?"  ms "bekerja di laut?"
  is fishing  cites leaflet L-1
rule sum_for : money
  title en "sum"  ms "jumlah"
  is
    RM10.00 when fishes      cites leaflet L-1
    RM20.00 when not fishes  cites leaflet L-1
rule fee_of of dependant : money
  title en "what the fee is for"  ms "bayaran bagi"
  is RM3.00 times weight_of of dependant  cites leaflet L-1
rule weight_of of dependant : count
  title en "weight"  ms "berat"
  is 2  cites leaflet L-1
rule all_fees : money
  title en "all fees"  ms "semua bayaran"
  is sum of fee_of of d for each d in dependants  cites leaflet L-1
""")  # fmt: skip
    facts = {**FACTS, "fishing": False, "dependants": FAMILY[:1]}

    def told(question: str, language: str = "en") -> Explanation:
        return explain(book, decided(book, facts, question, on=date(2024, 3, 4)), language)

    assert told("sum_for").amounts[0].line.working == "by row 2 (works at sea? no)"  # type: ignore[union-attr]
    assert as_text(told("fishes")).splitlines()[0].startswith("works at sea? no")
    assert as_text(told("fishes", "ms")).splitlines()[0].startswith("bekerja di laut? tidak")
    assert "what the fee is for ali" in [line.label for line in told("all_fees").amounts[0].lines]
    assert "bayaran bagi ali" in [line.label for line in told("all_fees", "ms").amounts[0].lines]
