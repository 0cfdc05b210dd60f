"""Why a line of a case came out otherwise: the limb, the working or the open point behind it, and nothing else.

Invariant: every line stands in the explanation of the decision as well.
"""

from collections.abc import Iterable

from attrs import evolve

from policy_engine.casebook.compare import Mismatch
from policy_engine.explanation.document import Explanation, Mark, Reason
from policy_engine.explanation.text import as_text

_OF_A_PAYMENT = ("amount", "from", "until", "to", "paid to")
_DECIDING: dict[str, Mark] = {"not_payable": "no", "undetermined": "unknown", "referred": "open", "payable": "yes"}
_MARKS: dict[str, Mark] = {"no": "no", "yes": "yes", "undetermined": "unknown", "referred": "open"}
_PARTS = ("payable", "applies")


def why(explanation: Explanation, mismatch: Mismatch) -> list[str]:
    """The lines that tell it, without the heading of their section."""
    nothing = evolve(
        explanation, amounts=(), reasons=(), changes=(), missing=(), open_points=(), readings=(), displaced=(),
        assumptions=(), parameters=(), documents=(), provides=(), excludes=(), notes=(),
    )  # fmt: skip
    told = _told(explanation, nothing, mismatch)
    lines = as_text(told).splitlines()[len(as_text(nothing).splitlines()) :]
    return [line for line in lines if line.startswith(" ")]


def _told(explanation: Explanation, nothing: Explanation, mismatch: Mismatch) -> Explanation:
    """What of an explanation is about a line of a case."""
    match mismatch.word:
        case "outcome" | "value":
            deciding = _of_mark(explanation.reasons, _DECIDING.get(explanation.outcome))
            return evolve(nothing, reasons=deciding, amounts=explanation.amounts if not explanation.outcome else ())
        case "limb":
            return evolve(nothing, reasons=_limb(explanation.reasons, mismatch))
        case word if word in _OF_A_PAYMENT:
            return evolve(nothing, amounts=tuple(each for each in explanation.amounts if each.name == mismatch.name))
        case "missing":
            return evolve(nothing, missing=explanation.missing)
        case "open":
            return evolve(nothing, open_points=explanation.open_points)
        case "needs":
            return evolve(nothing, documents=explanation.documents)
        case "provides":
            return evolve(nothing, provides=explanation.provides)
        case "excludes":
            return evolve(nothing, excludes=explanation.excludes)
        case _:
            return nothing


def _of_mark(reasons: Iterable[Reason], mark: Mark | None) -> tuple[Reason, ...]:
    """The reasons that decided, each with those below it that decided it; all of them where none did alone."""
    every = tuple(reasons)
    kept = tuple(evolve(each, children=_of_mark(each.children, mark)) for each in every if each.mark == mark)
    return kept or every


def _limb(reasons: Iterable[Reason], mismatch: Mismatch) -> tuple[Reason, ...]:
    wanted = (mismatch.name, *(f"{part}.{mismatch.name}" for part in _PARTS))
    for reason in reasons:
        if reason.id in wanted:
            return (evolve(reason, children=_of_mark(reason.children, _MARKS.get(mismatch.found))),)
        below = _limb(reason.children, mismatch)
        if below:
            return below
    return ()
