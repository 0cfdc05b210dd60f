"""How deeply a line is nested, counted before it is parsed.

Invariant: a line that passes makes a tree of at most DEEPEST levels, so no later pass can run out of stack.
"""

from policy_engine.syntax.reading.scan import Word

DEEPEST = 64
"""Levels of brackets, `not`, `of` and chained arithmetic in one expression; levels of indentation in a declaration."""

_DEEPER = frozenset(
    """
    NOT OF FOR PLUS MINUS TIMES DIVIDED_BY AS_AT AGE_OF DATE_WHEN EXCESS_OF NUMBER_OF SUM_OF AVERAGE_OF LOWEST_OF
    HIGHEST_OF EARLIEST_OF LATEST_OF MONTH_OF YEAR_OF DATE_OF FIRST_DAY_OF LAST_DAY_OF WITHIN WITHIN_THE COUNTED_FROM
    COUNTING THE
    """.split()
)
_LEVEL_AGAIN = frozenset("AND OR UNLESS COMMA WHEN COLON".split())


class Depth:
    """The levels that are open after the words taken so far."""

    __slots__ = ("_chains", "_total")

    def __init__(self) -> None:
        self._chains = [0]
        self._total = 0

    def take(self, words: list[Word]) -> Word | None:
        """The first word that goes too deep."""
        chains = self._chains
        for word in words:
            kind = word.type
            if kind == "LPAR":
                chains.append(0)
                self._total += 1
            elif kind == "RPAR":
                if len(chains) > 1:
                    self._total -= chains.pop() + 1
            elif kind in _DEEPER:
                chains[-1] += 1
                self._total += 1
            elif kind in _LEVEL_AGAIN:
                self._total -= chains[-1]
                chains[-1] = 0
            if self._total > DEEPEST:
                return word
        return None
