"""What is wrong with a case before anything is decided: each at its line, in the words of a rule file."""

from pathlib import Path

import pytest

from policy_engine.source.report import report
from tests.casebook.test_run_case import checked, like_base

BENEFIT, ANA = "river_benefit", "dependants\n      ana"


@pytest.mark.parametrize(
    ("case", "code", "place"),
    [
        (like_base(BENEFIT, "payable", given="laeve is 3 days"), "F101", "laeve is 3 days"),
        (like_base(BENEFIT, "payable", given="leave is 1,001 days"), "F203", "leave is 1,001 days"),
        (like_base(BENEFIT, "payable", given="leave is true"), "F201", "leave is true"),
        (like_base(BENEFIT, "payable", given="injured_on is 2024-03"), "F209", "injured_on is 2024-03"),
        (like_base("loss_benefit", "payable", given="loss is 5% by insured"), "F322", "loss is 5% by insured"),
        (like_base("loss_benefit", "payable", given="earlier_months is 5"), "F201", "earlier_months is 5"),
        (like_base("survivors", "payable", given=f"{ANA}\n        relation is aunt"), "F208", "relation is aunt"),
        (like_base("survivors", "payable", given=f"{ANA}\n        kin is spouse"), "F102", "kin is spouse"),
        (like_base("survivors", "payable", given=f"{ANA}\n      ana"), "F303", "ana"),
        (like_base("topping_up", "payable", given="documents is form_2"), "F502", "documents is form_2"),
        (like_base(BENEFIT, "payable", given="leave is 3 days\n    leave is 4 days"), "C012", "leave"),
        (like_base("river_benefits", "payable"), "Q101", "river_benefits"),
        (like_base(f"{BENEFIT}\n  read least_day as six", "payable"), "Q104", "least_day"),
        (like_base(f"{BENEFIT}\n  read least_days as seven", "payable"), "Q105", "seven"),
        (like_base(BENEFIT, "undetermined", "missing leav"), "C013", "leav"),
        (like_base("loss_benefit", "referred", "open earlier_month"), "C013", "earlier_month"),
        (like_base(BENEFIT, "value", "is yes"), "C014", "one"),
        (like_base("days_in_hospital", "payable"), "C014", "one"),
        (like_base("days_in_hospital", "value", "is RM3"), "C008", "is RM3"),
        (like_base(BENEFIT, "payable", "total of ana is RM3"), "C009", "total of ana is RM3"),
        (like_base(BENEFIT, "not payable", "limb iii is yes"), "C007", "limb iii is yes"),
        (like_base("loss_benefit", "not payable", "limb unless2 is yes"), "C007", "limb unless2 is yes"),
    ],
)
def test_what_a_case_cannot_say_is_found_at_its_line(tmp_path: Path, case: str, code: str, place: str) -> None:
    found = checked(tmp_path, case)

    assert [each.code for each in found] == [code]
    assert found[0].span.text.strip() == place


def test_a_value_is_shown_as_a_case_writes_it(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, like_base("loss_benefit", "payable", given="earlier_months is true"))

    page = report(found, "en")
    assert "`true` is not one" in page
    assert "write it like `yes`" in page


def test_what_is_taken_over_is_said_once(tmp_path: Path) -> None:
    """Three cases share the line that is wrong."""
    wrong = like_base(BENEFIT, "payable", given="laeve is 3 days")
    more = "".join(f"case {name} like one\n  origin cites leaflet L-1\n  expect payable\n" for name in ("two", "three"))

    assert [each.code for each in checked(tmp_path, wrong + more)] == ["F101"]


def test_a_case_that_expects_an_error_may_give_what_is_wrong(tmp_path: Path) -> None:
    assert checked(tmp_path, like_base(BENEFIT, "an error", "code F101", given="laeve is 3 days")) == ()
