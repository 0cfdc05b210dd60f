"""A case of the rule book run against its rules: what was expected, and what came out.

Invariant: a case goes the way of a claim, through the same reader and the same decision; every line of `expect` is
compared exactly, and a line that cannot be compared makes the case fail.
"""

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from policy_engine.casebook.compare import Mismatch, compare
from policy_engine.casebook.errors import member_not_named, no_such_member
from policy_engine.casebook.given import given_data
from policy_engine.casebook.inherit import Inherited, inherit
from policy_engine.casebook.unfit import unfit
from policy_engine.casebook.written_values import in_case_words
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision
from policy_engine.evaluation.facts import read_facts
from policy_engine.model.rulebook import Model
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.source.near import near
from policy_engine.source.text import NOWHERE
from policy_engine.syntax.declarations import Case


@frozen(eq=False)
class CaseResult:
    """How a case went: every line of `expect` that is not so, what kept the case from being run, and its decision."""

    case: Case = field(repr=False)
    name: str
    mismatches: tuple[Mismatch, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    decision: Decision | None = field(default=None, repr=False)

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.mismatches and not self.diagnostics


def run_case(model: Model, cases: Iterable[Case], case: Case) -> CaseResult:
    """Runs one case of a book; `cases` are all of them, because a case may take over the facts of another."""
    name = case.name.text
    inherited = inherit(tuple(cases), case)
    if isinstance(inherited, Diagnostic):
        return CaseResult(case, name, diagnostics=(inherited,))
    lacking = unfit(case, inherited)
    if lacking or inherited.question is None:
        return CaseResult(case, name, diagnostics=lacking)
    question = inherited.question.text
    given = given_data(model, inherited.given)
    if given.diagnostics:
        return CaseResult(case, name, diagnostics=given.diagnostics)
    read = read_facts(model, given.data)
    problems = tuple(in_case_words(model, given.placed(each)) for each in _errors(read.diagnostics))
    decisions: Sequence[Decision] = ()
    if not problems and read.facts is not None:
        readings = {reading.text: option.text for reading, option in inherited.readings}
        decided = decide(model, read.facts, question, on=inherited.on, readings=readings)
        problems, decisions = _errors(decided.diagnostics), decided.decisions
    if problems:
        mismatches = compare(model, case, question, None, problems)
        return CaseResult(case, name, mismatches, () if case.outcome == "an error" else problems)
    decision = _decision_for(inherited, question, decisions)
    if isinstance(decision, Diagnostic):
        return CaseResult(case, name, diagnostics=(decision,))
    compared = compare(model, case, question, decision, ())
    return CaseResult(case, name, compared, decision=decision)


def _errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR)


def _decision_for(inherited: Inherited, question: str, decisions: Sequence[Decision]) -> Decision | Diagnostic:
    """The decision for the member the case names, or the only one."""
    members = [decision.member for decision in decisions]
    if inherited.member is None:
        if len(decisions) == 1 and not decisions[0].member:
            return decisions[0]
        span = inherited.question.span if inherited.question else NOWHERE
        return member_not_named(question, members, span)
    wanted = inherited.member.text
    for decision in decisions:
        if decision.member == wanted:
            return decision
    return no_such_member(wanted, question, near(wanted, members), inherited.member.span)
