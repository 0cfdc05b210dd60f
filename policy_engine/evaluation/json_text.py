"""Reads the facts of a case from JSON text, exactly.

Every limit is checked before the work it limits: the size, then the depth, then the digits of each number.
Invariant: a number is an int or a Fraction, never a float; whatever the text is, there is a value or a diagnostic, and
nothing raises.
"""

import json
import re
from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from policy_engine.evaluation import errors
from policy_engine.source.arguments import must_be
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.values.number import MOST_DIGITS
from policy_engine.values.value import exact

LARGEST_TEXT = 4 * 1024 * 1024
DEEPEST = 32
LARGEST_EXPONENT = 30

_STRING_OR_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)


@frozen
class _Odd:
    """Stands where something cannot be read, until its path is known."""

    code: str
    text: str


@frozen
class _Twice:
    """An object in which names occur twice."""

    names: tuple[str, ...]
    value: dict[str, object]


def read_json(text: str | bytes) -> tuple[dict[str, object] | None, tuple[Diagnostic, ...]]:
    """The object that the text says, or what is wrong with it, all of it in one run."""
    must_be((str, bytes), text, "read_json", "text", "the text of a facts file")
    if len(text) > LARGEST_TEXT:
        return None, (errors.facts_too_large(LARGEST_TEXT),)
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            return None, (errors.not_utf8(error.start),)
    if _depth(text) > DEEPEST:
        return None, (errors.nested_too_deeply(DEEPEST),)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_int=_int, parse_float=_number, parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        return None, (errors.not_json(error.lineno, error.colno),)
    found: list[Diagnostic] = []
    clean = _cleaned(value, "", found)
    if found:
        return None, tuple(found)
    if type(clean) is not dict:
        return None, (errors.not_an_object(""),)
    return clean, ()


def path_of(path: str, key: str) -> str:
    """The path of a name inside an object."""
    name = errors.shown(key)
    return f"{path}.{name}" if path else name


def _depth(text: str) -> int:
    """The greatest depth of brackets outside of texts; a text that does not end hides what stands behind it."""
    depth = deepest = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        sign = match[0]
        if sign in "[{":
            depth += 1
            if depth > DEEPEST:
                return depth
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


# ------------------------------------------------------------------------------------------------ parts


def _object(pairs: Sequence[tuple[str, object]]) -> object:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    names: dict[str, int] = {}
    for name, _ in pairs:
        names[name] = names.get(name, 0) + 1
    return _Twice(tuple(name for name, count in names.items() if count > 1), value)


def _int(text: str) -> object:
    return int(text) if len(text) <= MOST_DIGITS else _Odd("too long", text)


def _number(text: str) -> object:
    """A number with a point or an exponent, as the exact fraction it is."""
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > MOST_DIGITS or len(exponent) > 4 or abs(int(exponent or "0")) > LARGEST_EXPONENT:
        return _Odd("too long", text)
    whole, _, decimals = mantissa.partition(".")
    power = int(exponent or "0") - len(decimals)
    return exact(Fraction(int(whole + decimals)) * Fraction(10) ** power)


def _constant(text: str) -> object:
    return _Odd("no number", text)


# ------------------------------------------------------------------------------------------------ paths


def _cleaned(value: object, path: str, found: list[Diagnostic]) -> object:
    """The value without marks; what they stand for is reported with its path.  No deeper than DEEPEST."""
    match value:
        case _Twice():
            found.extend(errors.key_twice(path_of(path, name)) for name in value.names)
            return _cleaned(value.value, path, found)
        case _Odd():
            make = errors.number_too_long if value.code == "too long" else errors.no_number
            found.append(make(path, value.text))
            return None
        case dict():
            for name in value:
                _check_text(name, path_of(path, name), found)
            return {name: _cleaned(each, path_of(path, name), found) for name, each in value.items()}
        case list():
            return [_cleaned(each, f"{path}[{_member(each, position)}]", found) for position, each in enumerate(value)]
        case str():
            _check_text(value, path, found)
            return value
        case _:
            return value


def _member(value: object, position: int) -> str:
    """How a member of a list is called in a path: by its id, if it has one, else by its place, counted from 1."""
    given = value.value if isinstance(value, _Twice) else value
    name = given.get("id") if isinstance(given, dict) else None
    return errors.shown(name) if isinstance(name, str) else str(position + 1)


def _check_text(text: str, path: str, found: list[Diagnostic]) -> None:
    if text.isprintable():
        return
    for sign in text:
        if sign == "\0" or "\ud800" <= sign <= "\udfff":
            found.append(errors.odd_character(path, ord(sign)))
            return
