"""The words of the rule language that are not free, and the marks that people write instead of words.

Invariant: a reserved word can never be a name, so that adding a name to a rule book cannot change what another line
means.  Every other word of the grammar may also be a name, where only a name can stand.
"""

RESERVED = frozenset(
    """
    and or not unless is in outside below over before after plus minus times for per of to from until within where with
    when has on by as at yes no never some every the any all none otherwise payable reaches counting rounded
    cites assumes while
    age sum average lowest highest earliest latest number excess month year date
    day days week weeks months years hour hours
    item limb code
    """.split()
)
"""The words of expressions, and the words that begin a mark of their own."""

SYMBOL_WORDS = {
    "+": ("PLUS", "plus"),
    "-": ("MINUS", "minus"),
    "\N{EN DASH}": ("MINUS", "minus"),
    "\N{EM DASH}": ("MINUS", "minus"),
    "\N{MINUS SIGN}": ("MINUS", "minus"),
    "*": ("TIMES", "times"),
    "\N{MULTIPLICATION SIGN}": ("TIMES", "times"),
    "/": ("DIVIDED_BY", "divided by"),
    "\N{DIVISION SIGN}": ("DIVIDED_BY", "divided by"),
    "<": ("BELOW", "below"),
    "<=": ("AT_MOST", "at most"),
    "=<": ("AT_MOST", "at most"),
    "\N{LESS-THAN OR EQUAL TO}": ("AT_MOST", "at most"),
    ">": ("OVER", "over"),
    ">=": ("AT_LEAST", "at least"),
    "=>": ("AT_LEAST", "at least"),
    "\N{GREATER-THAN OR EQUAL TO}": ("AT_LEAST", "at least"),
    "=": ("IS", "is"),
    "==": ("IS", "is"),
    "!=": ("IS_NOT", "is not"),
    "<>": ("IS_NOT", "is not"),
    "\N{NOT EQUAL TO}": ("IS_NOT", "is not"),
    "&": ("AND", "and"),
    "&&": ("AND", "and"),
    "||": ("OR", "or"),
    "!": ("NOT", "not"),
}
"""A sign of arithmetic or comparison: the terminal that is meant by it, and the word to write."""

_OPENERS = frozenset(
    """
    AGE_OF AVERAGE_OF DATE_OF DATE_WHEN DAYS_FROM EARLIEST_OF EXCESS_OF FIRST_DAY_OF HIGHEST_OF HOURS_FROM LAST_DAY_OF
    LATEST_OF LOWEST_OF MONTHS_ELAPSED_FROM MONTH_OF NUMBER_OF SUM_OF THE WHOLE_CALENDAR_MONTHS_FROM YEARS_ELAPSED_FROM
    YEAR_OF NO YES SOME EVERY NOT NAME STRING
    """.split()
)
_VALUES = frozenset(
    "NAME NUMBER MONEY PERCENT FRACTION DATE CALENDAR_MONTH_VALUE MOMENT_VALUE STRING YES NO NEVER THE_DAY LPAR".split()
)
_COMPARISONS = frozenset(
    "AT_LEAST AT_MOST BELOW OVER BEFORE AFTER ON_OR_BEFORE ON_OR_AFTER IS IS_NOT OUTSIDE IN".split()
)
_TYPES = frozenset("MONEY_WORD PERCENT_WORD COUNT DATE_WORD YES_OR_NO ONE_OF".split())
_LENGTHS = frozenset("DAYS WEEKS MONTHS YEARS HOURS DAY WEEK MONTH YEAR HOUR".split())
_BEHIND_A_VALUE = frozenset("PAID_ON PAYABLE PER WITHIN WITHIN_THE COUNTED_FROM COUNTING FOR AS_AT OF".split())

GROUPS: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("payable when", frozenset("PAYABLE_WHEN DUE_WHEN MET_WHEN AVAILABLE_WHEN ANSWERED_YES_WHEN".split()), frozenset()),
    ("condition", _VALUES | {"NOT"}, _OPENERS),
    ("value", _VALUES, _OPENERS),
    ("value", frozenset("NUMBER MONEY PERCENT DATE".split()), _VALUES),
    ("comparison", _COMPARISONS, _BEHIND_A_VALUE),
    ("calculation", frozenset("PLUS MINUS TIMES DIVIDED_BY".split()), _BEHIND_A_VALUE | {"NOT_ABOVE", "NOT_BELOW"}),
    ("type", _TYPES, frozenset({"NAME", "NUMBER_WORD", "FRACTION_WORD", "TEXT", "MOMENT", "PERIODS", "BIRTH_DATE",
        "CALENDAR_MONTH", "CALENDAR_MONTHS", "CALENDAR_YEAR", "LIST_OF", "ORDERED"} | _LENGTHS)),
    ("length of time", _LENGTHS, frozenset({"NAME"})),
)  # fmt: skip
"""Several terminals that are named together in a message, with others that the name covers; a key without words in
texts/<language>/words.toml is itself a word of the language."""

LIKELY = tuple(
    "all of|any of|none of|VBAR|condition|value|comparison|type|:|length of time|and|or|when|NAME|LABEL|title"
    "|payable when|as at|pays|is|otherwise|from|to|until|cites|_NL|_INDENT|calculation|en|ms|STRING|)|,|rule|table|by"
    "|fact|given|expect|for|origin".split("|")
)
"""What is likely to be meant, by its name in a message, the likeliest first."""
