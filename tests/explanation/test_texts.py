"""The words of explanations: the same in both languages, and every one of them used."""

import ast
import re
from pathlib import Path

from policy_engine.explanation.telling import texts

FOLDER = Path(__file__).parents[2] / "policy_engine" / "explanation"
HOLE = re.compile(r"\{(\w+)\}")


def _patterns() -> list[re.Pattern[str]]:
    """Every text in the code, and every text with holes in it, as a pattern of keys."""
    found: set[str] = set()
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
            if isinstance(node, ast.JoinedStr):
                parts = (
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.]+" for part in node.values
                )
                found.add("".join(parts))
    return [re.compile(each) for each in sorted(found) if re.search(r"[a-z]\\?\.|\[", each)]


def test_both_languages_have_the_same_keys() -> None:
    assert set(texts("en")) == set(texts("ms"))


def test_both_languages_have_the_same_holes() -> None:
    english, malay = texts("en"), texts("ms")

    assert [key for key in english if set(HOLE.findall(english[key])) != set(HOLE.findall(malay[key]))] == []


def test_every_text_is_used() -> None:
    patterns = _patterns()

    assert [key for key in texts("en") if not any(pattern.fullmatch(key) for pattern in patterns)] == []


def test_no_text_speaks_of_the_engine() -> None:
    words = re.compile(r"\b(node|token|null|exception|limbs|tuple)\b", re.IGNORECASE)

    assert [text for language in ("en", "ms") for text in texts(language).values() if words.search(text)] == []
