"""Where the reader of a file stands: the automaton, the blocks that are open, and the problems so far.

Invariant: going back to a place takes back what was read behind it, never what was reported.
"""

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source, Span
from policy_engine.syntax.reading.automaton import Automaton, Mark
from policy_engine.syntax.reading.depth import DEEPEST
from policy_engine.syntax.reading.labels import Labels
from policy_engine.syntax.reading.scan import Row, Word
from policy_engine.syntax.reading.tables import FIRST


class Place:
    """One file while it is read. `levels` are the indents of the open blocks, `labels` the limbs of each, `starts` what
    can begin a declaration."""

    def __init__(self, source: Source, automaton: Automaton, problems: list[Diagnostic]) -> None:
        self.source = source
        self.automaton = automaton
        self.problems = problems
        self.soft = automaton.tables.vocabulary.soft
        self.levels: list[int] = []
        self.labels: list[Labels] = []
        automaton.reset()
        self.starts = frozenset(automaton.expected())

    def begin(self) -> None:
        """Go to the start of a declaration."""
        self.automaton.reset()
        self.levels = [0]
        self.labels = [Labels()]

    def at_start(self) -> bool:
        """Whether nothing of the declaration was read."""
        return self.automaton.states == [FIRST]

    def too_deep(self) -> bool:
        """Whether more blocks lie in each other than are read."""
        return len(self.levels) > DEEPEST

    # -------------------------------------------------------------------------------------------- words

    def feed(self, word: Word) -> bool:
        """Feed a word, as a name where it is a soft word and only a name can stand here."""
        automaton = self.automaton
        kind = word.type
        if kind in self.soft:
            action = automaton.tables.actions[automaton.states[-1]].get(kind, -1)
            if action < 0 and not automaton.can(kind):
                if not automaton.can("NAME"):
                    return False
                word.type = kind = "NAME"
        return automaton.feed(kind, word)

    def go_to(self, mark: Mark, words: list[Word]) -> None:
        """Bring the automaton to the place after these words of the line."""
        self.automaton.back(mark)
        for word in words:
            self.feed(word)

    def kind(self, word: Word, *before: str) -> str:
        """The terminal as which the word can stand here: its own, or a name's."""
        if word.type in self.soft and not self.automaton.can(*before, word.type):
            return "NAME"
        return word.type

    def can_stand(self, words: list[Word], *before: str) -> bool:
        """Whether the words can stand here behind these terminals, soft words as names where they must."""
        taken = list(before)
        for word in words:
            taken.append(self.kind(word, *taken))
        return self.automaton.can(*taken)

    def can_stand_in_brackets(self, inside: list[Word], behind: list[Word]) -> bool:
        """Whether some words can stand here in brackets, and others behind them."""
        taken = ["LPAR"]
        for word in inside:
            taken.append(self.kind(word, *taken))
        taken.append("RPAR")
        for word in behind:
            taken.append(self.kind(word, *taken))
        return self.automaton.can(*taken)

    def opens_block(self, below: Row, whole: bool) -> bool:
        """Whether a deeper row begins a block; a row that can neither begin one nor go on begins one that is wrong.

        After a mistake it begins a block only if it fits.
        """
        if self.too_deep() or not self.automaton.can("_INDENT"):
            return False
        return self.fits_below(below) or (whole and not self.goes_on(below))

    def fits_below(self, row: Row) -> bool:
        """Whether the first word of the row can begin a block here."""
        return self.automaton.can("_INDENT", self.kind(row.words[0], "_INDENT"))

    def goes_on(self, below: Row) -> bool:
        """Whether a deeper row can continue the line; a word of the language that would be a name must fit the next."""
        first, rest = below.words[0], below.words[1:2]
        kind = self.kind(first)
        if kind == first.type:
            return self.automaton.can(kind)
        return self.automaton.can(kind, *(self.kind(word, kind) for word in rest))

    def only_a_name(self) -> bool:
        """Whether nothing but a name can stand here, such as behind the word that declares it."""
        return set(self.automaton.expected()) - {"_INDENT", "_DEDENT", "_NL", "COMMA"} == {"NAME"}

    # -------------------------------------------------------------------------------------------- diagnostics

    def report(self, row: Row, problem: Diagnostic) -> None:
        """One diagnostic a row: what follows from a mistake is not said."""
        if not row.reported:
            row.reported = True
            self.problems.append(problem)

    def span(self, word: Word) -> Span:
        return Span(self.source, word.start, word.end)

    def end_of(self, row: Row) -> Span:
        return Span(self.source, row.words[-1].end, row.words[-1].end)

    def spelt(self, word: Word) -> str:
        """The word as it is written, not longer than a message bears."""
        return self.source.text[word.start : word.end][:40]
