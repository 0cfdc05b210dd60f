"""Shares of a benefit, tree to model: an amount divided among members by class or in proportion, or among parties.

Invariant: a division says everything that the law must say of it (the date that fixes a tier, what becomes of a class
without members, the unit, the odd units, the rest); what is not said is asked for, never assumed.
"""

from collections.abc import Sequence
from typing import TypeVar

from attrs import evolve, frozen

from policy_engine.checking import errors
from policy_engine.checking.declarations.entries import needed, only, title_of, titled
from policy_engine.checking.declarations.payments import dated, listed, over_time, paid_type, stretch, when_of
from policy_engine.checking.declarations.share_classes import fate_of, tiers_of
from policy_engine.checking.declarations.things import payee
from policy_engine.checking.expressions.amounts import of_line
from policy_engine.checking.expressions.authorities import authority
from policy_engine.checking.expressions.expressions import expression, figure
from policy_engine.checking.expressions.fitting import Checked
from policy_engine.checking.expressions.member_lists import right_pick
from policy_engine.checking.names import repeated
from policy_engine.checking.scope import Scope
from policy_engine.model import core, rulebook
from policy_engine.model.type_words import in_words
from policy_engine.model.types import EntityType, Quantity, Type
from policy_engine.syntax import declarations as syntax
from policy_engine.syntax import tree
from policy_engine.values.value import Exact

Line = TypeVar("Line", bound=tree.Line)


@frozen
class _Lines:
    """The lines of one division, each kind at most once."""

    of: syntax.OfLine | None
    among: syntax.Among | None
    fixed: syntax.DateEntry | None
    tiers: tuple[syntax.Tier, ...]
    parties: syntax.Parties | None
    division: syntax.Division | None
    unfilled: syntax.Unfilled | None
    split: syntax.SplitTo | None
    rest: syntax.Rest | None
    stretch: tuple[syntax.DateEntry, ...]


def shares(node: syntax.Shares, scope: Scope) -> rulebook.Shares | None:
    """An amount and how it is divided."""
    type = paid_type(node.type, scope)
    title = titled("shares", node.name, title_of(node.entries, scope), scope)
    by_right = authority(node.authority, scope)
    lines = _lines(node, scope)
    of = needed(lines.of, "of", node.name, scope)
    amount = None if of is None else of_line(of.amount, of.authority, over_time(lines.stretch, scope), type)
    when, right_when = when_of(node.entries, scope)
    time = stretch(lines.stretch, scope)
    if lines.parties is not None:
        divided = _among_parties(node, lines, lines.parties, type, scope)
    else:
        divided = _among_members(node, lines, type, scope)
    if time.until is not None and time.starts is None and time.whole:
        scope.report(errors.line_missing("from", node.name.text, node.name.span))
        return None
    if type is None or amount is None or divided is None or not (right_when and time.whole):
        return None
    return evolve(
        divided, type=type, amount=amount, when=when, starts=time.starts, until=time.until, ends_to=time.ends_to,
        title=title, module=scope.module, authority=by_right,
    )  # fmt: skip


def _lines(node: syntax.Shares, scope: Scope) -> _Lines:
    dates = [each for each in node.entries if isinstance(each, syntax.DateEntry)]

    def one(kind: type[Line], word: str) -> Line | None:
        return only((each for each in node.entries if isinstance(each, kind)), word, scope)

    return _Lines(
        of=one(syntax.OfLine, "of"),
        among=one(syntax.Among, "among"),
        fixed=only((each for each in dates if each.word == "tiers fixed on"), "tiers fixed on", scope),
        tiers=tuple(each for each in node.entries if isinstance(each, syntax.Tier)),
        parties=one(syntax.Parties, "parties"),
        division=one(syntax.Division, "divided"),
        unfilled=one(syntax.Unfilled, "unfilled"),
        split=one(syntax.SplitTo, "split to"),
        rest=one(syntax.Rest, "rest"),
        stretch=tuple(each for each in dates if each.word != "tiers fixed on"),
    )


def _nothing_divided(node: syntax.Shares) -> rulebook.Shares:
    """The frame of a division, into which its parts are put."""
    nothing = core.Literal(0, Quantity("money", "money"), span=node.span)
    return rulebook.Shares(node.name.text, type=nothing.type, amount=nothing, span=node.name.span)


# ------------------------------------------------------------------------------------------------ among parties


def _among_parties(
    node: syntax.Shares, lines: _Lines, parties: syntax.Parties, type: Type | None, scope: Scope
) -> rulebook.Shares | None:
    """Named parties, each with an amount; one may take the rest."""
    beside: list[tuple[str, tree.Line | None]] = [
        ("among", lines.among), ("tiers fixed on", lines.fixed), ("divided", lines.division),
        ("unfilled", lines.unfilled), ("split to", lines.split), *((tier.word, tier) for tier in lines.tiers),
    ]  # fmt: skip
    for word, line in beside:
        if line is not None:
            scope.report(errors.lines_exclude("parties", word, line.span, parties.span))
    for diagnostic in repeated(party.name for party in parties.parties):
        scope.report(diagnostic)
    rest = [party for party in parties.parties if party.amount is None]
    only(rest, "the rest", scope)
    found: list[rulebook.Party] = []
    for party in parties.parties:
        amount = None if party.amount is None else of_line(party.amount, party.authority, scope, type)
        by_right = authority(party.authority, scope)
        if party.amount is None or amount is not None:
            found.append(rulebook.Party(party.name.text, amount, by_right))
    authority(parties.authority, scope)
    if len(found) < len(parties.parties):
        return None
    rights = {"rest": authority(lines.rest.authority, scope)} if lines.rest else {}
    rest_to = payee(lines.rest.to if lines.rest else None, [party.name.text for party in parties.parties], scope)
    return evolve(_nothing_divided(node), parties=tuple(found), rest_to=rest_to, authorities=rights)


# ------------------------------------------------------------------------------------------------ among members


def _among_members(node: syntax.Shares, lines: _Lines, type: Type | None, scope: Scope) -> rulebook.Shares | None:
    among = needed(lines.among, "among", node.name, scope)
    _all_there(node, lines, scope)
    if among is None:
        return None
    subject, entity = listed(among, scope)
    if subject is None:
        return None
    inner = scope.with_variable(entity, EntityType(entity))
    proportion = None if among.proportion is None else _proportion(expression(among.proportion, inner), scope)
    tiers = tiers_of(() if among.proportion is not None else lines.tiers, among, entity, scope)
    fixed = None if lines.fixed is None else dated(lines.fixed, scope)
    classes = [each.name.text for tier in lines.tiers for each in tier.classes]
    fate = rulebook.Fate("lapses") if lines.unfilled is None else fate_of(lines.unfilled.fate, classes, scope)
    split = None if lines.split is None else _split(lines.split, type, inner)
    rest_to = payee(lines.rest.to if lines.rest else None, (), scope)
    unread = (
        (lines.fixed is not None and fixed is None)
        or (among.proportion is not None and proportion is None)
        or split is None
        or fate is None
        or tiers is None
    )
    if unread or split is None or fate is None or tiers is None:
        return None
    return evolve(
        _nothing_divided(node), subject=subject, variable=entity, tiers=tiers, tiers_fixed_on=fixed,
        proportion=proportion, again=lines.division is None or lines.division.again, unfilled=fate, unit=split[0],
        odd=split[1].odd, odd_key=split[2], odd_highest=split[1].pick in ("highest", "latest"),
        rest_to=rest_to, authorities=_rights(lines, scope),
    )  # fmt: skip


def _all_there(node: syntax.Shares, lines: _Lines, scope: Scope) -> None:
    """Say which lines a division among members lacks, or has too many."""
    wanted: list[tuple[str, tree.Line | None]] = [("split to", lines.split)]
    proportional = lines.among is not None and lines.among.proportion is not None
    if proportional:
        for tier in lines.tiers:
            assert lines.among is not None
            scope.report(errors.lines_exclude("in proportion to", tier.word, tier.span, lines.among.span))
    else:
        first = lines.tiers[0] if lines.tiers else None
        wanted += [
            ("first", first),
            ("tiers fixed on", lines.fixed),
            ("rest", lines.rest),
        ]
        if not all(_says_unfilled(tier) for tier in lines.tiers) or not lines.tiers:
            wanted.append(("unfilled", lines.unfilled))
        if lines.stretch:
            wanted.append(("divided", lines.division))
    for word, line in wanted:
        needed(line, word, node.name, scope)


def _says_unfilled(tier: syntax.Tier) -> bool:
    """Whether a tier, or each of its classes, says itself what becomes of a part without members."""
    own = (any(isinstance(entry, syntax.Unfilled) for entry in each.entries) for each in tier.classes)
    return bool(tier.unfilled) or all(own)


def _proportion(weight: Checked, scope: Scope) -> Checked:
    if weight is not None and not isinstance(weight.type, Quantity):
        scope.report(errors.misfit("in proportion to", [in_words(weight.type)], "", weight.span))
        return None
    return weight


def _split(node: syntax.SplitTo, type: Type | None, scope: Scope) -> tuple[Exact, syntax.SplitTo, Checked] | None:
    """The unit in base units, and the key by which odd units are handed out."""
    unit = figure(node.unit, scope, type)
    key = None if node.key is None else expression(node.key, scope)
    if node.key is not None and (key is None or node.pick is None or not right_pick(node.pick, key, scope)):
        return None
    if unit is None:
        return None
    if not isinstance(unit, core.Literal) or not isinstance(unit.value, Exact) or unit.value <= 0:
        scope.report(errors.rounding_unit_not_plain(unit.span))
        return None
    return unit.value, node, key


def _rights(lines: _Lines, scope: Scope) -> dict[str, core.Authority]:
    """By what right each line of the division stands."""
    written: Sequence[tuple[str, tree.Authority | None]] = (
        ("among", lines.among.authority if lines.among else None),
        ("tiers fixed", lines.fixed.authority if lines.fixed else None),
        ("divided", lines.division.authority if lines.division else None),
        ("unfilled", lines.unfilled.authority if lines.unfilled else None),
        ("split", lines.split.authority if lines.split else None),
        ("rest", lines.rest.authority if lines.rest else None),
    )
    return {word: authority(each, scope) for word, each in written if each is not None and each != tree.NO_AUTHORITY}
