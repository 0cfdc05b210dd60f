"""Which attributes of the declarations of a rule book are meant."""

from collections.abc import Iterator

import attrs

from policy_engine.model.rulebook import Model

WORDS_AND_PLACES = {"span", "title", "plural", "module", "heading", "language", "ask", "because", "notes", "said"}
OF_NO_ANSWER = {"modules", "plain_lines", "derived"}


def names_of(each: object) -> Iterator[str]:
    """All of a thing but words and places."""
    passed_over = WORDS_AND_PLACES | (OF_NO_ANSWER if isinstance(each, Model) else set())
    for field in attrs.fields(type(each)):
        if field.name not in passed_over:
            yield field.name
