"""The search through the cells of all axes for cases that no row decides, or that two rows decide differently.

Invariant: a cell is left out only where the rows are sure to decide it, or where it cannot be; what is reported is
one whole case.
"""

from collections.abc import Callable, Sequence

from attrs import define, field, frozen

from policy_engine.model.axes import Axis
from policy_engine.model.formula import Formula, axes_of, decided
from policy_engine.model.possible import Case, Chosen, possible

_MOST_CELLS = 20_000
_MOST_QUESTIONS = 2_000_000

Outcome = tuple[int, ...]
"""() where no row decides, else the places of two rows that decide differently."""

Truths = list[bool | None]


@frozen
class Row:
    """A row as the search sees it; its test is None where it always holds.

    beaten_by: the rows that override it.  same_value: the rows whose value is surely the same.
    """

    test: Formula | None
    otherwise: bool = False
    beaten_by: tuple[int, ...] = ()
    same_value: frozenset[int] = frozenset()


@frozen
class Found:
    """A case that is not decided once, and the axes on which that depends."""

    outcome: Outcome
    axes: tuple[int, ...]
    case: Case


@frozen
class Searched:
    """`found` has at most one case for each outcome; `deciding` are the rows that decide some case.

    complete: whether every cell was looked at.
    """

    found: tuple[Found, ...]
    deciding: frozenset[int]
    complete: bool


def cells(
    axes: Sequence[Axis], rows: Sequence[Row], premises: Sequence[Formula], is_sure: Callable[[Found], bool]
) -> Searched:
    """Looks at every cell that the premises allow; a case that is surely possible goes before one that is not."""
    asked = [axis for row in rows if row.test is not None for axis in axes_of(row.test)]
    most = min(_MOST_CELLS, _MOST_QUESTIONS // (len(asked) + 1))
    search = _Search(axes, rows, premises, is_sure, most)
    search.look(tuple(dict.fromkeys(asked)), [None] * len(axes), [None] * len(rows))
    return Searched(tuple(search.found.values()), frozenset(search.deciding), search.looked_at < most)


@define
class _Search:
    axes: Sequence[Axis]
    rows: Sequence[Row]
    premises: Sequence[Formula]
    is_sure: Callable[[Found], bool]
    most: int
    found: dict[Outcome, Found] = field(factory=dict)
    deciding: set[int] = field(factory=set)
    looked_at: int = 0

    def look(self, order: tuple[int, ...], chosen: list[int | None], known: Truths) -> None:
        self.looked_at += 1
        if self.looked_at >= self.most or any(decided(premise, chosen) is False for premise in self.premises):
            return
        own = self._own(chosen, known)
        stands = [self._stands(place, own) for place in range(len(self.rows))]
        outcome = self._outcome(stands)
        if outcome is not None:
            self._report(outcome, chosen)
            return
        if self._is_decided(stands):
            self._decide(stands, chosen)
            return
        axis = next(each for each in order if chosen[each] is None)
        for cell in range(len(self.axes[axis].cells)):
            chosen[axis] = cell
            self.look(order, chosen, own)
        chosen[axis] = None

    def _own(self, chosen: Chosen, known: Truths) -> Truths:
        """Whether each row's own condition holds; `otherwise` means none of the others."""
        own = list(known)
        for place, row in enumerate(self.rows):
            if own[place] is None and not row.otherwise:
                own[place] = True if row.test is None else decided(row.test, chosen)
        others = [truth for truth, row in zip(own, self.rows, strict=True) if not row.otherwise]
        none_holds = False if True in others else (None if None in others else True)
        return [none_holds if row.otherwise else truth for truth, row in zip(own, self.rows, strict=True)]

    def _applies(self, place: int, own: Truths, seen: tuple[int, ...]) -> bool | None:
        """A provision applies where its own condition holds, or that of one that overrides it."""
        by = (self._applies(other, own, (*seen, place)) for other in self.rows[place].beaten_by if other not in seen)
        truths = (own[place], *by)
        return True if True in truths else (None if None in truths else False)

    def _stands(self, place: int, own: Truths) -> bool | None:
        """A row stands where its own condition holds and nothing that overrides it applies."""
        beaten = [self._applies(by, own, (place,)) for by in self.rows[place].beaten_by]
        if own[place] is False or True in beaten:
            return False
        return None if own[place] is None or None in beaten else True

    def _outcome(self, stands: Truths) -> Outcome | None:
        """What is wrong whatever the axes not yet chosen are; None where nothing is, or nothing yet."""
        standing = [place for place, truth in enumerate(stands) if truth]
        for first in standing:
            for second in standing:
                if first < second and second not in self.rows[first].same_value:
                    return (first, second)
        return () if all(truth is False for truth in stands) else None

    def _is_decided(self, stands: Truths) -> bool:
        """Whether a row stands, and those that may yet stand have the same value."""
        first = next((place for place, truth in enumerate(stands) if truth), None)
        if first is None:
            return False
        same = self.rows[first].same_value
        return all(truth is not None or place in same for place, truth in enumerate(stands))

    def _decide(self, stands: Truths, chosen: Chosen) -> None:
        new = {place for place, truth in enumerate(stands) if truth is not False} - self.deciding
        if new and possible(self.axes, self.premises, chosen) is not None:
            self.deciding |= new

    def _report(self, outcome: Outcome, chosen: Chosen) -> None:
        self.deciding.update(outcome)
        before = self.found.get(outcome)
        if before is not None and self.is_sure(before):
            return
        case = possible(self.axes, self.premises, chosen)
        if case is None:
            return
        made = Found(outcome, self._needed(outcome, chosen), case)
        if before is None or self.is_sure(made):
            self.found[outcome] = made

    def _needed(self, outcome: Outcome, chosen: Chosen) -> tuple[int, ...]:
        """The axes on which an outcome depends: each of the others can be left open and it stays the same."""
        left = list(chosen)
        for axis, cell in enumerate(chosen):
            left[axis] = None
            own = self._own(left, [None] * len(self.rows))
            if self._outcome([self._stands(place, own) for place in range(len(self.rows))]) != outcome:
                left[axis] = cell
        return tuple(axis for axis, cell in enumerate(left) if cell is not None)
