"""Every Step that a decision rests on, with what it stands in: the part of the decision and the named rule.

Invariant: within a part each Step comes once, users before inputs, in the order in which it was looked at.
"""

from collections.abc import Sequence

from attrs import field, frozen

from policy_engine.evaluation.decision import Decision, Outcome, PaymentResult
from policy_engine.evaluation.step import Step
from policy_engine.explanation.authorities import of_version
from policy_engine.explanation.mentioned import mentioned
from policy_engine.explanation.names import rule_title
from policy_engine.explanation.reasons import ALL, PAYABLE, decisive_limbs, limb_name, those_that_matter, top_limbs
from policy_engine.explanation.sentences import deciding, rows_of
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.truths import truth_of
from policy_engine.explanation.write import title
from policy_engine.model import core, rulebook
from policy_engine.model.core import Authority
from policy_engine.values.truth import NO


@frozen
class Visit:
    """part: the limb or payment in which the step stands; rule: the key of the rule, or "" where none lies between."""

    step: Step
    part: str
    rule: str = ""

    def owner(self, telling: Telling) -> str:
        """The title of the rule, or of the part."""
        return rule_title(telling, self.rule) if self.rule else self.part


@frozen
class Mention(Visit):
    """The first visit of a Step at which something is listed; authorities: by what right the Step stands."""

    authorities: tuple[Authority, ...] = field(kw_only=True)


def visits(telling: Telling, decision: Decision) -> tuple[Visit, ...]:
    """All of them, part by part; a Step of two parts comes in both."""
    return tuple(visit for part, root in _roots(telling, decision, True) for visit in _below(part, root))


def mentions(telling: Telling, decision: Decision) -> tuple[Mention, ...]:
    """Those at which something is listed.

    Told in short, without the limbs and the rows that did not make the decision what it is.
    """
    book, full = mentioned(telling.model), telling.full
    found: list[Mention] = []
    seen: set[Step] = set()
    for part, root in _roots(telling, decision, full):
        stack = [(root, "", book.about(root.node))]
        while stack:
            step, rule, known = stack.pop()
            if step in seen:
                continue
            seen.add(step)
            node = step.node
            inputs: Sequence[Step] = step.inputs
            if known.itself:
                found.append(Mention(step, part, rule, authorities=authorities_of(telling, step)))
            if type(node) is core.Limbs:
                wanted = ALL if full else those_that_matter(step, node.word)
                for position, below in known.limbs:
                    if truth_of(inputs[position]) in wanted:
                        stack.append((inputs[position], rule, below))
                continue
            if type(node) is core.Use:
                rule = node.rule
            elif type(node) is core.Choose and not full:
                inputs = _of_rows(step, node)
            elif type(node) is core.OpenPoint and step.why is not None:
                continue  # what should fill a gap and leaves it open is not used
            for each in reversed(inputs):
                below = book.known.get(id(each.node)) or book.about(each.node)
                if below.below:
                    stack.append((each, rule, below))
    return tuple(found)


def authorities_of(telling: Telling, step: Step) -> tuple[Authority, ...]:
    """By what right a step stands; told in short, of limbs and rows those that decided."""
    node = step.node
    match node:
        case core.Use() if node.rule in telling.model.rules:
            return node.authority, telling.model.rules[node.rule].authority
        case core.Limbs():
            shown = range(len(node.limbs)) if telling.full else decisive_limbs(step, node)
            return node.authority, *[node.limbs[position].authority for position in shown]
        case core.Choose():
            return node.authority, *[row.authority for row in deciding(step, node)]
        case core.Lookup() | core.ScaleValue() if step.notes:
            return node.authority, *of_version(telling.model, step)
        case core.FactValue() if step.notes and node.fact in telling.model.facts:
            return node.authority, telling.model.facts[node.fact].presumed_authority
        case _:
            return (node.authority,)


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


def _below(part: str, root: Step) -> list[Visit]:
    found, seen = [], set[int]()
    stack = [Visit(root, part)]
    while stack:
        visit = stack.pop()
        step = visit.step
        if id(step) in seen:
            continue
        seen.add(id(step))
        found.append(visit)
        rule = step.node.rule if isinstance(step.node, core.Use) else visit.rule
        stack += [Visit(each, part, rule) for each in reversed(step.inputs)]
    return found


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
