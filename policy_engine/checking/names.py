"""The names of a book: who declares what, which module sees which, and what a misspelt name may have meant.

Invariant: a name means one thing in the whole book, and a case's name one thing among the cases; where two declarations
claim one name, both places are shown, the first keeps it, and nothing else is said about the second.
"""

from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from policy_engine.checking import errors
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.near import near
from policy_engine.source.text import Span
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree
from policy_engine.syntax.reading.everyday import cures

VALUES = ("fact", "finding", "election", "parameter", "scale", "rule", "gap", "discretion")
"""Kinds of declarations whose names can stand where a value is wanted."""
FACTS = ("fact", "finding", "election")
_WORDS_AS_VALUES = ("yes", "no", "never", "the day", "birth date", "yes or no")
BENEFITS = ("benefit", "charge", "duty", "service", "question")


@frozen
class Entry:
    """One name of the book; `kind` is the word that declares it, `below` the book in which it does (File.below)."""

    name: str
    kind: str
    module: str
    declaration: syntax.Declaration
    span: Span
    below: int = 0


@frozen
class Names:
    """All names of the book in order, but those of cases, which nothing in the rules can mention.

    uses: which modules a module sees besides itself and what has no module.
    """

    entries: Mapping[str, Entry]
    modules: Mapping[str, tuple[syntax.Module, ...]]
    uses: Mapping[str, frozenset[str]]
    places: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Where a name of a place is declared: `relation` -> ("dependant",)."""

    def sees(self, module: str, entry: Entry) -> bool:
        """Whether a file of the module (of no module: "") may use the name."""
        return not module or not entry.module or entry.module == module or entry.module in self.uses[module]

    def of_kind(self, module: str, kinds: Sequence[str]) -> list[str]:
        """The names of some kinds that a module sees."""
        return [name for name, entry in self.entries.items() if entry.kind in kinds and self.sees(module, entry)]


def names(files: Sequence[syntax.File]) -> tuple[Names, tuple[Diagnostic, ...]]:
    """Gather the names of all files, and everything that is wrong with them as names."""
    found: list[Diagnostic] = []
    modules = _modules(files, found)
    uses = _uses(modules, found)
    entries: dict[str, Entry] = {}
    cases: dict[str, Entry] = {}
    for file in files:
        module = module_of(file)
        for declaration in file.declarations:
            if isinstance(declaration, syntax.RuleBook | syntax.Module | syntax.FurtherVersions):
                continue
            name = declaration.name
            entry = Entry(name.text, kind_of(declaration), module, declaration, name.span, file.below)
            of_its_kind = cases if isinstance(declaration, syntax.Case) else entries
            if entry.name in of_its_kind:
                found.append(errors.duplicate_name(entry.name, entry.span, of_its_kind[entry.name].span))
            elif entry.name in modules and of_its_kind is entries:
                found.append(errors.duplicate_name(entry.name, entry.span, modules[entry.name][0].name.span))
            else:
                of_its_kind[entry.name] = entry
    found.extend(_look_alikes(entries.values()))
    found.extend(_look_alikes(cases.values()))
    values = _list_values(entries.values())
    for entry in entries.values():
        found.extend(_places(entry, entries, values))
    return Names(entries, modules, uses, _where(entries.values())), tuple(found)


def probably(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """What a name that nobody declared may have meant: an everyday word of English or Malay, or one of the known."""
    meant = [cure for cure in cures(word) if cure in known or cure in _WORDS_AS_VALUES]
    return tuple(meant[:1]) or near(word, known)


def module_of(file: syntax.File) -> str:
    """The module that a file belongs to; "" for none."""
    first = file.declarations[0] if file.declarations else None
    return first.name.text if isinstance(first, syntax.Module) else ""


def kind_of(declaration: syntax.Declaration) -> str:
    """The word that begins a declaration."""
    match declaration:
        case syntax.RuleBook():
            return "rulebook"
        case syntax.Module():
            return "module"
        case syntax.SourceDocument():
            return "source"
        case syntax.Body():
            return "body"
        case syntax.Unit():
            return "unit"
        case syntax.ListOfValues():
            return "list"
        case syntax.Entity():
            return "entity"
        case syntax.Fact() | syntax.Benefit():
            return declaration.kind
        case syntax.Parameter():
            return "parameter"
        case syntax.Scale():
            return "scale"
        case syntax.FurtherVersions():
            return "further versions of"
        case syntax.Rule():
            return "rule"
        case syntax.Always():
            return "always"
        case syntax.Assumption():
            return "assumption"
        case syntax.Gap():
            return "gap"
        case syntax.Discretion():
            return "discretion"
        case syntax.Reading():
            return "reading"
        case syntax.Case():
            return "case"


def repeated(declared: Iterable[tree.Name]) -> tuple[Diagnostic, ...]:
    """Names of one place that occur twice."""
    first: dict[str, tree.Name] = {}
    found = []
    for name in declared:
        if name.text in first:
            found.append(errors.repeated_in_place(name.text, name.span, first[name.text].span))
        else:
            first[name.text] = name
    return tuple(found)


def _modules(files: Sequence[syntax.File], found: list[Diagnostic]) -> dict[str, tuple[syntax.Module, ...]]:
    modules: dict[str, tuple[syntax.Module, ...]] = {}
    for file in files:
        for position, declaration in enumerate(file.declarations):
            if not isinstance(declaration, syntax.Module):
                continue
            if position:
                found.append(errors.module_not_first(declaration.name.text, declaration.name.span))
            else:
                modules[declaration.name.text] = (*modules.get(declaration.name.text, ()), declaration)
    return modules


def _uses(modules: Mapping[str, tuple[syntax.Module, ...]], found: list[Diagnostic]) -> dict[str, frozenset[str]]:
    uses: dict[str, frozenset[str]] = {}
    for name, declared in modules.items():
        used: set[str] = set()
        for module in declared:
            for entry in module.entries:
                for other in entry.modules if isinstance(entry, syntax.ModuleUses) else ():
                    if other.text in modules:
                        used.add(other.text)
                    else:
                        found.append(errors.unknown_thing("module", other.text, near(other.text, modules), other.span))
        uses[name] = frozenset(used)
    return uses


def _look_alikes(entries: Iterable[Entry]) -> list[Diagnostic]:
    """Names that differ only in 0 and o, 1 and l, or in the number of blanks between their words."""
    first: dict[str, Entry] = {}
    found = []
    for entry in entries:
        shape = entry.name.replace("0", "o").replace("1", "l").replace("_", "")
        other = first.setdefault(shape, entry)
        if other is not entry:
            found.append(errors.look_alike(entry.name, other.name, entry.span, other.span))
    return found


def _list_values(entries: Iterable[Entry]) -> dict[str, Span]:
    """Where each value or group of a list is declared first."""
    values: dict[str, Span] = {}
    for entry in entries:
        if isinstance(entry.declaration, syntax.ListOfValues):
            for name in local_names(entry.declaration):
                values.setdefault(name.text, name.span)
    return values


def _places(entry: Entry, entries: Mapping[str, Entry], values: Mapping[str, Span]) -> list[Diagnostic]:
    """Names inside a declaration that occur twice in it, or that already mean something in the book.

    A rule inside a benefit may not be called like a value of a list either: both can stand behind `is`.
    """
    inside = local_names(entry.declaration)
    found = list(repeated(inside))
    benefit = entry.declaration if isinstance(entry.declaration, syntax.Benefit) else None
    rules = () if benefit is None else tuple(each.name for each in benefit.entries if isinstance(each, syntax.Rule))
    for name in inside:
        if name.text in entries:
            found.append(errors.place_repeats_book(name.text, name.span, entries[name.text].span))
        elif name in rules and name.text in values:
            found.append(errors.place_repeats_book(name.text, name.span, values[name.text]))
    return found


def local_names(declaration: syntax.Declaration) -> tuple[tree.Name, ...]:
    """The names of their own place that can be used in expressions: fields, list values, rules and payments."""
    match declaration:
        case syntax.Entity():
            return tuple(each.name for each in declaration.entries if isinstance(each, syntax.Fact | syntax.Always))
        case syntax.ListOfValues():
            kinds = syntax.ListValue | syntax.ListGroup
            return tuple(each.name for each in declaration.entries if isinstance(each, kinds))
        case syntax.Benefit():
            inner = syntax.Rule | syntax.Pays | syntax.Shares | syntax.Draws
            return tuple(each.name for each in declaration.entries if isinstance(each, inner))
        case (
            syntax.RuleBook() | syntax.Module() | syntax.SourceDocument() | syntax.Body() | syntax.Unit()
            | syntax.Fact() | syntax.Parameter() | syntax.Scale() | syntax.FurtherVersions() | syntax.Rule()
            | syntax.Always() | syntax.Assumption() | syntax.Gap() | syntax.Discretion()
            | syntax.Reading() | syntax.Case()
        ):  # fmt: skip
            return ()


def _where(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    places: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        for name in local_names(entry.declaration):
            places[name.text] = (*places.get(name.text, ()), entry.name)
    return places
