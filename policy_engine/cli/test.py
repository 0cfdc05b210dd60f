"""`policy test`: the cases of a rule book run against its rules."""

import sys
from collections.abc import Sequence

from policy_engine.casebook.compare import Mismatch
from policy_engine.casebook.errors import unknown_case
from policy_engine.casebook.run import CaseResult, run_case
from policy_engine.cli.main import BAD_INPUT, FINDINGS, FINE
from policy_engine.cli.opening import model_or_refusal
from policy_engine.cli.output import findings_data, print_json, refuse, say
from policy_engine.cli.why import why
from policy_engine.explanation.explain import explain
from policy_engine.explanation.text import as_text
from policy_engine.files.load import load
from policy_engine.model.rulebook import Model
from policy_engine.source.near import near
from policy_engine.source.report import as_json as finding_data
from policy_engine.source.report import report
from policy_engine.source.text import Span
from policy_engine.syntax.declarations import Case


def run_cases(paths: Sequence[str], language: str, *, only: str | None, as_json: bool) -> int:
    """Prints the cases that fail, each with how it was decided; 0 where none does, 1 where one does, 2 on bad input."""
    loaded = load(paths)
    model = model_or_refusal(loaded, language, as_json=as_json)
    if model is None:
        return BAD_INPUT
    chosen = [case for case in loaded.cases if only in (None, case.name.text)]
    if only is not None and not chosen:
        names = near(only, (case.name.text for case in loaded.cases))
        refuse([unknown_case(only, names)], language, as_json=as_json)
        return BAD_INPUT
    known = (*loaded.cases, *loaded.cases_below)
    results = [run_case(model, known, case) for case in chosen]
    failed = [result for result in results if not result.passed]
    counts = {"cases": len(results), "passed": len(results) - len(failed), "failed": len(failed)}
    if as_json:
        print_json({**counts, "results": [_data(result, language) for result in results]})
    else:
        for result in failed:
            print(_page(model, result, language, whole=only is not None), file=sys.stderr)
        print(say(language, "test", "summary", **counts))
    return FINDINGS if failed else FINE


def _page(model: Model, result: CaseResult, language: str, *, whole: bool) -> str:
    """A failing case: where it stands, each line that is not so, and why; `whole` adds how it was decided."""
    lines = [f"{_place(result.case)}  {say(language, 'test', 'failed')}  {result.name}"]
    explanation = None if result.decision is None else explain(model, result.decision, language, full=True)
    told: set[tuple[str, ...]] = set()
    for mismatch in result.mismatches:
        key = "cannot" if mismatch.problem else "mismatch"
        sides = {"expected": mismatch.expected or "-", "found": mismatch.found or "-"}
        lines.append("  " + say(language, "test", key, about=_about(mismatch, language), **sides))
        because = () if explanation is None or mismatch.problem else tuple(why(explanation, mismatch))
        lines += [f"  {line}" for line in because] if because not in told else []
        told.add(because)
    problems = [*result.diagnostics, *(each.problem for each in result.mismatches if each.problem)]
    lines += ["", *(report(problem, language) for problem in problems)] if problems else []
    if explanation is not None and whole:
        lines.append(f"\n{say(language, 'test', 'explanation')}\n\n{as_text(explanation)}")
    elif explanation is not None:
        lines.append(f"  {say(language, 'test', 'more', name=result.name)}")
    return "\n".join(lines) + "\n"


def _about(mismatch: Mismatch, language: str) -> str:
    return say(language, "test", "outcome") if mismatch.word == "outcome" else mismatch.about


def _data(result: CaseResult, language: str) -> dict[str, object]:
    data: dict[str, object] = {"case": result.name, "place": _place(result.case), "passed": result.passed}
    data["mismatches"] = [_mismatch_data(mismatch, language) for mismatch in result.mismatches]
    return {**data, "diagnostics": findings_data(result.diagnostics, language)}


def _mismatch_data(mismatch: Mismatch, language: str) -> dict[str, object]:
    data: dict[str, object] = {"about": mismatch.about, "expected": mismatch.expected, "found": mismatch.found}
    return {**data, "problem": finding_data(mismatch.problem, language)} if mismatch.problem else data


def _place(case: Case) -> str:
    span: Span = case.name.span
    return f"{span.source.name}:{span.line}"
