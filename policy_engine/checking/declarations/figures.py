"""Parameters and scales, tree to model: figures with the days from which and to which they hold.

Invariant: a version of a keyed parameter has a value, or a gap, for every key; an undated value holds only in the time
that the source it cites attests.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import TypeVar

from attrs import evolve

from policy_engine.checking import errors
from policy_engine.checking.declarations.dated import in_turn, interval_of
from policy_engine.checking.declarations.entries import only, title_of, titled
from policy_engine.checking.expressions.authorities import authority, joined
from policy_engine.checking.expressions.band_edges import taken_twice
from policy_engine.checking.expressions.comparable import AMOUNT_WORDS
from policy_engine.checking.expressions.expressions import figure
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.expressions.written import type_of
from policy_engine.checking.scope import Scope
from policy_engine.model import core, rulebook
from policy_engine.model.functions import OPERATORS
from policy_engine.model.type_words import in_words
from policy_engine.model.types import EntityType, OneOf, Quantity, Type
from policy_engine.model.written_values import written_value
from policy_engine.source.near import near
from policy_engine.source.text import Span
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree
from policy_engine.values.value import Exact

Band = tuple[Exact | None, bool, Exact | None, bool]


def key_types(node: syntax.Parameter, scope: Scope) -> tuple[tuple[str, Type | None], ...]:
    """What a parameter is asked with, in order: a list's value, or a quantity that lies in a band."""
    found: list[tuple[str, Type | None]] = []
    for key in node.keys:
        if key.band_type is not None:
            found.append((key.band_type.word, type_of(key.band_type, scope)))
        elif key.list_name is not None:
            words = tree.TypeWords("one of", list_name=key.list_name, span=key.list_name.span)
            found.append((key.list_name.text, type_of(words, scope)))
    return tuple(found)


def parameter(node: syntax.Parameter, scope: Scope) -> rulebook.Parameter | None:
    """A figure, or a table of figures, version by version."""
    type = _figure_type(node.type, scope)
    keys = [key for _, key in key_types(node, scope)]
    title = titled("parameter", node.name, title_of(node.entries, scope), scope)
    own = authority(node.authority, scope)
    for written, key in zip(node.keys, keys, strict=False):
        if written.band_type is not None and key is not None and not isinstance(key, Quantity):
            scope.report(errors.no_bands_of(in_words(key), written.span))
            return None
    if any(isinstance(key, Quantity) for key in keys) and len(keys) > 1:
        scope.report(errors.band_beside_keys(node.name.text, node.name.span))
        return None
    versions = [each for each in node.entries if isinstance(each, syntax.Version)]
    if not versions:
        scope.report(errors.line_missing("is", node.name.text, node.name.span))
    checked = [_version(version, node, type, keys, own, scope) for version in versions]
    for version, by_right, elsewhere in _further(node, syntax.Version, scope):
        made = _version(version, node, type, keys, own, elsewhere)
        versions.append(version)
        checked.append(made and _standing_by(made, by_right, elsewhere))
    known = [each for each in checked if each is not None]
    held = [(each.interval, _place(version), each) for version, each in zip(versions, checked, strict=True) if each]
    reviewed = only(
        (each for each in node.entries if isinstance(each, tree.ReviewedThrough)), "reviewed through", scope
    )
    in_order = in_turn(held, scope)
    if type is None or None in keys or len(known) < len(versions):
        return None
    return rulebook.Parameter(
        node.name.text, type=type, keys=tuple(key for key in keys if key is not None), versions=in_order,
        reviewed_through=reviewed.date if reviewed else None,
        title=title, module=scope.module, authority=own, span=node.name.span,
    )  # fmt: skip


Versions = TypeVar("Versions", syntax.Version, syntax.ScaleVersion)
Made = TypeVar("Made", rulebook.ParameterVersion, rulebook.ScaleVersion)


def _further(
    of: syntax.Parameter | syntax.Scale, kind: type[Versions], scope: Scope
) -> Iterator[tuple[Versions, core.Authority, Scope]]:
    """What books that extend this one add, by what right, and in whose words."""
    for each in scope.book.further.get(of.name.text, ()):
        elsewhere = evolve(scope, module=each.module)
        by_right = authority(each.node.authority, elsewhere)
        yield from ((entry, by_right, elsewhere) for entry in each.node.entries if isinstance(entry, kind))


def _standing_by(version: Made, by_right: core.Authority, scope: Scope) -> Made:
    """A further version stands by its own right, and not by that of what it is added to."""
    made = evolve(version, authority=joined(by_right, version.authority))
    inside = made.values if isinstance(made, rulebook.ParameterVersion) else made.slices
    if made.authority == core.NO_AUTHORITY and not (inside and all(each.authority.citations for each in inside)):
        scope.report(errors.further_without_right(made.span))
    return made


def _figure_type(written: tree.TypeWords, scope: Scope) -> Type | None:
    type = type_of(written, scope)
    if isinstance(type, EntityType):
        scope.report(errors.no_such_figure(in_words(type), written.span))
        return None
    return type


def _place(version: syntax.Version | syntax.ScaleVersion) -> Span:
    return version.period.span if version.period is not None else version.span


def _version(
    node: syntax.Version,
    of: syntax.Parameter,
    type: Type | None,
    keys: Sequence[Type | None],
    own: core.Authority,
    scope: Scope,
) -> rulebook.ParameterVersion | None:
    by_right = authority(node.authority, scope)
    value = None if node.amount is None else _figure(node.amount, type, scope)
    if node.amount is not None:
        by_right = joined(by_right, authority(node.amount.authority, scope))
    values = _keyed(node, type, keys, scope)
    interval = interval_of(node.period, scope) if node.period is not None else None
    if node.period is None:
        written = (
            (node.authority, of.authority)
            if node.amount is None
            else (node.authority, node.amount.authority, of.authority)
        )
        interval = _attested(written, joined(by_right, own), of.name.text, node.span, scope)
    if keys and node.amount is not None:
        scope.report(errors.keys_wanted(of.name.text, node.span))
        return None
    if not keys and node.values:
        scope.report(errors.no_keys_wanted(of.name.text, node.values[0].span))
        return None
    if interval is None or values is None or (node.amount is not None and value is None):
        return None
    return rulebook.ParameterVersion(interval, node.period is None, value, values, by_right, node.span)


def _attested(
    written: Sequence[tree.Authority], by_right: core.Authority, name: str, span: Span, scope: Scope
) -> rulebook.Interval | None:
    """The time for which the first source cited that attests anything proves an undated value."""
    entries = scope.book.names.entries
    for cited in by_right.citations:
        source = entries[cited.source].declaration
        if isinstance(source, syntax.SourceDocument) and source.attests is not None:
            start, to = source.attests
            return rulebook.Interval(start, to)
    if len(by_right.citations) == sum(len(each.citations) for each in written):
        scope.report(errors.undated(name, span))
    return None


def _figure(node: tree.Amount, type: Type | None, scope: Scope) -> Checked:
    """A plain value or a gap; nothing that is computed."""
    value = figure(node.expression, scope, type)
    for modifier in node.modifiers:
        scope.report(errors.figure_not_plain(modifier.span))
        return None
    if value is None or isinstance(value, core.Literal) or (isinstance(value, core.OpenPoint) and value.kind == "gap"):
        return value
    scope.report(errors.figure_not_plain(value.span))
    return None


def _keyed(
    node: syntax.Version, type: Type | None, keys: Sequence[Type | None], scope: Scope
) -> tuple[rulebook.KeyedValue, ...] | None:
    """The values of one version by their keys; None where some are wrong."""
    if not keys or not node.values:
        return ()
    values = [_figure(each.amount, type, scope) for each in node.values]
    by_right = [authority(each.amount.authority, scope) for each in node.values]
    if None in keys:
        return None
    band = keys[0] if isinstance(keys[0], Quantity) else None
    places: list[tuple[tuple[str, ...], Band | None]] | None
    if band is not None:
        places = _bands(node.values, band, scope)
    else:
        places = _list_keys(node, [key for key in keys if isinstance(key, OneOf)], scope)
    if places is None or None in values:
        return None
    return tuple(
        rulebook.KeyedValue(names, bounds, value, right, each.span)
        for (names, bounds), value, right, each in zip(places, values, by_right, node.values, strict=True)
        if value is not None
    )


def _list_keys(
    node: syntax.Version, keys: Sequence[OneOf], scope: Scope
) -> list[tuple[tuple[str, ...], Band | None]] | None:
    """The list values of each line; every combination must be there once."""
    lists = [scope.book.lists[key.list_name] for key in keys]
    first: dict[tuple[str, ...], Span] = {}
    wrong = False
    for each in node.values:
        names = tuple(name.text for name in each.keys)
        if each.edge is not None or len(names) != len(lists):
            scope.report(errors.wrong_keys([values.name for values in lists], each.span))
            wrong = True
            continue
        for name, values in zip(each.keys, lists, strict=True):
            if name.text not in values.values:
                candidates = near(name.text, values.values)
                scope.report(errors.not_in_list(name.text, values.name, candidates, list(values.values), name.span))
                wrong = True
        if names in first:
            scope.report(errors.key_twice(", ".join(names), each.span, first[names]))
            wrong = True
        first.setdefault(names, each.span)
    missing = [names for names in product(*(values.values for values in lists)) if names not in first]
    if missing and not wrong:
        scope.report(errors.key_missing([", ".join(names) for names in missing], _place(node)))
        wrong = True
    return None if wrong else [(tuple(name.text for name in each.keys), None) for each in node.values]


def _bands(
    values: Sequence[syntax.KeyedValue], type: Quantity, scope: Scope
) -> list[tuple[tuple[str, ...], Band | None]] | None:
    """The stretch of each band: what it names, without what the bands before it took."""
    rest: Band = (None, False, None, False)
    found: list[tuple[tuple[str, ...], Band | None]] = []
    edges: list[tuple[str, core.Expression, Span]] = []
    for each in values:
        if each.edge is None:
            scope.report(errors.band_wanted(in_words(type), each.span))
            return None
        bound, word, span = figure(each.edge.value, scope, type), each.edge.word, each.edge.span
        if word in AMOUNT_WORDS:
            scope.report(errors.wrong_word(word, in_words(type), AMOUNT_WORDS[word], span))
            return None
        if bound is None:
            return None
        if not isinstance(bound, core.Literal) or not isinstance(bound.value, Exact):
            scope.report(errors.figure_not_plain(bound.span))
            return None
        for before_word, before, place in edges:
            if (twice := taken_twice(before_word, before, word, bound)) is not None:
                said = written_value(twice, type, scope.book.settings)
                scope.report(errors.bands_overlap(span.text, said, span, place))
                return None
        taken, rest = _cut(rest, word, bound.value)
        if _is_empty(taken):
            scope.report(errors.bands_out_of_order(span.text, span, edges[-1][2] if edges else span))
            return None
        found.append(((), taken))
        edges.append((word, bound, span))
    return found


def _cut(rest: Band, word: str, bound: Exact) -> tuple[Band, Band]:
    """What a band takes of the rest, and what it leaves."""
    low, low_in, high, high_in = rest
    if word in ("below", "up to"):
        bound_in = word == "up to"
        if high is not None and (high < bound or (high == bound and not high_in)):
            return rest, (high, not high_in, high, False)
        return (low, low_in, bound, bound_in), (bound, not bound_in, high, high_in)
    bound_in = word == "at least"
    if low is not None and (low > bound or (low == bound and not low_in)):
        return rest, (low, False, low, False)
    return (bound, bound_in, high, high_in), (low, low_in, bound, not bound_in)


def _is_empty(band: Band) -> bool:
    low, low_in, high, high_in = band
    if low is None or high is None:
        return False
    return low > high or (low == high and not (low_in and high_in))


# ------------------------------------------------------------------------------------------------ scales


def scale(node: syntax.Scale, scope: Scope) -> rulebook.Scale | None:
    """A marginal scale: each slice of the base at its own rate."""
    type, base = type_of(node.result, scope), type_of(node.base, scope)
    title = titled("scale", node.name, title_of(node.entries, scope), scope)
    reviewed = only(
        (each for each in node.entries if isinstance(each, tree.ReviewedThrough)), "reviewed through", scope
    )
    for written, found in ((node.result, type), (node.base, base)):
        if found is not None and not isinstance(found, Quantity):
            scope.report(errors.no_such_figure(in_words(found), written.span))
            type = None
    versions = [each for each in node.entries if isinstance(each, syntax.ScaleVersion)]
    if not versions:
        scope.report(errors.line_missing("from", node.name.text, node.name.span))
    own = authority(node.authority, scope)
    if not isinstance(type, Quantity) or not isinstance(base, Quantity):
        return None
    checked = [_scale_version(version, type, base, scope) for version in versions]
    for version, by_right, elsewhere in _further(node, syntax.ScaleVersion, scope):
        made = _scale_version(version, type, base, elsewhere)
        versions.append(version)
        checked.append(made and _standing_by(made, by_right, elsewhere))
    held = [(each.interval, _place(version), each) for version, each in zip(versions, checked, strict=True) if each]
    in_order = in_turn(held, scope)
    if len(held) < len(versions):
        return None
    return rulebook.Scale(
        node.name.text, type=type, base=base, versions=in_order, reviewed_through=reviewed.date if reviewed else None,
        title=title, module=scope.module, authority=own, span=node.name.span,
    )  # fmt: skip


def _scale_version(
    node: syntax.ScaleVersion, type: Quantity, base: Quantity, scope: Scope
) -> rulebook.ScaleVersion | None:
    interval = interval_of(node.period, scope)
    by_right = authority(node.authority, scope)
    slices: list[rulebook.Slice] = []
    before: Span | None = None
    for each in node.slices:
        rate, start = figure(each.rate, scope, _rate_type(each.rate, type, base)), figure(each.start, scope, base)
        right = authority(each.authority, scope)
        if rate is None or start is None:
            continue
        if not isinstance(rate, core.Literal) or not isinstance(start, core.Literal):
            scope.report(errors.figure_not_plain((start if isinstance(rate, core.Literal) else rate).span))
            continue
        if OPERATORS["times"].result([rate.type, base]) != type:
            scope.report(errors.rate_does_not_fit(in_words(rate.type), in_words(base), in_words(type), rate.span))
            continue
        assert isinstance(rate.value, Exact)
        assert isinstance(start.value, Exact)
        if slices and start.value <= slices[-1].start:
            scope.report(errors.bands_out_of_order(start.span.text, start.span, before or start.span))
            continue
        slices.append(rulebook.Slice(rate.value, start.value, right))
        before = start.span
    if slices and slices[0].start > 0:
        scope.report(errors.scale_starts_late(node.slices[0].start.span.text, node.slices[0].start.span))
    if not node.slices:  # every line of it was wrong, which the reader of the file has said
        scope.report(errors.line_missing("RATE from AMOUNT", "scale", node.span))
    if interval is None or not slices or len(slices) < len(node.slices):
        return None
    return rulebook.ScaleVersion(interval, tuple(slices), by_right, node.span)


def _rate_type(rate: tree.Expression, type: Quantity, base: Quantity) -> Type | None:
    """What a rate must be so that the base times it is the result; a share if both are of one kind."""
    if isinstance(rate, tree.PercentValue | tree.FractionValue) or type == base:
        return Quantity("ratio", "percent")
    return OPERATORS["divided by"].result([type, base])
