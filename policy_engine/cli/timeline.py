"""`policy timeline`: who is paid how much from when to when, and why it changes."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen

from policy_engine.cli.decide import facts_of
from policy_engine.cli.main import BAD_INPUT, FINE
from policy_engine.cli.opening import open_kept
from policy_engine.cli.output import print_json, refuse
from policy_engine.evaluation.decision import Facts
from policy_engine.evaluation.timeline.timeline import timeline
from policy_engine.evaluation.timeline.turning import turning_over_time
from policy_engine.explanation.timeline.tell import tell_timeline
from policy_engine.explanation.timeline.text import timeline_data, timeline_text


@frozen
class TimelineAsked:
    """Which benefit, between which days (both in), and how to say it."""

    benefit: str
    start: date | None
    last: date | None
    readings: Mapping[str, str]
    language: str
    as_json: bool


def show_timeline(asked: TimelineAsked, rules: Sequence[str], facts_file: str) -> int:
    """Prints the timeline; 0 where there is one, 2 where something given cannot be used."""
    model = open_kept(rules, asked.language, as_json=asked.as_json)
    if model is None:
        return BAD_INPUT
    facts = facts_of(model, facts_file)
    if not isinstance(facts, Facts):
        refuse(facts, asked.language, as_json=asked.as_json)
        return BAD_INPUT
    until = asked.last + timedelta(1) if asked.last and asked.last < date.max else None
    found = timeline(model, facts, asked.benefit, start=asked.start, until=until, readings=asked.readings)
    if found.diagnostics:
        refuse(found.diagnostics, asked.language, as_json=asked.as_json)
        return BAD_INPUT
    turning = turning_over_time(model, facts, found.timelines, start=asked.start, until=until, readings=asked.readings)
    told = [
        tell_timeline(model, each, asked.language, last=asked.last, turning=turns)
        for each, turns in zip(found.timelines, turning, strict=True)
    ]
    if asked.as_json:
        print_json({"timelines": [timeline_data(each) for each in told], "diagnostics": []})
    else:
        print("\n\n".join(timeline_text(each) for each in told))
    return FINE
