"""The auditor's walk: a page of Markdown whose commands are run, and which tells what they print.

Blocks ```policy FILE and ```json FILE are files, ```sql is run against the store with the tools of the database, and in
```console each line `$ policy ...` is a command, with what it prints below it.  `python -m tests.records.walk` writes
anew what the commands print.
"""

import hashlib
import io
import os
import re
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import chdir, closing, contextmanager, redirect_stderr, redirect_stdout
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from unittest.mock import patch

from policy_engine.cli import recording
from policy_engine.cli.main import main
from tests.house.repository import ROOT

PAGE = ROOT / "docs/auditors-walk.md"
STORE = "decisions.store"

_BLOCK = re.compile(r"^```(policy|json|sql|console)(?: (\S+))?\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
_FIRST, _STEP = 1_693_791_000_000, 250 * 86_400_000
"""4 September 2023; each further record is made 250 days later."""


def fresh(page: str) -> str:
    """The page with what its commands print now."""
    with TemporaryDirectory() as folder, chdir(folder), _surroundings(), patch.dict(os.environ, POLICY_CACHE="off"):
        return _BLOCK.sub(_run, page)


@contextmanager
def _surroundings() -> Iterator[None]:
    """The same clock and the same chance each time."""
    ticks, draws = count(), count()
    clock = SimpleNamespace(time_ns=lambda: (_FIRST + next(ticks) * _STEP) * 1_000_000)
    chance = SimpleNamespace(token_bytes=lambda size: hashlib.shake_256(b"walk %d" % next(draws)).digest(size))
    with patch.object(recording, "time", clock), patch.object(recording, "secrets", chance):
        yield


def _run(block: re.Match[str]) -> str:
    kind, name, text = block.groups()
    if kind in ("policy", "json"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    elif kind == "sql":
        with closing(sqlite3.connect(STORE)) as database:
            database.executescript(text)
    else:
        return f"```console\n{_console(text)}```"
    return block[0]


def _console(text: str) -> str:
    commands = [line for line in text.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{_printed(line)}" for line in commands)


def _printed(line: str) -> str:
    """What a command prints; where it writes into a file, nothing."""
    command, _, target = line.removeprefix("$ policy ").partition(" > ")
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        code = main(shlex.split(command))
    if target:
        Path(target).write_text(printed.getvalue(), encoding="utf-8")
        return ""
    ended = "" if code == 0 else f"(exit code {code})\n"
    return "".join(f"{each.rstrip()}\n" for each in printed.getvalue().splitlines()) + ended


if __name__ == "__main__":
    PAGE.write_text(fresh(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
