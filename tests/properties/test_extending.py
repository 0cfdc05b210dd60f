"""Laws of a book that extends another: it adds where there was nothing, and changes nothing else.

Any book with any case is the book below; of its gaps one is filled, or one of its figures gets a further version.
"""

import datetime
import tempfile
from pathlib import Path
from typing import Any

from attrs import evolve
from hypothesis import assume, given

from policy_engine.checking.check import check
from policy_engine.evaluation.decision import Decided
from policy_engine.files.load import load
from policy_engine.model import core
from policy_engine.model.core import Expression
from policy_engine.model.rulebook import Gap, Model, Parameter, ParameterVersion
from policy_engine.model.type_words import in_words
from policy_engine.model.written_values import written_value
from policy_engine.records.meaning import meaning
from policy_engine.source.diagnostic import Severity
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from tests.properties.cases import read, rulings
from tests.properties.summary import summary
from tests.properties.test_decide import steps_of
from tests.properties.worlds import World, law, worlds

HEAD = """\
rulebook further
  title en "Further"  ms "Lanjutan"
  extends generated in "../generated"
source press "The press" in en, confidence B
  item P-1 en "what is known from elsewhere"
"""
NOTHING_FILLED = """\
parameter of_its_own : money  cites press P-1
  title en "a figure of its own"  ms "angka sendiri"
  from 2020-01-01 is RM5
"""


def extended(world: World, more: str) -> tuple[World | None, list[str]]:
    """The same world with a book above that says `more`; None, and the codes, where that is refused."""
    above = parse(Source("further.policy", HEAD + more))
    assert above.diagnostics == ()
    checked = check([above.file, evolve(world.file, below=1)])
    wrong = [each.code for each in checked.diagnostics if each.severity is Severity.ERROR]
    return (None if wrong else evolve(world, model=checked.model)), wrong


def some_ruling(world: World, name: str) -> Any:
    """A value for a gap, as a facts file gives it."""
    return rulings(world.model, world.random)[name]


def a_gap(world: World) -> Gap:
    """A gap of the book; books without one are of no use to a law."""
    assume(world.model.gaps)
    return world.model.gaps[world.random.choice(sorted(world.model.gaps))]


def filling(world: World, gap: Gap, ruling: Any, lasting: str = "") -> str:
    """A rule that fills the gap with the value of a ruling."""
    facts = read(world.model, {"rulings": {gap.name: ruling}})
    assume(facts is not None)
    assert facts is not None
    value = written_value(facts.rulings[gap.name], gap.type, world.model.settings)
    type_ = in_words(gap.type)
    typed = "" if type_ == "yes or no" else f" : {type_}"
    return f"rule filled_in_by{typed}  cites press P-1\n  fills {gap.name}\n  {lasting}is {value}\n"


# ------------------------------------------------------------------------------------------------ the book below


@law(10)
@given(worlds())
def test_the_book_below_means_the_same_whether_it_is_extended_or_not(world: World) -> None:
    with tempfile.TemporaryDirectory() as folder:
        below, above = Path(folder, "generated"), Path(folder, "further")
        for path, text in ((below, world.book.text), (above, HEAD + NOTHING_FILLED)):
            path.mkdir()
            (path / "book.policy").write_text(text, encoding="utf-8")
        assert load([above]).model is not None
        alone = load([below]).model

    assert alone is not None
    assert meaning(alone) == meaning(world.model)


@law(20)
@given(worlds())
def test_a_book_that_fills_nothing_changes_no_decision(world: World) -> None:
    above, _ = extended(world, NOTHING_FILLED)
    assert above is not None

    assert [name for name in world.questions if name not in above.questions] == []
    for question in world.questions:
        assert summary(above.ask(above.facts(), question)) == summary(world.ask(world.facts(), question))


# ------------------------------------------------------------------------------------------------ fillings


def _stands(node: Expression, name: str) -> bool:
    match node:
        case core.OpenPoint():
            return node.name == name
        case _:
            return False


def meets(decided: Decided, name: str) -> bool:
    """Whether a decision came upon the gap, also where nothing hangs on it."""
    return any(_stands(step.node, name) for each in decided.decisions for step in steps_of(each))


@law(30)
@given(worlds())
def test_a_filled_gap_decides_as_a_ruling_does_and_changes_nothing_that_did_not_meet_it(world: World) -> None:
    """The value of the filling is that of a ruling; where the gap is not met, all is as in the book below."""
    gap = a_gap(world)
    ruling = some_ruling(world, gap.name)
    above, codes = extended(world, filling(world, gap, ruling))
    assume(not codes)  # the value may make a condition settled, an amount less than nothing
    assert above is not None
    below, ruled = world.facts(), world.facts(rulings={gap.name: ruling})
    for question in world.questions:
        alone, filled = world.ask(below, question), above.ask(above.facts(), question)
        assert summary(filled) == summary(world.ask(ruled, question))
        assert alone.diagnostics or meets(alone, gap.name) or summary(filled) == summary(alone)


@law(20)
@given(worlds())
def test_a_ruling_goes_before_what_fills_the_gap(world: World) -> None:
    gap = a_gap(world)
    above, codes = extended(world, filling(world, gap, some_ruling(world, gap.name)))
    assume(not codes)
    assert above is not None
    ruling = {gap.name: some_ruling(world, gap.name)}
    below, ruled = world.facts(rulings=ruling), above.facts(rulings=ruling)
    for question in world.questions:
        assert summary(above.ask(ruled, question)) == summary(world.ask(below, question))


@law(20)
@given(worlds())
def test_a_filling_that_is_not_in_force_changes_no_decision(world: World) -> None:
    """No case is of the year 1900: the gap is open under its own name, as in the book below."""
    gap = a_gap(world)
    above, codes = extended(world, filling(world, gap, some_ruling(world, gap.name), "from 1900-01-01 to 1900-12-31 "))
    assume(not codes)
    assert above is not None
    for question in world.questions:
        assert summary(above.ask(above.facts(), question)) == summary(world.ask(world.facts(), question))


# ------------------------------------------------------------------------------------------------ further versions


def _figures(model: Model) -> list[Parameter]:
    return [each for each in model.parameters.values() if not each.keys and each.versions]


def _touches(version: ParameterVersion, start: datetime.date, to: datetime.date) -> bool:
    first, last = version.interval.start, version.interval.to
    return (first is None or first <= to) and (last is None or start <= last)


def _lacks(decided: Decided, name: str) -> bool:
    """Whether a decision came upon a day on which the figure has no value."""
    steps = (step for each in decided.decisions for step in steps_of(each))
    return any(step.why is not None and (step.why.kind, step.why.name) == ("not in force", name) for step in steps)


@law(30)
@given(worlds())
def test_a_further_version_is_refused_or_stands_only_where_there_was_none(world: World) -> None:
    """On a day on which the book below has a value, a version more is an error or stands for other days."""
    figures = _figures(world.model)
    assume(figures)
    figure = world.random.choice(figures)
    start = datetime.date(2015, 1, 1) + datetime.timedelta(days=world.random.randrange(4_000))
    to = start + datetime.timedelta(days=world.random.randrange(2_000))
    value = written_value(_literal(figure), figure.type, world.model.settings)
    version = f"further versions of {figure.name}\n  from {start} to {to} is {value}  cites press P-1\n"
    above, codes = extended(world, version)
    if any(_touches(each, start, to) for each in figure.versions):
        assert set(codes) == {"D101"}
        return
    assume(not codes)
    assert above is not None
    for question in world.questions:
        alone = world.ask(world.facts(), question)
        assert _lacks(alone, figure.name) or summary(above.ask(above.facts(), question)) == summary(alone)


def _literal(figure: Parameter) -> Any:
    """A value that the figure has at some time."""
    body = figure.versions[0].value
    match body:
        case core.Literal():
            return body.value
        case _:
            assume(False)
            return None
