"""A file with a case on each line, read line by line.

Invariant: memory holds one line, of at most `limit` bytes, however long the file is.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from attrs import field, frozen

from policy_engine.files.errors import cannot_be_read, file_too_large, no_such_path, not_a_plain_file
from policy_engine.files.read_text_file import decode, written_size
from policy_engine.source.diagnostic import Diagnostic


@frozen
class Line:
    """number: from 1.  text: or what is wrong with it.  done: bytes of the file up to its end."""

    number: int
    text: str | Diagnostic = field(repr=False)
    done: int


@frozen
class Lines:
    """The lines of an open file, which has so many bytes; 0 where nobody knows."""

    size: int
    lines: Iterator[Line] = field(repr=False)


def read_lines(path: Path, name: str, limit: int) -> Lines | Diagnostic:
    """The lines of a file that people call `name`, empty ones left out."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return no_such_path(name)
    except (OSError, ValueError):
        return not_a_plain_file(name) if path.is_dir() else cannot_be_read(name)
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        file.close()
        return not_a_plain_file(name)
    return Lines(status.st_size, lines_of(file, name, limit))


def lines_of(file: BinaryIO, name: str, limit: int) -> Iterator[Line]:
    """The lines of an open file, which is closed behind the last."""
    done = number = 0
    with file:
        while data := file.readline(limit + 1):
            done, number = done + len(data), number + 1
            if len(data) > limit:
                yield Line(number, file_too_large(name, written_size(limit)), done)
                return
            if data.strip():
                yield Line(number, decode(data, name, limit), done)
