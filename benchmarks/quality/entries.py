"""Entries of the usual size without a rule book behind them, for what does not ask what a record says."""

import time
import zlib
from secrets import token_bytes

from policy_engine.records.archive import Archived
from policy_engine.records.canonical import canonical, digest
from policy_engine.records.entry import Entry, Surroundings
from policy_engine.records.keys import Keys, new_keys

_BOOK = canonical([["levy.policy", "", 0]])
BOOK = Archived(digest(_BOOK), digest(b""), "levy", zlib.compress(_BOOK))
AROUND = Surroundings(lambda: time.time_ns() // 1_000_000, token_bytes)
STEPS = 50
"""Of an answer; that of the usual case of the Malaysian rule book has about nine thousand bytes, and so has this."""


def some_keys() -> Keys:
    """Keys that nobody else has."""
    return new_keys("quality.example/log", token_bytes)


def some_entry(number: int, person: str = "") -> Entry:
    """An entry that differs from those with other numbers."""
    citations = ["leaflet L-1", f"leaflet L-{number % 40}"]
    steps = [
        {
            "kind": "rule", "name": f"rule_of_the_river_levy_{step}", "arguments": [{"number": str(number * step)}],
            "day": "2024-03-04", "value": {"number": str(number + step)}, "citations": citations, "assumptions": [],
        }
        for step in range(STEPS)
    ]  # fmt: skip
    payment = {"name": "total", "status": "known", "value": {"number": str(80_000 + number)}}
    decision = {"outcome": "payable", "payments": [payment], "readings": {}, "open_points": [], "steps": steps}
    facts = {"leave": number % 400, "wage": "100.00", "injured_on": "2024-03-04", "town": f"town {number}"}
    answer = {"money": {"currency": "MYR", "minor_digits": 2}, "decisions": [decision]}
    return Entry("river_benefit", "", {}, BOOK, facts, answer, person)
