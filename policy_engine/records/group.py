"""Decisions of many threads recorded in common: whoever comes while a commit is under way shares the next one.

Invariant: `record` returns once its records are on disk, and raises where they are not; what is wrong with one caller's
entries keeps no other caller's from being recorded.
"""

from collections.abc import Iterable, Sequence
from threading import Lock

from policy_engine.records.append import Prepared, add, prepared
from policy_engine.records.database import Unavailable
from policy_engine.records.entry import Entry, Receipt, Surroundings
from policy_engine.records.keys import Keys
from policy_engine.records.store import Store, WrongStore, open_store

MOST = 1_000
"""How many entries share a commit, unless one caller alone brings more."""


class Group:
    """A store for all threads of a process; each process has its own.

    Where the database was lost, the next caller opens it anew.
    """

    def __init__(self, address: str, keys: Keys, surroundings: Surroundings) -> None:
        self._address, self._keys, self._surroundings = address, keys, surroundings
        self._store: Store | None = open_store(address)
        self._waiting: list[_Call] = []
        self._queue, self._turn = Lock(), Lock()

    def record(self, entries: Iterable[Entry]) -> tuple[Receipt, ...]:
        """Records all of a caller's decisions or none of them.

        Unavailable or WrongStore where the store takes none, RequestUsed or NotCanonical where an entry is wrong.
        """
        call = _Call([prepared(each, self._surroundings.randomness) for each in entries])
        with self._queue:
            self._waiting.append(call)
        while not call.is_done:
            with self._turn:  # one thread commits for all that wait, and the others find theirs done
                if not call.is_done:
                    self._commit(self._next())
        if call.error is not None:
            raise call.error
        return call.receipts

    def close(self) -> None:
        """Lets the database go, once what is under way is done."""
        with self._turn:
            self._let_go()

    def _next(self) -> "list[_Call]":
        with self._queue:
            calls = self._waiting[:1]
            size = sum(len(each.entries) for each in calls)
            for call in self._waiting[1:]:
                size += len(call.entries)
                if size > MOST:
                    break
                calls.append(call)
            del self._waiting[: len(calls)]
        return calls

    def _commit(self, calls: "Sequence[_Call]") -> None:
        try:
            receipts = self._added([entry for call in calls for entry in call.entries])
        except (Unavailable, WrongStore) as error:
            self._let_go()
            for call in calls:
                call.error = error
        except Exception as error:
            if len(calls) == 1:
                calls[0].error = error
            else:
                for call in calls:
                    self._commit([call])
        else:
            for call in calls:
                size = len(call.entries)
                call.receipts, call.error, receipts = receipts[:size], None, receipts[size:]
        finally:
            for call in calls:
                call.is_done = True

    def _added(self, entries: Sequence[Prepared]) -> tuple[Receipt, ...]:
        if self._store is None:
            self._store = open_store(self._address)
        return add(self._store, self._keys, entries, self._surroundings)

    def _let_go(self) -> None:
        if self._store is not None:
            self._store.database.close()
            self._store = None


class _Call:
    """What one caller brings, and what becomes of it."""

    def __init__(self, entries: Sequence[Prepared]) -> None:
        self.entries = entries
        self.is_done = False
        self.receipts: tuple[Receipt, ...] = ()
        self.error: Exception | None = Unavailable("failed")  # until it is known that it is recorded
