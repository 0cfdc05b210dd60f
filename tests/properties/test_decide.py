"""Laws of deciding: it always answers, says why it cannot, and every Step follows from its inputs."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

from hypothesis import given

from policy_engine.evaluation.decision import Decision, Outcome, PaymentResult, Status
from policy_engine.evaluation.operate import is_open_value
from policy_engine.evaluation.recompute import recompute
from policy_engine.evaluation.step import HoleKind, Step, walk
from policy_engine.values.truth import Truth
from policy_engine.values.value import Open
from tests.properties.cases import rulings
from tests.properties.summary import plain
from tests.properties.worlds import World, answered_worlds, law

KINDS = get_args(HoleKind)
BEYOND_RULINGS = {"not in force", "no row", "conflict", "no value"}


@law(150)
@given(answered_worlds())
def test_a_checked_book_always_answers(world: World) -> None:
    """Every benefit and every rule is decided on any facts, and what is open has holes of the documented kinds."""
    for missing in ((), world.some_missing(), world.some_missing()):
        facts = world.facts(missing)
        for question in world.questions:
            for decision in world.ask(facts, question).decisions:
                assert all(hole.kind in KINDS for hole in (*decision.missing, *decision.open_points))
                assert not any(hole.is_open_point for hole in decision.missing)
                assert all(hole.is_open_point for hole in decision.open_points)
                _open_says_why(decision)


def _open_says_why(decision: Decision) -> None:
    if decision.outcome is Outcome.UNDETERMINED:
        assert decision.missing
    if decision.outcome is Outcome.REFERRED:
        assert decision.open_points
    for payment in decision.payments:
        if decision.outcome is Outcome.PAYABLE:
            assert payment.status is not Status.UNDETERMINED or decision.missing
            assert payment.status is not Status.REFERRED or decision.open_points
        assert payment.status is not Status.KNOWN or not isinstance(payment.value, Open)


@law(120)
@given(answered_worlds())
def test_every_step_follows_from_its_inputs(world: World) -> None:
    """The value of a Step is what its node makes of the values of its inputs and of the facts."""
    facts = world.facts(
        world.some_missing(), **({"rulings": rulings(world.model, world.random)} if world.random.randrange(2) else {})
    )
    for question in world.questions:
        for decision in world.ask(facts, question).decisions:
            for step in steps_of(decision):
                again = recompute(world.model, step, facts)
                assert again is step.value or plain(again) == plain(step.value)


def steps_of(decision: Decision) -> Iterator[Step]:
    """Every Step of a decision, those of the payments too."""
    roots = [decision.as_at, decision.condition, decision.applies]
    roots += [thing.applies for thing in (*decision.needs, *decision.provides, *decision.excludes)]
    for payment in decision.payments:
        roots += _roots(payment)
    for root in roots:
        if root is not None:
            yield from walk(root)


def _roots(payment: PaymentResult) -> list[Step | None]:
    shares = [step for share in payment.shares for step in share.steps]
    payees = [thing.applies for thing in payment.payees]
    return [payment.step, payment.when, payment.starts, payment.until, payment.while_, *payment.steps, *shares, *payees]


@law(80)
@given(answered_worlds())
def test_an_open_answer_has_a_hole_below(world: World) -> None:
    """Under every condition, amount and use of a rule that is open lies the Step at which that begins."""
    facts = world.facts(world.some_missing())
    for question in world.questions:
        for decision in world.ask(facts, question).decisions:
            as_at = decision.as_at
            is_day_open = as_at is not None and not isinstance(as_at.value, date)
            roots = [decision.condition, *(payment.step for payment in decision.payments)]
            for root in roots:
                if root is not None and is_open_value(root.value) and not is_day_open:
                    assert any(below.why is not None for below in walk(root))


@law(80)
@given(answered_worlds())
def test_the_low_part_never_exceeds_the_high_part(world: World) -> None:
    """What holds with every open point decided against holds with every one decided in favour."""
    facts = world.facts(world.some_missing())
    for question in world.questions:
        for decision in world.ask(facts, question).decisions:
            for step in steps_of(decision):
                if isinstance(step.value, Truth):
                    assert (step.value.low, step.value.high) != (True, False)
                if isinstance(step.value, Open) and step.value.low is not None and step.value.high is not None:
                    assert step.value.low <= step.value.high


@law(100)
@given(answered_worlds())
def test_with_every_ruling_only_the_rules_themselves_refer(world: World) -> None:
    """Where every gap and discretion is ruled on, only a day, a choice or an operation without a result is referred."""
    facts = world.facts(world.some_missing(), rulings=rulings(world.model, world.random))
    for question in world.questions:
        for decision in world.ask(facts, question).decisions:
            assert {hole.kind for hole in decision.open_points} <= BEYOND_RULINGS
