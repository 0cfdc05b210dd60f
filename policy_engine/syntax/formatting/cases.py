"""Cases as text.

Invariant: the lines of a case stand in one order: what is asked, where the answer comes from, what is given, what is
expected.
"""

from policy_engine.syntax import declarations, tree
from policy_engine.syntax.formatting.expressions import expression
from policy_engine.syntax.formatting.page import COMMA, LEVEL, Page, cited, words
from policy_engine.syntax.formatting.rules import names


def case(page: Page, node: declarations.Case) -> None:
    """A case."""
    page.line(0, f"case {node.name.text}{f' like {node.like.text}' if node.like else ''}", node)
    if node.title != tree.Words():
        page.line(LEVEL, f"title {words(node.title)}")
    if node.question is not None:
        page.line(LEVEL, f"for {node.question.text}{f' of {node.member.text}' if node.member else ''}")
    if node.on is not None:
        page.line(LEVEL, f"on {node.on}")
    for reading, option in node.readings:
        page.line(LEVEL, f"read {reading.text} as {option.text}")
    if node.origin is not None:
        said, authority = node.origin
        quoted = f'"{said}"'
        page.line(LEVEL, f"origin {cited(authority) if authority.citations else quoted}")
    if node.given:
        page.line(LEVEL, "given")
        for each in node.given:
            _given(page, 2 * LEVEL, each)
    if node.outcome:
        page.line(LEVEL, f"expect {node.outcome}")
        for expected in node.expected:
            page.line(2 * LEVEL, _expected(expected), expected)


def _given(page: Page, indent: int, node: declarations.Given | declarations.GivenList) -> None:
    match node:
        case declarations.Given():
            page.line(indent, f"{node.name.text} is {_values(node)}", node)
        case declarations.GivenList():
            if node.elements:
                page.line(indent, f"{node.name.text}{' partial' if node.partial else ''}", node)
            else:
                page.line(indent, f"{node.name.text} {'partial' if node.partial else 'is nothing'}", node)
            for element in node.elements:
                page.line(indent + LEVEL, element.id.text, element)
                for each in element.given:
                    _given(page, indent + 2 * LEVEL, each)


def _values(node: declarations.Given) -> str:
    if node.missing:
        return "missing"
    by = f" by {node.by.text}" if node.by else ""
    on = f" on {node.on}" if node.on else ""
    return f"{COMMA.join(_value(value) for value in node.values)}{by}{on}"


def _value(node: tree.Expression | declarations.Span2) -> str:
    if isinstance(node, declarations.Span2):
        return f"{expression(node.start)} to {expression(node.end)}"
    return expression(node)


def _expected(node: declarations.Expected) -> str:
    of_whom = f"{node.name}{f' of {node.member}' if node.member else ''}"
    negated = "" if node.holds else "not "
    value = f"is {expression(node.value) if node.value else node.status}"
    match node.word:
        case "limb":
            return f"limb {node.name} {value}"
        case "amount":
            return f"{of_whom} {value}"
        case "value":
            return value
        case "missing" | "open":
            return f"{node.word} {names(node.names)}"
        case "from" | "until" | "to":
            assert node.value is not None
            return f"{of_whom} {node.word} {expression(node.value)}"
        case "paid to":
            return f"{node.name} {negated}paid to {names(node.names)}"
        case "needs" | "provides" | "excludes":
            return f"{negated}{node.word} {names(node.names)}"
        case "code":
            return f"code {node.name}" + (f' "{node.fact}"' if node.fact else "")
