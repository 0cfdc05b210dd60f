"""Which input of a Step is what: the tests and values of a choice, the members of a look over a list.

Invariant: it reads the order in which interpret.py put the inputs, and changes nothing.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from policy_engine.evaluation.operate import truth_of_value
from policy_engine.evaluation.step import Step
from policy_engine.model import core
from policy_engine.values.truth import NO
from policy_engine.values.value import Collection, Value


@frozen
class Member:
    """One member of a list: its `where` and its body, None where they were not asked."""

    item: Value
    where: Step | None
    body: Step | None


def tests_of(node: core.Choose, inputs: Sequence[Step]) -> Mapping[int, Step]:
    """The tests by the position of their rows; the values of the candidates follow them in the inputs."""
    tested = [position for position, row in enumerate(node.rows) if row.test is not None]
    return dict(zip(tested, inputs, strict=False))


def members_of(node: core.Each, inputs: Sequence[Step]) -> tuple[Member, ...]:
    """The members that were looked at, in the order of the list; none where the list is not known."""
    collection = inputs[0].value
    if not isinstance(collection, Collection):
        return ()
    rest = iter(inputs[1:])
    members = []
    for item in collection.items:
        where = next(rest) if node.where is not None else None
        is_out = where is not None and truth_of_value(where.value) is NO
        body = None if node.body is None or is_out else next(rest)
        members.append(Member(item, where, body))
    return tuple(members)
