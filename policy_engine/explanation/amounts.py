"""The payments of a decision: what is paid, to whom, from when to when, and each person's share.

Invariant: an amount that is not known is never shown as nothing; what is known of its size is told as bounds.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from attrs import evolve

from policy_engine.evaluation.decision import PaymentResult, ShareResult, Status, ThingResult
from policy_engine.evaluation.step import Step
from policy_engine.explanation.authorities import cited
from policy_engine.explanation.document import Amount, Line, Mark, Payee, Plain, Reason, Share
from policy_engine.explanation.names import body_title, clause, has_inner, inner, is_negation, phrase, written
from policy_engine.explanation.reasons import Place, decisive_limbs, reason_of
from policy_engine.explanation.sentences import sentence
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.truths import mark_of, truth_of
from policy_engine.explanation.visits import payment_title
from policy_engine.explanation.working import Key, lines, payment_working, rights_of
from policy_engine.explanation.write import exactly, fraction_as_written, join, plain, title, write
from policy_engine.model import core, rulebook
from policy_engine.model.type_words import in_words
from policy_engine.model.types import DATE, Quantity, Type
from policy_engine.values.number import fraction_text
from policy_engine.values.truth import NO, YES
from policy_engine.values.value import Never, NotApplicable, Open, Value


def amounts(telling: Telling, results: tuple[PaymentResult, ...], entitled: bool) -> tuple[Amount, ...]:
    """One for each payment; a named figure is told at the first payment that uses it.

    entitled: whether it is sure that something is payable; else no share is told as an amount, and no amount as being
    at least so much.
    """
    seen: set[Key] = set()
    return tuple(_amount(telling, result, seen, entitled) for result in results)


def bounds(telling: Telling, value: Value, type: Type) -> str:
    """What is known of the size of an open amount, or ""."""
    if not isinstance(value, Open):
        return ""
    low = write(telling, value.low, type) if value.low else ""
    high = write(telling, value.high, type) if value.high is not None else ""
    if low and low == high:
        return telling.say("amount.either_way", low=low)
    if low and high:
        return telling.say("amount.between", low=low, high=high)
    if low:
        return telling.say("amount.at_least", low=low)
    return telling.say("amount.at_most", high=high) if high else ""


def _amount(telling: Telling, result: PaymentResult, seen: set[Key], entitled: bool) -> Amount:
    payment, known = result.payment, result.status is Status.KNOWN
    shown = write(telling, result.value, payment.type) if known else telling.say(f"amount.{result.status.value}")
    data = plain(telling, result.value, payment.type) if known else None
    payees = tuple(_payee(telling, each) for each in result.payees)
    names = _payee_names(telling, payment, payees)
    is_due = result.status is not Status.NOT_PAYABLE
    surely_due = is_due and entitled and (result.when is None or truth_of(result.when) is YES)
    return Amount(
        name=payment.name,
        label=payment_title(telling, payment),
        status=result.status.value,
        value=shown,
        data=data,
        exact=exactly(telling, result.value, payment.type) if known else "",
        type=in_words(payment.type),
        payee=payment.payee if isinstance(payment, rulebook.Payment) else "",
        payee_name=telling.say("amount.paid_to", payee=names) if names and is_due else "",
        payees=payees,
        starts=_day(result.starts),
        until=_day(result.until),
        times=_times(telling, result) if is_due else _no_time(telling, result),
        line=_line(telling, result, shown, data) if is_due else None,
        lines=lines(telling, result.step, seen) if is_due and result.step is not None else (),
        reasons=tuple(_conditions(telling, result)),
        shares=_shares(telling, result, surely_due),
        rest=_rest(telling, result) if surely_due else "",
        rest_data=plain(telling, result.rest, payment.type) if surely_due and result.rest is not None else None,
        bounds=_bounds(telling, result, surely_due) if is_due else "",
        lasts=_lasts(telling, result.while_) if is_due else "",
        citations=cited(payment.authority),
    )


def _bounds(telling: Telling, result: PaymentResult, surely_due: bool) -> str:
    """The bounds of the amount; where it may be that nothing is paid, facts permitting, there is only an upper one."""
    value = result.value
    if surely_due or not isinstance(value, Open):
        return bounds(telling, value, result.payment.type)
    return "" if result.status is Status.REFERRED else bounds(telling, evolve(value, low=None), result.payment.type)


def _line(telling: Telling, result: PaymentResult, shown: str, data: Plain) -> Line | None:
    if result.step is None:
        return None
    name = payment_title(telling, result.payment)
    told = payment_working(telling, result.step)
    citations = cited(result.payment.authority, *rights_of(result.step))
    return Line(result.payment.name, name, shown, data, told, citations)


def _payee_names(
    telling: Telling, payment: rulebook.Payment | rulebook.Shares | rulebook.Draws, payees: Sequence[Payee]
) -> str:
    """Who is paid; of several who may be, those who are or may still be."""
    if not isinstance(payment, rulebook.Payment):
        return ""
    if payment.payees:
        words = {"unknown": telling.say("value.unknown"), "open": telling.say("value.open")}
        told = (
            telling.say("name.with_value", name=each.title, value=words[each.state])
            if each.state in words
            else each.title
            for each in payees
            if each.state != "no"
        )
        return join(telling, tuple(told), "value.or")
    return body_title(telling, payment.payee) if payment.payee else ""


def _payee(telling: Telling, result: ThingResult) -> Payee:
    thing = result.thing
    state: Mark = "yes" if result.applies is None else mark_of(truth_of(result.applies))
    return Payee(thing.name, title(telling, thing.title, thing.name), state, cited(thing.authority))


def _day(step: Step | None) -> Plain:
    if step is None:
        return None
    if isinstance(step.value, date):
        return step.value.isoformat()
    return "never" if isinstance(step.value, Never) else None


def _times(telling: Telling, result: PaymentResult) -> str:
    """From the first day paid to the last."""
    told = [] if result.starts is None else [_start(telling, result.starts.value)]
    if result.until is not None:
        told.append(_end(telling, result.until.value))
    return telling.say("value.separator").join(told)


def _no_time(telling: Telling, result: PaymentResult) -> str:
    """That a payment which is not due would end before it begins; else nothing."""
    start = None if result.starts is None else result.starts.value
    until = None if result.until is None else result.until.value
    if not isinstance(start, date) or not isinstance(until, date) or start < until:
        return ""
    return telling.say("amount.no_time", start=write(telling, start, DATE), until=write(telling, until, DATE))


def _start(telling: Telling, value: Value) -> str:
    match value:
        case date():
            return telling.say("amount.from", day=write(telling, value, DATE))
        case Open():
            return telling.say("amount.from_open" if value.referred else "amount.from_unknown")
        case _:
            return telling.say("amount.never_starts")


def _end(telling: Telling, value: Value) -> str:
    match value:
        case date():
            return telling.say("amount.to", day=write(telling, value - timedelta(1), DATE))
        case Open():
            return telling.say("amount.to_open" if value.referred else "amount.to_unknown")
        case _:
            return telling.say("amount.no_end")


def _lasts(telling: Telling, step: Step | None) -> str:
    """The condition under which a payment goes on."""
    if step is None:
        return ""
    key = "amount.while" if isinstance(step.node, core.Operation) else "amount.while_holds"
    return telling.say(key, clause=clause(telling, step))


def _conditions(telling: Telling, result: PaymentResult) -> Iterator[Reason]:
    """Why a payment is due or not, where it has a condition of its own."""
    for name, step in (("when", result.when), ("while", result.while_)):
        if step is not None:
            place = Place(f"{result.payment.name}.{name}", opened=telling.full or truth_of(step) is not YES)
            yield reason_of(telling, step, place)


def _shares(telling: Telling, result: PaymentResult, surely_due: bool) -> tuple[Share, ...]:
    """One for each; those of a class who are paid the same are told alike."""
    told: list[Share] = []
    alike: dict[tuple[object, ...], Share] = {}
    for share in result.shares:
        key = (share.class_name, share.exact, share.amount)
        if share.state != "paid" or not share.class_name:
            told.append(_share(telling, result, share, surely_due))
        elif key in alike:
            told.append(evolve(alike[key], id=share.member))
        else:
            alike[key] = _share(telling, result, share, surely_due)
            told.append(alike[key])
    return tuple(told)


def _share(telling: Telling, result: PaymentResult, share: ShareResult, surely_due: bool) -> Share:
    payment = result.payment
    declared = _class_of(result, share.class_name)
    part = _part(telling, share, declared)
    is_said = surely_due or share.state not in ("paid", "open")
    known = is_said and not isinstance(share.amount, Open)
    shown = write(telling, share.amount, payment.type) if is_said else telling.say(f"amount.{result.status.value}")
    return Share(
        payment=payment.name,
        id=share.member,
        class_name=share.class_name,
        class_title=title(telling, declared.title if declared else rulebook.Words(), share.class_name),
        part=part,
        state=share.state if is_said else "open",
        amount=shown,
        data=plain(telling, share.amount, payment.type) if known else None,
        exact=_exact_share(telling, share, payment.type) if is_said else "",
        why_not=_why_not(telling, share, declared),
        name=_party_title(telling, share) if isinstance(payment, rulebook.Shares) and payment.parties else "",
        working=_share_working(telling, result, share, declared, part) if is_said else part,
        citations=cited(declared.authority) if declared else (),
    )


def _party_title(telling: Telling, share: ShareResult) -> str:
    """The title of the body or of the value of a list that is declared by the name of the party, or the name."""
    model, name = telling.model, share.member
    if name in model.bodies:
        return body_title(telling, name)
    words = next((each.values[name] for each in model.lists.values() if name in each.values), rulebook.Words())
    return title(telling, words, name)


def _class_of(result: PaymentResult, name: str) -> rulebook.ShareClass | None:
    """The class of a share, in the tier that was taken if there is one."""
    payment = result.payment
    if not isinstance(payment, rulebook.Shares):
        return None
    taken = payment.tiers[result.tier : result.tier + 1] if result.tier is not None else ()
    for tier in (*taken, *payment.tiers):
        for declared in tier.classes:
            if declared.name == name:
                return declared
    return None


def _part(telling: Telling, share: ShareResult, declared: rulebook.ShareClass | None) -> str:
    if declared is None:
        return ""
    part = declared.part
    if isinstance(part, core.Literal):
        value = part.value
        is_fraction = isinstance(part.type, Quantity) and part.type.unit == "fraction"
        if is_fraction and isinstance(value, Fraction):
            return fraction_as_written(value, part.span.text)
        return write(telling, value, part.type)
    found = next((step for step in share.steps if step.node is part), None)
    return write(telling, found.value, part.type) if found else ""


def _share_working(
    telling: Telling, result: PaymentResult, share: ShareResult, declared: rulebook.ShareClass | None, part: str
) -> str:
    """What part of the whole the share is, among how many that is divided, or what was left of it."""
    whole, exact = result.step.value if result.step else None, share.exact
    if isinstance(result.payment, rulebook.Draws):
        return _drawn(telling, share, result.payment.type)
    if share.state != "paid" or not isinstance(whole, int | Fraction) or not isinstance(exact, int | Fraction):
        return part
    if not whole or (isinstance(result.payment, rulebook.Shares) and result.payment.parties):
        return _cut(telling, part, share, result.payment.type)
    of_whole = Fraction(exact) / whole
    number = sum(each.class_name == share.class_name and each.state == "paid" for each in result.shares)
    if declared is None or of_whole * number != _part_value(share, declared):
        said = telling.say("share.of_whole", part=fraction_text(of_whole))
        return _cut(
            telling, telling.say("share.with_more", part=part, text=said) if part else said, share, result.payment.type
        )
    divided = telling.say("share.divided", part=part, number=str(number)) if number > 1 else part
    return _cut(telling, divided, share, result.payment.type)


def _cut(telling: Telling, said: str, share: ShareResult, type: Type) -> str:
    """Where everything is told, also the exact share of which it was cut down."""
    if not telling.full or share.exact == share.amount:
        return said
    exact = telling.say("share.before_cut", amount=write(telling, share.exact, type))
    return telling.say("value.both", first=said, second=exact) if said else exact


def _drawn(telling: Telling, share: ShareResult, type: Type) -> str:
    """What each asked for, and what was left, where that was less."""
    if isinstance(share.amount, Open) or share.exact == share.amount:
        return ""
    left = (
        telling.say("share.left", amount=write(telling, share.amount, type))
        if share.amount
        else telling.say("share.nothing_left")
    )
    if isinstance(share.exact, Open | NotApplicable):
        return left
    own = telling.say("share.own", amount=write(telling, share.exact, type))
    return telling.say("value.both", first=own, second=left)


def _part_value(share: ShareResult, declared: rulebook.ShareClass) -> Value | None:
    if isinstance(declared.part, core.Literal):
        return declared.part.value
    found = next((step for step in share.steps if step.node is declared.part), None)
    return found.value if found else None


def _exact_share(telling: Telling, share: ShareResult, type: Type) -> str:
    """The exact share where it was cut down: as an amount, or as a fraction where that would never end."""
    if isinstance(share.exact, Open | NotApplicable) or share.exact == share.amount:
        return ""
    return exactly(telling, share.exact, type) or str(plain(telling, share.exact, type))


def _why_not(telling: Telling, share: ShareResult, declared: rulebook.ShareClass | None) -> str:
    """Why someone gets nothing, or why what they get is open; with the sentence of the condition that decided."""
    if share.state == "paid":
        return ""
    key = share.state.replace(" ", "_")
    if share.state == "open":
        referred = isinstance(share.amount, Open) and share.amount.referred
        key = "open" if referred else "unknown"
    said = telling.say(f"share.{key}")
    causes = "; ".join(dict.fromkeys(_causes(telling, share, declared))) if declared else ""
    return telling.say("share.because", state=said, cause=causes) if causes else said


def _causes(telling: Telling, share: ShareResult, declared: rulebook.ShareClass) -> Iterator[str]:
    barring = [condition for condition, _ in declared.barred]
    ends = [ending.on for ending in declared.endings]
    for step in share.steps:
        node, truth = step.node, truth_of(step)
        failed = truth is NO and (node is declared.while_ or node is declared.when)
        if failed or (truth is YES and any(node is each for each in barring)):
            yield from (_dated(telling, limb) for limb in _deciding_limbs(step))
        elif share.state in ("ended", "no share") and any(node is each for each in ends) and _has_come(step):
            day, name = written(telling, step), phrase(telling, step)
            yield telling.say(
                "share.ended_on", day=day if name == day else telling.say("name.with_value", name=day, value=name)
            )


def _has_come(step: Step) -> bool:
    return isinstance(step.value, date) and (step.day is None or step.value <= step.day)


def _deciding_limbs(step: Step) -> Iterator[Step]:
    """The limbs of a condition, of a named one too, that made it what it is; the first, where each does by itself."""
    node = step.node
    if isinstance(node, core.Use) and has_inner(step) and isinstance(inner(step).node, core.Limbs):
        yield from _deciding_limbs(inner(step))
    elif isinstance(node, core.Limbs) and not is_negation(node):
        decisive = decisive_limbs(step, node)
        for position in decisive if (truth_of(step) is YES) == (node.word in ("all of", "none of")) else decisive[:1]:
            yield from _deciding_limbs(step.inputs[position])
    else:
        yield step


def _dated(telling: Telling, step: Step) -> str:
    """The sentence with the day for which it was asked, unless it says that day itself."""
    said = sentence(telling, step)
    day = write(telling, step.day, DATE) if step.day else ""
    return said if day in said else telling.say("condition.as_at", sentence=said, day=day)


def _rest(telling: Telling, result: PaymentResult) -> str:
    if not result.rest:
        return ""
    payment = result.payment
    to = payment.rest_to if isinstance(payment, rulebook.Shares) else ""
    payee = title(telling, rulebook.Words(), to)
    name = telling.say("amount.rest_to", payee=payee) if to else telling.say("amount.rest")
    return telling.say("name.is_value", name=name, value=write(telling, result.rest, payment.type))
