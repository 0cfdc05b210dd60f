"""What the cases of a book meet: the items of sources that each decision rests on, and the open points it touches.

A decision rests on what it looked at: all limbs of a condition, also those that failed; of rows those that could
decide; of figures the version in force; of documents and benefits in kind those that may apply.  What was not worked
out, such as the amounts of a benefit that is refused, does not count.
Invariant: everything comes from the Steps of the decisions, in the order of the cases.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from policy_engine.casebook.run import run_case
from policy_engine.evaluation.decision import Decision, Outcome, PaymentResult, ThingResult
from policy_engine.evaluation.operate import truth_of_value
from policy_engine.evaluation.readings import may_turn, turns_on
from policy_engine.evaluation.step import Hole, Step
from policy_engine.model import core, rulebook
from policy_engine.model.core import Authority
from policy_engine.model.rulebook import Model
from policy_engine.syntax.declarations import Case
from policy_engine.values.truth import NO

ItemKey = tuple[str, str]
"""A source and an item of it."""

PointKey = tuple[str, str]
"""A kind of open point and its name: see document.py::OpenPoint."""


@frozen
class Met:
    """What one case meets.

    items: on which its decision rests; origins: from which its expected values come.
    points: open points that it touches; holes: those that keep it from being decided, with all that is known of them.
    turns_on: the readings of which another option would change the answer; None where that was not examined.
    """

    case: str
    items: tuple[ItemKey, ...] = ()
    origins: tuple[ItemKey, ...] = ()
    points: tuple[PointKey, ...] = ()
    holes: tuple[Hole, ...] = ()
    turns_on: tuple[str, ...] | None = None


def met(model: Model, cases: Sequence[Case], below: Sequence[Case] = (), *, turning: bool = False) -> tuple[Met, ...]:
    """Runs every case; one that cannot be run, or is an error, has its origin only.

    below: cases of the books that this one extends, from which a case may take over facts.
    turning: also decide each case anew with every other option of the readings that it uses.
    """
    collector = _Collector(model, turning)
    return tuple(_of_case(collector, (*cases, *below), case) for case in cases)


def _of_case(collector: "_Collector", cases: Sequence[Case], case: Case) -> Met:
    decision = run_case(collector.model, cases, case).decision
    origin = () if case.origin is None else case.origin[1].citations
    origins = tuple(dict.fromkeys((each.source.text, item.text) for each in origin for item in each.items))
    if decision is None:
        return Met(case.name.text, origins=origins)
    found = _Found()
    for authority in _authorities(collector.model, decision):
        found.add(authority)
    collector.walk(_roots(decision), found)
    for reading, option in decision.readings.items():
        _add_reading(found, collector.model.readings[reading], option)
    turns = _turns(collector.model, decision) if collector.turning else None
    return Met(case.name.text, tuple(found.items), origins, tuple(found.points), decision.open_points, turns)


def _turns(model: Model, decision: Decision) -> tuple[str, ...]:
    """The readings on which the answer turns, each with the options that the case itself takes for the others."""
    if decision.facts is None or not may_turn(model, (decision,)):
        return ()
    turns = turns_on(model, decision.facts, decision.question, decision.on, decision.options)
    return tuple(dict.fromkeys(turn.reading for turn in turns))


@frozen
class _Found:
    """Items and points, each once; a dict keeps the order in which they were met."""

    items: dict[ItemKey, None] = field(factory=dict)
    points: dict[PointKey, None] = field(factory=dict)

    def add(self, authority: Authority) -> None:
        for cited in authority.citations:
            self.items.update(((cited.source, item), None) for item in cited.items)
        self.points.update((("assumption", name), None) for name in authority.assumptions)

    def add_all(self, other: "_Found") -> None:
        self.items.update(other.items)
        self.points.update(other.points)


# ------------------------------------------------------------------------------------------------ the decision


def _authorities(model: Model, decision: Decision) -> Iterator[Authority]:
    """Of the benefit, of the payments that were worked out, and of what goes with them."""
    benefit = model.benefits.get(decision.question)
    if benefit is None:
        return
    yield benefit.authority
    if decision.outcome is Outcome.NOT_PAYABLE:
        return
    for line in model.plain_lines:
        if line.kind == benefit.kind and line.name == benefit.name:
            yield line.authority
    for result in decision.payments:
        yield from _of_payment(result)
    yield from _of_things((*decision.needs, *decision.provides, *decision.excludes))


def _of_payment(result: PaymentResult) -> Iterator[Authority]:
    payment = result.payment
    if result.step is None and result.when is None:
        return
    yield payment.authority
    yield from _of_things(result.payees)
    if isinstance(payment, rulebook.Shares) and result.shares:
        yield from payment.authorities.values()
        yield from (party.authority for party in payment.parties)
        nodes = {id(step.node) for share in result.shares for step in share.steps}
        tiers = payment.tiers if result.tier is None else payment.tiers[: result.tier + 1]
        for tier in tiers:
            yield tier.authority
        classes = {share.class_name for share in result.shares}
        for share in (each for tier in tiers for each in tier.classes if each.name in classes):
            yield from (share.authority, share.unfilled_authority)
            yield from (authority for condition, authority in share.barred if id(condition) in nodes)
            yield from (ending.authority for ending in share.endings if id(ending.on) in nodes)


def _of_things(results: Iterable[ThingResult]) -> Iterator[Authority]:
    for each in results:
        if each.applies is None or truth_of_value(each.applies.value) is not NO:
            yield each.thing.authority


def _roots(decision: Decision) -> list[Step]:
    """The Steps from which everything that was looked at can be reached."""
    refused = decision.outcome is Outcome.NOT_PAYABLE
    roots = [decision.as_at, decision.condition]
    for result in () if refused else decision.payments:
        roots += (result.when, result.step, result.starts, result.until, result.while_, *result.steps)
        roots += (step for share in result.shares for step in share.steps)
        roots += (each.applies for each in result.payees)
    roots += (each.applies for each in (*decision.needs, *decision.provides, *decision.excludes))
    return [step for step in roots if step is not None]


def _add_reading(found: _Found, reading: rulebook.Reading, option: str) -> None:
    found.points["reading", reading.name] = None
    found.add(reading.authority)
    for each in reading.options:
        if each.name == option:
            found.add(each.authority)


# ------------------------------------------------------------------------------------------------ its Steps


@frozen
class _Collector:
    """What the expressions of the book bring with them, found out once for all cases.

    known: by the identity of an expression and the notes of a Step; it holds the expression, so that no other can get
    its identity.
    """

    model: Model
    turning: bool
    known: dict[tuple[int, tuple[int, ...]], tuple[core.Expression, _Found]] = field(factory=dict)

    def walk(self, roots: list[Step], found: _Found) -> None:
        """Everything that the Steps below the roots bring with them, each Step once."""
        seen: set[int] = set()
        stack = roots
        while stack:
            step = stack.pop()
            if id(step) in seen:
                continue
            seen.add(id(step))
            stack.extend(step.inputs)
            if isinstance(step.node, core.AsAt):  # a rule with a day of its own has a new one for each case
                found.add(step.node.authority)
                continue
            key = (id(step.node), step.notes)
            if key not in self.known:
                self.known[key] = (step.node, self._brings(step))
            brought = self.known[key][1]
            if brought.items or brought.points:
                found.add_all(brought)

    def _brings(self, step: Step) -> _Found:
        """By what right the Step stands, and which open point it is."""
        found, model, node = _Found(), self.model, step.node
        found.add(node.authority)
        match node:
            case core.FactValue():
                _add_fact(found, model.facts.get(node.fact), step)
            case core.FieldValue():
                entity = model.entities.get(node.entity)
                _add_fact(found, entity.fields.get(node.field) if entity else None, step)
            case core.Use():
                found.points["value", node.rule] = None
                found.add(model.rules[node.rule].authority)
            case core.Lookup():
                _add_value(found, model.parameters[node.parameter], step)
            case core.ScaleValue():
                _add_slices(found, model.scales[node.scale], step)
            case core.Limbs():
                for limb in node.limbs:
                    found.add(limb.authority)
            case core.Choose():
                for position in step.notes:
                    found.add(node.rows[position].authority)
            case core.OpenPoint():
                declared = model.gaps if node.kind == "gap" else model.discretions
                found.points[node.kind, node.name] = None
                found.add(declared[node.name].authority)
            case core.Payable():
                found.add(model.benefits[node.benefit].authority)
            case (
                core.Literal() | core.Variable() | core.TheDay() | core.Operation() | core.Round() | core.Each()
                | core.AsAt() | core.PaidOn() | core.ByReading()
            ):  # fmt: skip
                pass
        return found


def _add_fact(found: _Found, fact: rulebook.Fact | None, step: Step) -> None:
    if fact is not None:
        found.add(fact.authority)
        found.add(fact.applies)
        if step.notes:
            found.add(fact.presumed_authority)


def _add_value(found: _Found, parameter: rulebook.Parameter, step: Step) -> None:
    found.points["value", parameter.name] = None
    found.add(parameter.authority)
    if step.notes:
        version = parameter.versions[step.notes[0]]
        found.add(version.authority)
        if len(step.notes) > 1:
            found.add(version.values[step.notes[1]].authority)


def _add_slices(found: _Found, scale: rulebook.Scale, step: Step) -> None:
    found.points["value", scale.name] = None
    found.add(scale.authority)
    if step.notes:
        version = scale.versions[step.notes[0]]
        found.add(version.authority)
        for each in version.slices:
            found.add(each.authority)
