import ast
from pathlib import Path

import pytest

from tests.house.repository import modules, shown, tree

MOST_LINES = 500
"""Of a module, blank lines left out."""
MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_TABLE = 60
"""Of a function that is one `match` with an arm for each class of a closed union."""


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]

    assert len(lines) <= MOST_LINES


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_a_function_fits_on_a_page(path: Path) -> None:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
    too_long = {each.name: _lines(each) for each in functions if _lines(each) > _most(each)}

    assert too_long == {}


def _lines(function: ast.FunctionDef) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def _most(function: ast.FunctionDef) -> int:
    is_table = any(isinstance(statement, ast.Match) for statement in function.body)
    return MOST_LINES_OF_A_TABLE if is_table else MOST_LINES_OF_A_FUNCTION
