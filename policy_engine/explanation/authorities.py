"""Citations as people write them.

Invariant: an item is named by the book's name of its source and its own number, nothing more.
"""

from policy_engine.model.core import Authority


def cited(*authorities: Authority) -> tuple[str, ...]:
    """The items cited, as `leaflet L-2`, each once."""
    citations = (each for authority in authorities for each in authority.citations)
    return tuple(dict.fromkeys(f"{each.source} {item}" for each in citations for item in each.items))
