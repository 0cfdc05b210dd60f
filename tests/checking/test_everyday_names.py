"""A word that is no name of the book, but one of a letter, is answered with the word of the rule language."""

import pytest

from policy_engine.checking.check import check
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse

_BOOK = """rulebook small
  title en "Small"  ms "Kecil"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
fact leave : days from 0 to 100
  title en "leave"  ms "cuti"
fact hurt : yes or no
  title en "hurt"  ms "cedera"
fact hurt_on : date or never
  title en "day"  ms "hari"
fact wage : money from RM0 to RM100
  title en "wage"  ms "gaji"
assumption ours
  title en "ours"  ms "kami"
"""


@pytest.mark.parametrize(
    ("condition", "meant"),
    [
        ("leave at least 3 hari", "days"),
        ("hurt is true", "yes"),
        ("hurt is ya", "yes"),
        ("hurt_on is null", "never"),
        ("hurt_on on or after today", "the day"),
        ("wage over 50 sen", "RM0.50"),
        ("wage over 1250 sen", "RM12.50"),
    ],
)
def test_an_everyday_word_in_a_condition(condition: str, meant: str) -> None:
    text = f'{_BOOK}rule long  assumes ours\n  title en "a"  ms "b"\n  is {condition}\n'
    (problem,) = check([parse(Source("book.policy", text)).file]).diagnostics

    assert problem.facts["near"] == meant


@pytest.mark.parametrize(
    ("type", "meant"), [("boolean", "yes or no"), ("tarikh", "date"), ("string", "text"), ("integer", "count")]
)
def test_an_everyday_type(type: str, meant: str) -> None:
    text = f'{_BOOK}fact odd : {type}\n  title en "a"  ms "b"\n'
    problems = check([parse(Source("book.policy", text)).file]).diagnostics

    assert [problem.facts["near"] for problem in problems] == [meant]
