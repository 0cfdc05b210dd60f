"""That exactly one row of every choice decides, whatever the case: no gap between the rows, and no overlap.

Invariant: a gap or an overlap is shown as one case; it is an error only where that case is surely possible, because
everything it depends on is a plain fact, and else a warning.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from policy_engine.checking import pass_errors as errors
from policy_engine.checking.order import is_too_deep
from policy_engine.checking.proof.axes import Axis
from policy_engine.checking.proof.cells import Found, Row, Searched, cells
from policy_engine.checking.proof.formula import DAY, Formula, axes_of
from policy_engine.checking.proof.questions import Questions
from policy_engine.checking.proof.row_tests import Reader
from policy_engine.checking.proof.standing import Standing, standing
from policy_engine.checking.proof.terms import name_of
from policy_engine.checking.scales.measure import Measured, measure
from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import OneOf
from policy_engine.model.walk import closure, within
from policy_engine.model.written_values import written_value
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.values.truth import YES
from policy_engine.values.value import Exact, Value

_MOST_OVERLAPS = 5


def proof(model: rulebook.Model) -> tuple[Diagnostic, ...]:
    """Every choice of the book that some case leaves undecided, or decides twice."""
    if is_too_deep(model):
        return ()
    measured = measure(model)
    found: list[Diagnostic] = []
    for each in standing(measured):
        found.extend(_proved(measured, each))
    return tuple(found)


def _proved(measured: Measured, at: Standing) -> Iterator[Diagnostic]:
    left_over = _left_to_otherwise(measured.model, at.choice)
    if left_over is not None:
        subject, values = left_over
        yield errors.otherwise_over_list(at.choice, name_of(subject), values)
        return
    for inline in (True, False):
        proof = _Proof.of(measured, at, inline)
        if at.asked is not None and not proof.questions.axes[DAY].cells:
            return  # on no day on which these bands are in force
        searched = cells(proof.questions.axes, proof.rows, proof.premises, proof.is_sure)
        if searched.complete:
            yield from proof.said(searched)
            return
    if at.asked is None:
        yield errors.too_large(at.name, at.choice)


@frozen
class _Proof:
    """One choice, its tests as formulas, and what is known where it stands.

    left_out: what is known there but asks about other things, so that a case that is shown may contradict it.
    """

    measured: Measured
    at: Standing
    questions: Questions
    rows: tuple[Row, ...]
    premises: tuple[Formula, ...]
    left_out: tuple[Expression, ...]
    loose: bool

    @classmethod
    def of(cls, measured: Measured, at: Standing, inline: bool) -> "_Proof":
        questions = Questions(measured, at.setting)
        reader = Reader(questions, inline)
        tests = [row.test for row in at.choice.rows]
        for reader.with_conditions in (False, True):
            for test in tests:
                if test is not None:
                    reader.read(test)
        parts = [part for premise in at.premises for part in _conjuncts(premise)]
        known = [part for part in parts if reader.read_where_expressible(part) is not None]
        questions.cut()
        values: dict[Expression, int] = {}
        rows = (
            Row(None if test is None else reader.read(test), row.otherwise, _beaten_by(at.choice, place),
                values.setdefault(row.value, len(values)))
            for place, (test, row) in enumerate(zip(tests, at.choice.rows, strict=True))
        )  # fmt: skip
        left_out = (*(part for part in parts if part not in known), *reader.presupposed)
        return cls(measured, at, questions, tuple(rows), tuple(map(reader.read, known)), left_out, reader.loose)

    def is_sure(self, found: Found) -> bool:
        """Whether the case is surely possible: it is about plain facts, each in one place, and nothing was left out."""
        places = dict.fromkeys((*found.axes, *(axis for premise in self.premises for axis in axes_of(premise))))
        axes = [self.questions.axes[place] for place in places]
        if self.loose or not found.case.exact or not all(axis.plain for axis in axes):
            return False
        seen: dict[object, Expression] = {}
        for term in dict.fromkeys(term for axis in axes for term in axis.terms):
            for name in self._names(term):
                if seen.setdefault(name, term) != term:
                    return False
        return not any(name in seen for part in self.left_out for name in self._names(part))

    def _names(self, expression: Expression) -> Iterator[object]:
        """The facts, fields and arguments that an expression depends on."""
        if isinstance(expression, core.FactValue):
            yield expression.fact
            return
        if isinstance(expression, core.Operation) and expression.operator == "age":
            expression = expression.operands[0]  # any age can be had on any day, by a suitable birth
        reached = closure(self.measured.model, expression)
        yield from reached.facts
        yield from reached.fields
        for inside in within(expression):
            if isinstance(inside, core.TheDay):
                yield "the day"
            if isinstance(inside, core.Variable) and not reached.fields:
                yield ("argument", inside.name)

    # -------------------------------------------------------------------------------------------- what is said

    def said(self, searched: Searched) -> Iterator[Diagnostic]:
        """The gap, the overlaps and the rows that never decide; of bands that are asked somewhere only the gap."""
        if self.at.asked is not None:
            for found in searched.found:
                yield errors.no_band(self.at.choice, self.at.asked, self._case(found), self.is_sure(found))
            return
        overlaps = 0
        for found in searched.found:
            if not found.rows:
                yield errors.no_row(self.at.name, self.at.choice, self._case(found), self.is_sure(found))
            elif overlaps < _MOST_OVERLAPS:
                overlaps += 1
                first, second = (self.at.choice.rows[place] for place in found.rows)
                sure = self.is_sure(found) and _is_known(first.value) and _is_known(second.value)
                yield errors.two_rows(self.at.name, first, second, self._case(found), sure)
        for place in searched.idle:
            yield errors.idle_row(self.at.name, self.at.choice.rows[place])

    def _case(self, found: Found) -> str:
        """The case as an officer would give it: `fishing is yes, leave is 10 days`."""
        said: dict[str, None] = {}
        for place in found.axes:
            axis, chosen = self.questions.axes[place], found.case.chosen[place]
            assert chosen is not None
            if axis.kind in ("value", "difference"):
                said |= dict.fromkeys(self._is(term, found.case.values[term]) for term in axis.terms)
            else:
                said[self._unordered(axis, chosen)] = None
        return ", ".join(said) or "..."

    def _is(self, term: Expression, value: Value) -> str:
        if isinstance(term, core.Operation) and term.operator == "is":
            word = " is " if value is YES else " is not "
            return word.join(map(name_of, term.operands))
        return f"{name_of(term)} is {written_value(value, term.type, self.measured.model.settings)}"

    def _unordered(self, axis: Axis, chosen: int) -> str:
        cell = axis.cells[chosen]
        if axis.kind == "sum":
            parts = (_times(factor, term) for factor, term in zip(axis.factors, axis.terms, strict=True))
            value = written_value(cell.low, axis.terms[0].type, self.measured.model.settings)
            return f"{' plus '.join(parts)} is {value}"
        if axis.kind == "order":
            word = {-1: "before", 0: "is", 1: "after"}[int(cell.low)]
            left, right = map(name_of, axis.terms)
            return _NEVER.get(cell.never, "{} " + word + " {}").format(left, right)
        assert cell.value is not None
        return self._is(axis.terms[0], cell.value)


_NEVER = {"left never": "{} is never", "right never": "{1} is never", "both never": "{} is never, {} is never"}


def _times(factor: Exact, term: Expression) -> str:
    return name_of(term) if factor == 1 else f"{factor} times {name_of(term)}"


def _conjuncts(condition: Expression) -> Iterator[Expression]:
    """The conditions that all hold where the whole does."""
    if isinstance(condition, core.Limbs) and condition.word == "all of":
        for limb in condition.limbs:
            yield from _conjuncts(limb.expression)
    elif isinstance(condition, core.Limbs) and condition.word == "none of":
        yield from (evolve(condition, limbs=(limb,)) for limb in condition.limbs)
    else:
        yield condition


def _beaten_by(choice: core.Choose, place: int) -> tuple[int, ...]:
    return tuple(other for other, row in enumerate(choice.rows) if place in row.overrides)


def _is_known(value: Expression) -> bool:
    """Whether a value is written down, so that two of them are surely different."""
    return isinstance(value, core.Literal | core.OpenPoint)


def _single(test: Expression | None) -> Expression | None:
    """The one condition that a test consists of."""
    while isinstance(test, core.Limbs) and test.word != "none of" and len(test.limbs) == 1:
        test = test.limbs[0].expression
    return test


def _left_to_otherwise(model: rulebook.Model, choice: core.Choose) -> tuple[Expression, list[str]] | None:
    """The subject and the values that `otherwise` stands for where the other rows ask about one closed list alone."""
    if not any(row.otherwise for row in choice.rows):
        return None
    asked: dict[str, None] = {}
    subjects: dict[Expression, None] = {}
    for row in choice.rows:
        if row.otherwise:
            continue
        test = _single(row.test)
        if not isinstance(test, core.Operation) or test.operator not in ("is", "in values"):
            return None
        subject, *values = test.operands
        if not isinstance(subject.type, OneOf) or not all(isinstance(value, core.Literal) for value in values):
            return None
        subjects[subject] = None
        asked |= dict.fromkeys(str(value.value) for value in values if isinstance(value, core.Literal))
    if len(subjects) != 1:
        return None
    subject = next(iter(subjects))
    assert isinstance(subject.type, OneOf)
    return subject, [value for value in model.lists[subject.type.list_name].values if value not in asked]
