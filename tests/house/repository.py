"""Where the files of the repository are, and what stands in them."""

import ast
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from policy_engine.files.load import load
from policy_engine.files.loaded import Loaded

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "policy_engine"
LANGUAGES = ("en", "ms")
_PASSED_OVER = {"__pycache__", "node_modules", "build", "dist"}


@cache
def rule_book(name: str) -> Loaded:
    """A rule book of the repository, read once for all tests of a run, which cannot change it."""
    return load([ROOT / "rules" / name])


def modules() -> list[Path]:
    """Every module of the engine."""
    return sorted(PACKAGE.rglob("*.py"))


def files() -> Iterator[Path]:
    """Every file of the repository that is not hidden and not made by a tool."""
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.name in _PASSED_OVER or path.is_symlink():
                continue
            if path.name.startswith(".") and path.name not in (".ci", ".gitignore"):
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield path


def shown(path: Path) -> str:
    """A path as it is written in the repository."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def diagnostics(language: str) -> Mapping[str, Mapping[str, Any]]:
    """Every code with its words, in the order of the codes."""
    found: dict[str, Mapping[str, Any]] = {}
    for family in sorted((PACKAGE / "texts" / language / "diagnostics").glob("*.toml")):
        table = tomllib.loads(family.read_text(encoding="utf-8"))
        table.pop("labels", None)
        twice = found.keys() & table.keys()
        assert not twice, f"{sorted(twice)} stand in {family.name} and in another family"
        found |= table
    return dict(sorted(found.items()))
