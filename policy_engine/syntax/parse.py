"""Reads a rule file: text to tree.

Invariant: parse never raises on any text, and never returns less than what could be read: every declaration without a
mistake is in the tree, and every mistake is a diagnostic.
"""

import json
from functools import cache
from importlib.resources import files

from policy_engine.source.arguments import must_be
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source, Span
from policy_engine.syntax import errors
from policy_engine.syntax.building.benefits import BuildBenefits
from policy_engine.syntax.building.book import BuildBook
from policy_engine.syntax.building.cases import BuildCases
from policy_engine.syntax.building.expressions import BuildExpressions
from policy_engine.syntax.declarations import File, Parsed
from policy_engine.syntax.reading.automaton import Automaton
from policy_engine.syntax.reading.layout import read_declarations
from policy_engine.syntax.reading.scan import MOST_MISTAKES, scan
from policy_engine.syntax.reading.tables import Tables, digest, read_tables, reduces


def parse(source: Source) -> Parsed:
    """The tree of a rule file and everything that is wrong with its text."""
    must_be(Source, source, "parse", "source", "a Source(name, text)")
    tables = _tables()
    scanned = scan(source, tables.vocabulary)
    builder = Builder(source)
    problems = scanned.problems
    wrong = {problem.span.line for problem in problems}
    automaton = Automaton(tables, reduces(tables, builder))
    declarations = read_declarations(source, scanned.rows, automaton, builder, problems)
    problems += [problem for problem in builder.problems if problem.span.line not in wrong]
    return Parsed(File(source, declarations, scanned.comments), _in_order(problems))


class Builder(BuildBook, BuildExpressions, BuildBenefits, BuildCases):
    """One method for each rule of the grammar."""


def _in_order(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By place, each once; a line that was read twice after an error reports the same mistake twice."""
    once = {(problem.span.start, problem.code): problem for problem in reversed(problems)}
    ordered = [once[key] for key in sorted(once)]
    if len(ordered) > MOST_MISTAKES:
        last: Span = ordered[MOST_MISTAKES].span
        ordered[MOST_MISTAKES:] = [errors.too_many_mistakes(MOST_MISTAKES, last)]
    return tuple(ordered)


@cache
def _tables() -> Tables:
    """The tables kept beside the grammar; made anew where the grammar is another than theirs."""
    folder = files("policy_engine").joinpath("grammar")
    grammar = folder.joinpath("policy.lark").read_bytes()
    file = folder.joinpath("tables.json")
    kept = json.loads(file.read_bytes()) if file.is_file() else {}
    if kept.get("grammar") != digest(grammar):
        from policy_engine.syntax.reading.make_tables import make_tables

        kept = make_tables(grammar)
    return read_tables(kept)
