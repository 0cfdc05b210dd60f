"""Characters, numbers and signs that the rule language does not have, each with what to write instead.

Invariant: a mistake is named once and read as what was probably meant, so that one mistake gives one diagnostic.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from unicodedata import name

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source, Span
from policy_engine.syntax import errors
from policy_engine.syntax.words import SYMBOL_WORDS

NOT_ALLOWED = (
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u1680\u180e\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u3000\ufeff\ufff9-\ufffd\ud800-\uf8ff\U000e0000-\U000e0fff]"
)
"""Tabs, blanks that are not the blank, characters that do not show or that turn the writing around."""

_ODD = re.compile(NOT_ALLOWED + "|\r(?!\n)")
_CONTROLS = {"\x00": "NUL", "\x08": "BACKSPACE", "\x0b": "LINE TABULATION", "\x0c": "FORM FEED", "\x1a": "SUBSTITUTE"}

BLANKS = dict.fromkeys(map(ord, "\t\x0b\x0c\xa0\u1680\u202f\u205f\u3000"), " ") | dict.fromkeys(
    range(0x2000, 0x200B), " "
)
"""Characters that are read as the blank."""

_MONTHS = {
    month: number
    for number, months in enumerate(
        """jan january januari|feb february februari|mar march mac|apr april|may mei|jun june|jul july julai
        |aug august ogos ogo|sep sept september|oct october oktober okt|nov november
        |dec december disember dis""".split("|"), 1
    )
    for month in months.split()
}  # fmt: skip
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=lambda month: (-len(month), month)))})"
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th|hb)?"
_BETWEEN = r"[ ./-]+(?:of[ ]+)?"
DATE_IN_WORDS = (
    rf"(?i:{_DAY}{_BETWEEN}{_MONTH}[.,]?[ ./-]*[0-9]{{4}}|{_MONTH}[ .]+{_DAY},?[ ]+[0-9]{{4}}"
    rf"|(?:{_MONTH}[ ]+[0-9]{{4}}))(?![\w-])"
)
_FIGURES = "[0-9][0-9,.]*"
_MANY = {"thousand": 1_000, "ribu": 1_000, "million": 1_000_000, "juta": 1_000_000}
_UNIT = "(?:days?|weeks?|months?|years?|hours?|hari|minggu|bulan|tahun|jam)"
NUMBER_IN_WORDS = rf"{_FIGURES}(?:[ ]+%|[ ]*(?:per[ ]?cent|percent|peratus)(?!\w)|[ ]+(?:{'|'.join(_MANY)})(?!\w))"
MONEY_IN_WORDS = (
    rf"{_FIGURES}[ ]+(?:RM|MYR|[Rr]inggit)(?!\w)"
    rf"|(?:RM|MYR|[Rr][Mm])\.?[ ]*{_FIGURES}(?:[ ]+(?:{'|'.join(_MANY)})|[ ]*/[ ]*{_UNIT})(?!\w)"
)
RULED = r"\|[ ]*--[^\r\n]*"
LONE_SIGN = "[$\u00a3\u00a5\u0e3f\u20a0-\u20cf]"

BAD_LABEL = r"(?:[A-Z]|[IVXL]+)\.(?=[ ])|(?:[a-zA-Z]|[ivxlIVXL]+|[0-9]+)\.(?=[a-z])"
BAD_NUMBER = r"[0-9](?:[\w%]+|[,./:-](?=[\w%]))*+"
_SIGN = "[$\u00a3\u00a5\u0e3f\u20a0-\u20cf]"
BAD_MONEY = rf"(?:[A-Z]{{1,3}}[$]?|[Rr][Mm]|{_SIGN})\.?[ ]*{BAD_NUMBER}"
HYPHENED = r"[a-z][a-z0-9_]*+(?:-[a-z][a-z0-9_]*+)++"
_OPENING, _CLOSING = "\u201c\u201d\u201e\u00ab\u00bb\u2018\u201a'`", "\u201c\u201d\u00bb\u2018\u2019\u00b4'`"
OTHER_TEXT = (
    f'[{_OPENING}]{{1,2}}[^\u201c\u201d\u201e\u00ab\u00bb"\r\n]*?'
    f'(?:[{_CLOSING}]{{1,2}}(?![\\w"])|(?<=\\w)[\u201d\u00bb"])'
)
UNCLOSED = r'"[^"\r\n]*?(?=[ ]+(?:en|ms)[ ]+"[^\s"])'
OPEN_TEXT = r'"[^"\r\n]*'
BAD_NAME = r"\w+"
BAD_SIGN = r"<=|>=|=<|=>|==|!=|<>|&&|\|\||[^\s]"

ODD_BLANK = re.compile(f"[{''.join(chr(code) for code in sorted(BLANKS) if code != 9)}]")
MARKS = f'{_OPENING}{_CLOSING}"'
"""Every kind of quotation mark."""

_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_DATE_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DATE_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_MONEY_PARTS = re.compile(
    rf"([A-Za-z]{{1,3}}[$]?|{_SIGN})?\.?[ ]*({_FIGURES})"
    rf"(?:[ ]*(RM|MYR|[Rr]inggit))?(?:[ ]*({'|'.join(_MANY)}))?"
)
_GLUED = re.compile(r"([0-9][0-9,.]*)([a-z][a-z_]*)")


def odd_characters(source: Source, most: int) -> list[Diagnostic]:
    """One diagnostic for all tabs, one for all lone carriage returns, and one a line for others, up to `most` lines."""
    tabs: list[int] = []
    returns: list[int] = []
    found: list[Diagnostic] = []
    seen_line = 0
    for match in _ODD.finditer(source.text):
        character, place = match[0], match.start()
        if character == "\t":
            tabs.append(place)
        elif character == "\r":
            returns.append(place)
        elif character == "\ufeff" and place == 0:
            found.append(errors.byte_order_mark(Span(source, 0, 1)))
        elif len(found) > most:
            break
        elif (line := source.line_and_column(place)[0]) != seen_line:
            seen_line = line
            found.append(errors.odd_character(_named(character), Span(source, place, place + 1)))
    if returns:
        found.append(errors.lone_return(len(returns), Span(source, returns[0], returns[0])))
    if tabs:
        lines = len({source.line_and_column(place)[0] for place in tabs})
        found.append(errors.tab(lines, Span(source, tabs[0], tabs[0] + 1)))
    return found


def tab_width(text: str) -> int:
    """How many blanks a tab was, where some lines begin with blanks and some with tabs: as many as fits beside them."""
    lines = [match[1] for match in re.finditer(r"^([ \t]*)[^\s-]", text, re.MULTILINE)] if "\t" in text else []

    def fitting(width: int) -> int:
        indents = [len(line) + line.count("\t") * (width - 1) for line in lines]
        pairs = zip(lines, lines[1:], indents, indents[1:], strict=False)
        return sum(("\t" in line) != ("\t" in below) and one == other for line, below, one, other in pairs)

    return max((2, 4, 8), key=fitting)


def number_mistake(text: str, words: Mapping[str, str], span: Span) -> tuple[Diagnostic, list[tuple[str, str]]]:
    """What is wrong with a number, and the words that were probably meant, as terminal and text."""
    if match := _DATE_YEAR_FIRST.fullmatch(text):
        return _date_mistake(text, match[1], match[2], match[3], span)
    if match := _DATE_DAY_FIRST.fullmatch(text):
        return _date_mistake(text, match[3], match[2], match[1], span)
    if (match := _GLUED.fullmatch(text)) and _NUMBER.fullmatch(match[1]) and match[2] not in ("e", "x", "b", "o"):
        near = f"{match[1]} {match[2]}"
        return errors.glued_unit(text, near, span), [("NUMBER", match[1]), (words.get(match[2], "NAME"), match[2])]
    if re.fullmatch(r"[0-9][0-9,.]*", text):
        return errors.bad_commas(text, _regrouped(text), span), [("NUMBER", "1")]
    return errors.bad_number(text, span), [("NUMBER", "1")]


def money_mistake(text: str, span: Span) -> tuple[Diagnostic, list[tuple[str, str]]]:
    """What is wrong with an amount of money, and the amount that was probably meant."""
    amount, slash, per = (part.strip() for part in text.partition("/"))
    match = _MONEY_PARTS.fullmatch(amount)
    symbol, figures, many = (match[1] or match[3] or "", match[2], match[4]) if match else ("", amount, None)
    symbol = {"MYR": "RM", "RINGGIT": "RM"}.get(symbol.upper(), symbol.upper())
    figures = _regrouped(figures)
    if many:
        figures = _multiplied(figures, many)
    is_whole = bool(symbol) and bool(_NUMBER.fullmatch(figures))
    near = f"{symbol}{figures}" + (f" per {per}" if slash else "") if is_whole else ""
    words = [("MONEY", f"{symbol}{figures}" if is_whole else "RM1")]
    return errors.bad_money(text, near, span), words + ([("PER", "per"), ("NAME", per)] if slash else [])


def in_words_mistake(text: str, span: Span) -> tuple[Diagnostic, list[tuple[str, str]]]:
    """A percentage, or a number of thousands or millions, in words."""
    figures, word = re.sub(r"[^0-9,.]", "", text), re.sub(r"[^a-z]", "", text)
    if word in _MANY:
        near = _multiplied(_regrouped(figures), word)
        return errors.number_in_words(text, near, span), [("NUMBER", near or "1")]
    near = f"{_regrouped(figures) or 1}%"
    return errors.number_in_words(text, near, span), [("PERCENT", near)]


def _multiplied(figures: str, many: str) -> str:
    """So many thousands or millions in figures; nothing where that is no whole number."""
    amount = Fraction(figures.replace(",", "")) * _MANY[many] if figures else Fraction(1, 2)
    return f"{int(amount):,}" if amount.denominator == 1 else ""


def date_mistake(text: str, span: Span) -> tuple[Diagnostic, list[tuple[str, str]]]:
    """A date with its month in words; without a day it is a calendar month."""
    month = next(_MONTHS[word] for word in re.findall("[a-z]+", text.lower()) if word in _MONTHS)
    *day, year = re.findall("[0-9]+", text)
    near = f"{year}-{month:02}" + (f"-{int(day[0]):02}" if day else "")
    return errors.date_shape(text, near, span), [("DATE" if day else "CALENDAR_MONTH_VALUE", near)]


def _regrouped(figures: str) -> str:
    """Figures with a point before decimals and commas between thousands, from whatever was written."""
    figures = figures.rstrip(".,")
    if _NUMBER.fullmatch(figures):
        return figures
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+,[0-9]{1,2}", figures):
        return figures.replace(".", " ").replace(",", ".").replace(" ", ",")
    bare = figures.replace(",", "")
    return f"{int(bare):,}" if bare.isdigit() and len(bare) <= 30 else ""


def name_mistake(text: str, span: Span) -> Diagnostic:
    """What is wrong with a name: a letter that is not one of a to z, a capital, or its beginning."""
    for letter in text:
        if not letter.isascii():
            return errors.foreign_letter(text, letter, _named(letter), span)
    lowered = text.lower().lstrip("_")
    return errors.capitals(text[:64], lowered[:64] if lowered != text else "", span)


def sign_mistake(sign: str, span: Span) -> Diagnostic:
    """A sign of arithmetic with the word to write, or a character that the language does not use."""
    if sign in SYMBOL_WORDS:
        return errors.symbol(sign, SYMBOL_WORDS[sign][1], span)
    return errors.unknown_character(sign, _named(sign), span)


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    spelt = name(character, _CONTROLS.get(character, ""))
    return f"{code} {spelt}".strip()


def _date_mistake(text: str, year: str, month: str, day: str, span: Span) -> tuple[Diagnostic, list[tuple[str, str]]]:
    if int(month) > 12 >= int(day):
        month, day = day, month
    near = f"{year}-{int(month):02}-{int(day):02}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else ""
    return errors.date_shape(text, near, span), [("DATE", "2000-01-01")]
