"""Parts of conditions: several that must all hold, and the options that a reading must have; tree to core.

Invariant: a reading has exactly one branch for each of its options.
"""

from policy_engine.checking import errors
from policy_engine.checking.names import repeated
from policy_engine.checking.scope import Scope
from policy_engine.model import core
from policy_engine.source.near import near
from policy_engine.syntax import tree


def every_option(reading: str, names: list[tree.Name], place: tree.Node, scope: Scope) -> bool:
    """Whether the names are the options of the reading, each once; what is not so is said."""
    options = scope.book.options[reading]
    before = len(scope.found)
    for diagnostic in repeated(names):
        scope.report(diagnostic)
    for name in names:
        if name.text not in options:
            scope.report(errors.unknown_option(name.text, reading, near(name.text, options), name.span))
    missing = [option for option in options if option not in [name.text for name in names]]
    if missing and len(scope.found) == before:
        scope.report(errors.missing_branch(reading, missing, place.span))
    return not missing and len(scope.found) == before


def all_together(node: tree.Node, parts: list[tuple[str, core.Expression]]) -> core.Expression:
    """Several conditions that must all hold, with their labels; one alone is itself."""
    if len(parts) == 1:
        return parts[0][1]
    limbs = tuple(core.Limb(label, part) for label, part in parts)
    return core.Limbs("all of", limbs, span=node.span)
