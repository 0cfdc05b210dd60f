"""The ledger of each source: every item is encoded or says why not, and nothing says both.

Invariant: an item counts as encoded only where something in the rules cites it; a book that has no rules yet has
forgotten nothing.
"""

from collections.abc import Iterator

from policy_engine.checking import pass_errors as errors
from policy_engine.model import rulebook
from policy_engine.model.citations import citations
from policy_engine.source.diagnostic import Diagnostic

_SUMMARY = "summary of"


def ledger(model: rulebook.Model) -> Iterator[Diagnostic]:
    """The items that nothing cites, and those that are cited although they are set aside."""
    if not (model.rules or model.parameters or model.scales or model.benefits or model.always):
        return
    cited = {
        (citation.source, item)
        for citing in citations(model)
        for citation in citing.authority.citations
        for item in citation.items
    }
    for source in model.sources.values():
        for item in source.items.values():
            is_cited = (source.name, item.name) in cited
            if not item.status and not is_cited:
                yield errors.forgotten_item(source.name, item)
            if is_cited and item.status and not item.status.startswith(_SUMMARY):
                yield errors.cited_though_set_aside(source.name, item)
