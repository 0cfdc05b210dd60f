"""What a recorded answer and an answer now have different, where of the first only the record is known.

Invariant: steps are compared in an order in which each comes behind those it was computed from, so that the first that
differs is where the answers part; texts and ids of members are not quoted.
"""

from collections.abc import Callable, Iterator

from attrs import frozen

from policy_engine.explanation.telling import Telling
from policy_engine.explanation.write import write
from policy_engine.model.rulebook import Declared, Gap, Model, Parameter, Rule, Scale, Words
from policy_engine.model.types import EntityType, ListType, TextType, Type, YesNo
from policy_engine.publication.difference.document import NO_WORDS, DecisionChange, Differing
from policy_engine.publication.words import say
from policy_engine.records.canonical import Plain, canonical
from policy_engine.records.plain_values import read_value

Answered = tuple[Model, Plain]
"""An answer as plain data, with the book it is told by."""


@frozen
class FirstStep:
    """The step at which two answers part.

    kind, name: a rule, a figure, a scale, a limb (with the rule in which it stands), a gap or a discretion; title: what
    it is called.  recorded, again: NO_WORDS where there is no such step.  citations: where it stands now, else stood.
    """

    kind: str
    name: str
    title: Words
    recorded: Words
    again: Words
    citations: tuple[str, ...] = ()


def first_step(recorded: Answered, now: Answered) -> FirstStep | None:
    """The first step with another value; else the first that is new, gone or rests on something else."""
    olds, news = (_by_member(each) for each in (recorded, now))
    found = [
        pair
        for member in dict.fromkeys((*olds, *news))
        for pair in _steps_that_differ(olds.get(member), news.get(member))
    ]
    of_value = [(was, is_now) for was, is_now in found if was and is_now and was["value"] != is_now["value"]]
    for was, is_now in (*of_value, *found):
        told = is_now or was
        model = now[0] if is_now else recorded[0]
        was_said = NO_WORDS if was is None else _words(recorded[0], was)
        said = NO_WORDS if is_now is None else _words(now[0], is_now)
        return FirstStep(told["kind"], told["name"], _title(model, told), was_said, said, tuple(told["citations"]))
    return None


def _by_member(answered: Answered) -> dict[str, Plain]:
    return {each["member"]: each for each in answered[1]["decisions"]}


def _steps_that_differ(old: Plain, new: Plain) -> Iterator[tuple[Plain, Plain]]:
    before, after = ({_key(step): step for step in side["steps"]} if side else {} for side in (old, new))
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield before.get(key), after.get(key)


def _key(step: Plain) -> bytes:
    return canonical([step["kind"], step["name"], step["arguments"], step["day"]])


# ------------------------------------------------------------------------------------------------ what is noticed


def changed_decisions(record: str, question: str, recorded: Answered, now: Answered) -> Iterator[DecisionChange]:
    """Outcomes, amounts and shares that are not those recorded; why, the first step says."""
    olds, news = (_by_member(each) for each in (recorded, now))
    title = _declared(now[0], "rule", question) or _declared(recorded[0], "rule", question)
    for member in dict.fromkeys((*news, *olds)):
        one, other = (
            dict(recorded_parts(model, question, each[member])) if member in each else {}
            for (model, _), each in ((recorded, olds), (now, news))
        )
        differing = tuple(
            Differing(part, (other.get(part) or one[part])[0], one.get(part, _NOTHING)[1], other.get(part, _NOTHING)[1])
            for part in dict.fromkeys((*other, *one))
            if one.get(part) != other.get(part)
        )
        if differing:
            yield DecisionChange(record, question, member, title.title if title else NO_WORDS, differing)


_NOTHING = (NO_WORDS, NO_WORDS)


def recorded_parts(model: Model, question: str, decision: Plain) -> Iterator[tuple[str, tuple[Words, Words]]]:
    """The title and the words of each part of a recorded answer."""
    benefit = model.benefits.get(question)
    if benefit is None:
        rule = model.rules.get(question)
        if rule is not None:
            yield "", (NO_WORDS, in_words(model, decision["value"], rule.type))
        return
    outcome = f"outcome.{benefit.kind}.{decision['outcome']}"
    yield "", (NO_WORDS, in_both(model, lambda telling: telling.say(outcome)))
    payments = {each.name: each for each in benefit.payments}
    for told in decision["payments"]:
        payment = payments.get(told["name"])
        if payment is None:
            continue
        due = told["value"] if told["status"] != "not_payable" else {"number": "0"}
        yield payment.name, (payment.title, in_words(model, due, payment.type))
        for share in told["shares"]:
            yield f"{payment.name}/{share['member']}", (payment.title, in_words(model, share["amount"], payment.type))


# ------------------------------------------------------------------------------------------------ in words


def _title(model: Model, step: Plain) -> Words:
    name, _, label = step["name"].partition(" ")
    declared = _declared(model, step["kind"], name)
    title = NO_WORDS if declared is None else declared.title
    if not label:
        return title
    limb = in_both(model, lambda telling: say(telling.language, "difference.part.limb", label=label, title=""))
    return Words(*(f"{of or name}, {part}" for of, part in ((title.en, limb.en), (title.ms, limb.ms))))


def _words(model: Model, step: Plain) -> Words:
    declared = _declared(model, step["kind"], step["name"])
    kind = declared.type if isinstance(declared, Rule | Parameter | Scale | Gap) else YesNo()
    return in_words(model, step["value"], kind)


def _declared(model: Model, kind: str, name: str) -> Declared | None:
    """What a step of this kind stands for; of a limb the rule or the benefit."""
    match kind:
        case "figure":
            return model.parameters.get(name)
        case "scale":
            return model.scales.get(name)
        case "gap":
            return model.gaps.get(name)
        case "discretion":
            return model.discretions.get(name)
        case _:
            return model.rules.get(name) or model.benefits.get(name)


def in_words(model: Model, value: Plain, kind: Type) -> Words:
    """A recorded value as people read it; a text or a member is not quoted."""
    if is_personal(kind):
        return in_both(model, lambda telling: say(telling.language, "difference.not_shown"))
    return in_both(model, lambda telling: write(telling, read_value(value), kind))


def is_personal(kind: Type) -> bool:
    """Whether values of the type may name a person."""
    return isinstance(kind, TextType | EntityType | ListType)


def in_both(model: Model, tell: Callable[[Telling], str]) -> Words:
    """A text in both languages."""
    return Words(*(tell(Telling(model, language)) for language in ("en", "ms")))
