"""An explanation as data for programs, ready for `json.dumps`.

Invariant: keys and ids are the same in every language, only sentences and titles differ; amounts are text, no number
is a float, and what is not known is null.
"""

from typing import Any

from policy_engine.explanation.document import (  # fmt: skip
    Amount,
    Change,
    Explanation,
    Figure,
    FromOutside,
    Item,
    Line,
    Plain,
    Reason,
    Share,
)
from policy_engine.source.arguments import must_be

Json = dict[str, Any]


def as_json(explanation: Explanation) -> Json:
    """The whole explanation."""
    must_be(Explanation, explanation, "as_json", "explanation", "an Explanation, which explain gives")
    subject: Json = {"rule": explanation.question} if explanation.kind == "rule" else {"benefit": explanation.question}
    if explanation.kind == "rule":
        subject |= {"value": _listed(explanation.data), "exact": explanation.exact or None}
    return {
        **subject,
        "kind": explanation.kind,
        "member": explanation.member or None,
        "title": explanation.title,
        "language": explanation.language,
        "outcome": explanation.outcome or None,
        "verdict": explanation.verdict,
        "as_at": explanation.as_at or None,
        "on": explanation.on or None,
        "citations": list(explanation.citations),
        "amounts": {amount.name: _amount(amount) for amount in explanation.amounts},
        "shares": [_share(share) for amount in explanation.amounts for share in amount.shares],
        "reasons": [_reason(reason) for reason in explanation.reasons],
        "changes": [_change(each) for each in explanation.changes],
        **_points(explanation),
        **_rests_on(explanation),
        "documents": [_item(each) for each in explanation.documents],
        "provides": [_item(each) for each in explanation.provides],
        "excludes": [_item(each) for each in explanation.excludes],
        "notes": [{"text": each.text, "citations": list(each.citations)} for each in explanation.notes],
    }


def _points(explanation: Explanation) -> Json:
    """What is missing, and what the law leaves open."""
    return {
        "missing": [
            {
                "fact": each.fact,
                "member": each.member or None,
                "kind": each.kind,
                "title": each.title,
                "question": each.question,
                "by": list(each.by),
                "why": each.why,
            }
            for each in explanation.missing
        ],
        "open_points": [
            {
                "kind": each.kind,
                "name": each.name,
                "title": each.title,
                "question": each.question or None,
                "sentence": each.sentence,
                "detail": list(each.detail),
                "citations": list(each.citations),
            }
            for each in explanation.open_points
        ],
    }


def _rests_on(explanation: Explanation) -> Json:
    """Readings, assumptions, parameters and provisions that gave way."""
    return {
        "readings": [
            {
                "name": each.name,
                "question": each.question,
                "option": each.option,
                "option_title": each.option_title,
                "because": each.because or None,
                "turns": each.turns,
                "turns_on": each.turns_on or None,
                "citations": list(each.citations),
            }
            for each in explanation.readings
        ],
        "displaced": [
            {"rule": each.rule, "label": each.label, "by": list(each.by), "sentence": each.sentence}
            for each in explanation.displaced
        ],
        "assumptions": [{"name": each.name, "title": each.title} for each in explanation.assumptions],
        "parameters": [
            {
                "name": each.name,
                "title": each.title,
                "value": _listed(each.data),
                "from": each.start or None,
                "to": each.to or None,
                "notice": each.notice or None,
                "citations": list(each.citations),
            }
            for each in explanation.parameters
        ],
        "outside": [_from_outside(each) for each in explanation.outside],
    }


def _from_outside(each: FromOutside) -> Json:
    return {
        "citation": each.citation,
        "title": each.title,
        "confidence": each.confidence,
        "meaning": each.meaning,
        "fills": list(each.fills),
    }


def _amount(amount: Amount) -> Json:
    return {
        "title": amount.label,
        "status": amount.status,
        "value": _listed(amount.data),
        "exact": amount.exact or None,
        "type": amount.type,
        "bounds": amount.bounds or None,
        "payee": amount.payee or None,
        "payees": [
            {"name": each.name, "title": each.title, "state": each.state, "citations": list(each.citations)}
            for each in amount.payees
        ],
        "from": amount.starts,
        "until": amount.until,
        "while": amount.lasts or None,
        "rest": _listed(amount.rest_data),
        "working": amount.line.working if amount.line else None,
        "lines": [_line(each) for each in amount.lines],
        "reasons": [_reason(each) for each in amount.reasons],
        "citations": list(amount.citations),
    }


def _line(line: Line) -> Json:
    return {
        "name": line.name,
        "title": line.label,
        "value": _listed(line.data),
        "working": line.working,
        "citations": list(line.citations),
    }


def _share(share: Share) -> Json:
    return {
        "payment": share.payment,
        "id": share.id,
        "title": share.name or None,
        "class": share.class_name or None,
        "class_title": share.class_title or None,
        "part": share.part or None,
        "working": share.working or None,
        "amount": _listed(share.data),
        "exact": share.exact or None,
        "state": share.state,
        "why_not": share.why_not or None,
        "citations": list(share.citations),
    }


def _reason(reason: Reason) -> Json:
    low, high = reason.truth
    return {
        "id": reason.id,
        "truth": reason.mark,
        "low": low,
        "high": high,
        "sentence": reason.sentence,
        "value": None if reason.figure is None else _figure(reason.figure),
        "citations": list(reason.citations),
        "see": reason.see or None,
        "lines": [_line(each) for each in reason.lines],
        "reasons": [_reason(each) for each in reason.children],
    }


def _change(change: Change) -> Json:
    ways = [_change(each) for each in change.ways]
    return {"id": change.id, "sentence": change.sentence, "citations": list(change.citations), "ways": ways}


def _figure(figure: Figure) -> Json:
    return {
        "title": figure.name,
        "value": _listed(figure.value),
        "operator": figure.operator,
        "bound": _listed(figure.bound),
        "distance": figure.distance or None,
    }


def _item(item: Item) -> Json:
    return {"name": item.name, "title": item.title, "state": item.state, "citations": list(item.citations)}


def _listed(value: Plain) -> object:
    """Tuples as lists, as JSON has them."""
    if isinstance(value, tuple):
        return [_listed(each) for each in value]
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    return value
