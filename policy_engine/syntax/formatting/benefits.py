"""Benefits, their payments, shares and draws as text.

Invariant: as in format_rules.py; the entries of a benefit keep their order.
"""

from policy_engine.syntax import declarations, tree
from policy_engine.syntax.formatting.expressions import amount, expression, type_words, where
from policy_engine.syntax.formatting.page import BREAK, COMMA, LEVEL, Page, with_authority, words
from policy_engine.syntax.formatting.rules import as_at, condition, meaning, rule, title


def benefit(page: Page, node: declarations.Benefit) -> None:
    """A benefit, a charge, a duty, a service or a question."""
    each = f" for each {node.for_each[0].text} in {node.for_each[1].text}" if node.for_each else ""
    page.line(0, with_authority(f"{node.kind} {node.name.text}{each}", node.authority), node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, LEVEL, entry)
            case tree.AsAtLine():
                as_at(page, LEVEL, entry)
            case declarations.ConditionEntry():
                _condition(page, LEVEL, entry)
            case declarations.Rule():
                rule(page, LEVEL, entry)
            case declarations.Pays():
                _pays(page, entry)
            case declarations.Shares():
                _shares(page, entry)
            case declarations.Draws():
                _draws(page, entry)
            case declarations.Things():
                _things(page, LEVEL, entry)
            case declarations.Note():
                page.line(LEVEL, with_authority(f"note {words(entry.words)}", entry.authority), entry)


def _condition(page: Page, indent: int, node: declarations.ConditionEntry) -> None:
    word = f"{node.verb} when" if node.word == "payable when" else node.word
    condition(page, indent, word, node.condition, node)


def _date(page: Page, indent: int, node: declarations.DateEntry) -> None:
    page.line(indent, with_authority(f"{node.word} {expression(node.expression)}", node.authority), node)


def _things(page: Page, indent: int, node: declarations.Things) -> None:
    page.line(indent, with_authority(node.word, node.authority), node)
    for thing in node.things:
        when = f"{BREAK}when {expression(thing.when)}" if thing.when else ""
        text = f"{thing.name.text} {words(thing.words)}{when}"
        page.line(indent + LEVEL, with_authority(text, thing.authority), thing)


def _pays(page: Page, node: declarations.Pays) -> None:
    to = f" to {node.payee.text}" if node.payee else ""
    page.line(LEVEL, with_authority(f"pays {node.name.text} : {type_words(node.type)}{to}", node.authority), node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, 2 * LEVEL, entry)
            case declarations.ConditionEntry():
                _condition(page, 2 * LEVEL, entry)
            case declarations.DateEntry():
                _date(page, 2 * LEVEL, entry)
            case declarations.Things():
                _things(page, 2 * LEVEL, entry)
            case (
                tree.Is() | tree.Rows() | tree.Group() | tree.Table() | tree.Bands() | tree.Clauses() | tree.ByReading()
            ):
                meaning(page, 2 * LEVEL, entry)


def _of_line(page: Page, node: declarations.OfLine) -> None:
    first, *others = amount(node.amount, f"{node.word} ")
    page.line(2 * LEVEL, first, node, *others)


def _among(page: Page, node: declarations.Among) -> None:
    text = f"among {node.list_name.text}"
    if node.by_field is not None:
        text += f" by {node.by_field.text}"
    if node.proportion is not None:
        text += f" in proportion to {expression(node.proportion)}"
    if node.order is not None:
        text += f" in order of {expression(node.order)}"
    page.line(2 * LEVEL, with_authority(text, node.authority), node)


def _rest(page: Page, node: declarations.Rest) -> None:
    text = f"rest to {node.to.text}" if node.to else "rest unpaid"
    page.line(2 * LEVEL, with_authority(text, node.authority), node)


def _shares(page: Page, node: declarations.Shares) -> None:
    page.line(LEVEL, with_authority(f"shares {node.name.text} : {type_words(node.type)}", node.authority), node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, 2 * LEVEL, entry)
            case declarations.OfLine():
                _of_line(page, entry)
            case declarations.Among():
                _among(page, entry)
            case declarations.ConditionEntry():
                _condition(page, 2 * LEVEL, entry)
            case declarations.DateEntry():
                _date(page, 2 * LEVEL, entry)
            case declarations.Tier():
                _tier(page, entry)
            case declarations.Parties():
                _parties(page, entry)
            case declarations.Division():
                word = "divided again when a share ends" if entry.again else "divided once"
                page.line(2 * LEVEL, with_authority(word, entry.authority), entry)
            case declarations.Unfilled():
                _unfilled(page, 2 * LEVEL, entry)
            case declarations.SplitTo():
                page.line(2 * LEVEL, with_authority(_split(entry), entry.authority), entry)
            case declarations.Rest():
                _rest(page, entry)


def _tier(page: Page, node: declarations.Tier) -> None:
    when = f" when {expression(node.when)}" if node.when else ""
    page.line(2 * LEVEL, with_authority(f"{node.word}{when}", node.authority), node)
    for each in node.classes:
        _class(page, each)
    for line in node.unfilled:
        _unfilled(page, 3 * LEVEL, line)


def _unfilled(page: Page, indent: int, node: declarations.Unfilled) -> None:
    page.line(indent, with_authority(f"unfilled {fate(node.fate)}", node.authority), node)


def _class(page: Page, node: declarations.ShareClass) -> None:
    when = f"{BREAK}when {expression(node.when)}" if node.when else ""
    text = f"{node.name.text} {expression(node.part)} equally{where(node.where)}{when}"
    page.line(3 * LEVEL, with_authority(text, node.authority), node)
    for entry in node.entries:
        match entry:
            case declarations.ConditionEntry():
                _condition(page, 4 * LEVEL, entry)
            case declarations.Barred():
                text = f"barred when {expression(entry.expression)}"
                page.line(4 * LEVEL, with_authority(text, entry.authority), entry)
            case declarations.Ends():
                also = ", also before" if entry.also_before else ""
                text = f"ends on {expression(entry.expression)} : {fate(entry.fate)}{also}"
                page.line(4 * LEVEL, with_authority(text, entry.authority), entry)
            case declarations.Unfilled():
                _unfilled(page, 4 * LEVEL, entry)


def fate(node: declarations.Fate) -> str:
    """`lapses`, `passes to CLASS` or `by reading R (option : fate, ...)`"""
    if node.word == "passes to" and node.to is not None:
        return f"passes to {node.to.text}"
    if node.word == "by reading" and node.reading is not None:
        branches = COMMA.join(f"{option.text} : {fate(branch)}" for option, branch in node.branches)
        return f"by reading {node.reading.text} ({branches})"
    return "lapses"


def _parties(page: Page, node: declarations.Parties) -> None:
    page.line(2 * LEVEL, with_authority("parties", node.authority), node)
    for party in node.parties:
        takes = expression(party.amount.expression) if party.amount else "the rest"
        page.line(3 * LEVEL, with_authority(f"{party.name.text} {takes}", party.authority), party)


def _split(node: declarations.SplitTo) -> str:
    unit = expression(node.unit)
    if node.odd == "to" and node.key is not None:
        return f"split to {unit},{BREAK}odd units to {node.pick} {expression(node.key)}"
    return f"split to {unit},{BREAK}{'odd units unpaid' if node.odd == 'unpaid' else node.odd}"


def _draws(page: Page, node: declarations.Draws) -> None:
    page.line(LEVEL, with_authority(f"draws {node.name.text} : {type_words(node.type)}", node.authority), node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, 2 * LEVEL, entry)
            case declarations.OfLine():
                _of_line(page, entry)
            case declarations.Among():
                _among(page, entry)
            case declarations.ConditionEntry():
                _condition(page, 2 * LEVEL, entry)
            case declarations.Rest():
                _rest(page, entry)
