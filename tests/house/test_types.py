import subprocess
import sys

from tests.house.repository import ROOT


def test_the_engine_is_typed_strictly() -> None:
    run = subprocess.run([sys.executable, "-m", "mypy", "policy_engine"], cwd=ROOT, capture_output=True, text=True)

    assert run.returncode == 0, run.stdout + run.stderr
