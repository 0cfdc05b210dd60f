"""What a case lacks to be a test.

Invariant: what it takes over from the case it is like counts for the question, and never for what is expected.
"""

from policy_engine.casebook.errors import asks_nothing, expects_nothing, has_no_origin
from policy_engine.casebook.inherit import Inherited
from policy_engine.source.diagnostic import Diagnostic
from policy_engine.syntax.declarations import Case


def unfit(case: Case, inherited: Inherited) -> tuple[Diagnostic, ...]:
    """The outcome, the origin and the question, where one of them is missing."""
    name, span = case.name.text, case.name.span
    found = []
    if not case.outcome:
        found.append(expects_nothing(name, span))
    if case.origin is None:
        found.append(has_no_origin(name, span))
    if inherited.question is None:
        found.append(asks_nothing(name, span))
    return tuple(found)
