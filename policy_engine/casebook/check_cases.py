"""Whether a case can be asked at all: that every name in it exists, and every value is one of its fact or amount.

Nothing is decided here; what comes of a case is for run.py to say.
Invariant: whatever is refused here would also keep the case from passing, and is said in the same words.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from policy_engine.casebook import errors
from policy_engine.casebook.given import GivenData, given_data
from policy_engine.casebook.inherit import Inherited, inherit
from policy_engine.casebook.stated_limbs import stated_limbs
from policy_engine.casebook.unfit import unfit
from policy_engine.casebook.written_values import example_of, in_case_words, value_of
from policy_engine.evaluation import errors as of_questions
from policy_engine.evaluation.facts import read_facts
from policy_engine.model.core import Expression, FactValue
from policy_engine.model.functions import OPERATORS
from policy_engine.model.rulebook import Benefit, Draws, Model, Payment, Rule, Shares
from policy_engine.model.type_words import in_words
from policy_engine.model.types import YES_NO, DateType, Type
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.source.near import near
from policy_engine.source.text import Span
from policy_engine.syntax.declarations import Case, Expected, Given, GivenList


def check_cases(model: Model, cases: Sequence[Case], below: Sequence[Case] = ()) -> tuple[Diagnostic, ...]:
    """Everything that keeps a case from being asked, each thing once, case by case.

    below: cases of the books that this one extends, from which a case may take over facts.
    """
    found: dict[tuple[str, int, int, int], Diagnostic] = {}
    for case in cases:
        for diagnostic in sorted(_of_case(model, (*cases, *below), case), key=lambda each: each.span.start):
            span = diagnostic.span
            found.setdefault((diagnostic.code, id(span.source), span.start, span.end), diagnostic)
    return tuple(found.values())


def _of_case(model: Model, cases: Sequence[Case], case: Case) -> Iterator[Diagnostic]:
    inherited = inherit(cases, case)
    if isinstance(inherited, Diagnostic):
        yield inherited
        return
    yield from _twice(case.given)
    yield from unfit(case, inherited)
    data = given_data(model, inherited.given)
    yield from data.diagnostics
    if case.outcome != "an error" and not data.diagnostics:
        yield from wrong_facts(model, data, case.name.span)
    yield from _readings(model, inherited)
    if inherited.question is None:
        return
    asked = _asked(model, inherited.question.text)
    if asked is None:
        known = (*model.benefits, *model.rules)
        yield _at(of_questions.unknown_question(inherited.question.text, known), inherited.question.span)
        return
    if isinstance(asked, Rule) and asked.arguments:
        names = [name for name, _ in asked.arguments]
        yield _at(of_questions.takes_arguments(asked.key, names), inherited.question.span)
    yield from _Expectations(model, inherited, asked, data.data).of(case)


def wrong_facts(model: Model, data: GivenData, elsewhere: Span) -> Iterator[Diagnostic]:
    """What the reader of facts refuses, at the lines of the case and in the words of a rule file."""
    for diagnostic in read_facts(model, data.data).diagnostics:
        if diagnostic.severity is Severity.ERROR:
            yield in_case_words(model, data.placed(_at(diagnostic, elsewhere)))


def _at(diagnostic: Diagnostic, span: Span) -> Diagnostic:
    return evolve(diagnostic, span=span)


def _asked(model: Model, question: str) -> Benefit | Rule | None:
    return model.benefits.get(question) or model.rules.get(question)


def _twice(lines: Sequence[Given | GivenList]) -> Iterator[Diagnostic]:
    """A fact or a field that one case gives twice."""
    seen: dict[str, Span] = {}
    for line in lines:
        if line.name.text in seen:
            yield errors.given_twice(line.name.text, line.name.span, seen[line.name.text])
        seen.setdefault(line.name.text, line.name.span)
        for element in line.elements if isinstance(line, GivenList) else ():
            yield from _twice(element.given)


def _readings(model: Model, inherited: Inherited) -> Iterator[Diagnostic]:
    for name, option in inherited.readings:
        reading = model.readings.get(name.text)
        if reading is None:
            yield _at(of_questions.unknown_reading(name.text, model.readings), name.span)
        elif option.text not in (options := [each.name for each in reading.options]):
            yield _at(of_questions.unknown_option(name.text, option.text, options), option.span)


@frozen
class _Expectations:
    """What a case expects of a question, and what it gives."""

    model: Model
    inherited: Inherited
    asked: Benefit | Rule
    given: Mapping[str, object]

    def of(self, case: Case) -> Iterator[Diagnostic]:
        is_benefit = isinstance(self.asked, Benefit)
        if (case.outcome == "value" and is_benefit) or (case.outcome.endswith("payable") and not is_benefit):
            yield errors.outcome_of_another_kind(case.outcome, self._name, is_benefit, case.name.span)
        if isinstance(self.asked, Benefit) and self.asked.for_each is not None:
            yield from self._for_whom(case, self._members(self.asked.for_each[1]))
        for expected in case.expected:
            yield from self._line(expected)

    def _for_whom(self, case: Case, members: Sequence[str] | None) -> Iterator[Diagnostic]:
        question, member = self.inherited.question, self.inherited.member
        if member is None:
            yield errors.member_not_named(self._name, members or (), question.span if question else case.name.span)
        elif members is not None and member.text not in members:
            yield errors.no_such_member(member.text, self._name, near(member.text, members), member.span)

    def _members(self, subject: Expression | None) -> Sequence[str] | None:
        """The ids of a list that the case gives as a whole; None where it does not."""
        items = self.given.get(subject.fact) if isinstance(subject, FactValue) else None
        if not isinstance(items, list):
            return None
        return [str(item["id"]) for item in items if isinstance(item, dict) and "id" in item]

    @property
    def _name(self) -> str:
        return self.asked.name

    def _line(self, expected: Expected) -> Iterator[Diagnostic]:
        match expected.word:
            case "missing":
                yield from self._names(expected, self._what_may_be_missing())
            case "open":
                yield from self._names(expected, self._what_may_be_open())
            case "value":
                yield from self._value(expected, YES_NO if isinstance(self.asked, Benefit) else self.asked.type)
            case "limb":
                yield from self._limb(expected)
            case "amount":
                yield from self._amount(expected)
            case "from" | "until" | "to":
                yield from self._date(expected)
            case "paid to":
                yield from self._payee(expected)
            case "needs" | "provides" | "excludes":
                yield from self._things(expected)
            case "code":
                pass

    def _names(self, expected: Expected, known: Sequence[str]) -> Iterator[Diagnostic]:
        for name in expected.names:
            if name.text not in known:
                yield errors.unknown_expectation(name.text, expected.word, near(name.text, known), name.span)

    def _what_may_be_missing(self) -> Sequence[str]:
        fields = [field for entity in self.model.entities.values() for field in entity.fields]
        return (*self.model.facts, *fields, *self.model.benefits)

    def _what_may_be_open(self) -> Sequence[str]:
        model = self.model
        rules = [rule.name for rule in model.rules.values()]
        payments = [payment.name for benefit in model.benefits.values() for payment in benefit.payments]
        figures = (*model.parameters, *model.scales)
        return (*model.gaps, *model.discretions, *figures, *rules, *payments, *model.benefits, *model.facts, *OPERATORS)

    def _limb(self, expected: Expected) -> Iterator[Diagnostic]:
        expressions = (
            [self.asked.condition]
            if isinstance(self.asked, Benefit)
            else [version.expression for version in self.asked.versions]
        )
        left = [stated_limbs(self.model, expression, expected.name) for expression in expressions]
        if None not in left:
            known = dict.fromkeys(label for labels in left for label in labels or ())
            yield errors.unknown_limb(expected.name, self._name, known, expected.span)
        yield from self._value(expected, YES_NO)

    def _amount(self, expected: Expected) -> Iterator[Diagnostic]:
        payment = self._payment(expected)
        if isinstance(payment, Diagnostic):
            yield payment
            return
        sharing = self._sharing(payment)
        if expected.member and sharing is not None and expected.member not in sharing:
            yield errors.no_such_member(expected.member, self._name, near(expected.member, sharing), expected.span)
        yield from self._value(expected, payment.type)

    def _payment(self, expected: Expected) -> Payment | Shares | Draws | Diagnostic:
        payments = {each.name: each for each in (self.asked.payments if isinstance(self.asked, Benefit) else ())}
        if expected.name in payments:
            return payments[expected.name]
        return errors.unknown_amount(expected.name, self._name, near(expected.name, payments), expected.span)

    def _date(self, expected: Expected) -> Iterator[Diagnostic]:
        payment = self._payment(expected)
        if isinstance(payment, Diagnostic):
            yield payment
            return
        days = None if isinstance(payment, Draws) else payment.starts if expected.word == "from" else payment.until
        if days is None:
            yield errors.without_that_day(expected.name, expected.word, expected.span)
        yield from self._value(expected, DateType(never=True))

    def _payee(self, expected: Expected) -> Iterator[Diagnostic]:
        payment = self._payment(expected)
        if isinstance(payment, Diagnostic):
            yield payment
            return
        listed = [thing.name for thing in payment.payees] if isinstance(payment, Payment) else []
        fixed = [payment.payee] if isinstance(payment, Payment) else []
        yield from self._named(expected, listed or fixed)

    def _things(self, expected: Expected) -> Iterator[Diagnostic]:
        asked = self.asked if isinstance(self.asked, Benefit) else None
        of = {} if asked is None else {"needs": asked.needs, "provides": asked.provides, "excludes": asked.excludes}
        yield from self._named(expected, [thing.name for thing in of.get(expected.word, ())])

    def _named(self, expected: Expected, known: Sequence[str]) -> Iterator[Diagnostic]:
        for name in expected.names:
            if name.text not in known:
                yield errors.unknown_thing(name.text, expected.word, near(name.text, known), name.span)

    def _sharing(self, payment: Payment | Shares | Draws) -> Sequence[str] | None:
        """Those among whom an amount is divided; nobody where it is not divided, None where that is not known."""
        if isinstance(payment, Payment):
            return ()
        if isinstance(payment, Shares) and payment.parties:
            return [party.name for party in payment.parties]
        return self._members(payment.subject)

    def _value(self, expected: Expected, type: Type) -> Iterator[Diagnostic]:
        if expected.value is not None and value_of(expected.value, type, self.model) is None:
            found = expected.value.span.text
            yield errors.value_of_another_kind(
                found, in_words(type), example_of(type, found, self.model), expected.span
            )
