"""Five laws of other countries, written in rule files alone; every expected value is a fact of that law."""

from pathlib import Path

import pytest

from policy_engine.casebook.run import run_case
from policy_engine.files.load import load
from policy_engine.source.diagnostic import Severity
from policy_engine.source.report import report

LAWS = sorted(path.parent for path in Path(__file__).parent.glob("*/book.policy"))


@pytest.mark.parametrize("law", LAWS, ids=lambda path: path.name)
def test_every_value_of_the_law_is_reproduced(law: Path) -> None:
    loaded = load([law])

    assert loaded.model is not None, "\n".join(report(d, "en") for d in loaded.diagnostics)
    assert [d for d in loaded.diagnostics if d.severity is Severity.ERROR] == []
    failed = [result for case in loaded.cases if not (result := run_case(loaded.model, loaded.cases, case)).passed]
    assert failed == []


def test_the_articles_conflict_where_no_exception_is_declared(tmp_path: Path) -> None:
    """Without article 4 overriding article 3, an income of 5,000 with three children has two articles."""
    book = (Path(__file__).parent / "income_tax/book.policy").read_text(encoding="utf-8")
    changed = book.replace("overrides article_3 : €0", "overrides article_2 : €0")
    assert changed != book
    (tmp_path / "book.policy").write_text(changed, encoding="utf-8")

    conflicts = [d for d in load([tmp_path]).diagnostics if d.code == "G202"]

    assert len(conflicts) == 1
    assert "article_3" in report(conflicts[0], "en")
    assert "article_4" in report(conflicts[0], "en")
