"""Laws of the canonical text: it means the same, stays as it is, and loses no comment."""

from random import Random

from hypothesis import given

from policy_engine.checking.check import check
from policy_engine.source.text import Source
from policy_engine.syntax.declarations import File
from policy_engine.syntax.format import format
from policy_engine.syntax.parse import parse
from tests.properties.books import read_book
from tests.properties.summary import summary
from tests.properties.worlds import World, law, worlds


def parsed(text: str) -> File:
    read = parse(Source("book.policy", text))
    assert read.diagnostics == ()
    return read.file


@law(40)
@given(worlds())
def test_formatting_changes_no_meaning(world: World) -> None:
    """The canonical text gives the same model and the same decisions."""
    again = parsed(format(world.file))
    model = check([again]).model
    assert model == world.model
    facts = world.facts(world.some_missing())
    other = World(world.book, again, model, world.case, world.random)
    for question in world.questions:
        assert summary(world.ask(facts, question)) == summary(other.ask(facts, question))


@law(40)
@given(worlds())
def test_formatting_twice_changes_nothing(world: World) -> None:
    """The canonical text is its own canonical text, and reads back as the tree it was made of."""
    text = format(world.file)
    again = parsed(text)
    assert again == world.file
    assert format(again) == text


@law(25)
@given(worlds())
def test_no_comment_is_lost(world: World) -> None:
    """Every comment of a file, above a line or behind it, stands once in the canonical text, which means the same."""
    text, comments = _commented(world.book.text, world.random)
    file = parsed(text)
    formatted = format(file)
    for comment in comments:
        assert formatted.count(comment) == 1, comment
    assert format(parsed(formatted)) == formatted
    assert check([parsed(formatted)]).model == world.model


def _commented(text: str, random: Random) -> tuple[str, list[str]]:
    lines: list[str] = []
    comments: list[str] = []
    for line in text.splitlines():
        if not random.randrange(6):
            comments.append(f"-- above {len(comments)}.")
            lines.append(" " * (len(line) - len(line.lstrip())) + comments[-1])
        if not random.randrange(6):
            comments.append(f"-- behind {len(comments)}.")
            line = f"{line}  {comments[-1]}"
        lines.append(line)
    return "\n".join(lines) + "\n", comments


@law(25)
@given(worlds())
def test_blank_lines_and_deeper_lines_mean_nothing(world: World) -> None:
    """Empty lines between declarations and wider indentation give the same model."""
    lines = [(line.replace("  ", "    ") if line.startswith(" ") else line) for line in world.book.text.splitlines()]
    spread = "\n".join(f"\n{line}" if line and not line.startswith(" ") else line for line in lines)
    assert read_book(spread + "\n")[0] == world.model
