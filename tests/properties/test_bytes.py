"""The same input gives the same bytes, whatever the hash seed, the locale and the time zone."""

import os
import subprocess
import sys

from tests.properties.write_decisions import ROOT

SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "ms_MY.UTF-8", "TZ": "Asia/Kuala_Lumpur"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/New_York"},
)


def test_the_same_input_gives_the_same_bytes() -> None:
    """Decisions of fixed books and of the rule book of the repository, explained and formatted, in three places."""
    command = [sys.executable, "-m", "tests.properties.write_decisions"]
    running = [
        subprocess.Popen(command, cwd=ROOT, env={**os.environ, **each}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for each in SURROUNDINGS
    ]
    outputs = [process.communicate(timeout=300) for process in running]

    assert [process.returncode for process in running] == [0, 0, 0], outputs[0][1].decode()
    assert len(outputs[0][0]) > 100_000
    assert outputs[0][0] == outputs[1][0] == outputs[2][0]
