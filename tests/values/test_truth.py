"""The pair algebra over all six truth values: every law, every pair, every triple."""

from itertools import product

import pytest

from policy_engine.values.truth import (
    LEANS_NO,
    LEANS_YES,
    NO,
    OPEN,
    UNKNOWN,
    YES,
    Truth,
    all_of,
    any_of,
    is_open,
    negate,
    truth_of,
)

SIX = (YES, NO, UNKNOWN, OPEN, LEANS_NO, LEANS_YES)
BOTH = (all_of, any_of)


def label(truth: Truth) -> str:
    """What a condition with this value means for entitlement."""
    if truth.low is True:
        return "payable"
    if truth.high is False:
        return "not payable"
    return "undetermined" if None in (truth.low, truth.high) else "referred"


def says_no_less(left: Truth, right: Truth) -> bool:
    """The order of information: where the left part is known, the right part is the same."""
    return all(a is None or a == b for a, b in ((left.low, right.low), (left.high, right.high)))


def no_more_yes(left: Truth, right: Truth) -> bool:
    """The order no, unknown, yes in each part."""
    rank = {False: 0, None: 1, True: 2}
    return rank[left.low] <= rank[right.low] and rank[left.high] <= rank[right.high]


@pytest.mark.parametrize("operation", BOTH)
def test_the_six_are_closed_and_interned(operation):
    for pair in product(SIX, repeat=2):
        assert any(operation(pair) is one for one in SIX)
    assert all(any(negate(truth) is one for one in SIX) for truth in SIX)


def test_the_four_atoms_make_exactly_the_six():
    made = {YES, NO, UNKNOWN, OPEN}
    while True:
        more = made | {negate(a) for a in made} | {op(pair) for op in BOTH for pair in product(made, repeat=2)}
        if more == made:
            break
        made = more
    assert made == set(SIX)


@pytest.mark.parametrize("operation", BOTH)
def test_associative_commutative_idempotent(operation):
    for a, b, c in product(SIX, repeat=3):
        together = operation((a, b, c))
        assert operation((operation((a, b)), c)) is together
        assert operation((a, operation((b, c)))) is together
        assert operation((a, b)) is operation((b, a))
        assert operation((a, a)) is a


def test_absorptive_and_distributive():
    for a, b, c in product(SIX, repeat=3):
        assert all_of((a, any_of((a, b)))) is a
        assert any_of((a, all_of((a, b)))) is a
        assert all_of((a, any_of((b, c)))) is any_of((all_of((a, b)), all_of((a, c))))
        assert any_of((a, all_of((b, c)))) is all_of((any_of((a, b)), any_of((a, c))))


def test_negation_is_an_involution_and_de_morgan_holds():
    for a, b in product(SIX, repeat=2):
        assert negate(negate(a)) is a
        assert negate(all_of((a, b))) is any_of((negate(a), negate(b)))


@pytest.mark.parametrize("order", [says_no_less, no_more_yes])
@pytest.mark.parametrize("operation", BOTH)
def test_monotone_in_information_and_in_yes_ness(operation, order):
    for a, b, c in product(SIX, repeat=3):
        if order(a, b):
            assert order(operation((a, c)), operation((b, c)))


def test_negation_keeps_information_and_turns_yes_ness():
    for a, b in product(SIX, repeat=2):
        assert not says_no_less(a, b) or says_no_less(negate(a), negate(b))
        assert not no_more_yes(a, b) or no_more_yes(negate(b), negate(a))


def test_low_is_never_more_yes_than_high():
    rank = {False: 0, None: 1, True: 2}
    assert all(rank[truth.low] <= rank[truth.high] for truth in SIX)


@pytest.mark.parametrize("operation", BOTH)
def test_however_an_open_point_is_decided_the_result_lies_between(operation):
    """An open point decided once gives a result between the low and the high part of what was said before."""
    for a, decided in product(SIX, (YES, NO)):
        before, after = operation((a, OPEN)), operation((a, decided))
        assert no_more_yes(Truth(before.low, before.low), after)
        assert no_more_yes(after, Truth(before.high, before.high))


def test_labels():
    assert {truth: label(truth) for truth in SIX} == {
        YES: "payable",
        NO: "not payable",
        UNKNOWN: "undetermined",
        OPEN: "referred",
        LEANS_NO: "undetermined",
        LEANS_YES: "undetermined",
    }


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        # nine months paid, whatever the gap says: no and open
        (all_of((NO, OPEN)), NO),
        (any_of((YES, OPEN)), YES),
        # an open point beside a missing fact: against it is certain, in favour it needs the fact
        (all_of((OPEN, UNKNOWN)), LEANS_NO),
        (any_of((OPEN, UNKNOWN)), LEANS_YES),
        (negate(OPEN), OPEN),
        (negate(LEANS_NO), LEANS_YES),
        (all_of((LEANS_NO, LEANS_YES)), LEANS_NO),
        (any_of((LEANS_NO, LEANS_YES)), LEANS_YES),
        # the gap and (the gap or the fact), the gap or (the gap and the fact): by absorption the gap
        (all_of((OPEN, LEANS_YES)), OPEN),
        (any_of((OPEN, LEANS_NO)), OPEN),
        (all_of(()), YES),
        (any_of(()), NO),
    ],
)
def test_what_a_condition_comes_to(condition, expected):
    assert condition is expected


def test_once_referred_never_back_for_facts():
    """Replacing every missing fact by yes or no never turns a label other than undetermined into another one."""
    closed = {LEANS_NO: (NO, OPEN), LEANS_YES: (YES, OPEN), UNKNOWN: (YES, NO)}
    for a, b in product(SIX, repeat=2):
        for operation in BOTH:
            said = label(operation((a, b)))
            for x, y in product(closed.get(a, (a,)), closed.get(b, (b,))):
                assert said in ("undetermined", label(operation((x, y))))


def test_open_and_plain_truths():
    assert [is_open(truth) for truth in SIX] == [False, False, True, True, True, True]
    assert truth_of(True) is YES
    assert truth_of(False) is NO
    with pytest.raises(TypeError, match="may be open"):
        bool(OPEN)
