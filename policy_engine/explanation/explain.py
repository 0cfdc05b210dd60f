"""A decision in words: the fold over its Steps.

Invariant: everything that is said comes from the Steps, the declarations they name and the texts of the language;
nothing is decided, computed anew or guessed here.
"""

from collections.abc import Mapping
from datetime import date
from types import NoneType

from attrs import evolve

from policy_engine.evaluation.decision import Decision, Outcome, ThingResult
from policy_engine.evaluation.differing import Turns
from policy_engine.explanation.amounts import amounts, bounds
from policy_engine.explanation.authorities import cited
from policy_engine.explanation.changes import changes
from policy_engine.explanation.document import Amount, Change, Explanation, Item, Line, Note
from policy_engine.explanation.holes import missing_facts, open_points
from policy_engine.explanation.names import rule_title, written
from policy_engine.explanation.reasons import PAYABLE, reasons
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.truths import mark_of, truth_of
from policy_engine.explanation.use import assumptions, displaced, outside, parameters, readings, rights
from policy_engine.explanation.visits import mentions, visits
from policy_engine.explanation.working import line, lines, working
from policy_engine.explanation.write import exactly, plain, title, write, write_truth
from policy_engine.model import core
from policy_engine.model.rulebook import Benefit, Model
from policy_engine.model.type_words import in_words
from policy_engine.model.types import DATE, YesNo
from policy_engine.source.arguments import A_MODEL, must_be, must_be_language
from policy_engine.texts.catalogue import LANGUAGES
from policy_engine.values.truth import NO, Truth
from policy_engine.values.value import Never, NotApplicable, Open


def explain(
    model: Model,
    decision: Decision,
    language: str,
    *,
    full: bool = False,
    turning: Mapping[str, Turns] | None = None,
) -> Explanation:
    """The explanation of a decision in a language: "en" or "ms".

    full: tell everything, as an auditor wants it; else what is needed to follow the decision.
    turning: what turns on each reading, where that has been examined (evaluation/readings.py::turning, of the
    decision's member); without it nothing is said about that.
    """
    must_be(Model, model, "explain", "model", A_MODEL)
    must_be(Decision, decision, "explain", "decision", "one of the `decisions` that decide gives")
    must_be_language(language, "explain", LANGUAGES)
    must_be((Mapping, NoneType), turning, "explain", "turning", "what `turning` gives for the member of the decision")
    telling = Telling(model, language, full, decision.facts)
    benefit = model.benefits.get(decision.question)
    begun = _of_rule(telling, decision) if benefit is None else _of_benefit(telling, decision, benefit)
    found = visits(telling, decision) if decision.missing or decision.open_points else ()
    rests_on = mentions(telling, decision)
    by_right = rights(telling, decision, rests_on)
    return evolve(
        begun,
        on=decision.on.isoformat() if decision.on else "",
        on_text=_on(telling, decision),
        missing=missing_facts(telling, decision, found),
        open_points=open_points(telling, decision, found),
        readings=readings(telling, decision, rests_on, turning),
        displaced=displaced(telling, rests_on),
        assumptions=assumptions(telling, by_right),
        parameters=parameters(telling, rests_on),
        outside=outside(telling, by_right, rests_on),
        documents=tuple(_document(telling, each) for each in decision.needs),
        provides=_things(telling, decision.provides, "applies"),
        excludes=_things(telling, decision.excludes, "excluded"),
    )


def _of_benefit(telling: Telling, decision: Decision, benefit: Benefit) -> Explanation:
    outcome = decision.outcome.value if decision.outcome else ""
    day, day_text = _as_at(telling, decision)
    return Explanation(
        language=telling.language,
        full=telling.full,
        question=decision.question,
        kind=benefit.kind,
        title=title(telling, benefit.title, benefit.name),
        member=decision.member,
        outcome=outcome,
        verdict=_verdict(telling, decision, benefit.kind),
        as_at=day,
        as_at_text=day_text,
        citations=cited(benefit.authority),
        amounts=amounts(telling, decision.payments, decision.outcome is Outcome.PAYABLE),
        reasons=reasons(telling, decision.condition, PAYABLE),
        changes=_changes(telling, decision),
        notes=tuple(Note(telling.own(note.words), cited(note.authority)) for note in benefit.notes),
    )


def _verdict(telling: Telling, decision: Decision, kind: str) -> str:
    """The outcome in words; a duty that nobody has is not one that was not met."""
    outcome = decision.outcome.value if decision.outcome else ""
    day = None if decision.as_at is None else decision.as_at.value
    no_duty = decision.applies is not None and truth_of(decision.applies) is NO
    if kind == "duty" and outcome == "not_payable" and (no_duty or isinstance(day, Never | NotApplicable)):
        return telling.say("outcome.duty.not_owed")
    return telling.say(f"outcome.{kind}.{outcome}")


def _of_rule(telling: Telling, decision: Decision) -> Explanation:
    """A plain rule: its value and how it came to be."""
    step = decision.condition
    name = rule_title(telling, decision.question)
    outcome = decision.outcome.value if decision.outcome else ""
    day, day_text = _as_at(telling, decision)
    is_condition = isinstance(step.value, Truth) or isinstance(step.node.type, YesNo)
    shown = write_truth(telling, truth_of(step)) if is_condition else written(telling, step)
    return Explanation(
        language=telling.language,
        full=telling.full,
        question=decision.question,
        kind="rule",
        title=name,
        member=decision.member,
        outcome=outcome,
        verdict=telling.say(f"outcome.rule.{outcome}") if outcome else shown,
        as_at=day,
        as_at_text=day_text,
        value=shown,
        data=plain(telling, step.value, step.node.type),
        exact=exactly(telling, step.value, step.node.type),
        amounts=() if is_condition else (_rule_amount(telling, decision, name, shown),),
        reasons=reasons(telling, step) if is_condition else (),
        changes=changes(telling, step) if is_condition else (),
    )


def _rule_amount(telling: Telling, decision: Decision, name: str, shown: str) -> Amount:
    step = decision.condition
    type = step.node.type
    data = plain(telling, step.value, type)
    told = line(telling, step) if isinstance(step.node, core.Use) else None
    status = ("referred" if step.value.referred else "undetermined") if isinstance(step.value, Open) else "known"
    return Amount(
        name=decision.question,
        label=name,
        status=status,
        value=shown,
        data=data,
        exact=exactly(telling, step.value, type),
        type=in_words(type),
        payee="",
        payee_name="",
        starts=None,
        until=None,
        times="",
        line=told or Line(decision.question, name, shown, data, working(telling, step), cited(step.node.authority)),
        lines=lines(telling, step, set()),
        bounds=bounds(telling, step.value, type),
    )


def _as_at(telling: Telling, decision: Decision) -> tuple[str, str]:
    """The day for which everything is asked, for programs and in words."""
    value = decision.on if decision.as_at is None else decision.as_at.value
    match value:
        case None:
            return "", ""
        case date():
            return value.isoformat(), telling.say("page.as_at", day=write(telling, value, DATE))
        case Open():
            return "", telling.say("page.as_at_open" if value.referred else "page.as_at_unknown")
        case _:
            return "never", telling.say("page.as_at_never")


def _on(telling: Telling, decision: Decision) -> str:
    """The day for which payments are shown, where the benefit has a day of its own besides."""
    if decision.on is None or decision.as_at is None or not decision.payments:
        return ""
    return telling.say("page.on", day=write(telling, decision.on, DATE))


def _changes(telling: Telling, decision: Decision) -> tuple[Change, ...]:
    """What would change a refusal: the day would have to come, and the limbs that failed would have to hold."""
    if decision.outcome is not Outcome.NOT_PAYABLE:
        return ()
    comes = decision.as_at is None or not isinstance(decision.as_at.value, Never | NotApplicable)
    day = () if comes else (Change("as_at", telling.say("change.as_at_never")),)
    return (*day, *changes(telling, decision.condition, PAYABLE))


def _document(telling: Telling, result: ThingResult) -> Item:
    """A document: not needed here, still to be handed in, handed in, or perhaps needed."""
    state = _applies(result)
    if state == "yes":
        state = "needed" if result.handed_in is None else "handed_in" if result.handed_in else "to_hand_in"
    else:
        state = "not_needed" if state == "no" else "perhaps"
    return _item(telling, result, state)


def _things(telling: Telling, results: tuple[ThingResult, ...], key: str) -> tuple[Item, ...]:
    """Benefits in kind and exclusions, with whether they apply here."""
    endings = {"yes": "", "no": "_not"}
    return tuple(_item(telling, each, key + endings.get(_applies(each), "_perhaps")) for each in results)


def _applies(result: ThingResult) -> str:
    return "yes" if result.applies is None else mark_of(truth_of(result.applies))


def _item(telling: Telling, result: ThingResult, state: str) -> Item:
    thing = result.thing
    said = telling.say(f"item.{state}")
    return Item(thing.name, title(telling, thing.title, thing.name), state, said, cited(thing.authority))
