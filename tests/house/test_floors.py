"""A floor imports only floors below it, and nothing below the doors looks at the world."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.repository import PACKAGE, ROOT, modules, shown, tree

DOORS = ("cli", "files")
WORLD = {
    "asyncio", "getpass", "io", "locale", "logging", "os", "pathlib", "platform", "random", "secrets", "shutil",
    "socket", "subprocess", "sys", "tempfile", "threading", "time", "uuid",
}  # fmt: skip
OF_THE_WORLD = {"policy_engine/records/group.py": {"threading"}}
"""What a module below the doors needs of it: threads that share a commit wait for each other."""
PARSER = {"policy_engine/syntax/reading/make_tables.py"}


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{shown(path)}:{node.lineno} imports relatively"
            yield (node.module or "").split(".")[0]


def test_the_layers_hold() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    run = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT)},
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_only_the_maker_of_tables_imports_the_parser_library() -> None:
    assert {shown(path) for path in modules() if "lark" in _imported(path)} <= PARSER


@pytest.mark.parametrize("path", [p for p in modules() if p.relative_to(PACKAGE).parts[0] not in DOORS], ids=shown)
def test_nothing_below_the_doors_looks_at_the_world(path: Path) -> None:
    assert WORLD & set(_imported(path)) == OF_THE_WORLD.get(shown(path), set())


@pytest.mark.parametrize("path", [path for path in modules() if "difflib" not in _imported(path)], ids=shown)
def test_no_number_is_a_float(path: Path) -> None:
    """Only how alike two spellings are is a float, because the library says it so."""
    found = [
        node.lineno
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]
    assert found == []


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_no_clock_is_read(path: Path) -> None:
    found = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
    ]
    assert found == []
