"""What a benefit pays, as the lines of a statute: the amount, to whom, from when to when, and how it is shared.

Invariant: every line of a payment that the book has comes once, with its own basis.
"""

from collections.abc import Iterator

from policy_engine.explanation.names import body_title
from policy_engine.explanation.schema import type_text
from policy_engine.explanation.write import title
from policy_engine.model import core, rulebook
from policy_engine.model.core import NO_AUTHORITY, Authority, Expression
from policy_engine.model.rulebook import Draws, Fate, Payment, ShareClass, Shares
from policy_engine.publication.site.clauses import basis, clauses
from policy_engine.publication.site.document import (
    Clause,
    Line,
    PaymentView,
    ShareClassView,
    ThingView,
    TierView,
)
from policy_engine.publication.site.speech import Speech
from policy_engine.publication.site.wording import option_title, reading_words, wording


def payment_view(speech: Speech, payment: Payment | Shares | Draws) -> PaymentView:
    """A payment in words."""
    tiers: tuple[TierView, ...] = ()
    match payment:
        case Payment():
            lines = _of_payment(speech, payment)
        case Shares():
            lines, tiers = _of_shares(speech, payment), tuple(_tiers(speech, payment))
        case Draws():
            lines = _of_draws(speech, payment)
    return PaymentView(
        anchor=f"pays-{payment.name}",
        title=title(speech, payment.title, payment.name),
        type=type_text(speech, payment.type),
        to=body_title(speech, payment.payee) if isinstance(payment, Payment) and payment.payee else "",
        lines=tuple(lines),
        tiers=tiers,
        basis=basis(speech, payment.authority),
    )


def thing_view(speech: Speech, thing: rulebook.Thing) -> ThingView:
    """A document, a benefit in kind, an exclusion or a payee, and when it applies."""
    said = "" if thing.when is None else wording(speech, thing.when)
    inside = () if thing.when is None else (thing.when.authority,)
    return ThingView(title(speech, thing.title, thing.name), said, basis(speech, thing.authority, *inside))


def _of_payment(speech: Speech, payment: Payment) -> Iterator[Line]:
    yield from _lines(speech, payment.name, (("when", payment.when), ("amount", payment.amount)))
    yield from _times(speech, payment)
    yield from _lines(speech, payment.name, (("while", payment.while_),))
    for thing in payment.payees:
        view = thing_view(speech, thing)
        said = speech.word("row.when", value=view.text, clause=view.when) if view.when else view.text
        yield Line(speech.word("payment.payees"), Clause(said, basis=view.basis))


def _times(speech: Speech, payment: Payment | Shares) -> Iterator[Line]:
    """`to D` is held as the day after it."""
    until = payment.until
    if payment.ends_to and isinstance(until, core.Operation) and until.operator == "date plus days":
        ends: tuple[str, Expression | None] = ("to", until.operands[0])
    else:
        ends = ("until", until)
    yield from _lines(speech, payment.name, (("from", payment.starts), ends))


def _lines(
    speech: Speech, payment: str, parts: tuple[tuple[str, Expression | None], ...], authority: Authority = NO_AUTHORITY
) -> Iterator[Line]:
    for name, expression in parts:
        if expression is not None:
            yield Line(speech.word(f"payment.{name}"), clauses(speech, expression, authority, payment))


# ------------------------------------------------------------------------------------------------ shares


def _of_shares(speech: Speech, shares: Shares) -> Iterator[Line]:
    def by(line: str) -> Authority:
        return shares.authorities.get(line, NO_AUTHORITY)

    yield from _lines(speech, shares.name, (("when", shares.when), ("shared", shares.amount)))
    yield from _lines(speech, shares.name, (("among", shares.subject),), by("among"))
    yield from _lines(speech, shares.name, (("tiers_fixed", shares.tiers_fixed_on),), by("tiers fixed"))
    yield from _lines(speech, shares.name, (("proportion", shares.proportion),))
    for party in shares.parties:
        the_rest = Clause(speech.word("share.the_rest"), basis=basis(speech, party.authority))
        told = the_rest if party.amount is None else clauses(speech, party.amount, party.authority, shares.name)
        yield Line(title(speech, _party_title(speech, party.name), party.name), told)
    if shares.tiers:
        yield _said(speech, "again", speech.word(f"share.{'again' if shares.again else 'once'}"), by("divided"))
        if any(each.unfilled is None for tier in shares.tiers for each in tier.classes):
            yield _said(speech, "unfilled", _fate(speech, shares.unfilled), by("unfilled"))
    if shares.tiers or shares.proportion is not None:
        yield from _split(speech, shares)
    rest = body_title(speech, shares.rest_to) if shares.rest_to else speech.word("share.unpaid")
    if not any(party.amount is None for party in shares.parties):
        yield _said(speech, "rest", rest, by("rest"))
    yield from _times(speech, shares)


def _said(speech: Speech, name: str, text: str, authority: Authority) -> Line:
    return Line(speech.word(f"payment.{name}"), Clause(text, basis=basis(speech, authority)))


def _party_title(speech: Speech, name: str) -> rulebook.Words:
    body = speech.model.bodies.get(name)
    return body.title if body else rulebook.Words()


def _split(speech: Speech, shares: Shares) -> Iterator[Line]:
    unit = wording(speech, core.Literal(shares.unit, shares.type))
    odd = speech.word(f"share.odd_{shares.odd.replace(' ', '_')}")
    if shares.odd_key is not None:
        key = "share.odd_highest" if shares.odd_highest else "share.odd_lowest"
        odd = speech.word(key, key=wording(speech, shares.odd_key))
    text = speech.word("share.split", unit=unit, odd=odd)
    inside = NO_AUTHORITY if shares.odd_key is None else shares.odd_key.authority
    found = basis(speech, shares.authorities.get("split", NO_AUTHORITY), inside)
    yield Line(speech.word("payment.split"), Clause(text, basis=found))


def _tiers(speech: Speech, shares: Shares) -> Iterator[TierView]:
    for number, tier in enumerate(shares.tiers, 1):
        if tier.when is not None:
            said = speech.word("share.tier_when", number=str(number), clause=wording(speech, tier.when))
        elif len(shares.tiers) > 1:
            said = speech.word("share.tier", number=str(number))
        else:
            said = speech.word("share.classes")
        inside = () if tier.when is None else (tier.when.authority,)
        views = tuple(_class(speech, each) for each in tier.classes)
        yield TierView(said, basis(speech, tier.authority, *inside), views)


def _class(speech: Speech, share: ShareClass) -> ShareClassView:
    lines = [*_lines(speech, "", (("class_when", share.when), ("class_while", share.while_)))]
    for condition, authority in share.barred:
        lines += _lines(speech, "", (("barred", condition),), authority)
    for ending in share.endings:
        key = "share.ending_also_before" if ending.also_before else "share.ending"
        text = speech.word(key, day=wording(speech, ending.on), fate=_fate(speech, ending.fate))
        found = basis(speech, ending.authority, ending.on.authority)
        lines.append(Line(speech.word("payment.ends"), Clause(text, basis=found)))
    if share.unfilled is not None:
        lines.append(_said(speech, "class_unfilled", _fate(speech, share.unfilled), share.unfilled_authority))
    return ShareClassView(
        title(speech, share.title, share.name),
        wording(speech, share.part),
        tuple(lines),
        basis(speech, share.authority),
    )


def _fate(speech: Speech, fate: Fate) -> str:
    if fate.word == "by reading":
        question, chosen = reading_words(speech, fate.reading)
        told = next((_fate(speech, branch) for option, branch in fate.branches if option == chosen), "")
        option = option_title(speech, fate.reading, chosen)
        return speech.say("condition.reading", sentence=told, question=question, option=option)
    if fate.word == "lapses":
        return speech.word("share.lapses")
    to = speech.word("share.the_others") if fate.to == "the_others" else _class_title(speech, fate.to)
    return speech.word("share.passes", to=to)


def _class_title(speech: Speech, name: str) -> str:
    words = next((each.values[name] for each in speech.model.lists.values() if name in each.values), rulebook.Words())
    return title(speech, words, name)


# ------------------------------------------------------------------------------------------------ draws


def _of_draws(speech: Speech, draws: Draws) -> Iterator[Line]:
    parts = (("when", draws.when), ("shared", draws.amount), ("among", draws.subject), ("order", draws.order))
    yield from _lines(speech, draws.name, (*parts, ("each", draws.each)))
