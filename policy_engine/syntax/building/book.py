"""The builder's methods for the book, its sources, its lists and its open points.

Invariant: as in build.py; a method here makes exactly one node of declarations.py.
"""

from attrs import evolve

from policy_engine.syntax import declarations, errors, tree
from policy_engine.syntax.building.build import Build, Parts, Several
from policy_engine.syntax.building.citations import read_confidence, read_item
from policy_engine.syntax.building.expressions import exact
from policy_engine.syntax.reading.scan import Word

_LONGEST_LANGUAGE = 3
"""Letters of a language's code (ISO 639)."""

_WIDEST_OFFSET = 14
"""Hours that a clock anywhere is before or behind that of Greenwich."""


class BuildBook(Build):
    """Everything but facts, rules, benefits and cases."""

    def rulebook(self, parts: Parts) -> declarations.RuleBook:
        _rulebook, name, _indent, *entries, _dedent = parts
        return declarations.RuleBook(self.a_name(name), tuple(entries), **self.line(parts))

    def book_extends(self, parts: Parts) -> declarations.BookExtends:
        _extends, name, _in, folder, _end = parts
        return declarations.BookExtends(self.a_name(name), folder.text[1:-1], **self.line(parts))

    def book_money(self, parts: Parts) -> declarations.BookMoney:
        _money, code, _written, symbol, _to, unit, name, _end = parts
        smallest = exact(unit.text)
        digits = next((count for count in range(7) if smallest * 10**count == 1), None)
        if digits is None:
            self.problems.append(errors.bad_smallest_unit(unit.text, self.span_of(unit)))
        return declarations.BookMoney(code.text, symbol.text, name.text, digits or 0, **self.line(parts))

    def book_leap(self, parts: Parts) -> declarations.BookLeap:
        return declarations.BookLeap(parts[1].text, parts[2], **self.line(parts))

    def book_month_end(self, parts: Parts) -> declarations.BookMonthEnd:
        return declarations.BookMonthEnd(parts[1].text, parts[2], **self.line(parts))

    def book_moments(self, parts: Parts) -> declarations.BookMoments:
        _moments_at, offset, by_right, _end = parts
        hours, minutes = int(offset.text[1:3]), int(offset.text[4:])
        if hours > _WIDEST_OFFSET or minutes >= 60:
            self.problems.append(errors.impossible_offset(offset.text, self.span_of(offset)))
        east = -1 if offset.text[0] == "-" else 1
        return declarations.BookMoments(east * (60 * hours + minutes), by_right, **self.line(parts))

    def book_part_of_month(self, parts: Parts) -> declarations.BookPartOfMonth:
        _part, by, _rounded, rounding, by_right, _end = parts
        return declarations.BookPartOfMonth(by.text, rounding.text, by_right, **self.line(parts))

    def module(self, parts: Parts) -> declarations.Module:
        _module, name, _begin, *entries = parts
        return declarations.Module(self.a_name(name), tuple(entries[:-1]), **self.line(parts))

    def module_uses(self, parts: Parts) -> declarations.ModuleUses:
        return declarations.ModuleUses(parts[1].items, **self.line(parts))

    # -------------------------------------------------------------------------------------------- sources

    def source_document(self, parts: Parts) -> declarations.SourceDocument:
        _source, name, title, _in, language, _comma, attests, _also, confidence, _begin, *entries = parts
        return declarations.SourceDocument(
            self.a_name(name),
            title.text[1:-1],
            self.a_language(language) if language else "",
            attests and attests.items,
            tuple(entries[:-1]),
            read_confidence(confidence.text, self.span_of(confidence), self.problems) if confidence else "",
            **self.line(parts),
        )

    def a_language(self, word: Word) -> str:
        """The two or three letters of a language, as in `de`."""
        if len(word.text) > _LONGEST_LANGUAGE:
            self.problems.append(errors.unknown_language(word.text, self.span_of(word)))
        return word.text

    def attests(self, parts: Parts) -> Several:
        return Several((self.a_date(parts[1]), self.a_date(parts[3])), self.span(parts))

    def item(self, parts: Parts) -> declarations.Item:
        comments, remark = self.comments.of(parts[0].start)
        return evolve(read_item(parts[0], self.source, self.problems), comments=comments, remark=remark)

    # -------------------------------------------------------------------------------------------- who, and what kinds

    def body(self, parts: Parts) -> declarations.Body:
        _body, name, _begin, *entries = parts
        return declarations.Body(self.a_name(name), tuple(entries[:-1]), **self.line(parts))

    def unit(self, parts: Parts) -> declarations.Unit:
        _unit, name, _begin, *entries = parts
        return declarations.Unit(self.a_name(name), tuple(entries[:-1]), **self.line(parts))

    def plural(self, parts: Parts) -> declarations.Plural:
        return declarations.Plural(parts[1], **self.line(parts))

    def list_of_values(self, parts: Parts) -> declarations.ListOfValues:
        _list, name, _indent, *entries, _dedent = parts
        return declarations.ListOfValues(self.a_name(name), tuple(entries), **self.line(parts))

    def list_value(self, parts: Parts) -> declarations.ListValue:
        name, words, authority, _end = parts
        return declarations.ListValue(self.a_name(name), self.words_or_none(words), authority, **self.line(parts))

    def list_group(self, parts: Parts) -> declarations.ListGroup:
        _group, name, _colon, members, authority, _end = parts
        return declarations.ListGroup(self.a_name(name), members.items, authority, **self.line(parts))

    def entity(self, parts: Parts) -> declarations.Entity:
        _entity, name, _indent, *entries, _dedent = parts
        return declarations.Entity(self.a_name(name), tuple(entries), **self.line(parts))

    # -------------------------------------------------------------------------------------------- open points

    def always(self, parts: Parts) -> declarations.Always:
        _always, name, authority, _indent, *entries, _dedent = parts
        return declarations.Always(self.a_name(name), tuple(entries), authority, **self.line(parts))

    def assumption(self, parts: Parts) -> declarations.Assumption:
        _assumption, name, authority, _indent, *entries, _dedent = parts
        return declarations.Assumption(self.a_name(name), tuple(entries), authority, **self.line(parts))

    def gap(self, parts: Parts) -> declarations.Gap:
        _gap, name, _colon, type, limits, authority, _indent, *entries, _dedent = parts
        return declarations.Gap(self.a_name(name), type, tuple(entries), authority, limits, **self.line(parts))

    def discretion(self, parts: Parts) -> declarations.Discretion:
        _discretion, name, _of_office, office, authority, _indent, *entries, _dedent = parts
        return declarations.Discretion(
            self.a_name(name), self.a_name(office), tuple(entries), authority, **self.line(parts)
        )

    def reading(self, parts: Parts) -> declarations.Reading:
        _reading, name, authority, _indent, *entries, _dedent = parts
        return declarations.Reading(self.a_name(name), tuple(entries), authority, **self.line(parts))

    def option(self, parts: Parts) -> declarations.Option:
        name, words, chosen, because, authority, _end = parts
        return declarations.Option(
            self.a_name(name),
            self.words_or_none(words),
            because if chosen else None,
            authority,
            **self.line(parts),
        )

    def english_reason(self, parts: Parts) -> tree.Words:
        return tree.Words(parts[0].text[1:-1], span=self.span(parts))
