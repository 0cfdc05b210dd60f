"""Who is paid, where several may be; and by what right each word of a working stands."""

from policy_engine.checking.check import check
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.explanation.document import Amount
from policy_engine.explanation.explain import explain
from policy_engine.explanation.json import as_json
from policy_engine.explanation.text import as_text
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse

BOOK = """\
rulebook town
  title en "Town"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
source act "An Act"
  item s1
  item s2
  item s3
fact on_day : date
  title en "day"  ms "hari"
fact wage : money per day from RM0 to RM5,000
  title en "wage"  ms "gaji"
body kin
  title en "kin"  ms "waris"
fact friend : yes or no
  title en "friend"  ms "kawan"
gap who : yes or no  cites act s2
  title en "who"  ms "siapa"
  ask en "Who?"  ms "Siapa?"
benefit pen  cites act s1
  title en "Pension"  ms "Pencen"
  as at on_day
  payable when on_day on or after 2000-01-01
  pays grant : money per day
    title en "grant"  ms "geran"
    is 80% of wage  cites act s1
       not below RM30 per day  cites act s2
       not above RM132 per day  cites act s3
       rounded half up to RM0.01 per day  cites act s3
    paid to
      widow en "widow" ms "balu"
      relative en "kin" ms "waris" when who
  pays gift : money
    title en "gift"  ms "hadiah"
    when wage over RM1,000 per day
    is RM5  cites act s1
    paid to
      friend_of_hers en "friend" ms "kawan" when friend
"""


def told(**given: object) -> tuple[Amount, str, dict[str, object]]:
    """The grant, the page and the data."""
    model = check([parse(Source("town.policy", BOOK)).file]).model
    assert model is not None
    facts = read_facts(model, {"on_day": "2024-03-01", "wage": "100", **given}).facts
    assert facts is not None
    (decision,) = decide(model, facts, "pen").decisions
    explanation = explain(model, decision, "en")
    return explanation.amounts[0], as_text(explanation), as_json(explanation)


def test_a_payee_who_is_ruled_out_is_not_named() -> None:
    amount, page, _ = told(rulings={"who": False})

    assert "paid to widow" in page
    assert "kin" not in page
    assert [(each.name, each.state) for each in amount.payees] == [("widow", "yes"), ("relative", "no")]


def test_a_payee_who_is_ruled_in_is_named() -> None:
    assert "paid to widow or kin" in told(rulings={"who": True})[1]


def test_a_payee_on_whom_the_law_is_open_is_told_as_such() -> None:
    assert "paid to widow or kin (left open by the law)" in " ".join(told()[1].split())


def test_what_the_law_leaves_open_of_who_is_paid_is_an_open_point() -> None:
    """The amount is known all the same; a ruling closes the gap, and a benefit that is refused leaves nothing open."""
    amount, page, data = told()

    assert amount.status == "known"
    assert "Open points of the law\n  - who: the sources do not say [act s2]\n    Who?" in page
    assert [each["name"] for each in data["open_points"]] == ["who"]  # type: ignore[attr-defined,index]
    assert told(rulings={"who": True})[2]["open_points"] == []
    assert told(on_day="1999-01-01")[2]["open_points"] == []


def test_a_fact_that_says_who_is_paid_is_asked_for_where_something_is_paid() -> None:
    """The gift is due above RM1,000 a day; its amount is known without the friend."""
    assert told()[2]["missing"] == []
    assert [each["fact"] for each in told(wage="2000")[2]["missing"]] == ["friend"]  # type: ignore[attr-defined,index]
    assert told(wage="2000", friend=False)[2]["missing"] == []


def test_the_data_names_every_payee() -> None:
    amounts = told()[2]["amounts"]
    assert isinstance(amounts, dict)

    assert [(each["name"], each["state"]) for each in amounts["grant"]["payees"]] == [
        ("widow", "yes"), ("relative", "open"),
    ]  # fmt: skip


def test_the_percentage_its_limits_and_its_rounding_are_cited_in_their_order() -> None:
    amount, page, _ = told()

    assert amount.line is not None
    assert amount.line.citations == ("act s1", "act s2", "act s3")
    assert "[act s1, s2, s3]" in page


BIRTHS = """\
rulebook town
  title en "Town"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
source act "An Act"
  item s1
fact on_day : date
  title en "day"  ms "hari"
fact born : birth date
  title en "date of birth"  ms "tarikh lahir"
entity child
  title en "child"  ms "anak"
  fact child_born : birth date
    title en "child's date of birth"  ms "tarikh lahir anak"
fact children : list of child, 0 to 5
  title en "children"  ms "anak-anak"
benefit pen  cites act s1
  title en "Pension"  ms "Pencen"
  as at on_day
  payable when all of
    i.  (age of born) at least 18 years
    ii. some child in children has (age of child_born of child below 18 years)
"""


def test_an_age_before_birth_says_whose() -> None:
    model = check([parse(Source("town.policy", BIRTHS)).file]).model
    assert model is not None
    children = [{"id": "ali", "child_born": "2025-02-02"}, {"id": "abu", "child_born": "2026-02-02"}]
    facts = read_facts(model, {"on_day": "2024-06-01", "born": "2025-01-01", "children": children}).facts
    assert facts is not None
    (decision,) = decide(model, facts, "pen").decisions
    (point,) = explain(model, decision, "en").open_points
    day = "lies after 1 June 2024"
    assert point.sentence == (
        f"condition i: no value, because date of birth (1 January 2025) {day}, ali: child's date of birth "
        f"(2 February 2025) {day} and abu: child's date of birth (2 February 2026) {day}"
    )
