"""What is prepared once for a book, and what has one Step in a case."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from attrs import evolve

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.interpret import begin
from policy_engine.evaluation.step import Step, walk
from policy_engine.model import core
from policy_engine.values.truth import NO, YES
from tests.evaluation.books import ask, book, facts_of

BOOK = book(
    """entity child
  title en "child"  ms "anak"
  fact studies : yes or no
    title en "studies"  ms "belajar"
  fact began : date
    title en "began"  ms "mula"
    ask when studies of child
  fact ended : date
    title en "ended"  ms "tamat"
    ask when studies of child
fact children : list of child, 0 to 9
  title en "children"  ms "anak"
rule at_school of child  cites act A-1
  all of
    i.   began of child on or before the day
    ii.  ended of child after the day
    iii. began of child after 2023-12-31
rule some_at_school  cites act A-1
  is some c in children has (at_school of c)
"""
)
DAY = date(2024, 2, 1)
CHILDREN = {
    "children": [
        {"id": "a", "studies": True, "began": "2024-01-02", "ended": "2024-03-01"},
        {"id": "b", "studies": False},
    ]
}


STEPS = list(walk(ask(BOOK, CHILDREN, "some_at_school", on=DAY).condition))


def fields(name: str) -> list[Step]:
    """The Steps of a field."""
    return [step for step in STEPS if isinstance(step.node, core.FieldValue) and step.node.field == name]


def test_what_stands_twice_in_a_line_has_one_step_for_a_member() -> None:
    assert [step.inputs[0].value.id for step in fields("began")] == ["a", "b"]  # type: ignore[union-attr]


def test_facts_asked_on_one_condition_share_its_step() -> None:
    asked = {id(step.inputs[-1]): step.inputs[-1].value for name in ("began", "ended") for step in fields(name)}

    assert list(asked.values()) == [YES, NO]


def test_a_meaning_is_prepared_once_for_a_book() -> None:
    facts = facts_of(BOOK, CHILDREN)

    assert begin(BOOK, facts).meanings is begin(BOOK, facts).meanings


def test_many_threads_decide_with_the_same_meanings() -> None:
    fresh = evolve(BOOK)
    facts = facts_of(fresh, CHILDREN)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: decide(fresh, facts, "some_at_school", on=DAY), range(64)))

    assert {id(each.decisions[0].condition.value) for each in answers} == {id(YES)}


def test_nobody_changes_a_step() -> None:
    facts = facts_of(BOOK, CHILDREN)
    (decision,) = decide(BOOK, facts, "some_at_school", on=DAY).decisions
    before = contents(decision.condition)

    decide(BOOK, facts, "some_at_school", on=date(2020, 1, 1))
    decide(BOOK, facts_of(BOOK, {"children": []}), "some_at_school", on=DAY)

    after = contents(decision.condition)
    assert len(before) == len(after)
    assert all(one is other for one, other in zip(before, after, strict=True))


def contents(root: Step) -> list[object]:
    """All that stands in the Steps."""
    steps = walk(root)
    return [each for step in steps for each in (step.node, step.value, step.inputs, step.day, step.why, step.notes)]
