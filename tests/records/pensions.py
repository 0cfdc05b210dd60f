"""A rule book of pensions with a figure that changes over time, shares, and a sum that is paid once."""

from policy_engine import decide, read_facts
from policy_engine.records.entry import Entry, Question, decided_entry
from tests.records.books import Book, book

TEXT = """\
rulebook pensions
  title en "Pensions"  ms "Pencen"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
  part of a month by its days rounded half up  assumes silent
source act "Pension Act" in en
  item P-1 en "who is paid"
  item P-2 en "the rate"
  item P-3 en "the least pension"
  item P-4 en "the grant"
  item P-5 en "the family"
assumption silent
  title en "the law is silent on parts of months"  ms "undang-undang tidak menyatakan bahagian bulan"
list kind_list
  title en "kind"  ms "jenis"
  wife  en "wife"   ms "isteri"
  child en "child"  ms "anak"
entity person
  title en "person"  ms "orang"
  fact kind : one of kind_list
    title en "kind"  ms "jenis"
  fact left_on : date or never
    title en "left the family"  ms "keluar daripada keluarga"
fact family : list of person, 0 to 20
  title en "family"  ms "keluarga"
fact wage : money per month from RM0 to RM20,000
  title en "last wage"  ms "gaji terakhir"
fact retired_on : date
  title en "retired"  ms "bersara"
fact served : years from 0 to 60
  title en "years of service"  ms "tahun perkhidmatan"
fact died_on : date or never
  title en "died"  ms "meninggal"
parameter least : money per month
  title en "least pension"  ms "pencen minimum"
  from 2020-01-01 to 2023-06-30 is RM600 per month  cites act P-3
  from 2023-07-01 is RM700 per month  cites act P-3
parameter grant_sum : money
  title en "sum of the grant"  ms "jumlah geran"
  from 2020-01-01 is RM5,000  cites act P-4
rule served_enough
  title en "served long enough"  ms "cukup lama berkhidmat"
  is served at least 10 years  cites act P-1
benefit pension  cites act P-1
  title en "Pension"  ms "Pencen"
  as at retired_on
  payable when all of
    i.  served_enough
    ii. wage over RM0 per month
  pays monthly : money per month
    title en "monthly pension"  ms "pencen bulanan"
    is (40% of wage not below least as at the day paid)  cites act P-2
      rounded half up to RM0.01 per month
    from retired_on
    until died_on
  pays grant : money
    title en "grant"  ms "geran"
    is grant_sum  cites act P-4
benefit family_pension  cites act P-5
  title en "Family pension"  ms "Pencen keluarga"
  as at died_on
  payable when wage over RM0 per month
  shares part : money per month
    title en "part"  ms "bahagian"
    of (40% of wage) rounded half up to RM0.01 per month
    among family by kind
    tiers fixed on died_on
    first
      wife 3/5 equally
        ends on left_on of person : lapses
      child 2/5 equally
        ends on left_on of person : lapses
    divided again when a share ends
    unfilled lapses
    split to RM0.01 per month, odd units unpaid
    rest unpaid
"""
FACTS = {
    "wage": "1000.00", "retired_on": "2023-01-16", "served": 12, "died_on": "never",
    "family": [{"id": "siti", "kind": "wife", "left_on": "never"}, {"id": "ali", "kind": "child", "left_on": "never"}],
}  # fmt: skip


def of_2023() -> Book:
    return book(TEXT, "pensions.policy")


def of_2024() -> Book:
    """The least pension is RM750 from July 2023 on, and ten years of service become fifteen."""
    text = TEXT.replace("is RM700 per month", "is RM750 per month").replace("at least 10 years", "at least 15 years")
    return book(text, "pensions.policy")


def entry(of: Book, question: str = "pension", person: str = "", **changed: object) -> Entry:
    facts = {**FACTS, **changed}
    read = read_facts(of.model, facts)
    assert read.facts is not None
    decided = decide(of.model, read.facts, question)
    assert decided.decisions
    return decided_entry(of.model, of.archived, Question(question), facts, decided, person)
