"""Laws of the parts of the interpreter: what is known of less stays so where more is known.

To refine is to give a missing truth or value one of those that facts can bring, also one that is referred.
"""

from typing import get_args

from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.evaluation.choose import chosen, standing
from policy_engine.evaluation.lists import Seen, gather
from policy_engine.evaluation.operate import is_open_value, operate
from policy_engine.model import core
from policy_engine.model.core import EachWord, Row
from policy_engine.model.rulebook import Settings, Words
from policy_engine.model.types import YES_NO
from policy_engine.values.truth import LEANS_NO, LEANS_YES, NO, OPEN, UNKNOWN, YES, Truth
from policy_engine.values.value import NOT_APPLICABLE, REFERRED, UNDETERMINED, Element, Open, Value
from tests.properties.worlds import law

MAY_BECOME = {
    UNKNOWN: (YES, NO, OPEN, UNKNOWN, LEANS_NO, LEANS_YES),
    LEANS_NO: (NO, OPEN, LEANS_NO),
    LEANS_YES: (YES, OPEN, LEANS_YES),
}
"""What each truth that lacks facts may become; the others stay."""

TRUTHS = st.sampled_from((YES, NO, UNKNOWN, OPEN, LEANS_NO, LEANS_YES))
VALUES: st.SearchStrategy[Value] = st.sampled_from((0, 1, 2, UNDETERMINED, REFERRED))
SETTINGS = Settings("book", Words())


def refined_truth(draw: st.DrawFn, truth: Truth) -> Truth:
    return draw(st.sampled_from(MAY_BECOME.get(truth, (truth,))))


def refined(draw: st.DrawFn, value: Value) -> Value:
    """A missing value that has come, or is found to be referred, or not to apply, or is still missing."""
    if isinstance(value, Truth):
        return refined_truth(draw, value)
    if not isinstance(value, Open) or value.referred:
        return value
    may_be = [st.just(value)]
    may_be += [VALUES] if value.asked in (YES, UNKNOWN) else []
    may_be += [st.just(NOT_APPLICABLE)] if value.asked is not YES else []
    return draw(st.one_of(may_be))


def stays(before: Value, after: Value) -> bool:
    """Whether what was known, or surely referred, is so still."""
    if isinstance(before, Truth):
        assert isinstance(after, Truth)
        return before.low in (None, after.low) and before.high in (None, after.high)
    if isinstance(before, Open):
        return not before.referred or (isinstance(after, Open) and after.referred)
    if isinstance(before, Element):
        return after is before
    return not is_open_value(after) and after == before


# ------------------------------------------------------------------------------------------------ lists


@frozen
class Looked:
    """A look over a list: what is seen of its members, and whether there are no others."""

    seen: list[Seen]
    complete: bool


@st.composite
def lists_twice(draw: st.DrawFn) -> tuple[EachWord, Looked, Looked]:
    """A look over a list of which something is missing, and the same with more of it known."""
    word = draw(st.sampled_from(get_args(EachWord)))
    bodies = TRUTHS if word in ("some", "every", "no") else st.one_of(VALUES, st.just(NOT_APPLICABLE))
    wheres = st.sampled_from((YES, NO, UNKNOWN, OPEN))

    def members(name: str, most: int) -> list[Seen]:
        many = draw(st.integers(0, most))
        return [Seen(Element("x", f"{name}{n}", {}), draw(wheres), draw(bodies)) for n in range(many)]

    first, complete = members("m", 3), draw(st.booleans())
    later = [evolve(each, where=refined_truth(draw, each.where), body=refined(draw, each.body)) for each in first]
    later += [] if complete else members("n", 2)
    return word, Looked(first, complete), Looked(later, complete or draw(st.booleans()))


@law(500)
@given(lists_twice())
def test_a_look_over_a_list(lists: tuple[EachWord, Looked, Looked]) -> None:
    """Knowing more of the members, or that there are no more of them, takes nothing back."""
    word, *looks = lists

    before, after = (gather(word, look.seen, look.complete).value for look in looks)

    assert stays(before, after)


# ------------------------------------------------------------------------------------------------ choices


@frozen
class Rows:
    """What is known of the tests and of the values of rows, by their places."""

    tests: dict[int, Truth]
    values: dict[int, Value]


@st.composite
def choices_twice(draw: st.DrawFn) -> tuple[list[Row], bool, Rows, Rows]:
    """Rows of which tests or values are missing, and the same with more of them known."""
    is_truth = draw(st.booleans())
    number = draw(st.integers(1, 4))
    anything = core.Literal(YES, YES_NO)
    rows = []
    for place in range(number):
        is_otherwise = place == number - 1 and draw(st.booleans())
        before = st.lists(st.integers(0, place - 1), max_size=2, unique=True) if place else st.just([])
        overrides = () if is_otherwise else tuple(draw(before))
        rows.append(Row(str(place), None if is_otherwise else anything, anything, overrides, otherwise=is_otherwise))
    tests = {place: draw(TRUTHS) for place, row in enumerate(rows) if row.test is not None}
    values = {place: draw(TRUTHS if is_truth else VALUES) for place in range(number)}
    tests_later = {place: refined_truth(draw, truth) for place, truth in tests.items()}
    values_later = {place: refined(draw, value) for place, value in values.items()}
    return rows, is_truth, Rows(tests, values), Rows(tests_later, values_later)


@law(800)
@given(choices_twice())
def test_a_choice(choice: tuple[list[Row], bool, Rows, Rows]) -> None:
    """Knowing more of the tests and the values of rows takes nothing back."""
    rows, is_truth, *known = choice
    found = []
    for each in known:
        stand = standing(rows, each.tests)
        candidates = {place: each.values[place] for place in stand.candidates}
        found.append(chosen(rows, stand, candidates, is_truth).value)
    before, after = found

    assert stays(before, after)


# ------------------------------------------------------------------------------------------------ operators


@st.composite
def operations_twice(draw: st.DrawFn) -> tuple[str, bool, list[Value], list[Value]]:
    """An operator on amounts of which some are missing, or may not apply, and the same with more known."""
    operator, is_truth = draw(
        st.sampled_from((("plus", False), ("minus", False), ("excess", False), ("over", True), ("is", True)))
    )
    may_not_apply = st.sampled_from([Open(False, asked=asked) for asked in (UNKNOWN, LEANS_NO)])
    values = [draw(st.one_of(VALUES, may_not_apply)) for _ in range(2)]
    return operator, is_truth, values, [refined(draw, value) for value in values]


@law(400)
@given(operations_twice())
def test_an_operation(operation: tuple[str, bool, list[Value], list[Value]]) -> None:
    """Knowing more of the operands takes nothing back, also where one turns out not to apply."""
    operator, is_truth, *operands = operation

    before, after = (operate(operator, each, is_truth, SETTINGS)[0] for each in operands)

    assert stays(before, after)
