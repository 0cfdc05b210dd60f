"""What a correction changes, as a page for people and as data for programs.

Invariant: each cause is told once and numbered, and everything that changes names its causes by their numbers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta

from attrs import field, frozen

from policy_engine.explanation.text import hanging
from policy_engine.publication.difference.document import Cause, Differing
from policy_engine.publication.difference.json import decision_json
from policy_engine.publication.difference.periods import Owed, Periods, Span
from policy_engine.publication.difference.text import about, by_cause, by_change, differing
from policy_engine.publication.words import day_text, own, say
from policy_engine.records.canonical import Plain
from policy_engine.records.correction import Corrected


def correction_text(corrected: Corrected, language: str) -> str:
    """What changes, span by span, what it comes to, and by what."""
    title = own(language, corrected.title, corrected.question)
    causes = _Causes(corrected, language)
    lines = hanging("", say(language, "correction.title", title=title))
    for change in corrected.changes:
        of = say(language, "correction.of", member=change.member) if change.member else ""
        told = not_over_time(corrected.over_time, change.member, change.differing)
        lines += [
            line
            for part in told
            for line in hanging("  - ", of + _part(part, language) + causes.of(change.because, change.causes))
        ]
    for member, each in corrected.over_time.items():
        lines += over_time_lines(member, each, language, causes.of)
    if corrected.is_same_money:
        lines.append("  " + say(language, "correction.same"))
    if causes.told:
        lines.append(say(language, "correction.causes"))
        lines += [line for number, said in enumerate(causes.told, 1) for line in hanging(f"  {number}. ", said)]
    return "\n".join(lines)


@frozen
class _Causes:
    """Causes in the order in which they are met."""

    corrected: Corrected
    language: str
    told: list[str] = field(factory=list)

    def numbers(self, because: Sequence[int], causes: Sequence[Cause]) -> list[int]:
        """The numbers of causes, from 1."""
        said = [by_change(self.corrected.law.changes[at], self.language) for at in because]
        said += [by_cause(cause, self.language) for cause in causes]
        self.told.extend(each for each in dict.fromkeys(said) if each not in self.told)
        return sorted({self.told.index(each) + 1 for each in said})

    def of(self, because: Sequence[int], causes: Sequence[Cause]) -> str:
        """The numbers in brackets."""
        numbers = self.numbers(because, causes)
        return f" [{', '.join(map(str, numbers))}]" if numbers else ""


def not_over_time(over_time: Mapping[str, Periods], member: str, parts: Sequence[Differing]) -> Iterator[Differing]:
    """What is not told span by span: all but the rates that are paid over time."""
    spans = over_time[member].spans if member in over_time else ()
    told = {span.payment for span in spans}
    yield from (part for part in parts if part.amount is None or part.part.partition("/")[0] not in told)


def _part(part: Differing, language: str) -> str:
    """What comes out otherwise; of a sum that is paid once whether it is owed or overpaid."""
    if part.amount is None or part.amount.by == 0 or part.amount.dimension != "money" or part.amount.per:
        return differing(part, language)
    nothing = say(language, "difference.nothing")
    sides = {"old": own(language, part.old) or nothing, "new": own(language, part.new) or nothing}
    said = say(language, "difference.differing", about=about(part, language), **sides)
    key = "correction.owed" if part.amount.by > 0 else "correction.overpaid"
    return say(language, "difference.by", text=said, amount=say(language, key, amount=own(language, part.amount.size)))


Numbered = Callable[[Sequence[int], Sequence[Cause]], str]
"""Which causes are named behind a line."""


def over_time_lines(member: str, periods: Periods, language: str, numbered: Numbered) -> Iterator[str]:
    """Each payment and person with the days on which it differs, and what that comes to."""
    of = say(language, "correction.of", member=member) if member else ""
    who = ""
    for span in periods.spans:
        if who != (who := _who(span, language)):
            yield from hanging("  - ", of + who)
        yield from hanging("      ", _span(span, language) + numbered(span.because, span.causes), "        ")
    for owed in periods.owed:
        day = day_text(language, owed.until - timedelta(1))
        said = say(language, "correction.until", day=day, who=_who(owed, language), text=_owed(owed, language))
        yield from hanging("  - ", of + said)


def _who(each: Span | Owed, language: str) -> str:
    title = own(language, each.title, each.payment)
    return say(language, "difference.about_part", title=title, part=each.member) if each.member else title


def _span(span: Span, language: str) -> str:
    start = day_text(language, span.start)
    to = "" if span.until is None else day_text(language, span.until - timedelta(1))
    key = "difference.time.between" if to else "difference.time.from"
    nothing = say(language, "difference.nothing")
    sides = {"old": own(language, span.old) or nothing, "new": own(language, span.new) or nothing}
    said = say(language, "difference.differing", about=say(language, key, start=start, to=to), **sides)
    if span.amount is None:
        return said
    return say(language, "difference.by", text=said, amount=own(language, span.amount.words))


def _owed(owed: Owed, language: str) -> str:
    if owed.amount is None:
        return say(language, "correction.not_known")
    key = "correction.owed" if owed.amount.by > 0 else "correction.overpaid"
    return say(language, key, amount=own(language, owed.amount.size))


# ------------------------------------------------------------------------------------------------ for programs


def correction_data(corrected: Corrected, language: str) -> Plain:
    """Spans are half-open; amounts in `by` are exact numbers of the smallest unit; causes are counted from 1."""
    causes = _Causes(corrected, language)
    changes = [
        {**decision_json(each, language), "because": causes.numbers(each.because, each.causes)}
        for each in corrected.changes
    ]
    over_time = [
        {"member": member or None, **periods_data(each, language, causes.numbers)}
        for member, each in corrected.over_time.items()
    ]
    told = {"question": corrected.question, "same_amounts": corrected.is_same_money, "changes": changes}
    return {**told, "over_time": over_time, "causes": causes.told}


def periods_data(
    periods: Periods, language: str, numbers: Callable[[Sequence[int], Sequence[Cause]], list[int]]
) -> Plain:  # fmt: skip
    """Spans and sums; `numbers` gives those of causes."""
    spans = [
        {
            "payment": each.payment, "member": each.member or None, "from": each.start.isoformat(),
            "until": None if each.until is None else each.until.isoformat(), "old": own(language, each.old) or None,
            "new": own(language, each.new) or None, "by": None if each.amount is None else str(each.amount.by),
            "per": each.amount.per if each.amount else None, "because": numbers(each.because, each.causes),
        }
        for each in periods.spans
    ]  # fmt: skip
    owed = [
        {
            "payment": each.payment, "member": each.member or None, "until": each.until.isoformat(),
            "by": None if each.amount is None else str(each.amount.by),
        }
        for each in periods.owed
    ]  # fmt: skip
    return {"spans": spans, "owed": owed}
