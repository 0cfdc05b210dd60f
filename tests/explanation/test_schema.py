"""The facts of a benefit, and a JSON Schema that says of facts files what the reader of facts says of them."""

import json

import pytest
from jsonschema import Draft202012Validator

from policy_engine.evaluation.facts import read_facts
from policy_engine.explanation.schema import as_text, facts_of, json_schema
from policy_engine.model.rulebook import Model
from tests.explanation.written import model_of

BOOK = """\
rulebook forms
  title en "Forms"  ms "Borang"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
  moments at +08:00
source leaflet "Leaflet" in en, attests 2024-01-01 to 2024-12-31
  item L-1 en "everything"
list colour
  title en "colour"  ms "warna"
  red en "red" ms "merah"
  green en "green" ms "hijau"
body board
  title en "Board"  ms "Jemaah"
body appeal
  title en "Appeal"  ms "Rayuan"
unit kilometre
  title en "kilometre"  ms "kilometer"
entity person
  title en "person"  ms "orang"
  fact born : birth date
    title en "date of birth"  ms "tarikh lahir"
  fact unused : yes or no
    title en "unused"  ms "tidak diguna"
  finding ill by board : yes or no
    title en "ill"  ms "sakit"
fact claimed_on : date
  title en "day"  ms "hari"
fact ended : date or never
  title en "end"  ms "tamat"
fact wage : money from RM0 to RM5,000
  title en "wage"  ms "gaji"
fact daily : money per day from RM0 to RM1,000
  title en "daily wage"  ms "gaji harian"
fact share : fraction from 0/1 to 1/1 in steps of 1/60
  title en "share"  ms "bahagian"
fact loss : percent from 0% to 100% in steps of 0.5%
  title en "loss"  ms "kehilangan"
fact number_of_boats : count from 0 to 10
  title en "boats"  ms "bot"
fact leave : days from 0 to 100
  title en "leave"  ms "cuti"
fact distance : kilometre from 0 to 500
  title en "distance"  ms "jarak"
fact claim_month : calendar month
  title en "month"  ms "bulan"
fact paid : calendar months, 0 to 100
  title en "months paid"  ms "bulan dibayar"
fact valid : periods
  title en "valid"  ms "sah"
fact heard_at : moment
  title en "moment"  ms "masa"
fact of_colour : one of colour
  title en "colour"  ms "warna"
  ask when claimed_on after 2020-01-01
fact wages : list of money, 1 to 3, each from RM0 to RM9,000
  title en "wages"  ms "gaji-gaji"
fact people : list of person, 0 to 3
  title en "people"  ms "orang-orang"
finding fit by board, appeal : yes or no
  title en "fit"  ms "sihat"
finding alone by board : percent from 0% to 100% in steps of 1%
  title en "alone"  ms "sendiri"
fact never_used : yes or no
  title en "never used"  ms "tidak pernah diguna"
rule other : money
  is wage plus 2 days times daily  cites leaflet L-1
benefit form  cites leaflet L-1
  title en "Form benefit"  ms "Faedah borang"
  as at claimed_on
  payable when all of
    i.   claimed_on in valid and number of paid at least 2 months
    ii.  ended is never or distance over 3 kilometre
    iii. claim_month is month of claimed_on and date of heard_at is claimed_on and number_of_boats at least 1
    iv.  of_colour is red
    v.   fit and alone over 5%
    vi.  some p in people has (age of born of p over 18 years and ill of p)
    vii. gap_one or late
    viii. pension paid on claimed_on
    ix.  share over 1/2 and loss over 5%
  pays total : money to board
    title en "total"  ms "jumlah"
    is other plus sum of wages plus RM1 per day times leave  cites leaflet L-1
       rounded half up to RM0.01
  needs
    paper en "paper" ms "kertas"  cites leaflet L-1
benefit pension  cites leaflet L-1
  title en "Pension"  ms "Pencen"
  as at claimed_on
  payable when claimed_on after 2020-01-01
gap gap_one : yes or no  cites leaflet L-1
  title en "open"  ms "terbuka"
  ask en "Which?"  ms "Yang mana?"
discretion late of office board  cites leaflet L-1
  title en "late"  ms "lewat"
"""
WELL: dict[str, object] = {
    "claimed_on": "2024-03-04",
    "ended": "never",
    "wage": "2500.00",
    "daily": "RM100.00",
    "share": "2/5",
    "loss": "25%",
    "number_of_boats": 2,
    "leave": 14,
    "distance": 12,
    "claim_month": "2024-03",
    "paid": ["2024-01", {"from": "2023-01", "to": "2023-06"}],
    "valid": [{"from": "2024-01-01", "to": "2024-12-31"}],
    "heard_at": "2024-03-04T10:00+08:00",
    "of_colour": "red",
    "wages": ["RM1,000.00", 2000],
    "people": [{"id": "ali", "born": "1990-01-02", "ill": {"value": True, "by": "board", "on": "2024-01-01"}}],
    "fit": {"value": True, "by": "appeal"},
    "alone": "10%",
    "documents": ["paper"],
    "awards": [{"benefit": "pension", "from": "2024-01-01", "to": "2024-02-01"}],
    "rulings": {"gap_one": True, "late": False},
}

GOOD: list[dict[str, object]] = [
    {},
    WELL,
    {"wage": 2500}, {"wage": "RM2,500.00"}, {"wage": "2,500"}, {"wage": 0},
    {"daily": "100"}, {"daily": "RM100.00 per day"}, {"daily": 100},
    {"share": "1/2"}, {"loss": "0.5%"}, {"loss": "100%"},
    {"number_of_boats": "3"}, {"leave": "14 days"}, {"leave": "2 weeks"}, {"leave": "14"}, {"distance": "12 kilometre"},
    {"ended": "2024-02-29"}, {"paid": []}, {"valid": []}, {"heard_at": "2024-03-04T10:00:30+08:00"},
    {"wages": {"partial": True, "items": []}}, {"people": {"partial": True, "items": [{"id": "x"}]}}, {"people": []},
    {"people": [{"id": "a", "ill": False}, {"id": "b", "born": "2000-02-29"}]},
    {"fit": {"value": False, "by": "board"}}, {"alone": {"value": "3%", "by": "board", "on": "2024-01-01"}},
    {"alone": {"value": "3%"}}, {"awards": []}, {"awards": [{"benefit": "pension", "from": "2024-01-01"}]},
    {"awards": [{"benefit": "form", "from": "2024-01-01", "to": "2024-02-01"}]}, {"known_to": "2024-02-29"},
    {"rulings": {}}, {"documents": []}, {"fit": {"value": "yes", "by": "board"}},
]  # fmt: skip

BAD: list[dict[str, object]] = [
    {"unknown": 1},
    {"claimed_on": "never"}, {"claimed_on": "4.3.2024"}, {"claimed_on": "2024-3-4"}, {"claimed_on": 20240304},
    {"claimed_on": None}, {"claimed_on": "2024-13-01"},
    {"ended": "Never"}, {"wage": True}, {"wage": "RM2.500,00"}, {"wage": "USD5"}, {"wage": 5001}, {"wage": -1},
    {"wage": "2500 RM"}, {"daily": "100 per month"}, {"share": 0.5}, {"share": "40%"}, {"share": "2/0"},
    {"loss": 25}, {"loss": "25"}, {"loss": "a quarter"}, {"number_of_boats": 11}, {"number_of_boats": 1.5},
    {"number_of_boats": "two"}, {"leave": "14 months"}, {"leave": 101}, {"distance": "12 miles"},
    {"claim_month": "2024-13"},
    {"claim_month": "March"}, {"paid": "2024-01"}, {"paid": ["2024-01-01"]}, {"paid": [{"from": "2024-01"}]},
    {"valid": [{"from": "2024-01-01"}]}, {"valid": [{"from": "2024-01-01", "to": "2024-02-01", "why": ""}]},
    {"heard_at": "2024-03-04 10:00"}, {"heard_at": "2024-03-04T10:00"}, {"of_colour": "blue"}, {"of_colour": ["red"]},
    {"wages": []}, {"wages": [1, 2, 3, 4]}, {"wages": {"items": []}}, {"wages": {"partial": "yes", "items": []}},
    {"people": [{"born": "1990-01-02"}]}, {"people": [{"id": "a b"}]}, {"people": [{"id": "a", "name": "Ali"}]},
    {"people": [{"id": "a", "ill": {"value": True, "by": "appeal"}}]}, {"people": ["ali"]},
    {"fit": True}, {"fit": {"value": True}}, {"fit": {"value": True, "by": "clerk"}}, {"alone": {"by": "board"}},
    {"alone": {"value": "3%", "who": "board"}}, {"documents": ["passport"]}, {"documents": "paper"},
    {"awards": [{"benefit": "pension"}]}, {"awards": [{"benefit": "other", "from": "2024-01-01"}]},
    {"awards": [{"benefit": "pension", "from": "2024-01-01", "until": "2024-02-01"}]},
    {"rulings": {"other": True}}, {"rulings": {"late": "perhaps"}}, {"rulings": ["late"]},
    {"known_to": "never"}, {"known_to": 2024},
]  # fmt: skip


def model() -> Model:
    return model_of(BOOK)


def accepts(facts: dict[str, object]) -> bool:
    return bool(Draft202012Validator(json_schema(model(), "form")).is_valid(facts))


def test_the_schema_is_a_schema() -> None:
    for language in ("en", "ms"):
        for question in ("form", "pension", "other"):
            schema = json_schema(model(), question, language)
            Draft202012Validator.check_schema(schema)
            assert json.loads(json.dumps(schema)) == schema
            assert schema["additionalProperties"] is False


@pytest.mark.parametrize("facts", GOOD, ids=str)
def test_what_the_reader_takes_the_schema_takes(facts: dict[str, object]) -> None:
    whole = {**WELL, **facts} if facts else facts

    assert read_facts(model(), whole).diagnostics == ()
    assert accepts(whole)


@pytest.mark.parametrize("facts", BAD, ids=str)
def test_what_the_schema_refuses_the_reader_refuses(facts: dict[str, object]) -> None:
    whole = {**WELL, **facts}

    assert not accepts(whole)
    assert read_facts(model(), whole).facts is None


def test_only_what_can_be_used_is_asked() -> None:
    names = [fact.name for fact in facts_of(model(), "form")]

    assert "never_used" not in names
    assert [fact.name for fact in facts_of(model(), "other")] == ["wage", "daily"]
    assert not Draft202012Validator(json_schema(model(), "form")).is_valid({"never_used": True})
    people = next(fact for fact in facts_of(model(), "form") if fact.name == "people")
    assert [field.name for field in people.fields] == ["born", "ill"]


def test_facts_come_in_the_order_of_the_statute() -> None:
    assert [fact.name for fact in facts_of(model(), "form")] == [
        "claimed_on", "valid", "paid", "ended", "distance", "claim_month", "heard_at", "number_of_boats", "of_colour",
        "fit", "alone",
        "people", "share", "loss", "wage", "daily", "wages", "leave",
    ]  # fmt: skip


def test_a_fact_is_described_for_a_clerk() -> None:
    told = {fact.name: fact for fact in facts_of(model(), "form", "en")}

    assert told["wage"].type == "money"
    assert told["wage"].range == "from RM0.00 to RM5,000.00, in steps of RM0.01"
    assert told["daily"].type == "money a day"
    assert told["daily"].written_type == "money per day"
    assert told["of_colour"].values == (("red", "red"), ("green", "green"))
    assert told["of_colour"].when == "day is after 1 January 2020"
    assert told["fit"].by_names == ("Board", "Appeal")
    assert told["people"].type == "list: person"
    assert told["people"].range == "0 to 3 in number"
    assert told["ended"].question == "Please state: end"


def test_the_list_of_facts_is_told_in_both_languages() -> None:
    english, malay = as_text(model(), "form"), as_text(model(), "form", "ms")

    assert english.splitlines()[0] == "Facts for Form benefit"
    assert malay.splitlines()[0] == "Fakta bagi Faedah borang"
    assert "    found by Board, Appeal" in english.splitlines()
    assert "    didapati oleh Jemaah, Rayuan" in malay.splitlines()
    assert "    ditanya hanya apabila hari selepas 1 Januari 2020" in malay.splitlines()
    assert max(map(len, (*english.splitlines(), *malay.splitlines()))) <= 100
    assert len(english.splitlines()) == len(malay.splitlines())
    for line in (
        "  Documents: paper",
        "  Recorded awards of: form = Form benefit and pension = Pension",
        "  `known_to`: the last day up to which it is known what has happened, for a timeline",
    ):
        assert line in english.splitlines()


@pytest.mark.parametrize("question", ["form", "pension", "other"])
def test_what_any_facts_file_may_hold_no_schema_refuses(question: str) -> None:
    schema = Draft202012Validator(json_schema(model(), question))
    own: list[object] = [{"benefit": question, "from": "2024-01-01"}] if question != "other" else []

    assert schema.is_valid({"known_to": "2024-06-30", "documents": [], "rulings": {}, "awards": own})


def test_the_rulings_that_may_be_given_stand_under_a_heading_of_their_own() -> None:
    lines = as_text(model(), "form").splitlines()

    heading = lines.index("  Rulings for this case, if an office has given one (under `rulings`):")
    names = [line.split(":")[0] for line in lines[heading + 1 :] if not line.startswith("      ")]
    assert names == ["    gap_one", "    late"]
