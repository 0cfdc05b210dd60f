"""Every Step that a decision rests on, with what it stands in: the part of the decision and the named rule.

Invariant: within a part each Step comes once, users before inputs, in the order in which it was looked at.
"""

from attrs import frozen

from policy_engine.evaluation.decision import Decision, PaymentResult
from policy_engine.evaluation.step import Step
from policy_engine.explanation.mentioned import mentioned
from policy_engine.explanation.names import rule_title
from policy_engine.explanation.reasons import PAYABLE, limb_name, matters, top_limbs
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.truths import truth_of
from policy_engine.explanation.write import title
from policy_engine.model import core, rulebook
from policy_engine.values.truth import Truth


@frozen
class Visit:
    """part: the limb or payment; owner: the title of the rule, or of the part where no rule lies between."""

    step: Step
    part: str
    owner: str


def visits(telling: Telling, decision: Decision) -> tuple[Visit, ...]:
    """All of them, part by part; a Step of two parts comes in both."""
    return tuple(visit for part, root in _roots(telling, decision) for visit in _below(telling, part, root))


def mentions(telling: Telling, decision: Decision) -> tuple[Visit, ...]:
    """Those at which something is listed, each at its first visit.

    Told in short, without the limbs that do not make their group what it is.
    """
    about = mentioned(telling.model).about
    found: list[Visit] = []
    seen: set[int] = set()
    for part, root in _roots(telling, decision):
        stack = [(root, part, about(root.node).itself)]
        while stack:
            step, owner, is_listed = stack.pop()
            if id(step) in seen:
                continue
            seen.add(id(step))
            if is_listed:
                found.append(Visit(step, part, owner))
            owner = _owner_below(telling, step, owner)
            wanted = _decisive(telling, step)
            for each in reversed(step.inputs):
                known = about(each.node)
                if known.below and (wanted is None or truth_of(each) in wanted):
                    stack.append((each, owner, known.itself))
    return tuple(found)


def _roots(telling: Telling, decision: Decision) -> list[tuple[str, Step]]:
    roots: list[tuple[str, Step | None]] = [(telling.say("fact.day"), decision.as_at)]
    roots += _limbs(telling, decision.condition)
    for payment in decision.payments:
        roots += [(payment_title(telling, payment.payment), step) for step in _steps_of(payment)]
    things = (*decision.needs, *decision.provides, *decision.excludes)
    roots += [(title(telling, each.thing.title, each.thing.name), each.applies) for each in things]
    return [(part, step) for part, step in roots if step is not None]


def payment_title(telling: Telling, payment: rulebook.Payment | rulebook.Shares | rulebook.Draws) -> str:
    """The title of a payment, or its name with blanks."""
    return title(telling, payment.title, payment.name)


def _limbs(telling: Telling, condition: Step) -> list[tuple[str, Step | None]]:
    found: list[tuple[str, Step | None]] = []
    for _, _, step in top_limbs(condition, PAYABLE):
        node = step.node
        if isinstance(node, core.Limbs) and node.limbs[0].label:
            for position, each in enumerate(step.inputs):
                label = limb_name(node.limbs[position], position)
                found.append((telling.say("fact.limb", label=label), each))
        else:
            found.append((telling.say("fact.condition"), step))
    return found


def _steps_of(payment: PaymentResult) -> tuple[Step | None, ...]:
    shares = (step for share in payment.shares for step in share.steps)
    timing = (payment.when, payment.step, payment.starts, payment.until, payment.while_)
    return (*timing, *payment.steps, *shares)


def _below(telling: Telling, part: str, root: Step) -> list[Visit]:
    found, seen = [], set[int]()
    stack = [Visit(root, part, part)]
    while stack:
        visit = stack.pop()
        if id(visit.step) in seen:
            continue
        seen.add(id(visit.step))
        found.append(visit)
        owner = _owner_below(telling, visit.step, visit.owner)
        stack += [Visit(each, part, owner) for each in reversed(visit.step.inputs)]
    return found


def _owner_below(telling: Telling, step: Step, owner: str) -> str:
    """In what the inputs of a step stand: the rule that it asks, else what it stands in itself."""
    node = step.node
    return rule_title(telling, node.rule) if isinstance(node, core.Use) else owner


def _decisive(telling: Telling, step: Step) -> tuple[Truth, ...] | None:
    """The truths of the limbs that are followed; None where all inputs are."""
    node = step.node
    return None if telling.full or type(node) is not core.Limbs else matters(truth_of(step), node.word)
