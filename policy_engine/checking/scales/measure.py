"""The range of every expression, and everything about numbers that cannot be let pass.

Each rule is measured once, behind the rules that it needs; a rule with arguments once for each set of ranges that it is
called with.  What is known inside a guard (guards.py) narrows the ranges there.
Invariant: a measured range holds every value that the interpreter can compute from facts in their ranges.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import define, evolve, field, frozen

from policy_engine.checking import pass_errors as errors
from policy_engine.checking.order import in_order
from policy_engine.checking.scales import ranges as arithmetic
from policy_engine.checking.scales.at_most import at_most
from policy_engine.checking.scales.constants import constants, open_point_range, parameter_range, scale_range
from policy_engine.checking.scales.guards import Known, canonical, known_where, meant, narrowed, number_in
from policy_engine.checking.scales.limits import limits
from policy_engine.checking.scales.ranges import WIDEST, Divisor, Range, constant, declared_range, hull, whole_range
from policy_engine.checking.scales.sizes import CALENDAR_RANGES, WHOLE_LENGTH_AT, field_of, listed_fact, size_of
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import Quantity, Type
from policy_engine.model.walk import within
from policy_engine.model.written_values import written_value
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.values.value import Exact

_DEEPEST_CALL = 20
_MOST_GUARDING = 50
"""In a longer row of limbs none of them is taken for a guard of the others."""


@frozen
class Scope:
    """What holds where an expression stands: the ranges of arguments and members, and what guards say."""

    variables: Mapping[str, Range | None] = field(factory=dict)
    known: tuple[Known, ...] = ()

    def with_member(self, name: str, of: Range | None) -> "Scope":
        return evolve(self, variables={**self.variables, name: of})

    def knowing(self, known: Iterable[Known]) -> "Scope":
        return evolve(self, known=(*self.known, *known))


NO_SCOPE = Scope()


_Variables = tuple[tuple[str, Range | None], ...]


@frozen
class Taken:
    """A difference that can be less than nothing: from `left.low`, as much as `right.high` can be taken."""

    operation: core.Operation
    left: Range
    right: Range


@define
class Measured:
    """The measure of a book.

    rules: the range of each rule that is a quantity, None for the others.
    always: what the `always` lines say of the facts, in every scope.
    taken: the differences that can be less than nothing, by the identity of their operation.
    """

    model: rulebook.Model
    rules: dict[str, Range | None] = field(factory=dict)
    always: tuple[Known, ...] = ()
    taken: dict[int, Taken] = field(factory=dict)
    _differences: dict[int, Taken] = field(factory=dict)
    _found: dict[tuple[object, ...], Diagnostic] = field(factory=dict)
    _calls: dict[tuple[str, tuple[Range | None, ...], bool], Range | None] = field(factory=dict)
    _depth: int = 0
    _quiet: int = 0
    _quiet_ranges: dict[tuple[int, _Variables], tuple[Expression, Range | None]] = field(factory=dict)

    @property
    def everywhere(self) -> Scope:
        """The scope in which nothing is known but what the `always` lines say."""
        return Scope(known=self.always)

    def of(self, expression: Expression, scope: Scope = NO_SCOPE) -> Range | None:
        """The range of an expression where it stands; None where it is no quantity."""
        measured = self._of(expression, scope)
        if measured is None or not isinstance(expression.type, Quantity):
            return None
        measured = narrowed(measured, meant(self.model, expression), scope.known)
        if measured.low < 0 and not self._quiet and id(expression) in self._differences:
            self.taken[id(expression)] = self._differences[id(expression)]
        if measured.width > WIDEST:
            self._say(errors.too_wide(expression))
            return whole_range(expression.type)
        return measured

    def guard(self, condition: Expression | None, scope: Scope, holds: bool = True) -> Scope:
        """The scope in which a condition is known to hold, or known not to."""
        if condition is None:
            return scope
        plain = Scope(scope.variables)
        return scope.knowing(known_where(self.model, condition, holds, lambda of: self.quietly(of, plain)))

    def quietly(self, expression: Expression, scope: Scope) -> Range | None:
        """The range without anything that guards say, and without a diagnostic; each expression once."""
        key = (id(expression), tuple(scope.variables.items()))
        if key not in self._quiet_ranges:
            self._quiet += 1
            self._quiet_ranges[key] = (expression, self.of(expression, scope))
            self._quiet -= 1
        return self._quiet_ranges[key][1]

    def _say(self, diagnostic: Diagnostic) -> None:
        if not self._quiet:
            place = (id(diagnostic.span.source), diagnostic.span.start, diagnostic.span.end)
            self._found.setdefault((diagnostic.code, place, tuple(diagnostic.facts.items())), diagnostic)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found wrong so far, each thing once."""
        return tuple(self._found.values())

    # -------------------------------------------------------------------------------------------- one arm a node

    def _of(self, expression: Expression, scope: Scope) -> Range | None:
        match expression:
            case core.Literal():
                return constant(expression.value) if isinstance(expression.value, int | Fraction) else None
            case core.FactValue():
                return _declared(self.model.facts.get(expression.fact), expression.type)
            case core.FieldValue():
                self.of(expression.of, scope)
                return _declared(field_of(self.model, expression), expression.type)
            case core.Variable():
                known = scope.variables.get(expression.name)
                return known if known is not None else _whole(expression.type)
            case core.Use():
                return self._use(expression, scope)
            case core.Lookup():
                for key in expression.keys:
                    self.of(key, scope)
                if not isinstance(expression.type, Quantity):
                    return None
                return parameter_range(self.model, expression.parameter, expression.type)
            case core.ScaleValue():
                base = self.of(expression.base, scope)
                if base is None or not isinstance(expression.type, Quantity):
                    return None
                return scale_range(self.model, expression.scale, base, expression.type)
            case core.Operation():
                return self._operation(expression, scope)
            case core.Limbs():
                self._limbs(expression, scope)
                return None
            case core.Round():
                return self._round(expression, self.of(expression.operand, scope))
            case core.Each():
                return self._each(expression, scope)
            case core.Choose():
                return self._choose(expression, scope)
            case core.OpenPoint():
                return self._open_point(expression, scope)
            case core.ByReading():
                return self._either([(branch, self.of(branch, scope)) for _, branch in expression.branches])
            case core.AsAt():
                self.of(expression.date, scope)
                return self._as_at(expression, self.of(expression.expression, evolve(scope, known=())))
            case core.PaidOn():
                self.of(expression.on, scope)
                return None
            case core.TheDay() | core.Payable():
                return None

    # -------------------------------------------------------------------------------------------- rules

    def _use(self, use: core.Use, scope: Scope) -> Range | None:
        arguments = tuple(self.of(argument, scope) for argument in use.arguments)
        rule = self.model.rules.get(use.rule)
        if rule is None or not arguments:
            return self.rules.get(use.rule, _whole(use.type))
        key = (use.rule, arguments, self._quiet > 0)
        if key not in self._calls:
            if self._depth >= _DEEPEST_CALL:
                return _whole(use.type)
            self._depth += 1
            self._calls[key] = self.rule(rule, arguments)
            self._depth -= 1
        result = self._calls[key]
        if not self._quiet:
            before = self.rules.get(use.rule)
            self.rules[use.rule] = result if before is None or result is None else _either_call(before, result)
        return _divided_as(use, result)

    def rule(self, rule: rulebook.Rule, arguments: tuple[Range | None, ...]) -> Range | None:
        """The range of a rule for the ranges of its arguments."""
        names = (name for name, _ in rule.arguments)
        scope = evolve(self.everywhere, variables=dict(zip(names, arguments, strict=False)))
        if rule.as_at is not None:
            self.of(rule.as_at, scope)
        versions = [(version.expression, self.of(version.expression, scope)) for version in rule.versions]
        result = self._either(versions)
        if result is None or result.divisor is None or rule.as_at is None:
            return result
        moved = core.AsAt(result.divisor.expression, rule.as_at, rule.type, span=rule.span)
        return evolve(result, divisor=Divisor(moved, result.divisor.most))

    # -------------------------------------------------------------------------------------------- operators

    def _operation(self, operation: core.Operation, scope: Scope) -> Range | None:
        operands = [self.of(operand, scope) for operand in operation.operands]
        self._whole_length(operation, operands)
        if operation.operator in ("number of months", "number of days"):
            return Range(*self._size(operation.operands[0], scope), 1)
        if operation.operator in CALENDAR_RANGES:
            return CALENDAR_RANGES[operation.operator]
        known = [operand for operand in operands if operand is not None]
        if len(known) != len(operands) or not known:
            return None
        if not isinstance(operation.type, Quantity):
            self._compared(operation, known)
            return None
        if operation.operator == "divided by":
            return self._divided(operation, *known)
        if operation.operator == "times" and all(operand.divisor for operand in known):
            self._say(errors.two_divisors(operation, *(each.divisor.expression for each in known if each.divisor)))
            return _whole(operation.type)
        if operation.operator in ("not below", "not above"):
            for crossing in limits(self.model, operation, lambda of: self.of(of, scope)):
                values = self._written(operation, crossing.least_value, crossing.greatest_value)
                self._say(errors.limits_cross(operation, crossing, *values))
        combined = self._combined(operation, known)
        return self._taken(operation, combined, known, scope) if operation.operator == "minus" else combined

    def _taken(self, operation: core.Operation, of: Range, operands: list[Range], scope: Scope) -> Range:
        """A difference; one of which it can be shown that no more is taken than there is has nothing below nothing."""
        plain = Scope(scope.variables)
        whole, part = operation.operands
        if of.low < 0 and at_most(self.model, part, whole, lambda each: self.quietly(each, plain)):
            return arithmetic.limited(of, 0, None)
        self._differences[id(operation)] = Taken(operation, *operands)
        return of

    def _combined(self, operation: core.Operation, operands: list[Range]) -> Range:
        combine = _COMBINED[operation.operator]
        result, *others = operands
        for other in others:
            result, other = self._with_one_divisor(operation, result, other)
            counted = combine(result, other)
            if operation.operator != "times" and max(_width(each, counted) for each in (result, other)) > WIDEST:
                self._say(errors.too_wide(operation))
            result = counted
        return result

    def _with_one_divisor(self, at: Expression, left: Range, right: Range) -> tuple[Range, Range]:
        """Both ranges, where two different open divisors meet without the second one, which is refused."""
        if left.divisor is None or right.divisor is None or left.divisor.expression == right.divisor.expression:
            return left, right
        self._say(errors.two_divisors(at, left.divisor.expression, right.divisor.expression))
        return left, evolve(right, divisor=None)

    def _divided(self, operation: core.Operation, left: Range, right: Range) -> Range | None:
        dividing = operation.operands[1]
        values = constants(self.model, dividing)
        if values is None and right.divisor is not None:
            self._say(errors.divided_by_open(operation, dividing))
            return _whole(operation.type)
        if values is None and left.divisor is not None:
            self._say(errors.two_divisors(operation, left.divisor.expression, dividing))
            return _whole(operation.type)
        if right.low <= 0 if values is None else 0 in values:
            self._say(errors.divided_by_zero(dividing, *self._written(dividing, right.low, right.high)))
        if values is not None:
            nonzero = tuple(value for value in values if value != 0)
            return arithmetic.divided_by_constants(left, nonzero) if nonzero else _whole(operation.type)
        positive = arithmetic.limited(right, arithmetic.next_above(right, 0), None)
        if positive.low <= 0:
            return _whole(operation.type)
        return arithmetic.divided_by(left, positive, canonical(dividing))

    def _written(self, like: Expression, *values: Exact) -> list[str]:
        return [written_value(value, like.type, self.model.settings) for value in values]

    def _compared(self, operation: core.Operation, operands: list[Range]) -> None:
        """Comparing multiplies crosswise, whatever the divisors are: both products must fit."""
        first, *others = operands
        for other in others:
            step = arithmetic.common_step(first.step, other.step)
            greatest = max(arithmetic.size(bound) for of in (first, other) for bound in (of.low, of.high))
            if step and greatest * first.most * other.most > WIDEST * step:
                self._say(errors.too_wide(operation))

    def _whole_length(self, operation: core.Operation, operands: list[Range | None]) -> None:
        place = WHOLE_LENGTH_AT.get(operation.operator)
        length = None if place is None else operands[place]
        if length is not None and (length.divisor is not None or Fraction(length.step).denominator != 1):
            self._say(errors.not_a_whole_length(operation, operation.operands[place or 0]))

    def _round(self, expression: core.Round, operand: Range | None) -> Range | None:
        unit = expression.unit.value
        if operand is None or not isinstance(unit, int | Fraction):
            return None
        ratio = Fraction(operand.step) / unit
        if 2 * operand.width * ratio.numerator + ratio.denominator * operand.most > WIDEST:
            self._say(errors.too_wide(expression))
        return arithmetic.rounded(operand, unit)

    # -------------------------------------------------------------------------------------------- conditions, choices

    def _limbs(self, limbs: core.Limbs, scope: Scope) -> None:
        """A limb is looked at as if the others leave the whole open: where they do not, its value does not matter."""
        guarding = limbs.limbs if len(limbs.limbs) <= _MOST_GUARDING else ()
        others_hold = limbs.word == "all of"
        plain = Scope(scope.variables)
        each = [self.guard(limb.expression, plain, others_hold).known for limb in guarding]
        for place, limb in enumerate(limbs.limbs):
            others = (known for guard in (*each[:place], *each[place + 1 :]) for known in guard)
            self.of(limb.expression, scope.knowing(others) if each else scope)

    def _choose(self, choice: core.Choose, scope: Scope) -> Range | None:
        values: list[tuple[Expression, Range | None]] = []
        for row in choice.rows:
            if row.test is not None:
                self.of(row.test, scope)
            inside = self.guard(row.test, scope)
            for other in choice.rows if row.otherwise else ():
                inside = self.guard(other.test, inside, holds=False)
            values.append((row.value, self.of(row.value, inside)))
        return self._either(values)

    def _either(self, values: list[tuple[Expression, Range | None]]) -> Range | None:
        """One of several values; an open divisor must be the same in all."""
        result: Range | None = None
        for expression, value in values:
            if value is None:
                return None
            if result is not None:
                result, value = self._with_one_divisor(expression, result, value)
            result = value if result is None else hull(result, value)
        return result

    def _open_point(self, point: core.OpenPoint, scope: Scope) -> Range | None:
        """What a ruling can say, or what fills the gap."""
        ruled = open_point_range(self.model, point)
        if point.filling is None:
            return ruled
        return self._either([(point.filling, self.of(point.filling, scope)), (point, ruled)])

    def _as_at(self, expression: core.AsAt, of: Range | None) -> Range | None:
        if of is None or of.divisor is None:
            return of
        moved = core.AsAt(of.divisor.expression, expression.date, expression.type, span=expression.span)
        return evolve(of, divisor=Divisor(moved, of.divisor.most))

    # -------------------------------------------------------------------------------------------- lists

    def _each(self, each: core.Each, scope: Scope) -> Range | None:
        self.of(each.subject, scope)
        member = self.member(each.subject)
        inside = scope.with_member(each.variable, member)
        if each.where is not None:
            self.of(each.where, inside)
        body = member if each.body is None else self.of(each.body, self.guard(each.where, inside))
        least, most = self._members(each, scope)
        if each.word == "number":
            return Range(least, most, 1)
        if each.word in ("some", "every", "no"):
            return None
        if least < 1 and each.word != "sum":
            empty = errors.average_of_nothing if each.word == "average" else errors.choice_of_nothing
            self._say(empty(each))
        if body is None or not isinstance(each.type, Quantity):
            return None
        if body.divisor is not None:
            self._say(errors.open_in_list(each, body.divisor.expression))
            body = evolve(body, divisor=None)
        return self._aggregate(each, body, least, most)

    def _aggregate(self, each: core.Each, body: Range, least: int, most: int) -> Range:
        match each.word:
            case "sum":
                return arithmetic.repeated(body, least, most)
            case "average" if least == most and most > 0:
                return evolve(body, step=Fraction(body.step) / most)
            case "average":
                number = evolve(number_in(each.subject, each.variable, each.where), span=each.span)
                return evolve(body, divisor=Divisor(number, max(most, 1)))
            case _:
                return body

    def member(self, subject: Expression) -> Range | None:
        """The range of each member of a list of plain values."""
        fact = listed_fact(self.model, subject)
        return None if fact is None else declared_range(fact)

    def _members(self, each: core.Each, scope: Scope) -> tuple[int, int]:
        """How many members there are to look at, least and most."""
        least, most = self._size(each.subject, scope)
        all_of_them = narrowed(Range(least, most, 1), number_in(each.subject), scope.known)
        if each.where is None:
            return int(all_of_them.low), int(all_of_them.high)
        chosen = Range(0, all_of_them.high, 1)
        chosen = narrowed(chosen, number_in(each.subject, each.variable, each.where), scope.known)
        return int(chosen.low), int(chosen.high)

    def _size(self, subject: Expression, scope: Scope) -> tuple[int, int]:
        plain = Scope(scope.variables)
        return size_of(self.model, subject, lambda of: self.quietly(of, plain))


_COMBINED = {
    "plus": arithmetic.plus, "sum": arithmetic.plus, "minus": arithmetic.minus, "times": arithmetic.times,
    "excess": arithmetic.excess, "lowest": arithmetic.lesser, "highest": arithmetic.greater,
    "not below": arithmetic.greater, "not above": arithmetic.lesser,
}  # fmt: skip


def measure(model: rulebook.Model) -> Measured:
    """The ranges of all rules, and everything that is wrong with their numbers."""
    measured = Measured(model)
    measured.always = tuple(_always(measured))
    called_later: list[rulebook.Rule] = []
    for key in in_order(model):
        rule = model.rules[key]
        if rule.arguments:
            called_later.append(rule)
        else:
            measured.rules[key] = measured.rule(rule, ())
    for rule in reversed(called_later):
        if rule.key not in measured.rules:
            measured.rules[rule.key] = measured.rule(rule, tuple(_whole(type) for _, type in rule.arguments))
    return measured


def _always(measured: Measured) -> Iterator[Known]:
    """What the `always` lines say of facts alone, which is so on every day."""
    for line in measured.model.always:
        for known in measured.guard(line.condition, NO_SCOPE).known:
            if all(isinstance(inside, _OF_EVERY_DAY) for inside in within(known.expression)):
                yield known


_OF_EVERY_DAY = (core.Literal, core.FactValue, core.Operation)


def _whole(type: Type) -> Range | None:
    return whole_range(type) if isinstance(type, Quantity) else None


def _declared(fact: rulebook.Fact | None, type: Type) -> Range | None:
    return _whole(type) if fact is None else declared_range(fact)


def _width(of: Range, counted_as: Range) -> int:
    """The width of a part once it is brought to the step and the divisor of the whole."""
    return evolve(of, step=counted_as.step or 1, divisor=counted_as.divisor).width


def _divided_as(use: core.Use, of: Range | None) -> Range | None:
    """An open divisor made of the arguments of a rule is named by the use of the rule."""
    if of is None or of.divisor is None:
        return of
    if not any(isinstance(inside, core.Variable) for inside in within(of.divisor.expression)):
        return of
    return evolve(of, divisor=Divisor(use, of.divisor.most))


def _either_call(one: Range, other: Range) -> Range:
    same = one.divisor is None or other.divisor is None or one.divisor == other.divisor
    return hull(one, other if same else evolve(other, divisor=None))
