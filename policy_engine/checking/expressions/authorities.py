"""By what right a line stands: citations and assumptions, tree to core.

Invariant: every source, item and assumption that is named exists; what is not known is said and left out.
"""

from attrs import evolve

from policy_engine.checking import errors
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.scope import Scope, entry_of
from policy_engine.model import core
from policy_engine.source.near import near
from policy_engine.syntax import tree


def authority(written: tree.Authority, scope: Scope) -> core.Authority:
    """The authority that a line names."""
    if written == tree.NO_AUTHORITY:
        return core.NO_AUTHORITY
    cited = []
    for citation in written.citations:
        entry = entry_of(scope, citation.source, ("source",))
        if entry is not None:
            items = [item for item in citation.items if item_exists(entry.name, item, scope)]
            cited.append(core.Cited(entry.name, tuple(item.text for item in items)))
    assumed = [name.text for name in written.assumptions if entry_of(scope, name, ("assumption",)) is not None]
    return core.Authority(tuple(cited), tuple(assumed))


def as_named(written: tree.Authority) -> core.Authority:
    """The authority as a line names it, where `authority` looks elsewhere whether all of it exists."""
    cited = tuple(core.Cited(each.source.text, tuple(item.text for item in each.items)) for each in written.citations)
    return core.Authority(cited, tuple(name.text for name in written.assumptions))


def item_exists(source: str, item: tree.Name, scope: Scope) -> bool:
    """Whether the source has the item; if not, this is said."""
    items = scope.book.items.get(source, ())
    if item.text in items:
        return True
    scope.report(errors.unknown_item(item.text, source, near(item.text, items), item.span))
    return False


def joined(*authorities: core.Authority) -> core.Authority:
    """What several lines name together, in their order."""
    present = [each for each in authorities if each != core.NO_AUTHORITY]
    if len(present) < 2:
        return present[0] if present else core.NO_AUTHORITY
    citations = tuple(cited for each in present for cited in each.citations)
    assumptions = tuple(dict.fromkeys(name for each in present for name in each.assumptions))
    return core.Authority(citations, assumptions)


def standing(expression: Checked, written: tree.Authority, scope: Scope) -> Checked:
    """The expression, standing by what its line names too."""
    added = authority(written, scope)
    if expression is None or added == core.NO_AUTHORITY:
        return expression
    return evolve(expression, authority=joined(expression.authority, added))
