"""Pairs of rule books of which it is known what differs, told in both languages."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from policy_engine.cli.main import main
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.model.rulebook import Model
from policy_engine.publication.difference.decisions import Comparison, Put, decisions, decisions_on
from policy_engine.publication.difference.difference import difference
from policy_engine.publication.difference.document import Change, Difference
from policy_engine.publication.difference.json import difference_json
from policy_engine.publication.difference.text import by_cause, difference_text, sentence
from tests.checking.test_reference_book import BOOK as REFERENCE
from tests.publication.books import BOOK, CASES, read

MORE = """\
list folk
  title en "folk"  ms "kaum"
  local en "local worker"  ms "pekerja tempatan"
  foreign en "foreign worker"  ms "pekerja asing"
parameter funeral_maximum by folk : money
  title en "funeral maximum"  ms "had pengebumian"
  from 2020-01-01  cites leaflet L-2
    local : RM3,000
    foreign : RM6,500
parameter factor by band of days : number
  title en "factor"  ms "faktor"
  from 2020-01-01  cites leaflet L-2
    below 20 days : 90
    at least 20 days : 60
scale levy : money on money
  title en "levy"  ms "levi"
  from 2020-01-01  cites leaflet L-2
    3% from RM0
    10% from RM12,000
rule levy_of_wage : money
  title en "levy of a wage"  ms "levi gaji"
  is levy of RM100  cites leaflet L-2
rule worth : money
  title en "worth"  ms "nilai"
  is
    RM10 when leave below 10 days  cites leaflet L-2
    RM20 when leave below 20 days and leave at least 10 days  cites leaflet L-2
    otherwise RM30  cites leaflet L-2
rule dead_weight : number
  title en "weight"  ms "berat"
  is factor of leave  cites leaflet L-2
question of_no_use  cites leaflet L-2
  title en "Is it of use?"  ms "Adakah ia berguna?"
  as at injured_on
  answered yes when dead_weight over 80 and worth over RM5 and levy_of_wage over RM1
     and (funeral_maximum of local) over RM1
"""
RICH = BOOK + MORE


@cache
def model(text: str) -> Model:
    return read(text, "")[0]


def changes(old: str, new: str, book: str = RICH) -> tuple[Change, ...]:
    assert old in book, old
    found = difference(model(book), model(book.replace(old, new)))
    for language in ("en", "ms"):
        assert difference_text(found, language)
        assert json.dumps(difference_json(found, language))
    return found.changes


def told(found: tuple[Change, ...], language: str = "en") -> list[str]:
    return [f"{each.weight} {each.kind} {each.name}: {sentence(each, language)}" for each in found]


ONE_CHANGE = tomllib.loads((Path(__file__).parent / "differences.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ONE_CHANGE)
def test_one_change_is_told_in_one_sentence(name: str) -> None:
    pair = ONE_CHANGE[name]
    found = changes(pair["old"], pair["new"])

    assert told(found) == [pair["en"]]
    assert told(found, "ms") == [pair["ms"]]


def test_what_is_renamed_is_recognised_where_all_else_is_equal() -> None:
    found = difference(model(RICH), model(RICH.replace("daily_rate", "rate_per_day").replace("has_boat", "owns_boat")))

    assert [(each.weight, each.what, each.kind, each.name) for each in found.changes] == [
        ("naming", "renamed", "finding", "owns_boat"),
        ("naming", "renamed", "rule", "rate_per_day"),
    ]
    assert not found.is_identical


def test_what_is_renamed_and_changed_is_another_thing() -> None:
    book = RICH.replace("daily_rate", "rate_per_day").replace("80% of wage", "70% of wage")
    found = difference(model(RICH), model(book))

    assert [(each.weight, each.what, each.kind, each.name) for each in found.changes] == [
        ("meaning", "added", "rule", "rate_per_day"),
        ("meaning", "changed", "benefit", "river_benefit"),
        ("meaning", "removed", "rule", "daily_rate"),
    ]


def test_a_limb_put_between_others_is_new_and_the_others_are_called_otherwise() -> None:
    found = changes(
        "    i.   not late  cites leaflet L-7\n    ii.  late_accepted\n",
        "    i.   not late  cites leaflet L-7\n    ii.  leave over 300 days  cites leaflet L-7\n"
        "    iii. late_accepted\n",
    )

    assert told(found) == [
        "meaning rule in_time: limb ii: new: certified leave is over 300 days",
        "naming rule in_time: limb iii: was ii, is now iii",
    ]


def test_what_a_limb_asks_for() -> None:
    book = RICH + (
        'fact paid_in : months from 0 to 600\n  title en "months of contributions"  ms "bulan caruman"\n'
        'rule insured\n  title en "insured"  ms "diinsuranskan"\n  all of\n    i.  not late  cites leaflet L-7\n'
        "    ii. paid_in at least 24 months  cites leaflet L-8\n"
    )
    found = changes("at least 24 months", "at least 12 months", book)

    assert told(found) == [
        "meaning rule insured: limb ii: 24 months becomes 12 months, in: months of contributions is at least 12 months"
    ]
    assert told(found, "ms") == [
        "meaning rule insured: perenggan ii: 24 bulan menjadi 12 bulan, "
        "dalam: bulan caruman sekurang-kurangnya 12 bulan"
    ]
    assert found[0].citations == ("leaflet L-8",)


def test_what_is_new_and_what_is_gone_is_said_with_its_kind() -> None:
    addition = 'gap another : money  cites leaflet L-7\n  title en "another"  ms "satu lagi"\n'
    (gap,) = difference(model(RICH), model(RICH + addition)).changes
    (gone,) = difference(model(RICH + addition), model(RICH)).changes

    assert (sentence(gap, "en"), sentence(gap, "ms")) == ("new gap", "jurang baharu")
    benefit = (
        'benefit boat_grant  cites leaflet L-1\n  title en "Boat grant"  ms "Geran bot"\n  as at injured_on\n'
        "  payable when late  cites leaflet L-1\n"
    )
    (new,) = difference(model(RICH), model(RICH + benefit)).changes
    assert (sentence(new, "en"), sentence(new, "ms")) == ("new benefit", "faedah baharu")
    assert (new.title.en, new.citations) == ("Boat grant", ("leaflet L-1",))
    assert (sentence(gone, "en"), sentence(gone, "ms")) == ("no longer there: gap", "tiada lagi: jurang")


def test_the_chosen_reading_is_a_change_of_meaning() -> None:
    four = 'chosen because en "the leaflet says so"  ms "risalah menyatakan demikian"'
    book = RICH.replace(f"  {four}", "").replace('ms "enam hari"', f'ms "enam hari"  {four}')
    found = difference(model(RICH), model(book)).changes

    assert told(found)[0] == "meaning reading least_days: chosen reading: four days becomes six days"
    assert {each.weight for each in found[1:]} == {"wording"}


def test_layout_comments_and_order_are_no_change() -> None:
    pieces = re.split(r"(?m)^(?=\S)", RICH)
    head, others = pieces[1], pieces[2:]
    others[-1] += "\n"
    moved = "-- moved\n" + head + "\n".join(reversed(others)).replace("  is 80%", "  is   80%").replace(" : ", "  :  ")
    found = difference(model(RICH), model(moved))

    assert found.changes == ()
    assert difference_text(found, "en").splitlines()[1] == "Only wording or layout changed: meaning identical."
    assert difference_text(found, "ms").splitlines()[1].startswith("Hanya kata-kata atau susun atur berubah")


def test_the_shares_of_the_reference_are_told_class_by_class() -> None:
    found = changes("      child 2/5 equally", "      child 1/5 equally", REFERENCE)
    lapses = changes("    unfilled lapses ", "    unfilled passes to the_others ", REFERENCE)

    assert told(found) == ["meaning benefit survivors: payment “pension”, tier 1, class “child”, part: 2/5 becomes 1/5"]
    assert told(lapses) == [
        "meaning benefit survivors: payment “pension”, what becomes of a part without members: "
        "lapses becomes passes to, the others"
    ]


def test_what_a_class_says_of_its_part_is_told() -> None:
    ending = "        ends on married_on of dependant : lapses"
    found = changes(ending, f"        unfilled passes to the_others\n{ending}, also before", REFERENCE)

    assert told(found) == [
        "meaning benefit survivors: payment “pension”, tier 1, class “child”, ending 1, "
        "ending before the tiers are fixed: new: counts too",
        "meaning benefit survivors: payment “pension”, tier 1, class “child”, what becomes of a part without members: "
        "new: passes to, the others",
    ]


def test_decisions_that_change_name_the_changes_they_rest_on() -> None:
    """Ten days at RM100 a day: 80% are RM800.00, 75% are RM750.00; two hundred days RM16,000.00 and RM15,000.00."""
    old, cases = read()
    new, _ = read(BOOK.replace("80% of wage", "75% of wage").replace("is RM30.00", "is RM31.00"))
    found = decisions(difference(old, new), old, new, cases)

    assert found.decisions is not None
    assert [
        (each.case, [(part.part, part.old.en, part.new.en) for part in each.differing]) for each in found.decisions
    ] == [
        ("ten_days", [("total", "RM800.00", "RM750.00")]),
        ("late_claim", [("total", "RM800.00", "RM750.00")]),
        ("after_june", [("total", "RM16,000.00", "RM15,000.00")]),
    ]
    by = [found.changes[position].name for position in found.decisions[0].because]
    assert by == ["minimum_rate", "daily_rate"]
    assert found.compared == 6
    assert "Decisions that change: 3 of 6" in difference_text(found, "en")


def test_facts_that_one_book_refuses_are_said_to_be_refused() -> None:
    old, _ = read()
    new, _ = read(BOOK.replace("days from 0 to 1,000", "days from 0 to 5"))
    facts = {"leave": "10 days", "wage": "RM100", "injured_on": "2024-03-04", "late": False}
    found = decisions_on(difference(old, new), old, new, {"claim.json": facts})

    assert found.decisions is not None
    assert [(each.problem_old, bool(each.problem_new)) for each in found.decisions] == [((), True), ((), True)]


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name, book in (("old", BOOK), ("new", BOOK.replace("80% of wage", "75% of wage")), ("laid", BOOK + "-- end\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "book.policy").write_text(book, encoding="utf-8")
        (tmp_path / name / "cases.policy").write_text(CASES, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("new", "code"), [("old", 0), ("laid", 0), ("new", 1), ("nowhere", 2)])
def test_the_exit_code_says_whether_the_meaning_is_identical(
    folders: Path, new: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(folders / "old"), str(folders / new), "--json"]) == code
    data = json.loads(capsys.readouterr().out)

    assert bool(data["diagnostics"]) == (code == 2)
    assert code == 2 or data["identical"] == (code == 0)


def test_the_same_files_and_another_layout_are_told_apart(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["diff", str(folders / "old"), str(folders / "old")])
    main(["diff", str(folders / "old"), str(folders / "laid")])

    first, *_, last = capsys.readouterr().out.splitlines()
    assert first == "Both rule books are the same, word for word."
    assert last == "Only wording or layout changed: meaning identical."


def test_cases_and_facts_files_are_compared_by_the_command(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folders / "claims").mkdir()
    facts = {"leave": "10 days", "wage": "RM100", "injured_on": "2024-03-04", "late": False}
    (folders / "claims/one.json").write_text(json.dumps(facts), encoding="utf-8")
    command = ["diff", str(folders / "old"), str(folders / "new"), "--json"]

    assert main([*command, "--cases"]) == main([*command, "--facts", str(folders / "claims")]) == 1
    cases, claims = (json.loads(text) for text in re.split(r"(?<=^\})\n", capsys.readouterr().out, flags=re.M)[:2])
    assert (cases["compared"], len(cases["decisions"])) == (6, 3)
    assert [(each["case"], each["question"]) for each in claims["decisions"]] == [("one.json", "river_benefit")]
    assert claims["decisions"][0]["differing"] == [
        {"part": "total", "old": "RM800.00", "new": "RM750.00", "by": "-5000"}
    ]


def test_a_ruling_and_an_award_are_causes_where_a_decision_rests_on_them() -> None:
    pension = (
        'benefit pension  cites leaflet L-1\n  title en "Pension"  ms "Pencen"\n  as at injured_on\n'
        "  payable when river_benefit paid on 2024-06-01  cites leaflet L-1\n"
    )
    book = model(RICH + pension)
    facts: dict[str, object] = {"leave": 10, "wage": "100", "injured_on": "2024-03-04", "late": True}
    award = [{"benefit": "river_benefit", "from": "2024-03-04"}]

    def causes(question: str, old: dict[str, object], new: dict[str, object]) -> list[str]:
        puts = []
        for changed in (old, new):
            found = read_facts(book, {**facts, **changed})
            assert found.facts is not None, found.diagnostics
            puts.append(Put("one", question, decide(book, found.facts, question).decisions))
        (change,) = Comparison(Difference(), book, book).of(*puts)
        return [by_cause(cause, language) for cause in change.causes for language in ("en", "ms")]

    rulings = ({"rulings": {"late_accepted": value}} for value in (False, True))
    assert causes("river_benefit", *rulings) == [
        "by the facts: a late claim is accepted: no becomes yes",
        "kerana fakta: tuntutan lewat diterima: tidak menjadi ya",
    ]
    assert causes("pension", {"awards": []}, {"awards": award}) == [
        "by the facts: River benefit, 2024-03-04: nothing becomes from 4 March 2024",
        "kerana fakta: Faedah sungai, 2024-03-04: tiada menjadi mulai 4 Mac 2024",
    ]
