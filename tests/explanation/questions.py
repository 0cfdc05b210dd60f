"""The questions whose pages stand in tests/explanation/pages, in both languages."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from policy_engine.evaluation.differing import Turns
from policy_engine.explanation.document import Explanation
from policy_engine.explanation.explain import explain
from tests.explanation.books import BOOK, FACTS
from tests.explanation.written import decided, model_of


@frozen
class Question:
    """What is asked, and on which facts; a fact that is None is missing."""

    name: str
    changes: dict[str, object]
    full: bool = False
    on: date | None = None
    turning: Mapping[str, Turns] | None = None


FAMILY = [
    {"id": "ali", "relation": "child", "born": "2010-02-03"},
    {"id": "abu", "relation": "child", "born": "2001-02-03"},
    {"id": "siti", "relation": "spouse", "born": "1980-02-03"},
    {"id": "omar", "relation": "parent", "born": "1950-02-03"},
]
MARCH = date(2024, 3, 4)

QUESTIONS: dict[str, Question] = {
    "payable": Question("river_benefit", {}),
    "refused": Question("river_benefit", {"leave": 3, "drunk": True}),
    "undetermined": Question("river_benefit", {"leave": None}),
    "referred": Question("late_benefit", {}),
    "gap": Question("long_benefit", {}, turning={"four_days": "outcome"}),
    "shares": Question("survivors", {"died_on": "2024-03-05", "dependants": FAMILY}),
    "partial": Question("survivors", {"died_on": "2024-03-05", "dependants": {"partial": True, "items": FAMILY[:1]}}),
    "exception": Question("share_rate", {}, on=MARCH),
    "not_in_force": Question("river_benefit", {"injured_on": "2026-03-04"}),
    "rounding": Question("river_benefit", {"wages": ["RM2,000.00", "RM2,100.00", "RM2,100.00"]}, full=True),
    "months": Question("enough_months", {"paid_months": [{"from": "2022-01", "to": "2023-10"}]}, on=MARCH),
    "never": Question("survivors", {"dependants": FAMILY}),
}


def answer(name: str, language: str) -> Explanation:
    """The explanation of one of the questions."""
    asked = QUESTIONS[name]
    facts = {key: value for key, value in {**FACTS, **asked.changes}.items() if value is not None}
    decision = decided(model_of(BOOK), facts, asked.name, on=asked.on)
    return explain(model_of(BOOK), decision, language, full=asked.full, turning=asked.turning)
