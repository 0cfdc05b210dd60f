"""The bands of a parameter where it is asked, as the rows of a choice: proved complete like any other choice.

Invariant: bands never take one value twice, which is seen where they are declared; so only holes are looked for.
"""

from collections.abc import Iterator, Sequence

from policy_engine.model import core, rulebook
from policy_engine.model.core import Expression
from policy_engine.model.types import YES_NO


def banded(model: rulebook.Model, asked: core.Lookup) -> Iterator[tuple[rulebook.Interval, core.Choose]]:
    """Each version of the parameter whose bands leave something out, as a choice by the key, and when it holds."""
    parameter = model.parameters.get(asked.parameter)
    for version in () if parameter is None else parameter.versions:
        if version.values and not _take_all(version.values):
            rows = (_row(number, value, asked.keys[0]) for number, value in enumerate(version.values, 1))
            yield version.interval, core.Choose("bands", tuple(rows), asked.type, span=version.span)


def _take_all(values: Sequence[rulebook.KeyedValue]) -> bool:
    """Whether the bands follow each other without a hole from one open end to the other; keys of a list do."""
    bands = [value.band for value in values if value.band is not None]
    begins = {(low, low_in) for low, low_in, _, _ in bands if low is not None}
    ends = {(high, not high_in) for _, _, high, high_in in bands if high is not None}
    return not bands or (len(begins) == len(ends) == len(bands) - 1 and begins == ends)


def _row(number: int, value: rulebook.KeyedValue, key: Expression) -> core.Row:
    assert value.band is not None
    low, low_in, high, high_in = value.band
    tests: list[core.Limb] = []
    for word, bound in (("at least" if low_in else "over", low), ("at most" if high_in else "below", high)):
        if bound is not None:
            edge = core.Literal(bound, key.type, span=value.span)
            tests.append(core.Limb("", core.Operation(word, (key, edge), YES_NO, span=value.span)))
    return core.Row(str(number), core.Limbs("all of", tuple(tests), YES_NO, span=value.span), value.value)
