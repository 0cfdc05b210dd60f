"""The digest of what a rule book means, whatever it is called and however it is laid out.

Every attribute of every declaration is taken in but for the words and places named below, so that a new attribute
changes the digest until somebody decides that it cannot change an answer.  That is why this module alone asks a class
for its attributes.
Invariant: layout, comments, titles, questions, notes, and the order and names of files leave the digest as it is.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

from attrs import fields, has

from policy_engine.model.rulebook import ListValues, Model

_WORDS_AND_PLACES = frozenset(
    ("span", "title", "plural", "module", "heading", "language", "ask", "because", "notes", "said")
)
_OF_NO_ANSWER = frozenset(("modules", "plain_lines", "derived"))
"""Of the whole book: where a declaration stands, and lines from which nothing is computed."""


class _End(Enum):
    """Behind the parts of something."""

    END = "end"


def meaning(model: Model) -> str:
    """SHA-256, as hexadecimal text, of the book as it is meant."""
    return _digest(model)


def _digest(whole: object) -> str:
    found = hashlib.sha256(b"meaning 1")
    stack = [whole]
    while stack:  # and not a recursion, for a sum may have thousands of terms
        token, parts = _opened(stack.pop())
        found.update(b"%d:%s" % (len(token), token))
        stack.extend(reversed(parts))
    return found.hexdigest()


def _opened(each: object) -> tuple[bytes, list[object]]:
    """A thing as its own token, and the parts that follow it."""
    names = _attributes(type(each))  # type: ignore[arg-type]  # a class can be hashed
    if names is not None:
        parts = [part for name in names for part in (name, _valued(each, name))]
        return f"<{type(each).__name__}".encode(), [*parts, _End.END]
    if isinstance(each, Mapping):
        return b"{", [part for key in sorted(each) for part in (key, each[key])] + [_End.END]
    if isinstance(each, tuple):
        return b"(", [*each, _End.END]
    if isinstance(each, frozenset):
        return b"[", [*sorted(each), _End.END]
    if each is _End.END:
        return b">", []
    if each is None or isinstance(each, bool | int | Fraction | date | str):
        return f"{type(each).__name__} {each}".encode(), []
    raise TypeError(type(each).__name__)


@cache
def _attributes(kind: type[Any]) -> tuple[str, ...] | None:
    """The attributes of a class in the order of their names; None for what is no thing of the model."""
    if not has(kind):
        return None
    passed_over = _WORDS_AND_PLACES | _OF_NO_ANSWER if kind is Model else _WORDS_AND_PLACES
    return tuple(sorted(field.name for field in fields(kind) if field.name not in passed_over))


def _valued(each: object, name: str) -> object:
    value = getattr(each, name)
    if isinstance(each, ListValues) and name == "values":
        return tuple(value)  # of a list the order of its values is meant, their titles are words
    if isinstance(each, Model) and name == "always":
        return tuple(sorted(_digest(always) for always in value))  # no order is meant
    return value
