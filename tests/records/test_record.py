"""The form of records: every version there has been stays readable, and nobody guesses at one that is not known."""

import base64
import json
from pathlib import Path

import pytest

from policy_engine import decide, read_facts
from policy_engine.records.answer import answer
from policy_engine.records.archive import restore
from policy_engine.records.canonical import NotCanonical, canonical, read_canonical
from policy_engine.records.given import given_facts
from policy_engine.records.record import (
    FORMAT,
    Part,
    Sealed,
    UnknownFormat,
    read_leaf,
    read_sealed,
    write_leaf,
    write_sealed,
)

GOLDEN = Path(__file__).parent / "golden"


def golden(version: int) -> dict[str, str]:
    found: dict[str, str] = json.loads((GOLDEN / f"version_{version}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("version", range(1, FORMAT + 1))
def test_an_old_record_is_read_and_decided_again(version: int) -> None:
    kept = golden(version)
    record = read_leaf(kept["leaf"].encode())
    sealed = read_sealed(base64.b64decode(kept["sealed"]), record)
    assert sealed is not None
    model = restore(record.text, base64.b64decode(kept["book"]))
    assert model is not None

    facts = given_facts(read_canonical(sealed.facts.content))
    assert facts == {"leave": 10, "wage": "100.00", "injured_on": "2024-03-04"}
    read = read_facts(model, facts)
    assert read.facts is not None
    again = answer(model, decide(model, read.facts, record.question))

    # 80% of RM100.00 is RM80.00 a day; ten days are RM800.00, 80,000 sen.
    assert record.decisions[0]["amounts"] == [{"name": "total", "status": "known", "value": "80000"}]
    assert canonical(again) == sealed.answer.content


def test_the_form_of_today_is_written_as_it_was() -> None:
    """Whoever changes a byte of it makes a new version, with a reader and a golden file."""
    leaf = golden(FORMAT)["leaf"].encode()

    assert write_leaf(read_leaf(leaf)) == leaf


@pytest.mark.parametrize("version", [0, 2, -1, "1", None, True, 1.5, [1]])
def test_a_version_that_is_not_known_is_refused(version: object) -> None:
    data = {**json.loads(golden(1)["leaf"]), "v": version}
    if version == 1.5:
        with pytest.raises(NotCanonical):
            read_leaf(json.dumps(data).encode())
        return

    with pytest.raises(UnknownFormat):
        read_leaf(canonical(data))


@pytest.mark.parametrize("leaf", [b"", b"[]", b"null", b'{"v":1}', b'{"v": 1}'])
def test_what_is_no_leaf_is_refused(leaf: bytes) -> None:
    with pytest.raises((NotCanonical, UnknownFormat)):
        read_leaf(leaf)


def test_what_is_sealed_is_bound_to_its_leaf() -> None:
    kept = golden(1)
    record = read_leaf(kept["leaf"].encode())
    other = Sealed(Part(b"{}", bytes(32)), Part(b"{}", bytes(32)))

    assert read_sealed(write_sealed(other), record) is None
    assert read_sealed(b"", record) is None
    assert read_sealed(base64.b64decode(kept["sealed"])[:-1], record) is None
