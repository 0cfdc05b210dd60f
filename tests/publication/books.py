"""A small rule book of which it is known what becomes of each item and what is open."""

from collections.abc import Sequence

from policy_engine.checking.check import PASSES, Pass, check
from policy_engine.model.rulebook import Model
from policy_engine.source.diagnostic import Severity
from policy_engine.source.report import report
from policy_engine.source.text import Source
from policy_engine.syntax.declarations import Case
from policy_engine.syntax.parse import parse

BOOK = """\
rulebook river_towns
  title en "River towns"  ms "Bandar sungai"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March  assumes leap_birthday
source leaflet "Leaflet on the river levy" in en, attests 2024-01-01 to 2024-12-31
  item L-1 en "who is paid"
  item L-2 en "the rate"
  item L-3 en "opening hours" not a rule because en "contact data"  ms "maklumat hubungan"
  item L-4 en "in short" summary of L-1, L-2
  item L-5 en "terms and conditions" not encoded because "the terms are not there"
  item L-6 en "examples" no effect because "the rule decides"
  item L-7 en "late claims"
  item L-8 en "how long"
  item L-9 en "paid to a bank account"
  item L-10 en "the form"
  item L-11 en "the boat licence"
source letter "Letter of the office" in en
  item X-1 en "working days"
  item X-2 en "the extra sum"
fact leave : days from 0 to 1,000
  title en "certified leave"  ms "cuti yang disahkan"
fact wage : money per day from RM0 to RM1,000
  title en "daily wage"  ms "gaji harian"
fact injured_on : date
  title en "date of the injury"  ms "tarikh kecederaan"
fact late : yes or no
  title en "claimed late"  ms "tuntutan lewat"
body office
  title en "River Office"  ms "Pejabat Sungai"
finding has_boat by office : yes or no
  title en "has a boat"  ms "mempunyai bot"
parameter minimum_rate : money per day
  title en "minimum daily rate"  ms "kadar harian minimum"
  from 2022-01-01 to 2023-12-31 is RM20.00  cites leaflet L-2
  from 2024-01-01 is RM30.00  cites leaflet L-2
  reviewed through 2024-12-31
parameter extra_sum : money
  title en "extra sum"  ms "jumlah tambahan"
  from 2024-01-01 to 2024-06-30 is RM50.00  cites letter X-2
gap late_accepted : yes or no  cites leaflet L-7
  title en "a late claim is accepted"  ms "tuntutan lewat diterima"
  ask en "Is a late claim accepted?"  ms "Adakah tuntutan lewat diterima?"
discretion boat_refused of office office  cites leaflet L-11
  title en "the boat is refused"  ms "bot ditolak"
reading least_days  cites leaflet L-8; letter X-1
  title en "How many days are enough?"  ms "Berapa hari mencukupi?"
  four en "four days"  ms "empat hari"  chosen because en "the leaflet says so"  ms "risalah menyatakan demikian"
  six en "six days"  ms "enam hari"
assumption sen_half_up
  title en "a sen is rounded half up"  ms "sen dibundarkan ke atas bagi setengah"
assumption leap_birthday
  title en "a leap birthday falls on 1 March"  ms "hari jadi lompat jatuh pada 1 Mac"
rule enough_leave
  title en "the leave is long enough"  ms "cuti itu cukup panjang"
  by reading least_days  cites leaflet L-8
    four : leave at least 4 days
    six : leave at least 6 days
rule in_time
  title en "claimed in time"  ms "dituntut dalam tempoh"
  any of
    i.   not late  cites leaflet L-7
    ii.  late_accepted
rule daily_rate : money per day
  title en "daily rate"  ms "kadar harian"
  is 80% of wage not below minimum_rate  cites leaflet L-2
benefit river_benefit  cites leaflet L-1
  title en "River benefit"  ms "Faedah sungai"
  as at injured_on
  payable when all of
    i.   enough_leave
    ii.  in_time
  pays total : money to office
    title en "total"  ms "jumlah"
    is daily_rate for leave
       rounded half up to RM0.01  cites leaflet L-2  assumes sen_half_up
  pays extra : money to office
    title en "extra"  ms "tambahan"
    when leave over 100 days
    is extra_sum  cites letter X-2
  needs
    form_1 en "Form 1" ms "Borang 1"  cites leaflet L-10
    licence en "licence" ms "lesen" when has_boat  cites leaflet L-11
  note en "paid to a bank account" ms "dibayar ke akaun bank"  cites leaflet L-9
question boat_question  cites leaflet L-11
  title en "May the boat be used?"  ms "Bolehkah bot digunakan?"
  as at injured_on
  answered yes when has_boat and not boat_refused
"""
CASES = """\
case ten_days
  title en "ten days"
  for river_benefit
  origin cites letter X-1
  given
    leave is 10 days
    wage is RM100
    injured_on is 2024-03-04
    late is no
    has_boat is no by office
  expect payable
    total is RM800.00
case three_days like ten_days
  for river_benefit
  origin "three are less than four"
  given
    leave is 3 days
  expect not payable
case late_claim like ten_days
  for river_benefit
  origin "nobody says so"
  given
    late is yes
  expect referred
case after_june like ten_days
  for river_benefit
  origin "200 days of RM80.00 are RM16,000.00"
  given
    leave is 200 days
    injured_on is 2024-07-01
  expect payable
    total is RM16,000.00
    extra is referred
case with_boat like ten_days
  for boat_question
  origin "the office may refuse"
  given
    has_boat is yes by office
  expect referred
case too_long like ten_days
  for river_benefit
  origin cites leaflet L-8
  given
    leave is 1,001 days
  expect an error
"""


def read(book: str = BOOK, cases: str = CASES, passes: Sequence[Pass] = PASSES) -> tuple[Model, tuple[Case, ...]]:
    """The model of a book without errors, and its cases."""
    parsed = [parse(Source("book.policy", book)), parse(Source("cases.policy", cases))]
    files = tuple(each.file for each in parsed)
    checked = check(files, passes)
    found = (*(finding for each in parsed for finding in each.diagnostics), *checked.diagnostics)
    wrong = [report(each, "en") for each in found if each.severity is Severity.ERROR]
    assert checked.model is not None, "\n".join(wrong)
    return checked.model, tuple(each for file in files for each in file.declarations if isinstance(each, Case))
