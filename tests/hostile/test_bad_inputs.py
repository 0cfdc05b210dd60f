"""Every bad input ends in a typed error or its stated result, under one second and 64 MB."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.inputs import FACTS, RULES, Bad

ROOT = Path(__file__).parents[2]
INPUTS = [("rules", i, bad) for i, bad in enumerate(RULES)] + [("facts", i, bad) for i, bad in enumerate(FACTS)]


@pytest.mark.parametrize(("kind", "position", "bad"), INPUTS, ids=[f"{b.number} {b.name}" for _, _, b in INPUTS])
def test_bad_input(kind: str, position: int, bad: Bad) -> None:
    command = [sys.executable, "-m", "tests.hostile.child", kind, str(position)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    if bad.wanted == "ok":
        assert result["codes"] == []
    else:
        assert result["codes"]
        assert result["codes"][0].startswith(bad.wanted)
    assert result["seconds"] < 1
    assert result["kilobytes"] < 64 * 1024
