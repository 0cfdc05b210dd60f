"""A rule book with the books that it extends, found, read and parsed.

Invariant: no file belongs to two books; the files of all books together keep within the limits of one, and a book that
extends itself, over however many others, is said and not followed.
"""

import os
import posixpath
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import evolve, frozen

from policy_engine.files.errors import extends_in_a_circle, no_book_to_extend
from policy_engine.files.read_rule_files import RuleFile, RuleFiles, read_rule_files
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source
from policy_engine.syntax.declarations import BookExtends, File, RuleBook
from policy_engine.syntax.parse import parse


@frozen
class BookFile:
    """A file of a book: where it lies, and what is written in it (`File.below` says of which book)."""

    read: RuleFile
    file: File
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def place(self) -> str:
        """The one place on disk, whatever way leads there."""
        return os.path.realpath(self.read.path)


@frozen
class Books:
    """The files of the book that was named, then those of the one it extends, and so on.

    unread: what could not be read at all.
    """

    files: tuple[BookFile, ...] = ()
    unread: tuple[Diagnostic, ...] = ()


def read_books(paths: Iterable[str | Path]) -> Books:
    """The book that the named files and folders make, and every book below it.

    A book that is named although another one named extends it is still the book below.
    """
    found = read_rule_files(paths)
    books = [_parsed(found, 0)]
    unread = [*found.diagnostics]
    while (head := _extends(books[-1])) is not None and not unread:
        line, at = head
        read = _below(line, at, books)
        places = {os.path.realpath(file.path) for file in read.files}
        if at.place in places or any(file.place in places for book in books[:-1] for file in book):
            unread.append(extends_in_a_circle(line.name.text, line.folder, line.span))
        unread += read.diagnostics
        books[-1] = tuple(file for file in books[-1] if file.place not in places)
        books.append(_parsed(read, len(books)))
    return Books(tuple(file for book in books for file in book), tuple(unread))


def _parsed(found: RuleFiles, below: int) -> tuple[BookFile, ...]:
    read = ((file, parse(file.source)) for file in found.files)
    return tuple(BookFile(file, evolve(parsed.file, below=below), parsed.diagnostics) for file, parsed in read)


def _extends(book: Sequence[BookFile]) -> tuple[BookExtends, BookFile] | None:
    """The first line that names a book to extend, and the file in which it stands."""
    for each in book:
        for head in each.file.declarations:
            for line in head.entries if isinstance(head, RuleBook) else ():
                if isinstance(line, BookExtends):
                    return line, each
    return None


def _below(line: BookExtends, at: BookFile, books: Sequence[Sequence[BookFile]]) -> RuleFiles:
    """The files of the folder that the line names, each under its name as seen from the file of the line."""
    written = line.folder.strip()
    folder = at.read.path.parent / written
    if not written or posixpath.isabs(written) or os.path.isabs(written) or not _is_folder(folder):
        return RuleFiles((), (no_book_to_extend(line.name.text, line.folder, line.span),))
    already = [file.read for book in books for file in book]
    found = read_rule_files([folder], already)
    seen_from = posixpath.join(posixpath.dirname(at.read.source.name), written)
    files = tuple(
        evolve(each, source=Source(_name(seen_from, each.source.name), each.source.text)) for each in found.files
    )
    return RuleFiles(files, tuple(evolve(each, path=_name(seen_from, each.path)) for each in found.diagnostics))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _name(folder: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(folder, name))
