"""The counts on the front page are those of the book."""

import re

from policy_engine.publication.ledger import ledger
from tests.house.repository import ROOT, rule_book


def _told(words: str) -> int:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"\| {re.escape(words)}[^|]*\| ([0-9,]+) \|", text)
    assert found, words
    return int(found[1].replace(",", ""))


def test_the_front_page_counts_what_the_ledger_counts() -> None:
    loaded = rule_book("perkeso")
    assert loaded.model is not None
    counts = ledger(loaded.model, loaded.cases).counts
    statuses = dict(counts.statuses)

    assert _told("items of the five sources") == counts.items
    assert _told("encoded, each exercised by a case") == statuses["encoded"] == counts.exercised
    assert _told("summaries") == statuses["summary of"]
    assert _told("not rules") == statuses["not a rule"]
    assert _told("without effect") == statuses["no effect"]
    assert _told("not encoded") == statuses["not encoded"]
    assert statuses.get("not accounted for", 0) == 0
    assert _told("benefits") == len(loaded.model.benefits)
    assert _told("cases") == len(loaded.cases)
