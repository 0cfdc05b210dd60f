"""Threads that share commits: each is answered once its own records are on disk, and pays for nobody's mistake."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from attrs import evolve

from policy_engine.records.append import RequestUsed
from policy_engine.records.canonical import NotCanonical
from policy_engine.records.database import Unavailable
from policy_engine.records.entry import Surroundings
from policy_engine.records.group import MOST, Group
from policy_engine.records.recorded import recorded
from policy_engine.records.store import WrongStore, make_store, open_store
from policy_engine.records.verify import verify
from tests.records.books import entry, keys, surroundings

KEYS = keys()
Opened = Callable[[Surroundings], Group]


@pytest.fixture
def group(address: str) -> Iterator[Opened]:
    make_store(address, KEYS).database.close()
    made = list[Group]()

    def opened(around: Surroundings) -> Group:
        made.append(Group(address, KEYS, around))
        return made[-1]

    yield opened
    for each in made:
        each.close()


class Slow:
    """Surroundings whose first look at the clock, which is in a commit, takes until it is let go."""

    def __init__(self) -> None:
        self.inside, self.go = Event(), Event()

    @property
    def surroundings(self) -> Surroundings:
        around = surroundings()

        def milliseconds() -> int:
            self.inside.set()
            assert self.go.wait(60)
            return around.milliseconds()

        return evolve(around, milliseconds=milliseconds)


def waiting(group: Group, number: int) -> None:
    """Until so many callers wait for their turn."""
    while len(group._waiting) < number:
        Event().wait(0.01)


def test_those_who_come_during_a_commit_share_the_next(group: Opened, address: str) -> None:
    slow = Slow()
    shared = group(slow.surroundings)
    with ThreadPoolExecutor(8) as threads:
        first = threads.submit(shared.record, [entry()])
        assert slow.inside.wait(60)
        others = [threads.submit(shared.record, [entry()] * size) for size in (1, 2, 3, 1)]
        waiting(shared, 4)
        slow.go.set()
        (alone,) = first.result()
        receipts = [each.result() for each in others]

    assert [len(each) for each in receipts] == [1, 2, 3, 1]
    found = [receipt for each in receipts for receipt in each]
    assert {receipt.checkpoint for receipt in found} == {found[0].checkpoint}
    assert alone.checkpoint != found[0].checkpoint
    store = open_store(address)
    assert {each.id for each in recorded(store)} == {alone.id, *(each.id for each in found)}
    assert verify(store, keys=KEYS).findings == ()
    store.database.close()


def test_a_mistake_is_its_own_callers(group: Opened) -> None:
    slow = Slow()
    shared = group(slow.surroundings)
    with ThreadPoolExecutor(8) as threads:
        first = threads.submit(shared.record, [evolve(entry(), request="7")])
        assert slow.inside.wait(60)
        wrong = threads.submit(shared.record, [entry(), evolve(entry(leave=11), request="7")])
        right = threads.submit(shared.record, [entry()])
        waiting(shared, 2)
        slow.go.set()
        with pytest.raises(RequestUsed):
            wrong.result()
        assert [each.is_new for each in (*first.result(), *right.result())] == [True, True]
    with pytest.raises(NotCanonical):
        shared.record([evolve(entry(), answer={"decisions": [], "a float": 1.5})])


def test_many_threads(group: Opened, address: str) -> None:
    around = Surroundings(surroundings().milliseconds, surroundings().randomness)
    shared = group(around)

    with ThreadPoolExecutor(8) as threads:
        receipts = list(threads.map(lambda number: shared.record([entry(leave=number)])[0], range(60)))

    assert sorted(each.position for each in receipts) == list(range(60))
    store = open_store(address)
    assert verify(store, keys=KEYS).findings == ()
    store.database.close()


def test_a_caller_with_very_many_shares_with_nobody(group: Opened) -> None:
    slow = Slow()
    shared = group(slow.surroundings)
    few = entry()
    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(shared.record, [few])
        assert slow.inside.wait(60)
        others = [threads.submit(shared.record, [few])]
        waiting(shared, 1)
        others.append(threads.submit(shared.record, [few] * MOST))
        waiting(shared, 2)
        slow.go.set()
        checkpoints = [each.result()[0].checkpoint for each in (first, *others)]

    assert len(set(checkpoints)) == 3


def test_a_store_that_cannot_commit_refuses_all_and_is_opened_anew(group: Opened, address: str) -> None:
    shared = group(surroundings())
    assert shared._store is not None
    is_server = address.startswith("postgresql")
    shared._store.database.run("SET default_transaction_read_only = on" if is_server else "PRAGMA query_only = ON")

    with pytest.raises(Unavailable, match="read only"):
        shared.record([entry()])

    assert len(shared.record([entry()])) == 1


def test_a_caller_that_is_stopped_leaves_nobody_waiting(group: Opened) -> None:
    slow = Slow()

    class Stopped(BaseException):
        pass

    around = slow.surroundings
    calls = iter([Stopped()])

    def milliseconds() -> int:
        now = around.milliseconds()
        for each in calls:
            raise each
        return now

    shared = group(evolve(around, milliseconds=milliseconds))
    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(shared.record, [entry()])
        assert slow.inside.wait(60)
        other = threads.submit(shared.record, [entry()])
        waiting(shared, 1)
        slow.go.set()
        with pytest.raises(Stopped):
            first.result()
        assert len(other.result()) == 1


def test_another_stores_keys_are_refused(address: str) -> None:
    make_store(address, KEYS).database.close()
    shared = Group(address, keys("others"), surroundings())

    with pytest.raises(WrongStore, match="other keys"):
        shared.record([entry()])
    shared.close()
