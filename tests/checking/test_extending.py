"""A book that extends another: every code by its example on disk, and what becomes of gaps and versions."""

import re
import tomllib
from pathlib import Path

import pytest

import policy_engine
from policy_engine.casebook.check_cases import check_cases
from policy_engine.casebook.run import run_case
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision, Outcome
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.recompute import recompute
from policy_engine.evaluation.step import walk
from policy_engine.evaluation.timeline.timeline import timeline
from policy_engine.explanation.explain import explain
from policy_engine.explanation.json import as_json
from policy_engine.explanation.text import as_text
from policy_engine.explanation.timeline.tell import tell_timeline
from policy_engine.explanation.timeline.text import timeline_text
from policy_engine.files import read_rule_files
from policy_engine.files.kept import load_kept
from policy_engine.files.load import load
from policy_engine.files.loaded import Loaded
from policy_engine.source.diagnostic import Severity
from policy_engine.source.report import report
from policy_engine.source.text import Source
from policy_engine.syntax.format import format
from policy_engine.syntax.parse import parse
from policy_engine.texts.catalogue import diagnostic_words

TEXTS = Path(policy_engine.__file__).parent / "texts"
CODES = [
    code
    for code in tomllib.loads((TEXTS / "en/diagnostics/extending.toml").read_text(encoding="utf-8"))
    if code != "labels"
]
OTHER_FILE = re.compile(r"(?m)^-- (\S+\.policy)\n")


def read(folder: Path, text: str) -> Loaded:
    """The book of a text, in which a line `-- ../towns/book.policy` begins another file."""
    first, *others = OTHER_FILE.split(text)
    files = {"book.policy": first, **dict(zip(others[::2], others[1::2], strict=True))}
    for name, written in files.items():
        path = folder / "more_towns" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.resolve().parent.mkdir(parents=True, exist_ok=True)
        path.resolve().write_text(written, encoding="utf-8")
    return load([folder / "more_towns"])


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_example_says_this_and_nothing_else(code: str, tmp_path: Path) -> None:
    found = read(tmp_path, diagnostic_words(code, "en").wrong).diagnostics
    grave = [each for each in found if each.severity is Severity.ERROR]

    assert [each.code for each in grave] == [code]
    for language in ("en", "ms"):
        page = report(grave[0], language)
        assert "``" not in page
        assert "{" not in page


@pytest.mark.parametrize("code", CODES)
def test_the_right_example_is_right(code: str, tmp_path: Path) -> None:
    loaded = read(tmp_path, diagnostic_words(code, "en").right)

    assert loaded.diagnostics == ()
    assert loaded.model is not None


REFERENCE = Path(__file__).parents[2] / "docs/language/reference.md"


def test_the_extension_of_the_reference_checks(tmp_path: Path) -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    below = "".join(re.findall(r"^```policy\n(.*?)^```$", page, re.S | re.M))
    (extension,) = re.findall(r"^```extension\n(.*?)^```$", page, re.S | re.M)

    loaded = read(tmp_path, f"{extension}-- ../base/book.policy\n{below}")

    assert [each.code for each in loaded.diagnostics if each.severity is Severity.ERROR] == []
    assert loaded.model is not None
    assert (loaded.model.settings.name, loaded.model.settings.extends) == ("river_towns_extended", "river_towns")
    assert loaded.model.settings.currency == "MYR"


# ------------------------------------------------------------------------------------------------ what it comes to

TOWNS = """\
-- ../towns/book.policy
rulebook towns
  title en "Towns"  ms "Bandar"
  money MYR written RM to 0.01 sen
source act "The Act" in en, attests 2024-01-01 to 2024-12-31
  item A-1 en "the fee"
fact asked_on : date
  title en "day of the question"  ms "hari soalan"
fact late : days from 0 to 100
  title en "days late"  ms "hari lewat"
gap fee : money  cites act A-1
  title en "fee"  ms "yuran"
  ask en "Which fee?"  ms "Yuran yang mana?"
gap exempt : yes or no  cites act A-1
  title en "the late are exempt"  ms "yang lewat dikecualikan"
  ask en "Are they?"  ms "Adakah mereka?"
parameter extra : money  cites act A-1
  title en "extra"  ms "tambahan"
  from 2024-01-01 to 2024-12-31 is fee
  from 2025-01-01 is RM1
benefit refund  cites act A-1
  title en "Refund"  ms "Bayaran balik"
  as at asked_on
  payable when not exempt
  pays total : money
    title en "total"  ms "jumlah"
    is fee plus extra
case alone
  title en "alone"  ms "bersendirian"
  for refund
  origin "nothing says what the fee is"
  given
    asked_on is 2024-03-01
    late is 3 days
  expect referred
"""
MORE = """\
rulebook more_towns
  title en "More towns"  ms "Bandar lagi"
  extends towns in "../towns"
source press "The Press" in en, confidence B
  item P-1 en "the fee"
  item P-2 en "the exemption" confidence C
  item P-3 en "the extra" confidence A
parameter fee_paid : money  cites press P-1
  title en "fee paid"  ms "yuran dibayar"
  fills fee
  from 2023-06-01 to 2024-06-30 is RM5
rule exempt_when  cites press P-2
  title en "exempt when late"  ms "dikecualikan jika lewat"
  fills exempt
  from 2023-06-01 is late over 30 days
further versions of extra
  from 2023-01-01 to 2023-12-31 is RM2  cites press P-3
"""


def _decided(folder: Path, facts: dict[str, object], text: str = MORE + TOWNS) -> tuple[Loaded, Decision]:
    loaded = read(folder, text)
    assert loaded.diagnostics == ()
    assert loaded.model is not None
    given = read_facts(loaded.model, facts)
    assert given.diagnostics == ()
    assert given.facts is not None
    return loaded, decide(loaded.model, given.facts, "refund").decisions[0]


@pytest.mark.parametrize(
    ("day", "outcome", "total", "open_points"),
    [
        ("2023-05-31", Outcome.REFERRED, None, ["exempt", "fee"]),  # before every filling: as the book below alone
        ("2023-06-01", Outcome.PAYABLE, 700, []),  # RM5 filled, and RM2 of the further version
        ("2024-06-30", Outcome.PAYABLE, 1_000, []),  # RM5, and RM5 again where the gap stands as a value of `extra`
        ("2024-07-01", Outcome.PAYABLE, None, ["fee"]),  # the filling has ended
        ("2025-01-01", Outcome.PAYABLE, None, ["fee"]),
    ],
)
def test_a_gap_is_filled_while_the_filling_is_in_force(
    day: str, outcome: Outcome, total: int | None, open_points: list[str], tmp_path: Path
) -> None:
    """Amounts are whole sen."""
    _, decision = _decided(tmp_path, {"asked_on": day, "late": 3})
    (payment,) = decision.payments

    assert decision.outcome is outcome
    assert (payment.step.value if total is not None and payment.step else None) == total
    assert [hole.name for hole in decision.open_points] == open_points


def test_a_ruling_goes_before_the_filling(tmp_path: Path) -> None:
    """RM9 by the ruling, twice: as the fee and as the extra, in sen."""
    facts = {"asked_on": "2024-03-01", "late": 3, "rulings": {"fee": "9.00"}}
    _, decision = _decided(tmp_path, facts)

    assert decision.payments[0].step is not None
    assert decision.payments[0].step.value == 1_800


def test_what_fills_a_gap_asks_for_its_facts(tmp_path: Path) -> None:
    _, decision = _decided(tmp_path, {"asked_on": "2024-03-01"})

    assert decision.outcome is Outcome.UNDETERMINED
    assert [hole.name for hole in decision.missing] == ["late"]


def test_every_step_recomputes(tmp_path: Path) -> None:
    loaded, decision = _decided(tmp_path, {"asked_on": "2024-03-01", "late": 31})
    assert loaded.model is not None
    assert decision.outcome is Outcome.NOT_PAYABLE
    assert decision.facts is not None
    for root in (decision.condition, decision.payments[0].step):
        for step in walk(root) if root is not None else ():
            assert recompute(loaded.model, step, decision.facts) == step.value


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(
    ("language", "heading", "mark"),
    [("en", "From outside the sources", "press P-1, confidence B"), ("ms", "Daripada luar sumber", "keyakinan B")],
)
def test_what_comes_from_outside_is_told(language: str, heading: str, mark: str, full: bool, tmp_path: Path) -> None:
    loaded, decision = _decided(tmp_path, {"asked_on": "2023-06-01", "late": 3})
    assert loaded.model is not None
    explanation = explain(loaded.model, decision, language, full=full)
    page = as_text(explanation).replace("\n", " ")

    assert heading in page
    assert mark in re.sub(" +", " ", page)
    told = {each["citation"]: (each["confidence"], each["fills"]) for each in as_json(explanation)["outside"]}
    assert told == {"press P-1": ("B", ["fee"]), "press P-2": ("C", ["exempt"]), "press P-3": ("A", [])}


def test_nothing_from_outside_is_told_of_a_gap_left_open(tmp_path: Path) -> None:
    loaded, decision = _decided(tmp_path, {"asked_on": "2025-01-01", "late": 3})
    assert loaded.model is not None

    assert [each["citation"] for each in as_json(explain(loaded.model, decision, "en", full=True))["outside"]] == [
        "press P-2"
    ]


def test_what_would_change_a_refusal_goes_down_to_the_facts_of_the_filling(tmp_path: Path) -> None:
    loaded, decision = _decided(tmp_path, {"asked_on": "2024-03-01", "late": 31})
    assert loaded.model is not None
    assert decision.outcome is Outcome.NOT_PAYABLE

    (change,) = explain(loaded.model, decision, "en").changes
    assert change.sentence.startswith("days late: 31 days, ")


@pytest.mark.parametrize(
    ("language", "heading", "mark"),
    [("en", "From outside the sources", "confidence B"), ("ms", "Daripada luar sumber", "keyakinan B")],
)
def test_a_timeline_tells_what_comes_from_outside(language: str, heading: str, mark: str, tmp_path: Path) -> None:
    loaded, decision = _decided(tmp_path, {"asked_on": "2023-06-01", "late": 3})
    assert loaded.model is not None
    assert decision.facts is not None
    (over_time,) = timeline(loaded.model, decision.facts, "refund").timelines
    page = timeline_text(tell_timeline(loaded.model, over_time, language))

    assert f"{heading}\n" in page
    assert mark in page


def test_the_book_below_means_the_same_alone(tmp_path: Path) -> None:
    read(tmp_path, MORE + TOWNS)
    alone = load([tmp_path / "towns"])
    assert alone.model is not None
    (case,) = alone.cases

    assert run_case(alone.model, alone.cases, case).passed


def test_a_case_may_be_like_one_of_the_book_below(tmp_path: Path) -> None:
    """RM5 and RM5: the facts are those of the case below, which is not run again."""
    case = 'case filled like alone\n  for refund\n  origin "RM5 twice"\n  expect payable\n    total is RM10\n'
    loaded = read(tmp_path, MORE + case + TOWNS)
    assert loaded.model is not None
    (own,) = loaded.cases

    assert own.name.text == "filled"
    assert check_cases(loaded.model, loaded.cases, loaded.cases_below) == ()
    assert run_case(loaded.model, (*loaded.cases, *loaded.cases_below), own).passed


def test_a_book_named_with_the_book_it_extends_is_one_book(tmp_path: Path) -> None:
    read(tmp_path, MORE + TOWNS)
    both = load([tmp_path / "more_towns", tmp_path / "towns"])

    assert both.diagnostics == ()
    assert len(both.files) == 2


def test_days_that_the_book_below_covers_are_refused(tmp_path: Path) -> None:
    text = (MORE + TOWNS).replace("to 2023-12-31 is RM2", "to 2024-01-01 is RM2")

    assert [each.code for each in read(tmp_path, text).diagnostics] == ["D101"]


def test_a_rule_that_needs_the_gap_it_fills_is_a_circle(tmp_path: Path) -> None:
    circle = 'rule fee_again : money  cites press P-1\n  title en "again"  ms "lagi"\n  fills fee\n  is fee plus RM1\n'
    start, end = MORE.index("parameter fee_paid"), MORE.index("rule exempt_when")

    assert "X101" in [each.code for each in read(tmp_path, MORE[:start] + circle + MORE[end:] + TOWNS).diagnostics]


def test_a_kept_book_is_made_anew_when_the_book_below_changes(tmp_path: Path) -> None:
    read(tmp_path, MORE + TOWNS)
    roots, kept = [tmp_path / "more_towns"], tmp_path / "kept"
    assert load_kept(roots, kept).model is not None
    below = tmp_path / "towns/book.policy"
    below.write_text(below.read_text(encoding="utf-8").replace("is RM1\n", "is RM3\n"), encoding="utf-8")

    assert load_kept(roots, kept).model == load(roots).model


# ------------------------------------------------------------------------------------------------ as it is written

WRITTEN = """\
rulebook more_towns
  title en "More towns"  ms "Bandar lagi"
  extends towns in "../towns"

source press "The Press" in en, attests 2024-01-01 to 2024-12-31, confidence B
  item P-1 en "the fee"  ms "yuran" confidence A
  item P-2 en "news"  ms "berita" confidence C not a rule because "news"

parameter fee_paid : money
  title en "fee paid"  ms "yuran dibayar"
  fills fee
  from 2024-01-01 is RM5  cites press P-1

rule exempt_when
  fills exempt
  is late over 30 days

further versions of extra  cites press P-1
  before 2023-01-01 is RM2  -- the oldest
  from 2023-01-01 to 2023-06-30
    ali, abu : RM5
  from 2023-07-01  cites press P-1
    10% from RM0
    15% from RM100
"""


def test_what_is_written_is_formatted_as_it_stands() -> None:
    parsed = parse(Source("more.policy", WRITTEN))

    assert parsed.diagnostics == ()
    assert format(parsed.file) == WRITTEN


@pytest.mark.parametrize("folder", ["../nowhere", "", "/", "..", "."])
def test_a_folder_without_such_a_book_is_said(folder: str, tmp_path: Path) -> None:
    """`..` and `.` hold the book itself."""
    found = read(tmp_path, (MORE + TOWNS).replace('in "../towns"', f'in "{folder}"')).diagnostics

    assert [each.code for each in found] == ["E102" if folder in ("..", ".") else "E101"]


def test_the_limits_hold_for_all_books_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_rule_files, "MOST_FILES", 1)

    assert [each.code for each in read(tmp_path, MORE + TOWNS).diagnostics] == ["B007"]
