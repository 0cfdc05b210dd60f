"""Laws of sharing: nothing is lost, nothing is owed, and names decide nothing but ties."""

from fractions import Fraction

from hypothesis import given

from policy_engine.evaluation.decision import PaymentResult
from policy_engine.evaluation.operate import bounds_of
from policy_engine.model.rulebook import Draws, Shares
from policy_engine.values.value import Exact, Open
from tests.properties.worlds import World, answered_worlds, law


@law(100)
@given(answered_worlds())
def test_shares_and_rest_are_the_whole(world: World) -> None:
    """Shares and rest add up to the amount, cut to the unit; no share is below nothing; each is whole in the unit."""
    for missing in ((), world.some_missing()):
        facts = world.facts(missing)
        for name in world.model.benefits:
            for decision in world.ask(facts, name).decisions:
                for payment in decision.payments:
                    if isinstance(payment.payment, Shares | Draws):
                        _adds_up(payment)


def _adds_up(payment: PaymentResult) -> None:
    if payment.rest is None:
        return
    amounts = [share.amount for share in payment.shares]
    known = [amount for amount in amounts if isinstance(amount, Exact)]
    unit = payment.payment.unit if isinstance(payment.payment, Shares) else 1
    assert all(amount >= 0 and Fraction(amount) % unit == 0 for amount in known)
    if len(known) == len(amounts) and isinstance(payment.value, Exact) and isinstance(payment.rest, Exact):
        assert payment.rest >= 0
        assert sum(known) + payment.rest == payment.value
    if isinstance(payment.value, Exact):
        assert sum(known) <= max(payment.value, 0)
    for amount in amounts:
        low, high = bounds_of(amount)
        assert low is None or low >= 0
        assert not isinstance(amount, Open) or low is None or high is None or low <= high


@law(80)
@given(answered_worlds())
def test_a_member_has_one_share(world: World) -> None:
    """Every member of the list appears once, unless it belongs to several classes of the tier; nobody else appears."""
    facts = world.facts(world.some_missing())
    for name, benefit in world.model.benefits.items():
        for decision in world.ask(facts, name).decisions:
            for payment in decision.payments:
                declared = payment.payment
                if isinstance(declared, Shares) and declared.subject is not None and payment.shares:
                    listed = world.case[declared.subject.fact]  # type: ignore[union-attr]
                    assert {share.member for share in payment.shares} <= {each["id"] for each in listed}
                    pairs = [(share.class_name, share.member) for share in payment.shares]
                    assert len(pairs) == len(set(pairs)), benefit.name
