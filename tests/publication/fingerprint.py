"""All that a rule book means, as one value: of every attribute but words and places, whatever attributes there are."""

from collections.abc import Iterator, Mapping

import attrs

from policy_engine.model.rulebook import ListValues, Model

WORDS_AND_PLACES = {"span", "title", "module", "heading", "language", "ask", "because", "notes"}
OF_NO_ANSWER = {"modules", "plain_lines", "derived"}


def meant(each: object) -> object:
    """Equal for two books exactly where they mean the same by the same right."""
    if isinstance(each, Mapping):
        return tuple((key, meant(each[key])) for key in sorted(each))
    if isinstance(each, tuple):
        return tuple(meant(part) for part in each)
    if attrs.has(type(each)):
        return type(each).__name__, tuple((name, _valued(each, name)) for name in names_of(each))
    return type(each).__name__, str(each)


def names_of(each: object) -> Iterator[str]:
    """The attributes that are meant."""
    passed_over = WORDS_AND_PLACES | (OF_NO_ANSWER if isinstance(each, Model) else set())
    for field in attrs.fields(type(each)):
        if field.name not in passed_over:
            yield field.name


def _valued(each: object, name: str) -> object:
    value = getattr(each, name)
    if isinstance(each, ListValues) and name == "values":
        return tuple(value)
    if isinstance(each, Model) and name == "always":
        return tuple(sorted(repr(meant(always)) for always in value))
    return meant(value)
