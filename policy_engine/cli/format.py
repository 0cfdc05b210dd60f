"""`policy format`: rule files in their canonical form.

Invariant: a file is replaced as a whole or not at all, and only by text that reads back as the same declarations.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from policy_engine.cli.main import BAD_INPUT, FINDINGS, FINE
from policy_engine.cli.output import print_findings, say
from policy_engine.files.errors import cannot_be_written
from policy_engine.files.read_rule_files import RuleFile, read_rule_files
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source
from policy_engine.syntax.format import format
from policy_engine.syntax.parse import parse


def format_files(paths: Sequence[str], language: str, *, only_check: bool) -> int:
    """Writes, or with `only_check` lists, the files that are not in canonical form.

    0 where all is well; 1 where a file is not in canonical form (`only_check`) or has a syntax error; 2 where a file
    could not be read or written.
    """
    found = read_rule_files(paths)
    print_findings(found.diagnostics, language, sys.stderr)
    unwell: list[Diagnostic] = []
    unwritten: list[Diagnostic] = []
    changed = 0
    for file in found.files:
        text = _canonical(file.source)
        if isinstance(text, tuple):
            unwell += text
            continue
        if text == file.source.text:
            continue
        if not only_check and (failed := _write(file, text)):
            unwritten.append(failed)
            continue
        changed += 1
        print(say(language, "format", "would_change" if only_check else "changed", name=file.source.name))
    print_findings((*unwell, *unwritten), language, sys.stderr)
    summary = "summary_of_check" if only_check else "summary"
    print(say(language, "format", summary, files=len(found.files), changed=changed))
    if found.diagnostics or unwritten:
        return BAD_INPUT
    return FINDINGS if unwell or (only_check and changed) else FINE


def _canonical(source: Source) -> str | tuple[Diagnostic, ...]:
    """The canonical text of a file, or what is wrong with it."""
    parsed = parse(source)
    if parsed.diagnostics:
        return parsed.diagnostics
    text = format(parsed.file)
    again = parse(Source(source.name, text))
    if again.diagnostics or again.file != parsed.file:
        raise RuntimeError(f"the canonical form of {source.name} would mean something else")
    return text


def _write(file: RuleFile, text: str) -> Diagnostic | None:
    """Puts the text beside the file and then in its place, so that an interruption loses nothing."""
    path = file.path.resolve()
    beside: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=".", suffix=".policy", delete=False
        ) as stream:
            beside = Path(stream.name)
            stream.write(text)
        beside.chmod(path.stat().st_mode & 0o7777)
        os.replace(beside, path)
    except OSError:
        if beside is not None:
            beside.unlink(missing_ok=True)
        return cannot_be_written(file.source.name)
    return None
