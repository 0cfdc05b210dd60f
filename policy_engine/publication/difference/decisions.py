"""Which decisions change between two rule books, in what, and by which provisions.

Invariant: the same facts are put to both books; facts that one of them refuses are said to be refused.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from policy_engine.casebook.run import CaseResult, run_case
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision, PaymentResult, Status
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.step import Step, walk
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.write import write
from policy_engine.model import core
from policy_engine.model.rulebook import ALWAYS, Interval, Model, Words
from policy_engine.model.types import DATE, Type
from policy_engine.publication.difference.document import NO_WORDS, Change, DecisionChange, Difference, Differing
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.syntax.declarations import Case
from policy_engine.values.value import Value

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
    comparison = _Comparison(found, old, new)
    changes: list[DecisionChange] = []
    compared = 0
    for one, other in pairs:
        compared += 1
        changes += comparison.of(one, other)
    return evolve(found, decisions=tuple(changes), compared=compared)


@frozen
class _Comparison:
    found: Difference
    old: Model
    new: Model

    def of(self, old: Put, new: Put) -> Iterator[DecisionChange]:
        """One change a member; none where everything comes out the same."""
        title = _title(self.new, new.question or old.question)
        question = new.question or old.question
        if old.problems != new.problems:
            yield DecisionChange(new.case, question, "", title, problem_old=old.problems, problem_new=new.problems)
            return
        olds, news = ({each.member: each for each in put.decisions} for put in (old, new))
        for member in dict.fromkeys((*news, *olds)):
            one, other = olds.get(member), news.get(member)
            differing = tuple(self._differing(one, other))
            if differing:
                because = tuple(self._because(one, other, differing))
                yield DecisionChange(new.case, question, member, title, differing, because)

    def _differing(self, old: Decision | None, new: Decision | None) -> Iterator[Differing]:
        """What is said of a part by the two sides, where they do not say the same."""
        told = {} if old is None else dict(_told(self.old, old))
        telling = {} if new is None else dict(_told(self.new, new))
        for part in dict.fromkeys((*telling, *told)):
            one, other = (each.get(part, (NO_WORDS, NO_WORDS)) for each in (told, telling))
            if one[1] != other[1]:
                yield Differing(part, other[0] if other[0] != NO_WORDS else one[0], one[1], other[1])

    def _because(self, old: Decision | None, new: Decision | None, differing: Sequence[Differing]) -> Iterator[int]:
        """The changes of meaning on which one of the two decisions rests."""
        rests: dict[tuple[str, str], list[Interval]] = {}
        question = ""
        for model, decision in ((self.old, old), (self.new, new)):
            if decision is not None:
                question = decision.question
                for step in _steps(decision):
                    _add(rests, model, step)
        parts = {each.part.partition("/")[0] for each in differing}
        for position, change in enumerate(self.found.changes):
            if change.weight != "meaning":
                continue
            is_own = change.name == question and _is_of(change, parts)
            days = rests.get((change.kind, change.name), [])
            if is_own or any(_meet(each, change.time) for each in days):
                yield position


def _is_of(change: Change, parts: Collection[str]) -> bool:
    """Whether a change of the benefit asked for can make these parts come out otherwise."""
    if change.path and change.path[0].part == "pays":
        return change.path[0].label in parts
    if not change.path or change.path[0].part == "as_at":
        return True
    return "" in parts and change.path[0].part not in ("needs", "provides", "excludes")


def _meet(one: Interval, other: Interval) -> bool:
    """Whether two stretches have a day in common."""
    starts_in_time = one.start is None or other.to is None or one.start <= other.to
    return starts_in_time and (other.start is None or one.to is None or other.start <= one.to)


# ------------------------------------------------------------------------------------------------ on what it rests


def _steps(decision: Decision) -> Iterator[Step]:
    """Every Step of a decision, each once."""
    roots: list[Step | None] = [decision.as_at, decision.condition]
    for payment in decision.payments:
        roots += (payment.when, payment.step, payment.starts, payment.until, payment.while_, *payment.steps)
        roots += (step for share in payment.shares for step in share.steps)
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
        case (
            core.Literal() | core.Variable() | core.TheDay() | core.Operation() | core.Limbs() | core.Round()
            | core.Each() | core.Choose() | core.AsAt() | core.PaidOn()
        ):  # fmt: skip
            return
    if step.day is not None and days == ALWAYS:
        days = Interval(step.day, step.day)
    rests.setdefault(key, []).append(days)


# ------------------------------------------------------------------------------------------------ what comes out


def _told(model: Model, decision: Decision) -> Iterator[tuple[str, tuple[Words, Words]]]:
    """Each part of an answer by its name, with its title and what it comes to."""
    benefit = model.benefits.get(decision.question)
    if benefit is None:
        kind: Type = model.rules[decision.question].type
        yield "", (NO_WORDS, _value(model, decision.condition.value, kind))
        return
    outcome = decision.outcome
    if outcome is not None:
        yield "", (NO_WORDS, _in_both(model, lambda telling: telling.say(f"outcome.{benefit.kind}.{outcome.value}")))
    for payment in decision.payments:
        yield from _of_payment(model, payment)


def _of_payment(model: Model, result: PaymentResult) -> Iterator[tuple[str, tuple[Words, Words]]]:
    payment = result.payment
    for day, step in (("from", result.starts), ("until", result.until)):
        if step is not None and result.status is not Status.NOT_PAYABLE:
            said = _value(model, step.value, DATE)
            yield f"{payment.name}/{day}", (payment.title, said)
    if result.status is Status.NOT_PAYABLE:
        yield payment.name, (payment.title, _in_both(model, lambda telling: telling.say("amount.not_payable")))
        return
    yield payment.name, (payment.title, _value(model, result.value, payment.type))
    for share in result.shares:
        yield f"{payment.name}/{share.member}", (payment.title, _value(model, share.amount, payment.type))


def _value(model: Model, value: Value, kind: Type) -> Words:
    return _in_both(model, lambda telling: write(telling, value, kind))


def _in_both(model: Model, tell: Callable[[Telling], str]) -> Words:
    return Words(*(tell(Telling(model, language)) for language in ("en", "ms")))


def _title(model: Model, question: str) -> Words:
    declared = model.benefits.get(question) or model.rules.get(question)
    return NO_WORDS if declared is None else declared.title
