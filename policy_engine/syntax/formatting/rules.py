"""Facts, figures, rules, conditions and meanings as text.

Invariant: one function a kind of node, which writes the node's own line and then what is deeper.
"""

from policy_engine.syntax import declarations, tree
from policy_engine.syntax.formatting.expressions import amount, expression, fact_type, modifier, type_words  # fmt: skip
from policy_engine.syntax.formatting.page import BREAK, COMMA, LEVEL, Page, cited, flat, with_authority, words


def names(found: tuple[tree.Name, ...]) -> str:
    """`a, b`"""
    return COMMA.join(name.text for name in found)


def title(page: Page, indent: int, node: tree.Title | tree.Ask) -> None:
    """`title en "..."  ms "..."`, and the same with `ask`."""
    page.line(indent, f"{'title' if isinstance(node, tree.Title) else 'ask'} {words(node.words)}", node)


def condition(page: Page, indent: int, before: str, node: tree.Condition, line: tree.Line) -> None:
    """A condition after the words that introduce it; `line` is the node whose line it is."""
    match node:
        case tree.Stated():
            page.line(indent, with_authority(f"{before} {expression(node.expression)}", node.authority), line)
        case tree.Group():
            page.line(indent, with_authority(f"{before} {node.word}".lstrip(), node.authority), line)
            _limbs(page, indent + LEVEL, node.limbs)
        case tree.ByReading():
            head = f"{before} by reading {node.reading.text}".lstrip()
            page.line(indent, with_authority(head, node.authority), line)
            _alternatives(page, indent + LEVEL, node.alternatives)


def _limbs(page: Page, indent: int, limbs: tuple[tree.Limb, ...]) -> None:
    """The labels of a block are as wide as the widest; the numbers of a statute stand two blanks apart."""
    widest = max((len(limb.label) for limb in limbs), default=0)
    gap = " " if limbs and limbs[0].label in ("a", "1") else "  "
    for limb in limbs:
        label = f"{limb.label}.".ljust(widest + 1) + gap
        condition(page, indent, label[:-1], limb.condition, limb)


def _alternatives(page: Page, indent: int, alternatives: tuple[tree.Alternative, ...]) -> None:
    for node in alternatives:
        match node.meaning:
            case tree.Group():
                condition(page, indent, f"{node.option.text} :", node.meaning, node)
            case tree.Amount():
                page.line(indent, amount(node.meaning, f"{node.option.text} : ")[0], node)
            case tree.Is() | tree.Rows() | tree.Table() | tree.Bands() | tree.Clauses() | tree.ByReading():
                page.line(indent, f"{node.option.text} :", node)
                meaning(page, indent + LEVEL, node.meaning)


# ------------------------------------------------------------------------------------------------ facts


def fact(page: Page, indent: int, node: declarations.Fact) -> None:
    """A fact, a finding or an election."""
    by = f" by {names(node.by)}" if node.by else ""
    head = f"{node.kind} {node.name.text}{by} : {fact_type(node.type)}"
    page.line(indent, with_authority(head, node.authority), node)
    for entry in node.entries:
        match entry:
            case tree.Title() | tree.Ask():
                title(page, indent + LEVEL, entry)
            case declarations.AskWhen():
                condition(page, indent + LEVEL, "ask when", entry.condition, entry)
            case declarations.Presumed():
                value = with_authority(f"presumed {expression(entry.value)}", entry.authority)
                page.line(indent + LEVEL, value, entry)
            case declarations.Applies():
                page.line(indent + LEVEL, f"applies {cited(entry.authority)}", entry)


# ------------------------------------------------------------------------------------------------ figures with dates


def period(node: tree.Period) -> str:
    """`from D`, `from D to D` or `before D`"""
    if node.start is None:
        return f"before {node.before}"
    return f"from {node.start}" + (f" to {node.to}" if node.to else "")


def parameter(page: Page, node: declarations.Parameter) -> None:
    """A parameter with its versions."""
    keys = COMMA.join(_key(key) for key in node.keys)
    head = f"parameter {node.name.text}{f' by {keys}' if keys else ''} : {type_words(node.type)}"
    page.line(0, with_authority(head, node.authority), node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, LEVEL, entry)
            case declarations.Version():
                _version(page, entry)
            case declarations.Fills():
                fills(page, LEVEL, entry)
            case tree.ReviewedThrough():
                reviewed_through(page, entry)


def _key(node: declarations.KeyWords) -> str:
    if node.band_type is not None:
        return f"band of {type_words(node.band_type)}"
    return node.list_name.text if node.list_name else ""


def _version(page: Page, node: declarations.Version) -> None:
    start = period(node.period) if node.period else ""
    if node.amount is not None:
        page.line(LEVEL, *_first(amount(node.amount, f"{start} is ".lstrip()), node))
        return
    page.line(LEVEL, with_authority(start or "is", node.authority), node)
    for value in node.values:
        before = edge(value.edge) if value.edge else names(value.keys)
        page.line(2 * LEVEL, *_first(amount(value.amount, f"{before} : "), value))


def _first(rows: tuple[str, ...], node: tree.Line) -> tuple[str, tree.Line, *tuple[str, ...]]:
    """The rows of an amount as the arguments of Page.line."""
    return rows[0], node, *rows[1:]


def edge(node: tree.Edge) -> str:
    """`below x`, `up to x`, `over x`, `at least x`, or of dates `before D` and so on"""
    return f"{node.word} {expression(node.value)}"


def reviewed_through(page: Page, node: tree.ReviewedThrough) -> None:
    """`reviewed through D`"""
    page.line(LEVEL, with_authority(f"reviewed through {node.date}", node.authority), node)


def scale(page: Page, node: declarations.Scale) -> None:
    """A scale with its slices."""
    head = f"scale {node.name.text} : {type_words(node.result)} on {type_words(node.base)}"
    page.line(0, with_authority(head, node.authority), node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, LEVEL, entry)
            case tree.ReviewedThrough():
                reviewed_through(page, entry)
            case declarations.ScaleVersion():
                _scale_version(page, entry)


def _scale_version(page: Page, node: declarations.ScaleVersion) -> None:
    page.line(LEVEL, with_authority(period(node.period), node.authority), node)
    for each in node.slices:
        text = f"{expression(each.rate)} from {expression(each.start)}"
        page.line(2 * LEVEL, with_authority(text, each.authority), each)


def further_versions(page: Page, node: declarations.FurtherVersions) -> None:
    """Further versions of a parameter or a scale of another book."""
    page.line(0, with_authority(f"further versions of {node.of.text}", node.authority), node)
    for entry in node.entries:
        match entry:
            case declarations.Version():
                _version(page, entry)
            case declarations.ScaleVersion():
                _scale_version(page, entry)


def fills(page: Page, indent: int, node: declarations.Fills) -> None:
    """`fills GAP`"""
    page.line(indent, f"fills {node.gap.text}", node)


# ------------------------------------------------------------------------------------------------ rules


def rule(page: Page, indent: int, node: declarations.Rule) -> None:
    """A rule with its meaning, or with its meanings over time."""
    type = f" : {type_words(node.type)}" if node.type else ""
    page.line(indent, with_authority(f"rule {node.name.text}{_arguments(node.arguments)}{type}", node.authority), node)
    for entry in node.entries:
        match entry:
            case tree.Title():
                title(page, indent + LEVEL, entry)
            case declarations.Fills():
                fills(page, indent + LEVEL, entry)
            case tree.AsAtLine():
                as_at(page, indent + LEVEL, entry)
            case declarations.DatedMeaning():
                _dated_meaning(page, indent + LEVEL, entry)
            case (
                tree.Is() | tree.Rows() | tree.Group() | tree.Table() | tree.Bands() | tree.Clauses() | tree.ByReading()
            ):
                meaning(page, indent + LEVEL, entry)


def _arguments(arguments: tuple[declarations.Argument, ...]) -> str:
    if not arguments:
        return ""
    first = arguments[0]
    if len(arguments) == 1 and first.type == tree.TypeWords(first.name.text):
        return f" of {first.name.text}"
    return f" of ({COMMA.join(f'{each.name.text} : {type_words(each.type)}' for each in arguments)})"


def as_at(page: Page, indent: int, node: tree.AsAtLine) -> None:
    """`as at D`"""
    page.line(indent, with_authority(f"as at {expression(node.expression)}", node.authority), node)


def _dated_meaning(page: Page, indent: int, node: declarations.DatedMeaning) -> None:
    start = period(node.period)
    if isinstance(node.meaning, tree.Is) and node.authority == tree.NO_AUTHORITY and not _commented(node.meaning):
        page.line(indent, *_first(amount(node.meaning.amount, f"{start} is "), node))
        return
    page.line(indent, with_authority(start, node.authority), node)
    meaning(page, indent + LEVEL, node.meaning)


def _commented(node: tree.Line) -> bool:
    return bool(node.comments or node.remark)


# ------------------------------------------------------------------------------------------------ meanings


def meaning(page: Page, indent: int, node: tree.Meaning) -> None:
    """What a rule or an amount is."""
    match node:
        case tree.Is():
            page.line(indent, *_first(amount(node.amount, "is "), node))
        case tree.Rows():
            page.line(indent, "is", node)
            for row in node.rows:
                _row(page, indent + LEVEL, row)
        case tree.Group() | tree.ByReading():
            condition(page, indent, "", node, node)
        case tree.Table():
            page.line(indent, with_authority("table", node.authority), node)
            _table_rows(page, indent + LEVEL, node.rows)
        case tree.Bands():
            page.line(indent, with_authority(f"by {expression(node.subject)}", node.authority), node)
            for band in node.bands:
                before = edge(band.edge) if band.edge else "otherwise"
                text = f"{before} : {_simple_amount(band.amount)}"
                page.line(indent + LEVEL, with_authority(text, band.authority), band)
        case tree.Clauses():
            page.line(indent, with_authority("clauses", node.authority), node)
            for clause in node.clauses:
                page.line(indent + LEVEL, with_authority(_clause(clause), clause.authority), clause)


def _simple_amount(node: tree.Amount) -> str:
    """An amount that stands on one row; its limits, if any, stand in brackets of the expression."""
    return expression(node.expression) + "".join(f"{BREAK}{modifier(each)}" for each in node.modifiers)


def _row(page: Page, indent: int, node: tree.Row) -> None:
    if not isinstance(node.amount, tree.Amount):
        head = "otherwise" if node.when is None else f"when {expression(node.when)}"
        page.line(indent, with_authority(head, node.authority), node)
        meaning(page, indent + LEVEL, node.amount)
        return
    value = _simple_amount(node.amount)
    text = f"otherwise {value}" if node.when is None else f"{value}{BREAK}when {expression(node.when)}"
    page.line(indent, with_authority(text, node.authority), node)


def _clause(node: tree.Clause) -> str:
    overrides = f" overrides {names(node.overrides)}" if node.overrides else ""
    within = f" within {names(node.within)}" if node.within else ""
    when = f"{BREAK}when {expression(node.when)}" if node.when else ""
    said = f" {words(node.words)}" if node.words != tree.Words() else ""
    return f"{node.name.text}{said}{overrides}{within} : {_simple_amount(node.amount)}{when}"


def _table_rows(page: Page, indent: int, rows: tuple[tree.TableRow, ...]) -> None:
    """The columns of a table are as wide as their widest cell; a row is never folded."""
    texts = [[flat(_cell(cell)) for cell in row.cells] for row in rows]
    widths = [
        max(len(row[column]) for row in texts if column < len(row)) for column in range(max(map(len, texts), default=0))
    ]
    for row, cells in zip(rows, texts, strict=True):
        text = " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False))
        page.line(indent, with_authority(f"| {text} |", row.authority), row)


def _cell(node: tree.Cell) -> str:
    match node:
        case tree.AnyCell():
            return "any"
        case tree.IsCell():
            return "is"
        case tree.OtherwiseCell():
            return "otherwise"
        case tree.TestsCell():
            return ", ".join(_test(test) for test in node.tests)


def _test(node: tree.Expression | tree.CompareCell | tree.RangeCell) -> str:
    if isinstance(node, tree.CompareCell):
        return f"{node.word} {expression(node.operand)}"
    if isinstance(node, tree.RangeCell):
        if node.start is None:
            return f"up to {expression(node.end)}"
        return f"from {expression(node.start)} to {expression(node.end)}"
    return expression(node)
