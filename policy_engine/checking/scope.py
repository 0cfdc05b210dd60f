"""What a line of a rule file can see: the book with the types of everything declared, and the variables of the place.

Invariant: a symbol whose own declaration is wrong has no type; whoever uses it keeps silent, so that one cause gives
one message.
"""

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from policy_engine.checking import errors
from policy_engine.checking.names import Entry, Names
from policy_engine.model.rulebook import ListValues, Settings
from policy_engine.model.types import EntityType, OneOf, Type
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.near import near
from policy_engine.source.text import NOWHERE, Span
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree

BROKEN = OneOf("")
"""Stands for a wanted type that is unknown because something else is wrong: names of list values pass unseen."""


MOST_SUGGESTIONS = 60
"""Behind so many mistakes a book is wrong as a whole, and nothing is suggested any more for one name."""


@frozen
class Symbol:
    """A name that can stand where a value is wanted.

    key: its key in the Model.  arguments: what it is asked with: arguments of a rule, keys of a parameter, the base of
    a scale.  hidden: the variable of the benefit, which a rule inside a benefit of a list is asked with unwritten.
    """

    kind: str
    key: str
    type: Type | None
    arguments: tuple[tuple[str, Type | None], ...] = ()
    hidden: str = ""


@frozen
class Further:
    """Further versions of a figure of a book below, and the module in whose words they speak."""

    node: syntax.FurtherVersions
    module: str


@frozen
class Book:
    """Every declaration by what others need to know of it."""

    names: Names
    settings: Settings
    head: Span = NOWHERE  # the name in the `rulebook` line
    symbols: Mapping[str, Symbol] = field(factory=dict)
    inside: Mapping[str, Mapping[str, Symbol]] = field(factory=dict)  # the rules inside each benefit
    lists: Mapping[str, ListValues] = field(factory=dict)
    fields: Mapping[str, Mapping[str, Type | None]] = field(factory=dict)  # of each entity
    items: Mapping[str, tuple[str, ...]] = field(factory=dict)  # of each source
    options: Mapping[str, tuple[str, ...]] = field(factory=dict)  # of each reading
    fillings: Mapping[str, Symbol] = field(factory=dict)  # of gaps
    further: Mapping[str, tuple[Further, ...]] = field(factory=dict)  # versions, of parameters and scales


@frozen
class Scope:
    """Where an expression stands."""

    book: Book
    module: str
    found: list[Diagnostic] = field(repr=False)
    benefit: str = ""
    variables: Mapping[str, Type | None] = field(factory=dict)

    def report(self, diagnostic: Diagnostic) -> None:
        """Say that something is wrong; what is said twice of one place is left out at the end (errors.once)."""
        self.found.append(diagnostic)

    def with_variable(self, name: str, type: Type | None) -> "Scope":
        """The same place, inside something that gives a name to a member or an argument."""
        return evolve(self, variables={**self.variables, name: type})

    def symbol(self, name: str) -> Symbol | None:
        """What a name means where a value is wanted; None where it means no value, or none that this module sees."""
        if name in self.variables:
            return Symbol("variable", name, self.variables[name])
        inner = self.book.inside.get(self.benefit, {}).get(name)
        if inner is not None:
            return inner
        entry = self.book.names.entries.get(name)
        if entry is None or not self.book.names.sees(self.module, entry):
            return None
        return self.book.symbols.get(name)

    def value_names(self) -> list[str]:
        """Every name that can stand here where a value is wanted, as long as it is worth while to suggest one."""
        if len(self.found) > MOST_SUGGESTIONS:
            return []
        names = self.book.names
        visible = [name for name in self.book.symbols if names.sees(self.module, names.entries[name])]
        return [*self.variables, *self.book.inside.get(self.benefit, {}), *visible]


def entry_of(scope: Scope, name: tree.Name, kinds: Sequence[str]) -> Entry | None:
    """The declaration that a name stands for, which must be of one of the kinds; None if it is not, which is said."""
    names = scope.book.names
    entry = names.entries.get(name.text)
    if entry is None:
        worth_while = len(scope.found) <= MOST_SUGGESTIONS
        candidates = near(name.text, names.of_kind(scope.module, kinds)) if worth_while else ()
        scope.report(errors.unknown_thing(kinds[0], name.text, candidates, name.span))
    elif entry.kind not in kinds:
        scope.report(errors.wrong_kind(name.text, entry.kind, kinds[0], name.span, entry.span))
    elif not names.sees(scope.module, entry):
        scope.report(errors.not_used_module(name.text, entry.module, scope.module, name.span))
    else:
        return entry
    return None


def named(scope: Scope, name: tree.Name, *kinds: str) -> str | None:
    """The name itself if a declaration of one of the kinds bears it."""
    entry = entry_of(scope, name, kinds)
    return None if entry is None else entry.name


def is_free_variable(scope: Scope, name: tree.Name, entity: str) -> bool:
    """Whether a member may be called so: by the name of its entity, or by one that means nothing else."""
    if name.text in scope.variables:
        scope.report(errors.variable_taken(name.text, name.span))
        return False
    entry = scope.book.names.entries.get(name.text)
    if entry is not None and not (entry.kind == "entity" and entry.name == entity):
        scope.report(errors.variable_taken(name.text, name.span))
        return False
    places = scope.book.names.places.get(name.text, ())
    if any(place in scope.book.lists for place in places) or name.text in scope.book.inside.get(scope.benefit, {}):
        scope.report(errors.variable_taken(name.text, name.span))
        return False
    return True


def member_name(item: Type) -> str:
    """How a member is called where nothing else is written: by its entity, and `it` in a list of plain values."""
    return item.entity if isinstance(item, EntityType) else "it"
