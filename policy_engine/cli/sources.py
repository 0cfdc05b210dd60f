"""`policy sources`: what became of everything that the sources of a rule book say."""

import sys
from collections.abc import Sequence

from policy_engine.checking.authority.authority import authority
from policy_engine.checking.check import PASSES
from policy_engine.cli.main import BAD_INPUT, FINDINGS, FINE
from policy_engine.cli.opening import model_or_refusal
from policy_engine.cli.output import errors_among, findings_data, print_findings, print_json
from policy_engine.files.load import load
from policy_engine.publication.document import STATUSES
from policy_engine.publication.json import ledger_json
from policy_engine.publication.ledger import ledger
from policy_engine.publication.met import met
from policy_engine.publication.sources_text import sources_text

_BEFORE = tuple(each for each in PASSES if each is not authority)
"""A book that has forgotten an item is shown all the same: that is what one looks for here."""


def list_sources(paths: Sequence[str], language: str, *, only: Sequence[str], as_json: bool) -> int:
    """Prints the ledger; 0 where every item is accounted for, 1 where one is not, 2 where there is no book to show."""
    loaded = load(paths, _BEFORE)
    model = model_or_refusal(loaded, language, as_json=as_json)
    if model is None:
        return BAD_INPUT
    wrong = errors_among(authority(model))
    found = ledger(model, loaded.cases, met(model, loaded.cases, loaded.cases_below))
    chosen = tuple(status for status in STATUSES if status.replace(" ", "-") in only)
    if as_json:
        print_json({**ledger_json(found, language, chosen), "diagnostics": findings_data(wrong, language)})
    else:
        print_findings(wrong, language, sys.stderr)
        print(sources_text(found, language, chosen))
    return FINDINGS if wrong or dict(found.counts.statuses)["not accounted for"] else FINE
