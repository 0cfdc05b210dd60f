"""Pairs of rule books of which it is known what differs, told in both languages."""

import json
import tomllib
from functools import cache
from pathlib import Path

import pytest

from policy_engine.model.rulebook import Model
from policy_engine.publication.difference.difference import difference
from policy_engine.publication.difference.document import Change
from policy_engine.publication.difference.json import difference_json
from policy_engine.publication.difference.text import difference_text, sentence
from tests.publication.books import BOOK, read

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
