"""The builder's methods for the officers' cases.

Invariant: as in build.py; a method here makes one node of declarations.py, or one line of a case, which `case` puts
together: a case has at most one line of each kind, but for its readings.
"""

from typing import Any

from attrs import frozen

from policy_engine.source.text import Span
from policy_engine.syntax import declarations, errors, tree
from policy_engine.syntax.building.build import Build, Parts
from policy_engine.syntax.reading.scan import Word


@frozen
class _CaseLine:
    """One line of a case that is no node of its own."""

    word: str
    values: tuple[Any, ...]
    span: Span


class BuildCases(Build):
    """Cases: what is asked, what is given, what is expected."""

    def case(self, parts: Parts) -> declarations.Case:
        _case, name, _like, like, _indent, *lines, _dedent = parts
        title = tree.Words()
        readings: list[tuple[tree.Name, tree.Name]] = []
        found: dict[str, tuple[Any, ...]] = {}
        for line in lines:
            word = "title" if isinstance(line, tree.Title) else line.word
            if word == "read":
                readings.append(line.values)
            elif word in found:
                self.problems.append(errors.case_line_twice(word, line.span))
            elif isinstance(line, tree.Title):
                title, found["title"] = line.words, ()
            else:
                found[word] = line.values
        question, member = found.get("for", (None, None))
        outcome, expected = found.get("expect", ("", ()))
        return declarations.Case(
            self.a_name(name),
            self.a_name(like) if like else None,
            title,
            question,
            member,
            found.get("on", (None,))[0],
            found.get("origin", (None,))[0],
            tuple(readings),
            found.get("given", ((),))[0],
            outcome,
            expected,
            **self.line(parts),
        )

    def case_line(self, parts: Parts, *values: object) -> _CaseLine:
        return _CaseLine(parts[0].text, values, Span(self.source, parts[0].start, parts[-1].end))

    def case_for(self, parts: Parts) -> _CaseLine:
        _for, question, _of, member, _end = parts
        return self.case_line(parts, self.a_name(question), self.a_name(member) if member else None)

    def case_on(self, parts: Parts) -> _CaseLine:
        return self.case_line(parts, self.a_date(parts[1]))

    def case_origin(self, parts: Parts) -> _CaseLine:
        origin: Word = parts[1]
        if origin.type == "STRING":
            return self.case_line(parts, (origin.text[1:-1], tree.NO_AUTHORITY))
        return self.case_line(parts, ("", self.authority([origin])))

    def case_reading(self, parts: Parts) -> _CaseLine:
        return self.case_line(parts, self.a_name(parts[1]), self.a_name(parts[3]))

    def case_given(self, parts: Parts) -> _CaseLine:
        return self.case_line(parts, tuple(parts[2:-1]))

    def case_expect(self, parts: Parts) -> _CaseLine:
        _expect, outcome, _begin, *entries = parts
        return self.case_line(parts, outcome.text, tuple(entries[:-1]))

    # -------------------------------------------------------------------------------------------- given

    def given(self, parts: Parts) -> declarations.Given:
        name, _is, *values, _by, by, _on, on, _end = parts
        finder = self.a_name(by) if by else None
        day = self.a_date(on) if on else None
        return declarations.Given(self.a_name(name), tuple(values[::2]), False, finder, day, **self.line(parts))

    def given_missing(self, parts: Parts) -> declarations.Given:
        return declarations.Given(self.a_name(parts[0]), (), True, **self.line(parts))

    def given_nothing(self, parts: Parts) -> declarations.GivenList:
        return declarations.GivenList(self.a_name(parts[0]), (), **self.line(parts))

    def given_partial(self, parts: Parts) -> declarations.GivenList:
        return declarations.GivenList(self.a_name(parts[0]), (), True, **self.line(parts))

    def given_list(self, parts: Parts) -> declarations.GivenList:
        name, partial, _indent, *elements, _dedent = parts
        return declarations.GivenList(self.a_name(name), tuple(elements), partial is not None, **self.line(parts))

    def element(self, parts: Parts) -> declarations.GivenElement:
        name, _begin, *given = parts
        return declarations.GivenElement(self.a_name(name), tuple(given[:-1]), **self.line(parts))

    def stretch(self, parts: Parts) -> declarations.Span2:
        return declarations.Span2(parts[0], parts[2], span=self.span(parts))

    # -------------------------------------------------------------------------------------------- expected

    def expect_limb(self, parts: Parts) -> declarations.Expected:
        path, _is, value, _end = parts
        label = path.text.split()[1]
        return declarations.Expected("limb", label, **self.expected(value), **self.line(parts))

    def expect_amount(self, parts: Parts) -> declarations.Expected:
        name, _of, member, _is, value, _end = parts
        whose = member.text if member else ""
        return declarations.Expected("amount", name.text, whose, **self.expected(value), **self.line(parts))

    def expect_not_payable(self, parts: Parts) -> declarations.Expected:
        name, _of, member, _is_not, _payable, _end = parts
        whose = member.text if member else ""
        return declarations.Expected("amount", name.text, whose, status="not payable", **self.line(parts))

    def expect_value(self, parts: Parts) -> declarations.Expected:
        return declarations.Expected("value", **self.expected(parts[1]), **self.line(parts))

    def expect_date(self, parts: Parts) -> declarations.Expected:
        name, _of, member, word, value, _end = parts
        whose = member.text if member else ""
        return declarations.Expected(word.text, name.text, whose, value=value, **self.line(parts))

    def expect_payee(self, parts: Parts) -> declarations.Expected:
        name, negated, _paid_to, payee, _end = parts
        names = (self.a_name(payee),)
        return declarations.Expected("paid to", name.text, names=names, holds=negated is None, **self.line(parts))

    def expect_things(self, parts: Parts) -> declarations.Expected:
        negated, word, names, _end = parts
        written = parts if negated is not None else parts[1:]
        return declarations.Expected(word.text, names=names.items, holds=negated is None, **self.line(written))

    def expect_missing(self, parts: Parts) -> declarations.Expected:
        return declarations.Expected("missing", names=parts[1].items, **self.line(parts))

    def expect_open(self, parts: Parts) -> declarations.Expected:
        return declarations.Expected("open", names=parts[1].items, **self.line(parts))

    def expect_code(self, parts: Parts) -> declarations.Expected:
        code, fact, _end = parts
        about = fact.text[1:-1] if fact else ""
        return declarations.Expected("code", code.text.split()[1], fact=about, **self.line(parts))

    def expected(self, value: object) -> dict[str, Any]:
        """A value, or a word such as `referred` that says why there is none."""
        return {"status": value.text} if isinstance(value, Word) else {"value": value}
