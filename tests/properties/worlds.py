"""A rule book with a case, as a strategy of Hypothesis; and how often a law is tried."""

import json
import pathlib
from collections.abc import Callable
from datetime import date
from functools import cache
from random import Random
from typing import Any

from attrs import evolve, frozen
from hypothesis import assume, settings
from hypothesis import strategies as st

from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decided, Facts
from policy_engine.files.load import load
from policy_engine.model.rulebook import Model
from policy_engine.source.text import Source
from policy_engine.syntax.declarations import File
from tests.house.repository import rule_book
from tests.properties.books import Book, read_book, write_book
from tests.properties.cases import Json, Path, read, some_missing, whole_case, without

_SHORT = 100
"""How many examples the short profile of Hypothesis tries."""

POOL = range(200)
"""The seeds of the books that all laws share."""

MOST_QUESTIONS = 24
"""How many questions are put to one book; the book of the repository has hundreds."""

ROOT = pathlib.Path(__file__).parents[2]
REPOSITORY_BOOKS = (ROOT / "rules/perkeso", *sorted(book.parent for book in ROOT.glob("tests/laws/*/book.policy")))

A_DAY = date(2023, 5, 17)
"""For which rules are asked that have no day of their own."""


@frozen(eq=False, repr=False)
class World:
    """A book that is right, a case with everything that applies, and the chance to choose further."""

    book: Book
    file: File
    model: Model
    case: Json
    random: Random

    def __repr__(self) -> str:
        return f"\n{self.book.text}\n{json.dumps(self.case)}\n"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """As Hypothesis shows it where a law is broken."""
        printer.text(repr(self))

    @property
    def questions(self) -> tuple[str, ...]:
        """Every benefit, and every rule that is asked of nothing; of a large book some, others for each case."""
        rules = tuple(name for name, rule in self.model.rules.items() if not rule.arguments and "." not in name)
        every = (*self.model.benefits, *rules)
        if len(every) <= MOST_QUESTIONS:
            return every
        return tuple(Random(json.dumps(self.case)).sample(every, MOST_QUESTIONS))

    def some_missing(self) -> tuple[Path, ...]:
        return some_missing(self.model, self.case, self.random)

    def read(self, missing: tuple[Path, ...] = (), **more: Any) -> Facts | None:
        """The facts without what is missing; None where what is left contradicts itself."""
        return read(self.model, {**without(self.model, self.case, missing), **more})

    def facts(self, missing: tuple[Path, ...] = (), **more: Any) -> Facts:
        """The same in a law, which is not tried on a case that contradicts itself."""
        facts = self.read(missing, **more)
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


@cache
def _world_of_seed(seed: int) -> World | None:
    return world_of(Random(seed))


@st.composite
def _known_worlds(draw: st.DrawFn) -> World:
    """One of a pool of books and cases that all laws share, with new chance to choose further."""
    world = _world_of_seed(draw(st.sampled_from(POOL)))
    assume(world is not None)
    assert world is not None
    return evolve(world, random=Random(draw(st.integers(0, 2**32 - 1))))


@st.composite
def _new_worlds(draw: st.DrawFn) -> World:
    """Books and cases of every kind, made small where a law is broken."""
    world = world_of(draw(st.randoms(note_method_calls=False, use_true_random=False)))
    assume(world is not None)
    assert world is not None
    return world


def worlds() -> st.SearchStrategy[World]:
    """Books with a case: in a short run from the pool, in a long run also new ones."""
    return st.one_of(_new_worlds(), _known_worlds()) if _is_long() else _known_worlds()


@cache
def _repository_book(folder: pathlib.Path) -> Model:
    loaded = rule_book(folder.name) if folder.parent.name == "rules" else load([folder])
    assert loaded.model is not None
    return loaded.model


@st.composite
def _repository_worlds(draw: st.DrawFn) -> World:
    """The rule books of the repository with new cases; their text is of no matter here."""
    random = Random(draw(st.integers(0, 2**32 - 1)))
    model = _repository_book(draw(st.sampled_from(REPOSITORY_BOOKS)))
    case = whole_case(model, random)
    assume(case is not None)
    assert case is not None
    return World(Book(()), File(Source("", "")), model, case, random)


def answered_worlds() -> st.SearchStrategy[World]:
    """The same for laws that look at answers alone: also the rule books of the repository."""
    return st.one_of(worlds(), _repository_worlds())


def _is_long() -> bool:
    return settings().max_examples > _SHORT


def law(examples: int) -> Callable[[Any], Any]:
    """Tries a law on so many examples, and on more where the profile asks for more."""
    return settings(max_examples=max(1, examples * settings().max_examples // _SHORT))
