"""Conditions as sentences: every operator with every truth, negation, lists, rows, and what no sentence may say."""

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import pytest

from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.interpret import begin, interpret
from policy_engine.evaluation.step import Step
from policy_engine.evaluation.work import NO_VARIABLES, Frame
from policy_engine.explanation.comparisons import figure
from policy_engine.explanation.names import PHRASES
from policy_engine.explanation.sentences import sentence
from policy_engine.explanation.telling import Telling, texts
from policy_engine.model import core
from policy_engine.model.functions import OPERATORS
from policy_engine.model.types import (
    DATE,
    DATE_OR_NEVER,
    DAYS,
    YES_NO,
    MomentType,
    MonthsType,
    MonthType,
    OneOf,
    PeriodsType,
    Type,
    YearType,
)
from policy_engine.values.truth import LEANS_NO, NO, OPEN, UNKNOWN, YES, Truth
from policy_engine.values.value import NEVER, REFERRED, UNDETERMINED, Month, Months, Periods, Value, Year
from tests.explanation.books import BOOK
from tests.explanation.written import model_of

MARCH = Month.of(2024, 3)
DAY = date(2024, 3, 4)
RELATION = OneOf("relation_kind")
OPERANDS: dict[str, tuple[tuple[Value, Type], ...]] = {
    "in values": (("child", RELATION), ("child", RELATION), ("spouse", RELATION)),
    "in periods": ((DAY, DATE), (Periods(((738_000, 740_000),)), PeriodsType())),
    "outside periods": ((DAY, DATE), (Periods(((738_000, 740_000),)), PeriodsType())),
    "in months": ((MARCH, MonthType()), (Months(frozenset({MARCH.index})), MonthsType())),
    "in year": ((DAY, DATE), (Year(2024), YearType())),
}  # fmt: skip
COMPARISONS = tuple(
    name for name, each in OPERATORS.items() if f"comparison.{name.replace(' ', '_')}.yes" in texts("en")
)
TRUTHS = {"yes": YES, "no": NO, "unknown": UNKNOWN, "open": OPEN, "leaning": LEANS_NO}


def _gives_truth() -> set[str]:
    arithmetic = (
        "at least",
        "at most",
        "below",
        "over",
        "before",
        "after",
        "on or before",
        "on or after",
        "is",
        "is not",
    )
    return {*arithmetic, *OPERANDS}


def compared(operator: str, truth: Truth, left: Value | None = None) -> Step:
    """A comparison with this truth, of certified leave or of what the operator takes."""
    pairs = OPERANDS.get(operator, ((14, DAYS), (4, DAYS)))
    if operator in ("before", "after", "on or before", "on or after"):
        pairs = ((DAY, DATE), (date(2024, 5, 1), DATE))
    name = "leave" if pairs[0][1] == DAYS else "injured_on" if pairs[0][1] == DATE else "relation"
    known = truth is YES or truth is NO
    value = pairs[0][0] if known else REFERRED if truth is OPEN else UNDETERMINED
    first = Step(core.FactValue(name, pairs[0][1]), value if left is None else left)
    others = tuple(Step(core.Literal(value, type_), value) for value, type_ in pairs[1:])
    node = core.Operation(operator, tuple(each.node for each in (first, *others)), YES_NO)
    return Step(node, truth, (first, *others))


def test_the_table_of_comparisons_is_that_of_the_operators() -> None:
    assert set(COMPARISONS) == _gives_truth()


def test_every_other_operator_has_a_phrase() -> None:
    own = {"times", "lowest", "highest", "sum"}  # theirs depends on the types

    assert set(OPERATORS) - set(COMPARISONS) == set(PHRASES) | own
    assert all(f"name.{key}" in texts("en") for key in (*PHRASES.values(), "share", "for", "earliest", "latest"))


@pytest.mark.parametrize("language", ["en", "ms"])
@pytest.mark.parametrize("operator", COMPARISONS)
def test_every_operator_has_its_own_sentence_for_every_truth(operator: str, language: str) -> None:
    telling = Telling(model_of(BOOK), language)
    said = {key: sentence(telling, compared(operator, truth)) for key, truth in TRUTHS.items()}

    assert len(set(said.values())) == len(TRUTHS)
    assert not any("{" in each or "_" in each for each in said.values())


MEANING: dict[str, dict[str, tuple[str, str]]] = {  # in English and in Malay
    "at least": {"yes": (", at least 4", ", sekurang-kurangnya 4"), "no": (", less than 4", ", kurang daripada 4")},
    "at most": {"yes": (", at most 4", ", selebih-lebihnya 4"), "no": (", more than 4", ", lebih daripada 4")},
    "below": {"yes": (", below 4 days", ", di bawah 4 hari"), "no": (", not below 4 days", ", tidak di bawah 4 hari")},
    "over": {"yes": (", over 4 days", ", melebihi 4 hari"), "no": (", not over 4 days", ", tidak melebihi 4 hari")},
    "before": {"yes": (", before", ", sebelum"), "no": (", not before", ", tidak sebelum")},
    "after": {"yes": (", after", ", selepas"), "no": (", not after", ", tidak selepas")},
    "on or before": {"yes": ("on or before", "pada atau sebelum"), "no": ("later than", "lebih lewat daripada")},
    "on or after": {"yes": ("on or after", "pada atau selepas"), "no": ("earlier than", "lebih awal daripada")},
    "in periods": {"yes": (", within", ", dalam"), "no": (", not within", ", tidak dalam")},
    "outside periods": {"yes": (", outside", ", di luar"), "no": (", within", ", dalam")},
    "is": {"yes": ("leave: 14 days", "cuti yang disahkan: 14 hari"), "no": (", not 4 days", ", bukan 4 hari")},
}  # fmt: skip


@pytest.mark.parametrize("operator", MEANING)
def test_a_sentence_says_what_the_operator_means(operator: str) -> None:
    for key, words in MEANING[operator].items():
        for language, expected in zip(("en", "ms"), words, strict=True):
            said = sentence(Telling(model_of(BOOK), language), compared(operator, TRUTHS[key]))
            assert expected in said


LIMITS = {"en": ("not below", "not above"), "ms": ("tidak kurang daripada", "tidak lebih daripada")}
LEAST = {"en": ("at most", "not above", "not over"), "ms": ("selebih-lebihnya", "tidak lebih", "tidak melebihi")}
MOST = {"en": ("at least", "not below"), "ms": ("sekurang-kurangnya", "tidak kurang", "tidak di bawah")}


@pytest.mark.parametrize("language", ["en", "ms"])
def test_a_limit_never_prints_as_its_opposite(language: str) -> None:
    words = texts(language)
    lower = [words[key] for key in ("working.below", "name.not_below", "comparison.at_least.yes", "amount.at_least")]
    upper = [words[key] for key in ("working.above", "name.not_above", "comparison.at_most.yes", "amount.at_most")]

    assert not [each for each in lower if any(word in each for word in LEAST[language])]
    assert not [each for each in upper if any(word in each for word in MOST[language])]
    assert LIMITS[language][0] in words["working.below"]
    assert LIMITS[language][1] in words["working.above"]


@pytest.mark.parametrize("language", ["en", "ms"])
def test_limits_and_comparisons_have_words_of_their_own(language: str) -> None:
    """A limit changes an amount and a comparison does not: a reader can tell them apart."""
    words = texts(language)
    for limit, comparison in (("below", "at_least"), ("above", "at_most")):
        assert words[f"working.{limit}"].split(",")[1] != words[f"comparison.{comparison}.yes"].split(",")[1]


def evaluated(expression: core.Expression, language: str = "en", **values: Value) -> str:
    """The sentence of a condition on these facts."""
    work = begin(model_of(BOOK), Facts(values))
    step = interpret(work, expression, Frame(DAY, NO_VARIABLES, "test"))
    return sentence(Telling(model_of(BOOK), language, facts=work.facts), step)


def fact(name: str) -> core.FactValue:
    return core.FactValue(name, model_of(BOOK).facts[name].type)


def negated(expression: core.Expression) -> core.Limbs:
    return core.Limbs("none of", (core.Limb("", expression),))


def op(operator: str, *operands: core.Expression) -> core.Operation:
    return core.Operation(operator, operands, YES_NO)


def days(number: int) -> core.Literal:
    return core.Literal(number, DAYS)


def test_negation_is_a_text_of_its_own() -> None:
    drunk = negated(fact("drunk"))

    assert evaluated(drunk, drunk=NO) == "was drunk: no, as needed"
    assert evaluated(drunk, drunk=YES) == "was drunk: yes, which stands in the way"
    assert evaluated(drunk) == "was drunk: not yet known; no is needed"
    assert evaluated(drunk, "ms", drunk=NO) == "mabuk: tidak, seperti yang diperlukan"
    assert evaluated(drunk, "ms", drunk=YES) == "mabuk: ya, dan ini menjadi halangan"


def test_the_negation_of_a_comparison_keeps_its_figures() -> None:
    long = negated(op("over", fact("leave"), days(10)))

    assert evaluated(long, leave=4) == "certified leave: 4 days, not over 10 days, as needed"
    assert evaluated(long, leave=14) == "certified leave: 14 days, over 10 days; the opposite is needed"
    assert evaluated(long) == "not yet known: whether it is not so that certified leave is over 10 days"


def test_malay_denies_nouns_with_bukan_and_verbs_with_tidak() -> None:
    is_that_day = op("is", fact("died_on"), core.Literal(date(2024, 1, 1), DATE))

    assert evaluated(is_that_day, "ms", died_on=DAY) == "tarikh kematian: 4 Mac 2024, bukan 1 Januari 2024"
    assert (
        evaluated(op("below", fact("leave"), days(4)), "ms", leave=5)
        == "cuti yang disahkan: 5 hari, tidak di bawah 4 hari"
    )


def test_never_is_a_word_about_what_has_happened() -> None:
    never = core.Literal(NEVER, DATE_OR_NEVER)

    assert evaluated(op("is", fact("died_on"), never), died_on=NEVER) == "date of death: has not happened"
    assert evaluated(op("is", fact("died_on"), never), died_on=DAY) == "date of death: 4 March 2024, so it has happened"
    assert evaluated(op("is not", fact("died_on"), never), died_on=NEVER) == "date of death: has not happened"
    later = op("after", fact("died_on"), core.Literal(DAY, DATE))
    assert evaluated(later, died_on=NEVER) == "date of death: has not happened"


def test_groups_count_what_holds() -> None:
    limbs = (core.Limb("i", fact("drunk")), core.Limb("ii", fact("fishing")))

    assert evaluated(core.Limbs("all of", limbs), drunk=YES, fishing=NO) == "1 of 2 hold, and all are needed"
    assert evaluated(core.Limbs("any of", limbs), drunk=YES, fishing=NO) == "one is enough, and 1 of 2 hold"
    assert evaluated(core.Limbs("any of", limbs), drunk=NO, fishing=NO) == "one would be enough, and none of 2 holds"
    assert evaluated(core.Limbs("none of", limbs), drunk=YES, fishing=NO) == "1 of 2 hold, and none may"
    assert evaluated(core.Limbs("all of", limbs), drunk=YES) == "1 of 2 hold so far, and all are needed"


def test_a_fact_that_is_not_asked_says_so() -> None:
    assert evaluated(fact("fit"), fishing=NO) == "fit for work: not asked here"
    assert evaluated(op("is", fact("fit"), core.Literal(YES, YES_NO)), fishing=NO) == (
        "fit for work is not asked here, so this does not hold"
    )


def test_calendar_phrases_carry_their_dates() -> None:
    elapsed = core.Operation("days to", (fact("injured_on"), fact("died_on")), DAYS)
    said = evaluated(op("at most", elapsed, days(30)), injured_on=DAY, died_on=date(2024, 3, 9))

    # both ends counted: 4, 5, 6, 7, 8, 9 March are six days
    assert said == (
        "days from date of the injury (4 March 2024) to date of death (9 March 2024), both counted: 6 days, "
        "at most 30 days"
    )


def test_a_comparison_gives_its_figures_and_its_distance() -> None:
    short = figure(Telling(model_of(BOOK), "en"), compared("at least", NO, left=3), True)
    assert short is not None
    assert (short.value, short.operator, short.bound, short.distance) == ("3 days", "at least", "4 days", "1 day short")

    equal = figure(Telling(model_of(BOOK), "en"), compared("over", NO, left=4), True)
    assert equal is not None
    assert equal.distance == "exactly at the limit, which does not count"

    unwanted = figure(Telling(model_of(BOOK), "ms"), compared("at least", YES, left=6), False)
    assert unwanted is not None
    assert unwanted.distance == "lebih 2 hari daripada had, sedangkan mesti di bawahnya"  # 6 - 4


def test_a_moment_is_compared_with_its_hour() -> None:
    zone = timezone(timedelta(hours=8))
    first, second = (core.Literal(datetime(2024, 3, 4, hour, tzinfo=zone), MomentType()) for hour in (8, 9))

    assert evaluated(op("before", first, second)) == "4 March 2024, 08:00 (+08:00), before 4 March 2024, 09:00 (+08:00)"


def test_a_percentage_is_compared_as_one() -> None:
    loss = op("over", fact("loss"), core.Literal(Fraction(1, 5), model_of(BOOK).facts["loss"].type))

    assert evaluated(loss, loss=Fraction(1, 4)) == "assessed loss: 25%, over 20%"
