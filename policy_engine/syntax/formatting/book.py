"""The book, its sources, its lists and its open points as text.

Invariant: as in format_rules.py.
"""

from policy_engine.syntax import declarations, tree
from policy_engine.syntax.formatting.benefits import benefit
from policy_engine.syntax.formatting.cases import case
from policy_engine.syntax.formatting.expressions import limits, type_words
from policy_engine.syntax.formatting.page import BREAK, LEVEL, WIDE_BREAK, Page, flat, with_authority, words
from policy_engine.syntax.formatting.rules import (  # fmt: skip
    condition,
    fact,
    further_versions,
    names,
    parameter,
    rule,
    scale,
    title,
)
from policy_engine.values.calendar import offset_text


def declaration(page: Page, node: declarations.Declaration) -> None:
    """Any declaration, from column 1."""
    match node:
        case declarations.RuleBook():
            _rulebook(page, node)
        case declarations.Module():
            _module(page, node)
        case declarations.SourceDocument():
            _source(page, node)
        case declarations.Body() | declarations.Unit():
            _titled(page, "body" if isinstance(node, declarations.Body) else "unit", node)
        case declarations.ListOfValues():
            _list(page, node)
        case declarations.Entity():
            _entity(page, node)
        case declarations.Fact():
            fact(page, 0, node)
        case declarations.Parameter():
            parameter(page, node)
        case declarations.Scale():
            scale(page, node)
        case declarations.FurtherVersions():
            further_versions(page, node)
        case declarations.Rule():
            rule(page, 0, node)
        case declarations.Benefit():
            benefit(page, node)
        case declarations.Always():
            always(page, 0, node)
        case declarations.Assumption() | declarations.Gap() | declarations.Discretion():
            _open_point(page, node)
        case declarations.Reading():
            _reading(page, node)
        case declarations.Case():
            case(page, node)


def _rulebook(page: Page, node: declarations.RuleBook) -> None:
    page.line(0, f"rulebook {node.name.text}", node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, LEVEL, entry)
            case declarations.BookExtends():
                page.line(LEVEL, f'extends {entry.name.text} in "{entry.folder}"', entry)
            case declarations.BookMoney():
                digits = entry.minor_digits
                unit = f"0.{'1'.rjust(digits, '0')}" if digits else "1"
                page.line(LEVEL, f"money {entry.code} written {entry.symbol} to {unit} {entry.minor_name}", entry)
            case declarations.BookLeap():
                page.line(LEVEL, with_authority(f"leap birthday on {entry.day}", entry.authority), entry)
            case declarations.BookMoments():
                page.line(LEVEL, with_authority(f"moments at {offset_text(entry.offset)}", entry.authority), entry)
            case declarations.BookPartOfMonth():
                line = f"part of a month by {entry.by} rounded {entry.rounding}"
                page.line(LEVEL, with_authority(line, entry.authority), entry)
            case declarations.BookMonthEnd():
                page.line(LEVEL, with_authority(f"month end {entry.direction}", entry.authority), entry)


def _module(page: Page, node: declarations.Module) -> None:
    page.line(0, f"module {node.name.text}", node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, LEVEL, entry)
            case declarations.ModuleUses():
                page.line(LEVEL, f"uses {names(entry.modules)}", entry)


def _source(page: Page, node: declarations.SourceDocument) -> None:
    language = f" in {node.language}" if node.language else ""
    attests = f",{BREAK}attests {node.attests[0]} to {node.attests[1]}" if node.attests else ""
    confidence = f",{BREAK}confidence {node.confidence}" if node.confidence else ""
    page.line(0, f'source {node.name.text} "{node.title}"{language}{attests}{confidence}', node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, LEVEL, entry)
            case declarations.Item():
                page.line(LEVEL, flat(_item(entry)), entry)


def _item(node: declarations.Item) -> str:
    """An item stands on one row, however long."""
    said = words(node.words)
    text = f"item {node.id.text}{f' {said}' if said else ''}"
    text += f" confidence {node.confidence}" if node.confidence else ""
    if node.status == "summary of":
        return f"{text} summary of {', '.join(name.text for name in node.summary_of)}"
    if node.because is None:
        return text
    because = words(node.because) if node.because.ms else f'"{node.because.en}"'
    return f"{text} {node.status} because {because}"


def _titled(page: Page, word: str, node: declarations.Body | declarations.Unit) -> None:
    page.line(0, f"{word} {node.name.text}", node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, LEVEL, entry)
            case declarations.Plural():
                page.line(LEVEL, f"plural {words(entry.words)}", entry)


def _list(page: Page, node: declarations.ListOfValues) -> None:
    page.line(0, f"list {node.name.text}", node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, LEVEL, entry)
            case declarations.ListValue():
                text = WIDE_BREAK.join(part for part in (entry.name.text, words(entry.words)) if part)
                page.line(LEVEL, with_authority(text, entry.authority), entry)
            case declarations.ListGroup():
                text = f"group {entry.name.text} : {names(entry.members)}"
                page.line(LEVEL, with_authority(text, entry.authority), entry)


def _entity(page: Page, node: declarations.Entity) -> None:
    page.line(0, f"entity {node.name.text}", node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, LEVEL, entry)
            case declarations.Fact():
                fact(page, LEVEL, entry)
            case declarations.Always():
                always(page, LEVEL, entry)


def always(page: Page, indent: int, node: declarations.Always) -> None:
    """An invariant."""
    page.line(indent, with_authority(f"always {node.name.text}", node.authority), node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, indent + LEVEL, entry)
            case declarations.ConditionEntry():
                condition(page, indent + LEVEL, "that", entry.condition, entry)


def _open_point(page: Page, node: declarations.Assumption | declarations.Gap | declarations.Discretion) -> None:
    match node:
        case declarations.Assumption():
            head = f"assumption {node.name.text}"
        case declarations.Gap():
            head = f"gap {node.name.text} : {type_words(node.type)}{limits(node.limits) if node.limits else ''}"
        case declarations.Discretion():
            head = f"discretion {node.name.text} of office {node.office.text}"
    page.line(0, with_authority(head, node.authority), node)
    for entry in node.entries:
        title(page, LEVEL, entry)


def _reading(page: Page, node: declarations.Reading) -> None:
    page.line(0, with_authority(f"reading {node.name.text}", node.authority), node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, LEVEL, entry)
            case declarations.Option():
                said = words(entry.words)
                chosen = f"{BREAK}chosen because {words(entry.because)}" if entry.because is not None else ""
                text = f"{entry.name.text}{f' {said}' if said else ''}{chosen}"
                page.line(LEVEL, with_authority(text, entry.authority), entry)
