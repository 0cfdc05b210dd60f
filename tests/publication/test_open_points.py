"""What is open in a book of which that is known, and what depends on each point."""

from datetime import date

import pytest

from policy_engine.model.rulebook import Interval, Model
from policy_engine.model.walk import closure, entitlement, expressions_of
from policy_engine.publication.dependants import dependants, users
from policy_engine.publication.document import OpenPoint, OpenPoints
from policy_engine.publication.met import met
from policy_engine.publication.open_points import open_points
from tests.publication.books import BOOK, CASES, read


def known() -> dict[str, OpenPoint]:
    return {each.name: each for each in open_points(*read()).points}


def cited(point: OpenPoint) -> list[str]:
    return [f"{each.source} {each.item}" for each in point.citations]


def depends(point: OpenPoint) -> tuple[list[str], list[str], list[str]]:
    """Names of rules, of benefits by entitlement, and of amounts."""
    found = point.dependants
    amounts = [f"{each.benefit}.{each.payment}" for each in found.amounts]
    return [each.name for each in found.rules], [each.name for each in found.benefits], amounts


def test_they_come_kind_by_kind() -> None:
    found = open_points(*read())

    assert [(each.kind, each.name) for each in found.points] == [
        ("gap", "late_accepted"),
        ("discretion", "boat_refused"),
        ("reading", "least_days"),
        ("assumption", "sen_half_up"),
        ("assumption", "leap_birthday"),
        ("value", "minimum_rate"),
        ("value", "extra_sum"),
        ("not encoded", "leaflet L-5"),
    ]
    assert (found.book, found.title.ms, found.cases) == ("river_towns", "Bandar sungai", 6)


def test_those_of_a_kind_come_in_the_order_of_the_sources() -> None:
    """Declared behind the other, but about an earlier item."""
    more = BOOK + 'gap who_else : money  cites leaflet L-1\n  title en "who else"  ms "siapa lagi"\n'
    found = open_points(*read(more))

    assert [each.name for each in found.points if each.kind == "gap"] == ["who_else", "late_accepted"]


def test_a_gap_has_its_question_its_kind_of_value_and_the_cases_it_keeps_open() -> None:
    gap = known()["late_accepted"]

    assert (gap.question.en, gap.type, gap.type_title.ms) == ("Is a late claim accepted?", "yes or no", "ya atau tidak")
    assert cited(gap) == ["leaflet L-7"]
    assert gap.cases == ("ten_days", "three_days", "late_claim", "after_june")
    assert gap.referred == ("late_claim",)
    assert depends(gap) == (["in_time"], ["river_benefit"], [])


def test_a_discretion_names_its_office() -> None:
    discretion = known()["boat_refused"]

    assert (discretion.office, discretion.office_title.en) == ("office", "River Office")
    assert discretion.referred == ("with_boat",)
    assert depends(discretion) == ([], ["boat_question"], [])


def test_a_reading_has_its_alternatives_and_which_is_chosen_why() -> None:
    reading = known()["least_days"]

    assert [(each.name, each.chosen, each.because.en) for each in reading.alternatives] == [
        ("four", True, "the leaflet says so"),
        ("six", False, ""),
    ]
    assert cited(reading) == ["leaflet L-8", "letter X-1"]
    assert depends(reading) == (["enough_leave"], ["river_benefit"], [])


def test_a_reading_says_which_cases_it_would_answer_otherwise() -> None:
    """Five days are enough if four are, and not if six are; ten are enough and three are not either way."""
    five = (
        CASES
        + """\
case five_days like ten_days
  for river_benefit
  origin "80% of RM100.00 is RM80.00 a day; five days are RM400.00"
  given
    leave is 5 days
  expect payable
"""
    )
    model, cases = read(cases=five)
    (reading,) = (each for each in open_points(model, cases).points if each.kind == "reading")
    (unexamined,) = (each for each in open_points(model, cases, met(model, cases)).points if each.kind == "reading")

    assert reading.turning == ("five_days",)
    assert unexamined.turning is None


def test_an_assumption_stands_where_it_is_made() -> None:
    points = known()

    assert cited(points["sen_half_up"]) == ["leaflet L-2"]
    assert depends(points["sen_half_up"]) == ([], [], ["river_benefit.total"])
    assert points["sen_half_up"].cases == ("ten_days", "late_claim", "after_june")
    assert points["leap_birthday"].dependants.everything


def test_a_value_says_when_it_holds_and_how_far_that_was_reviewed() -> None:
    points = known()
    minimum, extra = points["minimum_rate"], points["extra_sum"]

    assert [each.interval for each in minimum.in_force] == [
        Interval(date(2022, 1, 1), date(2023, 12, 31)), Interval(date(2024, 1, 1), None),
    ]  # fmt: skip
    assert (minimum.reviewed_through, minimum.declared, minimum.holes) == (date(2024, 12, 31), "parameter", ())
    assert extra.in_force[-1].interval.to == date(2024, 6, 30)
    assert extra.referred == ("after_june",)
    assert depends(minimum) == (["daily_rate"], [], ["river_benefit.total"])
    assert depends(extra) == ([], [], ["river_benefit.extra"])


def test_days_between_two_values_are_a_hole() -> None:
    holed = BOOK.replace("to 2023-12-31 is RM20.00", "to 2023-11-30 is RM20.00")
    (point,) = (each for each in open_points(*read(holed)).points if each.name == "minimum_rate")

    assert point.holes == (Interval(date(2023, 12, 1), date(2023, 12, 31)),)


def test_a_document_that_depends_on_a_gap_is_named_by_its_benefit() -> None:
    other = BOOK.replace(
        'licence en "licence" ms "lesen" when has_boat', 'licence en "licence" ms "lesen" when late_accepted'
    )
    (gap,) = (each for each in open_points(*read(other)).points if each.name == "late_accepted")

    assert [each.name for each in gap.dependants.things] == ["river_benefit"]


ROWS = BOOK + """\
rule size : money
  title en "size"  ms "saiz"
  is
    RM1 when leave below 20 days  cites leaflet L-1
    RM2 when leave from_here 5 days  cites leaflet L-2
benefit by_size  cites leaflet L-1
  title en "By size"  ms "Mengikut saiz"
  as at injured_on
  payable when leave at least 1 days
  pays sum : money to office
    title en "sum"  ms "jumlah"
    is size
"""  # fmt: skip
ASKED = """\
case sized
  title en "sized"
  for by_size
  origin "nobody says so"
  given
    leave is 10 days
    injured_on is 2024-03-04
  expect payable
    sum is referred
"""


@pytest.mark.parametrize(("second", "kind"), [("over 30 days", "no row"), ("below 15 days", "conflict")])
def test_rows_that_leave_a_case_out_or_disagree_are_found_by_the_cases(second: str, kind: str) -> None:
    """Ten days are below 20 and below 15, with different sums; with 25 days neither below 20 nor over 30."""
    days = "25 days" if kind == "no row" else "10 days"
    book = ROWS.replace("leave from_here 5 days", f"leave {second}")
    found = open_points(*read(book, ASKED.replace("10 days", days), passes=()))
    (point,) = (each for each in found.points if each.kind == kind)

    assert (point.name, point.declared, point.rows, point.cases) == ("size", "rule", ("1", "2"), ("sized",))
    assert cited(point) == ["leaflet L-1", "leaflet L-2"]
    assert [f"{each.benefit}.{each.payment}" for each in point.dependants.amounts] == ["by_size.sum"]


def test_a_book_without_anything_open_has_no_points() -> None:
    book = """\
rulebook plain
  title en "Plain"  ms "Biasa"
"""
    assert open_points(*read(book, "")) == OpenPoints((), 0, "plain", read(book, "")[0].settings.title)


def test_what_depends_is_what_can_be_reached() -> None:
    assert_dependants_agree(read()[0])


def assert_dependants_agree(model: Model) -> None:
    """The way back from a point comes to the entitlements and amounts from which the way forth comes to it."""
    known_users = users(model)
    for kind, names in (("gaps", model.gaps), ("discretions", model.discretions), ("rules", model.rules)):
        for name in names:
            found = dependants(known_users, kind.removesuffix("s"), name)
            back = {each.name for each in found.benefits}, {(each.benefit, each.payment) for each in found.amounts}
            entitled = {
                benefit.name for benefit in model.benefits.values()
                if any(name in getattr(closure(model, each), kind) for each in entitlement(benefit))
            }  # fmt: skip
            paid = {
                (benefit.name, payment.name) for benefit in model.benefits.values() for payment in benefit.payments
                if any(name in getattr(closure(model, each), kind) for each in expressions_of(payment))
            }  # fmt: skip
            assert back == (entitled, paid), (kind, name)
