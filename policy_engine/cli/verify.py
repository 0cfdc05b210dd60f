"""`policy verify`: whether a store is what it was, also against what others hold of it."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from policy_engine.cli.main import BAD_INPUT, FINDINGS, FINE
from policy_engine.cli.output import findings_data, print_findings, print_json, refuse, say
from policy_engine.cli.recording import on_open_store, on_store
from policy_engine.evaluation.json_text import read_json
from policy_engine.files.read_text_file import MEBIBYTE, read_text_file
from policy_engine.records import errors
from policy_engine.records.keys import Keys
from policy_engine.records.store import Store, signed_head
from policy_engine.records.verify import Held, read_held, verify
from policy_engine.source.diagnostic import Diagnostic


def verify_store(
    address: str, held: Sequence[str], public: str, keys_file: str | None, language: str, *, as_json: bool
) -> int:
    """Prints what is wrong, a summary, and the last checkpoint for safe keeping elsewhere."""

    def work(store: Store, keys: Keys | None = None) -> int:
        kept = [_held(name, public or store.public) for name in held]
        refused = [each for each in kept if isinstance(each, Diagnostic)]
        if refused:
            refuse(refused, language, as_json=as_json)
            return BAD_INPUT
        with _Bar(signed_head(store)[0]) as told:
            outside = [each for found in kept if not isinstance(found, Diagnostic) for each in found]
            found = verify(store, keys=keys, public=public, held=outside, told=told)
        data = {"records": found.size, "root": found.root.hex(), "erased": found.erased if keys else None}
        if as_json:
            findings = findings_data(found.findings, language)
            print_json({**data, "checkpoint": found.checkpoint, "diagnostics": findings})
            return FINDINGS if found.findings else FINE
        print_findings(found.findings, language, sys.stderr)
        key = "changed" if found.findings else "unchanged"
        print(say(language, "verify", key, records=found.size, findings=len(found.findings)))
        if not found.findings:
            print(f"\n{found.checkpoint}", end="")
        return FINDINGS if found.findings else FINE

    if keys_file is not None:
        return on_store(address, keys_file, language, work, as_json=as_json)
    return on_open_store(address, language, work, as_json=as_json)


def _held(name: str, public: str) -> tuple[Held, ...] | Diagnostic:
    text = read_text_file(Path(name), name, MEBIBYTE)
    if isinstance(text, Diagnostic):
        return text
    data = read_json(text)[0] if text.lstrip().startswith("{") else None
    return read_held(name, text, public, data) or errors.checkpoint_unreadable(name)


class _Bar:
    """How far the work has come, on a terminal while there is much of it."""

    def __init__(self, size: int) -> None:
        self._bar = click.progressbar(length=size, file=sys.stderr) if size > 1 and sys.stderr.isatty() else None

    def __enter__(self) -> Callable[[int, int], None]:
        if self._bar is not None:
            self._bar.__enter__()
        return self._told

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.render_finish()

    def _told(self, done: int, size: int) -> None:
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
