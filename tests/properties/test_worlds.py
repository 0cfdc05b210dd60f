"""That the generated books are worth something: nearly all are right, and their cases reach every kind of answer."""

from collections import Counter
from random import Random

from policy_engine.evaluation.decision import Outcome, Status
from tests.properties.worlds import world_of

SEEDS = range(200, 320)


def test_generated_books_reach_every_kind_of_answer() -> None:
    """Four of five books are right and have a case; among their answers is every outcome, status, state and hole."""
    found: Counter[object] = Counter()
    worlds = [world for seed in SEEDS if (world := world_of(Random(seed))) is not None]
    for world in worlds:
        for missing in ((), world.some_missing(), world.some_missing()):
            facts = world.read(missing)
            for question in world.questions if facts is not None else ():
                assert facts is not None
                for decision in world.ask(facts, question).decisions:
                    found[decision.outcome] += 1
                    found.update(hole.kind for hole in (*decision.missing, *decision.open_points))
                    found.update(payment.status for payment in decision.payments)
                    found.update(share.state for payment in decision.payments for share in payment.shares)

    assert len(worlds) > 0.8 * len(SEEDS)
    answers = (*Outcome, None, *Status)
    holes = ("fact", "finding", "election", "gap", "discretion", "not in force", "no value")
    states = ("paid", "open", "not in a class", "tier not reached")
    assert [each for each in (*answers, *holes, *states) if found[each] < 3] == []
