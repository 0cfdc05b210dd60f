"""What an explanation prepares once for a book."""

from attrs import evolve

from policy_engine.explanation.explain import explain
from tests.explanation.books import BOOK, FACTS
from tests.explanation.questions import FAMILY
from tests.explanation.written import decided, model_of


def test_what_is_prepared_for_a_short_page_serves_a_full_one() -> None:
    """What a book says in a language is kept with it; how much is told, and of whom, leaves no trace there."""
    used, new = evolve(model_of(BOOK)), evolve(model_of(BOOK))
    decision = decided(used, {**FACTS, "died_on": "2024-03-05", "dependants": FAMILY}, "survivors")
    for language in ("en", "ms"):
        explain(used, decision, language)

    for language in ("ms", "en"):
        assert explain(used, decision, language, full=True) == explain(new, decision, language, full=True)
