"""`policy open-points`: what is open in a rule book, as a document for a legal department."""

from collections.abc import Sequence

from policy_engine.cli.main import BAD_INPUT, FINE
from policy_engine.cli.opening import model_or_refusal
from policy_engine.cli.output import print_json
from policy_engine.files.load import load
from policy_engine.publication.json import open_points_json
from policy_engine.publication.met import met
from policy_engine.publication.open_points import open_points
from policy_engine.publication.open_points_text import open_points_text


def list_open_points(paths: Sequence[str], language: str, *, as_json: bool) -> int:
    """Prints the open points; 0 however many there are, 2 where there is no book to show."""
    loaded = load(paths)
    model = model_or_refusal(loaded, language, as_json=as_json)
    if model is None:
        return BAD_INPUT
    known = met(model, loaded.cases, loaded.cases_below, turning=True)
    found = open_points(model, loaded.cases, known)
    if as_json:
        print_json({**open_points_json(found, language), "diagnostics": []})
    else:
        print(open_points_text(found, language))
    return FINE
