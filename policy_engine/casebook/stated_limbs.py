"""A limb by its labels, such as `ii.a`, in a condition as it is written, before any case is decided.

Invariant: a path leads to a limb here wherever find_limb.py finds it in a decision.
"""

from collections.abc import Mapping, Sequence

from policy_engine.casebook.find_limb import PARTS
from policy_engine.model import core
from policy_engine.model.rulebook import Model


def stated_limbs(model: Model, condition: core.Expression, path: str) -> tuple[str, ...] | None:
    """None where there is such a limb, else the labels that stand where the path leaves the condition."""
    labels = path.split(".")
    parts = [part for part in PARTS if part in _limbs(model, (condition,))]
    if parts:
        starts = [labels, *([part, *labels] for part in parts)]
    else:
        starts = [labels[1:] if labels[0] == PARTS[0] else labels]
    known: list[str] = []
    for start in starts:
        left = _follow(model, condition, start)
        if left is None:
            return None
        known += left
    return tuple(dict.fromkeys(known))


def _follow(model: Model, condition: core.Expression, labels: Sequence[str]) -> tuple[str, ...] | None:
    here: Sequence[core.Expression] = (condition,)
    for label in labels:
        limbs = _limbs(model, here)
        if label not in limbs:
            return tuple(limbs)
        here = limbs[label]
    return None


def _limbs(model: Model, conditions: Sequence[core.Expression]) -> Mapping[str, list[core.Expression]]:
    """The labelled limbs of conditions, or of whatever rule, reading, row, date or negation each of them stands for."""
    found: dict[str, list[core.Expression]] = {}
    stack = list(conditions)
    seen: set[str] = set()
    while stack:
        match stack.pop():
            case core.Limbs(limbs=limbs) if any(limb.label for limb in limbs):
                for limb in limbs:
                    found.setdefault(limb.label, []).append(limb.expression)
            case core.Limbs(limbs=(limb,)):
                stack.append(limb.expression)
            case core.Use(rule=key) if key not in seen and key in model.rules:
                seen.add(key)
                stack += [version.expression for version in model.rules[key].versions]
            case core.AsAt(expression=expression):
                stack.append(expression)
            case core.ByReading(branches=branches):
                stack += [branch for _, branch in branches]
            case core.Choose(rows=rows):
                stack += [row.value for row in rows]
            case _:
                pass
    return found
