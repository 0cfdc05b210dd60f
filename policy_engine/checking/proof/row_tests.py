"""The tests of rows read as formulas over axes: comparisons, membership, yes and no, also through rules.

Invariant: a formula says of known facts what the condition says; what cannot be taken apart is an axis by itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from itertools import islice

from attrs import define, evolve, field

from policy_engine.checking.proof.axes import Axis, Domain, among, compares, never
from policy_engine.checking.proof.formula import NO, YES, And, Constant, Formula, Not, Or
from policy_engine.checking.proof.questions import TURNED, Questions
from policy_engine.checking.proof.terms import calendar_domain, is_plain, may_be_never, place_of
from policy_engine.checking.scales.linear import Sum, linear
from policy_engine.checking.scales.sizes import field_of
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import YES_NO, MomentType, MonthType, OneOf, Quantity, TextType
from policy_engine.model.walk import within
from policy_engine.values.truth import NO as CERTAIN_NO
from policy_engine.values.truth import YES as CERTAIN_YES
from policy_engine.values.value import Exact, Never, Value, Year, exact

_MOST_INLINED = 400
_WITH_NEVER = {
    "is": True, "is not": False, "before": False, "after": None, "on or before": None, "on or after": True,
}  # fmt: skip
"""What a comparison with never says: that the date is never (True) or is not (False); None is always the same."""


@define
class Reader:
    """Reads conditions into formulas; `inline` is whether rules are read through or are axes by themselves.

    A fact that is asked only under a condition: where the rows ask about the same things as that condition, each
    comparison means "the condition and the comparison"; else the rows presuppose the condition.
    with_conditions: no while the things that the rows themselves ask about are collected.
    presupposed: the conditions that are.
    loose: whether something was left out of account, so that a cell need not be possible.
    """

    questions: Questions
    inline: bool = True
    with_conditions: bool = False
    presupposed: dict[Expression, None] = field(factory=dict)
    loose: bool = False
    _inside: list[str] = field(factory=list)
    _inlined: int = 0

    @property
    def model(self) -> rulebook.Model:
        return self.questions.measured.model

    def read(self, condition: Expression) -> Formula:
        """A condition as a formula."""
        self._inlined = 0
        return self._read(condition)

    def read_where_expressible(self, condition: Expression) -> Formula | None:
        """A condition as a formula over the axes there are; None where it asks about anything else."""
        loose = self.loose
        formula = self.questions.ask_only_known(lambda: self.read(condition))
        self.loose = self.loose if formula is not None else loose
        return formula

    def _read(self, condition: Expression) -> Formula:
        match condition:
            case core.Literal():
                return Constant(condition.value is CERTAIN_YES)
            case core.FactValue() | core.FieldValue():
                return And((*self._asked(condition), self._yes(condition)))
            case core.Operation():
                return self._operation(condition)
            case core.Limbs():
                parts = tuple(self._read(limb.expression) for limb in condition.limbs)
                return And(parts) if condition.word == "all of" else _any(parts, condition.word == "none of")
            case core.Each() if condition.word == "no":
                return Not(self._yes(evolve(condition, word="some")))
            case core.Use() | core.Choose() | core.ByReading():
                return self._by_value(condition, self._whole)
            case (
                core.Each() | core.Variable() | core.TheDay() | core.Lookup() | core.ScaleValue() | core.Round()
                | core.OpenPoint() | core.AsAt() | core.Payable() | core.PaidOn()
            ):  # fmt: skip
                return self._yes(condition)

    # -------------------------------------------------------------------------------------------- through rules

    def _by_value(self, expression: Expression, make: Callable[[Expression], Formula]) -> Formula:
        """What is made of the value of an expression, row by row and branch by branch where it has several."""
        with self._read_through(expression) as opened:
            if isinstance(opened, core.Choose) and not any(row.overrides for row in opened.rows):
                tests = tuple(YES if row.test is None else self._read(row.test) for row in opened.rows)
                others = tuple(test for test, row in zip(tests, opened.rows, strict=True) if not row.otherwise)
                holds = (
                    Not(Or(others)) if row.otherwise else test for test, row in zip(tests, opened.rows, strict=True)
                )
                made = (self._by_value(row.value, make) for row in opened.rows)
                return Or(tuple(And(pair) for pair in zip(holds, made, strict=True)))
            if isinstance(opened, core.ByReading):
                return Or(tuple(
                    And((self._branch(opened, name), self._by_value(branch, make))) for name, branch in opened.branches
                ))  # fmt: skip
            return make(opened)

    def _whole(self, condition: Expression) -> Formula:
        """A condition that has no further rows or branches to look at."""
        taken_apart = not isinstance(condition, core.Use | core.Choose | core.ByReading)
        return self._read(condition) if taken_apart else self._yes(condition)

    @contextmanager
    def _read_through(self, expression: Expression) -> Iterator[Expression]:
        """The definition of a rule that is one expression for every day, else the expression itself."""
        depth = len(self._inside)
        while isinstance(expression, core.Use):
            rule = self.model.rules.get(expression.rule)
            if rule is None or not self._opens(rule):
                break
            self._inside.append(rule.key)
            expression = rule.versions[0].expression
            self._inlined += sum(1 for _ in islice(within(expression), _MOST_INLINED))
        try:
            yield expression
        finally:
            del self._inside[depth:]

    def _opens(self, rule: rulebook.Rule) -> bool:
        return (
            self.inline
            and not rule.arguments
            and (rule.as_at is None or rule.as_at == self.questions.setting.day)
            and len(rule.versions) == 1
            and rule.versions[0].interval == rulebook.ALWAYS
            and rule.key not in self._inside
            and self._inlined < _MOST_INLINED
        )

    def _opened(self, expression: Expression) -> Expression:
        """A sum or a rule with the rules that are sums themselves written out."""
        with self._read_through(expression) as opened:
            if isinstance(opened, core.Operation) and isinstance(opened.type, Quantity):
                return evolve(opened, operands=tuple(self._opened(operand) for operand in opened.operands))
            return expression if isinstance(opened, core.Choose | core.ByReading) else opened

    def _branch(self, reading: core.ByReading, option: str) -> Formula:
        options = tuple(name for name, _ in reading.branches)
        place = self.questions.place(("reading", reading.reading), lambda: Axis("choice", (reading,), values=options))
        return self.questions.atom(place, lambda axis: among(axis, (option,)))

    def _asked(self, *expressions: Expression) -> tuple[Formula, ...]:
        """The conditions under which the facts in a comparison are asked at all: elsewhere it is no."""
        conditions: list[Formula] = []
        for inside in (part for expression in expressions for part in within(expression)):
            if isinstance(inside, core.FieldValue):
                asked = field_of(self.model, inside)
                self.loose = self.loose or (asked is not None and asked.ask_when is not None)
            fact = self.model.facts.get(inside.fact) if isinstance(inside, core.FactValue) else None
            if self.with_conditions and fact is not None and fact.ask_when is not None:
                conditions.extend(self._condition_of(fact.name, fact.ask_when))
        return tuple(conditions)

    def _condition_of(self, fact: str, condition: Expression) -> Iterator[Formula]:
        key = f"fact {fact}"
        if key in self._inside:
            return
        self._inside.append(key)
        formula = self.questions.ask_only_known(lambda: self._read(condition))
        self._inside.pop()
        if formula is None:
            self.presupposed[condition] = None
        else:
            yield formula

    # -------------------------------------------------------------------------------------------- comparisons

    def _operation(self, operation: core.Operation) -> Formula:
        operands = operation.operands
        match operation.operator:
            case word if word in TURNED:
                return self._compare(operation, operands[0], operands[1])
            case "in values":
                same = core.Operation("is", operands, YES_NO, span=operation.span)
                return Or(tuple(self._compare(same, operands[0], value) for value in operands[1:]))
            case "in periods" | "outside periods":
                inside = self._yes(evolve(operation, operator="in periods"))
                answer = inside if operation.operator == "in periods" else Not(inside)
                return And((*self._asked(*operands), Not(self._never(operands[0])), answer))
            case "in year" if isinstance(operands[1], core.Literal) and isinstance(operands[1].value, Year):
                return And((*self._asked(*operands), *self._in_year(operation, operands[1].value.number)))
            case _:
                return And((*self._asked(*operands), self._yes(operation)))

    def _compare(self, operation: core.Operation, left: Expression, right: Expression) -> Formula:
        """A comparison of two values of one type."""
        return self._by_value(
            left, lambda one: self._by_value(right, lambda other: self._compare_two(operation, one, other))
        )

    def _compare_two(self, operation: core.Operation, left: Expression, right: Expression) -> Formula:
        if isinstance(left.type, Quantity):
            left, right = self._opened(left), self._opened(right)
        return And((*self._asked(left, right), self._compare_asked(operation, left, right)))

    def _compare_asked(self, operation: core.Operation, left: Expression, right: Expression) -> Formula:
        word = operation.operator
        match left.type:
            case Quantity():
                return self._compare_sums(operation, word, left, right)
            case OneOf() | TextType():
                same = self._equal(left, right)
                return same if word == "is" else Not(same)
            case other if calendar_domain(other) is not None:
                return self._compare_dates(word, self._day(left), self._day(right))
            case MomentType() if not _has_not_happened(left) and not _has_not_happened(right):
                return self._compare_order(word, left, right)
            case _:
                same = self._yes(core.Operation("is", (left, right), YES_NO, span=operation.span))
                return same if word == "is" else Not(same)

    def _equal(self, left: Expression, right: Expression) -> Formula:
        if isinstance(left, core.Literal):
            left, right = right, left
        if isinstance(left, core.Literal) and isinstance(right, core.Literal):
            return Constant(left.value == right.value)
        if not isinstance(right, core.Literal):
            return self._yes(core.Operation("is", (left, right), YES_NO, span=left.span))
        place = self.questions.place(("choice", left), lambda: self.questions.choice_axis(left))
        axis = self.questions.axes[place]
        if right.value not in axis.values:
            axis.values = (right.value, *axis.values)
        value = right.value
        return self.questions.atom(place, lambda axis: among(axis, (value,)))

    def _yes(self, condition: Expression) -> Formula:
        """A condition that is not taken apart: yes or no."""
        both = (CERTAIN_YES, CERTAIN_NO)
        place = self.questions.place(
            ("choice", condition), lambda: Axis("choice", (condition,), values=both, plain=is_plain(condition))
        )
        return self.questions.atom(place, lambda axis: among(axis, (CERTAIN_YES,)))

    # -------------------------------------------------------------------------------------------- numbers

    def _compare_sums(self, whole: Expression, word: str, left: Expression, right: Expression) -> Formula:
        seen: dict[core.Lookup, None] = {}
        days = self.questions.days(left, right)
        sums = {day: self._difference(left, right, day, seen) for day in days}
        if not seen:
            return self._about(word, next(iter(sums.values())))
        known = {day: each for day, each in sums.items() if each is not None}
        if len({_subject(each) for each in known.values()}) != 1:
            return self._yes(whole)
        self.questions.lookups.update(seen)
        return self.questions.dated(lambda day: self._about(word, self._difference(left, right, day, seen)), known)

    def _difference(
        self, left: Expression, right: Expression, day: date | None, seen: dict[core.Lookup, None]
    ) -> Sum | None:
        """The difference of two sums with the parameters of a day; None where one has no value then."""
        missing = False

        def known(expression: Expression) -> Exact | None:
            nonlocal missing
            value: Value | None = None
            if isinstance(expression, core.Literal):
                value = expression.value
            elif isinstance(expression, core.Lookup) and _is_keyed_plainly(expression):
                seen[expression] = None
                value = None if day is None else self.questions.on(expression, day)
                missing = missing or value is None
            return value if isinstance(value, int | Fraction) else None

        difference = linear(left, known).minus(linear(right, known))
        return None if missing else difference

    def _about(self, word: str, difference: Sum | None) -> Formula:
        """A sum compared with 0."""
        if difference is None:
            return NO
        if not difference.terms:
            return Constant(compares(word, difference.constant, 0))
        first = difference.factors[0]
        scaled = difference.times(exact(1 / Fraction(first)))
        turned = word if first > 0 else TURNED[word]
        bound = -scaled.constant
        if len(scaled.terms) == 1:
            return self.questions.bounded(self.questions.value_axis(scaled.terms[0]), turned, bound)
        if scaled.factors == (1, -1):
            return self.questions.between(turned, scaled.terms[0], scaled.terms[1], bound)
        key = ("sum", frozenset(zip(scaled.terms, scaled.factors, strict=True)))
        place = self.questions.place(key, lambda: self.questions.sum_axis(scaled))
        return self.questions.bounded(place, turned, bound)

    # -------------------------------------------------------------------------------------------- dates

    def _day(self, expression: Expression) -> Expression:
        return self.questions.setting.day if isinstance(expression, core.TheDay) else expression

    def _compare_dates(self, word: str, left: Expression, right: Expression) -> Formula:
        for one, other, turned in ((left, right, word), (right, left, TURNED[word])):
            if _has_not_happened(other):
                says = _WITH_NEVER[turned]
                return Constant(turned == "on or before") if says is None else self._is_never(one, says)
        seen = {each: None for side in (left, right) for each in within(side)
                if isinstance(each, core.Lookup) and _is_keyed_plainly(each)}  # fmt: skip
        if not seen:
            return self._compare_places(word, left, right)
        self.questions.lookups.update(seen)
        return self.questions.dated(
            lambda day: self._compare_places(word, self._with_values(left, day), self._with_values(right, day)),
            self.questions.days(left, right),
        )

    def _with_values(self, expression: Expression, day: date | None) -> Expression:
        """A date with the parameters of a day in place of their names."""
        if isinstance(expression, core.Lookup) and day is not None:
            value = self.questions.on(expression, day)
            return expression if value is None else core.Literal(value, expression.type)
        if isinstance(expression, core.Operation):
            return evolve(expression, operands=tuple(self._with_values(each, day) for each in expression.operands))
        return expression

    def _compare_places(self, word: str, left: Expression, right: Expression) -> Formula:
        one, other = place_of(left), place_of(right)
        if one.term is None and other.term is None:
            return Constant(compares(word, one.steps, other.steps))
        if one.term is None:
            one, other, word = other, one, TURNED[word]
        assert one.term is not None
        if other.term is None:
            return self.questions.bounded(self.questions.value_axis(one.term), word, other.steps - one.steps)
        if one.term == other.term:
            return Constant(compares(word, one.steps, other.steps))
        return self.questions.between(word, one.term, other.term, other.steps - one.steps)

    def _compare_order(self, word: str, left: Expression, right: Expression) -> Formula:
        """Moments: one comes first, or they are the same."""
        if self.questions.has(("order", right, left)):
            left, right, word = right, left, TURNED[word]
        axis = Axis("order", (left, right), Domain(-1, 1, 1), (), (may_be_never(left.type), may_be_never(right.type)))
        return self.questions.bounded(self.questions.place(("order", left, right), lambda: axis), word, 0)

    def _is_never(self, expression: Expression, so: bool) -> Formula:
        is_so = self._never(expression)
        return is_so if so else Not(is_so)

    def _never(self, expression: Expression) -> Formula:
        if not may_be_never(expression.type):
            return NO
        term = place_of(self._day(expression)).term
        if term is None or calendar_domain(term.type) is None:
            return self._yes(core.Operation("is never", (expression,), YES_NO, span=expression.span))
        return self.questions.atom(self.questions.value_axis(term), never)

    def _in_year(self, operation: core.Operation, year: int) -> tuple[Formula, ...]:
        subject = operation.operands[0]
        if calendar_domain(subject.type) is None:
            return (self._yes(operation),)
        low, high = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        if isinstance(subject.type, MonthType):
            low, high = year * 12, year * 12 + 11
        place = place_of(self._day(subject))
        if place.term is None:
            return (Constant(low <= place.steps <= high),)
        axis = self.questions.value_axis(place.term)
        return (self.questions.bounded(axis, "on or after", low - place.steps),
                self.questions.bounded(axis, "on or before", high - place.steps))  # fmt: skip


def _has_not_happened(expression: Expression) -> bool:
    return isinstance(expression, core.Literal) and isinstance(expression.value, Never)


def _any(parts: tuple[Formula, ...], negated: bool) -> Formula:
    return Not(Or(parts)) if negated else Or(parts)


def _is_keyed_plainly(lookup: core.Lookup) -> bool:
    return all(isinstance(key, core.Literal) and isinstance(key.type, OneOf) for key in lookup.keys)


def _subject(difference: Sum) -> object:
    """What a sum is about, however it is multiplied; a sum of nothing is about anything."""
    if not difference.terms:
        return ()
    first = Fraction(difference.factors[0])
    return frozenset((term, factor / first) for term, factor in zip(difference.terms, difference.factors, strict=True))
