"""What a part says, in the words of people, in both languages.

Invariant: every text is one of texts/<language>/publication.toml or of explanations, with its holes filled.
"""

from collections.abc import Callable
from datetime import date

from policy_engine.explanation.schema import type_text
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.write import join, title, write
from policy_engine.model.core import Expression
from policy_engine.model.rulebook import Interval, Model, Words
from policy_engine.model.walk import children
from policy_engine.publication.difference import parts
from policy_engine.publication.difference.alteration import Cited
from policy_engine.publication.difference.parts import Content
from policy_engine.publication.site.speech import Speech
from policy_engine.publication.site.wording import wording
from policy_engine.publication.words import day_text, own, say

DEEPEST = 60
"""How deep an expression may be nested to be told as a phrase; nobody reads one that is deeper."""


def said(model: Model, content: Content | Cited) -> Words:
    """In both languages."""
    return _in_both(model, lambda telling: _content(telling, content))


def said_line(model: Model, expression: Expression) -> Words:
    """The line in which something stands."""
    return _in_both(model, lambda telling: _expression(telling.language, model, expression))


def _in_both(model: Model, tell: Callable[[Telling], str]) -> Words:
    return Words(*(tell(Telling(model, language)) for language in ("en", "ms")))


def _content(telling: Telling, content: Content | Cited) -> str:
    language = telling.language
    match content:
        case parts.Formula():
            return _expression(language, telling.model, content.expression)
        case parts.Fixed():
            return write(telling, content.value, content.type)
        case parts.Band():
            return _band(telling, content)
        case parts.Reference():
            return _reference(telling, content)
        case parts.Term():
            return say(language, f"difference.term.{content.word.replace(' ', '_')}")
        case parts.Plain():
            return _plain(telling, content.text)
        case parts.Kind():
            return type_text(telling, content.type)
        case parts.Window():
            return _window(language, content.interval)
        case parts.Wording():
            return own(language, content.words)
        case parts.Order():
            return join(telling, tuple(name.replace("_", " ") for name in content.names))
        case parts.Several():
            return telling.say("value.separator").join(_content(telling, each) for each in content.parts)
        case parts.Dated():
            entries = (entry.content for version in content.versions for entry in version.entries)
            return telling.say("value.semicolon").join(_content(telling, each) for each in entries)
        case Cited():
            return _cited(telling, content)


def _plain(telling: Telling, text: str) -> str:
    try:
        return day_text(telling.language, date.fromisoformat(text))
    except ValueError:
        return text.replace("_", " ")


def _band(telling: Telling, band: parts.Band) -> str:
    low = "" if band.low is None else write(telling, band.low, band.type)
    high = "" if band.high is None else write(telling, band.high, band.type)
    words = []
    if low:
        words.append(say(telling.language, f"difference.band.{'at_least' if band.low_in else 'over'}", bound=low))
    if high:
        words.append(say(telling.language, f"difference.band.{'up_to' if band.high_in else 'below'}", bound=high))
    return telling.say("value.separator").join(words) or say(telling.language, "difference.band.any")


def _window(language: str, interval: Interval | None) -> str:
    if interval is None:
        return say(language, "difference.time.none")
    start, to = (day_text(language, day) if day else "" for day in (interval.start, interval.to))
    key = "between" if start and to else "from" if start else "until" if to else "always"
    return say(language, f"difference.time.{key}", start=start, to=to)


def _reference(telling: Telling, reference: parts.Reference) -> str:
    model, name = telling.model, reference.name
    if reference.kind == "option":
        reading, _, option = name.rpartition(".")
        titles = {each.name: each.title for each in model.readings[reading].options}
        return title(telling, titles.get(option, Words()), option)
    if reference.kind in ("body", "payee") and name in model.bodies:
        return title(telling, model.bodies[name].title, name)
    if reference.kind == "reading" and name in model.readings:
        return title(telling, model.readings[name].title, name)
    if reference.kind == "payee":
        values = [each.values[name] for each in model.lists.values() if name in each.values]
        return title(telling, values[0] if values else Words(), name)
    return title(telling, Words(), name)


def _cited(telling: Telling, cited: Cited) -> str:
    words = []
    for source, name in cited.rights:
        if source:
            words.append(say(telling.language, "difference.right.item", source=source, item=name))
        else:
            declared = telling.model.assumptions.get(name)
            assumed = title(telling, declared.title if declared else Words(), name)
            words.append(say(telling.language, "difference.right.assumption", name=name, title=assumed))
    return telling.say("value.semicolon").join(words)


# ------------------------------------------------------------------------------------------------ expressions


def _expression(language: str, model: Model, expression: Expression) -> str:
    """The expression as one reads it."""
    if _depth(expression) > DEEPEST:
        return say(language, "difference.long")
    return wording(Speech(model, language), expression)


def _depth(expression: Expression) -> int:
    """How deep it is nested, looked for no deeper than is of interest."""
    level: list[Expression] = [expression]
    depth = 0
    while level and depth <= DEEPEST:
        level = [below for each in level for below in children(each)]
        depth += 1
    return depth
