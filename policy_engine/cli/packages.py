"""Which further packages are there.

Invariant: nothing of the engine is imported before something is to be said.
"""

from importlib.util import find_spec


def records_ready(language: str, *, as_json: bool) -> bool:
    """Whether decisions can be recorded; where they cannot it says what to install."""
    if find_spec("cryptography") is not None:
        return True
    from policy_engine.cli.output import refuse
    from policy_engine.records.errors import package_missing

    refuse([package_missing()], language, as_json=as_json)
    return False
