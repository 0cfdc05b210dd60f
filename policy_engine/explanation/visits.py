"""Every Step that a decision rests on, with what it stands in: the part of the decision and the named rule.

Invariant: within a part each Step comes once, users before inputs, in the order in which it was looked at.
"""

from collections.abc import Sequence

from attrs import frozen

from policy_engine.evaluation.decision import Decision, Outcome, PaymentResult
from policy_engine.evaluation.step import Step
from policy_engine.explanation.mentioned import mentioned
from policy_engine.explanation.names import rule_title
from policy_engine.explanation.reasons import PAYABLE, decisive_limbs, limb_name, those_that_matter, top_limbs
from policy_engine.explanation.sentences import deciding, rows_of
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.truths import truth_of
from policy_engine.explanation.write import title
from policy_engine.model import core, rulebook
from policy_engine.values.truth import NO


@frozen
class Visit:
    """part: the limb or payment; owner: the title of the rule, or of the part where no rule lies between."""

    step: Step
    part: str
    owner: str


def visits(telling: Telling, decision: Decision) -> tuple[Visit, ...]:
    """All of them, part by part; a Step of two parts comes in both."""
    return tuple(visit for part, root in _roots(telling, decision, True) for visit in _below(telling, part, root))


def mentions(telling: Telling, decision: Decision) -> tuple[Visit, ...]:
    """Those at which something is listed, each at its first visit.

    Told in short, without the limbs and the rows that did not make the decision what it is.
    """
    about, full = mentioned(telling.model).about, telling.full
    found: list[Visit] = []
    seen: set[int] = set()
    for part, root in _roots(telling, decision, full):
        stack = [(root, part, about(root.node).itself)]
        while stack:
            step, owner, is_listed = stack.pop()
            if id(step) in seen:
                continue
            seen.add(id(step))
            if is_listed:
                found.append(Visit(step, part, owner))
            node = step.node
            if type(node) is core.Use:
                owner = rule_title(telling, node.rule)
            for each in _used(step)[::-1] if full else _decisive(step)[::-1]:
                known = about(each.node)
                if known.below:
                    stack.append((each, owner, known.itself))
    return tuple(found)


def _roots(telling: Telling, decision: Decision, whole: bool) -> list[tuple[str, Step]]:
    """The parts of a decision, by their titles; not `whole`: those that made it what it is."""
    roots: list[tuple[str, Step | None]] = [(telling.say("fact.day"), decision.as_at)]
    roots += _limbs(telling, decision.condition, whole)
    for payment in decision.payments if whole or decision.outcome is not Outcome.NOT_PAYABLE else ():
        title_of_payment = payment_title(telling, payment.payment)
        roots += [(title_of_payment, step) for step in _steps_of(payment)]
    for each in (*decision.needs, *decision.provides, *decision.excludes):
        if each.applies is not None and (whole or truth_of(each.applies) is not NO):
            roots.append((title(telling, each.thing.title, each.thing.name), each.applies))
    return [(part, step) for part, step in roots if step is not None]


def payment_title(telling: Telling, payment: rulebook.Payment | rulebook.Shares | rulebook.Draws) -> str:
    """The title of a payment, or its name with blanks."""
    return title(telling, payment.title, payment.name)


def _limbs(telling: Telling, condition: Step, whole: bool) -> list[tuple[str, Step | None]]:
    found: list[tuple[str, Step | None]] = []
    refused = truth_of(condition) is NO
    for _, _, step in top_limbs(condition, PAYABLE):
        node = step.node
        if refused and not whole and truth_of(step) is not NO:
            continue
        if isinstance(node, core.Limbs) and node.limbs[0].label:
            shown = range(len(node.limbs)) if whole else decisive_limbs(step, node)
            for position in shown:
                label = limb_name(node.limbs[position], position)
                found.append((telling.say("fact.limb", label=label), step.inputs[position]))
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


def _used(step: Step) -> Sequence[Step]:
    """The inputs; what should fill a gap and leaves it open is not used."""
    return () if step.why is not None and type(step.node) is core.OpenPoint else step.inputs


def _decisive(step: Step) -> Sequence[Step]:
    """The inputs that made a step what it is: without limbs and rows that could have been otherwise."""
    node = step.node
    if type(node) is core.Limbs:
        return those_that_matter(step, node.word)
    return _of_rows(step, node) if type(node) is core.Choose else _used(step)


def _of_rows(step: Step, node: core.Choose) -> Sequence[Step]:
    """The rows that decided, and what could have displaced them; for `otherwise` it is every other row."""
    decided = deciding(step, node)
    if not decided or any(row.otherwise for row in decided):
        return step.inputs
    places = {position for position, row in enumerate(node.rows) if row in decided}
    found = []
    for position, (row, test, value) in enumerate(rows_of(step, node)):
        if position in places or any(place in row.overrides for place in places):
            found += [each for each in (test, value if position in places else None) if each is not None]
    return found
