"""The head of every command that works with a rule book: it is there, or what is wrong with it has been printed.

Invariant: a command that gets no model has nothing left to say, and answers BAD_INPUT.
"""

from collections.abc import Sequence

from policy_engine.cli.keeping import folder_of_books
from policy_engine.cli.output import errors_among, refuse
from policy_engine.files.kept import load_kept
from policy_engine.files.loaded import Loaded
from policy_engine.model.rulebook import Model


def open_kept(paths: Sequence[str], language: str, *, as_json: bool) -> Model | None:
    """The book as it may be kept from an earlier command, without its cases; None where it has errors."""
    return model_or_refusal(load_kept(paths, folder_of_books()), language, as_json=as_json)


def model_or_refusal(loaded: Loaded, language: str, *, as_json: bool) -> Model | None:
    """The model of a book; where it has none, the errors are printed."""
    if loaded.model is None:
        refuse(errors_among(loaded.diagnostics), language, as_json=as_json)
    return loaded.model
