"""Parameters and scales as tables: each value with its key, the time for which it is in force, and what says so.

Invariant: every version and every keyed value comes once, oldest first as the book has them.
"""

from policy_engine.explanation.names import parameter_title
from policy_engine.explanation.schema import type_text
from policy_engine.explanation.use import interval_text
from policy_engine.explanation.write import join, write
from policy_engine.model.rulebook import KeyedValue, Parameter, ParameterVersion, Scale, ScaleVersion
from policy_engine.model.types import DATE, PERCENT, OneOf, Type
from policy_engine.publication.site.clauses import basis
from policy_engine.publication.site.document import FigureRow, FigureVersion, FigureView
from policy_engine.publication.site.speech import Speech
from policy_engine.publication.site.wording import wording
from policy_engine.values.value import Exact


def figure_view(speech: Speech, figure: Parameter | Scale) -> FigureView:
    """A parameter or a scale."""
    if isinstance(figure, Parameter):
        versions = tuple(_version(speech, figure, each) for each in figure.versions)
        keys = join(speech, tuple(type_text(speech, key) for key in figure.keys)) if figure.keys else ""
    else:
        versions = tuple(_scale_version(speech, figure, each) for each in figure.versions)
        keys = type_text(speech, figure.base)
    reviewed = figure.reviewed_through
    return FigureView(
        name=figure.name,
        title=parameter_title(speech, figure.name),
        type=type_text(speech, figure.type),
        keys=keys,
        reviewed=write(speech, reviewed, DATE) if reviewed else "",
        versions=versions,
        basis=basis(speech, figure.authority),
    )


def _version(speech: Speech, figure: Parameter, version: ParameterVersion) -> FigureVersion:
    found = basis(speech, version.authority)
    if version.value is not None:
        rows: tuple[FigureRow, ...] = (FigureRow("", wording(speech, version.value), found),)
    else:
        rows = tuple(_keyed(speech, figure, each) for each in version.values)
    time = interval_text(speech, version.interval)
    return FigureVersion(speech.word("figure.attested", time=time) if version.attested else time, rows, found)


def _keyed(speech: Speech, figure: Parameter, keyed: KeyedValue) -> FigureRow:
    listed = [key for key in figure.keys if isinstance(key, OneOf)]
    names = [write(speech, value, key) for value, key in zip(keyed.keys, listed, strict=True)]
    if keyed.band is not None:
        names.append(_band(speech, keyed.band, next(key for key in figure.keys if not isinstance(key, OneOf))))
    said = speech.say("value.separator").join(names)
    return FigureRow(said, wording(speech, keyed.value), basis(speech, keyed.authority))


def _band(speech: Speech, band: tuple[Exact | None, bool, Exact | None, bool], type: Type) -> str:
    low, low_in, high, high_in = band
    limits = []
    if low is not None:
        limits.append(speech.word("band.at_least" if low_in else "band.over", value=write(speech, low, type)))
    if high is not None:
        limits.append(speech.word("band.at_most" if high_in else "band.below", value=write(speech, high, type)))
    return speech.say("value.separator").join(limits) or speech.word("band.any")


def _scale_version(speech: Speech, scale: Scale, version: ScaleVersion) -> FigureVersion:
    rows = tuple(
        FigureRow(
            speech.word("band.from", value=write(speech, each.start, scale.base)),
            write(speech, each.rate, PERCENT),
            basis(speech, each.authority),
        )
        for each in version.slices
    )
    return FigureVersion(interval_text(speech, version.interval), rows, basis(speech, version.authority))
