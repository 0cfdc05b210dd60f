"""The range of a gap: what a ruling can say, what is known of an amount that is referred, how it is written."""

import pytest

from policy_engine.checking.check import check
from policy_engine.checking.scales.scales import ranges
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.facts import read_facts
from policy_engine.explanation.schema import json_schema
from policy_engine.model.rulebook import Model
from policy_engine.source.text import Source
from policy_engine.syntax.format import format
from policy_engine.syntax.parse import parse
from policy_engine.values.value import Open

BOOK = """\
rulebook towns
  title en "Towns"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back

source leaflet "Leaflet" in en
  item L-1 en "all of it"

gap factor : {type}  cites leaflet L-1
  title en "factor"  ms "faktor"
  ask en "Which factor?"  ms "Faktor yang mana?"

rule total : money  cites leaflet L-1
  title en "total"  ms "jumlah"
  is RM100 times factor
"""


def model_of(type: str) -> Model:
    parsed = parse(Source("book.policy", BOOK.format(type=type)))
    assert parsed.diagnostics == ()
    checked = check([parsed.file])
    assert checked.model is not None, checked.diagnostics
    return checked.model


def test_bounds_of_what_is_referred_are_told_from_the_range() -> None:
    model = model_of("number from 2 to 5")
    facts = read_facts(model, {}).facts
    assert facts is not None

    value = decide(model, facts, "total").decisions[0].condition.value

    assert value == Open(True, 200_00, 500_00)
    assert (ranges(model)["total"].low, ranges(model)["total"].high) == (200_00, 500_00)


@pytest.mark.parametrize(
    ("type", "ruling", "codes"),
    [
        ("number from 2 to 5", "3", []),
        ("number from 2 to 5", "6", ["F203"]),
        ("number from 2 to 5", "2.5", ["F204"]),
        ("number from 2 to 5 in steps of 0.5", "2.5", []),
        ("number", "6", []),
        ("number", "-1", ["F203"]),
    ],
)
def test_a_ruling_lies_in_the_range(type: str, ruling: str, codes: list[str]) -> None:
    found = read_facts(model_of(type), {"rulings": {"factor": ruling}}).diagnostics

    assert [each.code for each in found] == codes


def test_the_schema_of_facts_knows_the_range() -> None:
    schema = json_schema(model_of("number from 2 to 5"), "total", "en")

    assert "rulings" in str(schema)


@pytest.mark.parametrize(
    "type", ["number from 2 to 5", "number from 2 to 5 in steps of 0.5", "money per day", "date or never"]
)
def test_it_is_written_back_as_it_stands(type: str) -> None:
    text = BOOK.format(type=type)
    assert format(parse(Source("book.policy", text)).file) == text


@pytest.mark.parametrize("type", ["number from 5 to 2", "yes or no from 2 to 5"])
def test_a_range_that_cannot_be_is_refused(type: str) -> None:
    parsed = parse(Source("book.policy", BOOK.format(type=type)))
    assert check([parsed.file]).model is None or parsed.diagnostics
