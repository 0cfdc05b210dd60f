"""What the engine has to say about a rule file, a facts file or a question, as data.

Invariant: no prose; the words of a code stand in texts/<language>/diagnostics.toml, and only
source/report.py puts the two together.
"""

from collections.abc import Mapping
from enum import Enum

from attrs import field, frozen

from policy_engine.source.text import NOWHERE, Span


class Severity(Enum):
    """An error stops the work; a warning is advice that a rule book may be published with."""

    ERROR = "error"
    WARNING = "warning"


@frozen
class Label:
    """Another place that belongs to a diagnostic, with the key of its short text."""

    span: Span
    key: str


@frozen
class Edit:
    """A replacement that is safe to make: the stretch, and the text to put there."""

    span: Span
    text: str


@frozen
class Diagnostic:
    """One thing to say: a code that is the same in both languages, a place, and what fills the holes of its text."""

    code: str
    span: Span = NOWHERE
    facts: Mapping[str, str] = field(factory=dict, hash=False)
    related: tuple[Label, ...] = ()
    fix: Edit | None = None
    severity: Severity = Severity.ERROR
    path: str = ""
    """For a diagnostic about a facts file: where in it, such as `dependants[ali].born_on`."""
