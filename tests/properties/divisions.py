"""Random shares and draws of a benefit, as lines."""

from tests.properties.expressions import Level, Scope, Writer
from tests.properties.kinds import COLOUR, DAY, DAY_OR_NEVER, FLAG, MEASURES, figure, nothing
from tests.properties.meanings import reading, rounded_amount


def shares(writer: Writer, scope: Scope) -> list[str]:
    """An amount divided by class, in proportion, or among parties."""
    name, kind = writer.name("z"), writer.random.choice(("money", "money per month"))
    lines = [f"  shares {name} : {kind}", f"  {writer.titled(name)}", f"    of {_amount(writer, kind, scope)}"]
    lines += [f"    when {writer.at(Level.LOGIC, FLAG, scope, 1)}"] if writer.chance(5) else []
    way = writer.random.choice((_by_class, _by_class, _in_proportion, _parties))
    if scope.members and way is not _parties:
        way = _parties  # the members of a benefit of a list bear the name that a class needs
    return [*lines, *way(writer, kind, scope)]


def _amount(writer: Writer, kind: str, scope: Scope) -> str:
    if writer.chance(3):
        return figure(writer.random, kind)
    amount = writer.at(Level.LOGIC, kind, scope, 2)
    return amount if writer.chance(4) else f"({amount} not below {nothing(kind)})"


def draws(writer: Writer, scope: Scope) -> list[str]:
    """Each member, in order, takes the lesser of its own amount and what is left."""
    if scope.members:
        return []
    name, (listed, _) = writer.name("z"), writer.list_of("person")
    inner = scope.with_member("person", "person")
    lines = [f"  draws {name} : money", f"  {writer.titled(name)}"]
    of, own = rounded_amount(writer, "money", scope, "    ", 1), rounded_amount(writer, "money", inner, "    ", 1)
    lines += [of[0].replace("    is ", "    of ", 1), *of[1:]]
    lines.append(f"    among {listed} in order of {_key(writer)}")
    return [*lines, own[0].replace("    is ", "    each ", 1), *own[1:]]


def _key(writer: Writer) -> str:
    fields = writer.fields["person"]
    kind = writer.random.choice(("birth date", "count", DAY_OR_NEVER))
    return f"{fields[kind][0]} of person"


def _by_class(writer: Writer, kind: str, scope: Scope) -> list[str]:
    listed, _ = writer.list_of("person")
    lines = [f"    among {listed} by {writer.fields['person'][COLOUR][0]}"]
    lines.append(f"    tiers fixed on {writer.at(Level.LOGIC, DAY_OR_NEVER, scope, 0)}")
    classes = ["red", "green"]
    lines += _tier(writer, "first", classes, scope)
    if writer.chance(2):
        lines += _tier(writer, "next", [*classes[1:], "blue"], scope)
    again = "divided again when a share ends" if writer.chance(2) else "divided once"
    lines += [
        f"    {again}",
        f"    unfilled {_fate(writer, classes)}",
        f"    {_split(writer, kind)}",
        "    rest unpaid",
    ]
    if writer.chance(2):
        lines.append(f"    from {writer.at(Level.LOGIC, DAY, scope, 1)}")
    return lines


def _tier(writer: Writer, word: str, classes: list[str], scope: Scope) -> list[str]:
    when = f" when {writer.at(Level.LOGIC, FLAG, scope, 1)}" if writer.chance(3) else ""
    inner = scope.with_member("person", "person")
    lines = [f"    {word}{when}"]
    for name, part in zip(
        classes, writer.random.choice((("3/5", "2/5"), ("1/3", "1/2"), ("50%", "7.5%"))), strict=True
    ):
        where = f" where ({writer.at(Level.LOGIC, FLAG, inner, 1)})" if writer.chance(6) else ""
        admitted = f" when {writer.at(Level.LOGIC, FLAG, scope, 1)}" if writer.chance(5) else ""
        lines.append(f"      {name} {part} equally{where}{admitted}")
        if writer.chance(3):
            lines.append(f"        while {writer.at(Level.LOGIC, FLAG, inner, 1)}")
        if writer.chance(5):
            lines.append(f"        barred when {writer.at(Level.LOGIC, FLAG, inner, 1)}")
        for _ in range(writer.random.choice((0, 0, 1, 2))):
            on = writer.at(Level.LOGIC, DAY_OR_NEVER, inner, 1)
            also = ", also before" if writer.chance(3) else ""
            lines.append(f"        ends on {on} : {_fate(writer, classes)}{also}")
    if writer.chance(3):
        lines.append(f"      unfilled {_fate(writer, classes)}")
    return lines


def _fate(writer: Writer, classes: list[str]) -> str:
    plain = ("lapses", "passes to the_others", *(f"passes to {each}" for each in classes))
    if not writer.chance(6):
        return writer.random.choice(plain)
    name, first, second = reading(writer)
    return f"by reading {name} ({first} : {writer.random.choice(plain)}, {second} : lapses)"


def _split(writer: Writer, kind: str) -> str:
    per = kind.removeprefix("money")
    unit = writer.random.choice((MEASURES[kind].unit, f"RM0.10{per}", f"RM1{per}"))
    fields = writer.fields["person"]
    word, key = writer.random.choice(
        (("earliest", "birth date"), ("latest", DAY_OR_NEVER), ("highest", "count"), ("lowest", "count"))
    )
    to = writer.random.choice(
        (f"odd units to {word} {fields[key][0]} of person", "largest remainder", "odd units unpaid")
    )
    return f"split to {unit}, {to}"


def _in_proportion(writer: Writer, kind: str, scope: Scope) -> list[str]:
    listed, _ = writer.list_of("person")
    weight = writer.random.choice(("count", "count", "money"))
    inner = scope.with_member("person", "person")
    text = writer.fields["person"]["count"][0] + " of person"
    if weight != "count":
        text = writer.at(Level.SUM, weight, inner, 1)
    return [f"    among {listed} in proportion to {text}", f"    {_split(writer, kind)}"]


def _parties(writer: Writer, kind: str, scope: Scope) -> list[str]:
    """Two parties with amounts of their own, and one that takes the rest."""
    lines = ["    parties"]
    for name in ("employer", "state")[: writer.random.choice((1, 2))]:
        amount = figure(writer.random, kind)
        if writer.chance(2):
            amount = f"({writer.at(Level.LOGIC, kind, scope, 1)} rounded down to {MEASURES[kind].unit})"
        lines.append(f"      {name} {amount}")
    return [*lines, "      worker the rest"] if writer.chance(2) else lines
