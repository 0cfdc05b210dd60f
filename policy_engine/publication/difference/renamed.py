"""Which declarations of the old book are called otherwise in the new one.

Invariant: what is renamed has the same title in both books, and says the same but for names, words and authority.
"""

from collections.abc import Mapping

from policy_engine.model.rulebook import Declared, Model
from policy_engine.publication.difference.compare import compare
from policy_engine.publication.difference.expressions import Books
from policy_engine.publication.difference.parts import Key, declarations, parts_of
from policy_engine.publication.difference.tokens import Names, Tokens


def renamed(old: Model, new: Model) -> Mapping[Key, str]:
    """The new name of each; several times over, because a rule that uses what is renamed may be renamed itself."""
    olds, news = declarations(old), declarations(new)
    found: dict[Key, str] = {}
    is_growing = True
    while is_growing:
        is_growing = False
        for key, declared in olds.items():
            if key in news or key in found or not _said(declared):
                continue
            fitting = _fitting(key, declared, olds, news, found)
            if fitting is not None:
                found |= fitting
                is_growing = True
    return found


def _fitting(
    key: Key, declared: Declared, olds: Mapping[Key, Declared], news: Mapping[Key, Declared], found: Mapping[Key, str]
) -> dict[Key, str] | None:
    """The first declaration of the new book that says the same, with what is inside."""
    taken = {(kind, name) for (kind, _), name in found.items()}
    for other, candidate in news.items():
        if other[0] != key[0] or other in olds or other in taken or candidate.title != declared.title:
            continue
        own = _with_what_is_inside(key, other[1], olds)
        if _say_the_same({**found, **own}, declared, candidate):
            return own
    return None


def _with_what_is_inside(key: Key, name: str, olds: Mapping[Key, Declared]) -> dict[Key, str]:
    """A benefit takes its rules along, an entity its fields."""
    kind, old_name = key
    inside = {"benefit": "rule", "entity": "field"}.get(kind)
    taken_along = {
        each: f"{name}.{each[1].removeprefix(f'{old_name}.')}"
        for each in olds
        if each[0] == inside and each[1].startswith(f"{old_name}.")
    }
    return {key: name, **taken_along}


def _say_the_same(names: Mapping[Key, str], old: Declared, new: Declared) -> bool:
    numbers: dict[object, int] = {}
    books = Books(Tokens(Names(names), numbers), Tokens(Names(), numbers))
    return all(each.weight in ("wording", "authority") for each in compare(books, parts_of(old), parts_of(new)))


def _said(declared: Declared) -> bool:
    return bool(declared.title.en or declared.title.ms)
