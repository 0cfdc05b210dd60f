"""A rule book put away so that a decision can be made again from it alone, years later.

Invariant: a book is found by the digest of its text and comes back with that very text, or not at all.
"""

import zlib
from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from policy_engine.checking.check import check
from policy_engine.model.derived import derived
from policy_engine.model.rulebook import Model
from policy_engine.records.canonical import NotCanonical, canonical, digest, read_canonical
from policy_engine.records.meaning import meaning
from policy_engine.source.diagnostic import Severity
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse

LARGEST = 64 * 1024 * 1024
"""In bytes, of the text of a book; a book on disk is held to less."""


@frozen
class Archived:
    """A book: the digests of its text and of its meaning, its name, and its files, compressed."""

    text: str
    meaning: str
    name: str
    content: bytes


@frozen
class ArchivedFile:
    """A file of a book, or of the book that it extends (`below` is 1), or of the one which that extends."""

    source: Source
    below: int = 0


def archive(model: Model, files: Iterable[ArchivedFile]) -> Archived:
    """The book that was read from these files, in the order in which they were read."""
    data = canonical([[file.source.name, file.source.text, file.below] for file in files])
    return Archived(digest(data), derived(model, meaning), model.settings.name, zlib.compress(data))


def restore(text: str, content: bytes) -> Model | None:
    """The book with this digest; None where the content is not that book, or no longer a book for this engine.

    It was fit to decide by when it was put away: what is looked for in new books since then does not make it unfit.
    """
    files = restored_files(text, content) or ()
    parsed = [parse(file.source) for file in files]
    if not parsed or any(found.severity is Severity.ERROR for each in parsed for found in each.diagnostics):
        return None
    trees = [evolve(each.file, below=file.below) for each, file in zip(parsed, files, strict=True)]
    return check(trees, passes=()).model


def restored_files(text: str, content: bytes) -> Sequence[ArchivedFile] | None:
    """The files of the book with this digest; None where the content is not that book."""
    inflating = zlib.decompressobj()
    try:
        data = inflating.decompress(content, LARGEST)
        if digest(data) != text or not inflating.eof:
            return None
        return [ArchivedFile(Source(name, written), below) for name, written, below in read_canonical(data)]
    except (zlib.error, NotCanonical, ValueError, TypeError):
        return None
