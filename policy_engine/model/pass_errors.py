"""What order, scales, proof and authority have to say, as data.

Invariant: no prose; the words stand in texts/<language>/diagnostics/{order,scales,proof,authority}.toml.  What fills
their holes is written as in a rule file, which reads the same in both languages.
"""

from collections.abc import Sequence

from policy_engine.source.diagnostic import Diagnostic, Label
from policy_engine.source.text import Span

_MOST_SHOWN = 8


def cycle(circle: Sequence[tuple[str, Span]]) -> Diagnostic:
    """`circle` names what is needed, in turn, and the place that needs it; the last one is what it began with."""
    return _circle("X101", circle)


def too_deep(span: Span, limit: int) -> Diagnostic:
    return Diagnostic("X102", span, {"limit": str(limit)})


def overrides_itself(circle: Sequence[tuple[str, Span]]) -> Diagnostic:
    """`circle` names the provisions, each beaten by the one before it."""
    return _circle("X103", circle)


def _circle(code: str, circle: Sequence[tuple[str, Span]]) -> Diagnostic:
    names = [circle[-1][0], *(name for name, _ in circle)]
    if len(names) > _MOST_SHOWN:
        names = [*names[: _MOST_SHOWN - 2], "...", *names[-2:]]
    related = tuple(Label(span, "needs") for _, span in circle[1:_MOST_SHOWN])
    return Diagnostic(code, circle[0][1], {"name": names[0], "path": " -> ".join(names)}, related)
