"""What a choice among rows, a disputed clause and a look over a list mean.

Invariant: the tests of all rows are worked out, and of the values those of the rows that are not excluded.
"""

from policy_engine.evaluation import choose, lists
from policy_engine.evaluation.given import list_hole
from policy_engine.evaluation.meanings.meaning import Meaning, Preparing
from policy_engine.evaluation.operate import truth_of_value
from policy_engine.evaluation.step import Hole, Step
from policy_engine.evaluation.work import Evaluation, Frame
from policy_engine.model import core
from policy_engine.model.types import YesNo
from policy_engine.values.truth import NO, YES
from policy_engine.values.value import Collection


def choice(prepare: Preparing, node: core.Choose, depth: int) -> Meaning:
    """Exactly one row decides."""
    rows, is_truth = node.rows, type(node.type) is YesNo
    tested = [
        (position, prepare.inside(row.test, depth + 1)) for position, row in enumerate(rows) if row.test is not None
    ]
    meant = [prepare.itself(row.value, depth + 1) for row in rows]

    def meaning(work: Evaluation, frame: Frame) -> Step:
        tests = {position: test(work, frame) for position, test in tested}
        stand = choose.standing(rows, {position: step.value for position, step in tests.items()})
        values = {position: meant[position](work, frame) for position in stand.candidates}
        found = choose.chosen(rows, stand, {position: step.value for position, step in values.items()}, is_truth)
        why = None
        if found.why == "no row":
            why = Hole("no row", frame.place, detail=found.detail)
        elif found.why == "conflict":
            why = Hole("conflict", frame.place, detail=found.detail)
        return Step(node, found.value, (*tests.values(), *values.values()), frame.on, why, found.rows)

    return meaning


def by_reading(prepare: Preparing, node: core.ByReading, depth: int) -> Meaning:
    """The branch of the option that is taken."""
    reading = node.reading
    branches = {
        option: (prepare.itself(branch, depth + 1), (position,))
        for position, (option, branch) in enumerate(node.branches)
    }

    def meaning(work: Evaluation, frame: Frame) -> Step:
        option = work.readings[reading]
        work.readings_used[reading] = option
        branch, position = branches[option]
        step = branch(work, frame)
        return Step(node, step.value, (step,), frame.on, None, position)

    return meaning


def each(prepare: Preparing, node: core.Each, depth: int) -> Meaning:
    """One look over a list: of each member the `where`, and unless that is no, the body."""
    subject = prepare.inside(node.subject, depth + 1)
    wheres = None if node.where is None else prepare.inside(node.where, depth + 1)
    bodies = None if node.body is None else prepare.inside(node.body, depth + 1)
    is_truth = type(node.type) is YesNo

    def meaning(work: Evaluation, frame: Frame) -> Step:
        listed = subject(work, frame)
        collection = listed.value
        if type(collection) is not Collection:
            found = lists.of_unknown_list(node.word, collection, is_truth)
            return Step(node, found.value, (listed,), frame.on, _why(node, listed, found))
        inputs = [listed]
        seen = []
        for item in collection.items:
            looking_at = Frame(frame.day, {**frame.variables, node.variable: item}, frame.place)
            where, body = YES, None
            if wheres is not None:
                inputs.append(wheres(work, looking_at))
                where = truth_of_value(inputs[-1].value)
            if bodies is not None and where is not NO:
                inputs.append(bodies(work, looking_at))
                body = inputs[-1].value
            seen.append(lists.Seen(item, where, body))
        found = lists.gather(node.word, seen, collection.complete)
        return Step(node, found.value, tuple(inputs), frame.on, _why(node, listed, found))

    return meaning


def _why(node: core.Each, listed: Step, found: lists.Gathered) -> Hole | None:
    """Why a look over a list is open, where that begins with it."""
    if found.reason == "partial":
        return list_hole(listed)
    return Hole("no value", node.word, detail=(found.reason,)) if found.reason else None
