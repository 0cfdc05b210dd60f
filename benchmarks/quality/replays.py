"""Many decisions recorded, and made again under other hash seeds, locales, time zones and versions of Python."""

import json
import locale
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

from attrs import frozen

from benchmarks.quality.claims import answered_cases, claims
from benchmarks.quality.entries import AROUND, some_keys
from policy_engine import load
from policy_engine.records.append import append
from policy_engine.records.archive import ArchivedFile, archive
from policy_engine.records.entry import decided_entry
from policy_engine.records.keys import Keys, read_keys, write_keys
from policy_engine.records.recorded import recorded
from policy_engine.records.replay import Books, Under, replay
from policy_engine.records.store import make_store, open_store, signed_head
from policy_engine.records.verify import verify

ROOT = Path(__file__).parents[2]
SEEDS = range(10)
LOCALES = ("C", "ms_MY.UTF-8", "tr_TR.UTF-8")
ZONES = ("UTC", "Asia/Kuala_Lumpur", "America/St_Johns")
WRITERS, GROUP = 2, 200


@frozen
class Combination:
    """Under what records are made again: a hash seed, a locale, a time zone, and a Python."""

    seed: int
    locale: str
    zone: str
    python: str


@frozen
class Made:
    """What became of the records that were made again under a combination, and what that Python said of itself."""

    under: Combination
    version: str
    records: int
    identical: int
    seconds: float


@frozen
class Replays:
    """Every record was made again under `times` of the combinations."""

    records: int
    cases: int
    findings: int
    outcomes: dict[str, int]
    times: int
    made: tuple[Made, ...]
    seconds: float


def replays(
    folder: Path, book: Path, count: int, pythons: Sequence[str], times: int, seeds: Sequence[int] = SEEDS
) -> Replays:
    """Records so many decisions of a rule book in a new store, by two processes at once, and makes each again.

    times: under how many of the combinations each record is made again.
    """
    store, keys = folder / "replays.store", folder / "replays.keys"
    started = time.monotonic()
    if not store.exists():
        secret = some_keys()
        keys.write_text(write_keys(secret), encoding="utf-8")
        make_store(str(store), secret).database.close()
        edges = [count * number // WRITERS for number in range(WRITERS + 1)]
        jobs = [_started("record", store, keys, *edge, BOOK=str(book)) for edge in pairwise(edges)]
        assert [job.communicate() and job.returncode for job in jobs] == [0] * WRITERS
    opened = open_store(str(store))
    size = signed_head(opened)[0]
    findings = len(verify(opened, keys=_keys(keys)).findings)
    decisions = (each for found in recorded(opened) if found.record for each in found.record.decisions)
    outcomes = Counter(str(each["outcome"] or "a value (of a question that is no benefit)") for each in decisions)
    opened.database.close()
    under = list(combinations(pythons, seeds))
    locales = _locales(folder, [each.locale for each in under])
    made = [
        _made(store, keys, each, size * number // len(seeds), size * times // len(seeds), locales)
        for number, each in enumerate(under)
    ]
    told = dict(sorted(outcomes.items()))
    loaded = load([book])
    assert loaded.model is not None
    cases = len(answered_cases(loaded.model, loaded.cases))
    return Replays(size, cases, findings, told, times, tuple(made), time.monotonic() - started)


def combinations(pythons: Sequence[str], seeds: Sequence[int] = SEEDS) -> Iterator[Combination]:
    """One for each seed; any two of a locale, a zone and a Python meet in one of the first nine."""
    for number, seed in enumerate(seeds):
        place, zone = LOCALES[number % 3], ZONES[number // 3 % 3]
        yield Combination(seed, place, zone, pythons[(number + number // 3) % len(pythons)])


def _made(store: Path, keys: Path, under: Combination, first: int, count: int, locales: dict[str, str]) -> Made:
    started = time.monotonic()
    variables = {"PYTHONHASHSEED": str(under.seed), "LC_ALL": under.locale, "TZ": under.zone, **locales}
    job = _started("replay", store, keys, first, count, python=under.python, **variables)
    told = json.loads(job.communicate()[0])
    assert (told["seed"], told["locale"], told["zone"]) == (str(under.seed), under.locale, under.zone)
    return Made(under, told["version"], told["records"], told["identical"], time.monotonic() - started)


def _locales(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """The locales made for this run, because few machines have them; what a process needs to find them."""
    for name in names:
        language, _, encoding = name.partition(".")
        if encoding and not (folder / name).exists():
            subprocess.run(["localedef", "-i", language, "-f", encoding, str(folder / name)], check=False)
    return {"LOCPATH": str(folder)}


def _started(
    work: str, store: Path, keys: Path, *numbers: int, python: str = sys.executable, **variables: str
) -> "subprocess.Popen[str]":
    command = [python, "-m", "benchmarks.quality.replays", work, str(store), str(keys), *map(str, numbers)]
    around = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.Popen(command, cwd=ROOT, env=around, stdout=subprocess.PIPE, text=True)


# ------------------------------------------------------------------------------------------------ in other processes


def _record(address: str, keys: Keys, first: int, last: int) -> None:
    """Records the claims with these numbers."""
    loaded = load([os.environ["BOOK"]])
    assert loaded.model is not None
    book = archive(loaded.model, [ArchivedFile(file.source) for file in loaded.files])
    store = open_store(address)
    numbers = range(first, last)
    asked = zip(numbers, claims(loaded.model, loaded.cases, numbers), strict=True)
    entries = (
        decided_entry(loaded.model, book, each.question, each.data, each.decided, request=f"claim {number}")
        for number, each in asked
    )
    while group := list(islice(entries, GROUP)):
        append(store, keys, group, AROUND)
    store.database.close()


def _replay(address: str, keys: Keys, first: int, count: int) -> None:
    """Makes so many records again, from one on and round the end, and prints what came of it."""
    place = locale.setlocale(locale.LC_ALL, "")
    store = open_store(address)
    size, books, states = signed_head(store)[0], Books(store), Counter[str]()
    for start, stop in ((first, min(first + count, size)), (0, max(0, first + count - size))):
        for found in recorded(store, position=start):
            if found.position >= stop:
                break
            states[replay(books, keys, found, Under()).state] += 1
    told = {
        "seed": os.environ["PYTHONHASHSEED"], "locale": place, "zone": os.environ["TZ"],
        "version": sys.version.split()[0], "records": states.total(), "identical": states["identical"],
    }  # fmt: skip
    print(json.dumps(told))


def _keys(path: Path) -> Keys:
    keys = read_keys(path.read_text(encoding="utf-8"))
    assert keys is not None
    return keys


if __name__ == "__main__":
    work, address, keys_file, *numbers = sys.argv[1:]
    {"record": _record, "replay": _replay}[work](address, _keys(Path(keys_file)), *map(int, numbers))
