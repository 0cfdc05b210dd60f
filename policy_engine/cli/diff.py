"""`policy diff`: what changes from one rule book to another, and which decisions with it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from policy_engine.cli.keeping import folder_of_books
from policy_engine.cli.main import BAD_INPUT, FINDINGS, FINE
from policy_engine.cli.output import errors_among, print_json, refuse
from policy_engine.cli.packages import records_ready
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
    """Of what the decisions are compared besides: the cases of NEW, facts files (and folders of them), or a store with
    the file of its keys."""

    with_cases: bool
    facts: Sequence[str]
    store: str
    keys: str | None
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
    found = difference(one, other)
    if asked.store:
        return _of_store(asked, found, one, other)
    return _print(asked, _with_decisions(asked, found, one, other, books[1], files), books)


def _of_store(asked: Compared, found: Difference, old: Model, new: Model) -> int:
    """The same with the decisions of a store; cryptography is asked for only here."""
    if not records_ready(asked.language, as_json=asked.as_json):
        return BAD_INPUT
    from policy_engine.cli.recording import on_store
    from policy_engine.records.compared import decisions_in_store
    from policy_engine.records.keys import Keys
    from policy_engine.records.store import Store

    def work(store: Store, keys: Keys) -> int:
        compared = decisions_in_store(found, old, new, store, keys)
        left_out = {"erased": compared.erased, "damaged": compared.damaged}
        code = _print(asked, compared.found, (), left_out)
        if any(left_out.values()) and not asked.as_json:
            print(say(asked.language, "difference.left_out", **left_out))
        return code

    return on_store(asked.store, asked.keys, asked.language, work, as_json=asked.as_json)


def _print(
    asked: Compared, found: Difference, books: Sequence[Loaded], left_out: Mapping[str, int] | None = None
) -> int:  # fmt: skip
    if asked.as_json:
        print_json({**difference_json(found, asked.language), **(left_out or {}), "diagnostics": []})
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


def _facts_files(named: Sequence[str]) -> tuple[dict[str, Data], list[Diagnostic]]:
    """What facts files, and those of folders, say by their names, and why some cannot be read."""
    found: dict[str, Data] = {}
    wrong: list[Diagnostic] = []
    for path, name in (each for place in named for each in _places(Path(place))):
        text = read_text_file(path, str(path), LARGEST_TEXT)
        if isinstance(text, Diagnostic):
            wrong.append(text)
            continue
        data, diagnostics = read_json(text)
        wrong += diagnostics
        found[name] = data
    return found, wrong


def _places(place: Path) -> Iterator[tuple[Path, str]]:
    """A file; or the files of a folder, by their names within it."""
    if not place.is_dir():
        yield place, place.as_posix()
        return
    yield from ((path, path.relative_to(place).as_posix()) for path in sorted(place.rglob("*.json")))


def _texts(book: Loaded) -> Sequence[str]:
    return sorted(file.source.text for file in book.files)
