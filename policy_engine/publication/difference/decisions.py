"""Which decisions change between two rule books, in what, and by which provisions.

Invariant: the same facts are put to both books; facts that one of them refuses are said to be refused.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from policy_engine.casebook.run import CaseResult, run_case
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision, PaymentResult, Status, ThingResult
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.step import Step, walk
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.write import write
from policy_engine.model import core
from policy_engine.model.rulebook import ALWAYS, Interval, Model, Words
from policy_engine.model.types import DATE, Quantity, Type, YesNo
from policy_engine.publication.difference.causes import AWARD, causes
from policy_engine.publication.difference.document import (
    NO_WORDS,
    Amount,
    Cause,
    Change,
    DecisionChange,
    Difference,
    Differing,
)
from policy_engine.publication.words import say
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.syntax.declarations import Case
from policy_engine.values.truth import YES
from policy_engine.values.value import Exact, Value, exact

Data = Mapping[str, object] | None
"""The facts of a file, as JSON holds them."""


@frozen
class Put:
    """The answers of one book to one question on the facts of one case; problems: why there is none."""

    case: str
    question: str
    decisions: tuple[Decision, ...] = ()
    problems: tuple[str, ...] = ()


def decisions(found: Difference, old: Model, new: Model, cases: Sequence[Case]) -> Difference:
    """The difference with the decisions of these cases that change."""
    pairs = ((_of_case(old, cases, case), _of_case(new, cases, case)) for case in cases)
    return _with(found, old, new, pairs)


def decisions_on(found: Difference, old: Model, new: Model, files: Mapping[str, Data]) -> Difference:
    """The same for facts as JSON holds them, by the names of their files: every benefit that both books have."""
    questions = [name for name in new.benefits if name in old.benefits]
    pairs = (
        (_of_facts(old, name, data, question), _of_facts(new, name, data, question))
        for name, data in files.items()
        for question in questions
    )
    return _with(found, old, new, pairs)


def _of_case(model: Model, cases: Sequence[Case], case: Case) -> Put:
    ran: CaseResult = run_case(model, cases, case)
    question = "" if case.question is None else case.question.text
    if ran.decision is None:
        problems = (*ran.diagnostics, *(each.problem for each in ran.mismatches if each.problem is not None))
        return Put(ran.name, question, problems=_codes(problems))
    return Put(ran.name, ran.decision.question, (ran.decision,))


def _of_facts(model: Model, name: str, data: Data, question: str) -> Put:
    read = read_facts(model, data)
    errors = _codes(read.diagnostics)
    if errors or read.facts is None:
        return Put(name, question, problems=errors)
    decided = decide(model, read.facts, question)
    return Put(name, question, decided.decisions, _codes(decided.diagnostics))


def _codes(diagnostics: Sequence[Diagnostic]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.code for each in diagnostics if each.severity is Severity.ERROR))


def _with(found: Difference, old: Model, new: Model, pairs: Iterable[tuple[Put, Put]]) -> Difference:
    comparison = Comparison(found, old, new)
    changes: list[DecisionChange] = []
    compared = 0
    for one, other in pairs:
        compared += 1
        changes += comparison.of(one, other)
    return evolve(found, decisions=tuple(changes), compared=compared)


@frozen
class Comparison:
    """Two books, and what changes from the one to the other."""

    found: Difference
    old: Model
    new: Model

    def of(self, old: Put, new: Put) -> Iterator[DecisionChange]:
        """One change a member; none where everything comes out the same."""
        title = question_title(self.new, new.question or old.question)
        question = new.question or old.question
        if old.problems != new.problems:
            yield DecisionChange(new.case, question, "", title, problem_old=old.problems, problem_new=new.problems)
            return
        olds, news = ({each.member: each for each in put.decisions} for put in (old, new))
        for member in dict.fromkeys((*news, *olds)):
            one, other = olds.get(member), news.get(member)
            differing = tuple(self.differing(one, other))
            if differing:
                because, causes = self.because(one, other, [each.part for each in differing])
                yield DecisionChange(new.case, question, member, title, differing, because, causes)

    def differing(self, old: Decision | None, new: Decision | None) -> Iterator[Differing]:
        """What is said of a part by the two sides, where they do not say the same."""
        told = {} if old is None else dict(_told(self.old, old))
        telling = {} if new is None else dict(_told(self.new, new))
        for part in dict.fromkeys((*telling, *told)):
            one, other = told.get(part, _NOTHING), telling.get(part, _NOTHING)
            if one.words != other.words:
                title = other.title if other.title != NO_WORDS else one.title
                yield Differing(part, title, one.words, other.words, _more(self.new, one, other))

    def because(
        self, old: Decision | None, new: Decision | None, parts: Collection[str]
    ) -> tuple[tuple[int, ...], tuple[Cause, ...]]:
        """On what one of the two decisions rests and the other does not, so far as these parts of it go.

        Positions of changes of meaning between the books, and what else the two do not have in common.
        """
        rests: dict[tuple[str, str], list[Interval]] = {}
        question = ""
        of = {each.partition("/")[0] for each in parts}
        for model, decision in ((self.old, old), (self.new, new)):
            if decision is not None:
                question = decision.question
                for step in _steps(decision, of):
                    _add(rests, model, step)
        positions = tuple(
            position
            for position, change in enumerate(self.found.changes)
            if change.weight == "meaning"
            and ((change.name == question and _is_of(change, of)) or _is_rested_on(change, rests))
        )
        return positions, tuple(causes((self.old, old), (self.new, new), rests))


def _is_of(change: Change, parts: Collection[str]) -> bool:
    """Whether a change of the benefit asked for can make these parts come out otherwise."""
    if change.path and change.path[0].part == "pays":
        return change.path[0].label in parts
    if change.path and change.path[0].part in _THINGS:
        return change.path[0].part in parts
    return not change.path or change.path[0].part == "as_at" or "" in parts


def _is_rested_on(change: Change, rests: Mapping[tuple[str, str], Sequence[Interval]]) -> bool:
    return any(_meet(each, change.time) for each in rests.get((change.kind, change.name), ()))


def _meet(one: Interval, other: Interval) -> bool:
    """Whether two stretches have a day in common."""
    starts_in_time = one.start is None or other.to is None or one.start <= other.to
    return starts_in_time and (other.start is None or one.to is None or other.start <= one.to)


# ------------------------------------------------------------------------------------------------ on what it rests


def _steps(decision: Decision, of: Collection[str]) -> Iterator[Step]:
    """Every Step on which these parts of a decision rest, each once; the part "" is the outcome."""
    roots: list[Step | None] = [decision.as_at, decision.condition if "" in of else None]
    for payment in (each for each in decision.payments if each.payment.name in of):
        roots += (payment.when, payment.step, payment.starts, payment.until, payment.while_, *payment.steps)
        roots += (step for share in payment.shares for step in share.steps)
    for part, things in zip(_THINGS, (decision.needs, decision.provides, decision.excludes), strict=True):
        roots += (thing.applies for thing in things if part in of)
    seen: set[int] = set()
    for root in roots:
        for step in () if root is None else walk(root):
            if id(step) not in seen:
                seen.add(id(step))
                yield step


def _add(rests: dict[tuple[str, str], list[Interval]], model: Model, step: Step) -> None:
    """What a Step names, with the days for which the version that was used is in force."""
    node = step.node
    days = ALWAYS
    match node:
        case core.Use():
            key = "rule", node.rule
        case core.Lookup():
            key = "parameter", node.parameter
            days = model.parameters[node.parameter].versions[step.notes[0]].interval if step.notes else ALWAYS
        case core.ScaleValue():
            key = "scale", node.scale
            days = model.scales[node.scale].versions[step.notes[0]].interval if step.notes else ALWAYS
        case core.FactValue():
            key = model.facts[node.fact].kind, node.fact
        case core.FieldValue():
            key = "field", f"{node.entity}.{node.field}"
        case core.OpenPoint():
            key = node.kind, node.name
        case core.ByReading():
            key = "reading", node.reading
        case core.Payable():
            key = model.benefits[node.benefit].kind, node.benefit
        case core.PaidOn():
            key = AWARD, node.benefit
        case (
            core.Literal() | core.Variable() | core.TheDay() | core.Operation() | core.Limbs() | core.Round()
            | core.Each() | core.Choose() | core.AsAt()
        ):  # fmt: skip
            return
    if step.day is not None and days == ALWAYS:
        days = Interval(step.day, step.day)
    rests.setdefault(key, []).append(days)


# ------------------------------------------------------------------------------------------------ what comes out

_THINGS = ("needs", "provides", "excludes")


@frozen
class _Worth:
    """An amount as a number of its type; nothing is due where it is 0."""

    size: Exact
    type: Quantity


@frozen
class _Told:
    """A part of an answer: its title, what it comes to, and that as a number where it is one."""

    title: Words
    words: Words
    worth: _Worth | None = None


_NOTHING = _Told(NO_WORDS, NO_WORDS)


def _told(model: Model, decision: Decision) -> Iterator[tuple[str, _Told]]:
    """Each part of an answer by its name."""
    benefit = model.benefits.get(decision.question)
    if benefit is None:
        yield "", _valued(model, NO_WORDS, decision.condition.value, model.rules[decision.question].type)
        return
    outcome = decision.outcome
    if outcome is not None:
        said = _in_both(model, lambda telling: telling.say(f"outcome.{benefit.kind}.{outcome.value}"))
        yield "", _Told(NO_WORDS, said)
    for payment in decision.payments:
        yield from _of_payment(model, payment)
    for part, things in zip(_THINGS, (decision.needs, decision.provides, decision.excludes), strict=True):
        yield from _of_things(model, part, things)


def _of_payment(model: Model, result: PaymentResult) -> Iterator[tuple[str, _Told]]:
    payment = result.payment
    for day, step in (("from", result.starts), ("until", result.until)):
        if step is not None and result.status is not Status.NOT_PAYABLE:
            yield f"{payment.name}/{day}", _valued(model, payment.title, step.value, DATE)
    if result.status is Status.NOT_PAYABLE:
        said = _in_both(model, lambda telling: telling.say("amount.not_payable"))
        yield payment.name, _Told(payment.title, said, _worth(0, payment.type))
        return
    yield payment.name, _valued(model, payment.title, result.value, payment.type)
    for share in result.shares:
        yield f"{payment.name}/{share.member}", _valued(model, payment.title, share.amount, payment.type)


def _of_things(model: Model, part: str, things: Sequence[ThingResult]) -> Iterator[tuple[str, _Told]]:
    """Whether each document, benefit in kind or exclusion applies."""
    for each in things:
        value = YES if each.applies is None else each.applies.value
        yield f"{part}/{each.thing.name}", _valued(model, each.thing.title, value, YesNo())


def _valued(model: Model, title: Words, value: Value, kind: Type) -> _Told:
    return _Told(title, _in_both(model, lambda telling: write(telling, value, kind)), _worth(value, kind))


def _worth(value: Value, kind: Type) -> _Worth | None:
    if isinstance(kind, Quantity) and isinstance(value, int | Fraction):
        return _Worth(value, kind)
    return None


def _more(model: Model, old: _Told, new: _Told) -> Amount | None:
    """By how much two amounts differ; None where one is not known, or they are not of one kind.

    What is not there at all comes to nothing.
    """
    kinds = [each.worth.type for each in (new, old) if each.worth is not None]
    is_known = all(each is _NOTHING or each.worth is not None for each in (old, new))
    if not kinds or not is_known or kinds[0] != kinds[-1]:
        return None
    sizes = [Fraction(each.worth.size) if each.worth else Fraction(0) for each in (old, new)]
    return amount(model, exact(sizes[1] - sizes[0]), kinds[0])


def amount(model: Model, by: Exact, kind: Quantity) -> Amount:
    """So much more, or so much less where it is below nothing."""
    key = "difference.less" if by < 0 else "difference.more"

    size = _in_both(model, lambda telling: write(telling, -by if by < 0 else by, kind))
    words = Words(say("en", key, amount=size.en), say("ms", key, amount=size.ms))
    return Amount(by, kind.dimension, kind.per, words, size)


def _in_both(model: Model, tell: Callable[[Telling], str]) -> Words:
    return Words(*(tell(Telling(model, language)) for language in ("en", "ms")))


def question_title(model: Model, question: str) -> Words:
    """What a benefit or a rule is called."""
    declared = model.benefits.get(question) or model.rules.get(question)
    return NO_WORDS if declared is None else declared.title
