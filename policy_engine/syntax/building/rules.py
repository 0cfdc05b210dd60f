"""The builder's methods for facts, parameters, scales, rules and what a rule means.

Invariant: as in build.py; a method here makes exactly one node of tree.py or declarations.py.
"""

from typing import Any

from policy_engine.source.text import Span
from policy_engine.syntax import declarations, tree
from policy_engine.syntax.building.build import Build, Parts, Several
from policy_engine.syntax.reading.scan import Word


class BuildRules(Build):
    """Facts, figures with dates, and rules."""

    def fact(self, parts: Parts) -> declarations.Fact:
        kind, name, _by, by, _colon, type, authority, _begin, *entries = parts
        finders = by.items if by else ()
        name = self.a_name(name)
        return declarations.Fact(kind.text, name, finders, type, tuple(entries[:-1]), authority, **self.line(parts))

    def ask_when(self, parts: Parts) -> declarations.AskWhen:
        return declarations.AskWhen(parts[1], **self.condition_line(parts))

    def presumed(self, parts: Parts) -> declarations.Presumed:
        return declarations.Presumed(parts[1], parts[2], **self.line(parts))

    def applies(self, parts: Parts) -> declarations.Applies:
        return declarations.Applies(self.authority([parts[1]]), **self.line(parts))

    def condition_line(self, parts: Parts) -> dict[str, Any]:
        """The place and the comments of a line that ends with a condition."""
        comments, remark = self.comments.of(parts[0].start)
        span = Span(self.source, parts[0].start, parts[-1].span.end)
        return {"span": span, "comments": comments, "remark": remark}

    # -------------------------------------------------------------------------------------------- types of facts

    def type(self, parts: Parts) -> tree.FactType:
        item, limits = parts
        if limits is None:
            return tree.FactType(item, span=item.span)
        return tree.FactType(item, limits, span=self.span(parts))

    def set_type(self, parts: Parts) -> tree.FactType:
        item, _comma, length = parts
        return tree.FactType(item, length=length.items, span=self.span(parts))

    def list_type(self, parts: Parts) -> tree.FactType:
        ordered, _list_of, item, _comma, length, _other, _each, limits = parts
        written = [part for part in parts if part is not None]
        return tree.FactType(
            item, limits or tree.Limits(), True, ordered is not None, length and length.items, span=self.span(written)
        )

    def length(self, parts: Parts) -> Several:
        return Several((int(parts[0].text.replace(",", "")), int(parts[2].text.replace(",", ""))), self.span(parts))

    def limits(self, parts: Parts) -> tree.Limits:
        low, high, step = (part and part.items[0] for part in parts)
        return tree.Limits(low, high, step, span=self.span([part for part in parts if part is not None]))

    def only_steps(self, parts: Parts) -> tree.Limits:
        return tree.Limits(step=parts[0].items[0], span=self.span(parts))

    def from_limit(self, parts: Parts) -> Several:
        return Several((parts[1],), self.span(parts))

    to_limit = from_limit
    step_limit = from_limit

    # -------------------------------------------------------------------------------------------- parameters and scales

    def parameter(self, parts: Parts) -> declarations.Parameter:
        _parameter, name, _by, keys, _colon, type, authority, _indent, *entries, _dedent = parts
        key_words = keys.items if keys else ()
        name = self.a_name(name)
        return declarations.Parameter(name, key_words, type, tuple(entries), authority, **self.line(parts))

    def keys(self, parts: Parts) -> Several:
        return Several(tuple(parts[::2]), self.span(parts))

    def key_list(self, parts: Parts) -> declarations.KeyWords:
        return declarations.KeyWords(self.a_name(parts[0]), None, span=self.span(parts))

    def key_band(self, parts: Parts) -> declarations.KeyWords:
        return declarations.KeyWords(None, parts[1], span=self.span(parts))

    def version_value(self, parts: Parts) -> declarations.Version:
        period, _is, amount, _end = parts
        return declarations.Version(period, amount, **self.line(parts))

    def version_values(self, parts: Parts) -> declarations.Version:
        period, authority, _indent, *values, _dedent = parts
        return declarations.Version(period, None, tuple(values), authority, **self.line(parts))

    def undated_value(self, parts: Parts) -> declarations.Version:
        return declarations.Version(None, parts[1], **self.line(parts))

    def undated_values(self, parts: Parts) -> declarations.Version:
        _is, authority, _indent, *values, _dedent = parts
        return declarations.Version(None, None, tuple(values), authority, **self.line(parts))

    def value_of_key(self, parts: Parts) -> declarations.KeyedValue:
        names, _colon, amount, _end = parts
        return declarations.KeyedValue(names.items, None, amount, **self.line(parts))

    def value_of_band(self, parts: Parts) -> declarations.KeyedValue:
        edge, _colon, amount, _end = parts
        return declarations.KeyedValue((), edge, amount, **self.line(parts))

    def fills(self, parts: Parts) -> declarations.Fills:
        return declarations.Fills(self.a_name(parts[1]), **self.line(parts))

    def edge(self, parts: Parts) -> tree.Edge:
        return tree.Edge(parts[0].text, parts[1], span=self.span(parts))

    def scale(self, parts: Parts) -> declarations.Scale:
        _scale, name, _colon, result, _on, figure, authority, _indent, *entries, _dedent = parts
        name = self.a_name(name)
        return declarations.Scale(name, result, figure, tuple(entries), authority, **self.line(parts))

    def scale_version(self, parts: Parts) -> declarations.ScaleVersion:
        period, authority, _indent, *slices, _dedent = parts
        return declarations.ScaleVersion(period, tuple(slices), authority, **self.line(parts))

    def slice(self, parts: Parts) -> declarations.Slice:
        rate, _from, start, authority, _end = parts
        return declarations.Slice(rate, start, authority, **self.line(parts))

    def further_versions(self, parts: Parts) -> declarations.FurtherVersions:
        _further, name, authority, _indent, *entries, _dedent = parts
        return declarations.FurtherVersions(self.a_name(name), tuple(entries), authority, **self.line(parts))

    # -------------------------------------------------------------------------------------------- rules

    def rule(self, parts: Parts) -> declarations.Rule:
        _rule, name, _of, arguments, _colon, type, authority, _indent, *entries, _dedent = parts
        given = arguments.items if arguments else ()
        name = self.a_name(name)
        return declarations.Rule(name, given, type, tuple(entries), authority, **self.line(parts))

    def argument_entity(self, parts: Parts) -> Several:
        """An argument that is named like its entity."""
        word: Word = parts[0]
        span = self.span(parts)
        return Several(
            (declarations.Argument(self.a_name(word), tree.TypeWords(word.text, span=span), span=span),), span
        )

    def arguments(self, parts: Parts) -> Several:
        return Several(tuple(parts[1::2]), self.span(parts))

    def argument(self, parts: Parts) -> declarations.Argument:
        return declarations.Argument(self.a_name(parts[0]), parts[2], span=self.span(parts))

    def dated_meaning(self, parts: Parts) -> declarations.DatedMeaning:
        """Where every line of the meaning was wrong, it stands as rows without a row."""
        period, authority, _indent, meaning, _dedent = parts
        return declarations.DatedMeaning(period, meaning or tree.Rows(()), authority, **self.line(parts))

    def dated_amount(self, parts: Parts) -> declarations.DatedMeaning:
        period, is_word, amount, end = parts
        meaning = tree.Is(amount, span=Span(self.source, is_word.start, end.end))
        return declarations.DatedMeaning(period, meaning, **self.line(parts))

    # -------------------------------------------------------------------------------------------- meanings

    def is_amount(self, parts: Parts) -> tree.Is:
        return tree.Is(parts[1], **self.line(parts))

    def rows(self, parts: Parts) -> tree.Rows:
        return tree.Rows(tuple(parts[2:-1]), **self.line(parts))

    def row_when(self, parts: Parts) -> tree.Row:
        amount, _when, condition, authority, _end = parts
        return tree.Row(amount, condition, authority, **self.line(parts))

    def row_otherwise(self, parts: Parts) -> tree.Row:
        _otherwise, amount, authority, _end = parts
        return tree.Row(amount, None, authority, **self.line(parts))

    def row_below(self, parts: Parts) -> tree.Row:
        _when, condition, authority, _indent, meaning, _dedent = parts
        return tree.Row(meaning or tree.Rows(()), condition, authority, **self.line(parts))

    def row_below_otherwise(self, parts: Parts) -> tree.Row:
        _otherwise, authority, _indent, meaning, _dedent = parts
        return tree.Row(meaning or tree.Rows(()), None, authority, **self.line(parts))

    def table(self, parts: Parts) -> tree.Table:
        _table, authority, _indent, *rows, _dedent = parts
        return tree.Table(tuple(rows), authority, **self.line(parts))

    def table_row(self, parts: Parts) -> tree.TableRow:
        return tree.TableRow(tuple(parts[1:-2:2]), parts[-2], **self.line(parts))

    def tests_cell(self, parts: Parts) -> tree.TestsCell:
        return tree.TestsCell(tuple(parts[::2]), span=self.span(parts))

    def any_cell(self, parts: Parts) -> tree.AnyCell:
        return tree.AnyCell(span=self.span(parts))

    def is_cell(self, parts: Parts) -> tree.IsCell:
        return tree.IsCell(span=self.span(parts))

    def otherwise_cell(self, parts: Parts) -> tree.OtherwiseCell:
        return tree.OtherwiseCell(span=self.span(parts))

    def compare_cell(self, parts: Parts) -> tree.CompareCell:
        return tree.CompareCell(parts[0].text, parts[1], span=self.span(parts))

    def range_cell(self, parts: Parts) -> tree.RangeCell:
        return tree.RangeCell(parts[1], parts[3], span=self.span(parts))

    def up_to_cell(self, parts: Parts) -> tree.RangeCell:
        return tree.RangeCell(None, parts[1], span=self.span(parts))

    def bands(self, parts: Parts) -> tree.Bands:
        _by, subject, authority, _indent, *bands, _dedent = parts
        return tree.Bands(subject, tuple(bands), authority, **self.line(parts))

    def band(self, parts: Parts) -> tree.Band:
        edge, _colon, amount, authority, _end = parts
        return tree.Band(edge, amount, authority, **self.line(parts))

    def band_otherwise(self, parts: Parts) -> tree.Band:
        _otherwise, _colon, amount, authority, _end = parts
        return tree.Band(None, amount, authority, **self.line(parts))

    def clauses(self, parts: Parts) -> tree.Clauses:
        _clauses, authority, _indent, *clauses, _dedent = parts
        return tree.Clauses(tuple(clauses), authority, **self.line(parts))

    def clause(self, parts: Parts) -> tree.Clause:
        name, words, _overrides, overridden, _within, within, _colon, amount, _when, condition, authority, _end = parts
        return tree.Clause(
            self.a_name(name),
            overridden.items if overridden else (),
            within.items if within else (),
            amount,
            condition,
            authority,
            self.words_or_none(words),
            **self.line(parts),
        )
