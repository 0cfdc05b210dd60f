"""Small rule books for the tests of evaluation, and questions put to them."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from policy_engine.checking.check import Pass, check
from policy_engine.checking.order import order
from policy_engine.checking.proof.proof import proof
from policy_engine.checking.scales.scales import scales
from policy_engine.evaluation.decide import decide
from policy_engine.evaluation.decision import Decision, Facts
from policy_engine.evaluation.facts import read_facts
from policy_engine.evaluation.step import Hole
from policy_engine.model.rulebook import Model
from policy_engine.source.diagnostic import Severity
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse

HEAD = """rulebook town
  title en "Town"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
source act "Act" in en, attests 2020-01-01 to 2029-12-31
  item A-1 en "everything"
assumption so
  title en "we assume so"  ms "kami andaikan begitu"
"""


@cache
def book(text: str, passes: Sequence[Pass] = (order, scales, proof)) -> Model:
    """The model of a rule book; `text` stands behind the head.  A draft may be looked at by fewer passes."""
    parsed = parse(Source("book.policy", HEAD + text))
    assert parsed.diagnostics == (), parsed.diagnostics
    checked = check([parsed.file], passes=passes)
    errors = [each for each in checked.diagnostics if each.severity is Severity.ERROR]
    assert checked.model is not None, errors
    assert errors == []
    return checked.model


def facts_of(model: Model, data: Mapping[str, object]) -> Facts:
    """Facts that must be right."""
    read = read_facts(model, dict(data))
    assert read.facts is not None, [(each.code, each.path, dict(each.facts)) for each in read.diagnostics]
    return read.facts


def ask(
    model: Model,
    data: Mapping[str, object],
    question: str,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> Decision:
    """The one decision on facts that must be right."""
    decided = decide(model, facts_of(model, data), question, on=on, readings=readings)
    assert decided.diagnostics == ()
    assert len(decided.decisions) == 1
    return decided.decisions[0]


def names(holes: tuple[Hole, ...]) -> list[str]:
    """The names of holes, with the member they belong to."""
    return [f"{hole.name} of {hole.member}" if hole.member else hole.name for hole in holes]
