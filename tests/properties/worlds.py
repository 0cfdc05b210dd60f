"""A rule book with a case, as a strategy of Hypothesis; and how often a law is tried."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from attrs import frozen
from hypothesis import assume, settings
from hypothesis import strategies as st

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decided, Facts
from policy_engine.model.rulebook import Model
from policy_engine.syntax.declarations import File
from tests.properties.books import Book, read_book, write_book
from tests.properties.cases import Json, Path, read, some_missing, whole_case, without

A_DAY = date(2023, 5, 17)
"""For which rules are asked that have no day of their own."""


@frozen(eq=False)
class World:
    """A book that is right, a case with everything that applies, and the chance to choose further."""

    book: Book
    file: File
    model: Model
    case: Json
    random: Random

    @property
    def questions(self) -> tuple[str, ...]:
        """Every benefit, and every rule that is asked of nothing."""
        rules = tuple(name for name, rule in self.model.rules.items() if not rule.arguments and "." not in name)
        return (*self.model.benefits, *rules)

    def some_missing(self) -> tuple[Path, ...]:
        return some_missing(self.model, self.case, self.random)

    def facts(self, missing: tuple[Path, ...] = (), **more: Any) -> Facts:
        """The facts without what is missing; a case that contradicts itself is none."""
        facts = read(self.model, {**without(self.model, self.case, missing), **more})
        assume(facts is not None)
        assert facts is not None
        return facts

    def ask(self, facts: Facts, question: str) -> Decided:
        return decide(self.model, facts, question, on=None if question in self.model.benefits else A_DAY)


def world_of(random: Random) -> World | None:
    """The world of a source of chance; None where the book is refused or has no case."""
    book = write_book(random)
    model, file, _ = read_book(book.text)
    case = None if model is None else whole_case(model, random)
    return None if model is None or case is None else World(book, file, model, case, random)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Books and cases, made small where a law is broken."""
    world = world_of(draw(st.randoms(note_method_calls=False, use_true_random=False)))
    assume(world is not None)
    assert world is not None
    return world


def law(examples: int) -> Callable[[Any], Any]:
    """Tries a law on so many examples, and on more where the profile asks for more."""
    return settings(max_examples=max(1, examples * settings().max_examples // 100))
