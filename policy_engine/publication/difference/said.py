"""What a part says, in the words of people, in both languages.

Invariant: every text is one of texts/<language>/publication.toml or of explanations, with its holes filled.
"""

from collections.abc import Callable
from datetime import date

from policy_engine.explanation.names import clause, phrase, sketch
from policy_engine.explanation.schema import type_text
from policy_engine.explanation.telling import Telling
from policy_engine.explanation.write import join, title, write
from policy_engine.model import core
from policy_engine.model.core import Expression
from policy_engine.model.rulebook import Interval, Model, Words
from policy_engine.model.types import YesNo
from policy_engine.model.walk import children
from policy_engine.publication.difference import parts
from policy_engine.publication.difference.alteration import Cited
from policy_engine.publication.difference.parts import Content
from policy_engine.publication.words import day_text, own, say

DEEPEST = 60
"""How deep an expression may be nested to be told as a phrase; nobody reads one that is deeper."""


def said(model: Model, content: Content | Cited) -> Words:
    """In both languages."""
    return _in_both(model, lambda telling: _content(telling, content))


def said_line(model: Model, expression: Expression) -> Words:
    """The line in which something stands."""
    return _in_both(model, lambda telling: _expression(telling, expression))


def _in_both(model: Model, tell: Callable[[Telling], str]) -> Words:
    return Words(*(tell(Telling(model, language)) for language in ("en", "ms")))


def _content(telling: Telling, content: Content | Cited) -> str:
    language = telling.language
    match content:
        case parts.Formula():
            return _expression(telling, content.expression)
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


def _expression(telling: Telling, expression: Expression) -> str:
    """A condition as a clause, an amount as a phrase; rounding, days and rows are told, which phrases leave out."""
    if _depth(expression) > DEEPEST:
        return say(telling.language, "difference.expression.long")
    match expression:
        case core.Round():
            way, unit = (
                telling.say(f"rounding.{expression.mode.replace(' ', '_')}"),
                _expression(telling, expression.unit),
            )
            return telling.say("working.rounded", text=_expression(telling, expression.operand), way=way, unit=unit)
        case core.AsAt():
            day = _expression(telling, expression.date)
            return telling.say("working.as_at", text=_expression(telling, expression.expression), day=day)
        case core.Choose():
            return telling.say("value.semicolon").join(_row(telling, row) for row in expression.rows)
        case core.ByReading():
            branches = (
                say(telling.language, "difference.expression.option", option=name.replace("_", " "),
                               text=_expression(telling, each))
                for name, each in expression.branches
            )  # fmt: skip
            return telling.say("value.semicolon").join(branches)
        case core.Limbs() if not (expression.word == "none of" and len(expression.limbs) == 1):
            joins = {"all of": "join.and", "any of": "join.or", "none of": "join.neither"}
            told = tuple(_bracketed(telling, limb.expression) for limb in expression.limbs)
            return join(telling, told, joins[expression.word])
        case core.Literal():
            return write(telling, expression.value, expression.type)
        case _ if isinstance(getattr(expression, "type", None), YesNo):
            return clause(telling, sketch(expression))
        case _:
            return phrase(telling, sketch(expression))


def _bracketed(telling: Telling, expression: Expression) -> str:
    told = _expression(telling, expression)
    is_group = isinstance(expression, core.Limbs) and len(expression.limbs) > 1
    return telling.say("working.bracket", text=told) if is_group else told


def _row(telling: Telling, row: core.Row) -> str:
    value = _expression(telling, row.value)
    if row.otherwise:
        return say(telling.language, "difference.expression.otherwise", value=value)
    if row.test is None:
        return value
    return say(telling.language, "difference.expression.when", value=value, clause=_expression(telling, row.test))


def _depth(expression: Expression) -> int:
    """How deep it is nested, looked for no deeper than is of interest."""
    level: list[Expression] = [expression]
    depth = 0
    while level and depth <= DEEPEST:
        level = [below for each in level for below in children(each)]
        depth += 1
    return depth
