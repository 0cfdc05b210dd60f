"""The condition as a tree of reasons: limb by limb, the rules that stand behind them, and their figures.

Told in short, every limb of the condition is there, what failed or is open is followed to its cause, and a named rule
that holds is not opened.  Told in full, everything is there, and what was explained before is referred to.
Invariant: ids are made of the labels of the law, of names and of ids of members, never of positions in the engine.
"""

from attrs import evolve, field, frozen

from policy_engine.evaluation.step import FILLED, Step
from policy_engine.explanation.authorities import cited, of_version
from policy_engine.explanation.comparisons import figure
from policy_engine.explanation.document import Figure, Line, Reason
from policy_engine.explanation.names import has_inner, inner, is_negation, row_name
from policy_engine.explanation.sentences import deciding, is_leaf, leading, member_name, members_of, rows_of, sentence
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.truths import mark_of, truth_of
from policy_engine.explanation.working import Key, figures, lines
from policy_engine.model import core
from policy_engine.model.core import NO_AUTHORITY, Authority
from policy_engine.model.types import YesNo
from policy_engine.values.truth import LEANS_NO, LEANS_YES, NO, OPEN, UNKNOWN, YES, Truth, is_open

ALL = (YES, NO, UNKNOWN, OPEN, LEANS_NO, LEANS_YES)
PAYABLE = "payable"
HEADINGS = ("applies", PAYABLE)
"""Labels that a benefit gives to the parts of its condition; people do not see them, ids do."""


@frozen
class Place:
    """Where a condition stands: its id, the truth it should have, whether to follow it to its cause where it has
    another, and whether to open it even so (`asked`: it is the question itself)."""

    id: str
    wanted: bool = True
    opened: bool = False
    asked: bool = False

    def below(self, name: str, wanted: bool | None = None) -> "Place":
        """A part of it; `wanted` is the truth that the part should have, where it is another."""
        return Place(f"{self.id}.{name}" if self.id else name, self.wanted if wanted is None else wanted, self.opened)


@frozen
class _Fold:
    """seen: rules that have been opened, by their Step; told: figures that were worked out; each with the reason."""

    telling: Telling
    seen: dict[int, str] = field(factory=dict)
    told: dict[Key, str] = field(factory=dict)


def reasons(telling: Telling, condition: Step, heading: str = "") -> tuple[Reason, ...]:
    """Why a condition is as it is; its first level is always whole.  `heading` is "payable" for a benefit's."""
    fold = _Fold(telling)
    opened = telling.full or truth_of(condition) is not YES
    tops: list[Reason] = []
    for name, authority, step in top_limbs(condition, heading):
        tops += _top(fold, step, Place(name, opened=opened, asked=not heading), authority)
    return tuple(tops)


def reason_of(telling: Telling, step: Step, place: Place) -> Reason:
    """One condition by itself, such as that of a payment."""
    return _reason(_Fold(telling), step, place, "")


def top_limbs(condition: Step, heading: str) -> tuple[tuple[str, Authority, Step], ...]:
    """The parts of a benefit's condition by their headings; any other condition is one part, with the heading given."""
    node = condition.node
    if isinstance(node, core.Limbs) and node.word == "all of" and any(limb.label in HEADINGS for limb in node.limbs):
        return tuple(
            (limb.label, limb.authority, step) for limb, step in zip(node.limbs, condition.inputs, strict=True)
        )
    return ((heading, NO_AUTHORITY, condition),)


def limb_name(limb: core.Limb, position: int) -> str:
    """The label of a limb, or its number where the condition was written in one line."""
    return limb.label.strip(".") or str(position + 1)


def matters(truth: Truth, word: str) -> tuple[Truth, ...]:
    """Which truths of the members make a whole what it is: of an open one, those that may still change it."""
    settled = YES if word in ("all of", "every") else NO
    if truth is YES or truth is NO:
        decisive = NO if word in ("all of", "every") else YES
        is_decided = (truth is NO) == (word in ("all of", "every", "none of", "no"))
        return (decisive,) if is_decided else (settled,)
    return tuple(each for each in ALL if each is not settled)


_MATTER = {word: {truth: matters(truth, word) for truth in ALL} for word in ("all of", "any of", "none of")}
"""For each word and truth of a group the truths of the limbs that make it so."""


def those_that_matter(step: Step, word: str) -> tuple[Truth, ...]:
    """The truths of the limbs that make a group what it is."""
    return _MATTER[word][truth_of(step)]


def decisive_limbs(step: Step, node: core.Limbs) -> tuple[int, ...]:
    """The limbs that make a group what it is, by their positions."""
    wanted = those_that_matter(step, node.word)
    return tuple([position for position, each in enumerate(step.inputs) if truth_of(each) in wanted])


def _top(fold: _Fold, step: Step, place: Place, authority: Authority) -> list[Reason]:
    """The limbs of a labelled group are shown themselves; the group of all of them goes without saying."""
    node = step.node
    if isinstance(node, core.Limbs) and node.word == "all of" and node.limbs[0].label:
        return [_limb(fold, step, node, position, place) for position in range(len(node.limbs))]
    return [_reason(fold, step, place, "", authority)]


def _limb(fold: _Fold, step: Step, node: core.Limbs, position: int, place: Place) -> Reason:
    limb = node.limbs[position]
    below = place.below(limb_name(limb, position), place.wanted != (node.word == "none of"))
    return _reason(fold, step.inputs[position], below, limb.label.strip("."), limb.authority)


def _reason(fold: _Fold, step: Step, place: Place, label: str, authority: Authority = NO_AUTHORITY) -> Reason:
    truth = truth_of(step)
    failed = truth is not (YES if place.wanted else NO)
    shown = fold.telling.full or place.asked or (failed and place.opened)
    see = _see(fold, step, place)
    lines, told_at = _lines(fold, step, place.id) if shown and not see else ((), "")
    return Reason(
        id=place.id,
        label=label,
        mark=mark_of(truth),
        truth=(truth.low, truth.high),
        sentence=sentence(fold.telling, step),
        citations=cited(authority, *_authorities(fold.telling, step)),
        figure=_figure_of(fold.telling, step, place.wanted),
        children=() if see else _children(fold, step, Place(place.id, place.wanted, shown)),
        see=see or told_at,
        lines=lines,
    )


def _see(fold: _Fold, step: Step, place: Place) -> str:
    """Where a named rule has been opened before, or "" and a note that it is opened here."""
    if not isinstance(step.node, core.Use | core.Payable) or not has_inner(step) or is_leaf(inner(step)):
        return ""
    key = id(inner(step))
    if key in fold.seen:
        return fold.seen[key] if fold.seen[key] != place.id else ""
    if place.opened:
        fold.seen[key] = place.id
    return ""


def _authorities(telling: Telling, step: Step) -> tuple[Authority, ...]:
    node = step.node
    if isinstance(node, core.Use):
        rule = telling.model.rules.get(node.rule)
        return (node.authority, *((rule.authority,) if rule else ()), inner(step).node.authority)
    if isinstance(node, core.OpenPoint) and step.notes == FILLED:
        return (node.authority, *_of_filling(telling, step.inputs[0]))
    if is_negation(node) and isinstance(step.inputs[0].node, core.OpenPoint):
        return (node.authority, *_authorities(telling, step.inputs[0]))
    return (node.authority,)


def _of_filling(telling: Telling, filling: Step) -> tuple[Authority, ...]:
    """By what right a value stands in the place of a gap."""
    if isinstance(filling.node, core.Lookup):
        return of_version(telling.model, filling) if filling.notes else ()
    return _authorities(telling, filling)


def _figure_of(telling: Telling, step: Step, wanted: bool) -> Figure | None:
    """The figures of the one comparison that a limb is, straight or by a rule, a reading or another date."""
    node = step.node
    if is_negation(node):
        return _figure_of(telling, step.inputs[0], not wanted)
    if isinstance(node, core.Use | core.ByReading | core.AsAt) and has_inner(step):
        return _figure_of(telling, inner(step), wanted)
    return figure(telling, step, wanted)


def _children(fold: _Fold, step: Step, place: Place) -> tuple[Reason, ...]:
    node = step.node
    match node:
        case core.Limbs():
            return _limbs(fold, step, node, place)
        case core.Use():
            return _behind(fold, inner(step), place) if place.opened and has_inner(step) else ()
        case core.Payable():
            return _other_benefit(fold, step, place.below(node.benefit)) if place.opened and step.inputs else ()
        case core.Each():
            return _members(fold, step, node, place) if isinstance(node.type, YesNo) else ()
        case core.Choose():
            return _rows(fold, step, node, place)
        case core.ByReading() | core.AsAt():
            return _children(fold, inner(step), place)
        case core.Operation():
            truths = (each for each in step.inputs if isinstance(each.node.type, YesNo) and not is_leaf(each))
            return tuple(_reason(fold, each, place.below(str(n + 1)), "") for n, each in enumerate(truths))
        case core.OpenPoint() if step.notes == FILLED:
            return (_reason(fold, step.inputs[0], place.below("filling"), ""),) if place.opened else ()
        case (
            core.Literal() | core.FactValue() | core.FieldValue() | core.Variable() | core.TheDay() | core.Lookup()
            | core.ScaleValue() | core.Round() | core.OpenPoint() | core.PaidOn()
        ):  # fmt: skip
            return ()


def _behind(fold: _Fold, body: Step, place: Place) -> tuple[Reason, ...]:
    """What a named rule says: limbs, rows, or the one condition that it is, unless its own sentence has said that."""
    node = body.node
    if isinstance(node, core.AsAt):
        return _behind(fold, inner(body), place)
    if isinstance(node, core.Limbs) and not is_negation(node):
        return _limbs(fold, body, node, place)
    if isinstance(node, core.Choose):
        return _rows(fold, body, node, place)
    if leading(body) is not None and not is_open(truth_of(body)) and not fold.telling.full:
        return ()
    return (_reason(fold, body, place.below("1"), ""),)


def _other_benefit(fold: _Fold, step: Step, place: Place) -> tuple[Reason, ...]:
    """The condition of a benefit on which this one depends; one for each member is told in its own decisions."""
    tops: list[Reason] = []
    for name, authority, part in top_limbs(step.inputs[-1], PAYABLE):
        if isinstance(part.node.type, YesNo) and len(step.inputs) <= 2:
            tops += _top(fold, part, place.below(name) if name else place, authority)
    return tuple(tops)


def _limbs(fold: _Fold, step: Step, node: core.Limbs, place: Place) -> tuple[Reason, ...]:
    if is_negation(node):
        return _children(fold, step.inputs[0], evolve(place, wanted=not place.wanted))
    shown = range(len(node.limbs)) if fold.telling.full else decisive_limbs(step, node)
    return tuple(_limb(fold, step, node, position, place) for position in shown)


def _members(fold: _Fold, step: Step, node: core.Each, place: Place) -> tuple[Reason, ...]:
    if not place.opened:
        return ()
    wanted = place.wanted != (node.word == "no")
    telling = ALL if fold.telling.full else matters(truth_of(step), node.word)
    found = []
    for each in members_of(step, node):
        if each.body is not None and truth_of(each.body) in telling:
            name = member_name(fold.telling, each.item, node.subject.type)
            told = _reason(fold, each.body, place.below(name, wanted), "")
            said = fold.telling.say("each.member", member=name, sentence=told.sentence)
            found.append(told if name in told.sentence else evolve(told, sentence=said))
    return tuple(found)


def _rows(fold: _Fold, step: Step, node: core.Choose, place: Place) -> tuple[Reason, ...]:
    """The rows that decided; where nothing is decided those that still may; all of them where everything is told."""
    if not place.opened:
        return ()
    decided = deciding(step, node)
    found = []
    for row, test, value in rows_of(step, node):
        is_out = row not in decided if decided else test is not None and truth_of(test) is NO
        if is_out and not fold.telling.full:
            continue
        below = place.below(row.label or "otherwise")
        told = _row(fold, row, test, below)
        if value is not None and isinstance(value.node.type, YesNo) and not isinstance(value.node, core.Literal):
            told = evolve(told, children=(*told.children, _reason(fold, value, below.below("is"), "")))
        found.append(told)
    return tuple(found)


def _row(fold: _Fold, row: core.Row, test: Step | None, place: Place) -> Reason:
    name = row_name(fold.telling, row)
    if test is not None:
        told = _reason(fold, test, place, "", row.authority)
        return evolve(told, sentence=fold.telling.say("condition.row_of", row=name, sentence=told.sentence))
    key = "condition.otherwise_of" if row.otherwise else "condition.always_of"
    said = fold.telling.say(key, row=name)
    return Reason(place.id, "", "yes", (True, True), said, cited(row.authority))


def _lines(fold: _Fold, step: Step, place: str) -> tuple[tuple[Line, ...], str]:
    """How the figures of a comparison were worked out, each at the first reason that rests on it; and where to find
    that, if all of it has been told before."""
    node = step.node
    if is_negation(node) or isinstance(node, core.Use | core.ByReading | core.AsAt):
        body = step.inputs[0] if is_negation(node) else inner(step)
        return _lines(fold, body, place) if is_leaf(body) else ((), "")
    if not isinstance(node, core.Operation):
        return (), ""
    seen = set(fold.told)
    found = lines(fold.telling, step, seen, worked_out=not fold.telling.full)
    before = [fold.told[key] for key in figures(step) if key in fold.told]
    for key in seen.difference(fold.told):
        fold.told[key] = place
    return found, "" if found or not before or before[0] == place else before[0]
