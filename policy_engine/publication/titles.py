"""Titles of declarations by the words that declare them, and places in rule files.

Invariant: a rule without a title of its own is named by its name, in every language the same.
"""

from collections.abc import Mapping

from policy_engine.model.rulebook import Declared, Model, Words
from policy_engine.source.text import Span


def title_of(model: Model, kind: str, name: str) -> Words:
    """The title of a declaration; empty where it has none."""
    if kind == "rulebook":
        return model.settings.title
    if kind == "field":
        entity, _, field = name.partition(".")
        return model.entities[entity].fields[field].title
    declared = _declarations(model, kind).get(name)
    return Words() if declared is None else declared.title


def where(span: Span) -> str:
    """The rule file and the line, as `rules/book.policy:12`; "" where there is none."""
    return f"{span.source.name}:{span.line}" if span.source.name else ""


def _declarations(model: Model, kind: str) -> Mapping[str, Declared]:
    kinds: Mapping[str, Mapping[str, Declared]] = {
        "module": model.modules, "body": model.bodies, "unit": model.units, "list": model.lists,
        "entity": model.entities, "fact": model.facts, "finding": model.facts, "election": model.facts,
        "parameter": model.parameters, "scale": model.scales, "rule": model.rules, "assumption": model.assumptions,
        "gap": model.gaps, "discretion": model.discretions, "reading": model.readings,
        "always": {each.name: each for each in model.always},
    }  # fmt: skip
    return kinds.get(kind, model.benefits)
