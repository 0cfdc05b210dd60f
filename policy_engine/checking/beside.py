"""What is wrong with the declarations beside those that could not be read.

A mistake in the text of one declaration must not hide what is wrong with the meaning of its neighbours, and must not
be told a second time as the names that it fails to declare.
Invariant: nothing is said of a declaration with a mistake in its text, nor of a name that
stands in such a declaration and nowhere else is declared.
"""

import re
from collections.abc import Sequence

from attrs import frozen

from policy_engine.checking.check import check
from policy_engine.source.diagnostic import Diagnostic, Severity
from policy_engine.source.text import Source
from policy_engine.syntax import declarations as syntax

_TEXT = re.compile(r'"[^"\n]*"?|--[^\n]*')
_WORD = re.compile(r"[a-z][a-z0-9_]*")


@frozen
class _Region:
    """The lines of a file, from the first to the one before the last, in which a declaration could not be read."""

    source: str
    first: int
    behind: int

    def holds(self, diagnostic: Diagnostic) -> bool:
        """Whether a finding stands in it."""
        span = diagnostic.span
        return span.source.name == self.source and self.first <= span.line < self.behind


def beside(files: Sequence[syntax.File], problems: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The errors in the meaning of every declaration that could be read, where the text of others is wrong."""
    sources = {file.source.name: file.source for file in files}
    regions = [_region(sources[each.span.source.name], each) for each in problems if each.span.source.name in sources]
    lost = {word for region in regions for word in _words(_lines(sources[region.source], region))}
    found = (each for each in check(files, ()).diagnostics if each.severity is Severity.ERROR)
    return tuple(
        each
        for each in found
        if each.span.source.name in sources
        and not any(region.holds(each) for region in regions)
        and not _is_missed(each, lost)
    )


def _is_missed(finding: Diagnostic, lost: set[str]) -> bool:
    """Whether a finding is about a name that a declaration which could not be read may well declare."""
    return finding.code.startswith("N") and not lost.isdisjoint(map(str, finding.facts.values()))


def _region(source: Source, problem: Diagnostic) -> _Region:
    """The declaration in which a problem stands: from its line in column 1 to the next such line."""
    first = problem.span.line
    while first > 1 and not _begins(source, first):
        first -= 1
    behind, last = problem.span.line + 1, len(source.line_starts)
    while behind <= last and not _begins(source, behind):
        behind += 1
    return _Region(source.name, first, behind)


def _begins(source: Source, line: int) -> bool:
    text = source.line_text(line)
    return bool(text) and not text[0].isspace() and not text.startswith("--")


def _lines(source: Source, region: _Region) -> str:
    return "\n".join(source.line_text(line) for line in range(region.first, region.behind))


def _words(text: str) -> set[str]:
    """The words of rule text that may be names."""
    return set(_WORD.findall(_TEXT.sub(" ", text)))
