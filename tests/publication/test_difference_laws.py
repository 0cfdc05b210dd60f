"""Nothing that a book means can change without being found, and nothing else is ever called a change."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.checking.check import check
from policy_engine.model.core import Literal
from policy_engine.model.rulebook import Model
from policy_engine.publication.difference.compare import compare
from policy_engine.publication.difference.difference import difference
from policy_engine.publication.difference.expressions import Books
from policy_engine.publication.difference.json import difference_json
from policy_engine.publication.difference.parts import declarations, parts_of, parts_of_settings
from policy_engine.publication.difference.text import difference_text, sentence
from policy_engine.publication.difference.tokens import Names, Tokens
from policy_engine.records.meaning import meaning
from policy_engine.source.diagnostic import Severity
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse
from policy_engine.values.truth import Truth
from tests.checking.test_reference_book import BOOK as REFERENCE
from tests.house.repository import rule_book
from tests.properties.slips import with_other_words
from tests.publication.meant import names_of

Path = tuple[Any, ...]


@cache
def reference() -> Model:
    found = read(REFERENCE)
    assert found is not None
    return found


@cache
def perkeso() -> Model:
    found = rule_book("perkeso").model
    assert found is not None
    return found


def read(text: str) -> Model | None:
    parsed = parse(Source("book.policy", text))
    checked = check([parsed.file])
    wrong = any(each.severity is Severity.ERROR for each in (*parsed.diagnostics, *checked.diagnostics))
    return None if wrong else checked.model


def leaves(each: Any, path: Path = ()) -> Iterator[tuple[Path, str, Any]]:
    """Every value that is meant, with the way to it, and the class and attribute that hold it."""
    if isinstance(each, Mapping):
        for key, part in each.items():
            yield from leaves(part, (*path, key))
    elif isinstance(each, tuple):
        for number, part in enumerate(each):
            yield from leaves(part, (*path, number))
    elif attrs.has(type(each)) and not isinstance(each, Truth):
        for name in names_of(each):
            yield from leaves(getattr(each, name), (*path, name))
    else:
        yield path, "", each


def altered(each: Any, path: Path, value: Any) -> Any:
    """The same with another value at the end of the way."""
    if not path:
        return value
    step, *rest = path
    if isinstance(each, Mapping):
        return {**each, step: altered(each[step], tuple(rest), value)}
    if isinstance(each, tuple):
        return (*each[:step], altered(each[step], tuple(rest), value), *each[step + 1 :])
    return attrs.evolve(each, **{step: altered(getattr(each, step), tuple(rest), value)})


def another(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Fraction):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    words = {"rows": "table", "table": "rows", "bands": "rows", "clauses": "rows"}
    return words.get(value, f"{value}x") if isinstance(value, str) else None


def sites(model: Model) -> Iterator[tuple[str, Path, Any]]:
    """A few places of every attribute of every class."""
    seen: dict[str, int] = {}
    for path, _, value in leaves(model):
        holder: Any = model
        names = []
        for step in path:
            names.append(f"{type(holder).__name__}.{step}" if attrs.has(type(holder)) else "")
            holder = getattr(holder, step) if attrs.has(type(holder)) else holder[step]
        kind = " ".join(name for name in names[-3:] if name)
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= 2 and another(value) is not None and not _is_known_by(path):
            yield kind, path, value


def _is_known_by(path: Path) -> bool:
    """Whether it is the name by which a declaration is found, or a title of a value of a list."""
    is_title = path[0] == "lists" and "values" in path
    is_name = path[-1] == "name" and len(path) > 2 and (len(path) == 3 or path[-3] in ("fields", "always", "items"))
    return is_title or is_name


def found(old: Model, new: Model) -> bool:
    numbers: dict[object, int] = {}
    books = Books(Tokens(Names(), numbers), Tokens(Names(), numbers))
    if [each for each in compare(books, parts_of_settings(old), parts_of_settings(new)) if each.weight != "wording"]:
        return True
    olds, news = declarations(old), declarations(new)
    if olds.keys() != news.keys():
        return True
    alterations = (each for key in olds for each in compare(books, parts_of(olds[key]), parts_of(news[key])))
    return any(each.weight != "wording" for each in alterations)


FOLLOWS = {"type", "columns", "applies", "key", "entity"}
"""What follows from the rest: types of expressions from their parts, conditions of columns and of `applies when`,
which stand in a whole condition too; and
keys of rules and entities of fields from what they stand in."""

MEANINGLESS = {("unfilled", "to"), ("unfilled", "reading"), ("fate", "to"), ("fate", "reading")}
"""Of a part that lapses."""


@pytest.mark.parametrize("which", range(8))
def test_whatever_is_meant_is_found_when_it_changes(which: int) -> None:
    model = reference()
    missed = []
    for number, (kind, path, value) in enumerate(sites(model)):
        if number % 8 == which and not found(model, altered(model, path, another(value))):
            missed.append((kind, path))
    assert [each for each in missed if not FOLLOWS & set(each[1]) and each[1][-2:] not in MEANINGLESS] == []


@settings(max_examples=30)
@given(st.integers(0, 2**32))
def test_a_change_is_called_one_exactly_where_something_else_is_meant(seed: int) -> None:
    text = with_other_words(REFERENCE, Random(seed))
    changed = read(text)
    if changed is None:
        return
    old = reference()
    same = meaning(old) == meaning(changed)
    difference_found = difference(old, changed)

    assert difference_found.is_identical == same
    for language in ("en", "ms"):
        assert difference_text(difference_found, language)
        assert difference_json(difference_found, language)["identical"] == same


@settings(max_examples=20)
@given(st.data())
def test_one_figure_of_a_real_book_is_found_where_it_stands(data: st.DataObject) -> None:
    book = perkeso()
    key, path, value = data.draw(st.sampled_from(figures()))
    changes = difference(book, altered(book, path, another(value))).changes

    assert [(each.weight, each.name) for each in changes if each.weight != "naming"] == [("meaning", key)]


@cache
def figures() -> list[tuple[str, Path, Any]]:
    """Every figure in the rules, parameters and benefits, with the name of the declaration."""
    book, listed = perkeso(), []
    for part in ("rules", "parameters", "benefits"):
        for path, _, value in leaves(getattr(book, part), (part,)):
            holder: Any = book
            for step in path[:-1]:
                holder = getattr(holder, step) if attrs.has(type(holder)) else holder[step]
            is_figure = isinstance(holder, Literal) and isinstance(value, int | Fraction | date)
            if is_figure and path[-1] == "value" and not FOLLOWS & set(path):
                listed.append((path[1], path, value))
    return listed


CHANGES = (
    (
        "  from 2024-01-01 is RM6,500  cites deck FPM-3\n",
        "  from 2024-01-01 to 2024-06-30 is RM6,500  cites deck FPM-3\n"
        "  from 2024-07-01 is RM7,500  cites deck FPM-3\n",
        ("foreign_funeral", "from 1 July 2024: RM6,500.00 becomes RM7,500.00"),
    ),
    (
        "employment_injury  cites deck SKIM-1\n    ii.  certified_leave at least 4 days ",
        "employment_injury  cites deck SKIM-1\n    ii.  certified_leave at least 5 days ",
        ("temporary_disablement",
         "limb ii: 4 days becomes 5 days, in: certified sick leave is at least 5 days"),
    ),
    (
        'kadar harian maksimum hilang upaya sementara"\n  from 2022-09-01 to 2024-09-30 is RM132 ',
        'kadar harian maksimum hilang upaya sementara"\n  from 2022-09-01 to 2024-08-31 is RM132 ',
        ("maximum_temporary_rate", "from 1 September 2024 to 30 September 2024: no longer: RM132.00 a day"),
    ),
)  # fmt: skip


def test_changes_to_a_real_book_are_named_one_by_one() -> None:
    texts = {file.source.name: file.source.text for file in rule_book("perkeso").files}
    changed = dict(texts)
    for old, new, _ in CHANGES:
        (name,) = (name for name, text in texts.items() if text.count(old) == 1)
        changed[name] = changed[name].replace(old, new)
    old, new = (check([parse(Source(*each)).file for each in book.items()], ()).model for book in (texts, changed))

    assert old is not None
    assert new is not None
    told = {(each.name, sentence(each, "en")) for each in difference(old, new).changes}
    assert told == {each[2] for each in CHANGES}


def test_a_real_book_in_other_files_and_another_order_is_identical() -> None:
    loaded = rule_book("perkeso")
    texts = [f"-- moved\n\n{file.source.text}".replace("\n\n", "\n\n\n") for file in reversed(loaded.files)]
    files = [parse(Source(f"other{number}.policy", text)).file for number, text in enumerate(texts)]
    moved = check(files, ()).model

    assert moved is not None
    assert loaded.model is not None
    assert difference(loaded.model, moved).changes == ()
