"""The same bytes under every hash seed, locale and time zone."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import json, sys
from policy_engine.explanation.json import as_json
from policy_engine.explanation.schema import json_schema
from policy_engine.explanation.text import as_text
from tests.explanation.books import BOOK
from tests.explanation.questions import QUESTIONS, answer
from tests.explanation.written import model_of

for language in ("en", "ms"):
    for name in QUESTIONS:
        told = answer(name, language)
        sys.stdout.buffer.write(as_text(told).encode() + json.dumps(as_json(told)).encode())
    sys.stdout.buffer.write(json.dumps(json_schema(model_of(BOOK), "survivors", language)).encode())
"""


def _output(**world: str) -> bytes:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **world}
    run = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, check=True)
    return run.stdout


def test_the_world_does_not_change_an_explanation() -> None:
    plain = _output(PYTHONHASHSEED="0", LC_ALL="C", TZ="UTC")

    assert len(plain) > 10_000
    assert _output(PYTHONHASHSEED="4242", LC_ALL="ms_MY.UTF-8", TZ="Pacific/Kiritimati") == plain
    assert _output(PYTHONHASHSEED="99", LC_ALL="de_DE.UTF-8", TZ="America/Los_Angeles") == plain
