import ast
from pathlib import Path

import pytest

from tests.house.repository import modules, shown, tree

MOST_LINES = 500
"""Of a module, blank lines left out."""
MOST_LINES_OF_A_FUNCTION = 40


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]

    assert len(lines) <= MOST_LINES


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_a_function_fits_on_a_page(path: Path) -> None:
    too_long = [
        f"{node.name}: {length} lines"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    ]
    assert too_long == []
