"""The tables kept beside the grammar are the grammar's, and with them no program waits for the parser library."""

import subprocess
import sys
from pathlib import Path

import pytest

from policy_engine.syntax import parse as parsing
from policy_engine.syntax.reading.make_tables import make_tables
from policy_engine.syntax.reading.tables import read_tables
from tests.house.grammar_tables import GRAMMAR, TABLES, tables
from tests.house.repository import ROOT

CLAIM = ROOT / "docs/examples/three_days.json"


def test_the_tables_are_those_of_the_grammar() -> None:
    assert TABLES.read_text(encoding="utf-8") == tables(), "run: python -m tests.house.grammar_tables"


def test_deciding_a_claim_does_not_load_the_parser_library() -> None:
    program = (
        "import json, sys; from pathlib import Path; from policy_engine import decide, explain, load, read_facts\n"
        f"model = load([{str(ROOT / 'rules/perkeso')!r}]).model\n"
        f"facts = read_facts(model, json.loads(Path({str(CLAIM)!r}).read_text(encoding='utf-8'))).facts\n"
        "decided = decide(model, facts, 'temporary_disablement')\n"
        "explain(model, decided.decisions[0], 'en')\n"
        "assert 'lark' not in sys.modules, 'the parser library was loaded'\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)

    assert run.returncode == 0, run.stderr


def test_another_grammar_is_made_ready_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept tables of another grammar are passed over, and so is a folder without any."""
    folder = tmp_path / "grammar"
    folder.mkdir()
    (folder / "policy.lark").write_bytes(GRAMMAR.read_bytes() + b"// one line more\n")
    monkeypatch.setattr(parsing, "files", lambda package: tmp_path)
    read = parsing._tables.__wrapped__

    without = read()
    (folder / "tables.json").write_bytes(TABLES.read_bytes())
    with_old = read()

    expected = read_tables(make_tables(GRAMMAR.read_bytes()))
    assert without.actions == with_old.actions == expected.actions
    assert without.sizes == with_old.sizes == expected.sizes
