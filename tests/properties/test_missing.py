"""Laws of what is missing: knowing more never takes back what was known, and what is asked for is enough."""

from collections.abc import Collection

from hypothesis import assume, given

from policy_engine.evaluation.decision import Decided, Outcome, PaymentResult, Status
from policy_engine.model.rulebook import Model
from policy_engine.model.types import EntityType, ListType
from policy_engine.model.walk import Reached, closure
from tests.properties.cases import MORE, Path, answers, is_presumed, paths
from tests.properties.summary import changed, known, summary, totals
from tests.properties.worlds import World, answered_worlds, law

_MOST_SINGLE = 6
"""How many of the facts that are not asked for are given one by one."""


@law(50)
@given(answered_worlds())
def test_one_more_fact_changes_nothing_that_is_known(world: World) -> None:
    """Giving a missing fact never changes an outcome, a truth, an amount or a share that is known."""
    missing = _really_missing(world)
    facts = world.facts(missing)
    before = {question: known(world.ask(facts, question)) for question in world.questions}
    for path in missing:
        more = world.read(tuple(each for each in missing if each != path))
        if more is None:
            continue
        for question in world.questions:
            after = world.ask(more, question)
            taken_back = [] if after.diagnostics else changed(before[question], known(after))
            assert not taken_back, (path, question, taken_back)


@law(40)
@given(answered_worlds())
def test_more_facts_one_after_the_other_change_nothing_that_is_known(world: World) -> None:
    """The same on a whole way from nearly nothing to everything."""
    missing = list(_really_missing(world))
    before: dict[str, dict[tuple[str, ...], object]] = {}
    while True:
        facts = world.read(tuple(missing))
        for question in world.questions if facts is not None else ():
            assert facts is not None
            decided = world.ask(facts, question)
            after = known(decided)
            taken_back = [] if decided.diagnostics else changed(before.get(question, {}), after)
            assert not taken_back, (missing, question, taken_back)
            before[question] = after
        if not missing:
            return
        missing.pop(world.random.randrange(len(missing)))


@law(120)
@given(answered_worlds())
def test_the_facts_that_are_asked_for_are_enough(world: World) -> None:
    """Whoever answers what is asked for, again and again, gets an answer; nothing is asked for that cannot be given."""
    everything = world.facts()
    whole = {question: _answers(world.ask(everything, question)) for question in world.questions}
    for question in world.questions:
        missing = _really_missing(world)
        for _ in range(len(missing) + 1):
            facts = world.read(missing)
            assume(facts is not None)
            assert facts is not None
            decided = world.ask(facts, question)
            holes = [hole for decision in decided.decisions for hole in decision.missing]
            given_now = {path for hole in holes for path in answers(missing, hole)}
            if not given_now:
                break
            missing = tuple(path for path in missing if path not in given_now)
        assert not _undetermined(decided), question
        assert all(whole[question].get(member) == told for member, told in _answers(decided).items()), question


def _undetermined(decided: Decided) -> bool:
    return any(
        decision.outcome is Outcome.UNDETERMINED
        or any(payment.status is Status.UNDETERMINED for payment in decision.payments)
        for decision in decided.decisions
    )


def _answers(decided: Decided) -> dict[str, object]:
    """Outcomes, and of payments that are due their amounts and shares."""
    return {
        each.member: (each.outcome, {payment.payment.name: _amounts(payment) for payment in each.payments})
        for each in decided.decisions
    }


def _amounts(payment: PaymentResult) -> object:
    if payment.status is not Status.KNOWN:
        return payment.status
    return payment.status, payment.value, totals(payment), payment.rest


@law(60)
@given(answered_worlds())
def test_facts_that_are_not_asked_for_change_nothing(world: World) -> None:
    """Giving facts that are not among the missing ones, one of them or all, leaves the answer as it is."""
    missing = _really_missing(world)
    facts = world.facts(missing)
    for question in world.questions:
        decided = world.ask(facts, question)
        asked = {path for each in decided.decisions for hole in each.missing for path in answers(missing, hole)}
        not_asked = [path for path in missing if path not in asked]
        single = world.random.sample(not_asked, min(len(not_asked), _MOST_SINGLE))
        for given_now in (not_asked, *([path] for path in single)):
            more = world.read(tuple(path for path in missing if path not in given_now))
            if more is not None:
                members = {each.member for each in decided.decisions}
                assert _told(world.ask(more, question), members) == _told(decided, members), (given_now, question)


def _told(decided: Decided, members: Collection[str]) -> object:
    """The answer for the members, without the truth of a condition that no longer decides it."""
    answers = [
        (each.member, each.outcome, [(pay.payment.name, pay.status) for pay in each.payments])
        for each in decided.decisions
        if each.member in members
    ]
    is_rule = all(each.as_at is None for each in decided.decisions)
    values = {key: value for key, value in known(decided).items() if is_rule or key[1] != "value"}
    return answers, {key: value for key, value in values.items() if key[0] in members}


@law(80)
@given(answered_worlds())
def test_a_fact_that_cannot_be_reached_changes_nothing(world: World) -> None:
    """A fact outside the closure of a question does not matter to it, given or missing."""
    facts = world.facts()
    for question in world.questions:
        declared = world.model.benefits.get(question) or world.model.rules[question]
        reached = closure(world.model, declared)
        foreign = [path for path in paths(world.case) if not _is_reached(world.model, reached, path)]
        without_them = world.read(tuple(foreign))
        if without_them is not None:
            assert summary(world.ask(without_them, question)) == summary(world.ask(facts, question)), question


def _is_reached(model: Model, reached: Reached, path: Path) -> bool:
    """Whether a fact, a field or the awards can play a part; a list as a whole goes with the fact."""
    name, *inside = path
    if name == "awards":
        return bool(reached.awards)
    fact = model.facts[name]
    if inside and inside[0] != MORE and isinstance(fact.type, ListType) and isinstance(fact.type.item, EntityType):
        return (fact.type.item.entity, inside[1]) in reached.fields
    return name in reached.facts


def _really_missing(world: World) -> tuple[Path, ...]:
    """What is missing, without findings that are presumed until they are made."""
    return tuple(path for path in world.some_missing() if not is_presumed(world.model, path))
