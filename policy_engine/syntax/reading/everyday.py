"""Words that officers write as they write letters, in English or Malay, each with the words of the rule language.

A line of a table is `CURE : phrase | phrase`.  A phrase may stand in several lines: the first cure that fits in its
place is meant.  A form has holes: `{x}` stands for some words, `{n}` for one figure, `{v}` for the left side of a
comparison.

Invariant: these tables are read only where a line cannot be read without them; they add nothing to the language.
"""

from functools import cache

_ENGLISH = """
at least : not less than | no less than | not fewer than | no fewer than | not lower than | not under
  | greater than or equal to | more than or equal to | equal to or greater than | equal to or more than
  | is not below | equals or exceeds | minimum | minimum of | a minimum of | at minimum | at the least
  | at-least | at_least
at most : not more than | no more than | not greater than | no greater than | not exceeding | does not exceed
  | less than or equal to | fewer than or equal to | equal to or less than | up to | not over | is not above
  | is not over | maximum | maximum of | a maximum of | at maximum | at the most | not higher than | at-most
  | at_most
over : more than | greater than | bigger than | larger than | higher than | longer than | older than | above
  | exceeds | exceeding | in excess of | beyond
below : less than | fewer than | smaller than | lower than | shorter than | younger than | under | less | fewer
before : earlier than | prior to | not on or after
after : later than | past
on or before : not later than | no later than | not after | before or on | up to and including
on or after : since | not earlier than | no earlier than | not before | after or on | from and including
  | starting from
is : equals | equal | equal to | same as | the same as | matches | are | was | be | has value | value is
  | is exactly | is equal to | is equal | is the same as | is same as | are equal to
is not : isnt | not equal | not equal to | is not equal to | is unequal to | is different from | is other than
  | does not equal | unequal to | differs from | other than
in : one of | among | any of | either of | belongs to | member of | contained in
outside : not during | not within
and : but | and also | as well as | and then | and if | together with | furthermore | moreover
or : or else | or if | or alternatively | alternatively
and not : but not
not : non | never | no | neither
when : if | provided | provided that | on condition that | in case | in the event that | only if | only when
  | where | as long as | so long as | given that | assuming that | whenever
unless : except | except when | except if | except where | but not if | save where | excluding | without
  | other than when
otherwise : else | or else | default | in all other cases | in any other case | in other cases | for all others
  | if not | if none | all others | for others | any other case | remaining | when none | elsewise
plus : added to | add | and additionally | together with
minus : less | subtract | deduct | subtracting | deducting | reduced by | subtracted by
times : multiplied by | multiply | multiply by | x
divided by : divide by
not above : not more than | no more than | not over | not exceeding | capped at | up to a maximum of | up to
  | subject to a maximum of | limited to | to a maximum of | maximum | max | with a maximum of | at most
  | but not more than | but not above | cap
not below : not less than | no less than | subject to a minimum of | to a minimum of | minimum | min
  | with a minimum of | at least | but not less than | but not below
highest of : max of | maximum of | greatest of | largest of | greater of | larger of | the higher of | higher of
  | the greater of | the larger of | the highest of | the maximum of
lowest of : min of | minimum of | least of | smallest of | lesser of | smaller of | the lower of | lower of
  | the lesser of | the smaller of | the lowest of | the minimum of
highest of ( : max ( | maximum ( | highest ( | greatest (
lowest of ( : min ( | minimum ( | lowest ( | least (
sum of ( : sum ( | total (
sum of : total of | the sum of | the total of
average of : avg of | mean of | the average of
number of : count of | how many | the number of | no of
age of : the age of
per month : a month | each month | every month | monthly | / month | in a month | p m
per day : a day | each day | every day | daily | / day | a days
per week : a week | each week | weekly | / week
per year : a year | each year | per annum | yearly | annually | / year | p a
1/2 of : half | half of | a half of | one half of
1/3 of : one third of | a third of | third of
2/3 of : two thirds of | two third of
1/4 of : a quarter of | one quarter of | quarter of
3/4 of : three quarters of
2 times : twice | double
years : years old | year old | years of age | yrs | yr
months : mths | mth | months old
weeks : wks | wk
days : calendar days | consecutive days | day period | days' time
1 : one
2 : two
3 : three
4 : four
5 : five
6 : six
7 : seven
8 : eight
9 : nine
10 : ten
12 : twelve
14 : fourteen
15 : fifteen
18 : eighteen
20 : twenty
21 : twenty one | twentyone
24 : twenty four
30 : thirty
40 : forty
50 : fifty
55 : fifty five
60 : sixty
100 : hundred | one hundred | a hundred
from : effective | effective from | starting | commencing | commencing on | with effect from | starting on
  | since | on
to : until | till | through | up to | thru | and | up to and including
: onwards | onward | to now | to date | to present | until now | please | each | a | an | the | their | his
  | her | then | number | number of | old | also | if | when | jika | apabila | either | both | whether
  | shall be | must be | will be | to be
cites : cite | cited | citing | see | according to | ref | reference | refer | refer to | pursuant to
  | by virtue of | per
assumes : assume | assuming | suppose | supposes | supposing
all of : all | all of the following | all of these | all the following | every of | each of | both | both of
  | everything of | the following | all conditions
any of : any | any of the following | any of these | either | either of | one of | at least one of
  | one or more of | one of the following | some of | any one of
none of : none | neither | neither of | none of the following | none of these
payable when : payable if | payable where | payable | eligible when | eligible if | entitled when | entitled if
  | qualifies | qualifies when | qualifies if | paid when | paid if | conditions | condition | requirements
  | payable only when
applies when : applies if | applies to | applicable when | applicable if
as at : as of | as on | on date | date | effective date | at date | valuation date | day | the day is
pays : pay | paid | payment | amount | pays out | pay out | benefit
title : label | description | name | heading | caption | desc
en : english | eng | bi
ms : malay | bm | my | bahasa | malaysia | melayu
ask : prompt | ask for | question text
is : equals | be | returns | return | value | result | gives | then | calculate | compute | means
parameter : param | constant | figure | const | let | setting | variable
fact : input | variable | field | data | datum | data item | attribute | column | fact of
rule : define | def | function | formula | calculate | condition | calculation | definition | decision | rules
  | compute
benefit : entitlement | allowance | scheme | grant | benefits
list : enum | choices | options | codelist | enumeration | dropdown | code table
entity : class | record | person | object | struct
source : law | statute | act | reference | document | regulation
body : party | office | agency | payee | organisation | organization | authority
case : test | example | scenario | unit test | testcase
rulebook : book | policy | ruleset | rule book
assumption : assume | assumes | assumptions
item : section | sections | clause | article | paragraph | para
yes or no : boolean | bool | true or false | flag | logical | yes no | binary | yes / no | y / n | bit
  | condition
money : currency | decimal money | price
count : integer | int | whole number | a number
number : decimal | float | numeric | real | double
text : string | varchar | char
date : a date | day date
moment : datetime | timestamp | time | date time | date and time
percent : percentage | pct | per cent
birth date : date of birth | dob | birthdate | birthday
or never : or nothing | or empty | or null | or none | optional | or blank | or missing | nullable
from 0 to : max | maximum | up to | between 0 and | at most
yes : true | t | y
no : false | f | n
never : null | nil | none | empty | blank | nothing | na
the day : today | now | current date | date of decision
"""

_MALAY = """
when : jika | apabila | sekiranya | kalau | bila | jikalau | dengan syarat | hanya jika
and : dan | serta | tetapi | manakala
or : atau
not : bukan | tidak | tak | bukanlah
unless : kecuali | kecuali jika | melainkan | melainkan jika
otherwise : jika tidak | selainnya | sebaliknya | lain-lain | kalau tidak | selain itu
is : ialah | adalah | sama dengan | bersamaan
is not : tidak sama dengan | bukan
in : dalam | di dalam
at least : sekurang-kurangnya | sekurangnya | paling kurang | paling sedikit | tidak kurang daripada | minimum
at most : selebih-lebihnya | paling banyak | paling lama | tidak lebih daripada | tidak melebihi | tidak lebih
  | maksimum
not above : tidak melebihi | tidak lebih daripada | paling banyak | maksimum
not below : tidak kurang daripada | sekurang-kurangnya | minimum
over : lebih daripada | melebihi | lebih dari | lebih
below : kurang daripada | di bawah | kurang dari | kurang
before : sebelum
after : selepas
on or before : pada atau sebelum | tidak lewat daripada
on or after : pada atau selepas | sejak | mulai
plus : tambah | campur
minus : tolak
times : darab | kali
divided by : bahagi | dibahagi | dibahagi dengan
of : daripada
for : bagi | untuk | selama
from : dari | mulai | daripada | bermula | berkuat kuasa
to : hingga | sehingga | kepada
on : pada
all of : semua | kesemua | semua yang berikut | semua daripada
any of : mana-mana | salah satu | salah satu daripada | mana-mana satu
none of : tiada
highest of : tertinggi antara | yang tertinggi | maksimum
lowest of : terendah antara | yang terendah | minimum
payable when : dibayar apabila | dibayar jika | layak jika | layak apabila | kena dibayar jika | syarat
pays : bayar | membayar | bayaran | dibayar
title : tajuk | nama
ask : tanya | soalan
cites : rujuk | menurut | petik | rujukan | mengikut
assumes : anggap | menganggap
fact : fakta
benefit : faedah | manfaat
rule : peraturan
parameter : kadar
source : sumber | akta
body : badan
list : senarai
entity : entiti
case : kes | ujian
assumption : andaian
gap : jurang
reading : tafsiran
scale : skala | jadual
rulebook : buku peraturan
item : perkara | seksyen | fasal
days : hari
weeks : minggu
months : bulan
years : tahun
hours : jam
per month : sebulan
per day : sehari
per week : seminggu
per year : setahun
money : wang | ringgit
date : tarikh
birth date : tarikh lahir
text : teks
percent : peratus
count : bilangan
number : nombor | angka
yes or no : ya atau tidak | benar atau palsu
yes : ya | benar
no : tidak | palsu
never : tidak pernah | belum | tiada
the day : hari ini
1/2 of : separuh | separuh daripada | setengah daripada
"""

_FORMS = """
{v} at least {n} years and {v} at most {y} years : {v} between {n} and {y} years | {v} is between {n} and {y} years
{v} at least {n} months and {v} at most {y} months : {v} between {n} and {y} months | {v} is between {n} and {y} months
{v} at least {n} days and {v} at most {y} days : {v} between {n} and {y} days | {v} is between {n} and {y} days
{v} at least {x} and {v} at most {y} : {v} between {x} and {y} | {v} is between {x} and {y}
  | {v} from {x} to {y} | {v} is from {x} to {y} | {v} antara {x} dan {y}
({v} at least {x} and {v} at most {y}) : {v} between {x} and {y} | {v} is between {x} and {y}
  | {v} antara {x} dan {y}
from {x} to {y} : between {x} and {y} | from {x} until {y} | antara {x} dan {y} | {x} to {y}
{v} at least {x} : {v} {x} or more | {v} {x} or over | {v} {x} and above | {v} {x} or above | {v} {x} or longer
  | {v} {x} and over | {v} {x} dan ke atas | {v} {x} atau lebih | {v} is {x} and above | {v} is {x} and over
{v} at most {x} : {v} {x} or less | {v} {x} or fewer | {v} {x} or below | {v} {x} or under
  | {v} {x} dan ke bawah | {v} {x} atau kurang | {v} is {x} and below | {v} is {x} and under
not {v} in {x} : {v} not in {x} | {v} is not in {x} | {v} is not one of {x} | {v} is none of {x}
not {v} at least {x} : {v} not at least {x} | {v} is not at least {x}
not ({x} or {y}) : neither {x} nor {y}
(({x}) or ({y})) and not ({x} and {y}) : {x} xor {y}
otherwise {n} : jika tidak {n} | kalau tidak {n} | if not {n} | {n} otherwise | {n} else
  | {n} in all other cases | otherwise is {n}
{y} when {x} : if {x} then {y} | when {x} then {y} | if {x} : {y} | when {x} : {y} | if {x} , {y}
  | when {x} , {y} | else if {x} then {y} | elseif {x} then {y} | elif {x} then {y} | else when {x} then {y}
  | jika {x} maka {y} | if {x} is {y} | when {x} is {y} | otherwise if {x} then {y}
{n} when {x} : if {x} {n} | when {x} {n} | else if {x} {n} | elseif {x} {n} | jika {x} {n} | {x} : {n}
  | {x} then {n} | otherwise {n} when {x} | otherwise {n} if {x} | {n} , when {x} | {n} , if {x}
  | is {n} when {x}
{n} per {x} : {n} a {x} | {n} each {x} | {n} / {x}
"""

Form = tuple[tuple[str, ...], str]
"""The words of a form, holes among them, and its cure."""


@cache
def cures(phrase: str) -> tuple[str, ...]:
    """What may be meant by an everyday phrase, the likeliest first; the empty text says to leave it out."""
    english, malay = _tables()
    return (*english.get(phrase, ()), *malay.get(phrase, ()))


def is_malay(phrase: str) -> bool:
    """Whether the phrase is said in Malay only."""
    english, malay = _tables()
    return phrase in malay and phrase not in english


@cache
def single_words() -> frozenset[str]:
    """The everyday phrases of one word."""
    return frozenset(phrase for table in _tables() for phrase in table if " " not in phrase)


@cache
def forms() -> tuple[Form, ...]:
    """The everyday forms of whole conditions and rows."""
    return tuple((tuple(phrase.split(" ")), cure) for cure, phrases in _lines(_FORMS) for phrase in phrases)


MOST_WORDS = 7
"""How many words the longest phrase has."""

_COMPARISONS = (
    "at least",
    "at most",
    "over",
    "below",
    "before",
    "after",
    "on or before",
    "on or after",
    "in",
    "outside",
)
_BEFORE_COMPARISONS = ("is", "are", "must be", "shall be", "was")


@cache
def _tables() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """English and Malay: a phrase and its cures. Before a comparison there may stand an `is` too many."""
    tables: list[dict[str, tuple[str, ...]]] = []
    for text in (_ENGLISH, _MALAY):
        table: dict[str, tuple[str, ...]] = {}
        for cure, phrases in _lines(text):
            also = [cure, *phrases] if cure in _COMPARISONS else []
            for phrase in (*phrases, *(f"{verb} {each}" for each in also for verb in _BEFORE_COMPARISONS)):
                table[phrase] = (*table.get(phrase, ()), cure)
        tables.append(table)
    return tables[0], tables[1]


def _lines(text: str) -> list[tuple[str, list[str]]]:
    """The lines of a table: a cure and its phrases."""
    lines = text.strip().replace("\n  |", " |").split("\n")
    parted = [line.partition(": ") if line.startswith(":") else line.partition(" : ") for line in lines]
    return [(cure, [phrase.strip() for phrase in phrases.split(" | ")]) for cure, _, phrases in parted]
