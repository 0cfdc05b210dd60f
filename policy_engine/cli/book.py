"""`policy book`: the rule book for people, written to a folder as a static site.

Invariant: a folder in which anything stands that this command did not write is left alone.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from policy_engine.cli.main import BAD_INPUT, FINE
from policy_engine.cli.opening import model_or_refusal
from policy_engine.cli.output import say
from policy_engine.files.load import load

WRITTEN = "files.txt"
"""The list of the files that the command wrote, so that it knows its own when it writes the book again."""


def write_book(paths: Sequence[str], out: str, language: str) -> int:
    """Writes the site; 0 where it was written, 2 where the rules or the folder cannot be used."""
    try:
        from policy_engine.publication.site.site import site
    except ModuleNotFoundError as missing:
        if missing.name not in ("jinja2", "markupsafe"):
            raise
        return _refuse(say(language, "book", "needs_package"))
    loaded = load(paths)
    model = model_or_refusal(loaded, language, as_json=False)
    if model is None:
        return BAD_INPUT
    folder = Path(out)
    if not _is_free(folder):
        return _refuse(say(language, "book", "not_free", folder=out))
    pages = site(model, loaded.cases)
    try:
        _write(folder, pages)
    except OSError:
        return _refuse(say(language, "book", "not_written", folder=out))
    shown = sum(name.endswith(".html") for name in pages)
    print(say(language, "book", "summary", pages=shown, folder=out))
    return FINE


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return BAD_INPUT


def _is_free(folder: Path) -> bool:
    """Whether the folder is not there yet, is empty, or holds a book that this command wrote."""
    if not folder.exists():
        return True
    return folder.is_dir() and ((folder / WRITTEN).is_file() or not any(folder.iterdir()))


def _write(folder: Path, pages: Mapping[str, str]) -> None:
    """Pages of an earlier book that this one has no more are taken away."""
    for name in _written_before(folder):
        if name not in pages and (folder / name).resolve().is_relative_to(folder.resolve()):
            (folder / name).unlink(missing_ok=True)
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    (folder / WRITTEN).write_text("".join(f"{name}\n" for name in sorted(pages)), encoding="utf-8", newline="\n")


def _written_before(folder: Path) -> list[str]:
    written = folder / WRITTEN
    return written.read_text(encoding="utf-8").splitlines() if written.is_file() else []
