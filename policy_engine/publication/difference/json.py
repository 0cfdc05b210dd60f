"""A difference as data for programs, ready for `json.dumps`.

Invariant: keys and names are the same in every language, only words differ; what is not there is null.
"""

from typing import Any

from policy_engine.model.rulebook import Interval, Words
from policy_engine.publication.difference.document import WEIGHTS, Cause, Change, DecisionChange, Difference
from policy_engine.publication.difference.text import sentence
from policy_engine.publication.words import own

Json = dict[str, Any]


def difference_json(difference: Difference, language: str) -> Json:
    """All changes in their order; `because` of a decision counts them from 0."""
    decisions = difference.decisions
    return {
        "book": difference.book,
        "title": own(language, difference.title, difference.book),
        "language": language,
        "identical": difference.is_identical,
        "counts": {weight: sum(each.weight == weight for each in difference.changes) for weight in WEIGHTS},
        "changes": [_change(each, language) for each in difference.changes],
        "compared": None if decisions is None else difference.compared,
        "decisions": None if decisions is None else [decision_json(each, language) for each in decisions],
    }


def _change(change: Change, language: str) -> Json:
    return {
        "weight": change.weight,
        "what": change.what,
        "kind": change.kind,
        "name": change.name,
        "title": own(language, change.title, change.name),
        "path": [{"part": each.part, "label": each.label or None} for each in change.path],
        "from": _day(change.time, "start"),
        "to": _day(change.time, "to"),
        "old": _side(change.old, change.old_line, change.old_written, change.where_old, language),
        "new": _side(change.new, change.new_line, change.new_written, change.where_new, language),
        "citations": list(change.citations),
        "sentence": sentence(change, language),
    }


def _day(interval: Interval, end: str) -> str | None:
    day = interval.start if end == "start" else interval.to
    return None if day is None else day.isoformat()


def _side(words: Words, line: Words, written: str, where: str, language: str) -> Json | None:
    side = {"words": own(language, words), "line": own(language, line), "written": written, "where": where}
    return {key: text or None for key, text in side.items()} if any(side.values()) else None


def _cause(cause: Cause, language: str) -> Json:
    return {
        "kind": cause.kind,
        "name": cause.name,
        "member": cause.member or None,
        "old": own(language, cause.old) or None,
        "new": own(language, cause.new) or None,
    }


def decision_json(decision: DecisionChange, language: str) -> Json:
    """A decision that changes, with the positions of the changes on which it rests."""
    return {
        "case": decision.case,
        "question": decision.question,
        "member": decision.member or None,
        "title": own(language, decision.title, decision.question),
        "differing": [
            {
                "part": each.part or None,
                "old": own(language, each.old),
                "new": own(language, each.new),
                "by": None if each.amount is None else str(each.amount.by),
            }
            for each in decision.differing
        ],
        "because": list(decision.because),
        "causes": [_cause(each, language) for each in decision.causes],
        "problem": {"old": list(decision.problem_old), "new": list(decision.problem_new)},
    }
