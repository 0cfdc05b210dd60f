"""Facts against a rule book: everything right is read, everything wrong is refused with its path."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.evaluation.decision import Award, Found
from policy_engine.evaluation.facts import read_facts
from policy_engine.source.report import report
from policy_engine.values.truth import NO, YES
from policy_engine.values.value import NEVER, Collection, Element, Month, Months, Periods, Year
from tests.evaluation.books import book, facts_of

MODEL = book(
    """list kind
  title en "kind"  ms "jenis"
  spouse en "spouse"  ms "pasangan"
  child en "child"  ms "anak"
body board
  title en "board"  ms "jemaah"
body court
  title en "court"  ms "mahkamah"
unit kilometre
  title en "kilometre"  ms "kilometer"
entity person
  title en "person"  ms "orang"
  fact relation : one of kind
    title en "relation"  ms "hubungan"
  fact born : birth date
    title en "born"  ms "lahir"
  fact married : yes or no
    title en "married"  ms "berkahwin"
  fact married_on : date
    title en "married on"  ms "berkahwin pada"
    ask when married of person
  finding fit by board, court : yes or no
    title en "fit"  ms "layak"
  always born_before_marriage
    title en "born before the marriage"  ms "lahir sebelum perkahwinan"
    that born of person before married_on of person
fact people : list of person, 0 to 3
  title en "people"  ms "orang"
fact fishing : yes or no
  title en "fishing"  ms "memancing"
fact wage : money from RM0 to RM10,000
  title en "wage"  ms "gaji"
fact rate : money per day from RM0 to RM1,000
  title en "rate"  ms "kadar"
fact weekly : money per week from RM0 to RM700
  title en "weekly"  ms "mingguan"
fact steps_of_ten : money from RM5 to RM105 in steps of RM10
  title en "steps"  ms "langkah"
fact loss : percent from 0% to 100% in steps of 0.5%
  title en "loss"  ms "kehilangan"
fact part : fraction from 0/1 to 1/1 in steps of 1/20
  title en "part"  ms "bahagian"
fact count_of : count from 0 to 2,000
  title en "count"  ms "bilangan"
fact factor : number from 0 to 10 in steps of 0.25
  title en "factor"  ms "faktor"
fact leave : days from 0 days to 400 days
  title en "leave"  ms "cuti"
fact spell : weeks from 0 weeks to 50 weeks
  title en "spell"  ms "tempoh"
fact age_given : years from 0 years to 130 years
  title en "age"  ms "umur"
fact distance : kilometre from 0 to 5,000
  title en "distance"  ms "jarak"
fact hurt_on : date
  title en "hurt"  ms "cedera"
fact died_on : date or never
  title en "died"  ms "mati"
fact born_after : date from 2000-01-01
  title en "after"  ms "selepas"
fact met_at : moment
  title en "met"  ms "jumpa"
fact paid_month : calendar month
  title en "month"  ms "bulan"
fact paid_year : calendar year
  title en "year"  ms "tahun"
fact away : periods, 0 to 3
  title en "away"  ms "tiada"
fact paid : calendar months, 0 to 40
  title en "paid"  ms "dibayar"
fact wages : list of money, 1 to 3, each from RM0 to RM9,000
  title en "wages"  ms "gaji"
fact remark : text
  title en "remark"  ms "catatan"
fact kind_of : one of kind
  title en "kind"  ms "jenis"
finding assessed by board : percent from 0% to 100%
  title en "assessed"  ms "ditaksir"
finding judged by board, court : yes or no
  title en "judged"  ms "diputuskan"
election chosen by court : yes or no
  title en "chosen"  ms "dipilih"
gap factor_of : number  cites act A-1
  title en "factor"  ms "faktor"
  ask en "Which?"  ms "Yang mana?"
discretion late of office board  cites act A-1
  title en "late"  ms "lewat"
rule half : money
  is 1/2 of wage
     rounded down to RM0.01
always hurt_before_death
  title en "hurt before death"  ms "cedera sebelum mati"
  that hurt_on on or before died_on
benefit river  cites act A-1
  title en "river"  ms "sungai"
  as at hurt_on
  payable when fishing and late
  needs
    form_1 en "Form 1"  ms "Borang 1"
"""
)


def refused(data: Mapping[object, object]) -> list[tuple[str, str]]:
    """The codes with their paths; every one of them can be told in both languages."""
    read = read_facts(MODEL, data)  # type: ignore[arg-type]
    assert (read.facts is None) == bool(read.diagnostics)
    for diagnostic in read.diagnostics:
        for language in ("en", "ms"):
            report(diagnostic, language)
    return [(each.code, each.path) for each in read.diagnostics]


KUALA_LUMPUR = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("fishing", True, YES),
        ("fishing", "no", NO),
        ("wage", "2500.00", 250_000),
        ("wage", "RM2,500.00", 250_000),
        ("wage", 2500, 250_000),
        ("wage", Decimal("0.10"), 10),
        ("wage", Fraction(1, 10), 10),
        ("rate", "30.00", 3_000),
        ("rate", "RM30.00 per day", 3_000),
        ("rate", "RM70.00 per week", 1_000),
        ("weekly", "70", 1_000),  # held as RM10 a day
        ("steps_of_ten", "15", 1_500),
        ("loss", "12.5%", Fraction(1, 8)),
        ("part", "2/5", Fraction(2, 5)),
        ("part", Fraction(1, 4), Fraction(1, 4)),
        ("count_of", "1,200", 1_200),
        ("count_of", 7, 7),
        ("factor", "2.75", Fraction(11, 4)),
        ("factor", Decimal("2.50"), Fraction(5, 2)),
        ("leave", 14, 14),
        ("leave", "14 days", 14),
        ("leave", "2 weeks", 14),
        ("spell", 2, 14),
        ("spell", "14 days", 14),
        ("age_given", 21, 252),
        ("age_given", "21 years", 252),
        ("distance", "12 kilometre", 12),
        ("hurt_on", "2024-02-29", date(2024, 2, 29)),
        ("hurt_on", date(2024, 2, 29), date(2024, 2, 29)),
        ("died_on", "never", NEVER),
        ("met_at", "2024-03-04T23:30:00+07:00", datetime(2024, 3, 5, 0, 30, tzinfo=KUALA_LUMPUR)),
        ("met_at", "2024-03-04T10:00+08:00", datetime(2024, 3, 4, 10, tzinfo=KUALA_LUMPUR)),
        ("paid_month", "2024-03", Month.of(2024, 3)),
        ("paid_year", 2024, Year(2024)),
        ("paid_year", "2024", Year(2024)),
        ("paid", ["2024-03", {"from": "2021-12", "to": "2022-01"}], Months(frozenset({24_290, 24_263, 24_264}))),
        ("paid", [], Months(frozenset())),
        ("remark", "café", "café"),
        ("kind_of", "child", "child"),
    ],
)  # fmt: skip
def test_what_is_read(name: str, raw: object, value: object) -> None:
    assert facts_of(MODEL, {name: raw}).values[name] == value


def test_periods_are_in_order_and_those_that_touch_are_one() -> None:
    given = [
        {"from": "2024-02-01", "to": "2024-02-29"},
        {"from": "2024-01-01", "to": "2024-01-31"},
        {"from": "2025-01-01", "to": "2025-01-01"},
    ]
    first, last, other = (date(*day).toordinal() for day in ((2024, 1, 1), (2024, 3, 1), (2025, 1, 1)))

    assert facts_of(MODEL, {"away": given}).values["away"] == Periods(((first, last), (other, other + 1)))


def test_lists_and_members() -> None:
    people = [{"id": "ali", "relation": "child"}, {"id": "siti-2", "married": False}]
    facts = facts_of(MODEL, {"people": people, "wages": ["1", 2]})
    members, wages = facts.values["people"], facts.values["wages"]

    assert isinstance(members, Collection)
    assert isinstance(wages, Collection)
    assert [(each.entity, each.id, each.fields) for each in members.items if isinstance(each, Element)] == [
        ("person", "ali", {"relation": "child"}), ("person", "siti-2", {"married": NO}),
    ]  # fmt: skip
    assert (wages.items, wages.complete) == ((100, 200), True)


def test_a_partial_list() -> None:
    partial = facts_of(MODEL, {"people": {"partial": True, "items": []}}).values["people"]
    complete = facts_of(MODEL, {"wages": {"partial": False, "items": ["1"]}}).values["wages"]

    assert isinstance(partial, Collection)
    assert isinstance(complete, Collection)
    assert (partial.complete, complete.complete) == (False, True)


def test_who_found_it() -> None:
    given = {
        "assessed": "25%",
        "judged": {"value": True, "by": "court", "on": "2024-05-01"},
        "chosen": {"value": False},
        "people": [{"id": "ali", "fit": {"value": True, "by": "board"}}],
    }
    facts = facts_of(MODEL, given)

    assert facts.found == {
        ("assessed", ""): Found("board"),
        ("judged", ""): Found("court", date(2024, 5, 1)),
        ("chosen", ""): Found("court"),
        ("fit", "ali"): Found("board"),
    }
    assert facts.values["judged"] is YES


def test_documents_awards_and_rulings() -> None:
    facts = facts_of(
        MODEL,
        {
            "documents": ["form_1"],
            "awards": [
                {"benefit": "river", "from": "2024-01-01"},
                {"benefit": "river", "from": "2023-01-01", "to": "2023-06-30"},
            ],
            "rulings": {"late": True, "factor_of": "1.5"},
        },
    )

    assert facts.documents == {"form_1"}
    assert facts.awards == (Award("river", date(2024, 1, 1)), Award("river", date(2023, 1, 1), date(2023, 6, 30)))
    assert facts.rulings == {"late": YES, "factor_of": Fraction(3, 2)}
    silent = facts_of(MODEL, {})
    assert (silent.documents, silent.awards, silent.rulings) == (None, None, {})


class Text(str):
    """A subclass could do anything."""


class Hostile:
    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    def __hash__(self) -> int:
        return hash("wage")

    def __getattr__(self, name: str) -> object:
        raise RuntimeError


def numbers() -> Iterator[int]:
    yield 1


CIRCLE: list[object] = []
CIRCLE.append(CIRCLE)
ROUND: dict[str, object] = {"id": "ali"}
ROUND["relation"] = ROUND
JANUARY = {"from": "2024-01-01", "to": "2024-01-31"}
MARRIED_1999 = {"married": True, "married_on": "1999-01-01"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"wags": "1"}, [("F101", "wags")]),
        ({"__class__": 1, "__proto__": 1}, [("F101", "__class__"), ("F101", "__proto__")]),
        ({"people": [{"id": "a", "bron": "2020-01-01"}]}, [("F102", "people[a].bron")]),
        ({"half": "1"}, [("F103", "half")]),
        ({"river": True}, [("F103", "river")]),
        ({1: "x"}, [("F104", "")]),
        ({Text("wage"): "1"}, [("F104", "")]),
        ({Hostile(): 1}, [("F104", "")]),
        ({"people": [{"id": "a", 5: 1}]}, [("F104", "people[1]")]),
        ({"wage": True}, [("F201", "wage")]),
        ({"wage": "one"}, [("F201", "wage")]),
        ({"wage": "1e3"}, [("F201", "wage")]),
        ({"wage": "1_000"}, [("F201", "wage")]),
        ({"wage": "\uff16\uff10"}, [("F201", "wage")]),
        ({"wage": "RM 5"}, [("F201", "wage")]),
        ({"wage": "12,00"}, [("F201", "wage")]),
        ({"wage": []}, [("F201", "wage")]),
        ({"wage": date(2024, 1, 1)}, [("F201", "wage")]),
        ({"fishing": 1}, [("F201", "fishing")]),
        ({"fishing": "true"}, [("F201", "fishing")]),
        ({"rate": "RM30.00 per month"}, [("F201", "rate")]),
        ({"people": "ali"}, [("F201", "people")]),
        ({"people": ["ali"]}, [("F201", "people[1]")]),
        ({"part": 1}, [("F201", "part")]),
        ({"part": "1/0"}, [("F201", "part")]),
        ({"hurt_on": datetime(2024, 1, 1)}, [("F201", "hurt_on")]),
        ({"remark": 5}, [("F201", "remark")]),
        ({"remark": CIRCLE}, [("F201", "remark")]),
        ({"wage": 0.1}, [("F202", "wage")]),
        ({"wages": [1.5]}, [("F202", "wages[1]")]),
        ({"wage": "-1"}, [("F203", "wage")]),
        ({"wage": "10,000.01"}, [("F203", "wage")]),
        ({"wage": 9007199254740993}, [("F203", "wage")]),
        ({"age_given": 131}, [("F203", "age_given")]),
        ({"age_given": -1}, [("F203", "age_given")]),
        ({"born_after": "1999-12-31"}, [("F203", "born_after")]),
        ({"away": [{"from": f"20{y}-01-01", "to": f"20{y}-02-01"} for y in range(10, 14)]}, [("F211", "away")]),
        ({"paid": ["2024-01"] * 10_001}, [("F211", "paid")]),
        ({"away": 5}, [("F201", "away")]),
        ({"away": None}, [("F205", "away")]),
        ({"wage": {}}, [("F201", "wage")]),
        ({"wages": ["1", "9,001"]}, [("F203", "wages[2]")]),
        ({"wage": "1.005"}, [("F204", "wage")]),
        ({"steps_of_ten": "10"}, [("F204", "steps_of_ten")]),
        ({"loss": "0.25%"}, [("F204", "loss")]),
        ({"spell": "10 days"}, [("F204", "spell")]),
        ({"age_given": "6 months"}, [("F204", "age_given")]),
        ({"count_of": Fraction(1, 2)}, [("F204", "count_of")]),
        ({"wage": None}, [("F205", "wage")]),
        ({"people": None}, [("F205", "people")]),
        ({"judged": None}, [("F205", "judged")]),
        ({"died_on": None}, [("F206", "died_on")]),
        ({"loss": 25}, [("F207", "loss")]),
        ({"loss": "25"}, [("F207", "loss")]),
        ({"loss": Decimal("0.25")}, [("F207", "loss")]),
        ({"kind_of": "childd"}, [("F208", "kind_of")]),
        ({"hurt_on": "2023-02-29"}, [("F209", "hurt_on")]),
        ({"hurt_on": "20230228"}, [("F209", "hurt_on")]),
        ({"hurt_on": "2023-W09-2"}, [("F209", "hurt_on")]),
        ({"hurt_on": "01/02/2023"}, [("F209", "hurt_on")]),
        ({"hurt_on": "1899-12-31"}, [("F209", "hurt_on")]),
        ({"hurt_on": "2024-03-04T00:00"}, [("F209", "hurt_on")]),
        ({"met_at": "2024-03-04T10:00:00"}, [("F209", "met_at")]),
        ({"met_at": "2024-03-04T23:59:60+08:00"}, [("F209", "met_at")]),
        ({"met_at": "2024-03-04T10:00:00+25:00"}, [("F209", "met_at")]),
        ({"met_at": datetime(2024, 1, 1)}, [("F209", "met_at")]),
        ({"paid_month": "2024-13"}, [("F209", "paid_month")]),
        ({"paid_year": 1899}, [("F209", "paid_year")]),
        ({"paid_year": 10**25}, [("F209", "paid_year")]),
        ({"hurt_on": "never"}, [("F210", "hurt_on")]),
        ({"wages": []}, [("F211", "wages")]),
        ({"wages": ["1", "1", "1", "1"]}, [("F211", "wages")]),
        ({"people": [{"id": f"p{i}"} for i in range(10_000)]}, [("F211", "people")]),
        ({"paid": [{"from": "2000-01", "to": "2010-01"}]}, [("F211", "paid")]),
        ({"remark": "cafe\u0301"}, [("F212", "remark")]),
        ({"remark": "a\x00b"}, [("F212", "remark")]),
        ({"remark": "\ud800"}, [("F212", "remark")]),
        ({"remark": "x" * 10_001}, [("F213", "remark")]),
        ({"leave": "2 months"}, [("F214", "leave")]),
        ({"distance": "12 miles"}, [("F214", "distance")]),
        ({"wage": "1" * 31}, [("F215", "wage")]),
        ({"wage": 10**30}, [("F215", "wage")]),
        ({"wage": Decimal("1e1000000")}, [("F215", "wage")]),
        ({"wage": Decimal("NaN")}, [("F215", "wage")]),
        ({"wage": Decimal("Infinity")}, [("F215", "wage")]),
        ({"wage": Text("1")}, [("F216", "wage")]),
        ({"wage": Hostile()}, [("F216", "wage")]),
        ({"people": numbers()}, [("F216", "people")]),
        ({"people": {1, 2}}, [("F216", "people")]),
        ({"away": Hostile()}, [("F216", "away")]),
        ({"people": [{"relation": "child"}]}, [("F301", "people[1]")]),
        ({"people": [{"id": "ali baba"}]}, [("F302", "people[1]")]),
        ({"people": [{"id": ""}]}, [("F302", "people[1]")]),
        ({"people": [{"id": "x" * 65}]}, [("F302", "people[1]")]),
        ({"people": [{"id": 5}]}, [("F302", "people[1]")]),
        ({"people": [{"id": "a"}, {"id": "a"}]}, [("F303", "people[a]")]),
        ({"people": [ROUND]}, [("F201", "people[ali].relation")]),
        ({"away": [{"from": "2024-01-01"}]}, [("F304", "away[1]")]),
        ({"away": [{"from": "2024-01-01", "to": "never"}]}, [("F304", "away[1]")]),
        ({"away": [{"from": "2024-01-01", "to": "2024-01-02", "x": 1}]}, [("F304", "away[1]")]),
        ({"paid": ["2024"]}, [("F304", "paid[1]")]),
        ({"away": [{"from": "2024-02-01", "to": "2024-01-01"}]}, [("F305", "away[1]")]),
        ({"paid": [{"from": "2024-02", "to": "2024-01"}]}, [("F305", "paid[1]")]),
        ({"away": [JANUARY, {"from": "2024-01-31", "to": "2024-02-01"}]}, [("F306", "away")]),
        ({"paid": ["2024-01", {"from": "2023-12", "to": "2024-02"}]}, [("F307", "paid[2]")]),
        ({"people": {"ali": {}}}, [("F308", "people")]),
        ({"people": {"partial": "yes", "items": []}}, [("F308", "people")]),
        ({"judged": {"value": True, "by": "court", "when": "2024-01-01"}}, [("F321", "judged")]),
        ({"judged": {"value": True, "by": "court", "on": "1/1/2024"}}, [("F321", "judged")]),
        ({"judged": {"value": True, "by": "employer"}}, [("F322", "judged")]),
        ({"judged": {"value": True, "by": 5}}, [("F322", "judged")]),
        ({"judged": {"value": True, "by": None}}, [("F323", "judged")]),
        ({"judged": True}, [("F323", "judged")]),
        ({"judged": {"value": True}}, [("F323", "judged")]),
        ({"fishing": {"value": True}}, [("F201", "fishing")]),
        ({"hurt_on": "2024-01-02", "died_on": "2024-01-01"}, [("F401", "")]),
        ({"people": [{"id": "a", "born": "2000-01-01", **MARRIED_1999}]}, [("F401", "people[a]")]),
        ({"people": [{"id": "a", "married": False, "married_on": "2020-01-01"}]}, [("F402", "people[a].married_on")]),
        ({"documents": "form_1"}, [("F501", "documents")]),
        ({"documents": [5]}, [("F501", "documents")]),
        ({"awards": {}}, [("F501", "awards")]),
        ({"awards": [{"benefit": "river"}]}, [("F501", "awards[1]")]),
        ({"awards": [{"benefit": "river", "from": "2024-01-01", "to": None}]}, [("F501", "awards[1]")]),
        ({"rulings": []}, [("F501", "rulings")]),
        ({"documents": ["form_2"]}, [("F502", "documents")]),
        ({"awards": [{"benefit": "lake", "from": "2024-01-01"}]}, [("F503", "awards[1]")]),
        ({"rulings": {"later": True}}, [("F504", "rulings.later")]),
        ({"awards": [{"benefit": "river", "from": "2024-01-01", "to": "2023-01-01"}]}, [("F505", "awards[1]")]),
        ({"rulings": {"late": "perhaps"}}, [("F201", "rulings.late")]),
    ],
    ids=lambda part: " ".join(code for code, _ in part) if type(part) is list else "facts",
)  # fmt: skip
def test_what_is_refused(data: Mapping[object, object], expected: list[tuple[str, str]]) -> None:
    assert refused(data) == expected


@pytest.mark.parametrize("data", [None, [], "x", 5, Hostile()], ids=lambda part: "no object")
def test_facts_are_given_by_name(data: object) -> None:
    assert [each.code for each in read_facts(MODEL, data).diagnostics] == ["F008"]  # type: ignore[arg-type]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    given = {"wage": "-1", "wags": 1, "people": [{"id": "a", "relation": "x"}, {"id": "b", "born": "?"}], "loss": 5}

    assert refused(given) == [
        ("F203", "wage"), ("F101", "wags"), ("F208", "people[a].relation"), ("F209", "people[b].born"),
        ("F207", "loss"),
    ]  # fmt: skip


def test_a_contradiction_names_its_facts() -> None:
    (diagnostic,) = read_facts(MODEL, {"hurt_on": "2024-01-02", "died_on": "2024-01-01"}).diagnostics

    assert diagnostic.facts["facts"] == "`hurt_on` 2024-01-02, `died_on` 2024-01-01"


def test_members_of_members_go_eight_deep() -> None:
    boxes = book(
        """entity box
  title en "box"  ms "kotak"
  fact inside : list of box, 0 to 3
    title en "inside"  ms "di dalam"
fact boxes : list of box, 0 to 3
  title en "boxes"  ms "kotak-kotak"
"""
    )

    def nested(levels: int) -> dict[str, object]:
        box: dict[str, object] = {"id": "least"}
        for _ in range(levels - 1):
            box = {"id": "a", "inside": [box]}
        return {"boxes": [box]}

    assert read_facts(boxes, nested(8)).diagnostics == ()
    assert [each.code for each in read_facts(boxes, nested(9)).diagnostics] == ["F003"]
    assert [each.code for each in read_facts(boxes, nested(60)).diagnostics] == ["F003"]


def test_a_line_about_a_fact_that_does_not_apply_is_not_tested() -> None:
    assert refused({"people": [{"id": "a", "born": "2000-01-01", "married": False}]}) == []


def test_a_range_is_told_as_the_rule_file_writes_it() -> None:
    (diagnostic,) = read_facts(MODEL, {"wage": "-1"}).diagnostics

    assert dict(diagnostic.facts) == {
        "name": "wage", "title": "wage / gaji", "value": "-RM1.00", "low": "RM0.00", "high": "RM10,000.00",
    }  # fmt: skip


def test_a_value_between_two_steps_is_told_with_both() -> None:
    (diagnostic,) = read_facts(MODEL, {"wage": "1.005"}).diagnostics

    assert (diagnostic.code, diagnostic.facts["below"], diagnostic.facts["above"]) == ("F204", "RM1.00", "RM1.01")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.decimals() | st.fractions()
    | st.dates() | st.datetimes() | st.binary(max_size=4)
    | st.sampled_from(["2024-01-01", "never", "5%", "1/2", "RM5", "14 days", "child", "2024-03"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from("id from to value by on partial items born".split()), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
KEYS = st.sampled_from([*MODEL.facts, "documents", "awards", "rulings", "nonsense"])


@given(st.dictionaries(KEYS, ANYTHING, max_size=4))
@settings(max_examples=400, deadline=None)
def test_nothing_raises(data: dict[str, object]) -> None:
    refused(data)  # type: ignore[arg-type]
