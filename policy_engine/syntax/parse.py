"""Reads a rule file: text to tree.

Invariant: parse never raises on any text, and never returns less than what could be read: every declaration without a
mistake is in the tree, and every mistake is a diagnostic.
"""

from functools import cache
from importlib.resources import files

from lark import Lark
from lark.grammar import Rule
from lark.common import LexerConf
from lark.lexer import Lexer, PatternStr
from lark.parse_tree_builder import ParseTreeBuilder

from policy_engine.source.diagnostic import Diagnostic
from policy_engine.source.text import Source, Span
from policy_engine.syntax import errors
from policy_engine.syntax.automaton import Automaton, Reduce, Tables
from policy_engine.syntax.build_benefits import BuildBenefits
from policy_engine.syntax.build_book import BuildBook
from policy_engine.syntax.build_cases import BuildCases
from policy_engine.syntax.build_expressions import BuildExpressions
from policy_engine.syntax.declarations import File, Parsed
from policy_engine.syntax.layout import read_declarations
from policy_engine.syntax.scan import MOST_MISTAKES, Vocabulary, scan, vocabulary

def parse(source: Source) -> Parsed:
    """The tree of a rule file and everything that is wrong with its text."""
    tables, builders, rules = _grammar()
    scanned = scan(source, tables.vocabulary)
    builder = Builder(source)
    reduces: list[Reduce] = list(builders.create_callback(builder).values())  # type: ignore[no-untyped-call]
    problems = scanned.problems
    wrong = {problem.span.line for problem in problems}
    declarations = read_declarations(source, scanned.rows, Automaton(tables, reduces), builder, problems)
    problems += [problem for problem in builder.problems if problem.span.line not in wrong]
    return Parsed(File(source, declarations, scanned.comments), _in_order(problems))


class Builder(BuildBook, BuildExpressions, BuildBenefits, BuildCases):
    """One method for each rule of the grammar."""


class _Several:
    """What the parser library makes of a repeated part, such as `limb*`: a list that grows.

    The lists of several moments share their beginning. Going back after an error must not see what was added later, so
    a list remembers how long it was.
    """

    __slots__ = ("_length", "_parts")

    def __init__(self, rule: str, parts: list[object]) -> None:
        self._parts = parts
        self._length = len(parts)

    @property
    def children(self) -> list[object]:
        return self._parts if len(self._parts) == self._length else self._parts[: self._length]


def _in_order(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By place, each once; a line that was read twice after an error reports the same mistake twice."""
    once = {(problem.span.start, problem.code): problem for problem in reversed(problems)}
    ordered = [once[key] for key in sorted(once)]
    if len(ordered) > MOST_MISTAKES:
        last: Span = ordered[MOST_MISTAKES].span
        ordered[MOST_MISTAKES:] = [errors.too_many_mistakes(MOST_MISTAKES, last)]
    return tuple(ordered)


# ------------------------------------------------------------------------------------------------ the grammar, made ready


class _NoLexer(Lexer):
    """scan.py finds the words; the library's own lexer is not made."""

    __future_interface__ = 2

    def __init__(self, conf: LexerConf) -> None:
        pass

    def lex(self, lexer_state: object, parser_state: object) -> object:  # type: ignore[override]
        raise NotImplementedError


@cache
def _grammar() -> tuple[Tables, ParseTreeBuilder, tuple[Rule, ...]]:
    """The tables of the grammar, what makes the callbacks of a builder, and the rules in the order of the tables."""
    text = files("policy_engine").joinpath("grammar", "policy.lark").read_text(encoding="utf-8")
    lark = Lark(text, parser="lalr", lexer=_NoLexer, start="declaration", keep_all_tokens=True)
    table = lark.parser.parser._parse_table
    rules = tuple(lark.rules)
    numbers = {rule: number for number, rule in enumerate(rules)}
    tables = Tables(
        tuple(_actions(table.states[state], numbers) for state in sorted(table.states)),
        tuple(len(rule.expansion) for rule in rules),
        tuple(rule.origin.name for rule in rules),
        tuple(_passes_on(rule) for rule in rules),
        table.start_states["declaration"],
        table.end_states["declaration"],
        _vocabulary(lark),
    )
    return tables, ParseTreeBuilder(rules, _Several, maybe_placeholders=True), rules


def _actions(row: dict[str, tuple[object, object]], numbers: dict[Rule, int]) -> dict[str, int]:
    """A row of the library's table: a state to go to, or the complement of the rule that is complete."""
    return {name: ~numbers[goal] if isinstance(goal, Rule) else goal for name, (_, goal) in row.items()}  # type: ignore[misc]


def _passes_on(rule: Rule) -> bool:
    """Whether the rule is one thing that stands for itself, such as `?sum: product`."""
    one = len(rule.expansion) == 1 and not rule.alias and bool(rule.options.expand1)
    return one and not rule.expansion[0].name.startswith("_") and not any(rule.options.empty_indices)


def _vocabulary(lark: Lark) -> Vocabulary:
    strings = {term.pattern.value: term.name for term in lark.terminals if isinstance(term.pattern, PatternStr)}
    others = [term for term in lark.terminals if not isinstance(term.pattern, PatternStr) and term.name not in lark.ignore_tokens]
    others.sort(key=lambda term: (-term.priority, term.name))
    return vocabulary(strings, [(term.name, term.pattern.to_regexp()) for term in others])
