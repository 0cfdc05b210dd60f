"""What an expression is made of, and what can be reached from a declaration."""

from policy_engine.model import core
from policy_engine.model.types import COUNT, DATE, MONEY, YES_NO
from policy_engine.model.walk import Reached, children, closure, within
from tests.passes.books import all_of, benefit, book, fact, number, op, parameter, pays, rule, the, use


def test_parts_come_in_the_order_of_the_text():
    first, second = the("first"), the("second")
    assert children(all_of(first, second)) == (first, second)
    assert tuple(within(all_of(all_of(first), second))) == (
        all_of(all_of(first), second), all_of(first), first, second,
    )  # fmt: skip


def test_a_closure_goes_through_rules_parameters_and_ask_whens():
    model = book(
        fact("died", DATE),
        fact("died_abroad", ask_when=op("is not", the("died", DATE), the("never", DATE))),
        fact("never", DATE),
        parameter("rate", MONEY, (None, None, 100)),
        rule("abroad", the("died_abroad")),
        benefit("funeral", use("abroad"), pays("total", core.Lookup("rate", (), MONEY))),
    )
    assert closure(model, model.benefits["funeral"]) == Reached(
        facts=("died", "never", "died_abroad"), rules=("abroad",), parameters=("rate",)
    )


def test_of_another_benefit_only_its_entitlement_is_reached():
    model = book(
        benefit("other", the("entitled"), pays("total", the("wage", MONEY))),
        benefit("first", core.Payable("other")),
    )
    reached = closure(model, model.benefits["first"])
    assert (reached.benefits, reached.facts) == (("other",), ("entitled",))


def test_a_recorded_award_reaches_nothing_of_the_other_benefit():
    model = book(benefit("other", the("entitled")), rule("had", core.PaidOn("other", the("on", DATE))))
    reached = closure(model, model.rules["had"])
    assert (reached.awards, reached.benefits, reached.facts) == (("other",), (), ("on",))


def test_cycles_and_long_chains_end():
    chain = [rule(f"r{place}", use(f"r{(place + 1) % 10_000}"), YES_NO) for place in range(10_000)]
    model = book(*chain)
    assert len(closure(model, model.rules["r0"]).rules) == 9_999


def test_fields_and_open_points_are_named():
    member = core.Variable("dependant", YES_NO)
    gap = core.OpenPoint("gap", "factor", COUNT)
    expression = all_of(
        core.FieldValue("dependant", "born", member, DATE), core.OpenPoint("discretion", "late", YES_NO),
        core.ByReading("days", (("a", op("at least", gap, number(2))),), YES_NO), core.ScaleValue("levy", gap, MONEY),
    )  # fmt: skip
    assert closure(book(), expression) == Reached(
        fields=(("dependant", "born"),), discretions=("late",), readings=("days",), gaps=("factor",), scales=("levy",)
    )
