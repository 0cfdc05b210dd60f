"""The grammar has no conflict, and every rule of it has its builder method."""

from lark import Lark

from policy_engine.syntax.parse import Builder
from policy_engine.syntax.words import GROUPS, RESERVED, SYMBOL_WORDS
from tests.syntax.books import ROOT

_TEXT = (ROOT / "grammar/policy.lark").read_text(encoding="utf-8")


def _built() -> Lark:
    return Lark(_TEXT, parser="lalr", lexer="basic", start="declaration", strict=True, keep_all_tokens=True)


def test_the_grammar_is_free_of_conflicts_and_its_rules_are_built() -> None:
    """Strict mode refuses every conflict of the grammar and every pair of marks that overlap."""
    lark = _built()
    passed_on = {rule.origin.name for rule in lark.rules if rule.options.expand1 and not rule.alias}
    named = {rule.alias or rule.origin.name for rule in lark.rules if not rule.origin.name.startswith("_")}

    assert sorted(name for name in named - passed_on if not hasattr(Builder, name)) == []


def test_the_package_opens_the_same_grammar() -> None:
    assert (ROOT / "policy_engine/grammar/policy.lark").read_text(encoding="utf-8") == _TEXT


def test_reserved_words_are_few_and_are_words_of_the_grammar() -> None:
    terminals = {term.name: term.pattern.value for term in _built().terminals}
    first_words = {text.split(" ")[0] for text in terminals.values()}
    own_language = {"item", "limb", "code", "cites"}

    assert len(RESERVED) < 75
    assert sorted(RESERVED - first_words - own_language) == []


def test_the_tables_of_words_name_terminals_of_the_grammar() -> None:
    terminals = {term.name for term in _built().terminals}

    assert {name for _, needed, covered in GROUPS for name in needed | covered} <= terminals
    assert {name for name, _ in SYMBOL_WORDS.values()} <= terminals
