"""A recorded decision: the leaf that everybody may see, and beside it what is known of the person.

Invariant: a leaf holds outcomes, amounts and digests, never a fact, a member's id or a value of a rule; of those it
holds commitments with salts of 32 bytes, which nobody can guess back.
"""

import hashlib
import hmac
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from policy_engine.records.canonical import NotCanonical, Plain, canonical, read_canonical

FORMAT = 1

LARGEST_PART = 64 * 1024 * 1024
"""In bytes, of the facts and the answer of one record."""


@frozen
class Part:
    """What lies apart from the leaf: canonical bytes, and the salt of their commitment."""

    content: bytes
    salt: bytes

    @property
    def commitment(self) -> str:
        return hashlib.sha256(self.salt + self.content).hexdigest()


@frozen
class Sealed:
    """The facts of a record and the whole answer."""

    facts: Part
    answer: Part


@frozen
class Record:
    """A leaf.

    position: of the leaf in the log, from 0.  recorded_at: UTC, to the millisecond.  on: the day asked about, or "".
    text, meaning: digests of the rule book.  chosen: the readings asked for.  decisions: outcome, amounts, readings
    and open points of each decision.  facts, answer: commitments.  supersedes: the id of an earlier record, or "".
    """

    log: str
    position: int
    id: str
    recorded_at: str
    question: str
    on: str
    chosen: Mapping[str, str]
    book: str
    text: str
    meaning: str
    engine: str
    decisions: Plain
    facts: str
    answer: str
    supersedes: str


class UnknownFormat(ValueError):
    """A leaf in a form of which this engine knows nothing; `version` is what it says of itself."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


def write_leaf(record: Record) -> bytes:
    """The record as canonical bytes, which are kept as they are for ever."""
    return canonical(
        {
            "v": FORMAT,
            "log": record.log,
            "position": record.position,
            "id": record.id,
            "recorded_at": record.recorded_at,
            "question": record.question,
            "on": record.on,
            "chosen": dict(record.chosen),
            "book": {"name": record.book, "text": record.text, "meaning": record.meaning},
            "engine": record.engine,
            "decisions": record.decisions,
            "commitments": {"facts": record.facts, "answer": record.answer},
            "supersedes": record.supersedes,
        }
    )


def read_leaf(leaf: bytes) -> Record:
    """The record of a leaf of any version there has been; UnknownFormat for every other, NotCanonical for no leaf."""
    data = read_canonical(leaf)
    version = data.get("v") if isinstance(data, dict) else None
    reader = _READERS.get(version) if type(version) is int else None
    if reader is None:
        raise UnknownFormat(str(version)[:20])
    try:
        return reader(data)
    except (KeyError, TypeError):
        raise NotCanonical("a leaf without all its parts") from None


def _version_1(data: Any) -> Record:  # noqa: ANN401
    book, commitments = data["book"], data["commitments"]
    return Record(
        data["log"],
        data["position"],
        data["id"],
        data["recorded_at"],
        data["question"],
        data["on"],
        data["chosen"],
        book["name"],
        book["text"],
        book["meaning"],
        data["engine"],
        data["decisions"],
        commitments["facts"],
        commitments["answer"],
        data["supersedes"],
    )


_READERS: Mapping[int, Callable[[Plain], Record]] = {1: _version_1}
"""A reader for each version there has been; none is ever taken away."""


def public_decisions(answer: Plain) -> Plain:
    """What of an answer may stand in a leaf: no member, no value of a rule, no missing fact."""
    return [
        {
            "outcome": each["outcome"],
            "amounts": [_amount(payment) for payment in each["payments"]],
            "readings": each["readings"],
            "open_points": sorted({f"{point['kind']} {point['name']}" for point in each["open_points"]}),
        }
        for each in answer["decisions"]
    ]


def _amount(payment: Plain) -> Plain:
    number = payment["value"].get("number") if payment["status"] == "known" else None
    return {"name": payment["name"], "status": payment["status"], "value": number}


def write_sealed(sealed: Sealed) -> bytes:
    """What is to be sealed, compressed; the salts are in it, so that they are lost with it."""
    lengths = b"%d %d\n" % (len(sealed.facts.content), len(sealed.answer.content))
    salts = sealed.facts.salt + sealed.answer.salt
    return zlib.compress(lengths + salts + sealed.facts.content + sealed.answer.content)


def read_sealed(content: bytes, record: Record) -> Sealed | None:
    """The facts and the answer; None where they are not those that the leaf was made for."""
    inflating = zlib.decompressobj()
    try:
        whole = inflating.decompress(content, 2 * LARGEST_PART)
        head, _, rest = whole.partition(b"\n")
        facts, answer = (int(each) for each in head.split())
    except (zlib.error, ValueError):
        return None
    body = rest[64:]
    found = Sealed(Part(body[:facts], rest[:32]), Part(body[facts : facts + answer], rest[32:64]))
    is_so = hmac.compare_digest(found.facts.commitment + found.answer.commitment, record.facts + record.answer)
    return found if is_so and inflating.eof else None
