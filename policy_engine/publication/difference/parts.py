"""The parts of which a declaration is made, so that two declarations can be held against each other part by part.

Invariant: everything that a declaration says stands in one of its parts, by whose path it is found in the other book.
"""

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from policy_engine.model import rulebook
from policy_engine.model.core import NO_AUTHORITY, Authority, Expression
from policy_engine.model.rulebook import Declared, Interval, Model, Words
from policy_engine.model.types import PERCENT, Quantity, Type
from policy_engine.publication.difference.document import Weight
from policy_engine.source.text import NOWHERE, Span
from policy_engine.values.calendar import offset_text
from policy_engine.values.value import Exact, Value

# ------------------------------------------------------------------------------------------------ what a part says


@frozen
class Formula:
    expression: Expression


@frozen
class Fixed:
    """A value that the book states; `band`, where it is one, has its two ends instead."""

    value: Value
    type: Type


@frozen
class Band:
    low: Exact | None
    low_in: bool
    high: Exact | None
    high_in: bool
    type: Type


@frozen
class Reference:
    """Another declaration by name."""

    kind: str
    name: str


@frozen
class Term:
    """A word of the rule language: a key of the texts under `difference.term`."""

    word: str


@frozen
class Plain:
    """A text that is the same in every language: a code, a number, a name without a title."""

    text: str


@frozen
class Kind:
    type: Type


@frozen
class Window:
    interval: Interval | None


@frozen
class Wording:
    """Words for people, from which nothing is computed."""

    words: Words


@frozen
class Order:
    """Names in an order that is meant."""

    names: tuple[str, ...]


@frozen
class Several:
    parts: "tuple[Content, ...]"


@frozen
class Entry:
    """A value for its keys, if it has any."""

    key: "tuple[Content, ...]"
    content: "Content"
    authority: Authority = NO_AUTHORITY


@frozen
class Version:
    interval: Interval
    entries: tuple[Entry, ...]
    attested: bool = False
    authority: Authority = NO_AUTHORITY


@frozen
class Dated:
    versions: tuple[Version, ...]


Content = (
    Formula | Fixed | Band | Reference | Term | Plain | Kind | Window | Wording | Order | Several | Dated
)  # fmt: skip


@frozen
class Step:
    """One step of a path; `title` says what it is called, where it has a name of its own."""

    part: str
    label: str = ""
    title: "Content | None" = field(default=None, eq=False)


Path = tuple[Step, ...]


@frozen
class Part:
    """What stands at a path.  presence: how much it weighs that there is such a part at all."""

    path: Path
    content: Content
    authority: Authority = NO_AUTHORITY
    span: Span = NOWHERE
    presence: Weight = "meaning"


# ------------------------------------------------------------------------------------------------ declarations

Key = tuple[str, str]
"""A kind and a name: facts, findings and elections are all `fact`, benefits, charges, ... `benefit`."""


def declarations(model: Model) -> Mapping[Key, Declared]:
    """Every declaration of a book, kind by kind; the head of the book and modules left out."""
    found: dict[Key, Declared] = {}
    for kind, declared in (
        ("source", model.sources), ("body", model.bodies), ("unit", model.units), ("list", model.lists),
        ("entity", model.entities),
    ):  # fmt: skip
        found |= {(kind, name): each for name, each in declared.items()}
    for entity in model.entities.values():
        found |= {("field", f"{entity.name}.{each.name}"): each for each in entity.fields.values()}
        found |= {("always", each.name): each for each in entity.always}
    for kind, declared in (
        ("fact", model.facts), ("parameter", model.parameters), ("scale", model.scales), ("rule", model.rules),
        ("benefit", model.benefits), ("always", {each.name: each for each in model.always}),
        ("assumption", model.assumptions), ("gap", model.gaps), ("discretion", model.discretions),
        ("reading", model.readings),
    ):  # fmt: skip
        found |= {(kind, name): each for name, each in declared.items()}
    return found


def parts_of(declared: Declared) -> tuple[Part, ...]:
    """All parts of a declaration, in the order in which they are read."""
    whole = Part((), Plain(""), declared.authority, declared.span)
    return (whole, *_words("title", declared.title), *_words("module", _both(declared.module)), *_inside(declared))


def parts_of_settings(model: Model) -> tuple[Part, ...]:
    """The head of the book."""
    head = model.settings
    digits = Plain(str(head.minor_digits))
    money = (Plain(head.currency), Plain(head.symbol), Plain(head.minor_name), digits)
    part = head.part_of_month
    found = [
        *_words("title", head.title),
        Part((Step("name"),), Plain(head.name), presence="naming"),
        Part((Step("money"),), Several(money)),
        Part((Step("leap_birthday"),), Plain(head.leap_birthday)),
        Part((Step("month_end"),), Term(head.month_end)),
        Part((Step("moments"),), Plain(offset_text(head.offset))),
    ]
    if head.extends:
        found.append(Part((Step("extends"),), Plain(head.extends)))
    if part is not None:
        words = Several((Term(part.by), Term(part.rounding)))
        found.append(Part((Step("part_of_month"),), words, Authority(assumptions=part.assumptions)))
    return tuple(found)


def _words(part: str, words: Words, path: Path = ()) -> Iterator[Part]:
    """Words for people, where there are any."""
    if words != Words():
        yield Part((*path, Step(part)), Wording(words), presence="wording")


def _both(text: str) -> Words:
    """A text that the book gives once."""
    return Words(text, text)


def _inside(declared: Declared) -> Iterator[Part]:
    """What it has besides a title and an authority."""
    match declared:
        case rulebook.SourceDocument():
            yield from _of_source(declared)
        case rulebook.ListValues():
            yield from _of_list(declared)
        case rulebook.Fact():
            yield from _of_fact(declared)
        case rulebook.Parameter():
            yield from _of_parameter(declared)
        case rulebook.Scale():
            yield from _of_scale(declared)
        case rulebook.Rule():
            yield from _of_rule(declared)
        case rulebook.Benefit():
            yield from _of_benefit(declared)
        case rulebook.Always():
            yield _formula((Step("that"),), declared.condition)
        case rulebook.Gap():
            yield Part((Step("type"),), Kind(declared.type))
            yield from _words("ask", declared.ask)
            yield from _range(declared)
            if declared.filled_by:
                yield Part((Step("filled_by"),), Plain(declared.filled_by))
        case rulebook.Discretion():
            yield Part((Step("office"),), Reference("body", declared.office))
            yield from _words("ask", declared.ask)
        case rulebook.Reading():
            yield from _of_reading(declared)
        case rulebook.Unit():
            yield from _words("plural", declared.plural)
        case _:  # a body, an assumption have nothing more; the fields of an entity are declarations themselves
            pass


def _formula(path: Path, expression: Expression, authority: Authority = NO_AUTHORITY) -> Part:
    return Part(path, Formula(expression), authority, expression.span)


def _formulas(path: Path, **expressions: Expression | None) -> Iterator[Part]:
    for part, expression in expressions.items():
        if expression is not None:
            yield _formula((*path, Step(part.rstrip("_"))), expression)


def _of_source(source: rulebook.SourceDocument) -> Iterator[Part]:
    yield from _words("heading", _both(source.heading))
    yield from _words("language", _both(source.language))
    yield Part((Step("attests"),), Window(source.attests))
    for item in source.items.values():
        path = (Step("item", item.name),)
        yield Part(path, Wording(item.title), item.authority, item.span, presence="authority")
        status = Several((Term(item.status or "encoded"), *map(Plain, item.summary_of)))
        yield Part((*path, Step("status")), status, presence="authority")
        if item.confidence:
            yield Part((*path, Step("confidence")), Plain(item.confidence), presence="authority")
        yield from _words("because", item.because, path)


def _of_list(listed: rulebook.ListValues) -> Iterator[Part]:
    for name, title in listed.values.items():
        yield Part((Step("value", name, Wording(title)),), Wording(title))
    yield Part((Step("order"),), Order(tuple(listed.values)))
    for name, values in listed.groups.items():
        by_right = listed.by_right.get(name, NO_AUTHORITY)
        yield Part((Step("group", name),), Several(tuple(Plain(value) for value in values)), by_right)


def _of_fact(fact: rulebook.Fact) -> Iterator[Part]:
    yield Part((Step("kind"),), Term(fact.kind))
    yield Part((Step("type"),), Kind(fact.type))
    yield from _words("ask", fact.ask)
    if fact.by:
        yield Part((Step("by"),), Several(tuple(Reference("body", each) for each in fact.by)))
    yield from _range(fact)
    if fact.length is not None:
        yield Part((Step("length"),), Several(tuple(Plain(str(each)) for each in fact.length)))
    if fact.ask_when is not None:
        yield _formula((Step("ask_when"),), fact.ask_when, fact.applies)
    elif fact.applies != NO_AUTHORITY:
        yield Part((Step("applies"),), Plain(""), fact.applies, presence="authority")
    if fact.presumed is not None:
        yield Part((Step("presumed"),), Fixed(fact.presumed, fact.type), fact.presumed_authority)


def _range(declared: rulebook.Fact | rulebook.Gap) -> Iterator[Part]:
    type = getattr(declared.type, "item", declared.type)
    for part, value in (("low", declared.low), ("high", declared.high), ("step", declared.step)):
        if value is not None:
            yield Part((Step(part),), Fixed(value, type))


def _of_parameter(parameter: rulebook.Parameter) -> Iterator[Part]:
    yield Part((Step("type"),), Kind(parameter.type))
    if parameter.keys:
        yield Part((Step("keys"),), Several(tuple(map(Kind, parameter.keys))))
    versions = []
    for version in parameter.versions:
        entries = [] if version.value is None else [Entry((), Formula(version.value))]
        entries += [Entry(_key(parameter, keyed), Formula(keyed.value), keyed.authority) for keyed in version.values]
        versions.append(Version(version.interval, tuple(entries), version.attested, version.authority))
    yield Part((), Dated(tuple(versions)), span=parameter.span)
    yield from _reviewed(parameter)


def _key(parameter: rulebook.Parameter, keyed: rulebook.KeyedValue) -> tuple[Content, ...]:
    lists = [each for each in parameter.keys if not isinstance(each, Quantity)]
    bands = [each for each in parameter.keys if isinstance(each, Quantity)]
    named = tuple(Fixed(name, type) for name, type in zip(keyed.keys, lists, strict=False))
    return named if keyed.band is None else (*named, Band(*keyed.band, bands[0]))


def _of_scale(scale: rulebook.Scale) -> Iterator[Part]:
    yield Part((Step("type"),), Kind(scale.type))
    yield Part((Step("base"),), Kind(scale.base))
    versions = []
    for version in scale.versions:
        slices = (
            Entry((Band(each.start, True, None, False, scale.base),), Fixed(each.rate, PERCENT), each.authority)
            for each in version.slices
        )
        versions.append(Version(version.interval, tuple(slices), authority=version.authority))
    yield Part((), Dated(tuple(versions)), span=scale.span)
    yield from _reviewed(scale)


def _reviewed(declared: rulebook.Parameter | rulebook.Scale) -> Iterator[Part]:
    if declared.reviewed_through is not None:
        yield Part((Step("reviewed"),), Plain(declared.reviewed_through.isoformat()))


def _of_rule(rule: rulebook.Rule) -> Iterator[Part]:
    yield Part((Step("type"),), Kind(rule.type))
    for name, type in rule.arguments:
        yield Part((Step("argument", name),), Kind(type))
    yield Part((Step("order"),), Order(tuple(name for name, _ in rule.arguments)))
    yield from _formulas((), as_at=rule.as_at)
    versions = (Version(each.interval, (Entry((), Formula(each.expression)),)) for each in rule.versions)
    yield Part((), Dated(tuple(versions)), span=rule.span)


def _of_reading(reading: rulebook.Reading) -> Iterator[Part]:
    yield Part((Step("chosen"),), Reference("option", f"{reading.name}.{reading.chosen}"))
    for option in reading.options:
        path = (Step("option", option.name, Wording(option.title)),)
        yield Part(path, Wording(option.title), option.authority)
        yield from _words("because", option.because, path)
    yield Part((Step("order"),), Order(tuple(option.name for option in reading.options)), presence="naming")


# ------------------------------------------------------------------------------------------------ benefits


def _of_benefit(benefit: rulebook.Benefit) -> Iterator[Part]:
    yield Part((Step("kind"),), Term(benefit.kind))
    if benefit.for_each is not None:
        yield Part((Step("member"),), Plain(benefit.for_each[0]), presence="naming")
        yield _formula((Step("for_each"),), benefit.for_each[1])
    yield from _formulas((), as_at=benefit.as_at)
    yield Part((Step("condition"),), Formula(benefit.condition), span=benefit.condition.span)
    for payment in benefit.payments:
        path = (Step("pays", payment.name, Wording(payment.title)),)
        yield Part(path, Wording(payment.title), payment.authority, payment.span)
        yield from _words("module", _both(payment.module), path)
        yield Part((*path, Step("type")), Kind(payment.type))
        yield from _formulas(path, when=payment.when, amount=payment.amount)
        match payment:
            case rulebook.Payment():
                yield from _of_payment(path, payment)
            case rulebook.Shares():
                yield from _of_shares(path, payment)
            case rulebook.Draws():
                yield Part((*path, Step("form")), Term("draws"))
                yield Part((*path, Step("member")), Plain(payment.variable), presence="naming")
                yield from _formulas(path, among=payment.subject, in_order_of=payment.order, each=payment.each)
    yield Part((Step("order", "pays"),), Order(tuple(each.name for each in benefit.payments)), presence="naming")
    for part, things in (("needs", benefit.needs), ("provides", benefit.provides), ("excludes", benefit.excludes)):
        yield from _of_things((), part, things)
    for number, note in enumerate(benefit.notes, 1):
        yield Part((Step("note", str(number)),), Wording(note.words), note.authority, presence="wording")


def _of_things(path: Path, part: str, things: tuple[rulebook.Thing, ...]) -> Iterator[Part]:
    for thing in things:
        inside = (*path, Step(part, thing.name, Wording(thing.title)))
        yield Part(inside, Wording(thing.title), thing.authority, thing.span)
        yield from _words("module", _both(thing.module), inside)
        yield from _formulas(inside, when=thing.when)
    yield Part((*path, Step("order", part)), Order(tuple(each.name for each in things)), presence="naming")


def _of_payment(path: Path, payment: rulebook.Payment) -> Iterator[Part]:
    yield Part((*path, Step("form")), Term("payment"))
    if payment.payee:
        yield Part((*path, Step("payee")), Reference("payee", payment.payee))
    yield from _of_things(path, "paid_to", payment.payees)
    yield from _times(path, payment)
    yield from _formulas(path, while_=payment.while_)


def _times(path: Path, payment: rulebook.Payment | rulebook.Shares) -> Iterator[Part]:
    yield from _formulas(path, starts=payment.starts, until=payment.until)
    if payment.until is not None or payment.ends_to:
        yield Part((*path, Step("end")), Term("to" if payment.ends_to else "until"))


def _of_shares(path: Path, shares: rulebook.Shares) -> Iterator[Part]:
    yield Part((*path, Step("form")), Term("shares"))
    yield Part((*path, Step("member")), Plain(shares.variable), presence="naming")
    yield from _formulas(path, among=shares.subject, tiers_fixed_on=shares.tiers_fixed_on)
    for number, tier in enumerate(shares.tiers, 1):
        inside = (*path, Step("tier", str(number)))
        yield Part(inside, Plain(""), tier.authority)
        yield from _formulas(inside, when=tier.when)
        for share in tier.classes:
            yield from _of_class(inside, share)
        yield Part((*inside, Step("order", "class")), Order(tuple(each.name for each in tier.classes)))
    yield from _formulas(path, in_proportion_to=shares.proportion)
    for party in shares.parties:
        named = (*path, Step("party", party.name))
        yield Part(named, Plain(""), party.authority)
        yield from _formulas(named, amount=party.amount)
    yield Part((*path, Step("order", "party")), Order(tuple(each.name for each in shares.parties)))
    yield Part((*path, Step("again")), Term("divided again" if shares.again else "divided once"))
    yield Part((*path, Step("unfilled")), _fate(shares.unfilled))
    yield Part((*path, Step("split")), Fixed(shares.unit, shares.type))
    yield Part(
        (*path, Step("odd")), Several((Term(f"odd {shares.odd}"), Term("last" if shares.odd_highest else "first")))
    )
    yield from _formulas(path, odd_key=shares.odd_key)
    yield Part((*path, Step("rest")), Reference("payee", shares.rest_to) if shares.rest_to else Term("unpaid"))
    yield from _times(path, shares)
    for line, authority in shares.authorities.items():
        yield Part((*path, Step("line", line)), Plain(""), authority, presence="authority")


def _of_class(path: Path, share: rulebook.ShareClass) -> Iterator[Part]:
    inside = (*path, Step("class", share.name, Wording(share.title)))
    yield Part(inside, Wording(share.title), share.authority, share.span)
    yield from _formulas(inside, part=share.part, member=share.member, when=share.when, while_=share.while_)
    for number, (condition, authority) in enumerate(share.barred, 1):
        yield _formula((*inside, Step("barred", str(number))), condition, authority)
    for number, ending in enumerate(share.endings, 1):
        ends = (*inside, Step("ends", str(number)))
        yield _formula(ends, ending.on, ending.authority)
        yield Part((*ends, Step("fate")), _fate(ending.fate))
        if ending.also_before:
            yield Part((*ends, Step("also_before")), Term("also before"))
    if share.unfilled is not None:
        yield Part((*inside, Step("unfilled")), _fate(share.unfilled), share.unfilled_authority)


def _fate(fate: rulebook.Fate) -> Content:
    if fate.word == "lapses":
        return Term("lapses")
    if fate.word == "passes":
        return Several((Term("passes"), Term("the_others") if fate.to == "the_others" else Plain(fate.to)))
    branches = (Several((Plain(name), _fate(branch))) for name, branch in fate.branches)
    return Several((Reference("reading", fate.reading), *branches))
