"""A little of what `python -m benchmarks.quality` runs at length (docs/quality.md)."""

import re
import sys
from pathlib import Path

import pytest

from benchmarks.quality import pages
from benchmarks.quality.entries import some_keys
from benchmarks.quality.kills import Killed, kill_server, kill_writers
from benchmarks.quality.refusals import refusals
from benchmarks.quality.replays import combinations, replays
from benchmarks.quality.server import Server
from policy_engine.records.keys import write_keys
from policy_engine.records.store import make_store
from tests.doors.books import write_book
from tests.house.repository import ROOT

KILLS = 8


def new_store(folder: Path, address: str) -> Path:
    """A new store's file of keys."""
    keys = some_keys()
    (folder / "keys").write_text(write_keys(keys), encoding="utf-8")
    make_store(address, keys).database.close()
    return folder / "keys"


def test_no_acknowledged_record_is_lost_when_writers_are_killed(address: str, tmp_path: Path) -> None:
    found = kill_writers(address, new_store(tmp_path, address), KILLS)

    assert found.acknowledged >= KILLS // 2
    assert (found.lost, found.broken, found.findings) == (0, 0, 0)
    assert found.records >= found.acknowledged


def test_no_acknowledged_record_is_lost_when_the_server_is_killed(server: Server, tmp_path: Path) -> None:
    address = server.new_database()

    found = kill_server(server, address, new_store(tmp_path, address), 1)

    assert found.acknowledged >= 1
    assert (found.lost, found.broken, found.findings) == (0, 0, 0)


def test_stores_that_can_take_nothing_more_refuse_and_lose_nothing(tmp_path: Path) -> None:
    found = list(refusals(tmp_path, None))

    assert [each.trouble for each in found] in (["failed"], ["failed", "full", "read only"])
    assert [(each.findings, each.again, each.records >= each.acknowledged) for each in found] == [
        (0, True, True) for _ in found
    ]


def test_decisions_are_made_again_under_other_surroundings(tmp_path: Path) -> None:
    write_book(tmp_path)

    found = replays(tmp_path, tmp_path / "rules", 30, [sys.executable], 1, range(2))

    assert (found.records, found.findings) == (30, 0)
    assert [(each.records, each.identical) for each in found.made] == [(15, 15)] * 2


def test_the_combinations_are_ten_and_meet_each_other() -> None:
    found = list(combinations(("3.11", "3.12", "3.13")))

    assert len({each.seed for each in found}) == 10
    assert len({(each.locale, each.zone) for each in found}) == 9
    assert len({(each.locale, each.python) for each in found}) == 9
    assert len({(each.zone, each.python) for each in found}) == 9


def test_a_section_takes_the_place_of_the_one_there_was() -> None:
    page = ""
    for name, text in (("refusals", "## R\n"), ("kills", "## K\n"), ("refusals", "## R again\n")):
        page = pages.with_section(page, name, text, "a machine")

    assert re.findall(r"^## .*", page, flags=re.MULTILINE) == ["## K", "## R again"]
    assert page.count("Run on a machine.") == 2


@pytest.mark.parametrize("lost", [0, 3])
def test_what_is_lost_is_told(lost: int) -> None:
    told = pages.kills({"writers": Killed(5, 100, 120, lost, 0, 0, 1)})

    assert f"| writers | 5 | 120 | 100 | {lost} | 0 | 0 |" in told


def test_the_page_tells_of_no_defect() -> None:
    page = (ROOT / "docs/quality.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| .*", page, flags=re.MULTILINE)

    assert re.findall(r"<!-- (\w+) -->", page) == [*pages.ORDER]
    assert len(rows) > 20
    assert [row for row in rows if "NO" in row] == []
