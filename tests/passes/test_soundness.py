"""What the passes claim, held against every case of small random books, computed here in the plainest way."""

from fractions import Fraction
from itertools import product
from math import ceil, floor

from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.checking.proof.proof import proof
from policy_engine.checking.scales.scales import ranges, scales
from policy_engine.model import core
from policy_engine.model.rulebook import ListValues, Words
from policy_engine.model.types import COUNT, MONEY, NUMBER, YES_NO, OneOf
from policy_engine.values.truth import YES, Truth
from tests.passes.books import (
    all_of,
    any_of,
    book,
    fact,
    money,
    none_of,
    number,
    one,
    op,
    rows,
    rule,
    the,
)

KIN = OneOf("kin")
KINS = ListValues("kin", values={"spouse": Words("s"), "child": Words("c"), "parent": Words("p")})
FACTS = {
    "n": (0, 1, 2, 3, 4),
    "m": (0, 1, 2, 3),
    "e": (0, 2, 4),
    "d": (1, 2, 3),
    "fishing": (True, False),
    "kin": tuple(KINS.values),
}
DECLARED = (
    fact("n", COUNT, 0, 4), fact("m", COUNT, 0, 3), fact("e", COUNT, 0, 4, step=2), fact("d", COUNT, 1, 3),
    fact("fishing"), fact("kin", KIN),
)  # fmt: skip
COMPARED = {
    "at least": lambda a, b: a >= b, "at most": lambda a, b: a <= b, "below": lambda a, b: a < b,
    "over": lambda a, b: a > b, "is": lambda a, b: a == b, "is not": lambda a, b: a != b,
}  # fmt: skip
COMPUTED = {
    "plus": lambda a, b: a + b, "minus": lambda a, b: a - b, "times": lambda a, b: a * b,
    "divided by": lambda a, b: a / b, "not below": max, "not above": min, "lowest": min, "highest": max,
    "excess": lambda a, b: max(a - b, Fraction(0)),
}  # fmt: skip
ROUNDED = {"down": floor, "up": ceil, "half up": lambda value: floor(value + Fraction(1, 2))}


def value(expression, case):
    """The value of an expression in one case; it is here only for what these tests make."""
    match expression:
        case core.Literal(value=known):
            return known is YES if isinstance(known, Truth) else known if isinstance(known, str) else Fraction(known)
        case core.FactValue(fact=name):
            return Fraction(case[name]) if isinstance(case[name], int) and name not in ("fishing",) else case[name]
        case core.Operation(operator="in values", operands=(subject, *values)):
            return value(subject, case) in [value(each, case) for each in values]
        case core.Operation(operator=word, operands=(left, right)):
            return (COMPARED | COMPUTED)[word](value(left, case), value(right, case))
        case core.Round(operand=operand, mode=mode, unit=unit):
            return ROUNDED[mode](value(operand, case) / unit.value) * Fraction(unit.value)
        case core.Limbs(word="all of", limbs=limbs):
            return all(value(limb.expression, case) for limb in limbs)
        case core.Limbs(word="any of", limbs=limbs):
            return any(value(limb.expression, case) for limb in limbs)
        case core.Limbs(limbs=limbs):
            return not any(value(limb.expression, case) for limb in limbs)
        case core.Choose(rows=made):
            return next(value(row.value, case) for row in made if row.otherwise or value(row.test, case))


def cases(names=tuple(FACTS)):
    return (dict(zip(names, values, strict=True)) for values in product(*(FACTS[name] for name in names)))


# ------------------------------------------------------------------------------------------------ ranges

LEAVES = st.sampled_from(
    [the("n", COUNT), the("e", COUNT), number(0), number(3), number(Fraction(2, 5)), number(-1), number(Fraction(7, 2))]
)


def _bigger(parts):
    words = st.sampled_from([word for word in COMPUTED if word != "divided by"])
    known = st.sampled_from([number(2), number(Fraction(3, 4)), number(-5), the("d", COUNT)])
    tests = st.builds(lambda word, left: op(word, left, number(2)), st.sampled_from(list(COMPARED)), parts)
    return st.one_of(
        st.builds(lambda word, left, right: op(word, left, right, type=NUMBER), words, parts, parts),
        st.builds(lambda left, right: op("divided by", left, right, type=NUMBER), parts, known),
        st.builds(
            lambda of, mode, unit: core.Round(of, mode, number(unit), NUMBER),
            parts, st.sampled_from(list(ROUNDED)), st.sampled_from([1, Fraction(1, 10), 3]),
        ),
        st.builds(lambda test, left, right: rows(NUMBER, (test, left), otherwise=right), tests, parts, parts),
    )  # fmt: skip


@given(st.recursive(LEAVES, _bigger, max_leaves=8))
@settings(max_examples=300, deadline=None)
def test_a_range_holds_every_value(expression):
    model = book(*DECLARED, rule("r", expression, NUMBER))
    of = ranges(model)["r"]
    refused = {each.code for each in scales(model)} & {"R103", "R104"}
    for case in cases(("n", "e", "d")):
        found = value(expression, case)
        assert of.low <= found <= of.high
        if not refused and of.step:
            dividing = 1 if of.divisor is None else value(of.divisor.expression, case)
            assert (found * dividing / Fraction(of.step)).denominator == 1
        if not refused and not of.step:
            assert found == 0


# ------------------------------------------------------------------------------------------------ choices

N, M, FISHING, HEIR = the("n", COUNT), the("m", COUNT), the("fishing"), the("kin", KIN)
ATOMS = st.one_of(
    st.builds(lambda word, bound: op(word, N, number(bound)), st.sampled_from(list(COMPARED)), st.integers(-1, 5)),
    st.builds(lambda word, bound: op(word, M, number(bound)), st.sampled_from(list(COMPARED)), st.integers(-1, 5)),
    st.builds(lambda word: op(word, N, M), st.sampled_from(list(COMPARED))),
    st.builds(
        lambda word, bound: op(word, op("minus", M, N, type=COUNT), number(bound)),
        st.sampled_from(list(COMPARED)), st.integers(-3, 3),
    ),
    st.just(FISHING),
    st.builds(lambda name: op("is", HEIR, one("kin", name)), st.sampled_from(list(KINS.values))),
    st.just(op("in values", HEIR, one("kin", "child"), one("kin", "parent"))),
)  # fmt: skip
TESTS = st.recursive(
    ATOMS,
    lambda parts: st.one_of(
        st.builds(all_of, parts, parts), st.builds(any_of, parts, parts), st.builds(none_of, parts, parts)
    ),
    max_leaves=4,
)


def in_words(case):
    """A case as a diagnostic gives it."""
    return {
        name: ("yes" if known else "no") if name == "fishing" else str(known) for name, known in case.items()
    }  # fmt: skip


@given(st.lists(st.tuples(TESTS, st.integers(1, 3)), min_size=1, max_size=4), st.booleans())
@settings(max_examples=300, deadline=None)
def test_gaps_and_overlaps_are_those_of_the_cases(made, otherwise):
    choice = rows(MONEY, *((test, money(sen)) for test, sen in made), otherwise=money(9) if otherwise else None)
    found = proof(book(*DECLARED, rule("r", choice, MONEY), lists={"kin": KINS}))
    if [each.code for each in found] == ["G205"]:
        return
    gaps, overlaps, deciding = [], set(), set()
    for case in cases(("n", "m", "fishing", "kin")):
        holds = [place for place, (test, _) in enumerate(made) if value(test, case)]
        deciding |= set(holds) if holds or not otherwise else {len(made)}
        gaps += [] if holds or otherwise else [in_words(case)]
        overlaps |= {(a, b) for a in holds for b in holds if a < b and made[a][1] != made[b][1]}
    said = {code: [each for each in found if each.code == code] for code in ("G201", "G202", "G203")}

    assert bool(said["G201"]) == bool(gaps)
    for each in said["G201"]:
        witness = dict(part.split(" is ") for part in each.facts["case"].split(", ") if " is " in part)
        assert each.severity.value == "error"
        assert any(witness.items() <= gap.items() for gap in gaps)
    assert len(said["G202"]) == min(len(overlaps), 5)
    assert {(int(each.facts["first"]) - 1, int(each.facts["second"]) - 1) for each in said["G202"]} <= overlaps
    idle = set(range(len(choice.rows))) - deciding
    if len(idle) < len(choice.rows):
        labels = {choice.rows[place].label for place in idle}
        assert {each.facts["row"] for each in said["G203"]} == labels


def test_the_evaluator_of_these_tests_knows_yes():
    assert value(core.Literal(YES, YES_NO), {}) is True
