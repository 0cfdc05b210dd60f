"""What changes over many records that are made again, counted and added up.

Invariant: memory does not grow with the number of records; amounts are added only where they are of one payment and
one unit; a tally written as plain data and read back goes on as if it had never been written.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from fractions import Fraction

from attrs import define, field, frozen

from policy_engine.explanation.telling import Telling
from policy_engine.explanation.write import write
from policy_engine.model.rulebook import Model, Words
from policy_engine.model.types import Quantity
from policy_engine.publication.difference.decisions import question_title
from policy_engine.publication.difference.document import Amount, DecisionChange, Differing
from policy_engine.publication.difference.periods import Periods
from policy_engine.publication.difference.text import about, by_cause, by_change, differing
from policy_engine.publication.words import own, say
from policy_engine.records.canonical import Plain
from policy_engine.records.replay import Replayed
from policy_engine.values.value import exact

MOST_SHOWN = 10
"""How many of the largest changes are told, of each unit."""


@frozen
class What:
    """What changes, in words; of an amount the unit in which it is counted and for what time it is paid."""

    words: str
    unit: str = ""
    per: str = ""


@define
class Moved:
    """How many change; of amounts also how many become more and less, and by how much in all."""

    many: int = 0
    up: int = 0
    up_by: Fraction = Fraction(0)
    down: int = 0
    down_by: Fraction = Fraction(0)


@frozen
class Largest:
    """A change of an amount: by how much, of which record, and the sentence about it."""

    by: Fraction
    record: str
    sentence: str


@define
class Tally:
    """states: how many records came out how.  kinds: what changes.  provisions: how many changed decisions rest on each
    change of the law, each fact, each reading.  largest: the largest changes, the largest first, by unit.
    """

    language: str
    states: Counter[str] = field(factory=Counter)
    kinds: dict[What, Moved] = field(factory=dict)
    provisions: Counter[str] = field(factory=Counter)
    largest: dict[tuple[str, str], list[Largest]] = field(factory=dict)
    model: Model | None = field(default=None, repr=False)

    def add(self, replayed: Replayed) -> None:
        """Counts one record."""
        self.states[replayed.state] += 1
        self.model = replayed.model or self.model
        for change in replayed.changes:
            for part in change.differing:
                self._add_part(change, part)
        counted = {
            (change.member, part.part.partition("/")[0]) for change in replayed.changes for part in change.differing
        }
        for member, periods in replayed.over_time.items():
            self._add_periods(replayed, periods, {payment for of, payment in counted if of == member})
        self.provisions.update(causes(replayed, self.language))

    def _add_periods(self, replayed: Replayed, periods: Periods, counted: Container[str]) -> None:
        """Each payment that is paid otherwise on later days alone, once for each person; sums where they are known."""
        named = question_title(replayed.model, replayed.question) if replayed.model else Words()
        title = own(self.language, named, replayed.question)
        for payment, member in dict.fromkeys((each.payment, each.member) for each in periods.spans):
            if payment in counted:
                continue
            span = next(each for each in periods.spans if each.payment == payment)
            owed = [each for each in periods.owed if (each.payment, each.member) == (payment, member) and each.amount]
            paid = say(self.language, "difference.over_time", title=own(self.language, span.title, payment))
            unit = ("money", "") if owed else ("", "")
            self._count(What(self._at(title, paid), *unit), owed[0].amount if owed else None)

    def _add_part(self, change: DecisionChange, part: Differing) -> None:
        title = own(self.language, change.title, change.question)
        if part.amount is None:
            tell = about if part.part else differing
            self._count(What(self._at(title, tell(part, self.language))), None)
            return
        is_share = bool(part.part.partition("/")[2])
        named = say(self.language, "difference.shares", title=own(self.language, part.title)) if is_share else ""
        what = self._at(title, named or about(part, self.language))
        self._count(What(what, part.amount.dimension, part.amount.per), part.amount)
        if not is_share:
            self._note(
                part.amount,
                Largest(Fraction(part.amount.by), change.case, self._at(title, differing(part, self.language))),
            )

    def _count(self, what: What, amount: Amount | None) -> None:
        moved = self.kinds.setdefault(what, Moved())
        moved.many += 1
        if amount is not None and amount.by > 0:
            moved.up, moved.up_by = moved.up + 1, moved.up_by + amount.by
        elif amount is not None:
            moved.down, moved.down_by = moved.down + 1, moved.down_by - amount.by

    def _note(self, amount: Amount, found: Largest) -> None:
        listed = self.largest.setdefault((amount.dimension, amount.per), [])
        listed.append(found)
        listed.sort(key=lambda each: -abs(each.by))
        del listed[MOST_SHOWN:]

    def _at(self, place: str, text: str) -> str:
        return say(self.language, "difference.at", place=place, text=text)


def causes(replayed: Replayed, language: str) -> list[str]:
    """By what decisions change, in sentences, each once."""
    spans = [span for periods in replayed.over_time.values() for span in periods.spans]
    found = [(each.because, each.causes) for each in replayed.changes]
    found += [(each.because, each.causes) for each in spans]
    positions = dict.fromkeys(position for because, _ in found for position in because)
    told = [by_change(replayed.law.changes[position], language) for position in positions]
    told += [by_cause(cause, language) for _, causes in found for cause in causes]
    return [*dict.fromkeys(told)]


def tally_lines(tally: Tally) -> Iterator[str]:
    """What changes, by which provision, and the largest changes; nothing where nothing changes."""
    language = tally.language
    if not tally.kinds:
        return
    yield say(language, "difference.tally.kinds")
    for what, moved in _by_number(tally.kinds):
        yield f"  {moved.many:>7,}  {what.words}"
        for key, many, by in (("up", moved.up, moved.up_by), ("down", moved.down, moved.down_by)):
            if many:
                yield " " * 11 + say(language, f"difference.tally.{key}", n=f"{many:,}", by=_sum(tally, what, by))
    if tally.provisions:
        yield say(language, "difference.tally.provisions")
        for said, many in sorted(tally.provisions.items(), key=lambda each: (-each[1], each[0])):
            yield f"  {many:>7,}  {said}"
    for listed in tally.largest.values():
        yield say(language, "difference.tally.largest")
        yield from (f"  {each.record}  {each.sentence}" for each in listed)


def _by_number(kinds: Mapping[What, Moved]) -> list[tuple[What, Moved]]:
    return sorted(kinds.items(), key=lambda each: (-each[1].many, each[0].words))


def _sum(tally: Tally, what: What, by: Fraction) -> str:
    """So much in all; what is paid for each day or month is that for each, and not added up over time."""
    if tally.model is None or what.unit != "money":
        return str(by)
    return write(Telling(tally.model, tally.language), exact(by), Quantity(what.unit, what.unit, what.per, what.per))


# ------------------------------------------------------------------------------------------------ as plain data


def tally_data(tally: Tally) -> Plain:
    """For programs; exact numbers are text, in the smallest unit."""
    return {
        "states": dict(tally.states),
        "kinds": [
            {
                "what": what.words, "unit": what.unit or None, "per": what.per or None, "many": moved.many,
                "up": moved.up, "up_by": str(moved.up_by), "down": moved.down, "down_by": str(moved.down_by),
            }
            for what, moved in _by_number(tally.kinds)
        ],
        "provisions": [{"by": said, "many": many} for said, many in tally.provisions.items()],
        "largest": [
            {"unit": unit, "per": per or None, "by": str(each.by), "id": each.record, "sentence": each.sentence}
            for (unit, per), listed in tally.largest.items()
            for each in listed
        ],
    }  # fmt: skip


def read_tally(data: Plain, language: str) -> Tally:
    """The tally again; KeyError, TypeError or ValueError for other data."""
    kinds = {
        What(each["what"], each["unit"] or "", each["per"] or ""): Moved(
            each["many"], each["up"], Fraction(each["up_by"]), each["down"], Fraction(each["down_by"])
        )
        for each in data["kinds"]
    }
    largest: dict[tuple[str, str], list[Largest]] = {}
    for each in data["largest"]:
        found = Largest(Fraction(each["by"]), each["id"], each["sentence"])
        largest.setdefault((each["unit"], each["per"] or ""), []).append(found)
    provisions = Counter({each["by"]: int(each["many"]) for each in data["provisions"]})
    return Tally(language, Counter(data["states"]), kinds, provisions, largest)
