"""What a program gives to a function of the interface: that it is of the kind that the function takes.

Invariant: a mistake of a program is a TypeError, or a ValueError for a word that is none of a few, with one plain
sentence; what a rule file, a facts file or a claim says wrong is never told so, but as a diagnostic.
"""

from collections.abc import Iterable
from typing import TypeVar

Kind = TypeVar("Kind")

A_MODEL = "a Model, which load and check give where a book has no errors"


def must_be(kinds: type | tuple[type, ...], value: object, function: str, name: str, wanted: str) -> None:
    """Refuse an argument of another kind; `wanted` says in words what it must be and where it comes from."""
    if not isinstance(value, kinds):
        raise TypeError(f"{function}: `{name}` must be {wanted}, not {_kind(value)}")


def must_all_be(
    kinds: type[Kind] | tuple[type[Kind], ...], values: Iterable[Kind], function: str, name: str, wanted: str
) -> tuple[Kind, ...]:
    """The members of a collection; what is none, a text, and any member of another kind is refused."""
    found: object = values
    if not isinstance(found, Iterable) or isinstance(found, str | bytes):
        raise TypeError(f"{function}: `{name}` must be {wanted}, not {_kind(found)}")
    members = tuple(found)
    for value in members:
        if not isinstance(value, kinds):
            raise TypeError(f"{function}: `{name}` must be {wanted}; among them is {_kind(value)}")
    return members


def must_be_language(value: object, function: str, languages: tuple[str, ...]) -> None:
    """Refuse a language that the product does not speak."""
    if value not in languages:
        known = " or ".join(f'"{each}"' for each in languages)
        raise ValueError(f"{function}: `language` must be {known}, not {value!r:.40}")


def _kind(value: object) -> str:
    return "None" if value is None else f"a value of the type {type(value).__name__}"
