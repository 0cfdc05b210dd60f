"""Lines and indentation: what belongs to what, and what is said where nothing can."""

import pytest

from policy_engine.syntax import declarations, tree
from policy_engine.syntax.format import format
from tests.syntax.books import codes, places, read, tree_of


def _same(one: str, other: str) -> bool:
    return tree_of(one) == tree_of(other)


def test_a_long_line_may_go_on_in_a_deeper_line() -> None:
    assert _same("rule r\n  is a\n     and b\n       and c\n", "rule r\n  is a and b and c\n")
    assert _same('fact a : days\n    from 0 to 10\n  title en "a"\n', 'fact a : days from 0 to 10\n  title en "a"\n')
    assert _same("rule r\n    cites x L-1\n  is a\n", "rule r cites x L-1\n  is a\n")


def test_any_indentation_is_read_and_two_blanks_are_written() -> None:
    text = "rule r\n      all of\n         i. a\n         ii. b\n"

    assert format(tree_of(text)) == "rule r\n  all of\n    i.   a\n    ii.  b\n"


def test_windows_line_ends_and_a_missing_last_line_end_change_nothing() -> None:
    text = "rule r\n  is a\n"

    assert _same(text.replace("\n", "\r\n"), text)
    assert _same(text.rstrip("\n"), text)


def test_a_word_of_the_language_may_be_a_name_where_only_a_name_can_stand() -> None:
    (fact, rule) = tree_of("fact value : money\nrule read\n  is value at least source\n").declarations

    assert isinstance(fact, declarations.Fact)
    assert fact.name == tree.Name("value")
    assert isinstance(rule, declarations.Rule)
    assert rule.name == tree.Name("read")


def test_a_word_of_several_parts_may_be_two_words() -> None:
    (rule,) = tree_of("rule r : money\n  is\n    met when a\n    otherwise due\n").declarations

    assert isinstance(rule, declarations.Rule)
    assert isinstance(rule.entries[0], tree.Rows)
    assert rule.entries[0].rows[0].amount.expression == tree.Reference("met")


@pytest.mark.parametrize("text", ["ifa", "ora and andb", "notb", "isnt or dateless"])
def test_a_word_is_a_whole_word(text: str) -> None:
    assert text in format(tree_of(f"rule r\n  is {text}\n"))


@pytest.mark.parametrize("name", ["and", "per", "month", "item", "yes", "when"])
def test_a_reserved_word_is_no_name(name: str) -> None:
    assert places(f"fact {name} : money\nfact b : money\n") == [("S048", 1)]


def test_a_line_between_two_levels_is_named() -> None:
    assert places('rule r\n    title en "a"\n  is a\n') == [("S046", 3)]


def test_a_deeper_line_that_belongs_to_nothing_is_named() -> None:
    assert places('rule r\n  title en "a"\n    is a\n  is b\n') == [("S045", 3)]
    assert places("  is a\nfact a : money\n") == [("S049", 1)]


def test_a_line_without_what_must_stand_below_is_named() -> None:
    (problem,) = read("benefit b\nfact a : money\n").diagnostics

    assert (problem.code, problem.span.line) == ("S044", 1)
    assert "payable when" in problem.facts["expected"].split("|")


@pytest.mark.parametrize(
    ("limbs", "expected"),
    [
        (["i.", "ii.", "iii.", "iv."], []),
        (["a.", "b.", "c."], []),
        (["1.", "2."], []),
        (["i.", "iii."], ["S031"]),
        (["a.", "c.", "d."], ["S031"]),
        (["b.", "c."], ["S031"]),
        (["i.", "a."], ["S032"]),
        (["a.", "a.", "b."], ["S033"]),
        (["(a)", "(b)"], ["S030", "S030"]),
        (["i)", "ii)"], ["S030", "S030"]),
        (["a.", ""], ["S034"]),
    ],
)
def test_labels_follow_one_another(limbs: list[str], expected: list[str]) -> None:
    lines = [f"{label} x".strip() for label in limbs]

    assert codes("rule r\n  all of\n" + "".join(f"    {line}\n" for line in lines)) == expected


def test_the_ninth_limb_of_letters_is_i() -> None:
    labels = "abcdefghijk"

    assert codes("rule r\n  all of\n" + "".join(f"    {label}. x\n" for label in labels)) == []


@pytest.mark.parametrize(
    ("condition", "grouped"),
    [
        ("a and b or c", "a and (b or c)"),
        ("a or b and c", "a or (b and c)"),
        ("a and b unless c", "(a and b) unless c"),
        ("a unless b or c", "a unless (b or c)"),
        ("a unless b unless c", "(a unless b) unless c"),
    ],
)
def test_and_and_or_do_not_mix_without_brackets(condition: str, grouped: str) -> None:
    assert codes(f"rule r\n  is {condition}\n") == ["S047"]
    assert codes(f"rule r\n  is {grouped}\n") == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("benefit b\n  payble when a\n", "payable when"),
        ("rule r\n  is a at leest b\n", "at least"),
        ("rule r\n  is a atleast b\n", "at least"),
        ("rule r\n  is a on or befor b\n", "on or before"),
        ("rule r\n  all off\n    i. a\n", "all of"),
        ("rule r\n  is a divided bye b\n", "divided by"),
        ("rule r\n  is a\n     rouded down to RM1\n", "rounded"),
        ("rule r\n  is a cits x L-1\n", "cites"),
        ('rule r\n  titel en "a"\n  is a\n', "title"),
        ("paramter p : money\n  is RM1\n", "parameter"),
        ('source s "t"\n  itm L-1 en "a"\n', "item"),
    ],
)
def test_a_misspelt_word_is_mended(wrong: str, right: str) -> None:
    (problem,) = read(wrong).diagnostics

    assert problem.code in ("S042", "S040")
    assert problem.facts["near"] == right
