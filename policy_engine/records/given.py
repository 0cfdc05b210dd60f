"""The facts of a case as they were given, as plain data and back.

Invariant: what was given comes back exactly, so that reading it again finds the same facts; a number that is not whole
or very large stands as text under a name that no fact can have.
"""

from collections.abc import Mapping
from fractions import Fraction

from policy_engine.records.canonical import LARGEST, NotCanonical, Plain
from policy_engine.values.value import exact

_NUMBER = "$number"


def plain_facts(data: object) -> Plain:
    """Facts as `read_json` gives them; NotCanonical for what JSON cannot hold."""
    if isinstance(data, Mapping):
        return {name: plain_facts(each) for name, each in data.items()}
    if isinstance(data, list | tuple):
        return [plain_facts(each) for each in data]
    if data is None or type(data) in (bool, str) or (type(data) is int and abs(data) <= LARGEST):
        return data
    if type(data) in (int, Fraction):
        return {_NUMBER: str(data)}
    raise NotCanonical(f"a {type(data).__name__}")


def given_facts(plain: Plain) -> object:
    """What `plain_facts` was given."""
    if isinstance(plain, dict):
        if plain.keys() == {_NUMBER}:
            return exact(Fraction(plain[_NUMBER]))
        return {name: given_facts(each) for name, each in plain.items()}
    return [given_facts(each) for each in plain] if isinstance(plain, list) else plain
