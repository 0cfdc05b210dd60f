"""Characters, numbers and signs that the rule language does not have, each with what to write instead.

Invariant: a mistake is named once and read as what was probably meant, so that one mistake gives one diagnostic.
"""

import re
from collections.abc import Mapping
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

BAD_LABEL = r"(?:[A-Z]|[IVXL]+)\.(?=[ ])"
BAD_NUMBER = r"[0-9](?:[\w%]+|[,./:-](?=[\w%]))*+"
BAD_MONEY = r"(?:[A-Z]{1,3}|[Rr][Mm]|[$\u20ac\u00a3\u00a5\u20b9])[ ]*" + BAD_NUMBER
HYPHENED = r"[a-z][a-z0-9_]*+(?:-[a-z][a-z0-9_]*+)++"
CURLY_TEXT = '[\u201c\u201d\u201e\u00ab][^\u201c\u201d\u201e\u00ab\u00bb"\r\n]*[\u201c\u201d\u201e\u00bb"]'
OPEN_TEXT = r'"[^"\r\n]*'
BAD_NAME = r"\w+"
BAD_SIGN = r"<=|>=|==|!=|<>|&&|\|\||[^\s]"

_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_DATE_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DATE_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
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
        return errors.bad_commas(text, span), [("NUMBER", "1")]
    return errors.bad_number(text, span), [("NUMBER", "1")]


def money_mistake(text: str, span: Span) -> tuple[Diagnostic, list[tuple[str, str]]]:
    """What is wrong with an amount of money, and the amount that was probably meant."""
    symbol = re.split("[ 0-9]", text)[0].upper()
    amount = text[len(symbol) :].strip()
    near = symbol + amount if _NUMBER.fullmatch(amount) else ""
    return errors.bad_money(text, near, span), [("MONEY", near or f"{symbol}1")]


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
    near = f"{year}-{int(month):02}-{int(day):02}"
    return errors.date_shape(text, near, span), [("DATE", "2000-01-01")]
