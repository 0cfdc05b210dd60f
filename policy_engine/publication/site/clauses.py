"""An expression as the lines of a statute: nested, labelled limbs, rows of a choice, ways to read a disputed clause.

Invariant: every limb and row comes once, with its own basis; what needs no lines of its own is said in one.
"""

from attrs import evolve

from policy_engine.explanation.names import row_name
from policy_engine.explanation.reasons import HEADINGS
from policy_engine.explanation.write import join
from policy_engine.model import core
from policy_engine.model.core import NO_AUTHORITY, Authority, Expression
from policy_engine.model.walk import within
from policy_engine.publication.site.document import NO_BASIS, Basis, Citation, Clause, Row
from policy_engine.publication.site.links import anchor, item_href
from policy_engine.publication.site.speech import Speech
from policy_engine.publication.site.wording import option_title, reading_words, rounded, wording


def clauses(
    speech: Speech,
    node: Expression,
    authority: Authority = NO_AUTHORITY,
    payment: str = "",
    path: tuple[str, ...] = (),
    label: str = "",
) -> Clause:
    """The lines of an expression.

    payment, path: where its labels begin, for the anchors.  label: of the limb that the expression is.
    """
    inside = () if _has_lines(node) else _authorities(node)
    found = basis(speech, authority, node.authority, *inside)
    place = anchor(payment, ".".join(path)) if label else ""
    shown = "" if _is_of_the_engine(label) else label
    if isinstance(node, core.Limbs) and _has_lines(node):
        below = tuple(
            clauses(speech, limb.expression, limb.authority, payment, _deeper(path, limb.label), limb.label)
            for limb in node.limbs
        )
        return Clause(speech.word(f"clause.{node.word.replace(' ', '_')}"), shown, place, None, found, below)
    if isinstance(node, core.Choose):
        rows = tuple(_row(speech, node, row, payment, path) for row in node.rows)
        return Clause(speech.word(f"clause.{node.form}"), shown, place, None, found, rows=rows)
    if isinstance(node, core.ByReading):
        question, chosen = reading_words(speech, node.reading)
        options = tuple(_option(speech, node.reading, each, chosen, payment, path) for each in node.branches)
        return Clause(speech.word("clause.by_reading", question=question), shown, place, None, found, options)
    if isinstance(node, core.AsAt) and _has_lines(node.expression):
        within_it = clauses(speech, node.expression, NO_AUTHORITY, payment, path)
        said = speech.say("condition.as_at", sentence=within_it.text, day=wording(speech, node.date))
        return Clause(said, shown, place, None, found, within_it.clauses, within_it.rows)
    if isinstance(node, core.Round) and _has_lines(node.operand):
        within_it = clauses(speech, node.operand, NO_AUTHORITY, payment, path)
        said = rounded(speech, node, within_it.text)
        return Clause(said, shown, place, None, found, within_it.clauses, within_it.rows)
    return Clause(wording(speech, node), shown, place, None, found)


def _is_of_the_engine(label: str) -> bool:
    """Whether a label is none of the statute: of the parts of a condition that stand in lines of their own."""
    return label in HEADINGS or label.startswith("unless")


def basis(speech: Speech, *authorities: Authority) -> Basis:
    """The items that are cited and the assumptions that are made, each once."""
    items = dict.fromkeys(
        (cited.source, item) for each in authorities for cited in each.citations for item in cited.items
    )
    assumptions = dict.fromkeys(name for each in authorities for name in each.assumptions)
    if not items and not assumptions:
        return NO_BASIS
    return Basis(tuple(citation(speech, *item) for item in items), tuple(assumptions))


def citation(speech: Speech, source: str, item: str) -> Citation:
    """An item of a source, as it is cited; of one from outside the sources, how sure it is."""
    declared = speech.model.sources[source].items[item]
    sure = confidence_mark(speech, declared.confidence)
    return Citation(f"{source} {item}{sure}", speech.own(declared.title), item_href(source, item))


def confidence_mark(speech: Speech, confidence: str) -> str:
    """`, confidence B`, or nothing for an item of the book's own sources."""
    return f", {speech.say('page.confidence', letter=confidence)}" if confidence else ""


def _has_lines(node: Expression) -> bool:
    """Whether an expression is told in several lines."""
    match node:
        case core.Limbs():
            return any(limb.label for limb in node.limbs) or any(_has_lines(limb.expression) for limb in node.limbs)
        case core.Choose() | core.ByReading():
            return True
        case core.AsAt():
            return _has_lines(node.expression)
        case core.Round():
            return _has_lines(node.operand)
        case _:
            return False


def _authorities(node: Expression) -> tuple[Authority, ...]:
    """Everything that stands inside an expression that is told in one line."""
    found = [each.authority for each in within(node)]
    for each in within(node):
        if isinstance(each, core.Limbs):
            found += [limb.authority for limb in each.limbs]
        if isinstance(each, core.Choose):
            found += [row.authority for row in each.rows]
    return tuple(found)


def _deeper(path: tuple[str, ...], label: str) -> tuple[str, ...]:
    name = label.strip(".")
    return (*path, name) if name else path


def _row(speech: Speech, node: core.Choose, row: core.Row, payment: str, path: tuple[str, ...]) -> Row:
    beaten = tuple(row_name(speech, node.rows[position]) for position in row.overrides)
    below = _deeper(path, row.label)
    if _has_lines(row.value):
        value = evolve(clauses(speech, row.value, NO_AUTHORITY, payment, below), basis=NO_BASIS)
        of_value: tuple[Authority, ...] = (row.value.authority,)
    else:
        value, of_value = Clause(wording(speech, row.value)), _authorities(row.value)
    inside = (*of_value, *(() if row.test is None else _authorities(row.test)))
    return Row(
        anchor=anchor(payment, ".".join(below)),
        label=row_name(speech, row) if node.form == "clauses" else "",
        value=value,
        test=_test(speech, row),
        beats=join(speech, beaten) if beaten else "",
        basis=basis(speech, row.authority, *inside),
    )


def _test(speech: Speech, row: core.Row) -> str:
    if row.test is not None:
        return wording(speech, row.test)
    return speech.word("row.else" if row.otherwise else "row.always")


def _option(
    speech: Speech, reading: str, branch: tuple[str, Expression], chosen: str, payment: str, path: tuple[str, ...]
) -> Clause:
    name, expression = branch
    inside = clauses(speech, expression, NO_AUTHORITY, payment, path)
    text = speech.word("clause.option", option=option_title(speech, reading, name), text=inside.text)
    return Clause(text, "", "", name == chosen, inside.basis, inside.clauses, inside.rows)
