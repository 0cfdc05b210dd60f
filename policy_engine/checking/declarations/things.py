"""Documents, benefits in kind, exclusions and possible payees, tree to model.

Invariant: none of them changes entitlement; each stands by its own authority and by that of the line above it.
"""

from collections.abc import Collection, Sequence

from policy_engine.checking import errors
from policy_engine.checking.declarations.entries import wanting, words_of
from policy_engine.checking.expressions.authorities import authority, joined
from policy_engine.checking.expressions.expressions import condition
from policy_engine.checking.names import repeated
from policy_engine.checking.scope import Scope
from policy_engine.model import rulebook
from policy_engine.source.near import near
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree


def things(groups: Sequence[syntax.Things], scope: Scope) -> tuple[rulebook.Thing, ...]:
    """The things of some groups, each standing by its own authority and by that of its group."""
    for diagnostic in repeated(thing.name for group in groups for thing in group.things):
        scope.report(diagnostic)
    found = []
    for group in groups:
        by_right = authority(group.authority, scope)
        for thing in group.things:
            when = None if thing.when is None else condition(thing.when, scope)
            wanting(group.word, thing.name.text, words_of(thing.words), thing.name.span, scope)
            found.append(
                rulebook.Thing(
                    thing.name.text, when=when, title=words_of(thing.words), module=scope.module,
                    authority=joined(by_right, authority(thing.authority, scope)), span=thing.name.span,
                )
            )  # fmt: skip
    return tuple(found)


def payee(name: tree.Name | None, beside: Collection[str], scope: Scope) -> str:
    """Who is paid: a body, a value of a list, or one of the names beside it; "" where nobody is named."""
    if name is None:
        return ""
    names = scope.book.names
    entry = names.entries.get(name.text)
    is_body = entry is not None and entry.kind == "body" and names.sees(scope.module, entry)
    in_a_list = any(place in scope.book.lists for place in names.places.get(name.text, ()))
    if not (is_body or in_a_list or name.text in beside):
        candidates = near(name.text, [*names.of_kind(scope.module, ("body",)), *beside])
        scope.report(errors.unknown_payee(name.text, candidates, name.span))
    return name.text
