"""What a case expects besides amounts: days of a payment, who is paid, documents, benefits in kind, exclusions."""

from pathlib import Path

import pytest

from policy_engine.casebook.check_cases import check_cases
from policy_engine.casebook.run import run_case
from policy_engine.files.load import load
from policy_engine.source.report import report
from policy_engine.source.text import Source
from policy_engine.syntax.format import format
from policy_engine.syntax.parse import parse
from tests.doors.books import BOOK

MORE = """\
body insured
  title en "insured person"  ms "orang berinsurans"
fact died : yes or no
  title en "has died"  ms "telah meninggal"
benefit care  cites leaflet L-1
  title en "Care"  ms "Penjagaan"
  as at injured_on
  payable when leave at least 1 days
  pays pension : money per month to insured
    title en "pension"  ms "pencen"
    is RM500 per month
    from injured_on plus 3 days
    to injured_on plus 33 days
  pays grant : money
    title en "grant"  ms "geran"
    is RM100
    paid to
      widow en "widow" ms "balu" when died
      estate en "estate" ms "harta pusaka" when not died
  needs
    form_1 en "Form 1" ms "Borang 1"
    report en "report" ms "laporan" when died
  provides
    clinic en "clinic" ms "klinik" when not died
  excludes
    fuel en "fuel" ms "bahan api"
case base
  for care
  origin "a base for others"
  given
    leave is 10 days
    injured_on is 2024-03-04
    died is no
  expect payable
"""


def run(
    folder: Path, lines: tuple[str, ...], given: str = "died is no"
) -> tuple[list[tuple[str, str, str]], list[str]]:
    """The lines that are not so, and the codes of what is wrong with the case."""
    text = (
        f'case one like base\n  origin "by hand"\n  given\n    {given}\n  expect payable\n    '
        + "\n    ".join(lines)
        + "\n"
    )
    (folder / "book.policy").write_text(BOOK + MORE + text, encoding="utf-8")
    loaded = load([folder])
    assert loaded.model is not None, "\n".join(report(each, "en") for each in loaded.diagnostics)
    ran = run_case(loaded.model, loaded.cases, loaded.cases[-1])
    codes = [each.code for each in check_cases(loaded.model, loaded.cases)]
    assert [each.problem.code for each in ran.mismatches if each.problem] == codes
    return [(each.about, each.expected, each.found) for each in ran.mismatches], codes


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        # three days after 4 March is the 7th; thirty days later, 6 April, is the last day and 7 April the first unpaid
        ("died is no", ("pension from 2024-03-07", "pension to 2024-04-06", "pension until 2024-04-07")),
        ("died is no", ("pension paid to insured", "grant paid to estate", "grant not paid to widow")),
        ("died is yes", ("grant paid to widow", "grant not paid to estate")),
        ("died is no", ("needs form_1", "not needs report", "provides clinic", "excludes fuel")),
        ("died is yes", ("needs form_1, report", "not provides clinic")),
        ("died is yes\n    documents is form_1", ("needs form_1",)),
    ],
)
def test_what_is_so_passes(tmp_path: Path, given: str, lines: tuple[str, ...]) -> None:
    assert run(tmp_path, lines, given) == ([], [])


@pytest.mark.parametrize(
    ("given", "line", "not_so"),
    [
        ("died is no", "pension from 2024-03-04", ("pension from", "2024-03-04", "2024-03-07")),
        ("died is no", "pension until never", ("pension until", "never", "2024-04-07")),
        ("died is no", "grant paid to widow", ("grant paid to widow", "yes", "no")),
        ("died is missing", "grant paid to widow", ("grant paid to widow", "yes", "undetermined")),
        ("died is no", "needs form_1, report", ("needs report", "yes", "no")),
        ("died is yes", "provides clinic", ("provides clinic", "yes", "no")),
        ("died is no", "not excludes fuel", ("excludes fuel", "no", "yes")),
    ],
)
def test_what_is_not_so_shows_both_sides(tmp_path: Path, given: str, line: str, not_so: tuple[str, str, str]) -> None:
    assert run(tmp_path, (line,), given) == ([not_so], [])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("grant from 2024-03-04", "C016"),
        ("pensionn from 2024-03-04", "C006"),
        ("pension from 3 days", "C008"),
        ("grant paid to widower", "C015"),
        ("pension paid to widow", "C015"),
        ("needs form_2", "C015"),
        ("provides form_1", "C015"),
    ],
)
def test_what_cannot_be_compared_says_why(tmp_path: Path, line: str, code: str) -> None:
    assert run(tmp_path, (line,))[1] == [code]


def test_they_are_written_back_as_they_stand() -> None:
    lines = (
        "pension from 2024-03-07", "pension of ali until never", "pension to 2024-04-06", "grant paid to widow",
        "grant not paid to estate", "needs form_1, report", "not needs report", "provides clinic", "not excludes fuel",
    )  # fmt: skip
    text = 'case one\n  for care\n  origin "by hand"\n  expect payable\n    ' + "\n    ".join(lines) + "\n"
    parsed = parse(Source("book.policy", text))
    assert parsed.diagnostics == ()
    assert format(parsed.file) == text
