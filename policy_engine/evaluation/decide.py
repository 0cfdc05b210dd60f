"""The answer to a question: whether a benefit is payable and what it pays, or what a rule comes to.

Invariant: the same book, facts and question give the same decision; nothing here raises on what a user may ask, and
entitlement is decided before and without the amounts.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import NoneType

from policy_engine.evaluation import errors
from policy_engine.evaluation.decision import Decided, Decision, Facts, Outcome, PaymentResult, Status
from policy_engine.evaluation.interpret import begin, interpret
from policy_engine.evaluation.meanings.rules import entitlement_truth
from policy_engine.evaluation.needed import Needed, joined_needs, needed
from policy_engine.evaluation.operate import is_open_value
from policy_engine.evaluation.payments import pay, things
from policy_engine.evaluation.step import Step, walk
from policy_engine.evaluation.work import NO_VARIABLES, Evaluation, Frame
from policy_engine.model import core
from policy_engine.model.rulebook import Benefit, Model
from policy_engine.source.arguments import A_MODEL, must_be
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.values.calendar import in_calendar
from policy_engine.values.truth import NO, OPEN, YES, Truth
from policy_engine.values.value import NOT_APPLICABLE, REFERRED, Collection, Element, Open, Value

_NO_DAY = ("no day",)


def decide(
    model: Model,
    facts: Facts,
    question: str,
    *,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> Decided:
    """The answer about a benefit (one decision for each member, where it has a list) or a rule without arguments.

    on: for a rule, and a benefit without a day of its own, the day for which it is asked; for other benefits the day
    on which payments are shown (else the first day of each).  readings: options to take instead of the chosen ones.
    """
    must_be(Model, model, "decide", "model", A_MODEL)
    must_be(Facts, facts, "decide", "facts", "the `facts` that read_facts gives where nothing is wrong with them")
    must_be((Mapping, NoneType), readings, "decide", "readings", "the name of an option by the name of its reading")
    wrong = _wrong(model, question, on, readings or {})
    if wrong:
        return Decided((), wrong)
    return decide_with(begin(model, facts, readings), question, on)


def decide_with(work: Evaluation, question: str, on: date | None) -> Decided:
    """The same with work that may have been begun for another day: what is asked for the same day is not asked again.

    The readings of a decision are then those that were used on any of the days.
    """
    if question in work.model.benefits:
        decisions = _of_benefit(work, work.model.benefits[question], on)
    else:
        decisions = (_of_rule(work, question, on),)
    if any(hole.detail == _NO_DAY for decision in decisions for hole in decision.open_points):
        return Decided((), (errors.day_needed(question),))
    return Decided(decisions)


def _wrong(model: Model, question: str, on: date | None, readings: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """What is wrong with the question, whatever the facts are."""
    found = []
    if type(question) is not str or (question not in model.benefits and question not in model.rules):
        found.append(errors.unknown_question(str(question), (*model.benefits, *model.rules)))
    elif question not in model.benefits and model.rules[question].arguments:
        found.append(errors.takes_arguments(question, [name for name, _ in model.rules[question].arguments]))
    if on is not None and (type(on) is not date or not in_calendar(on)):
        found.append(errors.day_outside(str(on)))
    for name, option in readings.items():
        reading = model.readings.get(name)
        if reading is None:
            found.append(errors.unknown_reading(str(name), model.readings))
        elif option not in [each.name for each in reading.options]:
            found.append(errors.unknown_option(name, str(option), [each.name for each in reading.options]))
    return tuple(found)


# ------------------------------------------------------------------------------------------------ a rule


def _of_rule(work: Evaluation, question: str, on: date | None) -> Decision:
    rule = work.model.rules[question]
    asked = core.Use(question, (), rule.type, span=rule.span, authority=rule.authority)
    step = interpret(work, asked, Frame(on, NO_VARIABLES, question))
    needs = needed((step,))
    return Decision(
        question, "", _open_outcome(step.value), None, on, step,
        missing=needs.missing, open_points=needs.open_points, readings=_readings(work, (step,)), facts=work.facts,
        options=work.readings,
    )  # fmt: skip


def _open_outcome(value: Value) -> Outcome | None:
    if not is_open_value(value):
        return None
    referred = value is OPEN or (isinstance(value, Open) and value.referred)
    return Outcome.REFERRED if referred else Outcome.UNDETERMINED


# ------------------------------------------------------------------------------------------------ a benefit


def _of_benefit(work: Evaluation, benefit: Benefit, on: date | None) -> tuple[Decision, ...]:
    """One decision, or one for each member; one without a member where the list is not known."""
    if benefit.for_each is None:
        return (_decision(work, benefit, "", NO_VARIABLES, on),)
    variable, expression = benefit.for_each
    listed = interpret(work, expression, Frame(None, NO_VARIABLES, benefit.name))
    members = listed.value
    if isinstance(members, Collection):
        return tuple(
            _decision(work, benefit, _name(member, position), {variable: member}, on)
            for position, member in enumerate(members.items, start=1)
        )
    if members is NOT_APPLICABLE:
        return ()
    needs = needed((listed,))
    outcome = _open_outcome(members)
    return (
        Decision(
            benefit.name, "", outcome, None, on, listed,
            missing=needs.missing, open_points=needs.open_points, facts=work.facts, options=work.readings,
        ),
    )  # fmt: skip


def _name(member: Value, position: int) -> str:
    return member.id if isinstance(member, Element) else str(position)


def _decision(
    work: Evaluation, benefit: Benefit, member: str, variables: Mapping[str, Value], on: date | None
) -> Decision:
    asked = Frame(on, variables, benefit.name)
    as_at = None if benefit.as_at is None else interpret(work, benefit.as_at, asked)
    frame = asked if as_at is None else Frame(_day(as_at.value), variables, benefit.name)
    condition = interpret(work, benefit.condition, frame)
    entitled = entitlement_truth(() if as_at is None else (as_at,), condition)
    payments = tuple(pay(work, payment, entitled, frame, on) for payment in benefit.payments)
    needs = _needs(entitled, as_at, condition, payments)
    is_possible = entitled is not NO
    steps = (as_at, condition, *(step for payment in payments for step in _steps(payment)))
    return Decision(
        benefit.name,
        member,
        _outcome(entitled),
        as_at,
        on,
        condition,
        _applies(benefit, condition),
        payments,
        things(work, benefit.needs, frame, work.facts) if is_possible else (),
        things(work, benefit.provides, frame) if is_possible else (),
        things(work, benefit.excludes, frame) if is_possible else (),
        needs.missing,
        needs.open_points,
        _readings(work, steps, by_member=benefit.for_each is not None and bool(work.readings_used)),
        work.facts,
        work.readings,
    )


def _day(value: Value) -> date | Open:
    return value if type(value) is date or isinstance(value, Open) else REFERRED


def _outcome(entitled: Truth) -> Outcome:
    if entitled is YES:
        return Outcome.PAYABLE
    if entitled is NO:
        return Outcome.NOT_PAYABLE
    return Outcome.REFERRED if entitled is OPEN else Outcome.UNDETERMINED


def _applies(benefit: Benefit, condition: Step) -> Step | None:
    """The Step of `applies when`, which is a limb of the condition."""
    node = condition.node
    limbs = node.limbs if isinstance(node, core.Limbs) and benefit.applies is not None else ()
    limb_steps = zip(limbs, condition.inputs, strict=False)
    return next((step for limb, step in limb_steps if limb.expression is benefit.applies), None)


def _needs(entitled: Truth, as_at: Step | None, condition: Step, payments: tuple[PaymentResult, ...]) -> Needed:
    """Entitlement first; then the amounts, with the day for which they are asked, unless it is surely not payable."""
    if entitled is NO:
        return Needed()
    is_open = any(payment.status in (Status.UNDETERMINED, Status.REFERRED) for payment in payments)
    own = needed((as_at, condition)) if entitled is not YES else needed((as_at,)) if is_open else Needed()
    of_amounts = [Needed(payment.missing, payment.open_points) for payment in payments]
    return joined_needs((own, *of_amounts))


def _steps(payment: PaymentResult) -> tuple[Step | None, ...]:
    of_shares = (step for share in payment.shares for step in share.steps)
    own = (payment.when, payment.step, payment.starts, payment.until, payment.while_)
    return (*own, *payment.steps, *of_shares)


def _readings(work: Evaluation, steps: Sequence[Step | None], by_member: bool = False) -> Mapping[str, str]:
    """The readings that were used; of one member's decision, those on which its Steps rest and those of fates."""
    if not by_member:
        return dict(work.readings_used)
    found = {
        step.node.reading for root in steps if root is not None for step in walk(root)
        if isinstance(step.node, core.ByReading)
    }  # fmt: skip
    found |= work.fates_read
    return {name: option for name, option in work.readings_used.items() if name in found}
