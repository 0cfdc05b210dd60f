"""Laws of any text: it is read, checked, told and formatted without fail, and a book that is right also answers."""

from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.checking.check import Checked, check
from policy_engine.explanation.explain import explain
from policy_engine.explanation.text import as_text
from policy_engine.model.rulebook import Model
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.source.report import as_json, report
from policy_engine.source.text import Source
from policy_engine.syntax.declarations import File
from policy_engine.syntax.format import format
from policy_engine.syntax.parse import parse
from tests.properties.books import Book
from tests.properties.cases import whole_case
from tests.properties.slips import soup, with_other_words, with_slips
from tests.properties.worlds import ROOT, World, law
from tests.syntax.books import REFERENCE

RANDOMS = st.integers(0, 2**32 - 1).map(Random)
PERKESO = tuple(sorted((ROOT / "rules/perkeso").glob("**/*.policy")))
SMALL = {path.parent.name: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("tests/laws/*/book.policy"))}
SMALL["reference"] = REFERENCE


@cache
def as_it_stands(path: Path) -> File:
    return parse(Source(path.name, path.read_text(encoding="utf-8"))).file


def looked_at(text: str, *others: File) -> Checked:
    """The text read, formatted and checked beside other files, and all that is said of it told."""
    parsed = parse(Source("changed.policy", text))
    _tell(parsed.diagnostics)
    canonical = format(parsed.file)
    if not parsed.diagnostics:
        again = parse(Source("again.policy", canonical))
        assert again.diagnostics == ()
        assert again.file == parsed.file
        assert format(again.file) == canonical
    checked = check([parsed.file, *others])
    _tell(checked.diagnostics)
    assert (checked.model is None) == any(each.severity is Severity.ERROR for each in checked.diagnostics)
    return checked


def _tell(diagnostics: tuple[Diagnostic, ...]) -> None:
    for diagnostic in diagnostics[:20]:
        for language in ("en", "ms"):
            assert diagnostic.code in report(diagnostic, language)
            assert as_json(diagnostic, language)["code"] == diagnostic.code


def _answers(model: Model, random: Random) -> None:
    """Every question gets an answer that can be explained, whatever is missing."""
    case = whole_case(model, random)
    if case is None:
        return
    world = World(Book(()), File(Source("", "")), model, case, random)
    facts = world.read(world.some_missing())
    for question in world.questions if facts is not None else ():
        assert facts is not None
        for decision in world.ask(facts, question).decisions:
            assert as_text(explain(model, decision, random.choice(("en", "ms"))))


@law(250)
@given(RANDOMS)
def test_words_in_any_order(random: Random) -> None:
    looked_at(soup(random))


@pytest.mark.parametrize("name", SMALL)
def test_a_book_with_slips(name: str) -> None:
    @law(40)
    @given(RANDOMS)
    def run(random: Random) -> None:
        looked_at(with_slips(SMALL[name], random))

    run()


@pytest.mark.parametrize("name", SMALL)
def test_a_book_with_other_words_is_refused_or_answers(name: str) -> None:
    @law(60)
    @given(RANDOMS)
    def run(random: Random) -> None:
        model = looked_at(with_other_words(SMALL[name], random)).model
        if model is not None:
            _answers(model, random)

    run()


@law(8)
@given(RANDOMS)
def test_a_file_of_a_great_book_with_slips(random: Random) -> None:
    """One file of the book of the repository is changed, and checked with all the others."""
    changed = random.choice(PERKESO)
    slip = random.choice((with_slips, with_other_words))

    looked_at(
        slip(changed.read_text(encoding="utf-8"), random), *(as_it_stands(each) for each in PERKESO if each != changed)
    )
