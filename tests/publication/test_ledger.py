"""The ledger of a book of which it is known what becomes of each item, and by which cases."""

from policy_engine.checking.authority.authority import authority
from policy_engine.checking.check import PASSES
from policy_engine.model.rulebook import Words
from policy_engine.publication.document import Ledger, LedgerItem
from policy_engine.publication.ledger import ledger
from policy_engine.publication.met import met
from tests.publication.books import BOOK, CASES, read

DRAFT = tuple(each for each in PASSES if each is not authority)


def known() -> Ledger:
    return ledger(*read())


def item(found: Ledger, source: str, name: str) -> LedgerItem:
    (listed,) = (each for each in found.sources if each.name == source)
    return next(each for each in listed.items if each.name == name)


def places(found: LedgerItem) -> list[str]:
    words = ((each.place.kind, each.place.name, each.place.payment, each.place.part, each.place.label)
             for each in found.encoded)  # fmt: skip
    return [" ".join(part for part in each if part) for each in words]


def test_every_item_comes_once_in_the_order_of_its_source() -> None:
    found = known()

    assert [each.name for each in found.sources] == ["leaflet", "letter"]
    assert [each.name for each in found.sources[0].items] == [f"L-{number}" for number in range(1, 12)]


def test_the_status_of_an_item_is_what_the_book_says_of_it() -> None:
    found = known()

    assert {each.name: each.status for each in found.sources[0].items if each.status != "encoded"} == {
        "L-3": "not a rule", "L-4": "summary of", "L-5": "not encoded", "L-6": "no effect",
    }  # fmt: skip
    assert item(found, "leaflet", "L-3").because == Words("contact data", "maklumat hubungan")
    assert item(found, "leaflet", "L-5").because == Words("the terms are not there")
    assert item(found, "leaflet", "L-4").summary_of == ("L-1", "L-2")


def test_an_item_is_encoded_by_every_place_that_cites_it() -> None:
    found = known()

    assert places(item(found, "leaflet", "L-1")) == ["benefit river_benefit"]
    assert places(item(found, "leaflet", "L-2")) == [
        "parameter minimum_rate version 2022-01-01",
        "parameter minimum_rate version 2024-01-01",
        "rule daily_rate",
        "benefit river_benefit total",
    ]
    assert places(item(found, "leaflet", "L-7")) == ["gap late_accepted", "rule in_time limb i"]
    assert places(item(found, "leaflet", "L-9")) == ["benefit river_benefit note"]
    assert places(item(found, "leaflet", "L-10")) == ["benefit river_benefit needs form_1"]
    assert places(item(found, "leaflet", "L-11")) == [
        "discretion boat_refused", "benefit river_benefit needs licence", "question boat_question",
    ]  # fmt: skip


def test_a_place_says_its_title_its_file_and_its_line() -> None:
    (only,) = item(known(), "leaflet", "L-10").encoded

    line = next(number for number, text in enumerate(BOOK.splitlines(), 1) if "form_1" in text)
    assert (only.title.en, only.title.ms, only.where) == ("River benefit", "Faedah sungai", f"book.policy:{line}")


def test_a_case_exercises_what_its_decision_rests_on_and_what_its_origin_cites() -> None:
    """Three days are refused: of that decision the amounts and the documents play no part."""
    found = known()
    decided = ("ten_days", "three_days", "late_claim", "after_june")

    assert item(found, "leaflet", "L-1").cases == decided
    assert item(found, "leaflet", "L-2").cases == ("ten_days", "late_claim", "after_june")
    assert item(found, "leaflet", "L-10").cases == ("ten_days", "late_claim", "after_june")
    assert item(found, "leaflet", "L-8").cases == (*decided, "too_long")
    assert item(found, "leaflet", "L-8").origins == ("too_long",)
    assert item(found, "letter", "X-1").cases == decided
    assert item(found, "letter", "X-1").origins == ("ten_days",)


def test_a_limb_that_failed_counts_and_a_document_that_is_not_needed_does_not() -> None:
    found = known()

    assert "late_claim" in item(found, "leaflet", "L-7").cases
    assert item(found, "leaflet", "L-11").cases == ("with_boat",)


def test_an_amount_counts_where_its_own_condition_was_looked_at() -> None:
    """The extra sum is due over 100 days; with ten days nobody looked up how much it is."""
    model, cases = read()
    by_case = {each.case: each for each in met(model, cases)}

    assert ("value", "extra_sum") in by_case["after_june"].points
    assert ("value", "extra_sum") not in by_case["ten_days"].points


def test_items_are_counted_by_source_and_in_all() -> None:
    found = known()

    assert [(each.counts.items, each.counts.exercised) for each in found.sources] == [(11, 7), (2, 2)]
    assert dict(found.counts.statuses) == {
        "encoded": 9, "summary of": 1, "not a rule": 1, "no effect": 1, "not encoded": 1, "not accounted for": 0,
    }  # fmt: skip
    assert found.counts.items == 13


def test_an_item_that_nothing_cites_is_not_accounted_for() -> None:
    forgotten = BOOK.replace('  item L-2 en "the rate"', '  item L-2 en "the rate"\n  item L-12 en "forgotten"')
    found = ledger(*read(forgotten, passes=DRAFT))

    assert item(found, "leaflet", "L-12").status == "not accounted for"
    assert dict(found.counts.statuses)["not accounted for"] == 1


def test_what_the_cases_meet_may_be_worked_out_once_for_all() -> None:
    model, cases = read()

    assert ledger(model, cases, met(model, cases)) == ledger(model, cases)


def test_a_book_without_cases_is_listed_all_the_same() -> None:
    found = ledger(*read(cases=""))

    assert (found.counts.items, found.counts.exercised) == (13, 0)


def test_a_case_that_cannot_be_run_has_its_origin_only() -> None:
    broken = CASES.replace("    wage is RM100\n", "    salary is RM100\n")
    found = ledger(*read(cases=broken))

    assert item(found, "leaflet", "L-1").cases == ()
    assert item(found, "letter", "X-1").cases == ("ten_days",)
