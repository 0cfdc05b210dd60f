"""Circles are found, shown with their path, and long chains are no trouble."""

from policy_engine.checking.order import in_order, order
from policy_engine.model import core
from policy_engine.model.rulebook import Entity
from policy_engine.model.types import DATE, MONEY, YES_NO
from policy_engine.source.text import Source, Span
from tests.passes.books import all_of, benefit, book, day, fact, none_of, op, parameter, rule, the, use, yes


def paths(model):
    return [(found.code, found.facts.get("path")) for found in order(model)]


def test_three_rules_in_a_circle():
    model = book(rule("a", use("b")), rule("b", use("c")), rule("c", use("a")), rule("d", use("a")))
    assert paths(model) == [("X101", "a -> b -> c -> a")]


def test_a_rule_that_needs_itself():
    assert paths(book(rule("a", none_of(use("a"))))) == [("X101", "a -> a")]


def test_another_date_does_not_break_a_circle():
    model = book(rule("a", core.AsAt(use("a"), day("2024-01-01"), YES_NO)))
    assert paths(model) == [("X101", "a -> a")]


def test_benefits_in_a_circle():
    model = book(benefit("first", core.Payable("second")), benefit("second", all_of(yes(), core.Payable("first"))))
    assert paths(model) == [("X101", "first -> second -> first")]


def test_a_recorded_award_and_an_amount_make_no_circle():
    model = book(benefit("first", core.PaidOn("second", day("2024-01-01"))), benefit("second", core.Payable("first")))
    assert paths(model) == []


def test_a_fact_that_is_asked_only_under_itself():
    member = core.Variable("child", YES_NO)
    married = core.FieldValue("child", "married", member, YES_NO)
    entity = Entity("child", fields={"married": fact("married", entity="child", ask_when=married)})
    model = book(fact("fishing", ask_when=use("near")), rule("near", the("fishing")), entities={"child": entity})
    assert paths(model) == [("X101", "fishing -> near -> fishing"), ("X101", "child.married -> child.married")]


def test_two_circles_through_one_rule_are_both_shown():
    model = book(rule("a", all_of(use("b"), use("c"))), rule("b", use("a")), rule("c", use("a")))
    assert paths(model) == [("X101", "a -> b -> a"), ("X101", "a -> c -> a")]


def test_places_of_the_circle():
    text = "rule a is b\nrule b is a\n"
    source = Source("book.policy", text)
    at_b, at_a = Span(source, 10, 11), Span(source, 22, 23)
    model = book(rule("a", core.Use("b", (), YES_NO, span=at_b)), rule("b", core.Use("a", (), YES_NO, span=at_a)))
    (found,) = order(model)
    assert found.span == at_b
    assert [label.span for label in found.related] == [at_a]


def test_a_thousand_rules_in_a_circle():
    model = book(*(rule(f"r{place}", use(f"r{(place + 1) % 1000}")) for place in range(1000)))
    assert paths(model) == [("X101", "r0 -> r1 -> r2 -> r3 -> r4 -> r5 -> ... -> r999 -> r0")]


def test_a_chain_of_ten_thousand_rules_is_put_in_order():
    links = [rule(f"r{place}", use(f"r{place + 1}")) for place in range(10_000)]
    model = book(*links, rule("r10000", yes()))
    assert order(model) == ()
    assert in_order(model)[:2] == ("r10000", "r9999")


def test_nesting_has_a_limit():
    deep = yes()
    for _ in range(99):
        deep = none_of(deep)
    assert order(book(rule("a", deep))) == ()
    (found,) = order(book(rule("a", none_of(deep)), parameter("p", MONEY, (None, None, 1)), fact("f", DATE)))
    assert (found.code, found.facts) == ("X102", {"limit": "100"})


def test_provisions_that_beat_each_other():
    clauses = core.Choose("clauses", (
        core.Row("first", the("x"), yes(), overrides=(1,)),
        core.Row("second", None, yes(False), overrides=(0,)),
        core.Row("third", op("is", the("x"), yes()), yes(), overrides=(1,)),
    ), YES_NO)  # fmt: skip
    assert paths(book(rule("a", clauses))) == [("X103", "first -> second -> first")]
