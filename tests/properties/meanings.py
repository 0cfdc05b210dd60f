"""What a rule means or an amount is: one expression, limbs, rows, a table, bands, clauses or a reading, as lines."""

from tests.properties.expressions import Level, Scope, Writer
from tests.properties.kinds import COLOUR, COLOURS, FLAG, MEASURES, figure, nothing

LABELS = (("i", "ii", "iii", "iv"), ("a", "b", "c", "d"), ("1", "2", "3", "4"))
EDGES = {
    "count": ("3", "12"),
    "days": ("4 days", "30 days"),
    "money": ("RM100", "RM2,000"),
    "months": ("24 months", "21 years"),
}


def meaning(writer: Writer, kind: str, scope: Scope, indent: str) -> list[str]:
    """The lines of a meaning of the kind."""
    ways = [_one_line, _one_line, _rows, _table, _bands, _clauses, _reading]
    if kind == FLAG:
        ways += [_limbs, _limbs, _limbs]
    return writer.random.choice(ways)(writer, kind, scope, indent)


def rounded_amount(writer: Writer, kind: str, scope: Scope, indent: str, depth: int = 2) -> list[str]:
    """One expression that comes out whole in its unit."""
    amount = writer.at(Level.LOGIC, kind, scope, depth)
    lines = [f"{indent}is {amount}"]
    if kind.startswith("money") and not writer.chance(
        4
    ):  # without it, more may be taken than there is, and the book is refused
        lines.append(f"{indent}   not below {nothing(kind)}")
    if writer.chance(2):
        lines.append(f"{indent}   not above {figure(writer.random, kind)}")
    mode = writer.random.choice(("half up", "half even", "down", "up"))
    return [*lines, f"{indent}   rounded {mode} to {MEASURES[kind].unit}"]


def condition(writer: Writer, head: str, scope: Scope, indent: str, depth: int = 2) -> list[str]:
    """`head CONDITION` on one line, or limbs below it."""
    if writer.chance(2):
        return [f"{indent}{head} {writer.at(Level.LOGIC, FLAG, scope, depth)}"]
    return _group(writer, head, scope, indent, depth, 0)


def _group(writer: Writer, head: str, scope: Scope, indent: str, depth: int, nesting: int) -> list[str]:
    word = writer.random.choice(("all of", "any of", "all of", "none of"))
    lines = [f"{indent}{head} {word}".replace(f"{indent} ", indent) if not head else f"{indent}{head} {word}"]
    for label in LABELS[nesting][: writer.random.choice((1, 2, 2, 3))]:
        if nesting < 2 and depth > 1 and writer.chance(4):
            lines += _group(writer, f"{label}.", scope, indent + "  ", depth - 1, nesting + 1)
        else:
            lines.append(f"{indent}  {label}. {writer.at(Level.LOGIC, FLAG, scope, depth - 1)}")
    return lines


def _limbs(writer: Writer, kind: str, scope: Scope, indent: str) -> list[str]:
    return _group(writer, "", scope, indent, 3, 0)


def _one_line(writer: Writer, kind: str, scope: Scope, indent: str) -> list[str]:
    if kind in MEASURES and not writer.chance(4):
        return rounded_amount(writer, kind, scope, indent, 3)
    return [f"{indent}is {writer.at(Level.LOGIC, kind, scope, 3)}"]


def _value(writer: Writer, kind: str, scope: Scope) -> str:
    """What a row gives; now and then a gap."""
    if writer.chance(8):
        return writer.gap(kind)
    return figure(writer.random, kind) if writer.chance(2) else writer.at(Level.LOGIC, kind, scope, 1)


def _condition(writer: Writer, scope: Scope) -> str:
    return writer.at(Level.LOGIC, FLAG, scope, 2)


def _rows(writer: Writer, kind: str, scope: Scope, indent: str) -> list[str]:
    """Rows of which one or none holds, or, now and then, more than one may."""
    tests = [_condition(writer, scope)]
    tests.append(_condition(writer, scope) if writer.chance(3) else f"not ({tests[0]})")
    rows = [f"{_value(writer, kind, scope)} when {test}" for test in tests]
    if writer.chance(2):
        rows[-1] = f"otherwise {_value(writer, kind, scope)}"
    return [f"{indent}is", *(f"{indent}  {row}" for row in rows)]


def _table(writer: Writer, kind: str, scope: Scope, indent: str) -> list[str]:
    """A column of yes or no, and a column of colours or of figures."""
    flag, edge = writer.at(Level.COMPARISON, FLAG, scope, 1), EDGES["count"][0]
    if writer.chance(2):
        colour = writer.leaf(COLOUR, scope).text
        column, cells = (writer.fact(COLOUR) if colour in COLOURS else colour), ("red", "green, blue")
    else:
        column, cells = writer.at(Level.SUM, "count", scope, 1), (f"below {edge}", f"at least {edge}")
    rows = [("yes", "any"), ("no", cells[0]), ("no", cells[1])]
    if writer.chance(4):
        rows[2] = ("otherwise", "otherwise")
    lines = [f"{indent}table", f"{indent}  | {flag} | {column} | is |"]
    return [*lines, *(f"{indent}  | {first} | {second} | {_value(writer, kind, scope)} |" for first, second in rows)]


def _bands(writer: Writer, kind: str, scope: Scope, indent: str) -> list[str]:
    of = writer.random.choice(tuple(EDGES))
    low, high = EDGES[of]
    edges = [f"{writer.random.choice(('below', 'up to'))} {low}", f"{writer.random.choice(('below', 'up to'))} {high}"]
    edges.append("otherwise" if writer.chance(2) else f"at least {low}")
    lines = [f"{indent}by {writer.at(Level.LOGIC, of, scope, 2)}"]
    return [*lines, *(f"{indent}  {edge} : {_value(writer, kind, scope)}" for edge in edges)]


def _clauses(writer: Writer, kind: str, scope: Scope, indent: str) -> list[str]:
    first, second, third = (writer.name("c") for _ in range(3))
    lines = [f"{first} : {_value(writer, kind, scope)}"]
    relation = writer.random.choice((f"overrides {first}", f"overrides {first}", f"overrides {first} within {first}"))
    lines.append(f"{second} {relation} : {_value(writer, kind, scope)} when {_condition(writer, scope)}")
    if writer.chance(2):
        beaten = f"{first}, {second}" if writer.chance(2) else second
        lines.append(f"{third} overrides {beaten} : {_value(writer, kind, scope)} when {_condition(writer, scope)}")
    if writer.chance(4):
        lines[0] += f" when {_condition(writer, scope)}"
    writer.random.shuffle(lines)
    return [f"{indent}clauses", *(f"{indent}  {line}" for line in lines)]


def reading(writer: Writer) -> tuple[str, str, str]:
    """A new reading, and its two options."""
    name, first, second = writer.name("q"), writer.name("o"), writer.name("o")
    chosen = '  chosen because en "it is so"  ms "memang demikian"'
    writer.blocks.append(
        f"reading {name}  cites act A-1\n{writer.titled(name)}\n"
        f'  {first} en "first"  ms "pertama"{chosen}\n  {second} en "second"  ms "kedua"'
    )
    return name, first, second


def _reading(writer: Writer, kind: str, scope: Scope, indent: str) -> list[str]:
    name, *options = reading(writer)
    lines = [f"{indent}  {option} : {writer.at(Level.LOGIC, kind, scope, 2)}" for option in options]
    return [f"{indent}by reading {name}", *lines]
