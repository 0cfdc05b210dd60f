"""Sources, lists, readings and what else only has a name and words, tree to model.

Invariant: of the options of a reading exactly one is chosen; a list keeps the order in which its values were written.
"""

from collections.abc import Sequence

from policy_engine.checking import errors
from policy_engine.checking.declarations.entries import only, title_of, titled, wanting, words_of
from policy_engine.checking.declarations.facts import limits_of
from policy_engine.checking.expressions.authorities import as_named, authority, item_exists
from policy_engine.checking.expressions.written import type_of
from policy_engine.checking.names import repeated
from policy_engine.checking.scope import Scope, named
from policy_engine.model import core, rulebook
from policy_engine.model.type_words import in_words
from policy_engine.model.types import EntityType
from policy_engine.source.near import near
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree


def source(node: syntax.SourceDocument, scope: Scope) -> rulebook.SourceDocument:
    """A document, with the ledger of its items."""
    items = [each for each in node.entries if isinstance(each, syntax.Item)]
    for diagnostic in repeated(item.id for item in items):
        scope.report(diagnostic)
    attests = None
    if node.attests is not None:
        start, to = node.attests
        if to < start:
            scope.report(errors.end_before_start(start.isoformat(), to.isoformat(), node.name.span))
        attests = rulebook.Interval(start, to)
    return rulebook.SourceDocument(
        node.name.text, heading=node.title, language=node.language, attests=attests,
        items=_ledger(items, node.name.text, node.confidence, scope),
        title=title_of(node.entries, scope), module=scope.module, span=node.name.span,
    )  # fmt: skip


def _ledger(items: Sequence[syntax.Item], source_name: str, of_source: str, scope: Scope) -> dict[str, rulebook.Item]:
    ledger: dict[str, rulebook.Item] = {}
    for item in items:
        ledger.setdefault(item.id.text, _item(item, source_name, of_source, scope))
    return ledger


def _item(node: syntax.Item, source_name: str, of_source: str, scope: Scope) -> rulebook.Item:
    summary = tuple(each.text for each in node.summary_of if item_exists(source_name, each, scope))
    because = rulebook.Words() if node.because is None else words_of(node.because)
    return rulebook.Item(
        node.id.text, status=node.status, because=because, summary_of=summary,
        confidence=node.confidence or of_source,
        title=words_of(node.words), module=scope.module, span=node.id.span,
    )  # fmt: skip


def list_of_values(node: syntax.ListOfValues, scope: Scope) -> rulebook.ListValues:
    """A closed list: its values in order, and named groups of them."""
    values: dict[str, rulebook.Words] = {}
    groups: dict[str, tuple[str, ...]] = {}
    by_right: dict[str, core.Authority] = {}
    for entry in node.entries:
        if isinstance(entry, syntax.ListValue):
            values.setdefault(entry.name.text, words_of(entry.words))
    for entry in node.entries:
        if isinstance(entry, syntax.ListGroup):
            members = [name for name in entry.members if name.text in values]
            groups.setdefault(entry.name.text, tuple(dict.fromkeys(name.text for name in members)))
            by_right.setdefault(entry.name.text, as_named(entry.authority))
    return rulebook.ListValues(
        node.name.text, values=values, groups=groups, by_right=by_right, title=title_of(node.entries, scope),
        module=scope.module, span=node.name.span,
    )  # fmt: skip


def check_list(node: syntax.ListOfValues, scope: Scope) -> None:
    """Say what is wrong in a list: values without words, groups of what is not in it."""
    values = [each.name.text for each in node.entries if isinstance(each, syntax.ListValue)]
    for entry in node.entries:
        if isinstance(entry, syntax.ListValue):
            wanting("value", entry.name.text, words_of(entry.words), entry.name.span, scope)
            authority(entry.authority, scope)
        elif isinstance(entry, syntax.ListGroup):
            for diagnostic in repeated(entry.members):
                scope.report(diagnostic)
            for member in entry.members:
                if member.text not in values:
                    candidates = near(member.text, values)
                    scope.report(errors.not_in_list(member.text, node.name.text, candidates, values, member.span))
            authority(entry.authority, scope)


def body(node: syntax.Body, scope: Scope) -> rulebook.Declared:
    """A body: a name and its titles."""
    title = title_of(node.entries, scope)
    return rulebook.Declared(node.name.text, title=title, module=scope.module, span=node.name.span)


def unit(node: syntax.Unit, scope: Scope) -> rulebook.Unit:
    """A unit: a name, its titles, and its words where they differ behind several."""
    line = only((entry for entry in node.entries if isinstance(entry, syntax.Plural)), "plural", scope)
    plural = rulebook.Words() if line is None else words_of(line.words)
    title = title_of(node.entries, scope)
    return rulebook.Unit(node.name.text, plural=plural, title=title, module=scope.module, span=node.name.span)


def assumption(node: syntax.Assumption, scope: Scope) -> rulebook.Declared:
    """What the rule book fills in where the sources are silent."""
    title = titled("assumption", node.name, title_of(node.entries, scope), scope)
    by_right = authority(node.authority, scope)
    return rulebook.Declared(node.name.text, title=title, module=scope.module, authority=by_right, span=node.name.span)


def gap(node: syntax.Gap, scope: Scope) -> rulebook.Gap | None:
    """A value that no source gives."""
    type = type_of(node.type, scope)
    title = titled("gap", node.name, title_of(node.entries, scope), scope)
    by_right = authority(node.authority, scope)
    if isinstance(type, EntityType):
        scope.report(errors.no_such_figure(in_words(type), node.type.span))
        return None
    limits = (None, None, None) if node.limits is None else limits_of(node.limits, node.name, type, scope)
    if type is None or limits is None:
        return None
    filling = scope.book.fillings.get(node.name.text)
    return rulebook.Gap(
        node.name.text, type=type, ask=_ask(node.entries), low=limits[0], high=limits[1], step=limits[2], title=title,
        filled_by="" if filling is None else filling.key, module=scope.module, authority=by_right, span=node.name.span,
    )  # fmt: skip


def discretion(node: syntax.Discretion, scope: Scope) -> rulebook.Discretion:
    """What an office may decide."""
    office = named(scope, node.office, "body")
    title = titled("discretion", node.name, title_of(node.entries, scope), scope)
    by_right = authority(node.authority, scope)
    return rulebook.Discretion(
        node.name.text, office=office or "", ask=_ask(node.entries), title=title, module=scope.module,
        authority=by_right, span=node.name.span,
    )  # fmt: skip


def _ask(entries: Sequence[tree.Line]) -> rulebook.Words:
    return next((words_of(each.words) for each in entries if isinstance(each, tree.Ask)), rulebook.Words())


def reading(node: syntax.Reading, scope: Scope) -> rulebook.Reading:
    """A disputed clause: its options, of which one is chosen."""
    title = titled("reading", node.name, title_of(node.entries, scope), scope)
    by_right = authority(node.authority, scope)
    written = [each for each in node.entries if isinstance(each, syntax.Option)]
    for diagnostic in repeated(option.name for option in written):
        scope.report(diagnostic)
    options = []
    for option in written:
        wanting("option", option.name.text, words_of(option.words), option.name.span, scope)
        because = rulebook.Words()
        if option.because is not None:
            because = words_of(option.because)
            wanting("chosen because", option.name.text, because, option.because.span, scope)
        right = authority(option.authority, scope)
        options.append(rulebook.Option(option.name.text, words_of(option.words), because, right))
    chosen = [option.name.text for option in written if option.because is not None]
    if len(chosen) != 1:
        scope.report(errors.not_one_chosen(node.name.text, chosen, node.name.span))
    return rulebook.Reading(
        node.name.text, options=tuple(options), chosen=chosen[0] if chosen else "", title=title, module=scope.module,
        authority=by_right, span=node.name.span,
    )  # fmt: skip
