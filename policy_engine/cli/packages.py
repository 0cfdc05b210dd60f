"""Which further packages are there."""

from importlib.util import find_spec

from policy_engine.cli.output import refuse


def records_ready(language: str, *, as_json: bool) -> bool:
    """Whether decisions can be recorded; where they cannot it says what to install."""
    if find_spec("cryptography") is not None:
        return True
    from policy_engine.records.errors import package_missing

    refuse([package_missing()], language, as_json=as_json)
    return False
