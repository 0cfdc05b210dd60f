"""The crossing: everything that was written becomes everything that is meant, or a list of what is wrong with it.

All that is wrong in all files is said in one run; what is wrong is said once and silences whatever uses it.
Invariant: there is a Model exactly when nothing is wrong; a Model never fails by a type.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from attrs import evolve, frozen

from policy_engine.checking import errors
from policy_engine.checking.authority.authority import authority
from policy_engine.checking.conventions import conventions
from policy_engine.checking.declarations import facts, figures, rules, sources
from policy_engine.checking.declarations.benefits import benefit, members_of_benefit
from policy_engine.checking.declarations.book import book
from policy_engine.checking.declarations.entries import title_of
from policy_engine.checking.declarations.plain_lines import plain_lines
from policy_engine.checking.names import module_of, names
from policy_engine.checking.order import order
from policy_engine.checking.proof.proof import proof
from policy_engine.checking.proof.settled import settled
from policy_engine.checking.scales.scales import scales
from policy_engine.checking.scope import Book, Scope
from policy_engine.model import rulebook
from policy_engine.model.types import Type
from policy_engine.source.arguments import must_all_be
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.syntax import declarations as syntax

Pass = Callable[[rulebook.Model], tuple[Diagnostic, ...]]

PASSES: tuple[Pass, ...] = (order, conventions, scales, proof, settled, authority)
"""What is looked at once the whole book is meant, each on a book in which the ones before it found nothing wrong."""

Thing = TypeVar("Thing", bound=rulebook.Declared)


@frozen
class Checked:
    """A rule book as it is meant, or None; and everything there is to say about it."""

    model: rulebook.Model | None
    diagnostics: tuple[Diagnostic, ...] = ()


def check(files: Sequence[syntax.File], passes: Sequence[Pass] = PASSES) -> Checked:
    """Read what the files of one rule book mean; a draft may be looked at by fewer passes."""
    must_all_be(syntax.File, files, "check", "files", "a list of the `file` of each parse")
    known, of_names = names(files)
    found = list(of_names)
    whole = book(files, known, found)
    model = _model(files, whole, found)
    if not _is_wrong(found):
        for look in passes:
            found.extend(look(model))
            if _is_wrong(found):
                break
    in_order = errors.once(sorted(found, key=_place(files)))
    return Checked(None if _is_wrong(found) else model, in_order)


def _is_wrong(found: Sequence[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in found)


def _place(files: Sequence[syntax.File]) -> Callable[[Diagnostic], tuple[int, int, str]]:
    """Diagnostics come file by file, from top to bottom."""
    places = {file.source.name: number for number, file in enumerate(files)}
    return lambda diagnostic: (
        places.get(diagnostic.span.source.name, len(places)), diagnostic.span.start, diagnostic.code,
    )  # fmt: skip


@frozen
class _Parts:
    """The declarations of a book as they are met."""

    sources: dict[str, rulebook.SourceDocument]
    bodies: dict[str, rulebook.Declared]
    units: dict[str, rulebook.Unit]
    entities: dict[str, rulebook.Entity]
    facts: dict[str, rulebook.Fact]
    parameters: dict[str, rulebook.Parameter]
    scales: dict[str, rulebook.Scale]
    rules: dict[str, rulebook.Rule]
    benefits: dict[str, rulebook.Benefit]
    always: dict[str, rulebook.Always]
    assumptions: dict[str, rulebook.Declared]
    gaps: dict[str, rulebook.Gap]
    discretions: dict[str, rulebook.Discretion]
    readings: dict[str, rulebook.Reading]


def _model(files: Sequence[syntax.File], whole: Book, found: list[Diagnostic]) -> rulebook.Model:
    parts = _Parts({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
    for file in files:
        module = module_of(file)
        for declaration in file.declarations:
            _declare(declaration, Scope(whole, module, found), parts)
    return rulebook.Model(
        settings=whole.settings, modules=_modules(whole, found), sources=parts.sources, bodies=parts.bodies,
        units=parts.units, lists=whole.lists, entities=parts.entities, facts=parts.facts, parameters=parts.parameters,
        scales=parts.scales, rules=parts.rules, benefits=parts.benefits, always=tuple(parts.always.values()),
        assumptions=parts.assumptions, gaps=parts.gaps, discretions=parts.discretions, readings=parts.readings,
        plain_lines=plain_lines(files, whole, found),
    )  # fmt: skip


def _modules(whole: Book, found: list[Diagnostic]) -> dict[str, rulebook.Declared]:
    modules = {}
    for name, declared in whole.names.modules.items():
        entries = [entry for module in declared for entry in module.entries]
        title = title_of(entries, Scope(whole, name, found))
        modules[name] = rulebook.Declared(name, title=title, span=declared[0].name.span)
    return modules


def _declare(node: syntax.Declaration, scope: Scope, parts: _Parts) -> None:
    """Put one declaration among the others of its kind."""
    match node:
        case syntax.RuleBook() | syntax.Module() | syntax.FurtherVersions() | syntax.Case():
            pass
        case syntax.SourceDocument():
            _put(sources.source(node, scope), parts.sources)
        case syntax.Body():
            _put(sources.body(node, scope), parts.bodies)
        case syntax.Unit():
            _put(sources.unit(node, scope), parts.units)
        case syntax.ListOfValues():
            sources.check_list(node, scope)
        case syntax.Entity():
            _put(facts.entity(node, scope), parts.entities)
        case syntax.Fact():
            _put(facts.fact(node, scope), parts.facts)
        case syntax.Parameter():
            _put(figures.parameter(node, scope), parts.parameters)
        case syntax.Scale():
            _put(figures.scale(node, scope), parts.scales)
        case syntax.Rule():
            _put(rules.rule(node, scope), parts.rules)
        case syntax.Benefit():
            _benefit(node, scope, parts)
        case syntax.Always():
            _put(facts.always(node, scope), parts.always)
        case syntax.Assumption():
            _put(sources.assumption(node, scope), parts.assumptions)
        case syntax.Gap():
            _put(sources.gap(node, scope), parts.gaps)
        case syntax.Discretion():
            _put(sources.discretion(node, scope), parts.discretions)
        case syntax.Reading():
            _put(sources.reading(node, scope), parts.readings)


def _put(thing: Thing | None, among: dict[str, Thing]) -> None:
    if thing is not None:
        among.setdefault(thing.key if isinstance(thing, rulebook.Rule) else thing.name, thing)


def _benefit(node: syntax.Benefit, scope: Scope, parts: _Parts) -> None:
    """A benefit and the rules inside it, which see the member for whom it is decided."""
    inner = evolve(scope, benefit=node.name.text)
    hidden: tuple[tuple[str, Type], ...] = ()
    if node.for_each is not None:
        members = members_of_benefit(node, scope)
        variable = node.for_each[0].text
        inner = inner.with_variable(variable, None if members is None else members[2])
        hidden = () if members is None else ((variable, members[2]),)
    for entry in node.entries:
        if isinstance(entry, syntax.Rule):
            _put(rules.rule(entry, inner, hidden), parts.rules)
    _put(benefit(node, inner), parts.benefits)
