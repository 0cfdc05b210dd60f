"""A small rule book with its cases, written into a folder."""

from pathlib import Path

BOOK = """\
rulebook river_towns
  title en "River towns"  ms "Bandar sungai"
  money MYR written RM to 0.01 sen
source leaflet "Leaflet on the river levy" in en, attests 2024-01-01 to 2024-12-31
  item L-1 en "who pays"
fact leave : days from 0 to 1,000
  title en "certified leave"  ms "cuti yang disahkan"
fact wage : money per day from RM0 to RM1,000
  title en "daily wage"  ms "gaji harian"
fact injured_on : date
  title en "date of the injury"  ms "tarikh kecederaan"
parameter minimum_rate : money per day
  title en "minimum daily rate"  ms "kadar harian minimum"
  is RM30.00  cites leaflet L-1
reading least_days  cites leaflet L-1
  title en "How many days are enough?"  ms "Berapa hari mencukupi?"
  four en "four days"  ms "empat hari"  chosen because en "the leaflet says so"  ms "risalah menyatakan demikian"
  six en "six days"  ms "enam hari"
rule enough_leave  cites leaflet L-1
  title en "the leave is long enough"  ms "cuti itu cukup panjang"
  by reading least_days
    four : leave at least 4 days
    six : leave at least 6 days
benefit river_benefit  cites leaflet L-1
  title en "River benefit"  ms "Faedah sungai"
  as at injured_on
  payable when all of
    i. enough_leave
    ii. leave at most 400 days
  pays total : money
    title en "total"  ms "jumlah"
    is (80% of wage not below minimum_rate) for leave
      rounded half up to RM0.01
"""
CASES = """\
case ten_days
  title en "ten days"
  for river_benefit
  origin "80% of RM100.00 is RM80.00 a day; ten days are RM800.00"
  given
    leave is 10 days
    wage is RM100
    injured_on is 2024-03-04
  expect payable
    total is RM800.00
    limb i is yes
case three_days like ten_days
  for river_benefit
  origin cites leaflet L-1
  given
    leave is 3 days
  expect not payable
    limb i is no
    limb ii is yes
case leave_unknown like ten_days
  for river_benefit
  origin cites leaflet L-1
  given
    leave is missing
  expect undetermined
    missing leave
case five_days_read_as_six like ten_days
  for river_benefit
  origin cites leaflet L-1
  read least_days as six
  given
    leave is 5 days
  expect not payable
case leave_out_of_range like ten_days
  for river_benefit
  origin "a year has fewer days"
  given
    leave is 1,001 days
  expect an error
"""
FACTS = '{"leave": 10, "wage": "100.00", "injured_on": "2024-03-04"}'


def write_book(folder: Path, book: str = BOOK, cases: str = CASES) -> Path:
    """The folder of the book, with its facts beside it as `facts.json`."""
    rules = folder / "rules"
    (rules / "cases").mkdir(parents=True)
    (rules / "book.policy").write_text(book, encoding="utf-8")
    (rules / "cases/cases.policy").write_text(cases, encoding="utf-8")
    (folder / "facts.json").write_text(FACTS, encoding="utf-8")
    return rules
