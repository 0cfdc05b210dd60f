"""Random expressions of a wanted kind, over everything that a book declares; what is lacking is declared.

An expression is a text and its level in the grammar: brackets are put where it is looser than its place, and now and
then where they mean nothing.
"""

from collections.abc import Callable
from enum import IntEnum
from random import Random
from typing import NamedTuple

from attrs import define, evolve, field, frozen

from tests.properties.kinds import (
    COLOUR,
    COLOURS,
    DAY,
    DAY_OR_NEVER,
    FLAG,
    MEASURES,
    MONEYS,
    figure,
    limits,
    plain_figure,
)

MOST_FACTS = 9
AMOUNT_WORDS = ("at least", "at most", "below", "over", "is", "is not")
TIME_WORDS = ("before", "after", "on or before", "on or after", "is", "is not")


class Level(IntEnum):
    """From the tightest to the loosest."""

    ATOM = 0
    OPERAND = 1
    DATED = 2
    PRODUCT = 3
    SUM = 4
    COMPARISON = 5
    NEGATION = 6
    LOGIC = 7


class Text(NamedTuple):
    """An expression as it is written, with its level."""

    text: str
    level: Level


@frozen
class Scope:
    """What has a name in one place only: members by their variable, and arguments by their kind."""

    members: tuple[tuple[str, str], ...] = ()
    arguments: tuple[tuple[str, str], ...] = ()
    lists: bool = True
    """Whether lists may be looked over here; not inside another look."""

    def with_member(self, name: str, entity: str) -> "Scope":
        return evolve(self, members=(*self.members, (name, entity)), lists=False)


NOWHERE = Scope()


@define
class Writer:
    """A book while it is written: its declarations, and the names of everything by kind."""

    random: Random
    blocks: list[str] = field(factory=list)
    atoms: dict[str, list[str]] = field(factory=dict)
    asked: dict[str, list[tuple[str, tuple[str, ...]]]] = field(factory=dict)
    """By kind: rules, parameters and scales that are asked `of` something, with the kinds of that."""
    fields: dict[str, dict[str, list[str]]] = field(factory=dict)
    lists: dict[str, list[tuple[str, int]]] = field(factory=dict)
    """By entity or kind of the members: the facts that are such lists, with the least number of members."""
    benefits: list[str] = field(factory=list)
    facts: int = 0
    count: int = 0

    # -------------------------------------------------------------------------------------------- names

    def name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == one_in - 1

    def put(self, name: str, kind: str, *lines: str) -> str:
        """Declares something that has a value, and remembers its name."""
        self.blocks.append("\n".join(lines))
        self.atoms.setdefault(kind, []).append(name)
        return name

    def titled(self, name: str) -> str:
        return f'  title en "thing {name}"  ms "benda {name}"'

    # -------------------------------------------------------------------------------------------- facts

    def fact(self, kind: str) -> str:
        """A new fact, or a finding, an election, or a fact that is asked on a condition."""
        self.facts += 1
        name = self.name("f")
        written = f"{kind}{limits(kind)}"
        lines = [f"fact {name} : {written}", self.titled(name)]
        if self.chance(6):
            lines[0] = f"finding {name} by board : {written}"
            if kind in (*MEASURES, FLAG) and self.chance(3):
                lines.append(f"  presumed {figure(self.random, kind)}  cites act A-1")
        elif self.chance(9):
            lines[0] = f"election {name} by board, office : {written}"
        elif kind != FLAG and self.facts < MOST_FACTS and self.chance(6):
            lines.append(f"  ask when {self.expression(FLAG, NOWHERE, 0).text}")
        return self.put(name, kind, *lines)

    def list_of(self, item: str) -> tuple[str, int]:
        """A fact that is a list of plain values or of members, with its least length."""
        known = self.lists.setdefault(item, [])
        if known and not (len(known) < 2 and self.chance(4)):
            return self.random.choice(known)
        name, least = self.name("l"), self.random.choice((0, 0, 1, 2))
        entity = item in ("person", "toy")
        if entity and item not in self.fields:
            self.entity(item)
        range_ = "" if entity else f", each{limits(item)}"
        words = "ordered list" if self.chance(6) else "list"
        self.blocks.append(f"fact {name} : {words} of {item}, {least} to {least + 3}{range_}\n{self.titled(name)}")
        known.append((name, least))
        return name, least

    def entity(self, entity: str) -> None:
        """A kind of member; its fields have every kind that shares and quantifiers like to look at."""
        kinds = [COLOUR, "birth date", "count", FLAG, DAY_OR_NEVER, *self.random.sample(list(MEASURES), 2)]
        self.fields[entity] = {}
        lines = [f"entity {entity}", f'  title en "{entity}"  ms "orang {entity}"']
        for kind in kinds:
            name = self.name("x")
            self.fields[entity].setdefault(kind, []).append(name)
            lines += [f"  fact {name} : {kind}{limits(kind)}", f"  {self.titled(name)}"]
            flags = self.fields[entity].get(FLAG)
            if kind == DAY_OR_NEVER and flags and self.chance(4):
                lines.append(f"    ask when {flags[0]} of {entity}")
        self.blocks.append("\n".join(lines))

    # -------------------------------------------------------------------------------------------- parameters

    def parameter(self, kind: str) -> str:
        """A figure, with versions that may leave days out."""
        name = self.name("p")

        def value() -> str:
            return f"{plain_figure(self.random, kind)}  cites act A-1"

        lines = [f"parameter {name} : {kind}", self.titled(name)]
        match self.random.randrange(4):
            case 0:
                lines.append(f"  is {value()}")
            case 1:
                lines += [f"  before 2021-01-01 is {value()}", f"  from 2021-01-01 is {value()}"]
            case 2:
                lines += [f"  from 2020-01-01 to 2021-12-31 is {value()}", f"  from 2022-07-01 is {value()}"]
                lines.append("  reviewed through 2024-06-30")
            case _:
                lines.append(f"  from 2018-01-01 is {value()}")
        return self.put(name, kind, *lines)

    def keyed(self, kind: str) -> None:
        """A figure by a colour, by two, or by a band."""
        name = self.name("k")
        keys: tuple[str, ...]

        def value() -> str:
            return plain_figure(self.random, kind)

        match self.random.randrange(3):
            case 0:
                keys, rows = (COLOUR,), [f"{colour} : {value()}" for colour in COLOURS]
                if self.chance(2) and self.atoms.get(f"gap of {kind}"):
                    rows[0] = f"{COLOURS[0]} : {self.atoms[f'gap of {kind}'][0]}"
                head = "colour"
            case 1:
                keys, head = (COLOUR, "one of size"), "colour, size"
                rows = [f"{colour}, {size} : {value()}" for colour in COLOURS for size in ("small", "large")]
            case _:
                keys, head = ("count",), "band of count"
                rows = [f"below 3 : {value()}", f"up to 12 : {value()}"]
                rows += [f"over 12 : {value()}"] if self.chance(2) else []
        lines = [f"parameter {name} by {head} : {kind}", self.titled(name), "  from 2020-01-01  cites act A-1"]
        self.blocks.append("\n".join([*lines, *(f"    {row}" for row in rows)]))
        self.asked.setdefault(kind, []).append((name, keys))

    def scale(self, kind: str) -> None:
        """A marginal scale on money."""
        name, result = self.name("s"), kind if kind in MONEYS else "money"
        per = result.removeprefix("money")
        lines = [f"scale {name} : {result} on {result}", self.titled(name), "  from 2020-01-01  cites act A-1"]
        lines += [f"    3% from RM0{per}", f"    10% from RM100{per}", f"    2.5% from RM2,000{per}"]
        self.blocks.append("\n".join(lines))
        self.asked.setdefault(result, []).append((name, (result,)))

    def gap(self, kind: str) -> str:
        """A value that no source gives, or a discretion."""
        name = self.name("g")
        ask = f'  ask en "what of {name}?"  ms "apa {name}?"'
        head = f"gap {name} : {kind}  cites act A-1"
        if kind == FLAG and self.chance(2):
            head = f"discretion {name} of office office  cites act A-1"
        self.atoms.setdefault(f"gap of {kind}", []).append(name)
        return self.put(name, kind, head, self.titled(name), ask)

    # -------------------------------------------------------------------------------------------- expressions

    def expression(self, kind: str, scope: Scope, depth: int) -> Text:
        """An expression of the kind, with at most so many levels of others inside."""
        if depth <= 0 or self.chance(5):
            return self.leaf(kind, scope)
        makers = _OF_QUANTITIES + _OF_KIND.get(kind, ()) if kind in MEASURES else _OF_KIND.get(kind, ())
        everywhere = (_asked, _as_at) if makers else ()
        makers = (*makers, *everywhere)
        for _ in range(4):
            if not makers:
                break
            made = self.random.choice(makers)(self, kind, scope, depth - 1)
            if made is not None:
                return made
        return self.leaf(kind, scope)

    def at(self, level: Level, kind: str, scope: Scope, depth: int) -> str:
        """An expression where no looser level may stand."""
        made = self.expression(kind, scope, depth)
        return f"({made.text})" if made.level > level or self.chance(25) else made.text

    def leaf(self, kind: str, scope: Scope) -> Text:
        """A name, a field of a member in sight, or a figure."""
        near = [name for name, of in scope.arguments if of == kind]
        text = ""
        for variable, entity in scope.members:
            near += [f"{each} of {variable}" for each in self.fields[entity].get(kind, ())]
        if near and not self.chance(3):
            text = self.random.choice(near)
            return Text(text, Level.OPERAND if " of " in text else Level.ATOM)
        known = self.atoms.get(kind, [])
        if kind == DAY_OR_NEVER and self.chance(2):
            known = [*known, *self.atoms.get(DAY, ())]
        is_set = kind in ("periods", "calendar months", "birth date")
        chosen = self.random.randrange(10)
        if known and chosen < 6:
            return Text(self.random.choice(known), Level.ATOM)
        if (is_set or chosen < 8) and (self.facts < MOST_FACTS or not known):
            return Text(self.fact(kind), Level.ATOM)
        if is_set:
            return Text(self.random.choice(known), Level.ATOM)
        if kind == DAY:
            text = "the day" if self.chance(2) else figure(self.random, kind)
        elif chosen == 8 and kind not in (FLAG, DAY_OR_NEVER, DAY):
            text = self.parameter(kind)
        elif chosen == 9 and self.chance(3) and kind != DAY_OR_NEVER:
            text = self.gap(kind)
        elif kind == FLAG:
            text = self.fact(kind)
        else:
            text = figure(self.random, kind)
        return Text(text, Level.ATOM)


Maker = Callable[[Writer, str, Scope, int], Text | None]


# ------------------------------------------------------------------------------------------------ every kind


def _asked(writer: Writer, kind: str, scope: Scope, depth: int) -> Text | None:
    """A rule with arguments, a keyed parameter or a scale, asked of what it takes."""
    if not writer.asked.get(kind):
        if kind in MEASURES and writer.chance(3):
            writer.scale(kind) if kind in MONEYS and writer.chance(3) else writer.keyed(kind)
        if not writer.asked.get(kind):
            return None
    name, kinds = writer.random.choice(writer.asked[kind])
    if kinds == ("person",):
        members = [variable for variable, entity in scope.members if entity == "person"]
        return Text(f"{name} of {members[0]}", Level.OPERAND) if members else None
    values = [writer.at(Level.ATOM if len(kinds) == 1 else Level.LOGIC, each, scope, depth) for each in kinds]
    several = f"({', '.join(values)})" if len(values) > 1 else values[0]
    return Text(f"{name} of {several}", Level.OPERAND)


def _as_at(writer: Writer, kind: str, scope: Scope, depth: int) -> Text | None:
    if not writer.chance(4):
        return None
    day = writer.at(Level.OPERAND, DAY_OR_NEVER, scope, 0)
    return Text(f"{writer.at(Level.DATED, kind, scope, depth)} as at {day}", Level.DATED)


# ------------------------------------------------------------------------------------------------ quantities


def _plus(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    left, right = writer.at(Level.SUM, kind, scope, depth), writer.at(Level.PRODUCT, kind, scope, depth)
    return Text(f"{left} {writer.random.choice(('plus', 'plus', 'minus'))} {right}", Level.SUM)


def _excess(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    left, right = (writer.at(Level.ATOM, kind, scope, depth) for _ in range(2))
    return Text(f"excess of {left} over {right}", Level.OPERAND)


def _of_several(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    word = writer.random.choice(("lowest of", "highest of", "sum of"))
    values = [writer.at(Level.LOGIC, kind, scope, depth) for _ in range(writer.random.choice((2, 2, 3)))]
    return Text(f"{word} ({', '.join(values)})", Level.OPERAND)


def _share_of(writer: Writer, kind: str, scope: Scope, depth: int) -> Text | None:
    if kind == "count":
        return None
    share = figure(writer.random, writer.random.choice(("percent", "fraction")))
    if writer.chance(3):
        share = writer.at(Level.ATOM, "percent", scope, 0)
    return Text(f"{share} of {writer.at(Level.ATOM, kind, scope, depth)}", Level.OPERAND)


def _times(writer: Writer, kind: str, scope: Scope, depth: int) -> Text | None:
    if kind in ("percent", "fraction"):
        return None
    factor = figure(writer.random, "count") if writer.chance(2) else writer.at(Level.DATED, "count", scope, 0)
    return Text(f"{writer.at(Level.PRODUCT, kind, scope, depth)} times {factor}", Level.PRODUCT)


def _divided(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    """Divided by a known number, and rounded, so that nothing grows without end."""
    text = f"{writer.at(Level.PRODUCT, kind, scope, depth)} divided by {writer.random.choice((2, 3, 7))}"
    if kind == "count" or writer.chance(2):
        return Text(f"({text} {_rounded(writer, kind)})", Level.ATOM)
    return Text(text, Level.PRODUCT)


def _limited(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    word = writer.random.choice(("not below", "not above"))
    bound = writer.at(Level.SUM, kind, scope, 0)
    text = f"{writer.at(Level.LOGIC, kind, scope, depth)} {word} {bound}"
    return Text(f"({text}{' ' + _rounded(writer, kind) if writer.chance(3) else ''})", Level.ATOM)


def _rounded(writer: Writer, kind: str) -> str:
    mode = writer.random.choice(("half up", "half even", "down", "up"))
    return f"rounded {mode} to {MEASURES[kind].unit}"


def _total(writer: Writer, kind: str, scope: Scope, depth: int) -> Text | None:
    """Over a list of plain values, or of members."""
    if not scope.lists:
        return None
    if writer.chance(3):
        name, least = writer.list_of(kind)
        word = writer.random.choice(("sum of", "highest of", "lowest of") if least else ("sum of",))
        return Text(f"{word} {name}", Level.OPERAND)
    name, least = writer.list_of("person")
    member = writer.name("m") if writer.chance(2) else "person"
    inner = scope.with_member(member, "person")
    body = writer.at(Level.ATOM, kind, inner, depth)
    where = f" where ({writer.at(Level.LOGIC, FLAG, inner, depth)})" if writer.chance(2) else ""
    word = writer.random.choice(("sum of", "highest of", "lowest of") if least and not where else ("sum of",))
    return Text(f"{word} {body} for each {member} in {name}{where}", Level.OPERAND)


# ------------------------------------------------------------------------------------------------ of one kind


def _number_of(writer: Writer, kind: str, scope: Scope, depth: int) -> Text | None:
    if not scope.lists:
        return None
    name, _ = writer.list_of("person")
    condition = writer.at(Level.LOGIC, FLAG, scope.with_member("person", "person"), depth)
    return Text(f"number of {name}" + (f" where ({condition})" if writer.chance(2) else ""), Level.OPERAND)


def _rate_for_days(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    rate = writer.at(Level.PRODUCT, "money per day", scope, depth)
    return Text(f"{rate} for {writer.at(Level.DATED, 'days', scope, depth)}", Level.PRODUCT)


def _rate_of_month(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    return Text(f"{writer.at(Level.PRODUCT, 'money per day', scope, depth)} times 30 days per month", Level.PRODUCT)


def _rate_of_day(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    month = writer.at(Level.PRODUCT, "money per month", scope, depth)
    return Text(f"{month} divided by 30 days per month", Level.PRODUCT)


def _days_between(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    first, last = (writer.at(Level.ATOM, writer.random.choice((DAY, DAY_OR_NEVER)), scope, depth) for _ in range(2))
    return Text(f"days from {first} {writer.random.choice(('to', 'until'))} {last}", Level.OPERAND)


def _months_between(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    first, last = (writer.at(Level.ATOM, DAY, scope, depth) for _ in range(2))
    word = writer.random.choice(("months elapsed from", "years elapsed from", "whole calendar months from"))
    return Text(f"{word} {first} to {last}", Level.OPERAND)


def _age(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    born = writer.leaf("birth date", scope)
    text = f"({born.text})" if born.level > Level.ATOM and writer.chance(2) else born.text
    on = f" on {writer.at(Level.ATOM, DAY, scope, 0)}" if writer.chance(2) else ""
    return Text(f"age of {text}{on}", Level.OPERAND)


def _number_in_set(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    whole = "periods" if kind == "days" else "calendar months"
    return Text(f"number of {writer.at(Level.ATOM, whole, scope, depth)}", Level.OPERAND)


# ------------------------------------------------------------------------------------------------ conditions


def _compared(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    of = writer.random.choice(tuple(MEASURES))
    left = writer.at(Level.SUM, of, scope, depth)
    right = figure(writer.random, of) if writer.chance(2) else writer.at(Level.SUM, of, scope, depth)
    return Text(f"{left} {writer.random.choice(AMOUNT_WORDS)} {right}", Level.COMPARISON)


def _compared_times(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    of = writer.random.choice((DAY, DAY, DAY_OR_NEVER, "calendar month", "calendar year"))
    left, right = writer.at(Level.SUM, of, scope, depth), writer.at(Level.SUM, of, scope, 0)
    return Text(f"{left} {writer.random.choice(TIME_WORDS)} {right}", Level.COMPARISON)


def _is_never(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    day = writer.at(Level.SUM, DAY_OR_NEVER, scope, depth)
    return Text(f"{day} {writer.random.choice(('is', 'is not'))} never", Level.COMPARISON)


def _is_colour(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    subject = writer.leaf(COLOUR, scope).text
    if subject in COLOURS:
        subject = writer.fact(COLOUR)
    end = writer.random.choice(("is red", "is not green", "in (red, blue)", "in cold", "in (green, blue)"))
    return Text(f"{subject} {end}", Level.COMPARISON)


def _within(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    match writer.random.randrange(3):
        case 0:
            day, periods = writer.at(Level.SUM, DAY_OR_NEVER, scope, depth), writer.leaf("periods", scope).text
            text = f"{day} {writer.random.choice(('in', 'outside'))} {periods}"
        case 1:
            month = writer.at(Level.SUM, "calendar month", scope, depth)
            text = f"{month} in {writer.at(Level.SUM, 'calendar months', scope, depth)}"
        case _:
            day = writer.at(Level.SUM, DAY_OR_NEVER, scope, depth)
            text = f"{day} in {writer.at(Level.SUM, 'calendar year', scope, 0)}"
    return Text(text, Level.COMPARISON)


def _not(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    return Text(f"not {writer.at(Level.NEGATION, FLAG, scope, depth)}", Level.NEGATION)


def _logic(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    word = writer.random.choice(("and", "or", "unless"))
    count = 2 if word == "unless" else writer.random.choice((2, 2, 3))
    return Text(f" {word} ".join(writer.at(Level.NEGATION, FLAG, scope, depth) for _ in range(count)), Level.LOGIC)


def _same_truth(writer: Writer, kind: str, scope: Scope, depth: int) -> Text | None:
    if not writer.chance(3):
        return None
    left, right = (writer.at(Level.SUM, FLAG, scope, depth) for _ in range(2))
    return Text(f"{left} {writer.random.choice(('is', 'is not'))} {right}", Level.COMPARISON)


def _quantified(writer: Writer, kind: str, scope: Scope, depth: int) -> Text | None:
    if not scope.lists:
        return None
    name, _ = writer.list_of("person")
    member = writer.name("m")
    condition = writer.at(Level.LOGIC, FLAG, scope.with_member(member, "person"), depth)
    return Text(
        f"{writer.random.choice(('some', 'every', 'no'))} {member} in {name} has ({condition})", Level.COMPARISON
    )


def _benefit(writer: Writer, kind: str, scope: Scope, depth: int) -> Text | None:
    if not writer.benefits or not writer.chance(2):
        return None
    name = writer.random.choice(writer.benefits)
    if writer.chance(2):
        return Text(f"{name} payable", Level.COMPARISON)
    return Text(f"{name} paid on {writer.at(Level.SUM, DAY_OR_NEVER, scope, 0)}", Level.COMPARISON)


# ------------------------------------------------------------------------------------------------ times and sets


def _day_plus(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    day = writer.at(Level.SUM, kind, scope, depth)
    length = figure(writer.random, writer.random.choice(("days", "months")))
    if writer.chance(3):
        length = writer.leaf(writer.random.choice(("days", "months")), NOWHERE).text
    return Text(f"{day} {writer.random.choice(('plus', 'minus'))} {length}", Level.SUM)


def _counting(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    return Text(f"30 days counting {writer.at(Level.ATOM, kind, scope, depth)}", Level.OPERAND)


def _part_of_calendar(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    whole = writer.random.choice(("calendar month", "calendar year"))
    word = writer.random.choice(("first day of", "last day of"))
    return Text(f"{word} {writer.at(Level.ATOM, whole, scope, depth)}", Level.OPERAND)


def _first_of_days(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    word = writer.random.choice(("earliest of", "latest of"))
    return Text(f"{word} ({', '.join(writer.at(Level.LOGIC, kind, scope, depth) for _ in range(2))})", Level.OPERAND)


def _day_of_age(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    born = writer.leaf("birth date", scope)
    return Text(f"date when ({born.text}) reaches {writer.random.choice(('21 years', '18 months'))}", Level.OPERAND)


def _month_of(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    return Text(f"{kind.removeprefix('calendar ')} of {writer.at(Level.ATOM, DAY, scope, depth)}", Level.OPERAND)


def _month_plus(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    length = figure(writer.random, "months")
    return Text(
        f"{writer.at(Level.SUM, kind, scope, depth)} {writer.random.choice(('plus', 'minus'))} {length}", Level.SUM
    )


def _window(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    months = writer.leaf("calendar months", scope).text
    day = writer.at(Level.ATOM, DAY, scope, depth)
    match writer.random.randrange(3):
        case 0:
            text = f"{months} within the {writer.random.choice((6, 40))} months before month of {day}"
        case 1:
            text = f"{months} within year of {day}"
        case _:
            text = f"{months} counted from month of {day} {writer.random.choice(('to', 'until'))} 2024-06"
    return Text(f"({text})", Level.ATOM)


def _stretch(writer: Writer, kind: str, scope: Scope, depth: int) -> Text:
    periods, day = writer.leaf("periods", scope).text, writer.at(Level.ATOM, DAY, scope, depth)
    if writer.chance(2):
        return Text(f"({periods} within year of {day})", Level.ATOM)
    end = writer.at(Level.ATOM, DAY, scope, 0)
    return Text(f"({periods} counted from {day} {writer.random.choice(('to', 'until'))} {end})", Level.ATOM)


_OF_QUANTITIES: tuple[Maker, ...] = (_plus, _excess, _of_several, _share_of, _times, _divided, _limited, _total)
_OF_DAYS: tuple[Maker, ...] = (_day_plus, _counting, _first_of_days)
_OF_KIND: dict[str, tuple[Maker, ...]] = {
    "count": (_number_of, _number_of),
    "money": (_rate_for_days, _rate_for_days),
    "money per day": (_rate_of_day,),
    "money per month": (_rate_of_month,),
    "days": (_days_between, _days_between, _number_in_set),
    "months": (_months_between, _age, _age, _number_in_set),
    FLAG: (
        _compared, _compared, _compared_times, _is_never, _is_colour, _within, _not, _logic, _logic, _same_truth,
        _quantified, _quantified, _benefit,
    ),
    DAY: (*_OF_DAYS, _part_of_calendar, _day_of_age),
    DAY_OR_NEVER: _OF_DAYS,
    "calendar month": (_month_of, _month_of, _month_plus),
    "calendar year": (_month_of,),
    "calendar months": (_window,),
    "periods": (_stretch,),
}  # fmt: skip
