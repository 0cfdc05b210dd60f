"""What officers write as they write letters: one finding, at the place, with the cure as it would be written."""

import pytest

from policy_engine.source.report import report
from policy_engine.syntax.reading import everyday
from policy_engine.texts.catalogue import LANGUAGES
from tests.syntax.books import codes, read

_ROWS = "rule r : money\n  is\n    RM10 when hurt\n    {}\n"


def _finding(text: str) -> tuple[str, str, str]:
    """Code, place and cure of the one thing that is wrong; the declaration behind it is still read."""
    parsed = read(text + "fact after_it : money\n")
    (problem,) = parsed.diagnostics
    assert parsed.file.declarations[-1].name.text == "after_it"
    return problem.code, problem.span.text, problem.facts.get("near", "")


@pytest.mark.parametrize(
    ("condition", "found", "cure"),
    [
        ("leave more than 4 days", "more than", "over"),
        ("leave is greater than 4 days", "is greater than", "over"),
        ("leave is above 4 days", "is above", "over"),
        ("leave less than 4 days", "less than", "below"),
        ("leave fewer than 4 days", "fewer than", "below"),
        ("leave is at least 4 days", "is at least", "at least"),
        ("leave is not more than 4 days", "is not more than", "at most"),
        ("leave no more than 4 days", "no more than", "at most"),
        ("leave equals 4 days", "equals", "is"),
        ("leave is equal to 4 days", "is equal to", "is"),
        ("leave >= 4 days", ">=", ""),
        ("leave =< 4 days", "=<", ""),
        ("hurt_on not later than 2024-07-01", "not later than", "on or before"),
        (
            "leave is between 4 days and 10 days",
            "leave is between 4 days and 10 days",
            "leave at least 4 days and leave at most 10 days",
        ),
        (
            "leave between 4 and 10 days",
            "leave between 4 and 10 days",
            "leave at least 4 days and leave at most 10 days",
        ),
        ("leave 4 days or more", "leave 4 days or more", "leave at least 4 days"),
        ("leave not in (1 days, 2 days)", "leave not in (1 days, 2 days)", "not leave in (1 days, 2 days)"),
        ("leave lebih daripada 4 days", "lebih daripada", "over"),
        ("leave sekurang-kurangnya 4 days", "sekurang-kurangnya", "at least"),
        ("hurt dan ill", "dan", "and"),
        ("hurt atau ill", "atau", "or"),
        ("bukan hurt", "bukan", "not"),
        ("hurt kecuali ill", "kecuali", "unless"),
        ("hurt but not ill", "but not", "and not"),
        ("hurt except when ill", "except when", "unless"),
        ("hurt and then ill", "and then", "and"),
        ("if hurt", "if", ""),
        ("neither hurt nor ill", "neither hurt nor ill", "not (hurt or ill)"),
        ("age of born at least 18 years old", "years old", "years"),
        ("leave at least twenty days", "twenty", "20"),
        ("hurt_on after 1 July 2024", "1 July 2024", "2024-07-01"),
        ("hurt_on after 1st Julai, 2024", "1st Julai, 2024", "2024-07-01"),
        ("hurt_on after 1/7/2024", "1/7/2024", "2024-07-01"),
        ("wage over RM90,00", "RM90,00", "RM90.00"),
        ("wage over RM5/day", "RM5/day", "RM5 per day"),
        ("wage over MYR 5", "MYR 5", "RM5"),
        ("wage over 90 ringgit", "90 ringgit", "RM90"),
        ("share over 60 per cent", "60 per cent", "60%"),
        ("people over 1.5 million", "1.5 million", "1,500,000"),
    ],
)
def test_a_condition(condition: str, found: str, cure: str) -> None:
    _, place, near = _finding(f"benefit b\n  payable when {condition}\n")

    assert (place, near) == (found, cure)


@pytest.mark.parametrize(
    ("row", "cure"),
    [
        ("else RM0", "otherwise"),
        ("jika tidak RM0", "otherwise RM0"),
        ("RM0 otherwise", "otherwise RM0"),
        ("if ill then RM5", "RM5 when ill"),
        ("else if ill then RM5", "RM5 when ill"),
        ("jika ill maka RM5", "RM5 when ill"),
        ("when ill RM5", "RM5 when ill"),
        ("RM5 if ill", "when"),
        ("ill : RM5", "RM5 when ill"),
    ],
)
def test_a_row(row: str, cure: str) -> None:
    assert _finding(_ROWS.format(row))[2] == cure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rule r :\n  is a\n", ("S073", ":", "")),
        ("rule r\n  is: a\n", ("S073", ":", "")),
        ("fact a : money,\n", ("S073", ",", "")),
        ("rule r\n  is RM5 if a\n", ("S074", "if", "RM5")),
        ("fakta a : money\n", ("S040", "fakta", "fact")),
        ("faedah b\n  payable when a\n", ("S040", "faedah", "benefit")),
        ("benefit b\n  payable if a\n", ("S070", "payable if", "payable when")),
        ("rule r\n  is a rujuk act A-1\n", ("S042", "rujuk", "cites")),
        ("rule r\n  is a assume b\n", ("S070", "assume", "assumes")),
        ("fact a : date or empty\n", ("S070", "or empty", "or never")),
        ("fact a : days 0 to 100\n", ("S070", "0 to 100", "from 0 to 100")),
        ("benefit b\n  payable when all\n    i.  a\n    ii. c\n", ("S070", "all", "all of")),
        ("benefit b\n  payable when all of\n  i.  a\n  ii. c\n", ("S037", "i.", "")),
        ("rule r\n  any of\n    i.  a or\n    ii. b\n", ("S035", "or", "")),
        ("rule r\n  all of\n    i.  a\n    ii. any of\n    a. b\n    b. c\n    iii. d\n", ("S037", "a.", "")),
        ("rule r\n  all of\n    i.  a\n    and\n    ii. b\n", ("S035", "and", "")),
        ("rule r\n  all of\n    i.  a\n    b\n    iii. c\n", ("S034", "b", "")),
        ("rule r\n  is a\n  and b\n", ("S036", "and", "")),
        ("fact a : money\ntitle en \"a\"\n", ("S037", "title", "")),
        ("fact a : money\n  title en 'a'  ms 'a'\n", ("S014", "'a'", "")),
        ('fact a : money\n  title en "a  ms "b"\n', ("S019", '"a', "")),
        ('fact a : money\n  title en "the "very" a"\n', ("S054", "very", "")),
        ("rule r\n  all of\n    i.  a\n\tii. b\n    iii. c\n", ("S010", "\t", "")),
    ],
)  # fmt: skip
def test_a_declaration(text: str, expected: tuple[str, str, str]) -> None:
    assert _finding(text) == expected


@pytest.mark.parametrize(
    ("line", "before", "group", "first"),
    [
        ("a or", "a or", "any of", "a"),
        ("is a and", "a and", "all of", "a"),
        ("any of\n    i. c\n    ii. a and", "a and", "all of", "a"),
        ("is a and any of", "a and", "all of", "a"),
        ("all of\n    i. c\n    ii. a or none of", "a or", "any of", "a"),
    ],
)
def test_limbs_behind_other_words_stand_below_a_word_of_their_own(
    line: str, before: str, group: str, first: str
) -> None:
    parsed = read(f"rule r\n  {line}\n      1. b\n      2. c\nrule s\n  is a\n")

    assert [each.code for each in parsed.diagnostics] == ["S077"]
    assert dict(parsed.diagnostics[0].facts) == {"before": before, "group": group, "first": first}
    assert len(parsed.file.declarations) == 2


def test_the_tables_say_each_thing_in_words_of_the_language() -> None:
    """No cure is itself an everyday phrase for the same place, and holes of a cure are holes of its form."""
    for form, cure in everyday.forms():
        assert {part for part in cure.replace("(", " ").replace(")", " ").split() if part[0] == "{"} <= set(form)
    assert "" not in everyday.single_words()


@pytest.mark.parametrize(
    ("text", "found", "better"),
    [
        ("rule r\n  leave at least 4 days\n", "leave", "is leave at least 4 days"),
        ('fact f : text\n  title "a"\n', '"a"', 'en "a"'),
        ("rule r : money\n  is rate_of child\n", "child", "of child"),
        ("rule r\n  is number of kids where old of kid\n", "old", "(old of kid)"),
        ("case c\n  for r\n  origin act 2\n  given\n    leave is 4 days\n  expect value\n", "act", "cites act 2"),
    ],
)
def test_one_missing_word_is_named_with_what_follows_it(text: str, found: str, better: str) -> None:
    (problem,) = read(text).diagnostics
    assert (problem.code, problem.span.text, problem.facts["better"]) == ("S076", found, better)


@pytest.mark.parametrize(
    ("text", "found", "better"),
    [
        ("rule r : days\n  is days from a plus 3 days to b\n", "plus", "(a plus 3 days)"),
        ("rule r : days\n  is number of (p counted from a minus 2 months until b)\n", "minus", "(a minus 2 months)"),
        (
            "rule r : money\n  is\n    2/5 of a rounded down to RM1 when b\n",
            "rounded",
            "(2/5 of a rounded down to RM1)",
        ),
        ("rule r : money\n  is\n    RM5 when b\n    otherwise a not below RM2\n", "not below", "(a not below RM2)"),
    ],
)
def test_what_needs_brackets_is_shown_in_them(text: str, found: str, better: str) -> None:
    """A sum takes in as little as it can, so that no other value changes; a rounding the whole value before it."""
    (problem,) = read(text).diagnostics
    assert (problem.code, problem.span.text, problem.facts["better"]) == ("S078", found, better)


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("rule r\n  is (a and b assumes so\n", "S079", "assumes"),
        ("rule r\n  is a and (b or (c and d)\n", "S079", ""),
        ("rule r : money\n  is highest of (a, b rounded down to RM1\n", "S079", "rounded"),
        ("rule r\n  is a and b)\n", "S080", ")"),
    ],
)
def test_a_bracket_without_its_other_half_is_told_as_one(text: str, code: str, found: str) -> None:
    (problem,) = read(text).diagnostics
    assert (problem.code, problem.span.text) == (code, found)


def test_a_name_may_be_an_everyday_word() -> None:
    """The tables are read only where a line cannot be: they take no name away."""
    assert codes("fact more : money\nfact jika : yes or no\nrule r\n  is more over RM5 and jika\n") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_possibilities_is_a_handful(language: str) -> None:
    (problem,) = read("rule r\n  is a : b\n").diagnostics

    assert len(problem.facts["expected"].split("|")) <= 5
    assert "_NL" not in report(problem, language)


def test_a_comment_behind_the_last_bar_of_a_row_is_no_ruled_line() -> None:
    table = "rule r : money\n  table\n    | a | is |  -- head\n{}    | 1 | RM1 |-- tail\n"

    assert codes(table.format("")) == []
    assert codes(table.format("    |---|----|\n")) == ["S056"]
