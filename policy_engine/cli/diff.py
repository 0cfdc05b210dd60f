"""`policy diff`: what changes from one rule book to another, and which decisions with it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from policy_engine.cli.keeping import folder_of_books
from policy_engine.cli.main import BAD_INPUT, FINDINGS, FINE
from policy_engine.cli.output import errors_among, print_json, refuse
from policy_engine.evaluation.json_text import LARGEST_TEXT, read_json
from policy_engine.files.kept import load_kept
from policy_engine.files.loaded import Loaded
from policy_engine.files.read_text_file import read_text_file
from policy_engine.model.rulebook import Model
from policy_engine.publication.difference.decisions import Data, decisions, decisions_on
from policy_engine.publication.difference.difference import difference
from policy_engine.publication.difference.document import Difference
from policy_engine.publication.difference.json import difference_json
from policy_engine.publication.difference.text import difference_text
from policy_engine.publication.words import say
from policy_engine.source.diagnostic import Diagnostic


@frozen
class Compared:
    """with_cases: compare the decisions of the cases of NEW; facts: those of the facts files in this folder, or ""."""

    with_cases: bool
    facts: str
    language: str
    as_json: bool


def show_difference(asked: Compared, old: str, new: str) -> int:
    """Prints the difference; 0 where both mean the same, 1 where they do not, 2 where one cannot be read."""
    books = load_kept([old], folder_of_books()), _new_book(asked, new)
    wrong = [each for book in books if book.model is None for each in errors_among(book.diagnostics)]
    files, unread = _facts_files(asked.facts)
    wrong += unread
    one, other = books[0].model, books[1].model
    if wrong or one is None or other is None:
        refuse(wrong, asked.language, as_json=asked.as_json)
        return BAD_INPUT
    found = _with_decisions(asked, difference(one, other), one, other, books[1], files)
    if asked.as_json:
        print_json({**difference_json(found, asked.language), "diagnostics": []})
    elif not found.changes and found.decisions is None and _texts(books[0]) == _texts(books[1]):
        print(say(asked.language, "difference.same"))
    else:
        print(difference_text(found, asked.language))
    return FINE if found.is_identical else FINDINGS


def _new_book(asked: Compared, new: str) -> Loaded:
    """The new book, with its cases where they are asked for."""
    if not asked.with_cases:
        return load_kept([new], folder_of_books())
    from policy_engine.files.load import load  # the parser and the checker, which a book that is kept does not need

    return load([new])


def _with_decisions(
    asked: Compared, found: Difference, old: Model, new: Model, loaded: Loaded, files: Mapping[str, Data]
) -> Difference:
    if asked.facts:
        return decisions_on(found, old, new, files)
    return decisions(found, old, new, loaded.cases) if asked.with_cases else found


def _facts_files(folder: str) -> tuple[dict[str, Data], list[Diagnostic]]:
    """What the facts files of a folder say, by their names, and why some cannot be read."""
    found: dict[str, Data] = {}
    wrong: list[Diagnostic] = []
    for path in sorted(Path(folder).rglob("*.json")) if folder else ():
        text = read_text_file(path, str(path), LARGEST_TEXT)
        if isinstance(text, Diagnostic):
            wrong.append(text)
            continue
        data, diagnostics = read_json(text)
        wrong += diagnostics
        found[path.relative_to(folder).as_posix()] = data
    return found, wrong


def _texts(book: Loaded) -> Sequence[str]:
    return sorted(file.source.text for file in book.files)
