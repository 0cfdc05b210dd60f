"""What can be wrong with files before anything in them is read (B codes), or with the books that a book extends (E).

Invariant: no prose; the words stand in texts/<language>/diagnostics/files.toml.
"""

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Span


def _about(code: str, name: str, **facts: str) -> Diagnostic:
    """A diagnostic about a file that has no text to point at."""
    return Diagnostic(code, facts={"name": name, **facts}, path=name)


def no_such_path(name: str) -> Diagnostic:
    """Nothing has this name."""
    return _about("B001", name)


def not_a_rule_file(name: str) -> Diagnostic:
    """A file was named whose name does not end in `.policy`."""
    return _about("B002", name)


def not_a_plain_file(name: str) -> Diagnostic:
    """A device, a pipe or a folder stands where a file is wanted."""
    return _about("B003", name)


def link_leads_out(name: str) -> Diagnostic:
    """A link in a rule book leads to a folder, or to a file outside the rule book."""
    return _about("B004", name)


def file_too_large(name: str, limit: str) -> Diagnostic:
    """One file is larger than files may be."""
    return _about("B005", name, limit=limit)


def book_too_large(name: str, limit: str) -> Diagnostic:
    """The files of a rule book are larger together than a book may be."""
    return _about("B006", name, limit=limit)


def too_many_files(name: str, limit: str) -> Diagnostic:
    """A rule book has more files than a book may have."""
    return _about("B007", name, limit=limit)


def not_utf8(name: str, line: int, found: str) -> Diagnostic:
    """Bytes that are no UTF-8 text; `found` is the code of the byte, line counts from 1."""
    return _about("B008", name, line=str(line), found=found)


def saved_as_utf16(name: str) -> Diagnostic:
    """A text in the two-byte encoding of some word processors."""
    return _about("B009", name)


def cannot_be_read(name: str) -> Diagnostic:
    """The file exists, but this user may not read it or the disk fails."""
    return _about("B010", name)


def no_rule_files(name: str) -> Diagnostic:
    """A folder without any rule file."""
    return _about("B011", name)


def cannot_be_written(name: str) -> Diagnostic:
    """The formatted text could not be put into the file; the file is as it was."""
    return _about("B012", name)


def no_book_to_extend(book: str, folder: str, span: Span) -> Diagnostic:
    """The folder of a book that is extended does not exist, holds no rule file, or is not named from the file."""
    return Diagnostic("E101", span, {"book": book, "folder": folder})


def extends_in_a_circle(book: str, folder: str, span: Span) -> Diagnostic:
    """A book is found again among the books that it extends."""
    return Diagnostic("E102", span, {"book": book, "folder": folder})
