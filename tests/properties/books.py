"""Random rule books that are right: facts, figures, rules of every type and meaning, benefits that pay and share.

A book is written from a source of chance, so that Hypothesis can make it small, and a seed can make it again.
"""

from random import Random

from attrs import frozen

from policy_engine.checking.check import check
from policy_engine.model.rulebook import Model
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.source.text import Source
from policy_engine.syntax.declarations import File
from policy_engine.syntax.parse import parse
from tests.properties.divisions import draws, shares
from tests.properties.expressions import NOWHERE, Level, Scope, Writer
from tests.properties.kinds import DAY, DAY_OR_NEVER, FLAG, FREE_KINDS, MONEYS
from tests.properties.meanings import condition, meaning, rounded_amount

HEAD = """\
rulebook generated
  title en "Generated"  ms "Dijana"
  money MYR written RM to 0.01 sen
  leap birthday on {leap}
  month end {end}
source act "The act" in en, attests 2021-01-01 to 2024-12-31
  item A-1 en "everything"
list colour
  title en "colour"  ms "warna"
  red    en "red"    ms "merah"
  green  en "green"  ms "hijau"
  blue   en "blue"   ms "biru"
  group cold : green, blue
list size
  title en "size"  ms "saiz"
  small  en "small"  ms "kecil"
  large  en "large"  ms "besar"
body board
  title en "Board"  ms "Lembaga"
body office
  title en "Office"  ms "Pejabat"
body insured
  title en "insured person"  ms "orang berinsurans"
unit kilometre
  title en "kilometre"  ms "kilometer"
assumption filled_in
  title en "the source is silent"  ms "sumber tidak menyatakan"
"""


@frozen
class Book:
    """A book in parts: the head, and every declaration by itself."""

    blocks: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.blocks) + "\n"


def write_book(random: Random) -> Book:
    """A book of some rules, and of one or two benefits."""
    writer = Writer(random)
    for _ in range(random.randint(1, 4)):
        _rule(writer)
    for _ in range(random.choice((1, 1, 2))):
        _benefit(writer)
    if writer.chance(8):
        _always(writer)
    head = HEAD.format(leap=random.choice(("1 March", "28 February")), end=random.choice(("back", "forward")))
    return Book((*head.strip().split("\n(?=[a-z])"), *writer.blocks))


def read_book(text: str) -> tuple[Model | None, File, tuple[Diagnostic, ...]]:
    """The model of a book, None where something is wrong with it, and what is wrong."""
    parsed = parse(Source("book.policy", text))
    if parsed.diagnostics:
        return None, parsed.file, parsed.diagnostics
    checked = check([parsed.file])
    wrong = tuple(each for each in checked.diagnostics if each.severity is Severity.ERROR)
    return checked.model, parsed.file, wrong


# ------------------------------------------------------------------------------------------------ rules


def _rule(writer: Writer) -> None:
    """A rule without arguments, of a member, or of several values; perhaps dated, perhaps with a day of its own."""
    kind = writer.random.choice(FREE_KINDS)
    name, scope, of = writer.name("r"), NOWHERE, ""
    takes: tuple[str, ...] = ()
    if writer.chance(5):
        writer.list_of("person")
        scope, of, takes = NOWHERE.with_member("person", "person"), " of person", ("person",)
    elif writer.chance(6):
        takes = tuple(writer.random.choice(("money", "count", FLAG, DAY, "one of colour")) for _ in range(2))
        arguments = tuple((writer.name("a"), each) for each in takes)
        scope = Scope(arguments=arguments)
        of = f" of ({', '.join(f'{each} : {type}' for each, type in arguments)})"
    typed = "" if kind == FLAG else f" : {kind}"
    lines = [f"rule {name}{of}{typed}  cites act A-1"]
    lines += [writer.titled(name)] if writer.chance(2) else []
    lines += [f"  as at {writer.at(Level.LOGIC, DAY_OR_NEVER, scope, 1)}"] if writer.chance(8) else []
    lines += _versions(writer, kind, scope) if writer.chance(5) else meaning(writer, kind, scope, "  ")
    if takes:
        writer.blocks.append("\n".join(lines))
        writer.asked.setdefault(kind, []).append((name, takes))
    else:
        writer.put(name, kind, *lines)


def _versions(writer: Writer, kind: str, scope: Scope) -> list[str]:
    """Two versions, with a stretch between that has none."""
    first = writer.at(Level.LOGIC, kind, scope, 2)
    return [
        f"  from 2019-01-01 to 2021-12-31 is {first}",
        "  from 2022-04-01",
        *meaning(writer, kind, scope, "    "),
    ]


def _always(writer: Writer) -> None:
    """Something that nearly every case agrees with."""
    name = writer.name("w")
    day = writer.leaf(DAY_OR_NEVER, NOWHERE).text
    writer.blocks.append(
        f"always {name}  cites act A-1\n{writer.titled(name)}\n  that {day} after 2000-01-01 or {day} is never"
    )


# ------------------------------------------------------------------------------------------------ benefits


def _benefit(writer: Writer) -> None:
    name, scope, each = writer.name("b"), NOWHERE, ""
    if writer.chance(6):
        listed, _ = writer.list_of("person")
        member = writer.name("m")
        scope, each = NOWHERE.with_member(member, "person"), f" for each {member} in {listed}"
    kind, verb = writer.random.choice(
        (("benefit", "payable"), ("benefit", "payable"), ("charge", "due"), ("duty", "met"), ("service", "available"))
    )
    lines = [f"{kind} {name}{each}  cites act A-1", writer.titled(name)]
    lines.append(f"  as at {writer.at(Level.LOGIC, DAY_OR_NEVER, scope, writer.random.choice((0, 1)))}")
    lines += condition(writer, "applies when", scope, "  ", 1) if writer.chance(3) else []
    lines += condition(writer, f"{verb} when", scope, "  ", 3)
    lines += condition(writer, "unless", scope, "  ", 1) if writer.chance(3) else []
    inner = _inner_rule(writer, scope) if writer.chance(3) else []
    lines += inner
    for _ in range(writer.random.choice((0, 1, 1, 2))):
        lines += _pays(writer, scope)
    if writer.chance(2):
        lines += writer.random.choice((shares, shares, draws))(writer, scope)
    lines += _things(writer, scope) if writer.chance(4) else []
    if inner:
        writer.atoms["money"].pop()
    writer.blocks.append("\n".join(lines))
    if not each or writer.chance(4):
        writer.benefits += [] if each else [name]


def _inner_rule(writer: Writer, scope: Scope) -> list[str]:
    """A rule that only this benefit sees."""
    name = writer.name("n")
    lines = [f"  rule {name} : money  cites act A-1", *rounded_amount(writer, "money", scope, "    ")]
    writer.atoms.setdefault("money", []).append(name)
    return lines


def _pays(writer: Writer, scope: Scope) -> list[str]:
    """An amount that is paid once, or over time."""
    name, kind = writer.name("y"), writer.random.choice(MONEYS)
    lines = [f"  pays {name} : {kind} to insured", f"  {writer.titled(name)}"]
    lines += condition(writer, "when", scope, "    ", 1) if writer.chance(3) else []
    lines += rounded_amount(writer, kind, scope, "    ")
    if writer.chance(3):
        lines.append(f"    from {writer.at(Level.LOGIC, DAY_OR_NEVER, scope, 1)}")
        if writer.chance(2):
            word = writer.random.choice(("until", "to"))
            lines.append(f"    {word} {writer.at(Level.LOGIC, DAY_OR_NEVER, scope, 1)}")
        lines += condition(writer, "while", scope, "    ", 1) if writer.chance(3) else []
    if writer.chance(5):
        lines += ["    paid to", f'      {writer.name("t")} en "widow" ms "balu" when {_flag(writer, scope)}']
    return lines


def _things(writer: Writer, scope: Scope) -> list[str]:
    word = writer.random.choice(("needs", "provides", "excludes"))
    return [
        f"  {word}",
        f'    {writer.name("t")} en "a thing" ms "benda"',
        f'    {writer.name("t")} en "another" ms "lain" when {_flag(writer, scope)}',
    ]


def _flag(writer: Writer, scope: Scope) -> str:
    return writer.at(Level.LOGIC, FLAG, scope, 1)
