"""What changes from one rule book to another, in words that an officer signs off.

Declarations are matched by kind and name, and where a name is gone by all else.
Invariant: both books mean the same exactly where `is_identical`; the same two books give the same difference.
"""

from collections.abc import Iterator, Mapping

from attrs import evolve

from policy_engine.model.core import NO_AUTHORITY, Authority
from policy_engine.model.rulebook import Model
from policy_engine.publication.difference.changes import Sides, called_otherwise, named, whole
from policy_engine.publication.difference.compare import compare
from policy_engine.publication.difference.document import WEIGHTS, Change, Difference
from policy_engine.publication.difference.expressions import Books, cited
from policy_engine.publication.difference.parts import (
    Key,
    Part,
    Step,
    Wording,
    declarations,
    parts_of,
    parts_of_settings,
)
from policy_engine.publication.difference.renamed import renamed
from policy_engine.publication.difference.tokens import Names, Tokens
from policy_engine.publication.titles import title_of

_HEAD = "rulebook"

_TOLD_ELSEWHERE = ("group", "note")
"""Plain lines that are parts of their declarations too."""


def difference(old: Model, new: Model) -> Difference:
    """Every change; of decisions nothing is said (see decisions.py)."""
    names = renamed(old, new)
    numbers: dict[object, int] = {}
    books = Books(Tokens(Names(names), numbers), Tokens(Names(), numbers))
    found = [*_declared(old, new, books, names), *_plain(old, new, books)]
    found.sort(key=lambda change: WEIGHTS.index(change.weight))
    return Difference(tuple(found), book=new.settings.name, title=new.settings.title)


def _declared(old: Model, new: Model, books: Books, names: Mapping[Key, str]) -> Iterator[Change]:
    """The head of the book, then what the new book declares, then what is gone."""
    sides = Sides(old, new)
    yield from sides.altered(
        (_HEAD[0], new.settings.name),
        new.settings.title,
        compare(books, parts_of_settings(old), parts_of_settings(new)),
    )
    olds, news = declarations(old), declarations(new)
    came_from = {(key[0], names.get(key, key[1])): key for key in olds}
    for key, declared in news.items():
        before = came_from.get(key)
        if before is None:
            yield whole("added", key, declared)
            continue
        if before != key:
            yield called_otherwise(before, key, olds[before], declared)
        alterations = compare(books, parts_of(olds[before]), parts_of(declared))
        yield from sides.altered(named(key, declared), declared.title, alterations, declared.authority)
    for key, declared in olds.items():
        if (key[0], names.get(key, key[1])) not in news:
            yield whole("removed", key, declared)


# ------------------------------------------------------------------------------------------------ wording


def _plain(old: Model, new: Model, books: Books) -> Iterator[Change]:
    """Modules, and the authority of lines from which nothing is computed."""
    sides = Sides(old, new)
    in_modules = compare(books, _modules(old), _modules(new))
    yield from sides.altered((_HEAD, new.settings.name), new.settings.title, in_modules)
    olds, news = _lines(old), _lines(new)
    for key in dict.fromkeys((*news, *olds)):
        kind, name, part, label = key
        one, other = olds.get(key, NO_AUTHORITY), news.get(key, NO_AUTHORITY)
        found = cited((Step(part.replace(" ", "_"), label),), books.old.rights(one), books.new.rights(other))
        title = title_of(new if key in news else old, kind, name)
        yield from sides.altered((kind, name), title, [evolve(each, weight="wording") for each in found])


def _modules(model: Model) -> tuple[Part, ...]:
    return tuple(
        Part((Step("module", name),), Wording(each.title), presence="wording") for name, each in model.modules.items()
    )


def _lines(model: Model) -> Mapping[tuple[str, str, str, str], Authority]:
    return {
        (each.kind, each.name, each.part, each.label): each.authority
        for each in model.plain_lines
        if each.part not in _TOLD_ELSEWHERE
    }
