"""A declaration that cannot be read hides nothing of its neighbours, and is not told again as names that lack."""

import pytest

from policy_engine.checking.beside import beside
from policy_engine.checking.check import check
from policy_engine.source.text import Source
from policy_engine.syntax.parse import parse

BOOK = """rulebook town
  title en "Town"  ms "Bandar"
  money MYR written RM to 0.01 sen
  leap birthday on 1 March
  month end back
source act "Act" in en
  item A-1 en "the rate"
list kind
  title en "kind"  ms "jenis"
  big en "big"  ms "besar"
  small en "small"  ms "kecil"
fact size : one of kind
  title en "size"  ms "saiz"
fact leave : days from 0 days to 365 days
  title en "leave"  ms "cuti"
rule long_leave
  title en "long leave"  ms "cuti panjang"
  is leave at least 4 days  cites act A-1
rule is_big
  is size is big  cites act A-1
rule both
  is long_leave and is_big  cites act A-1
"""


def found(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    """The codes of the text, and behind them those beside, each with the word or line at which it stands."""
    text = BOOK
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    parsed = parse(Source("town.policy", text))
    assert parsed.diagnostics
    others = beside([parsed.file], parsed.diagnostics)
    return [(each.code, each.span.text) for each in others]


BROKEN_RULE = ("  is leave at least 4 days", "  is leave att least ( 4 days")


def test_a_broken_rule_alone_is_all_there_is_to_say() -> None:
    assert found(BROKEN_RULE) == []


@pytest.mark.parametrize(
    "broken",
    [
        ("fact leave : days from 0 days to 365 days", "fact leave ; dayz from"),
        ("fact size : one of kind", "fact size one off kind"),
        ('  big en "big"  ms "besar"', '  big en "big  ms "besar"'),
        ("list kind\n", "list kind of things\n"),
        ("  item A-1 en", "  items A-1 en"),
        ("rulebook town", "rule book town"),
        ("  money MYR written RM to 0.01 sen", "  money MYR RM to 0.01 sen"),
    ],
)
def test_what_uses_a_broken_declaration_is_not_reported_for_it(broken: tuple[str, str]) -> None:
    assert found(broken) == []


def test_a_misspelt_name_and_a_wrong_unit_in_neighbours_are_said_too() -> None:
    assert found(BROKEN_RULE, ("is size is big", "is sise is big")) == [("N102", "sise")]
    assert [code for code, _ in found(BROKEN_RULE, ("0 days to 365 days", "0 days to RM5"))] == ["U101"]


def test_several_files_are_seen_together() -> None:
    first, second = BOOK.split("rule is_big")
    files = [
        parse(Source("a.policy", first.replace(*BROKEN_RULE))),
        parse(Source("b.policy", "rule is_big" + second.replace("is_big  cites", "is_bug  cites"))),
    ]
    problems = [each for one in files for each in one.diagnostics]
    others = beside([each.file for each in files], problems)

    assert [(each.code, each.span.source.name) for each in others] == [("N102", "b.policy")]


def test_a_scale_of_which_every_line_is_wrong_is_no_scale() -> None:
    scale = "scale levy : money on money\n  from 2024-01-01  cites act A-1\n    ) nothing (\n"
    parsed = parse(Source("town.policy", BOOK + scale + "rule owed : money\n  is levy of RM5  cites act A-1\n"))
    checked = check([parsed.file])

    assert checked.model is None
    assert "N301" in [each.code for each in checked.diagnostics]
    assert beside([parsed.file], parsed.diagnostics) == ()
