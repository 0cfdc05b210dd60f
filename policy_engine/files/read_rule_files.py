"""The files of a rule book, found and read.

Invariant: the same folder gives the same sources in the same order on every machine; nothing outside the named
paths is read, and every limit is looked at before the work it limits.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen

from policy_engine.files.errors import (
    book_too_large,
    cannot_be_read,
    link_leads_out,
    no_rule_files,
    no_such_path,
    not_a_plain_file,
    not_a_rule_file,
    too_many_files,
)
from policy_engine.files.read_text_file import MEBIBYTE, read_text_file, written_size
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source

LARGEST_FILE = 1 * MEBIBYTE
LARGEST_BOOK = 16 * MEBIBYTE
MOST_FILES = 2_000


@frozen
class RuleFile:
    """A source together with the place where it lies."""

    path: Path
    source: Source


@frozen
class RuleFiles:
    """The files that could be read, in the order of their names, and what is wrong with the others."""

    files: tuple[RuleFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """What `parse` wants, without the places."""
        return tuple(file.source for file in self.files)


def read_rule_files(paths: Iterable[str | Path], already: Sequence[RuleFile] = ()) -> RuleFiles:
    """Every `*.policy` file of the named folders, with the folders inside them, and every named file.

    A source is named by its path inside the named folder; where several paths are named, by its path from where they
    are seen.  Hidden files and folders are passed over.  No file is read twice.  What has been read `already`, of the
    books that extend this one, counts for the limits.
    """
    roots = tuple(Path(path) for path in paths)
    places: list[tuple[Path, str]] = []
    diagnostics: list[Diagnostic] = []
    seen: set[str] = set()
    for root in roots:
        for found in _find(root, alone=len(roots) == 1):
            if isinstance(found, Diagnostic):
                diagnostics.append(found)
            elif (real := os.path.realpath(found[0])) not in seen:
                seen.add(real)
                places.append(found)
            if len(already) + len(places) > MOST_FILES:
                return RuleFiles((), (too_many_files(root.as_posix(), f"{MOST_FILES:,}"),))
    files, unread = _read(places, sum(len(file.source.text.encode()) for file in already))
    return RuleFiles(tuple(files), (*diagnostics, *unread))


def _find(root: Path, *, alone: bool) -> Iterator[tuple[Path, str] | Diagnostic]:
    """The rule files of one named path, each with the name that people know it by."""
    shown = root.as_posix()
    try:
        if root.is_dir():
            yield from _find_in_folder(root, shown, alone=alone)
        elif not root.exists():
            yield no_such_path(shown)
        elif root.suffix != ".policy":
            yield not_a_rule_file(shown)
        else:
            yield root, (root.name if alone else shown)
    except (OSError, ValueError):
        yield cannot_be_read(shown)


def _find_in_folder(root: Path, shown: str, *, alone: bool) -> Iterator[tuple[Path, str] | Diagnostic]:
    found = sorted(_walk(root), key=lambda entry: entry[0].relative_to(root).parts)
    if not found:
        yield no_rule_files(shown)
    real_root = Path(os.path.realpath(root))
    for path, is_folder, is_link in found:
        name = path.relative_to(root).as_posix() if alone else path.as_posix()
        if is_link and (is_folder or not Path(os.path.realpath(path)).is_relative_to(real_root)):
            yield link_leads_out(name)
        elif is_folder:
            yield not_a_plain_file(name)
        else:
            yield path, name


def _walk(root: Path) -> Iterator[tuple[Path, bool, bool]]:
    """Path, whether it is a folder and whether it is a link, of everything that is called like a rule file and of
    every link to a folder; a loop and not a recursion, because folders may be nested deeply."""
    folders = [root]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                is_folder, is_link = os.path.isdir(entry.path), entry.is_symlink()  # a link in a circle is no folder
                if entry.name.startswith("."):
                    continue
                if is_folder and not is_link:
                    folders.append(Path(entry.path))
                if entry.name.endswith(".policy") or (is_folder and is_link):
                    yield Path(entry.path), is_folder, is_link


def _read(places: list[tuple[Path, str]], size: int) -> tuple[list[RuleFile], list[Diagnostic]]:
    texts: list[tuple[Path, str, str]] = []
    diagnostics: list[Diagnostic] = []
    for path, name in places:
        text = read_text_file(path, name, LARGEST_FILE)
        if isinstance(text, Diagnostic):
            diagnostics.append(text)
            continue
        size += len(text.encode())
        if size > LARGEST_BOOK:
            return [], [book_too_large(name, written_size(LARGEST_BOOK))]
        texts.append((path, name, text))
    return [RuleFile(path, Source(name, text)) for path, name, text in texts], diagnostics
