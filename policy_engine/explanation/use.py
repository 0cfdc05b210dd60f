"""What a decision rests on besides its facts: parameters, assumptions, readings, provisions that gave way.

Invariant: everything is found in the Steps of the decision and in the declarations that they name, each once, in the
order in which it was first used.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from policy_engine.evaluation.decision import Decision, Status
from policy_engine.evaluation.differing import Turns
from policy_engine.evaluation.step import FILLED, Step, walk
from policy_engine.explanation.authorities import cited, of_version, version_of
from policy_engine.explanation.document import AssumptionUsed, Displaced, FromOutside, ReadingUsed, Used
from policy_engine.explanation.mentioned import mentioned
from policy_engine.explanation.names import parameter_title, phrase, point_title, row_name, written
from policy_engine.explanation.sentences import deciding, rows_of
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.truths import truth_of
from policy_engine.explanation.visits import Mention, Visit, authorities_of
from policy_engine.explanation.write import join, plain, title, write
from policy_engine.model import core
from policy_engine.model.core import Authority
from policy_engine.model.rulebook import Interval, Item, ParameterVersion, ScaleVersion, Shares, Words
from policy_engine.model.types import DATE, PERCENT
from policy_engine.values.truth import YES

NOT_TURNING: tuple[Turns, ...] = ("nothing", "not yet known")


def parameters(telling: Telling, found: tuple[Visit, ...]) -> tuple[Used, ...]:
    """The parameters and scales that were used, each value with the time in which it is in force."""
    used: dict[tuple[str, tuple[int, ...]], Used] = {}
    for step in _steps(found):
        if isinstance(step.node, core.Lookup | core.ScaleValue) and step.notes:
            name = step.node.parameter if isinstance(step.node, core.Lookup) else step.node.scale
            if (name, step.notes) not in used:
                used[name, step.notes] = _used(telling, step, name)
    return tuple(used.values())


def _steps(found: tuple[Visit, ...]) -> Iterator[Step]:
    return (mention.step for mention in found)


def rights(telling: Telling, decision: Decision, found: tuple[Mention, ...]) -> tuple[Authority, ...]:
    """By what right everything in the decision stands, in the order in which it was first used."""
    benefit = telling.model.benefits.get(decision.question)
    used = chain.from_iterable(mention.authorities for mention in found)
    return (*((benefit.authority,) if benefit else ()), *used, *_of_payments(telling, decision))


def assumptions(telling: Telling, authorities: Iterable[Authority]) -> tuple[AssumptionUsed, ...]:
    """The assumptions that something in the decision rests on."""
    names = dict.fromkeys(name for authority in authorities for name in authority.assumptions)
    return tuple([telling.once(_assumption, name) for name in names])


def _assumption(telling: Telling, name: str) -> AssumptionUsed:
    declared = telling.model.assumptions.get(name)
    return AssumptionUsed(name, title(telling, declared.title if declared else Words(), name))


def outside(telling: Telling, authorities: Iterable[Authority], found: tuple[Visit, ...]) -> tuple[FromOutside, ...]:
    """The items that come from outside the sources, each with the gaps that it fills here."""
    book = mentioned(telling.model)
    fills: dict[str, dict[str, None]] = {}
    for step in _steps(found):
        if isinstance(step.node, core.OpenPoint) and step.notes == FILLED:
            for citation in _filling(telling, step.inputs[0]):
                fills.setdefault(citation, {})[step.node.name] = None
    items = dict(chain.from_iterable(map(book.from_outside, authorities))) if book.outside else {}
    return tuple(
        _from_outside(telling, citation, item, tuple(fills.get(citation, ()))) for citation, item in items.items()
    )


def _filling(telling: Telling, filling: Step) -> Iterator[str]:
    """What a filling cites: the version of a parameter, or a rule with all that it is made of."""
    for step in walk(filling):
        yield from cited(*authorities_of(telling, step))


def _from_outside(telling: Telling, citation: str, item: Item, fills: tuple[str, ...]) -> FromOutside:
    return FromOutside(
        citation=citation,
        title=title(telling, item.title, item.name),
        confidence=item.confidence,
        meaning=telling.say(f"confidence.{item.confidence}"),
        fills=fills,
        fills_titles=tuple(point_title(telling, "gap", name) for name in fills),
    )


def readings(
    telling: Telling, decision: Decision, found: tuple[Visit, ...], turning: Mapping[str, Turns] | None
) -> tuple[ReadingUsed, ...]:
    """How disputed words were read; `turning` says what turns on each reading, where that was examined.

    A reading on which only a later day turns is among them.
    """
    met = {step.node.reading for step in _steps(found) if isinstance(step.node, core.ByReading)}
    turned = {name for name, what in (turning or {}).items() if what not in NOT_TURNING}
    return tuple(
        telling.once(
            reading_used, name, decision.options[name], "" if turning is None else turning.get(name, "nothing")
        )
        for name in telling.model.readings
        if name in turned or (name in decision.readings and (telling.full or name in met))
    )


def displaced(telling: Telling, found: tuple[Visit, ...]) -> tuple[Displaced, ...]:
    """The rows and clauses that hold, and were beaten by exceptions to them."""
    return tuple(
        each
        for visit in found
        if isinstance(visit.step.node, core.Choose)
        for each in _beaten(telling, visit, visit.step.node)
    )


def _used(telling: Telling, step: Step, name: str) -> Used:
    version = version_of(telling.model, step)
    interval = version.interval
    value = _scale_text(telling, step, version) if isinstance(version, ScaleVersion) else written(telling, step)
    return Used(
        name=name,
        title=phrase(telling, step) if isinstance(step.node, core.Lookup) else parameter_title(telling, name),
        value=value,
        data=plain(telling, step.value, step.node.type) if isinstance(step.node, core.Lookup) else value,
        in_force=telling.once(_in_force, name, step.notes[0]),
        start=interval.start.isoformat() if interval.start else "",
        to=interval.to.isoformat() if interval.to else "",
        notice=_notice(telling, step, name, interval),
        citations=cited(*of_version(telling.model, step)),
    )


def _scale_text(telling: Telling, step: Step, version: ScaleVersion) -> str:
    base = step.inputs[0].node.type
    slices = (
        telling.say("used.slice", rate=write(telling, each.rate, PERCENT), start=write(telling, each.start, base))
        for each in version.slices
    )
    return telling.say("value.semicolon").join(slices)


def _in_force(telling: Telling, name: str, position: int) -> str:
    declared = telling.model.parameters.get(name) or telling.model.scales[name]
    version = declared.versions[position]
    time = interval_text(telling, version.interval)
    if isinstance(version, ParameterVersion) and version.attested:
        sources = tuple(dict.fromkeys(each.source for each in version.authority.citations))
        return telling.say("used.attested", sources=join(telling, sources), time=time)
    return telling.say("used.in_force", time=time)


def interval_text(telling: Telling, interval: Interval) -> str:
    """From when to when, both days included."""
    start, to = (write(telling, day, DATE) if day else "" for day in (interval.start, interval.to))
    if start and to:
        return telling.say("used.between", start=start, to=to)
    if start:
        return telling.say("used.from", start=start)
    return telling.say("used.until", to=to) if to else telling.say("used.always")


def _notice(telling: Telling, step: Step, name: str, interval: Interval) -> str:
    """That a value without an end is used beyond the day through which somebody has looked whether it still holds."""
    declared = telling.model.parameters.get(name) or telling.model.scales.get(name)
    reviewed = declared.reviewed_through if declared else None
    if reviewed is None or step.day is None or interval.to is not None or step.day <= reviewed:
        return ""
    holes = {"reviewed": write(telling, reviewed, DATE), "day": write(telling, step.day, DATE)}
    return telling.say("used.reviewed", **holes)


def reading_used(telling: Telling, name: str, option: str, turns_on: str) -> ReadingUsed:
    """A disputed clause, how it was read and why, and what turns on that."""
    declared = telling.model.readings[name]
    chosen = next((each for each in declared.options if each.name == option), None)
    named = title(telling, chosen.title if chosen else Words(), option)
    because = telling.own(chosen.because) if chosen and option == declared.chosen else ""
    key = "reading.because" if because else "reading.plain" if option == declared.chosen else "reading.asked"
    said = telling.say(key, option=named, because=because) if because else telling.say(key, option=named)
    return ReadingUsed(
        name=name,
        question=title(telling, declared.title, name),
        option=option,
        option_title=named,
        because=because,
        turns=None if turns_on in ("", "not yet known") else turns_on != "nothing",
        turns_on="" if turns_on == "nothing" else turns_on,
        sentence=said,
        citations=cited(declared.authority, *((chosen.authority,) if chosen else ())),
    )


def _beaten(telling: Telling, visit: Visit, node: core.Choose) -> Iterator[Displaced]:
    decided = deciding(visit.step, node)
    tests = [test for _, test, _ in rows_of(visit.step, node)]
    holds = [(test is None and not row.otherwise) or _is_yes(test) for row, test in zip(node.rows, tests, strict=True)]
    for position, row in enumerate(node.rows):
        if row in decided or not holds[position]:
            continue
        by = [other for n, other in enumerate(node.rows) if position in other.overrides and holds[n]]
        if by:
            names = tuple(row_name(telling, other) for other in by)
            owner = visit.owner(telling)
            holes = {"rule": owner, "label": row_name(telling, row), "by": join(telling, names)}
            said = telling.say("displaced.sentence", **holes)
            yield Displaced(owner, row.label, tuple(other.label for other in by), said)


def _is_yes(test: Step | None) -> bool:
    return test is not None and truth_of(test) is YES


def _of_payments(telling: Telling, decision: Decision) -> Iterator[Authority]:
    for result in decision.payments:
        if result.status is Status.NOT_PAYABLE:
            continue
        yield result.payment.authority
        if not isinstance(result.payment, Shares):
            continue
        yield from result.payment.authorities.values()
        tiers = result.payment.tiers
        for tier in tiers if telling.full or result.tier is None else (tiers[result.tier],):
            yield tier.authority
            for share in tier.classes:
                yield from (share.authority, share.unfilled_authority)
