"""A small book in which everything stands that a page can show, also titles that would break a page."""

from collections.abc import Mapping
from functools import cache

from policy_engine.publication.site.site import site
from tests.publication.books import BOOK, CASES, read

HOSTILE = "<script>alert('x')</script> & {{ 7 * 7 }} {% raw %}"
"""A title that is text and nothing else."""

MORE = f"""\
list relation_kind
  title en "relation"  ms "hubungan"
  spouse en "spouse"  ms "suami atau isteri"
  child en "child"  ms "anak"
  parent en "parent"  ms "ibu atau bapa"
entity dependant
  title en "dependant"  ms "orang tanggungan"
  fact relation : one of relation_kind
    title en "relation to the deceased"  ms "hubungan dengan si mati"
  fact born : birth date
    title en "date of birth"  ms "tarikh lahir"
  fact married_on : date or never
    title en "date of marriage"  ms "tarikh perkahwinan"
fact dependants : list of dependant, 0 to 40
  title en "dependants"  ms "orang-orang tanggungan"
fact died_on : date or never
  title en "date of death"  ms "tarikh kematian"
fact income : money from RM0 to RM100,000
  title en "{HOSTILE}"  ms "{HOSTILE}"
parameter factor by band of years : number
  title en "age factor"  ms "faktor umur"
  from 2020-01-01  cites leaflet L-2
    below 20 years : 90
    below 40 years : 60
    at least 40 years : 30
parameter share_of by relation_kind : fraction
  title en "share"  ms "bahagian"
  from 2020-01-01  cites leaflet L-2
    spouse : 3/5
    child : 2/5
    parent : 0/1
scale levy : money on money
  title en "levy"  ms "levi"
  from 2020-01-01  cites leaflet L-2
    3% from RM0
    10% from RM12,000
rule levied : money
  title en "{HOSTILE}"  ms "{HOSTILE}"
  is levy of income rounded down to RM1  cites leaflet L-2
benefit survivors
  title en "Survivors of the river"  ms "Waris sungai"
  as at died_on
  payable when some d in dependants has (relation of d is child)  cites leaflet L-1
  shares pension : money per month
    title en "pension"  ms "pencen"
    of RM900 per month  cites leaflet L-1
    among dependants by relation
    tiers fixed on died_on  assumes sen_half_up
    first when some d in dependants has (relation of d is spouse)
      spouse 3/5 equally  cites leaflet L-1
      child 2/5 equally  cites leaflet L-1
        while age of born of dependant below 21 years
        ends on married_on of dependant : lapses  cites leaflet L-1
    next
      parent 4/10 equally  cites leaflet L-1
    divided again when a share ends  assumes sen_half_up
    unfilled lapses  assumes sen_half_up
    split to RM0.01 per month, odd units to earliest born of dependant  assumes sen_half_up
    rest unpaid
    from died_on plus 1 days  assumes sen_half_up
charge levy_due
  title en "{HOSTILE}"  ms "{HOSTILE}"
  as at injured_on
  due when income over RM0  cites leaflet L-1
  pays levy_paid : money to office
    title en "levy"  ms "levi"
    is levied  cites leaflet L-2
"""

MORE_CASES = """\
case widow_and_child
  title en "a widow and a child"  ms "seorang balu dan seorang anak"
  for survivors
  origin "3/5 and 2/5 of RM900"
  given
    died_on is 2024-03-04
    dependants
      aminah
        relation is spouse
        born is 1985-05-02
        married_on is never
      farid
        relation is child
        born is 2010-02-03
        married_on is never
  expect payable
    pension is RM900.00 per month
"""


@cache
def pages() -> Mapping[str, str]:
    """The site of the book."""
    return site(*read(BOOK + MORE, CASES + MORE_CASES))
