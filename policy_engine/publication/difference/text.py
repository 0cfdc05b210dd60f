"""A difference as a page that an officer signs off.

Invariant: the same difference gives the same page, 100 columns wide; changes of meaning come first.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from policy_engine.explanation.text import hanging
from policy_engine.model.rulebook import ALWAYS
from policy_engine.publication.difference.document import (
    NO_WORDS,
    WEIGHTS,
    Cause,
    Change,
    DecisionChange,
    Difference,
    Differing,
    Segment,
    Weight,
)
from policy_engine.publication.words import counted, day_text, own, say
from policy_engine.texts.catalogue import LANGUAGES

_JOINED = ("limb",)
_UNSAID = ("payable",)
_THINGS = ("needs", "provides", "excludes")


def difference_text(difference: Difference, language: str) -> str:
    """The verdict, the changes weight by weight, and the decisions that change if they were compared."""
    lines = [say(language, "difference.title", book=own(language, difference.title, difference.book))]
    lines += [_verdict(difference, language), ""]
    for weight in WEIGHTS:
        changes = [change for change in difference.changes if change.weight == weight]
        first = 1 + sum(WEIGHTS.index(each.weight) < WEIGHTS.index(weight) for each in difference.changes)
        lines += [*_section(weight, changes, first, language), ""] if changes else []
    if difference.decisions is not None:
        lines += [*_decisions(difference, difference.decisions, language), ""]
    return "\n".join(lines).rstrip("\n")


def _verdict(difference: Difference, language: str) -> str:
    counts = [(weight, sum(each.weight == weight for each in difference.changes)) for weight in WEIGHTS]
    if difference.is_identical:
        return say(language, "difference.identical")
    told = [counted(language, f"difference.count.{weight}", n) for weight, n in counts if n]
    key = "differs" if counts[0][1] else "differs_not"
    return say(language, f"difference.{key}", counts=", ".join(told))


def _section(weight: Weight, changes: Sequence[Change], first: int, language: str) -> Iterator[str]:
    """The changes of one weight, numbered from `first`, those of one declaration together."""
    yield say(language, f"difference.weight.{weight}")
    number = first
    for (kind, name), of_one in groupby(changes, lambda change: (change.kind, change.name)):
        told = list(of_one)
        title = own(language, told[0].title, name)
        declared = say(language, f"difference.kind.{kind}")
        yield from hanging("  ", say(language, "difference.declared", title=title, kind=declared, name=name), "    ")
        for change in told:
            yield from hanging(f"    {number}. ", sentence(change, language) + cited(change))
            number += 1


def sentence(change: Change, language: str) -> str:
    """What changes, and where in its declaration."""
    place = place_of(change, language)
    told = _what(change, language)
    return say(language, "difference.at", place=place, text=told) if place else told


def cited(change: Change) -> str:
    """By what right it changes; nothing where the sentence itself speaks of that."""
    return f" [{', '.join(change.citations)}]" if change.citations and change.weight == "meaning" else ""


def place_of(change: Change, language: str) -> str:
    """Where in the declaration, and on which days; "" for the whole at any time."""
    parts: list[str] = []
    previous = ""
    for segment in change.path:
        if segment.part == "limb" and segment.label in _UNSAID:
            continue
        if segment.part == "limb" and previous == "limb" and parts:
            parts[-1] += f".{segment.label}"
        else:
            parts.append(_segment(segment, language))
        previous = segment.part
    if change.time != ALWAYS:
        start, to = (day_text(language, day) if day else "" for day in (change.time.start, change.time.to))
        key = "between" if start and to else "from" if start else "until"
        parts.append(say(language, f"difference.time.{key}", start=start, to=to))
    return ", ".join(part for part in parts if part)


def _segment(segment: Segment, language: str) -> str:
    title = own(language, segment.title, segment.label)
    key = "unless" if segment.part == "limb" and segment.label.startswith("unless") else segment.part
    key = "applies" if segment.part == "limb" and segment.label == "applies" else key
    return say(language, f"difference.part.{key}", label=segment.label.replace("_", " "), title=title)


def _what(change: Change, language: str) -> str:
    if not change.path and change.what in ("added", "removed") and change.old == change.new == NO_WORDS:
        return say(language, f"difference.whole.{change.what}", kind=say(language, f"difference.kind.{change.kind}"))
    old, new = _sides(change, language)
    if change.what == "changed":
        line = own(language, change.new_line)
        return say(
            language, "difference.what.changed_in" if line else "difference.what.changed", old=old, new=new, line=line
        )
    key: str = change.what
    if key == "cited":
        key = "cited" if old and new else "cited_new" if new else "cited_old"
    title = own(language, change.path[-1].title) if change.path else ""
    if key in ("added", "removed") and (old or new) in ("", title):
        key = f"{key}_whole"
    return say(language, f"difference.what.{key}", old=old, new=new)


def _sides(change: Change, language: str) -> tuple[str, str]:
    """Both sides in words; in the other language, or as the rule files write them, where the words are the same."""
    old, new = own(language, change.old), own(language, change.new)
    if old == new and change.old != change.new:
        other = next(each for each in LANGUAGES if each != language)
        return own(other, change.old), own(other, change.new)
    if old == new and old and change.old_written != change.new_written:
        old = say(language, "difference.written", text=change.old_written)
        new = say(language, "difference.written", text=change.new_written)
    return old, new


# ------------------------------------------------------------------------------------------------ decisions


def _decisions(difference: Difference, decisions: Sequence[DecisionChange], language: str) -> Iterator[str]:
    yield say(language, "difference.decisions", n=f"{len(decisions):,}", compared=f"{difference.compared:,}")
    for each in decisions:
        title = own(language, each.title, each.question)
        asked = say(language, "difference.for_member", title=title, member=each.member) if each.member else title
        yield from hanging("  ", say(language, "difference.case", case=each.case, asked=asked), "    ")
        for side, codes in (("old", each.problem_old), ("new", each.problem_new)):
            if codes:
                yield from hanging("    - ", say(language, f"difference.cannot_{side}", codes=", ".join(codes)))
        yield from what_differs(each, language)
        for position in each.because:
            yield from hanging("      ", _because(position + 1, difference.changes[position], language), "        ")
        for cause in each.causes:
            yield from hanging("      ", by_cause(cause, language), "        ")


def what_differs(change: DecisionChange, language: str) -> Iterator[str]:
    """A line for each thing that comes out otherwise."""
    for item in change.differing:
        yield from hanging("    - ", differing(item, language))


def differing(item: Differing, language: str) -> str:
    """What came out and what comes out."""
    nothing = say(language, "difference.nothing")
    sides = {"old": own(language, item.old) or nothing, "new": own(language, item.new) or nothing}
    said = say(language, "difference.differing", about=about(item, language), **sides)
    if item.amount is None or item.amount.by == 0:
        return said
    return say(language, "difference.by", text=said, amount=own(language, item.amount.words))


def about(item: Differing, language: str) -> str:
    """What it is that comes out otherwise."""
    payment, _, part = item.part.partition("/")
    if not payment:
        return say(language, "difference.outcome")
    if payment in _THINGS and part:
        return say(language, f"difference.part.{payment}", title=own(language, item.title, part))
    title = own(language, item.title, payment)
    if not part:
        return title
    day = {"from": "starts", "until": "until"}.get(part)
    named = say(language, f"difference.part.{day}") if day else part
    return say(language, "difference.about_part", title=title, part=named)


def by_change(change: Change, language: str) -> str:
    """By which change of the law, in full."""
    title = own(language, change.title, change.name)
    said = say(language, "difference.at", place=title, text=sentence(change, language))
    return say(language, "difference.because_in_full", change=said) + cited(change)


def by_cause(cause: Cause, language: str) -> str:
    """By which fact or reading."""
    nothing = say(language, "difference.nothing")
    sides = {"old": own(language, cause.old) or nothing, "new": own(language, cause.new) or nothing}
    title = own(language, cause.title, cause.name)
    if cause.member:
        title = say(language, "difference.about_part", title=title, part=cause.member)
    said = say(language, "difference.differing", about=title, **sides)
    return say(language, f"difference.because_{cause.kind}", change=said)


def _because(number: int, change: Change, language: str) -> str:
    """By which change, with its number on this page."""
    title, place = own(language, change.title, change.name), place_of(change, language)
    said = say(language, "difference.at", place=title, text=place) if place else title
    return say(language, "difference.because", number=number, change=said)
