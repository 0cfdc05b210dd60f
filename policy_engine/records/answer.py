"""The answer to a question as plain data: what is decided, and every rule, figure and limb on which it was decided.

Invariant: the same book, facts and question give the same bytes; what is known of persons stands here and in the
facts, and nowhere else in a record.
"""

from collections.abc import Iterable, Iterator, Sequence

from policy_engine.evaluation.decision import Decided, Decision, PaymentResult, ShareResult, ThingResult
from policy_engine.evaluation.step import Hole, Step
from policy_engine.explanation.authorities import cited
from policy_engine.model import core
from policy_engine.model.core import Authority
from policy_engine.model.rulebook import Model
from policy_engine.model.type_words import in_words
from policy_engine.records.canonical import Plain
from policy_engine.records.plain_values import plain_value


def answer(model: Model, decided: Decided) -> Plain:
    """One entry for each decision, and the money in which amounts are counted."""
    money = {"currency": model.settings.currency, "minor_digits": model.settings.minor_digits}
    return {"money": money, "decisions": [_decision(model, each) for each in decided.decisions]}


def _decision(model: Model, decision: Decision) -> Plain:
    return {
        "member": decision.member,
        "outcome": None if decision.outcome is None else decision.outcome.value,
        "as_at": _value(decision.as_at),
        "value": plain_value(decision.condition.value),
        "payments": [_payment(payment) for payment in decision.payments],
        "needs": _things(decision.needs),
        "provides": _things(decision.provides),
        "excludes": _things(decision.excludes),
        "missing": _holes(decision.missing),
        "open_points": _holes(decision.open_points),
        "readings": dict(decision.readings),
        "steps": [
            told
            for step, place in _inputs_first(_roots(decision), decision.question)
            for told in _told(model, step, place)
        ],
    }


def _payment(payment: PaymentResult) -> Plain:
    return {
        "name": payment.payment.name,
        "type": in_words(payment.payment.type),
        "status": payment.status.value,
        "value": plain_value(payment.value),
        "from": _value(payment.starts),
        "until": _value(payment.until),
        "while": _value(payment.while_),
        "tier": payment.tier,
        "rest": None if payment.rest is None else plain_value(payment.rest),
        "shares": [_share(share) for share in payment.shares],
        "payees": _things(payment.payees),
        "missing": _holes(payment.missing),
        "open_points": _holes(payment.open_points),
    }


def _share(share: ShareResult) -> Plain:
    return {
        "member": share.member,
        "class": share.class_name,
        "state": share.state,
        "exact": plain_value(share.exact),
        "amount": plain_value(share.amount),
    }


def _things(things: Iterable[ThingResult]) -> Plain:
    return [{"name": each.thing.name, "applies": _value(each.applies), "handed_in": each.handed_in} for each in things]


def _holes(holes: Iterable[Hole]) -> Plain:
    return [{"kind": each.kind, "name": each.name, "member": each.member, "detail": [*each.detail]} for each in holes]


def _value(step: Step | None) -> Plain:
    return None if step is None else plain_value(step.value)


# ------------------------------------------------------------------------------------------------ steps


def _roots(decision: Decision) -> Iterator[Step | None]:
    yield from (decision.as_at, decision.condition)
    for payment in decision.payments:
        yield from (payment.when, payment.step, payment.starts, payment.until, payment.while_, *payment.steps)
        yield from (step for share in payment.shares for step in share.steps)
        yield from (payee.applies for payee in payment.payees)
    yield from (thing.applies for thing in (*decision.needs, *decision.provides, *decision.excludes))


def _inputs_first(roots: Iterable[Step | None], question: str) -> Iterator[tuple[Step, str]]:
    """Every Step, each once, behind all those from which it was computed, with where it stands: a rule and a limb."""
    seen: set[int] = set()
    stack = [(root, question, False) for root in reversed(tuple(roots)) if root is not None]
    while stack:
        step, place, is_ready = stack.pop()
        if is_ready:
            yield step, place
        elif id(step) not in seen:
            seen.add(id(step))
            stack.append((step, place, True))
            stack.extend((part, at, False) for part, at in reversed(list(_parts(step, place))))


def _parts(step: Step, place: str) -> Iterator[tuple[Step, str]]:
    """The inputs of a Step with their places."""
    if isinstance(step.node, core.Limbs):
        for limb, part in zip(step.node.limbs, step.inputs, strict=False):
            yield part, f"{place} {limb.label}" if limb.label else place
        return
    inside = step.node.rule if isinstance(step.node, core.Use) else place
    for part in step.inputs:
        yield part, inside


def _told(model: Model, step: Step, place: str) -> Iterator[Plain]:
    """A Step as a record tells it: those of rules, figures, scales, limbs and the law's open points."""
    node = step.node
    if isinstance(node, core.Use):
        arguments = step.inputs[: len(node.arguments)]
        yield _entry("rule", node.rule, step, arguments, model.rules[node.rule].authority)
    elif isinstance(node, core.Lookup):
        yield _entry("figure", node.parameter, step, step.inputs, *_of_figure(model, node.parameter, step.notes))
    elif isinstance(node, core.ScaleValue):
        yield _entry("scale", node.scale, step, step.inputs, *_of_scale(model, node.scale, step.notes))
    elif isinstance(node, core.Limbs):
        for limb, (found, at) in zip(node.limbs, _parts(step, place), strict=False):
            if limb.label:
                yield _entry("limb", at, found, (), limb.expression.authority)
    elif isinstance(node, core.OpenPoint):
        points = model.gaps if node.kind == "gap" else model.discretions
        yield _entry(node.kind, node.name, step, (), points[node.name].authority)


def _of_figure(model: Model, name: str, notes: tuple[int, ...]) -> tuple[Authority, ...]:
    """The parameter's own authority, that of the version in force, and that of the keyed value."""
    parameter = model.parameters[name]
    found = [parameter.authority]
    if notes:
        version = parameter.versions[notes[0]]
        found.append(version.authority)
        found += [version.values[position].authority for position in notes[1:2]]
    return tuple(found)


def _of_scale(model: Model, name: str, notes: tuple[int, ...]) -> tuple[Authority, ...]:
    scale = model.scales[name]
    return (scale.authority, *(scale.versions[position].authority for position in notes[:1]))


def _entry(kind: str, name: str, step: Step, arguments: Sequence[Step], *authorities: Authority) -> Plain:
    assumptions = dict.fromkeys(name for authority in authorities for name in authority.assumptions)
    return {
        "kind": kind,
        "name": name,
        "arguments": [plain_value(each.value) for each in arguments],
        "day": None if step.day is None else step.day.isoformat(),
        "value": plain_value(step.value),
        "citations": [*cited(*authorities)],
        "assumptions": [*assumptions],
    }
