"""One file with text, read without surprises.

Invariant: at most `limit` bytes are read, only from a plain file, and only strict UTF-8 comes back.
"""

import os
import stat
from pathlib import Path

from policy_engine.files.errors import (
    cannot_be_read,
    file_too_large,
    no_such_path,
    not_a_plain_file,
    not_utf8,
    saved_as_utf16,
)
from policy_engine.source.diagnostic import Diagnostic

MEBIBYTE = 1024 * 1024
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer must not make us wait
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_text_file(path: Path, name: str, limit: int) -> str | Diagnostic:
    """The text of a file of at most `limit` bytes, or what is wrong with the file, which people call `name`."""
    try:
        handle = os.open(path, _OPEN)
    except FileNotFoundError:
        return no_such_path(name)
    except (OSError, ValueError):
        return cannot_be_read(name)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return not_a_plain_file(name)
        if status.st_size > limit:
            return file_too_large(name, written_size(limit))
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(limit + 1)
    except OSError:
        return cannot_be_read(name)
    finally:
        os.close(handle)
    return decode(data, name, limit)


def decode(data: bytes, name: str, limit: int) -> str | Diagnostic:
    """Bytes as text: strict UTF-8, a byte order mark dropped."""
    if len(data) > limit:
        return file_too_large(name, written_size(limit))
    if data.startswith(_UTF16):
        return saved_as_utf16(name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return not_utf8(name, data.count(b"\n", 0, error.start) + 1, f"0x{data[error.start]:02X}")
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def written_size(limit: int) -> str:
    """A limit in bytes as people read it; limits are whole mebibytes."""
    return f"{limit // MEBIBYTE:,} MiB"
