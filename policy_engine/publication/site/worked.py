"""A case of the book that shows a benefit at work: its facts, and its decision explained.

Invariant: only a case that passes is shown, and it was run by the same engine that decides claims.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from policy_engine.casebook.run import CaseResult, run_case
from policy_engine.evaluation.decision import Decision, Facts, Status
from policy_engine.evaluation.timeline.timeline import Timeline, is_over_time, timeline
from policy_engine.explanation.explain import explain
from policy_engine.explanation.names import fact_title
from policy_engine.explanation.timeline.document import StretchTold
from policy_engine.explanation.timeline.tell import tell_timeline
from policy_engine.explanation.write import write
from policy_engine.model.rulebook import Fact, Model, Words
from policy_engine.model.types import DATE
from policy_engine.publication.site.document import Given, Link, Span, WorkedCase
from policy_engine.publication.site.speech import Speech
from policy_engine.publication.titles import where
from policy_engine.syntax.declarations import Case
from policy_engine.values.value import Collection, Element, Value

_TRIES = 8
"""So many cases are run at most to find one that passes."""


@frozen(eq=False)
class Example:
    """A case that has been run; line: over time, where so much is paid for each day or month."""

    result: CaseResult
    decision: Decision
    line: Timeline | None = None


def example_of(model: Model, cases: Sequence[Case], own: Sequence[Case]) -> Example | None:
    """The first case of a question, best one in which something is paid, that passes."""
    paid = [each for each in own if each.outcome == "payable"]
    others = [each for each in own if each.outcome not in ("payable", "an error")]
    for case in (*paid, *others)[:_TRIES]:
        result = run_case(model, cases, case)
        if result.passed and result.decision is not None:
            return Example(result, result.decision, _line(model, result.decision))
    return None


def _line(model: Model, decision: Decision) -> Timeline | None:
    """The decision over time, if it changes or ends at all where something is paid over time."""
    due = (each for each in decision.payments if each.status is not Status.NOT_PAYABLE and is_over_time(each.payment))
    if decision.facts is None or not any(due):
        return None
    start = decision.on if decision.as_at is None else None
    lines = timeline(model, decision.facts, decision.question, start=start, readings=decision.options).timelines
    return next((each for each in lines if each.first.member == decision.member), None)


def worked_case(speech: Speech, example: Example) -> WorkedCase:
    """A case that has been run, in words."""
    result, decision = example.result, example.decision
    told = None if example.line is None else tell_timeline(speech.model, example.line, speech.language)
    return WorkedCase(
        name=result.name,
        title=case_title(speech, result.case),
        place=where(result.case.name.span),
        given=tuple(_given(speech, decision.facts)) if decision.facts else (),
        explanation=explain(speech.model, decision, speech.language),
        spans=() if told is None else tuple(_span(speech, each) for each in told.stretches),
        if_nothing_changes="" if told is None else told.if_nothing_changes,
    )


def _span(speech: Speech, told: StretchTold) -> Span:
    """The first day, and the first day behind it."""
    start, until = (
        write(speech, date.fromisoformat(day), DATE) if day else speech.word("case.no_end")
        for day in (told.start, told.until)
    )
    return Span(start, until, told)


def case_link(speech: Speech, case: Case) -> Link:
    """A case by its title, with what it expects."""
    key = case.outcome.replace(" ", "_") or "value"
    return Link(case_title(speech, case), "", speech.word(f"case.{key}"))


def case_title(speech: Speech, case: Case) -> str:
    """The title of a case, or its name with blanks."""
    return speech.own(Words(case.title.en, case.title.ms)) or case.name.text.replace("_", " ")


def _given(speech: Speech, facts: Facts) -> Iterator[Given]:
    """In the order of the book."""
    for name, fact in speech.model.facts.items():
        if name in facts.values:
            yield _fact(speech, fact, facts.values[name])
    for award in facts.awards or ():
        benefit = speech.model.benefits.get(award.benefit)
        named = speech.own(benefit.title) if benefit else award.benefit
        yield Given(speech.say("fact.award", benefit=named), speech.word("case.awarded", day=award.begun.isoformat()))


def _fact(speech: Speech, fact: Fact, value: Value) -> Given:
    named = fact_title(speech, fact, fact.name)
    if isinstance(value, Collection) and value.items and all(isinstance(each, Element) for each in value.items):
        return Given(named, "", tuple((each.id, tuple(_fields(speech, each))) for each in value.items))
    return Given(named, write(speech, value, fact.type))


def _fields(speech: Speech, member: Element) -> Iterator[tuple[str, str]]:
    entity = speech.model.entities[member.entity]
    for name, each in entity.fields.items():
        if name in member.fields:
            yield fact_title(speech, each, name), write(speech, member.fields[name], each.type)
