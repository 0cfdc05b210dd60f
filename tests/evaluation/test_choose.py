"""Choices against an oracle that tries out every way in which missing facts and open points may turn out."""

from collections.abc import Iterator
from itertools import product

import pytest

from policy_engine.evaluation.choose import chosen, standing
from policy_engine.model import core
from policy_engine.model.types import COUNT, YES_NO
from policy_engine.values.truth import LEANS_NO, LEANS_YES, NO, OPEN, UNKNOWN, YES, Truth
from policy_engine.values.value import REFERRED, UNDETERMINED, Open, Value

TRUE = core.Literal(YES, YES_NO)
"""Stands where a test is; its value is given beside it."""

Shape = tuple[core.Row, ...]


def row(label: str, *overrides: int, otherwise: bool = False) -> core.Row:
    return core.Row(label, None if otherwise else TRUE, core.Literal(0, COUNT), overrides, otherwise)


TWO = (row("1"), row("2"))
TWO_AND_OTHERWISE = (row("1"), row("2"), row("otherwise", otherwise=True))
EXCEPTION = (row("rule"), row("exception", 0))
CHAIN = (row("rule"), row("exception", 0), row("exception to it", 1))
SHAPES = {"two": TWO, "otherwise": TWO_AND_OTHERWISE, "exception": EXCEPTION, "chain": CHAIN}


def crisp(rows: Shape, tests: tuple[bool, ...], values: tuple[object, ...]) -> object:
    """The value where nothing is open; "open" where no row decides or two differ.  Written apart from the engine:
    strike out, for as long as anything changes, whatever an applying exception beats."""
    own = list(tests)
    for position, each in enumerate(rows):
        if each.otherwise:
            own[position] = not any(tests)
    applies = list(own)
    for _ in rows:
        for position, each in enumerate(rows):
            if applies[position]:
                for beaten in each.overrides:
                    applies[beaten] = True
    standing_rows = [
        position
        for position in range(len(rows))
        if own[position] and not any(applies[other] and position in rows[other].overrides for other in range(len(rows)))
    ]
    found = {values[position] for position in standing_rows}
    return found.pop() if len(found) == 1 else "open"


def outcomes(
    rows: Shape, tests: tuple[Truth, ...], values: tuple[Value, ...], known: tuple[object, ...]
) -> Iterator[set[object]]:
    """For every way in which the facts turn out, all results that the open points may then have."""
    tested = len(tests)
    facts = [(True, False) if test in (UNKNOWN, LEANS_NO, LEANS_YES) else (None,) for test in tests]
    supplied = [known if value in (UNDETERMINED, UNKNOWN) else (value,) for value in values]
    for way in product(*facts):
        for given in product(*supplied):
            results: set[object] = set()
            decided = [known if value in (REFERRED, OPEN) else (value,) for value in given]
            for gaps in product((True, False), repeat=tested):
                crisp_tests = tuple(_decided(test, fact, gap) for test, fact, gap in zip(tests, way, gaps, strict=True))
                for final in product(*decided):
                    results.add(crisp(rows, crisp_tests + (False,) * (len(rows) - tested), final))
            yield results


def _decided(test: Truth, fact: bool | None, gap_in_favour: bool) -> bool:
    part = test.high if gap_in_favour else test.low
    if part is None:
        assert fact is not None
        return fact
    return part


def engine(rows: Shape, tests: tuple[Truth, ...], values: tuple[Value, ...], is_truth: bool) -> Value:
    stand = standing(rows, dict(enumerate(tests)))
    return chosen(rows, stand, {position: values[position] for position in stand.candidates}, is_truth).value


@pytest.mark.parametrize("shape", SHAPES)
def test_amounts_agree_with_every_way_the_case_may_turn_out(shape: str) -> None:
    rows = SHAPES[shape]
    tested = sum(not each.otherwise for each in rows)
    kinds: tuple[Value, ...] = (1, 2, UNDETERMINED, REFERRED)
    for tests in product((YES, NO, UNKNOWN, OPEN), repeat=tested):
        for values in product(kinds, repeat=len(rows)):
            result = engine(rows, tests, values, is_truth=False)
            ways = list(outcomes(rows, tests, values, (1, 2, 3)))
            settled = [next(iter(way)) if len(way) == 1 else "open" for way in ways]
            if not isinstance(result, Open):
                assert set(settled) == {result}, (tests, values, result)
            elif result.referred:
                assert set(settled) == {"open"}, (tests, values, result)
            else:
                assert any(way != "open" for way in settled) or _only_imprecise(tests, values), (tests, values)


def _only_imprecise(tests: tuple[Truth, ...], values: tuple[Value, ...]) -> bool:
    """An undetermined choice may still turn out to be referred whatever the facts: where facts are missing at all."""
    return UNKNOWN in tests or UNDETERMINED in values


@pytest.mark.parametrize("shape", SHAPES)
def test_conditions_agree_with_every_way_the_case_may_turn_out(shape: str) -> None:
    rows = SHAPES[shape]
    tested = sum(not each.otherwise for each in rows)
    for tests in product((YES, NO, UNKNOWN, OPEN, LEANS_NO, LEANS_YES), repeat=tested):
        kinds = (YES, NO, UNKNOWN, OPEN) if tested == 2 and len(rows) == 2 else (YES, NO)
        for values in product(kinds, repeat=len(rows)):
            result = engine(rows, tests, values, is_truth=True)
            assert isinstance(result, Truth)
            ways = list(outcomes(rows, tests, values, (YES, NO)))
            if result is YES or result is NO:
                assert all(way == {result} for way in ways), (tests, values, result)
            if result is OPEN:
                assert not any(way in ({YES}, {NO}) for way in ways), (tests, values)
            if result.low is False:
                assert not any(way == {YES} for way in ways), (tests, values, result)
            if result.high is True:
                assert not any(way == {NO} for way in ways), (tests, values, result)


def test_either_way() -> None:
    """An unknown test whose rows agree does not matter."""
    rows = (row("1"), row("otherwise", otherwise=True))

    assert engine(rows, (UNKNOWN,), (500, 500), is_truth=False) == 500
    assert engine(rows, (OPEN,), (500, 500), is_truth=False) == 500
    assert engine(rows, (UNKNOWN,), (500, 600), is_truth=False) == Open(False, 500, 600)
    assert engine(rows, (OPEN,), (500, 600), is_truth=False) == Open(True, 500, 600)


def test_a_fact_that_could_bring_agreement_is_worth_asking() -> None:
    """Whatever the open point decides, both rows may come to 5: so the case is not yet referred."""
    rows = (row("1"), row("otherwise", otherwise=True))

    assert engine(rows, (OPEN,), (UNDETERMINED, 5), is_truth=False) == UNDETERMINED
    assert engine(rows, (OPEN,), (REFERRED, 5), is_truth=False) == REFERRED


def test_what_is_wrong_is_named() -> None:
    stand = standing(TWO, {0: YES, 1: YES})
    conflict = chosen(TWO, stand, {0: 1, 1: 2}, False)
    nothing = chosen(TWO, standing(TWO, {0: NO, 1: NO}), {}, False)

    assert (conflict.why, conflict.detail, conflict.value) == ("conflict", ("1", "2"), REFERRED)
    assert (nothing.why, nothing.detail, nothing.value) == ("no row", ("1", "2"), REFERRED)


def test_equal_values_of_two_certain_rows_name_both() -> None:
    stand = standing(TWO, {0: YES, 1: YES})

    assert chosen(TWO, stand, {0: 7, 1: 7}, False).rows == (0, 1)


def test_a_circle_free_chain_of_exceptions() -> None:
    """The exception to the exception lets the exception fall, and decides itself."""
    assert engine(CHAIN, (YES, YES, YES), (1, 2, 3), is_truth=False) == 3
    assert engine(CHAIN, (YES, YES, NO), (1, 2, 3), is_truth=False) == 2
    assert engine(CHAIN, (YES, NO, YES), (1, 2, 3), is_truth=False) == 3
    assert engine(CHAIN, (YES, NO, NO), (1, 2, 3), is_truth=False) == 1
