"""A checked rule book, kept on disk so that the next command need not parse and check it again.

What is kept is found by a digest of the engine's own files and of every rule file, name and text, so that it is used
only where parsing and checking would give the very same model.  Nothing depends on it: what cannot be read, or belongs
to somebody else, is passed over and the book is loaded as ever.
Invariant: `load_kept` returns what `load` returns, but for the cases.
"""

import hashlib
import os
import pickle
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from attrs import evolve

import policy_engine
from policy_engine.files.loaded import Loaded
from policy_engine.files.read_rule_files import RuleFile, RuleFiles, read_rule_files
from policy_engine.model.rulebook import Model

MOST_KEPT = 16
"""How many books are kept; the one that was used the longest time ago goes first."""

_EXTENDS = re.compile(r'(?m)^[ ]+extends[ ]+[a-z][a-z0-9_]*[ ]+in[ ]+"(?P<folder>[^"\r\n]*)"')

DEEPEST = 20_000
"""How deep an expression may be nested in what is kept; the parser allows far less."""


def load_kept(paths: Iterable[str | Path], folder: Path | None) -> Loaded:
    """The rule book as `load` reads it, without its cases; from the folder where it is kept there unchanged.

    folder: where books are kept; None keeps nothing.
    """
    roots = tuple(paths)
    found = read_rule_files(roots)
    below = _books_below(found)
    if folder is None or found.diagnostics or below is None:
        return _loaded(roots)
    place = folder / f"{_digest((*found.files, *below))}.book"
    kept = _read(place)
    if kept is not None:
        return evolve(kept, files=(*found.files, *below))
    loaded = _loaded(roots)
    if loaded.model is not None:
        _write(place, Loaded(evolve(loaded.model), diagnostics=loaded.diagnostics))
    return loaded


def kept_model(folder: Path | None, text: str, make: Callable[[], Model | None]) -> Model | None:
    """The model that `make` gives for a book with this digest, which is asked only where it is not kept.

    text: a digest of all that the book is made from.
    """
    if folder is None:
        return make()
    place = folder / f"{_digest((), text)}.book"
    kept = _read(place)
    if kept is not None:
        return kept.model
    model = make()
    if model is not None:
        _write(place, Loaded(evolve(model)))
    return model


def _loaded(roots: tuple[str | Path, ...]) -> Loaded:
    from policy_engine.files.load import load  # the parser and the checker, which a book that is kept does not need

    return load(roots)


def _books_below(found: RuleFiles) -> tuple[RuleFile, ...] | None:
    """The files of whatever folder the text seems to extend; None where one cannot be read.

    A line in a comment counts too: then the book is kept by more than it needs.
    """
    files: list[RuleFile] = []
    seen: set[str] = set()
    waiting = [*found.files]
    while waiting:
        file = waiting.pop()
        for match in _EXTENDS.finditer(file.source.text):
            folder = os.path.realpath(file.path.parent / match["folder"].strip())
            if folder in seen:
                continue
            seen.add(folder)
            read = read_rule_files([folder], (*found.files, *files))
            if read.diagnostics:
                return None
            files += read.files
            waiting += read.files
    return tuple(files)


def _digest(files: Iterable[RuleFile], text: str = "") -> str:
    """Of the interpreter, the engine's files as they lie on disk, and all that the rule files say."""
    digest = hashlib.sha256(repr((sys.version, sys.implementation.cache_tag, text)).encode())
    package = Path(policy_engine.__file__).parent
    for root, folders, names in os.walk(package, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = Path(root, name)
            state = path.stat()
            digest.update(repr((path.as_posix(), state.st_size, state.st_mtime_ns)).encode())
    for file in files:
        source = file.source
        digest.update(repr((file.path.as_posix(), source.name, source.text)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _read(place: Path) -> Loaded | None:
    with suppress(Exception):  # whatever is wrong with it, the book itself is at hand
        if not _is_ours(place) or not _is_ours(place.parent):
            return None
        kept = pickle.loads(place.read_bytes())
        if isinstance(kept, Loaded) and isinstance(kept.model, Model):
            os.utime(place)
            return kept
    return None


def _is_ours(path: Path) -> bool:
    """Whether nobody else could have written it."""
    if not hasattr(os, "getuid"):
        return True
    state = path.stat()
    return state.st_uid == os.getuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _write(place: Path, loaded: Loaded) -> None:
    """Whole or not at all; two commands may write the same book at once."""
    limit = sys.getrecursionlimit()
    with suppress(Exception):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        sys.setrecursionlimit(max(limit, DEEPEST))
        content = pickle.dumps(loaded, protocol=5)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, place)
        books = sorted(place.parent.glob("*.book"), key=lambda each: each.stat().st_mtime_ns)
        for old in books[:-MOST_KEPT]:
            old.unlink()
    sys.setrecursionlimit(limit)
