"""The words of the product in each language, read from the TOML files beside this module.

Invariant: words come from files and facts from callers; filling a hole only puts text in its place, so nothing in a
rule file or a facts file is ever read as a template.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

LANGUAGES = ("en", "ms")

_HOLE = re.compile(r"\{([a-z_][a-z0-9_]*)(:words)?\}")


@frozen
class Words:
    """The words of one code. `hint` may be empty; the examples stand in the English files only.

    The other examples of a table (`facts_wrong`, `rules`, ...) are in `examples`, by their keys.
    """

    title: str
    message: str
    hint: str
    wrong: str
    right: str
    examples: Mapping[str, str]


def diagnostic_words(code: str, language: str) -> Words:
    """The words of a code; KeyError names the code where a language has none."""
    return _diagnostics(language)[code]


def diagnostic_codes(language: str) -> tuple[str, ...]:
    """Every code that has words, in alphabetical order."""
    return tuple(sorted(_diagnostics(language)))


def label_words(key: str, language: str) -> str:
    """The short text beside a second place of a diagnostic: the tables `[labels]` of the diagnostics files."""
    return _labels(language)[key]


@cache
def texts(language: str, name: str) -> Mapping[str, object]:
    """A whole file of words: `texts("ms", "explanation")` is texts/ms/explanation.toml."""
    place = files("policy_engine.texts").joinpath(language, f"{name}.toml")
    return tomllib.loads(place.read_text(encoding="utf-8"))


@cache
def dotted_texts(language: str, name: str) -> Mapping[str, str]:
    """Every text of such a file by its dotted key: `comparison.at_least.yes`."""
    return dict(_dotted("", texts(language, name)))


def _dotted(path: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _dotted(f"{path}{key}.", value)
        else:
            yield path + key, str(value)


def fill(template: str, facts: Mapping[str, str], language: str) -> str:
    """The template with its holes filled.

    `{name}` is a fact as it stands.  `{name:words}` is a list of keys of words.toml, separated by `|`; a key without
    words there is a word of the rule language and is put in marks.
    """

    def filled(hole: re.Match[str]) -> str:
        fact = facts.get(hole[1], "")
        return choice(tuple(fact.split("|")), language) if hole[2] and fact else fact

    return _HOLE.sub(filled, template)


def holes(template: str) -> tuple[str, ...]:
    """The names of the holes of a template, in the order in which they stand."""
    return tuple(hole[1] for hole in _HOLE.finditer(template))


def choice(keys: tuple[str, ...], language: str) -> str:
    """Several possibilities as one reads them: "a name, a number or `is`"."""
    table = texts(language, "words")
    names = table["names"]
    assert isinstance(names, dict)
    spelt = [str(names.get(key, f"`{key}`")) for key in keys]
    if len(spelt) < 2:
        return "".join(spelt)
    return f"{', '.join(spelt[:-1])} {table['or']} {spelt[-1]}"


@cache
def _families(language: str) -> tuple[Mapping[str, object], ...]:
    folder = files("policy_engine.texts").joinpath(language, "diagnostics")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(texts(language, f"diagnostics/{name.removesuffix('.toml')}") for name in names)


@cache
def _diagnostics(language: str) -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    for family in _families(language):
        for code, table in family.items():
            if code != "labels" and isinstance(table, dict):
                found[code] = _words(table)
    return found


def _words(table: Mapping[str, str]) -> Words:
    own = ("title", "message", "hint", "wrong", "right")
    title, message, hint, wrong, right = (table.get(key, "") for key in own)
    return Words(title, message, hint, wrong, right, {key: text for key, text in table.items() if key not in own})


@cache
def _labels(language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for family in _families(language):
        table = family.get("labels", {})
        assert isinstance(table, dict)
        found |= table
    return found
