"""`policy check`: everything that is wrong with a rule book."""

import sys
from collections.abc import Sequence

from attrs import evolve

from policy_engine.casebook.check_cases import check_cases
from policy_engine.cli.main import BAD_INPUT, FINDINGS, FINE
from policy_engine.cli.output import errors_among, findings_data, print_findings, print_json, say
from policy_engine.files.load import load
from policy_engine.files.loaded import Loaded


def check_book(paths: Sequence[str], language: str, *, as_json: bool) -> int:
    """Prints the findings; 0 where there is no error, 1 where there is one, 2 where a file could not be read."""
    loaded = load(paths)
    if loaded.model is not None:
        of_cases = check_cases(loaded.model, loaded.cases, loaded.cases_below)
        loaded = evolve(loaded, diagnostics=(*loaded.diagnostics, *of_cases))
    errors = len(errors_among(loaded.diagnostics))
    warnings = len(loaded.diagnostics) - errors
    if as_json:
        counts = {"files": len(loaded.files), "errors": errors, "warnings": warnings}
        print_json({**counts, "diagnostics": findings_data(loaded.diagnostics, language)})
    else:
        print_findings(loaded.diagnostics, language, sys.stderr)
        print(say(language, "check", "summary", files=len(loaded.files), errors=errors, warnings=warnings))
    return exit_code(loaded)


def exit_code(loaded: Loaded) -> int:
    """What `check` makes of a rule book."""
    if loaded.unread:
        return BAD_INPUT
    return FINDINGS if errors_among(loaded.diagnostics) else FINE
