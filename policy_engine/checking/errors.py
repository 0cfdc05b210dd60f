"""What the crossing from tree to Model has to say, as data: names (N), types (T), units (U), dates and figures
(D), books that extend others (E).

Invariant: no prose; the words stand in texts/<language>/diagnostics/{names,types,units,dates,extending}.toml.  What
fills their holes is written as in a rule file, which reads the same in both languages; several possibilities are joined
by `|`.
"""

from collections.abc import Iterable, Sequence

from attrs import evolve

from policy_engine.source.diagnostic import Diagnostic, Edit, Label, Severity
from policy_engine.source.text import NOWHERE, Span
from policy_engine.syntax import declarations as syntax

_MOST_SHOWN = 8
_MOST_PLACES = 4
_OF_A_NAME = frozenset(("N102", "N109", "N110", "N111", "N112", "N113", "N114", "N121", "N127"))


def _several(names: Iterable[str]) -> str:
    shown = list(names)
    return "|".join(shown if len(shown) <= _MOST_SHOWN else [*shown[: _MOST_SHOWN - 1], "..."])


def _only_fix(near: Sequence[str], span: Span) -> Edit | None:
    """A misspelt name that can have meant one thing only is safe to mend."""
    return Edit(span, near[0]) if len(near) == 1 else None


def once(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What is wrong with one name is said once, at its first place, with a few of the further places beside it."""
    groups: dict[object, list[Diagnostic]] = {}
    for diagnostic in found:
        by_name = diagnostic.code in _OF_A_NAME
        key = (diagnostic.code, *diagnostic.facts.items()) if by_name else (diagnostic, *diagnostic.facts.items())
        groups.setdefault(key, []).append(diagnostic)
    return tuple(_with_places(first, others) for first, *others in groups.values())


def _with_places(first: Diagnostic, others: Sequence[Diagnostic]) -> Diagnostic:
    spans = dict.fromkeys(other.span for other in others if other.span != first.span)
    labels = tuple(Label(span, "also here") for span in list(spans)[:_MOST_PLACES])
    return evolve(first, related=(*first.related, *labels)) if labels else first


# ------------------------------------------------------------------------------------------------ names


def no_rulebook(files: Sequence[syntax.File]) -> Diagnostic:
    span = Span(files[0].source, 0, 0) if files else NOWHERE
    return Diagnostic("N101", span)


def unknown_name(name: str, near: Sequence[str], span: Span) -> Diagnostic:
    return Diagnostic("N102", span, {"name": name, "near": _several(near)}, fix=_only_fix(near, span))


def second_rulebook(name: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic("N103", span, {"name": name}, (Label(first, "the first one"),))


def duplicate_name(name: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic("N104", span, {"name": name}, (Label(first, "the first one"),))


def look_alike(name: str, other: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic("N105", span, {"name": name, "other": other}, (Label(first, "the first one"),))


def place_repeats_book(name: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic("N106", span, {"name": name}, (Label(first, "the first one"),))


def repeated_in_place(name: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic("N107", span, {"name": name}, (Label(first, "the first one"),))


def module_not_first(name: str, span: Span) -> Diagnostic:
    return Diagnostic("N108", span, {"name": name})


def not_used_module(name: str, module: str, here: str, span: Span) -> Diagnostic:
    return Diagnostic("N109", span, {"name": name, "module": module, "here": here})


def unknown_thing(kind: str, name: str, near: Sequence[str], span: Span) -> Diagnostic:
    facts = {"kind": kind, "name": name, "near": _several(near)}
    return Diagnostic("N110", span, facts, fix=_only_fix(near, span) if span.text == name else None)


def unknown_item(item: str, source: str, near: Sequence[str], span: Span) -> Diagnostic:
    return Diagnostic("N111", span, {"item": item, "source": source, "near": _several(near)})


def not_in_list(name: str, list_name: str, near: Sequence[str], values: Sequence[str], span: Span) -> Diagnostic:
    facts = {"name": name, "list": list_name, "near": _several(near or values)}
    return Diagnostic("N112", span, facts, fix=_only_fix(near, span))


def wrong_kind(name: str, kind: str, wanted: str, span: Span, declared: Span) -> Diagnostic:
    return Diagnostic("N113", span, {"name": name, "kind": kind, "wanted": wanted}, (Label(declared, "declared here"),))


def no_value(name: str, kind: str, span: Span, declared: Span) -> Diagnostic:
    return Diagnostic("N114", span, {"name": name, "kind": kind}, (Label(declared, "declared here"),))


def benefit_as_value(name: str, kind: str, span: Span) -> Diagnostic:
    return Diagnostic("N115", span, {"name": name, "kind": kind})


def entity_as_value(name: str, among: str, span: Span) -> Diagnostic:
    return Diagnostic("N116", span, {"name": name, "list": among})


def field_without_of(name: str, entity: str, span: Span) -> Diagnostic:
    return Diagnostic("N117", span, {"name": name, "entity": entity})


def list_value_alone(name: str, list_name: str, span: Span) -> Diagnostic:
    return Diagnostic("N118", span, {"name": name, "list": list_name})


def no_day_paid(span: Span) -> Diagnostic:
    return Diagnostic("N128", span)


def inside_benefit(name: str, benefit: str, span: Span) -> Diagnostic:
    return Diagnostic("N119", span, {"name": name, "benefit": benefit})


def variable_taken(name: str, span: Span) -> Diagnostic:
    return Diagnostic("N120", span, {"name": name})


def unknown_field(name: str, entity: str, near: Sequence[str], span: Span) -> Diagnostic:
    facts = {"name": name, "entity": entity, "near": _several(near)}
    return Diagnostic("N121", span, facts, fix=_only_fix(near, span))


def unknown_option(name: str, reading: str, near: Sequence[str], span: Span) -> Diagnostic:
    return Diagnostic("N122", span, {"name": name, "reading": reading, "near": _several(near)})


def missing_branch(reading: str, missing: Sequence[str], span: Span) -> Diagnostic:
    return Diagnostic("N123", span, {"reading": reading, "missing": _several(missing)})


def not_one_chosen(reading: str, chosen: Sequence[str], span: Span) -> Diagnostic:
    return Diagnostic("N124", span, {"reading": reading, "number": str(len(chosen))})


def unknown_clause(name: str, near: Sequence[str], span: Span) -> Diagnostic:
    return Diagnostic("N125", span, {"name": name, "near": _several(near)})


def unknown_class(name: str, near: Sequence[str], span: Span) -> Diagnostic:
    return Diagnostic("N126", span, {"name": name, "near": _several(near)})


def unknown_payee(name: str, near: Sequence[str], span: Span) -> Diagnostic:
    return Diagnostic("N127", span, {"name": name, "near": _several(near)}, fix=_only_fix(near, span))


def missing_title(kind: str, name: str, languages: Sequence[str], span: Span) -> Diagnostic:
    facts = {"kind": kind, "name": name, "languages": ", ".join(languages)}
    return Diagnostic("N201", span, facts, severity=Severity.WARNING)


def line_missing(line: str, name: str, span: Span) -> Diagnostic:
    return Diagnostic("N301", span, {"line": line, "name": name})


def line_twice(line: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic("N302", span, {"line": line}, (Label(first, "the first one"),))


def lines_exclude(line: str, other: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic("N303", span, {"line": line, "other": other}, (Label(first, "the first one"),))


def wrong_verb(kind: str, found: str, wanted: str, span: Span) -> Diagnostic:
    return Diagnostic("N304", span, {"kind": kind, "found": found, "wanted": wanted})


def fact_by_somebody(name: str, span: Span) -> Diagnostic:
    return Diagnostic("N305", span, {"name": name})


def found_by_nobody(name: str, kind: str, span: Span) -> Diagnostic:
    return Diagnostic("N306", span, {"name": name, "kind": kind})


def presumed_fact(name: str, kind: str, span: Span) -> Diagnostic:
    return Diagnostic("N307", span, {"name": name, "kind": kind})


def tier_out_of_order(wanted: str, found: str, span: Span) -> Diagnostic:
    return Diagnostic("N308", span, {"wanted": wanted, "found": found})


# ------------------------------------------------------------------------------------------------ types


def wrong_type(wanted: str, found: str, span: Span) -> Diagnostic:
    return Diagnostic("T101", span, {"wanted": wanted, "found": found})


def condition_wanted(found: str, span: Span) -> Diagnostic:
    return Diagnostic("T102", span, {"found": found})


def value_wanted(wanted: str, span: Span) -> Diagnostic:
    return Diagnostic("T103", span, {"wanted": wanted})


def wrong_word(word: str, type: str, better: str, span: Span) -> Diagnostic:
    return Diagnostic("T104", span, {"word": word, "type": type, "better": better})


def not_comparable(left: str, right: str, better: str, span: Span) -> Diagnostic:
    return Diagnostic("T105", span, {"left": left, "right": right, "better": better})


def birth_date_plus(born: str, length: str, span: Span) -> Diagnostic:
    return Diagnostic("T106", span, {"better": f"date when {born} reaches {length}"})


def birth_date_only_for_ages(span: Span) -> Diagnostic:
    return Diagnostic("T107", span)


def misfit(word: str, found: Sequence[str], better: str, span: Span) -> Diagnostic:
    return Diagnostic("T108", span, {"word": word, "found": ", ".join(f"`{each}`" for each in found), "better": better})


def may_be_never(wanted: str, found: str, span: Span) -> Diagnostic:
    return Diagnostic("T109", span, {"wanted": wanted, "found": found})


def asked_with_of(name: str, kind: str, asked: str, span: Span) -> Diagnostic:
    return Diagnostic("T110", span, {"name": name, "kind": kind, "better": f"{name} of {asked}"})


def wrong_number_of_arguments(name: str, wanted: int, found: int, asked: str, span: Span) -> Diagnostic:
    better = f"{name} of {asked}" if asked else name
    return Diagnostic("T111", span, {"name": name, "wanted": str(wanted), "found": str(found), "better": better})


def of_does_not_fit(left: str, right: str, span: Span) -> Diagnostic:
    return Diagnostic("T112", span, {"left": left, "right": right})


def not_a_member(field: str, entity: str, among: str, found: str, span: Span) -> Diagnostic:
    return Diagnostic("T113", span, {"field": field, "entity": entity, "list": among, "found": found})


def not_a_list(word: str, found: str, span: Span) -> Diagnostic:
    return Diagnostic("T114", span, {"word": word, "found": found})


def wrong_end_word(word: str, found: str, wanted: str, span: Span) -> Diagnostic:
    return Diagnostic("T115", span, {"word": word, "found": found, "wanted": wanted})


def benefit_of_members(name: str, span: Span) -> Diagnostic:
    return Diagnostic("T116", span, {"name": name})


def not_a_rate(type: str, per: str, span: Span) -> Diagnostic:
    return Diagnostic("T117", span, {"type": type, "per": per})


def not_never(type: str, span: Span) -> Diagnostic:
    return Diagnostic("T118", span, {"type": type})


def list_as_type(name: str, span: Span) -> Diagnostic:
    return Diagnostic("T119", span, {"name": name})


def entity_needs_list(name: str, span: Span) -> Diagnostic:
    return Diagnostic("T120", span, {"name": name})


def not_payable_type(type: str, span: Span) -> Diagnostic:
    return Diagnostic("T121", span, {"type": type})


def no_such_figure(type: str, span: Span) -> Diagnostic:
    return Diagnostic("T122", span, {"type": type})


def figure_not_plain(span: Span) -> Diagnostic:
    return Diagnostic("T123", span)


def limit_not_plain(span: Span) -> Diagnostic:
    return Diagnostic("T124", span)


def rounding_unit_not_plain(span: Span) -> Diagnostic:
    return Diagnostic("T125", span)


def wrong_number_of_cells(wanted: int, found: int, span: Span) -> Diagnostic:
    return Diagnostic("T201", span, {"wanted": str(wanted), "found": str(found)})


def head_without_is(span: Span) -> Diagnostic:
    return Diagnostic("T202", span)


def head_not_plain(span: Span) -> Diagnostic:
    return Diagnostic("T203", span)


def result_not_plain(span: Span) -> Diagnostic:
    return Diagnostic("T204", span)


def is_in_row(span: Span) -> Diagnostic:
    return Diagnostic("T205", span)


def otherwise_with_tests(span: Span) -> Diagnostic:
    return Diagnostic("T206", span)


def table_without_rows(span: Span) -> Diagnostic:
    return Diagnostic("T207", span)


# ------------------------------------------------------------------------------------------------ units


def wrong_unit(wanted: str, found: str, better: str, span: Span) -> Diagnostic:
    return Diagnostic("U101", span, {"wanted": wanted, "found": found, "better": better})


def units_do_not_add(word: str, left: str, right: str, better: str, span: Span) -> Diagnostic:
    return Diagnostic("U102", span, {"word": word, "left": left, "right": right, "better": better})


def units_do_not_multiply(word: str, left: str, right: str, span: Span) -> Diagnostic:
    return Diagnostic("U103", span, {"word": word, "left": left, "right": right})


def units_do_not_compare(left: str, right: str, better: str, span: Span) -> Diagnostic:
    return Diagnostic("U104", span, {"left": left, "right": right, "better": better})


def no_common_measure(left: str, right: str, span: Span) -> Diagnostic:
    return Diagnostic("U110", span, {"left": left, "right": right})


def rate_for_length(left: str, right: str, span: Span) -> Diagnostic:
    return Diagnostic("U105", span, {"left": left, "right": right})


def wrong_rounding_unit(wanted: str, found: str, span: Span) -> Diagnostic:
    return Diagnostic("U106", span, {"wanted": wanted, "found": found})


def wrong_symbol(found: str, wanted: str, span: Span) -> Diagnostic:
    return Diagnostic("U107", span, {"found": found, "wanted": wanted})


def finer_than_money(text: str, smallest: str, span: Span) -> Diagnostic:
    return Diagnostic("U108", span, {"text": text, "smallest": smallest})


def divided_by_zero(span: Span) -> Diagnostic:
    return Diagnostic("U109", span)


def no_range(name: str, type: str, span: Span) -> Diagnostic:
    return Diagnostic("U201", span, {"name": name, "type": type})


def no_step(name: str, span: Span) -> Diagnostic:
    return Diagnostic("U202", span, {"name": name})


def low_above_high(low: str, high: str, span: Span) -> Diagnostic:
    return Diagnostic("U203", span, {"low": low, "high": high})


def step_does_not_divide(low: str, high: str, step: str, span: Span) -> Diagnostic:
    return Diagnostic("U204", span, {"low": low, "high": high, "step": step})


def no_range_here(type: str, span: Span) -> Diagnostic:
    return Diagnostic("U205", span, {"type": type})


def no_length(name: str, span: Span) -> Diagnostic:
    return Diagnostic("U206", span, {"name": name})


def out_of_range(value: str, name: str, span: Span) -> Diagnostic:
    return Diagnostic("U207", span, {"value": value, "name": name})


def parts_exceed_whole(total: str, span: Span) -> Diagnostic:
    return Diagnostic("U301", span, {"total": total})


# ------------------------------------------------------------------------------------------------ dates, versions, keys


def versions_overlap(day: str, before: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic("D101", span, {"day": day, "before": before}, (Label(first, "the other version"),))


def end_before_start(start: str, end: str, span: Span) -> Diagnostic:
    return Diagnostic("D102", span, {"start": start, "end": end})


def undated(name: str, span: Span) -> Diagnostic:
    return Diagnostic("D103", span, {"name": name})


def dated_beside_undated(name: str, span: Span, dated: Span) -> Diagnostic:
    return Diagnostic("D104", span, {"name": name}, (Label(dated, "the other version"),))


def key_missing(missing: Sequence[str], span: Span) -> Diagnostic:
    return Diagnostic("D201", span, {"missing": _several(missing)})


def key_twice(key: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic("D202", span, {"key": key}, (Label(first, "the first one"),))


def wrong_keys(lists: Sequence[str], span: Span) -> Diagnostic:
    return Diagnostic("D203", span, {"lists": ", ".join(lists)})


def keys_wanted(name: str, span: Span) -> Diagnostic:
    return Diagnostic("D204", span, {"name": name})


def no_keys_wanted(name: str, span: Span) -> Diagnostic:
    return Diagnostic("D205", span, {"name": name})


def band_wanted(type: str, span: Span) -> Diagnostic:
    return Diagnostic("D206", span, {"type": type})


def band_beside_keys(name: str, span: Span) -> Diagnostic:
    return Diagnostic("D207", span, {"name": name})


def bands_out_of_order(edge: str, span: Span, before: Span) -> Diagnostic:
    return Diagnostic("D208", span, {"edge": edge}, (Label(before, "the band before"),))


def bands_overlap(edge: str, value: str, span: Span, before: Span) -> Diagnostic:
    """`value` is one that both bands take."""
    return Diagnostic("D211", span, {"edge": edge, "value": value}, (Label(before, "the band before"),))


def no_bands_of(type: str, span: Span) -> Diagnostic:
    return Diagnostic("D212", span, {"type": type})


def rate_does_not_fit(rate: str, base: str, result: str, span: Span) -> Diagnostic:
    return Diagnostic("D209", span, {"rate": rate, "base": base, "result": result})


def versions_hole(first: str, last: str, span: Span, before: Span) -> Diagnostic:
    labels = (Label(before, "the other version"),)
    return Diagnostic("D105", span, {"first": first, "last": last}, labels, severity=Severity.WARNING)


def scale_starts_late(start: str, span: Span) -> Diagnostic:
    return Diagnostic("D210", span, {"start": start}, severity=Severity.WARNING)


# ------------------------------------------------------------------------------------------------ extending


def book_not_there(book: str, folder: str, span: Span) -> Diagnostic:
    """The files of the book that is extended have not been read."""
    return Diagnostic("E101", span, {"book": book, "folder": folder})


def another_book(wanted: str, found: str, span: Span, other: Span) -> Diagnostic:
    return Diagnostic("E103", span, {"wanted": wanted, "found": found}, (Label(other, "the book there"),))


def convention_missing(line: str, span: Span) -> Diagnostic:
    return Diagnostic("D213", span, {"line": line, "used": span.text})


def moment_outside(span: Span) -> Diagnostic:
    return Diagnostic("D214", span, {"moment": span.text})


def taken_over(line: str, span: Span) -> Diagnostic:
    return Diagnostic("E104", span, {"line": line})


def fills_own_gap(gap: str, span: Span, declared: Span) -> Diagnostic:
    return Diagnostic("E105", span, {"gap": gap}, (Label(declared, "the gap"),))


def cannot_fill(name: str, gap: str, span: Span) -> Diagnostic:
    return Diagnostic("E106", span, {"name": name, "gap": gap})


def filled_twice(gap: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic("E107", span, {"gap": gap}, (Label(first, "the first one"),))


def filling_does_not_fit(name: str, gap: str, type: str, wanted: str, span: Span, declared: Span) -> Diagnostic:
    facts = {"name": name, "gap": gap, "type": type, "wanted": wanted}
    return Diagnostic("E108", span, facts, (Label(declared, "the gap"),))


def further_of_own(name: str, span: Span, declared: Span) -> Diagnostic:
    return Diagnostic("E109", span, {"name": name}, (Label(declared, "declared here"),))


def other_kind_of_version(name: str, kind: str, span: Span, declared: Span) -> Diagnostic:
    return Diagnostic("E110", span, {"name": name, "kind": kind}, (Label(declared, "declared here"),))


def further_without_right(span: Span) -> Diagnostic:
    return Diagnostic("E111", span)
