"""`policy facts`: what may have to be known for a question."""

from collections.abc import Sequence

from policy_engine.cli.main import BAD_INPUT, FINE
from policy_engine.cli.opening import open_kept
from policy_engine.cli.output import print_json, refuse
from policy_engine.evaluation.errors import unknown_question
from policy_engine.explanation.schema import as_text, json_schema


def list_facts(question: str, rules: Sequence[str], language: str, *, as_json: bool) -> int:
    """Prints the facts as a list to ask from, or as the JSON Schema of a facts file; 2 for an unknown question."""
    model = open_kept(rules, language, as_json=as_json)
    if model is None:
        return BAD_INPUT
    if question not in model.benefits and question not in model.rules:
        refuse([unknown_question(question, (*model.benefits, *model.rules))], language, as_json=as_json)
        return BAD_INPUT
    if as_json:
        print_json(json_schema(model, question, language))
    else:
        print(as_text(model, question, language))
    return FINE
