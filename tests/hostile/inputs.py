"""Bad inputs that others paid for: each a name, what is given, and what must come of it.

Rule texts stand behind BOOK; facts are asked of `half` in the same book.  `wanted` is the beginning of a code, or "ok"
for what must be accepted.  The numbers are those of the published list of sixty.
"""

from collections.abc import Callable

from attrs import frozen

BOOK = """rulebook hostile
  title en "Hostile"  ms "Bermusuhan"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
entity child
  title en "child"  ms "anak"
  fact born : birth date
    title en "born"  ms "lahir"
fact wage : money from RM0 to RM1,000,000,000,000
  title en "wage"  ms "gaji"
fact age_given : years from 0 years to 130 years
  title en "age"  ms "umur"
fact fit : yes or no
  title en "fit"  ms "sihat"
fact born_on : birth date
  title en "date of birth"  ms "tarikh lahir"
fact claimed_on : date
  title en "date of claim"  ms "tarikh tuntutan"
fact died_on : date or never
  title en "date of death"  ms "tarikh kematian"
fact met_at : moment
  title en "moment"  ms "saat"
fact months_paid : calendar months
  title en "months paid"  ms "bulan dibayar"
fact children : list of child, 0 to 40
  title en "children"  ms "anak"
fact remark : text
  title en "remark"  ms "catatan"
rule half : money
  is 1/2 of wage
always born_before_claim
  title en "the birth is not after the claim"  ms "kelahiran tidak selepas tuntutan"
  that born_on on or before claimed_on
always born_before_death
  title en "the birth is not after the death"  ms "kelahiran tidak selepas kematian"
  that born_on on or before died_on
"""


@frozen
class Bad:
    number: str
    name: str
    make: Callable[[], str | bytes]
    wanted: str


def _rule(expression: str, type_: str = " : number") -> Callable[[], str]:
    return lambda: f"{BOOK}rule bad{type_}\n  is {expression}\n"


def _more(text: str) -> Callable[[], str]:
    return lambda: BOOK + text


def _chain(length: int, *, closed: bool) -> str:
    rules = [f"rule r{i} : number\n  is r{i + 1} plus 1\n" for i in range(length)]
    last = f"rule r{length} : number\n  is {'r0 plus 1' if closed else '1'}\n"
    return BOOK + "".join(rules) + last


def _diamond(levels: int) -> str:
    rules = [f"rule d{i} : number\n  is d{i + 1} plus d{i + 1}\n" for i in range(levels)]
    return BOOK + "".join(rules) + f"rule d{levels} : number\n  is 1\n"


RULES: tuple[Bad, ...] = (
    Bad("1", "an empty file", lambda: "", "N"),
    Bad("2", "a byte order mark", lambda: "\ufeff" + BOOK, "S"),
    Bad("3", "a NUL inside a name", _rule("wa\0ge"), "S"),
    Bad("4", "carriage returns alone", lambda: BOOK.replace("\n", "\r"), "S"),
    Bad("6", "65 brackets", _rule("(" * 65 + "1" + ")" * 65), "S"),
    Bad("6", "100,000 brackets", _rule("(" * 100_000), "S"),
    Bad("7", "not, 65 times", _rule("not " * 65 + "fit", ""), "ok"),
    Bad("7", "not, 100,000 times", _rule("not " * 100_000 + "fit", ""), "S"),
    Bad("8", "fit or, 5,000 times", _rule("fit or " * 5_000 + "fit", ""), "ok"),
    Bad("8", "fit or, 50,000 times, without an end", _rule("fit or " * 50_000, ""), "S"),
    Bad("9", "exclamation marks", _rule("!!(!!(!!!!((" * 5), "S"),
    Bad("10", "an unclosed text of half a megabyte", _rule('"' + "x" * 500_000, " : text"), "S"),
    Bad("11", "a number of 5,000 digits", _rule("9" * 5_000), "S"),
    Bad("12", "an exponent", _rule("1e999999999"), "S"),
    Bad("13", "a hexadecimal number", _rule("0x10"), "S"),
    Bad("13", "an underscore in a number", _rule("1_000"), "S"),
    Bad("13", "full-width digits", _rule("\uff16\uff10"), "S"),
    Bad("13", "an Arabic digit", _rule("\u0663"), "S"),
    Bad("14", "200%", _rule("200%", " : percent"), "ok"),
    Bad("14", "minus five per cent", _rule("-5%", " : percent"), "S"),
    Bad("15", "division by nought", _rule("1 divided by 0"), ""),
    Bad("15", "division by what may be nought", _rule("wage divided by age_given", " : money per year"), ""),
    Bad("16", "a third three times", _rule("1/3 times 3"), "ok"),
    Bad("17", "a rule that needs itself", _more("rule r : number\n  is r plus 1\n"), "X"),
    Bad("17", "a circle of two", lambda: _chain(1, closed=True), "X"),
    Bad("17", "a circle of 1,000", lambda: _chain(1_000, closed=True), "X"),
    Bad("17", "a diamond of 30 levels", lambda: _diamond(30), "ok"),
    Bad("18", "a name of a megabyte", lambda: f"{BOOK}rule {'x' * 900_000}\n  is fit\n", "S"),
    Bad("19", "the same name twice", _more("rule half : money\n  is wage\n"), "N"),
    Bad("20", "a Cyrillic letter", _rule("w\u0430ge"), "S"),
    Bad("20", "a bidirectional mark in a comment", _more("-- \u202e\nrule good : money\n  is wage\n"), "S"),
    Bad("20", "a zero-width joiner", _rule("wa\u200dge"), "S"),
    Bad("21", "a keyword as a name", _more("rule and : money\n  is wage\n"), "S"),
    Bad("21", "words that run together", _rule("fitand fit", ""), ""),
    Bad("23", "versions that overlap", _more(
        'parameter p : percent\n  title en "p" ms "p"\n'
        "  from 2020-01-01 to 2021-12-31 is 1%\n  from 2021-06-01 is 2%\n"), "D"),
    Bad("23", "a version that ends before it begins", _more(
        'parameter p : percent\n  title en "p" ms "p"\n  from 2020-01-01 to 2019-12-31 is 1%\n'), "D"),
    Bad("23", "29 February 2023", _more(
        'parameter p : percent\n  title en "p" ms "p"\n  from 2023-02-29 is 1%\n'), "S"),
    Bad("23", "the year 0000", _more('parameter p : percent\n  title en "p" ms "p"\n  from 0000-01-01 is 1%\n'), "S"),
    Bad("23", "the year 10000", _more('parameter p : percent\n  title en "p" ms "p"\n  from 10000-01-01 is 1%\n'), "S"),
    Bad("24", "text that looks like a program", _more(
        'fact t : text\n  title en "__import__(\'os\') {0.__class__} %(x)s ${jndi:}"  ms "x"\n'), "ok"),
    Bad("26", "ringgit and per cent", _rule("wage plus 5%", " : money"), ""),
    Bad("26", "money and months compared", _rule("wage at least 3 months", ""), ""),
    Bad("27", "two rows that differ", _more(
        "rule two : money\n  is\n    RM1 when fit\n    RM2 when fit\n    otherwise RM3\n"), "G"),
)  # fmt: skip


_CHILD = '{"id": "c%d"}'


def _facts(text: str) -> Callable[[], str]:
    return lambda: text


FACTS: tuple[Bad, ...] = (
    Bad("35", "nothing at all", _facts("{}"), "ok"),
    Bad("35", "null", _facts("null"), "F"),
    Bad("35", "a list", _facts("[]"), "F"),
    Bad("35", "not JSON", _facts("{"), "F"),
    Bad("35", "20 MB of it", lambda: '{"remark": "' + "x" * 20_000_000 + '"}', "F"),
    Bad("36", "a depth of 1,000", lambda: '{"wage": ' + "[" * 1_000 + "]" * 1_000 + "}", "F"),
    Bad("36", "a depth of 1,000,000", lambda: '{"wage": ' + "[" * 1_000_000, "F"),
    Bad("37", "a fact twice", _facts('{"wage": "1", "wage": "2"}'), "F"),
    Bad("38", "NaN", _facts('{"wage": NaN}'), "F"),
    Bad("38", "Infinity", _facts('{"wage": Infinity}'), "F"),
    Bad("38", "1e400", _facts('{"wage": 1e400}'), "F"),
    Bad("38", "1e-400", _facts('{"wage": 1e-400}'), "F"),
    Bad("38", "yes for money", _facts('{"wage": true}'), "F"),
    Bad("38", "money as a number", _facts('{"wage": 0.10}'), "ok"),
    Bad("38", "money as text", _facts('{"wage": "0.10"}'), "ok"),
    Bad("39", "a number of 4,301 digits", lambda: '{"wage": ' + "9" * 4_301 + "}", "F"),
    Bad("39", "two to the 53rd", _facts('{"wage": 9007199254740993}'), "F"),
    Bad("40", "half a surrogate pair", _facts('{"remark": "\\ud800"}'), "F"),
    Bad("40", "a NUL in a text", _facts('{"remark": "a\\u0000b"}'), "F"),
    Bad("41", "an unknown fact", _facts('{"height": 5}'), "F"),
    Bad("41", "a misspelt fact", _facts('{"childrn": []}'), "F"),
    Bad("43", "an age of minus one", _facts('{"age_given": -1}'), "F"),
    Bad("43", "an age of 150", _facts('{"age_given": 150}'), "F"),
    Bad("43", "an age of nought", _facts('{"age_given": 0, "wage": "1"}'), "ok"),
    Bad("43", "born after the claim", _facts('{"born_on": "2024-01-02", "claimed_on": "2024-01-01"}'), "F"),
    Bad("43", "dead before birth", _facts('{"born_on": "2024-01-02", "died_on": "2024-01-01"}'), "F"),
    Bad("44", "a leap second", _facts('{"met_at": "2024-06-30T23:59:60+08:00"}'), "F"),
    Bad("44", "a week date", _facts('{"claimed_on": "2023-W09-2"}'), "F"),
    Bad("44", "day, month, year", _facts('{"claimed_on": "01/02/2023"}'), "F"),
    Bad("44", "a moment without its offset", _facts('{"met_at": "2024-06-30T23:59:00"}'), "F"),
    Bad("45", "no children", _facts('{"children": [], "wage": "1"}'), "ok"),
    Bad("45", "10,000 children", lambda: f'{{"children": [{",".join(_CHILD % i for i in range(10_000))}]}}', "F"),
    Bad("45", "the same child twice", _facts('{"children": [{"id": "a"}, {"id": "a"}]}'), "F"),
    Bad("46", "a month twice", _facts('{"months_paid": ["2024-01", "2024-01"]}'), "F"),
    Bad("46", "months out of order", _facts('{"months_paid": ["2024-02", "2024-01"], "wage": "1"}'), "ok"),
    Bad("47", "a negative wage", _facts('{"wage": "-1"}'), "F"),
    Bad("47", "a great wage", _facts('{"wage": "999,999,999,999.99"}'), "ok"),
    Bad("47", "three decimals", _facts('{"wage": "1.005"}'), "F"),
    Bad("48", "names of a program's insides", _facts('{"__class__": 1, "__proto__": 1, "constructor": 1}'), "F"),
)  # fmt: skip
