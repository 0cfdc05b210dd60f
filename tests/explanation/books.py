"""A rule book in which everything that an explanation can speak of occurs once."""

BOOK = """\
rulebook river_towns
  title en "River towns"  ms "Bandar sungai"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back

source leaflet "Leaflet on the river levy" in en, attests 2024-01-01 to 2024-12-31
  item L-1 en "who pays"
  item L-2 en "the rate, with minimum and maximum"

list relation_kind
  title en "relation"  ms "hubungan"
  spouse en "spouse" ms "suami atau isteri"
  child en "child" ms "anak"
  parent en "parent" ms "ibu atau bapa"

body medical_board
  title en "Medical Board"  ms "Jemaah Doktor"
body appeal_board
  title en "Appeal Board"  ms "Jemaah Rayuan"
body insured
  title en "insured person"  ms "orang berinsurans"

entity dependant
  title en "dependant"  ms "orang tanggungan"
  fact relation : one of relation_kind
    title en "relation to the deceased"  ms "hubungan dengan si mati"
  fact born : birth date
    title en "date of birth"  ms "tarikh lahir"

fact injured_on : date
  title en "date of the injury"  ms "tarikh kecederaan"
fact died_on : date or never
  title en "date of death"  ms "tarikh kematian"
fact leave : days from 0 to 1,000
  title en "certified leave"  ms "cuti yang disahkan"
  ask en "How many days of leave did the doctor certify?"  ms "Berapa hari cuti yang disahkan oleh doktor?"
fact wages : list of money per month, 1 to 6, each from RM0 to RM100,000
  title en "monthly wages"  ms "gaji bulanan"
fact paid_months : calendar months, 0 to 700
  title en "months with a contribution"  ms "bulan caruman"
fact fishing : yes or no
  title en "works in fishing"  ms "bekerja dalam perikanan"
fact drunk : yes or no
  title en "was drunk"  ms "mabuk"
fact dependants : list of dependant, 0 to 40
  title en "dependants"  ms "orang tanggungan"
finding loss by medical_board : percent from 0% to 100% in steps of 0.5%
  title en "assessed loss"  ms "taksiran kehilangan"
finding fit by medical_board, appeal_board : yes or no
  title en "fit for work"  ms "sihat untuk bekerja"
  ask when fishing

parameter minimum_rate : money per day
  title en "minimum daily rate"  ms "kadar harian minimum"
  is RM30.00  cites leaflet L-2
parameter maximum_rate : money per day
  title en "maximum daily rate"  ms "kadar harian maksimum"
  from 2022-09-01 to 2024-09-30 is RM132.00  cites leaflet L-2
  from 2024-10-01 is RM150.00                cites leaflet L-2
  reviewed through 2025-12-31

rule daily_wage : money per day
  title en "average daily wage"  ms "gaji harian purata"
  is average of wages divided by 30 days per month  cites leaflet L-2
rule daily_rate : money per day
  title en "daily rate"  ms "kadar harian"
  is 80% of daily_wage                              cites leaflet L-2
     not below minimum_rate
     not above maximum_rate
rule enough_months
  title en "enough months of contribution"  ms "bulan caruman mencukupi"
  all of
    i.  number of (paid_months within the 40 months before month of the day) at least 24 months   cites leaflet L-1
rule disabled
  title en "disabled"  ms "hilang upaya"
  all of
    i.   leave at least 4 days                      cites leaflet L-1
    ii.  any of
      a. loss over 0%                               cites leaflet L-1
      b. not drunk                                  cites leaflet L-1
rule share_rate : percent
  title en "rate of the levy"  ms "kadar levi"
  clauses                                           cites leaflet L-1
    article_2 en "Article 2" ms "Perkara 2" : 20%
    article_3 en "Article 3" ms "Perkara 3" overrides article_2 : 15% when leave at least 10 days
rule long_leave
  title en "long leave"  ms "cuti panjang"
  by reading four_days                              cites leaflet L-1
    calendar : leave at least 4 days
    working : leave at least 6 days
reading four_days                                   cites leaflet L-1
  title en "Are the four days calendar days?"  ms "Adakah empat hari itu hari kalendar?"
  calendar en "calendar days" ms "hari kalendar" chosen because en "no other words"  ms "tiada perkataan lain"
  working en "working days" ms "hari bekerja"

benefit river_benefit  cites leaflet L-1
  title en "River benefit"  ms "Faedah sungai"
  as at injured_on
  payable when all of
    i.   disabled                                   cites leaflet L-1
    ii.  leave at most 400 days                     cites leaflet L-1
  unless drunk                                      cites leaflet L-1
  pays total : money to insured
    title en "total"  ms "jumlah"
    is daily_rate for leave                         cites leaflet L-1
       rounded half up to RM0.01                    assumes sen_half_up
  needs
    form_1 en "Form 1" ms "Borang 1"                cites leaflet L-1
    report en "police report" ms "laporan polis" when drunk  cites leaflet L-1
benefit long_benefit  cites leaflet L-1
  title en "Long benefit"  ms "Faedah panjang"
  as at injured_on
  payable when long_leave
  pays lump : money to insured
    title en "lump sum"  ms "bayaran pukal"
    is lump_sum                                     cites leaflet L-1
benefit late_benefit  cites leaflet L-1
  title en "Late benefit"  ms "Faedah lewat"
  as at injured_on
  payable when all of
    i.   late_claim
    ii.  leave at least 4 days                      cites leaflet L-1
benefit survivors  cites leaflet L-1
  title en "Survivors' benefit"  ms "Faedah penakat"
  as at died_on
  payable when died_on is not never
  shares pension : money per month
    title en "pension"  ms "pencen"
    of 30 days per month times daily_rate           cites leaflet L-1
    among dependants by relation
    tiers fixed on died_on                          assumes sen_half_up
    first when some d in dependants has (relation of d in (spouse, child))
      spouse 3/5 equally                            cites leaflet L-1
      child 2/5 equally                             cites leaflet L-1
        while age of born of dependant below 21 years
    next
      parent 4/10 equally                           cites leaflet L-1
    divided again when a share ends                 assumes sen_half_up
    unfilled lapses                                 assumes sen_half_up
    split to RM0.01 per month, odd units to earliest born of dependant   assumes sen_half_up
    rest unpaid
gap lump_sum : money  cites leaflet L-2
  title en "amount of the lump sum"  ms "amaun bayaran pukal"
  ask en "Which amount?"  ms "Berapakah amaunnya?"
discretion late_claim of office medical_board  cites leaflet L-1
  title en "a late claim is admitted"  ms "tuntutan lewat diterima"
assumption sen_half_up
  title en "the source does not say how a sen is rounded"  ms "sumber tidak menyatakan cara sen dibundarkan"
"""

FACTS: dict[str, object] = {
    "injured_on": "2024-03-04",
    "died_on": "never",
    "leave": 14,
    "wages": ["RM6,000.00"],
    "loss": {"value": "5%", "by": "medical_board", "on": "2024-05-01"},
    "fishing": True,
    "drunk": False,
}
