"""Makes the tables of a grammar with the parser library.

It takes a while, so that the tables of the grammar as it stands are kept beside it in grammar/tables.json; this module
is needed, and the library with it, only when the grammar has been changed.
Invariant: the same grammar gives the same tables, byte by byte, in whatever order the library numbers its states.
"""

import json
from collections.abc import Iterator, Mapping

from lark import Lark
from lark.common import LexerConf
from lark.grammar import Rule
from lark.lexer import Lexer, PatternStr
from lark.parsers.lalr_analysis import ParseTableBase

from policy_engine.syntax.reading.tables import Kept, digest

START = "declaration"


def make_tables(grammar: bytes) -> Kept:
    """The tables as they are kept (syntax/tables.py reads them)."""
    lark = Lark(grammar.decode("utf-8"), parser="lalr", lexer=_NoLexer, start=START, keep_all_tokens=True)
    table = lark.parser.parser._parse_table
    order = list(_in_order(table))
    names = sorted({name for row in table.states.values() for name in row} | {rule.origin.name for rule in lark.rules})
    numbers = {rule: number for number, rule in enumerate(lark.rules)}
    return {
        "grammar": digest(grammar),
        "end": order.index(table.end_states[START]),
        "strings": _strings(lark),
        "patterns": _patterns(lark),
        "names": names,
        "rules": [_rule(rule) for rule in lark.rules],
        "actions": [list(_row(table.states[state], names, order, numbers)) for state in order],
    }


def tables_text(tables: Kept) -> str:
    """The tables as a JSON file: a line for each rule and each state."""
    entries = []
    for key, value in tables.items():
        if key in ("rules", "actions"):
            assert isinstance(value, list)
            rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in value)
            entries.append(f'"{key}": [\n{rows}\n]')
        else:
            entries.append(f'"{key}": {json.dumps(value, separators=(",", ":"))}')
    return "{\n" + ",\n".join(entries) + "\n}\n"


class _NoLexer(Lexer):
    """scan.py finds the words; the library's own lexer is not made."""

    __future_interface__ = 2

    def __init__(self, conf: LexerConf) -> None:
        pass

    def lex(self, lexer_state: object, parser_state: object) -> object:  # type: ignore[override]
        raise NotImplementedError


def _in_order(table: ParseTableBase[int]) -> Iterator[int]:
    """The states as they are reached from the first, by the names that lead to them: no two runs number them alike."""
    found = [table.start_states[START]]
    seen = set(found)
    for state in found:
        yield state
        for _, (_, goal) in sorted(table.states[state].items()):
            if not isinstance(goal, Rule) and goal not in seen:
                seen.add(goal)
                found.append(goal)


def _row(
    row: Mapping[str, tuple[object, object]], names: list[str], order: list[int], numbers: Mapping[Rule, int]
) -> Iterator[int]:
    """Of each name that may come: its number, and the state to go to or the complement of the rule that is complete."""
    for name, (_, goal) in sorted(row.items()):
        yield names.index(name)
        yield ~numbers[goal] if isinstance(goal, Rule) else order.index(goal)  # type: ignore[arg-type]


def _rule(rule: Rule) -> list[object]:
    """What syntax/tables.py::Shape says of a rule."""
    left_out = _left_out(rule)
    parts = [
        [position, int(not symbol.is_term and symbol.name.startswith("_")), left_out[position]]
        for position, symbol in enumerate(rule.expansion)
    ]
    is_as_it_stands = not any(left_out) and not any(several for _, several, _ in parts)
    is_single = bool(rule.options.expand1) and not rule.alias
    return [
        rule.origin.name,
        rule.alias or rule.origin.name,
        len(parts),
        None if is_as_it_stands else parts,
        left_out[-1],
        int(is_single),
    ]


def _left_out(rule: Rule) -> list[int]:
    """How many optional parts are left out before each part of the rule, and behind the last."""
    marks = rule.options.empty_indices or [False] * len(rule.expansion)
    return [len(gap) for gap in "".join(str(int(mark)) for mark in marks).split("0")]


def _strings(lark: Lark) -> dict[str, str]:
    """The terminals that are plain text, by that text."""
    return {term.pattern.value: term.name for term in lark.terminals if isinstance(term.pattern, PatternStr)}


def _patterns(lark: Lark) -> list[list[str]]:
    """The other terminals, the most urgent first."""
    others = [term for term in lark.terminals if not isinstance(term.pattern, PatternStr)]
    others = [term for term in others if term.name not in lark.ignore_tokens]
    others.sort(key=lambda term: (-term.priority, term.name))
    return [[term.name, term.pattern.to_regexp()] for term in others]
