"""Pairs of rule books of which it is known what differs, told in both languages."""

import json
from functools import cache

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
  answered yes when dead_weight over 80 and worth over RM5 and levy_of_wage over RM1 and (funeral_maximum of local) over RM1
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


ONE_CHANGE = {
    "a figure from a day on": (
        "  from 2020-01-01  cites leaflet L-2\n    local : RM3,000\n    foreign : RM6,500\n",
        "  from 2020-01-01 to 2024-06-30  cites leaflet L-2\n    local : RM3,000\n    foreign : RM6,500\n  from 2024-07-01  cites leaflet L-2\n    local : RM3,000\n    foreign : RM7,500\n",
        "meaning parameter funeral_maximum: foreign worker, from 1 July 2024: RM6,500.00 becomes RM7,500.00",
        "meaning parameter funeral_maximum: pekerja asing, mulai 1 Julai 2024: RM6,500.00 menjadi RM7,500.00",
    ),
    "a date": (
        "from 2024-01-01 to 2024-06-30 is RM50.00",
        "from 2024-01-01 to 2024-07-31 is RM50.00",
        "meaning parameter extra_sum: from 1 July 2024 to 31 July 2024: new: RM50.00",
        "meaning parameter extra_sum: dari 1 Julai 2024 hingga 31 Julai 2024: baharu: RM50.00",
    ),
    "the same value by two versions": (
        "from 2024-01-01 to 2024-06-30 is RM50.00  cites letter X-2",
        "from 2024-01-01 to 2024-03-31 is RM50.00  cites letter X-2\n  from 2024-04-01 to 2024-06-30 is RM50.00  cites letter X-2",
        "naming parameter extra_sum: its versions are divided otherwise; on every day the value is the same",
        "naming parameter extra_sum: versinya dibahagikan dengan cara lain; nilainya sama pada setiap hari",
    ),
    "a review": (
        "  reviewed through 2024-12-31\n",
        "  reviewed through 2025-12-31\n",
        "meaning parameter minimum_rate: reviewed through: 31 December 2024 becomes 31 December 2025",
        "meaning parameter minimum_rate: disemak hingga: 31 Disember 2024 menjadi 31 Disember 2025",
    ),
    "a slice of a scale": (
        "10% from RM12,000",
        "11% from RM12,000",
        "meaning scale levy: at least RM12,000.00, from 1 January 2020: 10% becomes 11%",
        "meaning scale levy: sekurang-kurangnya RM12,000.00, mulai 1 Januari 2020: 10% menjadi 11%",
    ),
    "a share in an amount": (
        "80% of wage",
        "75% of wage",
        "meaning rule daily_rate: 80% becomes 75%, in: 75% of daily wage, not below minimum daily rate",
        "meaning rule daily_rate: 80% menjadi 75%, dalam: 75% daripada gaji harian, tidak kurang daripada kadar harian minimum",
    ),
    "an option of a reading": (
        "six : leave at least 6 days",
        "six : leave at least 7 days",
        "meaning rule enough_leave: option six: 6 days becomes 7 days, in: certified leave is at least 7 days",
        "meaning rule enough_leave: pilihan six: 6 hari menjadi 7 hari, dalam: cuti yang disahkan sekurang-kurangnya 7 hari",
    ),
    "a comparison": (
        "when leave over 100 days",
        "when leave at least 100 days",
        "meaning benefit river_benefit: payment “extra”, when: certified leave is over 100 days becomes certified leave is at least 100 days",
        "meaning benefit river_benefit: bayaran “tambahan”, apabila: cuti yang disahkan melebihi 100 hari menjadi cuti yang disahkan sekurang-kurangnya 100 hari",
    ),
    "rounding": (
        "rounded half up to RM0.01  cites leaflet L-2  assumes sen_half_up",
        "rounded down to RM0.01  cites leaflet L-2  assumes sen_half_up",
        "meaning benefit river_benefit: payment “total”, amount: daily rate for certified leave, rounded half up to RM0.01 becomes daily rate for certified leave, rounded down to RM0.01",
        None,
    ),
    "a row": (
        "    RM20 when leave below 20 days and leave at least 10 days\n",
        "    RM25 when leave below 20 days and leave at least 10 days\n",
        "meaning rule worth: row 2: RM20.00 becomes RM25.00",
        "meaning rule worth: baris 2: RM20.00 menjadi RM25.00",
    ),
    "a limb that is new": (
        "    i.   not late  cites leaflet L-7\n    ii.  late_accepted\n",
        "    i.   not late  cites leaflet L-7\n    ii.  late_accepted\n    iii. leave over 300 days  cites leaflet L-7\n",
        "meaning rule in_time: limb iii: new: certified leave is over 300 days",
        "meaning rule in_time: perenggan iii: baharu: cuti yang disahkan melebihi 300 hari",
    ),
    "the word of a group": (
        "  any of\n    i.   not late",
        "  all of\n    i.   not late",
        "meaning rule in_time: any of these becomes all of these",
        "meaning rule in_time: mana-mana yang berikut menjadi semua yang berikut",
    ),
    "the range of a fact": (
        "days from 0 to 1,000",
        "days from 0 to 900",
        "meaning fact leave: highest value: 1,000 days becomes 900 days",
        "meaning fact leave: nilai tertinggi: 1,000 hari menjadi 900 hari",
    ),
    "a citation": (
        "i.   not late  cites leaflet L-7",
        "i.   not late  cites leaflet L-7, L-8",
        "authority rule in_time: limb i: now rests on leaflet L-8 too",
        "authority rule in_time: perenggan i: kini bersandar pada leaflet L-8 juga",
    ),
    "a title": (
        'title en "daily rate"  ms "kadar harian"',
        'title en "rate a day"  ms "kadar sehari"',
        "wording rule daily_rate: title: daily rate becomes rate a day",
        "wording rule daily_rate: tajuk: kadar harian menjadi kadar sehari",
    ),
    "a document that is new": (
        '    form_1 en "Form 1" ms "Borang 1"  cites leaflet L-10\n',
        '    form_1 en "Form 1" ms "Borang 1"  cites leaflet L-10\n    form_2 en "Form 2" ms "Borang 2"  cites leaflet L-10\n',
        "meaning benefit river_benefit: document “Form 2”: new",
        "meaning benefit river_benefit: dokumen “Borang 2”: baharu",
    ),
    "a question": (
        "fact late : yes or no\n",
        'fact late : yes or no\n  ask en "Late?"  ms "Lewat?"\n',
        "wording fact late: question: new: Late?",
        "wording fact late: soalan: baharu: Lewat?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_CHANGE)
def test_one_change_is_told_in_one_sentence(name: str) -> None:
    old, new, english, malay = ONE_CHANGE[name]
    found = changes(old, new)

    assert told(found) == [english]
    if malay is not None:
        assert told(found, "ms") == [malay]
