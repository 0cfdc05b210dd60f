"""The automaton that the parser library makes of the grammar, run one word at a time.

Invariant: `can` and `expected` change nothing, and going back to a mark undoes everything that was fed since.
"""

from typing import Any

from policy_engine.syntax.reading.tables import FIRST, Reduce, Tables

Mark = tuple[list[int], list[Any]]


class Automaton:
    """One run over one declaration: the stack of states, and beside it what has been built.

    `passed` remembers, by terminal and the last two states, where a chain of plain rules ends.
    """

    __slots__ = ("passed", "reduces", "states", "tables", "values")

    def __init__(self, tables: Tables, reduces: list[Reduce]) -> None:
        self.tables = tables
        self.reduces = reduces
        self.states: list[int] = [FIRST]
        self.values: list[Any] = []
        self.passed: dict[str, dict[tuple[int, int], int]] = {}

    def reset(self) -> None:
        self.states = [FIRST]
        self.values = []

    def mark(self) -> Mark:
        return self.states[:], self.values[:]

    def back(self, mark: Mark) -> None:
        states, values = mark
        self.states = states[:]
        self.values = values[:]

    def feed(self, terminal: str, value: object) -> bool:
        """Take one word; no, where it cannot stand here (the automaton is then of no use until it goes back)."""
        actions, states, values = self.tables.actions, self.states, self.values
        sizes, origins, plain, reduces = self.tables.sizes, self.tables.origins, self.tables.plain, self.reduces
        passed = self.passed.setdefault(terminal, {})
        while True:
            action = actions[states[-1]].get(terminal)
            if action is None:
                return False
            if action >= 0:
                states.append(action)
                values.append(value)
                return True
            rule = ~action
            if plain[rule]:
                here = (states[-2], states[-1])
                if here not in passed:
                    passed[here] = self._passed_on(here, terminal)
                states[-1] = passed[here]
                continue
            size = sizes[rule]
            if size:
                parts = values[-size:]
                del values[-size:]
                del states[-size:]
            else:
                parts = []
            states.append(actions[states[-1]][origins[rule]])
            values.append(reduces[rule](parts))

    def _passed_on(self, here: tuple[int, int], terminal: str) -> int:
        """The state that a chain of plain rules ends in, from the last two states; the nine levels of expressions."""
        before, state = here
        while (action := self.tables.actions[state].get(terminal, 0)) < 0 and self.tables.plain[~action]:
            state = self.tables.actions[before][self.tables.origins[~action]]
        return state

    def finish(self) -> Any:  # noqa: ANN401 - what the builder makes of the whole
        """What has been built, once the whole declaration has been fed; None where its end is missing."""
        tables, states, values = self.tables, self.states, self.values
        while states[-1] != tables.end:
            action = tables.actions[states[-1]].get("$END")
            if action is None or action >= 0:
                return None
            rule = ~action
            size = tables.sizes[rule]
            parts = values[len(values) - size :]
            del values[len(values) - size :], states[len(states) - size :]
            states.append(tables.actions[states[-1]][tables.origins[rule]])
            values.append(parts[0] if tables.plain[rule] else self.reduces[rule](parts))
        return values[-1]

    def can(self, *terminals: str) -> bool:
        """Whether these words could be fed one after the other."""
        states = self.states[:]
        return all(self._move(states, terminal) for terminal in terminals)

    def expected(self, *before: str) -> list[str]:
        """The terminals that could be fed next (after those of `before`), in alphabetical order."""
        states = self.states[:]
        if not all(self._move(states, terminal) for terminal in before):
            return []
        terminals = [name for name in self.tables.actions[states[-1]] if not name.islower() and name != "$END"]
        return sorted(name for name in terminals if self._move(states[:], name))

    def _move(self, states: list[int], terminal: str) -> bool:
        """Move a stack of states as feeding the terminal would."""
        actions, sizes, origins = self.tables.actions, self.tables.sizes, self.tables.origins
        while True:
            action = actions[states[-1]].get(terminal)
            if action is None:
                return False
            if action >= 0:
                states.append(action)
                return True
            rule = ~action
            size = sizes[rule]
            if size:
                del states[-size:]
            states.append(actions[states[-1]][origins[rule]])
