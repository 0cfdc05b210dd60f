"""The page of a case that fails: each line that is not so, with the limb or the working behind it, and no more."""

from pathlib import Path

import pytest

from policy_engine.cli.test import run_cases
from tests.doors.books import write_book


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_book(tmp_path)
    monkeypatch.chdir(tmp_path)


def page(capsys: pytest.CaptureFixture[str], old: str, new: str, only: str | None = None) -> str:
    """What is said of the cases in which one line is changed."""
    (cases,) = Path().rglob("cases.policy")
    text = cases.read_text(encoding="utf-8")
    assert old in text
    cases.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert run_cases(["rules"], "en", only=only, as_json=False) == 1
    return capsys.readouterr().err


def test_each_line_is_followed_by_what_made_it_so(capsys: pytest.CaptureFixture[str]) -> None:
    lines = page(capsys, "total is RM800.00", "total is RM801.00").splitlines()

    assert lines[:2] == ["cases/cases.policy:1  FAILED  ten_days", "  total: expected RM801.00, found RM800.00"]
    assert lines[2].startswith("    total   RM800.00   (80% of RM100.00")
    assert not [line for line in lines if "Because" in line or line.strip() == "-"]
    assert "  policy test with `--only ten_days` shows how it was decided." in lines


def test_an_outcome_is_followed_by_the_limbs_that_decided(capsys: pytest.CaptureFixture[str]) -> None:
    """Three days: limb i is no, limb ii is yes and did not decide."""
    said = page(capsys, "expect not payable\n    limb i is no\n    limb ii is yes", "expect payable")

    assert "  outcome: expected payable, found not payable\n    ✗ i. " in said
    assert "ii." not in said


def test_a_limb_is_followed_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    said = page(capsys, "limb ii is yes", "limb ii is no")

    assert "  limb ii: expected no, found yes\n    ✓ ii. certified leave: 3 days" in said


def test_a_line_that_cannot_be_compared_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    said = page(capsys, "total is RM800.00", "totel is RM800.00")

    assert "  totel: expected RM800.00, which cannot be compared\n" in said
    assert "C006" in said
    assert "found -" not in said


def test_with_only_the_whole_decision_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    said = page(capsys, "total is RM800.00", "total is RM801.00", only="ten_days")

    assert "How it was decided:\n\nRiver benefit: PAYABLE" in said
