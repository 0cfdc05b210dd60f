"""Where the command line keeps checked rule books between two commands.

Invariant: POLICY_CACHE=off keeps nothing; POLICY_CACHE=DIR keeps it there; else it is the user's own cache folder.
"""

import os
import sys
from pathlib import Path


def folder_of_books() -> Path | None:
    """The folder; None where nothing is to be kept, or the user has no folder of his or her own."""
    told = os.environ.get("POLICY_CACHE", "")
    if told == "off":
        return None
    if told:
        return Path(told)
    home = Path.home() if os.environ.get("HOME") or sys.platform == "win32" else None
    own = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    if own:
        return Path(own) / "policy-engine"
    return None if home is None else home / ".cache/policy-engine"
