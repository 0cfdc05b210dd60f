"""What was found, as the sections of docs/quality.md."""

import re
from collections.abc import Mapping, Sequence
from textwrap import fill

from benchmarks.quality.kills import Killed
from benchmarks.quality.refusals import Refused
from benchmarks.quality.replays import Replays

ORDER = ("replays", "kills", "refusals")
_HEAD = """\
# What the store of records was put through

`python -m benchmarks.quality` runs all of this and writes this page; with the name of a section (`replays`, `kills`,
`refusals`) it runs that section alone. The tests run a little of each (`tests/records/test_quality.py`).
"""
_REPLAYS = """\
## Decisions made again, byte by byte

{records} decisions were recorded by two processes at once: {cases} cases of the rule book of Malaysia's social
security, and claims that differ from them in one to three facts.
{outcomes}.
`policy verify` found nothing amiss in {unharmed} of them. The records were made once, and each was made again
from the archived rule book {times}.
Of {made} replays {again} gave the very same bytes.

"""
_KILLS = """\
## Writers and servers killed

Two writers write at once, in turn with one record to a commit, with up to ten, and with four threads that share
commits. One of them is killed (SIGKILL) at a moment left to chance, and another takes its place. The server is killed
while two writers write, every other time with all its processes and else its first process alone; it is started again,
and the writers go on. In the end each receipt that a writer had is held against the store and each checkpoint against
the tree, and everything is verified, also what is sealed. A kill is no loss of power: what a disk does with a write
that it was told to complete is not shown here.

"""
_REFUSALS = """\
## Stores that can take nothing more

Records were made until the store refused. What there was then was verified; the disk was given room, or the right to
write, and the store took the next record.

"""


def with_section(page: str, name: str, text: str, machine: str) -> str:
    """The page with a section put in, or put in place of the one that there was."""
    parts = dict(re.findall(r"^<!-- (\w+) -->\n(.*?)(?=^<!-- |\Z)", page, flags=re.MULTILINE | re.DOTALL))
    parts[name] = f"{text}\nRun on {machine}.\n\n"
    told = "".join(f"<!-- {each} -->\n{parts[each]}" for each in ORDER if each in parts)
    return f"{_HEAD}\n{told}".rstrip() + "\n"


def replays(found: Replays) -> str:
    """Decisions made again."""
    rows = [
        (each.under.seed, each.under.locale, each.under.zone, each.version, _n(each.records), _n(each.identical),
         _n(each.records - each.identical))
        for each in found.made
    ]  # fmt: skip
    told = _REPLAYS.format(
        records=_n(found.records),
        cases=_n(min(found.cases, found.records)),
        outcomes=_outcomes(found),
        unharmed=_n(found.records) if not found.findings else f"NOT ALL ({found.findings} findings)",
        times=_times(found),
        made=_n(sum(each.records for each in found.made)),
        again=_n(sum(each.identical for each in found.made)),
    )
    return told + _table(("hash seed", "locale", "time zone", "Python", "made again", "identical", "different"), rows)


def _outcomes(found: Replays) -> str:
    told = ", ".join(f"{name.replace('_', ' ')} {_n(number)}" for name, number in found.outcomes.items())
    return fill(f"Outcomes: {told}", 110)


def _times(found: Replays) -> str:
    if found.times == len(found.made):
        return "under every combination below"
    several = "one" if found.times == 1 else f"{found.times}"
    return f"under {several} of the combinations below, which share the records between them"


def kills(found: Mapping[str, Killed]) -> str:
    """Writers and servers killed."""
    rows = [
        (name, _n(each.kills), _n(each.records), _n(each.acknowledged), each.lost, each.broken, each.findings)
        for name, each in found.items()
    ]
    head = ("killed", "times", "records", "acknowledged", "of these lost", "checkpoints broken", "findings")
    return _KILLS + _table(head, rows)


def refusals(found: Sequence[Refused]) -> str:
    """Stores that take nothing more."""
    rows = []
    for each in found:
        lost = max(0, each.acknowledged - each.records)
        counts = (each.acknowledged, each.records, lost, each.findings)
        rows.append((each.what, each.trouble or "NOT REFUSED", *counts, "yes" if each.again else "NO"))
    head = ("store", "refused as", "acknowledged", "records then", "lost", "findings", "takes records again")
    return _REFUSALS + _table(head, rows)


def _table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def _n(number: int) -> str:
    return f"{number:,}"
