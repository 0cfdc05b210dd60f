"""What every command prints: findings, lines and JSON.

Invariant: colours only where a terminal shows them and NO_COLOR is not set; the same bytes otherwise.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO

from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.source.report import as_json, report
from policy_engine.texts.catalogue import fill, texts


def print_findings(diagnostics: Iterable[Diagnostic], language: str, stream: TextIO) -> None:
    """Each finding as a page, with an empty line behind it."""
    color = shows_colors(stream)
    for diagnostic in diagnostics:
        print(report(diagnostic, language, color), file=stream)


def print_json(data: Mapping[str, object]) -> None:
    """One JSON document on standard output."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def refuse(diagnostics: Iterable[Diagnostic], language: str, *, as_json: bool) -> None:
    """Bad input: pages on standard error, or with --json one document on standard output."""
    if as_json:
        print_json({"diagnostics": findings_data(diagnostics, language)})
    else:
        print_findings(diagnostics, language, sys.stderr)


def findings_data(diagnostics: Iterable[Diagnostic], language: str) -> list[dict[str, object]]:
    """The findings as JSON holds them."""
    return [as_json(diagnostic, language) for diagnostic in diagnostics]


def say(language: str, command: str, key: str, **facts: object) -> str:
    """A sentence of texts/<language>/commands.toml."""
    table = texts(language, "commands")[command]
    assert isinstance(table, dict)
    return fill(str(table[key]), {name: str(fact) for name, fact in facts.items()}, language)


def errors_among(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that stop the work."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]


def shows_colors(stream: TextIO) -> bool:
    """Whether a stream is a terminal whose user has not declined colours."""
    return stream.isatty() and not os.environ.get("NO_COLOR")
