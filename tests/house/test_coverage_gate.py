"""The gate of coverage: it is compared to the hundredth, and forgives only the arm that cannot be fallen through."""

import re
import tomllib
from typing import Any

from tests.house.repository import ROOT

MATCH = """\
def f(value):
    match value:
        case A():
            if value.x:
                return 1
        case (
            B() | C()
        ):

            return 2
    return 3


def g(value):
    match value:
        case A() if value.x:
            return 1
        case _:
            return 2
"""


def _report() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]["report"]


def test_a_total_just_below_the_gate_does_not_pass() -> None:
    """The total is rounded to so many places before it is compared: 97.99 must not become 98."""
    assert _report()["fail_under"] >= 98
    assert _report()["precision"] >= 2


def test_only_the_last_arm_of_a_match_may_have_a_branch_that_is_not_taken() -> None:
    (pattern,) = _report()["partial_branches"]
    found = [match[0].strip() for match in re.finditer(pattern, MATCH, flags=re.MULTILINE)]

    assert found == ["case (", "case _:"]
