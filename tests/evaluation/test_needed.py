"""Needed facts against brute force: every way in which the missing facts may turn out is tried."""

from collections.abc import Mapping
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.interpret import begin, interpret
from policy_engine.evaluation.needed import Needed, needed
from policy_engine.evaluation.work import NO_VARIABLES, Frame
from policy_engine.model import core
from policy_engine.model.rulebook import Fact, Gap, Model, Settings, Words
from policy_engine.model.types import COUNT, YES_NO
from policy_engine.values.truth import UNKNOWN, Truth, truth_of
from tests.evaluation.books import ask, book, names

FACTS = tuple(f"f{number}" for number in range(5))
GAPS = ("g0", "g1")
NOTHING: dict[str, object] = {}
MODEL = Model(
    Settings("trees", Words()), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING,  # type: ignore[arg-type]
    {name: Fact(name, type=YES_NO) for name in FACTS}, NOTHING, NOTHING, NOTHING, NOTHING, (), NOTHING,  # type: ignore[arg-type]
    {name: Gap(name, type=YES_NO) for name in GAPS}, NOTHING, NOTHING,  # type: ignore[arg-type]
)  # fmt: skip


def leaf(name: str) -> core.Expression:
    return core.OpenPoint("gap", name, YES_NO) if name in GAPS else core.FactValue(name, YES_NO)


def group(word: str, parts: list[core.Expression]) -> core.Expression:
    return core.Limbs(word, tuple(core.Limb("", part) for part in parts))  # type: ignore[arg-type]


def choice(parts: list[core.Expression]) -> core.Expression:
    """The first part decides between the second and the third."""
    rows = (core.Row("1", parts[0], parts[1]), core.Row("otherwise", None, parts[-1], otherwise=True))
    return core.Choose("rows", rows, YES_NO)


WORDS = st.sampled_from(["all of", "any of", "none of"])
TREES = st.recursive(
    st.sampled_from((*FACTS, *GAPS)).map(leaf),
    lambda part: st.one_of(
        st.builds(group, WORDS, st.lists(part, min_size=1, max_size=3)),
        st.lists(part, min_size=2, max_size=3).map(choice),
    ),
    max_leaves=9,
)


def tree_with_each_leaf_once(random: Random) -> core.Expression:
    parts = [leaf(name) for name in random.sample((*FACTS, *GAPS), 7)]
    while len(parts) > 1:
        size = random.randint(2, min(3, len(parts)))
        word = random.choice(["all of", "any of", "none of"])
        parts = [*parts[size:], group(word, parts[:size])]
    return parts[0]


GIVEN = st.dictionaries(st.sampled_from(FACTS), st.booleans())


def evaluated(tree: core.Expression, values: Mapping[str, bool]) -> tuple[Truth, Needed]:
    facts = Facts({name: truth_of(value) for name, value in values.items()})
    step = interpret(begin(MODEL, facts), tree, Frame(None, NO_VARIABLES, ""))
    assert isinstance(step.value, Truth)
    return step.value, needed((step,))


def completions(tree: core.Expression, values: Mapping[str, bool]) -> dict[tuple[bool, ...], Truth]:
    missing = [name for name in FACTS if name not in values]
    return {
        way: evaluated(tree, {**values, **dict(zip(missing, way, strict=True))})[0]
        for way in product((True, False), repeat=len(missing))
    }


@given(TREES, GIVEN)
@settings(max_examples=400, deadline=None)
def test_a_fact_that_matters_is_never_left_out(tree: core.Expression, values: dict[str, bool]) -> None:
    truth, needs = evaluated(tree, values)
    missing = [name for name in FACTS if name not in values]
    asked = {hole.name for hole in needs.missing}
    outcomes: dict[tuple[bool, ...], set[Truth]] = {}
    for way, result in completions(tree, values).items():
        told = tuple(part for name, part in zip(missing, way, strict=True) if name in asked)
        outcomes.setdefault(told, set()).add(result)

    assert asked <= set(missing)
    assert all(len(results) == 1 for results in outcomes.values())
    assert bool(asked) == (truth.low is None or truth.high is None)


@given(TREES, GIVEN)
@settings(max_examples=200, deadline=None)
def test_what_is_known_stays_known(tree: core.Expression, values: dict[str, bool]) -> None:
    """Further facts may settle a part that is unknown and never change one that is known."""
    truth, _ = evaluated(tree, values)
    for result in completions(tree, values).values():
        assert truth.low in (None, result.low)
        assert truth.high in (None, result.high)


@given(st.randoms(use_true_random=False).map(tree_with_each_leaf_once), GIVEN)
@settings(max_examples=200, deadline=None)
def test_where_each_fact_occurs_once_every_fact_that_is_asked_matters(
    tree: core.Expression, values: dict[str, bool]
) -> None:
    _, needs = evaluated(tree, values)
    missing = [name for name in FACTS if name not in values]
    results = completions(tree, values)
    for hole in needs.missing:
        place = missing.index(hole.name)
        flipped = {way: (*way[:place], not way[place], *way[place + 1 :]) for way in results}
        assert any(results[way] is not results[other] for way, other in flipped.items())


def test_the_order_is_that_of_the_text_and_each_comes_once() -> None:
    tree = group("all of", [leaf("f3"), group("any of", [leaf("f1"), leaf("f3")]), leaf("f0")])
    truth, needs = evaluated(tree, {})

    assert truth is UNKNOWN
    assert names(needs.missing) == ["f3", "f1", "f0"]


def test_a_referred_condition_asks_for_nothing() -> None:
    tree = group("all of", [leaf("g0"), group("any of", [leaf("f0"), leaf("f1")])])
    _, before = evaluated(tree, {})
    truth, after = evaluated(tree, {"f0": True})

    assert names(before.missing) == ["f0", "f1"]
    assert (truth.low, truth.high) == (False, True)
    assert (names(after.missing), names(after.open_points)) == ([], ["g0"])


AMOUNTS = book(
    """fact fishing : yes or no
  title en "fishing"  ms "memancing"
fact wage : money from RM0 to RM100
  title en "wage"  ms "gaji"
fact leave : days from 0 days to 30 days
  title en "leave"  ms "cuti"
fact limit : money from RM0 to RM100
  title en "limit"  ms "had"
rule amount : money  cites act A-1
  is
    wage when fishing
    RM7 when leave over 20 days and not fishing
    otherwise limit
"""
)


def test_amounts_ask_for_the_leaves_of_what_is_open() -> None:
    assert names(ask(AMOUNTS, {}, "amount").missing) == ["fishing", "leave", "wage", "limit"]
    assert names(ask(AMOUNTS, {"fishing": True}, "amount").missing) == ["wage"]
    assert names(ask(AMOUNTS, {"fishing": False}, "amount").missing) == ["leave", "limit"]
    assert names(ask(AMOUNTS, {"fishing": False, "leave": 21}, "amount").missing) == []


def test_a_row_that_cannot_decide_asks_for_nothing() -> None:
    """A count is not asked where the row it belongs to is out."""
    rows = (
        core.Row("1", leaf("f0"), core.Literal(1, COUNT)),
        core.Row("2", group("all of", [leaf("f1"), leaf("f2")]), core.Literal(2, COUNT)),
    )
    facts = Facts({"f0": truth_of(True), "f1": truth_of(False)})
    step = interpret(begin(MODEL, facts), core.Choose("rows", rows, COUNT), Frame(None, NO_VARIABLES, ""))

    assert step.value == 1
    assert needed((step,)) == Needed()
