"""grammar/tables.json: the grammar made ready, so that no program has to wait until that is done.

python -m tests.house.grammar_tables      writes the file
"""

from policy_engine.syntax.reading.make_tables import make_tables, tables_text
from tests.house.repository import ROOT

GRAMMAR = ROOT / "grammar/policy.lark"
TABLES = ROOT / "grammar/tables.json"


def tables() -> str:
    """The file as it should be."""
    return tables_text(make_tables(GRAMMAR.read_bytes()))


if __name__ == "__main__":
    TABLES.write_text(tables(), encoding="utf-8")
